"""Where voxels lie: shape, affine, and the way from the file's axis order to ours.

In memory every volume is ``(z, y, x)`` in LPS+ order: index x grows to the patient's left, y to
posterior, z to superior, so that an axial slice shown row by row is a radiological view.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ScalarT = TypeVar("ScalarT", bound=np.generic)
Shape3 = tuple[int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Geometry:
    """The grid of a volume.

    Attributes
    ----------
    shape_zyx
        Number of voxels along z, y, x.
    affine
        float64 (4, 4), read-only; takes a voxel index ``(x, y, z, 1)`` to LPS millimetres.
    """

    shape_zyx: Shape3
    affine: NDArray[np.float64]

    def __post_init__(self) -> None:
        affine = np.array(self.affine, dtype=np.float64)
        if affine.shape != (4, 4):
            raise ValueError(f"an affine is 4×4, not {affine.shape}")
        affine.flags.writeable = False
        object.__setattr__(self, "affine", affine)

    @property
    def spacing_zyx_mm(self) -> tuple[float, float, float]:
        """Distance between voxel centres along z, y, x in millimetres."""
        x, y, z = np.linalg.norm(self.affine[:3, :3], axis=0)
        return float(z), float(y), float(x)

    @property
    def origin_mm(self) -> NDArray[np.float64]:
        """Centre of voxel (0, 0, 0) in LPS millimetres, float64 (3,)."""
        return self.affine[:3, 3].copy()

    @property
    def voxel_volume_ml(self) -> float:
        """Volume of one voxel in millilitres."""
        return float(abs(np.linalg.det(self.affine[:3, :3]))) / 1000.0

    def to_world(self, index_zyx: tuple[float, float, float]) -> NDArray[np.float64]:
        """LPS millimetres, float64 (3,), of a (fractional) voxel index ``(z, y, x)``."""
        z, y, x = index_zyx
        return np.asarray(self.affine @ np.array([x, y, z, 1.0]))[:3]

    def same_grid(self, other: Geometry, tolerance_mm: float = 1e-3) -> bool:
        """Whether both grids have one shape and their affines agree within `tolerance_mm`."""
        return self.shape_zyx == other.shape_zyx and bool(
            np.allclose(self.affine, other.affine, rtol=0.0, atol=tolerance_mm)
        )


@dataclass(frozen=True, slots=True)
class AxisMap:
    """How the axes of a file ``(i, j, k)`` become the canonical axes ``(z, y, x)``: permute, flip.

    Attributes
    ----------
    file_axis
        For canonical axis a (0 = z, 1 = y, 2 = x) the file axis it comes from.
    flipped
        For canonical axis a, whether its index runs against the file's.
    """

    file_axis: tuple[int, int, int] = (2, 1, 0)
    flipped: tuple[bool, bool, bool] = (False, False, False)

    def to_canonical(self, array_ijk: NDArray[ScalarT]) -> NDArray[ScalarT]:
        """View of a file-order array ``(i, j, k)`` in canonical order ``(z, y, x)``."""
        array = array_ijk.transpose(self.file_axis)
        steps = tuple(slice(None, None, -1 if flip else 1) for flip in self.flipped)
        return array[steps]

    def to_file(self, array_zyx: NDArray[ScalarT]) -> NDArray[ScalarT]:
        """View of a canonical array ``(z, y, x)`` in file order; inverse of `to_canonical`."""
        steps = tuple(slice(None, None, -1 if flip else 1) for flip in self.flipped)
        return array_zyx[steps].transpose(tuple(np.argsort(self.file_axis)))

    def canonical_axis(self, file_axis: int) -> int:
        """Canonical axis (0 = z, 1 = y, 2 = x) that comes from `file_axis` (0, 1 or 2)."""
        return self.file_axis.index(file_axis)

    def canonical_index(self, axis: int, file_index: int, length: int) -> int:
        """Slice along canonical `axis` for slice `file_index` of the file; its own inverse."""
        return length - 1 - file_index if self.flipped[axis] else file_index


@dataclass(frozen=True, slots=True)
class Region:
    """A box of voxels ``[start, stop)`` in ``(z, y, x)``: what a change touched."""

    start: Shape3
    stop: Shape3

    @property
    def slices(self) -> tuple[slice, slice, slice]:
        """The box as an index into a ``(z, y, x)`` array."""
        a, b = self.start, self.stop
        return slice(a[0], b[0]), slice(a[1], b[1]), slice(a[2], b[2])

    @property
    def shape(self) -> Shape3:
        """Number of voxels along z, y, x."""
        a, b = self.start, self.stop
        return b[0] - a[0], b[1] - a[1], b[2] - a[2]

    def union(self, other: Region) -> Region:
        """Smallest box that holds both."""
        lo, hi = zip(self.start, other.start, strict=True), zip(self.stop, other.stop, strict=True)
        z0, y0, x0 = (min(pair) for pair in lo)
        z1, y1, x1 = (max(pair) for pair in hi)
        return Region((z0, y0, x0), (z1, y1, x1))

    def touches(self, axis: int, index: int) -> bool:
        """Whether the box holds voxels of slice `index` along `axis`."""
        return self.start[axis] <= index < self.stop[axis]


@dataclass(frozen=True, slots=True)
class SourceHeader:
    """What an export needs to know of the file a volume came from.

    Attributes
    ----------
    path
        The file as given, or "" for a generated volume.
    axes
        Axis order of the file against ours.
    shape_ijk
        Spatial shape in the file.
    affine_ras
        float64 (4, 4): file index ``(i, j, k, 1)`` to RAS millimetres (NIfTI's convention).
    sform_code, qform_code
        NIfTI codes of the source, 0 for none; other formats count as (1, 1).
    extra
        Format details worth keeping (units, description, chosen time point).
    stored
        The header as stored, in the terms of `annotator.io`, so that an export can keep it.
    files
        All files that the volume was read from.
    placements
        Other affines by which programs place the same voxels.
    unit_mm
        Millimetres per unit of length in the stored header.
    placed
        Whether the header says how the patient lies.
    """

    path: str
    axes: AxisMap
    shape_ijk: Shape3
    affine_ras: NDArray[np.float64]
    sform_code: int = 1
    qform_code: int = 1
    extra: dict[str, Any] = field(default_factory=dict)
    stored: object | None = None
    files: tuple[str, ...] = ()
    placements: tuple[NDArray[np.float64], ...] = ()
    unit_mm: float = 1.0
    placed: bool = True

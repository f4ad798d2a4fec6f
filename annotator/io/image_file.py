"""An image file that has been opened but not read: its header, and its voxels slab by slab."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.errors import UserError
from annotator.core.texts import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.geometry import Shape3
    from annotator.core.volume import Modality

Slab = tuple[slice, "NDArray[Any]"]
SLAB_BYTES = 4 << 20
LARGEST_FACTOR = 1 << 24
NIFTI_SUFFIXES = (".nii", ".nii.gz")


@dataclass(frozen=True, slots=True)
class StoredText:
    """What a NRRD or MetaImage header says of the place of its voxels, word for word.

    Attributes
    ----------
    format
        "NRRD" or "MetaImage".
    fields
        Reduced to three axes.
    pairs
        Key/value pairs of NRRD.
    """

    format: str
    fields: dict[str, str]
    pairs: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredNifti:
    """A NIfTI header word for word.

    Attributes
    ----------
    block
        348 bytes of NIfTI-1 or 540 of NIfTI-2, in the byte order of the file.
    extensions
        Header extensions as stored, each a multiple of 16 bytes; CIFTI's are left out, since they
        describe the values.
    """

    block: bytes
    extensions: bytes = b""


@dataclass(frozen=True, slots=True, eq=False)
class ImageFile:
    """The header of a 3D or 4D image file, in the file's own terms.

    Attributes
    ----------
    path
        The file.
    format
        "NIfTI-1", "NIfTI-2", "NRRD", "MetaImage" or "DICOM".
    shape_ijk
        Spatial shape.
    time_points
        Number of volumes, 1 for a 3D file.
    dtype
        Numeric type on disk, integer or floating point.
    affine_ras
        float64 (4, 4): index ``(i, j, k, 1)`` to RAS millimetres; finite and not singular.
    slabs
        Yields ``(slice along k, stored values (i, j, k))`` of one time point, first to last;
        raises `UserError` when the file is damaged.
    slope, inter
        Value = slope · stored + inter.
    sform_code, qform_code
        NIfTI codes, 0 for none; other formats count as (1, 1).
    sform_qform_mm
        Largest distance between voxels placed by sform and by qform; None unless both are there.
    warnings, notes
        What the user should know about the header, whole sentences.
    modality
        "CT" or "MR" where the file says so, else None.
    extra
        What else is worth keeping of the file; goes into `SourceHeader.extra`.
    data_files
        Files with the voxels, where they are not in `path` itself.
    stored
        The header as it is, for writing the same again.
    placed
        Whether the header says how the patient lies; if not, `affine_ras` is assumed.
    placements
        Other affines (index to RAS millimetres) by which programs place the same voxels.
    unit_mm
        Millimetres per unit of length in the header.
    layers
        Whether the volumes are layers or components rather than time points.
    """

    path: Path
    format: str
    shape_ijk: Shape3
    time_points: int
    dtype: np.dtype[Any]
    affine_ras: NDArray[np.float64]
    slabs: Callable[[int], Iterator[Slab]]
    slope: float = 1.0
    inter: float = 0.0
    sform_code: int = 1
    qform_code: int = 1
    sform_qform_mm: float | None = None
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    modality: Modality | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    data_files: tuple[Path, ...] = ()
    stored: StoredNifti | StoredText | None = None
    placed: bool = True
    placements: tuple[NDArray[np.float64], ...] = ()
    unit_mm: float = 1.0
    layers: bool = False

    @property
    def is_scaled(self) -> bool:
        """Whether stored values are not the values themselves."""
        return (self.slope, self.inter) != (1.0, 0.0)

    @property
    def holds_integers(self) -> bool:
        """Whether all values are whole numbers by the file's type and scaling."""
        if self.dtype.kind not in "iu" or not self.is_scaled:
            return self.dtype.kind in "iu"
        factors = (self.slope, self.inter)
        exact = all(f.is_integer() and abs(f) < LARGEST_FACTOR for f in factors)
        return exact and self.dtype.itemsize < 8  # so that the product fits int64

    def values(self, time_point: int) -> Iterator[Slab]:
        """Slabs with scaling applied: stored or int64 if `holds_integers`, else floating point."""
        for where, stored in self.slabs(time_point):
            if not self.is_scaled:
                yield where, stored
            elif self.holds_integers:
                yield where, stored.astype(np.int64) * int(self.slope) + int(self.inter)
            else:
                yield where, stored.astype(np.float64) * self.slope + self.inter


def slab_thickness(shape_ijk: Shape3, dtype: np.dtype[Any]) -> int:
    """Return how many k-slices make up about `SLAB_BYTES`."""
    return max(1, SLAB_BYTES // (shape_ijk[0] * shape_ijk[1] * dtype.itemsize))


def check_numeric(path: Path, dtype: np.dtype[Any]) -> None:
    """Raise `UserError` unless voxels are single integer or floating-point numbers."""
    if dtype.kind == "V" and not dtype.names:
        raise UserError(
            tr(
                "{name} stores single bits or numbers of 128 bits; save it as whole or "
                "floating-point numbers and open that.",
                name=path.name,
            )
        )
    if dtype.names:
        raise UserError(
            tr(
                "{name} is a colour image; save it as a single-channel image and open that.",
                name=path.name,
            )
        )
    if dtype.kind not in "iuf":
        raise UserError(
            tr(
                "{name} stores {name_2} numbers; save its magnitude or real part as a "
                "real-valued image and open that.",
                name=path.name,
                name_2=dtype.name,
            )
        )


def spatial_shape(path: Path, dimensions: tuple[int, ...]) -> tuple[Shape3, int]:
    """Spatial shape and number of time points; raises `UserError` unless the file is 3D or 4D."""
    if len(dimensions) < 3:
        raise UserError(
            tr(
                "{name} is a {count}D image; open a 3D volume instead.",
                name=path.name,
                count=len(dimensions),
            )
        )
    while len(dimensions) > 4 and dimensions[-1] == 1:
        dimensions = dimensions[:-1]
    if len(dimensions) > 4:
        raise UserError(
            tr(
                "{name} has {count} dimensions ({shape}); extract one 3D volume and open that.",
                name=path.name,
                count=len(dimensions),
                shape=" × ".join(map(str, dimensions)),
            )
        )
    if min(dimensions) < 1:
        raise UserError(tr("{name} holds no voxels; its header may be damaged.", name=path.name))
    i, j, k, *time = dimensions
    return (i, j, k), time[0] if time else 1

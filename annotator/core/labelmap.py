"""The mask being drawn: one label value per voxel, and where each voxel's value came from."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.geometry import Region

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.geometry import Geometry, Shape3
    from annotator.core.patch import Edit, MaskPatch


class VoxelOrigin(IntEnum):
    """Where a voxel's value came from; anything but UNTOUCHED is never changed by a propagation."""

    UNTOUCHED = 0
    HAND = 1  # painted or erased by the user, or loaded from a file
    ACCEPTED = 2  # taken over from a proposal


class LabelMap:
    """Label values and voxel origins on one grid. Changed only through `apply` and `write`.

    Attributes
    ----------
    voxels
        uint8 ``(z, y, x)``, 0 = background.
    origins
        uint8 ``(z, y, x)`` of `VoxelOrigin`.
    geometry
        The grid, that of the volume.
    revision
        Grows with every change.
    touched
        Box that holds everything but untouched background, None if there is nothing else; not
        smaller after something was erased.
    """

    def __init__(
        self,
        geometry: Geometry,
        voxels: NDArray[np.uint8] | None = None,
        origins: NDArray[np.uint8] | None = None,
    ) -> None:
        shape = geometry.shape_zyx
        self.geometry = geometry
        self.voxels = np.zeros(shape, np.uint8) if voxels is None else voxels
        if origins is None:
            origins = (self.voxels > 0).astype(np.uint8) * np.uint8(VoxelOrigin.HAND)
        self.origins = origins
        if self.voxels.shape != shape or self.origins.shape != shape:
            raise ValueError(f"a label map of {self.voxels.shape} does not fit the grid {shape}")
        self.revision = 0
        self.touched = None if voxels is None else self._content_box()

    def read(self, region: Region) -> NDArray[np.uint8]:
        """Copy of label values and origins in a box: uint8 ``(2, *region.shape)``."""
        index = region.slices
        return np.stack([self.voxels[index], self.origins[index]])

    def write(self, start: Shape3, values: NDArray[np.uint8]) -> Region:
        """Set values and origins, uint8 ``(2, z, y, x)``, at `start`; for strokes in progress."""
        _, d, h, w = values.shape
        region = Region(start, (start[0] + d, start[1] + h, start[2] + w))
        self.voxels[region.slices] = values[0]
        self.origins[region.slices] = values[1]
        self.revision += 1
        self.touched = region if self.touched is None else self.touched.union(region)
        return region

    def apply(self, patch: MaskPatch, *, undo: bool = False) -> Region:
        """Set the patch's voxels to their state after the change, or before it with `undo`."""
        return self.write(patch.origin, patch.unpack(patch.before if undo else patch.after))

    def apply_edit(self, edit: Edit, *, undo: bool = False) -> Region | None:
        """Apply all patches (in reverse with `undo`); returns the box that holds them all."""
        touched: Region | None = None
        for patch in reversed(edit.patches) if undo else edit.patches:
            region = self.apply(patch, undo=undo)
            touched = region if touched is None else touched.union(region)
        return touched

    def _content_box(self) -> Region | None:
        """Return the smallest box that holds everything but untouched background."""
        bounds: list[tuple[int, int]] = []
        touched = self.voxels | self.origins
        for axis in range(3):
            hit = np.flatnonzero(touched.any(axis=tuple(a for a in range(3) if a != axis)))
            if not hit.size:
                return None
            bounds.append((int(hit[0]), int(hit[-1]) + 1))
        (z0, z1), (y0, y1), (x0, x1) = bounds
        return Region((z0, y0, x0), (z1, y1, x1))

    def used_values(self) -> list[int]:
        """Label values that occur, ascending, without 0."""
        counts = np.bincount(self.voxels.reshape(-1), minlength=256)
        return [int(value) for value in np.flatnonzero(counts) if value]

    def locked_voxels(self) -> NDArray[np.uint8]:
        """uint8 ``(z, y, x)`` for a run: 255 where it may write, else the value to keep."""
        locked: NDArray[np.uint8] = np.equal(self.voxels | self.origins, 0).view(np.uint8)
        np.negative(locked, out=locked)  # 1 becomes 255, which is `core.support.FREE`
        locked |= self.voxels
        return locked

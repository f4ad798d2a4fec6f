"""How many voxels of each label and origin every slice holds, kept up to date by differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.core.boxes import bounding_box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.core.geometry import Shape3

ORIGINS, VALUES = 3, 256


class SliceCounts:
    """Histogram of ``(origin, value)`` for every slice along one axis.

    Attributes
    ----------
    axis
        Array axis 0, 1 or 2 that is cut into slices.
    table
        int64 ``(n, 3, 256)``: voxels per slice, `VoxelOrigin` and label value.
    """

    def __init__(self, axis: int, voxels: NDArray[np.uint8], origins: NDArray[np.uint8]) -> None:
        self.axis = axis
        length = voxels.shape[axis]
        self.table = np.zeros((length, ORIGINS, VALUES), dtype=np.int64)
        self.table[:, 0, 0] = voxels.size // length
        for z, (values, plane_origins) in enumerate(zip(voxels, origins, strict=True)):
            box = bounding_box(values | plane_origins)
            if box is not None:
                keys = plane_origins[box].astype(np.intp) * VALUES + values[box]
                self._add(z, box, keys)

    def _add(self, z: int, box: Box, keys: NDArray[np.intp]) -> None:
        """Count a box of plane `z` in place of the untouched background assumed there."""
        table = self.table.reshape(len(self.table), -1)
        counts = np.bincount(keys.reshape(-1), minlength=ORIGINS * VALUES)
        if self.axis == 0:
            table[z] += counts
            table[z, 0] -= keys.size
            return
        along, across = box[self.axis - 1], 2 - self.axis
        for key in np.flatnonzero(counts):
            table[along, key] += (keys == key).sum(axis=across)
        table[along, 0] -= keys.shape[across]

    def update(self, start: Shape3, before: NDArray[np.uint8], after: NDArray[np.uint8]) -> None:
        """Count a change of a box at `start`: uint8 ``(2, z, y, x)`` of values and origins."""
        first, length = start[self.axis], before.shape[self.axis + 1]
        rows = self.table[first : first + length]
        changed = np.nonzero((before != after).any(axis=0))
        place = changed[self.axis] * (ORIGINS * VALUES)
        for state, change in ((before, -1), (after, 1)):
            values, origins = state[0][changed], state[1][changed]
            keys = place + origins.astype(np.intp) * VALUES + values
            counts = np.bincount(keys, minlength=rows.size)
            rows += change * counts.reshape(rows.shape)

    def slices_with(self, value: int) -> list[int]:
        """Slices that hold voxels of a label, ascending."""
        return [int(index) for index in np.flatnonzero(self.table[:, :, value].any(axis=1))]

    def values(self) -> list[int]:
        """Label values that occur anywhere, ascending, without 0."""
        return [int(value) for value in np.flatnonzero(self.table.any(axis=(0, 1))) if value]

    def voxels(self) -> NDArray[np.int64]:
        """Voxels of every label value in all slices: int64 ``(256,)``."""
        counts: NDArray[np.int64] = self.table.sum(axis=(0, 1))
        return counts

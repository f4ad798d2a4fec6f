"""Along which axis each label was painted, and on which slices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.core.labelmap import VoxelOrigin
from annotator.core.painted_planes import clear_axis, complete_planes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.labelmap import LabelMap
    from annotator.core.slice_counts import SliceCounts


class LabelPainting:
    """Finds a label's axis and complete slices; keeps them until the label's counts change.

    Parameters
    ----------
    labelmap
        Where labels are painted; only read here.
    """

    def __init__(self, labelmap: LabelMap) -> None:
        self._labelmap = labelmap
        self._known: dict[int, tuple[tuple[int, bytes], tuple[int, list[int]]]] = {}

    def of(self, label: int, counts: SliceCounts) -> tuple[int, list[int]]:
        """Axis of a label, that of the counts if it is not clear; its painted slices along them.

        Slices that only slices painted in another plane cross do not count.
        """
        held = counts.table[:, :, label]
        state = counts.axis, held.tobytes()
        known = self._known.get(label)
        if known is None or known[0] != state:
            found = self._find(label, counts, held) if held.any() else (counts.axis, [])
            known = self._known[label] = state, found
        return known[1]

    def _find(
        self, label: int, counts: SliceCounts, held: NDArray[np.int64]
    ) -> tuple[int, list[int]]:
        slices, axis = counts.slices_with(label), counts.axis
        touched = self._labelmap.touched
        assert touched is not None, "the label was counted"
        rows, columns = (part for other, part in enumerate(touched.slices) if other != axis)
        inside = np.moveaxis(self._labelmap.voxels, axis, 0)[slices, rows, columns] == label
        complete = complete_planes(inside, held.sum(axis=1), slices)
        origins = np.moveaxis(self._labelmap.origins, axis, 0)[slices, rows, columns]
        by_hand = inside & (origins == VoxelOrigin.HAND)
        along = [by_hand.sum(axis=(0, 2)), by_hand.sum(axis=(0, 1))]
        along.insert(axis, held[:, VoxelOrigin.HAND])
        clear = clear_axis((along[0], along[1], along[2]))
        return axis if clear is None else clear, complete

"""What the inspector's pages draw: the slice in view, its iterations and an inspection of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.boxes import bounding_box
from annotator.core.inspection import Frame
from annotator.ui.inspector.pictures import grey

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.inspection import Inspection
    from annotator.core.iteration_table import IterationTable
    from annotator.core.proposal import SliceProposal
    from annotator.core.window import Window
    from annotator.services.document import Document
    from annotator.ui.inspector.pictures import Picture

AROUND = 1.6
"""Side of the part that is shown, over that of the masks."""


@dataclass(frozen=True, slots=True, eq=False)
class InspectorView:
    """A slice of the document with what the last run made of it.

    Attributes
    ----------
    document
        The open document.
    axis, index, label
        The slice, along the run's axis, and the label looked at.
    window
        Grey levels.
    entry
        Iterations of the slice; None if the run has not filled it.
    inspection, table
        As far as they are known.
    """

    document: Document
    axis: int
    index: int
    label: int
    window: Window
    entry: SliceProposal | None
    inspection: Inspection | None
    table: IterationTable | None

    @property
    def spacing_mm(self) -> tuple[float, float]:
        """Distance of voxels in rows and columns of the slice."""
        sides = self.document.volume.geometry.spacing_zyx_mm
        rows, cols = (mm for axis, mm in enumerate(sides) if axis != self.axis)
        return rows, cols

    @property
    def color(self) -> tuple[int, int, int]:
        """Colour of the label."""
        item = self.document.label_class(self.label)
        return item.color if item is not None else (255, 255, 255)

    @property
    def last(self) -> int:
        """Number of the newest iteration."""
        return 0 if self.entry is None else self.entry.iterations - 1

    def slice_picture(self, index: int | None = None) -> Picture:
        """Return the slice, or another one, in grey."""
        number = self.index if index is None else index
        voxels: NDArray[Any] = self.document.volume.voxels
        return grey(voxels.take(number, axis=self.axis), self.window)

    def mask(self, iteration: int) -> NDArray[np.bool_]:
        """Return the label's mask after an iteration, bool ``(h, w)``."""
        assert self.entry is not None
        mask: NDArray[np.bool_] = self.entry.labels(iteration) == self.label
        return mask

    def around(self) -> Frame | None:
        """Part of the slice around the masks of all iterations; None for the whole slice."""
        assert self.entry is not None
        masks = [self.mask(iteration) for iteration in range(self.entry.iterations)]
        box = bounding_box(np.logical_or.reduce(masks))
        if box is None:
            return None
        (rows, cols), (high, wide) = box, self.spacing_mm
        side = max((rows.stop - rows.start) * high, (cols.stop - cols.start) * wide) * AROUND
        middle = (rows.start + rows.stop - 1) / 2, (cols.start + cols.stop - 1) / 2
        height, width = side / high, side / wide
        return Frame(middle[0] - height / 2, middle[1] - width / 2, height, width)

    def painted(self, index: int) -> NDArray[np.bool_]:
        """Return what the run was told of a support, bool ``(h, w)``."""
        proposal = self.document.review.proposal
        sets = () if proposal is None else proposal.supports
        for item in sets:
            for support in item.slices if item.label == self.label else ():
                if support.index == index:
                    return support.mask
        return np.zeros(self.slice_picture(index).shape[:2], bool)

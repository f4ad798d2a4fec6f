"""The voxels of a slice that a stroke in progress has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.boxes import union
from annotator.core.patch import MaskPatch
from annotator.services.slices import plane_shape, slice_region

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.services.document import Document


class Stroke:
    """Voxels of one slice as they were before the stroke, remembered where it touched them."""

    def __init__(self, document: Document, axis: int, index: int) -> None:
        self.axis = axis
        self.index = index
        self._document = document
        self.shape = plane_shape(document.volume.geometry.shape_zyx, axis)
        rows, columns = (
            mm for a, mm in enumerate(document.volume.geometry.spacing_zyx_mm) if a != axis
        )
        self.spacing_mm = rows, columns
        self.step_mm = document.volume.geometry.spacing_zyx_mm[axis]
        self.length = document.volume.geometry.shape_zyx[axis]
        self._before = np.empty((2, *self.shape), dtype=np.uint8)
        self._seen = np.zeros(self.shape, dtype=bool)
        self._touched: Box | None = None
        self._calm: NDArray[Any] | None = None

    def image(self) -> NDArray[Any]:
        """Grey values of the slice, read-only."""
        plane: NDArray[Any] = np.moveaxis(self._document.volume.voxels, self.axis, 0)[self.index]
        return plane

    def calm_image(self) -> NDArray[Any]:
        """Grey values of the slice without single outliers: medians of three by three."""
        if self._calm is None:
            from scipy import ndimage  # slow to import, and seldom needed

            self._calm = ndimage.median_filter(self.image(), 3, mode="nearest")
        return self._calm

    def read(self, box: Box) -> NDArray[np.uint8]:
        """Copy of label values and origins in a box of the slice: uint8 ``(2, h, w)``."""
        region = slice_region(self.axis, self.index, box)
        return self._document.labelmap.read(region).squeeze(axis=self.axis + 1)

    def write(self, box: Box, before: NDArray[np.uint8], after: NDArray[np.uint8]) -> None:
        """Set label values and origins in a box of the slice: uint8 ``(2, h, w)``.

        `before` is what `read` has returned for the box.
        """
        unseen = ~self._seen[box]
        self._before[:, *box][:, unseen] = before[:, unseen]
        self._seen[box] = True
        self._touched = union(box, self._touched)
        self._put(box, before, after)

    def patch(self) -> MaskPatch | None:
        """Return what the stroke has changed so far, None if nothing."""
        if self._touched is None:
            return None
        after = self.read(self._touched)
        before = np.where(self._seen[self._touched], self._before[:, *self._touched], after)
        start = slice_region(self.axis, self.index, self._touched).start
        axis = self.axis + 1
        return MaskPatch.between(start, np.expand_dims(before, axis), np.expand_dims(after, axis))

    def restore(self) -> None:
        """Put all voxels back."""
        if self._touched is not None:
            now = self.read(self._touched)
            before = np.where(self._seen[self._touched], self._before[:, *self._touched], now)
            self._put(self._touched, now, before)

    def _put(self, box: Box, before: NDArray[np.uint8], after: NDArray[np.uint8]) -> None:
        start, axis = slice_region(self.axis, self.index, box).start, self.axis + 1
        self._document.write(start, np.expand_dims(before, axis), np.expand_dims(after, axis))

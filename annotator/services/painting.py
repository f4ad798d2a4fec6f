"""Tools that change the label map on one slice; every stroke ends as one named edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from annotator.core.boxes import union
from annotator.core.brush import capsule, polygon
from annotator.core.errors import UserError
from annotator.core.labelmap import VoxelOrigin
from annotator.core.patch import Change, Edit, MaskPatch
from annotator.services.paint_over import writable_values
from annotator.services.slices import PLANES, plane_shape, slice_region

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.core.brush import Point
    from annotator.services.document import Document

PaintTool = Literal["brush", "eraser", "polygon", "fill"]


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
        self._before = np.empty((2, *self.shape), dtype=np.uint8)
        self._seen = np.zeros(self.shape, dtype=bool)
        self._touched: Box | None = None

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


class PaintingService:
    """Brush, eraser, polygon and fill: `begin`, then shapes, then `end` or `abort`.

    Points are ``(row, column)`` of the slice in voxels, whole numbers at voxel centres. Rows and
    columns are the two other array axes in ascending order. Locked labels are never overwritten.
    A slice with an open proposal is taken into the label map first, inside the same edit.

    Attributes
    ----------
    iteration
        Iteration of the proposal that is taken over; None for the newest.
    intensity_range
        If set, brush and polygon paint only voxels with an image value in ``[low, high]``.
    paint_over
        Label values that painting may overwrite besides background; None for all.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._stroke: Stroke | None = None
        self._label = 0
        self._text = ""
        self._decided: tuple[int, ...] = ()
        self._painted = False
        self._writable = np.ones(256, dtype=bool)
        self.iteration: int | None = None
        self.intensity_range: tuple[float, float] | None = None
        self.paint_over: Collection[int] | None = None

    @property
    def active(self) -> bool:
        """Whether a stroke is in progress."""
        return self._stroke is not None

    def begin(self, tool: PaintTool, axis: int, index: int, label: int) -> None:
        """Start a stroke on slice `index` along `axis`; `label` 0 erases, as the eraser does.

        Raises
        ------
        UserError
            If the label is locked, hidden or does not exist.
        """
        document = self._document
        document.finish_stroke()
        self._label = 0 if tool == "eraser" else label
        if self._label:
            self._check_label(self._label)
        verb = "Erase" if not self._label else tool.capitalize()
        name = f" {document.label_name(self._label)}" if self._label else ""
        self._text = f"{verb}{name}, {PLANES[axis]} {index + 1}"
        self._writable = writable_values(document.classes, self.paint_over if self._label else None)
        if self._label:
            self._writable[self._label] = True
        self._stroke = Stroke(document, axis, index)
        self._painted = False
        document.stroke = self
        self._take_proposal(axis, index)

    def move(self, p0: Point, p1: Point, radius_mm: float) -> None:
        """Paint the way of the brush from one point to the next (equal for a dab)."""
        if self._stroke is None:
            return
        shape = capsule(p0, p1, radius_mm, self._stroke.spacing_mm, self._stroke.shape)
        if shape is not None:
            self._paint(*shape)

    def fill_polygon(self, points: Sequence[Point]) -> None:
        """Paint the inside of a closed polygon."""
        if self._stroke is not None:
            shape = polygon(points, self._stroke.shape)
            if shape is not None:
                self._paint(*shape)

    def fill(self, point: Point) -> None:
        """Paint the area of one value around a point: a hole in an outline, or another label.

        Raises
        ------
        UserError
            If the point lies on background that reaches the border of the slice.
        """
        from scipy import ndimage  # half of the window's start-up time, and only needed here

        if self._stroke is None:
            return
        row, column = (int(np.floor(p + 0.5)) for p in point)
        rows, columns = self._stroke.shape
        if not (0 <= row < rows and 0 <= column < columns):
            return
        labels = self._stroke.read((slice(0, rows), slice(0, columns)))[0]
        areas, _ = ndimage.label(labels == labels[row, column])
        area = areas == areas[row, column]
        open_area = area[[0, -1]].any() or area[:, [0, -1]].any()
        if not labels[row, column] and open_area:
            name = self._document.label_name(self._label)
            raise UserError(f"No closed outline of {name} here: close it before filling it.")
        self._paint((slice(0, rows), slice(0, columns)), area, any_intensity=True)

    def end(self) -> Edit | None:
        """Finish the stroke; returns its edit, or None if it changed nothing."""
        stroke = self._stroke
        if stroke is None:
            return None
        patch = stroke.patch() if self._painted else None
        if patch is None:
            self.abort()
            return None
        document = self._document
        self._stroke = document.stroke = None
        marks = None
        if stroke.axis == document.axis and stroke.index in document.absent.get(self._label, ()):
            old = document.marks
            marks = Change(old, old.toggle_absent(self._label, stroke.index))
        edit = Edit(self._text, (patch,), marks, decided=self._decided)
        if marks is None:
            document.push(edit)
        else:
            document.commit(edit)
        return edit

    def abort(self) -> None:
        """Put everything back as it was before the stroke."""
        stroke = self._stroke
        if stroke is not None:
            self._stroke = self._document.stroke = None
            stroke.restore()
            self._document.review.decide(self._decided, undo=True)

    def _check_label(self, value: int) -> None:
        label = self._document.label_class(value)
        if label is None:
            raise UserError("There is no label to paint with: add one in the label list.")
        if label.locked:
            raise UserError(f"{label.name} is locked: unlock it in the label list to change it.")
        if not label.visible:
            raise UserError(f"{label.name} is hidden: show it in the label list to paint it.")

    def _take_proposal(self, axis: int, index: int) -> None:
        """Take the slice's open proposal into the label map as part of this stroke."""
        self._decided = ()
        proposal = self._document.review.proposal
        if self._stroke is None or proposal is None or proposal.axis != axis:
            return
        if index not in proposal.slices:
            return
        accepted = self._document.review.accepted_voxels(index, self.iteration)
        self._decided = (index,)
        self._document.review.decide(self._decided)
        if accepted is not None:
            region, values = accepted
            rows, columns = (s for a, s in enumerate(region.slices) if a != axis)
            box = rows, columns
            self._stroke.write(box, self._stroke.read(box), values.squeeze(axis=axis + 1))

    def _paint(self, box: Box, mask: NDArray[np.bool_], *, any_intensity: bool = False) -> None:
        stroke = self._stroke
        assert stroke is not None
        before = stroke.read(box)
        label = np.uint8(self._label)
        hit = mask & self._writable[before[0]]
        if label:
            hit &= (before[0] != label) | (before[1] != VoxelOrigin.HAND)
        else:
            hit &= before[0] != 0
        if self.intensity_range is not None and label and not any_intensity:
            low, high = self.intensity_range
            image = np.moveaxis(self._document.volume.voxels, stroke.axis, 0)[stroke.index][box]
            hit &= (image >= low) & (image <= high)
        if hit.any():
            after = before.copy()
            after[0][hit] = label
            after[1][hit] = VoxelOrigin.HAND
            stroke.write(box, before, after)
            self._painted = True

"""Tools that change the label map on one slice; every stroke ends as one named edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from annotator.core import region_growing
from annotator.core.brush import capsule, polygon
from annotator.core.errors import UserError
from annotator.core.labelmap import VoxelOrigin
from annotator.core.patch import Change, Edit
from annotator.core.texts import tr, translatable
from annotator.services.paint_over import writable_values
from annotator.services.slices import PLANE_NAMES
from annotator.services.stroke import Stroke

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.core.brush import Point
    from annotator.services.document import Document

PaintTool = Literal["brush", "sphere", "adaptive", "eraser", "polygon", "fill", "flood"]
_STROKES: dict[PaintTool, str] = {
    "brush": translatable("Brush"),
    "sphere": translatable("Sphere"),
    "adaptive": translatable("Adaptive"),
    "polygon": translatable("Polygon"),
    "fill": translatable("Fill"),
    "flood": translatable("Flood"),
}


class PaintingService:
    """Brushes, eraser, polygon and fills: `begin`, then shapes, then `end` or `abort`.

    The brush paints a disc on its slice, the sphere a ball that reaches into the slices around,
    the adaptive brush only what looks like the tissue under the first touch and is connected to
    it. Fill takes an area of one label, flood an area of similar grey values.

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
        self._around: dict[int, Stroke] = {}  # slices beside it that a sphere has reached
        self._tool: PaintTool = "brush"
        self._tissue: tuple[float, float] | None = None
        self._flooded: NDArray[np.uint8] | None = None  # the slice before the last flood
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
            document.check_paintable(self._label)
        plane, number = tr(PLANE_NAMES[axis]), index + 1
        if self._label:
            name = document.label_name(self._label)
            self._text = tr(
                "{tool} {name}, {plane} {index}",
                tool=tr(_STROKES[tool]),
                name=name,
                plane=plane,
                index=number,
            )
        else:
            self._text = tr("Erase, {plane} {index}", plane=plane, index=number)
        self._writable = writable_values(document.classes, self.paint_over if self._label else None)
        if self._label:
            self._writable[self._label] = True
        self._stroke = Stroke(document, axis, index)
        self._around, self._tissue, self._tool = {}, None, tool
        self._flooded = None
        self._painted = False
        document.stroke = self
        self._take_proposal(axis, index)

    def move(self, p0: Point, p1: Point, radius_mm: float) -> None:
        """Paint the way of the brush from one point to the next (equal for a dab)."""
        if self._stroke is None:
            return
        if self._tool == "sphere":
            self._move_sphere(p0, p1, radius_mm)
            return
        shape = capsule(p0, p1, radius_mm, self._stroke.spacing_mm, self._stroke.shape)
        if shape is not None and self._tool == "adaptive":
            shape = shape[0], self._alike(p0, p1, *shape)
        if shape is not None:
            self._paint(self._stroke, *shape)

    def fill_polygon(self, points: Sequence[Point]) -> None:
        """Paint the inside of a closed polygon."""
        if self._stroke is not None:
            shape = polygon(points, self._stroke.shape)
            if shape is not None:
                self._paint(self._stroke, *shape)

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
            raise UserError(
                tr("No closed outline of {name} here: close it before filling it.", name=name)
            )
        self._paint(self._stroke, (slice(0, rows), slice(0, columns)), area, any_intensity=True)

    def flood(self, point: Point, tolerance: float | None = None) -> float:
        """Paint the area around a point whose grey values are like its; replaces the last flood.

        Parameters
        ----------
        point
            Where to start.
        tolerance
            How far values may lie from the one at the point, in the image's unit; None to judge
            it by the values around the point.

        Returns
        -------
        float
            The tolerance.
        """
        stroke = self._stroke
        if stroke is None:
            return 0.0
        row, column = (int(np.floor(p + 0.5)) for p in point)
        rows, columns = stroke.shape
        if not (0 <= row < rows and 0 <= column < columns):
            return 0.0
        whole = slice(0, rows), slice(0, columns)
        if tolerance is None:
            low, high = self._tissue_at(row, column)
            tolerance = (high - low) / 2
        if self._flooded is not None:
            stroke.write(whole, stroke.read(whole), self._flooded)
        self._flooded = stroke.read(whole)
        self._paint(
            stroke, whole, region_growing.flood(stroke.calm_image(), (row, column), tolerance)
        )
        return tolerance

    def end(self) -> Edit | None:
        """Finish the stroke; returns its edit, or None if it changed nothing."""
        stroke = self._stroke
        if stroke is None:
            return None
        strokes = [stroke, *self._around.values()] if self._painted else []
        patches = tuple(filter(None, (part.patch() for part in strokes)))
        if not patches:
            self.abort()
            return None
        document = self._document
        self._stroke = document.stroke = None
        marks = None
        if stroke.axis == document.axis and stroke.index in document.absent.get(self._label, ()):
            old = document.marks
            marks = Change(old, old.toggle_absent(self._label, stroke.index))
        edit = Edit(self._text, patches, marks, decided=self._decided)
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
            for part in (stroke, *self._around.values()):
                part.restore()
            self._document.review.decide(self._decided, undo=True)

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

    def _move_sphere(self, p0: Point, p1: Point, radius_mm: float) -> None:
        """Paint the way of a ball: a smaller disc in every slice that it reaches."""
        middle = self._stroke
        assert middle is not None
        reach = int(radius_mm / middle.step_mm)
        first, last = max(middle.index - reach, 0), min(middle.index + reach, middle.length - 1)
        for index in range(first, last + 1):
            away = abs(index - middle.index) * middle.step_mm
            radius = (radius_mm**2 - away**2) ** 0.5
            shape = capsule(p0, p1, radius, middle.spacing_mm, middle.shape)
            if shape is None:
                continue
            stroke = middle
            if index != middle.index:
                stroke = self._around.setdefault(index, Stroke(self._document, middle.axis, index))
            self._paint(stroke, *shape)

    def _alike(self, p0: Point, p1: Point, box: Box, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Part of the brush's way that looks like what was first touched and joins its ends."""
        from scipy import ndimage

        assert self._stroke is not None
        if self._tissue is None:
            row, column = (int(np.floor(p + 0.5)) for p in p0)
            self._tissue = self._tissue_at(row, column)
        alike = region_growing.within(self._stroke.calm_image()[box], *self._tissue, mask)
        parts, _ = ndimage.label(alike)
        touched = set()
        for y, x in (p0, p1):
            at = int(np.floor(y + 0.5)) - box[0].start, int(np.floor(x + 0.5)) - box[1].start
            if 0 <= at[0] < mask.shape[0] and 0 <= at[1] < mask.shape[1]:
                touched.add(int(parts[at]))
        chosen = np.isin(parts, list(touched - {0}))
        filled: NDArray[np.bool_] = ndimage.binary_fill_holes(chosen) & mask
        return filled

    def _tissue_at(self, row: int, column: int) -> tuple[float, float]:
        """Range of grey values of the tissue at a pixel, judged by the 25 around it."""
        assert self._stroke is not None
        image = self._stroke.image()
        row, column = (
            min(max(i, 0), n - 1) for i, n in zip((row, column), image.shape, strict=True)
        )
        near = image[max(row - 2, 0) : row + 3, max(column - 2, 0) : column + 3]
        return region_growing.value_range(near, np.ones(near.shape, np.bool_), 3.0)

    def _paint(
        self, stroke: Stroke, box: Box, mask: NDArray[np.bool_], *, any_intensity: bool = False
    ) -> None:
        before = stroke.read(box)
        label = np.uint8(self._label)
        hit = mask & self._writable[before[0]]
        if label:
            hit &= (before[0] != label) | (before[1] != VoxelOrigin.HAND)
        else:
            hit &= before[0] != 0
        if self.intensity_range is not None and label and not any_intensity:
            low, high = self.intensity_range
            hit &= region_growing.within(stroke.image()[box], low, high)
        if hit.any():
            after = before.copy()
            after[0][hit] = label
            after[1][hit] = VoxelOrigin.HAND
            stroke.write(box, before, after)
            self._painted = True

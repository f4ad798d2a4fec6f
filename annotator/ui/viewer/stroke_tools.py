"""Strokes, fills and polygons of one slice view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.services.painting import PaintingService
from annotator.services.scribbles import Scribbles

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from annotator.core.brush import Point
    from annotator.services.document import Document
    from annotator.services.painting import PaintTool
    from annotator.ui.viewer.slice_display import SliceDisplay

_CORNER_DISTANCE = 0.5  # voxels between two corners drawn freehand


class StrokeTools:
    """Turns places of the pointer into strokes of the painting service.

    Attributes
    ----------
    polygon
        Corners of the polygon in the making.
    scribbles
        What was scribbled on the slice shown and is not kept yet.
    erases
        Whether the last stroke was one of the eraser.
    pressure
        Share of its radius that the brush paints with now, 0..1.
    """

    def __init__(self, view: SliceDisplay) -> None:
        self._view = view
        self._painting: PaintingService | None = None
        self.polygon: list[Point] = []
        self.scribbles: Scribbles | None = None
        self.erases = False
        self.pressure = 1.0

    def set_document(self, document: Document | None) -> None:
        """Paint in another document."""
        self.abort()
        self._painting = None if document is None else PaintingService(document)

    @property
    def active(self) -> bool:
        """Whether a stroke is in progress."""
        return self._painting is not None and self._painting.active

    def begin(self, *, erase: bool, tool: PaintTool = "brush") -> PaintingService:
        """Start a stroke of the active label, or of the eraser, on the slice shown.

        Raises
        ------
        UserError
            If there is no image, masks are hidden, or the label cannot be painted.
        """
        view, painting = self._view, self._painting
        document = self._drawn_on()
        assert painting is not None
        self.erases = erase
        painting.iteration = view.state.iteration
        painting.intensity_range = view.state.intensity_range
        painting.paint_over = view.state.paint_over
        label = 0 if erase else document.active_label
        painting.begin(tool, view.axis, view.state.index, label)
        return painting

    def _drawn_on(self) -> Document:
        document = self._view.document
        if document is None:
            raise UserError(tr("Open an image first."))
        if not self._view.state.overlay_visible:
            raise UserError(tr("The masks are hidden: show them before changing them."))
        return document

    def fill(self, at: QPointF, *, erase: bool) -> None:
        """Fill the area under a point of the canvas; as `begin`."""
        painting = self.begin(erase=erase, tool="fill")
        try:
            painting.fill(self._view.canvas.voxel_at(at))
        finally:
            painting.end()

    def add_corner(self, at: QPointF) -> None:
        """Add a corner to the polygon, unless it is where the last one is."""
        point = self._view.canvas.voxel_at(at)
        if not self.polygon or _distance(point, self.polygon[-1]) > _CORNER_DISTANCE:
            self.polygon.append(point)
            self.show_polygon()

    def take_back(self) -> None:
        """Take the last corner of the polygon back, or the last scribble.

        Raises
        ------
        UserError
            As `show_scribbles`.
        """
        if self.scribbles is None:
            del self.polygon[-1:]
            self._show(self.polygon)
        elif self.scribbles.take_back():
            self.show_scribbles()
        else:
            self._drop_scribbles()

    def close_polygon(self, *, erase: bool) -> None:
        """Paint the inside of the polygon; as `begin`."""
        corners = self.polygon
        self.abort_unfinished()
        painting = self.begin(erase=erase, tool="polygon")
        painting.fill_polygon(corners)
        painting.end()

    def show_polygon(self, pointer: Point | None = None) -> None:
        """Draw the polygon, with a last corner where the pointer is."""
        if self.polygon:
            self._show(self.polygon if pointer is None else [*self.polygon, pointer])

    def scribble(self) -> Scribbles:
        """Scribbles of the active label on the slice shown, begun anew if there are none.

        Raises
        ------
        UserError
            As `begin`.
        """
        document, view = self._drawn_on(), self._view
        place = view.axis, view.state.index, document.active_label
        now = self.scribbles
        if now is None or (now.axis, now.index, now.label) != place:
            document.check_paintable(document.active_label)
            now = self.scribbles = Scribbles(document, *place, view.state.clicker)
        now.paint_over = view.state.paint_over
        return now

    def show_clicks(self) -> None:
        """Draw where was clicked and scribbled."""
        self._view.canvas.show_clicks([] if self.scribbles is None else self.scribbles.clicks)

    def show_scribbles(self) -> None:
        """Draw the scribbles and the mask that follows from them.

        Raises
        ------
        UserError
            If nothing follows from them; they stay.
        """
        self.show_clicks()
        if self.scribbles is None:
            self._view.change(draft=None)
            return
        patch = self.scribbles.patch()
        self._view.change(draft=patch)
        if problem := self.scribbles.problem(patch):
            raise UserError(problem)

    def show_other(self, step: int) -> None:
        """Show another answer to the clicks, wider or with a negative step narrower.

        Raises
        ------
        UserError
            If there is none, or as `show_scribbles`.
        """
        scribbles = self.scribbles
        if scribbles is None or scribbles.answers == 1:
            raise UserError(
                tr(
                    "There is no other answer to these clicks: click where the mask is wrong, with "
                    "the right button where it is too much."
                )
            )
        scribbles.show_other(step)
        self.show_scribbles()

    @property
    def choice(self) -> str:
        """Say which answer to the clicks is shown and how to see the others; "" without others."""
        scribbles = self.scribbles
        if scribbles is None or scribbles.answers == 1:
            return ""
        return tr(
            "Answer {shown} of {count}, from narrow to wide: Tab shows the next one, Shift+Tab the "
            "one before, Enter keeps it.",
            shown=scribbles.shown + 1,
            count=scribbles.answers,
        )

    def keep_scribbles(self) -> None:
        """Take the mask as painted."""
        scribbles = self.scribbles
        self._drop_scribbles()
        if scribbles is not None:
            scribbles.keep()

    def _drop_scribbles(self) -> None:
        if self.scribbles is not None:
            self.scribbles = None
            self.show_scribbles()

    @property
    def unfinished(self) -> bool:
        """Whether a polygon or scribbles wait to be finished with Enter."""
        return bool(self.polygon) or bool(self.scribbles is not None and self.scribbles.clicks)

    def finish(self) -> None:
        """Paint the polygon, or keep the mask of the scribbles."""
        if self.polygon:
            self.close_polygon(erase=False)
        else:
            self.keep_scribbles()

    def abort_unfinished(self) -> None:
        """Drop an unfinished polygon, and scribbles that are not kept."""
        self._drop_scribbles()
        if self.polygon:
            self.polygon = []
            self._show([])

    def abort(self) -> None:
        """Drop an unfinished polygon or stroke."""
        self.abort_unfinished()
        if self._painting is not None:
            self._painting.abort()

    def _show(self, points: list[Point]) -> None:
        self._view.canvas.show_polygon(points, self._view.tool_color(erasing=False))


def _distance(a: Point, b: Point) -> float:
    return float(np.hypot(a[0] - b[0], a[1] - b[1]))

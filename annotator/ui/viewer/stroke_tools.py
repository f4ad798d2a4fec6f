"""Strokes, fills and polygons of one slice view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.core.errors import UserError
from annotator.services.painting import PaintingService

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
    erases
        Whether the last stroke was one of the eraser.
    """

    def __init__(self, view: SliceDisplay) -> None:
        self._view = view
        self._painting: PaintingService | None = None
        self.polygon: list[Point] = []
        self.erases = False

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
        document = view.document
        if painting is None or document is None:
            raise UserError("Open an image first.")
        if not view.state.overlay_visible:
            raise UserError("The masks are hidden: show them before changing them.")
        self.erases = erase
        painting.iteration = view.state.iteration
        painting.intensity_range = view.state.intensity_range
        painting.paint_over = view.state.paint_over
        label = 0 if erase else document.active_label
        painting.begin(tool, view.axis, view.state.index, label)
        return painting

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

    def remove_corner(self) -> None:
        """Take the last corner back."""
        del self.polygon[-1:]
        self._show(self.polygon)

    def close_polygon(self, *, erase: bool) -> None:
        """Paint the inside of the polygon; as `begin`."""
        corners = self.polygon
        self.abort_polygon()
        painting = self.begin(erase=erase, tool="polygon")
        painting.fill_polygon(corners)
        painting.end()

    def show_polygon(self, pointer: Point | None = None) -> None:
        """Draw the polygon, with a last corner where the pointer is."""
        if self.polygon:
            self._show(self.polygon if pointer is None else [*self.polygon, pointer])

    def abort_polygon(self) -> None:
        """Drop an unfinished polygon."""
        if self.polygon:
            self.polygon = []
            self._show([])

    def abort(self) -> None:
        """Drop an unfinished polygon or stroke."""
        self.abort_polygon()
        if self._painting is not None:
            self._painting.abort()

    def _show(self, points: list[Point]) -> None:
        self._view.canvas.show_polygon(points, self._view.tool_color(erasing=False))


def _distance(a: Point, b: Point) -> float:
    return float(np.hypot(a[0] - b[0], a[1] - b[1]))

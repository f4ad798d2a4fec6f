"""Ruler and angle of one slice view: points in the making, and what is drawn of those made."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from annotator.core.measurements import Measurement
from annotator.ui.viewer.tools import Tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from annotator.core.measurements import Place
    from annotator.services.measurements import Measurements
    from annotator.ui.viewer.slice_display import SliceDisplay

COLOR = QColor(255, 214, 64)
_SHADOW = QColor(0, 0, 0, 190)
_GRIP = 9.0  # screen pixels around a point that take it
_SHAKE = 4.0
_POINTS = {Tool.RULER: 2, Tool.ANGLE: 3}


class MeasureTools:
    """Makes measurements point by point: a drag makes two points, a click one.

    An angle is begun at the end of one arm; its vertex comes second. Points of measurements made
    can be dragged to another place.
    """

    def __init__(self, view: SliceDisplay) -> None:
        self._view = view
        self._book: Measurements | None = None
        self._points: list[Place] = []
        self._next: Place | None = None  # where the point to come would be
        self._taken: tuple[Measurement, int] | None = None
        self._moved: Measurement | None = None  # what was taken, as it is drawn now
        view.canvas.draw_over = self.draw

    def set_book(self, book: Measurements | None) -> None:
        """Write into another list, None for none."""
        self.drop()
        if self._book is not None:
            self._book.changed.disconnect(self._redraw)
        self._book = book
        if book is not None:
            book.changed.connect(self._redraw)
        self._redraw()

    @property
    def unfinished(self) -> bool:
        """Whether points are still to come."""
        return bool(self._points)

    def drop(self) -> None:
        """Forget the points so far."""
        self._points, self._next, self._taken, self._moved = [], None, None, None
        self._redraw()

    def press(self, at: QPointF) -> None:
        """Take hold of a point that is there, or begin or go on with a measurement."""
        place = self._place(at)
        self._taken = None if self._points else self._point_at(at)
        if self._taken is None:
            self._points = self._points or [place]
            self._next = place
        self._redraw()

    def move(self, at: QPointF) -> None:
        """Move the point that was taken, or the one to come."""
        if self._taken is not None and self._book is not None:
            old, number = self._taken
            places = list(old.places)
            places[number] = self._place(at)
            self._moved = replace(old, places=tuple(places))
            self._redraw()
        elif self._points:
            self._next = self._place(at)
            self._redraw()

    def release(self) -> None:
        """Set the point to come; the last one finishes the measurement."""
        if self._taken is not None and self._moved is not None and self._book is not None:
            (old, _), new = self._taken, self._moved
            self.drop()
            self._book.replace(old, new)
            return
        self._taken = None
        if self._points and self._next is not None and self._far(self._points[-1], self._next):
            self._points.append(self._next)
        if self._book is not None and len(self._points) == _POINTS.get(self._view.state.tool, 0):
            points = tuple(self._points)
            self.drop()
            self._book.add(Measurement(self._view.axis, self._view.state.index, points))

    # ---- places

    def _place(self, at: QPointF) -> Place:
        """Place under a point of the canvas, cut to the slice."""
        document, plane = self._view.document, self._view.plane
        row, column = self._view.canvas.voxel_at(at)
        place = [0.0, 0.0, 0.0]
        place[plane.axis] = float(self._view.state.index)
        for axis, value in ((plane.rows, row), (plane.columns, column)):
            length = 1 if document is None else document.volume.voxels.shape[axis]
            place[axis] = min(max(value, -0.5), length - 0.5)
        return place[0], place[1], place[2]

    def _position(self, place: Place) -> QPointF:
        plane = self._view.plane
        return self._view.canvas.position_of((place[plane.rows], place[plane.columns]))

    def _far(self, first: Place, second: Place) -> bool:
        way = self._position(second) - self._position(first)
        return math.hypot(way.x(), way.y()) >= _SHAKE

    def _point_at(self, at: QPointF) -> tuple[Measurement, int] | None:
        for measurement in self._shown():
            for number, place in enumerate(measurement.places):
                way = self._position(place) - at
                if math.hypot(way.x(), way.y()) <= _GRIP:
                    return measurement, number
        return None

    # ---- drawing

    def _shown(self) -> list[Measurement]:
        view = self._view
        return [] if self._book is None else self._book.on_slice(view.axis, view.state.index)

    def _redraw(self) -> None:
        self._view.canvas.redraw()

    def draw(self, painter: QPainter) -> None:
        """Draw what was measured on the slice shown, and what is being measured."""
        if self._book is None:
            return
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        for shown in self._shown():
            taken = self._taken is not None and shown == self._taken[0]
            item = self._moved if taken and self._moved is not None else shown
            self._draw(painter, item.places, item.text(self._book.geometry))
        if self._points:
            places = [*self._points, *([self._next] if self._next is not None else [])]
            text = ""
            if len(places) == _POINTS.get(self._view.state.tool):
                made = Measurement(self._view.axis, self._view.state.index, tuple(places))
                text = made.text(self._book.geometry)
            self._draw(painter, places, text)
        painter.setRenderHint(painter.RenderHint.Antialiasing, on=False)

    def _draw(self, painter: QPainter, places: Sequence[Place], text: str) -> None:
        points = [self._position(place) for place in places]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(_SHADOW, 3.5), QPen(COLOR, 1.6)):
            painter.setPen(pen)
            painter.drawPolyline(points)
            for point in points:
                painter.drawEllipse(point, 3.0, 3.0)
        if text:
            self._write(painter, points[1], text)

    def _write(self, painter: QPainter, beside: QPointF, text: str) -> None:
        """Write a figure beside a point, inside the view."""
        metrics, view = painter.fontMetrics(), self._view.canvas.viewport().rect()
        size = metrics.horizontalAdvance(text) + 10, metrics.height() + 2
        x = min(beside.x() + 10, view.width() - size[0] - 2)
        y = min(max(beside.y() - size[1] / 2, 2), view.height() - size[1] - 2)
        area = QRectF(x, y, *size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SHADOW)
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(COLOR)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

"""The circle that shows where and how wide the brush is, and the outline of a polygon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from annotator.core.labels import Color

_DARK = QColor(0, 0, 0, 170)


def _line(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCosmetic(True)  # in screen pixels at any zoom
    return pen


class _Outline(QGraphicsItem):
    """A path drawn in colour on a dark line, so that it shows on any grey."""

    def __init__(self) -> None:
        super().__init__()
        self._path = QPainterPath()
        self._margin = 0.0
        self._pen = _line(QColor(255, 255, 255), 1.3)

    def set_color(self, color: Color) -> None:
        """Choose the colour of the line."""
        self._pen = _line(QColor(*color), 1.3)
        self.update()

    def set_path(self, path: QPainterPath, margin: float) -> None:
        """Choose the line, in millimetres; `margin` is what three screen pixels measure."""
        self.prepareGeometryChange()
        self._path, self._margin = path, margin

    def boundingRect(self) -> QRectF:
        """Qt: the path with room for the pen."""
        m = self._margin
        return self._path.boundingRect().adjusted(-m, -m, m, m)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Qt: draw the line."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (_line(_DARK, 3.0), self._pen):
            painter.setPen(pen)
            painter.drawPath(self._path)


class BrushCursor(_Outline):
    """Circle of the brush in millimetres, centred where the item is placed."""

    def set_radius(self, radius_mm: float, margin: float) -> None:
        """Choose the size; `margin` as in `set_path`."""
        circle = QPainterPath()
        circle.addEllipse(QPointF(0.0, 0.0), radius_mm, radius_mm)
        self.set_path(circle, margin)


class PolygonOutline(_Outline):
    """The corners of a polygon so far, lightly filled."""

    def set_points(self, points_mm: Sequence[QPointF], margin: float) -> None:
        """Choose the corners; `margin` as in `set_path`."""
        path = QPainterPath()
        path.addPolygon(QPolygonF(points_mm))
        self.set_path(path, margin)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Qt: fill, then draw the line."""
        fill = QColor(self._pen.color())
        fill.setAlpha(40)
        painter.fillPath(self._path, QBrush(fill))
        super().paint(painter, option, widget)

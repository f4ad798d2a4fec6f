"""The circle that shows where and how wide the brush is, and the outline of a polygon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from annotator.core.labels import Color

_DARK = QColor(0, 0, 0, 170)
_MARGIN = 3
_LARGEST_IMAGE = 256  # radius in pixels up to which the circle is drawn once and then copied


def _pens(color: Color) -> tuple[QPen, QPen]:
    """Return a dark line and a coloured one on top, to be seen on any grey; in screen pixels."""
    pens = QPen(_DARK, 3.0), QPen(QColor(*color), 1.3)
    for pen in pens:
        pen.setCosmetic(True)
    return pens


class BrushCursor:
    """Circle of the brush on the viewport."""

    def __init__(self) -> None:
        self._center = QPointF()
        self._radius_mm = 0.0
        self._radius = 0.0
        self._color: Color = (255, 255, 255)
        self._image: QImage | None = None
        self.visible = False

    def set_style(self, radius_mm: float, color: Color) -> None:
        """Choose size and colour; takes effect with the next `place`."""
        self._radius_mm = radius_mm
        if color != self._color:
            self._color, self._image = color, None

    def place(self, center: QPointF | None, pixels_per_mm: float) -> None:
        """Put the circle around a point of the viewport, None for where it is."""
        self._center = self._center if center is None else center
        radius = self._radius_mm * pixels_per_mm
        if radius != self._radius:
            self._radius, self._image = radius, None

    def rect(self) -> QRect:
        """Return what the circle covers; empty if it is not shown."""
        if not self.visible:
            return QRect()
        r = self._radius + _MARGIN
        return QRectF(self._center.x() - r, self._center.y() - r, 2 * r, 2 * r).toAlignedRect()

    def draw(self, painter: QPainter) -> None:
        """Draw the circle, if it is shown."""
        if not self.visible:
            return
        if self._radius > _LARGEST_IMAGE:
            self._draw_circle(painter, self._center)
            return
        ratio = painter.device().devicePixelRatioF()
        if self._image is None or self._image.devicePixelRatio() != ratio:
            self._image = self._circle_image(ratio)
        r = self._radius + _MARGIN
        painter.drawImage(self._center - QPointF(r, r), self._image)

    def _circle_image(self, ratio: float) -> QImage:
        size = int(2 * (self._radius + _MARGIN) * ratio) + 2
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(0)
        painter = QPainter(image)
        r = self._radius + _MARGIN
        self._draw_circle(painter, QPointF(r, r))
        painter.end()
        return image

    def _draw_circle(self, painter: QPainter, center: QPointF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in _pens(self._color):
            painter.setPen(pen)
            painter.drawEllipse(center, self._radius, self._radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


class PolygonOutline(QGraphicsItem):
    """The corners of a polygon so far, joined and lightly filled, in millimetres."""

    def __init__(self) -> None:
        super().__init__()
        self._path = QPainterPath()
        self._margin = 0.0
        self._color: Color = (255, 255, 255)

    def set_points(self, points_mm: Sequence[QPointF], margin_mm: float, color: Color) -> None:
        """Choose the corners; `margin_mm` is what three screen pixels measure."""
        self.prepareGeometryChange()
        self._path = QPainterPath()
        self._path.addPolygon(QPolygonF(points_mm))
        self._margin, self._color = margin_mm, color

    def boundingRect(self) -> QRectF:
        """Qt: the path with room for the pen."""
        m = self._margin
        return self._path.boundingRect().adjusted(-m, -m, m, m)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Qt: fill, then draw the line."""
        painter.fillPath(self._path, QBrush(QColor(*self._color, 40)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in _pens(self._color):
            painter.setPen(pen)
            painter.drawPath(self._path)

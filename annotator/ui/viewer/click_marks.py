"""Where was clicked on a slice: light marks inside, dark ones outside of the structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

_LIGHT, _DARK = QColor(255, 255, 255), QColor(20, 22, 26)
_WIDTH, _RIM = 5.0, 2.0  # screen pixels


class ClickMarks(QGraphicsItem):
    """Dots and lines of the same width at every zoom; places in millimetres."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[list[QPointF], bool]] = []
        self._margin = 0.0

    @property
    def count(self) -> int:
        """How many clicks and scribbles are drawn."""
        return len(self._lines)

    def set_lines(self, lines: Sequence[tuple[Sequence[QPointF], bool]], margin_mm: float) -> None:
        """Choose the clicks and whether each is inside; `margin_mm` is a mark's width at most."""
        self.prepareGeometryChange()
        self._lines = [(list(points), inside) for points, inside in lines]
        self._margin = margin_mm

    def boundingRect(self) -> QRectF:
        """Qt: all lines with room for the pen."""
        m, box = self._margin, QRectF()
        for line, _ in self._lines:
            box = box.united(QPolygonF(line).boundingRect().adjusted(-m, -m, m, m))
        return box

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Qt: each mark with a rim of the other shade."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line, inside in self._lines:
            for color, width in (
                (_DARK if inside else _LIGHT, _WIDTH + 2 * _RIM),
                (_LIGHT if inside else _DARK, _WIDTH),
            ):
                pen = QPen(color, width)
                pen.setCosmetic(True)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                painter.setPen(pen)
                if len(line) == 1:
                    painter.drawPoint(line[0])
                else:
                    painter.drawPolyline(line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

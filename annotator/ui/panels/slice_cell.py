"""How the state of a slice looks in the strip: always in the label's own colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from annotator.core.texts import translatable
from annotator.ui.theme import color

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from annotator.core.labels import Color

STATUS_WORDS = {
    "none": translatable("nothing yet"),
    "painted": translatable("painted, guides the propagation"),
    "crossed": translatable(
        "crossed by slices painted in another plane: kept, but guides nothing here"
    ),
    "proposed": translatable("proposed, waits for review"),
    "empty": translatable("proposed as empty: the run found nothing here; accept or reject it"),
    "accepted": translatable("accepted"),
    "edited": translatable("accepted, then edited"),
    "absent": translatable("marked as absent"),
}
"""Explanations of the states; hatched, framed, darker or full in the colour of the label."""

_DARKER = 0.45  # of an accepted cell, against one that was painted
_LEGEND_INK: Color = (190, 194, 200)
_LEGEND_SIZE = 12


def draw_cell(
    painter: QPainter, cell: QRectF, status: str, label: Color, *, hollow: bool = False
) -> None:
    """Draw the state of one slice into `cell`; hollow for a painted slice that is left out."""
    ink, inner = QColor(*label), cell.adjusted(0.5, 0.5, -0.5, -0.5)
    if hollow or status == "empty":
        dashed = Qt.PenStyle.DotLine if status == "empty" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(ink, 1, dashed))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(inner)
    elif status == "absent":
        middle = cell.center().y()
        painter.fillRect(QRectF(cell.left(), middle - 1.5, cell.width(), 3), color("dim"))
    elif status == "crossed":
        middle = cell.center().x()
        painter.fillRect(QRectF(middle - 1, cell.top(), 2, cell.height()), ink)
    elif status == "proposed":
        painter.fillRect(cell, _mixed(ink, 0.25))
        painter.fillRect(cell, QBrush(ink, Qt.BrushStyle.BDiagPattern))
    elif status == "painted":
        painter.fillRect(cell, ink)
    else:
        painter.fillRect(cell, _mixed(ink, _DARKER))
        if status == "edited":
            painter.setPen(QPen(ink, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(inner)


class LegendChip(QWidget):
    """Small picture of a state for the legend, in grey: every label has its own colour."""

    def __init__(self, status: str) -> None:
        super().__init__()
        self._status = status
        self.setFixedSize(_LEGEND_SIZE, _LEGEND_SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the state."""
        painter = QPainter(self)
        draw_cell(painter, QRectF(self.rect()), self._status, _LEGEND_INK)
        painter.end()


def _mixed(ink: QColor, share: float) -> QColor:
    """Return a share of a colour over the background of the strip."""
    ground = color("panel")
    pairs = (
        (ink.red(), ground.red()),
        (ink.green(), ground.green()),
        (ink.blue(), ground.blue()),
    )
    red, green, blue = (round(share * a + (1 - share) * b) for a, b in pairs)
    return QColor(red, green, blue)

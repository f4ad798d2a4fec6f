"""What is written over a slice: crosshair, corner texts, sides of the patient, scale bar."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPen, QRegion

from annotator.core.texts import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics, QPainter

    from annotator.ui.viewer.planes import Color

_TEXT = QColor(222, 226, 230)
_SHADOW = QColor(0, 0, 0, 200)
_MARGIN = 8
_GAP = 9  # half the opening at the centre of the crosshair, screen pixels
_SCALE_MM = 10.0
_BAR_HEIGHT = 7
_SMALL = 420, 340  # a view of less pixels has one line in each corner


def margins(metrics: QFontMetrics) -> tuple[int, int]:
    """Room for one line of text beside, and above or below, a slice: screen pixels."""
    return metrics.horizontalAdvance("M") + 2 + _MARGIN, line_height(metrics) + _GAP


def line_height(metrics: QFontMetrics) -> int:
    """Height of a line, also of signs that another font is taken for."""
    return max(metrics.height(), metrics.boundingRect(tr("Axial")).height())


@dataclass(slots=True)
class Decorations:
    """Screen pixels unless said otherwise.

    Attributes
    ----------
    top_left, top_right, bottom_left
        Lines of text of the corners.
    sides
        Letters at the left, right, top and bottom edge.
    crosshair
        Where the lines meet, None for no crosshair.
    colors
        Colours of the vertical and the horizontal line.
    pixels_per_mm
        Zoom, for the scale bar.
    room
        Free space above the slice; further lines at the top left are left out.
    """

    top_left: list[str] = field(default_factory=list)
    top_right: list[str] = field(default_factory=list)
    bottom_left: list[str] = field(default_factory=list)
    sides: tuple[str, str, str, str] = ("", "", "", "")
    crosshair: QPoint | None = None
    colors: tuple[Color, Color] = ((255, 255, 255), (255, 255, 255))
    pixels_per_mm: float = 0.0
    room: int = 0

    def set_texts(self, top_left: list[str], top_right: list[str], bottom_left: list[str]) -> None:
        """Choose the lines of text in the corners."""
        self.top_left, self.top_right, self.bottom_left = top_left, top_right, bottom_left

    def draw(self, painter: QPainter, view: QRect, exposed: QRect) -> None:
        """Draw what lies in the `exposed` part of the `view`."""
        self._draw_crosshair(painter, view)
        metrics = painter.fontMetrics()
        for area, alignment, text in self._texts(view, metrics):
            if area.intersects(exposed):
                _draw_text(painter, area, alignment, text)
        bar = self._scale_bar(view)
        if bar.adjusted(0, 0, 1, 1).intersects(exposed):
            _draw_scale_bar(painter, bar)

    def crosshair_region(self, view: QRect) -> QRegion:
        """Part of the view that the crosshair covers."""
        if self.crosshair is None:
            return QRegion()
        x, y = self.crosshair.x(), self.crosshair.y()
        return QRegion(x - 1, 0, 3, view.height()) + QRegion(0, y - 1, view.width(), 3)

    def _draw_crosshair(self, painter: QPainter, view: QRect) -> None:
        if self.crosshair is None:
            return
        x, y = self.crosshair.x(), self.crosshair.y()
        for color, ends in zip(
            self.colors,
            (
                ((x, 0, x, y - _GAP), (x, y + _GAP, x, view.height())),
                ((0, y, x - _GAP, y), (x + _GAP, y, view.width(), y)),
            ),
            strict=True,
        ):
            for x0, y0, x1, y1 in ends:
                painter.fillRect(x0, y0, max(x1 - x0, 1), max(y1 - y0, 1), QColor(*color, 190))

    def _texts(
        self, view: QRect, metrics: QFontMetrics
    ) -> list[tuple[QRect, Qt.AlignmentFlag, str]]:
        """Areas, alignments and texts of everything that is written."""
        line, texts = line_height(metrics), []
        small = view.width() < _SMALL[0] or view.height() < _SMALL[1]
        lines = 1 if small else None
        above = max(1, (self.room - _MARGIN) // line)

        def base_of(number: int) -> int:
            """Top of a line, counted from the bottom."""
            return view.height() - _MARGIN // 2 - number * line

        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        width = view.width() // 2 - 2 * _MARGIN
        middle = view.width() // 2 + _MARGIN
        for n, text in enumerate(self.top_left[:above]):
            texts.append((QRect(_MARGIN, _MARGIN + n * line, width, line), left, text))
        for n, text in enumerate(self.top_right[:lines]):
            texts.append((QRect(middle, _MARGIN + n * line, width, line), right, text))
        bottom_left = self.bottom_left[:lines]
        for n, text in enumerate(reversed(bottom_left), 1):
            texts.append((QRect(_MARGIN, base_of(n), width, line), left, text))
        bar = self._scale_bar(view)
        if not bar.isEmpty():
            area = QRect(bar.left() - _MARGIN - width, base_of(1), width, line)
            texts.append((area, right, "1 cm"))
        elide = Qt.TextElideMode.ElideRight
        texts = [(area, side, metrics.elidedText(text, elide, width)) for area, side, text in texts]
        center = Qt.AlignmentFlag.AlignHCenter
        x, y = view.width() // 2, view.height() // 2
        w = metrics.horizontalAdvance("M") + 2
        spots = (
            (QRect(_MARGIN // 2, y - line // 2, w, line), left),
            (QRect(view.width() - _MARGIN // 2 - w, y - line // 2, w, line), right),
            (QRect(x - w // 2, _MARGIN, w, line), center),
            (QRect(x - w // 2, base_of(1), w, line), center),
        )
        texts.extend(
            (area, alignment, letter)
            for (area, alignment), letter in zip(spots, self.sides, strict=True)
        )
        return [(area, alignment, text) for area, alignment, text in texts if text]

    def _scale_bar(self, view: QRect) -> QRect:
        """Area of the bar of one centimetre; empty if it would be too short or too long."""
        length = round(_SCALE_MM * self.pixels_per_mm)
        if not 4 <= length <= view.width() // 3:
            return QRect()
        x, y = view.width() - _MARGIN - length, view.height() - _MARGIN - _BAR_HEIGHT
        return QRect(x, y, length, _BAR_HEIGHT)


def _draw_text(painter: QPainter, area: QRect, alignment: Qt.AlignmentFlag, text: str) -> None:
    painter.setPen(_SHADOW)
    painter.drawText(area.translated(1, 1), alignment, text)
    painter.setPen(_TEXT)
    painter.drawText(area, alignment, text)


def _draw_scale_bar(painter: QPainter, bar: QRect) -> None:
    """Draw a line with ticks, as long as `bar`."""
    left, right, y = bar.left(), bar.right(), bar.center().y()
    for color, shift in ((_SHADOW, 1), (_TEXT, 0)):
        painter.setPen(QPen(color, 1))
        painter.drawLine(left + shift, y + shift, right + shift, y + shift)
        painter.drawLine(left + shift, bar.top() + shift, left + shift, bar.bottom() + shift)
        painter.drawLine(right + shift, bar.top() + shift, right + shift, bar.bottom() + shift)

"""A small picture of a slice with a heading, which can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.theme import color

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from annotator.core.inspection import Frame
    from annotator.ui.inspector.pictures import Picture

HEADING = 18
SMALLEST = 96


class SliceTile(QWidget):
    """Shows part of a slice, as large as fits and in true proportions.

    Signals
    -------
    clicked
        Row and column of the slice, float.

    Parameters
    ----------
    heading
        Short text above the picture.
    """

    clicked = Signal(float, float)

    def __init__(self, heading: str = "") -> None:
        super().__init__()
        self._heading, self._note = heading, ""
        self._picture: Picture | None = None
        self._spacing = (1.0, 1.0)
        self._part = (0, 0, 1, 1)  # top, left, height, width
        self._spot: tuple[float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(SMALLEST, SMALLEST)

    def sizeHint(self) -> QSize:
        """Qt: a square with its heading."""
        return QSize(180, 180 + HEADING)

    @property
    def picture(self) -> Picture | None:
        """What is shown, the whole slice."""
        return self._picture

    @property
    def note(self) -> str:
        """What is said in place of a picture."""
        return self._note

    def set_heading(self, text: str) -> None:
        """Write another heading."""
        self._heading = text
        self.update()

    def show_picture(
        self, picture: Picture, spacing_mm: tuple[float, float], frame: Frame | None = None
    ) -> None:
        """Show a slice, or the part of it that lies in a window."""
        self._picture, self._spacing, self._note = np.ascontiguousarray(picture), spacing_mm, ""
        height, width = picture.shape[:2]
        self._part = (0, 0, height, width)
        if frame is not None:
            top, left = max(0, round(frame.top)), max(0, round(frame.left))
            bottom = min(height, round(frame.top + frame.height) + 1)
            right = min(width, round(frame.left + frame.width) + 1)
            if bottom > top and right > left:
                self._part = (top, left, bottom - top, right - left)
        self.update()

    def show_note(self, text: str) -> None:
        """Say something in place of a picture."""
        self._picture, self._note = None, text
        self.update()

    def set_spot(self, spot: tuple[float, float] | None) -> None:
        """Mark a place, row and column; None for none."""
        self._spot = spot
        self.update()

    def place_of(self, row: float, col: float) -> QPointF:
        """Where a place of the slice is drawn."""
        area = self._area()
        top, left, height, width = self._part
        x = area.left() + (col + 0.5 - left) / width * area.width()
        return QPointF(x, area.top() + (row + 0.5 - top) / height * area.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell where the slice was clicked."""
        area = self._area()
        if self._picture is None or not area.contains(event.position()):
            return
        top, left, height, width = self._part
        row = top + (event.position().y() - area.top()) / area.height() * height - 0.5
        col = left + (event.position().x() - area.left()) / area.width() * width - 0.5
        self.clicked.emit(row, col)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw heading and picture."""
        painter = QPainter(self)
        painter.setPen(color("dim"))
        width = self.width()
        heading = painter.fontMetrics().elidedText(
            self._heading, Qt.TextElideMode.ElideRight, width - 4
        )
        painter.drawText(QRectF(2, 0, width - 4, HEADING), Qt.AlignmentFlag.AlignVCenter, heading)
        below = QRectF(0, HEADING, width, self.height() - HEADING)
        painter.fillRect(below, color("field"))
        if self._picture is None:
            painter.drawText(
                below.adjusted(6, 6, -6, -6),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                self._note,
            )
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top, left, height, columns = self._part
        lines = self._picture.shape
        image = QImage(
            self._picture.data, lines[1], lines[0], 3 * lines[1], QImage.Format.Format_RGB888
        )
        painter.drawImage(self._area(), image, QRectF(left, top, columns, height))
        if self._spot is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(255, 255, 255), 1.6))
            painter.drawEllipse(self.place_of(*self._spot), 5, 5)

    def _area(self) -> QRectF:
        """Where the picture is drawn."""
        _, _, height, width = self._part
        high, wide = height * self._spacing[0], width * self._spacing[1]
        room = QRectF(0, HEADING, self.width(), max(1, self.height() - HEADING))
        scale = min(room.width() / wide, room.height() / high)
        size_x, size_y = wide * scale, high * scale
        left = room.left() + (room.width() - size_x) / 2
        return QRectF(left, room.top() + (room.height() - size_y) / 2, size_x, size_y)

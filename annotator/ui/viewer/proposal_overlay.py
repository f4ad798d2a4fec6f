"""Proposed masks: hatched, so that nobody takes them for accepted ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem

from annotator.core.boxes import bounding_box
from annotator.ui.viewer.label_overlay import LabelOverlay, premultiplied

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from annotator.core.boxes import Box

GAINED = premultiplied((60, 230, 120), 0.85)
LOST = premultiplied((255, 70, 200), 0.85)
_PERIOD = 8  # screen pixels from one stripe to the next
_STRIPE = 3
_BETWEEN = 60  # alpha between the stripes, 0..255


def _hatching() -> QImage:
    """Tile of diagonal stripes, by which the colours below are weakened."""
    row, column = np.indices((_PERIOD, _PERIOD))
    alpha = np.where((row + column) % _PERIOD < _STRIPE, 255, _BETWEEN).astype(np.uint32)
    words = np.ascontiguousarray(alpha << 24)
    image = QImage(
        words.data, _PERIOD, _PERIOD, 4 * _PERIOD, QImage.Format.Format_ARGB32_Premultiplied
    )
    return image.copy()


class ProposalOverlay(LabelOverlay):
    """Proposed labels of one slice, hatched in screen pixels; or what an iteration changed."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # exposedRect
        self._hatch = QBrush(_hatching())
        self._hatched = True

    def recolor(self, labels: NDArray[np.uint8], box: Box | None = None) -> None:
        """Show proposed label values, uint8, of a box or of the whole slice."""
        self._hatched = True
        super().recolor(labels, box)

    def show_change(
        self, labels: NDArray[np.uint8], before: NDArray[np.uint8], strength: float = 1.0
    ) -> None:
        """Show what was gained and lost against before, uint8 ``(h, w)``; `strength` is 0..1."""
        self._hatched = False
        self._used = bounding_box(labels | before)
        kept = np.where(labels == before, labels, 0)
        self.set_pixels(_faint(self._table), kept)
        self._pixels[(labels != before) & (before > 0)] = _faded(LOST, strength)
        self._pixels[(labels != before) & (labels > 0)] = _faded(GAINED, strength)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Qt: draw the exposed part, through the hatching."""
        if self._used is None or not self._hatched:
            super().paint(painter, option, widget)
            return
        rows, columns = self._used
        size = columns.stop - columns.start, rows.stop - rows.start
        used = QRectF(columns.start, rows.start, *size).intersected(option.exposedRect)
        if used.isEmpty():
            return
        transform = painter.worldTransform()
        area = transform.mapRect(used).toAlignedRect()
        ratio = painter.device().devicePixelRatioF()
        part = QImage(area.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        part.setDevicePixelRatio(ratio)
        part.fill(0)
        stencil = QPainter(part)
        stencil.translate(-area.topLeft())
        stencil.setTransform(transform, combine=True)
        super().paint(stencil, option, widget)
        stencil.resetTransform()
        stencil.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        stencil.setBrushOrigin(-area.topLeft())
        stencil.fillRect(QRectF(QPointF(0.0, 0.0), area.size().toSizeF()), self._hatch)
        stencil.end()
        painter.save()
        painter.resetTransform()
        painter.drawImage(area.topLeft(), part)
        painter.restore()


def _faint(table: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Colours at a quarter of their strength, channel by channel."""
    return (table >> np.uint32(2)) & np.uint32(0x3F3F3F3F)


def _faded(color: np.uint32, strength: float) -> np.uint32:
    """One colour at some of its strength, 0..1."""
    channels = np.array([color], dtype=np.uint32).view(np.uint8) * strength
    return np.uint32(channels.round().astype(np.uint8).view(np.uint32)[0])

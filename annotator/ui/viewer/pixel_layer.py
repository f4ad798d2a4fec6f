"""Voxels of one slice as coloured pixels, of which any box can be redrawn alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from annotator.core.boxes import Box


class PixelLayer(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """A persistent 32-bit buffer that one `QImage` looks at; item coordinates are voxels.

    Writing a box costs that box only; the canvas is asked to draw it again by whoever knows that
    it has changed. 32-bit formats are drawn some ten times faster than 8-bit grey by Qt's software
    painter.
    """

    def __init__(self, image_format: QImage.Format) -> None:
        super().__init__()
        self._format = image_format
        self._smooth = False
        self.resize((1, 1), (1.0, 1.0))

    def resize(self, shape: tuple[int, int], spacing_mm: tuple[float, float]) -> None:
        """Take another grid: rows and columns, and millimetres between them; all pixels clear."""
        self.prepareGeometryChange()
        height, width = shape
        self._pixels = np.zeros((height, width), dtype=np.uint32)
        self._image = QImage(self._pixels.data, width, height, 4 * width, self._format)
        self.setTransform(QTransform.fromScale(spacing_mm[1], spacing_mm[0]))

    @property
    def pixels(self) -> NDArray[np.uint32]:
        """Copy of the colours, uint32 ``(h, w)``, 0xAARRGGBB, premultiplied."""
        return self._pixels.copy()

    def set_smooth(self, smooth: bool) -> None:
        """Interpolate between voxels, or show them as squares."""
        self._smooth = smooth

    def set_pixels(
        self,
        table: NDArray[np.uint32],
        indices: NDArray[np.uint8 | np.uint16],
        box: Box | None = None,
    ) -> None:
        """Colour a box, or all voxels, by ``table[indices]``."""
        target = self._pixels if box is None else self._pixels[box]
        np.take(table, indices, out=target, mode="clip")

    def boundingRect(self) -> QRectF:
        """Qt: the slice in voxels."""
        height, width = self._pixels.shape
        return QRectF(0.0, 0.0, width, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Qt: draw the whole image; the painter clips it to what is to be redrawn."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._smooth)
        painter.drawImage(self.boundingRect(), self._image)

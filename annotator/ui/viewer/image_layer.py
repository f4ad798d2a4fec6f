"""The grey image below everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage

from annotator.ui.viewer.pixel_layer import PixelLayer

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from annotator.core.window import Window

_OPAQUE = np.uint32(0xFF000000)
_GREYS = _OPAQUE | (np.arange(256, dtype=np.uint32) * np.uint32(0x010101))
_INT16 = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.float32)


class ImageLayer(PixelLayer):
    """One slice of a volume in grey, through a window."""

    def __init__(self) -> None:
        super().__init__(QImage.Format.Format_RGB32)
        self._window: Window = (40.0, 400.0)
        self._inverted = False
        self._greys = _GREYS
        self._first_share = 0.0
        self._table = _GREYS[_levels(_INT16, self._window)]

    def set_first_column(self, share: float) -> None:
        """Draw only what lies right of a share of the view's width, 0..1."""
        self._first_share = share

    def set_window(self, window: Window, *, inverted: bool = False) -> None:
        """Choose the grey levels of slices shown from now on; inverted, the lowest is white."""
        if (window, inverted) != (self._window, self._inverted):
            self._window, self._inverted = window, inverted
            self._greys = _GREYS[::-1] if inverted else _GREYS
            self._table = self._greys[_levels(_INT16, window)]

    def show_slice(self, values: NDArray[np.int16] | NDArray[np.float32]) -> None:
        """Show a slice, int16 or float32 ``(h, w)``."""
        if values.dtype == np.int16:
            self.set_pixels(self._table, values.view(np.uint16))
        else:
            levels = _levels(np.asarray(values, dtype=np.float32), self._window)
            self.set_pixels(self._greys, levels)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Qt: draw the image, or its part right of the split line."""
        if self._first_share == 0.0 or widget is None:
            super().paint(painter, option, widget)
            return
        first = round(self._first_share * widget.width())
        painter.save()
        transform = painter.worldTransform()
        painter.resetTransform()
        right = QRect(first, 0, widget.width() - first, widget.height())
        painter.setClipRect(right, Qt.ClipOperation.IntersectClip)
        painter.setWorldTransform(transform)
        super().paint(painter, option, widget)
        painter.restore()


def _levels(values: NDArray[np.float32], window: Window) -> NDArray[np.uint8]:
    """Grey levels 0..255 of image values; what is not a number is black."""
    center, width = window
    scaled = (values - np.float32(center - width / 2.0)) * np.float32(255.0 / max(width, 1e-9))
    np.nan_to_num(scaled, copy=False, nan=0.0)
    levels: NDArray[np.uint8] = np.clip(scaled, 0.0, 255.0).astype(np.uint8)
    return levels

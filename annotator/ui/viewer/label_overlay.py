"""Masks over the image."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

from annotator.core.boxes import bounding_box, union
from annotator.ui.viewer.pixel_layer import PixelLayer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from annotator.core.boxes import Box
    from annotator.core.labels import Color, LabelClass


def premultiplied(color: Color, alpha: float) -> np.uint32:
    """Colour as Qt's ARGB32_Premultiplied word."""
    red, green, blue = (round(channel * alpha) for channel in color)
    return np.uint32(round(255 * alpha) << 24 | red << 16 | green << 8 | blue)


def color_table(classes: Iterable[LabelClass], alpha: float) -> NDArray[np.uint32]:
    """Colour of every label value, uint32 ``(256,)``; 0 for background and hidden classes."""
    table = np.zeros(256, dtype=np.uint32)
    for item in classes:
        if item.visible:
            table[item.value] = premultiplied(item.color, alpha)
    return table


def outline(labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Labels of the pixels at the rim of their structure, 0 elsewhere: uint8 ``(h, w)``.

    A pixel is at the rim if one that shares a side with it has another label.
    """
    rim = np.zeros(labels.shape, dtype=bool)
    across, down = labels[:, 1:] != labels[:, :-1], labels[1:] != labels[:-1]
    rim[:, 1:] |= across
    rim[:, :-1] |= across
    rim[1:] |= down
    rim[:-1] |= down
    return labels * rim


def pale(table: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Colours half way to white, opaque, where there is one; for what is only compared with."""
    light = np.uint32(0xFF808080) + ((table >> np.uint32(1)) & np.uint32(0x7F7F7F))
    return np.where(table > 0, light, 0).astype(np.uint32)


class LabelOverlay(PixelLayer):
    """Label values of one slice in the colours of their classes."""

    def __init__(self) -> None:
        super().__init__(QImage.Format.Format_ARGB32_Premultiplied)
        self._table = np.zeros(256, dtype=np.uint32)
        self._used: Box | None = None  # around all masks; pixels outside may be old ones

    def set_table(self, table: NDArray[np.uint32]) -> None:
        """Choose the colours of slices shown from now on."""
        self._table = table

    def recolor(self, labels: NDArray[np.uint8], box: Box | None = None) -> None:
        """Show label values, uint8, of a box or of the whole slice."""
        labels = np.ascontiguousarray(labels)
        used = bounding_box(labels)
        if box is None:
            self._used = used
        elif used is not None:
            if self._used is None:
                self._pixels.fill(0)
            self._used = union(box, self._used)
        if self._used is not None:
            self.set_pixels(self._table, labels, box)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Qt: draw the masks, if there are any."""
        if self._used is not None:
            super().paint(painter, option, widget)

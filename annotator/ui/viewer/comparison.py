"""An image beside its denoised version: what is shown of the two, and the line between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from annotator.core.texts import number, tr
from annotator.ui.viewer.view_state import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from annotator.core.window import Window
    from annotator.ui.viewer.slice_texts import CornerTexts
    from annotator.ui.viewer.view_state import ViewState

    Values = NDArray[np.int16] | NDArray[np.float32]

_KNOB_RADIUS = 11
_REACH = 5  # how far from the line it can be taken, screen pixels
_KNOB_HEIGHT = 0.82  # of the view: where organs are rarely painted
_LINE = QColor(255, 255, 255, 210)
_SHADOW = QColor(0, 0, 0, 150)
_KNOB = QColor(74, 163, 240)
_ARROWS = QColor(12, 17, 22)
_TEXT_GAP = 4
_NAME_MARGIN = 5
_NAME = QColor(222, 226, 230)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where a view finds the denoised version.

    Attributes
    ----------
    values
        Returns the slice of an axis and index, None while there is none.
    difference_window
        Grey levels for denoised minus original, around 0.
    waiting
        Returns whether a slice, or a newer version of it, is on its way.
    """

    values: Callable[[int, int], Values | None]
    difference_window: Window
    waiting: Callable[[int, int], bool]

    def shown(self, state: ViewState, original: Values) -> tuple[Values, Window, Values | None]:
        """Return what a view draws instead of a slice of the original.

        Returns
        -------
        values, window
            The image and its grey levels.
        right
            What lies over it right of the split line, None for no line.
        """
        denoised = self.values(state.axis, state.index)
        if denoised is None or state.look is Look.ORIGINAL:
            return original, state.window, None
        if state.look is Look.DIFFERENCE:
            return denoised.astype(np.float32) - original, self.difference_window, None
        if state.look is Look.DENOISED:
            return denoised, state.window, None
        return original, state.window, denoised

    def corner_texts(self, state: ViewState, texts: CornerTexts) -> CornerTexts:
        """Say what is shown instead of the original, before what the corners hold anyway."""
        left, right, bottom = texts
        if state.look is Look.ORIGINAL:
            return texts
        if self.waiting(state.axis, state.index):
            words = [tr("Denoising…")]
        elif self.values(state.axis, state.index) is None:
            words = []
        elif state.look is Look.DIFFERENCE:
            reach = self.difference_window[1] / 2
            words, bottom = (
                [tr("Difference ±{reach}", reach=number(reach, ".0f" if reach >= 10 else ".2g"))],
                [],
            )
        else:
            words = [tr("Denoised")] if state.look is Look.DENOISED else []
        return left, [*words, *right], bottom


class SplitLine:
    """Vertical line with a knob: original at its left, denoised at its right.

    Attributes
    ----------
    share
        Where it is, 0..1 of the view's width.
    visible
        Whether it is drawn and can be taken.
    """

    def __init__(self) -> None:
        self.share = 0.5
        self.visible = False

    def x(self, width: int) -> int:
        """Pixel column of the line in a view so wide."""
        return round(self.share * width)

    def takes(self, at: QPointF, view: QRect, *, knob_only: bool) -> bool:
        """Whether a press at a point of the view takes the line, or only the knob."""
        if not self.visible:
            return False
        if self._knob(view).adjusted(-3, -3, 3, 3).contains(at.toPoint()):
            return True
        return not knob_only and abs(at.x() - self.x(view.width())) <= _REACH

    def draw(self, painter: QPainter, view: QRect) -> None:
        """Draw line, knob and what lies on each side."""
        if not self.visible:
            return
        x, knob = self.x(view.width()), self._knob(view)
        painter.fillRect(x - 1, 0, 3, view.height(), _SHADOW)
        painter.fillRect(x, 0, 1, view.height(), _LINE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(_SHADOW, 2))
        painter.setBrush(_KNOB)
        painter.drawEllipse(knob)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_ARROWS)
        center = QPointF(x + 0.5, knob.center().y() + 0.5)
        for side in (-1, 1):
            tip = [QPointF(7 * side, 0), QPointF(2.5 * side, -4), QPointF(2.5 * side, 4)]
            painter.drawPolygon(QPolygonF([center + point for point in tip]))
        self._draw_names(painter, x, knob)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _draw_names(self, painter: QPainter, x: int, knob: QRect) -> None:
        metrics: QFontMetrics = painter.fontMetrics()
        gap = _KNOB_RADIUS + _TEXT_GAP
        for name, side in (("original", -1), ("denoised", 1)):
            width = metrics.horizontalAdvance(name)
            area = QRect(0, 0, width + 2 * _NAME_MARGIN, metrics.height() + 2)
            left = x + gap if side > 0 else x - gap - area.width() + 1
            area.moveTo(left, knob.center().y() - area.height() // 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_SHADOW)
            painter.drawRoundedRect(area, 4, 4)
            painter.setPen(_NAME)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _knob(self, view: QRect) -> QRect:
        x, y = self.x(view.width()), round(_KNOB_HEIGHT * view.height())
        return QRect(x - _KNOB_RADIUS, y - _KNOB_RADIUS, 2 * _KNOB_RADIUS + 1, 2 * _KNOB_RADIUS + 1)

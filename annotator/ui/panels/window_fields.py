"""Grey levels in numbers: width and level of the display window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QToolButton, QWidget

from annotator.core.texts import tr, translatable
from annotator.ui.display_window import NARROWEST, DisplayWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

WIDEST = 1e7
WHOLE_NUMBERS_FROM = 20.0
_WIDTH_TIP = translatable("Width of the window: how many values lie between black and white")
_LEVEL_TIP = translatable("Level: the value that is shown as middle grey")


class WindowFields(QWidget):
    """Two number fields, and a button that opens the presets and carries the name of one."""

    chosen = Signal(object)  # DisplayWindow

    def __init__(self) -> None:
        super().__init__()
        self._width, self._level = QDoubleSpinBox(), QDoubleSpinBox()
        self._width.setRange(NARROWEST, WIDEST)
        self._level.setRange(-WIDEST, WIDEST)
        self._button = QToolButton()
        self._button.setProperty("menu", "true")
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setToolTip(tr("Grey levels  (Alt+1 to Alt+6 for CT, or hold W and drag)"))
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        widest = self._button.fontMetrics().horizontalAdvance(tr("Soft tissue xx"))
        self._button.setFixedWidth(widest + 34)  # so that nothing moves while dragging
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button)
        for name, tip, box in (
            (tr("W", meaning="width of the window"), tr(_WIDTH_TIP), self._width),
            (tr("L", meaning="level of the window"), tr(_LEVEL_TIP), self._level),
        ):
            label = QLabel(name)
            label.setToolTip(tip)
            box.setToolTip(tip)
            box.setKeyboardTracking(False)
            box.setFixedWidth(box.fontMetrics().horizontalAdvance("-00000.00") + 34)
            box.valueChanged.connect(self._emit)
            row.addWidget(label)
            row.addWidget(box)

    def set_menu(self, menu: QMenu) -> None:
        """Open `menu` with the button."""
        self._button.setMenu(menu)

    def show_window(self, window: DisplayWindow, name: str) -> None:
        """Show what is set, and the name of its preset."""
        self._button.setText(name or tr("Grey levels"))
        digits = 0 if window.width >= WHOLE_NUMBERS_FROM else 2
        for box, value in ((self._width, window.width), (self._level, window.center)):
            box.blockSignals(True)  # the user did not change it
            box.setDecimals(digits)
            box.setSingleStep(max(window.width / 50, 10.0**-digits))
            box.setValue(value)
            box.blockSignals(False)

    def _emit(self) -> None:
        self.chosen.emit(DisplayWindow(self._level.value(), self._width.value()))

"""Painting only voxels of some intensities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QWidget

from annotator.core.texts import tr
from annotator.ui.actions import Action
from annotator.ui.panels.section import tool_button

if TYPE_CHECKING:
    from annotator.core.volume import Volume
    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.display_window import DisplayWindow

WIDEST = 1e6


class IntensityLimits(QWidget):
    """A switch and two numbers: brush and polygon leave voxels outside of them alone.

    Parameters
    ----------
    actions
        Has the switch.
    """

    changed = Signal(object)  # (low, high), or None for no limits
    said = Signal(str, str)

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._action = actions["limits"]
        self._low, self._high = QDoubleSpinBox(), QDoubleSpinBox()
        self._unit = QLabel()
        self._fields = QWidget()
        row = QHBoxLayout(self._fields)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (
            self._low,
            QLabel(tr("to", meaning="between two numbers")),
            self._high,
            self._unit,
        ):
            row.addWidget(widget)
        for box in (self._low, self._high):
            box.setRange(-WIDEST, WIDEST)
            box.setToolTip(tr("Brush and polygon paint only voxels between these values"))
            box.valueChanged.connect(self._emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setAlignment(Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(tool_button(self._action))
        layout.addWidget(tool_button(actions["tool_range"]))
        layout.addWidget(self._fields)
        self._fields.hide()
        self._reach = (-WIDEST, WIDEST)
        self._told = False

    def contributions(self) -> list[Contribution]:
        """Offer the switch."""
        return [
            Action(
                id="limits",
                text=tr("Paint only some intensities"),
                menu="Tools",
                group=2,
                do=self._switched,
                icon="limits",
                tip=tr(
                    "Brush and polygon leave voxels outside the limits alone;\n"
                    "what lies within is tinted on the slice"
                ),
                switch=True,
            )
        ]

    def set_volume(self, volume: Volume | None, window: DisplayWindow) -> None:
        """Start again for another volume: no limits, the display window offered."""
        self._action.setChecked(False)
        if volume is not None:
            self._reach = float(volume.voxels.min()), float(volume.voxels.max())
        whole = volume is not None and (volume.modality == "CT" or window.width > 100)
        self._unit.setText("HU" if volume is not None and volume.modality == "CT" else "")
        for box, end in ((self._low, -0.5), (self._high, 0.5)):
            box.setDecimals(0 if whole else 2)
            box.setSingleStep(max(window.width / 50, 0.01 if not whole else 1))
            box.setValue(window.center + end * window.width)

    def take(self, low: float, high: float) -> None:
        """Switch on with these limits."""
        for box, value in ((self._low, low), (self._high, high)):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)
        if self._action.isChecked():
            self._emit()
        else:
            self._action.setChecked(True)

    def _switched(self, on: bool) -> None:
        self._fields.setVisible(on)
        self._emit()

    def _emit(self) -> None:
        low, high = self._low.value(), self._high.value()
        on = self._action.isChecked()
        self.changed.emit((low, high) if on else None)
        problem = self._problem(low, high) if on else ""
        if problem or self._told:
            self.said.emit(problem, "problem")
        self._told = bool(problem)

    def _problem(self, low: float, high: float) -> str:
        """Why nothing at all could be painted, "" if something can."""
        unit = f" {self._unit.text()}".rstrip()
        if low > high:
            return tr(
                "Nothing can be painted: the lower limit {low:g}{unit} is above the upper one, "
                "{high:g}{unit}. Change one of them.",
                low=low,
                unit=unit,
                high=high,
            )
        least, most = self._reach
        if high < least or low > most:
            return tr(
                "Nothing can be painted: the image has values from {least:g} to {most:g}{unit}. "
                "Choose limits among them.",
                least=least,
                most=most,
                unit=unit,
            )
        return ""

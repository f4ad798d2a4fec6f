"""Choosing an operation on the mask of a label: which, how much, where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.texts import tr
from annotator.services.mask_tools import OPERATIONS
from annotator.ui.panels.section import MARGIN, SPACING, hint_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.core.labels import LabelClass
    from annotator.services.mask_tools import MaskOperation

NARROWEST = 120


class MaskPanel(QWidget):
    """A bar over the views, there only while a mask is being changed by an operation."""

    changed = Signal()
    applied = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("denoise_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._amounts = {operation.name: operation.amount for operation in OPERATIONS}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 5, MARGIN, 6)
        layout.setSpacing(SPACING)
        self._choice, self._other = QComboBox(), QComboBox()
        for box in (self._choice, self._other):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumWidth(NARROWEST)  # where there is no room for a long name
        for operation in OPERATIONS:
            self._choice.addItem(tr(operation.text), operation)
            self._choice.setItemData(
                self._choice.count() - 1, tr(operation.tip), Qt.ItemDataRole.ToolTipRole
            )
        self._amount = QDoubleSpinBox()
        self._amount.setKeyboardTracking(False)
        self._other.setToolTip(tr("The other label"))
        self._result = hint_label(wrap=False)
        self._result.setMinimumWidth(1)
        self._apply = QPushButton(tr("Apply"))
        self._apply.setProperty("primary", "true")
        self._apply.clicked.connect(self.applied)
        close = QToolButton()
        close.setText("✕")
        close.setToolTip(tr("Close without changing anything more  (Esc)"))
        close.clicked.connect(self.closed)
        what, where = QHBoxLayout(), QHBoxLayout()
        for part in (self._choice, self._amount, self._other):
            what.addWidget(part)
        what.addStretch(1)
        what.addWidget(close)
        for button in self._where_parts():
            where.addWidget(button)
        where.addWidget(self._result, 1)
        where.addWidget(self._apply)
        for row in (what, where):
            row.setSpacing(8)
            layout.addLayout(row)
        self._choice.currentIndexChanged.connect(self._operation_chosen)
        self._amount.valueChanged.connect(self._amount_chosen)
        self._other.currentIndexChanged.connect(self._emit)
        self._where.idToggled.connect(self._emit)
        self._show_operation()
        self.hide()

    def _where_parts(self) -> list[QWidget]:
        self._where = QButtonGroup(self)
        parts: list[QWidget] = []
        for number, (text, tip) in enumerate(
            (
                (tr("This slice"), tr("Changes the slice in view alone")),
                (tr("Whole volume"), tr("Works in three dimensions, on all slices")),
            )
        ):
            button = QToolButton()
            button.setText(text)
            button.setToolTip(tip)
            button.setCheckable(True)
            self._where.addButton(button, number)
            parts.append(button)
        self._where.button(1).setChecked(True)
        return parts

    # ---- what is chosen

    @property
    def operation(self) -> MaskOperation:
        """The operation."""
        operation: MaskOperation = self._choice.currentData()
        return operation

    @property
    def amount(self) -> float:
        """How much, in the operation's unit."""
        return self._amounts[self.operation.name]

    @property
    def other(self) -> int:
        """Value of the other label, 0 if there is none."""
        return int(self._other.currentData() or 0)

    @property
    def in_slice(self) -> bool:
        """Whether the slice in view alone is to be changed."""
        return self._where.checkedId() == 0

    def choose(self, name: str) -> None:
        """Choose an operation by its name."""
        names = [operation.name for operation in OPERATIONS]
        self._choice.setCurrentIndex(names.index(name))

    def set_labels(self, labels: Sequence[LabelClass]) -> None:
        """Say which other labels there are."""
        chosen = self.other
        self._other.blockSignals(True)  # the labels have changed, not the choice
        self._other.clear()
        for label in labels:
            self._other.addItem(label.name, label.value)
        self._other.setCurrentIndex(max(self._other.findData(chosen), 0))
        self._other.blockSignals(False)

    # ---- what is told

    def show_result(self, text: str, tip: str = "", *, possible: bool) -> None:
        """Say what the operation would do, and whether it can be applied."""
        self._result.setText(text)
        self._result.setToolTip(tip or text)
        self._apply.setEnabled(possible)

    def _show_operation(self) -> None:
        operation = self.operation
        self._choice.setToolTip(tr(operation.tip))
        self._amount.setVisible(bool(operation.unit))
        self._other.setVisible(operation.other)
        self._amount.blockSignals(True)  # shown, not chosen
        self._amount.setSuffix(f" {operation.unit}")
        volume = operation.unit == "mm³"
        self._amount.setRange(0.1, 1e6 if volume else 100.0)
        self._amount.setDecimals(0 if volume else 1)
        self._amount.setSingleStep(50.0 if volume else 0.5)
        self._amount.setValue(self.amount)
        self._amount.blockSignals(False)

    def _operation_chosen(self) -> None:
        self._show_operation()
        self.changed.emit()

    def _amount_chosen(self, amount: float) -> None:
        self._amounts[self.operation.name] = amount
        self.changed.emit()

    def _emit(self, *_: object) -> None:
        self.changed.emit()

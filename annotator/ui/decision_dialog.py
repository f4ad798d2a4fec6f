"""Deciding on several proposed slices at once, after saying what that changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.core.texts import tr

if TYPE_CHECKING:
    from annotator.services.document import Document


@dataclass(frozen=True, slots=True)
class Decision:
    """What the user decided on.

    Attributes
    ----------
    accept
        Whether the slices are taken into the mask, or dropped.
    indices
        Slices along the proposal's axis.
    labels
        Label values, None for all.
    """

    accept: bool
    indices: tuple[int, ...]
    labels: frozenset[int] | None = None


class DecisionDialog(QDialog):
    """Which slices and labels of the proposal to accept or reject.

    Parameters
    ----------
    document
        With an open proposal.
    iteration
        Iteration that would be taken, None for the last one.
    parent
        The window.
    """

    def __init__(self, document: Document, iteration: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("decide")
        self.setWindowTitle(tr("Accept slices"))
        self._document, self._iteration = document, iteration
        self._accepting = True
        self.labels = QComboBox()
        self.labels.setObjectName("decide_labels")
        self.first, self.last = QSpinBox(), QSpinBox()
        self.only_shown = QCheckBox(tr("Only slices that I have looked at"))
        self._outcome = QLabel()
        self._unseen = QLabel()
        self._unseen.setWordWrap(True)
        self._fill()
        self._arrange()
        for box in (self.first, self.last):
            box.valueChanged.connect(self._describe)
        self.labels.currentIndexChanged.connect(self._describe)
        self.only_shown.toggled.connect(self._describe)
        self._describe()

    @property
    def decision(self) -> Decision:
        """What was chosen."""
        value = self.labels.currentData()
        labels = None if value is None else frozenset({int(value)})
        return Decision(self._accepting, tuple(self._indices()), labels)

    def _fill(self) -> None:
        proposal = self._document.review.proposal
        assert proposal is not None
        waiting = proposal.indices()
        for box, index in ((self.first, waiting[0]), (self.last, waiting[-1])):
            box.setRange(waiting[0] + 1, waiting[-1] + 1)
            box.setValue(index + 1)
        self.labels.addItem(tr("All labels"), None)
        open_values = set().union(*(entry.open_values for entry in proposal.slices.values()))
        for value in sorted(open_values):
            label = self._document.label_class(value)
            swatch = QPixmap(12, 12)
            swatch.fill(QColor(*(label.color if label else (128, 128, 128))))
            self.labels.addItem(QIcon(swatch), self._document.label_name(value), value)
        self.labels.setVisible(len(open_values) > 1)

    def _arrange(self) -> None:
        slices = QHBoxLayout()
        slices.addWidget(self.first)
        slices.addWidget(QLabel(tr("to", meaning="between two numbers")))
        slices.addWidget(self.last)
        slices.addStretch(1)
        form = QFormLayout()
        form.addRow(tr("Slices"), slices)
        if self.labels.count() > 2:
            form.addRow(tr("Labels"), self.labels)
        buttons = QDialogButtonBox()
        self.accept_button = QPushButton(tr("Accept"))
        self.reject_button = QPushButton(tr("Reject"))
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.reject_button, QDialogButtonBox.ButtonRole.DestructiveRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.reject_button.clicked.connect(self._drop)
        self.accept_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._outcome)
        layout.addWidget(self._unseen)
        layout.addWidget(self.only_shown)
        layout.addWidget(buttons)
        self.setMinimumWidth(380)

    def _drop(self) -> None:
        self._accepting = False
        self.accept()

    def _indices(self) -> list[int]:
        proposal = self._document.review.proposal
        assert proposal is not None
        first, last = sorted((self.first.value() - 1, self.last.value() - 1))
        return [
            index
            for index in proposal.indices()
            if first <= index <= last
            and (index in proposal.shown or not self.only_shown.isChecked())
        ]

    def _describe(self, *_news: object) -> None:
        decision = self.decision
        outcome = self._document.review.outcome(decision.indices, self._iteration, decision.labels)
        self._outcome.setText(tr("Accepting changes the mask in {outcome}.", outcome=outcome))
        unseen = len(outcome.unseen)
        if not outcome.slices:
            self._outcome.setText(tr("Nothing waits in these slices."))
        self._unseen.setText(
            tr(
                "One of these slices you have not looked at.",
                "{n} of these slices you have not looked at.",
                n=unseen,
            )
            if unseen
            else " "
        )
        self.accept_button.setEnabled(bool(outcome.slices))
        self.reject_button.setEnabled(bool(outcome.slices))

"""Which of several overlapping labels lies on top."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.texts import tr

if TYPE_CHECKING:
    from annotator.io.label_map import MaskOptions, MaskQuestion


class OrderDialog(QDialog):
    """The labels of a mask as a list that can be reordered by dragging or with two buttons.

    Parameters
    ----------
    question
        About a mask with overlapping labels.
    parent
        The window.
    """

    def __init__(self, question: MaskQuestion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("order")
        self.setWindowTitle(tr("Labels that overlap"))
        self._question = question
        text = QLabel(
            tr("{fact}. Where they do, the upper one in this list is kept.", fact=question.fact)
        )
        text.setWordWrap(True)
        self.list = QListWidget()
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        for value, name in reversed(question.overlapping):
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, value)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.up, self.down = QPushButton(tr("Move &up")), QPushButton(tr("Move &down"))
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        moves = QHBoxLayout()
        moves.addWidget(self.up)
        moves.addWidget(self.down)
        moves.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(tr("Open the mask"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for part in (text, self.list):
            layout.addWidget(part)
        layout.addLayout(moves)
        layout.addWidget(buttons)
        self.resize(420, 320)

    @property
    def options(self) -> MaskOptions:
        """Options that open the mask with the labels in this order, the uppermost on top."""
        items = [self.list.item(row) for row in range(self.list.count())]
        order = tuple(int(item.data(Qt.ItemDataRole.UserRole)) for item in reversed(items))
        return replace(self._question.choices[0][1], order=order)

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count():
            self.list.insertItem(row + step, self.list.takeItem(row))
            self.list.setCurrentRow(row + step)

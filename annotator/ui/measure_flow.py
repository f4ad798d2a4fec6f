"""Lengths and angles: in a list that can be copied, and removed from it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from annotator.core.texts import tr
from annotator.services.measurements import Measurements
from annotator.ui.actions import Action
from annotator.ui.flow import Flow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.services.document import Document
    from annotator.ui.actions import Contribution
    from annotator.ui.viewer.viewer_widget import ViewerWidget


class MeasurementsWindow(QDialog):
    """Kind, figure and slice of every measurement."""

    chosen = Signal(int)
    remove_requested = Signal(int)
    clear_requested = Signal()
    copy_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Measurements"))
        self.resize(380, 300)
        self.table = QTableWidget(0, 3)
        self.table.setHorizontalHeaderLabels([tr("Measured"), tr("Result"), tr("Slice")])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setToolTip(tr("Choose a line to go to its slice"))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.currentCellChanged.connect(lambda row, *_: self.chosen.emit(row))
        self.copy = QPushButton(tr("Copy as text"))
        self.remove = QPushButton(tr("Remove"))
        self.remove.setShortcut("Del")
        self.clear = QPushButton(tr("Remove all"))
        self.copy.clicked.connect(self.copy_requested)
        self.remove.clicked.connect(lambda: self.remove_requested.emit(self.table.currentRow()))
        self.clear.clicked.connect(self.clear_requested)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        for button in (self.remove, self.clear):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)
        layout.addLayout(buttons)

    def show_rows(self, rows: list[tuple[str, str, str]]) -> None:
        """Show measurements."""
        self.table.blockSignals(True)
        row = min(self.table.currentRow(), len(rows) - 1)
        self.table.setRowCount(len(rows))
        for number, texts in enumerate(rows):
            for column, text in enumerate(texts):
                self.table.setItem(number, column, QTableWidgetItem(text))
        self.table.setCurrentCell(row, 0)
        self.table.blockSignals(False)
        for button in (self.copy, self.remove, self.clear):
            button.setEnabled(bool(rows))


class MeasureFlow(Flow):
    """The measurements of the open image; they are saved with its mask.

    Parameters
    ----------
    window
        Parent of the list.
    viewer
        Where they are made and drawn.
    """

    def __init__(self, window: QWidget, viewer: ViewerWidget) -> None:
        super().__init__()
        self._window, self._viewer = window, viewer
        self.book: Measurements | None = None
        self.list: MeasurementsWindow | None = None

    def contributions(self) -> list[Contribution]:
        """Offer the list, and removing."""
        action = partial(Action, menu="Tools", group=3)
        return [
            action(
                id="measurements",
                text=tr("Measurements…"),
                do=self.show_list,
                tip=tr("Lengths and angles: go to them, copy them as text, remove them"),
            ),
            action(
                id="measurement_remove",
                text=tr("Remove last measurement"),
                do=self._remove_last,
                keys=("Del",),
            ),
        ]

    def set_document(self, document: Document | None) -> None:
        """Begin anew."""
        self.book = None if document is None else Measurements(document)
        if self.book is not None:
            self.book.changed.connect(self._show)
        for view in self._viewer.views:
            view.pointer.measuring.set_book(self.book)
        self._show()

    def show_list(self) -> None:
        """Open the list."""
        if self.list is None:
            self.list = MeasurementsWindow(self._window)
            self.list.chosen.connect(self._go_to)
            self.list.remove_requested.connect(self._remove)
            self.list.clear_requested.connect(self._clear)
            self.list.copy_requested.connect(self._copy)
        self._show()
        self.list.show()
        self.list.activateWindow()

    def _show(self) -> None:
        if self.list is not None:
            self.list.show_rows([] if self.book is None else self.book.rows())

    def _go_to(self, number: int) -> None:
        if self.book is not None and 0 <= number < len(self.book):
            self._viewer.goto(self.book[number].axis, self.book[number].index)

    def _remove(self, number: int) -> None:
        if self.book is not None and 0 <= number < len(self.book):
            self.book.remove(number)

    def _remove_last(self) -> None:
        if self.book:
            self.book.remove(-1)

    def _clear(self) -> None:
        if self.book is not None:
            self.book.clear()

    def _copy(self) -> None:
        if self.book is not None:
            QApplication.clipboard().setText(self.book.text())
            self.said.emit(tr("The measurements are in the clipboard."), "ok")

"""The worklist: cases in a table, what is said of the chosen one below it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.texts import tr, translatable
from annotator.io.case_state import STATUSES
from annotator.ui.keyboard import TYPED
from annotator.ui.panels.section import hint_label
from annotator.ui.worklist_model import (
    BY,
    KIND,
    LABELS,
    NAME,
    SECOND,
    SIZE,
    STATUS,
    THUMBNAIL,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QAction

    from annotator.io.case_index import Case
    from annotator.ui.actions import Actions
    from annotator.ui.worklist_model import WorklistModel

BUTTONS = {
    "case_previous": translatable("Previous"),
    "case_next": translatable("Next"),
    "case_done": translatable("Done, next"),
}
CELL_MARGINS = 12
WIDTHS = {NAME: 150, STATUS: 84, LABELS: 52, BY: 44, SECOND: 44, KIND: 44, SIZE: 96}
MOST_LOOKED_AT = 40
"""Cases in view whose voxels are looked at, at most, between two looks at what is in view."""


class WorklistPanel(QWidget):
    """Table, filter and details; the flow does what they ask for."""

    open_requested = Signal(str)  # key
    change_requested = Signal(str, dict)  # key, fields of CaseState
    view_changed = Signal()
    template_requested = Signal()

    def __init__(self, model: WorklistModel, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("worklist")
        self._model = model
        self._place = ("", 0)
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Name, note, initials"))
        self.words.setClearButtonEnabled(True)
        self.statuses = QComboBox()
        self.statuses.addItem(tr("All"), "")
        _add_statuses(self.statuses)
        self.statuses.setToolTip(tr("Show only cases of this status"))
        self.table = self._make_table()
        self.summary = hint_label("")
        self._details = self._make_details()
        top = QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(self.statuses)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._make_summary(actions))
        layout.addWidget(self._details)
        layout.addLayout(self._make_buttons(actions))
        for box in (self.statuses, self.status):
            box.setProperty(TYPED, True)
        self._wire()
        self._show_details()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setIconSize(QSize(THUMBNAIL, THUMBNAIL))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSortingEnabled(True)
        table.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(THUMBNAIL + 6)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in WIDTHS.items():
            table.setColumnWidth(column, width)
        metrics = table.fontMetrics()
        widest = max(metrics.horizontalAdvance(tr(status)) for status in STATUSES)
        table.setColumnWidth(STATUS, max(WIDTHS[STATUS], widest + CELL_MARGINS))
        return table

    def _make_details(self) -> QWidget:
        box = QWidget()
        self.name = QLabel()
        self.name.setProperty("role", "section")
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.status = QComboBox()
        _add_statuses(self.status)
        self.labeller, self.reader, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        for field, text in ((self.labeller, tr("Labeller")), (self.reader, tr("Second reader"))):
            field.setPlaceholderText(tr("Initials"))
            field.setMaxLength(8)
            field.setFixedWidth(60)
            field.setToolTip(text)
        self.note.setPlaceholderText(tr("Such as why a case is flagged"))
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.name, 0, 0, 1, 5)
        grid.addWidget(QLabel(tr("Status")), 1, 0)
        grid.addWidget(self.status, 1, 1, 1, 4)
        grid.addWidget(QLabel(tr("Labeller")), 2, 0)
        grid.addWidget(self.labeller, 2, 1)
        grid.addWidget(QLabel(tr("2nd reader")), 2, 2)
        grid.addWidget(self.reader, 2, 3)
        grid.addWidget(QLabel(tr("Note")), 3, 0)
        grid.addWidget(self.note, 3, 1, 1, 4)
        grid.setColumnStretch(4, 1)
        return box

    def _make_summary(self, actions: Actions) -> QHBoxLayout:
        export = QToolButton()
        export.setProperty("menu", "true")
        export.setText(tr("Export"))
        export.setToolTip(tr("Write the finished masks as a data set"))
        export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for name in ("project_nnunet", "project_bids"):
            export.addAction(actions[name])
        row = QHBoxLayout()
        row.addWidget(self.summary, 1)
        row.addWidget(export, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _make_buttons(self, actions: Actions) -> QHBoxLayout:
        row = QHBoxLayout()
        for name, text in BUTTONS.items():
            button = QPushButton(tr(text))
            action = actions[name]
            button.clicked.connect(action.trigger)
            action.changed.connect(partial(_follow, button, action))
            _follow(button, action)
            row.addWidget(button)
        return row

    def _wire(self) -> None:
        self.words.textChanged.connect(self._model.set_words)
        self.statuses.currentIndexChanged.connect(self._filter)
        self.table.activated.connect(self._activated)
        self.table.selectionModel().currentRowChanged.connect(self._show_details)
        self.table.verticalScrollBar().valueChanged.connect(self.view_changed)
        self._model.modelAboutToBeReset.connect(self._keep_place)
        self._model.modelReset.connect(self._find_place)
        self._model.dataChanged.connect(self._changed)
        self.status.activated.connect(lambda _row: self._change(status=self.status.currentData()))
        self.labeller.editingFinished.connect(lambda: self._change(labeller=self.labeller.text()))
        self.reader.editingFinished.connect(lambda: self._change(reader=self.reader.text()))
        self.note.editingFinished.connect(lambda: self._change(note=self.note.text()))

    # ---- what is chosen

    @property
    def chosen(self) -> Case | None:
        """Case of the row that is selected."""
        return self._model.case_at(self.table.currentIndex().row())

    def choose(self, key: str) -> None:
        """Select a case and bring it into view, if the filter shows it."""
        index = self._model.index_of(key)
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def neighbour(self, key: str, step: int) -> Case | None:
        """Case that is `step` rows below the one of a key; None beyond the ends of the table."""
        shown = self._model.shown
        keys = [case.key for case in shown]
        place = keys.index(key) + step if key in keys else (0 if step > 0 else len(keys) - 1)
        return shown[place] if 0 <= place < len(shown) else None

    def in_view(self) -> list[Case]:
        """Cases whose rows are on the screen, and a few below."""
        first = max(0, self.table.rowAt(0))
        last = self.table.rowAt(self.table.viewport().height() - 1)
        stop = first + MOST_LOOKED_AT if last < 0 else last + 6
        return self._model.shown[first : min(stop, first + MOST_LOOKED_AT)]

    # ---- reactions

    def _filter(self, _row: int) -> None:
        self._model.set_status(self.statuses.currentData())

    def _keep_place(self) -> None:
        """Remember which case is chosen, and how far the table is scrolled."""
        case = self.chosen
        self._place = (case.key if case else "", self.table.verticalScrollBar().value())

    def _find_place(self) -> None:
        """Choose that case again, if it is still shown."""
        key, scrolled = self._place
        index = self._model.index_of(key)
        if index.isValid():
            self.table.setCurrentIndex(index)
        self.table.verticalScrollBar().setValue(scrolled)
        self._changed()
        self.view_changed.emit()

    def _activated(self, index: QModelIndex) -> None:
        case = self._model.case_at(index.row())
        if case is not None:
            self.open_requested.emit(case.key)

    def _changed(self, *_what: Any) -> None:
        self._count()
        self._show_details()

    def _count(self) -> None:
        cases = self._model.cases
        counts = [(sum(case.status == status for case in cases), status) for status in STATUSES]
        parts = [f"{count} {tr(status)}" for count, status in counts if count]
        shown = self._model.rowCount()
        start = (
            tr("{shown} of {count} shown", shown=shown, count=len(cases))
            if shown != len(cases)
            else tr("{n} case", "{n} cases", n=shown)
        )
        self.summary.setText(" · ".join([start, *parts]))

    def _show_details(self, *_index: Any) -> None:
        case = self.chosen
        self._details.setEnabled(case is not None)
        self.name.setText(case.key if case else tr("No case chosen"))
        self.name.setToolTip("" if case is None else case.problem or str(case.image))
        state = case.state if case else None
        with QSignalBlocker(self.status):
            self.status.setCurrentIndex(STATUSES.index(case.status) if case else 0)
        for field, text in (
            (self.labeller, state.labeller if state else ""),
            (self.reader, state.reader if state else ""),
            (self.note, state.note if state else ""),
        ):
            if not field.hasFocus() or not field.isModified() or case is None:
                field.setText(text)

    def _change(self, **changes: str) -> None:
        case = self.chosen
        if case is None:
            return
        now = {"status": case.status}
        stale = {
            name: value
            for name, value in changes.items()
            if value != now.get(name, getattr(case.state, name))
        }
        for field in (self.labeller, self.reader, self.note):
            field.setModified(False)
        if stale:
            self.change_requested.emit(case.key, stale)


def _add_statuses(box: QComboBox) -> None:
    for status in STATUSES:
        box.addItem(tr(status), status)


def _follow(button: QPushButton, action: QAction) -> None:
    """Let a button have the state and the tip of an action."""
    button.setEnabled(action.isEnabled())
    button.setToolTip(action.toolTip())

"""The list of labels: search, active one, colour, name, value, volume, visible, locked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QTableView,
    QWidget,
)

from annotator.core.texts import number, tr
from annotator.services.follower import Follower
from annotator.ui.panels.label_table import (
    COLOR,
    LOCKED,
    NAME,
    VALUE,
    VISIBLE,
    VOLUME,
    LabelTable,
)
from annotator.ui.panels.section import section_layout, tool_button

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent

    from annotator.core.labels import LabelClass
    from annotator.services.document import Document
    from annotator.ui.actions import Actions
    from annotator.ui.theme import Icons

ROW_HEIGHT = 28
MANY = 8
"""From so many labels on there is a field to search them."""

COUNT_MS = 250
"""Volumes are counted so long after a change of the mask, however many changes follow."""


class LabelSearch(QLineEdit):
    """A word to find labels by; arrows walk through those found, Enter and Escape end it."""

    stepped = Signal(int)  # rows down, negative for up
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(tr("Search labels"))
        self.setClearButtonEnabled(True)
        self.setToolTip(
            tr("Part of a name, or a value; arrows choose, Enter goes back to the image")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: what is no text."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.clear()
            self.ended.emit()
        else:
            super().keyPressEvent(event)


class LabelsPanel(QWidget):
    """Label list with search, rename, colour, visibility, lock; opacity of the masks."""

    opacity_changed = Signal(float)
    left = Signal()  # a search or a new name was ended: the keys are the image's

    def __init__(self, actions: Actions, icons: Icons) -> None:
        super().__init__()
        self._document: Document | None = None
        self._follower = Follower(
            lambda document: [
                (document.classes_changed, self._reload),
                (document.active_label_changed, self._select),
                (document.changed, self._voxels_changed),
            ]
        )
        self._counting = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._model = LabelTable(icons)
        self._counting.timeout.connect(self._model.count_voxels)
        self._view = self._make_view()
        self._search = LabelSearch()
        self._search.hide()
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity.setRange(0, 100)
        self._opacity.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._percent = QLabel()
        self._percent.setProperty("role", "hint")
        self._percent.setFixedWidth(self._percent.fontMetrics().horizontalAdvance("100 %") + 8)

        layout = section_layout(self, tr("Labels"))
        layout.addWidget(self._search)
        layout.addWidget(self._view, 1)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(tool_button(actions["add_label"], 18))
        row.addWidget(tool_button(actions["remove_label"], 18))
        row.addWidget(tool_button(actions["label_solo"], 18))
        row.addSpacing(6)
        row.addWidget(tool_button(actions["overlay"], 18))
        row.addWidget(self._opacity, 1)
        row.addWidget(self._percent)
        layout.addLayout(row)
        self._opacity.valueChanged.connect(self._opacity_moved)
        self._search.textChanged.connect(self._filter)
        self._search.stepped.connect(self._step)
        self._search.ended.connect(self._end_search)
        self._opacity.setToolTip(tr("Opacity of the masks  (A less, D more)"))

    def set_document(self, document: Document | None) -> None:
        """Show the labels of `document`."""
        self._document = document
        self._follower.follow(document)
        self._counting.stop()
        self._search.clear()
        self._model.set_document(document)
        self._show_rows()
        if document is not None:
            self._select(document.active_label)

    @property
    def opacity(self) -> float:
        """Opacity of the masks, 0..1."""
        return self._opacity.value() / 100

    def set_opacity(self, opacity: float) -> None:
        """Set the opacity of the masks, 0..1; emits `opacity_changed`."""
        self._opacity.setValue(round(opacity * 100))
        self._percent.setText(number(self._opacity.value() / 100, ".0%"))

    def search(self) -> None:
        """Begin to search."""
        self._search.show()
        self._search.setFocus()
        self._search.selectAll()

    def set_menu(self, actions: list[QAction]) -> None:
        """Offer actions on a right click, which makes its label the active one."""
        self._view.addActions(actions)

    def rename_active(self) -> None:
        """Start editing the active label's name."""
        if self._document is not None:
            row = self._model.row_of(self._document.active_label)
            self._view.edit(self._model.index(row, NAME))

    def choose_color(self, label: LabelClass) -> None:
        """Let the user choose another colour."""
        chosen = QColorDialog.getColor(
            QColor(*label.color), self, tr("Colour of {name}", name=label.name)
        )
        if chosen.isValid() and self._document is not None:
            rgb = (chosen.red(), chosen.green(), chosen.blue())
            self._document.update_label(replace(label, color=rgb))

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self._model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        view.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setIconSize(QSize(18, 18))
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = view.horizontalHeader()
        header.hide()
        header.setMinimumSectionSize(ROW_HEIGHT)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        space = view.fontMetrics().horizontalAdvance("0")
        widths = {COLOR: 28, VALUE: 5 * space, VOLUME: 9 * space, VISIBLE: 28, LOCKED: 28}
        for column, width in widths.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            view.setColumnWidth(column, width)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMinimumHeight(3 * ROW_HEIGHT + 4)
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        view.clicked.connect(self._clicked)
        view.itemDelegate().closeEditor.connect(self._end_naming)
        view.selectionModel().currentRowChanged.connect(self._row_chosen)
        return view

    def _clicked(self, index: QModelIndex) -> None:
        if self._document is None:
            return
        label = self._model.label_at(index.row())
        if label is None:
            self._group_clicked(self._model.group_at(index.row()), index.column())
        elif index.column() == VISIBLE:
            self._document.update_label(replace(label, visible=not label.visible))
        elif index.column() == LOCKED:
            self._document.update_label(replace(label, locked=not label.locked))
        elif index.column() == COLOR:
            self.choose_color(label)

    def _group_clicked(self, labels: list[LabelClass], column: int) -> None:
        """Show or lock a whole group, or list its labels or not."""
        document = self._document
        if document is None or not labels:
            return
        values = {label.value for label in labels}
        if column == VISIBLE:
            shown = {label.value for label in document.classes if label.visible}
            document.show_labels(visible=shown - values if shown & values else shown | values)
        elif column == LOCKED:
            locked = {label.value for label in document.classes if label.locked}
            document.show_labels(locked=locked - values if values <= locked else locked | values)
        elif column == COLOR:
            self.collapse(labels[0].group)

    def collapse(self, group: str) -> None:
        """List the labels of a group, or its name alone."""
        self._model.collapsed ^= {group}
        self._model.reload()
        self._show_rows()

    def _row_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        label = self._model.label_at(current.row()) if current.isValid() else None
        if self._document is not None and label is not None:
            self._document.set_active_label(label.value)

    def _reload(self) -> None:
        self._model.reload()
        self._show_rows()
        if self._document is not None:
            self._select(self._document.active_label)

    def _select(self, value: int) -> None:
        row = self._model.row_of(value)
        if row >= 0:
            self._view.selectionModel().setCurrentIndex(
                self._model.index(row, NAME),
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )

    def _voxels_changed(self, *_region: object) -> None:
        if not self._counting.isActive():
            self._counting.start()

    # ---- search

    def _show_rows(self) -> None:
        """Offer the search where it helps, and hide rows that it does not find."""
        many = self._model.rowCount() >= MANY
        self._search.setVisible(many or self._search.hasFocus() or bool(self._search.text()))
        text = self._search.text().strip()
        for row in range(self._model.rowCount()):
            self._view.setRowHidden(row, not self._model.is_shown(row, text))

    def _filter(self) -> None:
        self._show_rows()
        if self._search.text().strip() and self._document is not None:
            row = self._model.row_of(self._document.active_label)
            if row < 0 or self._view.isRowHidden(row):
                self._step(1)

    def _step(self, steps: int) -> None:
        """Make the next label that is found the active one, around to the other end."""
        if self._document is None:
            return
        rows = range(self._model.rowCount())
        found = [
            row
            for row in rows
            if not self._view.isRowHidden(row) and self._model.label_at(row) is not None
        ]
        here = self._model.row_of(self._document.active_label)
        if found:
            beyond = [row for row in found[::steps] if (row - here) * steps > 0]
            label = self._model.label_at(beyond[0] if beyond else found[::steps][0])
            if label is not None:
                self._document.set_active_label(label.value)

    def _end_naming(self, *_editor: object) -> None:
        self.left.emit()

    def _end_search(self) -> None:
        self.left.emit()
        self._show_rows()

    def _opacity_moved(self, percent: int) -> None:
        self._percent.setText(number(percent / 100, ".0%"))
        self.opacity_changed.emit(percent / 100)

"""All keys and mouse gestures on one page; a double-click changes a key."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.core.texts import tr, translatable
from annotator.ui.panels.section import hint_label

if TYPE_CHECKING:
    from annotator.ui.actions import Action, Actions

ROW_HEIGHT = 25
MOUSE: tuple[tuple[str, str], ...] = (
    (translatable("Wheel"), translatable("Previous / next slice")),
    (translatable("Ctrl + wheel"), translatable("Zoom")),
    (translatable("Right-drag (no paint tool)"), translatable("Zoom")),
    (translatable("Middle-drag, or Space + drag"), translatable("Pan")),
    (translatable("Shift + move"), translatable("Move the crosshair in all planes")),
    (translatable("W + drag"), translatable("Window / level")),
    (translatable("Shift + wheel"), translatable("Brush size")),
    (
        translatable("Ctrl + click (no paint tool)"),
        translatable("Choose the label under the mouse"),
    ),
    (translatable("Left-drag (paint tool)"), translatable("Paint with the active label")),
    (translatable("Right-drag or Ctrl + left-drag (paint tool)"), translatable("Erase")),
    (translatable("Double-click"), translatable("Maximise the plane, and back")),
    (translatable("Hold V"), translatable("Peek under the masks")),
    (
        translatable("Tab / Shift + Tab (Scribble)"),
        translatable("Wider / narrower answer to the clicks"),
    ),
    (
        translatable("Enter / Backspace (Scribble)"),
        translatable("Keep the mask / take the last click back"),
    ),
    (
        translatable("Drag the knob of the line"),
        translatable("Border between original and denoised"),
    ),
)
"""Mouse and hold gestures."""

_NAME_ROLE = Qt.ItemDataRole.UserRole


class ShortcutSheet(QDialog):
    """Searchable list of commands with their keys, and of mouse gestures."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Shortcuts"))
        self.setObjectName("shortcut_sheet")
        self._actions = actions
        self._search = QLineEdit()
        self._search.setPlaceholderText(tr("Search, for example “brush”"))
        self._search.setClearButtonEnabled(True)
        self._table = QTableWidget(0, 2)
        self._table.setHorizontalHeaderLabels([tr("Command"), tr("Keys")])
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self._table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self._table.setShowGrid(False)
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(hint_label(tr("Double-click a command to give it another key.")), 1)
        row.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(self._search)
        layout.addWidget(self._table)
        layout.addLayout(row)
        self._search.textChanged.connect(self._filter)
        self._table.cellDoubleClicked.connect(self._change)
        self._fill()
        self.resize(560, 640)

    def _fill(self) -> None:
        self._table.setRowCount(0)
        for menu, records in groupby(self._actions.records, key=_menu):
            self._add_heading(tr(menu))
            for record in records:
                self._add_row(record.words, self._keys_text(record.id), record.id)
        self._add_heading(tr("Mouse"))
        for gesture, effect in MOUSE:
            self._add_row(tr(effect), tr(gesture), "")
        self._filter(self._search.text())

    def _keys_text(self, name: str) -> str:
        style = QKeySequence.SequenceFormat.NativeText
        return "   ".join(keys.toString(style) for keys in self._actions.keys(name))

    def _add_heading(self, text: str) -> None:
        row = self._table.rowCount()
        self._table.insertRow(row)
        item = QTableWidgetItem(text)
        font = QFont(item.font())
        font.setBold(True)
        item.setFont(font)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self._table.setItem(row, 0, item)
        self._table.setSpan(row, 0, 1, 2)

    def _add_row(self, text: str, keys: str, name: str) -> None:
        row = self._table.rowCount()
        self._table.insertRow(row)
        item = QTableWidgetItem(f"    {text}")
        item.setData(_NAME_ROLE, name)
        self._table.setItem(row, 0, item)
        self._table.setItem(row, 1, QTableWidgetItem(keys))

    def _filter(self, words: str) -> None:
        wanted = words.strip().lower()
        for row in range(self._table.rowCount()):
            cells = [self._table.item(row, column) for column in (0, 1)]
            text = " ".join(cell.text() for cell in cells if cell is not None).lower()
            self._table.setRowHidden(row, bool(wanted) and wanted not in text)

    def _change(self, row: int, _column: int) -> None:
        item = self._table.item(row, 0)
        name = item.data(_NAME_ROLE) if item is not None else ""
        if name:
            dialog = KeyDialog(self._actions, name, self)
            dialog.accepted.connect(self._fill)
            dialog.open()


class KeyDialog(QDialog):
    """Asks for the key of one command; refuses one that is taken."""

    def __init__(self, actions: Actions, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Change key"))
        self._actions = actions
        self._name = name
        keys = actions.keys(name)
        self._edit = QKeySequenceEdit(keys[0] if keys else QKeySequence())
        self._edit.setMaximumSequenceLength(1)
        self._problem = hint_label("", "problem")
        default = QPushButton(tr("Default"))
        default.clicked.connect(self._reset)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.addButton(default, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(tr("New key for “{words}”", words=actions.record(name).words)))
        layout.addWidget(self._edit)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)

    def _accept(self) -> None:
        keys = self._edit.keySequence()
        owner = self._actions.owner_of(keys) if not keys.isEmpty() else None
        if owner not in (None, self._name):
            taken = self._actions.record(owner).words if owner else ""
            self._problem.setText(
                tr("That key belongs to “{taken}”; choose another one.", taken=taken)
            )
            return
        text = keys.toString(QKeySequence.SequenceFormat.PortableText)
        self._actions.set_keys(self._name, text)
        self.accept()

    def _reset(self) -> None:
        self._actions.set_keys(self._name, None)
        self.accept()


def _menu(record: Action) -> str:
    return record.menu.split("/")[0]

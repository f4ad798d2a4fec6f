"""The list of labels: active one, colour, name, visible, locked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QSlider,
    QTableView,
    QWidget,
)

from annotator.services.follower import Follower
from annotator.ui.panels.section import section_layout, tool_button

if TYPE_CHECKING:
    from annotator.core.labels import LabelClass
    from annotator.services.document import Document
    from annotator.ui.actions import Actions
    from annotator.ui.theme import Icons

COLOR, NAME, VISIBLE, LOCKED = range(4)
ROW_HEIGHT = 28
AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def swatch(rgb: tuple[int, int, int], size: int = 16) -> QIcon:
    """Draw a rounded square in a label's colour."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(*rgb))
    painter.drawRoundedRect(1, 1, size - 2, size - 2, 3, 3)
    painter.end()
    return untinted(pixmap)


def untinted(pixmap: QPixmap) -> QIcon:
    """Make an icon that looks the same in a selected row."""
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


class LabelTable(QAbstractTableModel):
    """The document's label classes as rows: colour, name, visible, locked."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._document: Document | None = None
        self._values: list[int] = []
        self._icons = {
            (VISIBLE, True): untinted(icons.pixmap("eye", "text", 18)),
            (VISIBLE, False): untinted(icons.pixmap("eye-off", "dim", 18)),
            (LOCKED, True): untinted(icons.pixmap("lock", "warning", 18)),
            (LOCKED, False): untinted(icons.pixmap("unlock", "disabled", 18)),
        }

    def set_document(self, document: Document | None) -> None:
        """Show another document's labels."""
        self._document = document
        self._values = []
        self.reload()

    def reload(self) -> None:
        """Read all rows again; rows that stay keep their selection and open editor."""
        values = [label.value for label in self._document.classes] if self._document else []
        if values == self._values and values:
            self.dataChanged.emit(self.index(0, COLOR), self.index(len(values) - 1, LOCKED))
            return
        self.beginResetModel()
        self._values = values
        self.endResetModel()

    def label_at(self, row: int) -> LabelClass:
        """Label class of a row."""
        assert self._document is not None
        return self._document.classes[row]

    def row_of(self, value: int) -> int:
        """Row of a label value, -1 if there is none."""
        return self._values.index(value) if value in self._values else -1

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return the number of labels."""
        return 0 if parent.isValid() else len(self._values)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """Colour, name, visible, locked."""
        return 0 if parent.isValid() else 4

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Only names are edited in place."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == NAME else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, icons and tooltips of a cell."""
        label, column = self.label_at(index.row()), index.column()
        if role == Qt.ItemDataRole.DecorationRole:
            if column == COLOR:
                return swatch(label.color)
            state = label.visible if column == VISIBLE else label.locked
            return self._icons.get((column, state))
        if column == NAME and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return label.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(label, column)
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename a label."""
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not name or self._document is None:
            return False
        label = self.label_at(index.row())
        if name != label.name:
            self._document.update_label(replace(label, name=name))
        return True

    @staticmethod
    def _tip(label: LabelClass, column: int) -> str:
        if column == COLOR:
            return "Change the colour"
        if column == NAME:
            return f"{label.name} (value {label.value} in the mask)\nDouble-click to rename"
        if column == VISIBLE:
            return "Hide" if label.visible else "Show"
        return (
            "Locked: neither tools nor proposals change it"
            if label.locked
            else "Lock: neither tools nor proposals shall change it"
        )


class LabelsPanel(QWidget):
    """Label list with add, delete, rename, colour, visibility, lock; opacity of the masks."""

    opacity_changed = Signal(float)

    def __init__(self, actions: Actions, icons: Icons) -> None:
        super().__init__()
        self._document: Document | None = None
        self._follower = Follower(
            lambda document: [
                (document.classes_changed, self._reload),
                (document.active_label_changed, self._select),
            ]
        )
        self._model = LabelTable(icons)
        self._view = self._make_view()
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity.setRange(0, 100)
        self._opacity.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._percent = QLabel()
        self._percent.setProperty("role", "hint")
        self._percent.setFixedWidth(self._percent.fontMetrics().horizontalAdvance("100 %") + 8)

        layout = section_layout(self, "Labels")
        layout.addWidget(self._view, 1)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(tool_button(actions["add_label"], 18))
        row.addWidget(tool_button(actions["remove_label"], 18))
        row.addSpacing(6)
        row.addWidget(tool_button(actions["overlay"], 18))
        row.addWidget(self._opacity, 1)
        row.addWidget(self._percent)
        layout.addLayout(row)
        self._opacity.valueChanged.connect(self._opacity_moved)
        self._opacity.setToolTip("Opacity of the masks  (A less, D more)")

    def set_document(self, document: Document | None) -> None:
        """Show the labels of `document`."""
        self._document = document
        self._follower.follow(document)
        self._model.set_document(document)
        if document is not None:
            self._select(document.active_label)

    @property
    def opacity(self) -> float:
        """Opacity of the masks, 0..1."""
        return self._opacity.value() / 100

    def set_opacity(self, opacity: float) -> None:
        """Set the opacity of the masks, 0..1; emits `opacity_changed`."""
        self._opacity.setValue(round(opacity * 100))
        self._percent.setText(f"{self._opacity.value()} %")

    def rename_active(self) -> None:
        """Start editing the active label's name."""
        if self._document is not None:
            row = self._model.row_of(self._document.active_label)
            self._view.edit(self._model.index(row, NAME))

    def choose_color(self, label: LabelClass) -> None:
        """Let the user choose another colour."""
        chosen = QColorDialog.getColor(QColor(*label.color), self, f"Colour of {label.name}")
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
        view.setTabKeyNavigation(False)
        view.setIconSize(QSize(18, 18))
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = view.horizontalHeader()
        header.hide()
        header.setMinimumSectionSize(ROW_HEIGHT)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (COLOR, VISIBLE, LOCKED):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            view.setColumnWidth(column, 30)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMinimumHeight(3 * ROW_HEIGHT + 4)
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        view.clicked.connect(self._clicked)
        view.selectionModel().currentRowChanged.connect(self._row_chosen)
        return view

    def _clicked(self, index: QModelIndex) -> None:
        if self._document is None:
            return
        label = self._model.label_at(index.row())
        if index.column() == VISIBLE:
            self._document.update_label(replace(label, visible=not label.visible))
        elif index.column() == LOCKED:
            self._document.update_label(replace(label, locked=not label.locked))
        elif index.column() == COLOR:
            self.choose_color(label)

    def _row_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self._document is not None and current.isValid():
            self._document.set_active_label(self._model.label_at(current.row()).value)

    def _reload(self) -> None:
        self._model.reload()
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

    def _opacity_moved(self, percent: int) -> None:
        self._percent.setText(f"{percent} %")
        self.opacity_changed.emit(percent / 100)

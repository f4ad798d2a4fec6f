"""The labels as rows of a table: colour, name, value, volume, visible, locked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

from annotator.core.texts import number, tr
from annotator.ui.theme import color

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from annotator.core.labels import LabelClass
    from annotator.services.document import Document
    from annotator.ui.theme import Icons

COLOR, NAME, VALUE, VOLUME, VISIBLE, LOCKED = range(6)
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


def volume_text(volume_ml: float) -> str:
    """Millilitres in few characters, "" for none."""
    if not volume_ml:
        return ""
    digits = 0 if volume_ml >= 100 else 1 if volume_ml >= 1 else 2
    return number(max(volume_ml, 0.01), f".{digits}f") + " ml"


def untinted(pixmap: QPixmap) -> QIcon:
    """Make an icon that looks the same in a selected row."""
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


class LabelTable(QAbstractTableModel):
    """The document's label classes as rows; `count_voxels` brings their volumes up to date.

    Labels without a group come first, then the groups, each below a row with its name. A name that
    is given to such a row is that of the group.
    """

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._document: Document | None = None
        self._rows: list[int | str] = []  # label values, and names of groups
        self.collapsed: set[str] = set()
        self._voxels: NDArray[np.int64] | None = None  # of every label value
        self._theme_icons = icons
        icons.retinted.connect(self._retint)
        self._retint()

    def _retint(self) -> None:
        icons = self._theme_icons
        self._icons = {
            (VISIBLE, True): untinted(icons.pixmap("eye", "text", 18)),
            (VISIBLE, False): untinted(icons.pixmap("eye-off", "dim", 18)),
            (LOCKED, True): untinted(icons.pixmap("lock", "warning", 18)),
            (LOCKED, False): untinted(icons.pixmap("unlock", "disabled", 18)),
            (COLOR, True): untinted(icons.pixmap("expanded", "dim", 18)),
            (COLOR, False): untinted(icons.pixmap("collapsed", "dim", 18)),
        }
        self.reload()

    def set_document(self, document: Document | None) -> None:
        """Show another document's labels."""
        self._document = document
        self._rows = []
        self._voxels = None if document is None else document.counts.voxels()
        self.reload()

    def reload(self) -> None:
        """Read all rows again; rows that stay keep their selection and open editor."""
        rows = _rows(self._document.classes) if self._document else []
        if rows == self._rows and rows:
            self.dataChanged.emit(self.index(0, COLOR), self.index(len(rows) - 1, LOCKED))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def count_voxels(self) -> None:
        """Show the volumes as they are now."""
        if self._document is not None and self._rows:
            self._voxels = self._document.counts.voxels()
            ends = self.index(0, VOLUME), self.index(len(self._rows) - 1, VOLUME)
            self.dataChanged.emit(*ends)

    def volume_ml(self, value: int) -> float:
        """Volume of a label in millilitres, as of the last count."""
        if self._document is None or self._voxels is None:
            return 0.0
        return int(self._voxels[value]) * self._document.volume.geometry.voxel_volume_ml

    def matches(self, row: int, text: str) -> bool:
        """Whether a label has `text` in its name, or as its value."""
        label = self.label_at(row)
        if label is None:
            return not text
        return text.casefold() in label.name.casefold() or text == str(label.value)

    def is_shown(self, row: int, text: str) -> bool:
        """Whether a row is listed: found by a search for `text`, or in no collapsed group."""
        label = self.label_at(row)
        hidden = label is not None and not text and label.group in self.collapsed
        return not hidden and self.matches(row, text)

    def label_at(self, row: int) -> LabelClass | None:
        """Label class of a row, None for that of a group."""
        key = self._rows[row]
        return None if isinstance(key, str) or self._document is None else self._class_of(key)

    def group_at(self, row: int) -> list[LabelClass]:
        """Return the labels of the group whose row it is, none for that of a label."""
        key = self._rows[row]
        return self.members(key) if isinstance(key, str) else []

    def members(self, group: str) -> list[LabelClass]:
        """Return the labels of a group."""
        classes = self._document.classes if self._document else []
        return [label for label in classes if label.group == group]

    def _class_of(self, value: int) -> LabelClass | None:
        return None if self._document is None else self._document.label_class(value)

    def row_of(self, key: int | str) -> int:
        """Row of a label value or a group, -1 if there is none."""
        return self._rows.index(key) if key in self._rows else -1

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return the number of labels and groups."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """Colour, name, value, volume, visible, locked."""
        return 0 if parent.isValid() else 6

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Only names are edited in place; a group is never the active label."""
        flags = super().flags(index)
        if index.isValid() and self.label_at(index.row()) is None:
            flags &= ~Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == NAME else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, icons and tooltips of a cell."""
        label, column = self.label_at(index.row()), index.column()
        if label is None:
            return self._group_data(self.group_at(index.row()), column, role)
        if role == Qt.ItemDataRole.DecorationRole:
            if column == COLOR:
                return swatch(label.color)
            state = label.visible if column == VISIBLE else label.locked
            return self._icons.get((column, state))
        if column == NAME and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return label.name
        if column in (VALUE, VOLUME):
            return self._figure(label, column, role)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(label, column)
        return None

    def _group_data(self, labels: list[LabelClass], column: int, role: int) -> Any:
        """Text, icons and tooltips of the row of a group."""
        if not labels:
            return None
        group = labels[0].group
        if role == Qt.ItemDataRole.DecorationRole:
            if column == COLOR:
                return self._icons.get((COLOR, group not in self.collapsed))
            visible, locked = any(i.visible for i in labels), all(i.locked for i in labels)
            return self._icons.get((column, visible if column == VISIBLE else locked))
        if column == NAME and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return group
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (VALUE, VOLUME):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole and column == VOLUME:
            return volume_text(sum(self.volume_ml(label.value) for label in labels))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._group_tip(group, len(labels), column)
        return None

    @staticmethod
    def _group_tip(group: str, count: int, column: int) -> str:
        if column in (VISIBLE, LOCKED):
            return tr("All labels of {group}", group=group)
        if column == COLOR:
            return tr("List the labels of {group}, or its name alone", group=group)
        return tr(
            "{group}: {n} label\nDouble-click to rename",
            "{group}: {n} labels\nDouble-click to rename",
            n=count,
            group=group,
        )

    def _figure(self, label: LabelClass, column: int, role: int) -> Any:
        """Value or volume: text, alignment, tooltip."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return color("dim")
        volume = self.volume_ml(label.value)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(label.value) if column == VALUE else volume_text(volume)
        if role != Qt.ItemDataRole.ToolTipRole:
            return None
        if column == VALUE:
            return tr(
                "Voxels of {name} have the value {value} in the mask",
                name=label.name,
                value=label.value,
            )
        return tr(
            "Volume of {name} in the mask: {volume:.2f} ml, proposals not counted",
            name=label.name,
            volume=volume,
        )

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename a label."""
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not name or self._document is None:
            return False
        label = self.label_at(index.row())
        if label is None:
            members = self.group_at(index.row())
            self._document.set_group({item.value for item in members}, name)
        elif name != label.name:
            self._document.update_label(replace(label, name=name))
        return True

    @staticmethod
    def _tip(label: LabelClass, column: int) -> str:
        if column == COLOR:
            return tr("Change the colour")
        if column == NAME:
            return tr(
                "{name} (value {value} in the mask)\nDouble-click or F2 to rename",
                name=label.name,
                value=label.value,
            )
        if column == VISIBLE:
            return tr("Hide") if label.visible else tr("Show")
        return (
            tr("Locked: neither tools nor proposals change it")
            if label.locked
            else tr("Lock: neither tools nor proposals shall change it")
        )


def _rows(classes: Sequence[LabelClass]) -> list[int | str]:
    """Rows of a list of labels: those of no group by value, then each group by its lowest value."""
    rows: list[int | str] = [label.value for label in classes if not label.group]
    for group in dict.fromkeys(label.group for label in classes if label.group):
        rows += [group, *(label.value for label in classes if label.group == group)]
    return rows

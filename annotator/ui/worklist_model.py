"""The cases of a project as a table that can be filtered and sorted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPainter, QPixmap

from annotator.core.texts import tr, translatable
from annotator.io.case_state import STATUSES
from annotator.io.file_names import PLAIN_NAMES, stem
from annotator.ui.theme import text_color

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotator.core.labels import LabelClass
    from annotator.io.case_index import Case, Thumbnail

    AnyIndex = QModelIndex | Any

TITLES = (
    translatable("Case"),
    translatable("Status"),
    translatable("Labels"),
    translatable("By"),
    translatable("2nd"),
    translatable("Kind"),
    translatable("Size"),
    translatable("Note"),
)
NAME, STATUS, LABELS, BY, SECOND, KIND, SIZE, NOTE = range(len(TITLES))
STATUS_COLORS = {
    translatable("not started"): "#8a93a3",
    translatable("in progress"): "#e6c34a",
    translatable("prefilled"): "#6fa8ff",
    translatable("needs review"): "#e39a4f",
    translatable("done"): "#62c79c",
    translatable("flagged"): "#ef6a6a",
}
HELD, HELD_COLOR = translatable("open elsewhere"), "#b48ead"
THUMBNAIL = 40
MOST_PICTURES = 500


class WorklistModel(QAbstractTableModel):
    """One row a case: those that the filter lets through, sorted by a column.

    Rows stay where they are when a case changes; they are arranged anew when filter, order or the
    set of cases changes. Pictures come when they have been read (`set_pictures`).
    """

    def __init__(self) -> None:
        super().__init__()
        self._cases: dict[str, Case] = {}
        self._shown: list[str] = []
        self._rows: dict[str, int] = {}
        self._icons: dict[str, QIcon] = {}
        self._template: tuple[LabelClass, ...] = ()
        self._current = ""
        self._held: dict[str, str] = {}
        self._words: list[str] = []
        self._status = ""
        self._order = (NAME, False)
        empty = QPixmap(THUMBNAIL, THUMBNAIL)
        empty.fill(QColor(0, 0, 0, 60))
        self._empty = QIcon(empty)

    @property
    def cases(self) -> list[Case]:
        """All cases, shown or not, in no order that counts."""
        return list(self._cases.values())

    @property
    def shown(self) -> list[Case]:
        """Cases in the order of the table."""
        return [self._cases[key] for key in self._shown]

    def case(self, key: str) -> Case | None:
        """Case of a key."""
        return self._cases.get(key)

    def case_at(self, row: int) -> Case | None:
        """Case of a row, None if there is no such row."""
        return self._cases[self._shown[row]] if 0 <= row < len(self._shown) else None

    def index_of(self, key: str) -> QModelIndex:
        """Index of a case's first column; invalid if it is not shown."""
        row = self._rows.get(key)
        return QModelIndex() if row is None else self.index(row, 0)

    def set_cases(self, cases: Iterable[Case], template: tuple[LabelClass, ...]) -> None:
        """Show other cases."""
        self._cases = {case.key: case for case in cases}
        self._icons.clear()
        self._template = template
        self._arrange()

    def set_template(self, template: tuple[LabelClass, ...]) -> None:
        """Count other labels as wanted."""
        self._template = template
        if self._shown:
            self.dataChanged.emit(self.index(0, LABELS), self.index(len(self._shown) - 1, LABELS))

    def set_current(self, key: str) -> None:
        """Mark the case that is open; "" for none."""
        before, self._current = self._current, key
        for name in (before, key):
            if name in self._rows:
                self.dataChanged.emit(self.index_of(name), self.index_of(name))

    def set_held(self, key: str, sentence: str) -> None:
        """Say that somebody else has a case open; "" for nobody."""
        if self._held.get(key, "") == sentence:
            return
        self._held[key] = sentence
        row = self._rows.get(key)
        if row is not None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, NOTE))

    def without_picture(self, keys: Iterable[str]) -> list[str]:
        """Those of some cases that have been looked into, and whose picture is not here."""
        cases = ((key, self._cases.get(key)) for key in keys)
        return [key for key, case in cases if case and case.looked_into and key not in self._icons]

    def set_pictures(self, pictures: Mapping[str, Thumbnail]) -> None:
        """Show the pictures of some cases; of very many, those shown last are kept."""
        for key, picture in pictures.items():
            self._icons.pop(key, None)
            self._icons[key] = QIcon(_pixmap(picture))
            if key in self._rows:
                self.dataChanged.emit(self.index_of(key), self.index_of(key))
        for key in list(self._icons)[:-MOST_PICTURES]:
            del self._icons[key]

    def set_words(self, text: str) -> None:
        """Show only cases whose name, note, initials or kind contain every word."""
        self._words = text.lower().split()
        self._arrange()

    def set_status(self, status: str) -> None:
        """Show only cases of a status; "" for all."""
        self._status = status
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; cases that are alike there by their names."""
        self._order = (column, order == Qt.SortOrder.DescendingOrder)
        self._arrange()

    def update(self, changed: Iterable[Case], removed: Iterable[str] = ()) -> None:
        """Take over what has changed."""
        other_rows = False
        for case in changed:
            known = self._cases.get(case.key)
            self._cases[case.key] = case
            if known is None:
                other_rows = True
                continue
            if known.image_signature != case.image_signature:
                self._icons.pop(case.key, None)
            row = self._rows.get(case.key)
            if row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, NOTE))
        for key in removed:
            other_rows = self._cases.pop(key, None) is not None or other_rows
        if other_rows:
            self._arrange()

    def _arrange(self) -> None:
        column, backwards = self._order
        keys = sorted(key for key, case in self._cases.items() if self._wanted(case))
        if column != NAME:
            keys.sort(key=lambda key: self._rank(self._cases[key], column), reverse=backwards)
        elif backwards:
            keys.reverse()
        self.beginResetModel()
        self._shown = keys
        self._rows = {key: row for row, key in enumerate(keys)}
        self.endResetModel()

    def _wanted(self, case: Case) -> bool:
        if self._status and case.status != self._status:
            return False
        if not self._words:
            return True
        state = case.state
        text = f"{case.key} {state.note} {state.labeller} {state.reader} {case.modality}".lower()
        return all(word in text for word in self._words)

    def labels_done(self, case: Case) -> tuple[int, int]:
        """How many of the wanted labels a mask holds, and how many are wanted (0: nobody said)."""
        held = set(case.labels or ())
        wanted = {item.value for item in self._template}
        return (len(held & wanted), len(wanted)) if wanted else (len(held), 0)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Count the cases."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, _parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Count the columns."""
        return len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Title of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(TITLES[section])
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        case, column = self._cases[self._shown[index.row()]], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(case, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(case)
            case Qt.ItemDataRole.DecorationRole if column == NAME:
                return self._icons.get(case.key, self._empty)
            case Qt.ItemDataRole.ForegroundRole if column == STATUS:
                return text_color(
                    HELD_COLOR if self._held.get(case.key) else STATUS_COLORS[case.status]
                )
            case Qt.ItemDataRole.ForegroundRole if case.problem:
                return text_color(STATUS_COLORS["flagged"])
            case Qt.ItemDataRole.FontRole if case.key == self._current and column == NAME:
                return _bold()
        return None

    def _text(self, case: Case, column: int) -> str:
        done, wanted = self.labels_done(case)
        labels = "" if case.labels is None else f"{done}/{wanted}" if wanted else str(done)
        return (
            _short(case.key),
            tr(HELD if self._held.get(case.key) else case.status),
            labels,
            case.state.labeller,
            case.state.reader,
            case.modality if case.modality != "unknown" else "",
            "×".join(map(str, case.shape_ijk)),
            " ".join((case.problem or case.state.note).split()),
        )[column]

    def _rank(self, case: Case, column: int) -> Any:
        if column == STATUS:
            return STATUSES.index(case.status)
        if column == LABELS:
            return self.labels_done(case)[0] if case.labels is not None else -1
        if column == SIZE:
            voxels = 1
            for count in case.shape_ijk:
                voxels *= count
            return float(voxels if case.shape_ijk else 0)
        return self._text(case, column).lower()

    def _tip(self, case: Case) -> str:
        lines = [case.key]
        if self._held.get(case.key):
            lines.append(f"{self._held[case.key]}.")
        if case.problem:
            lines.append(case.problem)
        if case.state.note:
            lines.append(case.state.note)
        missing = [item.name for item in self._template if item.value not in (case.labels or ())]
        if case.labels is not None and missing:
            lines.append(tr("Still to be drawn: {labels}", labels=", ".join(missing)))
        return "\n".join(lines)


def _short(key: str) -> str:
    """Name of a case: without an ending, and without a file name that tells nothing."""
    folder, _, name = key.rpartition("/")
    base = stem(Path(name))
    if not folder:
        return base
    return folder if base.lower() in PLAIN_NAMES else f"{folder}/{base}"


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font


def _pixmap(picture: Thumbnail) -> QPixmap:
    width = picture.width
    height = len(picture.pixels) // width
    image = QImage(picture.pixels, width, height, width, QImage.Format.Format_Grayscale8)
    scaled = QPixmap.fromImage(image).scaled(
        THUMBNAIL,
        THUMBNAIL,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    square = QPixmap(THUMBNAIL, THUMBNAIL)
    square.fill(QColor("black"))
    painter = QPainter(square)
    painter.drawPixmap(
        (THUMBNAIL - scaled.width()) // 2, (THUMBNAIL - scaled.height()) // 2, scaled
    )
    painter.end()
    return square

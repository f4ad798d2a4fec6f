"""The cases of a project as a table that can be filtered and sorted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPainter, QPixmap

from annotator.io.case_state import STATUSES
from annotator.io.file_names import PLAIN_NAMES, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotator.core.labels import LabelClass
    from annotator.io.case_index import Case, Thumbnail

    AnyIndex = QModelIndex | Any

TITLES = ("Case", "Status", "Labels", "By", "2nd", "Kind", "Size", "Note")
NAME, STATUS, LABELS, BY, SECOND, KIND, SIZE, NOTE = range(len(TITLES))
STATUS_COLORS = {
    "not started": "#8a93a3",
    "in progress": "#e6c34a",
    "prefilled": "#6fa8ff",
    "needs review": "#e39a4f",
    "done": "#62c79c",
    "flagged": "#ef6a6a",
}
THUMBNAIL = 40

SORT_ROLE = Qt.ItemDataRole.UserRole
CASE_ROLE = Qt.ItemDataRole.UserRole + 1


class WorklistModel(QAbstractTableModel):
    """One row a case.

    Parameters
    ----------
    thumbnail
        Gives the picture of a case by its key.
    """

    def __init__(self, thumbnail: Callable[[str], Thumbnail | None]) -> None:
        super().__init__()
        self._thumbnail = thumbnail
        self._cases: list[Case] = []
        self._rows: dict[str, int] = {}
        self._pictures: dict[str, QPixmap] = {}
        self._template: tuple[LabelClass, ...] = ()
        self._current = ""
        self._empty = QPixmap(THUMBNAIL, THUMBNAIL)
        self._empty.fill(QColor(0, 0, 0, 60))

    @property
    def cases(self) -> list[Case]:
        """All cases, in no order that counts."""
        return self._cases

    def case(self, key: str) -> Case | None:
        """Case of a key."""
        row = self._rows.get(key)
        return None if row is None else self._cases[row]

    def index_of(self, key: str) -> QModelIndex:
        """Index of a case's first column; invalid if there is none."""
        row = self._rows.get(key)
        return QModelIndex() if row is None else self.index(row, 0)

    def set_cases(self, cases: Iterable[Case], template: tuple[LabelClass, ...]) -> None:
        """Show other cases."""
        self.beginResetModel()
        self._cases = list(cases)
        self._rows = {case.key: row for row, case in enumerate(self._cases)}
        self._pictures.clear()
        self._template = template
        self.endResetModel()

    def set_template(self, template: tuple[LabelClass, ...]) -> None:
        """Count other labels as wanted."""
        self._template = template
        if self._cases:
            self.dataChanged.emit(
                self.index(0, LABELS), self.index(len(self._cases) - 1, LABELS), []
            )

    def set_current(self, key: str) -> None:
        """Mark the case that is open; "" for none."""
        before, self._current = self._current, key
        for name in (before, key):
            if name in self._rows:
                index = self.index_of(name)
                self.dataChanged.emit(index, index, [])

    def update(self, changed: Iterable[Case], removed: Iterable[str] = ()) -> None:
        """Take over what has changed."""
        new = []
        for case in changed:
            row = self._rows.get(case.key)
            if row is None:
                new.append(case)
                continue
            if self._cases[row].looked_into != case.looked_into:
                self._pictures.pop(case.key, None)
            self._cases[row] = case
            self.dataChanged.emit(self.index(row, 0), self.index(row, NOTE), [])
        gone = set(removed)
        if gone:
            self.set_cases([c for c in self._cases if c.key not in gone], self._template)
        if new:
            first = len(self._cases)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._cases += new
            self._rows |= {case.key: first + number for number, case in enumerate(new)}
            self.endInsertRows()

    def labels_done(self, case: Case) -> tuple[int, int]:
        """How many of the wanted labels a mask holds, and how many are wanted (0: nobody said)."""
        held = set(case.labels or ())
        wanted = {item.value for item in self._template}
        return (len(held & wanted), len(wanted)) if wanted else (len(held), 0)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Count the cases."""
        return 0 if parent.isValid() else len(self._cases)

    def columnCount(self, _parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Count the columns."""
        return len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Title of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        case, column = self._cases[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(case, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(case)
            case Qt.ItemDataRole.DecorationRole if column == NAME:
                return self._picture(case)
            case Qt.ItemDataRole.ForegroundRole if column == STATUS:
                return QColor(STATUS_COLORS[case.status])
            case Qt.ItemDataRole.ForegroundRole if case.problem:
                return QColor(STATUS_COLORS["flagged"])
            case Qt.ItemDataRole.FontRole if case.key == self._current and column == NAME:
                return _bold()
            case _ if role == SORT_ROLE:
                return self._rank(case, column)
            case _ if role == CASE_ROLE:
                return case
        return None

    def _text(self, case: Case, column: int) -> str:
        done, wanted = self.labels_done(case)
        labels = "" if case.labels is None else f"{done}/{wanted}" if wanted else str(done)
        return (
            _short(case.key),
            case.status,
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
        return case.key if column == NAME else self._text(case, column).lower()

    def _tip(self, case: Case) -> str:
        lines = [case.key]
        if case.problem:
            lines.append(case.problem)
        if case.state.note:
            lines.append(case.state.note)
        missing = [item.name for item in self._template if item.value not in (case.labels or ())]
        if case.labels is not None and missing:
            lines.append(f"Still to be drawn: {', '.join(missing)}")
        return "\n".join(lines)

    def _picture(self, case: Case) -> QIcon:
        picture = self._pictures.get(case.key)
        if picture is None:
            found = self._thumbnail(case.key) if case.looked_into else None
            picture = self._empty if found is None else _pixmap(found)
            self._pictures[case.key] = picture
        return QIcon(picture)


class WorklistFilter(QSortFilterProxyModel):
    """Shows the cases of a status that contain some words, sorted by a column."""

    def __init__(self, model: WorklistModel) -> None:
        super().__init__()
        self._words: list[str] = []
        self._status = ""
        self.setSourceModel(model)
        self.setSortRole(SORT_ROLE)
        self.setDynamicSortFilter(True)

    def set_words(self, text: str) -> None:
        """Show only cases whose name, note or initials contain every word."""
        self._words = text.lower().split()
        self.invalidate()

    def set_status(self, status: str) -> None:
        """Show only cases of a status; "" for all."""
        self._status = status
        self.invalidate()

    def filterAcceptsRow(self, row: int, _parent: AnyIndex) -> bool:
        """Whether a case is shown."""
        model = self.sourceModel()
        assert isinstance(model, WorklistModel)
        case = model.cases[row]
        if self._status and case.status != self._status:
            return False
        if not self._words:
            return True
        state = case.state
        text = f"{case.key} {state.note} {state.labeller} {state.reader} {case.modality}".lower()
        return all(word in text for word in self._words)

    def shown(self) -> list[Case]:
        """Cases in the order of the table."""
        return [self.index(row, 0).data(CASE_ROLE) for row in range(self.rowCount())]


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

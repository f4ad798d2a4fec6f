"""The chooser of DICOM series: patients and studies with their series, a picture of each."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import UserError
from annotator.core.texts import number, tr, translatable
from annotator.io.dicom.image import thumbnail
from annotator.ui.theme import color

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.io.dicom.catalogue import Catalogue, Series

COLUMNS = (
    translatable("Series"),
    translatable("Modality"),
    translatable("Size"),
    translatable("Spacing (mm)"),
    translatable("Notes"),
)
PICTURE, STUDY_HEIGHT = 72, 30
INDENT = 16
KEY = Qt.ItemDataRole.UserRole
GRACE_S = 5.0


class Thumbnails(QObject):
    """Draws the middle slice of each series in a thread of its own."""

    drawn = Signal(int, object)  # number of the series, uint8 (row, column)

    def __init__(self, series: tuple[Series, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._series = series
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._draw, name="thumbnails", daemon=True)

    def start(self) -> None:
        """Begin to draw."""
        self._thread.start()

    def stop(self) -> None:
        """Draw no more; waits for the picture that is being drawn."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(GRACE_S)

    def _draw(self) -> None:
        for place, series in enumerate(self._series):
            if self._stop.is_set():
                return
            try:
                picture = thumbnail(series, PICTURE)
            except UserError:
                continue
            if not self._stop.is_set():
                self.drawn.emit(place, picture)


class SeriesDialog(QDialog):
    """Lets the user choose one of several series.

    Patients and studies are shown here and nowhere else; nothing of them is kept.

    Attributes
    ----------
    chosen
        Key of the selected series.
    """

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("series")
        self.setWindowTitle(tr("Choose a series"))
        self.resize(900, 560)
        count = len(catalogue.series)
        title = QLabel(
            tr(
                "{name} holds {n} series",
                "{name} holds {n} series",
                n=count,
                name=catalogue.path.name or catalogue.path,
            )
        )
        title.setProperty("role", "title")
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([tr(text) for text in COLUMNS])
        self.tree.setIconSize(QSize(PICTURE, PICTURE))
        self.tree.setIndentation(INDENT)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setUniformRowHeights(False)
        self._items = self._fill(catalogue)
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(COLUMNS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        aside = QLabel("\n".join(catalogue.aside))
        aside.setProperty("role", "hint")
        aside.setWordWrap(True)
        aside.setVisible(bool(catalogue.aside))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel
        )
        self._open = buttons.button(QDialogButtonBox.StandardButton.Open)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.tree.itemSelectionChanged.connect(self._selected)
        self.tree.itemDoubleClicked.connect(lambda *_: self._open.click())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        for widget in (title, self.tree, aside, buttons):
            layout.addWidget(widget)
        self.tree.setCurrentItem(self._items[_largest(catalogue.series)])
        self._thumbnails = Thumbnails(catalogue.series, self)
        self._thumbnails.drawn.connect(self._show_picture)
        self._thumbnails.start()

    @property
    def chosen(self) -> str | None:
        """Key of the selected series; None while a study is selected."""
        items = self.tree.selectedItems()
        key: str | None = items[0].data(0, KEY) if items else None
        return key

    def close_threads(self) -> None:
        """Stop drawing pictures."""
        self._thumbnails.stop()

    def _fill(self, catalogue: Catalogue) -> list[QTreeWidgetItem]:
        blank = QPixmap(PICTURE, PICTURE)
        blank.fill(Qt.GlobalColor.transparent)
        studies: dict[tuple[str, ...], QTreeWidgetItem] = {}
        items = []
        for series in catalogue.series:
            about = (series.patient, series.date, series.study, series.header.study_uid)
            if about not in studies:
                study = QTreeWidgetItem(self.tree)
                study.setText(
                    0, "  ·  ".join(filter(None, about[:3])) or tr("Study without a name")
                )
                study.setFlags(Qt.ItemFlag.ItemIsEnabled)
                study.setFirstColumnSpanned(True)
                study.setSizeHint(0, QSize(0, STUDY_HEIGHT))
                study.setForeground(0, color("dim"))
                study.setExpanded(True)
                studies[about] = study
            item = QTreeWidgetItem(studies[about], _row(series))
            item.setIcon(0, QIcon(blank))
            item.setData(0, KEY, series.key)
            item.setToolTip(0, series.title)
            items.append(item)
        return items

    def _selected(self) -> None:
        self._open.setEnabled(self.chosen is not None)

    def _show_picture(self, number: int, picture: NDArray[np.uint8]) -> None:
        self._items[number].setIcon(0, QIcon(_square(picture)))


def _row(series: Series) -> list[str]:
    notes = []
    if series.stack.uneven:
        notes.append(tr("uneven or missing slices"))
    if series.stack.tilt_degrees:
        notes.append(tr("tilted by {angle:.3g}°", angle=series.stack.tilt_degrees))
    leading = f"{series.number}  " if series.number else ""
    return [
        f"{leading}{series.title}",
        series.modality,
        " × ".join(map(str, series.shape_ijk)),
        " × ".join(number(mm, ".3g") for mm in series.spacing_mm),
        ", ".join(notes),
    ]


def _largest(series: tuple[Series, ...]) -> int:
    """Return the number of the series with most voxels, which is most likely wanted."""
    sizes = [s.shape_ijk[0] * s.shape_ijk[1] * s.shape_ijk[2] for s in series]
    return sizes.index(max(sizes))


def _square(picture: NDArray[np.uint8]) -> QPixmap:
    """Picture in the middle of a black square."""
    rows, columns = picture.shape
    side = max(rows, columns)
    square = np.zeros((side, side), np.uint8)
    top, left = (side - rows) // 2, (side - columns) // 2
    square[top : top + rows, left : left + columns] = picture
    image = QImage(square.tobytes(), side, side, side, QImage.Format.Format_Grayscale8)
    return QPixmap.fromImage(image).scaled(
        PICTURE,
        PICTURE,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )

"""A second mask to compare with: its outlines in the views, its agreement in a table."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import UserError
from annotator.core.texts import number, tr, translatable
from annotator.services.expected_mask import ExpectedMask
from annotator.services.follower import Follower
from annotator.services.reference import compared, worst_first
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.job_bridge import JobBridge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.volume import Volume
    from annotator.io.label_map import MaskOptions, MaskQuestion
    from annotator.services.document import Document
    from annotator.services.jobs import JobEvent
    from annotator.services.reference import Compared
    from annotator.ui.actions import Contribution
    from annotator.ui.dialogs import Dialogs
    from annotator.ui.viewer.viewer_widget import ViewerWidget
    from annotator.ui.window_setup import WindowSetup

REST_MS = 500
HEADINGS = (
    translatable("Label"),
    translatable("Slice"),
    "Dice",
    translatable("95 % distance"),
    translatable("Difference"),
)


class ReferenceWindow(QDialog):
    """The figures, worst first; a row leads to its slice."""

    chosen = Signal(object)  # Compared
    removed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reference")
        self.resize(560, 420)
        self._rows: list[Compared] = []
        note = QLabel(
            tr(
                "Pale outlines are the reference. Volumes come first, then slices, worst first. "
                "Distance: 95 % of the surface lies within. Difference: mask less reference."
            )
        )
        note.setProperty("role", "hint")
        note.setWordWrap(True)
        self.table = QTableWidget(0, len(HEADINGS))
        self.table.setHorizontalHeaderLabels([tr(text) for text in HEADINGS])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._selected)
        self.with_proposed = QCheckBox(tr("Proposed slices count as accepted"))
        self.with_proposed.setChecked(True)
        remove = QPushButton(tr("Remove the reference"))
        remove.clicked.connect(self.removed)
        buttons = QHBoxLayout()
        buttons.addWidget(self.with_proposed)
        buttons.addStretch(1)
        buttons.addWidget(remove)
        layout = QVBoxLayout(self)
        layout.addWidget(note)
        layout.addWidget(self.table)
        layout.addLayout(buttons)

    def show_rows(self, rows: list[Compared], document: Document) -> None:
        """Show figures; the selection is kept out of it."""
        self.table.blockSignals(True)  # the user chose nothing
        self._rows = rows
        self.table.clearContents()
        self.table.setRowCount(len(rows))
        for place, row in enumerate(rows):
            label = document.label_class(row.label)
            name = QTableWidgetItem(document.label_name(row.label))
            if label is not None:
                name.setData(Qt.ItemDataRole.DecorationRole, QColor(*label.color))
            self.table.setItem(place, 0, name)
            for column, text in enumerate(_texts(row), 1):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(place, column, item)
        self.table.blockSignals(False)

    def _selected(self) -> None:
        number = self.table.currentRow()
        if 0 <= number < len(self._rows):
            self.chosen.emit(self._rows[number])


class ReferenceFlow(Flow):
    """Reads a reference, draws its outlines, and compares whenever the mask has rested.

    Parameters
    ----------
    setup
        Makes the runner.
    window
        Parent of the table's window.
    viewer
        Draws the outlines.
    dialogs
        Asks for the file.
    """

    changed = Signal(object)  # uint8 ``(z, y, x)``, None for no reference

    def __init__(
        self, setup: WindowSetup, window: QWidget, viewer: ViewerWidget, dialogs: Dialogs
    ) -> None:
        super().__init__()
        self._window, self._viewer, self._dialogs = window, viewer, dialogs
        self._runner = setup.inference_runner(JobBridge(self).send)
        self._document: Document | None = None
        self._labels: NDArray[np.uint8] | None = None
        self.table: ReferenceWindow | None = None
        self._follower = Follower(
            lambda document: [
                (document.changed, self._changed),
                (document.review.changed, self._changed),
            ]
        )
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._compare)

    def contributions(self) -> list[Contribution]:
        """Offer to compare."""
        return [
            Action(
                id="reference",
                text=tr("Compare with a reference mask…"),
                menu="Review",
                group=3,
                do=self.open,
                tip=tr("Outlines of a second mask, with Dice, distance and difference in volume"),
            )
        ]

    def set_document(self, document: Document | None) -> None:
        """Follow another document; a reference belongs to one."""
        self._document = document
        self._follower.follow(document)
        self.remove()

    def close(self) -> None:
        """Stop for good."""
        self._rest.stop()
        self._runner.close()

    def open(self) -> None:
        """Ask for the reference and read it."""
        document = self._document
        if document is None:
            return
        path = self._dialogs.ask_open(tr("Compare with a reference mask"), "")
        if path is not None:
            self._start_reading(document, path, None)

    def _start_reading(self, document: Document, path: Path, options: MaskOptions | None) -> None:
        self.said.emit(tr("Reading {name}…", name=path.name), "")
        self._runner.start(
            partial(_read, path, document.volume, options), partial(self._read, document, path)
        )

    def remove(self) -> None:
        """Compare with nothing."""
        self._labels = None
        self._rest.stop()
        self._viewer.set_reference(None)
        self.changed.emit(None)
        if self.table is not None:
            self.table.hide()

    def _read(self, document: Document, path: Path, event: JobEvent) -> None:
        from annotator.io.label_map import MaskQuestion  # slow to import, but it is there by now

        if document is not self._document:
            return
        if event.kind == "step" and isinstance(event.payload, MaskQuestion):
            options = self._dialogs.ask_mask(event.payload)
            self.said.emit("", "")
            if options is not None:
                self._start_reading(document, path, options)
        elif event.kind == "failed":
            known = isinstance(event.payload, UserError)
            text = (
                str(event.payload)
                if known
                else tr("{name} cannot be read: {reason}", name=path.name, reason=event.payload)
            )
            self.said.emit(text, "problem")
        elif event.kind == "step" and isinstance(event.payload, np.ndarray):
            self._labels = event.payload
            self._viewer.set_reference(self._labels)
            self.changed.emit(self._labels)
            self.said.emit("", "")
            self._show_table(path.name)

    def _show_table(self, name: str) -> None:
        if self.table is None:
            self.table = ReferenceWindow(self._window)
            self.table.chosen.connect(self._go_to)
            self.table.removed.connect(self.remove)
            self.table.with_proposed.toggled.connect(self._changed)
        self.table.setWindowTitle(tr("Compared with {name}", name=name))
        self.table.show()
        self._compare()

    def _changed(self, *_news: object) -> None:
        if self._labels is not None:
            self._rest.start()

    def _compare(self) -> None:
        document, reference = self._document, self._labels
        if document is not None and reference is not None and self.table is not None:
            proposed = self.table.with_proposed.isChecked()
            spacing, mask = document.volume.geometry.spacing_zyx_mm, ExpectedMask.of(document)
            steps = partial(_rows, mask, proposed, reference, document.axis, spacing)
            self._runner.start(steps, partial(self._compared, document))

    def _compared(self, document: Document, event: JobEvent) -> None:
        if event.kind == "step" and isinstance(event.payload, list) and self.table is not None:
            if document is self._document:
                self.table.show_rows(event.payload, document)
        elif event.kind == "failed":
            self.said.emit(
                tr("The masks could not be compared: {reason}", reason=event.payload), "problem"
            )

    def _go_to(self, row: Compared) -> None:
        document = self._document
        if document is None:
            return
        document.set_active_label(row.label)
        if row.index is not None:
            self._viewer.goto(document.axis, row.index)


def _texts(row: Compared) -> list[str]:
    found, whole = row.found, row.index is None
    distance = found.distance_95_mm
    size = (
        tr("{difference:+.2f} ml", difference=found.difference / 1000)
        if whole
        else tr("{difference:+.0f} mm²", difference=found.difference)
    )
    return [
        tr("all") if row.index is None else str(row.index + 1),
        number(found.dice, ".3f"),
        "–" if math.isnan(distance) else tr("{length:.1f} mm", length=distance),
        size,
    ]


def _read(
    path: Path, volume: Volume, options: MaskOptions | None, _token: CancelToken
) -> Iterator[NDArray[np.uint8] | MaskQuestion]:
    """Labels on the grid of the image, or what has to be asked first."""
    from annotator.io.label_map import MaskQuestion, read_labels  # slow to import

    try:
        yield read_labels(path, volume, options)
    except MaskQuestion as question:
        yield question


def _rows(
    mask: ExpectedMask,
    proposed: bool,
    reference: NDArray[np.uint8],
    axis: int,
    spacing_zyx_mm: tuple[float, float, float],
    token: CancelToken,
) -> Iterator[list[Compared]]:
    rows = []
    held = mask.accepted() if proposed else mask.voxels
    for row in compared(held, reference, axis, spacing_zyx_mm):
        token.raise_if_cancelled()
        rows.append(row)
    yield worst_first(rows)

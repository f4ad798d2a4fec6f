"""Figures of the labels in a table that follows the mask, and as a CSV file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import UserError
from annotator.core.label_statistics import label_statistics, write_statistics
from annotator.core.texts import number, tr, translatable
from annotator.io.replacing import replacing
from annotator.services.follower import Follower
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.job_bridge import JobBridge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.label_statistics import LabelStatistics
    from annotator.core.labels import LabelClass
    from annotator.core.volume import Volume
    from annotator.services.document import Document
    from annotator.services.jobs import JobEvent
    from annotator.ui.actions import Contribution
    from annotator.ui.dialogs import Dialogs
    from annotator.ui.window_setup import WindowSetup

REST_MS = 300
CSV_FILTER = translatable("Tables (*.csv)")
HEADINGS = (
    translatable("Label"),
    translatable("Volume"),
    translatable("Mean"),
    "SD",
    translatable("Min"),
    translatable("Max"),
    translatable("Largest diameter"),
)


class StatisticsWindow(QDialog):
    """Volume, grey values and largest diameter of every label."""

    save_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Label statistics"))
        self.resize(720, 320)
        self.table = QTableWidget(0, len(HEADINGS))
        self.table.setHorizontalHeaderLabels([tr(text) for text in HEADINGS])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        save = QPushButton(tr("Save as CSV…"))
        save.clicked.connect(self.save_requested)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(save)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)
        layout.addLayout(buttons)

    def show_rows(
        self, rows: list[LabelStatistics], classes: dict[int, LabelClass], unit: str
    ) -> None:
        """Show figures; grey values in `unit`."""
        self.table.setRowCount(len(rows))
        for place, row in enumerate(rows):
            label = classes.get(row.value)
            name = QTableWidgetItem(label.name if label else tr("Label {value}", value=row.value))
            if label is not None:
                name.setData(Qt.ItemDataRole.DecorationRole, QColor(*label.color))
            self.table.setItem(place, 0, name)
            grey = (row.mean, row.deviation, row.lowest, row.highest)
            texts = [
                tr("{volume:.2f} ml", volume=row.volume_ml),
                *(number(value, ".4g") + unit for value in grey),
                tr("{length:.1f} mm", length=row.diameter_mm),
            ]
            for column, text in enumerate(texts, 1):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(place, column, item)


class StatisticsFlow(Flow):
    """Computes the figures in a worker whenever the mask has rested; only while they are shown.

    Parameters
    ----------
    setup
        Makes the runner.
    window
        Parent of the table's window.
    document
        Returns the open document.
    dialogs
        Asks for the file.
    """

    def __init__(
        self,
        setup: WindowSetup,
        window: QWidget,
        document: Callable[[], Document | None],
        dialogs: Dialogs,
    ) -> None:
        super().__init__()
        self._window, self._open, self._dialogs = window, document, dialogs
        self._runner = setup.inference_runner(JobBridge(self).send)
        self.table: StatisticsWindow | None = None
        self._rows: list[LabelStatistics] = []
        self._follower = Follower(
            lambda document: [
                (document.changed, self._changed),
                (document.classes_changed, self._changed),
            ]
        )
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._compute)

    def contributions(self) -> list[Contribution]:
        """Offer the table."""
        return [
            Action(
                id="statistics",
                text=tr("Label statistics…"),
                menu="Labels",
                group=3,
                do=self.show_table,
                icon="statistics",
                tip=tr("Volume, grey values and largest diameter of every label"),
            )
        ]

    def set_document(self, document: Document | None) -> None:
        """Follow another document."""
        self._follower.follow(document)
        if document is not None:
            self._changed()
        elif self.table is not None:
            self.table.hide()

    def close(self) -> None:
        """Stop for good."""
        self._timer.stop()
        self._runner.close()

    def show_table(self) -> None:
        """Open the table."""
        if self.table is None:
            self.table = StatisticsWindow(self._window)
            self.table.save_requested.connect(self._save)
        self.table.show()
        self.table.activateWindow()
        self._compute()

    def _changed(self, *_: object) -> None:
        if self.table is not None and self.table.isVisible():
            self._timer.start()

    def _compute(self) -> None:
        document = self._open()
        if document is None or self.table is None:
            return
        labels = document.labelmap.voxels.copy()
        values = [item.value for item in document.classes]
        self._runner.start(partial(_figures, document.volume, labels, values), self._heard)

    def _heard(self, event: JobEvent) -> None:
        document = self._open()
        if event.kind == "step" and isinstance(event.payload, list):
            self._rows = event.payload
            if document is not None and self.table is not None:
                classes = {item.value: item for item in document.classes}
                unit = " HU" if document.volume.modality == "CT" else ""
                self.table.show_rows(self._rows, classes, unit)
        elif event.kind == "failed":
            self.said.emit(
                tr("The figures could not be computed: {reason}", reason=event.payload), "problem"
            )

    def _save(self) -> None:
        document = self._open()
        if document is None:
            return
        path = self._dialogs.ask_save(tr("Save label statistics"), "statistics.csv", tr(CSV_FILTER))
        if path is None:
            return
        classes = {item.value: item for item in document.classes}
        try:
            with replacing(path) as (whole,), whole.open("w", encoding="utf-8") as stream:
                write_statistics(stream, self._rows, classes)
        except UserError as error:
            self.said.emit(str(error), "problem")
        else:
            self.said.emit(tr("Saved {name}.", name=path.name), "")


def _figures(
    volume: Volume, labels: NDArray[np.uint8], values: list[int], token: CancelToken
) -> Iterator[list[LabelStatistics]]:
    token.raise_if_cancelled()
    yield label_statistics(volume, labels, values)

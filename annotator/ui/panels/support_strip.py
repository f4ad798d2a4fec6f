"""One row of cells per label along the slices: what is painted, proposed, accepted, absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.texts import tr, translatable
from annotator.services.follower import Follower
from annotator.services.slices import PLANE_NAMES
from annotator.ui.panels.guidance_band import GuidanceBand
from annotator.ui.panels.section import hint_label
from annotator.ui.panels.slice_cell import STATUS_WORDS, LegendChip
from annotator.ui.panels.strip_cells import GAP, RIGHT, ROW, TOP, SliceMarker, StripCells

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from annotator.services.document import Document

SHOWN_ROWS = 4
LEGEND = (
    translatable("painted"),
    translatable("proposed"),
    translatable("accepted"),
    translatable("edited"),
    translatable("absent"),
)
RELOAD_MS = 50


class Legend(QWidget):
    """What the signs in the cells mean; where there is no room for words, their tooltips tell."""

    def __init__(self) -> None:
        super().__init__()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 2, 0)
        row.setSpacing(5)
        row.addStretch(1)
        self.words: list[QLabel] = []
        for status in LEGEND:
            chip, word = LegendChip(status), QLabel(tr(status))
            word.setProperty("role", "hint")
            self.words.append(word)
            word.setContentsMargins(0, 0, 6, 0)
            for part in (chip, word):
                part.setToolTip(_capital(tr(STATUS_WORDS[status])))
                row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._show_words(False)
        self.setMinimumWidth(self._row.minimumSize().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: show the words or leave them out."""
        room = event.size().width() - self.minimumWidth()
        needed = sum(word.sizeHint().width() + self._row.spacing() for word in self.words)
        self._show_words(room >= needed)

    def _show_words(self, shown: bool) -> None:
        for word in self.words:
            word.setVisible(shown)


class SupportStrip(QWidget):
    """Cells of all labels with a heading and a legend; what a classifier says below them."""

    slice_requested = Signal(int)
    label_requested = Signal(int)
    axis_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("support_strip")
        self._document: Document | None = None
        self._follower = Follower(
            lambda document: [
                (document.changed, self._schedule),
                (document.classes_changed, self._schedule),
                (document.active_label_changed, self._schedule),
                (document.marks_changed, self._schedule),
                (document.review.changed, self._schedule),
            ]
        )
        self._timer = QTimer(self, singleShot=True, interval=RELOAD_MS)
        self._timer.timeout.connect(self.reload)
        self._revealed = -1
        self.cells = StripCells()
        self._marker = SliceMarker(self.cells)
        self.band = GuidanceBand(self.cells)
        self._title = hint_label(wrap=False)
        self._axis_button, self._axes = self._make_axis_button()
        self._header = header = QHBoxLayout()
        header.setContentsMargins(2, 3, RIGHT, 0)
        header.setSpacing(5)
        header.addWidget(self._axis_button)
        header.addWidget(self._title)
        header.addWidget(Legend(), 1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.cells)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(2)
        layout.addLayout(header)
        rows = QVBoxLayout()
        rows.setSpacing(0)
        rows.addWidget(self._marker)
        rows.addWidget(self._scroll)
        rows.addWidget(self.band)
        layout.addLayout(rows)
        self.band.hide()
        self._scroll.verticalScrollBar().rangeChanged.connect(self._reveal_active)
        self.band.slice_requested.connect(self.slice_requested)
        self.cells.slice_requested.connect(self.slice_requested)
        self.cells.label_requested.connect(self.label_requested)

    def set_document(self, document: Document | None) -> None:
        """Follow `document`."""
        self._document = document
        self._revealed = -1
        self._follower.follow(document)
        self.reload()

    def _make_axis_button(self) -> tuple[QToolButton, QActionGroup]:
        button, group = QToolButton(), QActionGroup(self)
        menu = QMenu(button)
        for axis, plane in enumerate(PLANE_NAMES):
            action = menu.addAction(tr("Propagate over {plane} slices", plane=tr(plane)))
            action.setCheckable(True)
            action.setData(axis)
            group.addAction(action)
        button.setMenu(menu)
        button.setProperty("menu", "true")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(tr("Direction in which slices are painted and propagated"))
        group.triggered.connect(self._axis_chosen)
        return button, group

    def _axis_chosen(self, action: QAction) -> None:
        self.axis_requested.emit(action.data())

    def set_current(self, index: int) -> None:
        """Mark the slice that is shown."""
        self.cells.set_current(index)
        self.band.set_current(index)
        self._marker.update()
        self._describe()

    def add_tool(self, widget: QWidget) -> None:
        """Put a widget into the heading, behind the number of the slice."""
        self._header.insertWidget(2, widget)

    def reload(self) -> None:
        """Read every status again; later, if a stroke is under way."""
        document = self._document
        if document is not None and document.stroke is not None:
            self._schedule()
            return
        self.cells.set_document(document)
        rows = min(SHOWN_ROWS, self.cells.row_count)
        self._scroll.setFixedHeight(TOP + rows * (ROW + GAP))
        self._scroll.verticalScrollBar().setSingleStep(ROW + GAP)
        self._reveal_active()
        self._describe()

    def _reveal_active(self) -> None:
        """Scroll to the row of the active label once; then it stays where the user puts it."""
        row, bar = self.cells.active_row, self._scroll.verticalScrollBar()
        if row == self._revealed:
            return
        top = bar.value() // (ROW + GAP)
        place = min(max(top, row - SHOWN_ROWS + 1), row) * (ROW + GAP)
        bar.setValue(place)
        if bar.value() == place:  # else the scroll bar does not know of new rows yet
            self._revealed = row

    def _describe(self) -> None:
        document = self._document
        if document is not None:
            count = document.volume.geometry.shape_zyx[document.axis]
            self._title.setText(
                tr("slice {current} of {count}", current=self.cells.current + 1, count=count)
            )
            self._axis_button.setText(_capital(tr(PLANE_NAMES[document.axis])))
            self._axes.actions()[document.axis].setChecked(True)

    def _schedule(self, *_news: object) -> None:
        if not self._timer.isActive():
            self._timer.start()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

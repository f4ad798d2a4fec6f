"""The inspector's surface: which iteration, three pages, what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSlider,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.texts import tr
from annotator.io.replacing import replacing
from annotator.ui.inspector.attention_page import AttentionPage
from annotator.ui.inspector.curves_page import CurvesPage
from annotator.ui.inspector.iterations_page import IterationsPage
from annotator.ui.panels.section import hint_label

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.ui.inspector.view import InspectorView

PLAY_MS = 700
SPACING = 6


class InspectorPanel(QWidget):
    """Shows an `InspectorView`.

    Signals
    -------
    page_changed
        Another page, which may want more than the one before.
    take_here, take_everywhere
        Take the iteration shown as result of this slice, or of all.
    wanted
        What to save or load: "csv", "picture", "probabilities", "provenance" or "reference".
    """

    page_changed = Signal()
    take_here = Signal(int)
    take_everywhere = Signal(int)
    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.iterations, self.curves = IterationsPage(), CurvesPage()
        self.attention = AttentionPage()
        self._view: InspectorView | None = None
        self._waits = False
        self._follow = True  # show the newest iteration of every slice
        self._play = QTimer(self, interval=PLAY_MS)
        self._play.timeout.connect(lambda: self.step(1))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setPageStep(1)
        self.slider.setMaximumWidth(180)
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.slider.valueChanged.connect(self._moved)
        self._number = QLabel()
        self._number.setMinimumWidth(110)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.iterations, tr("Iterations"))
        self.tabs.addTab(self.curves, tr("Curves"))
        self.tabs.addTab(self.attention, tr("Attention"))
        self.tabs.currentChanged.connect(self._page_chosen)
        self.note = hint_label()
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = QStackedWidget()
        self._body.addWidget(self.tabs)
        self._body.addWidget(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 6)
        layout.setSpacing(4)
        layout.addLayout(self._make_bar())
        layout.addWidget(self._body, 1)
        self.show_note("")

    def sizeHint(self) -> QSize:
        """Qt: room for a row of pictures."""
        return QSize(900, 270)

    @property
    def iteration(self) -> int:
        """Iteration shown."""
        return self.slider.value()

    @property
    def page(self) -> QWidget:
        """Page shown."""
        return self.tabs.currentWidget()

    @property
    def playing(self) -> bool:
        """Whether the iterations are played."""
        return self._play.isActive()

    def show_note(self, text: str) -> None:
        """Say why there is nothing to look into."""
        self._view = None
        self.play(False)
        self.note.setText(text)
        self._body.setCurrentWidget(self.note)
        for part in (self.slider, self._back, self._play_button, self._on, self._here, self._all):
            part.setEnabled(False)
        self._number.setText("")

    def show_view(self, view: InspectorView, waits: bool) -> None:
        """Draw a slice; `waits` while an inspection of it is computed."""
        self._view, self._waits = view, waits
        self._body.setCurrentWidget(self.tabs)
        proposal = view.document.review.proposal
        is_open = proposal is not None and view.index in proposal.slices
        for part in (self.slider, self._back, self._play_button, self._on):
            part.setEnabled(view.last > 0)
        self._here.setEnabled(is_open)
        self._all.setEnabled(proposal is not None and bool(proposal.slices))
        self.slider.blockSignals(True)
        shown = view.last if self._follow else min(self.slider.value(), view.last)
        self.slider.setRange(0, view.last)
        self.slider.setValue(shown)
        self.slider.blockSignals(False)
        self._draw()

    def step(self, iterations: int) -> None:
        """Go to a later (positive) or earlier iteration; wraps around."""
        count = self.slider.maximum() + 1
        self.slider.setValue((self.slider.value() + iterations) % count)

    def play(self, on: bool) -> None:
        """Play the iterations, or stop."""
        self._play_button.setChecked(on)
        self._play_button.setText(tr("Stop") if on else tr("Play"))
        if on:
            self._play.start()
        else:
            self._play.stop()

    def save_picture(self, path: Path) -> None:
        """Save the page as PNG or SVG, by the file's name; raises `UserError` if that fails."""
        with replacing(path) as (whole,):
            if path.suffix.lower() != ".svg":
                self.page.grab().save(str(whole), "PNG")
                return
            generator = QSvgGenerator()
            generator.setFileName(str(whole))
            generator.setSize(self.page.size())
            generator.setViewBox(self.page.rect())
            painter = QPainter(generator)
            self.page.render(painter, QPoint())
            painter.end()

    def _make_bar(self) -> QHBoxLayout:
        self._back, self._on = (
            _button("◂", tr("Earlier iteration")),
            _button("▸", tr("Later iteration")),
        )
        self._back.clicked.connect(lambda: self.step(-1))
        self._on.clicked.connect(lambda: self.step(1))
        self._play_button = _button(tr("Play"), tr("Go through the iterations again and again"))
        self._play_button.setCheckable(True)
        self._play_button.clicked.connect(self.play)
        self._here = QPushButton(tr("Accept here"))
        self._here.setToolTip(tr("Take the iteration shown as the result of this slice"))
        self._here.clicked.connect(lambda: self.take_here.emit(self.iteration))
        self._all = QPushButton(tr("Accept everywhere"))
        self._all.setToolTip(tr("Take the iteration shown as the result of all open slices"))
        self._all.clicked.connect(lambda: self.take_everywhere.emit(self.iteration))
        self._reference = QPushButton(tr("Reference…"))
        self._reference.setToolTip(tr("Open a complete mask to measure every iteration against"))
        self._reference.clicked.connect(lambda: self.wanted.emit("reference"))
        save = QPushButton(tr("Save"))
        menu = QMenu(save)
        for text, what in (
            (tr("This page as PNG or SVG…"), "picture"),
            (tr("Figures of all slices as CSV…"), "csv"),
            (tr("Probabilities of all iterations as NIfTI…"), "probabilities"),
            (tr("Who made each voxel of the mask, as NIfTI…"), "provenance"),
        ):
            menu.addAction(text).triggered.connect(lambda _=False, w=what: self.wanted.emit(w))
        save.setMenu(menu)
        bar = QHBoxLayout()
        bar.setSpacing(SPACING)
        for part in (self._back, self._play_button, self._on, self.slider, self._number):
            bar.addWidget(part)
        bar.addStretch(1)
        for button in (self._here, self._all, self._reference, save):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.addWidget(button)
        return bar

    def _moved(self, value: int) -> None:
        self._follow = value == self.slider.maximum() and not self.playing
        self._draw()

    def _page_chosen(self) -> None:
        self.page_changed.emit()
        self._draw()

    def _draw(self) -> None:
        view = self._view
        if view is None:
            return
        shown = self.slider.value()
        self._number.setText(
            tr("Iteration {shown} of {last}", shown=shown, last=view.last)
            if view.last
            else tr("One mask")
        )
        page = self.page
        assert isinstance(page, IterationsPage | CurvesPage | AttentionPage)
        page.show_view(view, shown, self._waits)


def _button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button

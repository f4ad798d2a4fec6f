"""A small window on where the slice classifier expects a label, and what that rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.core.texts import tr, translatable
from annotator.services.follower import Follower
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.panels.section import hint_label
from annotator.ui.plots import PlotLayout, add_plot
from annotator.ui.theme import COLORS

if TYPE_CHECKING:
    from annotator.core.slice_scores import PresenceScores
    from annotator.services.document import Document
    from annotator.services.guidance import GuidanceService
    from annotator.ui.actions import Contribution
    from annotator.ui.viewer.viewer_widget import ViewerWidget

WORDS = {
    "area": translatable("Matched area over the painted one, log."),
    "matched_most": translatable("Match of the best places"),
    "matched_inside": translatable("Match where it was painted"),
    "alike_inside": translatable("Likeness to the painted slice, inside"),
    "alike_outside": translatable("Likeness to the painted slice, around"),
    "margin_inside": translatable("Like it rather than its surroundings, there"),
    "margin_most": translatable("Like it rather than its surroundings, best"),
    "steady": translatable("Likeness to the slice before"),
    "relative": translatable("Distance over size, log."),
    "away": translatable("Distance, 50 mm"),
    "trend": translatable("Size if it goes on as painted"),
    "gap": translatable("Distance over that of the painted slices, log."),
}
"""Evidence worth drawing; what is the same on every slice is left out."""

NOTHING = translatable(
    "Paint the label with guidance on (View, Slice guidance) to see where it may be."
)


class PresenceWindow(QDialog):
    """Presence along the slices above, one kind of evidence below; a click goes to a slice."""

    slice_chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Presence and its evidence"))
        self.resize(680, 460)
        self._scores: PresenceScores | None = None
        self._index = 0
        self._painted: list[int] = []
        layout_widget = PlotLayout()
        self.presence = add_plot(layout_widget, self, tr("Presence"))
        self.evidence = add_plot(layout_widget, self, "", tr("Slice"), row=1)
        self.evidence.setXLink(self.presence)
        self.kinds = QComboBox()
        for name, words in WORDS.items():
            self.kinds.addItem(tr(words), name)
        self.kinds.currentIndexChanged.connect(self._draw)
        row = QHBoxLayout()
        row.addWidget(QLabel(tr("Evidence")))
        row.addWidget(self.kinds, 1)
        self.text = hint_label()
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(layout_widget, 1)
        layout.addWidget(self.text)

    def show_scores(
        self, scores: PresenceScores | None, painted: list[int], index: int, name: str
    ) -> None:
        """Show what is known of a label; `index` is the slice in view."""
        self._scores, self._painted, self._index = scores, painted, index
        self.text.setText(tr(NOTHING) if scores is None else self._words(scores, name))
        self._draw()

    def _words(self, scores: PresenceScores, name: str) -> str:
        ends = tr(
            "{name}: slices {first} to {last}",
            name=name,
            first=scores.first + 1,
            last=scores.last + 1,
        )
        if not scores.evidence:
            return tr(
                "{ends}, by the classifier's knowledge of the name; nothing was compared.",
                ends=ends,
            )
        return tr(
            "{ends}, the ends {confidence:.0%} sure. Beyond the painted slices every slice "
            "is compared with the two nearest painted ones; what that gives is drawn below.",
            ends=ends,
            confidence=scores.confidence,
        )

    def _draw(self, *_news: object) -> None:
        for plot in (self.presence, self.evidence):
            plot.clear()
        scores = self._scores
        if scores is None:
            return
        x = np.arange(len(scores.probability)) + 1
        points = self._line(self.presence, x, scores.probability, COLORS["accent"])
        points.sigClicked.connect(self._clicked)
        self.points = points
        self.presence.setYRange(0, 1, padding=0.05)
        name = self.kinds.currentData()
        self.evidence.setTitle(tr(WORDS[name]), size="9pt", color=COLORS["dim"])
        values = scores.evidence.get(name)
        if values is not None and np.isfinite(values).any():
            self._line(self.evidence, x, values, COLORS["warning"])
        dotted, solid = Qt.PenStyle.DotLine, Qt.PenStyle.SolidLine
        for plot in (self.presence, self.evidence):
            plot.addLine(x=self._index + 1, pen=pg.mkPen(COLORS["text"], style=dotted))
            for index in self._painted:
                plot.addLine(x=index + 1, pen=pg.mkPen(COLORS["border"], style=solid))

    def _line(self, plot: Any, x: Any, values: Any, color: str) -> Any:
        known = np.isfinite(values)
        gaps = np.where(known, values, np.nan)
        plot.plot(x, gaps, pen=pg.mkPen(color, width=1), connect="finite")
        points = pg.ScatterPlotItem(
            x[known], values[known], size=6, brush=color, pen=None, data=x[known]
        )
        plot.addItem(points)
        return points

    def _clicked(self, _item: object, points: Any, *_event: object) -> None:
        if len(points):
            self.slice_chosen.emit(int(points[0].data()) - 1)


class PresenceFlow(Flow):
    """Opens the window and keeps it up to date.

    Parameters
    ----------
    window
        Parent of the window.
    viewer
        Which slice is in view.
    service
        Knows the presence of labels.
    """

    def __init__(self, window: QWidget, viewer: ViewerWidget, service: GuidanceService) -> None:
        super().__init__()
        self._parent, self._viewer, self._service = window, viewer, service
        self._document: Document | None = None
        self._follower = Follower(
            lambda document: [
                (document.active_label_changed, self._refresh),
                (document.changed, self._refresh),
            ]
        )
        self.shown: PresenceWindow | None = None
        viewer.index_changed.connect(self._refresh)
        service.changed.connect(self._refresh)

    def contributions(self) -> list[Contribution]:
        """Offer the window."""
        return [
            Action(
                id="presence",
                text=tr("Presence and its evidence…"),
                menu="View",
                group=4,
                do=self.open,
                tip=tr("How likely each slice holds the active label, and what that rests on"),
            )
        ]

    def set_document(self, document: Document | None) -> None:
        """Follow another document."""
        self._document = document
        self._follower.follow(document)
        if document is None and self.shown is not None:
            self.shown.hide()
        self._refresh()

    def open(self) -> None:
        """Show the window."""
        if self.shown is None:
            self.shown = PresenceWindow(self._parent)
            self.shown.slice_chosen.connect(self._go)
        self.shown.show()
        self.shown.activateWindow()
        self._refresh()

    def _go(self, index: int) -> None:
        if self._document is not None:
            self._viewer.goto(self._document.axis, index)

    def _refresh(self, *_news: object) -> None:
        document = self._document
        if document is None or self.shown is None or not self.shown.isVisible():
            return
        label = document.active_label
        self.shown.show_scores(
            self._service.presence(label),
            document.painted_slices(label),
            self._viewer.current_index(document.axis),
            document.label_name(label),
        )

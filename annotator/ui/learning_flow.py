"""Learning from painted slices in the pauses of painting, and what is said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.core.texts import number, tr
from annotator.services.follower import Follower
from annotator.services.learned import describe_learned
from annotator.ui.actions import Action
from annotator.ui.flow import Flow

if TYPE_CHECKING:
    from annotator.core.proposal import Learned, RunProgress
    from annotator.services.document import Document
    from annotator.services.propagation import PropagationService
    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.panels.propagate_panel import PropagatePanel
    from annotator.ui.run_flow import RunFlow

PAUSE_MS = 1500
MOST_AT_ONCE = 8


class LearningFlow(Flow):
    """Has structures learned soon after they were painted, and says what came of it.

    Parameters
    ----------
    service
        Learns, unless a run is at work.
    runs
        Knows which image a run would read.
    panel
        Says how a run would go, and shows what was learned.
    actions
        Asked anew once there is something to forget.
    """

    def __init__(
        self,
        service: PropagationService,
        runs: RunFlow,
        panel: PropagatePanel,
        actions: Actions,
    ) -> None:
        super().__init__()
        self._service = service
        self._runs = runs
        self._panel = panel
        self._actions = actions
        self._document: Document | None = None
        self._follower = Follower(
            lambda document: [
                (document.changed, self._painted),
                (document.classes_changed, self._show),
                (document.active_label_changed, self._show),
            ]
        )
        self._touched: list[int] = []
        self._known: dict[int, Learned] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._learn)
        service.learning.connect(self._show_progress)
        service.learned.connect(self._take)
        service.forgotten.connect(self._forgotten)
        service.finished.connect(self._run_ended)
        service.failed.connect(self._run_ended)
        service.started.connect(self._show)
        panel.options_changed.connect(self._wait)

    def contributions(self) -> list[Contribution]:
        """Offer to begin afresh."""
        return [
            Action(
                id="forget",
                text=tr("Forget what was learned"),
                menu="Propagate",
                do=self._service.forget,
                tip=tr("Drops what the network learned from your painted slices; it starts afresh"),
                enabled=lambda: bool(self._known) and not self._service.running,
            )
        ]

    def set_document(self, document: Document | None) -> None:
        """Follow another document; what was learned of the one before is kept for its return."""
        self._document = document
        self._follower.follow(document)
        self._known = {}
        self._touched = []
        self._pause.stop()
        if document is not None:
            self._touched = [
                item.value for item in document.classes if _has_gap(document, item.value)
            ]
            self._wait()
        self._show()

    def close(self) -> None:
        """Start nothing more: the window goes."""
        self._document = None
        self._pause.stop()

    def _painted(self, *_region: object) -> None:
        assert self._document is not None
        label = self._document.active_label
        self._touched = [label, *(value for value in self._touched if value != label)]
        self._wait()

    def _wait(self) -> None:
        if self._touched and self._document is not None:
            self._pause.start()

    def _learn(self) -> None:
        document = self._document
        if document is None or not self._touched:
            return
        if self._service.running or self._runs.probing or document.stroke is not None:
            self._pause.start()
            return
        self._service.learn(
            self._touched[:MOST_AT_ONCE], self._panel.options, self._runs.other_volume()
        )

    def _take(self, learned: Learned) -> None:
        if learned.label in self._touched:
            self._touched.remove(learned.label)
        if self._panel.options.adapts:
            self._known[learned.label] = learned
        self._show()

    def _forgotten(self) -> None:
        self._known, self._touched = {}, []
        self._show()

    def _run_ended(self, *_sentence: object) -> None:
        self._wait()
        self._show()

    def _show_progress(self, progress: RunProgress) -> None:
        if not self._service.running and progress.learned is None:
            share = progress.done / max(1, progress.total)
            self._panel.set_learned(f"{progress.text} · {number(share, '.0%')}")

    def _show(self, *_news: object) -> None:
        """Say what is known of the active label, and of which others something is."""
        document = self._document
        text, details = "", ""
        if document is not None and not self._service.running:
            lines = {
                label: describe_learned(document.label_name(label), item)
                for label, item in self._known.items()
                if document.painted_slices(label)
            }
            text = lines.get(document.active_label, "")
            details = "\n".join(lines.values())
        self._panel.set_learned(text, details)
        self._actions.refresh()


def _has_gap(document: Document, label: int) -> bool:
    """Whether slices of a label between painted ones are not painted."""
    if document.label_axis(label) != document.axis:
        return True  # slices painted in another plane, with gaps between them
    painted = document.painted_slices(label)
    return len(painted) > 1 and painted[-1] - painted[0] >= len(painted)

"""Going through a proposal slice by slice: accept, reject, next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from annotator.core.texts import tr
from annotator.core.uncertainty import Disagreement, combined
from annotator.services.follower import Follower
from annotator.services.review_order import ReviewOrder
from annotator.services.verdict import hidden_dice, verdict
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.job_bridge import JobBridge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.core.cancel import CancelToken
    from annotator.core.proposal import Proposal
    from annotator.services.document import Document
    from annotator.services.jobs import JobEvent
    from annotator.ui.actions import Contribution
    from annotator.ui.dialogs import Dialogs
    from annotator.ui.panels.review_panel import ReviewPanel
    from annotator.ui.viewer.viewer_widget import ViewerWidget
    from annotator.ui.window_setup import WindowSetup

REFRESH_MS = 33
REST_MS = 300
LOOKED_MS = 250
"""A slice counts as looked at when it was in view for so long."""


class ReviewFlow(Flow):
    """Connects the document's proposal, the views and the review panel.

    Parameters
    ----------
    setup
        Makes the runner in which slices are judged.
    viewer, panel
        Where slices are shown and decided on.
    dialogs
        Asks before several slices are taken.
    """

    waiting_changed = Signal(bool)
    judged = Signal()

    def __init__(
        self, setup: WindowSetup, viewer: ViewerWidget, panel: ReviewPanel, dialogs: Dialogs
    ) -> None:
        super().__init__()
        self._viewer, self._panel, self._dialogs = viewer, panel, dialogs
        self._runner = setup.inference_runner(JobBridge(self).send)
        self._document: Document | None = None
        self._order = ReviewOrder()
        self._hidden: dict[int, dict[int, float]] = {}
        self._judging: tuple[Proposal, int] | None = None
        self._follower = Follower(lambda document: [(document.review.changed, self._changed)])
        self._timer = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.judge)
        self._looked = QTimer(self, singleShot=True, interval=LOOKED_MS)
        self._looked.timeout.connect(self._note_shown)
        viewer.index_changed.connect(self._slice_shown)
        panel.iteration_chosen.connect(lambda iteration: viewer.change(iteration=iteration))
        panel.change_toggled.connect(lambda shown: viewer.change(show_change=shown))

    def contributions(self) -> list[Contribution]:
        """Offer to accept, reject, go on, compare iterations."""
        return [*self._decisions(), *self._steps()]

    def _decisions(self) -> list[Contribution]:
        action = partial(Action, menu="Review", enabled=self._is_waiting)
        return [
            action(
                id="accept",
                text=tr("Accept slice"),
                do=partial(self._decide, accept=True),
                keys=("Return", "Enter"),
                icon="accept",
            ),
            action(
                id="reject",
                text=tr("Reject slice"),
                do=partial(self._decide, accept=False),
                keys=("Backspace",),
                icon="cancel",
            ),
            action(
                id="accept_label",
                text=tr("Accept the active label on the slice"),
                do=partial(self._decide, accept=True, only_active=True),
                keys=("Shift+Return", "Shift+Enter"),
                tip=tr("Other labels of the slice keep waiting"),
            ),
            action(
                id="reject_label",
                text=tr("Reject the active label on the slice"),
                do=partial(self._decide, accept=False, only_active=True),
                keys=("Shift+Backspace",),
            ),
            action(
                id="accept_all",
                text=tr("Accept several…"),
                do=self.decide_on_several,
                icon="accept-all",
                tip=tr("All slices, a range, or one label; says first what it changes"),
            ),
            action(id="reject_all", text=tr("Reject all"), do=self.reject_all, icon="reject-all"),
        ]

    def _steps(self) -> list[Contribution]:
        action = partial(Action, menu="Review", enabled=self._is_waiting)
        step = self._panel.step_iteration
        return [
            action(
                id="review_previous",
                text=tr("Previous slice to review"),
                group=1,
                do=partial(self.go, -1),
                keys=("Ctrl+Left",),
                icon="previous",
                repeat=True,
            ),
            action(
                id="review_next",
                text=tr("Next slice to review"),
                group=1,
                do=partial(self.go, 1),
                keys=("Ctrl+Right",),
                icon="next",
                repeat=True,
            ),
            Action(
                id="review_order",
                text=tr("Least certain slice first"),
                menu="Review",
                group=1,
                do=self._choose_order,
                tip=tr(
                    "Begin with the slices on which network, interpolation, iterations and\n"
                    "neighbouring slices disagree most; else in the order of the slices"
                ),
                needs_image=False,
                switch=True,
            ),
            action(
                id="paint_least_certain",
                text=tr("Go to the slice to paint next"),
                group=1,
                do=self.go_to_least_certain,
                keys=("Shift+P",),
                tip=tr("The least certain slice: painting it helps the next run most"),
            ),
            action(
                id="iteration_previous",
                text=tr("Previous iteration"),
                group=2,
                do=partial(step, -1),
                keys=("Shift+Tab",),
            ),
            action(
                id="iteration_next",
                text=tr("Next iteration"),
                group=2,
                do=partial(step, 1),
                keys=("Tab",),
            ),
        ]

    def _is_waiting(self) -> bool:
        return self.waiting

    @property
    def proposal(self) -> Proposal | None:
        """What is reviewed."""
        return self._document.review.proposal if self._document else None

    @property
    def waiting(self) -> bool:
        """Whether slices wait for review."""
        proposal = self.proposal
        return proposal is not None and bool(proposal.slices)

    def set_document(self, document: Document | None) -> None:
        """Follow another document."""
        self._document = document
        self._forget()
        self._follower.follow(document)
        self._changed()
        self.refresh()

    def close(self) -> None:
        """Stop for good."""
        for timer in (self._timer, self._rest, self._looked):
            timer.stop()
        self._runner.close()

    # ---- what is shown

    def refresh(self) -> None:
        """Show the slice in view."""
        document, proposal = self._document, self.proposal
        if document is None or proposal is None:
            self._panel.show_slice(None, 0, 0.0)
        else:
            index = self._viewer.current_index(proposal.axis)
            voxel_ml = document.volume.geometry.voxel_volume_ml
            self._panel.show_slice(proposal, index, voxel_ml)
            if index in proposal.slices and index not in proposal.shown:
                self._looked.start()
        self._viewer.change(iteration=self._panel.iteration)
        self.waiting_changed.emit(self.waiting)

    def _slice_shown(self, axis: int, _index: int) -> None:
        if self.proposal is not None and axis == self.proposal.axis:
            self.refresh()

    def _note_shown(self) -> None:
        """Take the slice in view as looked at, if its masks can be seen."""
        document, proposal = self._document, self.proposal
        if document is None or proposal is None:
            return
        view = self._viewer.views[proposal.axis]
        if view.isVisible() and view.state.overlay_visible:
            document.review.note_shown(view.state.index)
            self.refresh()

    # ---- where to look first

    def judge(self) -> None:
        """Find out in the background which slices are the least certain."""
        document, proposal = self._document, self.proposal
        if document is None or proposal is None or not proposal.slices:
            return
        spacing = document.volume.geometry.spacing_zyx_mm
        y, x = (mm for axis, mm in enumerate(spacing) if axis != proposal.axis)
        self._runner.start(partial(_judged, proposal.undecided(), (y, x)), self._heard)

    def _heard(self, event: JobEvent) -> None:
        if event.kind == "step" and isinstance(event.payload, _Judged):
            self._order.take(event.payload.uncertainty)
            self._hidden = event.payload.hidden
            self._say_verdict()
            self.judged.emit()

    def _say_verdict(self) -> None:
        document, proposal = self._document, self.proposal
        if document is None or proposal is None or not proposal.slices:
            self._panel.set_verdict("", "")
            return
        lines = {
            label: verdict(
                document.label_name(label), proposal.learned.get(label), self._hidden.get(label, {})
            )
            for label in proposal.run_labels
        }
        paint = self._order.least_certain(proposal)
        text = lines.get(document.active_label) or next(filter(None, lines.values()), "")
        hint = "" if paint is None else tr("Least certain: slice {index}.", index=paint + 1)
        self._panel.set_verdict(
            "\n".join(filter(None, (text, hint))),
            "\n".join(
                [
                    *filter(None, lines.values()),
                    f"{hint} {tr('Painting it helps the next run most.')}" if hint else "",
                ]
            ).strip(),
        )

    def _forget(self) -> None:
        self._order.take({})
        self._hidden = {}
        self._panel.set_verdict("", "")

    def _choose_order(self, by_uncertainty: bool) -> None:
        self._order.by_uncertainty = by_uncertainty

    # ---- decisions

    def decide_on_several(self) -> None:
        """Ask which slices to take or drop, and do it."""
        document = self._document
        if document is None or not self.waiting:
            return
        decision = self._dialogs.ask_decision(document, self._panel.iteration)
        if decision is None:
            return
        if decision.accept:
            document.accept(decision.indices, self._panel.iteration, decision.labels)
        else:
            document.reject(decision.indices, decision.labels)
        self._tell()

    def reject_all(self) -> None:
        """Reject all slices."""
        if self._document is not None:
            self._document.reject(None)
            self._tell()

    def go(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) slice that waits; wraps around."""
        proposal = self.proposal
        if proposal is not None:
            here = self._viewer.current_index(proposal.axis)
            target = self._order.step(proposal, here, direction)
            if target is not None:
                self._viewer.goto(proposal.axis, target)

    def go_to_least_certain(self) -> None:
        """Go to the slice whose painting helps most."""
        proposal = self.proposal
        target = None if proposal is None else self._order.least_certain(proposal)
        if proposal is not None and target is not None:
            self._viewer.goto(proposal.axis, target)
            self.said.emit(
                tr("Slice {index} is the least certain: correct it, then run.", index=target + 1),
                "",
            )

    def _decide(self, *, accept: bool, only_active: bool = False) -> None:
        """Accept the slice in view, as the iteration shown, or reject it, and go to the next."""
        document, proposal = self._document, self.proposal
        if document is None or proposal is None:
            return
        index = self._viewer.current_index(proposal.axis)
        labels: Sequence[int] | None = (document.active_label,) if only_active else None
        if index in proposal.slices:
            document.review.note_shown(index)
            if accept:
                document.accept([index], self._panel.iteration, labels)
            else:
                document.reject([index], labels)
        if index not in proposal.slices:
            self.go(1)
        self._tell()

    def _tell(self) -> None:
        self.refresh()
        self._say_verdict()
        if not self.waiting:
            self.said.emit(tr("All slices are reviewed. Save the mask with Ctrl+S."), "ok")

    def _changed(self, *_news: object) -> None:
        if not self._timer.isActive():
            self._timer.start()
        proposal = self.proposal
        if proposal is None or not proposal.slices:
            self._rest.stop()
            self._forget()
            self._judging = None
        elif self._judging != (state := (proposal, proposal.results)):
            self._judging = state
            self._rest.start()


class _Judged:
    """What was found out of a proposal."""

    def __init__(self, uncertainty: dict[int, float], hidden: dict[int, dict[int, float]]) -> None:
        self.uncertainty, self.hidden = uncertainty, hidden


def _judged(
    proposal: Proposal, spacing_yx: tuple[float, float], token: CancelToken
) -> Iterator[object]:
    """Judge slice after slice."""
    doubts = {}
    for index, found in Disagreement(proposal, spacing_yx).slices():
        token.raise_if_cancelled()
        doubts[index] = found
    yield _Judged(combined(doubts), {})
    hidden: dict[int, dict[int, float]] = {}
    for support in proposal.supports:
        hidden[support.label] = {}
        for index, dice in hidden_dice(support, spacing_yx):
            token.raise_if_cancelled()
            hidden[support.label][index] = dice
    yield _Judged(combined(doubts), hidden)

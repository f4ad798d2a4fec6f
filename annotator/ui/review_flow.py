"""Going through a proposal slice by slice: accept, reject, next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from annotator.services.follower import Follower
from annotator.ui.actions import Action
from annotator.ui.flow import Flow

if TYPE_CHECKING:
    from annotator.services.document import Document
    from annotator.ui.actions import Contribution
    from annotator.ui.panels.review_panel import ReviewPanel
    from annotator.ui.viewer.viewer_widget import ViewerWidget

REFRESH_MS = 33


class ReviewFlow(Flow):
    """Connects the document's proposal, the views and the review panel."""

    waiting_changed = Signal(bool)

    def __init__(self, viewer: ViewerWidget, panel: ReviewPanel) -> None:
        super().__init__()
        self._viewer = viewer
        self._panel = panel
        self._document: Document | None = None
        self._follower = Follower(lambda document: [(document.review.changed, self._schedule)])
        self._timer = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        panel.iteration_chosen.connect(lambda iteration: viewer.change(iteration=iteration))
        panel.change_toggled.connect(lambda shown: viewer.change(show_change=shown))

    def contributions(self) -> list[Contribution]:
        """Offer to accept, reject, go on, compare iterations."""
        action = partial(Action, menu="Review", enabled=self._is_waiting)
        step = self._panel.step_iteration
        return [
            action(
                id="accept",
                text="Accept slice",
                do=self.accept,
                keys=("Return", "Enter"),
                icon="accept",
            ),
            action(
                id="reject",
                text="Reject slice",
                do=self.reject,
                keys=("Backspace",),
                icon="cancel",
            ),
            action(id="accept_all", text="Accept all", do=self.accept_all, icon="accept-all"),
            action(id="reject_all", text="Reject all", do=self.reject_all, icon="reject-all"),
            action(
                id="review_previous",
                text="Previous slice to review",
                group=1,
                do=partial(self.go, -1),
                keys=("Ctrl+Left",),
                icon="previous",
                repeat=True,
            ),
            action(
                id="review_next",
                text="Next slice to review",
                group=1,
                do=partial(self.go, 1),
                keys=("Ctrl+Right",),
                icon="next",
                repeat=True,
            ),
            action(
                id="iteration_previous",
                text="Previous iteration",
                group=2,
                do=partial(step, -1),
                keys=("Shift+Tab",),
            ),
            action(
                id="iteration_next",
                text="Next iteration",
                group=2,
                do=partial(step, 1),
                keys=("Tab",),
            ),
        ]

    def _is_waiting(self) -> bool:
        return self.waiting

    @property
    def waiting(self) -> bool:
        """Whether slices wait for review."""
        proposal = self._document.review.proposal if self._document else None
        return proposal is not None and bool(proposal.slices)

    def set_document(self, document: Document | None) -> None:
        """Follow another document."""
        self._document = document
        self._follower.follow(document)
        self.refresh()

    def refresh(self) -> None:
        """Show the slice in view."""
        document = self._document
        if document is None or document.review.proposal is None:
            self._panel.show_slice(None, 0, 0.0)
        else:
            index = self._viewer.current_index(document.review.proposal.axis)
            voxel_ml = document.volume.geometry.voxel_volume_ml
            self._panel.show_slice(document.review.proposal, index, voxel_ml)
        self._viewer.change(iteration=self._panel.iteration)
        self.waiting_changed.emit(self.waiting)

    def accept(self) -> None:
        """Accept the slice in view, as the iteration shown, and go to the next one."""
        self._decide(accept=True)

    def reject(self) -> None:
        """Reject the slice in view and go to the next one."""
        self._decide(accept=False)

    def accept_all(self) -> None:
        """Accept all slices, as the iteration shown."""
        if self._document is not None:
            self._document.accept(None, self._panel.iteration)
            self._tell()

    def reject_all(self) -> None:
        """Reject all slices."""
        if self._document is not None:
            self._document.reject(None)
            self._tell()

    def go(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) slice that waits; wraps around."""
        document = self._document
        if document is None or document.review.proposal is None:
            return
        axis, waiting = document.review.proposal.axis, document.review.proposal.indices()
        if not waiting:
            return
        here = self._viewer.current_index(axis)
        if direction > 0:
            target = next((index for index in waiting if index > here), waiting[0])
        else:
            target = next((index for index in reversed(waiting) if index < here), waiting[-1])
        self._viewer.goto(axis, target)

    def _decide(self, *, accept: bool) -> None:
        document = self._document
        if document is None or document.review.proposal is None:
            return
        index = self._viewer.current_index(document.review.proposal.axis)
        if index in document.review.proposal.slices:
            if accept:
                document.accept([index], self._panel.iteration)
            else:
                document.reject([index])
        self.go(1)
        self._tell()

    def _tell(self) -> None:
        self.refresh()
        if not self.waiting:
            self.said.emit("All slices are reviewed. Save the mask with Ctrl+S.", "ok")

    def _schedule(self, *_news: object) -> None:
        if not self._timer.isActive():
            self._timer.start()

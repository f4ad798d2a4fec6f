"""Quick looks at masks: only outlines, a flickering proposal, the label under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.core.texts import tr
from annotator.ui.actions import Action
from annotator.ui.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.core.geometry import Shape3
    from annotator.services.document import Document
    from annotator.ui.actions import Contribution
    from annotator.ui.viewer.viewer_widget import ViewerWidget

FLICKER_MS = 350


class MasksShown(Flow):
    """Switches what the views show of masks.

    Parameters
    ----------
    viewer
        The views.
    document
        Returns the open document.
    """

    def __init__(self, viewer: ViewerWidget, document: Callable[[], Document | None]) -> None:
        super().__init__()
        self._viewer, self._open = viewer, document
        self._pointed: Shape3 | None = None
        self._shown = True
        self._timer = QTimer(self, interval=FLICKER_MS)
        self._timer.timeout.connect(self._blink)
        viewer.hovered.connect(self._hovered)

    def contributions(self) -> list[Contribution]:
        """Offer the quick looks."""
        return [
            Action(
                id="outlines",
                text=tr("Only outlines"),
                menu="View",
                group=1,
                do=lambda on: self._viewer.change(outlines=on),
                keys=("U",),
                switch=True,
            ),
            Action(
                id="flicker",
                text=tr("Flicker the proposal"),
                menu="View",
                group=1,
                do=self._flicker,
                keys=("Y",),
                tip=tr("Shows and hides what is proposed, so that the eye finds what is off"),
                switch=True,
            ),
            Action(
                id="label_under_pointer",
                text=tr("Next label under the pointer"),
                menu="Labels",
                do=self.next_label,
                keys=("Z",),
                tip=tr("Painted first, then proposed"),
            ),
        ]

    def set_document(self, document: Document | None) -> None:
        """Point at nothing in another document."""
        self._pointed = None

    def close(self) -> None:
        """Stop for good."""
        self._timer.stop()

    def next_label(self) -> None:
        """Make a label under the pointer the active one; again for the next."""
        document, at = self._open(), self._pointed
        if document is None or at is None:
            self.said.emit(tr("Point at a mask first."), "problem")
            return
        axis = self._viewer.active_axis
        found = [int(document.labelmap.voxels[at])]
        proposed = document.review.labels(axis, at[axis], self._viewer.views[axis].state.iteration)
        if proposed is not None:
            row, column = (place for other, place in enumerate(at) if other != axis)
            found.append(int(proposed[row, column]))
        values = [value for value in dict.fromkeys(found) if value]
        if not values:
            self.said.emit(tr("There is no label under the pointer."), "problem")
            return
        active = document.active_label
        place = values.index(active) + 1 if active in values else 0
        document.set_active_label(values[place % len(values)])

    def _hovered(self, voxel: Shape3 | None) -> None:
        self._pointed = voxel

    def _flicker(self, on: bool) -> None:
        if on:
            self._timer.start()
            self._blink()
        else:
            self._timer.stop()
            self._show(proposal=True)

    def _blink(self) -> None:
        self._show(proposal=not self._shown)

    def _show(self, *, proposal: bool) -> None:
        self._shown = proposal
        self._viewer.change(proposal_visible=proposal)

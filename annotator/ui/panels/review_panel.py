"""Looking at a proposal: its iterations, what changed, accept or reject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from annotator.core.texts import tr
from annotator.ui.panels.elided_label import ElidedLabel
from annotator.ui.panels.section import (
    SPACING,
    ActionButton,
    hint_label,
    section_layout,
    tool_button,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.proposal import Proposal
    from annotator.ui.actions import Actions


@dataclass(frozen=True, slots=True)
class SliceChange:
    """What one iteration changed on one slice.

    Attributes
    ----------
    gained, lost
        Voxels that got a label or another one, and voxels that lost theirs.
    """

    gained: int
    lost: int


def slice_change(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> SliceChange:
    """Change between two label images, uint8 ``(h, w)``."""
    different = before != after
    return SliceChange(
        gained=int(np.count_nonzero(different & (after > 0))),
        lost=int(np.count_nonzero(different & (before > 0))),
    )


class ReviewPanel(QWidget):
    """Iteration slider with change figures; accept, reject and step through the slices."""

    iteration_chosen = Signal(object)  # int, or None for the last one
    change_toggled = Signal(bool)

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._proposal: Proposal | None = None
        self._index = 0
        self._voxel_ml = 0.0
        self._chosen: int | None = None
        self._where = hint_label()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("iteration")
        self._slider.setPageStep(1)
        self._slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._slider.setToolTip(tr("Mask after each iteration  (Tab, Shift+Tab)"))
        self._number = QLabel()
        self._change = QCheckBox(tr("Show change from the iteration before"))
        self._change.setToolTip(
            tr("Draw what this iteration gained in green, and what it lost in pink")
        )
        self._figures = hint_label(wrap=False)
        self._verdict = ElidedLabel(role="hint", lines=3)
        self._body = QWidget()
        self._make_body(actions)
        layout = section_layout(self, tr("Review"))
        layout.addWidget(self._where)
        layout.addWidget(self._body)
        self._slider.valueChanged.connect(self._slider_moved)
        self._change.toggled.connect(self._change_clicked)
        self.show_slice(None, 0, 0.0)

    @property
    def iteration(self) -> int | None:
        """Chosen iteration, None for the last one of each slice."""
        return self._chosen

    def show_slice(self, proposal: Proposal | None, index: int, voxel_ml: float) -> None:
        """Show slice `index` of a proposal; `voxel_ml` is the volume of a voxel."""
        if proposal is not self._proposal:
            self._chosen = None
        self._proposal, self._index, self._voxel_ml = proposal, index, voxel_ml
        self._refresh()

    def set_verdict(self, text: str, details: str) -> None:
        """Say how far the run can be trusted; `details` for all labels."""
        self._verdict.setText(text)
        self._verdict.setToolTip(details)

    def step_iteration(self, steps: int) -> None:
        """Go to a later (positive) or earlier iteration; wraps around."""
        if self._slider.isEnabled():
            count = self._slider.maximum() + 1
            self._slider.setValue((self._slider.value() + steps) % count)

    def _make_body(self, actions: Actions) -> None:
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._slider, 1)
        top.addWidget(self._number)
        middle = QHBoxLayout()
        middle.setSpacing(SPACING // 2)
        middle.addWidget(tool_button(actions["review_previous"]))
        middle.addWidget(ActionButton(actions["accept"], tr("Accept")), 1)
        middle.addWidget(ActionButton(actions["reject"], tr("Reject")), 1)
        middle.addWidget(tool_button(actions["review_next"]))
        bottom = QHBoxLayout()
        bottom.setSpacing(SPACING)
        bottom.addWidget(ActionButton(actions["accept_all"]))
        bottom.addWidget(ActionButton(actions["reject_all"]))
        layout.addLayout(middle)  # first, so that it is in reach on small screens
        layout.addLayout(bottom)
        layout.addLayout(top)
        layout.addWidget(self._change)
        layout.addWidget(self._figures)
        layout.addWidget(self._verdict)

    def _refresh(self) -> None:
        proposal = self._proposal
        waiting = proposal.indices() if proposal else []
        self._body.setVisible(bool(waiting))
        if proposal is None or not waiting:
            self._where.setText(tr("Slices that a run proposes wait here for you to look at."))
            return
        entry = proposal.slices.get(self._index)
        count = len(waiting)
        stages = [entry.stage for entry in proposal.slices.values()]
        previews, early = stages.count("preview"), stages.count("early")
        unseen = sum(index not in proposal.shown for index in waiting)
        counts = [tr("1 slice to review", "{n} slices to review", n=count)]
        if unseen:
            counts.append(tr("{count} not looked at", count=unseen))
        if previews:
            counts.append(tr("{count} only interpolated so far", count=previews))
        elif early:
            counts.append(tr("{count} from before learning", count=early))
        notes = [", ".join(counts)]
        if proposal.whom:
            notes.insert(0, proposal.whom)
        if proposal.stale:
            notes.append(tr("a support has changed since the run"))
        if entry is None:
            notes.append(tr("none on this slice"))
        self._where.setText(" · ".join(notes))
        self._slider.setEnabled(entry is not None and entry.iterations > 1)
        if entry is None:
            self._number.setText("–")
            self._figures.setText("\n")
            return
        last = entry.iterations - 1
        shown = last if self._chosen is None else min(self._chosen, last)
        self._slider.blockSignals(True)  # the user did not move it
        self._slider.setRange(0, last)
        self._slider.setValue(shown)
        self._slider.blockSignals(False)
        self._slider.setVisible(last > 0)
        self._change.setEnabled(last > 0)
        self._number.setText(
            tr("Iteration {shown} of {last}", shown=shown, last=last)
            if last
            else tr("One mask, not iterated")
        )
        self._figures.setText(self._describe(shown))

    def _describe(self, iteration: int) -> str:
        assert self._proposal is not None
        entry = self._proposal.slices[self._index]
        mask = entry.labels(iteration)
        area = int(np.count_nonzero(mask))
        size = tr(
            "{n} voxel, {volume:.2f} ml",
            "{n} voxels, {volume:.2f} ml",
            n=area,
            volume=area * self._voxel_ml,
        )
        if iteration == 0:
            return f"{size}\n{tr('Nothing before to compare with')}"
        change = slice_change(entry.labels(iteration - 1), mask)
        gained, lost = change.gained, change.lost
        changed = tr(
            "+{gained} voxels (+{gained_ml:.2f} ml), −{lost} (−{lost_ml:.2f} ml)",
            gained=gained,
            gained_ml=gained * self._voxel_ml,
            lost=lost,
            lost_ml=lost * self._voxel_ml,
        )
        return f"{size}\n{changed}"

    def _slider_moved(self, value: int) -> None:
        self._chosen = None if value == self._slider.maximum() else value
        self._refresh()
        self.iteration_chosen.emit(self._chosen)

    def _change_clicked(self, shown: bool) -> None:
        self.change_toggled.emit(shown)

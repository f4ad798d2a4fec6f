"""Operations on the mask of the active label: shown before they are made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.services.follower import Follower
from annotator.services.mask_tools import OPERATIONS, MaskTools
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.job_bridge import JobBridge
from annotator.ui.panels.mask_panel import MaskPanel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.core.cancel import CancelToken
    from annotator.core.patch import MaskPatch
    from annotator.services.document import Document
    from annotator.services.jobs import Job, JobEvent
    from annotator.services.mask_tools import Plan
    from annotator.ui.actions import Contribution
    from annotator.ui.viewer.viewer_widget import ViewerWidget
    from annotator.ui.window_setup import WindowSetup

REST_MS = 60
"""Rest after the last change before the outcome is computed."""


class MaskFlow(Flow):
    """Connects the mask operations, their bar and the views.

    Whatever changes while the bar is open (operation, amount, label, slice, mask), the outcome is
    computed anew in a worker and drawn over the mask; Apply makes it one edit.

    Parameters
    ----------
    setup
        Makes the runner.
    viewer
        Shows the draft and says which slice is in view.
    """

    opened = Signal()

    def __init__(self, setup: WindowSetup, viewer: ViewerWidget) -> None:
        super().__init__()
        self.panel = MaskPanel()
        self._viewer = viewer
        self._runner = setup.inference_runner(JobBridge(self).send)
        self._tools: MaskTools | None = None
        self._document: Document | None = None
        self._follower = Follower(
            lambda document: [
                (document.changed, self._changed),
                (document.classes_changed, self._changed),
                (document.active_label_changed, self._changed),
            ]
        )
        self._job: Job | None = None
        self._plan: Plan | None = None
        self._patch: MaskPatch | None = None
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._preview)
        self.panel.changed.connect(self._timer.start)
        self.panel.applied.connect(self.apply)
        self.panel.closed.connect(self.close_bar)
        viewer.index_changed.connect(self._slice_shown)
        viewer.active_axis_changed.connect(self._slice_shown)

    def contributions(self) -> list[Contribution]:
        """Offer one command for each operation."""
        return [
            Action(
                id=f"mask_{operation.name}",
                text=f"{tr(operation.text)}…",
                menu="Tools/Change mask",
                group=3,
                do=partial(self.open_bar, operation.name),
                tip=tr(operation.tip),
            )
            for operation in OPERATIONS
        ]

    def set_document(self, document: Document | None) -> None:
        """Work on another document."""
        self.close_bar()
        self._document = document
        self._tools = None if document is None else MaskTools(document)
        self._follower.follow(document)

    def set_paint_over(self, values: frozenset[int] | None) -> None:
        """Let operations overwrite only some labels besides background."""
        if self._tools is not None:
            self._tools.paint_over = values
            self._changed()

    def close(self) -> None:
        """Stop for good."""
        self._timer.stop()
        self._runner.close()

    # ---- the bar

    @property
    def active(self) -> bool:
        """Whether the bar is open."""
        return not self.panel.isHidden()

    def open_bar(self, name: str) -> None:
        """Open the bar with an operation and show what it would do."""
        if self._document is None:
            return
        self.panel.choose(name)
        self.panel.show()
        self.opened.emit()
        self._preview()

    def close_bar(self) -> None:
        """Drop the draft and close the bar."""
        self.panel.hide()
        self._drop()

    def apply(self) -> None:
        """Make the draft an edit."""
        plan, patch = self._plan, self._patch
        if self._tools is None or plan is None:
            return
        self._drop()
        try:
            edit = self._tools.commit(plan, patch)
        except UserError as error:
            self.said.emit(str(error), "problem")
            return
        if edit is not None:
            self.said.emit(tr("{text} (undo with Ctrl+Z)", text=edit.text), "")

    # ---- the draft

    def _changed(self, *_: object) -> None:
        if self.active:
            self._timer.start()

    def _slice_shown(self, *_: object) -> None:
        if self.active and self.panel.in_slice:
            self._timer.start()

    def _drop(self) -> None:
        self._timer.stop()
        self._plan = self._patch = None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._viewer.change(draft=None)

    def _preview(self) -> None:
        """Compute what would change."""
        document, tools, panel = self._document, self._tools, self.panel
        if document is None or tools is None or not self.active:
            return
        self._drop()
        value = document.active_label
        panel.set_labels([item for item in document.classes if item.value != value])
        axis = self._viewer.active_axis
        plane = (axis, self._viewer.current_index(axis)) if panel.in_slice else None
        try:
            plan = tools.plan(
                panel.operation.name, value, panel.amount, other=panel.other, plane=plane
            )
        except UserError as error:
            panel.show_result(str(error), possible=False)
            return
        panel.show_result(tr("Working…"), possible=False)
        self._plan = plan
        self._job = self._runner.start(partial(_run, plan), self._heard)

    def _heard(self, event: JobEvent) -> None:
        if event.job is not self._job and self._job is not None:
            return
        if event.kind == "step" and self._plan is not None:
            self._show(event.payload)
        elif event.kind == "failed":
            self.panel.show_result(
                tr("This did not work: {reason}", reason=event.payload), possible=False
            )

    def _show(self, outcome: object) -> None:
        assert isinstance(outcome, _Outcome)
        document = self._document
        if document is None:
            return
        self._patch = outcome.patch
        self._viewer.change(draft=outcome.patch)
        if outcome.patch is None:
            self.panel.show_result(tr("Nothing would change."), possible=False)
            return
        spacing = document.volume.geometry.spacing_zyx_mm
        voxel_ml = spacing[0] * spacing[1] * spacing[2] / 1000.0
        gained, lost = outcome.gained * voxel_ml, outcome.lost * voxel_ml
        tip = tr(
            "Adds {gained:.2f} ml, drawn in green; removes {lost:.2f} ml, drawn in pink",
            gained=gained,
            lost=lost,
        )
        self.panel.show_result(
            tr("+{gained:.2f} ml, −{lost:.2f} ml", gained=gained, lost=lost), tip, possible=True
        )


class _Outcome:
    """What an operation would change, and how many voxels the label gains and loses."""

    def __init__(self, patch: MaskPatch | None) -> None:
        self.patch, self.gained, self.lost = patch, 0, 0
        if patch is not None:
            before, after = patch.unpack(patch.before)[0], patch.unpack(patch.after)[0]
            self.gained = int(((after != before) & (after > 0)).sum())
            self.lost = int(((after != before) & (before > 0)).sum())


def _run(plan: Plan, token: CancelToken) -> Iterator[_Outcome]:
    token.raise_if_cancelled()
    yield _Outcome(plan.run())

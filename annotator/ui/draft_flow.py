"""Suggestions without a network: a shape copied to the next slice, labels grown from seeds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.services.drafts import copy_shape, plan_seeds, take_grown
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.job_bridge import JobBridge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.services.document import Document
    from annotator.services.drafts import SeedPlan
    from annotator.services.jobs import JobEvent
    from annotator.ui.actions import Contribution
    from annotator.ui.viewer.viewer_widget import ViewerWidget
    from annotator.ui.window_setup import WindowSetup


class DraftFlow(Flow):
    """Makes proposals that the user reviews like those of a run.

    Parameters
    ----------
    setup
        Makes the runner.
    document
        Returns the open document.
    viewer
        Says which slice is in view.
    """

    def __init__(
        self, setup: WindowSetup, document: Callable[[], Document | None], viewer: ViewerWidget
    ) -> None:
        super().__init__()
        self._open, self._viewer = document, viewer
        self._runner = setup.inference_runner(JobBridge(self).send)

    def contributions(self) -> list[Contribution]:
        """Offer copying and growing."""
        action = partial(Action, menu="Tools", group=4)
        return [
            action(
                id="copy_next",
                text=tr("Copy shape to next slice"),
                do=partial(self._copy, 1),
                keys=("Ctrl+Shift+Right",),
                tip=tr("As a suggestion on the next slice: correct or accept it there"),
            ),
            action(
                id="copy_previous",
                text=tr("Copy shape to previous slice"),
                do=partial(self._copy, -1),
                keys=("Ctrl+Shift+Left",),
                tip=tr("As a suggestion on the previous slice: correct or accept it there"),
            ),
            action(
                id="grow_seeds",
                text=tr("Grow from seeds"),
                do=self._grow,
                tip=tr(
                    "Suggests masks from what is painted of several labels, up to the edges of the "
                    "image;\nhidden and locked labels take no part"
                ),
            ),
        ]

    def close(self) -> None:
        """Stop for good."""
        self._runner.close()

    def _copy(self, step: int) -> None:
        document = self._open()
        if document is None:
            return
        index = self._viewer.current_index(document.axis)
        try:
            target = copy_shape(document, document.active_label, index, step)
        except UserError as error:
            self.said.emit(str(error), "problem")
            return
        self._viewer.goto(document.axis, target)

    def _grow(self) -> None:
        document = self._open()
        if document is None:
            return
        try:
            plan = plan_seeds(document)
        except UserError as error:
            self.said.emit(str(error), "problem")
            return
        self.said.emit(tr("Growing from seeds…"), "")
        revision = document.labelmap.revision
        self._runner.start(partial(_run, plan), partial(self._heard, document, plan, revision))

    def _heard(self, document: Document, plan: SeedPlan, revision: int, event: JobEvent) -> None:
        if event.kind == "failed":
            self.said.emit(
                tr("Growing from seeds did not work: {reason}", reason=event.payload), "problem"
            )
        if event.kind != "step" or not isinstance(event.payload, dict):
            return
        if document is not self._open():
            return
        if revision != document.labelmap.revision:
            self.said.emit(tr("The mask has changed meanwhile: grow again."), "problem")
            return
        take_grown(document, plan, event.payload)
        self.said.emit(
            tr(
                "The mask on {n} slice has grown: look at it and accept it.",
                "Masks on {n} slices have grown: look through and accept them.",
                n=len(event.payload),
            ),
            "",
        )


def _run(plan: SeedPlan, token: CancelToken) -> Iterator[dict[int, NDArray[np.uint8]]]:
    token.raise_if_cancelled()
    yield plan.run()

"""Looking into what a run did on the slice in view, beside the window and beside runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psygnal import Signal

from annotator.core.inspection import Inspection
from annotator.core.iteration_table import IterationTable, iteration_table
from annotator.core.proposal import RunProgress
from annotator.core.support import PropagationRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.proposal import Proposal
    from annotator.core.run_options import RunOptions
    from annotator.core.volume import Volume
    from annotator.services.document import Document
    from annotator.services.jobs import JobEvent, Runner
    from annotator.services.ports import Propagator


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """What shall be looked into.

    Attributes
    ----------
    options, volume
        Of the run, where the proposal does not know them; None for the document's image.
    attention
        Whether attention is wanted, too.
    table
        Whether the figures of all slices are wanted first.
    reference
        uint8 ``(z, y, x)`` label map to compare with in the figures.
    """

    options: RunOptions
    volume: Volume | None = None
    attention: bool = False
    table: bool = False
    reference: NDArray[np.uint8] | None = None


class InspectionService:
    """Computes figures of a document's proposal, and inspections of its slices.

    A newer wish takes the place of one that is under way. Signals are emitted in the thread in
    which the runner's events are heard.

    Parameters
    ----------
    runner
        A runner of its own, so that runs are not disturbed.
    propagator
        Gives what looks into runs; called in the runner's thread.
    """

    inspected = Signal(Inspection)
    counted = Signal(IterationTable)
    progress = Signal(str)
    failed = Signal(str)
    ended = Signal()

    def __init__(self, runner: Runner, propagator: Callable[[], Propagator]) -> None:
        self._runner = runner
        self._propagator = propagator

    def look(self, document: Document, label: int, index: int, wish: Wish) -> None:
        """Look into slice `index` of a label of the document's proposal, if there is one."""
        proposal = document.review.proposal
        if proposal is None:
            return
        request = PropagationRequest(
            wish.volume or document.volume,
            proposal.axis,
            proposal.supports,
            options=proposal.options or wish.options,
        )
        copy = proposal.with_decided() if wish.table else None

        def steps(token: CancelToken) -> Iterator[object]:
            if copy is not None:
                yield proposal_table(document, copy, label, wish.reference)
            if has_filled(request, label, index):
                look = self._propagator().inspect(request, label, index, token, wish.attention)
                yield from look

        self._runner.start(steps, self._hear)

    def close(self) -> None:
        """Stop for good."""
        self._runner.close()

    def _hear(self, event: JobEvent) -> None:
        item = event.payload
        if event.kind == "failed":
            self.failed.emit(str(item))
        elif isinstance(item, Inspection):
            self.inspected.emit(item)
        elif isinstance(item, IterationTable):
            self.counted.emit(item)
        elif isinstance(item, RunProgress):
            self.progress.emit(item.text)
        if event.kind in ("done", "failed"):
            self.ended.emit()


def proposal_table(
    document: Document, proposal: Proposal, label: int, reference: NDArray[np.uint8] | None = None
) -> IterationTable:
    """Figures of all slices of a run on a document (`iteration_table`)."""
    sides = document.volume.geometry.spacing_zyx_mm
    rows, cols = (mm for axis, mm in enumerate(sides) if axis != proposal.axis)
    return iteration_table(proposal, label, (rows, cols), reference)


def has_filled(request: PropagationRequest, label: int, index: int) -> bool:
    """Whether a run fills a slice for a label."""
    told = next((item for item in request.supports if item.label == label), None)
    return told is not None and index in told.query_indices()

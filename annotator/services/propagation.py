"""Running a propagator on the painted slices and collecting what it suggests."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from psygnal import Signal

from annotator.core.errors import UserError
from annotator.core.patch import Change, Edit
from annotator.core.proposal import IterationResult, Learned, Proposal, RunProgress
from annotator.core.run_options import RunOptions
from annotator.core.support import PropagationRequest
from annotator.core.texts import number, tr, translatable
from annotator.io.session_record import RunRecord
from annotator.services.across import labels_of, requests_across, run_all
from annotator.services.correction import corrected_part, keep_rest
from annotator.services.jobs import TERMINAL
from annotator.services.learned import describe_shares
from annotator.services.run_supports import run_supports, supports_across

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from annotator.core.cancel import CancelToken
    from annotator.core.support import Bounds, SupportSet
    from annotator.core.volume import Volume
    from annotator.services.document import Document
    from annotator.services.jobs import Job, JobEvent, Runner, Steps
    from annotator.services.ports import Propagator

log = logging.getLogger(__name__)

NOTHING_PAINTED = translatable("Paint the structure on at least one slice, then propagate.")
MOST_LEARNED = 40
"""Painted slices of a label from which on it is not learned in the background: it is done."""

DEFAULT_OPTIONS = RunOptions()

NOTHING_TO_FILL = translatable(
    "Every slice in the range is painted, accepted or marked absent: nothing to fill."
)


@dataclass(slots=True, eq=False)
class _Work:
    """What the runner is at: a run with its proposal, or preparation (`proposal` None)."""

    document: Document
    proposal: Proposal | None
    begin: float
    done: int = 0
    total: int = 0
    shown: bool = False


class PropagationService:
    """Starts runs on the current document and turns their results into its proposal.

    The label map is never touched by a run. All signals are emitted in the thread in which the
    runner's events are heard, the GUI thread.

    Parameters
    ----------
    document
        Returns the current document, None if there is none.
    runner
        Where jobs run.
    propagator
        Gives what fills the slices; called in the runner's thread, where it may take a while.
    clock
        Seconds, monotonic.
    """

    started = Signal()
    progress = Signal(RunProgress)
    message = Signal(str)
    finished = Signal(str)
    failed = Signal(str)
    prepared = Signal()
    learning = Signal(RunProgress)
    learned = Signal(Learned)
    forgotten = Signal()

    def __init__(
        self,
        document: Callable[[], Document | None],
        runner: Runner,
        propagator: Callable[[], Propagator],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._get_document = document
        self._runner = runner
        self._propagator = propagator
        self._clock = clock
        self._work: _Work | None = None
        self._job: Job | None = None
        self._encoded: Hashable = None

    @property
    def running(self) -> bool:
        """Whether a run is queued or at work; preparation does not count."""
        return self._work is not None and self._work.proposal is not None

    @property
    def remaining_seconds(self) -> float | None:
        """Estimate from the work done so far; None before there is any."""
        work = self._work
        if work is None or not work.done or not work.total:
            return None
        return (self._clock() - work.begin) * max(work.total - work.done, 0) / work.done

    def start(
        self,
        options: RunOptions = DEFAULT_OPTIONS,
        volume: Volume | None = None,
        ends: Mapping[int, Bounds] | None = None,
    ) -> None:
        """Propagate the painted slices of the current document; a run at work is superseded.

        Interpolated masks of all slices come first, marked as previews. After a correction only
        the slices around it run again (`corrected_part`).

        Parameters
        ----------
        options
            How to run. Ends that the user has set (`Document.ranges`) win over the range
            "between"; so does a label with one painted slice, which has nothing between.
        volume
            Image to read instead of the document's, such as a denoised one on the same grid.
        ends
            Per label, where the structure is suggested to end; painted slices count as part of
            it. Unused if the options gate nothing; ends that the user has set
            win over these, too.
        """
        document = self._get_document()
        if document is None:
            self.failed.emit(tr("Open an image first."))
            return
        document.finish_stroke()
        across = requests_across(document, options, volume, ends or {})
        try:
            supports = supports_to_fill(document, options, ends or {}, across=bool(across))
        except UserError as error:
            self.failed.emit(str(error))
            return
        before, axis = document.review.proposal, document.axis
        part = None
        if volume is None and not across:
            part = corrected_part(before, supports, options)
        request = PropagationRequest(
            volume=volume or document.volume,
            axis=axis,
            supports=part or supports,
            locked=document.labelmap.locked_voxels(),
            options=options,
            previews=True,
        )
        proposal = Proposal(axis, labels_of(supports, across), options.method, supports, options)
        if before is not None and part is not None:
            keep_rest(before, proposal, part)
        at_s = document.open_s

        def steps(token: CancelToken) -> Iterator[object]:
            propagator = self._propagator()
            proposal.model = propagator.model_of(options)
            main = request if supports else None
            yield from run_all(propagator, main, across, axis, token, at_s, self._clock)

        self._start(document, proposal, steps)

    def prepare(self, options: RunOptions = DEFAULT_OPTIONS) -> None:
        """Encode the current document's slices in the background, unless a run is at work."""
        self._prepare((), options)

    def learn(
        self,
        labels: Sequence[int],
        options: RunOptions = DEFAULT_OPTIONS,
        volume: Volume | None = None,
    ) -> bool:
        """Adapt to the painted slices of some labels in the background; a run finds it done.

        Parameters
        ----------
        labels
            In this order; those that have nothing to fill are left out.
        options, volume
            As for the run to come (`start`).

        Returns
        -------
        bool
            Whether there is something to learn; False while a run or a stroke is under way.
        """
        document = self._get_document()
        if document is None or self.running or document.stroke is not None:
            return False
        if not options.adapts:
            return False
        by_axis = {
            document.axis: run_supports(document, labels),
            **supports_across(document, labels),
        }
        found = []
        for axis, supports in by_axis.items():
            few = [s for s in supports if len(s.slices) <= MOST_LEARNED and s.query_indices()]
            few.sort(key=lambda item: labels.index(item.label))
            if few:
                image = volume or document.volume
                found.append(PropagationRequest(image, axis, tuple(few), options=options))
        found.sort(key=lambda request: labels.index(request.supports[0].label))

        def learn(token: CancelToken) -> Iterator[object]:
            for request in found:
                yield from self._propagator().learn(request, token)

        if found:
            self._prepare((learn,), options)
        return bool(found)

    def forget(self) -> None:
        """Drop what was learned of painted slices, unless a run is at work."""

        def steps(_token: CancelToken) -> Iterator[object]:
            self._propagator().forget()
            yield from ()

        document = self._get_document()
        if document is not None and not self.running:
            self._start(document, None, steps)
            self.forgotten.emit()

    def _prepare(self, before: Sequence[Steps], options: RunOptions) -> None:
        """Start background work: what is wanted first, then slices that are not encoded yet."""
        document = self._get_document()
        if document is None or self.running:
            return
        volume, axis = document.volume, document.axis
        place = (volume.content_id, axis, options.model)

        def steps(token: CancelToken) -> Iterator[object]:
            for work in before:
                yield from work(token)
            if self._encoded != place:
                yield from self._propagator().prepare(volume, axis, options, token)
                self._encoded = place

        self._start(document, None, steps)

    def cancel(self) -> None:
        """Stop the run or preparation; slices that are done stay as proposals."""
        if self._job is not None:
            self._job.cancel()

    def _start(self, document: Document, proposal: Proposal | None, steps: Steps) -> None:
        work = self._work = _Work(document, proposal, self._clock())
        if proposal is not None:
            self.started.emit()
        self._job = self._runner.start(steps, partial(self._hear, work))

    def _hear(self, work: _Work, event: JobEvent) -> None:
        if work is not self._work:  # the end of a job that another one took the place of
            return
        if event.kind in TERMINAL:
            self._finish(work, event)
        elif event.kind == "step" and work.document is self._get_document():
            self._take(work, event)

    def _take(self, work: _Work, event: JobEvent) -> None:
        document, proposal, item = work.document, work.proposal, event.payload
        if isinstance(item, RunRecord):
            document.record = document.record.with_run(item)
        elif isinstance(item, RunProgress):
            self._take_progress(work, item)
        elif isinstance(item, IterationResult) and proposal is not None:
            proposal.add(item)
            if not work.shown:
                work.shown = True
                self._show(document, proposal)
            if document.review.proposal is proposal:
                document.review.notify(item.slice_index)
            else:
                event.job.cancel()  # the run was undone

    def _take_progress(self, work: _Work, item: RunProgress) -> None:
        work.done, work.total = item.done, item.total
        if item.label:
            named = f"{work.document.label_name(item.label)}: {item.text}"
            item = replace(item, text=named)
            self.learning.emit(item)
        self.progress.emit(item)
        if item.important:
            self.message.emit(item.text)
        if item.learned is not None:
            if work.proposal is not None:
                work.proposal.learned[item.learned.label] = item.learned
            self.learned.emit(item.learned)

    def _show(self, document: Document, proposal: Proposal) -> None:
        names = ", ".join(document.label_name(value) for value in proposal.run_labels)
        change = Change(document.review.proposal, proposal)
        document.commit(
            Edit(
                tr("Propagate {names} ({method})", names=names, method=proposal.method),
                proposal=change,
            )
        )

    def _finish(self, work: _Work, event: JobEvent) -> None:
        self._work = None
        if work.proposal is None:
            if event.kind == "failed":
                log.warning("preparation failed: %s", event.payload)
            if event.kind != "cancelled":
                self.prepared.emit()
            return
        if event.kind == "failed":
            self.failed.emit(_sentence(event.payload))
            return
        seconds = self._clock() - work.begin
        text = f"{_summary(work.document, work.proposal)}, {number(seconds, '.1f')} s"
        shares = describe_shares(work.document.label_name, work.proposal.learned.values())
        text += f" · {shares}" if shares else ""
        self.finished.emit(
            tr("Cancelled: {text}", text=text) if event.kind == "cancelled" else text
        )


def supports_to_fill(
    document: Document,
    options: RunOptions,
    ends: Mapping[int, Bounds],
    *,
    across: bool = False,
) -> tuple[SupportSet, ...]:
    """Support sets of the labels to fill, bounded as the options say.

    Parameters
    ----------
    document, options
        What is painted, and how to run.
    ends
        Where structures are suggested to end, by label value.
    across
        Whether labels are to be filled along other axes: then there may be none along this one.

    Raises
    ------
    UserError
        If nothing is painted, or nothing is left to fill.
    """
    chosen = []
    for item in run_supports(document):
        if options.labels is not None and item.label not in options.labels:
            continue
        support = item
        own = item.label in document.ranges
        if isinstance(options.range, tuple):
            first, last = options.range
            support = replace(support, first=max(first, item.first), last=min(last, item.last))
        if options.gate != "off" and item.label in ends and not own:
            support = support.bounded(*ends[item.label])
        if options.range == "between" and not own:
            support = support.between()
        chosen.append(support)
    if not any(item.query_indices() for item in chosen):
        if across:
            return ()
        raise UserError(tr(NOTHING_TO_FILL if chosen else NOTHING_PAINTED))
    return tuple(chosen)


def _summary(document: Document, proposal: Proposal) -> str:
    """Return "12 slices, +3.4 ml": what accepting all open slices would add."""
    added = 0
    for index in proposal.indices():
        labels = document.review.labels(proposal.axis, index)
        added += 0 if labels is None else int(np.count_nonzero(labels))
    slices = len(proposal.slices)
    volume_ml = added * document.volume.geometry.voxel_volume_ml
    return tr(
        "{n} slice, +{volume:.1f} ml", "{n} slices, +{volume:.1f} ml", n=slices, volume=volume_ml
    )


def _sentence(error: object) -> str:
    """Say in one sentence why a run stopped."""
    if isinstance(error, UserError):
        return str(error)
    return tr(
        "The run stopped: {kind}: {error}. Nothing was changed.",
        kind=type(error).__name__,
        error=error,
    )

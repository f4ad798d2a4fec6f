"""Where the structure being labelled is: what the slice classifier says, and what the user does.

Everything slow happens in a runner of its own; the label map is never touched.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from psygnal import Signal

from annotator.core.errors import UserError
from annotator.core.proposal import RunProgress
from annotator.core.slice_scores import PresenceScores, SliceDescriptions, suggest_slices
from annotator.core.support import supports_from_labels
from annotator.core.texts import tr, translatable
from annotator.services.jobs import TERMINAL
from annotator.services.run_supports import supports_across
from annotator.services.slice_knowledge import named_presence

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from annotator.core.cancel import CancelToken
    from annotator.core.support import Bounds, SupportSet
    from annotator.services.document import Document
    from annotator.services.jobs import Job, JobEvent, Runner, Steps
    from annotator.services.ports import SliceScorer

ItemT = TypeVar("ItemT")

DEFAULT_COUNT = 3
MOST_COMPARED = 12
"""Painted slices that the classifier compares the others with: a spread of them if more are."""

NO_CLASSIFIER = translatable("No slice classifier is installed: there are no suggestions.")


@dataclass(frozen=True, slots=True)
class Ends:
    """First and last slice of a structure, inclusive; `chosen` by the user, or suggested."""

    first: int
    last: int
    chosen: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class LabelScores:
    """What is known about one label: where it probably is, and the slices to paint next."""

    scores: PresenceScores
    suggested: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """What the runner is at: describing all slices (`label` None), or scoring one label."""

    label: int | None
    state: Hashable


class GuidanceService:
    """Keeps descriptions of slices and presence scores of labels up to date in the background.

    It works while it is not paused: first the descriptions, then the active label, then the other
    painted ones. All signals are emitted in the thread in which the runner's events are heard, the
    GUI thread.

    Parameters
    ----------
    runner
        Where jobs run. Nobody else may use it.
    scorer
        Gives what judges slices; called in the runner's thread, where it may take a while. None if
        no classifier is installed: then nothing is known, ever.
    """

    changed = Signal()
    progress = Signal(object)
    failed = Signal(str)

    def __init__(self, runner: Runner, scorer: Callable[[], SliceScorer] | None) -> None:
        self._runner = runner
        self._scorer = scorer
        self._document: Document | None = None
        self._paused = True
        self._problem = ""
        self._count = DEFAULT_COUNT
        self._task: _Task | None = None
        self._job: Job | None = None
        self._descriptions: dict[int, SliceDescriptions] = {}
        self._scores: dict[int, LabelScores] = {}
        self._done: dict[int | None, Hashable] = {}

    # ---- what is known

    @property
    def problem(self) -> str:
        """Why nothing can be known, in a sentence; "" if all is well."""
        return self._problem if self._scorer is not None else tr(NO_CLASSIFIER)

    @property
    def descriptions(self) -> SliceDescriptions | None:
        """What the slices along the document's axis show, once that is known."""
        return None if self._document is None else self._descriptions.get(self._document.axis)

    def presence(self, label: int) -> PresenceScores | None:
        """Where a label probably is along the document's axis, None if that is not known."""
        known = self._current(label)
        return None if known is None else known.scores

    def suggested(self, label: int) -> tuple[int, ...]:
        """Slices to paint next: with those already painted they make `count`, ascending."""
        document, known = self._document, self._current(label)
        if document is None or known is None:
            return ()
        painted = set(document.painted_slices(label))
        return tuple(index for index in known.suggested if index not in painted)

    def evenly_spaced(self, label: int) -> tuple[int, ...]:
        """`count` slices at equal distances inside a label, half as far from its ends."""
        ends = self.ends(label)
        if ends is None:
            return ()
        length = ends.last - ends.first + 1
        places = ends.first + (np.arange(self._count) + 0.5) / self._count * length
        return tuple(sorted({int(place) for place in places}))

    def ends(self, label: int) -> Ends | None:
        """First and last slice of a label: as the user said, else as suggested, else None.

        Painted slices always lie within.
        """
        document = self._document
        if document is None:
            return None
        limits = document.fill_range(label)
        if limits is not None:
            return Ends(*limits, chosen=True)
        scores = self.presence(label)
        if scores is None:
            return None
        painted = document.painted_slices(label)
        return Ends(min([scores.first, *painted]), max([scores.last, *painted]))

    def suggested_ends(self) -> dict[int, Bounds]:
        """Per label whose ends the user has not chosen, those that are suggested.

        They count along the label's own axis.
        """
        found: dict[int, Bounds] = {}
        document = self._document
        for label, known in self._scores.items():
            scores = known.scores
            if document is None or scores.axis != document.label_axis(label):
                continue
            ends = self.ends(label)
            if scores.axis != document.axis:
                if label not in document.marks.along(scores.axis).ranges:
                    found[label] = scores.bounds
            elif ends is not None and not ends.chosen:
                found[label] = scores.bounds
        return found

    def _current(self, label: int) -> LabelScores | None:
        known = self._scores.get(label)
        if known is None or self._document is None or known.scores.axis != self._document.axis:
            return None
        return known

    # ---- what to do

    @property
    def count(self) -> int:
        """How many slices of a structure the user wants to paint."""
        return self._count

    @count.setter
    def count(self, count: int) -> None:
        self._count = count
        self.update()

    def set_document(self, document: Document | None) -> None:
        """Forget everything and wait for `resume`; a job at work is cancelled."""
        self.pause()
        self._document = document
        self._problem = ""
        self._descriptions.clear()
        self._scores.clear()
        self._done.clear()
        self.changed.emit()

    def pause(self) -> None:
        """Stop working until `resume`; what is known stays."""
        self._paused = True
        self._stop()

    def resume(self) -> None:
        """Find out what is not known yet."""
        self._paused = False
        self.update()

    def update(self) -> None:
        """Score again what has changed in the document; what is right is left alone."""
        document = self._document
        if document is None:
            return
        gone = [label for label in self._scores if self._state(document, label) is None]
        for label in gone:
            del self._scores[label]
            self._done.pop(label, None)
        task = self._task
        if task is not None and self._state(document, task.label) != task.state:
            self._stop()
        self._next()
        if gone:
            self.changed.emit()

    # ---- jobs

    def _state(self, document: Document, label: int | None) -> Hashable:
        """Everything that the answer for a label depends on; None if there is nothing to ask."""
        if label is None:
            return document.axis
        if document.label_class(label) is None:
            return None
        counts, axis = document.slice_voxels(label), document.label_axis(label)
        if axis != document.axis or self._support_slices(document, label):
            marks = document.marks.along(axis)
            said = marks.absent.get(label), marks.excluded.get(label)
            ends = document.fill_range(label)
            return document.axis, axis, self._count, counts.tobytes(), said, ends
        name = document.label_name(label)
        if counts.any() or self._named_scores(document, label) is None:
            return None
        return document.axis, self._count, name, document.fill_range(label)

    def _stop(self) -> None:
        """Drop what is under way."""
        if self._task is not None:
            self._task = None
            if self._job is not None:
                self._job.drop()
            self.progress.emit(None)

    def _next(self) -> None:
        """Start what is wanted most, unless something is at work."""
        document, scorer = self._document, self._scorer
        if document is None or scorer is None or self._paused or self._problem:
            return
        if self._task is not None:
            return
        painted = [item.value for item in document.classes if document.painted_slices(item.value)]
        for label in (None, document.active_label, *painted):
            state = self._state(document, label)
            if state is not None and self._done.get(label) != state:
                self._start(document, scorer, _Task(label, state))
                return

    def _start(self, document: Document, scorer: Callable[[], SliceScorer], task: _Task) -> None:
        steps = self._steps(document, scorer, task.label)
        self._task = task
        self._job = self._runner.start(steps, partial(self._hear, task))

    def _steps(
        self, document: Document, scorer: Callable[[], SliceScorer], label: int | None
    ) -> Steps:
        """Work of a job, which reads nothing that the user may change meanwhile."""
        volume = document.volume
        axis = document.axis if label is None else document.label_axis(label)
        if label is None:
            return lambda token: scorer().describe(volume, axis, token)
        supports = self._supports(document, label)
        named = self._named_scores(document, label)
        painted = document.painted_slices(label)
        if axis != document.axis:
            painted = [] if supports is None else [item.index for item in supports.slices]
        count = max(0, self._count - len(painted))
        ends = document.fill_range(label) if axis == document.axis else None

        def steps(token: CancelToken) -> Iterator[object]:
            found: Iterator[object] = iter((named,))
            if supports is not None:
                found = scorer().presence(volume, axis, supports, token)
            return _with_suggestions(found, painted, count, ends)

        return steps

    def _hear(self, task: _Task, event: JobEvent) -> None:
        if task is not self._task:  # the end of a job that was stopped
            return
        if event.kind == "step":
            self._take(task, event.payload)
        elif event.kind in TERMINAL:
            self._task = None
            self._done[task.label] = task.state
            self.progress.emit(None)
            if event.kind == "failed":
                self._fail(task, event.payload)
            self._next()

    def _take(self, task: _Task, item: object) -> None:
        if isinstance(item, RunProgress):
            self.progress.emit(item)
        elif isinstance(item, SliceDescriptions):
            self._descriptions[item.axis] = item
            self.changed.emit()
        elif isinstance(item, LabelScores) and task.label is not None:
            self._scores[task.label] = item
            self.changed.emit()

    def _fail(self, task: _Task, error: object) -> None:
        sentence = tr(
            "The slices could not be judged: {kind}: {error}.",
            kind=type(error).__name__,
            error=error,
        )
        if isinstance(error, UserError):
            sentence = str(error)
        if task.label is None:  # what cannot describe slices cannot score them either
            self._problem = sentence
            self.changed.emit()
        self.failed.emit(sentence)

    # ---- what a job is told

    def _support_slices(self, document: Document, label: int) -> tuple[int, ...]:
        unused = document.excluded.get(label, frozenset())
        used = [index for index in document.painted_slices(label) if index not in unused]
        return _spread(used)

    def _supports(self, document: Document, label: int) -> SupportSet | None:
        """Snapshot of a label's painted slices (a spread of them if there are many) and marks."""
        axis = document.label_axis(label)
        if axis != document.axis:
            (across,) = supports_across(document, [label]).get(axis) or (None,)
            return None if across is None else replace(across, slices=_spread(across.slices))
        painted = self._support_slices(document, label)
        absent = document.absent.get(label, frozenset()) - set(document.painted_slices(label))
        sets = supports_from_labels(
            document.labelmap.voxels,
            document.axis,
            values=[label],
            absent={label: absent},
            painted={label: painted},
        )
        return sets[0] if sets else None

    def _named_scores(self, document: Document, label: int) -> PresenceScores | None:
        """Scores of a label by its name, None if the classifier does not know it."""
        described = self.descriptions
        if described is None:
            return None
        absent = document.absent.get(label, frozenset())
        return named_presence(label, document.label_name(label), absent, described)


def _spread(items: Sequence[ItemT]) -> tuple[ItemT, ...]:
    """Return some of many painted slices, evenly spread."""
    if len(items) <= MOST_COMPARED:
        return tuple(items)
    return tuple(items[at] for at in np.linspace(0, len(items) - 1, MOST_COMPARED).astype(int))


def _with_suggestions(
    found: Iterator[object], painted: Sequence[int], count: int, ends: tuple[int, int] | None
) -> Iterator[object]:
    """Add to the scores that a scorer yields which slices to paint; takes a while.

    Between `ends` that the user has set, every slice holds the structure.
    """
    for item in found:
        if isinstance(item, PresenceScores):
            where = item
            if ends is not None:
                sure = np.ones_like(item.probability)
                where = replace(item, first=ends[0], last=ends[1], probability=sure)
            yield LabelScores(item, tuple(suggest_slices(where, painted, count)))
        else:
            yield item

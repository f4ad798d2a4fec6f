"""What a run suggests: masks per slice and iteration, kept apart from the label map."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from annotator.core.boxes import held_box
from annotator.core.marks import Maker

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.core.geometry import Shape3
    from annotator.core.run_options import RunOptions
    from annotator.core.support import Lesson, SupportSet


Stage = Literal["preview", "early", "refined"]


@dataclass(frozen=True, slots=True)
class LabelStats:
    """Figures of one label on one slice after one iteration.

    Attributes
    ----------
    voxels
        Foreground voxels.
    dice_to_previous
        Dice to the mask of the iteration before, 1.0 if both are empty; nan for the first.
    probability
        Mean foreground probability inside the mask, nan if empty.
    seconds
        Time spent on this label, slice and iteration.
    share
        Share of the network in the mask, 0..1; nan where it is not known any more.
    """

    voxels: int
    dice_to_previous: float
    probability: float
    seconds: float
    share: float = math.nan


@dataclass(frozen=True, slots=True, eq=False)
class IterationResult:
    """One slice after one iteration, all labels resolved.

    Attributes
    ----------
    slice_index
        Slice number along the propagation axis.
    iteration
        0 is MIFE's first mask (or the only one of `interpolation`).
    labels
        uint8 ``(h, w)``, read-only: label values, 0 = background; locked voxels already restored.
    stats
        Per label value.
    is_final
        Whether this is the slice's last iteration.
    stage
        "preview": interpolated at once; "early": the network's mask before it has learned; both
        are replaced when the slice's turn comes. Else "refined".
    """

    slice_index: int
    iteration: int
    labels: NDArray[np.uint8]
    stats: dict[int, LabelStats]
    is_final: bool
    stage: Stage = "refined"


@dataclass(frozen=True, slots=True)
class Learned:
    """What a run knows of a structure before it fills slices.

    Attributes
    ----------
    label
        Label value.
    slices
        Painted slices that were learned from.
    steps
        Optimisation steps; 0 if the network is used as it is.
    before, after
        Dice of a painted slice that was left out, before and after; nan without such a check.
    network
        Share of the network in the fused masks, 0..1; nan where nothing is fused.
    hidden
        The painted slice that was left out; None without such a check.
    lessons
        All learning behind it, oldest first: the last went on from the one before.
    """

    label: int
    slices: int
    steps: int
    before: float
    after: float
    network: float
    hidden: int | None = None
    lessons: tuple[Lesson, ...] = ()


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run is; sent between results.

    Attributes
    ----------
    done, total
        Units of work, each taking about the same time.
    text
        What is going on, in words ("Encoding slices", "Out of GPU memory: continuing on the CPU").
    important
        Whether the text must be shown as a message, not only in the progress line.
    label
        Label value that the text is about, 0 for none.
    learned
        What has just become known of a structure.
    """

    done: int
    total: int
    text: str = ""
    important: bool = False
    label: int = 0
    learned: Learned | None = None


@dataclass(slots=True)
class SliceProposal:
    """All iterations of one slice, compressed.

    Attributes
    ----------
    shape
        Shape ``(h, w)`` of the slice.
    packed
        Per iteration the box around all labels, and its labels.
    stats
        Per iteration the figures of each label.
    values
        Label values that occur after the newest iteration, without 0.
    is_final
        Whether the last iteration is there.
    stage
        "preview" or "early" as long as the run has not come to the slice.
    closed
        Label values that the user has decided on already: no longer proposed.
    """

    shape: tuple[int, int]
    packed: list[tuple[Box, bytes]] = field(default_factory=list)
    stats: list[dict[int, LabelStats]] = field(default_factory=list)
    values: frozenset[int] = frozenset()
    is_final: bool = False
    stage: Stage = "refined"
    closed: set[int] = field(default_factory=set)

    def add(self, result: IterationResult) -> None:
        """Store an iteration; one that is already there is replaced, with all after it."""
        del self.packed[result.iteration :], self.stats[result.iteration :]
        self.store(result.labels)
        self.stats.append(result.stats)
        self.is_final = result.is_final
        self.stage = result.stage

    def store(self, labels: NDArray[np.uint8]) -> None:
        """Append the labels of an iteration, uint8 ``(h, w)``; its figures are up to the caller."""
        box = held_box(labels)
        inside = labels[box]
        self.packed.append((box, zlib.compress(inside.tobytes(), 1)))
        found = np.flatnonzero(np.bincount(inside.reshape(-1)))
        self.values = frozenset(int(value) for value in found if value)

    def labels(self, iteration: int | None = None) -> NDArray[np.uint8]:
        """uint8 ``(h, w)`` after `iteration`: the newest for None or one not computed yet."""
        box, packed = self._stored(iteration)
        labels = np.zeros(self.shape, dtype=np.uint8)
        inside = labels[box]
        inside[...] = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(inside.shape)
        for value in self.closed:
            inside[inside == value] = 0
        return labels

    @property
    def open_values(self) -> frozenset[int]:
        """Label values of the newest iteration that wait for a decision."""
        return self.values - self.closed

    def snapshot(self) -> SliceProposal:
        """Copy that later iterations do not change, without what was decided on."""
        copy = SliceProposal(self.shape, is_final=self.is_final, stage=self.stage)
        if not self.closed:
            copy.packed, copy.values = list(self.packed), self.values
        else:
            for iteration in range(self.iterations):
                copy.store(self.labels(iteration))
        copy.stats = list(self.stats)
        return copy

    def box(self, iteration: int | None = None) -> Box:
        """Rows and columns around all labels after `iteration`, as for `labels`."""
        return self._stored(iteration)[0]

    def _stored(self, iteration: int | None) -> tuple[Box, bytes]:
        last = len(self.packed) - 1
        return self.packed[last if iteration is None else min(iteration, last)]

    @property
    def iterations(self) -> int:
        """Number of stored iterations."""
        return len(self.packed)


class Proposal:
    """What a run has suggested.

    A slice is open until the user decides on it by accepting, rejecting or painting over it. A
    decided slice is kept, so that undo can open it again, and still takes late iterations.

    Attributes
    ----------
    axis
        Propagation axis of the run.
    run_labels
        Label values that the run filled.
    method
        The method that made it, for display and provenance.
    supports
        What the run was told: a snapshot of the painted slices.
    slices
        Per open slice number its iterations.
    decided
        The slices that the user has decided on.
    changed_supports
        Slices along `axis` whose painting differs from what the run was told.
    learned
        Per label, what the run learned of it.
    options
        How the run was made; None if that is not known any more.
    shown
        Slices that the user has looked at since their last iteration came.
    results
        Number of iterations that have come.
    model
        Name and checksum of the network; empty where none has a part in it.
    whom
        For a prefilled case who helped, in words: "Prefilled from 2 patients: ann, ben"; else "".
    on_disk
        Whether it lies in a file as it was when the document was opened.
    """

    def __init__(
        self,
        axis: int,
        run_labels: tuple[int, ...],
        method: str = "",
        supports: tuple[SupportSet, ...] = (),
        options: RunOptions | None = None,
    ) -> None:
        self.axis = axis
        self.run_labels = run_labels
        self.method = method
        self.supports = supports
        self.options = options
        self.slices: dict[int, SliceProposal] = {}
        self.decided: dict[int, SliceProposal] = {}
        self.changed_supports: set[int] = set()
        self.learned: dict[int, Learned] = {}
        self.shown: set[int] = set()
        self.results = 0
        self.model: tuple[str, str] = ("", "")
        self.whom = ""
        self.on_disk = False

    def maker(self, index: int, iteration: int | None, label: int) -> Maker:
        """Return what made a label on an open or decided slice, after `iteration` or the newest.

        Labels that were filled along another axis are there after their last iteration only.
        """
        across = self.supports and all(item.label != label for item in self.supports)
        if self.options is not None and across:
            return Maker(self.method, *self.model, self.options.iterations if self.model[0] else 0)
        entry = self.slices.get(index) or self.decided[index]
        last = entry.iterations - 1
        if entry.stage == "preview":
            return Maker("interpolation", iteration=last)
        if entry.stage == "early" and self.options is not None:
            return Maker(self.method, *self.model, self.options.iterations)
        return Maker(self.method, *self.model, last if iteration is None else min(iteration, last))

    def add(self, result: IterationResult) -> None:
        """Store a result; an iteration that is already there is replaced, with all after it."""
        index = result.slice_index
        entry = self.decided.get(index)
        if entry is None:
            height, width = result.labels.shape
            entry = self.slices.setdefault(index, SliceProposal((height, width)))
        entry.add(result)
        self.results += 1
        self.shown.discard(index)

    def decide(self, index: int) -> None:
        """Close a slice: it was accepted, rejected or painted over."""
        if index in self.slices:
            self.decided[index] = self.slices.pop(index)

    def reopen(self, index: int) -> None:
        """Open a decided slice again."""
        if index in self.decided:
            self.slices[index] = self.decided.pop(index)

    @property
    def stale(self) -> bool:
        """Whether the painted slices have changed since the run began."""
        return bool(self.changed_supports)

    def check_support(self, index: int, labels: NDArray[np.uint8], hand: NDArray[np.int64]) -> None:
        """Compare a slice along `axis` with what the run was told, and keep the answer.

        Parameters
        ----------
        index
            Slice number.
        labels
            Label values of that slice now, uint8 ``(h, w)``.
        hand
            Number of voxels painted by hand there per label, erased ones at 0, int64 ``(256,)``.
        """
        changed = False
        for support in self.supports:
            told = next((item for item in support.slices if item.index == index), None)
            if told is None:
                changed |= bool(hand[support.label] or hand[0])
            else:
                changed |= not np.array_equal(told.mask, labels == support.label)
        (self.changed_supports.add if changed else self.changed_supports.discard)(index)

    def undecided(self) -> Proposal:
        """Copy with the open slices only, which later iterations do not change."""
        return self._copy({index: entry.snapshot() for index, entry in self.slices.items()})

    def with_decided(self) -> Proposal:
        """Copy with open and decided slices, all open, which later iterations do not change."""
        return self._copy(
            {
                index: replace(entry, packed=[*entry.packed], stats=[*entry.stats], closed=set())
                for index, entry in self.all_slices().items()
            }
        )

    def _copy(self, slices: dict[int, SliceProposal]) -> Proposal:
        copy = Proposal(self.axis, self.run_labels, self.method, self.supports, self.options)
        copy.whom = self.whom
        copy.slices = slices
        copy.changed_supports = set(self.changed_supports)
        copy.learned = dict(self.learned)
        copy.model = self.model
        return copy

    def all_slices(self) -> dict[int, SliceProposal]:
        """Open and decided slices, ascending."""
        return dict(sorted({**self.decided, **self.slices}.items()))

    def indices(self) -> list[int]:
        """Open slices, ascending."""
        return sorted(self.slices)

    def iterations(self) -> int:
        """Largest number of iterations stored for any open slice."""
        return max((entry.iterations for entry in self.slices.values()), default=0)


class ProposalCuts:
    """The open slices of a proposal, laid out so that they can be cut in any plane.

    Holds one uint8 volume for each of the two iterations asked for last: the one that is shown and
    the one it is compared with.
    """

    _KEPT = 2

    def __init__(self, proposal: Proposal, shape_zyx: Shape3) -> None:
        self._proposal = proposal
        self._shape = shape_zyx
        self._volumes: dict[int | None, NDArray[np.uint8]] = {}
        self._outdated: dict[int | None, set[int]] = {}

    def invalidate(self, index: int) -> None:
        """Read slice `index` of the proposal again before it is shown."""
        for outdated in self._outdated.values():
            outdated.add(index)

    def cut(self, axis: int, index: int, iteration: int | None = None) -> NDArray[np.uint8]:
        """Labels of slice `index` along `axis`: view, uint8 ``(h, w)``, 0 where none is open."""
        if iteration not in self._volumes:
            if len(self._volumes) == self._KEPT:
                oldest = next(iter(self._volumes))
                del self._volumes[oldest], self._outdated[oldest]
            self._volumes[iteration] = np.zeros(self._shape, dtype=np.uint8)
            self._outdated[iteration] = set(self._proposal.slices)
        volume, outdated = self._volumes[iteration], self._outdated[iteration]
        planes = np.moveaxis(volume, self._proposal.axis, 0)
        for number in outdated & {index} if axis == self._proposal.axis else tuple(outdated):
            entry = self._proposal.slices.get(number)
            planes[number] = 0 if entry is None else entry.labels(iteration)
            outdated.discard(number)
        labels: NDArray[np.uint8] = np.moveaxis(volume, axis, 0)[index]
        return labels

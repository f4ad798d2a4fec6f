"""What the user has said about a structure: painted slices, slices without it, where to look."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.painted_planes import complete_slices
from annotator.core.run_options import RunOptions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from annotator.core.run_options import Adaptation
    from annotator.core.volume import Volume


Bounds = tuple[int, int] | tuple[int, int, int, int]
"""First and last slice that may hold a structure, inclusive; then, where these are suggested, those
that it more likely than not ends on."""


@dataclass(frozen=True, slots=True, eq=False)
class SupportSlice:
    """One painted slice of one label: a snapshot that later painting does not change.

    Attributes
    ----------
    index
        Slice number along the propagation axis (canonical order).
    mask
        bool ``(h, w)``, read-only: the label's voxels on that slice.
    """

    index: int
    mask: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class SupportSet:
    """Everything known about one label before a run.

    Attributes
    ----------
    label
        Label value, 1..255.
    slices
        Painted slices, ascending by index, at least one, none empty.
    absent
        Slices marked as not containing the structure: hard ends of the propagation.
    first, last
        Slices to fill, inclusive. Outside the supports' range the run extrapolates.
    ends
        First and last slice that hold the structure, where they are known, or that it more likely
        than not ends on: beyond the painted slices its shape shrinks towards them.
    """

    label: int
    slices: tuple[SupportSlice, ...]
    absent: frozenset[int] = frozenset()
    first: int = 0
    last: int = 0
    ends: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if not self.slices:
            raise ValueError(f"label {self.label} has no support slice")

    def bounded(
        self, first: int, last: int, likely_first: int | None = None, likely_last: int | None = None
    ) -> SupportSet:
        """Return this set with these `Bounds`, which what is painted widens; no more is filled."""
        lowest, highest = self.slices[0].index, self.slices[-1].index
        ends = (
            min(first if likely_first is None else likely_first, lowest),
            max(last if likely_last is None else likely_last, highest),
        )
        first, last = max(self.first, min(first, lowest)), min(self.last, max(last, highest))
        return replace(self, first=first, last=last, ends=ends)

    def between(self) -> SupportSet:
        """Return this set with its range cut to what lies between several painted slices."""
        first, last = self.slices[0].index, self.slices[-1].index
        if first == last:
            return self
        return replace(self, first=max(first, self.first), last=min(last, self.last))

    def query_range(self) -> tuple[int, int]:
        """First and last slice to fill: `first`..`last` cut at the nearest absent slices."""
        lowest, highest = self.slices[0].index, self.slices[-1].index
        lo = max([self.first, *(a + 1 for a in self.absent if a < lowest)])
        hi = min([self.last, *(a - 1 for a in self.absent if a > highest)])
        return lo, hi

    def query_indices(self) -> list[int]:
        """Slices to predict: within `query_range`, neither painted nor marked absent."""
        lo, hi = self.query_range()
        known = {support.index for support in self.slices} | self.absent
        return [index for index in range(lo, hi + 1) if index not in known]


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """Painted slices of one label that a network has learned from.

    Attributes
    ----------
    supports
        As they were then.
    adaptation, iterations, seed
        Of the options that it learned with.
    """

    supports: SupportSet
    adaptation: Adaptation
    iterations: int
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class PropagationRequest:
    """One run: plain values, taken when it starts, so that painting can go on.

    Attributes
    ----------
    volume
        The image that is read (the original or a denoised one).
    axis
        Array axis 0 (z), 1 (y) or 2 (x) along which slices are propagated.
    supports
        One set per label.
    locked
        uint8 ``(z, y, x)`` or None: 255 where a voxel is free, otherwise the value it must keep
        (hand-painted, accepted, or of a locked label).
    options
        How to run; its range, gate and labels are in `supports` already.
    previews
        Whether interpolated masks of all slices are wanted at once, before the network learns.
    done
        Slices that have been filled already and are left out.
    """

    volume: Volume
    axis: int
    supports: tuple[SupportSet, ...]
    locked: NDArray[np.uint8] | None = None
    options: RunOptions = field(default_factory=RunOptions)
    previews: bool = False
    done: frozenset[int] = frozenset()


FREE = 255
"""Value of `PropagationRequest.locked` where the run may write."""


def supports_from_labels(
    labels: NDArray[np.uint8],
    axis: int,
    *,
    values: list[int] | None = None,
    absent: Mapping[int, frozenset[int]] | None = None,
    excluded: Mapping[int, frozenset[int]] | None = None,
    ends: Mapping[int, tuple[int, int]] | None = None,
    painted: Mapping[int, Sequence[int]] | None = None,
    full_range: bool = True,
) -> tuple[SupportSet, ...]:
    """Support sets of a label map: every slice painted along `axis` with a label supports it.

    Lines that slices painted along another axis leave are no painted slices
    (`annotator.core.painted_planes`).

    Parameters
    ----------
    labels
        uint8 ``(z, y, x)``.
    axis
        Propagation axis, 0..2.
    values
        Labels to take; default all that occur.
    absent
        Per label, slices marked as not containing it.
    excluded
        Per label, painted slices that shall not serve as supports.
    ends
        Per label, its known first and last slice: no more is filled.
    painted
        Per label, the slices that hold it, ascending, where the caller knows them.
    full_range
        Fill the whole axis (up to absent slices) rather than only between the supports.
    """
    sets = []
    length = labels.shape[axis]
    wanted = [int(v) for v in np.unique(labels) if v] if values is None else values
    for value in wanted:
        hit = _painted(labels == value, axis) if painted is None else painted.get(value, ())
        skip = (excluded or {}).get(value, frozenset())
        slices = []
        for index in (int(i) for i in hit if int(i) not in skip):
            mask = np.ascontiguousarray(labels.take(index, axis=axis) == value)
            mask.flags.writeable = False
            slices.append(SupportSlice(index, mask))
        if not slices:
            continue
        first, last = (0, length - 1) if full_range else (slices[0].index, slices[-1].index)
        marked = (absent or {}).get(value, frozenset())
        found = SupportSet(value, tuple(slices), marked, first, last)
        sets.append(found.bounded(*ends[value]) if ends and value in ends else found)
    return tuple(sets)


def _painted(mask: NDArray[np.bool_], axis: int) -> list[int]:
    hit = np.flatnonzero(mask.any(axis=tuple(a for a in range(3) if a != axis)))
    return complete_slices(mask, axis, [int(index) for index in hit])

"""What a first pass found of structures: slices that two of them claim, slices to be trusted.

One finished patient alone often says badly where structures lie. Then the network finds a neighbour
in some slices, and is sure of it. Two structures that claim the same voxels give it away.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

CLAIMED = 0.05
"""Share of the larger of two masks of a slice from which on the slice is contested."""

WHOLE = 0.9
"""Share of both structures from which on contested slices cannot tell which of them is wrong."""

AS_SURE, AS_LARGE = 0.03, 0.3
"""Trusted slices: mean probability at most so much below the best, area at least this share of the
largest."""


SURE = 0.9
"""Mean probability that the surest slices need, or nothing is learned from a structure: where the
network never is that sure (0.83 to 0.89 in parts of the hippocampus), looking again made it worse;
0.94 and more in most organs of abdominal MR."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """One structure as it was found.

    Attributes
    ----------
    box
        Slices, rows and columns that hold it; slices along the slice axis come first.
    mask
        bool, as large as the box, not empty.
    sure
        float64, per slice of the box the mean probability inside the mask; 0 where it is empty.
    """

    box: tuple[slice, slice, slice]
    mask: NDArray[np.bool_]
    sure: NDArray[np.float64]

    @classmethod
    def of(cls, mask: NDArray[np.bool_], logits: NDArray[np.float32], axis: int) -> Found | None:
        """Take what is to be known of a mask ``(z, y, x)`` and its logits; None if it is empty."""
        planes, values = np.moveaxis(mask, axis, 0), np.moveaxis(logits, axis, 0)
        boxes = ndimage.find_objects(planes.astype(np.uint8))
        if not boxes:
            return None
        inside = planes[boxes[0]].copy()
        chances = 1 / (1 + np.exp(-values[boxes[0]].astype(np.float64)))
        sums = np.where(inside, chances, 0).sum((1, 2))
        return cls(boxes[0], inside, sums / np.maximum(1, inside.sum((1, 2))))

    @property
    def areas(self) -> NDArray[np.int64]:
        """Voxels on each slice of the box."""
        areas: NDArray[np.int64] = self.mask.sum((1, 2))
        return areas

    def pasted(
        self, shape: tuple[int, int, int], axis: int, slices: Sequence[int] | None = None
    ) -> NDArray[np.bool_]:
        """Return the mask ``(z, y, x)``, or some slices of it alone, in a volume of a shape."""
        whole = np.zeros(shape, bool)
        planes = np.moveaxis(whole, axis, 0)
        planes[self.box] = self.mask
        if slices is not None:
            planes[[i for i in range(len(planes)) if i not in set(slices)]] = False
        return whole

    def share(self, slices: Sequence[int]) -> float:
        """Share of the voxels that lie on some slices."""
        places = [i - self.box[0].start for i in slices]
        return float(self.areas[places].sum() / self.mask.sum())

    def without(self, slices: Sequence[int]) -> Found:
        """Return the largest part that is left beside some slices; itself if nothing is."""
        mask = self.mask.copy()
        mask[[i - self.box[0].start for i in slices]] = False
        parts, count = ndimage.label(mask)
        if not count:
            return self
        largest = int(np.bincount(parts.reshape(-1))[1:].argmax()) + 1
        kept: NDArray[np.bool_] = parts == largest
        return Found(self.box, kept, np.where(kept.any((1, 2)), self.sure, 0))

    @property
    def is_sure(self) -> bool:
        """Whether the network is sure of slices where the mask is not small."""
        return bool((self.sure[self.areas >= AS_LARGE * self.areas.max()] >= SURE).any())

    def trusted(self) -> list[int]:
        """Slices where the network is about as sure as anywhere, and the mask is not small."""
        held, areas = self.areas > 0, self.areas
        three = np.ones(3)
        counts = np.convolve([0, *held, 0], three, "valid")
        around = np.convolve([0, *self.sure, 0], three, "valid") / np.maximum(1, counts)
        usable = held & (areas >= AS_LARGE * areas.max())
        wanted = usable & (around >= around[usable].max() - AS_SURE)
        return [self.box[0].start + int(i) for i in np.flatnonzero(wanted)]


def settled(found: Mapping[int, Found]) -> dict[int, Found]:
    """Take contested slices from the structure of which less lies on them, by label value."""
    left = dict(found)
    for one, other in combinations(sorted(found), 2):
        slices = contested(left[one], left[other])
        shares = [left[value].share(slices) for value in (one, other)]
        if slices and min(shares) <= WHOLE:
            loser = one if shares[0] < shares[1] else other
            left[loser] = left[loser].without(slices)
    return left


def in_one_place(found: Mapping[int, Found]) -> set[int]:
    """Label values of structures that were found in the same place, so that one is wrong."""
    same: set[int] = set()
    for one, other in combinations(sorted(found), 2):
        slices = contested(found[one], found[other])
        if slices and min(found[value].share(slices) for value in (one, other)) > WHOLE:
            same |= {one, other}
    return same


def contested(one: Found, other: Found) -> list[int]:
    """Slices on which two structures overlap by more than their borders."""
    common = tuple(
        slice(max(a.start, b.start), max(a.start, b.start, min(a.stop, b.stop)))
        for a, b in zip(one.box, other.box, strict=True)
    )
    (a, b), both = (_part(item, common) for item in (one, other)), common[0]
    areas = [
        item.areas[both.start - item.box[0].start : both.stop - item.box[0].start]
        for item in (one, other)
    ]
    claimed = (a & b).sum((1, 2)) > CLAIMED * np.maximum(1, np.maximum(*areas))
    return [both.start + int(i) for i in np.flatnonzero(claimed)]


def _part(found: Found, box: Sequence[slice]) -> NDArray[np.bool_]:
    inside = tuple(
        slice(wanted.start - own.start, wanted.stop - own.start)
        for wanted, own in zip(box, found.box, strict=True)
    )
    return found.mask[inside]

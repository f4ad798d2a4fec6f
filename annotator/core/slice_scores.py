"""What a classifier says of the slices of a volume, and which slices to paint because of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from annotator.core.support import Bounds

LIKELY = 0.5
"""Presence from which on a slice more likely than not holds a structure."""

UNKNOWN = "unknown"
"""The answer where the classifier is not sure enough."""


@dataclass(frozen=True, slots=True)
class SliceDescription:
    """What one slice shows.

    Attributes
    ----------
    index
        Slice number along the axis (canonical order).
    modality, modality_probability
        "CT", "MR" or `UNKNOWN`, and how sure that is, 0..1 (of the likeliest for `UNKNOWN`).
    region, region_probability
        Part of the body, such as "abdomen", or `UNKNOWN`, likewise.
    structures
        Name -> calibrated probability that the slice shows it, likeliest first.
    """

    index: int
    modality: str
    modality_probability: float
    region: str
    region_probability: float
    structures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SliceDescriptions:
    """All slices of a volume along one axis, ascending; `model` is the classifier's name."""

    axis: int
    slices: tuple[SliceDescription, ...]
    model: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class PresenceScores:
    """Where along an axis one structure is.

    Attributes
    ----------
    label
        Label value of the structure.
    axis
        Array axis whose slices are scored.
    probability
        float32 ``(n,)``, read-only: chance that the slice contains the structure; 1 on painted
        slices, 0 on those marked absent.
    first, last
        Suggested first and last slice that contain the structure, inclusive.
    confidence
        0..1: how sure these two ends are (the surer, the steeper the probability falls there).
    change
        float32 ``(n,)``, read-only: how much each slice looks unlike the one before it where the
        structure is, 1 on average; all 1 where that is not known.
    evidence
        What the ends rest on, by name (`annotator.inference.cloformer.presence.Likeness`, `Place`):
        float32 ``(n,)`` each, nan on slices that were not looked at; empty where there is none.
    """

    label: int
    axis: int
    probability: NDArray[np.float32]
    first: int
    last: int
    confidence: float
    change: NDArray[np.float32]
    evidence: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)

    @property
    def bounds(self) -> Bounds:
        """Suggested ends, and the outermost slices that more likely than not hold the structure."""
        held = np.flatnonzero(self.probability >= LIKELY)
        if not held.size:
            return self.first, self.last, self.first, self.last
        likely = max(int(held[0]), self.first), min(int(held[-1]), self.last)
        return (self.first, self.last, *likely)


def suggest_slices(scores: PresenceScores, painted: Collection[int], count: int) -> list[int]:
    """Slices to paint next so that the painted ones cover the structure best.

    Every slice costs its probability times how far it is, in slices stretched by `change`, from
    the nearest painted slice. Slices are added one by one where the cost falls most, then moved as
    long as that lowers it. So two lie a quarter of the way from the ends and three a sixth: slices
    inside lead to better masks than the tips or the widest slice (models/catnet-small/results.md,
    "Where painted slices should lie").

    Parameters
    ----------
    scores
        Where the structure is.
    painted
        Slices that are painted already.
    count
        How many slices to suggest.

    Returns
    -------
    list of int
        At most `count` slices from ``first..last``, ascending, none of them painted.
    """
    known = sorted({int(index) for index in painted})
    chosen: list[int] = []
    free = [i for i in range(scores.first, scores.last + 1) if i not in known]
    if not free or count < 1:
        return []
    place = np.cumsum(scores.change, dtype=np.float64)
    for _ in range(min(count, len(free))):
        chosen.append(_best(scores, place, known + chosen, free))
    for _ in range(8):
        before = sorted(chosen)
        for index in before:
            chosen.remove(index)
            chosen.append(_best(scores, place, known + chosen, free))
        if sorted(chosen) == before:
            break
    return sorted(chosen)


def _best(
    scores: PresenceScores, place: NDArray[np.float64], taken: list[int], free: list[int]
) -> int:
    """Slice that lowers the cost most; the one nearest to the middle where several do."""
    left = [index for index in free if index not in taken]
    costs = [_cost(scores, place, [*taken, index]) for index in left]
    middle = (scores.first + scores.last) / 2
    return min(zip(costs, left, strict=True), key=lambda c: (round(c[0], 9), abs(c[1] - middle)))[1]


def _cost(scores: PresenceScores, place: NDArray[np.float64], taken: list[int]) -> float:
    """Mean distance of the structure's slices from the taken ones, as `suggest_slices` says."""
    inside = np.arange(scores.first, scores.last + 1)
    spots = np.sort(place[taken])
    here = place[inside]
    distance = np.abs(here[:, None] - spots[None]).min(axis=1)
    return float((scores.probability[inside] * distance).sum())

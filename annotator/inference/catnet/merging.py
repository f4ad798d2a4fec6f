"""The labels of a slice resolved into one mask that keeps what the user has decided.

Labels of which a slice lies between painted slices come first: what runs on beyond its painted
slices is a guess, and must not take the place of the next vertebra or level of the cord.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from annotator.core.boxes import bounding_box, held_box
from annotator.core.proposal import IterationResult, LabelStats
from annotator.core.support import FREE
from annotator.inference.catnet.parts import label_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.core.support import PropagationRequest
    from annotator.inference.slice_stack import SliceStack

    Shares = Sequence[float] | NDArray[np.float32]
    LabelMaps = tuple[list[int], NDArray[np.float32], float, Shares]
    """Slices, logits (Q, rows, cols), seconds spent on them, network's share in each."""

    Maps = dict[int, LabelMaps]
    """Per label."""


BETWEEN_LEAD = 100.0
"""Added to the logits of what lies between painted slices of its label: more than any logit."""


class _Packed(NamedTuple):
    """A mask of a slice, small in memory: its box, a bit per pixel inside it, how many are set."""

    box: Box
    bits: NDArray[np.uint8]
    size: int

    @classmethod
    def of(cls, mask: NDArray[np.bool_]) -> _Packed:
        box = held_box(mask)
        return cls(box, np.packbits(mask[box]), int(np.count_nonzero(mask)))

    def dice(self, mask: NDArray[np.bool_]) -> float:
        """Dice with another mask of the slice, 1.0 if both are empty."""
        there = mask[self.box]
        bits = np.unpackbits(self.bits, count=there.size).view(bool).reshape(there.shape)
        total = self.size + int(np.count_nonzero(mask))
        return 1.0 if total == 0 else 2.0 * int(np.count_nonzero(there & bits)) / total


def _together(
    mine: Mapping[int, tuple[NDArray[np.float32], float, float]],
) -> dict[int, tuple[NDArray[np.float32], float, float]]:
    """Logits, seconds and share of whole structures: the highest, their sum, their mean."""
    whole: dict[int, tuple[NDArray[np.float32], float, float]] = {}
    counts = Counter(map(label_of, mine))
    for part, (logits, seconds, share) in mine.items():
        label = label_of(part)
        if label in whole:
            before = whole[label]
            logits, seconds = np.maximum(before[0], logits), before[1] + seconds
            whole[label] = logits, seconds, before[2] + share / counts[label]
        else:
            whole[label] = logits, seconds, share / counts[label]
    return whole


class Merger:
    """Resolves the labels of a slice and keeps what must not change.

    Parameters
    ----------
    request
        Says which voxels are locked.
    stack
        Slices along the axis of the request.
    """

    def __init__(self, request: PropagationRequest, stack: SliceStack) -> None:
        self._request = request
        self._stack = stack
        self._painted = {
            supports.label: (supports.slices[0].index, supports.slices[-1].index)
            for supports in request.supports
        }
        self._before: dict[tuple[int, int], _Packed] = {}

    def result(self, index: int, iteration: int, maps: Maps, *, is_final: bool) -> IterationResult:
        """Labels of one slice: the highest logit above 0 wins; locked voxels keep their value.

        Labels with painted slices on both sides come before the others; parts of a structure get
        its label.
        """
        labels = np.zeros(self._stack.shape, np.uint8)
        best = np.zeros(self._stack.shape, np.float32)
        mine = {
            label: (logits[place], seconds / len(queries), float(shares[place]))
            for label, (queries, logits, seconds, shares) in maps.items()
            if index in queries
            for place in (queries.index(index),)
        }
        for label, (logits, _, _) in mine.items():
            first, last = self._painted[label]
            lead = BETWEEN_LEAD if first < index < last else 0.0
            inside = logits > 0
            box = bounding_box(inside)
            if box is not None:
                led = logits[box] + lead
                wins = inside[box] & (led > best[box])
                labels[box][wins] = label_of(label)
                np.copyto(best[box], led, where=wins)
        if self._request.locked is not None:
            locked = self._request.locked.take(index, axis=self._request.axis)
            np.copyto(labels, locked, where=locked != FREE)
        stats = {
            label: self._stats(index, label, labels == label, *found)
            for label, found in _together(mine).items()
        }
        if is_final:
            for label in stats:
                del self._before[index, label]
        labels.flags.writeable = False
        return IterationResult(index, iteration, labels, stats, is_final)

    def _stats(
        self,
        index: int,
        label: int,
        mask: NDArray[np.bool_],
        logits: NDArray[np.float32],
        seconds: float,
        share: float,
    ) -> LabelStats:
        before = self._before.get((index, label))
        self._before[index, label] = _Packed.of(mask)
        inside = logits[mask]
        probability = float(np.mean(1 / (1 + np.exp(-inside)))) if inside.size else float("nan")
        change = float("nan") if before is None else before.dice(mask)
        return LabelStats(int(inside.size), change, probability, seconds, share)

"""Which proposed slices to look at first: those on which several answers disagree.

A proposed mask is held against other answers to the same question: the shape interpolated between
the painted slices, the first mask of the slice and that of the iteration before, the shape half-way
between the masks of its two neighbours, and the network's own doubt. Where they differ, something
is wrong; that the spread of a few answers ranks errors is the idea of query by committee (Seung,
Opper and Sompolinsky, COLT 1992). `tests/benchmarks/bench_review.py` measures what it gains.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from annotator.core.proposal import Proposal

    Mask = NDArray[np.bool_]
    Doubts = dict[str, float]


def least_certain_first(uncertainty: Mapping[int, float]) -> list[int]:
    """Slices by falling uncertainty; equal ones ascending."""
    return sorted(uncertainty, key=lambda index: (-uncertainty[index], index))


def combined(doubts: Mapping[int, Doubts]) -> dict[int, float]:
    """Uncertainty per slice: 1 on average, 0 where all answers agree.

    Every kind of answer counts the same: its doubts are divided by their mean over the slices.
    """
    kinds = {kind for found in doubts.values() for kind in found}
    totals = {kind: sum(found.get(kind, 0.0) for found in doubts.values()) for kind in kinds}
    used = [kind for kind in sorted(kinds) if totals[kind] > 0]
    return {
        index: sum(found.get(kind, 0.0) / totals[kind] for kind in used)
        * len(doubts)
        / max(len(used), 1)
        for index, found in doubts.items()
    }


class Disagreement:
    """Disagreement of several answers on the open slices of a proposal.

    Parameters
    ----------
    proposal
        Nobody may change it meanwhile (`Proposal.undecided` gives a copy).
    spacing_yx
        Pixel size of its slices in mm.
    """

    def __init__(self, proposal: Proposal, spacing_yx: tuple[float, float]) -> None:
        from annotator.core.interpolation import ShapeInterpolator  # slow to import

        self._proposal = proposal
        self._spacing = spacing_yx
        self._labels = {index: entry.labels() for index, entry in proposal.slices.items()}
        self._painted = {
            support.label: {item.index: item.mask for item in support.slices}
            for support in proposal.supports
        }
        self._shapes = {
            label: ShapeInterpolator(masks, spacing_yx) for label, masks in self._painted.items()
        }
        sizes = np.zeros(256, np.int64)
        for labels in self._labels.values():
            sizes += np.bincount(labels.reshape(-1), minlength=256)
        self._sizes = sizes.clip(1)

    def slices(self) -> Iterator[tuple[int, Doubts]]:
        """Every open slice, ascending, with its doubts.

        A doubt is the number of voxels in dispute with one kind of answer, as a share of all
        voxels proposed for the label, summed over the labels.
        """
        for index in self._proposal.indices():
            doubts: Doubts = {}
            for label in self._proposal.run_labels:
                if index not in self._painted.get(label, ()):
                    for kind, voxels in self._disputed(index, label):
                        share = voxels / float(self._sizes[label])
                        doubts[kind] = doubts.get(kind, 0.0) + share
            yield index, doubts

    def _disputed(self, index: int, label: int) -> Iterator[tuple[str, float]]:
        """Voxels of a label in dispute on a slice, by kind of answer."""
        mask, entry = self._labels[index] == label, self._proposal.slices[index]
        others = {
            "interpolated": self._interpolated(index, label),
            "neighbours": self._half_way(index, label),
        }
        if entry.iterations > 1:
            others["first"] = entry.labels(0) == label
            others["before"] = entry.labels(entry.iterations - 2) == label
        for kind, other in others.items():
            if other is not None:
                yield kind, float(np.count_nonzero(mask != other))
        stats = entry.stats[-1].get(label)
        if stats is not None and not math.isnan(stats.probability):
            yield "probability", (1 - stats.probability) * float(np.count_nonzero(mask))

    def _interpolated(self, index: int, label: int) -> Mask | None:
        """Shape between the painted slices; None outside of them, where there is none."""
        known = self._painted.get(label)
        if self._proposal.method == "interpolation" or not known:
            return None
        if not min(known) < index < max(known):
            return None
        shape: Mask = self._shapes[label].signed_distance(index) > 0
        return shape

    def _half_way(self, index: int, label: int) -> Mask | None:
        """Shape between the masks of the neighbours, proposed or painted."""
        from annotator.core.interpolation import ShapeInterpolator  # slow to import

        known = {}
        for beside in (index - 1, index + 1):
            mask = self._mask(beside, label)
            if mask is None:
                return None
            known[beside] = mask
        shape: Mask = ShapeInterpolator(known, self._spacing).signed_distance(index) > 0
        return shape

    def _mask(self, index: int, label: int) -> Mask | None:
        painted = self._painted.get(label, {}).get(index)
        if painted is not None:
            return painted
        labels = self._labels.get(index)
        return None if labels is None else labels == label

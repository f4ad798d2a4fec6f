"""Which slices are uncertain: where the answers disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.core.proposal import IterationResult, LabelStats, Proposal
from annotator.core.support import SupportSet, SupportSlice
from annotator.core.uncertainty import Disagreement, combined, least_certain_first

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPACING = (1.0, 1.0)


def disc(radius: float, value: int = 1) -> NDArray[np.uint8]:
    y, x = np.indices((30, 30)) - 14.5
    return np.where(np.hypot(y, x) < radius, value, 0).astype(np.uint8)


def proposed(radii: dict[int, list[float]], probability: float = 1.0) -> Proposal:
    """Discs on slices between two painted ones of radius 8, per slice and iteration."""
    painted = tuple(SupportSlice(index, disc(8) == 1) for index in (0, 6))
    proposal = Proposal(0, (1,), "fused", (SupportSet(1, painted, first=0, last=6),))
    for index, sizes in radii.items():
        for iteration, radius in enumerate(sizes):
            labels = disc(radius)
            stats = {1: LabelStats(int((labels == 1).sum()), 1.0, probability, 0.0)}
            proposal.add(IterationResult(index, iteration, labels, stats, is_final=False))
    return proposal


def uncertainty(proposal: Proposal) -> dict[int, float]:
    return combined(dict(Disagreement(proposal, SPACING).slices()))


def test_nothing_is_uncertain_where_all_answers_agree() -> None:
    found = uncertainty(proposed({index: [8, 8] for index in range(1, 6)}))
    assert found == dict.fromkeys(range(1, 6), 0.0)


def test_the_slice_that_differs_from_interpolation_and_neighbours_comes_first() -> None:
    found = uncertainty(proposed({1: [8], 2: [8], 3: [8], 4: [4], 5: [8]}))
    assert least_certain_first(found)[0] == 4
    assert np.mean(list(found.values())) == pytest.approx(1.0)


def test_iterations_that_still_change_are_doubts() -> None:
    doubts = dict(Disagreement(proposed({2: [5, 7, 8], 3: [8, 8, 8]}), SPACING).slices())
    assert doubts[2]["first"] > doubts[2]["before"] > 0
    assert doubts[3]["first"] == doubts[3]["before"] == 0


def test_the_doubt_of_the_network_counts() -> None:
    sure, unsure = (
        dict(Disagreement(proposed({3: [8]}, probability), SPACING).slices())[3]["probability"]
        for probability in (0.99, 0.6)
    )
    assert unsure > sure > 0


def test_a_painted_slice_of_another_label_is_not_in_dispute() -> None:
    """A slice that is painted with one label and filled with another keeps what is painted."""
    proposal = proposed({3: [8]})
    other = SupportSet(2, (SupportSlice(3, disc(3) == 1), SupportSlice(9, disc(3) == 1)), last=9)
    proposal.supports += (other,)
    proposal.run_labels = (1, 2)
    doubts = dict(Disagreement(proposal, SPACING).slices())
    alone = dict(Disagreement(proposed({3: [8]}), SPACING).slices())
    assert doubts == alone


def test_interpolation_is_not_held_against_itself() -> None:
    proposal = proposed({3: [4]})
    proposal.method = "interpolation"
    assert "interpolated" not in dict(Disagreement(proposal, SPACING).slices())[3]


def test_equal_slices_come_as_they_lie() -> None:
    assert least_certain_first({5: 1.0, 2: 1.0, 9: 3.0}) == [9, 2, 5]

import numpy as np
import pytest

from annotator.core.proposal import IterationResult, Proposal, ProposalCuts
from annotator.core.support import SupportSet, SupportSlice

SHAPE = (6, 8, 10)


def result(index, value, iteration=0, *, last=False):
    labels = np.zeros(SHAPE[1:], dtype=np.uint8)
    labels[1 : 3 + iteration, 2:6] = value
    return IterationResult(index, iteration, labels, {}, last)


def test_iterations_come_back_as_they_were():
    proposal = Proposal(0, (1, 2))
    for iteration in range(3):
        proposal.add(result(4, 2, iteration))
    entry = proposal.slices[4]
    for iteration in range(3):
        assert np.array_equal(entry.labels(iteration), result(4, 2, iteration).labels)
    assert np.array_equal(entry.labels(), entry.labels(2))
    assert np.array_equal(entry.labels(9), entry.labels(2))  # not computed yet: the newest
    assert entry.values == {2}
    assert entry.box(0) == (slice(1, 3), slice(2, 6))


def test_empty_slice_is_a_proposal_too():
    proposal = Proposal(0, (1,))
    proposal.add(result(4, 0))
    assert proposal.indices() == [4]
    assert not proposal.slices[4].labels().any()
    assert proposal.slices[4].values == frozenset()


def test_repeated_iteration_replaces_all_after_it():
    proposal = Proposal(0, (1, 2))
    for iteration in range(3):
        proposal.add(result(4, 1, iteration))
    proposal.add(result(4, 2, 1))
    assert proposal.slices[4].iterations == 2
    assert proposal.slices[4].values == {2}


def test_decided_slice_takes_late_iterations_without_opening():
    proposal = Proposal(0, (1,))
    proposal.add(result(4, 1))
    proposal.decide(4)
    proposal.add(result(4, 1, 1, last=True))
    assert proposal.indices() == []
    proposal.reopen(4)
    assert proposal.slices[4].iterations == 2
    assert proposal.slices[4].is_final


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_cuts_in_any_plane_and_iteration(axis):
    proposal = Proposal(0, (1, 2))
    for index in (1, 4):
        for iteration in range(3):
            proposal.add(result(index, index, iteration))
    cuts = ProposalCuts(proposal, SHAPE)
    for iteration in (0, 2, 1, None, 0):  # more than are kept at a time
        stack = np.zeros(SHAPE, dtype=np.uint8)
        for index in (1, 4):
            stack[index] = result(index, index, 2 if iteration is None else iteration).labels
        for number in range(SHAPE[axis]):
            expected = np.moveaxis(stack, axis, 0)[number]
            assert np.array_equal(cuts.cut(axis, number, iteration), expected)


def test_support_is_changed_only_while_it_differs():
    mask = np.zeros(SHAPE[1:], dtype=bool)
    mask[2:5, 2:5] = True
    supports = (SupportSet(1, (SupportSlice(2, mask),), first=0, last=5),)
    proposal = Proposal(0, (1,), "fused", supports)
    nothing = np.zeros(256, dtype=np.int64)
    labels = mask.astype(np.uint8)
    proposal.check_support(2, labels, nothing)
    assert not proposal.stale
    proposal.check_support(2, np.zeros_like(labels), nothing)
    assert proposal.stale
    proposal.check_support(2, labels, nothing)
    assert not proposal.stale
    painted = nothing.copy()
    painted[1] = 9
    proposal.check_support(3, labels, painted)
    assert proposal.changed_supports == {3}

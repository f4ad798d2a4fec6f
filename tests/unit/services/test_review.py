"""Decisions per label and range, what they change, in which order slices are looked at."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.core.proposal import Learned
from annotator.core.support import SupportSet, SupportSlice
from annotator.services.review_order import ReviewOrder
from annotator.services.verdict import hidden_dice, verdict
from tests.helpers.documents import EditList, make_document, proposal, result, square

if TYPE_CHECKING:
    from annotator.services.document import Document


def two_labels() -> tuple[Document, EditList]:
    """Slices 2..5, each with a square of 6 of label 1 and one of 3 of label 2 beside it."""
    document = make_document()
    labels = square(1, 6)
    labels[12:15, 12:15] = 2
    document.review.show(proposal({index: [labels] for index in range(2, 6)}))
    return document, EditList(document)


def test_one_label_of_a_slice_is_accepted_and_the_other_waits() -> None:
    document, edits = two_labels()
    document.accept([3], labels=[1])
    assert set(np.unique(document.labelmap.voxels[3])) == {0, 1}
    assert document.review.proposal.indices() == [2, 3, 4, 5]
    waiting = document.review.labels(0, 3)
    assert waiting is not None
    assert set(np.unique(waiting)) == {0, 2}
    document.accept([3], labels=[2])
    assert document.review.proposal.indices() == [2, 4, 5], "all its labels are decided"
    edits.undo()
    edits.undo()
    assert not document.labelmap.voxels.any()
    assert set(np.unique(document.review.labels(0, 3))) == {0, 1, 2}


def test_one_label_is_rejected_on_a_range() -> None:
    document, edits = two_labels()
    document.reject([2, 3, 4], labels=[2])
    document.accept(None)
    voxels = document.labelmap.voxels
    assert [bool((voxels[i] == 2).any()) for i in range(2, 6)] == [False, False, False, True]
    assert edits.texts == ["Reject 3 slices", "Accept 4 slices (fused)"]


def test_a_label_that_was_decided_on_stays_so_when_an_iteration_comes_late() -> None:
    document, _ = two_labels()
    document.reject([3], labels=[2])
    late = square(1, 7)
    late[12:15, 12:15] = 2
    document.review.proposal.add(result(3, late, 1))
    document.review.notify(3)
    assert set(np.unique(document.review.labels(0, 3))) == {0, 1}


def test_unsaved_work_keeps_what_was_decided_on() -> None:
    document, _ = two_labels()
    document.reject([3], labels=[2])
    kept = document.review.proposal.undecided()
    assert set(np.unique(kept.slices[3].labels())) == {0, 1}
    assert set(np.unique(kept.slices[2].labels())) == {0, 1, 2}


def test_what_a_run_changes_is_said_before_it_is_taken() -> None:
    document, _ = two_labels()
    outcome = document.review.outcome(None)
    voxel_ml = 5 * 1 * 2 / 1000
    assert outcome.gained_ml == pytest.approx(4 * (36 + 9) * voxel_ml)
    assert str(outcome) == "4 slices, +1.8 ml"
    assert outcome.unseen == (2, 3, 4, 5)
    document.review.note_shown(3)
    assert document.review.outcome([2, 3], only=[2]).unseen == (2,)
    assert document.review.outcome([2, 3], only=[2]).gained_ml == pytest.approx(18 * voxel_ml)


def test_a_new_iteration_has_to_be_looked_at_again() -> None:
    document, _ = two_labels()
    document.review.note_shown(3)
    document.review.proposal.add(result(3, square(1, 7), 1))
    assert 3 in document.review.outcome(None).unseen


def test_review_begins_at_the_least_certain_slice_and_leads_on() -> None:
    document, _ = two_labels()
    waiting, order = document.review.proposal, ReviewOrder()
    order.take({2: 0.5, 3: 0.1, 4: 2.0, 5: 1.0})
    assert order.least_certain(waiting) == 4
    assert order.step(waiting, 0, 1) == 4, "from elsewhere to the least certain"
    assert order.step(waiting, 4, 1) == 5
    assert order.step(waiting, 5, -1) == 4
    waiting.shown |= {4, 5}
    assert order.step(waiting, 3, 1) == 2, "what was looked at is passed over"
    document.accept([2])
    assert order.step(waiting, 2, 1) == 3
    assert order.step(waiting, 3, 1) == 4, "around to the first"


def test_review_in_slice_order() -> None:
    document, _ = two_labels()
    waiting, order = document.review.proposal, ReviewOrder()
    order.take({2: 0.5, 3: 0.1, 4: 2.0, 5: 1.0})
    order.by_uncertainty = False
    assert [order.step(waiting, here, 1) for here in (0, 2, 5)] == [2, 3, 2]
    assert order.step(waiting, 2, -1) == 5
    document.reject(None)
    assert order.step(waiting, 2, 1) is None


def test_hidden_painted_slices_are_interpolated_from_the_others() -> None:
    masks = {0: square(1, 6), 2: square(1, 6), 4: square(1, 6), 6: square(1, 3)}
    slices = tuple(SupportSlice(index, mask == 1) for index, mask in masks.items())
    found = dict(hidden_dice(SupportSet(1, slices, last=6), (1.0, 1.0)))
    assert sorted(found) == [2, 4]
    assert found[2] == pytest.approx(1.0)
    assert found[4] < 1
    assert not dict(hidden_dice(SupportSet(1, slices[:2], last=6), (1.0, 1.0)))


def test_the_verdict_is_in_plain_words() -> None:
    learned = Learned(1, 4, 20, 0.85, 0.91, 0.5, hidden=12)
    assert verdict("Liver", learned, {12: 0.86, 20: 0.2}) == (
        "Liver: a hidden painted slice was met with Dice 0.91: good; interpolation alone 0.86"
    )
    unchecked = Learned(1, 3, 20, math.nan, math.nan, 0.5)
    assert verdict("Liver", unchecked, {12: 0.7}) == (
        "Liver: interpolation alone met a hidden painted slice with Dice 0.70: "
        "weak, paint one slice more"
    )
    assert verdict("Liver", unchecked, {}) == ""

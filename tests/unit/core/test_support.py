from __future__ import annotations

import numpy as np
import pytest

from annotator.core.painted_planes import propagation_axis
from annotator.core.support import (
    SupportSet,
    SupportSlice,
    supports_from_labels,
)

MASK = np.ones((2, 2), bool)


def support_set(painted, absent=(), first=0, last=20):
    slices = tuple(SupportSlice(index, MASK) for index in painted)
    return SupportSet(1, slices, frozenset(absent), first, last)


def test_a_set_needs_a_painted_slice():
    with pytest.raises(ValueError, match="label 1 has no support"):
        support_set([])


def test_query_slices_are_all_that_nobody_painted():
    assert support_set([5, 8], first=4, last=10).query_indices() == [4, 6, 7, 9, 10]


def test_absent_slices_end_the_run():
    known = support_set([8, 12], absent=[3, 5, 15, 18])
    assert known.query_range() == (6, 14)
    assert known.query_indices() == [6, 7, 9, 10, 11, 13, 14]


def test_absent_slice_between_supports_is_left_out_only():
    known = support_set([5, 9], absent=[7], first=5, last=9)
    assert known.query_indices() == [6, 8]


def test_absent_slices_next_to_the_supports_leave_nothing_outside():
    assert support_set([5, 6], absent=[4, 7]).query_indices() == []


def test_known_ends_narrow_what_is_filled_but_never_cut_painted_slices_off():
    known = support_set([8, 12], first=6, last=20).bounded(4, 15)
    assert (known.first, known.last, known.ends) == (6, 15, (4, 15))
    known = support_set([8, 12]).bounded(10, 11)
    assert (known.first, known.last, known.ends) == (8, 12, (8, 12))


def test_likely_ends_lie_within_what_is_filled_and_hold_what_is_painted():
    known = support_set([8, 12], first=6, last=20).bounded(4, 15, 7, 13)
    assert (known.first, known.last, known.ends) == (6, 15, (7, 13))
    known = support_set([8, 12], first=0, last=20).bounded(4, 15, 9, 10)
    assert (known.first, known.last, known.ends) == (4, 15, (8, 12))


@pytest.fixture
def labels():
    """Label 1 on z = 2 and 6, label 7 on z = 4."""
    voxels = np.zeros((9, 10, 11), np.uint8)
    voxels[2, 3:6, 3:6] = 1
    voxels[6, 4:8, 4:8] = 1
    voxels[4, 1:3, 1:3] = 7
    return voxels


def test_supports_of_a_label_map(labels):
    one, seven = supports_from_labels(labels, 0)
    assert (one.label, [s.index for s in one.slices]) == (1, [2, 6])
    assert (seven.label, [s.index for s in seven.slices]) == (7, [4])
    np.testing.assert_array_equal(one.slices[1].mask, labels[6] == 1)
    assert one.slices[0].mask.dtype == bool
    assert (one.first, one.last) == (0, 8)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_masks_are_slices_along_the_axis(labels, axis):
    one = supports_from_labels(labels, axis, values=[1])[0]
    for support in one.slices:
        np.testing.assert_array_equal(support.mask, labels.take(support.index, axis) == 1)
    shape = [length for a, length in enumerate(labels.shape) if a != axis]
    assert one.slices[0].mask.shape == tuple(shape)


def test_supports_are_snapshots(labels):
    one = supports_from_labels(labels, 0)[0]
    labels[:] = 0
    assert one.slices[0].mask.sum() == 9
    with pytest.raises(ValueError, match="read-only"):
        one.slices[0].mask[0, 0] = True


def test_chosen_labels_only(labels):
    assert [s.label for s in supports_from_labels(labels, 0, values=[7, 3])] == [7]


def test_excluded_slices_do_not_support_but_are_predicted(labels):
    one = supports_from_labels(labels, 0, values=[1], excluded={1: frozenset([6])})[0]
    assert [s.index for s in one.slices] == [2]
    assert 6 in one.query_indices()


def test_label_with_every_slice_excluded_is_left_out(labels):
    excluded = {1: frozenset([2, 6])}
    assert [s.label for s in supports_from_labels(labels, 0, excluded=excluded)] == [7]


def test_absent_slices_are_per_label(labels):
    one, seven = supports_from_labels(labels, 0, absent={7: frozenset([3])})
    assert one.absent == frozenset()
    assert seven.query_range() == (4, 8)


def test_range_between_the_supports(labels):
    one = supports_from_labels(labels, 0, values=[1], full_range=False)[0]
    assert (one.first, one.last) == (2, 6)
    assert one.query_indices() == [3, 4, 5]


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_axis_is_the_one_with_sparse_slices(axis):
    labels = np.zeros((20, 20, 20), np.uint8)
    box = [slice(4, 16)] * 3
    box[axis] = slice(4, 16, 5)
    labels[tuple(box)] = 1
    assert propagation_axis(labels, (1.0, 1.0, 1.0)) == axis


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_single_painted_slice_decides(axis):
    labels = np.zeros((20, 20, 20), np.uint8)
    box = [slice(4, 16)] * 3
    box[axis] = slice(9, 10)
    labels[tuple(box)] = 1
    assert propagation_axis(labels, (1.0, 1.0, 1.0)) == axis


@pytest.mark.parametrize(("spacing", "expected"), [((5, 1, 1), 0), ((1, 5, 1), 1), ((1, 1, 5), 2)])
def test_without_sparse_slices_the_coarsest_axis_is_taken(spacing, expected):
    empty = np.zeros((8, 8, 8), np.uint8)
    solid = empty.copy()
    solid[2:6, 2:6, 2:6] = 1
    assert propagation_axis(empty, spacing) == expected
    assert propagation_axis(solid, spacing) == expected

"""What a first pass found: slices that two structures claim, and slices to be trusted."""

from __future__ import annotations

import numpy as np
import pytest

from annotator.core.cancel import CancelToken
from annotator.core.finished import FinishedCase
from annotator.inference.catnet.found import Found, contested, in_one_place, settled
from annotator.inference.catnet.laying import Laying
from annotator.inference.catnet.patients import Expected
from tests.helpers.patients import patient

SHAPE = (10, 20, 20)


def found(first: int, last: int, rows: slice, sure: float = 4.0, axis: int = 0) -> Found:
    """A bar over some slices and rows, with the same logit everywhere."""
    planes = np.zeros(SHAPE, bool)
    planes[first : last + 1, rows, 5:15] = True
    mask = np.ascontiguousarray(np.moveaxis(planes, 0, axis))
    made = Found.of(mask, np.where(mask, sure, -9.0).astype(np.float32), axis)
    assert made is not None
    return made


def held(item: Found) -> list[int]:
    return [item.box[0].start + int(i) for i in np.flatnonzero(item.areas)]


def test_nothing_found_is_nothing() -> None:
    assert Found.of(np.zeros(SHAPE, bool), np.zeros(SHAPE, np.float32), 0) is None


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_mask_is_put_back_where_it_was(axis: int) -> None:
    planes = np.zeros(SHAPE, bool)
    planes[2:5, 3:9, 5:15] = True
    mask = np.moveaxis(planes, 0, axis)
    item = found(2, 4, slice(3, 9), axis=axis)
    assert np.array_equal(item.pasted(mask.shape, axis), mask)
    part = np.moveaxis(item.pasted(mask.shape, axis, [3]), axis, 0)
    assert np.flatnonzero(part.any((1, 2))).tolist() == [3]


def test_the_structure_that_loses_less_of_itself_gives_way() -> None:
    kidney, spleen = found(0, 8, slice(2, 12)), found(6, 9, slice(8, 18))
    assert contested(kidney, spleen) == [6, 7, 8]
    left = settled({3: kidney, 4: spleen})
    assert held(left[3]) == [0, 1, 2, 3, 4, 5]
    assert held(left[4]) == [6, 7, 8, 9]


def test_borders_that_overlap_are_not_contested() -> None:
    above, below = found(0, 8, slice(0, 10)), found(0, 8, slice(10, 20))
    assert contested(above, below) == []
    assert len(contested(above, found(0, 8, slice(9, 19)))) == 9  # a tenth
    assert contested(found(0, 8, slice(0, 20)), found(3, 3, slice(9, 10))) == []  # just 5 %


def test_two_structures_in_one_place_stay() -> None:
    one, other = found(2, 6, slice(2, 12)), found(2, 6, slice(3, 13))
    left = settled({1: one, 2: other})
    assert left[1] is one
    assert left[2] is other
    assert in_one_place({1: one, 2: other, 3: found(0, 1, slice(0, 5))}) == {1, 2}


def test_what_the_network_is_not_sure_of_teaches_nothing() -> None:
    assert found(2, 6, slice(2, 12), sure=4.0).is_sure
    assert not found(2, 6, slice(2, 12), sure=1.5).is_sure
    planes = np.zeros(SHAPE, bool)
    planes[1:5, 5:15, 5:15] = planes[5, 5:6, 5:15] = True
    logits = np.where(planes, 1.5, -9.0).astype(np.float32)
    logits[5][planes[5]] = 9.0  # sure of a slice where there is hardly anything
    item = Found.of(planes, logits, 0)
    assert item is not None
    assert not item.is_sure


def test_slices_are_trusted_where_the_network_is_surest() -> None:
    planes = np.zeros(SHAPE, bool)
    planes[1:9, 5:15, 5:15] = True
    logits = np.where(planes, 4.0, -9.0).astype(np.float32)
    logits[5:9][planes[5:9]] = 0.5
    item = Found.of(planes, logits, 0)
    assert item is not None
    assert item.trusted() == [1, 2, 3]
    planes[1, 6:, :] = False  # small
    item = Found.of(planes, np.where(planes, logits, -9).astype(np.float32), 0)
    assert item is not None
    assert item.trusted() == [2, 3]
    lone = found(4, 4, slice(3, 9))
    assert lone.trusted() == [4]


def test_a_second_pass_looks_where_the_first_one_found_it() -> None:
    new, other = patient(0), patient(1)
    laying = Laying([other], 0, None, CancelToken())
    laid = [laying.lay(other, new.volume)]
    elsewhere = np.zeros_like(new.labels, bool)
    elsewhere[2:6, 3:9, 4:10] = True
    item = Found.of(elsewhere, np.where(elsewhere, 3.0, -9.0).astype(np.float32), 0)
    assert item is not None
    expected = Expected(new.volume, laid, 1, 0, 32, 2.0).again(item)
    assert np.array_equal(expected.shape, elsewhere)
    assert expected.own is not None
    assert expected.own.indices == [2, 3, 4, 5]
    assert expected.own.beside(3) in {2, 4}
    assert expected.own.around(3) == [2, 4]
    assert expected.own.around(1)[:2] == [2, 3]
    assert {2, 3, 4, 5} < set(expected.queries)
    painted = np.zeros_like(new.labels)
    painted[4, 10:12, 10:12] = 1
    own = FinishedCase("", new.volume, painted)
    both = Expected(new.volume, laid, 1, 0, 32, 2.0, own).again(item)
    assert both.own is not None
    assert np.array_equal(both.own.mask(4), painted[4] == 1)

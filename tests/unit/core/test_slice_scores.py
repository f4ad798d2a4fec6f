from __future__ import annotations

import numpy as np
import pytest

from annotator.core.slice_scores import PresenceScores, suggest_slices
from annotator.core.support import SupportSet, SupportSlice


def scores(
    first: int, last: int, count: int = 40, change: np.ndarray | None = None
) -> PresenceScores:
    chance = np.zeros(count, np.float32)
    chance[first : last + 1] = 1.0
    steps = np.ones(count, np.float32) if change is None else change
    return PresenceScores(1, 0, chance, first, last, 0.9, steps)


def painted_on(*indices: int, first: int = 0, last: int = 39) -> SupportSet:
    mask = np.ones((2, 2), bool)
    return SupportSet(1, tuple(SupportSlice(i, mask) for i in indices), first=first, last=last)


def test_suggestions_lie_in_the_structure_and_are_not_painted() -> None:
    found = suggest_slices(scores(10, 20), [12, 15], 4)
    assert len(found) == len(set(found)) == 4
    assert found == sorted(found)
    assert all(10 <= index <= 20 and index not in (12, 15) for index in found)


def test_one_suggestion_is_the_middle() -> None:
    assert suggest_slices(scores(10, 20), [], 1) == [15]


def test_what_lies_beyond_the_painted_slices_comes_first() -> None:
    (found,) = suggest_slices(scores(5, 25), [5, 12], 1)
    assert found > 18


def test_suggestions_are_symmetric_where_nothing_tells_sides_apart() -> None:
    low, middle, high = suggest_slices(scores(8, 30), [], 3)
    assert middle == 19
    assert low - 8 == 30 - high


@pytest.mark.parametrize(("count", "places"), [(2, (1 / 4, 3 / 4)), (3, (1 / 6, 1 / 2, 5 / 6))])
def test_suggestions_lie_inside_the_structure_and_not_at_its_tips(
    count: int, places: tuple[float, ...]
) -> None:
    found = suggest_slices(scores(0, 39), [], count)
    assert np.abs(np.array(found) + 0.5 - 40 * np.array(places)).max() <= 1.5


def test_slices_are_denser_where_the_structure_changes() -> None:
    change = np.ones(40, np.float32)
    change[20:31] = 6.0
    plain = suggest_slices(scores(0, 30), [], 4)
    found = suggest_slices(scores(0, 30, change=change), [], 4)
    assert sum(index >= 20 for index in found) > sum(index >= 20 for index in plain)


def test_no_more_than_there_are() -> None:
    assert suggest_slices(scores(3, 5), [4], 9) == [3, 5]
    assert suggest_slices(scores(3, 5), [3, 4, 5], 2) == []
    assert suggest_slices(scores(3, 5), [], 0) == []


def test_bounds_tell_likely_ends_apart_from_the_last_ones_that_may_be() -> None:
    chance = np.array([0.05, 0.2, 0.6, 1.0, 1.0, 0.5, 0.3, 0.1], np.float32)
    found = PresenceScores(1, 0, chance, 1, 6, 0.9, np.ones(8, np.float32))
    assert found.bounds == (1, 6, 2, 5)
    unsure = PresenceScores(1, 0, chance / 4, 1, 6, 0.9, np.ones(8, np.float32))
    assert unsure.bounds == (1, 6, 1, 6)

"""Which slice to paint next."""

from __future__ import annotations

import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.services.suggestion import next_slice_to_paint
from tests.helpers.documents import SHAPE, make_document, square


def painted_on(*indices: int) -> np.ndarray:
    labels = np.zeros(SHAPE, dtype=np.uint8)
    for index in indices:
        labels[index] = square(1)
    return labels


def test_the_widest_gap_is_halved() -> None:
    document = make_document(painted_on(0, 2, 7))
    assert next_slice_to_paint(document, 1) == 4


def test_slices_marked_absent_are_known() -> None:
    document = make_document(painted_on(0, 2))
    document.toggle_absent(1, 7)
    assert next_slice_to_paint(document, 1) == 4


@pytest.mark.parametrize(
    ("indices", "sentence"),
    [
        ((), "Paint Liver on two slices, each about a quarter"),
        ((3,), "about a quarter of its length from its ends"),
        ((3, 4), "from the first to the last painted one of Liver"),
    ],
)
def test_without_a_gap_it_says_what_to_do(indices: tuple[int, ...], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        next_slice_to_paint(make_document(painted_on(*indices)), 1)


def test_suggested_slices_are_visited_in_turn() -> None:
    document = make_document(painted_on(3))
    assert next_slice_to_paint(document, 1, suggested=(1, 3, 6), current=3) == 6
    assert next_slice_to_paint(document, 1, suggested=(1, 3, 6), current=6) == 1
    document.toggle_absent(1, 6)
    assert next_slice_to_paint(document, 1, suggested=(1, 3, 6), current=3) == 1


def test_once_all_suggested_ones_are_painted_gaps_are_halved() -> None:
    document = make_document(painted_on(0, 6))
    assert next_slice_to_paint(document, 1, suggested=(0, 6)) == 3

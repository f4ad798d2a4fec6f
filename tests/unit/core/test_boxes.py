import numpy as np
import pytest

from annotator.core.boxes import bounding_box, union


@pytest.mark.parametrize("order", ["C", "F"])
def test_box_holds_all_that_is_not_zero_and_no_more(order):
    plane = np.zeros((9, 7), dtype=np.uint8, order=order)
    plane[2, 5], plane[6, 3] = 1, 200
    assert bounding_box(plane) == (slice(2, 7), slice(3, 6))


def test_nothing_has_no_box():
    assert bounding_box(np.zeros((4, 4), dtype=bool)) is None


def test_union():
    a, b = (slice(2, 4), slice(5, 9)), (slice(3, 8), slice(1, 6))
    assert union(a, b) == (slice(2, 8), slice(1, 9))
    assert union(a, None) == a

"""A mask held against a reference."""

from __future__ import annotations

import math

import numpy as np
import pytest

from annotator.services.reference import compared, worst_first


def test_volumes_come_first_and_then_the_worst_slices() -> None:
    reference = np.zeros((4, 10, 10), np.uint8)
    reference[:, 2:6, 2:6] = 1
    mask = reference.copy()
    mask[2, 2:6, 4:6] = 0  # half is missing
    mask[3] = 0
    mask[0, 8, 8] = 2  # the reference has no such label: its slices say nothing more
    rows = worst_first(list(compared(mask, reference, 0, (2.0, 1.0, 1.0))))
    assert [(row.label, row.index) for row in rows] == [
        (2, None),
        (1, None),
        (1, 3),
        (1, 2),
        (1, 0),
        (1, 1),
    ]
    half = rows[3].found
    assert half.dice == pytest.approx(2 * 8 / 24)
    assert half.difference == -8
    assert half.distance_95_mm == pytest.approx(2.0)
    assert math.isnan(rows[2].found.distance_95_mm)
    assert rows[1].found.difference == pytest.approx(-2 * (8 + 16))

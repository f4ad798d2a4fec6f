"""Colours of labels: told apart, also by who sees no red or no green."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from skimage.color import deltaE_ciede2000, rgb2lab

from annotator.core.labels import (
    LONGEST_NAME,
    MAX_VALUE,
    PALETTE,
    LabelClass,
    complete_labels,
    default_label,
)

SIGHT = {
    "normal": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.01182, 0.04294, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
}
"""Matrices for linear RGB, Machado et al. 2009, severity 1."""


def least_distance(count: int, matrix: np.ndarray) -> float:
    """Smallest CIEDE2000 distance of two among the first `count` colours, as they are seen."""
    rgb = np.array(PALETTE[:count]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ matrix.T, 0, 1)
    coded = np.where(seen <= 0.0031308, 12.92 * seen, 1.055 * seen ** (1 / 2.4) - 0.055)
    lab = rgb2lab(coded)
    first, second = (np.array(side) for side in zip(*combinations(range(count), 2), strict=True))
    return float(deltaE_ciede2000(lab[first], lab[second]).min())


def test_61_labels_have_61_colours() -> None:
    colors = {default_label(value).color for value in range(1, 62)}
    assert len(colors) == 61
    assert least_distance(61, SIGHT["normal"]) > 5


@pytest.mark.parametrize("sight", SIGHT)
def test_few_labels_are_told_apart_whatever_the_sight(sight: str) -> None:
    assert least_distance(8, SIGHT[sight]) > 14
    assert least_distance(12, SIGHT[sight]) > 10


TOTALSEGMENTATOR_LIKE = [1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 18, 19, 20, 25, 26, 27, 50, 51]
TOTALSEGMENTATOR_LIKE += [52, 53, 63, 64, 69, 70, 75, 76, 77, 90, 110]
"""31 values of which some are 64 apart."""


def test_no_two_of_31_labels_with_high_values_share_a_colour() -> None:
    classes = complete_labels(TOTALSEGMENTATOR_LIKE)
    assert len(classes) == 31
    assert len({item.color for item in classes}) == 31
    assert {item.color for item in classes} <= set(PALETTE)


def test_every_value_there_is_can_have_a_colour_of_its_own() -> None:
    assert len({item.color for item in complete_labels(range(1, MAX_VALUE + 1))}) == MAX_VALUE


def test_chosen_colours_are_kept_and_not_given_again() -> None:
    own = LabelClass(3, "Mine", default_label(8).color)
    classes = complete_labels([3, 8], [own])
    assert classes[0] == own
    assert classes[1].color != own.color


def test_names_hold_no_control_characters_and_end_somewhere() -> None:
    assert LabelClass(1, "\x1b[31mred\nside", (0, 0, 0)).name == "[31mred side"
    assert LabelClass(1, "\0\x7f", (0, 0, 0)).name == "Label 1"
    assert LabelClass(1, "Große Leber", (0, 0, 0)).name == "Große Leber"
    assert len(LabelClass(1, "x" * 3_000_000, (0, 0, 0)).name) == LONGEST_NAME

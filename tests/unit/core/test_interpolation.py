"""Shape-based interpolation: exact on supports, symmetric, follows shifts, ends at absence."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from annotator.core.interpolation import (
    ShapeInterpolator,
    interpolate_slice,
    interpolate_slices,
    signed_distance,
)

SPACING = (1.0, 1.0)
SHAPE = (64, 72)


def disc(y: float, x: float, radius: float, shape: tuple[int, int] = SHAPE) -> np.ndarray:
    rows, columns = np.ogrid[: shape[0], : shape[1]]
    return (rows - y) ** 2 + (columns - x) ** 2 <= radius**2


def blob(seed: int, rim: int = 0) -> np.ndarray:
    """A random shape, in one or several pieces, `rim` pixels away from the border."""
    rng = np.random.default_rng(seed)
    noise = ndimage.gaussian_filter(rng.standard_normal((40, 48)), 5)
    mask = noise > np.quantile(noise, rng.uniform(0.6, 0.95))
    inner = np.zeros_like(mask)
    inner[rim : 40 - rim, rim : 48 - rim] = True
    return mask & inner


def dice(a: np.ndarray, b: np.ndarray) -> float:
    return 2 * (a & b).sum() / (a.sum() + b.sum())


def centroid(mask: np.ndarray) -> np.ndarray:
    return np.array(ndimage.center_of_mass(mask))


def test_signed_distance_of_a_half_plane_is_the_distance_to_its_edge():
    mask = np.zeros((20, 30), bool)
    mask[:, :12] = True
    expected = (11.5 - np.arange(30)) * 0.5
    np.testing.assert_allclose(signed_distance(mask, (2.0, 0.5)), np.tile(expected, (20, 1)))


def test_signed_distance_of_a_disc_is_positive_inside_and_in_millimetres():
    distance = signed_distance(disc(32, 36, 20), (0.5, 0.5))
    assert distance.dtype == np.float32
    np.testing.assert_array_equal(distance > 0, disc(32, 36, 20))
    assert distance[32, 36] == pytest.approx(10.0, abs=0.5)
    assert distance[32, 66] == pytest.approx(-5.0, abs=0.5)


@pytest.mark.parametrize(("fill", "sign"), [(False, -1), (True, 1)])
def test_signed_distance_without_an_outline_is_the_image_diagonal(fill, sign):
    distance = signed_distance(np.full((30, 40), fill), (1.0, 1.0))
    np.testing.assert_allclose(distance, sign * 50.0)


@settings(max_examples=15, deadline=None)
@given(seeds=st.lists(st.integers(0, 10_000), min_size=1, max_size=5, unique=True))
def test_supports_are_reproduced_exactly(seeds):
    supports = {3 * i: blob(seed) for i, seed in enumerate(seeds)}
    fields = interpolate_slices(supports, list(supports), SPACING)
    for field, mask in zip(fields, supports.values(), strict=True):
        np.testing.assert_array_equal(field > 0, mask)


@settings(max_examples=15, deadline=None)
@given(
    seeds=st.lists(st.integers(0, 10_000), min_size=2, max_size=4, unique=True),
    index=st.integers(0, 30),
)
def test_equal_supports_give_the_same_shape_in_between(seeds, index):
    supports = {10 * i: blob(seeds[0]) for i in range(len(seeds))}
    np.testing.assert_array_equal(interpolate_slice(supports, index, SPACING) > 0, supports[0])


@settings(max_examples=15, deadline=None)
@given(seeds=st.lists(st.integers(0, 10_000), min_size=4, max_size=4, unique=True))
def test_the_direction_does_not_matter(seeds):
    forth = {place: blob(seed, 1) for place, seed in zip([0, 4, 10, 13], seeds, strict=True)}
    back = {13 - place: mask for place, mask in forth.items()}
    there = interpolate_slices(forth, range(14), SPACING)
    again = interpolate_slices(back, range(14), SPACING)[::-1]
    near = -5.0  # further out a map is cut off
    np.testing.assert_allclose(np.maximum(again, near), np.maximum(there, near), atol=1e-3)


def test_two_supports_are_blended_linearly_by_slice_distance():
    supports = {0: disc(32, 36, 10), 8: disc(32, 36, 26)}
    for index in range(9):
        area = (interpolate_slice(supports, index, SPACING) > 0).sum()
        assert np.sqrt(area / np.pi) == pytest.approx(10 + 2 * index, abs=0.7)


def test_outside_the_range_the_nearest_support_is_kept():
    supports = {5: disc(30, 30, 12), 9: disc(34, 40, 6)}
    shape = ShapeInterpolator(supports, SPACING)
    np.testing.assert_array_equal(shape.signed_distance(0), shape.signed_distance(5))
    np.testing.assert_array_equal(shape.signed_distance(30), shape.signed_distance(9))


def test_more_supports_follow_the_bulge_of_a_ball():
    def slice_of_ball(z: int) -> np.ndarray:
        return disc(32, 36, np.sqrt(max(24.5**2 - z**2, 0)))

    truth = np.stack([slice_of_ball(z) for z in range(-24, 25)])
    supports = {z: slice_of_ball(z) for z in (-24, -12, 0, 12, 24)}
    found = interpolate_slices(supports, range(-24, 25), SPACING) > 0
    linear = np.concatenate(
        [
            interpolate_slices(
                {a: supports[a], a + 12: supports[a + 12]}, range(a, a + 12), SPACING
            )
            for a in (-24, -12, 0, 12)
        ]
    )
    assert dice(found, truth) > 0.95
    assert dice(found, truth) > dice(linear > 0, truth[:-1])


def test_a_shape_next_to_an_absent_slice_shrinks_and_vanishes_half_way():
    supports = {0: disc(32, 36, 20), 10: np.zeros(SHAPE, bool)}
    areas = [int((f > 0).sum()) for f in interpolate_slices(supports, range(11), SPACING)]
    assert all(a >= b for a, b in pairwise(areas))
    assert areas[4] > 0
    assert areas[6:] == [0] * 5


def test_absent_slices_stay_empty_and_end_a_shape_on_both_sides():
    empty = np.zeros(SHAPE, bool)
    supports = {0: empty, 6: disc(32, 36, 15), 12: disc(30, 36, 15), 18: empty}
    areas = [int((f > 0).sum()) for f in interpolate_slices(supports, range(-3, 22), SPACING)]
    assert areas[:4] == [0] * 4
    assert areas[-4:] == [0] * 4
    assert min(areas[9:16]) > 0.9 * disc(32, 36, 15).sum()


def test_no_shape_anywhere_gives_negative_distances():
    supports = {0: np.zeros(SHAPE, bool), 4: np.zeros(SHAPE, bool)}
    assert (interpolate_slices(supports, range(-1, 6), SPACING) < 0).all()


def test_a_thin_oblique_vessel_does_not_vanish_between_supports():
    supports = {z: disc(10 + 4 * z, 12 + 4 * z, 4) for z in (0, 5, 10)}
    for z in range(11):
        found = interpolate_slice(supports, z, SPACING) > 0
        assert dice(found, disc(10 + 4 * z, 12 + 4 * z, 4)) > 0.9


def test_each_branch_follows_its_own_way():
    supports = {
        0: disc(15, 20, 5) | disc(50, 50, 5),
        8: disc(29, 20, 5) | disc(36, 60, 5),
    }
    found = interpolate_slice(supports, 4, SPACING) > 0
    assert dice(found, disc(22, 20, 5) | disc(43, 55, 5)) > 0.9


def test_a_branch_without_partner_ends_half_way():
    supports = {0: disc(20, 20, 8) | disc(48, 56, 6), 10: disc(20, 20, 8)}
    fields = interpolate_slices(supports, range(11), SPACING) > 0
    assert fields[2][disc(48, 56, 3)].any()
    assert not fields[6][30:].any()
    np.testing.assert_array_equal(fields[6], disc(20, 20, 8))


@settings(max_examples=15, deadline=None)
@given(
    seeds=st.lists(st.integers(0, 10_000), min_size=3, max_size=3, unique=True),
    dy=st.integers(-30, 30),
    dx=st.integers(-30, 30),
)
def test_moving_all_supports_moves_the_result(seeds, dy, dx):
    def placed(mask: np.ndarray, y: int, x: int) -> np.ndarray:
        canvas = np.zeros((110, 118), bool)
        canvas[35 + y : 75 + y, 35 + x : 83 + x] = mask
        return canvas

    here = {7 * i: placed(blob(seed, 1), 0, 0) for i, seed in enumerate(seeds)}
    there = {7 * i: placed(blob(seed, 1), dy, dx) for i, seed in enumerate(seeds)}
    for index in (2, 5, 11):
        moved = np.roll(interpolate_slice(here, index, SPACING) > 0, (dy, dx), axis=(0, 1))
        np.testing.assert_array_equal(interpolate_slice(there, index, SPACING) > 0, moved)


def test_anisotropic_pixels_are_measured_in_millimetres():
    rows, columns = np.ogrid[:64, :72]

    def circle_mm(radius: float) -> np.ndarray:
        return (3.0 * (rows - 32)) ** 2 + (columns - 36.0) ** 2 <= radius**2

    found = interpolate_slice({0: circle_mm(12), 2: circle_mm(30)}, 1, (3.0, 1.0)) > 0
    assert dice(found, circle_mm(21)) > 0.93


def test_a_mask_at_the_image_border_keeps_touching_it():
    supports = {0: disc(32, 0, 20), 6: disc(40, 0, 20)}
    found = interpolate_slice(supports, 3, SPACING) > 0
    assert dice(found, disc(36, 0, 20)) > 0.95


def test_many_specks_are_one_shape():
    specks = np.zeros(SHAPE, bool)
    specks[4:60:6, 4:68:6] = True
    found = interpolate_slice({0: specks, 4: specks}, 2, SPACING) > 0
    np.testing.assert_array_equal(found, specks)


@pytest.mark.parametrize(
    "supports", [{}, {0: np.zeros((4, 4), bool), 1: np.zeros((4, 5), bool)}], ids=["none", "shapes"]
)
def test_impossible_supports_are_refused(supports):
    with pytest.raises(ValueError, match="support"):
        ShapeInterpolator(supports, SPACING)

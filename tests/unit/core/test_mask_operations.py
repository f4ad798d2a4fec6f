"""Operations on masks, against SciPy on the whole array."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from annotator.core import mask_operations as ops

SPACING = (2.5, 0.8, 1.0)


def blobs(seed: int = 0, shape: tuple[int, ...] = (14, 30, 28)) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(size=shape)
    smooth = ndimage.gaussian_filter(noise, [0.8, 2.0, 2.0][-len(shape) :])
    return smooth > 0.6 * smooth.std()


def ball(radius_mm: float, spacing: tuple[float, ...] = SPACING) -> np.ndarray:
    reach = [int(radius_mm / mm) for mm in spacing]
    offsets = np.meshgrid(*(np.arange(-n, n + 1) for n in reach), indexing="ij")
    squared = sum((o * mm) ** 2 for o, mm in zip(offsets, spacing, strict=True))
    return squared <= radius_mm**2 * (1 + 1e-6)


def test_keep_largest_keeps_one_part() -> None:
    mask = np.zeros((3, 10, 10), bool)
    mask[0, :2, :2] = True
    mask[1:, 5:8, 5:8] = True
    mask[0, 4, 4] = True  # touches the large part by a corner
    kept = ops.keep_largest(mask)
    assert kept[0, 4, 4]
    assert kept.sum() == 19
    assert not kept[0, :2, :2].any()


def test_keep_largest_of_nothing_is_nothing() -> None:
    assert not ops.keep_largest(np.zeros((2, 3, 4), bool)).any()


def test_remove_small_measures_in_cubic_millimetres() -> None:
    mask = np.zeros((3, 12, 12), bool)
    mask[0, 0, :3] = True  # 3 voxels of 2 mm³
    mask[2, 6, :4] = True
    assert ops.remove_small(mask, SPACING, 6.1).sum() == 4
    assert ops.remove_small(mask, SPACING, 6.0).sum() == 7


@pytest.mark.parametrize("distance", [0.5, 1.0, 2.5, 4.0])
def test_margins_are_those_of_a_ball_in_millimetres(distance: float) -> None:
    mask = blobs()
    grown = ndimage.binary_dilation(mask, ball(distance))
    shrunk = ndimage.binary_erosion(mask, ball(distance), border_value=1)
    np.testing.assert_array_equal(ops.grow(mask, SPACING, distance), grown)
    np.testing.assert_array_equal(ops.shrink(mask, SPACING, distance), shrunk)
    np.testing.assert_array_equal(ops.hollow(mask, SPACING, distance), mask & ~shrunk)


def test_margins_of_one_slice() -> None:
    mask = blobs(3, (40, 44))
    grown = ndimage.binary_dilation(mask, ball(2.0, (0.8, 1.0)))
    np.testing.assert_array_equal(ops.grow(mask, (0.8, 1.0), 2.0), grown)


def test_nothing_to_grow_and_nothing_to_shrink_from() -> None:
    nothing = np.zeros((4, 5, 6), bool)
    np.testing.assert_array_equal(ops.grow(nothing, SPACING, 3.0), nothing)
    np.testing.assert_array_equal(ops.shrink(~nothing, SPACING, 3.0), ~nothing)


@pytest.mark.parametrize("radius", [1.0, 2.5])
def test_opening_and_closing_are_scipys(radius: float) -> None:
    mask = np.pad(blobs(), 6)  # away from the edge, where conventions differ
    opened = ndimage.binary_opening(mask, ball(radius))
    closed = ndimage.binary_closing(mask, ball(radius))
    np.testing.assert_array_equal(ops.opening(mask, SPACING, radius), opened)
    np.testing.assert_array_equal(ops.closing(mask, SPACING, radius), closed)


def test_closing_does_not_fill_towards_the_edge() -> None:
    mask = np.zeros((5, 20, 20), bool)
    mask[:, 1:3] = True
    assert not ops.closing(mask, SPACING, 3.0)[:, 0].any()


def test_median_is_scipys() -> None:
    mask = blobs()
    expected = ndimage.median_filter(mask.astype(np.uint8), (1, 3, 3), mode="nearest")
    np.testing.assert_array_equal(ops.median(mask, SPACING, 1.0), expected.astype(bool))
    expected = ndimage.median_filter(mask.astype(np.uint8), (3, 5, 5), mode="nearest")
    np.testing.assert_array_equal(ops.median(mask, SPACING, 2.0), expected.astype(bool))


def test_joint_smoothing_leaves_no_gap_between_neighbours() -> None:
    rng = np.random.default_rng(1)
    labels = np.where(np.arange(40)[:, None] + rng.integers(-2, 3, (40, 40)) < 20, 1, 2)
    labels = labels.astype(np.uint8)[None].repeat(3, axis=0)
    smooth = ops.smooth_jointly(labels, (1.0, 1.0, 1.0), 2.0)
    assert set(np.unique(smooth)) == {1, 2}
    edge = (np.diff(smooth.astype(int), axis=1) != 0).sum(axis=1)
    assert edge.mean() < (np.diff(labels.astype(int), axis=1) != 0).sum(axis=1).mean()


def test_joint_smoothing_of_one_label_is_the_median() -> None:
    mask = blobs()
    smooth = ops.smooth_jointly(mask.astype(np.uint8), SPACING, 2.0)
    np.testing.assert_array_equal(smooth > 0, ops.median(mask, SPACING, 2.0))


def test_fill_holes() -> None:
    mask = np.ones((5, 6, 7), bool)
    mask[2, 2:4, 3] = False
    assert ops.fill_holes(mask).all()

"""Regions that follow the image."""

from __future__ import annotations

import numpy as np
import pytest
from skimage.segmentation import flood as skimage_flood

from annotator.core import region_growing as growing


def disc(radius: float = 12.0, noise: float = 0.05) -> tuple[np.ndarray, np.ndarray]:
    rows, columns = np.ogrid[:48, :50]
    inside = (rows - 24) ** 2 + (columns - 25) ** 2 <= radius**2
    rng = np.random.default_rng(4)
    return np.where(inside, 1.0, 0.0) + rng.normal(0, noise, inside.shape), inside


@pytest.mark.parametrize("shape", [(30, 31), (8, 20, 21)])
def test_flood_is_scikit_images(shape: tuple[int, ...]) -> None:
    image = np.random.default_rng(0).integers(0, 4, shape)
    seed = tuple(n // 2 for n in shape)
    expected = skimage_flood(image, seed, tolerance=1, connectivity=1)
    np.testing.assert_array_equal(growing.flood(image, seed, 1), expected)


def test_flood_stays_inside_its_limit() -> None:
    limit = np.zeros((10, 10), bool)
    limit[2:6, 2:6] = True
    np.testing.assert_array_equal(growing.flood(np.ones((10, 10)), (3, 3), 0.0, limit), limit)


def test_range_of_a_tissue_ignores_a_few_other_voxels() -> None:
    image = np.concatenate([np.random.default_rng(1).normal(100, 5, 200), [900.0] * 20])
    low, high = growing.value_range(image, np.ones(220, bool))
    assert 80 < low < 95
    assert 105 < high < 120


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_seeds_grow_to_the_edge_at_any_scale(scale: float) -> None:
    image, inside = disc()
    seeds = np.zeros(image.shape, np.int32)
    seeds[22:26, 23:27] = 7
    seeds[[2, -3]] = 3
    grown = growing.grow_from_seeds(image * scale, seeds, (1.0, 1.0))
    assert set(np.unique(grown)) == {3, 7}
    overlap = ((grown == 7) & inside).sum() * 2 / ((grown == 7).sum() + inside.sum())
    assert overlap > 0.97


def test_one_kind_of_seed_takes_all_and_left_out_voxels_stay_empty() -> None:
    seeds = np.zeros((6, 7), np.int32)
    seeds[2, 2], seeds[0] = 5, -1
    grown = growing.grow_from_seeds(np.zeros((6, 7)), seeds, (1.0, 1.0))
    assert (grown[1:] == 5).all()
    assert not grown[0].any()

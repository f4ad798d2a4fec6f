import numpy as np
import pytest

from annotator.core.geometry import Geometry
from annotator.core.volume import Volume
from annotator.core.window import SOFT_TISSUE, auto_window


def volume(voxels, modality="MR"):
    return Volume(voxels, Geometry(voxels.shape, np.eye(4)), modality)


def test_ct_opens_in_soft_tissue():
    voxels = np.full((2, 3, 4), -1000, dtype=np.int16)
    assert auto_window(volume(voxels, "CT")) == SOFT_TISSUE


def test_mr_shows_the_foreground_and_ignores_air_and_outliers():
    rng = np.random.default_rng(0)
    voxels = np.zeros((20, 50, 50), dtype=np.float32)
    voxels[:, 10:40, 10:40] = rng.uniform(200, 800, (20, 30, 30))
    voxels[0, 0, 0] = 1e6
    center, width = auto_window(volume(voxels))
    assert center == pytest.approx(500, abs=20)
    assert width == pytest.approx(600, abs=40)


@pytest.mark.parametrize("value", [0.0, 5.0, np.nan])
def test_flat_image_has_a_window(value):
    center, width = auto_window(volume(np.full((2, 3, 4), value, dtype=np.float32)))
    assert np.isfinite(center)
    assert width > 0


def head(scalp=3000.0, brain=400.0):
    """A head of 180 mm: a bright scalp of 8 mm, dark skull, brain with some noise."""
    grid = np.indices((30, 100, 100)).astype(np.float32)
    radius = 2.0 * np.hypot(grid[1] - 50, grid[2] - 50)  # mm
    voxels = np.zeros(radius.shape, np.float32)
    voxels[radius < 90] = scalp
    voxels[radius < 82] = 100
    voxels[radius < 76] = brain
    voxels += np.random.default_rng(0).normal(0, 15, voxels.shape).astype(np.float32)
    return Volume(voxels, Geometry(voxels.shape, np.diag([2.0, 2.0, 5.0, 1.0])), "MR")


def test_mr_window_shows_the_organ_and_not_the_scalp():
    center, width = auto_window(head())
    low, high = center - width / 2, center + width / 2
    assert high < 600, "the scalp may be white; the brain has the greys"
    assert low < 400 < high


def test_a_window_of_a_cut_out_block_uses_all_of_it():
    voxels = np.random.default_rng(0).uniform(100, 200, (12, 20, 20)).astype(np.float32)
    center, width = auto_window(volume(voxels))
    assert center == pytest.approx(150, abs=8)
    assert width == pytest.approx(100, abs=15)

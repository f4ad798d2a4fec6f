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
    assert center == pytest.approx(500, abs=10)
    assert width == pytest.approx(600, abs=20)


@pytest.mark.parametrize("value", [0.0, 5.0, np.nan])
def test_flat_image_has_a_window(value):
    center, width = auto_window(volume(np.full((2, 3, 4), value, dtype=np.float32)))
    assert np.isfinite(center)
    assert width > 0

from __future__ import annotations

import numpy as np
import pytest

from annotator.io.modality import guess_modality

SHAPE = (20, 50, 50)


def random():
    return np.random.default_rng(11)


def noise(mean, deviation):
    return random().normal(mean, deviation, SHAPE)


def abdomen():
    """Half air around the patient, half soft tissue."""
    voxels = noise(40, 20)
    voxels[:, :, :25] = noise(-1000, 15)[:, :, :25]
    return voxels


def padded():
    voxels = abdomen()
    voxels[:, :10, :] = -2048
    return voxels


def with_metal():
    voxels = abdomen()
    voxels[5, :5, :5] = 25000
    return voxels


def with_a_little_gas():
    voxels = noise(50, 15)
    voxels[3, 10:15, 10:13] = -900
    return voxels


@pytest.mark.parametrize("dtype", [np.int16, np.float32])
@pytest.mark.parametrize("make", [abdomen, padded, with_metal, with_a_little_gas])
def test_hounsfield_values_are_ct(make, dtype):
    assert guess_modality(make().astype(dtype)) == "CT"


def test_lung_crop_is_ct():
    assert guess_modality(noise(-800, 60).astype(np.int16)) == "CT"


def ringing():
    return np.where(random().random(SHAPE) < 0.01, -800, noise(20000, 5000))


MR = {
    "magnitude": lambda: np.abs(noise(300, 150)),
    "normalised": lambda: noise(0, 1),
    "overshoot": lambda: noise(400, 130) - 47,
    "phase": lambda: random().uniform(-4096, 4095, SHAPE),
    "bright, with ringing": ringing,
    "unscaled CT": lambda: abdomen() + 1024,
    "constant": lambda: np.zeros(SHAPE),
    "label map": lambda: random().integers(0, 5, SHAPE),
}


@pytest.mark.parametrize("name", MR)
def test_everything_else_is_mr(name):
    voxels = MR[name]()
    assert guess_modality(voxels.astype(np.float32)) == "MR"
    assert guess_modality(voxels.astype(np.int16)) == "MR"


def test_one_dead_voxel_does_not_make_ct():
    voxels = np.abs(noise(300, 100)).astype(np.int16)
    voxels[0, 0, 0] = -700
    assert guess_modality(voxels) == "MR"

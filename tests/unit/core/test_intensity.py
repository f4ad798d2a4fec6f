from __future__ import annotations

import numpy as np
import pytest

from annotator.core.denoising import value_scale
from annotator.core.geometry import Geometry
from annotator.core.intensity import usual_range
from annotator.core.volume import Volume
from annotator.core.window import auto_window


def volume(factor: float) -> Volume:
    values = np.random.default_rng(2).gamma(2.0, 40.0, (6, 20, 20)).astype(np.float32)
    scaled = (values.astype(np.float64) * factor).astype(np.float32)
    return Volume(scaled, Geometry((6, 20, 20), np.eye(4)), "MR")


@pytest.mark.parametrize("factor", [2.0**-30, 2.0**-100, 2.0**40, 2.0**110])
def test_any_scale_becomes_the_same_image(factor):
    first, other = usual_range(volume(2.0**-40)), usual_range(volume(factor))
    np.testing.assert_array_equal(first.voxels, other.voxels)
    assert other.content_id != volume(factor).content_id


@pytest.mark.parametrize("factor", [1.0, 1e-3, 100.0])
def test_usual_images_are_left_alone(factor):
    image = volume(factor)
    assert usual_range(image) is image


@pytest.mark.parametrize("factor", [1e-9, 1e-30, 1e30])
def test_window_and_noise_scale_follow_the_image(factor):
    plain, scaled = volume(1.0), volume(factor)
    np.testing.assert_allclose(
        np.array(auto_window(scaled)) / factor, auto_window(plain), rtol=1e-4
    )
    units = [value_scale(image.voxels, "mr").unit for image in (plain, scaled)]
    assert units[1] / factor == pytest.approx(units[0], rel=1e-4)


def test_constant_images_have_a_window():
    constant = Volume(np.full((2, 3, 4), 7.0, np.float32), Geometry((2, 3, 4), np.eye(4)), "MR")
    assert auto_window(constant)[1] > 0

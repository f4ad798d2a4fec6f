"""What denoising took out: noise is told from anatomy."""

from __future__ import annotations

import math

import numpy as np
import pytest

from annotator.core.residual import radial_spectrum, residual

RNG = np.random.default_rng(0)
SPACING = (0.5, 0.8)


def anatomy() -> np.ndarray:
    y, x = np.mgrid[-1:1:96j, -1:1:128j]
    return 100.0 * (x**2 + y**2 < 0.5) + 20.0 * x


def test_white_noise_has_a_flat_spectrum_and_no_correlation() -> None:
    noise = RNG.normal(0, 7, (96, 128))
    found = residual(anatomy() + noise, anatomy(), SPACING)
    assert np.allclose(found.values, noise, atol=1e-4)
    assert found.deviation == pytest.approx(7, rel=0.05)
    assert found.power[4:].mean() == pytest.approx(1, abs=0.1)
    assert abs(found.with_image) < 0.05
    assert abs(found.with_edges) < 0.05
    assert found.frequency.max() < 0.5 / 0.8


def test_blurred_anatomy_shows_in_both_figures() -> None:
    from scipy import ndimage

    image = anatomy()
    found = residual(image, ndimage.gaussian_filter(image, 2.0), SPACING)
    assert found.with_edges > 0.5
    taken = residual(1.1 * image, image, SPACING)
    assert taken.with_image == pytest.approx(1)


def test_a_wave_lies_at_its_frequency() -> None:
    cycles = 16
    wave = np.cos(2 * np.pi * cycles * np.arange(128) / 128)[None].repeat(96, 0)
    frequency, power = radial_spectrum(wave, (1.0, 1.0))
    width = frequency[1] - frequency[0]
    assert frequency[power.argmax()] == pytest.approx(cycles / 128, abs=width)


def test_nothing_removed_has_no_correlation() -> None:
    found = residual(anatomy(), anatomy(), SPACING)
    assert found.deviation == 0
    assert math.isnan(found.with_image)
    assert np.isfinite(found.power).all()

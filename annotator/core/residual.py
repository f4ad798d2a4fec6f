"""What denoising took out of a slice: noise alone should be in it, and nothing of the anatomy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BINS = 32
"""Rings of spatial frequency."""


@dataclass(frozen=True, slots=True, eq=False)
class Residual:
    """Original less denoised slice, and what tells noise from anatomy in it.

    Attributes
    ----------
    values
        float32 ``(h, w)``, in the image's unit.
    deviation
        Standard deviation.
    frequency
        Middles of the rings, cycles per mm, up to Nyquist of the coarser direction.
    power
        Mean power of each ring over the mean of all frequencies: 1 everywhere for white noise.
    with_image, with_edges
        Correlation of the residual with the denoised image, and of its magnitude with the image's
        gradient: near 0 if only noise was taken; nan where one of them is constant.
    """

    values: NDArray[np.float32]
    deviation: float
    frequency: NDArray[np.float64]
    power: NDArray[np.float64]
    with_image: float
    with_edges: float


def residual(
    original: NDArray[np.generic], denoised: NDArray[np.generic], spacing_mm: tuple[float, float]
) -> Residual:
    """Compare a slice with its denoised version, both ``(h, w)``; voxel spacing in mm."""
    clean = np.asarray(denoised, np.float64)
    removed = np.asarray(original, np.float64) - clean
    frequency, power = radial_spectrum(removed, spacing_mm)
    from scipy import ndimage  # slow to import

    edges = ndimage.gaussian_gradient_magnitude(clean, 1.0)
    return Residual(
        removed.astype(np.float32),
        float(removed.std()),
        frequency,
        power,
        _correlation(removed, clean),
        _correlation(np.abs(removed), edges),
    )


def radial_spectrum(
    values: NDArray[np.float64], spacing_mm: tuple[float, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Power by spatial frequency, averaged over rings: frequencies in 1/mm, and relative power.

    The mean over the slice is left out; rings without a frequency of the grid are, too.
    """
    power = np.abs(np.fft.fft2(values - values.mean())) ** 2
    across = [np.fft.fftfreq(n, mm) for n, mm in zip(values.shape, spacing_mm, strict=True)]
    radius = np.hypot(across[0][:, None], across[1][None, :])
    nyquist = 0.5 / max(spacing_mm)
    edges = np.linspace(0, nyquist, BINS + 1)
    inside = (radius > 0) & (radius < nyquist)
    ring = np.digitize(radius[inside], edges) - 1
    count = np.bincount(ring, minlength=BINS)
    total = np.bincount(ring, power[inside], minlength=BINS)
    known = count > 0
    mean = power[radius > 0].mean() or 1.0
    middles = (edges[:-1] + edges[1:]) / 2
    return middles[known], total[known] / count[known] / mean


def _correlation(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    if a.std() == 0 or b.std() == 0:
        return float("nan")
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])

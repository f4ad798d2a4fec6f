"""The noise of CT and MR, added to clean slices in a network's units.

CT: noise that reconstruction has correlated. Its spectrum rises with the frequency, as the ramp
filter does, up to where the kernel cuts it off; it is stronger where rays cross much dense tissue.
MR: the magnitude of a signal with complex Gaussian noise (Rician), evenly strong or varying slowly
as with several coils, white or, where the scanner has interpolated, band-limited.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F

from annotator.core.denoising import CT_BODY_HU, CT_HU

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from annotator.core.denoising import Kind

HIGHEST_LEVEL = {"ct": 90.0 / CT_HU, "mr": 0.16}
"""Largest noise levels of the training, in a network's units."""

FAINT = 0.06
"""Levels up to this share of the highest are drawn more often: little noise, little change."""


def random_level(kind: Kind, rng: Generator) -> float:
    """Draw a noise level: one in seven hardly any noise, the others up to the highest."""
    choice, place = torch.rand(2, generator=rng).tolist()
    low, high = (0.0, FAINT) if choice < 0.15 else (FAINT, 1.0)
    return HIGHEST_LEVEL[kind] * float(low + place * (high - low))


def add_noise(clean: Tensor, level: float, kind: Kind, rng: Generator) -> Tensor:
    """Add random noise of a modality.

    Parameters
    ----------
    clean
        Slice ``(H, W)`` in a network's units: HU / 500, or MR signal from 0 to about 1.
    level
        Standard deviation of the noise inside the body, same units.
    kind
        Modality.
    rng
        Draws the noise and its character.

    Returns
    -------
    Tensor
        ``(H, W)``.
    """
    if kind == "ct":
        ramp, cut_off, unevenness = torch.rand(3, generator=rng).tolist()
        return add_ct_noise(clean, level, rng, ramp, 0.2 + 0.4 * cut_off, unevenness)
    band, filled, coils = torch.rand(3, generator=rng).tolist()
    filled = 0.55 + 0.45 * filled if band < 0.4 else 1.0
    return add_mr_noise(clean, level, rng, filled, max(0.0, 2 * coils - 1))


def add_ct_noise(
    clean: Tensor,
    level: float,
    rng: Generator,
    ramp: float = 0.7,
    cut_off: float = 0.35,
    unevenness: float = 0.5,
) -> Tensor:
    """Add the noise of a CT with few photons.

    Parameters
    ----------
    clean
        ``(H, W)``, HU / 500.
    level
        Root mean square of the noise inside the body, same units.
    rng
        Draws the noise.
    ramp
        Exponent of the spectrum's rise with the frequency: 0 blurred, 1 as the ramp filter.
    cut_off
        Frequency where the kernel has fallen to 1 / e, cycles per pixel.
    unevenness
        How much stronger it is behind dense tissue, 0 to 1.
    """
    radius = _frequencies(clean)
    response = (radius + 0.02) ** ramp * torch.exp(-((radius / cut_off) ** 2))
    noise = _filtered(clean, response, rng)
    density = (clean * CT_HU / 1000 + 1).clamp(0, 1.8)
    dense = _smooth(density, max(4, min(clean.shape) // 6))
    strength = torch.exp(unevenness * 1.5 * (dense - dense.max()))
    body = clean > CT_BODY_HU / CT_HU
    inside = strength[body] if body.any() else strength
    return clean + level * noise * strength / inside.square().mean().sqrt()


def add_mr_noise(
    clean: Tensor, level: float, rng: Generator, filled: float = 1.0, unevenness: float = 0.0
) -> Tensor:
    """Add Rician noise.

    Parameters
    ----------
    clean
        ``(H, W)``, signal from 0 to about 1.
    level
        Standard deviation of the complex noise's parts, same units.
    rng
        Draws the noise.
    filled
        Share of the frequencies along each axis that were measured; the rest was zero-filled.
    unevenness
        Standard deviation of the logarithm of the noise's slow variation, over 0.35.
    """
    rows, cols = (torch.fft.fftfreq(n).abs() for n in clean.shape)
    measured = (rows[:, None] <= filled / 2) & (cols[None] <= filled / 2)
    real, imaginary = (_filtered(clean, measured.float(), rng) for _ in range(2))
    strength = torch.full_like(clean, level)
    if unevenness > 0:
        coarse = torch.randn(1, 1, 3, 3, generator=rng)
        size = (clean.shape[0], clean.shape[1])
        waves = F.interpolate(coarse, size, mode="bicubic", align_corners=True)[0, 0]
        strength = strength * torch.exp(0.35 * unevenness * waves)
    return torch.hypot(clean.clamp_min(0) + strength * real, strength * imaginary)


def _frequencies(image: Tensor) -> Tensor:
    """Distance from the zero frequency, cycles per pixel, ``(H, W)``."""
    rows, cols = (torch.fft.fftfreq(n) for n in image.shape)
    return torch.hypot(rows[:, None], cols[None])


def _filtered(image: Tensor, response: Tensor, rng: Generator) -> Tensor:
    """Gaussian noise of variance 1 with a given amplitude per frequency."""
    white = torch.randn(image.shape, generator=rng)
    gain = response.square().mean().sqrt()
    noise: Tensor = torch.fft.ifft2(torch.fft.fft2(white) * response).real / gain
    return noise


def _smooth(image: Tensor, radius: int) -> Tensor:
    """Blur ``(H, W)`` by three box filters."""
    size = 2 * math.ceil(radius / 2) + 1
    out = image[None, None]
    for _ in range(3):
        edge = [size // 2] * 4
        out = F.avg_pool2d(F.pad(out, edge, "replicate"), size, stride=1)
    return out[0, 0]

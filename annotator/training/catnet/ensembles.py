"""Images made up from label fields: one random intensity and texture per label.

Training on them makes a network rely on borders and on the painted slices instead of on what
tissue looks like in the real volumes (SynthSeg, Billot et al. 2023; SynthICL and anatomix, Dey et
al. 2024 stack random shapes in the same way). Bias field, noise and low resolution come from
`annotator.training.augment.random_intensity`, which all episodes pass.
"""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

GRAINS = (4, 8, 16, 32)
"""Waves of the texture over the window."""


def cut_labels(fields: Tensor, theta: Tensor, size: int, rng: np.random.Generator) -> Tensor:
    """Windows of integer fields (N, 1, rows, cols), bent alike on all slices, (N, 1, S, S) int64.

    Parameters
    ----------
    fields
        Label values, float.
    theta
        (N, 2, 3), from `Region2D.theta`.
    size
        Side of the window in pixels.
    rng
        Source of randomness.
    """
    grid = F.affine_grid(theta, [len(fields), 1, size, size], align_corners=False)
    waves = int(rng.integers(3, 8))
    bend = _noise((1, 2, waves, waves), rng) * rng.uniform(0, 0.06)
    bend = F.interpolate(bend, (size, size), mode="bicubic").permute(0, 2, 3, 1)
    scale = theta[:, :, :2].norm(dim=1).mean()
    found = F.grid_sample(
        fields, grid + bend * scale, mode="nearest", padding_mode="border", align_corners=False
    )
    return found.round().long()


def with_surroundings(labels: Tensor, rng: np.random.Generator) -> Tensor:
    """Label windows (N, 1, S, S) whose background, 0, is divided into blobs of negative values.

    The blobs change a little from slice to slice.
    """
    slices, size = len(labels), labels.shape[-1]
    blobs, waves = int(rng.integers(2, 9)), int(rng.integers(3, 10))
    shared, own = _noise((1, blobs, waves, waves), rng), _noise((slices, blobs, waves, waves), rng)
    heights = F.interpolate(shared + 0.35 * own, (size, size), mode="bicubic")
    return torch.where(labels == 0, -1 - heights.argmax(1, keepdim=True), labels)


def painted_labels(labels: Tensor, rng: np.random.Generator) -> Tensor:
    """Image (N, 1, S, S) of label windows (N, 1, S, S): intensity and texture of its own for each.

    Some labels look alike, as neighbouring tissues do; borders are blurred as by partial volumes.
    """
    values, places = torch.unique(labels, return_inverse=True)
    count, size = len(values), labels.shape[-1]
    levels = _noise((count,), rng)
    if rng.random() < 0.4:  # few tissues
        levels = levels[torch.from_numpy(rng.integers(0, min(count, 5), count))]
        levels = levels + 0.15 * _noise((count,), rng)
    roughness = torch.from_numpy(rng.uniform(0, 0.35, count)).float()
    image = levels[places] + roughness[places] * texture(len(labels), size, rng)
    if rng.random() < 0.7:
        image = blurred(image, float(rng.uniform(0.4, 1.6)))
    return image


def texture(slices: int, size: int, rng: np.random.Generator) -> Tensor:
    """Noise of several grains (N, 1, S, S), of unit deviation, in part shared by the slices."""
    total = torch.zeros(slices, 1, size, size)
    for grain in GRAINS:
        strength = float(rng.uniform(0, 1))
        own, shared = _noise((slices, 1, grain, grain), rng), _noise((1, 1, grain, grain), rng)
        waves = 0.6 * own + 0.8 * shared
        total += strength * F.interpolate(waves, (size, size), mode="bilinear")
    total += float(rng.uniform(0, 0.5)) * _noise((slices, 1, size, size), rng)
    return total / (total.std() + 1e-6)


def blurred(images: Tensor, sigma: float) -> Tensor:
    """Gaussian blur of images (N, 1, S, S), `sigma` in pixels."""
    reach = max(1, round(3 * sigma))
    x = torch.arange(-reach, reach + 1).float()
    kernel = torch.exp(-0.5 * (x / sigma) ** 2)
    kernel = kernel / kernel.sum()
    padded = F.pad(images, (reach, reach, reach, reach), mode="replicate")
    rows = F.conv2d(padded, kernel.view(1, 1, -1, 1))
    return F.conv2d(rows, kernel.view(1, 1, 1, -1))


def _noise(shape: tuple[int, ...], rng: np.random.Generator) -> Tensor:
    return torch.from_numpy(rng.standard_normal(shape, np.float32))

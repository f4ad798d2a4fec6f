"""Augmentation of episodes: geometry as affine maps, intensities as batched torch operations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from annotator.inference.region import signed_distance_px

if TYPE_CHECKING:
    from numpy.typing import NDArray


def random_affine(
    rng: np.random.Generator,
    *,
    rotation: float = 15.0,
    zoom: float = 0.15,
    shear: float = 0.08,
    shift: float = 0.0,
    flips: bool = True,
) -> NDArray[np.float64]:
    """Random (2, 3) map of window coordinates.

    Parameters
    ----------
    rng
        Source of randomness.
    rotation
        Largest rotation in degrees.
    zoom, shear, shift
        Largest relative zoom, shear and shift (in half windows).
    flips
        Mirror each axis half of the time.
    """
    angle = math.radians(rng.uniform(-rotation, rotation))
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    skew = np.array([[1.0, rng.uniform(-shear, shear)], [rng.uniform(-shear, shear), 1.0]])
    scale = np.diag(np.exp(rng.uniform(-zoom, zoom) + rng.uniform(-zoom / 2, zoom / 2, 2)))
    mirror = np.diag(rng.choice([-1.0, 1.0], 2)) if flips else np.eye(2)
    move = rng.uniform(-shift, shift, (2, 1)) if shift else np.zeros((2, 1))
    return np.hstack([turn @ skew @ scale @ mirror, move])


def compose(outer: NDArray[np.float64], inner: NDArray[np.float64]) -> NDArray[np.float64]:
    """Affine (2, 3) that applies `inner`, then `outer`."""
    row = np.array([[0.0, 0.0, 1.0]])
    both: NDArray[np.float64] = np.vstack([outer, row]) @ np.vstack([inner, row])
    return both[:2]


def redrawn(masks: Tensor, rng: np.random.Generator) -> Tensor:
    """Masks (B, 1, S, S) with a smoothly displaced outline, soft, as a network draws them.

    The displacement grows with the mask: up to about an eighth of its width.
    """
    size = masks.shape[-1]
    noise = torch.Generator().manual_seed(int(rng.integers(2**62)))
    waves = int(rng.integers(4, 13))
    field = torch.randn(len(masks), 1, waves, waves, generator=noise)
    field = F.interpolate(field, (size, size), mode="bicubic")
    width = masks.sum((1, 2, 3), keepdim=True).sqrt()
    field = (field * rng.uniform(0, 0.06) + rng.uniform(-0.05, 0.05)) * width
    return (signed_distance_px(masks[:, 0])[:, None] + field).sigmoid()


def elastic(slices: Tensor, rng: np.random.Generator, largest_px: float = 4.0) -> Tensor:
    """Bend windows (B, C, S, S) smoothly, each in its own way and all its channels alike.

    Displacements of a few pixels, correlated over some 15 pixels, as in the training of SSL-ALPNet
    (Ouyang et al., ECCV 2020).
    """
    size = slices.shape[-1]
    noise = torch.Generator().manual_seed(int(rng.integers(2**62)))
    waves = max(4, round(size / rng.uniform(12, 24)))
    field = torch.randn(len(slices), 2, waves, waves, generator=noise)
    field = F.interpolate(field, (size, size), mode="bicubic") * (rng.uniform(0, largest_px) / size)
    still = torch.eye(2, 3).expand(len(slices), -1, -1)
    grid = F.affine_grid(still, [len(slices), 1, size, size], align_corners=False)
    moved = grid + field.permute(0, 2, 3, 1)
    return F.grid_sample(slices, moved, padding_mode="border", align_corners=False)


def random_intensity(images: Tensor, rng: np.random.Generator) -> Tensor:
    """Change normalised windows of one episode, (B, 1, S, S).

    Contrast curve and inversion are shared by the episode; brightness, noise, bias field and
    resolution differ from slice to slice.
    """
    batch, size = images.shape[0], images.shape[-1]
    noise = torch.Generator().manual_seed(int(rng.integers(2**62)))
    if rng.random() < 0.6:
        low, high = images.amin(), images.amax()
        unit = (images - low) / (high - low + 1e-6)
        images = unit ** math.exp(rng.uniform(-0.6, 0.6))
        images = (images - images.mean()) / (images.std() + 1e-6)
    if rng.random() < 0.12:
        images = -images
    gain = torch.from_numpy(np.exp(rng.normal(0, 0.08, (batch, 1, 1, 1)))).float()
    offset = torch.from_numpy(rng.normal(0, 0.1, (batch, 1, 1, 1))).float()
    images = images * gain + offset
    if rng.random() < 0.3:
        field = torch.randn(batch, 1, 4, 4, generator=noise) * rng.uniform(0, 0.3)
        images = images + F.interpolate(field, (size, size), mode="bicubic")
    if rng.random() < 0.25:
        small = max(16, int(size * rng.uniform(0.35, 0.9)))
        images = F.interpolate(images, (small, small), mode="area")
        images = F.interpolate(images, (size, size), mode="bilinear", align_corners=False)
    if rng.random() < 0.5:
        sigma = rng.uniform(0, 0.2)
        images = images + sigma * torch.randn(images.shape, generator=noise)
    return images

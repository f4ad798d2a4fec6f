"""Random shapes painted into real slices: episodes whose truth nobody had to draw."""

from __future__ import annotations

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor


def random_shape(position: Tensor, size: int, rng: np.random.Generator) -> Tensor:
    """Masks (N, 1, S, S) of a random smooth closed contour at positions −1..1 along its axis.

    A radius given by a few Fourier terms whose coefficients, centre and scale change smoothly
    with the position; about a quarter of the shapes end within the range.
    """
    t = position.double().numpy()
    base = rng.uniform(0.12, 0.42) * size / 2
    taper = rng.uniform(0.0, 0.6) if rng.random() < 0.75 else rng.uniform(0.8, 1.6)
    scale = base * np.sqrt(np.clip(1 - taper * (t - rng.uniform(-0.4, 0.4)) ** 2, 0, None))
    center = [size / 2 * (1 + a + b * t + c * t**2) for a, b, c in rng.normal(0, 0.12, (2, 3))]
    y, x = np.mgrid[:size, :size] + 0.5
    masks = np.zeros((len(t), 1, size, size), np.float32)
    terms = [(k, rng.normal(0, 0.35 / k, 3), rng.uniform(0, 2 * np.pi)) for k in range(1, 6)]
    stretch = math.exp(rng.normal(0, 0.35))
    for i in range(len(t)):
        dy, dx = (y - center[0][i]) * stretch, (x - center[1][i]) / stretch
        angle, radius = np.arctan2(dy, dx), np.hypot(dy, dx)
        edge = np.ones_like(angle)
        for k, (a, b, c), phase in terms:
            edge += (a + b * t[i] + c * t[i] ** 2) * np.cos(k * angle + phase)
        masks[i, 0] = np.clip(scale[i] * np.clip(edge, 0.15, None) - radius + 0.5, 0, 1)
    return torch.from_numpy(masks)


def random_thin_shape(position: Tensor, size: int, rng: np.random.Generator) -> Tensor:
    """Masks (N, 1, S, S) of thin things at positions −1..1 along their axis: tubes or a ring.

    One to three tubes run across several of their widths, some joined to the first one; a ring is
    the rim of a smooth shape.
    """
    if rng.random() < 0.25:
        solid = random_shape(position, size, rng)
        width = 2 * int(rng.integers(1, 4)) + 1
        return solid * (1 + F.max_pool2d(-solid, width, 1, width // 2))
    t = position.double().numpy()
    y, x = np.mgrid[:size, :size] + 0.5
    masks = np.zeros((len(t), 1, size, size), np.float32)
    origin, begin = rng.uniform(0.35, 0.65, 2) * size, rng.uniform(-1.0, 0.2)
    wide = float(rng.uniform(2.0, 7.0))
    for tube in range(int(rng.integers(1, 4))):
        slope, bend, sway = rng.normal(0, [[0.16], [0.08], [0.04]], (3, 2)) * size
        phase, speed = rng.uniform(0, 2 * np.pi, 2), rng.uniform(2.0, 6.0)
        for i, place in enumerate(t):
            along = place - begin if tube else place
            if along < 0:
                continue  # this branch has not left the first tube yet
            center = origin + slope * along + bend * along**2 + sway * np.sin(speed * along + phase)
            away = np.hypot(y - center[0], x - center[1])
            masks[i, 0] = np.maximum(masks[i, 0], np.clip(wide - away + 0.5, 0, 1))
        wide *= float(rng.uniform(0.6, 0.9))
    return torch.from_numpy(masks)


def paint_shape(images: Tensor, masks: Tensor, rng: np.random.Generator) -> Tensor:
    """Blend a value and texture of its own into the shape, with soft edges; (N, 1, S, S)."""
    noise = torch.Generator().manual_seed(int(rng.integers(2**62)))
    strength = rng.uniform(0.5, 1.0)
    value = float(images.mean()) + float(rng.choice([-1, 1])) * rng.uniform(0.4, 2.5)
    grain = max(4, int(images.shape[-1] / rng.uniform(1.5, 12)))
    texture = torch.randn(len(images), 1, grain, grain, generator=noise) * rng.uniform(0, 0.4)
    texture = F.interpolate(texture, images.shape[-2:], mode="bilinear")
    soft = masks
    if rng.random() < 0.6:
        width = 2 * int(rng.integers(1, 4)) + 1
        soft = F.avg_pool2d(masks, width, 1, width // 2)
    alpha = soft * strength
    return images * (1 - alpha) + (value + texture) * alpha

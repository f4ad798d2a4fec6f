"""Comparing slices in a square window around a structure, place by place."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

SIDE = 16
"""Places along a side of the window."""

FACTOR = 1.7
"""Side of the window over the longer side of the structure on its painted slices."""

SMALLEST = 0.18
"""Smallest side of the window, as a share of the frame."""


def token_grid(masks: Tensor, side: int = SIDE) -> Tensor:
    """Places of a window around masks, for `torch.nn.functional.grid_sample`.

    Parameters
    ----------
    masks
        (K, S, S), 0..1, of a frame; empty masks give the whole frame.
    side
        Places along a side.

    Returns
    -------
    Tensor
        (side, side, 2), x and y in −1..1 of the frame.
    """
    union = masks.amax(0)
    size = union.shape[-1]
    hit = union > 0.5 * union.max().clamp(min=1e-6)
    spans = []
    for axis in (1, 0):  # x, then y
        found = torch.nonzero(hit.any(1 - axis))[:, 0]
        low, high = (int(found[0]), int(found[-1])) if len(found) else (0, size - 1)
        spans.append(((low + high + 1) / size - 1, (high - low + 1) / size))
    half = max(FACTOR * max(extent for _, extent in spans), SMALLEST)
    line = torch.linspace(-1 + 1 / side, 1 - 1 / side, side, device=masks.device) * half
    y, x = torch.meshgrid(line, line, indexing="ij")
    return torch.stack([x + spans[0][0], y + spans[1][0]], -1)


def tokens(maps: Tensor, grid: Tensor) -> Tensor:
    """Values of maps (N, C, H, W) at the places of a grid, (N, places, C); 0 outside the frame."""
    grid = grid.to(maps.dtype).expand(len(maps), -1, -1, -1)
    cut = F.grid_sample(maps, grid, padding_mode="zeros", align_corners=False)
    return cut.flatten(2).transpose(1, 2)


def relative_distance(queries: Tensor, supports: Tensor) -> Tensor:
    """How much farther than the nearest each painted slice is, (Q, K) from slice numbers.

    The logarithm of the ratio of their distances, each one slice larger so that none is 0.
    """
    apart = (queries[:, None] - supports[None]).abs().float() + 1
    return (apart / apart.amin(1, keepdim=True)).log()

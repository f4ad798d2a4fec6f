"""Runs an image-to-image network over overlapping tiles, for slices of any size.

Memory is that of one tile and of the result. Neighbouring tiles are blended by weights that rise
and fall smoothly across their overlap and add up to 1, so tiles leave no seams.
"""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor


def run_tiled(
    network: Callable[[Tensor], Tensor],
    images: Tensor,
    *,
    tile: int = 256,
    overlap: int = 64,
    margin: int = 16,
) -> Tensor:
    """Apply `network` to tiles and blend the results.

    Where the network looks no further than `margin` pixels around each pixel, the result is that
    of the whole image, up to rounding. Gradients are not recorded.

    Parameters
    ----------
    network : callable
        Maps ``(B, C, h, w)`` to ``(B, D, h, w)``. It is called once per tile, row by row; what it
        raises ends the run, for example to cancel.
    images : Tensor
        Floating point, shape ``(B, C, H, W)``.
    tile : int
        Side of the tiles, pixels; an image axis that is shorter is taken whole.
    overlap : int
        Least overlap of neighbouring tiles, pixels.
    margin : int
        Outermost pixels of a tile that are not used where there is a neighbour, because the
        network sees too little around them.

    Returns
    -------
    Tensor
        Shape ``(B, D, H, W)``, type and device of `images`.

    Raises
    ------
    ValueError
        If ``2 * margin < overlap < tile`` does not hold, or the network changes the size.
    """
    if not 0 <= 2 * margin < overlap < tile:
        raise ValueError(
            f"Tiles of {tile} pixels cannot overlap by {overlap} with margins of {margin}."
        )
    height, width = images.shape[-2:]
    tiles = product(
        _weighted_spans(height, tile, overlap, margin),
        _weighted_spans(width, tile, overlap, margin),
    )
    with torch.no_grad():
        for index, ((rows, row_weights), (cols, col_weights)) in enumerate(tiles):
            part = images[..., rows, cols]
            result = network(part)
            if result.shape[-2:] != part.shape[-2:]:
                raise ValueError("Only networks that keep the image size can run in tiles.")
            if index == 0:
                blended = images.new_zeros(*result.shape[:2], height, width)
            weights = (row_weights[:, None] * col_weights).to(blended)
            blended[..., rows, cols] += weights * result.to(blended)
    return blended


def _weighted_spans(
    length: int, tile: int, overlap: int, margin: int
) -> list[tuple[slice, Tensor]]:
    """Tiles along one axis, evenly spread, with weights that add up to 1 at each pixel."""
    size = min(tile, length)
    count = 1 + math.ceil((length - size) / (tile - overlap))
    starts = [round(i * (length - size) / max(1, count - 1)) for i in range(count)]
    distance = torch.arange(size, dtype=torch.float64) + 0.5  # to the tile's border, pixels
    ramp = ((distance - margin) / (overlap - 2 * margin)).clamp(0, 1)
    rise = 0.5 - 0.5 * torch.cos(math.pi * ramp)

    weights = [
        (rise if start > 0 else torch.ones(size, dtype=torch.float64))
        * (rise.flip(0) if start + size < length else 1)
        for start in starts
    ]
    total = torch.zeros(length, dtype=torch.float64)
    for start, weight in zip(starts, weights, strict=True):
        total[start : start + size] += weight
    return [
        (slice(start, start + size), weight / total[start : start + size])
        for start, weight in zip(starts, weights, strict=True)
    ]

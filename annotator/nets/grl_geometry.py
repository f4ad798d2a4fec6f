"""Where the tokens of GRL's windows and stripes lie: coordinates, position bias, partition, masks.

Nothing here is learned. Sizes and shifts are ``(rows, columns)`` in pixels; maps are
channels-last ``(B, H, W, C)``; the tokens of a window are numbered row by row.

An *anchor window* covers the same area as its window on a grid that is ``down_factor`` times
coarser. Its tokens are used in **reversed** order throughout: the relative position of window
token ``(y, x)`` and reversed anchor token ``(i, j)`` is then ``(y + i, x + j)``, so that the
position bias of a whole window is a sliding view of a small table and needs no index matrix.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F

if TYPE_CHECKING:
    from torch import Tensor

Size = tuple[int, int]


def _log_spaced_axis(window: int, anchor: int) -> Tensor:
    margin = (window - anchor) // 2
    last = window - 1 - margin
    if last <= 0:
        raise ValueError(f"A window axis of {window} pixels is too short for relative positions.")
    steps = torch.arange(-(anchor - 1) - margin, last + 1, dtype=torch.float32)
    scaled = steps / last * 8
    return scaled.sign() * torch.log2(scaled.abs() + 1) / 3


@lru_cache(maxsize=32)
def relative_coordinates(window: Size, anchor_window: Size) -> Tensor:
    """Log-spaced relative coordinates of all window-anchor pairs (GRL eq. 6, Swin V2 eq. 4).

    Returns
    -------
    Tensor
        float32 on the CPU, shape ``(h + ah - 1, w + aw - 1, 2)``, last axis ``(y, x)``,
        without unit; 1 is the largest distance within the window. Shared, do not write to it.

    Raises
    ------
    ValueError
        If an axis of the window is a single pixel long.
    """
    with torch.inference_mode(mode=False):  # the cached tensor must also serve training
        axes = [_log_spaced_axis(*sizes) for sizes in zip(window, anchor_window, strict=True)]
        return torch.stack(torch.meshgrid(*axes, indexing="ij"), dim=-1)


def sliding_bias(table: Tensor, queries: Size, rows: slice) -> Tensor:
    """Position bias between some query rows and all keys of a window, keys in reversed order.

    Parameters
    ----------
    table : Tensor
        Bias per relative position, shape ``(heads, qh + kh - 1, qw + kw - 1)``.
    queries : tuple of int
        Size ``(qh, qw)`` of the query window.
    rows : slice
        The query rows wanted.

    Returns
    -------
    Tensor
        Shape ``(heads, len(rows) * qw, kh * kw)``, entry ``table[:, y + i, x + j]``.
    """
    heads, height, width = table.shape
    kh, kw = height - queries[0] + 1, width - queries[1] + 1
    return table.unfold(1, kh, 1).unfold(2, kw, 1)[:, rows].reshape(heads, -1, kh * kw)


@lru_cache(maxsize=32)
def wrap_labels(size: Size, shift: Size, device: torch.device) -> Tensor:
    """Mark the pixels that a cyclic shift brought round from the opposite border.

    Two pixels of one window are true neighbours exactly if their marks are equal (specification
    section 5: this is all that its nine regions distinguish inside a window).

    Parameters
    ----------
    size, shift : tuple of int
        Of the map that was rolled up and to the left by `shift`.

    Returns
    -------
    Tensor
        float32 on `device`, shape ``(1, H, W, 4)``, one-hot. Shared, do not write to it.
    """
    with torch.inference_mode(mode=False):
        y, x = (
            (torch.arange(length) >= length - step).long()
            for length, step in zip(size, shift, strict=True)
        )
        return F.one_hot(2 * y[:, None] + x, 4)[None].to(device, torch.float32)


def partition(x: Tensor, window: Size) -> Tensor:
    """Cut a map into windows.

    Parameters
    ----------
    x : Tensor
        Shape ``(B, H, W, C)``; `window` divides ``(H, W)``.

    Returns
    -------
    Tensor
        Shape ``(B * windows, h * w, C)``, contiguous; windows row by row.
    """
    B, H, W, C = x.shape
    h, w = window
    return x.view(B, H // h, h, W // w, w, C).transpose(2, 3).reshape(-1, h * w, C)


def merge(tokens: Tensor, window: Size, size: Size) -> Tensor:
    """Put windows together again; the inverse of `partition` for a map of `size`."""
    (h, w), (H, W) = window, size
    tiles = tokens.view(-1, H // h, W // w, h, w, tokens.shape[-1])
    return tiles.transpose(2, 3).reshape(-1, H, W, tokens.shape[-1])

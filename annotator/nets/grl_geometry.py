"""Where the tokens of GRL's windows and stripes lie: coordinates, position bias, partition, masks.

Nothing here is learned. Sizes and shifts are ``(rows, columns)`` in pixels; maps are
channels-last ``(B, H, W, C)``; the tokens of a window are numbered row by row.

An *anchor window* covers the same area as its window on a grid that is ``down_factor`` times
coarser. Its tokens are used in **reversed** order throughout: the relative position of window
token ``(y, x)`` and reversed anchor token ``(i, j)`` is then ``(y + i, x + j)``, so that the
position bias of a whole window is a sliding view of a small table and needs no index matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torch import Tensor

Size = tuple[int, int]

MASK_OFFSET = -100.0
"""Added to the logit of two pixels that only the cyclic shift has made neighbours."""


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


@dataclass(frozen=True)
class WindowGroup:
    """A block of windows with the same mask.

    Attributes
    ----------
    rows, cols : slice
        The windows, in the grid of windows.
    wrapped : tuple of bool
        Whether the cyclic shift put pixels from opposite image borders into one window,
        per axis. True only for the last row, respectively column, of windows.
    """

    rows: slice
    cols: slice
    wrapped: tuple[bool, bool]


def window_groups(grid: Size, shift: Size) -> list[WindowGroup]:
    """Split a grid of windows into at most four groups: inner, last column, last row, corner."""

    def axis_groups(count: int, shifted: bool) -> list[tuple[slice, bool]]:
        if not shifted:
            return [(slice(0, count), False)]
        inner = [(slice(0, count - 1), False)] if count > 1 else []
        return [*inner, (slice(count - 1, count), True)]

    return [
        WindowGroup(rows, cols, (row_wrapped, col_wrapped))
        for rows, row_wrapped in axis_groups(grid[0], shift[0] > 0)
        for cols, col_wrapped in axis_groups(grid[1], shift[1] > 0)
    ]


def region_labels(window: Size, shift: Size, group: WindowGroup) -> Tensor | None:
    """Label the tokens of a window so that true neighbours have equal labels.

    Returns
    -------
    Tensor or None
        int64 on the CPU, shape ``(h * w,)``, values 0 to 3; None if all are neighbours.
    """
    if not any(group.wrapped):
        return None
    y, x = (
        ((torch.arange(size) >= size - step) & wrapped).long()
        for size, step, wrapped in zip(window, shift, group.wrapped, strict=True)
    )
    return (2 * y[:, None] + x).flatten()


def partition(x: Tensor, window: Size, group: WindowGroup) -> Tensor:
    """Cut the windows of one group out of a map.

    Parameters
    ----------
    x : Tensor
        Shape ``(B, H, W, C)``; `window` divides ``(H, W)``.

    Returns
    -------
    Tensor
        Shape ``(B * windows, h * w, C)``, contiguous.
    """
    B, H, W, C = x.shape
    h, w = window
    tiles = x.view(B, H // h, h, W // w, w, C)[:, group.rows, :, group.cols]
    return tiles.transpose(2, 3).reshape(-1, h * w, C)


def write_windows(out: Tensor, tokens: Tensor, window: Size, group: WindowGroup) -> None:
    """Put windows from `partition` back: ``tokens`` (B * windows, h * w, C) into ``out``."""
    B, H, W, C = out.shape
    h, w = window
    tiles = out.view(B, H // h, h, W // w, w, C)[:, group.rows, :, group.cols].transpose(2, 3)
    tiles.copy_(tokens.view(tiles.shape))

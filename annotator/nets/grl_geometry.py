"""Where the tokens of GRL's windows and stripes lie: order, shifts, masks, position bias.

Nothing here is learned. Sizes and shifts are ``(rows, columns)`` in pixels; maps are
channels-last ``(B, H, W, C)``; the tokens of a window are numbered row by row.

The *anchors* of a window cover the same area on a grid that is coarser by an integer factor.
They are used in **reversed** order throughout: the relative position of window token ``(y, x)``
and reversed anchor token ``(i, j)`` is then ``(y + i, x + j)``, so that the position bias of a
whole window is a sliding view of a small table, with no index matrix.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
import torch.nn.functional as F
from torch.autograd import Function

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


def relative_coordinates(window: Size, anchor_window: Size) -> Tensor:
    """Log-spaced relative coordinates of all window-anchor pairs (specification section 5).

    Returns
    -------
    Tensor
        float32 on the CPU, shape ``(h + ah - 1, w + aw - 1, 2)``, last axis ``(y, x)``,
        without unit; 1 is the largest distance within the window.

    Raises
    ------
    ValueError
        If an axis of the window is a single pixel long.
    """
    axes = [_log_spaced_axis(*sizes) for sizes in zip(window, anchor_window, strict=True)]
    return torch.stack(torch.meshgrid(*axes, indexing="ij"), dim=-1)


def bias_view(table: Tensor, queries: Size) -> Tensor:
    """Position bias between all queries and all keys of a window, keys in reversed order.

    Parameters
    ----------
    table : Tensor
        Bias per relative position, shape ``(heads, qh + kh - 1, qw + kw - 1)``.
    queries : tuple of int
        Size ``(qh, qw)`` of the query window.

    Returns
    -------
    Tensor
        Shape ``(qh, heads, qw, kh * kw)``, entry ``table[:, y + i, x + j]``. Its rows overlap
        in memory, so it is hardly larger than the table.
    """
    (qh, qw), (height, width) = queries, table.shape[1:]
    kh, kw = height - qh + 1, width - qw + 1
    columns = table.unfold(2, kw, 1).transpose(1, 2).contiguous()  # (heads, qw, qh + kh - 1, kw)
    return columns.flatten(2).unfold(2, kh * kw, kw).permute(2, 0, 1, 3)


class _Permute(Function):
    """Put the tokens ``(B, L, C)`` in another order."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, order: Tensor, inverse: Tensor) -> Tensor:
        ctx.save_for_backward(order, inverse)
        return x.index_select(1, order)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None]:
        order, inverse = ctx.saved_tensors
        return permute(gradients[0], inverse, order), None, None


def permute(x: Tensor, order: Tensor, inverse: Tensor) -> Tensor:
    """Select the tokens of ``(B, L, C)`` in the given `order`, of which `inverse` is the inverse.

    Unlike indexing, its gradient is a selection too.
    """
    out: Tensor = _Permute.apply(x, order, inverse)  # type: ignore[no-untyped-call]
    return out


class WindowLayout(NamedTuple):
    """A map cut into windows after a cyclic shift up and to the left.

    Attributes
    ----------
    size, window : tuple of int
        Of the map and of a window.
    order, inverse : Tensor
        int64, shape ``(H * W,)``: the token of the map at each place in the windows, which are
        numbered row by row, and the place of each token.
    labels : Tensor
        uint8, shape ``(windows, N, 4)``, one-hot for each of the N tokens of a window: did the
        shift bring it round from the other end of the rows, of the columns? Tokens of a window
        are true neighbours exactly if their labels are equal.
    wrapped : tuple of bool
        Which windows hold tokens with different labels: the last row and the last column.
    """

    size: Size
    window: Size
    order: Tensor
    inverse: Tensor
    labels: Tensor
    wrapped: tuple[bool, ...]

    def split(self, x: Tensor) -> Tensor:
        """Cut ``(B, H, W, C)`` into windows ``(B * windows, N, C)``."""
        windows = permute(x.flatten(1, 2), self.order, self.inverse)
        return windows.view(-1, self.window[0] * self.window[1], x.shape[-1])

    def merge(self, windows: Tensor) -> Tensor:
        """Put windows ``(B * windows, N, C)`` together to a map ``(B, H, W, C)``."""
        channels = windows.shape[-1]
        tokens = windows.reshape(-1, len(self.order), channels)
        return permute(tokens, self.inverse, self.order).view(-1, *self.size, channels)


@lru_cache(maxsize=32)
def window_layout(
    size: Size, window: Size, shift: Size, device: torch.device, *, reverse: bool = False
) -> WindowLayout:
    """Lay windows over a map.

    Parameters
    ----------
    size, window, shift : tuple of int
        Of the map, of the windows, of the cyclic shift; `window` divides `size`.
    device : torch.device
        Where the tensors are to be.
    reverse : bool
        Whether to number the tokens of each window from the last to the first.

    Returns
    -------
    WindowLayout
        Cached; do not write to its tensors.
    """
    (H, W), (h, w) = size, window
    grid = (H // h, W // w)

    def tokens_of_windows(map_: Tensor) -> Tensor:  # (H, W) to (windows, N)
        tokens = map_.view(grid[0], h, grid[1], w).transpose(1, 2).reshape(-1, h * w)
        return tokens.flip(1) if reverse else tokens

    with torch.inference_mode(mode=False):  # the cached tensors must also serve training
        rolled = torch.arange(H * W).view(size).roll((-shift[0], -shift[1]), (0, 1))
        order = tokens_of_windows(rolled).flatten()
        y, x = (
            (torch.arange(length) >= length - step).long()
            for length, step in zip(size, shift, strict=True)
        )
        labels = F.one_hot(tokens_of_windows(2 * y[:, None] + x), 4)
        return WindowLayout(
            size,
            window,
            order.to(device),
            order.argsort().to(device),
            labels.to(device, torch.uint8),
            tuple(bool(label.any()) for label in labels[..., 1:]),
        )

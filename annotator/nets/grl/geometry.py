"""Where the tokens of GRL's windows and stripes lie: order, shifts, masks, position bias.

Nothing here is learned. Sizes and shifts are ``(rows, columns)`` in pixels; maps are
channels-last ``(B, H, W, C)``.

The *anchors* of a window cover the same area on a grid that is coarser by an integer factor.
They are used in **reversed** order throughout: the relative position of window token ``(y, x)``
and reversed anchor token ``(i, j)`` is then ``(y + i, x + j)``, so that the position bias of a
whole window is a sliding view of a small table, with no index matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as F
from torch.autograd import Function

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

    from annotator.nets.grl.config import Size


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


@dataclass(frozen=True, eq=False)
class WindowLayout:
    """A map cut into windows after a cyclic shift up and to the left.

    The tokens of a window are numbered along its longer axis, so that the rows of queries in
    `bias_view` are long. Windows that hold pixels from opposite ends of the map come last.

    Attributes
    ----------
    size : tuple of int
        Of the map.
    window : tuple of int
        Of a window, transposed if it was higher than wide.
    transposed : bool
        Whether it was.
    order, inverse : Tensor
        int64, shape ``(H * W,)``: the token of the map at each place in the windows, and the
        place of each token.
    labels : Tensor
        uint8, one-hot, shape ``(wrapped windows, N, 4)``: for each of the N tokens of the last
        windows, whether the shift brought it round from the other end of the rows, of the
        columns. Tokens of a window are true neighbours exactly if their labels are equal.
    """

    size: Size
    window: Size
    transposed: bool
    order: Tensor
    inverse: Tensor
    labels: Tensor

    @property
    def count(self) -> int:
        """Windows of a map."""
        return len(self.order) // (self.window[0] * self.window[1])

    def split(self, x: Tensor) -> Tensor:
        """Cut ``(B, H, W, C)`` into windows ``(B, windows, N, C)``."""
        B, C = len(x), x.shape[-1]
        return permute(x.flatten(1, 2), self.order, self.inverse).view(B, self.count, -1, C)

    def merge(self, windows: Tensor) -> Tensor:
        """Put windows ``(B, windows, N, C)`` together to a map ``(B, H, W, C)``."""
        C = windows.shape[-1]
        tokens = permute(windows.reshape(-1, len(self.order), C), self.inverse, self.order)
        return tokens.view(-1, *self.size, C)

    def chunks(self, count: int, images: int = 1) -> Iterator[tuple[slice, Tensor | None]]:
        """Go through all windows, with their labels if they differ.

        At most `count` windows at a time, counted over `images` maps that are cut alike; the
        labels are repeated for each of those.
        """
        inner, some = self.count - len(self.labels), max(1, count // images)
        for start in range(0, inner, some):
            yield slice(start, min(start + some, inner)), None
        for start in range(0, len(self.labels), some):
            labels = self.labels[start : start + some]
            yield slice(inner + start, inner + start + len(labels)), labels.repeat(images, 1, 1)


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
    transposed = h > w

    def tokens_of_windows(map_: Tensor) -> Tensor:  # (H, W) to (windows, N)
        tiles = map_.view(H // h, h, W // w, w).transpose(1, 2).flatten(0, 1)
        tokens = (tiles.mT if transposed else tiles).flatten(1)
        return tokens.flip(1) if reverse else tokens

    with torch.inference_mode(mode=False):  # the cached tensors must also serve training
        y, x = (
            (torch.arange(length) >= length - step).long()
            for length, step in zip(size, shift, strict=True)
        )
        labels = tokens_of_windows(2 * y[:, None] + x)
        wrapped = labels.any(1)
        tokens = tokens_of_windows(
            torch.arange(H * W).view(size).roll((-shift[0], -shift[1]), (0, 1))
        )
        order = tokens[wrapped.int().argsort(stable=True)].flatten()
        return WindowLayout(
            size,
            (w, h) if transposed else window,
            transposed,
            order.to(device),
            order.argsort().to(device),
            F.one_hot(labels[wrapped], 4).to(device, torch.uint8),
        )

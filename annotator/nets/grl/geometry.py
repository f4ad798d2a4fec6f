"""Where the tokens of GRL's windows and stripes lie: order, shifts, position bias.

Nothing here is learned. Sizes and shifts are ``(rows, columns)`` in pixels; maps are
channels-last ``(B, H, W, C)``.

The *anchors* of a window cover the same area on a grid that is coarser by an integer factor.
They are used in **reversed** order throughout: the relative position of window token ``(y, x)``
and reversed anchor token ``(i, j)`` is then ``(y + i, x + j)``, so that the position bias of a
whole window is a sliding view of a small table, with no index matrix.

A cyclic shift brings pixels from opposite ends of the map into one window and masks them for each
other (Swin Transformer, section 3.2). Such a window can be *cut* there instead: its two or four
parts attend each for itself, which is the same with no mask and fewer products, unless logits are
so large that they outweigh the mask.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as F
from torch.autograd import Function

if TYPE_CHECKING:
    from collections.abc import Sequence

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


@dataclass(frozen=True)
class Part:
    """Windows of one size and place: whole ones, or parts that are cut off by the map's border.

    Attributes
    ----------
    window
        Rows and columns of each.
    origin
        Row and column of a whole window that it begins at.
    count
        How many there are.
    """

    window: Size
    origin: Size
    count: int

    @property
    def length(self) -> int:
        """Tokens of a window."""
        return self.window[0] * self.window[1]


def part_of_table(table: Tensor, part: Part, anchors: Part, whole_anchors: Size) -> Tensor:
    """Relative positions that occur between the tokens and the anchors of a part.

    Parameters
    ----------
    table : Tensor
        Shape ``(heads, h + ah - 1, w + aw - 1)``, for whole windows ``(h, w)``, ``(ah, aw)``;
        its entry ``(y + i, x + j)`` is for token ``(y, x)`` and reversed anchor ``(i, j)``.
    part, anchors : Part
        The same part on both grids.
    whole_anchors : tuple of int
        ``(ah, aw)``.
    """
    spans = zip(
        part.window, part.origin, anchors.window, anchors.origin, whole_anchors, strict=True
    )
    rows, cols = (
        slice(start + few_whole - few_start - few, start + few_whole - few_start + size - 1)
        for size, start, few, few_start, few_whole in spans
    )
    return table[:, rows, cols]


@dataclass(frozen=True, eq=False)
class WindowLayout:
    """A map cut into windows that lie as after a cyclic shift up and to the left.

    Attributes
    ----------
    size : tuple of int
        Of the map.
    parts : tuple of Part
        The windows, in the order of their tokens.
    order, inverse : Tensor
        int64, shape ``(H * W,)``: the token of the map at each place in the windows, and the
        place of each token.
    labels : Tensor or None
        Where windows are not cut, float32, one-hot, shape ``(windows, 4, N)``: whether the shift
        brought each token round from the other end of the rows, of the columns. Tokens of a
        window are true neighbours exactly if their labels are equal.
    """

    size: Size
    parts: tuple[Part, ...]
    order: Tensor
    inverse: Tensor
    labels: Tensor | None = None

    def split(self, x: Tensor) -> list[Tensor]:
        """Cut ``(B, H, W, C)`` into windows ``(B * count, N, C)`` of each part."""
        B, C = len(x), x.shape[-1]
        tokens = permute(x.flatten(1, 2), self.order, self.inverse)
        lengths = [part.count * part.length for part in self.parts]
        return [
            some.reshape(B * part.count, part.length, C)
            for part, some in zip(self.parts, torch.split(tokens, lengths, 1), strict=True)
        ]

    def merge(self, windows: Sequence[Tensor]) -> Tensor:
        """Put the windows ``(B * count, N, C)`` of all parts together to a map ``(B, H, W, C)``."""
        C = windows[0].shape[-1]
        lengths = [part.count * part.length for part in self.parts]
        tokens = torch.cat(
            [some.reshape(-1, n, C) for n, some in zip(lengths, windows, strict=True)], 1
        )
        return permute(tokens, self.inverse, self.order).view(-1, *self.size, C)


@lru_cache(maxsize=32)
def window_layout(
    size: Size,
    window: Size,
    shift: Size,
    device: torch.device,
    *,
    reverse: bool = False,
    cut: bool = True,
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
    cut : bool
        Whether to cut windows where the shift joins opposite ends of the map.

    Returns
    -------
    WindowLayout
        Cached; do not write to its tensors.
    """
    rows, cols = (
        _spans(length, side, step if cut else 0)
        for length, side, step in zip(size, window, shift, strict=True)
    )
    parts, found = [], []
    with torch.inference_mode(mode=False):  # the cached tensors must also serve training
        numbers = torch.arange(size[0] * size[1]).view(size)
        if not cut:
            numbers = numbers.roll((-shift[0], -shift[1]), (0, 1))
        for (y, h, y0, m), (x, w, x0, n) in product(rows, cols):
            tiles = numbers[y : y + m * h, x : x + n * w].view(m, h, n, w).transpose(1, 2)
            tokens = tiles.reshape(m * n, h * w)
            found.append((tokens.flip(1) if reverse else tokens).flatten())
            parts.append(Part((h, w), (y0, x0), m * n))
        order = torch.cat(found)
        labels = None
        if not cut and shift != (0, 0):
            round_ = 2 * (order // size[1] < shift[0]) + (order % size[1] < shift[1]).long()
            labels = F.one_hot(round_.view(-1, parts[0].length), 4).mT.float().to(device)
        return WindowLayout(
            size, tuple(parts), order.to(device), order.argsort().to(device), labels
        )


def _spans(length: int, window: int, shift: int) -> list[tuple[int, int, int, int]]:
    """Begin, size, place in a whole window and number of the windows along an axis."""
    if not shift:
        return [(0, window, 0, length // window)]
    whole = (shift, window, 0, length // window - 1)
    first, last = (0, shift, window - shift, 1), (length - window + shift, window - shift, 0, 1)
    return [whole, first, last] if whole[-1] else [first, last]

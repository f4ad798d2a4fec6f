"""The attention of GRL: window attention, anchored stripe attention, and their mixture.

Li et al., *Efficient and Explicit Modelling of Image Hierarchies for Image Restoration*,
CVPR 2023, sections 3.2 (anchored stripe self-attention) and 4.2 (mixed attention); window
attention is that of Swin Transformer V2. Maps are channels-last ``(B, H, W, C)``. Queries, keys
and values exist for a few windows at a time only.
"""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import nn

from annotator.nets.grl.cosine import (
    AffineTransform,
    attend,
    merge_heads,
    split_heads,
    split_qkv,
    unit_length,
    whole_bias,
)
from annotator.nets.grl.geometry import Size, WindowLayout, bias_view, window_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    Projection = Callable[[Tensor], Tensor]

CHUNK_TOKENS = 8192
"""Tokens processed at a time, so that intermediate results stay in the processor's cache."""


class StripeMode(Enum):
    """The four stripe layouts that successive layers of a stage cycle through."""

    HORIZONTAL = 0
    VERTICAL = 1
    SHIFTED_HORIZONTAL = 2
    SHIFTED_VERTICAL = 3

    @property
    def vertical(self) -> bool:
        """Whether the configured stripe size is transposed."""
        return self.value % 2 == 1

    @property
    def shifted(self) -> bool:
        """Whether the map is rolled by half a stripe."""
        return self.value >= 2


def image_groups(x: Tensor) -> tuple[Tensor, ...]:
    """Divide a batch ``(B, H, W, C)`` into as many images at a time as fit into a chunk."""
    return torch.split(x, max(1, CHUNK_TOKENS // (x.shape[1] * x.shape[2])))


def tokenwise(function: Callable[..., Tensor], *maps: Tensor) -> Tensor:
    """Apply a function of single tokens to maps ``(B, H, W, C)``, a few rows at a time."""
    B, _, W, _ = maps[0].shape
    rows = max(1, CHUNK_TOKENS // (B * W))
    bands = zip(*(torch.split(map_, rows, dim=1) for map_ in maps), strict=True)
    return torch.cat([function(*band) for band in bands], dim=1)


class WindowAttention(nn.Module):
    """Window attention of Swin Transformer V2: the regional hierarchy.

    Parameters
    ----------
    heads : int
        Number of heads.
    window : int
        Side of the square windows, pixels.
    shifted : bool
        Whether the map is rolled by half a window first.
    """

    def __init__(self, heads: int, window: int, *, shifted: bool) -> None:
        super().__init__()
        self.heads = heads
        self.window = (window, window)
        self.shift = (window // 2, window // 2) if shifted else (0, 0)
        self.attn_transform = AffineTransform(heads)

    def forward(self, x: Tensor, project: Projection) -> Tensor:
        """Attend within windows.

        Parameters
        ----------
        x : Tensor
            Shape ``(B, H, W, D)``; the window divides H and W.
        project : callable
            Makes q, k and v of single tokens, ``(..., D)`` to ``(..., 3C)`` with channels
            ordered (q | k | v, head, head_dim).

        Returns
        -------
        Tensor
            Shape ``(B, H, W, C)``.
        """
        layout = window_layout((x.shape[1], x.shape[2]), self.window, self.shift, x.device)
        N = self.window[0] * self.window[1]
        scale = self.attn_transform.scale()
        bias = bias_view(self.attn_transform.position_bias(layout, layout), self.window)
        bias = whole_bias(bias).flip(-1)

        outputs = []
        for images in image_groups(x):
            windows, parts = layout.split(images), []
            for some, labels in layout.chunks(max(1, CHUNK_TOKENS // N), len(images)):
                q, k, v = split_qkv(project(windows[:, some].flatten(0, 1)), self.heads)
                y = merge_heads(attend(q * scale, k, v, bias, labels, labels))
                parts.append(y.view(len(images), -1, *y.shape[1:]))
            outputs.append(torch.cat(parts, dim=1))
        return layout.merge(torch.cat(outputs))


class AnchorStripeAttention(nn.Module):
    """Anchored stripe attention (section 3.2 of the paper): the global hierarchy.

    The anchors, a coarser copy of the map, stand between queries and keys: first they gather
    the values of their stripe, then every pixel of the stripe attends to them. That costs
    ``2 * (N / down_factor)**2`` products per stripe of N pixels instead of ``N**2``.

    Parameters
    ----------
    heads : int
        Number of heads.
    stripe_size, stripe_groups : tuple of int or None
        For each axis either the size of a stripe in pixels, or the number of stripes that the
        axis is divided into. As configured, that is for horizontal stripes.
    mode : StripeMode
        Orientation and shift.
    down_factor : int
        Pixels per anchor, on each axis.
    """

    def __init__(
        self,
        heads: int,
        stripe_size: tuple[int | None, int | None],
        stripe_groups: tuple[int | None, int | None],
        mode: StripeMode,
        down_factor: int,
    ) -> None:
        super().__init__()
        self.heads = heads
        self.stripe_size = stripe_size[::-1] if mode.vertical else stripe_size
        self.stripe_groups = stripe_groups[::-1] if mode.vertical else stripe_groups
        self.shifted = mode.shifted
        self.down_factor = down_factor
        self.attn_transform1 = AffineTransform(heads)
        self.attn_transform2 = AffineTransform(heads)

    def _axis(self, axis: int, length: int) -> Size:
        """Stripe and shift along one axis of `length` pixels."""
        size, groups = self.stripe_size[axis], self.stripe_groups[axis]
        if groups is not None:
            size = length // groups
        if not size or size % self.down_factor or length % size:
            raise ValueError(
                f"A map axis of {length} pixels cannot be divided into stripes of {size} pixels "
                f"with one anchor per {self.down_factor} pixels."
            )
        shift = size // 2 if self.shifted and groups != 1 else 0
        if 0 < shift < self.down_factor:
            raise ValueError(f"A shift by {shift} pixels is less than one anchor.")
        return size, shift

    def _layouts(self, size: Size, device: torch.device) -> tuple[WindowLayout, WindowLayout]:
        """Stripes on the map and on the map of anchors."""
        (h, dy), (w, dx) = self._axis(0, size[0]), self._axis(1, size[1])
        coarse = [
            (y // self.down_factor, x // self.down_factor) for y, x in (size, (h, w), (dy, dx))
        ]
        return (
            window_layout(size, (h, w), (dy, dx), device),
            window_layout(coarse[0], coarse[1], coarse[2], device, reverse=True),
        )

    def forward(self, x: Tensor, anchor: Tensor, project: Projection) -> Tensor:
        """Attend within stripes by way of the anchors.

        Parameters
        ----------
        x : Tensor
            Shape ``(B, H, W, D)``.
        anchor : Tensor
            Shape ``(B, H / down_factor, W / down_factor, C)``.
        project : callable
            Makes q, k and v of single tokens, ``(..., D)`` to ``(..., 3C)`` with channels
            ordered (q | k | v, head, head_dim).

        Returns
        -------
        Tensor
            Shape ``(B, H, W, C)``.

        Raises
        ------
        ValueError
            If stripes or anchors do not divide the map.
        """
        layout, anchor_layout = self._layouts((x.shape[1], x.shape[2]), x.device)
        gather, spread = self.attn_transform1, self.attn_transform2
        gather_table = gather.position_bias(layout, anchor_layout).flip(1, 2)
        gather_bias = bias_view(gather_table, anchor_layout.window)
        spread_bias = bias_view(spread.position_bias(layout, anchor_layout), layout.window)
        gather_scale, spread_scale = gather.scale(), spread.scale()
        count = CHUNK_TOKENS // (layout.window[0] * layout.window[1])
        if count > 1:  # small stripes go several at a time, which takes their bias in one piece
            gather_bias, spread_bias = whole_bias(gather_bias), whole_bias(spread_bias)

        outputs = []
        groups = zip(image_groups(x), torch.split(anchor, len(image_groups(x)[0])), strict=True)
        for images, coarse in groups:
            stripes, anchors = layout.split(images), anchor_layout.split(coarse)
            some, together, parts = max(1, count), len(images), []
            chunks = zip(
                layout.chunks(some, together), anchor_layout.chunks(some, together), strict=True
            )
            for (now, labels), (_, a_labels) in chunks:
                q, k, v = split_qkv(project(stripes[:, now].flatten(0, 1)), self.heads)
                a = unit_length(split_heads(anchors[:, now].flatten(0, 1), self.heads))
                gathered = attend(a * gather_scale, k, v, gather_bias, a_labels, labels)
                y = attend(q * spread_scale, a, gathered, spread_bias, labels, a_labels)
                y = merge_heads(y)
                parts.append(y.view(together, -1, *y.shape[1:]))
            outputs.append(torch.cat(parts, dim=1))
        return layout.merge(torch.cat(outputs))


class LinearProjection(nn.Module):
    """The joint projection to queries, keys and values of both attentions."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.body = nn.Linear(dim, 3 * dim)

    def halves(self) -> tuple[Projection, Projection]:
        """Give the projections ``(..., C)`` to ``(..., 3C / 2)`` of window and stripe attention."""
        weights, biases = self.body.weight.chunk(2), self.body.bias.chunk(2)
        window, stripe = (
            partial(F.linear, weight=weight, bias=bias)
            for weight, bias in zip(weights, biases, strict=True)
        )
        return window, stripe


class AnchorLinear(nn.Module):
    """Average pooling by `down_factor`, then a linear map to C/2 channels."""

    def __init__(self, dim: int, down_factor: int) -> None:
        super().__init__()
        self.down_factor = down_factor
        self.reduction = nn.Linear(dim, dim // 2)

    def forward(self, x: Tensor) -> Tensor:
        """Project ``(B, H, W, C)`` to ``(B, H / df, W / df, C / 2)``."""
        pooled = F.avg_pool2d(x.permute(0, 3, 1, 2), self.down_factor)
        out: Tensor = self.reduction(pooled.permute(0, 2, 3, 1))
        return out


class AnchorProjection(nn.Module):
    """Makes the anchors of a layer from its input, in one step (section 4.2 of the paper)."""

    def __init__(self, dim: int, down_factor: int) -> None:
        super().__init__()
        self.body = nn.Sequential(AnchorLinear(dim, down_factor))

    def forward(self, x: Tensor) -> Tensor:
        """Project ``(B, H, W, C)`` to ``(B, H / df, W / df, C / 2)``."""
        out: Tensor = self.body(x)
        return out


class MixedAttention(nn.Module):
    """Window attention on one half of the channels, anchored stripe attention on the other.

    Parameters
    ----------
    dim : int
        Channels C; each half must be divisible by its number of heads.
    window_attention : WindowAttention
        Attention for the regional hierarchy.
    stripe_attention : AnchorStripeAttention
        Attention for the global hierarchy.
    """

    def __init__(
        self,
        dim: int,
        window_attention: WindowAttention,
        stripe_attention: AnchorStripeAttention,
    ) -> None:
        super().__init__()
        self.qkv = LinearProjection(dim)
        self.anchor = AnchorProjection(dim, stripe_attention.down_factor)
        self.window_attn = window_attention
        self.stripe_attn = stripe_attention
        self.proj = nn.Linear(dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        """Attend; ``(B, H, W, C)`` to the same shape."""
        window_qkv, stripe_qkv = self.qkv.halves()
        window_out = self.window_attn(x, window_qkv)
        stripe_out = self.stripe_attn(x, self.anchor(x), stripe_qkv)
        return tokenwise(self._join, window_out, stripe_out)

    def _join(self, window_out: Tensor, stripe_out: Tensor) -> Tensor:
        out: Tensor = self.proj(torch.cat([window_out, stripe_out], dim=-1))
        return out

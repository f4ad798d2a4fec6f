"""The attentions of GRL in their fast form: the same functions as in the reference beside it.

Queries, keys and values exist for a few windows at a time only. Anchors are numbered in reversed
order, so that the position bias of a window is a view of a small table
(`annotator.nets.grl.geometry`). Maps are channels-last ``(B, H, W, C)``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

import torch
import torch.nn.functional as F

from annotator.nets.grl import reference
from annotator.nets.grl.cosine import (
    CachedTransform,
    attend,
    merge_heads,
    split_heads,
    split_qkv,
    whole_bias,
)
from annotator.nets.grl.geometry import WindowLayout, bias_view, window_layout
from annotator.nets.grl.layers import unit_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from annotator.nets.grl.config import Size

    Projection = Callable[[Tensor], Tensor]

CHUNK_TOKENS = 8192
"""Tokens processed at a time, so that intermediate results stay in the processor's cache."""


def image_groups(x: Tensor) -> tuple[Tensor, ...]:
    """Divide a batch ``(B, H, W, C)`` into as many images at a time as fit into a chunk."""
    return torch.split(x, max(1, CHUNK_TOKENS // (x.shape[1] * x.shape[2])))


def tokenwise(function: Callable[..., Tensor], *maps: Tensor) -> Tensor:
    """Apply a function of single tokens to maps ``(B, H, W, C)``, a few rows at a time."""
    B, _, W, _ = maps[0].shape
    rows = max(1, CHUNK_TOKENS // (B * W))
    bands = zip(*(torch.split(map_, rows, dim=1) for map_ in maps), strict=True)
    return torch.cat([function(*band) for band in bands], dim=1)


class WindowAttention(reference.WindowAttention):
    """Window attention that goes through the windows a few at a time."""

    transform: ClassVar = CachedTransform
    attn_transform: CachedTransform

    def project_and_attend(self, x: Tensor, project: Projection) -> Tensor:
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


class AnchorStripeAttention(reference.AnchorStripeAttention):
    """Anchored stripe attention that goes through the stripes a few at a time."""

    transform: ClassVar = CachedTransform
    attn_transform1: CachedTransform
    attn_transform2: CachedTransform

    def _layouts(self, size: Size, device: torch.device) -> tuple[WindowLayout, WindowLayout]:
        """Stripes on the map and on the map of anchors."""
        stripe, shift = self.stripe(size)
        coarse = [self.coarse(what) for what in (size, stripe, shift)]
        return (
            window_layout(size, stripe, shift, device),
            window_layout(coarse[0], coarse[1], coarse[2], device, reverse=True),
        )

    def project_and_attend(self, x: Tensor, anchor: Tensor, project: Projection) -> Tensor:
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


class MixedAttention(reference.MixedAttention):
    """Mixed attention whose projections are made where they are needed."""

    window_type: ClassVar = WindowAttention
    stripe_type: ClassVar = AnchorStripeAttention
    window_attn: WindowAttention
    stripe_attn: AnchorStripeAttention

    def forward(self, x: Tensor) -> Tensor:
        """Attend; ``(B, H, W, C)`` to the same shape."""
        window_qkv, stripe_qkv = self._projections()
        window_out = self.window_attn.project_and_attend(x, window_qkv)
        stripe_out = self.stripe_attn.project_and_attend(x, self.anchor(x), stripe_qkv)
        return tokenwise(self._join, window_out, stripe_out)

    def _projections(self) -> tuple[Projection, Projection]:
        """Give the projections ``(..., C)`` to ``(..., 3C / 2)`` of window and stripe attention."""
        body = self.qkv.body
        window, stripe = (
            partial(F.linear, weight=weight, bias=bias)
            for weight, bias in zip(body.weight.chunk(2), body.bias.chunk(2), strict=True)
        )
        return window, stripe

    def _join(self, window_out: Tensor, stripe_out: Tensor) -> Tensor:
        out: Tensor = self.proj(torch.cat([window_out, stripe_out], dim=-1))
        return out

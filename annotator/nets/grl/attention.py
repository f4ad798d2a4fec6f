"""The attentions of GRL in their fast form: the same functions as in the reference beside it.

Queries, keys and values exist for a few windows at a time only. Anchors are numbered in reversed
order, so that the position bias of a window is a view of a small table
(`annotator.nets.grl.geometry`). Maps are channels-last ``(B, H, W, C)``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import torch
import torch.nn.functional as F

from annotator.nets.grl import reference
from annotator.nets.grl.cosine import CachedTransform, attend, split_heads, split_qkv
from annotator.nets.grl.geometry import WindowLayout, bias_view, part_of_table, window_layout
from annotator.nets.grl.layers import unit_length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


def to_channels(weight: Tensor, bias: Tensor, tokens: Tensor) -> Tensor:
    """Project ``(n, N, C)`` linearly to ``(n, D, N)``."""
    return torch.baddbmm(bias[:, None], weight.expand(len(tokens), -1, -1), tokens.mT)


def chunks(length: int, *windows: Tensor | None) -> Iterator[tuple[Any, ...]]:
    """Go through windows of so many tokens, and what belongs to them, a few at a time.

    What is there for the windows of one image only is repeated for the others; None stays None.
    """
    some, total = max(1, CHUNK_TOKENS // length), max(len(w) for w in windows if w is not None)
    whole = [
        w if w is None or len(w) == total else w.repeat(total // len(w), 1, 1) for w in windows
    ]
    for start in range(0, total, some):
        yield tuple(w if w is None else w[start : start + some] for w in whole)


def joined(parts: list[Tensor]) -> Tensor:
    """Concatenate along the first axis; a single one is not copied."""
    return parts[0] if len(parts) == 1 else torch.cat(parts)


def whole_bias(bias: Tensor) -> Tensor:
    """Join the rows of a bias ``(rows, heads, K / rows, Q)`` to ``(1, heads, K, Q)``."""
    return bias.transpose(0, 1).flatten(1, 2)[None]


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
            Makes q, k and v of single tokens, ``(n, N, D)`` to ``(n, 3C, N)`` with channels
            ordered (q | k | v, head, head_dim).

        Returns
        -------
        Tensor
            Shape ``(B, H, W, C)``.
        """
        transform, size = self.attn_transform, (x.shape[1], x.shape[2])
        sharp = transform.is_sharp()
        layout = window_layout(size, self.window, self.shift, x.device, cut=not sharp)
        table = transform.position_bias(self.window, self.window).flip(1, 2)

        outputs = []
        for images in image_groups(x):
            parts = []
            for part, windows in zip(layout.parts, layout.split(images), strict=True):
                # keys in their order, queries reversed, as `bias_view` has it; then turned back
                bias = bias_view(part_of_table(table, part, part, self.window), part.window)
                bias, results = whole_bias(bias).flip(-1), []
                for some, labels in chunks(part.length, windows, layout.labels):
                    q, k, v = split_qkv(project(some), self.heads, transform.scale2())
                    y = attend(q, k, v, bias, labels, labels, sharp=sharp)
                    results.append(y.flatten(1, 2).mT)
                parts.append(joined(results))
            outputs.append(layout.merge(parts))
        return joined(outputs)


class AnchorStripeAttention(reference.AnchorStripeAttention):
    """Anchored stripe attention that goes through the stripes a few at a time."""

    transform: ClassVar = CachedTransform
    attn_transform1: CachedTransform
    attn_transform2: CachedTransform

    def _layouts(self, size: Size, device: torch.device) -> tuple[WindowLayout, WindowLayout]:
        """Stripes on the map and on the map of anchors."""
        stripe, shift = self.stripe(size)
        cut = not self._is_sharp()
        coarse = [self.coarse(what) for what in (size, stripe, shift)]
        return (
            window_layout(size, stripe, shift, device, cut=cut),
            window_layout(coarse[0], coarse[1], coarse[2], device, reverse=True, cut=cut),
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
            Makes q, k and v of single tokens, ``(n, N, D)`` to ``(n, 3C, N)`` with channels
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
        outputs = []
        groups = zip(image_groups(x), torch.split(anchor, len(image_groups(x)[0])), strict=True)
        for images, coarse in groups:
            whole = zip(
                self._biases(layout, anchor_layout),
                layout.split(images),
                anchor_layout.split(coarse),
                strict=True,
            )
            parts = []
            for biases, stripes, anchors in whole:
                some = chunks(
                    stripes.shape[1], stripes, layout.labels, anchors, anchor_layout.labels
                )
                parts.append(
                    joined([self._attend(project(s), a, biases, (t, u)) for s, t, a, u in some])
                )
            outputs.append(layout.merge(parts))
        return joined(outputs)

    def _biases(
        self, layout: WindowLayout, anchor_layout: WindowLayout
    ) -> Iterator[tuple[Tensor, Tensor]]:
        """Position bias of each part: of tokens for anchors, and of anchors for tokens."""
        stripe, _ = self.stripe(layout.size)
        few = self.coarse(stripe)
        gather = self.attn_transform1.position_bias(stripe, few).flip(1, 2)
        spread = self.attn_transform2.position_bias(stripe, few)
        for part, anchors in zip(layout.parts, anchor_layout.parts, strict=True):
            to_anchors, to_tokens = (
                part_of_table(table, part, anchors, few) for table in (gather, spread)
            )
            yield bias_view(to_anchors, part.window), bias_view(to_tokens, anchors.window)

    def _attend(
        self,
        qkv: Tensor,
        anchors: Tensor,
        biases: tuple[Tensor, Tensor],
        labels: tuple[Tensor | None, Tensor | None],
    ) -> Tensor:
        """Attend within n stripes: ``(n, 3C, N)`` and anchors ``(n, A, C)`` to ``(n, N, C)``."""
        q, k, v = split_qkv(qkv, self.heads, self.attn_transform2.scale2())
        a = unit_length(split_heads(anchors.mT, self.heads), dim=-2)
        a_long, sharp = a * self.attn_transform1.scale2(), self._is_sharp()
        gathered = attend(a_long, k, v, biases[0], labels[1], labels[0], sharp=sharp)
        return attend(q, a, gathered, biases[1], *labels, sharp=sharp).flatten(1, 2).mT

    def _is_sharp(self) -> bool:
        return self.attn_transform1.is_sharp() or self.attn_transform2.is_sharp()


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
        """Projections ``(n, N, C)`` to ``(n, 3C / 2, N)`` of window and stripe attention."""
        body = self.qkv.body
        window, stripe = (
            partial(to_channels, weight, bias)
            for weight, bias in zip(body.weight.chunk(2), body.bias.chunk(2), strict=True)
        )
        return window, stripe

    def _join(self, window_out: Tensor, stripe_out: Tensor) -> Tensor:
        to_window, to_stripe = self.proj.weight.chunk(2, dim=1)
        return F.linear(window_out, to_window, self.proj.bias) + F.linear(stripe_out, to_stripe)

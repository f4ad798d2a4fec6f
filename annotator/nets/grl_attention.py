"""The attention of GRL: window attention, anchored stripe attention, and their mixture.

Li et al., *Efficient and Explicit Modelling of Image Hierarchies for Image Restoration*,
CVPR 2023, sections 3.2 (anchored stripe self-attention) and 4.2 (mixed attention); window
attention is that of Swin Transformer V2. Maps are channels-last ``(B, H, W, C)``.

Both attentions are cosine attentions: with q and k of unit length the logits are
``scale * <q, k> + bias(relative position) + mask``. The products run in PyTorch's fused
kernel, so no attention matrix is ever stored; the bias is made for a few query rows at a time
and shared by all windows, and only windows at the wrap-around of a cyclic shift see a mask.
"""

from __future__ import annotations

import math
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

import torch
import torch.nn.functional as F
from torch import nn

from annotator.nets.grl_geometry import (
    MASK_OFFSET,
    Size,
    partition,
    region_labels,
    relative_coordinates,
    sliding_bias,
    window_groups,
    write_windows,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

MAX_BIAS_ELEMENTS = 2**21
"""Largest piece of position bias made at once (8 MiB in float32)."""


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


class AffineTransform(nn.Module):
    """Per-head scale of the cosine logits and continuous position bias (specification 4.1)."""

    def __init__(self, heads: int) -> None:
        super().__init__()
        self.logit_scale = nn.Parameter(torch.full((heads, 1, 1), math.log(10.0)))
        self.cpb_mlp = nn.Sequential(
            nn.Linear(2, 512), nn.ReLU(inplace=True), nn.Linear(512, heads, bias=False)
        )
        self._cached: tuple[Size, Size, list[Tensor], Tensor] | None = None

    def scale(self) -> Tensor:
        """Factor of the cosine, shape ``(heads, 1, 1)``, at most 100."""
        return self.logit_scale.clamp(max=math.log(100.0)).exp()

    def position_bias(self, window: Size, anchor_window: Size) -> Tensor:
        """Bias of each relative position, shape ``(heads, h + ah - 1, w + aw - 1)``, 0 to 16.

        Without gradients the result is kept until a weight of the MLP changes in any way.
        """
        if torch.is_grad_enabled():
            return self._position_bias(window, anchor_window)
        weights = list(self.cpb_mlp.parameters())
        if self._cached is not None:
            cached_window, cached_anchor, cached_weights, bias = self._cached
            if (cached_window, cached_anchor) == (window, anchor_window) and all(
                old.device == new.device and old.dtype == new.dtype and torch.equal(old, new)
                for old, new in zip(cached_weights, weights, strict=True)
            ):
                return bias
        bias = self._position_bias(window, anchor_window)
        self._cached = (window, anchor_window, [weight.clone() for weight in weights], bias)
        return bias

    def _position_bias(self, window: Size, anchor_window: Size) -> Tensor:
        coordinates = relative_coordinates(window, anchor_window).to(self.logit_scale)
        return 16 * torch.sigmoid(self.cpb_mlp(coordinates)).permute(2, 0, 1)


class Attendees(NamedTuple):
    """What the windows of one group bring to `biased_attention`; N = B * windows.

    Queries ``(N, heads, Q, d)``, keys and values ``(N, heads, K, d)``, and labels ``(Q,)`` and
    ``(K,)`` whose inequality masks a pair, or None where nothing is masked.
    """

    q: Tensor
    k: Tensor
    v: Tensor
    q_labels: Tensor | None
    k_labels: Tensor | None


def biased_attention(
    groups: list[Attendees], table: Tensor, query_window: Size, *, keys_reversed: bool = True
) -> list[Tensor]:
    """Softmax attention with a position bias that all windows share.

    Parameters
    ----------
    groups : list of Attendees
        Windows by mask.
    table : Tensor
        Bias per relative position, ``(heads, qh + kh - 1, qw + kw - 1)``.
    query_window : tuple of int
        Size ``(qh, qw)`` of the query window.
    keys_reversed : bool
        Whether keys run in reversed order relative to the queries (see
        `annotator.nets.grl_geometry`).

    Returns
    -------
    list of Tensor
        ``(N, heads, Q, d)`` for each group.
    """
    rows, width = query_window
    keys = groups[0].k.shape[2]
    step = max(1, MAX_BIAS_ELEMENTS // (len(table) * width * keys))
    pieces: list[list[Tensor]] = [[] for _ in groups]
    for start in range(0, rows, step):
        bias = sliding_bias(table, query_window, slice(start, start + step))
        if not keys_reversed:
            bias = bias.flip(-1)
        span = slice(start * width, (start + step) * width)
        for group, out in zip(groups, pieces, strict=True):
            offset = bias
            if group.q_labels is not None:
                unrelated = group.q_labels[span, None] != group.k_labels
                offset = bias + MASK_OFFSET * unrelated.to(bias.device)
            out.append(
                F.scaled_dot_product_attention(
                    group.q[:, :, span], group.k, group.v, attn_mask=offset[None], scale=1.0
                )
            )
    return [out[0] if len(out) == 1 else torch.cat(out, dim=2) for out in pieces]


def unit_length(v: Tensor, scale: Tensor | float = 1.0) -> Tensor:
    """Scale the vectors along the last axis to length `scale`."""
    return v * (scale / torch.linalg.vector_norm(v, dim=-1, keepdim=True).clamp_min(1e-12))


def split_heads(tokens: Tensor, parts: int, heads: int) -> tuple[Tensor, ...]:
    """``(N, L, parts * heads * d)`` to `parts` views of shape ``(N, heads, L, d)``."""
    N, L, _ = tokens.shape
    return tokens.view(N, L, parts, heads, -1).permute(2, 0, 3, 1, 4).unbind(0)


def merge_heads(tokens: Tensor) -> Tensor:
    """``(N, heads, L, d)`` to ``(N, L, heads * d)``."""
    return tokens.transpose(1, 2).flatten(2)


def roll(x: Tensor, shift: Size, sign: int) -> Tensor:
    """Roll a map ``(B, H, W, C)`` cyclically by ``sign * shift``."""
    return torch.roll(x, (sign * shift[0], sign * shift[1]), (1, 2)) if any(shift) else x


def window_grid(x: Tensor, window: Size) -> Size:
    """Count the rows and columns of windows in a map ``(B, H, W, C)``."""
    return x.shape[1] // window[0], x.shape[2] // window[1]


class WindowAttention(nn.Module):
    """Window attention V2 (specification 4.2).

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

    def forward(self, qkv: Tensor) -> Tensor:
        """Attend within windows; ``(B, H, W, 3C)`` to ``(B, H, W, C)``."""
        out = qkv.new_empty(*qkv.shape[:3], qkv.shape[3] // 3)
        qkv = roll(qkv, self.shift, -1)
        groups = window_groups(window_grid(qkv, self.window), self.shift)
        scale = self.attn_transform.scale()
        attendees = []
        for group in groups:
            q, k, v = split_heads(partition(qkv, self.window, group), 3, self.heads)
            labels = region_labels(self.window, self.shift, group)
            attendees.append(Attendees(unit_length(q, scale), unit_length(k), v, labels, labels))
        table = self.attn_transform.position_bias(self.window, self.window)
        outputs = biased_attention(attendees, table, self.window, keys_reversed=False)
        for group, tokens in zip(groups, outputs, strict=True):
            write_windows(out, merge_heads(tokens), self.window, group)
        return roll(out, self.shift, 1)


class AnchorStripeAttention(nn.Module):
    """Anchored stripe attention (GRL eq. 3 and 4; specification 4.3).

    The anchors, a coarser copy of the map, stand between queries and keys: first they gather
    the values of their stripe, then every pixel of the stripe attends to them. That costs
    ``N * N / down_factor**2`` products per stripe instead of ``N * N``.

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
        if size is None or size % self.down_factor or length % size:
            raise ValueError(
                f"A map axis of {length} pixels cannot be divided into stripes of {size} pixels "
                f"with one anchor per {self.down_factor} pixels."
            )
        shift = size // 2 if self.shifted and groups != 1 else 0
        if 0 < shift < self.down_factor:
            raise ValueError(f"A shift by {shift} pixels is less than one anchor.")
        return size, shift

    def forward(self, qkv: Tensor, anchor: Tensor) -> Tensor:
        """Attend within stripes by way of the anchors.

        Parameters
        ----------
        qkv : Tensor
            Shape ``(B, H, W, 3C)``, channels ordered (q | k | v, head, head_dim).
        anchor : Tensor
            Shape ``(B, H / down_factor, W / down_factor, C)``.

        Returns
        -------
        Tensor
            Shape ``(B, H, W, C)``.

        Raises
        ------
        ValueError
            If stripes or anchors do not divide the map.
        """
        (h, shift_y), (w, shift_x) = self._axis(0, qkv.shape[1]), self._axis(1, qkv.shape[2])
        df = self.down_factor
        stripe, shift = (h, w), (shift_y, shift_x)
        anchor_stripe, anchor_shift = (h // df, w // df), (shift_y // df, shift_x // df)
        out = qkv.new_empty(*qkv.shape[:3], qkv.shape[3] // 3)
        qkv = roll(qkv, shift, -1)
        anchor = roll(anchor, anchor_shift, -1)
        groups = window_groups(window_grid(qkv, stripe), shift)

        scale1, scale2 = self.attn_transform1.scale(), self.attn_transform2.scale()
        gathering, spreading = [], []
        for group in groups:
            q, k, v = split_heads(partition(qkv, stripe, group), 3, self.heads)
            (a,) = split_heads(partition(anchor, anchor_stripe, group).flip(1), 1, self.heads)
            a = unit_length(a)
            labels = region_labels(stripe, shift, group)
            a_labels = region_labels(anchor_stripe, anchor_shift, group)
            a_labels = None if a_labels is None else a_labels.flip(0)
            gathering.append(Attendees(a * scale1, unit_length(k), v, a_labels, labels))
            spreading.append(Attendees(unit_length(q, scale2), a, v, labels, a_labels))

        table1 = self.attn_transform1.position_bias(stripe, anchor_stripe).flip(1, 2)
        gathered = biased_attention(gathering, table1, anchor_stripe)
        spreading = [s._replace(v=z) for s, z in zip(spreading, gathered, strict=True)]
        table2 = self.attn_transform2.position_bias(stripe, anchor_stripe)
        outputs = biased_attention(spreading, table2, stripe)
        for group, tokens in zip(groups, outputs, strict=True):
            write_windows(out, merge_heads(tokens), stripe, group)
        return roll(out, shift, 1)


class LinearProjection(nn.Module):
    """The joint projection to queries, keys and values of both attentions."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.body = nn.Linear(dim, 3 * dim)

    def forward(self, x: Tensor) -> Tensor:
        """Project ``(..., C)`` to ``(..., 3C)``."""
        return self.body(x)


class AnchorLinear(nn.Module):
    """Average pooling by `down_factor`, then a linear map to C/2 channels."""

    def __init__(self, dim: int, down_factor: int) -> None:
        super().__init__()
        self.down_factor = down_factor
        self.reduction = nn.Linear(dim, dim // 2)

    def forward(self, x: Tensor) -> Tensor:
        """Project ``(B, H, W, C)`` to ``(B, H / df, W / df, C / 2)``."""
        pooled = F.avg_pool2d(x.permute(0, 3, 1, 2), self.down_factor)
        return self.reduction(pooled.permute(0, 2, 3, 1))


class AnchorProjection(nn.Module):
    """Makes the anchors of a layer from its input, in one step (section 4.2 of the paper)."""

    def __init__(self, dim: int, down_factor: int) -> None:
        super().__init__()
        self.body = nn.ModuleList([AnchorLinear(dim, down_factor)])

    def forward(self, x: Tensor) -> Tensor:
        """Project ``(B, H, W, C)`` to ``(B, H / df, W / df, C / 2)``."""
        return self.body[0](x)


class MixedAttention(nn.Module):
    """Window attention on one half of the channels, anchored stripe attention on the other.

    Parameters
    ----------
    dim : int
        Channels C; each half must be divisible by its number of heads.
    window_attention, stripe_attention : nn.Module
        The two attentions.
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
        window_qkv, stripe_qkv = self.qkv(x).chunk(2, dim=-1)
        window_out = self.window_attn(window_qkv)
        stripe_out = self.stripe_attn(stripe_qkv, self.anchor(x))
        return self.proj(torch.cat([window_out, stripe_out], dim=-1))

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
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import nn

from annotator.nets.grl_geometry import (
    Size,
    merge,
    partition,
    relative_coordinates,
    sliding_bias,
    wrap_labels,
)

if TYPE_CHECKING:
    from torch import Tensor

MASK_OFFSET = -100.0
"""Added to the logit of two pixels that only the cyclic shift has made neighbours."""

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


def biased_attention(
    q: Tensor,
    k: Tensor,
    v: Tensor,
    table: Tensor,
    query_window: Size,
    labels: tuple[Tensor, Tensor] | None,
    *,
    keys_reversed: bool = True,
) -> Tensor:
    """Softmax attention within windows, with a position bias that all windows share.

    The mask ``MASK_OFFSET * (1 - <label_q, label_k>)`` is a scalar product as well, so it rides
    along as additional channels of q and k and no mask is ever stored.

    Parameters
    ----------
    q, k, v : Tensor
        Queries ``(windows, heads, Q, d)``, keys and values ``(windows, heads, K, d)``.
    table : Tensor
        Bias per relative position, ``(heads, qh + kh - 1, qw + kw - 1)``.
    query_window : tuple of int
        Size ``(qh, qw)`` of the query window.
    labels : tuple of Tensor or None
        One-hot labels ``(windows / B, Q, labels)`` and ``(windows / B, K, labels)``; a query and
        a key whose labels differ are masked. None where nothing is.
    keys_reversed : bool
        Whether keys run in reversed order relative to the queries (see
        `annotator.nets.grl_geometry`).

    Returns
    -------
    Tensor
        Shape ``(windows, heads, Q, d)``.
    """
    channels = v.shape[-1]
    if labels is not None:
        q = append_channels(q, labels[0])
        k = append_channels(k, MASK_OFFSET * (1 - labels[1]))
        v = F.pad(v, (0, labels[0].shape[-1]))
    rows, width = query_window
    step = max(1, MAX_BIAS_ELEMENTS // (len(table) * width * k.shape[2]))
    pieces = []
    for start in range(0, rows, step):
        bias = sliding_bias(table, query_window, slice(start, start + step))
        if not keys_reversed:
            bias = bias.flip(-1)
        piece = q[:, :, start * width : (start + step) * width]
        pieces.append(F.scaled_dot_product_attention(piece, k, v, attn_mask=bias[None], scale=1.0))
    out = torch.cat(pieces, dim=2) if len(pieces) > 1 else pieces[0]
    return out[..., :channels]


def append_channels(tokens: Tensor, channels: Tensor) -> Tensor:
    """Append ``(windows, L, c)`` to each sample and head of ``(B * windows, heads, L, d)``."""
    windows, L, c = channels.shape
    shape = (len(tokens) // windows, windows, tokens.shape[1], L, c)
    expanded = channels.to(tokens.dtype)[None, :, None].expand(shape).flatten(0, 1)
    return torch.cat([tokens, expanded], dim=-1)


def unit_length(v: Tensor) -> Tensor:
    """Scale the vectors along the last axis to length 1."""
    return v / torch.linalg.vector_norm(v, dim=-1, keepdim=True).clamp_min(1e-12)


def split_heads(tokens: Tensor, parts: int, heads: int) -> tuple[Tensor, ...]:
    """``(N, L, parts * heads * d)`` to `parts` views of shape ``(N, heads, L, d)``."""
    N, L, _ = tokens.shape
    return tokens.view(N, L, parts, heads, -1).permute(2, 0, 3, 1, 4).unbind(0)


def merge_heads(tokens: Tensor) -> Tensor:
    """``(N, heads, L, d)`` to ``(N, L, heads * d)``."""
    return tokens.transpose(1, 2).flatten(2)


def roll(x: Tensor, shift: Size) -> Tensor:
    """Roll a map ``(B, H, W, C)`` cyclically down and right by `shift`."""
    return torch.roll(x, shift, (1, 2)) if any(shift) else x


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
        size, window, (dy, dx) = (qkv.shape[1], qkv.shape[2]), self.window, self.shift
        tokens = partition(roll(qkv, (-dy, -dx)), window)
        q, k, v = split_heads(tokens, 3, self.heads)
        labels = None
        if dy or dx:
            label = partition(wrap_labels(size, self.shift, qkv.device), window)
            labels = (label, label)
        out = biased_attention(
            unit_length(q) * self.attn_transform.scale(),
            unit_length(k),
            v,
            self.attn_transform.position_bias(window, window),
            window,
            labels,
            keys_reversed=False,
        )
        return roll(merge(merge_heads(out), window, size), self.shift)


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
        size, df = (qkv.shape[1], qkv.shape[2]), self.down_factor
        (h, dy), (w, dx) = self._axis(0, size[0]), self._axis(1, size[1])
        stripe, anchor_stripe = (h, w), (h // df, w // df)
        q, k, v = split_heads(partition(roll(qkv, (-dy, -dx)), stripe), 3, self.heads)
        anchor_size, anchor_shift = (size[0] // df, size[1] // df), (dy // df, dx // df)
        anchor_tokens = partition(roll(anchor, (-(dy // df), -(dx // df))), anchor_stripe)
        (a,) = split_heads(anchor_tokens.flip(1), 1, self.heads)
        q, k, a = unit_length(q), unit_length(k), unit_length(a)
        gather_labels = spread_labels = None
        if dy or dx:
            labels = partition(wrap_labels(size, (dy, dx), qkv.device), stripe)
            anchor_labels = wrap_labels(anchor_size, anchor_shift, qkv.device)
            anchor_labels = partition(anchor_labels, anchor_stripe).flip(1)
            gather_labels, spread_labels = (anchor_labels, labels), (labels, anchor_labels)

        gather, spread = self.attn_transform1, self.attn_transform2
        table = gather.position_bias(stripe, anchor_stripe).flip(1, 2)
        z = biased_attention(a * gather.scale(), k, v, table, anchor_stripe, gather_labels)
        table = spread.position_bias(stripe, anchor_stripe)
        out = biased_attention(q * spread.scale(), a, z, table, stripe, spread_labels)
        return roll(merge(merge_heads(out), stripe, size), (dy, dx))


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

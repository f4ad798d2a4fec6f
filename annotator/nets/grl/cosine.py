"""Cosine attention within windows, as in GRL and Swin Transformer V2.

With q and k of unit length the logits are ``scale * <q, k> + bias(relative position)``. How that
stays small and fast:

- Tokens are columns, ``(channels, tokens)``: all products are then as fast as the processor is.
- The softmax is that of base 2, for which scale and bias are multiplied by log2(e) beforehand.
  Cosine and bias are bounded, so no largest logit has to be found first.
- A block of weights at a time is made, in the processor's cache, and a row of ones below the
  values gives their sum.
- The bias is a strided view of a small table (`annotator.nets.grl.geometry.bias_view`).
"""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as F
from torch.autograd import Function
from torch.autograd.function import once_differentiable

from annotator.nets.grl.layers import (
    LARGEST_BIAS,
    AffineTransform,
    relative_coordinates,
    unit_length,
)
from annotator.nets.grl.reference import MASK_OFFSET

if TYPE_CHECKING:
    from torch import Tensor

    from annotator.nets.grl.config import Size

LOG2E = math.log2(math.e)

BLOCK_ELEMENTS = 2**20
"""Attention weights made at a time (4 MiB in float32)."""

BLOCK_QUERIES = 1024
"""Queries looked at together."""

BACKWARD_ELEMENTS = 2**20
"""Attention weights made at a time in the backward pass, or those of one window."""

LARGEST_SCALE = 36.0
"""With a larger scale of the cosine a masked logit may count, and powers of two may overflow."""


class CachedTransform(AffineTransform):
    """Scale and position bias for a softmax of base 2, kept as a table per relative position."""

    def __init__(self, heads: int) -> None:
        super().__init__(heads)
        self._cached: tuple[tuple[Size, Size], list[Tensor], Tensor] | None = None

    def scale2(self) -> Tensor:
        """Factor of the cosine, shape ``(heads, 1, 1)``, for a softmax of base 2."""
        return LOG2E * self.scale()

    def is_sharp(self) -> bool:
        """Whether logits may be so large that they outweigh the mask."""
        return float(self.scale().detach().amax()) > LARGEST_SCALE

    def position_bias(self, window: Size, anchor_window: Size) -> Tensor:
        """Bias of each relative position for a softmax of base 2, less its middle value.

        It is that of windows ``(h, w)`` and ``(ah, aw)``. Without gradients the result is kept
        until a weight of the MLP changes in any way.

        Returns
        -------
        Tensor
            Shape ``(heads, h + ah - 1, w + aw - 1)``.
        """
        sizes = (window, anchor_window)
        if torch.is_grad_enabled():
            return self._position_bias(*sizes)
        weights = list(self.cpb_mlp.parameters())
        if self._cached is not None:
            cached_sizes, cached_weights, bias = self._cached
            if sizes == cached_sizes and all(map(_same, cached_weights, weights)):
                return bias
        bias = self._position_bias(*sizes)
        self._cached = (sizes, [weight.detach().clone() for weight in weights], bias)
        return bias

    def _position_bias(self, window: Size, anchor_window: Size) -> Tensor:
        coordinates = relative_coordinates(window, anchor_window).to(self.logit_scale)
        return LOG2E * (self.table(coordinates) - LARGEST_BIAS / 2)


def _same(a: Tensor, b: Tensor) -> bool:
    return a.device == b.device and a.dtype == b.dtype and torch.equal(a, b)


class _BiasedAttention(Function):
    """Attention with a learned bias that keeps no attention matrix for its gradient.

    PyTorch's fused kernel cannot differentiate by the bias, and its fallback keeps several
    matrices per call. Here the backward pass makes them again, a head and a few windows at a time.
    """

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, bias: Tensor, sharp: bool) -> Tensor:
        out = (_fused if sharp or q.device.type != "cpu" else _in_blocks)(q, k, v, bias)
        ctx.save_for_backward(q, k, v, bias, out)
        return out

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        q, k, v, bias, out = ctx.saved_tensors
        shift = (gradients[0] * out).sum(-2, keepdim=True)
        dq, dk, dv, dbias = (
            torch.zeros_like(x, memory_format=torch.contiguous_format) for x in (q, k, v, bias)
        )
        step = max(1, BACKWARD_ELEMENTS // (k.shape[-1] * q.shape[-1]))
        for head in range(q.shape[1]):
            whole = bias[:, head].flatten(0, 1)
            for start in range(0, len(q), step):
                some = slice(start, start + step), head
                logits = (k[some].mT @ q[some]).add_(whole).div_(LOG2E)
                weights, grad = torch.softmax(logits, dim=-2), gradients[0][some]
                dv[some] = grad @ weights.mT
                dlogits = weights.mul_((v[some].mT @ grad).sub_(shift[some])).div_(LOG2E)
                dq[some], dk[some] = k[some] @ dlogits, q[some] @ dlogits.mT
                dbias[:, head] += dlogits.sum(0).view(dbias[:, head].shape)
        return dq, dk, dv, dbias, None


def attend(
    q: Tensor,
    k: Tensor,
    v: Tensor,
    bias: Tensor,
    q_labels: Tensor | None = None,
    k_labels: Tensor | None = None,
    *,
    sharp: bool = False,
) -> Tensor:
    """Attention within N windows with a softmax of base 2.

    Parameters
    ----------
    q, k, v : Tensor
        Queries ``(N, heads, d, Q)``, keys and values ``(N, heads, d, K)``; queries or keys are of
        unit length.
    bias : Tensor
        Position bias ``(rows, heads, K / rows, Q)``, the same for all windows, as from
        `CachedTransform`.
    q_labels, k_labels : Tensor or None
        One-hot labels ``(N, c, Q)`` and ``(N, c, K)``; a query and a key whose labels differ are
        masked. None where nothing is.
    sharp : bool
        Whether the largest logit has to be found first, because powers of two of the logits are
        too large or small (`CachedTransform.is_sharp`).

    Returns
    -------
    Tensor
        Shape ``(N, heads, d, Q)``: for each query the mean of the values, weighed by
        ``2 ** (<q, k> + bias)``.
    """
    if torch.is_autocast_enabled(q.device.type):  # heads are narrow: half precision gains nothing
        with torch.autocast(q.device.type, enabled=False):
            q, k, v, bias = q.float(), k.float(), v.float(), bias.float()
            return attend(q, k, v, bias, q_labels, k_labels, sharp=sharp)
    if q_labels is not None and k_labels is not None:
        q = _with_labels(q, q_labels)
        k = _with_labels(k, LOG2E * MASK_OFFSET * (1 - k_labels))
    out: Tensor = _BiasedAttention.apply(q, k, v, bias, sharp)  # type: ignore[no-untyped-call]
    return out


def _with_labels(tokens: Tensor, labels: Tensor) -> Tensor:
    """Append labels ``(N, c, L)`` to the channels of each head of ``(N, heads, d, L)``."""
    some = labels[:, None].expand(-1, tokens.shape[1], -1, -1)
    return torch.cat([tokens, some.to(tokens)], dim=2)


def _in_blocks(q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
    """Attend, a block of weights at a time: a head, some windows, queries and rows of keys."""
    (N, heads, _, Q), (rows, _, row, _), d = q.shape, bias.shape, v.shape[2]
    values = torch.cat([v, v.new_ones(N, heads, 1, rows * row)], dim=2)
    some = min(Q, BLOCK_QUERIES)
    together = max(1, min(rows, BLOCK_ELEMENTS // (row * some)))
    windows = max(1, min(N, BLOCK_ELEMENTS // (together * row * some)))
    memory, sums = q.new_empty(windows * together * row * some), q.new_empty(N, heads, d + 1, Q)
    for head in range(heads):
        for now, which in product(_slices(N, windows), _slices(Q, some)):
            queries, result = q[now, head, :, which], sums[now, head, :, which]
            for part in _slices(rows, together):
                added = bias[part, head, :, which]
                size = (len(queries), *added.shape)
                weights = memory[: math.prod(size)].view(size).copy_(added).flatten(1, 2)
                keys = slice(part.start * row, part.stop * row)
                weights.baddbmm_(k[now, head, :, keys].mT, queries).exp2_()
                result.baddbmm_(values[now, head, :, keys], weights, beta=min(part.start, 1))
    return sums[:, :, :d] / sums[:, :, d:]


def _slices(length: int, step: int) -> list[slice]:
    return [slice(start, min(start + step, length)) for start in range(0, length, step)]


def _fused(q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
    """Attend in PyTorch's fused kernel, of base e."""
    mask = bias.transpose(0, 1).flatten(1, 2).mT[None] / LOG2E
    padded = F.pad(v, (0, 0, 0, q.shape[2] - v.shape[2]))  # it wants equally many channels
    out = F.scaled_dot_product_attention(q.mT / LOG2E, k.mT, padded.mT, attn_mask=mask, scale=1.0)
    return out.mT[:, :, : v.shape[2]]


def split_heads(tokens: Tensor, heads: int) -> Tensor:
    """``(N, heads * d, L)`` to ``(N, heads, d, L)``."""
    return tokens.view(len(tokens), heads, -1, tokens.shape[-1])


def split_qkv(qkv: Tensor, heads: int, scale: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """``(N, 3 * heads * d, L)`` to three ``(N, heads, d, L)``; q as long as `scale`, k of length 1.

    `scale` has the shape ``(heads, 1, 1)``.
    """
    q, k, v = (split_heads(tokens, heads) for tokens in qkv.chunk(3, dim=1))
    return unit_length(q, scale, dim=-2), unit_length(k, dim=-2), v

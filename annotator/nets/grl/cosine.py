"""Cosine attention within windows, as in GRL and Swin Transformer V2.

With q and k of unit length the logits are ``scale * <q, k> + bias(relative position) + mask``.
How that stays small and fast:

- The products run in PyTorch's fused kernel; no attention matrix is ever stored.
- The bias is a strided view of a small table (`annotator.nets.grl.geometry.bias_view`).
- The mask, ``MASK_OFFSET * (1 - <label_q, label_k>)``, is a scalar product like the logits, so
  it rides along as additional channels of q and k.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as F
from torch.autograd import Function
from torch.autograd.function import once_differentiable

from annotator.nets.grl.layers import AffineTransform, relative_coordinates, unit_length
from annotator.nets.grl.reference import MASK_OFFSET

if TYPE_CHECKING:
    from torch import Tensor

    from annotator.nets.grl.config import Size
    from annotator.nets.grl.geometry import WindowLayout

BACKWARD_ELEMENTS = 2**20
"""Largest attention matrix in the backward pass (4 MiB in float32)."""


class CachedTransform(AffineTransform):
    """Scale and position bias, kept as a table per relative position."""

    def __init__(self, heads: int) -> None:
        super().__init__(heads)
        self._cached: tuple[tuple[Size, Size, bool], list[Tensor], Tensor] | None = None

    def position_bias(self, layout: WindowLayout, anchor_layout: WindowLayout) -> Tensor:
        """Bias of each relative position, 0 to 16, for windows ``(h, w)`` and ``(ah, aw)``.

        Without gradients the result is kept until a weight of the MLP changes in any way.

        Returns
        -------
        Tensor
            Shape ``(heads, h + ah - 1, w + aw - 1)``.
        """
        sizes = (layout.window, anchor_layout.window, layout.transposed)
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

    def _position_bias(self, window: Size, anchor_window: Size, transposed: bool) -> Tensor:
        coordinates = relative_coordinates(window, anchor_window).to(self.logit_scale)
        return self.table(coordinates.flip(-1) if transposed else coordinates)


def _same(a: Tensor, b: Tensor) -> bool:
    return a.device == b.device and a.dtype == b.dtype and torch.equal(a, b)


class _BiasedAttention(Function):
    """Softmax attention with a learned bias that keeps no attention matrix for its gradient.

    PyTorch's fused kernel cannot differentiate by the bias, and its fallback keeps several
    matrices per call. Here the backward pass makes them again, a few entries of the batch at a
    time.
    """

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
        out = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.detach(), scale=1.0)
        ctx.save_for_backward(q, k, v, bias, out)
        return out

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        q, k, v, bias, out = ctx.saved_tensors
        shift = (gradients[0] * out).sum(-1, keepdim=True)
        dq, dk, dv, dbias = (
            torch.zeros_like(x, memory_format=torch.contiguous_format) for x in (q, k, v, bias)
        )
        step = max(1, BACKWARD_ELEMENTS // bias[0].numel())
        for start in range(0, len(q), step):
            some = slice(start, start + step)
            where = some if len(bias) > 1 else slice(None)
            grad = gradients[0][some]
            weights = torch.softmax(q[some] @ k[some].mT + bias[where], dim=-1)
            dv[some] = weights.mT @ grad
            dlogits = weights.mul_(grad @ v[some].mT - shift[some])
            dq[some], dk[some] = dlogits @ k[some], dlogits.mT @ q[some]
            dbias[where] += dlogits.sum_to_size(bias[where].shape)
        return dq, dk, dv, dbias


def attend(
    q: Tensor,
    k: Tensor,
    v: Tensor,
    bias: Tensor,
    q_labels: Tensor | None = None,
    k_labels: Tensor | None = None,
) -> Tensor:
    """Softmax attention within N windows.

    Parameters
    ----------
    q, k, v : Tensor
        Queries ``(N, heads, Q, d)``, keys and values ``(N, heads, K, d)``.
    bias : Tensor
        Position bias ``(rows, heads, Q / rows, K)``, the same for all windows. One of N and
        `rows` must be 1: the fused kernel takes windows or rows of queries as its batch.
    q_labels, k_labels : Tensor or None
        One-hot labels ``(N, Q, c)`` and ``(N, K, c)``; a query and a key whose labels differ
        are masked. None where nothing is.

    Returns
    -------
    Tensor
        Shape ``(N, heads, Q, d)``.
    """
    (N, heads, Q, d), rows = q.shape, len(bias)
    if torch.is_autocast_enabled(q.device.type):  # heads are narrow: half precision gains nothing
        with torch.autocast(q.device.type, enabled=False):
            q, k, v, bias = q.float(), k.float(), v.float(), bias.float()
            return attend(q, k, v, bias, q_labels, k_labels)
    if q_labels is not None and k_labels is not None:
        q = with_labels(q, q_labels.to(q.dtype))
        k = with_labels(k, MASK_OFFSET * (1 - k_labels.to(q.dtype)))
        v = F.pad(v, (0, q.shape[-1] - d))
    q = q.view(N, heads, rows, Q // rows, -1).transpose(1, 2).flatten(0, 1)
    k, v = (tokens.expand(len(q), -1, -1, -1) for tokens in (k, v))
    out: Tensor = _BiasedAttention.apply(q, k, v, bias)  # type: ignore[no-untyped-call]
    return out[..., :d].view(N, rows, heads, -1, d).transpose(1, 2).flatten(2, 3)


def whole_bias(bias: Tensor) -> Tensor:
    """Join the rows of a bias ``(rows, heads, Q / rows, K)`` to ``(1, heads, Q, K)``."""
    rows, heads, part, keys = bias.shape
    return bias.transpose(0, 1).reshape(1, heads, rows * part, keys)


def with_labels(tokens: Tensor, labels: Tensor) -> Tensor:
    """Append labels ``(N, L, c)`` to the channels of each head of ``(N, heads, L, d)``."""
    return torch.cat([tokens, labels[:, None].expand(-1, tokens.shape[1], -1, -1)], dim=-1)


def split_heads(tokens: Tensor, heads: int) -> Tensor:
    """``(..., L, heads * d)`` to ``(..., heads, L, d)``."""
    return tokens.view(*tokens.shape[:-1], heads, -1).transpose(-2, -3)


def merge_heads(tokens: Tensor) -> Tensor:
    """``(N, heads, L, d)`` to ``(N, L, heads * d)``."""
    return tokens.transpose(1, 2).flatten(2)


def split_qkv(qkv: Tensor, heads: int) -> tuple[Tensor, Tensor, Tensor]:
    """``(N, L, 3 * heads * d)`` to three ``(N, heads, L, d)``; q and k of unit length."""
    N, L, _ = qkv.shape
    tokens = qkv.view(N, L, 3, heads, -1)
    q, k = unit_length(tokens[:, :, :2]).transpose(1, 3).unbind(2)
    return q, k, tokens[:, :, 2].transpose(1, 2)

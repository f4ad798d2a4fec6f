"""The fast form of CAT-Net's decoder: the same function of the same weights as in `network`.

For networks that are done learning. Beyond fewer copies it

- folds norms into the convolutions before them, and every output projection into the MLP that
  follows it (no nonlinearity lies in between);
- projects tokens at once to all that is attended with: a bias of the keys moves all logits of a
  query alike and is left out, that of the values goes into the projection, for weights sum to 1;
- computes once per slice, not once per iteration, what the detail head makes of the encoder's
  features and of the location prior: its convolutions are linear, so that they are split by input;
- compares a query with the foreground of the support alone for the prior mask.

Shapes: B queries, K support shots, D channels, n = h·w tokens at stride 8; each query has a support
set of its own. Maps are channels-last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from annotator.nets.catnet.blocks import by_set, tokens_of
from annotator.nets.catnet.network import CATNet, CATNetStep, resize

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from annotator.nets.catnet.blocks import MIFE, AttentionUnit, CMATBlock, MultiHeadAttention
    from annotator.nets.catnet.encoders import EncoderFeatures
    from annotator.nets.catnet.network import DetailHead


class FastDecoder(nn.Module):
    """Decoder of a CAT-Net with location prior, detail head, both cross attentions, masked keys.

    It holds weights of its own, so that `net` may go on learning.

    Parameters
    ----------
    net
        In evaluation mode; `serves` must hold for its configuration.
    """

    def __init__(self, net: CATNet) -> None:
        super().__init__()
        assert net.detail is not None
        self.config = net.config
        self.mife = _FastMIFE(net.mife)
        self.blocks = nn.ModuleList(_FastBlock(block) for block in net.blocks)  # type: ignore[arg-type]
        self.detail = _FastDetail(net.detail)
        self.requires_grad_(requires_grad=False)
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    @staticmethod
    def serves(net: CATNet) -> bool:
        """Whether there is a fast form of a network's decoder."""
        config = net.config
        return (
            config.location_prior
            and config.detail_head
            and config.cross_attention == "both"
            and config.mask_mode == "keys"
        )

    def decode(
        self,
        query: EncoderFeatures,
        support: EncoderFeatures,
        support_mask: Tensor,
        *,
        size: tuple[int, int],
        weights: Tensor,
        location: Tensor,
        iterations: int,
        detailed: Collection[int] | None = None,
    ) -> Iterator[CATNetStep]:
        """As `CATNet.decode`, of B queries with B·K support slices."""
        height, width = query.features.shape[-2:]
        weights = weights / weights.sum(1, keepdim=True).clamp(min=1e-6)
        m_s = F.interpolate(support_mask, (height, width), mode="area").flatten(2)  # (B, K, n)
        coarse_location = tokens_of(resize(location, (height, width)))
        f_q, f_s, coarse = self.mife(query, support, m_s, weights, coarse_location)
        place = self.detail.place(query, location)
        del query, support, location  # nobody needs them while the iterations are on their way

        def step(iteration: int) -> CATNetStep:
            fine = _maps(coarse, (height, width))
            shown = fine
            if detailed is None or iteration in detailed:
                shown = self.detail(f_q, fine, place)
            return CATNetStep(
                iteration,
                fine,
                resize(shown, size),
                _maps(f_q, (height, width)),
                _maps(f_s.flatten(0, 1), (height, width)),
            )

        yield step(0)
        support_bias = _key_bias((m_s * _relative(weights)).flatten(1))
        pools = _pools(m_s, weights)
        for i in range(iterations):
            block = self.blocks[min(i, len(self.blocks) - 1)]
            f_q, f_s = block(f_q, f_s, _key_bias(coarse.sigmoid().flatten(1)), support_bias)
            coarse = self._prototypes(f_q, f_s, pools)
            yield step(i + 1)

    def _prototypes(self, f_q: Tensor, f_s: Tensor, pools: Tensor) -> Tensor:
        """Foreground logits (B, n, 1) from prototypes, as `blocks.prototype_logits`."""
        prototypes = pools @ f_s.flatten(1, 2)  # (B, 2, D)
        cosines = F.normalize(f_q, dim=-1, eps=1e-8) @ F.normalize(
            prototypes, dim=-1, eps=1e-8
        ).transpose(1, 2)
        return self.config.alpha * (cosines[..., :1] - cosines[..., 1:])


def _maps(tokens: Tensor, size: tuple[int, int]) -> Tensor:
    """Tokens (N, n, D) as channels-last maps (N, D, h, w), without a copy."""
    return tokens.view(len(tokens), *size, -1).permute(0, 3, 1, 2)


def _relative(weights: Tensor) -> Tensor:
    """Shot weights (B, K) over the largest, (B, K, 1)."""
    return (weights / weights.amax(dim=1, keepdim=True).clamp(min=1e-6)).unsqueeze(-1)


def _key_bias(mask: Tensor) -> Tensor:
    """Return what a soft mask (B, m) adds to the logits of its keys, (B, 1, 1, m)."""
    return mask.clamp(1e-3, 1.0).log()[:, None, None, :]


def _pools(m_s: Tensor, weights: Tensor) -> Tensor:
    """Share of every support token in the prototypes of fore- and background, (B, 2, K·n)."""
    both = torch.stack([m_s, 1 - m_s], 1) * weights[:, None, :, None]
    both = both.flatten(2)
    return both / (both.sum(2, keepdim=True) + 1e-5)


class _FastMIFE(nn.Module):
    """MIFE on tokens; what is the same at all places is added as a vector."""

    def __init__(self, mife: MIFE) -> None:
        super().__init__()
        self.query_fusion, self.query_pooled = _split_pooled(mife.query_fusion)
        self.support_fusion, self.support_pooled = _split_pooled(mife.support_fusion)
        first, _, last = mife.classifier
        assert isinstance(first, nn.Conv2d)
        assert isinstance(last, nn.Conv2d)
        self.first = _conv(first.weight, first.bias)
        self.last = _pointwise(last)

    def forward(
        self,
        query: EncoderFeatures,
        support: EncoderFeatures,
        m_s: Tensor,
        weights: Tensor,
        location: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """F_q⁰ (B, n, D), F_s⁰ (B, K, n, D), first logits (B, n, 1).

        m_s (B, K, n) soft support masks, weights (B, K), location (B, n, 2).
        """
        batch = len(m_s)
        height, width = query.features.shape[-2:]
        tokens = by_set(tokens_of(support.features), batch)  # (B, K, n, D)
        weighted = (m_s * weights.unsqueeze(-1)).flatten(1)
        weighted = weighted / (weighted.sum(1, keepdim=True) + 1e-5)
        pooled = weighted.unsqueeze(1) @ tokens.flatten(1, 2)  # (B, 1, D)
        prior = _prior_mask(query.deep, support.deep, m_s)
        f_q = self.query_fusion(torch.cat([tokens_of(query.features), prior, location], 2))
        f_q = f_q.add_(self.query_pooled(pooled)).relu_()
        f_s = self.support_fusion(torch.cat([tokens, m_s.unsqueeze(-1)], 3))
        f_s = f_s.add_(self.support_pooled(pooled).unsqueeze(1)).relu_()
        first = self.first(_maps(f_q, (height, width))).relu_()
        return f_q, f_s, self.last(tokens_of(first))


def _prior_mask(query: Tensor, support: Tensor, mask: Tensor, eps: float = 1e-7) -> Tensor:
    """As `blocks.prior_mask`, from the foreground of the support alone: tokens (B, n, 1).

    query (B, C, h, w), support (B·K, C, h, w), mask (B, K, n).
    """
    m = mask.flatten(1)
    foreground = (m > 0) & (m >= m.amax(1, keepdim=True).clamp(max=0.5))
    most = max(1, int(foreground.sum(1).max()))
    among = foreground.float().topk(most, dim=1).indices  # foreground first
    s = tokens_of(support).reshape(*m.shape, -1)  # (B, K·n, C)
    s = s.gather(1, among.unsqueeze(-1).expand(-1, -1, s.shape[-1]))
    cosine = F.normalize(s, dim=2, eps=eps) @ F.normalize(query.flatten(2), dim=1, eps=eps)
    cosine.masked_fill_(~foreground.gather(1, among).unsqueeze(-1), -1.0)
    score = cosine.amax(dim=1).unsqueeze(-1)  # (B, n, 1)
    low, high = score.amin(1, keepdim=True), score.amax(1, keepdim=True)
    return (score - low) / (high - low + eps)


class _Attended(nn.Module):
    """What tokens are projected to: queries of one attention, keys and values of another.

    Without the biases of keys and values.
    """

    def __init__(self, asks: MultiHeadAttention, asked: MultiHeadAttention) -> None:
        super().__init__()
        layers = asks.query, asked.key, asked.value
        self.project = _linear(torch.cat([layer.weight for layer in layers]))
        self.bias = nn.Parameter(asks.query.bias.detach().clone())

    def forward(self, tokens: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Project tokens (N, n, D) to queries, keys and values, (N, n, D) each."""
        q, k, v = self.project(tokens).chunk(3, -1)
        return q.add_(self.bias), k, v


class _FastUnit(nn.Module):
    """What follows the attention in an attention unit: LN(MLP(projection) + residual)."""

    def __init__(self, unit: AttentionUnit) -> None:
        super().__init__()
        self.heads = unit.attention.heads
        projection, (first, _, last) = unit.attention.project, unit.mlp
        assert isinstance(first, nn.Linear)
        bias = projection.weight @ unit.attention.value.bias + projection.bias
        weight = first.weight @ projection.weight
        self.first = _linear(weight, first.weight @ bias + first.bias)
        self.last = _linear(last.weight, last.bias)  # type: ignore[arg-type]
        self.norm = nn.LayerNorm(unit.norm.normalized_shape, unit.norm.eps)
        self.norm.load_state_dict(unit.norm.state_dict())

    def forward(
        self, x: Tensor, q: Tensor, k: Tensor, v: Tensor, bias: Tensor | None = None
    ) -> Tensor:
        """Refine x (N, n, D) by queries (N, n, D), keys and values (N, m, D)."""
        q, k, v = (t.view(*t.shape[:2], self.heads, -1).transpose(1, 2) for t in (q, k, v))
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        hidden = F.gelu(self.first(attended.transpose(1, 2).flatten(2)))
        refined: Tensor = self.norm(self.last(hidden).add_(x))
        return refined


class _FastBlock(nn.Module):
    """One iteration of the cross masked attention transformer."""

    def __init__(self, block: CMATBlock) -> None:
        super().__init__()
        self.self_query, self.self_support = (
            _FastUnit(block.self_query),
            _FastUnit(block.self_support),
        )
        self.cross_query = _FastUnit(block.cross_query)
        self.cross_support = _FastUnit(block.cross_support)
        query, support = block.self_query.attention, block.self_support.attention
        self.own_query, self.own_support = _Attended(query, query), _Attended(support, support)
        query, support = block.cross_query.attention, block.cross_support.attention
        self.of_query, self.of_support = _Attended(query, support), _Attended(support, query)

    def forward(
        self, f_q: Tensor, f_s: Tensor, query_bias: Tensor, support_bias: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Refine f_q (B, n, D) and f_s (B, K, n, D); biases (B, 1, 1, n) and (B, 1, 1, K·n)."""
        shape = f_s.shape
        x_q = self.self_query(f_q, *self.own_query(f_q))
        each = f_s.flatten(0, 1)
        x_s = self.self_support(each, *self.own_support(each))
        x_s = x_s.view(shape).flatten(1, 2)  # (B, K·n, D): all shots look at the same query
        to_support, k_q, v_q = self.of_query(x_q)
        to_query, k_s, v_s = self.of_support(x_s)
        out_q = self.cross_query(x_q, to_support, k_s, v_s, support_bias)
        out_s = self.cross_support(x_s, to_query, k_q, v_q, query_bias)
        return out_q, out_s.view(shape)


class _Place(NamedTuple):
    """What the detail head makes of a slice whatever its mask: added before the two ReLUs."""

    quarter: Tensor
    half: Tensor


class _FastDetail(nn.Module):
    """The detail head, its first convolutions at both strides split by what changes."""

    def __init__(self, head: DetailHead) -> None:
        super().__init__()
        self.from_features = _pointwise(head.from_features)
        self.from_quarter = _pointwise(head.from_quarter)
        self.from_half = _pointwise(head.from_half)
        first, norm, _, last = head.fuse_quarter
        changing, known = head.from_features.out_channels, head.from_quarter.out_channels
        self.at_quarter, self.quarter_place = _split(_folded(first, norm), changing, known)
        assert isinstance(last, nn.Conv2d)
        self.to_half = _pointwise(last)
        changing, known = last.out_channels, head.from_half.out_channels
        first, norm, _, second, second_norm, _, last = head.fuse_half
        self.at_half, self.half_place = _split(_folded(first, norm), changing, known)
        self.second = _folded(second, second_norm)
        self.last = _pointwise(last)  # type: ignore[arg-type]

    def place(self, query: EncoderFeatures, location: Tensor) -> _Place:
        """Take in a slice: its features and location prior (B, 2, H, W)."""
        found = []
        for maps, reduce, conv in (
            (query.quarter, self.from_quarter, self.quarter_place),
            (query.half, self.from_half, self.half_place),
        ):
            size = maps.shape[-2:]
            known = reduce(maps.permute(0, 2, 3, 1))
            where = resize(location, size).permute(0, 2, 3, 1)
            found.append(conv(torch.cat([known, where], 3).permute(0, 3, 1, 2)))
        return _Place(*found)

    def forward(self, f_q: Tensor, coarse: Tensor, place: _Place) -> Tensor:
        """Logits at stride 2; f_q (B, n, D), coarse (B, 1, h, w) logits."""
        quarter, half = place.quarter.shape[-2:], place.half.shape[-2:]
        height, width = coarse.shape[-2:]
        tokens = torch.cat([self.from_features(f_q), tokens_of(coarse / 8.0)], 2)
        x = resize(_maps(tokens, (height, width)), quarter)
        x = self.at_quarter(x).add_(place.quarter).relu_()
        x = resize(self.to_half(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2), half)
        coarse = resize(coarse, half)
        x = torch.cat([x.permute(0, 2, 3, 1), (coarse / 8.0).permute(0, 2, 3, 1)], 3)
        x = self.at_half(x.permute(0, 3, 1, 2)).add_(place.half).relu_()
        x = self.second(x).relu_()
        correction: Tensor = self.last(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        return coarse + correction


def _linear(weight: Tensor, bias: Tensor | None = None) -> nn.Linear:
    """Layer with copies of these weights."""
    layer = nn.Linear(weight.shape[1], weight.shape[0], bias is not None, "meta")
    layer.weight = nn.Parameter(weight.detach().clone())
    if bias is not None:
        layer.bias = nn.Parameter(bias.detach().clone())
    return layer


def _split_pooled(fusion: nn.Conv2d) -> tuple[nn.Linear, nn.Linear]:
    """Split MIFE's fusion: what takes all but the pooled vector, and what takes that, with bias."""
    dim = fusion.out_channels
    rest = fusion.in_channels - 2 * dim
    features, pooled, others = torch.split(fusion.weight[..., 0, 0], [dim, dim, rest], 1)
    return _linear(torch.cat([features, others], 1)), _linear(pooled, fusion.bias)


def _pointwise(conv: nn.Conv2d) -> nn.Linear:
    """Return a 1×1 convolution as a layer on tokens."""
    return _linear(conv.weight[..., 0, 0], conv.bias)


def _conv(weight: Tensor, bias: Tensor | None = None) -> nn.Conv2d:
    """3×3 convolution with copies of these weights."""
    layer = nn.Conv2d(
        weight.shape[1], weight.shape[0], 3, padding=1, bias=bias is not None, device="meta"
    )
    layer.weight = nn.Parameter(weight.detach().clone())
    if bias is not None:
        layer.bias = nn.Parameter(bias.detach().clone())
    return layer


def _folded(conv: nn.Module, norm: nn.Module) -> nn.Conv2d:
    """Return a convolution with its norm in it."""
    assert isinstance(conv, nn.Conv2d)
    assert isinstance(norm, nn.BatchNorm2d)
    return fuse_conv_bn_eval(conv, norm)


def _split(conv: nn.Conv2d, changing: int, known: int) -> tuple[nn.Conv2d, nn.Conv2d]:
    """Return a convolution as the sum of two.

    The first takes the first `changing` channels and the mask, which comes after the `known` ones;
    the second, with the bias, the others.
    """
    parts = [changing, known, 1, conv.in_channels - changing - known - 1]
    one, two, mask, rest = torch.split(conv.weight, parts, 1)
    return _conv(torch.cat([one, mask], 1)), _conv(torch.cat([two, rest], 1), conv.bias)

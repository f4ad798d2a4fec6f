"""CAT-Net: cross attention transformer for few-shot segmentation of medical slices.

Lin, Chen, Yao, Zhao et al., "Few Shot Medical Image Segmentation with Cross Attention
Transformer", MICCAI 2023, arXiv 2303.13867. Built from the paper; the published code computes
neither the cross attention nor the refinement into its result. In the paper's order:

- MIFE, mutual information feature extraction: pooled support vector, prior mask, first mask.
- CMAT, cross masked attention transformer: self attention, cross masked attention in both
  directions, prototype segmentation; applied again and again, each iteration refining the mask.

Where the paper is silent the choice is a field of `CATNetConfig`. Beyond the paper, each off by a
field: a detail head (full-resolution boundaries) and a location prior (the shape interpolated from
neighbouring support slices of the same patient, and the slice distance).

Shapes: B queries, K support shots, D channels, n = h·w tokens at stride 8. A support set with
batch 1 serves all B queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from annotator.nets.encoders import EncoderFeatures, ResNetEncoder, SmallEncoder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

CrossAttention = Literal["both", "s2q", "q2s", "none"]
MaskMode = Literal["keys", "output"]
PRIOR_CHANNELS = 2  # interpolated shape, slice distance


@dataclass(frozen=True)
class CATNetConfig:
    """Architecture of one CAT-Net.

    Attributes
    ----------
    encoder
        "small", "resnet50" or "resnet101".
    dim
        D, channels of MIFE and CMAT; the paper's network has 256.
    heads
        Attention heads; divides `dim`.
    blocks
        CMAT blocks with weights of their own; more iterations repeat the last one.
    mlp_ratio
        Hidden width of the MLPs over `dim`.
    cross_attention
        Directions that are on: into the query ("s2q"), into the support ("q2s"), both, none.
    mask_mode
        "keys": log-mask added to the logits of the keys; "output": the attended output times the
        mask of its own branch (the literal product of the paper).
    share_weights
        One block for all iterations.
    detach_mask
        Stop the gradient from the restricted attention into the mask of the iteration before
        (each mask still has its own loss); on CPUs training is then a quarter faster.
    alpha
        Scale of the cosine similarity in the prototype segmentation.
    detail_head
        Refine each mask to full resolution with stride-2 and stride-4 features.
    location_prior
        Take the interpolated shape and slice distance as input.
    """

    encoder: Literal["small", "resnet50", "resnet101"] = "small"
    dim: int = 96
    heads: int = 4
    blocks: int = 4
    mlp_ratio: int = 2
    cross_attention: CrossAttention = "both"
    mask_mode: MaskMode = "keys"
    share_weights: bool = False
    detach_mask: bool = False
    alpha: float = 20.0
    detail_head: bool = True
    location_prior: bool = True


class CATNetStep(NamedTuple):
    """State after one iteration; iteration 0 is MIFE.

    Attributes
    ----------
    iteration
        0..N.
    coarse_logits
        (B, 1, h, w) foreground logits at stride 8 (difference of the two prototype scores).
    logits
        (B, 1, H, W) foreground logits at the slice's resolution.
    query_features, support_features
        (B, D, h, w) and (B·K, D, h, w).
    attention
        (B, heads, n, K·n) weights of the query on the support, if asked for, else None.
    """

    iteration: int
    coarse_logits: Tensor
    logits: Tensor
    query_features: Tensor
    support_features: Tensor
    attention: Tensor | None = None


# --- building blocks -------------------------------------------------------------------------


def masked_average_pooling(features: Tensor, mask: Tensor, eps: float = 1e-5) -> Tensor:
    """Mean of features under a mask: (B, C, h, w), (B, H, W) in 0..1 to (B, C).

    Features are resized (bilinear) to the mask if the sizes differ; an empty mask gives zeros.
    """
    if features.shape[-2:] != mask.shape[-2:]:
        features = F.interpolate(features, mask.shape[-2:], mode="bilinear", align_corners=False)
    weight = mask.unsqueeze(1)
    return (features * weight).sum((-2, -1)) / (weight.sum((-2, -1)) + eps)


def cosine_map(features: Tensor, prototype: Tensor) -> Tensor:
    """Cosine between each position and a prototype: (B, C, h, w), (B, C) to (B, h, w)."""
    return F.cosine_similarity(features, prototype[:, :, None, None], dim=1, eps=1e-8)


def prior_mask(query: Tensor, support: Tensor, mask: Tensor, eps: float = 1e-7) -> Tensor:
    """Similarity of each query position to the most similar foreground position of any shot.

    Parameters
    ----------
    query
        (B, C, h, w) deep features.
    support
        (S, K, C, h, w) with S = 1 or B.
    mask
        (S, K, h, w) soft support masks. If no cell is foreground, the largest one counts.

    Returns
    -------
    Tensor
        (B, 1, h, w), min-max normalised to 0..1 per query.
    """
    batch, _, height, width = query.shape
    q = F.normalize(query.flatten(2), dim=1, eps=eps)  # (B, C, n)
    s = F.normalize(support.transpose(1, 2).flatten(2), dim=1, eps=eps)  # (S, C, K·n)
    cosine = s.transpose(1, 2) @ q  # (B, K·n, n)
    m = mask.flatten(1)
    foreground = (m > 0) & (m >= m.amax(1, keepdim=True).clamp(max=0.5))
    cosine = cosine.masked_fill(~foreground.unsqueeze(-1), -1.0)
    score = cosine.amax(dim=1)  # (B, n)
    low, high = score.amin(1, keepdim=True), score.amax(1, keepdim=True)
    return ((score - low) / (high - low + eps)).view(batch, 1, height, width)


def attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor | None = None) -> Tensor:
    """softmax(q·kᵀ/√d + bias)·v over keys; (B, heads, n, d) each, bias added to the logits."""
    dtype = q.dtype
    if dtype == torch.bfloat16 and q.device.type == "cpu":  # twice as fast, backward included
        q, k, v = q.float(), k.float(), v.float()
    if bias is not None:
        bias = bias.to(q.dtype)
    return F.scaled_dot_product_attention(q, k, v, attn_mask=bias).to(dtype)


class MultiHeadAttention(nn.Module):
    """Multi-head attention between two token sets, then the output projection."""

    def __init__(self, dim: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(dim, dim)
        self.key = nn.Linear(dim, dim)
        self.value = nn.Linear(dim, dim)
        self.project = nn.Linear(dim, dim)

    def forward(self, x: Tensor, y: Tensor, bias: Tensor | None = None) -> Tensor:
        """Attend from x (B, n, D) to y (B, m, D), with bias (B, 1, 1, m) on the keys."""
        q, k, v = self._split(self.query(x)), self._split(self.key(y)), self._split(self.value(y))
        out = attend(q, k, v, bias)
        projected: Tensor = self.project(out.transpose(1, 2).flatten(2))  # (B, n, D)
        return projected

    def weights(self, x: Tensor, y: Tensor, bias: Tensor | None = None) -> Tensor:
        """Attention weights (B, heads, n, m)."""
        q, k = self._split(self.query(x)), self._split(self.key(y))
        logits = q @ k.transpose(-2, -1) * q.shape[-1] ** -0.5
        weights: Tensor = (logits if bias is None else logits + bias).softmax(-1)
        return weights

    def _split(self, tokens: Tensor) -> Tensor:
        batch, length, dim = tokens.shape
        return tokens.view(batch, length, self.heads, dim // self.heads).transpose(1, 2)


class AttentionUnit(nn.Module):
    """LN(MLP(attention) + residual): the unit of self attention and of cross masked attention."""

    def __init__(self, config: CATNetConfig) -> None:
        super().__init__()
        dim, hidden = config.dim, config.dim * config.mlp_ratio
        self.attention = MultiHeadAttention(dim, config.heads)
        self.mlp = nn.Sequential(nn.Linear(dim, hidden), nn.GELU(), nn.Linear(hidden, dim))
        self.norm = nn.LayerNorm(dim)

    def forward(
        self, x: Tensor, y: Tensor, bias: Tensor | None = None, gate: Tensor | None = None
    ) -> Tensor:
        """Refine x (B, n, D) from y (B, m, D); `gate` (B, n, 1) multiplies what was attended."""
        attended = self.attention(x, y, bias)
        if gate is not None:
            attended = attended * gate
        out: Tensor = self.norm(self.mlp(attended) + x)
        return out


# --- MIFE ------------------------------------------------------------------------------------


class MIFE(nn.Module):
    """Mutual information feature extraction (spec 12.2)."""

    def __init__(self, config: CATNetConfig) -> None:
        super().__init__()
        dim = config.dim
        extra = PRIOR_CHANNELS if config.location_prior else 0
        self.support_fusion = nn.Conv2d(2 * dim + 1, dim, 1)
        self.query_fusion = nn.Conv2d(2 * dim + 1 + extra, dim, 1)
        self.classifier = nn.Sequential(
            nn.Conv2d(dim, dim, 3, padding=1), nn.ReLU(inplace=True), nn.Conv2d(dim, 1, 1)
        )

    def forward(
        self,
        query: EncoderFeatures,
        support: EncoderFeatures,
        mask: Tensor,
        weights: Tensor,
        location: Tensor | None,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """First features and mask.

        Parameters
        ----------
        query
            B slices.
        support
            S·K slices, S = 1 or B.
        mask
            (S, K, h, w) soft support masks.
        weights
            (S, K) shot weights, summing to 1.
        location
            (B, 2, h, w) location prior at stride 8, or None.

        Returns
        -------
        tuple
            F_q⁰ (B, D, h, w), F_s⁰ (S·K, D, h, w), first logits (B, 1, h, w).
        """
        sets, shots, height, width = mask.shape
        batch = query.features.shape[0]
        weighted = mask * weights[:, :, None, None]
        f_s = _by_set(support.features, sets)  # (S, K, D, h, w)
        pooled = (f_s * weighted.unsqueeze(2)).sum((1, 3, 4))
        pooled = pooled / (weighted.sum((1, 2, 3)).unsqueeze(1) + 1e-5)  # (S, D)
        p_s = pooled.repeat_interleave(shots, 0)[:, :, None, None].expand(-1, -1, height, width)
        p_q = pooled.expand(batch, -1)[:, :, None, None].expand(-1, -1, height, width)
        prior = prior_mask(query.deep, _by_set(support.deep, sets), mask)
        parts = [query.features, p_q, prior]
        if location is not None:
            parts.append(location)
        f_q0 = F.relu(self.query_fusion(torch.cat(parts, dim=1)))
        m_s = mask.flatten(0, 1).unsqueeze(1)
        f_s0 = F.relu(self.support_fusion(torch.cat([support.features, p_s, m_s], dim=1)))
        return f_q0, f_s0, self.classifier(f_q0)


# --- CMAT ------------------------------------------------------------------------------------


class CMATBlock(nn.Module):
    """One iteration of the cross masked attention transformer (spec 12.3)."""

    def __init__(self, config: CATNetConfig) -> None:
        super().__init__()
        self.config = config
        self.self_query = AttentionUnit(config)
        self.self_support = AttentionUnit(config)
        if config.cross_attention in ("both", "s2q"):
            self.cross_query = AttentionUnit(config)
        if config.cross_attention in ("both", "q2s"):
            self.cross_support = AttentionUnit(config)

    def forward(
        self, f_q: Tensor, f_s: Tensor, m_q: Tensor, m_s: Tensor, weights: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Refine tokens of query and support.

        Parameters
        ----------
        f_q, f_s
            (B, n, D) and (S, K, n, D), S = 1 or B.
        m_q, m_s
            (B, n) soft query mask of the iteration before, (S, K, n) soft support masks.
        weights
            (S, K) shot weights.

        Returns
        -------
        tuple
            F_qⁱ (B, n, D) and F_sⁱ (S', K, n, D) with S' = B when the query flows into it.
        """
        shots = f_s.shape[1]
        x_q = self.self_query(f_q, f_q)
        flat = f_s.flatten(0, 1)
        x_s = self.self_support(flat, flat).view(f_s.shape)  # (S, K, n, D)
        batch = x_q.shape[0]
        out_q, out_s = x_q, x_s
        if self.config.cross_attention in ("both", "s2q"):
            keys = x_s.flatten(1, 2).expand(batch, -1, -1)  # (B, K·n, D)
            bias, gate = self._restriction(self.support_keys(m_s, weights), m_q)
            out_q = self.cross_query(x_q, keys, bias, gate)
        if self.config.cross_attention in ("both", "q2s"):
            queries = x_s.expand(batch, -1, -1, -1).flatten(0, 1)  # (B·K, n, D)
            keys = x_q.repeat_interleave(shots, 0)
            own = m_s.expand(batch, -1, -1).flatten(0, 1)
            bias, gate = self._restriction(m_q.repeat_interleave(shots, 0), own)
            refined = self.cross_support(queries, keys, bias, gate)
            out_s = refined.view(batch, shots, *refined.shape[1:])
        return out_q, out_s

    @staticmethod
    def support_keys(m_s: Tensor, weights: Tensor) -> Tensor:
        """(S, K·n) key mask: support masks, nearer shots counting more."""
        relative = weights / weights.amax(dim=1, keepdim=True).clamp(min=1e-6)
        return (m_s * relative.unsqueeze(-1)).flatten(1)

    def _restriction(self, keys: Tensor, own: Tensor) -> tuple[Tensor | None, Tensor | None]:
        if self.config.mask_mode == "keys":
            return keys.clamp(1e-3, 1.0).log()[:, None, None, :], None
        return None, own.unsqueeze(-1)


def prototype_logits(
    f_q: Tensor, f_s: Tensor, m_s: Tensor, weights: Tensor, alpha: float
) -> Tensor:
    """Foreground logits from prototypes of the refined support (spec 12.3, step 3).

    α·(cos(F_q, foreground) − cos(F_q, background)): the logit of the two-class softmax.

    Parameters
    ----------
    f_q, f_s
        (B, n, D) and (S, K, n, D).
    m_s, weights
        (S, K, n) soft masks and (S, K) shot weights.
    alpha
        Scale of the cosine.

    Returns
    -------
    Tensor
        (B, n).
    """
    scores = []
    for mask in (m_s, 1 - m_s):
        weighted = (mask * weights.unsqueeze(-1)).unsqueeze(-1)  # (S, K, n, 1)
        prototype = (f_s * weighted).sum((1, 2)) / (weighted.sum((1, 2)) + 1e-5)  # (S, D)
        scores.append(F.cosine_similarity(f_q, prototype.unsqueeze(1), dim=-1, eps=1e-8))
    return alpha * (scores[0] - scores[1])


# --- detail head -----------------------------------------------------------------------------


class DetailHead(nn.Module):
    """Light decoder from CMAT's features and mask to full resolution (ours, spec 12.5)."""

    def __init__(self, config: CATNetConfig, half: int, quarter: int) -> None:
        super().__init__()
        extra = PRIOR_CHANNELS if config.location_prior else 0
        self.from_features = nn.Conv2d(config.dim, 48, 1)
        self.from_quarter = nn.Conv2d(quarter, 32, 1)
        self.from_half = nn.Conv2d(half, 24, 1)
        self.fuse_quarter = nn.Sequential(
            nn.Conv2d(48 + 32 + 1 + extra, 48, 3, padding=1, bias=False),
            nn.BatchNorm2d(48),
            nn.ReLU(inplace=True),
            nn.Conv2d(48, 24, 1),
        )
        self.fuse_half = nn.Sequential(
            nn.Conv2d(24 + 24 + 1 + extra, 24, 3, padding=1, bias=False),
            nn.BatchNorm2d(24),
            nn.ReLU(inplace=True),
            nn.Conv2d(24, 24, 3, padding=1, bias=False),
            nn.BatchNorm2d(24),
            nn.ReLU(inplace=True),
            nn.Conv2d(24, 1, 1),
        )

    def forward(
        self, f_q: Tensor, coarse: Tensor, query: EncoderFeatures, location: Tensor | None
    ) -> Tensor:
        """Logits at stride 2, (B, 1, ⌈H/2⌉, ⌈W/2⌉): a correction added to the coarse mask.

        f_q (B, D, h, w); coarse (B, 1, h, w) logits; location (B, 2, H, W) or None.
        """
        quarter, half = query.quarter.shape[-2:], query.half.shape[-2:]
        squashed = coarse / 8.0
        x = [_resize(self.from_features(f_q), quarter), self.from_quarter(query.quarter)]
        x.append(_resize(squashed, quarter))
        if location is not None:
            x.append(_resize(location, quarter))
        y = [_resize(self.fuse_quarter(torch.cat(x, 1)), half), self.from_half(query.half)]
        y.append(_resize(squashed, half))
        if location is not None:
            y.append(_resize(location, half))
        correction: Tensor = self.fuse_half(torch.cat(y, 1))
        return _resize(coarse, half) + correction


def _by_set(x: Tensor, sets: int) -> Tensor:
    return x.view(sets, -1, *x.shape[1:])


def _resize(x: Tensor, size: torch.Size | tuple[int, int]) -> Tensor:
    if x.shape[-2:] == tuple(size):
        return x
    if x.shape[-1] > size[-1]:
        return F.interpolate(x, size, mode="area")
    return F.interpolate(x, size, mode="bilinear", align_corners=False)


# --- the network -----------------------------------------------------------------------------


class CATNet(nn.Module):
    """Encoder, MIFE, CMAT blocks and detail head.

    `encode` is called once per slice, `decode` yields one `CATNetStep` per iteration.
    """

    def __init__(self, config: CATNetConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or CATNetConfig()
        self.encoder: SmallEncoder | ResNetEncoder
        if config.encoder == "small":
            self.encoder = SmallEncoder(config.dim)
        else:
            self.encoder = ResNetEncoder(config.dim, int(config.encoder.removeprefix("resnet")))
        self.mife = MIFE(config)
        self.blocks = nn.ModuleList(
            CMATBlock(config) for _ in range(1 if config.share_weights else config.blocks)
        )
        self.detail: DetailHead | None = None
        if config.detail_head:
            self.detail = DetailHead(
                config, self.encoder.half_channels, self.encoder.quarter_channels
            )

    def encode(self, image: Tensor) -> EncoderFeatures:
        """Encode slices (B, 1, H, W), normalised to about zero mean and unit deviation."""
        features: EncoderFeatures = self.encoder(image)
        return features

    def decode(
        self,
        query: EncoderFeatures,
        support: EncoderFeatures,
        support_mask: Tensor,
        *,
        size: tuple[int, int],
        weights: Tensor | None = None,
        location: Tensor | None = None,
        iterations: int | None = None,
        attention: bool = False,
        detailed: Collection[int] | None = None,
    ) -> Iterator[CATNetStep]:
        """Segment B queries with K support shots; yields iteration 0 (MIFE), then each CMAT.

        Parameters
        ----------
        query
            Features of B slices.
        support
            Features of S·K slices, S = 1 (shared by all queries) or B.
        support_mask
            (S, K, H, W) in 0..1.
        size
            (H, W) of the slices.
        weights
            (S, K) shot weights, e.g. by distance; uniform if None.
        location
            (B, 2, H, W): interpolated shape in −1..1 (0 = unknown) and slice distance; zeros if
            None.
        iterations
            CMAT iterations, default one per block.
        attention
            Return the query's attention weights on the support.
        detailed
            Iterations that pass the detail head; the others' `logits` are the resized coarse ones.
            All if None.

        Raises
        ------
        ValueError
            If the number of support slices does not match the masks.
        """
        sets, shots = support_mask.shape[:2]
        if support.features.shape[0] != sets * shots:
            raise ValueError(f"{support.features.shape[0]} support slices, {sets}×{shots} masks")
        batch, _, height, width = query.features.shape
        if weights is None:
            weights = support_mask.new_full((sets, shots), 1.0 / shots)
        weights = weights / weights.sum(1, keepdim=True).clamp(min=1e-6)
        m_s = F.interpolate(support_mask, (height, width), mode="area")  # (S, K, h, w)
        location = self._location(location, query, size)
        coarse_location = None if location is None else _resize(location, (height, width))
        f_q, f_s, coarse = self.mife(query, support, m_s, weights, coarse_location)
        fine = self._fine(0, detailed, f_q, coarse, query, location, size)
        yield CATNetStep(0, coarse, fine, f_q, f_s)

        tokens_q = f_q.flatten(2).transpose(1, 2)  # (B, n, D)
        tokens_s = _by_set(f_s, sets).flatten(3).transpose(2, 3)  # (S, K, n, D)
        m_s = m_s.flatten(2)  # (S, K, n)
        for i in range(len(self.blocks) if iterations is None else iterations):
            block = self.blocks[min(i, len(self.blocks) - 1)]
            m_q = coarse.sigmoid().flatten(1)
            if self.config.detach_mask:
                m_q = m_q.detach()
            shown = self._attention(block, tokens_q, tokens_s, m_s, weights) if attention else None
            tokens_q, tokens_s = block(tokens_q, tokens_s, m_q, m_s, weights)
            coarse = prototype_logits(tokens_q, tokens_s, m_s, weights, self.config.alpha)
            coarse = coarse.view(batch, 1, height, width)
            f_q = tokens_q.transpose(1, 2).reshape(batch, -1, height, width)
            f_s = tokens_s.transpose(2, 3).reshape(-1, f_q.shape[1], height, width)
            fine = self._fine(i + 1, detailed, f_q, coarse, query, location, size)
            yield CATNetStep(i + 1, coarse, fine, f_q, f_s, shown)

    def forward(
        self,
        query: Tensor,
        support: Tensor,
        support_mask: Tensor,
        *,
        weights: Tensor | None = None,
        location: Tensor | None = None,
        iterations: int | None = None,
    ) -> list[CATNetStep]:
        """Encode and decode: query (B, 1, H, W), support (S, K, 1, H, W), mask (S, K, H, W)."""
        features = self.encode(torch.cat([query, support.flatten(0, 1)]))
        batch = query.shape[0]
        return list(
            self.decode(
                features.select(slice(0, batch)),
                features.select(slice(batch, None)),
                support_mask,
                size=(query.shape[-2], query.shape[-1]),
                weights=weights,
                location=location,
                iterations=iterations,
            )
        )

    def _location(
        self, location: Tensor | None, query: EncoderFeatures, size: tuple[int, int]
    ) -> Tensor | None:
        if not self.config.location_prior:
            return None
        if location is None:
            return query.features.new_zeros(query.features.shape[0], PRIOR_CHANNELS, *size)
        return location

    def _fine(
        self,
        iteration: int,
        detailed: Collection[int] | None,
        f_q: Tensor,
        coarse: Tensor,
        query: EncoderFeatures,
        location: Tensor | None,
        size: tuple[int, int],
    ) -> Tensor:
        if self.detail is None or (detailed is not None and iteration not in detailed):
            return _resize(coarse, size)
        return _resize(self.detail(f_q, coarse, query, location), size)

    @staticmethod
    def _attention(
        block: nn.Module, tokens_q: Tensor, tokens_s: Tensor, m_s: Tensor, weights: Tensor
    ) -> Tensor | None:
        if not isinstance(block, CMATBlock) or not hasattr(block, "cross_query"):
            return None
        x_q = block.self_query(tokens_q, tokens_q)
        flat = tokens_s.flatten(0, 1)
        x_s = block.self_support(flat, flat).view(tokens_s.shape).flatten(1, 2)
        bias = None
        if block.config.mask_mode == "keys":
            bias = block.support_keys(m_s, weights).clamp(1e-3, 1.0).log()[:, None, None, :]
        attention = block.cross_query.attention
        shown: Tensor = attention.weights(x_q, x_s.expand(x_q.shape[0], -1, -1), bias)
        return shown

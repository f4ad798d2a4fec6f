"""CAT-Net: cross attention transformer for few-shot segmentation of medical slices.

Lin, Chen, Yao, Zhao et al., "Few Shot Medical Image Segmentation with Cross Attention
Transformer", MICCAI 2023, arXiv 2303.13867. Built from the paper; the published code computes
neither the cross attention nor the refinement into its result. In the paper's order:

- MIFE, mask incorporated feature extraction: pooled support vector, prior mask, first mask.
- CMAT, cross masked attention transformer: self attention, cross masked attention in both
  directions, prototype segmentation; applied again and again, each iteration refining the mask.

Where the paper is silent the choice is a field of `CATNetConfig`. Beyond the paper, each off by a
field: a detail head (full-resolution boundaries) and a location prior (the shape interpolated from
neighbouring support slices of the same patient, and the slice distance).

Shapes: B queries, K support shots, D channels, n = h·w tokens at stride 8. A support set with
batch 1 serves all B queries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from annotator.nets.catnet.blocks import (
    MIFE,
    PRIOR_CHANNELS,
    CMATBlock,
    by_set,
    prototype_logits,
    tokens_of,
)
from annotator.nets.catnet.config import CATNetConfig
from annotator.nets.catnet.encoders import EncoderFeatures, ResNetEncoder, SmallEncoder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["CATNet", "CATNetConfig", "CATNetStep"]


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
    support_attention
        (B·K, heads, n, n) weights of each support slice on the query, if asked for, else None.
    """

    iteration: int
    coarse_logits: Tensor
    logits: Tensor
    query_features: Tensor
    support_features: Tensor
    attention: Tensor | None = None
    support_attention: Tensor | None = None


class DetailHead(nn.Module):
    """Light decoder from CMAT's features and mask to full resolution; not in the paper."""

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
        x = [resize(self.from_features(f_q), quarter), self.from_quarter(query.quarter)]
        x.append(resize(squashed, quarter))
        if location is not None:
            x.append(resize(location, quarter))
        y = [resize(self.fuse_quarter(_joined(x)), half), self.from_half(query.half)]
        y.append(resize(squashed, half))
        if location is not None:
            y.append(resize(location, half))
        correction: Tensor = self.fuse_half(_joined(y))
        return resize(coarse, half) + correction


def _joined(maps: list[Tensor]) -> Tensor:
    """Concatenate the channels, channels-last; `torch.cat` falls back to planes if one map has."""
    return torch.cat([m.permute(0, 2, 3, 1) for m in maps], dim=3).permute(0, 3, 1, 2)


def resize(x: Tensor, size: torch.Size | tuple[int, int]) -> Tensor:
    if x.shape[-2:] == tuple(size):
        return x
    if x.shape[-1] > size[-1]:
        return F.interpolate(x, size, mode="area")
    return F.interpolate(x, size, mode="bilinear", align_corners=False)


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
            CMAT iterations, by default as many as the configuration has blocks.
        attention
            Return the attention weights of the query on the support, and of the support on it.
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
        coarse_location = None if location is None else resize(location, (height, width))
        f_q, f_s, coarse = self.mife(query, support, m_s, weights, coarse_location)
        fine = self._fine(0, detailed, f_q, coarse, query, location, size)
        yield CATNetStep(0, coarse, fine, f_q, f_s)

        tokens_q = tokens_of(f_q)  # (B, n, D)
        tokens_s = tokens_of(by_set(f_s, sets))  # (S, K, n, D)
        m_s = m_s.flatten(2)  # (S, K, n)
        for i in range(self.config.blocks if iterations is None else iterations):
            block = self.blocks[min(i, len(self.blocks) - 1)]
            m_q = coarse.sigmoid().flatten(1)
            if self.config.detach_mask:
                m_q = m_q.detach()
            tokens_q, tokens_s, *shown = block(tokens_q, tokens_s, m_q, m_s, weights, attention)
            coarse = prototype_logits(tokens_q, tokens_s, m_s, weights, self.config.alpha)
            coarse = coarse.view(batch, 1, height, width)
            f_q = tokens_q.transpose(1, 2).reshape(batch, -1, height, width)
            f_s = tokens_s.transpose(2, 3).reshape(-1, f_q.shape[1], height, width)
            fine = self._fine(i + 1, detailed, f_q, coarse, query, location, size)
            yield CATNetStep(i + 1, coarse, fine, f_q, f_s, *shown)

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
            return resize(coarse, size)
        return resize(self.detail(f_q, coarse, query, location), size)

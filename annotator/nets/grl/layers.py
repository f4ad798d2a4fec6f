"""Layers of GRL that its reference and its fast form share (Li et al., CVPR 2023, section 4)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import nn

if TYPE_CHECKING:
    from torch import Tensor

    from annotator.nets.grl.config import Size


LARGEST_BIAS = 16.0
"""Position biases lie between 0 and this (Swin V2's code)."""


class AffineTransform(nn.Module):
    """Per-head scale of the cosine logits and continuous position bias (Swin V2, eq. 2 to 4)."""

    def __init__(self, heads: int) -> None:
        super().__init__()
        self.logit_scale = nn.Parameter(torch.full((heads, 1, 1), math.log(10.0)))
        self.cpb_mlp = nn.Sequential(
            nn.Linear(2, 512), nn.ReLU(inplace=True), nn.Linear(512, heads, bias=False)
        )

    def scale(self) -> Tensor:
        """Factor of the cosine, shape ``(heads, 1, 1)``, at most 100."""
        return self.logit_scale.clamp(max=math.log(100.0)).exp()

    def table(self, coordinates: Tensor) -> Tensor:
        """Bias, 0 to 16, of relative positions ``(rows, columns, 2)``: ``(heads, ...)``."""
        logits: Tensor = self.cpb_mlp(coordinates.to(self.logit_scale))
        return LARGEST_BIAS * torch.sigmoid(logits).permute(2, 0, 1)

    def bias(self, queries: Size, keys: Size) -> Tensor:
        """Bias between all pixels of two grids over one area, ``(heads, Q, K)``."""
        table = self.table(relative_coordinates(queries, keys))
        y, x = (
            torch.arange(q)[:, None] - torch.arange(k) + k - 1
            for q, k in zip(queries, keys, strict=True)
        )
        bias = table[:, y[:, None, :, None], x[None, :, None, :]]  # (heads, qh, qw, kh, kw)
        return bias.flatten(3).flatten(1, 2)


def relative_coordinates(queries: Size, keys: Size) -> Tensor:
    """Log-spaced coordinates of all distances between two grids over one area (Swin V2, eq. 4).

    Returns
    -------
    Tensor
        float32 on the CPU, shape ``(qh + kh - 1, qw + kw - 1, 2)``, last axis ``(y, x)``,
        without unit; 1 is the largest distance within the window.

    Raises
    ------
    ValueError
        If an axis is a single pixel long.
    """
    axes = [_log_spaced(max(sizes), min(sizes)) for sizes in zip(queries, keys, strict=True)]
    return torch.stack(torch.meshgrid(*axes, indexing="ij"), dim=-1)


def _log_spaced(window: int, anchors: int) -> Tensor:
    margin = (window - anchors) // 2
    last = window - 1 - margin
    if last <= 0:
        raise ValueError(f"A window axis of {window} pixels is too short for relative positions.")
    steps = torch.arange(-(anchors - 1) - margin, last + 1, dtype=torch.float32)
    scaled = steps / last * 8
    return scaled.sign() * torch.log2(scaled.abs() + 1) / 3


def unit_length(v: Tensor, length: Tensor | float = 1.0, *, dim: int = -1) -> Tensor:
    """Scale the vectors along an axis to length 1, or another."""
    norm = v.square().sum(dim, keepdim=True).sqrt()  # several times as fast as a vector norm
    return v * (length / norm.clamp_min(1e-12))


class LinearProjection(nn.Module):
    """The joint projection to queries, keys and values of both attentions."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.body = nn.Linear(dim, 3 * dim)

    def forward(self, x: Tensor) -> Tensor:
        """Project ``(..., C)`` to ``(..., 3C)``: first window, then stripe attention's."""
        out: Tensor = self.body(x)
        return out


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
    """Makes the anchors of a layer from its input, in one step (section 4.2)."""

    def __init__(self, dim: int, down_factor: int) -> None:
        super().__init__()
        self.body = nn.Sequential(AnchorLinear(dim, down_factor))

    def forward(self, x: Tensor) -> Tensor:
        """Project ``(B, H, W, C)`` to ``(B, H / df, W / df, C / 2)``."""
        out: Tensor = self.body(x)
        return out


class Mlp(nn.Module):
    """Feed-forward part of a layer."""

    def __init__(self, dim: int, hidden: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(dim, hidden)
        self.fc2 = nn.Linear(hidden, dim)

    def forward(self, x: Tensor) -> Tensor:
        """Transform each token; ``(..., C)`` to the same shape."""
        out: Tensor = self.fc2(F.gelu(self.fc1(x)))
        return out


class ChannelAttention(nn.Module):
    """Weights channels by what the whole map contains."""

    def __init__(self, dim: int, reduction: int = 18) -> None:
        super().__init__()
        self.attention = nn.Sequential(
            nn.AdaptiveAvgPool2d(1),
            nn.Conv2d(dim, dim // reduction, 1),
            nn.ReLU(inplace=True),
            nn.Conv2d(dim // reduction, dim, 1),
            nn.Sigmoid(),
        )

    def forward(self, x: Tensor) -> Tensor:
        """Scale the channels of ``(B, C, H, W)``."""
        out: Tensor = x * self.attention(x)
        return out


class ChannelAttentionConv(nn.Module):
    """The local branch of a layer: two convolutions, then channel attention."""

    def __init__(self, dim: int, compression: int = 4) -> None:
        super().__init__()
        self.cab = nn.Sequential(
            nn.Conv2d(dim, dim // compression, 3, padding=1),
            nn.GELU(),
            nn.Conv2d(dim // compression, dim, 3, padding=1),
            ChannelAttention(dim),
        )

    def forward(self, x: Tensor) -> Tensor:
        """Filter a map ``(B, H, W, C)``."""
        return channels_last(self.cab, x)


def channels_last(module: nn.Module, x: Tensor) -> Tensor:
    """Apply a module for ``(B, C, H, W)`` to a map ``(B, H, W, C)`` without a copy."""
    out: Tensor = module(x.permute(0, 3, 1, 2))
    return out.permute(0, 2, 3, 1)


def drop_path(branch: Tensor, rate: float) -> Tensor:
    """Drop a residual branch for random samples of the batch, keeping its expectation."""
    kept = torch.rand(len(branch), 1, 1, 1, device=branch.device) >= rate
    return branch * kept / (1 - rate)


def conv3x3(in_channels: int, out_channels: int) -> nn.Conv2d:
    """3 x 3 convolution that keeps the size of the map."""
    return nn.Conv2d(in_channels, out_channels, 3, padding=1)


def initialise(module: nn.Module) -> None:
    """Initialise linear layers as the authors do; convolutions keep PyTorch's default."""
    if isinstance(module, nn.Linear):
        nn.init.trunc_normal_(module.weight, std=0.02)
        if module.bias is not None:
            nn.init.zeros_(module.bias)

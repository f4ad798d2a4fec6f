"""GRL, the image restoration network used here to denoise slices.

Yawei Li, Yuchen Fan, Xiaoyu Xiang, Denis Demandolx, Rakesh Ranjan, Radu Timofte, Luc Van Gool:
*Efficient and Explicit Modelling of Image Hierarchies for Image Restoration*, CVPR 2023. The
name stands for the **g**lobal, **r**egional and **l**ocal hierarchies of an image: anchored
stripe attention, window attention and channel attention convolution (figure 3 of the paper).

All sizes and all reconstruction heads of the paper are here, with the state-dict keys of the
authors' implementation. Different from it, at identical output: features stay channels-last
``(B, H, W, C)`` from end to end, and the tables, indices and masks that follow from sizes alone
are not part of the module's state.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm, log2
from typing import TYPE_CHECKING, Literal

import torch
import torch.nn.functional as F
from torch import nn

from annotator.nets.grl.attention import (
    AnchorStripeAttention,
    MixedAttention,
    StripeMode,
    WindowAttention,
    tokenwise,
)

if TYPE_CHECKING:
    from torch import Tensor

Upsampler = Literal["", "pixelshuffle", "pixelshuffledirect", "nearest+conv"]

RGB_MEAN = (0.4488, 0.4371, 0.4040)
"""Mean colour of DIV2K, subtracted from three-channel images in [0, 1]."""

HEAD_CHANNELS = 64
"""Features in the super-resolution heads."""


@dataclass(frozen=True)
class GRLConfig:
    """Everything that defines a GRL network; the defaults are GRL-T for gray-level denoising.

    The weights do not show `window_size`, `stripe_size`, `anchor_down_factor` and the like:
    a wrong value loads without error and gives garbage, so keep the config with the weights.

    Attributes
    ----------
    in_channels, out_channels : int
        If equal (and nothing is upsampled) the network predicts a residual image.
    embed_dim : int
        Channels C of the features.
    depths, heads_window, heads_stripe : tuple of int
        Layers, window heads and stripe heads of each stage.
    window_size : int
        Side of the windows, pixels.
    stripe_size, stripe_groups : tuple of int or None
        Per axis (rows, columns), the stripe's size in pixels or the number of stripes.
    stripe_shift : bool
        Whether every second pair of layers shifts its stripes.
    anchor_down_factor : int
        Pixels per anchor, on each axis.
    mlp_ratio : float
        Hidden channels of the feed-forward part, relative to C.
    local_connection : bool
        Whether each layer has a channel attention convolution (GRL-B).
    drop_path_rate : float
        Stochastic depth of the last layer, in training; falls linearly to 0 at the first.
    img_range : float
        Factor from image values to the network's values.
    upsampler : str
        Reconstruction head: none, "pixelshuffle" (super-resolution), "pixelshuffledirect"
        (the same, lighter) or "nearest+conv" (real-world super-resolution).
    upscale : int
        Output pixels per input pixel, on each axis.
    """

    in_channels: int = 1
    out_channels: int = 1
    embed_dim: int = 64
    depths: tuple[int, ...] = (4, 4, 4, 4)
    heads_window: tuple[int, ...] = (2, 2, 2, 2)
    heads_stripe: tuple[int, ...] = (2, 2, 2, 2)
    window_size: int = 16
    stripe_size: tuple[int | None, int | None] = (64, 128)
    stripe_groups: tuple[int | None, int | None] = (None, None)
    stripe_shift: bool = True
    anchor_down_factor: int = 4
    mlp_ratio: float = 2.0
    local_connection: bool = False
    drop_path_rate: float = 0.1
    img_range: float = 1.0
    upsampler: Upsampler = ""
    upscale: int = 1

    def __post_init__(self) -> None:
        if not len(self.depths) == len(self.heads_window) == len(self.heads_stripe):
            raise ValueError("depths, heads_window and heads_stripe must be equally long.")
        for heads in {*self.heads_window, *self.heads_stripe}:
            if self.embed_dim % (2 * heads):
                raise ValueError(f"{heads} heads do not divide half of {self.embed_dim} channels.")
        for size, groups in zip(self.stripe_size, self.stripe_groups, strict=True):
            if (size is None) == (groups is None):
                raise ValueError("Each axis needs either a stripe size or a number of stripes.")
        if not self.upsampler and self.upscale != 1:
            raise ValueError("Enlarging the image needs an upsampler.")
        if self.upsampler == "nearest+conv" and self.upscale != 4:
            raise ValueError('The upsampler "nearest+conv" enlarges by 4.')

    @property
    def pad_multiple(self) -> int:
        """Images are padded to multiples of this many pixels."""
        sizes = [size for size in self.stripe_size if size is not None]
        groups = [count * self.anchor_down_factor for count in self.stripe_groups if count]
        return lcm(self.window_size, *sizes, *groups)


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


class TransformerLayer(nn.Module):
    """Mixed attention and feed-forward part, each normalised *after* it (figure 3c).

    Parameters
    ----------
    config : GRLConfig
        The network.
    stage, position : int
        Indices of the stage and of the layer within the stage. The position decides the
        shifts: windows are shifted in even layers, stripes run through the four modes.
    drop_path_rate : float
        Probability to skip a branch in training.
    """

    def __init__(
        self, config: GRLConfig, stage: int, position: int, drop_path_rate: float = 0.0
    ) -> None:
        super().__init__()
        dim = config.embed_dim
        mode = StripeMode(position % (4 if config.stripe_shift else 2))
        self.attn = MixedAttention(
            dim,
            WindowAttention(
                config.heads_window[stage], config.window_size, shifted=position % 2 == 0
            ),
            AnchorStripeAttention(
                config.heads_stripe[stage],
                config.stripe_size,
                config.stripe_groups,
                mode,
                config.anchor_down_factor,
            ),
        )
        self.norm1 = nn.LayerNorm(dim)
        self.conv = ChannelAttentionConv(dim) if config.local_connection else None
        self.mlp = Mlp(dim, int(dim * config.mlp_ratio))
        self.norm2 = nn.LayerNorm(dim)
        self.drop_path_rate = drop_path_rate

    def _residual(self, x: Tensor, branch: Tensor) -> Tensor:
        return x + (drop_path(branch, self.drop_path_rate) if self.training else branch)

    def _after_attention(self, x: Tensor, attended: Tensor, local: Tensor | None = None) -> Tensor:
        x = self._residual(x, self.norm1(attended))
        if local is not None:
            x = x + local
        return self._residual(x, self.norm2(self.mlp(x)))

    def forward(self, x: Tensor) -> Tensor:
        """Transform a map ``(B, H, W, C)``."""
        branches = [self.attn(x)] if self.conv is None else [self.attn(x), self.conv(x)]
        if self.training:  # a dropped branch is dropped for a whole sample
            return self._after_attention(x, *branches)
        return tokenwise(self._after_attention, x, *branches)


class TransformerStage(nn.Module):
    """A run of layers and a convolution, with a skip connection around them (figure 3b)."""

    def __init__(self, config: GRLConfig, stage: int, drop_path_rates: list[float]) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            TransformerLayer(config, stage, position, rate)
            for position, rate in enumerate(drop_path_rates)
        )
        self.conv = nn.Conv2d(config.embed_dim, config.embed_dim, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Transform a map ``(B, H, W, C)``."""
        features = x
        for block in self.blocks:
            features = block(features)
        return x + channels_last(self.conv, features)


def conv3x3(in_channels: int, out_channels: int) -> nn.Conv2d:
    """3 x 3 convolution that keeps the size of the map."""
    return nn.Conv2d(in_channels, out_channels, 3, padding=1)


class PixelShuffleUpsampler(nn.Module):
    """Enlarges features step by step: a convolution to more channels, which become pixels."""

    def __init__(self, in_channels: int, out_channels: int, factors: list[int]) -> None:
        super().__init__()
        self.up = nn.Sequential()
        for factor in factors:
            self.up.append(conv3x3(in_channels, out_channels * factor**2))
            self.up.append(nn.PixelShuffle(factor))

    def forward(self, x: Tensor) -> Tensor:
        """Enlarge ``(B, C, H, W)``."""
        out: Tensor = self.up(x)
        return out


class GRL(nn.Module):
    """Global, regional and local image restoration network (figure 3a).

    Parameters
    ----------
    config : GRLConfig
        Sizes and options; `tiny`, `small` and `base` make the paper's denoising networks.
    """

    def __init__(self, config: GRLConfig) -> None:
        super().__init__()
        self.config = config
        self.conv_first = conv3x3(config.in_channels, config.embed_dim)
        self.norm_start = nn.LayerNorm(config.embed_dim)
        rates = torch.linspace(0, config.drop_path_rate, sum(config.depths))
        self.layers = nn.ModuleList(
            TransformerStage(config, stage, stage_rates.tolist())
            for stage, stage_rates in enumerate(torch.split(rates, list(config.depths)))
        )
        self.norm_end = nn.LayerNorm(config.embed_dim)
        self.conv_after_body = conv3x3(config.embed_dim, config.embed_dim)
        self._add_head()
        self.apply(_initialise)

    def _add_head(self) -> None:
        config = self.config
        dim, out_channels = config.embed_dim, config.out_channels
        if config.upsampler == "pixelshuffledirect":
            self.upsample = PixelShuffleUpsampler(dim, out_channels, [config.upscale])
            return
        if config.upsampler:
            self.conv_before_upsample = nn.Sequential(
                conv3x3(dim, HEAD_CHANNELS), nn.LeakyReLU(0.01)
            )
            dim = HEAD_CHANNELS
        if config.upsampler == "pixelshuffle":
            factors = [3] if config.upscale == 3 else [2] * int(log2(config.upscale))
            self.upsample = PixelShuffleUpsampler(dim, dim, factors)
        elif config.upsampler == "nearest+conv":
            self.conv_up1, self.conv_up2 = conv3x3(dim, dim), conv3x3(dim, dim)
            self.conv_hr = conv3x3(dim, dim)
        self.conv_last = conv3x3(dim, out_channels)

    def _reconstruct(self, features: Tensor) -> Tensor:
        """Turn features ``(B, C, H, W)`` into an image ``(B, out_channels, s * H, s * W)``."""
        upsampler = self.config.upsampler
        if upsampler == "pixelshuffledirect":
            image: Tensor = self.upsample(features)
            return image
        if upsampler:
            features = self.conv_before_upsample(features)
        if upsampler == "pixelshuffle":
            features = self.upsample(features)
        elif upsampler == "nearest+conv":
            for conv in (self.conv_up1, self.conv_up2):
                features = F.leaky_relu(conv(F.interpolate(features, scale_factor=2)), 0.2)
            features = F.leaky_relu(self.conv_hr(features), 0.2)
        image = self.conv_last(features)
        return image

    def _pad(self, image: Tensor) -> Tensor:
        """Pad at the bottom and right, by reflection or, where too small for it, by zeros."""
        height, width = image.shape[-2:]
        multiple = self.config.pad_multiple
        bottom, right = -height % multiple, -width % multiple
        reflectable = bottom < height and right < width
        return F.pad(image, (0, right, 0, bottom), "reflect" if reflectable else "constant")

    def forward(self, image: Tensor) -> Tensor:
        """Restore a batch of images.

        Parameters
        ----------
        image : Tensor
            Shape ``(B, in_channels, H, W)``, values in [0, 1], any size.

        Returns
        -------
        Tensor
            Shape ``(B, out_channels, upscale * H, upscale * W)``, not clipped.
        """
        config = self.config
        mean: Tensor | float = 0.0
        if config.in_channels == 3:
            mean = image.new_tensor(RGB_MEAN)[:, None, None]
        x = (self._pad(image) - mean) * config.img_range

        shallow = self.conv_first(x)
        features = self.norm_start(shallow.permute(0, 2, 3, 1))  # (B, H, W, C)
        for stage in self.layers:
            features = stage(features)
        features = self.norm_end(features).permute(0, 3, 1, 2)  # (B, C, H, W)

        restored = self._reconstruct(self.conv_after_body(features) + shallow)
        if not config.upsampler and config.in_channels == config.out_channels:
            restored = x + restored
        restored = restored / config.img_range + mean
        height, width = (config.upscale * size for size in image.shape[-2:])
        return restored[..., :height, :width]


def _initialise(module: nn.Module) -> None:
    """Initialise linear layers as the authors do; convolutions keep PyTorch's default."""
    if isinstance(module, nn.Linear):
        nn.init.trunc_normal_(module.weight, std=0.02)
        if module.bias is not None:
            nn.init.zeros_(module.bias)


def tiny(channels: int = 1) -> GRL:
    """GRL-T for denoising: 0.88 million parameters."""
    return GRL(GRLConfig(in_channels=channels, out_channels=channels))


def small(channels: int = 1) -> GRL:
    """GRL-S for denoising: 3.1 million parameters."""
    return GRL(GRLConfig(in_channels=channels, out_channels=channels, embed_dim=128))


def base(channels: int = 1) -> GRL:
    """GRL-B for denoising: 19.8 million parameters."""
    return GRL(
        GRLConfig(
            in_channels=channels,
            out_channels=channels,
            embed_dim=180,
            depths=(4, 4, 8, 8, 8, 4, 4),
            heads_window=(3,) * 7,
            heads_stripe=(3,) * 7,
            window_size=32,
            anchor_down_factor=2,
            local_connection=True,
        )
    )

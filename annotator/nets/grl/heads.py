"""The reconstruction heads of GRL: features to an image, enlarged or not (section 4.1)."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

import torch.nn.functional as F
from torch import nn

from annotator.nets.grl.layers import conv3x3

if TYPE_CHECKING:
    from torch import Tensor

    from annotator.nets.grl.config import GRLConfig

HEAD_CHANNELS = 64
"""Features in the super-resolution heads."""


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


class Reconstruction(nn.Module):
    """A network with one of the paper's heads."""

    config: GRLConfig

    def add_head(self, config: GRLConfig) -> None:
        """Make the modules of the head, which lie at the root of the network."""
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

    def reconstruct(self, features: Tensor) -> Tensor:
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

"""Slice encoders of CAT-Net: ResNet-50/101 at output stride 8, and a small residual one for CPUs.

The ResNets follow He et al. (CVPR 2016) with DeepLabV3's dilation (Chen et al. 2017) and
torchvision's state-dict keys, so that published backbone weights load unchanged. Every encoder
maps a slice (B, 1, H, W) to `EncoderFeatures`; any H and W work.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn


class EncoderFeatures(NamedTuple):
    """What is computed once per slice, and cached.

    Attributes
    ----------
    half
        (B, C2, ⌈H/2⌉, ⌈W/2⌉), for the detail head.
    quarter
        (B, C4, ⌈H/4⌉, ⌈W/4⌉), for the detail head.
    deep
        (B, Cd, h, w) at stride 8, for the prior mask.
    features
        (B, D, h, w) at stride 8: mid and deep level, concatenated and reduced.
    """

    half: Tensor
    quarter: Tensor
    deep: Tensor
    features: Tensor

    def select(self, which: Tensor | slice | list[int]) -> EncoderFeatures:
        """Features of some of the slices of the batch."""
        return EncoderFeatures(*(tensor[which] for tensor in self))

    def shots(self, which: Tensor | list[int]) -> EncoderFeatures:
        """Features of some of the slices, as supports: without what only the detail head reads."""
        half, quarter = (t.new_empty(0, *t.shape[1:]) for t in (self.half, self.quarter))
        return EncoderFeatures(half, quarter, self.deep[which], self.features[which])

    @classmethod
    def concatenate(cls, parts: list[EncoderFeatures]) -> EncoderFeatures:
        """One batch from several."""
        return cls(*(torch.cat(tensors) for tensors in zip(*parts, strict=True)))


class Bottleneck(nn.Module):
    """1×1, 3×3, 1×1 residual block with expansion 4; the stride sits on the 3×3 convolution."""

    expansion = 4

    def __init__(self, in_channels: int, width: int, stride: int, dilation: int) -> None:
        super().__init__()
        out_channels = width * self.expansion
        self.conv1 = nn.Conv2d(in_channels, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(
            width, width, 3, stride, padding=dilation, dilation=dilation, bias=False
        )
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, out_channels, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(out_channels)
        self.relu = nn.ReLU(inplace=True)
        self.downsample: nn.Module | None = None
        if stride != 1 or in_channels != out_channels:
            self.downsample = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride, bias=False),
                nn.BatchNorm2d(out_channels),
            )

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) to (B, 4·width, ⌈H/stride⌉, ⌈W/stride⌉)."""
        shortcut = x if self.downsample is None else self.downsample(x)
        x = self.relu(self.bn1(self.conv1(x)))
        x = self.relu(self.bn2(self.conv2(x)))
        out: Tensor = self.relu(self.bn3(self.conv3(x)) + shortcut)
        return out


class ResNetEncoder(nn.Module):
    """ResNet at output stride 8 on one gray channel; `depth` is 50 or 101.

    Strides of layer3 and layer4 are replaced by dilation 2 and 4, and the first block of each
    keeps the dilation of the layer before (as torchvision's ``replace_stride_with_dilation``).
    """

    def __init__(self, dim: int, depth: int = 50) -> None:
        super().__init__()
        blocks = {50: (3, 4, 6, 3), 101: (3, 4, 23, 3)}[depth]
        self.conv1 = nn.Conv2d(1, 64, 7, 2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, padding=1)
        self.layer1 = _resnet_layer(64, 64, blocks[0], stride=1, first_dilation=1, dilation=1)
        self.layer2 = _resnet_layer(256, 128, blocks[1], stride=2, first_dilation=1, dilation=1)
        self.layer3 = _resnet_layer(512, 256, blocks[2], stride=1, first_dilation=1, dilation=2)
        self.layer4 = _resnet_layer(1024, 512, blocks[3], stride=1, first_dilation=2, dilation=4)
        self.reduce = nn.Conv2d(512 + 2048, dim, 1, bias=False)
        self.half_channels, self.quarter_channels, self.deep_channels = 64, 256, 2048

    def forward(self, image: Tensor) -> EncoderFeatures:
        """Encode slices, (B, 1, H, W) float, to `EncoderFeatures` with D = `dim`."""
        half = self.relu(self.bn1(self.conv1(image)))
        quarter = self.layer1(self.maxpool(half))
        mid = self.layer2(quarter)
        deep = self.layer4(self.layer3(mid))
        return EncoderFeatures(half, quarter, deep, self.reduce(torch.cat([mid, deep], dim=1)))


def _resnet_layer(
    in_channels: int, width: int, blocks: int, *, stride: int, first_dilation: int, dilation: int
) -> nn.Sequential:
    layers = [Bottleneck(in_channels, width, stride, first_dilation)]
    layers += [Bottleneck(4 * width, width, 1, dilation) for _ in range(blocks - 1)]
    return nn.Sequential(*layers)


class ResidualBlock(nn.Module):
    """Two 3×3 convolutions with a shortcut."""

    def __init__(self, in_channels: int, channels: int, stride: int = 1, dilation: int = 1) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channels, 3, stride, dilation, dilation, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, dilation, dilation, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.relu = nn.ReLU(inplace=True)
        self.shortcut: nn.Module = nn.Identity()
        if stride != 1 or in_channels != channels:
            self.shortcut = nn.Sequential(
                nn.Conv2d(in_channels, channels, 1, stride, bias=False), nn.BatchNorm2d(channels)
            )

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) to (B, channels, ⌈H/stride⌉, ⌈W/stride⌉)."""
        residual = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        out: Tensor = self.relu(residual + self.shortcut(x))
        return out


class SmallEncoder(nn.Module):
    """Residual encoder for laptop CPUs: 1.3 M parameters, 0.75 GMAC for a 160×160 slice.

    Dilation 2 and 4 at stride 8 gives the deep level a receptive field wider than the crop.
    """

    def __init__(self, dim: int, widths: tuple[int, int, int, int] = (32, 64, 96, 128)) -> None:
        super().__init__()
        c2, c4, c8, deep = widths
        self.stem = nn.Sequential(
            nn.Conv2d(1, c2, 3, 2, 1, bias=False),
            nn.BatchNorm2d(c2),
            nn.ReLU(inplace=True),
            nn.Conv2d(c2, c2, 3, 1, 1, bias=False),
            nn.BatchNorm2d(c2),
            nn.ReLU(inplace=True),
        )
        self.layer1 = nn.Sequential(ResidualBlock(c2, c4, 2), ResidualBlock(c4, c4))
        self.layer2 = nn.Sequential(ResidualBlock(c4, c8, 2), ResidualBlock(c8, c8))
        self.layer3 = nn.Sequential(
            ResidualBlock(c8, deep, 1, 2), ResidualBlock(deep, deep, 1, 2),
            ResidualBlock(deep, deep, 1, 4),
        )  # fmt: skip
        self.reduce = nn.Conv2d(c8 + deep, dim, 1, bias=False)
        self.half_channels, self.quarter_channels, self.deep_channels = c2, c4, deep

    def forward(self, image: Tensor) -> EncoderFeatures:
        """Encode slices, (B, 1, H, W) float, to `EncoderFeatures` with D = `dim`."""
        half = self.stem(image)
        quarter = self.layer1(half)
        mid = self.layer2(quarter)
        deep = self.layer3(mid)
        return EncoderFeatures(half, quarter, deep, self.reduce(torch.cat([mid, deep], dim=1)))

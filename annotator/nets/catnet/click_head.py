"""Segmenting one slice from clicks: a head on the features of CAT-Net's slice encoder.

Not in the CAT-Net paper. Clicks enter as discs and distances, the mask so far as one more map, and
answers are fed back while training, as in the iterative training of Sofiiuk et al. (RITM, ICIP
2022); what the features under the clicks resemble is shown to the head as cosine maps, like the
prior mask of CAT-Net. A second output tells how well the head believes to have done, as the mask
quality of Segment Anything (Kirillov et al., ICCV 2023).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Self

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from annotator.nets.catnet.encoders import EncoderFeatures, SmallEncoder

HINTS = 5
"""Maps that lead the head: discs inside and outside, nearness to both, the mask so far."""


@dataclass(frozen=True)
class ClickConfig:
    """Architecture of a network for clicks.

    Attributes
    ----------
    dim
        Channels of the encoder's features at stride 8, as in the CAT-Net that it is taken from.
    widths
        Channels of the head at strides 2, 4, 8 and 16.
    """

    dim: int = 96
    widths: tuple[int, int, int, int] = (16, 40, 72, 96)


class ClickAnswer(NamedTuple):
    """What the head makes of a slice.

    Attributes
    ----------
    logits
        (B, 1, H, W), positive inside the structure.
    quality
        (B,) logit of the Dice that the head expects of its mask.
    """

    logits: Tensor
    quality: Tensor


class ClickNet(nn.Module):
    """A frozen slice encoder and the head that answers clicks.

    `encode` is called once per window, `answer` once per click.
    """

    def __init__(self, config: ClickConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or ClickConfig()
        self.encoder = SmallEncoder(config.dim).requires_grad_(False)
        self.head = ClickHead(config, self.encoder)

    def train(self, mode: bool = True) -> Self:
        """Train the head; the encoder stays as it is."""
        super().train(mode)
        self.encoder.eval()
        return self

    @torch.no_grad()
    def encode(self, image: Tensor) -> EncoderFeatures:
        """Encode windows (B, 1, H, W), normalised to zero mean and unit deviation."""
        features: EncoderFeatures = self.encoder(image)
        return features

    def answer(self, features: EncoderFeatures, image: Tensor, hints: Tensor) -> ClickAnswer:
        """Segment windows (B, 1, H, W) of these features; hints (B, 5, H, W) in 0..1."""
        found: ClickAnswer = self.head(features, image, hints)
        return found


class ClickHead(nn.Module):
    """U-Net that takes in the encoder's features on its way down; H and W divisible by 16."""

    def __init__(self, config: ClickConfig, encoder: SmallEncoder) -> None:
        super().__init__()
        c2, c4, c8, c16 = config.widths
        self.like2 = _Likeness(encoder.half_channels, 16)
        self.like4 = _Likeness(encoder.quarter_channels, 24)
        self.like8 = _Likeness(config.dim, 48)
        self.down2 = _conv(1 + HINTS, 16, stride=2)
        self.down4, self.down8, self.down16 = _conv(c2, c4, 2), _conv(c4, c8, 2), _conv(c8, c16, 2)
        self.at2 = nn.Sequential(_conv(16 + 16 + 3, c2), _conv(c2, c2))
        self.at4 = nn.Sequential(_conv(c4 + 24 + 3, c4), _conv(c4, c4))
        self.at8 = nn.Sequential(_conv(c8 + 48 + 3, c8), _conv(c8, c8))
        self.at16 = _conv(c16, c16)
        self.context = nn.Linear(c16, c16)
        self.up8, self.up4, self.up2 = _Up(c16, c8, c8), _Up(c8, c4, c4), _Up(c4, c2, c2)
        self.up1 = nn.Conv2d(c2, 8, 1)
        self.last = nn.Sequential(_conv(8 + 1 + HINTS, 10), nn.Conv2d(10, 1, 1))
        self.quality = nn.Sequential(nn.Linear(c16 + c2, 64), nn.ReLU(), nn.Linear(64, 1))

    def forward(self, features: EncoderFeatures, image: Tensor, hints: Tensor) -> ClickAnswer:
        """As `ClickNet.answer`."""
        shown = torch.cat([image, hints], 1)
        marks = hints[:, [0, 1, 4]]
        x2 = self.at2(torch.cat([self.down2(shown), self.like2(features.half, marks)], 1))
        x4 = self.at4(torch.cat([self.down4(x2), self.like4(features.quarter, marks)], 1))
        x8 = self.at8(torch.cat([self.down8(x4), self.like8(features.features, marks)], 1))
        x16 = self.at16(self.down16(x8))
        whole = x16.mean((2, 3))
        x16 = x16 + self.context(whole)[:, :, None, None]
        y2 = self.up2(self.up4(self.up8(x16, x8), x4), x2)
        fine = F.interpolate(self.up1(y2), image.shape[-2:], mode="bilinear")
        logits: Tensor = self.last(torch.cat([fine, shown], 1)).float()
        inside = F.avg_pool2d(logits.detach().sigmoid(), 2)
        under = (y2 * inside).sum((2, 3)) / (inside.sum((2, 3)) + 1.0)
        quality = self.quality(torch.cat([whole.detach(), under.detach()], 1).float())
        return ClickAnswer(logits, quality[:, 0].float())


class _Likeness(nn.Module):
    """Features reduced to `channels`, and how much they resemble those under three marks."""

    def __init__(self, in_channels: int, channels: int) -> None:
        super().__init__()
        self.reduce = _conv(in_channels, channels, kernel=1)
        self.compare = nn.Conv2d(in_channels, channels, 1)

    def forward(self, features: Tensor, marks: Tensor) -> Tensor:
        """(B, C, h, w) and marks (B, 3, H, W) to (B, channels + 3, h, w)."""
        weight = F.interpolate(marks, features.shape[-2:], mode="area").to(features)  # (B, 3, h, w)
        compared = self.compare(features)
        total = weight.sum((2, 3)).clamp(min=1e-3)
        means = torch.einsum("bchw,bmhw->bmc", compared, weight) / total[:, :, None]
        alike = torch.einsum(
            "bchw,bmc->bmhw", F.normalize(compared, dim=1), F.normalize(means, dim=2, eps=1e-3)
        )
        return torch.cat([self.reduce(features), alike], 1)


class _Up(nn.Module):
    """Twice the size, joined with what was there on the way down."""

    def __init__(self, in_channels: int, beside: int, channels: int) -> None:
        super().__init__()
        self.narrow = nn.Conv2d(in_channels, channels, 1)
        self.join = _conv(channels + beside, channels)

    def forward(self, x: Tensor, beside: Tensor) -> Tensor:
        """(B, C, h, w) and (B, C', 2h, 2w) to (B, channels, 2h, 2w)."""
        x = F.interpolate(self.narrow(x), beside.shape[-2:], mode="bilinear")
        joined: Tensor = self.join(torch.cat([x, beside], 1))
        return joined


def _conv(in_channels: int, channels: int, stride: int = 1, kernel: int = 3) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(in_channels, channels, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(channels),
        nn.ReLU(inplace=True),
    )

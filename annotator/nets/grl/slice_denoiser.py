"""A slice denoiser built around a GRL network.

Pixels are unshuffled before the network, so that it works on a quarter of the tokens, each of which
knows its four pixels; its pixel shuffle head brings them back. The noise level is an input: one
network serves all levels, and the user can ask for more or less. Besides the values themselves the
network sees their deviation from the surroundings in units of the noise, and answers in these
units, so that faint and strong noise look alike to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import nn

from annotator.nets.grl.config import GRLConfig
from annotator.nets.grl.network import GRL

if TYPE_CHECKING:
    from torch import Tensor

    from annotator.nets.grl import reference

COMPACT = GRLConfig(
    in_channels=9,
    out_channels=1,
    embed_dim=64,
    depths=(2, 2),
    heads_window=(1, 1),
    heads_stripe=(1, 1),
    window_size=8,
    stripe_size=(16, 32),
    anchor_down_factor=4,
    local_connection=True,
    drop_path_rate=0.0,
    upsampler="pixelshuffledirect",
    upscale=2,
)
"""The network of the models that come with the annotator."""

SURROUNDINGS = 9
"""Side of the square whose mean is subtracted, pixels."""

LEAST_LEVEL = 0.01
"""Added to the level that deviations are divided by, in the network's units."""

LARGEST_DEVIATION = 6.0
"""Deviations are cut here: it is an edge."""


class SliceDenoiser(nn.Module):
    """Predicts the noise of slices and subtracts it.

    The paper's gray-level denoisers, which take no level and restore the image directly, fit too.

    Parameters
    ----------
    grl
        With a noise level: ``2 * upscale ** 2 + 1`` channels in, one out. Without: one in, one out.

    Raises
    ------
    ValueError
        If the network is for something else.
    """

    def __init__(self, grl: reference.GRL) -> None:
        super().__init__()
        if not can_denoise(grl.config):
            raise ValueError("This GRL network is not for denoising gray-level slices.")
        self.grl = grl
        self.takes_level = grl.config.in_channels > 1

    @classmethod
    def untrained(cls, config: GRLConfig = COMPACT) -> SliceDenoiser:
        """Make a network that predicts hardly any noise, so that it is nearly the identity."""
        denoiser = cls(GRL(config))
        last = [m for m in denoiser.modules() if isinstance(m, nn.Conv2d)][-1]
        with torch.no_grad():
            last.weight *= 0.1
            if last.bias is not None:
                last.bias.zero_()
        return denoiser

    def forward(self, image: Tensor, level: Tensor) -> Tensor:
        """Denoise a batch.

        Parameters
        ----------
        image
            ``(B, 1, H, W)``, any size, in the network's units.
        level
            ``(B,)``, standard deviation of the noise, same units.

        Returns
        -------
        Tensor
            As `image`.
        """
        if not self.takes_level:
            restored: Tensor = self.grl(image)
            return restored
        factor = self.grl.config.upscale
        height, width = image.shape[-2:]
        unit = (level.to(image) + LEAST_LEVEL)[:, None, None, None]
        padded = F.pad(image, (0, -width % factor, 0, -height % factor), "replicate")
        mean = F.avg_pool2d(padded, SURROUNDINGS, 1, SURROUNDINGS // 2, count_include_pad=False)
        deviation = ((padded - mean) / unit).clamp(-LARGEST_DEVIATION, LARGEST_DEVIATION)
        pixels = F.pixel_unshuffle(torch.cat([padded, deviation], dim=1), factor)
        levels = unit.expand(-1, 1, *pixels.shape[-2:])
        noise: Tensor = self.grl(torch.cat([pixels, levels], dim=1))
        return image - unit * noise[..., :height, :width].to(image)


def can_denoise(config: GRLConfig) -> bool:
    """Tell whether a network takes one gray-level slice, with a noise level or without."""
    alone = config.in_channels == 1 and config.upscale == 1
    return config.out_channels == 1 and (alone or config.in_channels == 2 * config.upscale**2 + 1)

"""A GRL network around which a slice denoiser is built.

Pixels are unshuffled before the network, so that it works on a quarter of the tokens, each of which
knows its four pixels, and its pixel shuffle head brings them back. The noise level enters as a
constant channel: one network serves all levels, and the user can ask for more or less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import nn

from annotator.nets.grl import GRL, GRLConfig

if TYPE_CHECKING:
    from torch import Tensor

COMPACT = GRLConfig(
    in_channels=5,
    out_channels=1,
    embed_dim=48,
    depths=(2, 2, 2),
    heads_window=(2, 2, 2),
    heads_stripe=(2, 2, 2),
    window_size=8,
    stripe_size=(16, 32),
    anchor_down_factor=4,
    local_connection=True,
    drop_path_rate=0.0,
    upsampler="pixelshuffledirect",
    upscale=2,
)
"""The network of the models that come with the annotator."""


class SliceDenoiser(nn.Module):
    """Predicts the noise of slices and subtracts it.

    Networks of the paper (one channel in, no level) fit as well: they restore the image directly.

    Parameters
    ----------
    config
        With a noise level: ``upscale ** 2 + 1`` channels in, one out. Without: one in, one out.
    """

    def __init__(self, config: GRLConfig = COMPACT) -> None:
        super().__init__()
        self.config = config
        self.takes_level = config.in_channels == config.upscale**2 + 1
        if config.out_channels != 1 or not (self.takes_level or config.in_channels == 1):
            raise ValueError("A network for gray-level slices with or without level is needed.")
        self.grl = GRL(config)
        if self.takes_level:
            self._start_small()

    def _start_small(self) -> None:
        """Predict hardly any noise at the start: the untrained network is nearly the identity."""
        last = [m for m in self.grl.modules() if isinstance(m, nn.Conv2d)][-1]
        with torch.no_grad():
            last.weight *= 0.1
            assert last.bias is not None
            last.bias.zero_()

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
        factor = self.config.upscale
        height, width = image.shape[-2:]
        padded = F.pad(image, (0, -width % factor, 0, -height % factor), "replicate")
        pixels = F.pixel_unshuffle(padded, factor)
        constant = level.to(pixels)[:, None, None, None].expand(-1, 1, *pixels.shape[-2:])
        noise: Tensor = self.grl(torch.cat([pixels, constant], dim=1))
        return image - noise[..., :height, :width].to(image)

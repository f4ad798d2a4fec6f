"""The fast form of GRL: the same function of the same weights as `annotator.nets.grl.reference`.

What differs is how it is computed: queries, keys and values exist for a few windows at a time,
attention weights a block at a time and in base 2, shifted windows are cut at the border of the map
instead of masked, tables of the position bias are kept, and what works on single tokens takes a
few rows at a time. Outputs agree to rounding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from annotator.nets.grl import reference
from annotator.nets.grl.attention import MixedAttention, tokenwise
from annotator.nets.grl.config import GRLConfig

if TYPE_CHECKING:
    from torch import Tensor


class TransformerLayer(reference.TransformerLayer):
    """Layer that works on a few rows of the map at a time."""

    attention_type: ClassVar = MixedAttention

    def forward(self, x: Tensor) -> Tensor:
        """Transform a map ``(B, H, W, C)``."""
        branches = [self.attn(x)] if self.conv is None else [self.attn(x), self.conv(x)]
        if self.training:  # a dropped branch is dropped for a whole sample
            return self.after_attention(x, *branches)
        return tokenwise(self.after_attention, x, *branches)


class GRL(reference.GRL):
    """Global, regional and local image restoration network, in its fast form.

    `tiny`, `small` and `base` make the paper's denoising networks.
    """

    layer_type: ClassVar = TransformerLayer


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

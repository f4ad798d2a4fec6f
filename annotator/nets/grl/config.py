"""Settings of a GRL."""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm
from typing import Literal

Size = tuple[int, int]
"""Rows and columns, pixels."""

Upsampler = Literal["", "pixelshuffle", "pixelshuffledirect", "nearest+conv"]


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

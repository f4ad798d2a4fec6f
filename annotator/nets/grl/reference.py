"""GRL, the image restoration network used here to denoise slices, as the paper describes it.

Yawei Li, Yuchen Fan, Xiaoyu Xiang, Denis Demandolx, Rakesh Ranjan, Radu Timofte, Luc Van Gool:
*Efficient and Explicit Modelling of Image Hierarchies for Image Restoration*, CVPR 2023. The
name stands for the **g**lobal, **r**egional and **l**ocal hierarchies of an image: anchored
stripe attention, window attention and channel attention convolution.

This file is the reference, in the order of the paper: the attentions (section 3.2 and, for the
cosine logits, Swin Transformer V2), their mixture (section 4.2), the layer, the stage, the network
(section 4.1, figure 3), with the state-dict keys of the authors' implementation. Plain layers are
in `annotator.nets.grl.layers`. Maps are channels-last ``(B, H, W, C)``, sizes (rows, columns).
`annotator.nets.grl.network` computes the same function from the same weights, faster and in less
memory.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import torch
import torch.nn.functional as F
from torch import nn

from annotator.nets.grl.heads import Reconstruction
from annotator.nets.grl.layers import (
    AffineTransform,
    AnchorProjection,
    ChannelAttentionConv,
    LinearProjection,
    Mlp,
    channels_last,
    conv3x3,
    drop_path,
    initialise,
    unit_length,
)

if TYPE_CHECKING:
    from torch import Tensor

    from annotator.nets.grl.config import GRLConfig, Size

RGB_MEAN = (0.4488, 0.4371, 0.4040)
"""Mean colour of DIV2K, subtracted from three-channel images in [0, 1]."""

MASK_OFFSET = -100.0
"""Added to the logit of two pixels that only the cyclic shift has made neighbours."""


def split(x: Tensor, window: Size, shift: Size) -> Tensor:
    """Shift a map ``(B, H, W, C)`` up and left, and cut it into windows ``(B, n, h * w, C)``."""
    (B, H, W, C), (h, w) = x.shape, window
    x = x.roll((-shift[0], -shift[1]), (1, 2))
    return x.view(B, H // h, h, W // w, w, C).transpose(2, 3).reshape(B, -1, h * w, C)


def merge(windows: Tensor, size: Size, window: Size, shift: Size) -> Tensor:
    """Undo `split`: windows ``(B, n, h * w, C)`` to a map ``(B, H, W, C)``."""
    (H, W), (h, w) = size, window
    tiles = windows.view(-1, H // h, W // w, h, w, windows.shape[-1])
    return tiles.transpose(2, 3).reshape(-1, H, W, tiles.shape[-1]).roll(shift, (1, 2))


def origins(size: Size, window: Size, shift: Size, device: torch.device) -> Tensor:
    """Tell which tokens of a window are true neighbours: those of equal number, ``(n, h * w)``."""
    y, x = (
        torch.arange(length, device=device) >= length - step
        for length, step in zip(size, shift, strict=True)
    )
    return split((2 * y[:, None] + x)[None, :, :, None], window, (0, 0))[0, :, :, 0]


def heads_first(tokens: Tensor, heads: int) -> Tensor:
    """``(B, n, N, heads * d)`` to ``(B, n, heads, N, d)``."""
    return tokens.view(*tokens.shape[:-1], heads, -1).transpose(2, 3)


def attend(
    q: Tensor, k: Tensor, v: Tensor, scale: Tensor, bias: Tensor, neighbours: Tensor
) -> Tensor:
    """Cosine attention within windows (Swin V2, eq. 2).

    Parameters
    ----------
    q, k, v : Tensor
        Queries ``(B, n, heads, Q, d)``, keys and values ``(B, n, heads, K, d)``.
    scale, bias : Tensor
        As from `AffineTransform`: ``(heads, 1, 1)`` and ``(heads, Q, K)``.
    neighbours : Tensor
        bool, ``(n, Q, K)``: others are masked.
    """
    logits = scale * (unit_length(q) @ unit_length(k).mT) + bias
    logits = logits + MASK_OFFSET * ~neighbours[:, None]
    return logits.softmax(-1) @ v


class WindowAttention(nn.Module):
    """Window attention of Swin Transformer V2: the regional hierarchy.

    Parameters
    ----------
    heads : int
        Number of heads.
    window : int
        Side of the square windows, pixels.
    shifted : bool
        Whether the map is rolled by half a window first.
    """

    transform: ClassVar = AffineTransform

    def __init__(self, heads: int, window: int, *, shifted: bool) -> None:
        super().__init__()
        self.heads = heads
        self.window = (window, window)
        self.shift = (window // 2, window // 2) if shifted else (0, 0)
        self.attn_transform: AffineTransform = self.transform(heads)

    def forward(self, qkv: Tensor) -> Tensor:
        """Attend within windows: ``(B, H, W, 3C)``, ordered (q | k | v), to ``(B, H, W, C)``."""
        size, affine = (qkv.shape[1], qkv.shape[2]), self.attn_transform
        windows = split(qkv, self.window, self.shift).chunk(3, -1)
        q, k, v = (heads_first(part, self.heads) for part in windows)
        origin = origins(size, self.window, self.shift, qkv.device)
        neighbours = origin[:, :, None] == origin[:, None]
        bias = affine.bias(self.window, self.window)
        y = attend(q, k, v, affine.scale(), bias, neighbours)
        return merge(y.transpose(2, 3).flatten(3), size, self.window, self.shift)


class StripeMode(Enum):
    """The four stripe layouts that successive layers of a stage cycle through."""

    HORIZONTAL = 0
    VERTICAL = 1
    SHIFTED_HORIZONTAL = 2
    SHIFTED_VERTICAL = 3

    @property
    def vertical(self) -> bool:
        """Whether the configured stripe size is transposed."""
        return self.value % 2 == 1

    @property
    def shifted(self) -> bool:
        """Whether the map is rolled by half a stripe."""
        return self.value >= 2


class AnchorStripeAttention(nn.Module):
    """Anchored stripe attention (section 3.2): the global hierarchy.

    The anchors, a coarser copy of the map, stand between queries and keys: first they gather
    the values of their stripe, then every pixel of the stripe attends to them. That costs
    ``2 * (N / down_factor)**2`` products per stripe of N pixels instead of ``N**2``.

    Parameters
    ----------
    heads : int
        Number of heads.
    stripe_size, stripe_groups : tuple of int or None
        For each axis either the size of a stripe in pixels, or the number of stripes that the
        axis is divided into. As configured, that is for horizontal stripes.
    mode : StripeMode
        Orientation and shift.
    down_factor : int
        Pixels per anchor, on each axis.
    """

    transform: ClassVar = AffineTransform

    def __init__(
        self,
        heads: int,
        stripe_size: tuple[int | None, int | None],
        stripe_groups: tuple[int | None, int | None],
        mode: StripeMode,
        down_factor: int,
    ) -> None:
        super().__init__()
        self.heads = heads
        self.stripe_size = stripe_size[::-1] if mode.vertical else stripe_size
        self.stripe_groups = stripe_groups[::-1] if mode.vertical else stripe_groups
        self.shifted = mode.shifted
        self.down_factor = down_factor
        self.attn_transform1: AffineTransform = self.transform(heads)
        self.attn_transform2: AffineTransform = self.transform(heads)

    def stripe(self, size: Size) -> tuple[Size, Size]:
        """Stripe and shift on a map of some size; raises `ValueError` if it cannot be divided."""
        (h, dy), (w, dx) = (self._along(axis, length) for axis, length in enumerate(size))
        return (h, w), (dy, dx)

    def _along(self, axis: int, length: int) -> Size:
        size, groups = self.stripe_size[axis], self.stripe_groups[axis]
        if groups is not None:
            size = length // groups
        if not size or size % self.down_factor or length % size:
            raise ValueError(
                f"A map axis of {length} pixels cannot be divided into stripes of {size} pixels "
                f"with one anchor per {self.down_factor} pixels."
            )
        shift = size // 2 if self.shifted and groups != 1 else 0
        if 0 < shift < self.down_factor:
            raise ValueError(f"A shift by {shift} pixels is less than one anchor.")
        return size, shift

    def coarse(self, size: Size) -> Size:
        """Return the same size on the map of anchors."""
        return size[0] // self.down_factor, size[1] // self.down_factor

    def forward(self, qkv: Tensor, anchor: Tensor) -> Tensor:
        """Attend within stripes by way of the anchors.

        Parameters
        ----------
        qkv : Tensor
            Shape ``(B, H, W, 3C)``, channels ordered (q | k | v, head, head_dim).
        anchor : Tensor
            Shape ``(B, H / down_factor, W / down_factor, C)``.

        Returns
        -------
        Tensor
            Shape ``(B, H, W, C)``.

        Raises
        ------
        ValueError
            If stripes or anchors do not divide the map.
        """
        size = (qkv.shape[1], qkv.shape[2])
        stripe, shift = self.stripe(size)
        few, coarse_shift = self.coarse(stripe), self.coarse(shift)
        q, k, v = (heads_first(x, self.heads) for x in split(qkv, stripe, shift).chunk(3, -1))
        a = heads_first(split(anchor, few, coarse_shift), self.heads)
        origin = origins(size, stripe, shift, qkv.device)
        anchor_origin = origins(self.coarse(size), few, coarse_shift, qkv.device)
        neighbours = origin[:, :, None] == anchor_origin[:, None]

        gather, spread = self.attn_transform1, self.attn_transform2
        bias = gather.bias(few, stripe)
        gathered = attend(a, k, v, gather.scale(), bias, neighbours.mT)
        bias = spread.bias(stripe, few)
        y = attend(q, a, gathered, spread.scale(), bias, neighbours)
        return merge(y.transpose(2, 3).flatten(3), size, stripe, shift)


class MixedAttention(nn.Module):
    """Window attention on half of the channels, stripe attention on the others (section 4.2).

    Parameters
    ----------
    config : GRLConfig
        The network.
    stage, position : int
        As for `TransformerLayer`.
    """

    window_type: ClassVar = WindowAttention
    stripe_type: ClassVar = AnchorStripeAttention

    def __init__(self, config: GRLConfig, stage: int, position: int) -> None:
        super().__init__()
        dim = config.embed_dim
        window_attn: WindowAttention = self.window_type(
            config.heads_window[stage], config.window_size, shifted=position % 2 == 0
        )
        stripe_attn: AnchorStripeAttention = self.stripe_type(
            config.heads_stripe[stage],
            config.stripe_size,
            config.stripe_groups,
            StripeMode(position % (4 if config.stripe_shift else 2)),
            config.anchor_down_factor,
        )
        self.qkv = LinearProjection(dim)
        self.anchor = AnchorProjection(dim, config.anchor_down_factor)
        self.window_attn = window_attn
        self.stripe_attn = stripe_attn
        self.proj = nn.Linear(dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        """Attend; ``(B, H, W, C)`` to the same shape."""
        window_qkv, stripe_qkv = self.qkv(x).chunk(2, -1)
        window_out = self.window_attn(window_qkv)
        stripe_out = self.stripe_attn(stripe_qkv, self.anchor(x))
        out: Tensor = self.proj(torch.cat([window_out, stripe_out], dim=-1))
        return out


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

    attention_type: ClassVar = MixedAttention

    def __init__(
        self, config: GRLConfig, stage: int, position: int, drop_path_rate: float = 0.0
    ) -> None:
        super().__init__()
        dim = config.embed_dim
        self.attn: MixedAttention = self.attention_type(config, stage, position)
        self.norm1 = nn.LayerNorm(dim)
        self.conv = ChannelAttentionConv(dim) if config.local_connection else None
        self.mlp = Mlp(dim, int(dim * config.mlp_ratio))
        self.norm2 = nn.LayerNorm(dim)
        self.drop_path_rate = drop_path_rate

    def forward(self, x: Tensor) -> Tensor:
        """Transform a map ``(B, H, W, C)``."""
        return self.after_attention(x, self.attn(x), *([self.conv(x)] if self.conv else []))

    def after_attention(self, x: Tensor, attended: Tensor, local: Tensor | None = None) -> Tensor:
        """Add the attended and the local branch, then the feed-forward part."""
        x = self._residual(x, self.norm1(attended))
        if local is not None:
            x = x + local
        return self._residual(x, self.norm2(self.mlp(x)))

    def _residual(self, x: Tensor, branch: Tensor) -> Tensor:
        return x + (drop_path(branch, self.drop_path_rate) if self.training else branch)


class TransformerStage(nn.Module):
    """A run of layers and a convolution, with a skip connection around them (figure 3b)."""

    def __init__(
        self,
        layer_type: type[TransformerLayer],
        config: GRLConfig,
        stage: int,
        drop_path_rates: list[float],
    ) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            layer_type(config, stage, position, rate)
            for position, rate in enumerate(drop_path_rates)
        )
        self.conv = nn.Conv2d(config.embed_dim, config.embed_dim, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Transform a map ``(B, H, W, C)``."""
        features = x
        for block in self.blocks:
            features = block(features)
        return x + channels_last(self.conv, features)


class GRL(Reconstruction):
    """Global, regional and local image restoration network (figure 3a).

    Parameters
    ----------
    config : GRLConfig
        Sizes and options.
    """

    layer_type: ClassVar = TransformerLayer

    def __init__(self, config: GRLConfig) -> None:
        super().__init__()
        self.config = config
        self.conv_first = conv3x3(config.in_channels, config.embed_dim)
        self.norm_start = nn.LayerNorm(config.embed_dim)
        rates = torch.linspace(0, config.drop_path_rate, sum(config.depths))
        self.layers = nn.ModuleList(
            TransformerStage(self.layer_type, config, stage, stage_rates.tolist())
            for stage, stage_rates in enumerate(torch.split(rates, list(config.depths)))
        )
        self.norm_end = nn.LayerNorm(config.embed_dim)
        self.conv_after_body = conv3x3(config.embed_dim, config.embed_dim)
        self.add_head(config)
        self.apply(initialise)

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

        restored = self.reconstruct(self.conv_after_body(features) + shallow)
        if not config.upsampler and config.in_channels == config.out_channels:
            restored = x + restored
        restored = restored / config.img_range + mean
        height, width = (config.upscale * size for size in image.shape[-2:])
        return restored[..., :height, :width]

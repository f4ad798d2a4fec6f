"""CloFormer: a light-weight image classifier with context-aware local enhancement.

Q. Fan, H. Huang, J. Guan and R. He, "Rethinking Local Perception in Lightweight Vision
Transformer", arXiv:2303.17803 (2023). State-dict keys are those of the authors' release.

A convolutional stem is followed by four stages of Clo blocks. A block attends in two kinds of
branches: AttnConv takes the high frequencies (depth-wise weights shared by all pixels, then
context-aware weights of each pixel), global attention to pooled keys and values takes the low
ones. A ConvFFN follows; in the last block of the first three stages it halves the resolution.

Deviations from the authors' code:

* **Any input size.** The authors need multiples of 32, so that the pooling windows divide the
  feature maps. Here a window that sticks out at the lower or right border averages the pixels it
  does cover, so that keys and values always describe the whole map; where the windows fit nothing
  changes. (A few other sizes, such as 36 x 32, pass the authors' reshape by accident and lose
  border pixels there; here they do not, so scores differ.) Each down-sampling rounds up.
* Drop-out inside the layers, zero in every published configuration, is left out.
* Maps are kept channels-last, and `fused` folds the batch norms away for inference: faster, the
  same up to float32 rounding.
"""

import copy
import itertools
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

Ints = tuple[int, ...]


@dataclass(frozen=True)
class CloFormerConfig:
    """Architecture of one CloFormer; the tuples have one entry per stage.

    Attributes
    ----------
    in_channels
        Channels of the input image.
    num_classes
        Length of the logits; 0 leaves the head out, so that the network returns its features.
    embed_dims
        Channels of each stage.
    depths
        Blocks of each stage.
    num_heads
        Attention heads of each stage; they divide its channels evenly.
    group_splits
        For each stage, how many heads each AttnConv branch gets, then how many the global
        attention gets (0: none). They add up to `num_heads`.
    kernel_sizes
        For each stage, the odd depth-wise kernel size of each AttnConv branch.
    window_sizes
        Side of the pooling window of the keys and values of the global attention.
    mlp_kernel_sizes
        Odd depth-wise kernel size of the ConvFFN, and of the shortcut where it down-samples.
    mlp_ratios
        Hidden channels of the ConvFFN relative to the stage's channels.
    qkv_bias
        Whether the projections around the attention have a bias.
    drop_path
        Stochastic depth of the last block; it grows linearly from 0 at the first one.
    """

    in_channels: int = 3
    num_classes: int = 1000
    embed_dims: Ints = (32, 64, 128, 256)
    depths: Ints = (2, 2, 6, 2)
    num_heads: Ints = (4, 4, 8, 16)
    group_splits: tuple[Ints, ...] = ((3, 1), (2, 2), (4, 4), (4, 12))
    kernel_sizes: tuple[Ints, ...] = ((3,), (5,), (7,), (9,))
    window_sizes: Ints = (8, 4, 2, 1)
    mlp_kernel_sizes: Ints = (5, 5, 5, 5)
    mlp_ratios: tuple[float, ...] = (4.0, 4.0, 4.0, 4.0)
    qkv_bias: bool = True
    drop_path: float = 0.0


XXS = CloFormerConfig()
XS = CloFormerConfig(
    embed_dims=(48, 96, 160, 352),
    num_heads=(3, 6, 10, 22),
    group_splits=((2, 1), (3, 3), (5, 5), (7, 15)),
    drop_path=0.06,
)
S = CloFormerConfig(
    embed_dims=(64, 128, 224, 448),
    num_heads=(4, 8, 14, 28),
    group_splits=((3, 1), (4, 4), (7, 7), (7, 21)),
    drop_path=0.06,
)


class DropPath(nn.Module):
    """Stochastic depth: in training drop the residual branch of whole samples, rescale the rest."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """Return `x`, (B, C, H, W), with about `rate` of the samples set to zero."""
        if self.rate == 0 or not self.training:
            return x
        keep = x.new_empty(x.shape[0], 1, 1, 1).bernoulli_(1 - self.rate)
        return x * (keep / (1 - self.rate))


def _pointwise_conv(in_channels: int, out_channels: int, *, bias: bool = True) -> nn.Conv2d:
    return nn.Conv2d(in_channels, out_channels, kernel_size=1, bias=bias)


def _depthwise_conv(channels: int, kernel_size: int, stride: int = 1) -> nn.Conv2d:
    return nn.Conv2d(
        channels, channels, kernel_size, stride, padding=kernel_size // 2, groups=channels
    )


def _layer_norm(channels: int) -> nn.GroupNorm:
    """Normalise each sample over channels and pixels together: a group norm with one group."""
    return nn.GroupNorm(1, channels)


def _conv_bn_relu(in_channels: int, out_channels: int, stride: int) -> nn.Sequential:
    conv = nn.Conv2d(in_channels, out_channels, 3, stride, padding=1)
    return nn.Sequential(
        OrderedDict(conv=nn.Sequential(conv, nn.BatchNorm2d(out_channels), nn.ReLU(inplace=True)))
    )


class ConvStem(nn.Sequential):
    """Patch embedding by convolutions: image (B, in_channels, H, W) to (B, dim, H / 4, W / 4).

    Each of the two halvings rounds up.
    """

    def __init__(self, in_channels: int, dim: int) -> None:
        super().__init__(
            OrderedDict(
                conv1=_conv_bn_relu(in_channels, dim // 2, stride=2),
                conv2=_conv_bn_relu(dim // 2, dim, stride=2),
                conv3=_conv_bn_relu(dim, dim, stride=1),
                conv4=_conv_bn_relu(dim, dim, stride=1),
                conv5=_pointwise_conv(dim, dim),
                layernorm=_layer_norm(dim),
            )
        )


def _context_aware_weights(channels: int) -> nn.Sequential:
    """From the product of queries and keys to weights for each pixel, before scale and tanh."""
    return nn.Sequential(
        OrderedDict(
            act_block=nn.Sequential(
                _pointwise_conv(channels, channels), nn.SiLU(), _pointwise_conv(channels, channels)
            )
        )
    )


class CloAttention(nn.Module):
    """AttnConv branches and a global attention branch, concatenated and projected.

    `group_split` gives the heads of each AttnConv branch, then those of the global branch (0:
    none); `kernel_sizes` the depth-wise kernel of each AttnConv branch; `window_size` the pooling
    window of the global branch.
    """

    def __init__(
        self,
        dim: int,
        num_heads: int,
        group_split: Ints,
        kernel_sizes: Ints,
        window_size: int,
        *,
        qkv_bias: bool = True,
    ) -> None:
        super().__init__()
        *local_heads, self.global_heads = group_split
        if dim % num_heads or sum(group_split) != num_heads:
            raise ValueError(
                f"{num_heads} heads must divide {dim} channels and be the sum of {group_split}"
            )
        if len(local_heads) != len(kernel_sizes) or not all(heads > 0 for heads in local_heads):
            raise ValueError(
                f"Each kernel size in {kernel_sizes} needs one positive entry of {group_split}, "
                "before the one of the global attention"
            )
        self.window_size = window_size
        self.head_dim = dim // num_heads
        self.scale = self.head_dim**-0.5
        widths = [heads * self.head_dim for heads in local_heads]
        self.qkvs = nn.ModuleList(_pointwise_conv(dim, 3 * c, bias=qkv_bias) for c in widths)
        self.convs = nn.ModuleList(
            _depthwise_conv(3 * c, k) for c, k in zip(widths, kernel_sizes, strict=True)
        )
        self.act_blocks = nn.ModuleList(_context_aware_weights(c) for c in widths)
        if self.global_heads:
            global_dim = self.global_heads * self.head_dim
            self.global_q = _pointwise_conv(dim, global_dim, bias=qkv_bias)
            self.global_kv = _pointwise_conv(dim, 2 * global_dim, bias=qkv_bias)
        self.proj = _pointwise_conv(dim, dim, bias=qkv_bias)

    def attn_conv(self, x: Tensor, branch: int) -> Tensor:
        """High frequencies: (B, dim, H, W) to (B, C, H, W) of AttnConv branch number `branch`."""
        q, k, v = self.convs[branch](self.qkvs[branch](x)).chunk(3, dim=1)
        context_aware = torch.tanh(self.scale * self.act_blocks[branch](q * k))
        out: Tensor = context_aware * v
        return out

    def global_attention(self, x: Tensor) -> Tensor:
        """Low frequencies: (B, dim, H, W) to (B, C, H, W), attending to T pooled pixels."""
        pooled = x
        if self.window_size > 1:  # border windows average the pixels they cover
            pooled = F.avg_pool2d(x, self.window_size, ceil_mode=True, count_include_pad=False)
        k, v = self.global_kv(pooled).chunk(2, dim=1)
        out: Tensor = F.scaled_dot_product_attention(
            self._split_heads(self.global_q(x)), self._split_heads(k), self._split_heads(v)
        )
        # (B, heads, H W, d) -> (B, heads d, H, W)
        return out.transpose(2, 3).reshape(x.shape[0], -1, *x.shape[2:])

    def _split_heads(self, x: Tensor) -> Tensor:
        # (B, heads d, H, W) -> (B, heads, H W, d)
        return x.reshape(x.shape[0], self.global_heads, self.head_dim, -1).transpose(2, 3)

    def forward(self, x: Tensor) -> Tensor:
        """Attend within `x`, (B, dim, H, W); the result has the same shape."""
        outputs = [self.attn_conv(x, branch) for branch in range(len(self.convs))]
        if self.global_heads:
            outputs.append(self.global_attention(x))
        # A batch of one has ambiguous strides: make sure the result is channels-last.
        joined = torch.cat([out.permute(0, 2, 3, 1) for out in outputs], dim=3)
        result: Tensor = self.proj(joined.permute(0, 3, 1, 2))
        return result


class ConvFFN(nn.Module):
    """Feed-forward network with a depth-wise convolution between its two 1x1 convolutions.

    With `stride` 2 it is the down-sampling variant: H and W become ceil(H / 2) and ceil(W / 2).
    """

    def __init__(
        self,
        in_channels: int,
        hidden_channels: int,
        out_channels: int,
        kernel_size: int,
        stride: int,
    ) -> None:
        super().__init__()
        self.fc1 = _pointwise_conv(in_channels, hidden_channels)
        self.dwconv = _depthwise_conv(hidden_channels, kernel_size, stride)
        self.fc2 = _pointwise_conv(hidden_channels, out_channels)

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, in_channels, H, W) to (B, out_channels, H', W')."""
        out: Tensor = self.fc2(self.dwconv(F.gelu(self.fc1(x))))
        return out


class CloBlock(nn.Module):
    """Pre-norm block: x + Attention(Norm(x)), then Shortcut(x) + ConvFFN(Norm(x)).

    Parameters
    ----------
    config
        Configuration of the network.
    stage
        Which of its stages the block belongs to, from 0.
    downsample
        Whether the ConvFFN halves the resolution and widens the map for the next stage. The
        shortcut, else the identity, is then a dense strided convolution with batch norm, followed
        by a 1x1 convolution.
    drop_path
        Probability of leaving out a residual branch in training.
    """

    def __init__(
        self, config: CloFormerConfig, stage: int, *, downsample: bool, drop_path: float = 0.0
    ) -> None:
        super().__init__()
        dim, kernel_size = config.embed_dims[stage], config.mlp_kernel_sizes[stage]
        out_dim, stride = (config.embed_dims[stage + 1], 2) if downsample else (dim, 1)
        self.norm1 = _layer_norm(dim)
        self.attn = CloAttention(
            dim,
            config.num_heads[stage],
            config.group_splits[stage],
            config.kernel_sizes[stage],
            config.window_sizes[stage],
            qkv_bias=config.qkv_bias,
        )
        self.norm2 = _layer_norm(dim)
        hidden_dim = int(dim * config.mlp_ratios[stage])
        self.mlp = ConvFFN(dim, hidden_dim, out_dim, kernel_size, stride)
        self.drop_path = DropPath(drop_path)
        self.downsample: nn.Module = nn.Identity()
        if downsample:
            self.downsample = nn.Sequential(
                nn.Conv2d(dim, dim, kernel_size, stride, padding=kernel_size // 2),
                nn.BatchNorm2d(dim),
                _pointwise_conv(dim, out_dim),
            )

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, dim, H, W) to (B, out_dim, H', W')."""
        x = x + self.drop_path(self.attn(self.norm1(x)))
        out: Tensor = self.downsample(x) + self.drop_path(self.mlp(self.norm2(x)))
        return out


class CloStage(nn.Sequential):
    """The Clo blocks of one width; the last block of every stage but the last down-samples."""

    def __init__(self, config: CloFormerConfig, stage: int, drop_paths: list[float]) -> None:
        closing = len(drop_paths) - 1 if stage + 1 < len(config.embed_dims) else None
        blocks = [
            CloBlock(config, stage, downsample=index == closing, drop_path=drop_path)
            for index, drop_path in enumerate(drop_paths)
        ]
        super().__init__(OrderedDict(blocks=nn.Sequential(*blocks)))


class CloFormer(nn.Module):
    """The CloFormer classifier.

    Parameters
    ----------
    config
        Architecture; `XXS`, `XS` and `S` are the published ones.
    """

    def __init__(self, config: CloFormerConfig = XXS) -> None:
        super().__init__()
        self.config = config
        self.patch_embed = ConvStem(config.in_channels, config.embed_dims[0])
        num_blocks = sum(config.depths)
        drop_paths = [config.drop_path * i / max(num_blocks - 1, 1) for i in range(num_blocks)]
        ends = itertools.accumulate(config.depths)
        self.layers = nn.ModuleList(
            CloStage(config, stage, drop_paths[end - depth : end])
            for stage, (depth, end) in enumerate(zip(config.depths, ends, strict=True))
        )
        self.norm = _layer_norm(config.embed_dims[-1])
        self.head: nn.Module = nn.Identity()
        if config.num_classes:
            self.head = nn.Linear(config.embed_dims[-1], config.num_classes)

    def forward_stages(self, images: Tensor) -> list[Tensor]:
        """Feature maps after each stage.

        Parameters
        ----------
        images : (B, in_channels, H, W) float

        Returns
        -------
        One (B, C, H', W') map per stage, at strides 8, 16, 32 and 32 in the published networks;
        sizes round up.
        """
        x = self.patch_embed(images.contiguous(memory_format=torch.channels_last))
        maps = []
        for stage in self.layers:
            x = stage(x)
            maps.append(x)
        return maps

    def forward_features(self, images: Tensor) -> Tensor:
        """Pooled feature vectors, (B, embed_dims[-1]), of images (B, in_channels, H, W)."""
        features: Tensor = self.norm(self.forward_stages(images)[-1])
        return features.mean(dim=(2, 3))

    def forward(self, images: Tensor) -> Tensor:
        """Logits, (B, num_classes), of images (B, in_channels, H, W) of any size."""
        logits: Tensor = self.head(self.forward_features(images))
        return logits


def xxs(in_channels: int = 3, num_classes: int = 1000) -> CloFormer:
    """CloFormer-XXS: 4.2 M parameters, 0.66 G multiply-adds at 224 x 224."""
    return CloFormer(replace(XXS, in_channels=in_channels, num_classes=num_classes))


def xs(in_channels: int = 3, num_classes: int = 1000) -> CloFormer:
    """CloFormer-XS: 7.2 M parameters, 1.2 G multiply-adds at 224 x 224."""
    return CloFormer(replace(XS, in_channels=in_channels, num_classes=num_classes))


def s(in_channels: int = 3, num_classes: int = 1000) -> CloFormer:
    """CloFormer-S: 12.3 M parameters, 2.2 G multiply-adds at 224 x 224."""
    return CloFormer(replace(S, in_channels=in_channels, num_classes=num_classes))


def fused(model: CloFormer) -> CloFormer:
    """Copy a network for inference, with each batch norm folded into the convolution before it.

    The output is that of `model` in evaluation mode up to float32 rounding. The state dict of the
    copy no longer has the official keys.
    """
    model = copy.deepcopy(model).eval().requires_grad_(requires_grad=False)
    for layers in [module for module in model.modules() if isinstance(module, nn.Sequential)]:
        for i in range(len(layers) - 1):
            conv, norm = layers[i], layers[i + 1]
            if isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
                layers[i], layers[i + 1] = fuse_conv_bn_eval(conv, norm), nn.Identity()
    nn.utils.convert_conv2d_weight_memory_format(model, torch.channels_last)
    return model


def adapted_state_dict(
    state: Mapping[str, Tensor], target: Mapping[str, Tensor]
) -> dict[str, Tensor]:
    """Fit `state` to a network with other input channels or classes.

    The first convolution is summed over the input channels, so that a gray image gives what its
    RGB copy gave, then spread evenly over the new channels. A head of another size is replaced by
    the one in `target`. All else is left alone, for a strict `load_state_dict` to judge.

    Parameters
    ----------
    state
        Weights with official keys.
    target
        State dict of the network to be loaded.
    """
    adapted = {key: value for key, value in state.items() if not key.startswith("head.")}
    key = "patch_embed.conv1.conv.0.weight"
    channels = target[key].shape[1]
    if key in adapted and adapted[key].shape[1] != channels:
        gray = adapted[key].sum(dim=1, keepdim=True)
        adapted[key] = gray.repeat(1, channels, 1, 1) / channels
    for key in ("head.weight", "head.bias"):
        if key in target:
            fits = key in state and state[key].shape == target[key].shape
            adapted[key] = (state if fits else target)[key]
    return adapted

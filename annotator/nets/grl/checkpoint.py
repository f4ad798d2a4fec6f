"""Reads the state dicts of the authors' GRL checkpoints.

Nothing here opens files: the functions take what ``torch.load`` returned.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar, cast

import torch

from annotator.nets.grl.config import GRLConfig
from annotator.nets.grl.heads import HEAD_CHANNELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

    from annotator.nets.grl.config import Size, Upsampler

T = TypeVar("T")

_DERIVED = ("table_", "index_", "mask_", "relative_coords_table", "relative_position_index")
"""Beginnings of the names of buffers that follow from sizes alone."""


def learned_state_dict(checkpoint: Mapping[str, object]) -> dict[str, Tensor]:
    """Extract the learned weights of the restoration network.

    Parameters
    ----------
    checkpoint : mapping
        A state dict, or one wrapped as ``{"state_dict": ...}`` or ``{"params": ...}``; keys
        plain or with the prefix ``model.``, or ``model_g.`` beside a discriminator.

    Returns
    -------
    dict of str to Tensor
        Exactly the keys of `annotator.nets.grl.network.GRL.state_dict`.

    Raises
    ------
    ValueError
        If this is no checkpoint of GRL.
    """
    tensors = _network_tensors(checkpoint)
    return {key: value for key, value in tensors.items() if not _is_derived(key)}


def config_from_state_dict(
    checkpoint: Mapping[str, object],
    *,
    window_size: int | None = None,
    stripe_size: Size | None = None,
    anchor_down_factor: int | None = None,
) -> GRLConfig:
    """Find the config of a checkpoint.

    Parameters
    ----------
    checkpoint : mapping
        As for `learned_state_dict`.
    window_size, stripe_size, anchor_down_factor
        What the learned weights do not show. Not needed if the checkpoint has the derived
        buffers ``table_w``, ``table_sh`` and ``index_sh_a2w``.

    Returns
    -------
    GRLConfig
        With `img_range` 1, shifted stripes and no stripe groups, as in all published networks.

    Raises
    ------
    ValueError
        If this is no checkpoint of GRL, a size is missing, or it contradicts the buffers.
    """
    tensors = _network_tensors(checkpoint)
    embed_dim, in_channels = tensors["conv_first.weight"].shape[:2]
    stages = _count(tensors, "layers.")
    first = [f"layers.{stage}.blocks.0." for stage in range(stages)]
    upsampler, upscale, out_channels = _head(tensors, in_channels)
    window = _known("window_size", window_size, _window(tensors))
    stripe, factor = _stripe_and_factor(tensors)
    return GRLConfig(
        in_channels=in_channels,
        out_channels=out_channels,
        embed_dim=embed_dim,
        depths=tuple(_count(tensors, f"layers.{stage}.blocks.") for stage in range(stages)),
        heads_window=tuple(
            len(tensors[prefix + "attn.window_attn.attn_transform.logit_scale"]) for prefix in first
        ),
        heads_stripe=tuple(
            len(tensors[prefix + "attn.stripe_attn.attn_transform1.logit_scale"])
            for prefix in first
        ),
        window_size=window,
        stripe_size=_known("stripe_size", stripe_size, stripe),
        anchor_down_factor=_known("anchor_down_factor", anchor_down_factor, factor),
        mlp_ratio=len(tensors[first[0] + "mlp.fc1.weight"]) / embed_dim,
        local_connection=first[0] + "conv.cab.0.weight" in tensors,
        upsampler=upsampler,
        upscale=upscale,
    )


def _is_derived(key: str) -> bool:
    name = key.rsplit(".", 1)[-1]
    return name.startswith(_DERIVED) or "attn_mask" in name


def _network_tensors(checkpoint: Mapping[str, object]) -> dict[str, Tensor]:
    """Unwrap the state dict and strip the prefix."""
    for wrapper in ("state_dict", "params"):
        if wrapper in checkpoint:
            checkpoint = cast("Mapping[str, object]", checkpoint[wrapper])
    prefixes = {key.split(".", 1)[0] + "." for key in checkpoint}
    prefix = next((known for known in ("model_g.", "model.") if known in prefixes), "")
    tensors = {
        key.removeprefix(prefix): value
        for key, value in checkpoint.items()
        if key.startswith(prefix) and isinstance(value, torch.Tensor)
    }
    if not {"conv_first.weight", "layers.0.blocks.0.attn.qkv.body.weight"} <= tensors.keys():
        raise ValueError("These are not the weights of a GRL network.")
    return tensors


def _count(tensors: Mapping[str, Tensor], prefix: str) -> int:
    """Count the entries of the module list `prefix`."""
    return len({key[len(prefix) :].split(".")[0] for key in tensors if key.startswith(prefix)})


def _head(tensors: Mapping[str, Tensor], in_channels: int) -> tuple[Upsampler, int, int]:
    """Tell upsampler, scale and output channels of the reconstruction head."""
    if "conv_last.weight" not in tensors:  # super-resolution, so as many channels as the input
        pixels = len(tensors["upsample.up.0.weight"]) // in_channels
        return "pixelshuffledirect", math.isqrt(pixels), in_channels
    out_channels = len(tensors["conv_last.weight"])
    if "conv_up1.weight" in tensors:
        return "nearest+conv", 4, out_channels
    if "upsample.up.0.weight" in tensors:
        factor = math.isqrt(len(tensors["upsample.up.0.weight"]) // HEAD_CHANNELS)
        steps = sum(key.startswith("upsample.up.") and key.endswith("weight") for key in tensors)
        return "pixelshuffle", factor**steps, out_channels
    return "", 1, out_channels


def _window(tensors: Mapping[str, Tensor]) -> int | None:
    table = tensors.get("table_w")
    return None if table is None else (table.shape[1] + 1) // 2


def _stripe_and_factor(tensors: Mapping[str, Tensor]) -> tuple[Size | None, int | None]:
    table, index = tensors.get("table_sh"), tensors.get("index_sh_a2w")
    if table is None or index is None:
        return None, None
    factor = math.isqrt(index.shape[1] // index.shape[0])
    height, width = ((length + 1) * factor // (factor + 1) for length in table.shape[1:3])
    return (height, width), factor


def _known(name: str, given: T | None, found: T | None) -> T:
    """Reconcile what the caller says with what the buffers say."""
    if given is not None and found is not None and given != found:
        raise ValueError(f"{name} is {found} in this checkpoint, not {given}.")
    known = found if given is None else given
    if known is None:
        raise ValueError(f"This checkpoint does not show {name}: it must be given.")
    return known

"""State dicts as the authors' checkpoints hold them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from annotator.nets.grl.checkpoint import config_from_state_dict, learned_state_dict
from annotator.nets.grl.config import GRLConfig
from annotator.nets.grl.network import GRL

CONFIG = GRLConfig(
    embed_dim=36,
    depths=(2, 3),
    heads_window=(2, 1),
    heads_stripe=(3, 2),
    window_size=8,
    stripe_size=(8, 16),
    anchor_down_factor=2,
    mlp_ratio=1.5,
)
SIZES = {"window_size": 8, "stripe_size": (8, 16), "anchor_down_factor": 2}
BUFFERS = {
    "table_w": (1, 15, 15, 2),
    "table_sh": (1, 11, 23, 2),
    "table_sv": (1, 23, 11, 2),
    "index_w": (64, 64),
    "index_sh_a2w": (32, 128),
    "index_sv_w2a": (128, 32),
    "mask_w": (4, 64, 64),
}


def weights(config: GRLConfig = CONFIG, prefix: str = "") -> dict[str, Tensor]:
    return {prefix + key: value for key, value in GRL(config).state_dict().items()}


def buffers(prefix: str = "") -> dict[str, Tensor]:
    return {prefix + key: torch.zeros(shape) for key, shape in BUFFERS.items()}


@pytest.mark.parametrize(
    "config",
    [
        CONFIG,
        replace(CONFIG, in_channels=3, out_channels=3, local_connection=True),
        replace(CONFIG, in_channels=4, out_channels=3),
        replace(CONFIG, in_channels=3, out_channels=3, upsampler="pixelshuffle", upscale=2),
        replace(CONFIG, in_channels=3, out_channels=3, upsampler="pixelshuffle", upscale=3),
        replace(CONFIG, in_channels=3, out_channels=3, upsampler="pixelshuffle", upscale=4),
        replace(CONFIG, in_channels=3, out_channels=3, upsampler="pixelshuffledirect", upscale=3),
        replace(CONFIG, in_channels=3, out_channels=3, upsampler="nearest+conv", upscale=4),
    ],
    ids=lambda config: f"{config.in_channels}to{config.out_channels}{config.upsampler}",
)
def test_config_is_found_in_the_weights(config: GRLConfig) -> None:
    state = weights(config)
    assert config_from_state_dict(state, **SIZES) == config
    GRL(config).load_state_dict(learned_state_dict(state))


def test_sizes_are_found_in_the_buffers() -> None:
    assert config_from_state_dict(weights() | buffers()) == CONFIG


@pytest.mark.parametrize(
    "checkpoint",
    [
        weights(),
        weights(prefix="model.") | buffers("model."),
        {"state_dict": weights(prefix="model."), "current_val_metric": torch.tensor(31.0)},
        {"params": weights() | buffers()},
        {
            "state_dict": weights(prefix="model_g.")
            | {"model_d.conv0.weight": torch.zeros(1), "best_iter": torch.tensor(1)},
            "hyper_parameters": object(),
        },
        weights()
        | {
            "layers.0.blocks.0.attn.window_attn.relative_position_index": torch.zeros(1),
            "layers.0.blocks.0.attn_mask": torch.zeros(1),
            "best_val_metric": 31.0,
        },
    ],
    ids=["plain", "model", "lightning", "params", "generator", "old"],
)
def test_every_form_of_checkpoint_gives_the_learned_weights(checkpoint: dict[str, object]) -> None:
    assert learned_state_dict(checkpoint).keys() == GRL(CONFIG).state_dict().keys()


def test_missing_sizes_must_be_given() -> None:
    with pytest.raises(ValueError, match="does not show window_size"):
        config_from_state_dict(weights())


def test_sizes_that_contradict_the_buffers_are_refused() -> None:
    with pytest.raises(ValueError, match=r"anchor_down_factor is 2 .*, not 4"):
        config_from_state_dict(weights() | buffers(), anchor_down_factor=4)


def test_other_networks_are_refused() -> None:
    with pytest.raises(ValueError, match="not the weights of a GRL network"):
        learned_state_dict({"state_dict": {"conv1.weight": torch.zeros(1)}})

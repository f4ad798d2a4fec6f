"""Published checkpoints become installed models."""

from __future__ import annotations

import argparse
import os
import tomllib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import torch

from annotator.core.errors import UserError
from annotator.inference.checkpoint_import import import_checkpoint, load_tensors, recognise
from annotator.inference.model_store import ModelStore, load_network
from annotator.nets.cloformer.network import XS, XXS, CloFormer, CloFormerConfig, S
from annotator.nets.grl.config import GRLConfig
from annotator.nets.grl.network import GRL

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

TODAY = date(2026, 11, 22)
CONFIG = GRLConfig(
    embed_dim=16,
    depths=(1, 2),
    heads_window=(2, 1),
    heads_stripe=(2, 1),
    window_size=8,
    stripe_size=(8, 16),
    anchor_down_factor=2,
)
BUFFERS = {"table_w": (1, 15, 15, 2), "table_sh": (1, 11, 23, 2), "index_sh_a2w": (32, 128)}


def grl_state(config: GRLConfig = CONFIG) -> dict[str, Tensor]:
    """A state dict as the authors save it: weights and buffers that follow from sizes."""
    torch.manual_seed(0)
    buffers = {key: torch.zeros(shape) for key, shape in BUFFERS.items()}
    return {**GRL(config).state_dict(), **buffers}


def prefixed(state: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {prefix + key: value for key, value in state.items()}


def saved(folder: Path, content: object, name: str = "their.ckpt") -> Path:
    torch.save(content, folder / name)
    return folder / name


@pytest.mark.parametrize(
    "wrap",
    [
        lambda state: state,
        lambda state: {"state_dict": prefixed(state, "model."), "epoch": 7, "note": "text"},
        lambda state: {"checkpoint": {"net": prefixed(state, "module.model_g.")}, "loss": [0.1]},
        lambda state: {
            "params": {key: torch.zeros_like(value) for key, value in state.items()},
            "params_ema": state,
        },
    ],
    ids=["plain", "lightning", "nested", "averaged"],
)
def test_a_grl_is_installed_and_gives_the_same_output(tmp_path: Path, wrap: Any) -> None:
    state = grl_state()
    file = saved(tmp_path, wrap(state))
    found, folder = import_checkpoint(file, tmp_path / "models", "theirs", TODAY)
    assert "GRL, 1 channel in, 1 out" in found.description
    model = ModelStore([tmp_path / "models"]).get("theirs", "grl")
    network = load_network(model, GRL).eval()
    assert network.config == replace(CONFIG, stripe_groups=(None, None))
    original = GRL(CONFIG).eval()
    original.load_state_dict({key: state[key] for key in original.state_dict()})
    image = torch.rand(1, 1, 20, 24)
    with torch.no_grad():
        torch.testing.assert_close(network(image), original(image), rtol=0, atol=0)
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["theirs"]
    assert folder == tmp_path / "models" / "theirs"


def test_card_and_manifest_say_where_it_comes_from(tmp_path: Path) -> None:
    file = saved(tmp_path, grl_state())
    _, folder = import_checkpoint(file, tmp_path / "models", "theirs", TODAY)
    manifest = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))
    card = (folder / "card.md").read_text("utf-8")
    assert manifest["origin"] == "their.ckpt"
    assert len(manifest["origin_sha256"]) == 64
    assert manifest["origin_sha256"] in card
    assert "Not measured" in card
    assert "default" not in manifest


def test_a_cloformer_is_installed_with_its_head(tmp_path: Path) -> None:
    torch.manual_seed(0)
    network = CloFormer(XXS)
    file = saved(tmp_path, {"model": prefixed(network.state_dict(), "module."), "epoch": 299})
    found, _ = import_checkpoint(file, tmp_path / "models", "clo", TODAY)
    assert "--start" in found.use
    loaded = load_network(ModelStore([tmp_path / "models"]).get("clo", "cloformer"), CloFormer)
    assert loaded.config == XXS
    image = torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        torch.testing.assert_close(loaded.eval()(image), network.eval()(image), rtol=0, atol=0)


@pytest.mark.parametrize("size", [XS, S], ids=["xs", "s"])
def test_a_cloformer_that_nothing_starts_from_is_refused(size: CloFormerConfig) -> None:
    with pytest.raises(UserError, match="another size than XXS"):
        recognise(CloFormer(size).state_dict(), "clo.pth")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"in_channels": 3, "out_channels": 3}, "with 3 input channels; only those that denoise"),
        ({"upsampler": "pixelshuffle", "upscale": 2}, "and enlarges by 2"),
    ],
    ids=["colour", "super-resolution"],
)
def test_a_grl_that_denoises_no_slices_is_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        recognise(grl_state(replace(CONFIG, **change)), "their.ckpt")


class Runs:
    """Would run code when it is unpickled by an ordinary loader."""

    def __reduce__(self) -> tuple[Any, ...]:
        return exec, ("raise SystemExit('code was run')",)


@pytest.mark.parametrize("content", [argparse.Namespace(lr=0.1), Runs()], ids=["object", "code"])
def test_anything_but_tensors_is_refused(tmp_path: Path, content: object) -> None:
    file = saved(tmp_path, {"state_dict": grl_state(), "hyper_parameters": content})
    with pytest.raises(UserError, match=r"carries more than tensors \([\w.]+\)"):
        import_checkpoint(file, tmp_path / "models", "theirs", TODAY)
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize(
    "content", [b"", b"hello world" * 30, b"PK\x03\x04" + b"0" * 99], ids=["empty", "text", "zip"]
)
@pytest.mark.parametrize("suffix", [".pth", ".safetensors"])
def test_what_is_no_checkpoint_is_refused(tmp_path: Path, content: bytes, suffix: str) -> None:
    file = tmp_path / f"x{suffix}"
    file.write_bytes(content)
    with pytest.raises(UserError, match="not a checkpoint that can be read"):
        load_tensors(file)


def test_keys_that_do_not_fit_are_named() -> None:
    state = grl_state()
    del state["norm_end.weight"]
    state["extra.weight"] = torch.zeros(1)
    state["norm_start.weight"] = torch.zeros(5)
    with pytest.raises(UserError) as error:
        recognise(state, "their.ckpt")
    for part in (
        "1 missing: norm_end.weight",
        "1 unknown: extra.weight",
        "norm_start.weight (5,) instead of (16,)",
    ):
        assert part in str(error.value)


def test_a_grl_that_hides_its_sizes_is_refused() -> None:
    state = {key: value for key, value in grl_state().items() if key not in BUFFERS}
    with pytest.raises(UserError, match="lacks the tables"):
        recognise(state, "their.ckpt")


def test_other_networks_are_refused() -> None:
    with pytest.raises(UserError, match="neither a GRL nor a CloFormer"):
        recognise({"conv1.weight": torch.zeros(1), "config": "resnet"}, "resnet.pth")


@pytest.mark.parametrize("name", ["", "a/b", "../up", ".hidden"])
def test_names_that_are_no_folder_names_are_refused(tmp_path: Path, name: str) -> None:
    file = saved(tmp_path, grl_state())
    with pytest.raises(UserError, match="no name for a model"):
        import_checkpoint(file, tmp_path / "models", name, TODAY)


def test_an_installed_model_is_not_replaced(tmp_path: Path) -> None:
    file = saved(tmp_path, grl_state())
    import_checkpoint(file, tmp_path / "models", "theirs", TODAY)
    with pytest.raises(UserError, match="choose another --name"):
        import_checkpoint(file, tmp_path / "models", "theirs", TODAY)


def test_what_a_killed_import_left_is_removed_a_running_one_stays(tmp_path: Path) -> None:
    models = tmp_path / "models"
    old, running, other = models / f".{'a' * 32}", models / f".{'b' * 32}", models / ".git"
    for folder in (old, running, other):
        folder.mkdir(parents=True)
        (folder / "weights.safetensors").write_bytes(b"half")
    for folder in (old, other):
        os.utime(folder, (0, 0))
    import_checkpoint(saved(tmp_path, grl_state()), models, "theirs", TODAY)
    assert sorted(path.name for path in models.iterdir()) == [running.name, ".git", "theirs"]

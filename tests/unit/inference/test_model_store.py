"""Installed models: found, checked, loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch

from annotator.core.errors import UserError
from annotator.inference.catnet.feature_cache import FeatureCache
from annotator.inference.model_store import ModelStore, load_network, save_model
from annotator.nets.catnet.encoders import EncoderFeatures
from annotator.nets.catnet.network import CATNet
from tests.helpers.models import install_model

if TYPE_CHECKING:
    from pathlib import Path


def test_saved_tensors_come_back_as_float32(tmp_path: Path) -> None:
    state = {"a.weight": torch.randn(3, 4), "a.count": torch.tensor(7)}
    manifest = {
        "architecture": "other",
        "note": 'says "hi"\\',
        "config": {"dim": 4, "on": True, "widths": (1, 2)},
    }
    save_model(tmp_path / "m", state, manifest, "# card")
    model = ModelStore([tmp_path]).get("m", "other")
    tensors = model.tensors()
    assert tensors["a.weight"].dtype == torch.float32
    assert torch.allclose(tensors["a.weight"], state["a.weight"], atol=2e-3)
    assert int(tensors["a.count"]) == 7
    assert model.config == {"dim": 4, "on": True, "widths": [1, 2]}
    assert model.manifest["note"] == 'says "hi"\\'
    assert (tmp_path / "m" / "card.md").read_text() == "# card"


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    store = install_model(tmp_path)
    file = tmp_path / "tiny" / "weights.safetensors"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    with pytest.raises(UserError, match="damaged"):
        store.get("tiny", "catnet").tensors()
    file.unlink()
    with pytest.raises(UserError, match="install it again"):
        store.get("tiny", "catnet").tensors()


def test_the_default_model_comes_first_and_earlier_folders_win(tmp_path: Path) -> None:
    install_model(tmp_path / "packaged", "alpha")
    install_model(tmp_path / "packaged", "beta", default=True)
    install_model(tmp_path / "own", "alpha", licence="mine")
    store = ModelStore([tmp_path / "packaged", tmp_path / "own", tmp_path / "missing"])
    assert [m.name for m in store.models("catnet")] == ["beta", "alpha"]
    assert "licence" not in store.get("alpha", "catnet").manifest
    assert store.models("grl") == []
    with pytest.raises(UserError, match="No grl model is installed"):
        store.get(None, "grl")


def test_weights_that_do_not_fit_the_manifest_are_a_sentence(tmp_path: Path) -> None:
    model = install_model(tmp_path).get("tiny", "catnet")
    manifest = tmp_path / "tiny" / "manifest.toml"
    for field in ("dim = 32", 'dim = "wide"'):
        name = field.split(" ", 1)[0]
        lines = [
            field if x.startswith(f"{name} =") else x for x in manifest.read_text().split("\n")
        ]
        manifest.write_text("\n".join(lines))
        with pytest.raises(UserError, match="do not fit"):
            load_network(ModelStore([tmp_path]).get("tiny", "catnet"), CATNet)
        install_model(tmp_path)
    assert load_network(model, CATNet).config.dim == 16


def test_a_damaged_manifest_leaves_the_other_models_alone(tmp_path: Path) -> None:
    store = install_model(tmp_path)
    for name, content in (("a", "= 3"), ("b", 'architecture = "catnet"\n[config]\nx = 1')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.toml").write_text(content)
    assert [model.name for model in store.models()] == ["tiny"]
    assert [model.name for model in store.damaged()] == ["a", "b"]
    with pytest.raises(UserError, match="unknown key 'x'"):
        store.get("b", "catnet")


def test_the_cache_keeps_within_its_budget() -> None:
    def features(value: float) -> EncoderFeatures:
        return EncoderFeatures(*(torch.full((1, 1, 10, 10), value) for _ in range(4)))

    cache = FeatureCache(budget=3 * 800)
    for key in "abc":
        cache.put(key, features(ord(key)))
    assert cache.get("a") is not None  # most recently used now
    cache.put("d", features(1))
    assert "b" not in cache
    assert all(key in cache for key in "acd")
    assert cache.held == 3 * 800
    kept = cache.get("a")
    assert kept is not None
    assert kept.half.dtype == torch.float16
    cache.clear()
    assert cache.held == 0

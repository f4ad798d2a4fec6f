"""Installed models: found, checked, loaded."""

from __future__ import annotations

import hashlib
import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
import torch
from safetensors.torch import save

from annotator.core.errors import UserError
from annotator.inference.catnet.feature_cache import FeatureCache, Packed
from annotator.inference.manifests import GrlInput, GrlManifest
from annotator.inference.model_store import ModelStore, load_network, save_model
from annotator.nets.catnet.encoders import EncoderFeatures
from annotator.nets.catnet.network import CATNet
from annotator.nets.grl.slice_denoiser import COMPACT
from tests.helpers.models import install_model
from tests.helpers.slice_models import install_classifier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def test_saved_tensors_come_back_as_float32(tmp_path: Path) -> None:
    state = {"a.weight": torch.randn(3, 4), "a.count": torch.tensor(7)}
    manifest = GrlManifest(config=COMPACT, command='says "hi"\\', input=GrlInput("mr", 0.2))
    save_model(tmp_path / "m", state, manifest, "# card")
    model = ModelStore([tmp_path]).get("m", "grl")
    tensors = model.tensors()
    assert tensors["a.weight"].dtype == torch.float32
    assert torch.allclose(tensors["a.weight"], state["a.weight"], atol=2e-3)
    assert int(tensors["a.count"]) == 7
    assert model.manifest == msgspec.structs.replace(manifest, sha256=model.sha256)
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
    assert store.get("alpha", "catnet").manifest.licence == "not stated"
    assert store.models("grl") == []
    with pytest.raises(UserError, match="No grl model is installed"):
        store.get(None, "grl")


def test_weights_that_do_not_fit_the_manifest_are_a_sentence(tmp_path: Path) -> None:
    model = install_model(tmp_path).get("tiny", "catnet")
    manifest = tmp_path / "tiny" / "manifest.toml"
    for field, reason in (("dim = 32", "do not fit"), ('dim = "wide"', "does not fit")):
        manifest.write_text(manifest.read_text().replace("dim = 16", field))
        with pytest.raises(UserError, match=reason):
            load_network(ModelStore([tmp_path]).get("tiny", "catnet"), CATNet)
        install_model(tmp_path)
    assert load_network(model, CATNet).config.dim == 16


def test_a_damaged_manifest_leaves_the_other_models_alone(tmp_path: Path) -> None:
    store = install_model(tmp_path)
    known = "[config]\nx = 1\n[input]\nsize = 48\nfactor = 2.0\n"
    for name, content in (("a", "= 3"), ("b", f'architecture = "catnet"\n{known}')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.toml").write_text(content)
    assert [model.name for model in store.models()] == ["tiny"]
    assert [model.name for model in store.damaged()] == ["a", "b"]
    with pytest.raises(UserError, match="unknown key 'x'"):
        store.get("b", "catnet")


def nested(depth: int) -> bytes:
    return b"architecture = " + b"[" * depth + b"]" * depth


@pytest.mark.parametrize(
    "content",
    [nested(100_000), b'architecture = "other"', b"architecture = [1]", b"sha256 = 3", b"\xff\xfe"],
    ids=["deep", "unknown", "list", "none", "encoding"],
)
def test_a_manifest_that_is_none_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.toml").write_bytes(content)
    (damaged,) = ModelStore([tmp_path]).damaged()
    assert "does not fit this version" in damaged.reason


def rewrite(folder: Path, weights: bytes) -> None:
    """Exchange the weights of a model, with the checksum that belongs to them."""
    (folder / "weights.safetensors").write_bytes(weights)
    checksum = hashlib.sha256(weights).hexdigest()
    manifest = folder / "manifest.toml"
    manifest.write_text(re.sub('sha256 = "[^"]*"', f'sha256 = "{checksum}"', manifest.read_text()))


def not_a_number(state: dict[str, torch.Tensor]) -> bytes:
    key = next(key for key, tensor in state.items() if tensor.is_floating_point())
    return save({**state, key: torch.full_like(state[key], torch.nan)})


@pytest.mark.parametrize("install", [install_model, install_classifier], ids=["catnet", "slices"])
@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda _: b"{}", "no safetensors"),
        (lambda _: struct.pack("<Q", 2**60) + b"{", "no safetensors"),
        (lambda state: save(state)[:-40], "no safetensors"),
        (lambda state: save({"other": next(iter(state.values()))}), "do not fit"),
        (not_a_number, "finite"),
    ],
    ids=["short", "header", "cut", "keys", "nan"],
)
def test_weights_with_the_right_checksum_can_be_damaged(
    tmp_path: Path,
    install: Callable[[Path], ModelStore],
    damage: Callable[[dict[str, torch.Tensor]], bytes],
    reason: str,
) -> None:
    store = install(tmp_path)
    assert store.check()[1] == []
    (model,) = store.models()
    rewrite(model.folder, damage(model.tensors()))
    usable, (damaged,) = store.check()
    assert usable == []
    assert reason in damaged.reason


def packed(value: float) -> Packed:
    return Packed.of(EncoderFeatures(*(torch.full((1, 1, 10, 10), value) for _ in range(4))))


def test_the_cache_keeps_within_its_budget() -> None:
    size = packed(1).nbytes
    assert size < 10 * 10 * 8  # less than all in half precision
    cache = FeatureCache(budget=3 * size)
    for key in "abc":
        cache.put(key, packed(ord(key)))
    assert cache.get("a") is not None  # most recently used now
    cache.put("d", packed(1))
    assert "b" not in cache
    assert all(key in cache for key in "acd")
    assert cache.held == 3 * size
    cache.clear()
    assert cache.held == 0


def test_the_budget_follows_the_volume() -> None:
    cache = FeatureCache()
    cache.put("a", packed(1))
    budgets = []
    for size in (1 << 20, 300 << 20, 600 << 20, 4 << 30):
        cache.fit(size)
        budgets.append(cache.budget / 2**20)
    assert budgets == [192, 225, 450, 1024]
    assert "a" in cache


def test_features_are_kept_with_little_loss() -> None:
    generator = torch.Generator().manual_seed(0)
    half, quarter, deep, last = torch.randn(4, 2, 3, 8, 8, generator=generator)
    features = EncoderFeatures(half.relu(), quarter.relu() * 1000, deep, last)
    found = Packed.of(features).select(1).unpacked(torch.device("cpu"))
    for kept, original in zip(found, features.select([1]), strict=True):
        error = (kept - original).abs().amax() / original.abs().amax()
        assert error < 0.5 / 254


def test_a_folder_that_cannot_be_read_keeps_no_other_from_working(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    listed = Path.iterdir

    def iterdir(path: Path) -> Iterator[Path]:
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    store = ModelStore([locked, *install_model(tmp_path / "good").folders])
    assert store.get(None, "catnet").name == "tiny"
    (damaged,) = store.damaged()
    assert damaged.reason == f"{locked} cannot be read: Permission denied."

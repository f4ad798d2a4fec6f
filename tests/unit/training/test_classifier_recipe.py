"""What a slice classifier can start from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import torch

from annotator.core.errors import UserError
from annotator.inference.manifests import CloFormerManifest
from annotator.inference.model_store import Model, ModelStore, save_model
from annotator.nets.cloformer.network import XS, XXS, CloFormer, CloFormerConfig
from annotator.nets.cloformer.slice_net import SliceNetConfig
from annotator.training.cloformer.batches import SliceSampler
from annotator.training.cloformer.data import LabelledVolume, slice_set, structure_groups
from annotator.training.cloformer.recipe import ClassifierRecipe, train_classifier
from annotator.training.cloformer.trainer import SliceTrainConfig, SliceTrainer
from tests.helpers.models import blobs

if TYPE_CHECKING:
    from pathlib import Path


def install_cloformer(folder: Path, name: str, config: CloFormerConfig) -> Model:
    torch.manual_seed(5)
    manifest = CloFormerManifest(config=config)
    save_model(folder / name, CloFormer(config).state_dict(), manifest, "", half=False)
    return ModelStore([folder]).get(name, "cloformer")


@pytest.mark.parametrize("channels", [1, 3])
def test_the_backbone_starts_from_a_published_network(tmp_path: Path, channels: int) -> None:
    start = install_cloformer(tmp_path, "xxs", replace(XXS, in_channels=channels, num_classes=7))
    volume, labels = blobs()
    item = LabelledVolume("one", volume, {"labels": labels}, {1: "liver"}, "MR")
    sampler = SliceSampler([slice_set(item, 0, 36, ("liver",), structure_groups([item]))], 32, 1)
    config = SliceTrainConfig(SliceNetConfig(regions=("head",), structures=("liver",)), size=32)
    theirs = start.tensors()
    trainer = SliceTrainer(config, sampler, tmp_path / "mine", theirs)
    mine = trainer.net.backbone.state_dict()
    for key, value in theirs.items():
        same = mine[key].shape == value.shape and torch.equal(mine[key], value)
        assert same != (key.startswith("head.") or (channels == 1 and "conv1.conv.0.weight" in key))


def test_another_size_is_no_start(tmp_path: Path) -> None:
    start = install_cloformer(tmp_path / "others", "xs", XS)
    recipe = ClassifierRecipe((tmp_path,), tmp_path / "mine", cache=tmp_path / "c", start=start)
    with pytest.raises(UserError, match="xs is no CloFormer-XXS"):
        train_classifier(recipe, print)
    assert not recipe.output.exists()

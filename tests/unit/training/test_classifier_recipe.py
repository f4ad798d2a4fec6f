"""A training of a slice classifier, from folders of cases to a model that classifies."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
import pytest
import torch

from annotator.core.cancel import CancelToken
from annotator.core.errors import UserError
from annotator.core.geometry import Geometry
from annotator.core.slice_scores import SliceDescriptions
from annotator.core.volume import Volume
from annotator.inference.cloformer.slice_scorer import CloFormerScorer
from annotator.inference.manifests import ClassifierManifest, CloFormerManifest
from annotator.inference.model_store import ModelStore, save_model
from annotator.nets.cloformer.network import XS, XXS, CloFormer
from annotator.training.cloformer import recipe as module
from annotator.training.cloformer.ends import fit_ends
from annotator.training.cloformer.recipe import ClassifierRecipe, train_classifier

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.inference.model_store import Model
    from annotator.nets.cloformer.network import CloFormerConfig
    from annotator.training.cases import Case


def install_cloformer(folder: Path, name: str, config: CloFormerConfig) -> Model:
    torch.manual_seed(5)
    manifest = CloFormerManifest(config=config)
    save_model(folder / name, CloFormer(config).state_dict(), manifest, "", half=False)
    return ModelStore([folder]).get(name, "cloformer")


@pytest.fixture
def recipe(
    tmp_path: Path, make_case: Callable[..., Case], monkeypatch: pytest.MonkeyPatch
) -> ClassifierRecipe:
    """Two steps on two patients, calibrated on a third."""
    monkeypatch.setattr(module, "VALIDATION_BATCHES", 1)
    monkeypatch.setattr(module, "fit_ends", partial(fit_ends, epochs=1))
    affine = np.diag([-2.0, -2.0, 5.0, 1.0])
    for seed, name in enumerate(("ann", "ben", "cas")):
        case, folder = make_case(name, seed), tmp_path / "data" / name
        folder.mkdir(parents=True)
        nib.save(nib.Nifti1Image(case.voxels.T, affine), folder / "image.nii.gz")
        nib.save(nib.Nifti1Image(case.fields["labels"].T, affine), folder / "label.nii.gz")
        meta = {"modality": "CT", "body_part": "abdomen", "labels": {"1": "liver", "2": "spleen"}}
        (folder / "meta.json").write_text(json.dumps(meta), "utf-8")
    return ClassifierRecipe(
        (tmp_path / "data",),
        tmp_path / "models" / "mine",
        cache=tmp_path / "cache",
        steps=2,
        validate=("cas",),
        size=32,
        start=install_cloformer(tmp_path / "models", "theirs", replace(XXS, num_classes=7)),
        command="annotator train classifier data",
    )


def test_the_model_classifies_and_the_card_says_how_well(recipe: ClassifierRecipe) -> None:
    lines: list[str] = []
    train_classifier(recipe, lines.append)
    assert "Training on 2 volumes" in " ".join(lines)
    store = ModelStore([recipe.output.parent])
    manifest = store.get("mine", "cloformer-slices").manifest_as(ClassifierManifest)
    assert manifest.config.structures == ("liver", "spleen")
    assert manifest.command == recipe.command
    voxels = np.zeros((4, 40, 40), np.int16)
    volume = Volume(voxels, Geometry(voxels.shape, np.diag([2.0, 2.0, 5.0, 1.0])), "CT")
    *_, found = CloFormerScorer(store).describe(volume, 0, CancelToken(), "cpu")
    assert isinstance(found, SliceDescriptions)
    assert len(found.slices) == 4
    key = "layers.2.blocks.3.attn.proj.weight"
    assert recipe.start is not None
    mine = store.get("mine", "cloformer-slices").tensors()[f"backbone.{key}"]
    assert float((mine - recipe.start.tensors()[key]).abs().max()) < 0.01, "small steps away"
    card = (recipe.output / "card.md").read_text("utf-8")
    assert "2 volumes to learn from, 1 to calibrate on, 0 to measure on" in card
    assert "Started from the weights of theirs (" in card
    assert "of the slices answered" in card
    assert "| liver | " in (recipe.output / "results.md").read_text("utf-8")
    with pytest.raises(UserError, match="add --resume"):
        train_classifier(recipe, lines.append)


def test_another_size_is_no_start(recipe: ClassifierRecipe, tmp_path: Path) -> None:
    other = install_cloformer(tmp_path / "others", "xs", XS)
    with pytest.raises(UserError, match="xs is no CloFormer-XXS"):
        train_classifier(replace(recipe, start=other), print)
    assert not recipe.output.exists()

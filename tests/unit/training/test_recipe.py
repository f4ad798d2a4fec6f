"""A training from folders to an installed model."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
import pytest
import torch

from annotator.core.errors import UserError
from annotator.inference.manifests import CatNetInput, CatNetManifest
from annotator.inference.model_store import ModelStore, load_network
from annotator.nets.catnet.network import CATNet, CATNetConfig
from annotator.training.catnet import recipe as module
from annotator.training.catnet.mixing import mix_with_start
from annotator.training.catnet.recipe import (
    CatNetRecipe,
    phantom_cases,
    train_catnet,
)
from annotator.training.run import split_cases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.training.cases import Case

TINY = CATNetConfig(dim=16, heads=2, blocks=1, detach_mask=True)


@pytest.fixture(autouse=True)
def tiny_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(module.NETWORKS, "small", TINY)
    monkeypatch.setattr(module, "VALIDATION_BATCHES", 2)
    monkeypatch.setattr(module, "PHANTOM_SHAPE", (16, 64, 64))
    monkeypatch.setattr(module, "PHANTOM_SPACING_MM", 5.5)


@pytest.fixture
def recipe(tmp_path: Path, make_case: Callable[..., Case]) -> CatNetRecipe:
    """Three steps on three patients with organs and one without labels."""
    for seed, name in enumerate(("ann", "ben", "cas", "dan")):
        case = make_case(name, seed)
        folder = tmp_path / "data" / name
        folder.mkdir(parents=True)
        affine = np.diag([-2.0, -2.0, 5.0, 1.0])
        nib.save(nib.Nifti1Image(case.voxels.T, affine), folder / "image.nii.gz")
        if name != "dan":
            labels = case.fields["labels"].T
            nib.save(nib.Nifti1Image(labels, affine), folder / "label.nii.gz")
            meta = {"labels": {"1": "liver", "2": "spleen"}, "licence": "CC0-1.0"}
            (folder / "meta.json").write_text(json.dumps(meta), "utf-8")
    return CatNetRecipe(
        (tmp_path / "data",),
        tmp_path / "models" / "mine",
        cache=tmp_path / "cache",
        steps=3,
        validate=("cas",),
        size=32,
        command="annotator train catnet data",
    )


def quiet(line: str) -> None:
    """Report to nobody."""


def test_three_steps_give_a_model_that_can_be_used(recipe: CatNetRecipe) -> None:
    lines: list[str] = []
    train_catnet(recipe, lines.append)
    model = ModelStore([recipe.output.parent]).get("mine", "catnet")
    manifest = model.manifest_as(CatNetManifest)
    assert load_network(model, CATNet).config == manifest.config == TINY
    assert manifest.input == CatNetInput(32, 1.7)
    assert manifest.default is False
    assert manifest.licence == "training data: CC0-1.0; not stated"
    assert manifest.command == recipe.command
    assert "Reading ben, 2 of 3" in lines
    assert len(list(recipe.cache.glob("*.npz"))) == 3  # of those that are trained on


def test_the_card_tells_what_was_measured(recipe: CatNetRecipe) -> None:
    train_catnet(recipe, quiet)
    card = (recipe.output / "card.md").read_text("utf-8")
    log = (recipe.output / "training" / "log.csv").read_text("utf-8").splitlines()
    assert card.startswith("# mine\n")
    assert "3 steps of 4 structures" in card
    assert "`annotator train catnet data`" in card
    assert "- 3 volumes, 2 of them with labels; 0 generated." in card
    assert "- 4 labelled structures and " in card
    assert "- Names of labels: liver, spleen." in card
    assert "Licence of 2 volumes: CC0-1.0" in card
    assert "Licence of 1 volume: not stated" in card
    assert len(log) == 4  # header and a validation per step
    tables = (recipe.output / "results.md").read_text("utf-8")
    for row in log[1:]:
        assert f"| {' | '.join(row.split(','))} |" in tables
    assert max(row.split(",")[-1] for row in log[1:]) in card
    assert re.search(r"\b(ann|ben|cas|dan)\b", card) is None  # names may be patients'


def test_without_validation_nothing_is_claimed(recipe: CatNetRecipe) -> None:
    train_catnet(replace(recipe, validate=(), steps=1), quiet)
    card = (recipe.output / "card.md").read_text("utf-8")
    assert "Nothing: no case was named for validation." in card
    assert "Dice" not in card
    assert not (recipe.output / "results.md").exists()


def test_patterns_choose_cases(recipe: CatNetRecipe) -> None:
    wishes = replace(recipe, validate=("?as",), exclude=("d*",))
    learning, validating, testing = split_cases(wishes, ("b*",))
    assert [files.name for files in learning] == ["ann"]
    assert [files.name for files in testing] == ["ben"]
    assert [files.name for files in validating] == ["cas"]


def test_a_training_goes_on_only_if_asked_to(recipe: CatNetRecipe) -> None:
    train_catnet(replace(recipe, steps=1), quiet)
    with pytest.raises(UserError, match="already holds a training or a model; add --resume"):
        train_catnet(recipe, quiet)
    train_catnet(replace(recipe, resume=True), quiet)
    state = torch.load(recipe.output / "training" / "checkpoint.pt", weights_only=True)
    assert state["step"] == 3


def test_a_training_starts_from_the_weights_of_a_model(recipe: CatNetRecipe) -> None:
    train_catnet(recipe, quiet)
    first = ModelStore([recipe.output.parent]).get("mine", "catnet")
    output = recipe.output.with_name("further")
    further = replace(recipe, output=output, start=first, steps=1, validate=())
    train_catnet(further, quiet)
    card = (further.output / "card.md").read_text("utf-8")
    assert f"Started from the weights of mine ({first.sha256})." in card
    assert "Started from random weights." in (recipe.output / "card.md").read_text("utf-8")
    second = ModelStore([recipe.output.parent]).get("further", "catnet")
    before, after = first.tensors(), second.tensors()
    learned = [key for key in before if key.endswith("weight")]
    moved = [float((after[key] - before[key]).abs().max()) for key in learned]
    assert 0 < max(moved) < 0.02, "one small step away"
    with pytest.raises(UserError, match="mine has the encoder small; add --encoder small"):
        train_catnet(replace(further, encoder="resnet50", resume=True), quiet)


@pytest.mark.parametrize("wanted", [0.0, 0.4, 1.0])
def test_what_was_learned_is_averaged_with_the_start_as_validation_likes_it(
    recipe: CatNetRecipe, wanted: float
) -> None:
    train_catnet(replace(recipe, validate=(), steps=1), quiet)
    start = ModelStore([recipe.output.parent]).get("mine", "catnet")
    net = load_network(start, CATNet)
    before = {name: tensor.clone() for name, tensor in net.state_dict().items()}
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.add_(1.0)

    def moved(now: CATNet) -> float:
        name, parameter = next(iter(now.named_parameters()))
        return float((parameter.detach() - before[name]).mean())

    mix = mix_with_start(net, start, lambda now: 1 - abs(moved(now) - wanted))
    assert moved(net) == pytest.approx(wanted, abs=1e-5)
    assert mix == pytest.approx((wanted, 1 - wanted, wanted, 1), abs=1e-5)


def test_a_card_says_what_it_was_averaged_with(recipe: CatNetRecipe) -> None:
    train_catnet(replace(recipe, steps=1), quiet)
    first = ModelStore([recipe.output.parent]).get("mine", "catnet")
    further = replace(recipe, output=recipe.output.with_name("further"), start=first, steps=1)
    train_catnet(further, quiet)
    assert "Averaged with mine" in (further.output / "card.md").read_text("utf-8")


def test_phantoms_join_in_and_can_stand_alone(recipe: CatNetRecipe) -> None:
    train_catnet(replace(recipe, exclude=("ann", "ben", "dan"), phantoms=1, steps=1), quiet)
    card = (recipe.output / "card.md").read_text("utf-8")
    assert "- 0 volumes, 0 of them with labels; 1 generated." in card
    assert "phantom liver" in card
    manifest = ModelStore([recipe.output.parent]).get("mine", "catnet").manifest
    assert manifest.licence == "training data: generated"


def test_phantoms_depend_on_their_seed() -> None:
    (one,), (other,) = phantom_cases(1, 0, quiet), phantom_cases(1, 1, quiet)
    assert one.content_id == phantom_cases(1, 0, quiet)[0].content_id
    assert one.content_id != other.content_id
    assert len(one.structures) >= 6


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"validate": ("nobody",)}, "No case is called 'nobody'; names are like ann, ben, cas"),
        ({"exclude": ("x*",)}, r"No case is called 'x\*'"),
        ({"exclude": ("*",)}, "No case is left to train on"),
        ({"validate": ("dan",)}, "dan has no label map"),
        ({"device": "cuda"}, "No CUDA GPU is available"),
    ],
)
def test_wrong_wishes_end_before_the_work(
    recipe: CatNetRecipe,
    changes: dict[str, tuple[str, ...]],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(module, "load_episode_case", lambda _: pytest.fail("work has begun"))
    with pytest.raises(UserError, match=sentence):
        train_catnet(replace(recipe, **changes), quiet)  # type: ignore[arg-type]
    assert not recipe.output.exists()


def test_every_encoder_has_a_network() -> None:
    with torch.device("meta"):
        for encoder, config in module.NETWORKS.items():
            assert CATNet(config).config.encoder == config.encoder
            assert encoder in ("small", "resnet50")

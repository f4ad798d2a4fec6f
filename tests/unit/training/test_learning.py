"""Learning from finished patients."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import torch

from annotator.core.cancel import CancelToken
from annotator.core.errors import UserError
from annotator.inference import registration
from annotator.inference.catnet.laying import Laying
from annotator.inference.manifests import CatNetManifest
from annotator.inference.model_store import ModelStore
from annotator.training.catnet import learning
from annotator.training.catnet.learning import LearnRecipe, held_out, learn
from annotator.training.catnet.patients import PatientSampler, Study, build_studies, validator
from tests.helpers.models import install_model
from tests.helpers.patients import patient, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def quiet(line: str) -> None:
    """Report to nobody."""


@pytest.fixture(scope="module", autouse=True)
def coarse() -> Iterator[None]:
    """Patients this small are laid onto each other in a moment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registration, "VOXELS_ALONG", 16)
        patch.setattr(learning, "STRUCTURES", 2)
        patch.setattr(learning, "TRAINED_AT", 24)
        yield


@pytest.fixture(scope="module")
def studies() -> list[Study]:
    cases = [patient(seed, (0, seed, 0)) for seed in range(3)]
    laying = Laying(cases, 0, None, CancelToken())
    return build_studies(cases, cases, laying, 0, 32, 2.0, quiet)


@pytest.fixture
def recipe(tmp_path: Path) -> LearnRecipe:
    store = install_model(tmp_path / "models")
    sources = tuple(source(patient(seed, (0, seed / 2, 0))) for seed in range(3))
    return LearnRecipe(
        (tmp_path / "data",),
        tmp_path / "models" / "mine",
        steps=2,
        validate=("p2",),
        sources=sources,
        start=store.get("tiny", "catnet"),
        axis=0,
        command="annotator learn data",
    )


def test_every_structure_of_every_patient_is_studied_with_the_others(studies: list[Study]) -> None:
    assert sorted(s.name for s in studies) == [f"p{n}/{v}" for n in range(3) for v in (1, 2)]
    for study in studies:
        assert len(study.helpers) == 2
        count = len(study.shots)
        assert study.query.images.shape == study.chance.shape == (count, 1, 40, 40)
        empty = study.query.masks.amax((1, 2, 3)) == 0
        assert 0 < int(empty.sum()) < count, "slices beyond the ends are asked about, too"


def test_a_batch_depends_on_seed_and_step_alone(studies: list[Study]) -> None:
    sampler, again = PatientSampler(studies, 32, 5), PatientSampler(studies, 32, 5)
    again.batch(1)
    for one, other in zip(sampler.batch(4), again.batch(4), strict=True):
        assert torch.equal(one, other)
    assert not torch.equal(sampler.batch(5).query, sampler.batch(4).query)


def test_a_batch_has_the_shapes_of_all_episodes(studies: list[Study]) -> None:
    batch = PatientSampler(studies, 32).batch(0, structures=3)
    assert batch.support.shape == (3, 2, 1, 32, 32)
    assert batch.query.shape == batch.query_mask.shape == (3, 1, 32, 32)
    assert batch.support_mask.shape == (3, 2, 32, 32)
    assert batch.location.shape == (3, 2, 32, 32)
    assert float(batch.support_mask.amax((2, 3)).min()) > 0.5, "supports hold the structure"


def test_where_others_expect_it_is_near_where_it_is(studies: list[Study]) -> None:
    sampler = PatientSampler(studies, 32, changed=False)
    for study in studies:
        batch = sampler.every(study, 10)
        expected = batch.location[:, :1] > 0
        truth = batch.query_mask > 0.5
        both = 2 * int((expected & truth).sum()) / int(expected.sum() + truth.sum())
        assert both > 0.6


def test_a_network_that_says_nothing_scores_nothing(studies: list[Study]) -> None:
    from annotator.nets.catnet.network import CATNet, CATNetConfig

    net = CATNet(CATNetConfig(dim=16, heads=2, blocks=1)).eval()
    net.decode = lambda query, *_, **__: iter(  # type: ignore[method-assign]
        [type("Step", (), {"logits": torch.full((len(query.features), 1, 32, 32), -9.0)})()]
    )
    assert validator(studies, 32)(net) == 0.0


def test_nothing_to_learn_from_is_said() -> None:
    with pytest.raises(UserError, match="finish two patients that share a label"):
        PatientSampler([], 32)


@pytest.mark.parametrize(("count", "held"), [(2, []), (3, []), (4, [0]), (5, [0]), (11, [0, 1])])
def test_one_in_five_is_held_out(count: int, held: list[int]) -> None:
    sources = [source(patient(seed)) for seed in range(count)]
    assert [s.name for s in held_out(sources)] == [f"p{n}" for n in held]


def test_those_that_look_most_like_the_others_are_held_out(
    recipe: LearnRecipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [patient(number) for number in range(4)]
    faces = {
        case.volume.content_id: torch.tensor(face)
        for case, face in zip(cases, [[0.0, 1], [0.8, 0.6], [1.0, 0], [0.9, 0.436]], strict=True)
    }
    monkeypatch.setattr(learning, "load_encoder", lambda *_: None)
    monkeypatch.setattr(learning, "described", lambda _e, volume, *_: faces[volume.content_id])
    sources = tuple(source(case) for case in cases)
    wanted = replace(recipe, sources=sources, validate=(), classifier=recipe.start)
    work = learning.PatientTraining(wanted)
    work.check()
    split = work.split()
    assert [files.name for files in split.validating] == ["p1"]
    assert [files.name for files in split.learning] == ["p0", "p2", "p3"]


def test_learning_leaves_a_model_that_says_what_it_gained(recipe: LearnRecipe) -> None:
    lines: list[str] = []
    learn(recipe, lines.append)
    model = ModelStore([recipe.output.parent]).get("mine", "catnet")
    assert model.manifest_as(CatNetManifest).input == recipe.start.manifest_as(CatNetManifest).input
    assert model.tensors().keys() == recipe.start.tensors().keys()
    card = (recipe.output / "card.md").read_text("utf-8")
    assert "Mean Dice on the slices of 1 held out" in card
    assert "2 finished patients, 1 held out" in card
    assert not any(f"p{n}" in card for n in range(3)), "names may be patients'"
    names = json.loads((recipe.output / "training" / "patients.json").read_text("utf-8"))
    assert names == {"learned": ["p0", "p1"], "held_out": ["p2"]}


def test_what_does_not_help_is_dropped(
    recipe: LearnRecipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares = [0.9, 0.8, 0.8, 0.9, 0.8, 0.8]
    scores = iter([0.9, 0.8, 0.7, *shares])  # validations, then none to all of what was learned
    monkeypatch.setattr(learning, "validator", lambda _studies, _size: lambda _net: next(scores))
    learn(replace(recipe, steps=3), quiet)
    model = ModelStore([recipe.output.parent]).get("mine", "catnet")
    before, after = recipe.start.tensors(), model.tensors()
    assert all(torch.equal(before[key], after[key]) for key in before)
    assert "dropped" in (recipe.output / "card.md").read_text("utf-8")


def test_what_was_learned_is_averaged_with_the_start(
    recipe: LearnRecipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = iter([0.9, 0.8, 0.7, 0.8, 0.8, 0.8, 0.9, 0.8, 0.8])
    monkeypatch.setattr(learning, "validator", lambda _studies, _size: lambda _net: next(scores))
    learn(replace(recipe, steps=3), quiet)
    model = ModelStore([recipe.output.parent]).get("mine", "catnet")
    before, after = recipe.start.tensors(), model.tensors()
    assert not all(torch.equal(before[key], after[key]) for key in before)
    card = (recipe.output / "card.md").read_text("utf-8")
    assert "averaged with tiny, 60% being what was learned: 0.900" in card


def test_learning_goes_on(recipe: LearnRecipe) -> None:
    recipe = replace(recipe, sources=recipe.sources[:2])
    learn(replace(recipe, steps=1), quiet)
    with pytest.raises(UserError, match="add --resume"):
        learn(recipe, quiet)
    learn(replace(recipe, resume=True), quiet)
    state = torch.load(recipe.output / "training" / "checkpoint.pt", weights_only=True)
    assert state["step"] == 2


def test_of_very_many_patients_some_are_taken(
    recipe: LearnRecipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "MOST", 2)
    training = learning.PatientTraining(recipe)
    training.check()
    taken, held, _ = training.split()
    assert [files.name for files in (*taken, *held)] == ["p0", "p2"]


def test_one_patient_is_too_few(recipe: LearnRecipe) -> None:
    with pytest.raises(UserError, match="two finished patients at least"):
        learn(replace(recipe, sources=recipe.sources[:1]), quiet)

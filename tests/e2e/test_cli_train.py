"""`annotator train catnet`: from a folder to a mask made with the new model."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import platformdirs
import pytest
import torch

import annotator
from annotator.io.label_map import read_labels
from annotator.io.read import read_volume
from annotator.training.catnet import recipe
from annotator.training.clicks import recipe as clicks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.e2e.conftest import Case

    Annotate = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def own_cache_and_few_validations(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[None]:
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda *_, **__: str(tmp_path / "cache"))
    monkeypatch.setattr(recipe, "VALIDATION_BATCHES", 1)
    threads = torch.get_num_threads()
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def data(tmp_path: Path, case: Case) -> Path:
    for name in ("one", "two"):
        (tmp_path / "data" / name).mkdir(parents=True)
        shutil.copy(case.image, tmp_path / "data" / name / "image.nii.gz")
        shutil.copy(case.truth_file, tmp_path / "data" / name / "label.nii.gz")
    return tmp_path / "data"


def test_a_trained_model_propagates(
    annotate: Annotate, data: Path, case: Case, tmp_path: Path
) -> None:
    words = ["train", "catnet", data, "--output", tmp_path / "mine", "--size", 48, "--threads", 1]
    words += ["--mix", "labels=0.5", "shapes=0.5", "supervoxels=0", "--optimizer", "muon"]
    code, out, err = annotate(*words, "--steps", 3, "--validate", "two")
    assert (code, err) == (0, "")
    assert "Reading one, 1 of 1" in out
    assert "validation Dice" in out
    assert f"The model is in {tmp_path / 'mine'}." in out
    assert (tmp_path / "cache" / "supervoxels").is_dir()
    card = (tmp_path / "mine" / "card.md").read_text("utf-8")
    assert "annotator train catnet data --output mine --steps 3 --validate two" in card
    assert "--mix labels=0.5 shapes=0.5 supervoxels=0 --optimizer muon" in card
    assert str(tmp_path) not in card
    code, _, err = annotate(*words, "--steps", 5, "--validate", "two")
    assert code == 2
    assert "add --resume" in err

    named = ["--models", tmp_path, "--model", "mine", "--adapt", "off"]
    mask = tmp_path / "mask.nii.gz"
    code, _, err = annotate("propagate", case.image, case.support, mask, *named)
    assert code == 0, err
    assert read_labels(mask, read_volume(case.image)).max() > 0


def test_a_click_head_is_trained_on_the_encoder_that_is_installed(
    annotate: Annotate, data: Path, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clicks, "VALIDATION_BATCHES", 1)
    words = ["train", "clicks", data, "--output", tmp_path / "mine", "--threads", 1]
    words += ["--mix", "labels=0.5", "shapes=0.5", "supervoxels=0", "--phantoms", 0]
    code, out, err = annotate(*words, "--steps", 1, "--validate", "two")
    assert (code, err) == (0, "")
    assert "after 1, 3, 5 clicks" in out
    card = (tmp_path / "mine" / "card.md").read_text("utf-8")
    assert "encoder of catnet-small, unchanged" in card
    opened = annotator.open(case.image, models=tmp_path)
    rows, columns = opened.volume.voxels.shape[1:]
    assert opened.click(2, [(rows / 2, columns / 2)], model="mine") is not None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--steps", "0"], "'0' is not a whole number from 1 on"),
        (["--time-budget", "soon"], "'soon' is not a time such as 90s, 30m or 2h"),
        (["--time-budget", "0m"], "'0m' is not a time"),
        (["--size", "8"], "'8' is not a whole number from 32 on"),
        (["--steps", "3", "--time-budget", "1m"], "not allowed with argument"),
        (["--mix", "labels=lots"], "'labels=lots' is not one of labels, supervoxels"),
        (["--mix", "organs=1"], "'organs=1' is not one of labels, supervoxels"),
        (["--validate", "three"], "No case is called 'three'"),
    ],
)
def test_wrong_arguments_are_answered_in_a_sentence(
    annotate: Annotate, data: Path, tmp_path: Path, words: list[str], sentence: str
) -> None:
    code, _, err = annotate("train", "catnet", data, "--output", tmp_path / "mine", *words)
    assert code == 2
    assert sentence in err
    assert err.count("\n") == 1
    assert not (tmp_path / "mine").exists()


def test_a_folder_without_cases(annotate: Annotate, tmp_path: Path) -> None:
    code, _, err = annotate("train", "catnet", tmp_path, "--output", tmp_path / "mine")
    assert code == 2
    assert "There are no cases in" in err

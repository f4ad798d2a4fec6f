"""`annotator train classifier`, `annotator classify` and the presence gate of `propagate`."""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
import platformdirs
import pytest
import torch

from annotator.training.cloformer import ends, recipe
from tests.helpers.slice_models import install_classifier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.e2e.conftest import Case

    Annotate = Callable[..., tuple[int, str, str]]


NAME = "cloformer-slices"  # takes the place of the packaged one


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def classifier(tmp_path: Path, models: Path) -> Path:
    """Folder with an untrained classifier and an untrained CAT-Net."""
    folder = tmp_path / "models"
    shutil.copytree(models, folder)
    install_classifier(folder, NAME)
    return folder


def test_one_row_per_slice_in_the_order_of_the_file(
    annotate: Annotate, case: Case, classifier: Path, tmp_path: Path
) -> None:
    table = tmp_path / "slices.csv"
    words = ["classify", case.image, "--support", case.support, "--models", classifier]
    code, out, err = annotate(*words, "--device", "cpu", "--output", table)
    assert (code, err) == (0, "")
    assert "Label 1: probably on slices" in out
    assert "14 slices along axis 2" in out
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["slice"]) for row in rows] == list(range(14))
    assert {row["region"] for row in rows} <= {"head", "abdomen"}
    for painted in (2, 6, 10):
        assert float(rows[painted]["presence_1"]) == 1
    assert float(rows[3]["presence_2"]) == float(rows[8]["presence_2"]) == 1


def test_json_holds_all_structures_and_the_ends(
    annotate: Annotate, case: Case, classifier: Path, tmp_path: Path
) -> None:
    target = tmp_path / "slices.json"
    words = ["classify", case.image, "--support", case.support, "--models", classifier]
    code, _, err = annotate(*words, "--axis", "0", "--output", target)
    assert (code, err) == (0, "")
    found = json.loads(target.read_text("utf-8"))
    assert found["axis"] == 0
    assert found["model"] == NAME
    assert len(found["slices"]) == 36
    assert set(found["slices"][0]["structures"]) == {"liver", "spleen"}
    assert set(found["slices"][0]["presence"]) == {"1", "2"}
    widest = found["ends"]["1"]["first"], found["ends"]["1"]["last"]
    likely = found["ends"]["1"]["likely_first"], found["ends"]["1"]["likely_last"]
    assert 0 <= widest[0] <= likely[0] <= likely[1] <= widest[1] < 36


def test_without_output_the_table_is_printed(
    annotate: Annotate, case: Case, classifier: Path
) -> None:
    code, out, err = annotate("classify", case.image, "--models", classifier)
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("slice,modality,")
    assert len(out.splitlines()) == 15


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--output", "x.txt"], "must end in .csv or .json"),
        (["--support", "missing.nii.gz"], "missing.nii.gz"),
        (["--device", "cuda"], "No CUDA GPU"),
        (["--axis", "7"], "invalid choice"),
    ],
)
def test_wrong_input_is_answered_with_a_sentence(
    annotate: Annotate, case: Case, classifier: Path, words: list[str], sentence: str
) -> None:
    if sentence.startswith("No CUDA") and torch.cuda.is_available():
        pytest.skip("there is a GPU")
    code, out, err = annotate("classify", case.image, "--models", classifier, *words)
    assert (code, out) == (2, "")
    assert err.startswith("annotator: ")
    assert sentence in err
    assert "Traceback" not in err


def test_the_output_must_not_be_the_image(
    annotate: Annotate, case: Case, classifier: Path, tmp_path: Path
) -> None:
    copy = shutil.copy(case.image, tmp_path / "scan.csv")
    code, _, err = annotate("classify", copy, "--models", classifier, "--output", copy)
    assert code == 2
    assert "already another file of this command" in err


def test_the_gate_fills_less_and_can_be_switched_off(
    annotate: Annotate, case: Case, classifier: Path, tmp_path: Path
) -> None:
    install_classifier(classifier, NAME, presence_threshold=0.99)
    words = ["propagate", case.image, case.support]
    options = ["--models", classifier, "--method", "interpolation", "--device", "cpu"]
    masks = []
    for gate in ("off", "on"):
        target = tmp_path / f"{gate}.nii.gz"
        code, out, err = annotate(*words, target, *options, "--gate", gate)
        assert (code, err) == (0, "")
        assert ("it probably ends at" in out) == (gate == "on")
        masks.append(np.asarray(nib.load(target).dataobj))
    free, cut = masks
    assert (cut > 0).sum() < (free > 0).sum()
    np.testing.assert_array_equal(cut[..., 3:9], free[..., 3:9])  # painted, or between


def test_a_trained_classifier_classifies(
    annotate: Annotate, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda *_, **__: str(tmp_path / "cache"))
    monkeypatch.setattr(ends, "MOST_DRAWS", 1)
    monkeypatch.setattr(ends, "PIECES", 1)
    monkeypatch.setattr(recipe, "VALIDATION_BATCHES", 1)
    meta = {"modality": "CT", "body_part": "abdomen", "labels": {"1": "liver", "2": "spleen"}}
    for name in ("one", "two"):
        folder = tmp_path / "data" / name
        folder.mkdir(parents=True)
        shutil.copy(case.image, folder / "image.nii.gz")
        shutil.copy(case.truth_file, folder / "label.nii.gz")
        (folder / "meta.json").write_text(json.dumps(meta))
    mine = tmp_path / "models" / "mine"
    words = ["train", "classifier", tmp_path / "data", "--output", mine, "--size", 32]
    words += ["--threads", 1, "--validate", "two"]
    code, out, err = annotate(*words, "--steps", 2)
    assert (code, err) == (0, "")
    assert f"The model is in {mine}." in out
    card = (mine / "card.md").read_text("utf-8")
    assert "annotator train classifier data --output mine --steps 2 --validate two" in card
    assert "| liver |" in (mine / "results.md").read_text("utf-8")
    assert str(tmp_path) not in card
    code, _, err = annotate(*words, "--steps", 3)
    assert code == 2
    assert "add --resume" in err
    words = ["classify", case.image, "--models", tmp_path / "models", "--model"]
    code, out, err = annotate(*words, "mine")
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 15
    code, _, err = annotate(*words, "yours")
    assert code == 2
    assert "There is no cloformer-slices model 'yours'" in err

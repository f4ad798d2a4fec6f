"""`annotator prefill` and `annotator learn` on a folder of small patients."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
import pytest

from annotator.app.cli import main
from annotator.inference import registration
from annotator.inference.cloformer import locator
from annotator.io.case_state import read_state
from tests.helpers.models import install_model
from tests.helpers.patients import SPACING_MM, patient

if TYPE_CHECKING:
    from pathlib import Path

AFFINE = np.diag([*(-s for s in SPACING_MM[:0:-1]), SPACING_MM[0], 1.0])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two finished patients and one without a mask."""
    monkeypatch.setattr(registration, "VOXELS_ALONG", 16)
    monkeypatch.setattr(locator, "STEPS", 10)
    for seed, name in enumerate(("ann", "ben", "new")):
        case = patient(seed, (0, seed, 0))
        image = nib.Nifti1Image(case.volume.voxels.T, AFFINE)
        nib.save(image, _made(tmp_path / "cases") / f"{name}.nii.gz")
        if name != "new":
            labels = nib.Nifti1Image(case.labels.T, AFFINE)
            nib.save(labels, tmp_path / "cases" / f"{name}_labels.nii.gz")
    install_model(tmp_path / "models")
    return tmp_path


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def test_a_patient_is_filled_and_the_report_says_from_whom(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases, models = folder / "cases", ["--models", str(folder / "models"), "--model", "tiny"]
    mask, report = cases / "new_labels.nii.gz", folder / "report.json"
    words = ["prefill", str(cases), str(cases / "new.nii.gz"), str(mask), *models]
    assert main([*words, "--report", str(report), "--device", "cpu"]) == 0
    assert "from 2 patients" in capsys.readouterr().out
    told = json.loads(report.read_text("utf-8"))
    assert told["labels"]["1"]["patients"] in (["ann", "ben"], ["ben", "ann"])
    assert read_state(mask).status == "prefilled"
    assert nib.load(mask).shape == nib.load(cases / "new.nii.gz").shape
    before = mask.read_bytes()
    assert main(words) == 2
    assert "is there already" in capsys.readouterr().err
    assert mask.read_bytes() == before


def test_a_folder_is_filled_where_masks_are_missing(folder: Path) -> None:
    options = ["--with", "--models", str(folder / "models"), "--model", "tiny", "--device", "cpu"]
    output = folder / "out"
    words = ["batch", "prefill", str(folder / "cases"), "--output", str(output)]
    assert main([*words, *options]) == 0
    assert [path.name for path in output.glob("*_labels.nii.gz")] == ["new_labels.nii.gz"]
    assert read_state(output / "new_labels.nii.gz").status == "prefilled"
    summary = (output / "summary.csv").read_text("utf-8")
    assert "label 1 agreement" in summary
    assert main([*words, *options, "--labels", "1"]) == 0, "other options fill it again"


def test_learning_needs_two_patients(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["learn", str(folder / "cases"), "--output", str(folder / "mine"), "--steps", "1"]
    models = ["--models", str(folder / "models"), "--start", "tiny"]
    assert main([*words, *models, "--exclude", "ann", "--device", "cpu"]) == 2
    assert "two finished patients" in capsys.readouterr().err
    assert not (folder / "mine" / "manifest.toml").exists()

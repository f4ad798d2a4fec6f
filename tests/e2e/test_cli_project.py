"""The cases of a folder on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from annotator.app.cli import main
from annotator.io.case_state import change_state
from tests.helpers.projects import save_image, save_mask

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "patients"
    save_image(path / "a.nii.gz")
    save_mask(path / "a_labels.nii.gz")
    save_image(path / "b.nii.gz")
    change_state(path / "b_labels.nii.gz", status="flagged", note="motion", labeller="AB")
    return path


def test_the_table_names_every_case_and_counts_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["project", str(folder), "--list"]) == 0
    shown = capsys.readouterr().out
    lines = [line.split() for line in shown.splitlines()]
    assert ["a.nii.gz", "in", "progress", "8×10×6"] in lines
    assert ["b.nii.gz", "flagged", "AB", "8×10×6", "motion"] in lines
    assert shown.endswith("2 cases: 1 in progress, 1 flagged\n")


def test_json_holds_all_of_a_status(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["project", str(folder), "--json", "--status", "flagged"]) == 0
    (case,) = json.loads(capsys.readouterr().out)
    assert case["case"] == "b.nii.gz"
    assert case["mask"] is None
    assert (case["status"], case["note"], case["labeller"]) == ("flagged", "motion", "AB")


def test_a_template_is_kept_for_the_folder(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = tmp_path / "labels.txt"
    labels.write_text('1 255 0 0 1 1 1 "liver"\n2 0 255 0 1 1 1 "spleen"\n')
    assert main(["project", str(folder), "--list", "--template", str(labels)]) == 0
    kept = json.loads((folder / "annotator-project.json").read_text())
    assert [label["name"] for label in kept["labels"]] == ["liver", "spleen"]
    capsys.readouterr()


def test_a_folder_without_images_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["project", str(tmp_path / "empty"), "--list"]) == 2
    assert "holds no image" in capsys.readouterr().err


def test_finished_masks_become_data_sets(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change_state(folder / "a_labels.nii.gz", status="done")
    nnunet, bids = tmp_path / "nn", tmp_path / "bids"
    assert main(["project", str(folder), "--nnunet", str(nnunet), "--bids", str(bids)]) == 0
    assert (nnunet / "labelsTr" / "a.nii.gz").is_file()
    assert (bids / "sub-a" / "anat" / "sub-a_desc-manual_dseg.nii.gz").is_file()
    assert "1 case in" in capsys.readouterr().out

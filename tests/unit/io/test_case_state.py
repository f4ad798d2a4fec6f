"""What people say of a case, in the sidecar of its mask."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.core.labels import default_label
from annotator.core.marks import Marks
from annotator.io.case_state import CaseState, change_state, read_state
from annotator.io.mask_file import read_mask, save_mask
from annotator.io.read import read_volume
from tests.helpers.projects import save_image

if TYPE_CHECKING:
    from pathlib import Path


def test_a_state_lies_beside_the_mask_and_comes_back(tmp_path: Path) -> None:
    mask = tmp_path / "scan_labels.nii.gz"
    assert read_state(mask) == CaseState()
    change_state(mask, status="flagged", note="liver cut off")
    change_state(mask, labeller="AB")
    assert (tmp_path / "scan_labels.json").is_file()
    assert read_state(mask) == CaseState(status="flagged", note="liver cut off", labeller="AB")


def test_what_else_a_sidecar_holds_stays(tmp_path: Path) -> None:
    mask, sidecar = tmp_path / "m.nii.gz", tmp_path / "m.json"
    sidecar.write_text('{"Manual": true, "case": {"note": "n", "from_tomorrow": 1}}', "utf-8")
    change_state(mask, status="done")
    assert json.loads(sidecar.read_text("utf-8")) == {
        "Manual": True,
        "case": {"from_tomorrow": 1, "status": "done", "note": "n"},
    }


@pytest.mark.parametrize("text", ["{", "[]", '{"case": 3}'])
def test_a_damaged_sidecar_reads_as_empty_and_is_never_overwritten(
    tmp_path: Path, text: str
) -> None:
    mask, sidecar = tmp_path / "m.nii.gz", tmp_path / "m.json"
    sidecar.write_text(text, "utf-8")
    assert read_state(mask) == CaseState()
    with pytest.raises(UserError, match="correct or remove it"):
        change_state(mask, status="done")
    assert sidecar.read_text("utf-8") == text


def test_a_status_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Invalid enum value"):
        change_state(tmp_path / "m.nii.gz", status="finished")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("has_mask", "shown"), [(True, "in progress"), (False, "not started")])
def test_where_nobody_has_said_the_mask_tells_the_status(has_mask: bool, shown: str) -> None:
    assert CaseState().shown(has_mask) == shown
    assert CaseState(status="done").shown(has_mask) == "done"


def test_saving_a_mask_keeps_what_was_said_of_its_case(tmp_path: Path) -> None:
    volume = read_volume(save_image(tmp_path / "scan.nii.gz"))
    mask = tmp_path / "scan_labels.nii.gz"
    change_state(mask, status="flagged", note="before the first mask")
    voxels = np.zeros(volume.geometry.shape_zyx, np.uint8)
    for value in (1, 2):
        voxels[0, 0, 0] = value
        save_mask(
            mask, voxels, volume, [default_label(1)], "replace", np.zeros_like(voxels), Marks(0)
        )
        change_state(mask, reader="CD")
    members = json.loads((tmp_path / "scan_labels.json").read_text("utf-8"))
    assert members["labels"]
    assert read_state(mask) == CaseState(
        status="flagged", note="before the first mask", reader="CD"
    )
    assert read_mask(mask, volume).marks == Marks(0)

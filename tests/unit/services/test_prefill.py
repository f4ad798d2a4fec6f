"""Finished cases of a folder, and what is said of a case filled from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.core.finished import Prefill, PrefilledLabel
from annotator.io.case_state import change_state, read_state
from annotator.services.prefill import finished_cases, mark_prefilled, summary

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three patients; the third has no mask."""
    for number, name in enumerate(("ann", "ben", "cas")):
        (tmp_path / name).mkdir()
        voxels = np.full((4, 5, 6), number, np.int16)
        nib.save(nib.Nifti1Image(voxels, np.eye(4)), tmp_path / name / "image.nii.gz")
        if name != "cas":
            labels = np.ones((4, 5, 6), np.uint8)
            nib.save(nib.Nifti1Image(labels, np.eye(4)), tmp_path / name / "label.nii.gz")
    return tmp_path


def names(folder: Path, **wishes: object) -> list[str]:
    return [source.name for source in finished_cases(folder, **wishes)]  # type: ignore[arg-type]


def test_cases_with_masks_are_finished_where_nobody_has_said_more(folder: Path) -> None:
    assert names(folder) == ["ann", "ben"]
    case = finished_cases(folder)[1].load()
    assert case.name == "ben"
    assert int(case.volume.voxels.max()) == 1
    assert case.labels.shape == case.volume.voxels.shape


def test_where_somebody_has_said_only_done_cases_are_finished(folder: Path) -> None:
    change_state(folder / "ben" / "label.nii.gz", status="done")
    assert names(folder) == ["ben"]
    change_state(folder / "ben" / "label.nii.gz", status="needs review")
    with pytest.raises(UserError, match="holds no finished case"):
        names(folder)


def test_the_case_to_be_filled_does_not_help_itself(folder: Path) -> None:
    assert names(folder, without=folder / "ann" / "image.nii.gz") == ["ben"]


def test_a_copy_of_the_image_to_be_filled_does_not_help_either(folder: Path) -> None:
    copied = folder / "ann again"
    copied.mkdir()
    for file in (folder / "ann").iterdir():
        (copied / file.name).write_bytes(file.read_bytes())
    assert names(folder) == ["ann", "ann again", "ben"]
    assert names(folder, without=folder / "ann" / "image.nii.gz") == ["ben"]


def test_cases_can_be_excluded(folder: Path) -> None:
    assert names(folder, exclude=["a*"]) == ["ben"]
    with pytest.raises(UserError, match="No finished case is called 'zoe'"):
        names(folder, exclude=["zoe"])
    with pytest.raises(UserError, match="Every finished case is left out"):
        names(folder, exclude=["*"])


def test_a_prefilled_mask_is_no_finished_case_and_says_nothing_of_the_others(folder: Path) -> None:
    before = names(folder)
    change_state(folder / "ben" / "label.nii.gz", status="prefilled")
    assert names(folder) == [name for name in before if name != "ben"]


def test_a_prefilled_case_says_from_how_many(tmp_path: Path) -> None:
    labels = np.zeros((2, 3, 4), np.uint8)
    labels[0] = 5
    found = Prefill(labels, 0, {5: PrefilledLabel(("ann", "ben"), ("ben",), 0.5)}, ("cas",))
    mark_prefilled(tmp_path / "mask.nii.gz", found)
    state = read_state(tmp_path / "mask.nii.gz")
    assert (state.status, state.note) == ("prefilled", "from 2 patients: ann, ben")
    told = summary(found)
    assert told["labels"]["5"] == {
        "patients": ["ann", "ben"],
        "supports": ["ben"],
        "agreement": 0.5,
        "voxels": 12,
    }
    assert told["left_out_as_unlike"] == ["cas"]

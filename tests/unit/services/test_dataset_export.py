"""Finished masks as data sets of nnU-Net and BIDS."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
import pytest

from annotator.core.cancel import CancelToken
from annotator.core.errors import UserError
from annotator.core.labels import default_label
from annotator.services.dataset_export import export_bids, export_nnunet
from tests.helpers.projects import open_project, refreshed, save_image, save_mask

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two finished cases and one in progress."""
    folder = tmp_path / "patients"
    for number, labels in enumerate([(2, 5), (5,), (2,)]):
        save_image(folder / f"p{number}" / "image.nii.gz", number)
        save_mask(folder / f"p{number}" / "label.nii.gz", labels)
    found = open_project(folder)
    refreshed(found)
    for number in (0, 1):
        found.change(f"p{number}/image.nii.gz", status="done")
    found.set_template([default_label(2, "liver"), default_label(5, "spleen")])
    return found


def values(path: Path) -> np.ndarray:
    return np.asanyarray(nib.load(path).dataobj)


def test_nnunet_gets_finished_cases_with_labels_numbered_without_gaps(
    project: Project, tmp_path: Path
) -> None:
    target = tmp_path / "Dataset001"
    exported = list(export_nnunet(project, target, CancelToken()))
    assert [item.case for item in exported] == ["p0/image.nii.gz", "p1/image.nii.gz"]
    assert sorted(path.name for path in target.rglob("*.nii.gz")) == [
        "p0.nii.gz",
        "p0_0000.nii.gz",
        "p1.nii.gz",
        "p1_0000.nii.gz",
    ]
    described = json.loads((target / "dataset.json").read_text())
    assert described["labels"] == {"background": 0, "liver": 1, "spleen": 2}
    assert described["numTraining"] == 2
    assert described["file_ending"] == ".nii.gz"
    was = values(project.folder / "p0" / "label.nii.gz")
    now = values(target / "labelsTr" / "p0.nii.gz")
    assert np.array_equal(now == 1, was == 2)
    assert np.array_equal(now == 2, was == 5)
    image = project.folder / "p0" / "image.nii.gz"
    assert np.array_equal(values(target / "imagesTr" / "p0_0000.nii.gz"), values(image))
    affine = nib.load(target / "labelsTr" / "p0.nii.gz").affine
    assert np.array_equal(affine, nib.load(image).affine)


def test_bids_masks_keep_their_values_and_a_table_names_them(
    project: Project, tmp_path: Path
) -> None:
    save_image(project.folder / "sub-07_ses-2_T1w.nii.gz")
    save_mask(project.folder / "sub-07_ses-2_T1w_labels.nii.gz", (2,))
    refreshed(project)
    project.change("sub-07_ses-2_T1w.nii.gz", status="done")
    target = tmp_path / "derivatives"
    list(export_bids(project, target, CancelToken()))
    assert sorted(path.relative_to(target).as_posix() for path in target.rglob("*.nii.gz")) == [
        "sub-07/ses-2/anat/sub-07_ses-2_desc-manual_dseg.nii.gz",
        "sub-p0/anat/sub-p0_desc-manual_dseg.nii.gz",
        "sub-p1/anat/sub-p1_desc-manual_dseg.nii.gz",
    ]
    written = target / "sub-p0" / "anat" / "sub-p0_desc-manual_dseg"
    was = values(project.folder / "p0" / "label.nii.gz")
    assert np.array_equal(values(written.with_suffix(".nii.gz")), was)
    assert json.loads(written.with_suffix(".json").read_text())["Manual"] is True
    table = (target / "dseg.tsv").read_text().splitlines()
    assert [line.split("\t")[:2] for line in table] == [
        ["index", "name"],
        ["2", "liver"],
        ["5", "spleen"],
    ]
    described = json.loads((target / "dataset_description.json").read_text())
    assert described["DatasetType"] == "derivative"


def test_a_bad_case_is_reported_and_leaves_the_others_alone(
    project: Project, tmp_path: Path
) -> None:
    save_mask(project.folder / "p0" / "label.nii.gz", shape=(5, 6, 7))
    first, second = export_nnunet(project, tmp_path / "out", CancelToken())
    assert "label.nii.gz" in first.problem
    assert second.path is not None
    assert json.loads((tmp_path / "out" / "dataset.json").read_text())["numTraining"] == 1
    assert [path.name for path in (tmp_path / "out" / "imagesTr").iterdir()] == ["p1_0000.nii.gz"]


def test_labels_without_a_template_are_those_of_the_masks(project: Project, tmp_path: Path) -> None:
    (project.folder / "annotator-project.json").unlink()
    (project.folder / "p1" / "label.label.txt").write_text('5 1 2 3 1 1 1 "spleen"\n')
    list(export_nnunet(project, tmp_path / "out", CancelToken()))
    described = json.loads((tmp_path / "out" / "dataset.json").read_text())
    assert described["labels"] == {"background": 0, "Label 2": 1, "spleen": 2}


def test_where_a_data_set_may_not_go_is_said(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="lies in the project's own folder"):
        list(export_nnunet(project, project.folder / "out", CancelToken()))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    with pytest.raises(UserError, match="is not empty"):
        list(export_bids(project, tmp_path / "full", CancelToken()))


def test_without_a_finished_case_there_is_nothing_to_export(
    project: Project, tmp_path: Path
) -> None:
    for case in project.cases():
        project.change(case.key, status="needs review")
    with pytest.raises(UserError, match="nothing to export"):
        list(export_bids(project, tmp_path / "out", CancelToken()))
    assert not (tmp_path / "out").exists()

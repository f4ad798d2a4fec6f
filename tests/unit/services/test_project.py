"""A folder of cases: what is found, what is kept, what other people do there meanwhile."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from annotator.core.cancel import Cancelled, CancelToken
from annotator.core.errors import UserError
from annotator.core.labels import default_label
from annotator.io import case_lock
from annotator.io.case_state import CaseState, change_state
from annotator.services.case_look import Look, look_into
from annotator.services.project import Project, index_file
from tests.helpers.dicom_files import phantom_stack, write_series
from tests.helpers.owners import foreign_owner
from tests.helpers.projects import open_project, refreshed, save_image, save_mask

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.io.case_index import Case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "patients"
    path.mkdir()
    return path


def masks(cases: dict[str, Case], folder: Path) -> dict[str, tuple[str, bool]]:
    return {
        key: (case.mask.relative_to(folder).as_posix(), case.has_mask)
        for key, case in cases.items()
    }


def test_images_are_found_with_their_masks_in_the_layouts_people_use(folder: Path) -> None:
    save_image(folder / "a" / "scan.nii.gz")
    save_mask(folder / "a" / "scan_labels.nii.gz")
    save_image(folder / "a" / "other.nii.gz")
    save_image(folder / "b" / "image.nii.gz")
    save_mask(folder / "b" / "label.nii.gz")
    save_image(folder / "imagesTr" / "p1_0000.nii.gz")
    save_image(folder / "imagesTr" / "p2_0000.nii.gz")
    save_mask(folder / "labelsTr" / "p1.nii.gz")
    save_image(folder / ".hidden" / "scan.nii.gz")
    (folder / "readme.txt").write_text("no image")
    assert masks(refreshed(open_project(folder)), folder) == {
        "a/other.nii.gz": ("a/other_labels.nii.gz", False),
        "a/scan.nii.gz": ("a/scan_labels.nii.gz", True),
        "b/image.nii.gz": ("b/label.nii.gz", True),
        "imagesTr/p1_0000.nii.gz": ("labelsTr/p1.nii.gz", True),
        "imagesTr/p2_0000.nii.gz": ("labelsTr/p2.nii.gz", False),
    }


def test_dicom_series_are_cases_alone_in_a_folder_or_several(folder: Path) -> None:
    write_series(folder / "p1" / "ct", phantom_stack())
    for number in (1, 2):
        write_series(folder / "p2", phantom_stack(), prefix=f"s{number}_")
    cases = refreshed(open_project(folder))
    assert len(cases) == 3
    assert cases["p1/ct"].mask == folder / "p1" / "ct_labels.nii.gz"
    assert cases["p1/ct"].shape_ijk == (7, 6, 5)
    assert cases["p1/ct"].modality == "CT"
    several = [case for key, case in cases.items() if key.startswith("p2:")]
    assert len({case.mask for case in several}) == 2
    assert all(case.series and not case.problem for case in several)


def test_a_second_look_reads_no_header_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_image(folder / "scan.nii.gz")
    write_series(folder / "ct", phantom_stack())
    before = refreshed(open_project(folder))

    def opened(*_: object) -> None:
        raise AssertionError("a header was read again")

    monkeypatch.setattr("annotator.services.project.open_case", opened)
    monkeypatch.setattr("annotator.io.dicom.catalogue.read_catalogue", opened)
    assert refreshed(open_project(folder)) == before


def test_a_look_follows_what_came_changed_and_went(folder: Path) -> None:
    for name in ("kept", "changed", "gone"):
        save_image(folder / f"{name}.nii.gz")
    project = open_project(folder)
    refreshed(project)
    save_image(folder / "changed.nii.gz", shape=(5, 5, 5))
    (folder / "gone.nii.gz").unlink()
    save_image(folder / "new.nii.gz")
    (news,) = project.refresh(CancelToken())
    assert [case.key for case in news.changed] == ["changed.nii.gz", "new.nii.gz"]
    assert news.removed == ("gone.nii.gz",)
    assert news.seen == 3
    assert project.case("changed.nii.gz").shape_ijk == (5, 5, 5)


def test_a_case_that_cannot_be_opened_is_listed_with_the_reason(folder: Path) -> None:
    (folder / "broken.nii.gz").write_bytes(b"no image")
    save_image(folder / "scan.nii.gz")
    cases = refreshed(open_project(folder))
    assert "broken.nii.gz" in cases["broken.nii.gz"].problem
    assert cases["scan.nii.gz"].problem == ""


def test_a_cancelled_look_stops(folder: Path) -> None:
    save_image(folder / "scan.nii.gz")
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        list(open_project(folder).refresh(token))


def test_the_state_of_a_case_lies_in_its_sidecar_and_survives_the_index(folder: Path) -> None:
    save_image(folder / "scan.nii.gz")
    project = open_project(folder)
    refreshed(project)
    changed = project.change("scan.nii.gz", status="flagged", note="motion", reader="CD")
    assert changed.state == CaseState(status="flagged", note="motion", reader="CD")
    project.rebuild()
    assert project.cases() == []
    assert refreshed(project)["scan.nii.gz"].state == changed.state
    assert not (folder / "scan_labels.nii.gz").exists()


def test_what_somebody_else_said_meanwhile_is_kept(folder: Path) -> None:
    save_image(folder / "scan.nii.gz")
    mine, theirs = open_project(folder), Project(folder, folder.parent / "other.sqlite")
    refreshed(mine), refreshed(theirs)
    theirs.change("scan.nii.gz", note="theirs")
    assert mine.change("scan.nii.gz", status="done").state == CaseState(
        status="done", note="theirs"
    )


def test_a_case_open_elsewhere_says_so_and_is_not_changed(folder: Path) -> None:
    save_image(folder / "scan.nii.gz")
    project = open_project(folder)
    case = refreshed(project)["scan.nii.gz"]
    assert project.holder(case.key) is None
    lock = {"owner": foreign_owner().tag, "user": "anna", "since": "2026-03-02T09:15:00+01:00"}
    case_lock.lock_path(case.mask).write_text(json.dumps(lock))
    found = project.holder(case.key)
    assert found is not None
    assert found.user == "anna"
    with pytest.raises(case_lock.HeldElsewhere):
        project.change(case.key, status="done")
    assert not (folder / "scan_labels.json").exists()


def test_looking_into_a_case_shows_it_and_names_the_labels_painted(folder: Path) -> None:
    save_image(folder / "scan.nii.gz", shape=(8, 16, 6))
    save_mask(folder / "scan_labels.nii.gz", (1, 3), shape=(8, 16, 6))
    project = open_project(folder)
    refreshed(project)
    assert project.thumbnails(["scan.nii.gz"]) == {}
    case = project.look_into("scan.nii.gz")
    assert case.labels == (1, 3)
    assert case.modality in ("CT", "MR", "unknown")
    picture = project.thumbnails(["scan.nii.gz"])["scan.nii.gz"]
    assert (picture.width, len(picture.pixels)) == (32, 32 * 64)
    assert max(picture.pixels) == 255
    assert project.look_into("scan.nii.gz") == case == project.case("scan.nii.gz")


def test_what_is_said_of_a_case_while_it_is_looked_into_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_image(folder / "scan.nii.gz")
    project = open_project(folder)
    refreshed(project)

    def look_meanwhile(case: Case) -> Look:
        project.change(case.key, status="done")
        return look_into(case)

    monkeypatch.setattr("annotator.services.project.look_into", look_meanwhile)
    assert project.look_into("scan.nii.gz").status == "done"
    monkeypatch.undo()
    assert project.look_into("scan.nii.gz").is_known
    assert project.case("scan.nii.gz").status == "done"


def test_a_new_mask_is_looked_into_again(folder: Path) -> None:
    save_image(folder / "scan.nii.gz")
    project = open_project(folder)
    refreshed(project)
    assert project.look_into("scan.nii.gz").labels is None
    save_mask(folder / "scan_labels.nii.gz", (2,))
    case = project.reread("scan.nii.gz")
    assert (case.status, case.labels) == ("in progress", None)
    assert project.look_into("scan.nii.gz").labels == (2,)


def test_what_is_said_of_a_case_does_not_make_its_voxels_be_read_again(folder: Path) -> None:
    save_image(folder / "scan.nii.gz")
    save_mask(folder / "scan_labels.nii.gz", (2,))
    project = open_project(folder)
    refreshed(project)
    before = project.look_into("scan.nii.gz")
    case = project.change("scan.nii.gz", status="done", note="motion")
    assert case.is_known
    assert case.labels == before.labels == (2,)
    change_state(case.mask, note="and more")
    assert refreshed(project)["scan.nii.gz"].is_known
    save_mask(folder / "scan_labels.nii.gz", (1, 2))
    assert not project.reread("scan.nii.gz").is_known


def test_a_mask_that_does_not_fit_is_a_problem_until_it_is_mended(folder: Path) -> None:
    save_image(folder / "scan.nii.gz")
    save_mask(folder / "scan_labels.nii.gz", shape=(5, 6, 7))
    project = open_project(folder)
    refreshed(project)
    assert "scan_labels.nii.gz" in project.look_into("scan.nii.gz").problem
    save_mask(folder / "scan_labels.nii.gz")
    assert project.reread("scan.nii.gz").problem == ""


@pytest.mark.parametrize("content", [b"no database", b""])
def test_a_damaged_index_is_made_anew(folder: Path, content: bytes) -> None:
    save_image(folder / "scan.nii.gz")
    file = index_file(folder, folder.parent / "cache")
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert list(refreshed(Project(folder, file))) == ["scan.nii.gz"]


def test_an_index_of_another_version_is_made_anew(folder: Path) -> None:
    save_image(folder / "scan.nii.gz")
    project = open_project(folder)
    refreshed(project)
    with sqlite3.connect(folder.parent / "index" / "cases.sqlite") as base:
        base.execute("PRAGMA user_version = 99")
    base.close()
    assert open_project(folder).cases() == []


def test_one_label_template_for_all(folder: Path) -> None:
    project = open_project(folder)
    assert project.template() == ()
    labels = (default_label(1, "liver"), default_label(2, "spleen"))
    project.set_template(labels)
    assert open_project(folder).template() == labels
    (folder / "annotator-project.json").write_text('{"labels": [{"value": 999}]}')
    with pytest.raises(UserError, match="damaged"):
        project.template()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no folder"):
        open_project(tmp_path / "nowhere")


def test_a_sidecar_that_changed_is_read_again(folder: Path) -> None:
    save_image(folder / "scan.nii.gz")
    project = open_project(folder)
    case = refreshed(project)["scan.nii.gz"]
    change_state(case.mask, status="needs review")
    assert refreshed(project)["scan.nii.gz"].status == "needs review"

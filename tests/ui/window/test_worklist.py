"""The worklist in the window: a folder opened, cases worked on one after the other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.core.cancel import CancelToken
from annotator.core.geometry import Geometry
from annotator.core.labels import default_label
from annotator.core.volume import Volume
from annotator.io import case_lock
from annotator.io.case_index import Thumbnail
from annotator.io.case_state import read_state
from annotator.io.read import read_volume
from annotator.io.write import write_labels
from annotator.services.document import Document
from annotator.services.project import Project
from annotator.ui.worklist_model import LABELS, STATUS
from tests.helpers.owners import foreign_owner
from tests.helpers.projects import open_project
from tests.helpers.windows import FakeDialogs, canvas_of, document_shown, paint, phantom_file, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.main_window import MainWindow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "patients"
    path.mkdir()
    for name in ("a", "b", "c"):
        phantom_file(path, f"{name}.nii.gz")
    return path


@pytest.fixture
def listed(window: MainWindow, folder: Path, qtbot: QtBot, dialogs: FakeDialogs) -> MainWindow:
    """The window with the folder's cases."""
    dialogs.path = folder
    qtbot.waitUntil(window.isActiveWindow)
    press(window, "Ctrl+Alt+P")
    qtbot.waitUntil(lambda: window.worklist.model.rowCount() == 3)
    return window


def shown(window: MainWindow) -> list[str]:
    return [case.key for case in window.worklist.model.shown]


def mask_of(image: Path) -> None:
    """Put a mask with label 2 beside an image."""
    volume = read_volume(image)
    voxels = np.zeros(volume.geometry.shape_zyx, np.uint8)
    voxels[4, 10:20, 10:20] = 2
    write_labels(image.with_name(image.name.replace(".nii", "_labels.nii")), voxels, volume)


def open_row(window: MainWindow, qtbot: QtBot, row: int) -> None:
    table = window.worklist.panel.table
    index = table.model().index(row, 0)
    with document_shown(qtbot, window):
        table.setCurrentIndex(index)
        QTest.keyClick(table, Qt.Key.Key_Return)


def title(window: MainWindow) -> str:
    return window.windowTitle().split(" – ")[0]


def test_a_folder_is_listed_and_a_case_opens_with_return(listed: MainWindow, qtbot: QtBot) -> None:
    assert listed.worklist.dock.isVisible()
    assert shown(listed) == ["a.nii.gz", "b.nii.gz", "c.nii.gz"]
    open_row(listed, qtbot, 1)
    assert title(listed) == "patients/b.nii.gz"
    assert listed.worklist.panel.chosen.key == "b.nii.gz"


def test_keys_go_to_the_next_and_the_previous_case(listed: MainWindow, qtbot: QtBot) -> None:
    titles = []
    for keys in ("Ctrl+PgDown", "Ctrl+PgDown", "Ctrl+PgUp"):
        with document_shown(qtbot, listed):
            press(listed, keys)
        titles.append(title(listed))
    assert titles == ["patients/a.nii.gz", "patients/b.nii.gz", "patients/a.nii.gz"]
    press(listed, "Ctrl+PgUp")
    assert listed.status.message == "That was the first case of the list."


def test_a_saved_mask_lies_beside_its_image_without_a_question(
    listed: MainWindow, qtbot: QtBot, dialogs: FakeDialogs, folder: Path
) -> None:
    open_row(listed, qtbot, 0)
    press(listed, "2")
    paint(listed, [(18, 18), (18, 30), (24, 30)])
    asked = list(dialogs.asked)
    press(listed, "Ctrl+S")
    qtbot.waitUntil(lambda: "verified" in listed.status.message, timeout=60_000)
    assert dialogs.asked == asked
    assert (folder / "a_labels.nii.gz").is_file()
    row = listed.worklist.model.index(0, STATUS)
    assert row.data() == "in progress"
    with document_shown(qtbot, listed):
        press(listed, "Ctrl+PgDown")
    with document_shown(qtbot, listed):
        press(listed, "Ctrl+PgUp")
    assert listed.document.labelmap.voxels.any()


def test_done_saves_says_so_and_goes_on(listed: MainWindow, qtbot: QtBot, folder: Path) -> None:
    open_row(listed, qtbot, 0)
    press(listed, "2")
    paint(listed, [(18, 18), (18, 30), (24, 30)])
    press(listed, "Ctrl+Shift+Return")
    qtbot.waitUntil(lambda: title(listed) == "patients/b.nii.gz", timeout=60_000)
    assert (folder / "a_labels.nii.gz").is_file()
    assert read_state(folder / "a_labels.nii.gz").status == "done"
    assert listed.worklist.model.index(0, STATUS).data() == "done"


def test_what_is_said_of_a_case_goes_to_its_sidecar(
    listed: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    panel = listed.worklist.panel
    panel.choose("b.nii.gz")
    QTest.keyClicks(panel.labeller, "AB")
    QTest.keyClick(panel.labeller, Qt.Key.Key_Return)
    QTest.keyClicks(panel.note, "motion")
    QTest.keyClick(panel.note, Qt.Key.Key_Return)
    panel.status.setFocus()
    QTest.keyClicks(panel.status, "fl")
    state = read_state(folder / "b_labels.nii.gz")
    assert (state.labeller, state.note, state.status) == ("AB", "motion", "flagged")
    assert not (folder / "a_labels.json").exists()


def test_filter_and_sort_say_what_the_next_case_is(
    listed: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    project = open_project(folder)
    list(project.refresh(CancelToken()))
    project.change("a.nii.gz", status="flagged", note="liver")
    project.change("c.nii.gz", status="flagged")
    listed.actions_by_name["project_look"].trigger()
    panel = listed.worklist.panel
    qtbot.waitUntil(lambda: listed.worklist.model.case("c.nii.gz").status == "flagged")
    panel.statuses.setCurrentText("flagged")
    assert shown(listed) == ["a.nii.gz", "c.nii.gz"]
    assert panel.summary.text() == "2 of 3 shown · 1 not started · 2 flagged"
    open_row(listed, qtbot, 0)
    with document_shown(qtbot, listed):
        press(listed, "Ctrl+PgDown")
    assert title(listed) == "patients/c.nii.gz"
    QTest.keyClicks(panel.words, "LIVER")
    assert shown(listed) == ["a.nii.gz"]


def test_the_next_case_is_read_ahead_and_shown_as_its_files_are(
    listed: MainWindow, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_row(listed, qtbot, 0)
    qtbot.waitUntil(lambda: listed.worklist.reads_ahead("b.nii.gz"))

    def read_again(*_: object) -> None:
        raise AssertionError("it was read again")

    with monkeypatch.context() as patched, document_shown(qtbot, listed):
        patched.setattr("annotator.services.case_opening.read_document", read_again)
        press(listed, "Ctrl+PgDown")
    assert title(listed) == "patients/b.nii.gz"
    qtbot.waitUntil(lambda: listed.worklist.reads_ahead("c.nii.gz"))
    mask_of(folder / "c.nii.gz")  # somebody else, meanwhile
    with document_shown(qtbot, listed):
        press(listed, "Ctrl+PgDown")
    assert 2 in listed.document.labelmap.voxels


def test_a_case_that_somebody_has_open_is_not_opened(
    listed: MainWindow, qtbot: QtBot, dialogs: FakeDialogs, folder: Path
) -> None:
    lock = {"owner": foreign_owner().tag, "user": "anna", "since": "2026-03-02T09:15:00+01:00"}
    case_lock.lock_path(folder / "a_labels.nii.gz").write_text(json.dumps(lock))
    table, model = listed.worklist.panel.table, listed.worklist.model
    listed.actions_by_name["project_look"].trigger()
    qtbot.waitUntil(lambda: model.index(0, STATUS).data() == "open elsewhere")
    table.setCurrentIndex(model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert listed.document is None
    assert "by anna at reading-room-2" in dialogs.problems[-1]


def test_an_open_case_is_held_until_another_one_is_opened(
    listed: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    held = [case_lock.lock_path(folder / f"{name}_labels.nii.gz") for name in "abc"]
    open_row(listed, qtbot, 0)
    assert [path.exists() for path in held] == [True, False, False]
    open_row(listed, qtbot, 1)
    assert [path.exists() for path in held] == [False, True, False]
    with document_shown(qtbot, listed):
        press(listed, "Ctrl+W")
    assert [path.exists() for path in held] == [False, False, False]


def test_one_template_names_the_labels_of_every_new_case(
    listed: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    mask_of(folder / "b.nii.gz")
    open_project(folder).set_template([default_label(1, "liver"), default_label(2, "spleen")])
    listed.actions_by_name["project_look"].trigger()
    for row in (0, 1):
        open_row(listed, qtbot, row)
        assert [item.name for item in listed.document.classes] == ["liver", "spleen"]
        assert not listed.document.dirty
    qtbot.waitUntil(lambda: listed.worklist.model.case("b.nii.gz").labels == (2,))
    listed.worklist.set_template()
    assert listed.worklist.model.index(1, LABELS).data() == "1/2"


def test_pictures_come_for_the_cases_in_view_without_being_read_when_they_are_drawn(
    listed: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = listed.worklist.model
    qtbot.waitUntil(lambda: all(case.is_known for case in model.shown))
    listed.worklist.open_project(listed.worklist.project.folder)
    qtbot.waitUntil(lambda: not model.without_picture(["a.nii.gz", "b.nii.gz", "c.nii.gz"]))
    monkeypatch.delattr(Project, "thumbnails")
    icons = [model.index(row, 0).data(Qt.ItemDataRole.DecorationRole) for row in range(3)]
    assert all(icon.pixmap(40).toImage().pixelColor(20, 20).alpha() == 255 for icon in icons)


def test_of_very_many_pictures_those_shown_last_are_kept(
    monkeypatch: pytest.MonkeyPatch, listed: MainWindow, qtbot: QtBot
) -> None:
    monkeypatch.setattr("annotator.ui.worklist_model.MOST_PICTURES", 2)
    model = listed.worklist.model
    qtbot.waitUntil(lambda: all(case.is_known for case in model.shown))
    names = ["a.nii.gz", "b.nii.gz", "c.nii.gz"]
    model.set_pictures({name: Thumbnail(2, bytes(4)) for name in names})
    assert model.without_picture(names) == ["a.nii.gz"]


def test_a_folder_that_cannot_be_opened_is_said(
    window: MainWindow, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    window.worklist.open_project(tmp_path / "nowhere")
    assert "There is no folder" in dialogs.problems[-1]
    assert window.worklist.project is None


def test_the_pointer_may_rest_on_the_image_while_a_larger_case_opens(
    listed: MainWindow, qtbot: QtBot
) -> None:
    voxels = np.zeros((3, 12, 12), np.int16)
    small = Volume(voxels, Geometry(voxels.shape, np.diag([1.0, 1.0, 5.0, 1.0])), "CT")
    listed.session.show(Document(small))
    canvas = canvas_of(listed)
    QTest.mouseMove(canvas.viewport(), canvas.viewport().rect().center())
    qtbot.waitUntil(canvas.underMouse)
    QTest.mouseMove(canvas.viewport(), canvas.position_of((6, 6)).toPoint())
    with document_shown(qtbot, listed):
        listed.worklist.open_neighbour(1)
    assert title(listed) == "patients/a.nii.gz"


def test_an_image_that_is_a_link_is_a_case_like_others(
    listed: MainWindow, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    (folder / "b.nii.gz").replace(tmp_path / "elsewhere.nii.gz")
    (folder / "b.nii.gz").symlink_to(tmp_path / "elsewhere.nii.gz")
    listed.worklist.look()
    open_row(listed, qtbot, 1)
    assert listed.worklist.current.key == "b.nii.gz"
    assert listed.document.labels_path == folder / "b_labels.nii.gz"
    with document_shown(qtbot, listed):
        press(listed, "Ctrl+PgDown")
    assert listed.worklist.current.key == "c.nii.gz"


@pytest.mark.parametrize("field", ["words", "labeller", "reader", "note", "status", "statuses"])
def test_typing_in_a_field_is_no_shortcut(listed: MainWindow, qtbot: QtBot, field: str) -> None:
    open_row(listed, qtbot, 0)
    actions = listed.actions_by_name
    triggered: list[str] = []
    for action in actions:
        action.triggered.connect(lambda *_, action=action: triggered.append(action.text()))
    tool, label = listed.tools.tool, listed.document.active_label
    widget = getattr(listed.worklist.panel, field)
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    QTest.keyClicks(widget, "bepfshomxuyzc12[],.")
    assert triggered == []
    assert (listed.tools.tool, listed.document.active_label) == (tool, label)
    if field in ("words", "note"):
        assert widget.text() == "bepfshomxuyzc12[],."
    widget.clearFocus()


def test_finished_masks_are_exported_from_the_window(
    listed: MainWindow, qtbot: QtBot, dialogs: FakeDialogs, folder: Path, tmp_path: Path
) -> None:
    actions = listed.actions_by_name
    dialogs.path = tmp_path / "nnunet"
    actions["project_nnunet"].trigger()
    qtbot.waitUntil(lambda: bool(dialogs.problems))
    assert "nothing to export" in dialogs.problems.pop()
    mask_of(folder / "a.nii.gz")
    mask_of(folder / "b.nii.gz")
    listed.worklist.look()
    for key in ("a.nii.gz", "b.nii.gz"):
        listed.worklist.project.change(key, status="done")
    actions["project_nnunet"].trigger()
    qtbot.waitUntil(lambda: "2 masks were exported" in listed.status.message)
    described = json.loads((tmp_path / "nnunet" / "dataset.json").read_text("utf-8"))
    assert described["numTraining"] == 2
    (folder / "b.nii.gz").write_bytes(b"no image any more")
    dialogs.path = tmp_path / "bids"
    actions["project_bids"].trigger()
    qtbot.waitUntil(lambda: bool(dialogs.problems))
    assert "1 mask was exported" in dialogs.problems[-1]
    assert "1 case could not be exported" in dialogs.problems[-1]
    assert actions["project_bids"].isEnabled()
    assert len(list((tmp_path / "bids").rglob("*_dseg.nii.gz"))) == 1

"""Opening, saving, recovering: what is on disk, and what the user is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
import pytest
from PySide6.QtCore import QTimer

from annotator.io.label_map import MaskOptions, MaskQuestion, read_labels
from annotator.io.read import read_volume
from annotator.io.replacing import temporary_beside
from annotator.services import autosave
from annotator.services.document_files import suggested_path
from annotator.services.painting import PaintingService
from annotator.services.recovery import RecoveryStore
from annotator.ui.order_dialog import OrderDialog
from tests.helpers.documents import proposal, square
from tests.helpers.owners import gone_owner, hand_over
from tests.helpers.windows import (
    FakeDialogs,
    document_shown,
    make_window,
    paint,
    phantom_file,
    press,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.main_window import MainWindow

PATIENCE_MS = 60_000
"""Longest wait for a save with its checks; only a busy machine comes near."""


def paint_slice(window: MainWindow, index: int) -> None:
    press(window, "2")
    window.viewer.goto(0, index)
    paint(window, [(18, 18), (18, 30), (24, 30)])


def unsaved_files(folder: Path) -> list[Path]:
    return sorted((folder / "data" / "unsaved").glob("*"))


def test_saving_writes_the_mask_and_says_so_after_the_check(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    paint_slice(opened, 4)
    dialogs.path = tmp_path / "mask.nii.gz"
    press(opened, "Ctrl+S")
    assert "verified" not in opened.status.message
    qtbot.waitUntil(lambda: "verified" in opened.status.message)
    assert str(dialogs.path) in opened.status.message
    assert dialogs.asked == [f"Save mask: {tmp_path / 'ct_labels.nii.gz'}"]
    image = read_volume(tmp_path / "ct.nii.gz")
    assert np.array_equal(read_labels(dialogs.path, image), opened.document.labelmap.voxels)
    assert not opened.document.dirty


def test_saving_again_asks_no_more(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    dialogs.path = tmp_path / "mask"  # the suffix is added
    for index in (3, 5):
        paint_slice(opened, index)
        press(opened, "Ctrl+S")
        qtbot.waitUntil(lambda: not opened.document.dirty)
    assert len(dialogs.asked) == 1
    saved = nib.load(tmp_path / "mask.nii.gz").get_fdata()
    assert saved[..., 3].any()
    assert saved[..., 5].any()


def test_painting_while_saving_stays_unsaved(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    paint_slice(opened, 4)
    dialogs.path = tmp_path / "mask.nii.gz"
    opened.session.save()
    paint_slice(opened, 5)  # before the worker's answer arrives
    qtbot.waitUntil(lambda: "verified" in opened.status.message)
    assert opened.document.dirty


def test_a_failed_save_is_shown_and_loses_nothing(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    paint_slice(opened, 4)
    image = (tmp_path / "ct.nii.gz").read_bytes()
    dialogs.path = tmp_path / "ct.nii.gz"
    press(opened, "Ctrl+S")
    qtbot.waitUntil(lambda: bool(dialogs.problems))
    assert opened.document.dirty
    assert opened.document.labelmap.voxels[4].any()
    assert opened.document.labels_path is None
    assert (tmp_path / "ct.nii.gz").read_bytes() == image


def test_labels_open_on_the_image_and_are_clean(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    paint_slice(opened, 4)
    dialogs.path = tmp_path / "mask.nii.gz"
    opened.session.save()
    qtbot.waitUntil(lambda: not opened.document.dirty)
    painted = opened.document.labelmap.voxels.copy()
    press(opened, "Ctrl+Z")
    with document_shown(qtbot, opened):
        press(opened, "Ctrl+Shift+O")
    assert dialogs.asked[-2:] == ["Open labels", "unsaved: ct.nii.gz"]
    assert np.array_equal(opened.document.labelmap.voxels, painted)
    assert not opened.document.dirty
    assert opened.document.labels_path == dialogs.path


def test_labels_of_another_grid_are_refused(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    document = opened.document
    other = tmp_path / "other.nii.gz"
    nib.save(nib.Nifti1Image(np.ones((4, 4, 4), np.uint8), np.eye(4)), other)
    opened.session.open_labels(other)
    qtbot.waitUntil(lambda: bool(dialogs.asked))
    assert "grid" in dialogs.asked[0]
    assert opened.document is document


def test_image_and_labels_from_the_command_line_open_together(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    image = phantom_file(tmp_path)
    mask = np.zeros(nib.load(image).shape, np.uint8)
    mask[10:20, 10:20, 3] = 7
    nib.save(nib.Nifti1Image(mask, nib.load(image).affine), tmp_path / "mask.nii.gz")
    with document_shown(qtbot, window):
        window.session.open(image, tmp_path / "mask.nii.gz")
    assert [label.value for label in window.document.classes] == [7]
    assert window.document.labelmap.voxels.any()


@pytest.mark.parametrize("chosen", [1, None])
def test_a_time_series_asks_which_one(
    window: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot, chosen: int | None
) -> None:
    path = tmp_path / "series.nii.gz"
    series = np.stack([np.full((6, 7, 5), value, np.int16) for value in (10, 20, 30)], axis=-1)
    nib.save(nib.Nifti1Image(series, np.eye(4)), path)
    dialogs.time_point = chosen
    window.session.open(path)
    qtbot.waitUntil(lambda: "time point of 3" in dialogs.asked)
    if chosen is None:
        assert not window.session.busy
        assert window.document is None
    else:
        qtbot.waitUntil(lambda: window.document is not None)
        assert (window.document.volume.voxels == 20).all()


def test_autosave_writes_after_a_minute_and_goes_with_the_save(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    timer = opened.files._clock
    timer.timeout.emit()
    assert not opened.session.busy, "nothing was changed"
    paint_slice(opened, 4)
    timer.timeout.emit()
    qtbot.waitUntil(lambda: "Autosaved" in opened.status._autosave.text())
    assert len(unsaved_files(tmp_path)) == 1
    dialogs.path = tmp_path / "mask.nii.gz"
    opened.session.save()
    qtbot.waitUntil(lambda: not unsaved_files(tmp_path))
    assert opened.status._autosave.text() == ""


def test_autosave_writes_after_many_edits(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave, "EDITS", 3)
    for index in (2, 3):
        paint_slice(opened, index)
    assert not opened.session.busy
    paint_slice(opened, 4)
    qtbot.waitUntil(lambda: len(unsaved_files(tmp_path)) == 1)


def test_nothing_is_written_once_the_window_has_gone(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    paint_slice(opened, 4)
    dialogs.unsaved = "discard"
    opened.close()
    opened.files._clock.timeout.emit()
    assert not opened.session.busy
    assert not unsaved_files(tmp_path)


def crash(window: MainWindow, folder: Path) -> None:
    """End a window as a crash would: nothing is asked, nothing removed, its process has gone."""
    window._left = True
    window.close()
    for path in unsaved_files(folder):
        hand_over(path, gone_owner())


@pytest.mark.parametrize("recover", [True, False])
def test_unsaved_work_is_offered_after_a_crash(
    qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs, recover: bool
) -> None:
    image = phantom_file(tmp_path)
    first = make_window(tmp_path, dialogs)
    qtbot.addWidget(first)
    first.show()
    with document_shown(qtbot, first):
        first.session.open(image)
    paint_slice(first, 4)
    press(first, "X")
    first.viewer.goto(0, 7)
    press(first, "X")
    first.files._clock.timeout.emit()
    qtbot.waitUntil(lambda: not first.session.busy)
    painted = first.document.labelmap.voxels.copy()
    crash(first, tmp_path)

    dialogs.recover = recover
    second = make_window(tmp_path, dialogs, autosave_timer=QTimer())
    qtbot.addWidget(second)
    second.show()
    with document_shown(qtbot, second):
        second.session.open(image)
    assert dialogs.asked[-1] == "recover: It holds Label 1."
    assert np.array_equal(second.document.labelmap.voxels, painted if recover else 0 * painted)
    assert second.document.dirty == recover
    assert bool(second.document.absent) == recover
    assert len(unsaved_files(tmp_path)) == int(recover), "kept until it is saved"
    if recover:
        assert second.windowTitle().count("•") == 1
        dialogs.path = tmp_path / "mask.nii.gz"
        second.session.save()
        qtbot.waitUntil(lambda: not unsaved_files(tmp_path))
    second.close()


def test_proposed_slices_come_back_after_a_crash(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    shape = opened.document.volume.geometry.shape_zyx[1:]
    opened.document.review.show(proposal({3: [square(1, 6, shape), square(1, 8, shape)]}))
    opened.files._clock.timeout.emit()
    qtbot.waitUntil(lambda: len(unsaved_files(tmp_path)) == 1)
    crash(opened, tmp_path)
    second = make_window(tmp_path, dialogs, autosave_timer=QTimer())
    qtbot.addWidget(second)
    second.show()
    with document_shown(qtbot, second):
        second.session.open(tmp_path / "ct.nii.gz")
    assert (
        dialogs.asked[-1] == "recover: It holds no painted voxels, and 1 proposed slice to review."
    )
    found = second.document.review.proposal
    assert found.indices() == [3]
    assert np.array_equal(found.slices[3].labels(0), square(1, 6, shape))
    second.document.accept(None)
    assert np.array_equal(second.document.labelmap.voxels[3], square(1, 8, shape))
    second.close()


def test_what_a_killed_process_left_is_removed_at_the_next_start(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    paint_slice(opened, 4)
    opened.files._clock.timeout.emit()
    qtbot.waitUntil(lambda: len(unsaved_files(tmp_path)) == 1)
    (own,) = unsaved_files(tmp_path)
    partial = hand_over(own, gone_owner(), copy=True, suffix=".partial")
    export = temporary_beside(tmp_path / "mask.nii.gz")
    export.touch()
    export = hand_over(export, gone_owner())
    second = make_window(tmp_path, dialogs, autosave_timer=QTimer())
    qtbot.addWidget(second)
    qtbot.waitUntil(lambda: not partial.exists() and not export.exists())
    assert unsaved_files(tmp_path) == [own]


def test_a_second_window_on_an_image_says_so_and_keeps_its_work_apart(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    paint_slice(opened, 4)
    opened.files._clock.timeout.emit()
    qtbot.waitUntil(lambda: len(unsaved_files(tmp_path)) == 1)
    second = make_window(tmp_path, dialogs, autosave_timer=QTimer())
    qtbot.addWidget(second)
    second.show()
    with document_shown(qtbot, second):
        second.session.open(tmp_path / "ct.nii.gz")
    assert "Another window" in dialogs.problems[-1]
    assert not second.document.dirty
    paint_slice(second, 3)
    second.files._clock.timeout.emit()
    qtbot.waitUntil(lambda: len(unsaved_files(tmp_path)) == 2)
    dialogs.unsaved = "discard"
    second.close()
    qtbot.waitUntil(lambda: len(unsaved_files(tmp_path)) == 1)
    opened.close()
    qtbot.waitUntil(lambda: not unsaved_files(tmp_path))


def test_damaged_unsaved_work_does_not_stop_the_opening(
    window: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    image = phantom_file(tmp_path)
    store = RecoveryStore(tmp_path / "data" / "unsaved")
    path = store.path(read_volume(image).content_id)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"torn")
    hand_over(path, gone_owner())
    with document_shown(qtbot, window):
        window.session.open(image)
    assert "damaged" in dialogs.problems[0]
    assert not window.document.dirty


def test_discarding_at_the_end_removes_unsaved_work(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    paint_slice(opened, 4)
    opened.files._clock.timeout.emit()
    qtbot.waitUntil(lambda: len(unsaved_files(tmp_path)) == 1)
    dialogs.unsaved = "discard"
    opened.close()
    assert unsaved_files(tmp_path) == []


def test_suggested_name_is_beside_the_image(tmp_path: Path) -> None:
    image = read_volume(phantom_file(tmp_path, "scan.v2.nii.gz"))
    assert suggested_path(image) == tmp_path / "scan.v2_labels.nii.gz"


def test_work_painted_while_saving_before_leaving_is_asked_about(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    paint_slice(opened, 4)
    dialogs.unsaved, dialogs.path = "save", tmp_path / "mask.nii.gz"
    opened.close()
    painting = PaintingService(opened.document)  # no event of the save is delivered meanwhile
    painting.begin("brush", 0, 5, 1)
    painting.move((20.0, 20.0), (20.0, 28.0), 3.0)
    painting.end()
    dialogs.unsaved = "cancel"
    question = "unsaved: ct.nii.gz"
    qtbot.waitUntil(lambda: dialogs.asked.count(question) == 2, timeout=PATIENCE_MS)
    assert opened.isVisible()
    assert opened.document.labelmap.voxels[5].any()


def test_mask_on_another_grid_is_resampled_if_the_user_agrees(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    source = opened.document.volume.source
    labels = np.zeros(source.shape_ijk, np.uint8)
    labels[4:12, 4:12, 2:6] = 3
    affine = source.affine_ras @ np.diag([1, 1, 0.5, 1])
    affine[:3, 3] -= source.affine_ras[:3, 2] / 4
    fine = tmp_path / "fine.nii.gz"
    nib.save(nib.Nifti1Image(np.repeat(labels, 2, axis=2), affine), fine)
    opened.session.open_labels(fine)
    qtbot.waitUntil(lambda: bool(dialogs.asked))
    assert "not on the grid" in dialogs.asked[0]
    assert not opened.document.labelmap.voxels.any()
    dialogs.agree = True
    opened.session.open_labels(fine)
    qtbot.waitUntil(lambda: bool(opened.document.labelmap.voxels.any()))
    expected = source.axes.to_canonical(labels)
    assert np.array_equal(opened.document.labelmap.voxels, expected)


def test_mask_given_at_the_start_is_asked_about_in_the_same_way(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    source = opened.document.volume.source
    labels = np.zeros(source.shape_ijk, np.uint16)
    labels[4:12, 4:12, 2:6] = 4711
    path = tmp_path / "high.nii.gz"
    nib.save(nib.Nifti1Image(labels, source.affine_ras), path)
    dialogs.agree = True
    opened.session.close_image()
    opened.session.open(tmp_path / "ct.nii.gz", path)
    qtbot.waitUntil(lambda: opened.document is not None and opened.document.labels_path == path)
    assert "4711" in dialogs.asked[-1]
    assert np.array_equal(opened.document.labelmap.voxels > 0, source.axes.to_canonical(labels) > 0)
    dialogs.agree = False
    opened.session.close_image()
    opened.session.open(tmp_path / "ct.nii.gz", path)
    qtbot.waitUntil(lambda: opened.document is not None and "4711" in dialogs.asked[-1])
    assert not opened.document.labelmap.voxels.any()
    assert dialogs.problems == []


def test_image_is_saved_as_a_file_of_its_own(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    dialogs.path = tmp_path / "copy.nii.gz"
    opened.actions_by_name["save_image"].trigger()
    qtbot.waitUntil(dialogs.path.exists)
    copy, image = nib.load(dialogs.path), nib.load(tmp_path / "ct.nii.gz")
    np.testing.assert_allclose(copy.affine, image.affine)
    assert np.array_equal(np.asarray(copy.dataobj), np.asarray(image.dataobj))


def test_overlapping_labels_are_put_into_any_order(qtbot: QtBot) -> None:
    labels = ((1, "Liver"), (2, "Tumour"), (3, "Vessel"))
    choices = [("Vessel on top", MaskOptions(resample=True, order=(1, 2, 3)))]
    dialog = OrderDialog(MaskQuestion("They overlap", "say how", choices, labels))
    qtbot.addWidget(dialog)
    assert dialog.options == MaskOptions(resample=True, order=(1, 2, 3))
    dialog.down.click()
    assert dialog.options.order == (1, 3, 2)
    dialog.up.click()
    dialog.up.click()
    dialog.list.setCurrentRow(2)
    dialog.up.click()
    assert dialog.options.order == (2, 1, 3)


def test_an_image_offers_its_mask_which_brings_everything_back(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    paint_slice(opened, 4)
    opened.document.toggle_absent(1, 6)
    marks = opened.document.marks
    dialogs.path = tmp_path / "ct_labels.nii.gz"
    opened.session.save()
    qtbot.waitUntil(lambda: not opened.document.dirty)
    opened.session.close_image()
    dialogs.own_mask = True
    opened.session.open(tmp_path / "ct.nii.gz")
    qtbot.waitUntil(lambda: opened.document is not None and bool(opened.document.labels_path))
    assert dialogs.asked[-1] == "mask of the image: ct_labels.nii.gz"
    assert opened.document.marks == marks
    assert opened.document.labelmap.voxels[4].any()
    assert not opened.document.dirty

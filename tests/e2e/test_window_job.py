"""The main job in the window: open, paint, propagate, look, accept, undo, save, open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import highdicom
import numpy as np
import pydicom
import pytest
import SimpleITK as sitk
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator.core.interpolation import ShapeInterpolator
from annotator.core.labelmap import VoxelOrigin
from annotator.core.proposal import IterationResult, RunProgress
from annotator.core.support import FREE
from annotator.io.label_map import read_labels
from annotator.io.read import read_volume
from annotator.services.jobs import JobRunner
from annotator.services.lanes import threaded_lanes
from annotator.services.slice_status import status_strip
from tests.helpers.dicom_files import write_series
from tests.helpers.documents import SquarePropagator
from tests.helpers.owners import gone_owner, hand_over
from tests.helpers.windows import (
    FakeDialogs,
    document_shown,
    garbage_in_this_thread,
    make_window,
    paint,
    phantom,
    phantom_file,
    press,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.core.cancel import CancelToken
    from annotator.core.support import PropagationRequest
    from annotator.ui.main_window import MainWindow
    from annotator.ui.viewer.slice_view import SliceView

FIRST, LAST = 2, 6


class GrowingInterpolation(SquarePropagator):
    """Shape interpolation that arrives at its answer from inside, iteration by iteration."""

    def propagate(
        self, request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        support = request.supports[0]
        spacing = request.volume.geometry.spacing_zyx_mm
        shape = ShapeInterpolator(
            {item.index: item.mask for item in support.slices}, (spacing[1], spacing[2])
        )
        assert request.locked is not None
        indices = [i for i in support.query_indices() if FIRST <= i <= LAST]
        for done, index in enumerate(indices):
            depth = shape.signed_distance(index)
            for iteration in range(request.options.iterations + 1):
                inside = depth > request.options.iterations - iteration
                labels = np.where(inside, support.label, 0).astype(np.uint8)
                keep = request.locked[index]
                labels = np.where(keep == FREE, labels, keep).astype(np.uint8)
                last = iteration == request.options.iterations
                yield IterationResult(index, iteration, labels, {}, is_final=last)
            yield RunProgress(done + 1, len(indices), "Interpolating")


@pytest.fixture(autouse=True, scope="module")
def garbage() -> Iterator[None]:
    yield from garbage_in_this_thread()


@pytest.fixture
def dialogs() -> FakeDialogs:
    return FakeDialogs()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs) -> Iterator[MainWindow]:
    """Window with worker threads, as the program has it."""
    made = threaded_window(tmp_path, dialogs)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    dialogs.unsaved = "discard"
    made.close()


def threaded_window(folder: Path, dialogs: FakeDialogs) -> MainWindow:
    return make_window(
        folder,
        dialogs,
        propagator=GrowingInterpolation(),
        lanes=threaded_lanes,
        inference_runner=JobRunner,
        autosave_timer=QTimer(),
    )


def open_image(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    with document_shown(qtbot, window, timeout=20_000):
        window.session.open(path)


def paint_outline(window: MainWindow, index: int, half: int) -> None:
    """Draw a ring with the brush on a slice and fill it with the bucket."""
    window.viewer.goto(0, index)
    window.tools.brush_size.set_diameter(3.0)
    press(window, "2")
    top, bottom, left, right = 20 - half, 20 + half, 24 - half, 24 + half
    paint(window, [(top, left), (top, right), (bottom, right), (bottom, left), (top, left)])
    press(window, "6")
    paint(window, [(20, 24)])


def area(window: MainWindow, index: int) -> int:
    return int(np.count_nonzero(window.document.labelmap.voxels[index]))


def run(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.actions_by_name["propagate"].isEnabled())
    press(window, "Ctrl+Return")
    qtbot.waitUntil(lambda: not window.runs.running, timeout=20_000)


def test_from_opening_to_a_saved_and_reopened_mask(
    window: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    image = phantom_file(tmp_path)
    open_image(window, image, qtbot)
    document = window.document
    view: SliceView = window.viewer.views[0]

    paint_outline(window, FIRST, 6)
    paint_outline(window, LAST, 10)
    assert area(window, FIRST) >= 13 * 13
    assert area(window, LAST) >= 21 * 21
    assert window.undo_stack.count() == 4, "two strokes and two fills"

    run(window, qtbot)
    assert document.review.proposal.indices() == [3, 4, 5]
    assert not area(window, 4), "a proposal is not in the mask"

    window.viewer.goto(0, 4)
    sizes = []
    for iteration in range(5):
        press(window, "Tab")
        sizes.append(int(np.count_nonzero(document.review.labels(0, 4, view.state.iteration))))
        assert f"Iteration {iteration} of 4" == window.review_panel._number.text()
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]

    press(window, "Return")
    assert area(window, 4) == sizes[-1]
    assert area(window, FIRST) < area(window, 4) < area(window, LAST)
    assert window.viewer.current_index(0) == 5
    press(window, "Ctrl+Z")
    assert not area(window, 4)
    assert document.review.proposal.indices() == [3, 4, 5]
    window.actions_by_name["accept_all"].trigger()
    assert all(area(window, index) for index in range(FIRST, LAST + 1))

    window.viewer.goto(0, 4)
    press(window, "3")
    paint(window, [(20, 24), (20, 25)])
    assert status_strip(document, 1)[FIRST : LAST + 1] == [
        "painted",
        "accepted",
        "edited",
        "accepted",
        "painted",
    ]

    dialogs.path = tmp_path / "mask.nii.gz"
    press(window, "Ctrl+S")
    qtbot.waitUntil(lambda: "Saved and verified" in window.status.message, timeout=20_000)
    saved = read_labels(dialogs.path, read_volume(image))
    assert np.array_equal(saved, document.labelmap.voxels)

    window.close()
    assert not window.isVisible()
    assert not [question for question in dialogs.asked if question.startswith("unsaved")]


def test_brushing_a_proposed_slice_takes_it_over_as_one_step(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    open_image(window, phantom_file(tmp_path), qtbot)
    paint_outline(window, FIRST, 6)
    paint_outline(window, LAST, 6)
    run(window, qtbot)
    window.viewer.goto(0, 4)
    steps = window.undo_stack.count()
    press(window, "2")
    paint(window, [(4, 4), (4, 8)])
    origins = window.document.labelmap.origins[4]
    assert (origins == VoxelOrigin.ACCEPTED).any()
    assert (origins == VoxelOrigin.HAND).any()
    assert window.document.review.proposal.indices() == [3, 5]
    assert window.undo_stack.count() == steps + 1
    press(window, "Ctrl+Z")
    assert not area(window, 4)
    assert window.document.review.proposal.indices() == [3, 4, 5]


def test_a_second_run_never_changes_what_the_user_has(
    window: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    open_image(window, phantom_file(tmp_path), qtbot)
    paint_outline(window, FIRST, 6)
    paint_outline(window, LAST, 8)
    run(window, qtbot)
    window.viewer.goto(0, 4)
    press(window, "Return")
    dialogs.path = tmp_path / "mask.nii.gz"
    press(window, "Ctrl+S")
    qtbot.waitUntil(lambda: "without 2 proposed slices" in window.status.message, timeout=20_000)
    before = window.document.labelmap.voxels.copy()
    run(window, qtbot)
    assert np.array_equal(window.document.labelmap.voxels, before)
    window.actions_by_name["accept_all"].trigger()
    for index in (FIRST, 4, LAST):
        assert np.array_equal(window.document.labelmap.voxels[index], before[index])


def test_the_real_question_about_unsaved_work(qtbot: QtBot, tmp_path: Path) -> None:
    """The message box itself, answered by its buttons."""
    window = make_window(tmp_path, None)
    qtbot.addWidget(window)
    window.show()
    open_image(window, phantom_file(tmp_path), qtbot)
    press(window, "2")
    paint(window, [(20, 20), (20, 28)])

    seen = []

    def close_and_answer(button: QMessageBox.StandardButton) -> None:
        def click() -> None:
            box = QApplication.activeModalWidget()
            if isinstance(box, QMessageBox):
                seen.append(box.text())
                box.button(button).click()

        timer = QTimer(interval=20)
        timer.timeout.connect(click)
        timer.start()
        window.close()
        timer.stop()

    close_and_answer(QMessageBox.StandardButton.Cancel)
    assert window.isVisible()
    close_and_answer(QMessageBox.StandardButton.Discard)
    assert not window.isVisible()
    assert len(seen) == 2
    assert "ct.nii.gz" in seen[0]


def test_work_survives_a_crash(
    window: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    image = phantom_file(tmp_path)
    open_image(window, image, qtbot)
    paint_outline(window, FIRST, 6)
    window.files._clock.timeout.emit()
    qtbot.waitUntil(lambda: not window.session.busy, timeout=20_000)
    painted = window.document.labelmap.voxels.copy()

    for path in (tmp_path / "data" / "unsaved").iterdir():
        hand_over(path, gone_owner())  # its process has crashed
    other = threaded_window(tmp_path, dialogs)
    qtbot.addWidget(other)
    other.show()
    open_image(other, image, qtbot)
    assert "recover" in dialogs.asked[-1]
    assert np.array_equal(other.document.labelmap.voxels, painted)
    assert other.document.dirty
    paint_outline(other, LAST, 6)
    run(other, qtbot)
    assert other.document.review.proposal.indices() == [3, 4, 5]
    dialogs.unsaved = "discard"
    other.close()


def test_a_dicom_series_from_opening_to_masks_that_other_readers_know(
    window: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    write_series(tmp_path / "scan", phantom().voxels + 1000)
    open_image(window, tmp_path / "scan", qtbot)
    paint_outline(window, FIRST, 6)
    paint_outline(window, 4, 8)
    paint_outline(window, LAST, 10)
    run(window, qtbot)
    window.actions_by_name["accept_all"].trigger()
    mask = window.document.labelmap.voxels
    assert all(area(window, index) for index in range(FIRST, LAST + 1))
    for name in ("mask.nii.gz", "mask.dcm", "mask.rtstruct.dcm"):
        dialogs.path = tmp_path / name
        press(window, "Ctrl+Shift+S")
        qtbot.waitUntil((tmp_path / name).exists, timeout=20_000)
        qtbot.waitUntil(lambda: not window.session.busy, timeout=20_000)
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(tmp_path / "scan")))
    scan, saved = reader.Execute(), sitk.ReadImage(str(tmp_path / "mask.nii.gz"))
    np.testing.assert_array_equal(sitk.GetArrayFromImage(saved), mask)
    np.testing.assert_allclose(saved.GetOrigin(), scan.GetOrigin(), atol=1e-4)
    np.testing.assert_allclose(saved.GetSpacing(), scan.GetSpacing(), atol=1e-5)
    np.testing.assert_allclose(saved.GetDirection(), scan.GetDirection(), atol=1e-6)
    found = highdicom.seg.segread(tmp_path / "mask.dcm").get_volume(combine_segments=True)
    for z, y, x in np.argwhere(mask)[::50]:
        place = np.array([scan.TransformIndexToPhysicalPoint((int(x), int(y), int(z)))])
        assert found.array[tuple(np.rint(found.map_reference_to_indices(place)[0]).astype(int))]
    assert np.count_nonzero(found.array) == np.count_nonzero(mask)
    contours = pydicom.dcmread(tmp_path / "mask.rtstruct.dcm").ROIContourSequence[0]
    heights = {float(contour.ContourData[2]) for contour in contours.ContourSequence}
    assert len(heights) == LAST - FIRST + 1

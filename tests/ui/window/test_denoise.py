"""The denoise tool in the window: preview, split, before and after, whole volume, runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from annotator.core.errors import UserError
from annotator.core.proposal import RunProgress
from annotator.services.jobs import JobRunner
from annotator.ui.viewer.view_state import Look
from tests.helpers.denoiser import AddingDenoiser, SteppedDenoiser
from tests.helpers.documents import SquarePropagator
from tests.helpers.windows import canvas_of, document_shown, make_window, paint, phantom_file, press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from pytestqt.qtbot import QtBot

    from annotator.core.cancel import CancelToken
    from annotator.core.support import PropagationRequest
    from annotator.ui.main_window import MainWindow
    from tests.helpers.windows import FakeDialogs

LEFT = Qt.MouseButton.LeftButton


class ReadingPropagator(SquarePropagator):
    """Notes what it is to read, and proposes nothing."""

    def propagate(self, request: PropagationRequest, token: CancelToken) -> Iterator[RunProgress]:
        self.requests.append(request)
        yield RunProgress(1, 1)


@pytest.fixture
def denoiser() -> AddingDenoiser:
    return AddingDenoiser()


@pytest.fixture
def propagator() -> ReadingPropagator:
    return ReadingPropagator()


@pytest.fixture
def ready(
    qtbot: QtBot,
    tmp_path: Path,
    dialogs: FakeDialogs,
    denoiser: AddingDenoiser,
    propagator: ReadingPropagator,
) -> Iterator[MainWindow]:
    window = make_window(tmp_path, dialogs, denoiser=denoiser, propagator=propagator)
    yield from shown(qtbot, tmp_path, window)


@pytest.fixture
def slow() -> SteppedDenoiser:
    return SteppedDenoiser()


@pytest.fixture
def threaded(
    qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs, slow: SteppedDenoiser
) -> Iterator[MainWindow]:
    window = make_window(tmp_path, dialogs, denoiser=slow, inference_runner=JobRunner)
    yield from shown(qtbot, tmp_path, window)


def shown(qtbot: QtBot, folder: Path, window: MainWindow) -> Iterator[MainWindow]:
    qtbot.addWidget(window)
    window.show()
    with document_shown(qtbot, window):
        window.session.open(phantom_file(folder))
    qtbot.waitExposed(window)
    yield window
    window.close()


def greys(window: MainWindow, axis: int = 0) -> NDArray[np.uint8]:
    """Grey levels of the image layer."""
    window.viewer.views[axis].update_pixels()
    return (canvas_of(window, axis).image.pixels & 0xFF).astype(np.uint8)


def expected(window: MainWindow, plus: float, axis: int = 0) -> NDArray[np.uint8]:
    """Grey levels of the slice in view after something was added, window 400 / 40."""
    index = window.viewer.current_index(axis)
    values = window.document.volume.voxels.take(index, axis).astype(np.float32) + plus
    return np.clip((values + 160) * (255 / 400), 0, 255).astype(np.uint8)


def same(found: NDArray[np.uint8], wanted: NDArray[np.uint8]) -> bool:
    return bool((np.abs(found.astype(int) - wanted) <= 1).all())


def click(window: MainWindow, text: str) -> None:
    button = next(b for b in window.denoise.panel.findChildren(QPushButton) if b.text() == text)
    assert button.isVisible()
    QTest.mouseClick(button, LEFT)


def switch_on(window: MainWindow, qtbot: QtBot) -> None:
    press(window, "Ctrl+D")
    split = canvas_of(window).split
    window.viewer.views[0].update_pixels()
    qtbot.waitUntil(lambda: split.visible)


def denoise_volume(window: MainWindow, qtbot: QtBot) -> None:
    click(window, "Denoise whole volume")
    qtbot.waitUntil(lambda: window.denoise.panel._result.text() != "")


def test_without_a_denoiser_there_is_no_tool(opened: MainWindow) -> None:
    assert not opened.actions_by_name["denoise"].isEnabled()
    assert not opened.denoise.panel.isVisible()


def test_switching_on_previews_the_slice_and_names_the_noise(
    ready: MainWindow, qtbot: QtBot, denoiser: AddingDenoiser
) -> None:
    assert not ready.denoise.panel.isVisible()
    switch_on(ready, qtbot)
    assert ready.denoise.panel.isVisible()
    assert ready.denoise.panel._noise.text() == "noise about 24 HU"
    assert denoiser.slices == [(0, 4, None)]
    assert same(greys(ready), expected(ready, 0)), "left of the line is the original"
    denoised = (canvas_of(ready).denoised.pixels & 0xFF).astype(np.uint8)
    assert same(denoised, expected(ready, 100))
    press(ready, "Ctrl+D")
    assert not ready.denoise.panel.isVisible()
    assert same(greys(ready), expected(ready, 0))
    assert not canvas_of(ready).split.visible


def test_b_flips_between_before_and_after(ready: MainWindow, qtbot: QtBot) -> None:
    switch_on(ready, qtbot)
    press(ready, "B")
    assert same(greys(ready), expected(ready, 100))
    press(ready, "B")
    assert same(greys(ready), expected(ready, 0))
    press(ready, "B")
    assert ready.denoise.panel.look is Look.DENOISED


def test_the_difference_is_grey_where_nothing_was_taken(
    ready: MainWindow, qtbot: QtBot, denoiser: AddingDenoiser
) -> None:
    switch_on(ready, qtbot)
    click(ready, "Difference")
    assert np.all(greys(ready) == 255), "100 is beyond three times the noise"
    ready.denoise.panel._slider.setValue(0)
    qtbot.waitUntil(lambda: bool(np.all(np.abs(greys(ready).astype(int) - 127) <= 1)))
    assert denoiser.slices[-1] == (0, 4, 0.0)
    assert "Difference ±72" in canvas_of(ready).decorations.top_right


def test_the_slider_leaves_automatic_and_auto_brings_it_back(
    ready: MainWindow, qtbot: QtBot, denoiser: AddingDenoiser
) -> None:
    switch_on(ready, qtbot)
    press(ready, "B")
    panel = ready.denoise.panel
    panel._slider.setValue(30)
    assert panel.strength == 1.5
    assert not panel._auto.isChecked()
    assert same(greys(ready), expected(ready, 100)), "kept in view while the new one is made"
    assert "Denoising…" in canvas_of(ready).decorations.top_right
    qtbot.waitUntil(lambda: same(greys(ready), expected(ready, 150)))
    assert denoiser.slices[-1] == (0, 4, 1.5)
    panel._auto.setChecked(True)
    assert panel.strength is None
    assert panel._number.text() == "1.00"
    assert same(greys(ready), expected(ready, 100)), "kept from before"


def test_scrolling_previews_the_slice_where_it_stops(
    ready: MainWindow, qtbot: QtBot, denoiser: AddingDenoiser
) -> None:
    switch_on(ready, qtbot)
    for _ in range(3):
        press(ready, "Right")
    assert not canvas_of(ready).split.visible or same(greys(ready), expected(ready, 0))
    qtbot.waitUntil(lambda: denoiser.slices[-1] == (0, 7, None))
    assert [index for _, index, _ in denoiser.slices] == [4, 7], "not those on the way"


def test_the_line_is_dragged_by_its_knob_while_painting_goes_on_beside_it(
    ready: MainWindow, qtbot: QtBot
) -> None:
    switch_on(ready, qtbot)
    press(ready, "2")
    canvas = canvas_of(ready)
    view = canvas.viewport()
    knob = canvas.split._knob(view.rect()).center()
    target = QPoint(view.width() // 4, knob.y())
    QTest.mouseMove(view, knob)
    QTest.mousePress(view, LEFT, pos=knob)
    QTest.mouseMove(view, target)
    QTest.mouseRelease(view, LEFT, pos=target)
    shares = [view.state.split for view in ready.viewer.views]
    assert shares == pytest.approx([0.25] * 3, abs=0.01)
    assert not ready.document.labelmap.voxels.any(), "nothing was painted"
    on_line = QPoint(canvas.split.x(view.width()), view.height() // 2)
    QTest.mousePress(view, LEFT, pos=on_line)
    QTest.mouseRelease(view, LEFT, pos=on_line)
    assert ready.document.labelmap.voxels.any(), "the line itself does not stop the brush"


def test_right_of_the_line_the_view_shows_the_denoised_image(
    ready: MainWindow, qtbot: QtBot
) -> None:
    switch_on(ready, qtbot)
    canvas = canvas_of(ready)
    row, left, right = 15, 6, 41  # fat at -80: grey 51, and 115 after adding 100
    picture = canvas.viewport().grab().toImage()
    levels = []
    for column in (left, right):
        at = canvas.position_of((row, column)).toPoint()
        levels.append(picture.pixelColor(at).red())
    assert levels[0] == pytest.approx(51, abs=12)
    assert levels[1] == pytest.approx(115, abs=12)


def test_the_whole_volume_is_a_layer_beside_the_untouched_source(
    ready: MainWindow, qtbot: QtBot
) -> None:
    source = ready.document.volume.voxels.copy()
    switch_on(ready, qtbot)
    denoise_volume(ready, qtbot)
    panel = ready.denoise.panel
    assert "adder, strength 1, 20" in panel._result.text()
    press(ready, "B")
    for axis in range(3):
        assert same(greys(ready, axis), expected(ready, 100, axis))
    assert np.array_equal(ready.document.volume.voxels, source)
    assert not ready.document.dirty
    assert ready.undo_stack.count() == 0
    click(ready, "Drop")
    assert panel._result.text() == ""
    assert same(greys(ready, 1), expected(ready, 0, 1))


def test_a_run_reads_the_denoised_volume_only_when_told(
    ready: MainWindow, qtbot: QtBot, propagator: ReadingPropagator
) -> None:
    switch_on(ready, qtbot)
    use, button = ready.denoise.panel._use, ready.propagate_panel._button
    assert not use.isVisible()
    denoise_volume(ready, qtbot)
    assert use.isVisible()
    press(ready, "2")
    paint(ready, [(20, 20), (20, 26)])
    qtbot.waitUntil(lambda: ready.actions_by_name["propagate"].isEnabled())
    original = ready.document.volume
    read = []
    for chosen in (False, True):
        use.setChecked(chosen)
        assert ("denoised" in button.text()) is chosen
        press(ready, "Ctrl+Return")
        qtbot.waitUntil(lambda: not ready.runs.running)
        read.append(propagator.requests[-1].volume)
    assert read[0] is original
    assert np.array_equal(read[1].voxels, original.voxels + 100)
    assert read[1].provenance == "adder, strength 1"
    click(ready, "Drop")
    press(ready, "Ctrl+Return")
    qtbot.waitUntil(lambda: not ready.runs.running)
    assert propagator.requests[-1].volume is original


def test_another_image_drops_the_denoised_one(
    ready: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    switch_on(ready, qtbot)
    denoise_volume(ready, qtbot)
    ready.denoise.panel._use.setChecked(True)
    with document_shown(qtbot, ready):
        ready.session.open(phantom_file(tmp_path, "other.nii.gz"))
    assert not ready.actions_by_name["denoise"].isChecked()
    assert not ready.denoise.panel.isVisible()
    assert ready.denoise.run_volume is None
    assert "denoised" not in ready.propagate_panel._button.text()
    assert same(greys(ready), expected(ready, 0))


def test_a_failure_is_said_and_the_original_stays_in_view(
    ready: MainWindow, qtbot: QtBot, denoiser: AddingDenoiser
) -> None:
    denoiser.error = UserError("No denoiser for CT is installed.")
    press(ready, "Ctrl+D")
    panel = ready.denoise.panel
    qtbot.waitUntil(panel._problem.isVisible)
    assert panel._problem.text() == "No denoiser for CT is installed."
    assert ready.status.message == "No denoiser for CT is installed."
    assert same(greys(ready), expected(ready, 0))
    assert "Denoising…" not in canvas_of(ready).decorations.top_right
    click(ready, "Denoise whole volume")
    qtbot.waitUntil(panel._start.isVisible)  # it can be tried again


def test_painting_goes_on_while_a_volume_is_denoised(
    threaded: MainWindow, slow: SteppedDenoiser, qtbot: QtBot
) -> None:
    switch_on(threaded, qtbot)
    click(threaded, "Denoise whole volume")
    slow.go.release(2)
    panel = threaded.denoise.panel
    qtbot.waitUntil(lambda: panel._bar.value() == 2)
    assert panel._left.text().endswith("left")
    press(threaded, "2")
    paint(threaded, [(20, 10), (20, 14)])
    assert threaded.document.labelmap.voxels[4].any()
    assert panel._cancel.isVisible()
    slow.go.release(7)
    qtbot.waitUntil(lambda: panel._result.text() != "")
    assert panel._start.isVisible()


def test_a_volume_can_be_cancelled(
    threaded: MainWindow, slow: SteppedDenoiser, qtbot: QtBot
) -> None:
    switch_on(threaded, qtbot)
    click(threaded, "Denoise whole volume")
    slow.go.release(1)
    panel = threaded.denoise.panel
    qtbot.waitUntil(lambda: panel._bar.value() == 1)
    click(threaded, "Cancel")
    qtbot.waitUntil(panel._start.isVisible)
    assert panel._result.text() == ""
    assert threaded.denoise.run_volume is None


def test_closing_the_window_ends_the_work(
    threaded: MainWindow, slow: SteppedDenoiser, qtbot: QtBot
) -> None:
    switch_on(threaded, qtbot)
    click(threaded, "Denoise whole volume")
    threaded.close()
    assert not threaded.isVisible()


def test_the_bar_does_not_widen_the_window(
    threaded: MainWindow, slow: SteppedDenoiser, qtbot: QtBot
) -> None:
    width = threaded.width()
    switch_on(threaded, qtbot)
    click(threaded, "Denoise whole volume")
    slow.go.release(9)
    qtbot.waitUntil(threaded.denoise.panel._use.isVisible)
    assert threaded.minimumSizeHint().width() <= 1100
    assert threaded.width() == width


def test_what_is_taken_out_follows_the_slice_in_view(ready: MainWindow, qtbot: QtBot) -> None:
    ready.actions_by_name["residual"].trigger()
    shown = ready.residual.shown
    assert "Switch on Denoise" in shown.tile.note
    switch_on(ready, qtbot)
    qtbot.waitUntil(lambda: shown.tile.picture is not None)
    assert "Standard deviation" in shown.text.text()
    ready.viewer.goto(0, 2)
    qtbot.waitUntil(lambda: shown.tile.picture is not None)
    ready.actions_by_name["denoise"].setChecked(False)
    qtbot.waitUntil(lambda: "Switch on Denoise" in shown.tile.note)

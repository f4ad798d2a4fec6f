"""A run seen from the window: progress, cancel, failure, iterations, accept and reject."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from annotator.core.errors import UserError
from annotator.core.proposal import IterationResult, RunProgress
from annotator.core.run_options import METHODS
from annotator.services.jobs import JobRunner
from annotator.services.slice_status import status_strip
from annotator.ui.panels.propagate_panel import CHOSEN, EVERYWHERE, duration
from annotator.ui.panels.review_panel import slice_change
from annotator.ui.viewer.tools import Tool
from tests.helpers.documents import SquarePropagator, square
from tests.helpers.windows import (
    FakeDialogs,
    document_shown,
    make_window,
    paint,
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

SLICES = 9


def run(window: MainWindow, qtbot: QtBot, index: int = 4) -> None:
    """Paint one slice and propagate it to the others."""
    press(window, "2")
    window.viewer.goto(0, index)
    paint(window, [(20, 20), (20, 28)])
    qtbot.waitUntil(lambda: window.actions_by_name["propagate"].isEnabled())
    with qtbot.waitSignal(window.runs.running_changed, check_params_cb=lambda running: not running):
        press(window, "Ctrl+Return")


def waiting(window: MainWindow) -> list[int]:
    proposal = window.document.review.proposal
    return proposal.indices() if proposal else []


class SteppedPropagator(SquarePropagator):
    """Works on in its thread only when a test lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Semaphore(0)

    def propagate(
        self, request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        self.requests.append(request)
        for done, index in enumerate(request.supports[0].query_indices()):
            while not self.go.acquire(timeout=0.01):
                token.raise_if_cancelled()
            yield IterationResult(index, 0, square(1, 5, (40, 48)), {}, is_final=True)
            yield RunProgress(done + 1, 8, f"Slice {done + 1}")


class PhantomPropagator(SquarePropagator):
    """Squares that grow by one with every iteration, of the phantom's slice shape."""

    def propagate(
        self, request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        self.requests.append(request)
        indices = request.supports[0].query_indices()
        for done, index in enumerate(indices):
            if done == self.fail_after:
                raise self.error
            for iteration in range(request.options.iterations + 1):
                labels = square(1, 5 + iteration, (40, 48))
                last = iteration == request.options.iterations
                yield IterationResult(index, iteration, labels, {}, is_final=last)
            yield RunProgress(done + 1, len(indices), "Slices")


@pytest.fixture
def propagator() -> PhantomPropagator:
    return PhantomPropagator()


@pytest.fixture
def ready(
    qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs, propagator: PhantomPropagator
) -> Iterator[MainWindow]:
    yield from shown(qtbot, tmp_path, dialogs, propagator=propagator)


@pytest.fixture
def slow() -> SteppedPropagator:
    return SteppedPropagator()


@pytest.fixture
def threaded(
    qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs, slow: SteppedPropagator
) -> Iterator[MainWindow]:
    yield from shown(qtbot, tmp_path, dialogs, propagator=slow, inference_runner=JobRunner)


def shown(qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs, **parts: Any) -> Iterator[MainWindow]:
    window = make_window(tmp_path, dialogs, **parts)
    qtbot.addWidget(window)
    window.show()
    window.actions_by_name["review_order"].setChecked(False)  # as the slices lie
    with document_shown(qtbot, window):
        window.session.open(phantom_file(tmp_path))
    yield window
    dialogs.unsaved = "discard"
    window.close()


def test_device_and_models_are_found_and_shown(ready: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: ready.status._device.text() == "CPU")
    assert ready.propagate_panel._model.currentText() == "square"


def test_a_run_proposes_slices_and_changes_no_label(ready: MainWindow, qtbot: QtBot) -> None:
    run(ready, qtbot)
    assert waiting(ready) == [0, 1, 2, 3, 5, 6, 7, 8]
    assert not ready.document.labelmap.voxels[5].any()
    assert "8 slices" in ready.propagate_panel._result.text()
    assert ready.actions_by_name["undo"].text().startswith("Undo Propagate")
    strip = status_strip(ready.document, 1)
    assert strip[4] == "painted"
    assert strip[5] == "proposed"


def test_the_request_is_what_the_panel_says(
    ready: MainWindow, qtbot: QtBot, propagator: PhantomPropagator
) -> None:
    panel = ready.propagate_panel
    panel._method.setCurrentIndex(1)
    panel._method.activated.emit(1)
    panel._iterations.setValue(2)
    panel._reach.setCurrentIndex(CHOSEN)
    panel._first.setValue(3)
    panel._last.setValue(7)
    panel._adapt.setChecked(False)
    run(ready, qtbot)
    request = propagator.requests[-1]
    options = request.options
    assert (options.method, options.iterations, options.adaptation) == ("catnet", 2, "off")
    assert waiting(ready) == [2, 3, 5, 6]
    assert ready.settings.values.method == "catnet"


def test_slices_between_the_painted_ones_are_filled_unless_told(
    ready: MainWindow, qtbot: QtBot
) -> None:
    press(ready, "2")
    ready.viewer.goto(0, 7)
    paint(ready, [(20, 20), (20, 28)])
    run(ready, qtbot)
    assert waiting(ready) == [5, 6]
    ready.propagate_panel._reach.setCurrentIndex(EVERYWHERE)
    run(ready, qtbot)
    assert waiting(ready) == [0, 1, 2, 3, 5, 6, 8]


def test_only_the_active_label_is_filled_if_asked(
    ready: MainWindow, qtbot: QtBot, propagator: PhantomPropagator
) -> None:
    press(ready, "2")
    ready.viewer.goto(0, 2)
    paint(ready, [(10, 10), (10, 14)])
    ready.document.add_label()
    ready.propagate_panel._labels.setCurrentIndex(1)
    run(ready, qtbot)
    assert [support.label for support in propagator.requests[-1].supports] == [2]


def test_what_a_run_had_to_say_stays_when_it_ends(
    ready: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = PhantomPropagator.propagate

    def propagate(self: PhantomPropagator, request: PropagationRequest, token: CancelToken) -> Any:
        yield RunProgress(0, 0, "The cluster was lost.", important=True)
        yield from real(self, request, token)

    monkeypatch.setattr(PhantomPropagator, "propagate", propagate)
    run(ready, qtbot)
    qtbot.waitUntil(lambda: ready.status.message == "The cluster was lost.")
    monkeypatch.undo()
    run(ready, qtbot, 6)
    qtbot.waitUntil(lambda: ready.status.message != "The cluster was lost.")


def test_a_failed_run_says_why_and_keeps_the_mask(
    ready: MainWindow, qtbot: QtBot, propagator: PhantomPropagator
) -> None:
    propagator.fail_after = 3
    propagator.error = UserError("Install a model first.")
    run(ready, qtbot)
    assert ready.status.message == "Install a model first."
    assert ready.propagate_panel._result.text() == "Install a model first."
    assert len(waiting(ready)) == 3, "slices that were done are kept"
    assert ready.actions_by_name["propagate"].isEnabled()


def test_escape_cancels_and_keeps_finished_slices(
    threaded: MainWindow, slow: SteppedPropagator, qtbot: QtBot
) -> None:
    window = threaded
    press(window, "2")
    paint(window, [(20, 20), (20, 28)])
    qtbot.waitUntil(lambda: window.actions_by_name["propagate"].isEnabled())
    press(window, "Ctrl+Return")
    assert window.runs.running
    assert not window.actions_by_name["propagate"].isEnabled()
    slow.go.release()
    qtbot.waitUntil(lambda: len(waiting(window)) == 1)
    qtbot.waitUntil(lambda: "Slice 1" in window.propagate_panel._progress_text.text())
    assert "left" in window.propagate_panel._progress_text.text()
    paint(window, [(30, 20), (30, 28)])  # painting goes on meanwhile
    press(window, "Esc")
    slow.go.release()
    qtbot.waitUntil(lambda: not window.runs.running)
    assert len(waiting(window)) == 1
    assert "Cancelled" in window.propagate_panel._result.text()
    assert window.tools.tool is Tool.BRUSH, "the first Esc is for the run"


def test_closing_while_a_run_is_on_ends_it(
    threaded: MainWindow, slow: SteppedPropagator, qtbot: QtBot
) -> None:
    window = threaded
    press(window, "2")
    paint(window, [(20, 20), (20, 28)])
    qtbot.waitUntil(lambda: window.actions_by_name["propagate"].isEnabled())
    press(window, "Ctrl+Return")
    slow.go.release(2)
    window.close()
    assert not window.isVisible()


def learn_now(window: MainWindow) -> None:
    """What the timer does once the user has paused."""
    window.learning._pause.stop()
    window.learning._learn()


def test_a_pause_after_painting_lets_the_network_learn(
    ready: MainWindow, qtbot: QtBot, propagator: PhantomPropagator
) -> None:
    panel = ready.propagate_panel
    assert not ready.learning._pause.isActive(), "nothing is painted"
    press(ready, "2")
    paint(ready, [(20, 20), (20, 28)])
    assert ready.learning._pause.isActive()
    learn_now(ready)
    name = ready.document.label_name(1)
    learned = f"Learned {name} from 1 painted slice; Dice of a hidden one 0.88 (0.81 before)"
    qtbot.waitUntil(lambda: panel._learned.text() == learned)
    assert panel._learned.isVisible()
    (request,) = propagator.learned
    assert [support.label for support in request.supports] == [1]
    learn_now(ready)
    assert len(propagator.learned) == 1, "nothing was painted since"
    forget = panel.findChild(QToolButton, "forget")
    assert forget is not None
    assert forget.isVisible()
    QTest.mouseClick(forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel._learned.isVisible())
    assert propagator.forgotten == 1
    assert not ready.actions_by_name["forget"].isEnabled()


def test_learning_waits_until_devices_are_known(
    ready: MainWindow, propagator: PhantomPropagator, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(ready, "2")
    paint(ready, [(20, 20), (20, 28)])
    with monkeypatch.context() as patch:
        patch.setattr(ready.runs, "_probing", True)
        learn_now(ready)
    assert propagator.learned == []
    assert ready.learning._pause.isActive()
    learn_now(ready)
    assert len(propagator.learned) == 1


def test_nothing_is_learned_for_a_method_without_a_network(
    ready: MainWindow, propagator: PhantomPropagator
) -> None:
    ready.propagate_panel._method.setCurrentIndex(METHODS.index("interpolation"))
    press(ready, "2")
    paint(ready, [(20, 20), (20, 28)])
    learn_now(ready)
    assert propagator.learned == []


def test_tab_steps_through_iterations_of_the_slice_in_view(ready: MainWindow, qtbot: QtBot) -> None:
    run(ready, qtbot)
    ready.viewer.goto(0, 5)
    shown_iteration = lambda: ready.viewer.views[0].state.iteration  # noqa: E731
    assert ready.review_panel._number.text() == "Iteration 4 of 4"
    press(ready, "Tab")
    assert ready.review_panel._number.text() == "Iteration 0 of 4"
    assert shown_iteration() == 0
    press(ready, "Tab")
    assert shown_iteration() == 1
    assert "+11 voxels" in ready.review_panel._figures.text()  # a square of 6 after one of 5
    assert "−0 " in ready.review_panel._figures.text()
    press(ready, "Shift+Tab")
    press(ready, "Shift+Tab")
    assert shown_iteration() is None, "the last one"


def test_the_change_is_drawn_on_request(ready: MainWindow, qtbot: QtBot) -> None:
    run(ready, qtbot)
    box = ready.review_panel._change
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked() == ready.viewer.views[0].state.show_change


def test_enter_accepts_the_iteration_shown_and_goes_on(ready: MainWindow, qtbot: QtBot) -> None:
    run(ready, qtbot)
    ready.viewer.goto(0, 5)
    press(ready, "Shift+Tab")
    press(ready, "Return")
    accepted = ready.document.labelmap.voxels[5]
    assert np.array_equal(accepted, square(1, 8, (40, 48)))
    assert ready.viewer.current_index(0) == 6
    assert 5 not in waiting(ready)
    press(ready, "Ctrl+Z")
    assert not ready.document.labelmap.voxels[5].any()
    assert 5 in waiting(ready)


def test_backspace_rejects_and_goes_on(ready: MainWindow, qtbot: QtBot) -> None:
    run(ready, qtbot)
    ready.viewer.goto(0, 8)
    press(ready, "Backspace")
    assert not ready.document.labelmap.voxels[8].any()
    assert waiting(ready) == [0, 1, 2, 3, 5, 6, 7]
    assert ready.viewer.current_index(0) == 0, "around to the first that waits"


def test_control_arrows_visit_only_slices_that_wait(ready: MainWindow, qtbot: QtBot) -> None:
    run(ready, qtbot)
    ready.viewer.goto(0, 3)
    press(ready, "Ctrl+Right")
    assert ready.viewer.current_index(0) == 5
    press(ready, "Ctrl+Left")
    assert ready.viewer.current_index(0) == 3


def test_accept_all_is_one_step_and_disables_review(ready: MainWindow, qtbot: QtBot) -> None:
    run(ready, qtbot)
    steps = ready.undo_stack.count()
    ready.actions_by_name["accept_all"].trigger()
    assert ready.undo_stack.count() == steps + 1
    assert waiting(ready) == []
    assert all(ready.document.labelmap.voxels[index].any() for index in range(SLICES))
    assert not ready.actions_by_name["accept"].isEnabled()
    assert "reviewed" in ready.status.message
    press(ready, "Ctrl+Z")
    assert len(waiting(ready)) == 8
    qtbot.waitUntil(lambda: ready.actions_by_name["accept"].isEnabled())


def test_reject_all_leaves_the_mask_alone(ready: MainWindow, qtbot: QtBot) -> None:
    run(ready, qtbot)
    ready.actions_by_name["reject_all"].trigger()
    assert waiting(ready) == []
    assert [index for index in range(SLICES) if ready.document.labelmap.voxels[index].any()] == [4]


def test_slice_change_counts_gained_lost_and_relabelled() -> None:
    before = np.array([[0, 1, 1, 2]], np.uint8)
    after = np.array([[1, 1, 2, 0]], np.uint8)
    change = slice_change(before, after)
    assert (change.gained, change.lost) == (2, 2)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 s"), (42.4, "42 s"), (150, "2 min"), (5400, "1 h 30 min")],
)
def test_durations_in_words(seconds: float, text: str) -> None:
    assert duration(seconds) == text

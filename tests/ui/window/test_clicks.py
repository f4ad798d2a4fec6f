"""Clicks that a network answers, by mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.core.errors import UserError
from tests.helpers.clicks import BrightClicker
from tests.helpers.windows import canvas_of, document_shown, make_window, phantom_file, press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.main_window import MainWindow
    from tests.helpers.windows import FakeDialogs

CENTER = (20.0, 24.0)
Open = "Callable[..., MainWindow]"


@pytest.fixture
def open_with(qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs) -> Iterator[Open]:
    """Open the phantom in a window with something that answers clicks."""
    made: list[MainWindow] = []

    def open_window(**parts: object) -> MainWindow:
        window = make_window(tmp_path, dialogs, **parts)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        with document_shown(qtbot, window):
            window.session.open(phantom_file(tmp_path))
        made.append(window)
        return window

    yield open_window
    dialogs.unsaved = "discard"
    for window in made:
        window.close()


def choose_tool(window: MainWindow, qtbot: QtBot) -> None:
    """Choose the tool and wait until the network is there."""
    press(window, "S")
    qtbot.waitUntil(lambda: window.viewer.views[0].state.clicker is not None)


def click(window: MainWindow, point: tuple[float, float], **how) -> None:
    canvas = canvas_of(window)
    at = canvas.position_of(point).toPoint()
    button = how.pop("button", Qt.MouseButton.LeftButton)
    modifier = how.get("modifier", Qt.KeyboardModifier.NoModifier)
    QTest.mouseClick(canvas.viewport(), button, modifier, at)


def test_the_network_answers_and_enter_keeps_it_as_one_edit(open_with: Open, qtbot: QtBot) -> None:
    clicker = BrightClicker()
    window = open_with(clicker=clicker)
    choose_tool(window, qtbot)
    qtbot.waitUntil(
        lambda: window.status.message == "Enter keeps the mask. The network bright answers clicks."
    )
    click(window, CENTER)
    assert window.viewer.views[0].state.draft is not None
    overlay = canvas_of(window).proposal
    qtbot.waitUntil(lambda: 100 < (overlay.pixels >> 24).max() < 200)  # the image shows through
    assert not window.document.labelmap.voxels.any()
    click(window, (20.0, 30.0), modifier=Qt.KeyboardModifier.AltModifier)
    assert [click.inside for click in clicker.asked[-1]] == [True, False]
    press(window, "Return")
    painted = window.document.labelmap.voxels[4] == 1
    bright = window.document.volume.voxels[4] > 0
    assert painted.any()
    assert not painted[20, 30]
    np.testing.assert_array_equal(painted & ~bright, False)
    press(window, "Ctrl+Z")
    assert not window.document.labelmap.voxels.any()


def test_a_drag_reaches_the_network_as_one_scribble(open_with: Open, qtbot: QtBot) -> None:
    clicker = BrightClicker()
    window = open_with(clicker=clicker)
    choose_tool(window, qtbot)
    canvas = canvas_of(window)
    places = [canvas.position_of(p).toPoint() for p in (CENTER, (21.0, 27.0), (22.0, 30.0))]
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=places[0])
    assert [len(clicks[0].points) for clicks in clicker.expected] == [1], "the network begins"
    assert not clicker.asked
    for place in places[1:]:
        QTest.mouseMove(canvas.viewport(), place)
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=places[-1])
    assert len(clicker.asked[-1]) == 1
    assert len(clicker.asked[-1][0].points) == 3


def test_without_a_network_the_random_walker_answers(open_with: Open) -> None:
    window = open_with()
    press(window, "S")
    assert "random walker answers" in window.status.message
    assert "no network" in window.status.message
    click(window, CENTER)
    assert window.viewer.views[0].state.draft is not None


def test_a_damaged_network_is_said_and_the_random_walker_answers(
    open_with: Open, qtbot: QtBot
) -> None:
    def broken() -> BrightClicker:
        raise UserError("The weights of clicks are damaged.")

    window = open_with()
    flow = window.clicks
    said: list[tuple[str, str]] = []
    flow.said.connect(lambda text, role: said.append((text, role)))
    flow._make = broken
    press(window, "S")
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[0] == ("The weights of clicks are damaged.", "problem")
    assert said[-1][0] == "Enter keeps the mask. The random walker answers clicks."
    click(window, CENTER)
    assert window.viewer.views[0].state.draft is not None


def test_it_is_loaded_once(open_with: Open, qtbot: QtBot) -> None:
    made: list[BrightClicker] = []
    window = open_with()

    def make() -> BrightClicker:
        made.append(BrightClicker())
        return made[-1]

    window.clicks._make = make
    choose_tool(window, qtbot)
    for keys in ("2", "S"):
        press(window, keys)
    assert len(made) == 1


def test_the_random_walker_can_be_chosen_and_left_again(open_with: Open, qtbot: QtBot) -> None:
    clicker = BrightClicker()
    window = open_with(clicker=clicker)
    choose_tool(window, qtbot)
    switch = window.actions_by_name["clicks_by_walker"]
    switch.trigger()
    assert window.status.message == "Enter keeps the mask. The random walker answers clicks."
    click(window, CENTER)
    assert window.viewer.views[0].state.draft is not None
    assert not clicker.asked
    press(window, "Escape")
    switch.trigger()
    assert window.status.message == "Enter keeps the mask. The network bright answers clicks."
    click(window, CENTER)
    assert clicker.asked


def test_a_click_that_finds_nothing_is_said_and_the_next_one_goes_on(
    open_with: Open, qtbot: QtBot
) -> None:
    clicker = BrightClicker()
    clicker.nothing = True
    window = open_with(clicker=clicker)
    choose_tool(window, qtbot)
    click(window, CENTER)
    assert window.status.message.startswith("Nothing was found around the clicks: click once more")
    press(window, "Backspace")
    clicker.nothing = False
    click(window, CENTER)
    assert window.status.message == ""
    assert window.viewer.views[0].state.draft is not None


def clicked_once(open_with: Open, qtbot: QtBot) -> MainWindow:
    """Click where the network has a narrower and a wider answer, too."""
    clicker = BrightClicker()
    clicker.others = True
    window = open_with(clicker=clicker)
    choose_tool(window, qtbot)
    click(window, CENTER)
    return window


def shown_area(window: MainWindow) -> int:
    """Voxels of the mask that waits for Enter."""
    draft = window.viewer.views[0].state.draft
    assert draft is not None
    return int((draft.unpack(draft.after)[0] == 1).sum())


def test_tab_shows_the_other_answers_and_enter_keeps_the_one_shown(
    open_with: Open, qtbot: QtBot
) -> None:
    window = clicked_once(open_with, qtbot)
    said = "Answer {} of 3, from narrow to wide: Tab shows the next one"
    assert window.status.message.startswith(said.format(2))
    areas = [shown_area(window)]
    for keys in ("Tab", "Tab", "Tab", "Shift+Tab"):
        press(window, keys)
        areas.append(shown_area(window))
    middle, wide, narrow = areas[:3]
    assert narrow < middle < wide
    assert areas[3:] == [middle, narrow]
    assert window.status.message.startswith(said.format(1))
    assert not window.document.labelmap.voxels.any()
    press(window, "Return")
    assert window.status.message == ""
    assert (window.document.labelmap.voxels == 1).sum() == narrow
    press(window, "Ctrl+Z")
    assert not window.document.labelmap.voxels.any()
    press(window, "Ctrl+Shift+Z")
    assert (window.document.labelmap.voxels == 1).sum() == narrow


def test_without_another_answer_tab_says_what_to_do(open_with: Open, qtbot: QtBot) -> None:
    window = open_with(clicker=BrightClicker())
    choose_tool(window, qtbot)
    click(window, CENTER)
    assert window.status.message.startswith("Enter keeps the mask.")
    area = shown_area(window)
    press(window, "Tab")
    assert window.status.message.startswith("There is no other answer to these clicks: click")
    assert shown_area(window) == area
    click(window, CENTER)
    assert window.status.message == ""


@pytest.mark.parametrize("keys", ["Escape", "Backspace", "PgUp", "2"])
def test_what_tab_would_do_is_not_said_any_longer_than_it_is_so(
    open_with: Open, qtbot: QtBot, keys: str
) -> None:
    window = clicked_once(open_with, qtbot)
    press(window, keys)
    assert window.viewer.views[0].state.draft is None
    assert "Tab" not in window.status.message

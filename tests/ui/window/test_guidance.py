"""Slice guidance in the window: hover, click, drag an end, suggested slices, bounded runs."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.core.errors import UserError
from annotator.core.proposal import RunProgress
from annotator.services.jobs import JobRunner
from annotator.ui.panels import guidance_band
from annotator.ui.panels.propagate_panel import BETWEEN, EVERYWHERE
from tests.helpers.documents import SquarePropagator
from tests.helpers.scorer import RuleScorer
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
    from annotator.core.proposal import IterationResult
    from annotator.core.slice_scores import SliceDescriptions
    from annotator.core.support import PropagationRequest
    from annotator.core.volume import Volume
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.guidance_band import GuidanceBand

LAST = 8  # of the phantom's slices


class EndlessScorer(RuleScorer):
    """Looks at slices until it is cancelled."""

    def __init__(self) -> None:
        super().__init__()
        self.cancelled = False
        self.pace = threading.Event()

    def describe(
        self, volume: Volume, axis: int, token: CancelToken, device: str = "auto"
    ) -> Iterator[RunProgress | SliceDescriptions]:
        found = list(super().describe(volume, axis, token, device))
        try:
            while not token.cancelled:
                yield found[0]
                self.pace.wait(0.005)
        finally:
            self.cancelled = token.cancelled


class IdlePropagator(SquarePropagator):
    """Notes what it is asked and proposes nothing."""

    def propagate(
        self, request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        self.requests.append(request)
        yield RunProgress(1, 1)


@pytest.fixture
def scorer() -> RuleScorer:
    return RuleScorer()


@pytest.fixture
def propagator() -> SquarePropagator:
    return IdlePropagator()


@pytest.fixture
def guided(
    qtbot: QtBot,
    tmp_path: Path,
    dialogs: FakeDialogs,
    scorer: RuleScorer,
    propagator: SquarePropagator,
) -> Iterator[MainWindow]:
    """The window with the phantom open, slices 4 and 6 painted and judged."""
    window = opened_with(qtbot, tmp_path, dialogs, scorer=scorer, propagator=propagator)
    press(window, "2")
    for index in (3, 5):
        window.viewer.goto(0, index)
        paint(window, [(20, 20), (20, 28)])
    qtbot.waitUntil(lambda: bool(scorer.scored) and scorer.scored[-1][1] == [3, 5])
    qtbot.waitUntil(lambda: ends(window) == (2, 6))
    yield window
    dialogs.unsaved = "discard"
    window.close()


def opened_with(qtbot: QtBot, folder: Path, dialogs: FakeDialogs, **parts: object) -> MainWindow:
    window = make_window(folder, dialogs, **parts)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    with document_shown(qtbot, window):
        window.session.open(phantom_file(folder))
    return window


def ends(window: MainWindow) -> tuple[int, int] | None:
    shown = window.strip.band.ends
    return None if shown is None else (shown.first, shown.last)


def ink(window: MainWindow) -> QColor:
    return QColor(*window.document.classes[0].color)


def drag(band: GuidanceBand, start: QPoint, stop: QPoint) -> None:
    QTest.mousePress(band, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(band, (start + stop) / 2)
    QTest.mouseMove(band, stop)
    QTest.mouseRelease(band, Qt.MouseButton.LeftButton, pos=stop)


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.guidance._timer.isActive())


def test_presence_has_the_colour_of_the_label(guided: MainWindow) -> None:
    band = guided.strip.band
    picture = band.grab().toImage()
    inside = picture.pixelColor(band.place_of(5).toPoint()).rgb()
    outside = picture.pixelColor(band.place_of(0).toPoint()).lightnessF()
    assert inside == ink(guided).rgb()
    assert outside < 0.3 * ink(guided).lightnessF()


def test_hovering_says_how_sure_it_is(guided: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(
        guidance_band.QToolTip, "showText", lambda _place, text, _widget: shown.append(text)
    )
    band = guided.strip.band
    for place in (band.place_of(2).toPoint(), band.handle_place("first").toPoint()):
        event = QHelpEvent(QHelpEvent.Type.ToolTip, place, band.mapToGlobal(place))
        QApplication.sendEvent(band, event)
    assert shown[0] == "slice 3: Label 1 is there (92% sure); abdomen (98% sure)"
    assert shown[1].startswith("First slice of Label 1: 3\nSuggested, 80% sure.")


def test_a_click_goes_to_the_slice(guided: MainWindow) -> None:
    band = guided.strip.band
    QTest.mouseClick(band, Qt.MouseButton.LeftButton, pos=band.place_of(7).toPoint())
    assert guided.viewer.current_index(0) == 7


def test_an_end_is_dragged_and_undone(guided: MainWindow, qtbot: QtBot) -> None:
    band = guided.strip.band
    drag(band, band.handle_place("last").toPoint(), band.place_of(LAST).toPoint())
    assert guided.document.ranges == {1: (2, LAST)}
    assert guided.viewer.current_index(0) == LAST, "the slice is shown while it is dragged"
    assert "set by you" in guided.propagate_panel._ends.text()
    assert guided.actions_by_name["undo"].text() == "Undo Ends of Label 1"
    press(guided, "Ctrl+Z")
    assert guided.document.ranges == {}
    assert ends(guided) == (2, 6)


def test_an_end_stops_at_what_is_painted(guided: MainWindow) -> None:
    band = guided.strip.band
    drag(band, band.handle_place("first").toPoint(), band.place_of(LAST).toPoint())
    assert ends(guided) == (3, 6)
    drag(band, band.handle_place("last").toPoint(), band.place_of(0).toPoint())
    assert ends(guided) == (3, 5)


def test_a_double_click_gives_the_suggested_ends_back(guided: MainWindow) -> None:
    band = guided.strip.band
    drag(band, band.handle_place("first").toPoint(), band.place_of(0).toPoint())
    assert ends(guided) == (0, 6)
    place = band.handle_place("first").toPoint()
    QTest.mouseClick(band, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(band, Qt.MouseButton.LeftButton, pos=place)
    assert ends(guided) == (2, 6)
    assert guided.document.ranges == {}


def test_the_menu_entry_resets_ends_where_there_are_some(guided: MainWindow) -> None:
    action = guided.actions_by_name["reset_ends"]
    assert not action.isEnabled()
    guided.document.set_range(1, 1, 7)
    assert action.isEnabled()
    action.trigger()
    assert ends(guided) == (2, 6)


def test_a_right_click_offers_the_slice_as_an_end(
    guided: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: shown.append(menu))
    band = guided.strip.band
    place = band.place_of(1).toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, band.mapToGlobal(place))
    QApplication.sendEvent(band, event)
    start, end = shown[0].actions()[:2]
    assert start.text() == "Label 1 starts at slice 2"
    assert not end.isEnabled(), "slice 6 is painted, so it cannot end before"
    start.trigger()
    assert ends(guided) == (1, 6)


def run(window: MainWindow, qtbot: QtBot) -> None:
    settle(window, qtbot)
    qtbot.waitUntil(lambda: window.actions_by_name["propagate"].isEnabled())
    with qtbot.waitSignal(window.runs.running_changed, check_params_cb=lambda running: not running):
        press(window, "Ctrl+Return")


def test_a_run_is_bounded_by_the_ends_if_the_switch_is_on(
    guided: MainWindow, qtbot: QtBot, propagator: SquarePropagator
) -> None:
    panel = guided.propagate_panel
    panel._reach.setCurrentIndex(EVERYWHERE)
    assert panel._ends.text().endswith(": 3 to 7, suggested")
    assert panel._stop.text() == "Stop at suggested ends", "numbers would widen it"
    run(guided, qtbot)
    assert propagator.requests[-1].supports[0].query_indices() == [2, 4, 6]
    panel._stop.click()
    run(guided, qtbot)
    assert propagator.requests[-1].supports[0].query_indices() == [0, 1, 2, 4, 6, 7, 8]
    band = guided.strip.band
    drag(band, band.handle_place("last").toPoint(), band.place_of(7).toPoint())
    run(guided, qtbot)
    assert propagator.requests[-1].supports[0].query_indices() == [2, 4, 6, 7]


def test_runs_go_on_to_the_ends_unless_the_user_says_otherwise(
    guided: MainWindow, qtbot: QtBot, propagator: SquarePropagator
) -> None:
    panel = guided.propagate_panel
    run(guided, qtbot)
    assert propagator.requests[-1].supports[0].query_indices() == [2, 4, 6]
    guided.runs.suggested_ends = dict
    run(guided, qtbot)
    assert propagator.requests[-1].supports[0].query_indices() == [4], "ends are not known"
    panel._reach.setCurrentIndex(BETWEEN)
    guided.runs.suggested_ends = guided.guidance.suggested_ends
    panel.set_ends("", offered=True)
    run(guided, qtbot)
    assert propagator.requests[-1].supports[0].query_indices() == [4]


def test_suggested_slices_are_marked_and_visited(guided: MainWindow, qtbot: QtBot) -> None:
    band = guided.strip.band
    assert band.content.suggested == ()
    press(guided, "Shift+N")
    assert len(band.content.suggested) == 1
    assert band.content.even == (2, 4, 6)
    (index,) = band.content.suggested
    assert f"paint slices {index + 1}." in guided.status.message
    press(guided, "N")
    assert guided.viewer.current_index(0) == index
    paint(guided, [(20, 20), (20, 28)])
    qtbot.waitUntil(lambda: band.content.suggested == ())
    press(guided, "Shift+N")
    assert band.content.even == ()


def test_the_number_of_suggested_slices_can_be_chosen_and_is_kept(
    guided: MainWindow, qtbot: QtBot
) -> None:
    choice = next(
        a for a in guided.guidance._tool.menu().actions() if a.text().startswith("5 slices")
    )
    assert isinstance(choice, QAction)
    choice.trigger()
    qtbot.waitUntil(lambda: len(guided.strip.band.content.suggested) == 3)
    assert guided.settings.values.suggested_slices == 5


def test_an_absent_mark_ends_the_structure(guided: MainWindow, qtbot: QtBot) -> None:
    guided.viewer.goto(0, 6)
    press(guided, "X")
    qtbot.waitUntil(lambda: ends(guided) == (2, 5))


def test_another_label_shows_its_own_presence(guided: MainWindow, qtbot: QtBot) -> None:
    guided.document.add_label("Spleen")
    qtbot.waitUntil(lambda: ends(guided) == (2, 5))
    guided.document.add_label("Mass")
    assert ends(guided) is None
    assert "Paint Mass on one slice" in guided.strip.band.content.note
    guided.document.set_active_label(1)
    assert ends(guided) == (2, 6)


def test_guidance_can_be_switched_off(
    guided: MainWindow, qtbot: QtBot, scorer: RuleScorer, propagator: SquarePropagator
) -> None:
    guided.actions_by_name["guidance"].trigger()
    assert not guided.strip.band.isVisible()
    assert "off" in guided.propagate_panel._ends.text()
    assert not guided.propagate_panel._stop.isEnabled()
    scored = len(scorer.scored)
    guided.viewer.goto(0, 1)
    paint(guided, [(20, 20), (20, 28)])
    settle(guided, qtbot)
    assert len(scorer.scored) == scored
    guided.propagate_panel._reach.setCurrentIndex(EVERYWHERE)
    run(guided, qtbot)
    assert propagator.requests[-1].supports[0].query_range() == (0, LAST)
    guided.actions_by_name["guidance"].trigger()
    qtbot.waitUntil(lambda: len(scorer.scored) > scored)


def test_without_a_classifier_there_is_one_sentence(opened: MainWindow) -> None:
    assert not opened.strip.band.isVisible()
    assert "No slice classifier is installed" in opened.propagate_panel._ends.text()
    assert opened.propagate_panel.options.gate != "on"
    press(opened, "Shift+N")
    assert "No slice classifier" in opened.status.message
    press(opened, "N")
    assert "Paint Label 1 on two slices" in opened.status.message


def test_a_broken_classifier_is_named_in_place_of_its_answer(
    qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs
) -> None:
    scorer = RuleScorer()
    scorer.error = UserError("The classifier is damaged: install it again.")
    window = opened_with(qtbot, tmp_path, dialogs, scorer=scorer)
    qtbot.waitUntil(lambda: "damaged" in window.strip.band.content.note)
    assert "damaged" in window.propagate_panel._ends.text()
    window.close()


def test_it_begins_after_the_encoding_and_ends_with_the_window(
    qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs
) -> None:
    scorer = EndlessScorer()
    window = opened_with(qtbot, tmp_path, dialogs, scorer=scorer, inference_runner=JobRunner)
    qtbot.waitUntil(lambda: "Looking at the slices" in window.status._background.text())
    assert window.status._background.isVisible()
    press(window, "2")
    paint(window, [(20, 20), (20, 28)])
    assert window.document.labelmap.voxels.any(), "painting goes on meanwhile"
    dialogs.unsaved = "discard"
    window.close()
    assert scorer.cancelled


def test_the_image_can_be_shown_as_squares(guided: MainWindow) -> None:
    assert guided.viewer.views[0].state.smooth
    guided.actions_by_name["smooth"].trigger()
    assert not guided.viewer.views[0].state.smooth


def test_presence_window_shows_the_active_label_and_leads_to_slices(
    guided: MainWindow, qtbot: QtBot
) -> None:
    guided.actions_by_name["presence"].trigger()
    shown = guided.presence.shown
    qtbot.waitUntil(lambda: "slices 3 to 7" in shown.text.text())
    assert len(shown.points.points()) == guided.document.volume.voxels.shape[0]
    shown.points.sigClicked.emit(shown.points, shown.points.points()[1:2], None)
    assert guided.viewer.current_index(0) == 1
    shown.kinds.setCurrentIndex(1)
    assert "Match of the best" in shown.evidence.titleLabel.text


def test_a_long_note_of_the_band_ends_in_dots(opened: MainWindow) -> None:
    band = opened.strip.band
    edges = []
    for note in ("", "Paint a structure on one slice " * 20):
        band.show_content(replace(band._content, presence=None, note=note))
        picture = band.grab().toImage()
        edges.append(picture.copy(picture.width() - 12, 0, 12, picture.height()))
    assert edges[0] == edges[1]

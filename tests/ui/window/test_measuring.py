"""Ruler and angle, by mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.measurements import angle_degrees, length_mm
from tests.helpers.windows import canvas_of, document_shown, paint, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.main_window import MainWindow
    from tests.helpers.windows import FakeDialogs

LEFT = Qt.MouseButton.LeftButton


def click(window: MainWindow, point: tuple[float, float], axis: int = 0) -> None:
    canvas = canvas_of(window, axis)
    at = canvas.position_of(point).toPoint()
    QTest.mouseMove(canvas.viewport(), at)
    QTest.mouseClick(canvas.viewport(), LEFT, pos=at)


def test_a_drag_measures_and_paints_nothing(opened: MainWindow) -> None:
    press(opened, "M")
    paint(opened, [(10.0, 10.0), (12.0, 20.0), (10.0, 30.0)])
    (found,) = opened.measures.book
    assert (found.axis, found.index) == (0, 4)
    geometry = opened.document.volume.geometry
    assert length_mm(geometry, *found.places) == pytest.approx(20.0, abs=0.3)
    assert not opened.document.labelmap.voxels.any()
    press(opened, "Ctrl+Z")
    assert not opened.measures.book


def test_two_clicks_measure_too_and_slices_count_in_mm(opened: MainWindow) -> None:
    press(opened, "M")
    click(opened, (1.0, 10.0), axis=1)
    assert not opened.measures.book
    click(opened, (5.0, 10.0), axis=1)
    (found,) = opened.measures.book
    assert length_mm(opened.document.volume.geometry, *found.places) == pytest.approx(20.0, abs=0.5)


def test_an_angle_is_a_drag_and_a_click(opened: MainWindow) -> None:
    press(opened, "Shift+M")
    paint(opened, [(10.0, 30.0), (10.0, 20.0), (10.0, 10.0)])
    assert not opened.measures.book
    click(opened, (30.0, 10.0))
    (found,) = opened.measures.book
    angle = angle_degrees(opened.document.volume.geometry, *found.places)
    assert angle == pytest.approx(90.0, abs=2.0)


def test_ends_can_be_moved(opened: MainWindow) -> None:
    press(opened, "M")
    paint(opened, [(10.0, 10.0), (10.0, 20.0), (10.0, 30.0)])
    paint(opened, [(10.0, 30.0), (10.0, 35.0), (10.0, 40.0)])
    (found,) = opened.measures.book
    assert length_mm(opened.document.volume.geometry, *found.places) == pytest.approx(30.0, abs=0.5)


def test_measurements_are_saved_with_the_mask_and_come_back(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    press(opened, "M")
    paint(opened, [(10.0, 10.0), (10.0, 20.0), (10.0, 30.0)])
    (found,) = opened.measures.book
    assert opened.document.dirty
    dialogs.path = tmp_path / "ct_labels.nii.gz"
    press(opened, "Ctrl+S")
    qtbot.waitUntil(lambda: not opened.document.dirty)
    opened.document.set_axis(1)
    assert list(opened.measures.book) == [found], "of no plane"
    opened.document.set_axis(0)
    dialogs.own_mask = True
    with document_shown(qtbot, opened):
        opened.session.open(tmp_path / "ct.nii.gz")
    qtbot.waitUntil(lambda: list(opened.measures.book or ()) == [found])


def test_escape_and_another_slice_drop_what_was_begun(opened: MainWindow) -> None:
    press(opened, "Shift+M")
    measuring = opened.viewer.views[0].pointer.measuring
    click(opened, (10.0, 10.0))
    assert measuring.unfinished
    press(opened, "Escape")
    assert not measuring.unfinished
    assert opened.tools.tool.value == "angle"
    click(opened, (10.0, 10.0))
    press(opened, "Up")
    opened.viewer.step(1)
    assert not measuring.unfinished


def test_measurements_are_drawn_on_their_slice_only(opened: MainWindow) -> None:
    canvas = canvas_of(opened)
    press(opened, "M")
    before = canvas.grab().toImage()
    paint(opened, [(10.0, 10.0), (10.0, 20.0), (10.0, 30.0)])
    drawn = canvas.grab().toImage()
    assert drawn != before
    opened.viewer.goto(0, 5)
    other = canvas.grab().toImage()
    press(opened, "Del")
    assert not opened.measures.book
    assert canvas.grab().toImage() == other
    opened.viewer.goto(0, 4)
    assert canvas.grab().toImage() == before


def test_list_goes_to_them_copies_and_removes(opened: MainWindow) -> None:
    press(opened, "M")
    paint(opened, [(10.0, 10.0), (10.0, 20.0), (10.0, 30.0)])
    opened.viewer.goto(0, 6)
    paint(opened, [(10.0, 10.0), (10.0, 15.0), (10.0, 20.0)])
    opened.actions_by_name["measurements"].trigger()
    window = opened.measures.list
    texts = [window.table.item(row, 1).text() for row in range(2)]
    QTest.mouseClick(window.copy, LEFT)
    lines = QApplication.clipboard().text().splitlines()
    assert lines == [f"Length\t{texts[0]}\taxial 5", f"Length\t{texts[1]}\taxial 7"]
    place = window.table.visualItemRect(window.table.item(0, 0)).center()
    QTest.mouseClick(window.table.viewport(), LEFT, pos=place)
    assert opened.viewer.current_index(0) == 4
    QTest.mouseClick(window.remove, LEFT)
    assert window.table.rowCount() == 1
    QTest.mouseClick(window.clear, LEFT)
    assert not opened.measures.book
    assert not window.copy.isEnabled()

"""Mask operations, paint tools beyond the brush, and statistics, by mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from annotator.core import mask_operations as ops
from tests.helpers.windows import canvas_of, paint, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
CENTER = (20.0, 24.0)


def labels(window: MainWindow) -> np.ndarray:
    return window.document.labelmap.voxels


def click(window: MainWindow, point: tuple[float, float]) -> None:
    canvas = canvas_of(window)
    QTest.mouseClick(canvas.viewport(), LEFT, pos=canvas.position_of(point).toPoint())


def apply_button(window: MainWindow) -> QPushButton:
    return next(b for b in window.masks.panel.findChildren(QPushButton) if b.text() == "Apply")


def test_sphere_brush_paints_the_slices_around(opened: MainWindow) -> None:
    press(opened, "8")
    opened.tools.brush_size.set_diameter(24.0)
    paint(opened, [CENTER])
    held = np.flatnonzero(labels(opened).any(axis=(1, 2)))
    assert list(held) == [2, 3, 4, 5, 6]


def test_edge_brush_stays_in_the_organ(opened: MainWindow) -> None:
    press(opened, "9")
    opened.tools.brush_size.set_diameter(40.0)
    paint(opened, [CENTER])
    painted = labels(opened)[4] == 1
    organ = opened.document.volume.voxels[4] > 0
    assert painted.sum() > 200
    assert (painted & ~organ).sum() < 0.03 * painted.sum()


def test_flood_takes_the_organ_and_a_drag_takes_more(opened: MainWindow) -> None:
    press(opened, "0")
    click(opened, CENTER)
    organ = opened.document.volume.voxels[4] > 0
    painted = labels(opened)[4] == 1
    assert 2 * (painted & organ).sum() / (painted.sum() + organ.sum()) > 0.95
    press(opened, "Ctrl+Z")
    assert not labels(opened).any()
    canvas = canvas_of(opened)
    at = canvas.position_of(CENTER).toPoint()
    far = at.__class__(at.x() + 300, at.y())
    QTest.mousePress(canvas.viewport(), LEFT, pos=at)
    QTest.mouseMove(canvas.viewport(), far)
    QTest.mouseRelease(canvas.viewport(), LEFT, pos=far)
    assert (labels(opened)[4] == 1).sum() > 2 * organ.sum()
    press(opened, "Ctrl+Z")
    assert not labels(opened).any()


def test_paint_over_background_leaves_other_labels(opened: MainWindow) -> None:
    press(opened, "2")
    opened.tools.brush_size.set_diameter(14.0)
    paint(opened, [CENTER])
    first = labels(opened) == 1
    opened.document.add_label("Spleen")
    opened.tools.paint_over.choose(frozenset())
    paint(opened, [CENTER, (20.0, 36.0)])
    assert (labels(opened)[first] == 1).all()
    assert (labels(opened) == 2).any()
    opened.tools.paint_over.choose(None)
    paint(opened, [CENTER])
    assert labels(opened)[4, 20, 24] == 2


def test_operation_is_drawn_before_it_is_made(opened: MainWindow, qtbot: QtBot) -> None:
    press(opened, "2")
    opened.tools.brush_size.set_diameter(14.0)
    paint(opened, [CENTER])
    before = labels(opened).copy()
    opened.actions_by_name["mask_grow"].trigger()
    np.testing.assert_array_equal(labels(opened), before)
    qtbot.waitUntil(lambda: opened.viewer.views[0].state.draft is not None)
    assert opened.masks.panel._result.text().startswith("+")
    QTest.mouseClick(apply_button(opened), LEFT)
    grown = ops.grow(before == 1, opened.document.volume.geometry.spacing_zyx_mm, 2.0)
    np.testing.assert_array_equal(labels(opened) == 1, grown)
    assert opened.undo_stack.undoText() == "Grow: Label 1"
    press(opened, "Ctrl+Z")
    np.testing.assert_array_equal(labels(opened), before)


def test_draft_follows_slice_and_mask_and_goes_with_escape(
    opened: MainWindow, qtbot: QtBot
) -> None:
    press(opened, "2")
    paint(opened, [CENTER])
    opened.actions_by_name["mask_shrink"].trigger()
    opened.masks.panel._where.button(0).click()
    qtbot.waitUntil(lambda: opened.viewer.views[0].state.draft is not None)
    assert opened.viewer.views[0].state.draft.region.start[0] == 4
    opened.viewer.goto(0, 7)
    qtbot.waitUntil(lambda: "not painted on this slice" in opened.masks.panel._result.text())
    assert opened.viewer.views[0].state.draft is None
    assert not apply_button(opened).isEnabled()
    opened.actions_by_name["cancel"].trigger()
    assert not opened.masks.active
    opened.actions_by_name["cancel"].trigger()
    assert opened.tools.tool.value == "crosshair"


def test_statistics_follow_the_mask_and_are_saved(
    opened: MainWindow, dialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    press(opened, "2")
    opened.tools.brush_size.set_diameter(14.0)
    paint(opened, [CENTER])
    opened.actions_by_name["statistics"].trigger()
    table = opened.statistics.table.table
    count = int((labels(opened) == 1).sum())
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    assert table.item(0, 1).text() == f"{count * 5 / 1000:.2f} ml"
    paint(opened, [(20.0, 36.0)])
    qtbot.waitUntil(lambda: table.item(0, 1).text() != f"{count * 5 / 1000:.2f} ml")
    dialogs.path = tmp_path / "figures.csv"
    button = opened.statistics.table.findChildren(QPushButton)[-1]
    button.click()
    assert dialogs.path.read_text().startswith("name,value,voxels,volume_ml")


def scribble(window: MainWindow, point: tuple[float, float], **how) -> None:
    canvas = canvas_of(window)
    at = canvas.position_of(point).toPoint()
    QTest.mouseClick(canvas.viewport(), how.pop("button", LEFT), pos=at, **how)


def test_one_click_gives_a_mask_that_enter_keeps(opened: MainWindow) -> None:
    press(opened, "S")
    scribble(opened, CENTER)
    assert not labels(opened).any()
    draft = opened.viewer.views[0].state.draft
    assert draft is not None
    press(opened, "Return")
    organ = opened.document.volume.voxels[4] > 0
    painted = labels(opened)[4] == 1
    assert 2 * (painted & organ).sum() / (painted.sum() + organ.sum()) > 0.9
    assert opened.undo_stack.undoText() == "Scribble Label 1, axial 5"
    press(opened, "Ctrl+Z")
    assert not labels(opened).any()


def test_scribbles_take_away_and_escape_drops_them(opened: MainWindow) -> None:
    press(opened, "S")
    scribble(opened, CENTER)
    first = opened.viewer.views[0].state.draft
    scribble(opened, (20.0, 15.0), button=Qt.MouseButton.RightButton)
    assert opened.viewer.views[0].state.draft != first
    press(opened, "Escape")
    assert opened.viewer.views[0].state.draft is None
    press(opened, "Return")
    assert not labels(opened).any()


def test_scribbles_do_not_follow_to_another_slice(opened: MainWindow) -> None:
    press(opened, "S")
    scribble(opened, CENTER)
    opened.viewer.goto(0, 6)
    assert opened.viewer.views[0].state.draft is None


def test_backspace_takes_the_last_click_back(opened: MainWindow) -> None:
    press(opened, "S")
    scribble(opened, CENTER)
    first = opened.viewer.views[0].state.draft
    scribble(opened, (20.0, 15.0), button=Qt.MouseButton.RightButton)
    assert canvas_of(opened).clicks.count == 2
    press(opened, "Backspace")
    assert opened.viewer.views[0].state.draft == first
    assert canvas_of(opened).clicks.count == 1
    press(opened, "Backspace")
    assert opened.viewer.views[0].state.draft is None
    assert canvas_of(opened).clicks.count == 0


def test_copied_shape_waits_for_review(opened: MainWindow) -> None:
    press(opened, "2")
    paint(opened, [CENTER])
    press(opened, "Ctrl+Shift+Right")
    assert opened.viewer.current_index(0) == 5
    assert not labels(opened)[5].any()
    assert opened.document.review.labels(0, 5).any()
    press(opened, "Return")
    np.testing.assert_array_equal(labels(opened)[5], labels(opened)[4])


def test_labels_grow_from_seeds(opened: MainWindow, qtbot: QtBot) -> None:
    press(opened, "2")
    opened.tools.brush_size.set_diameter(14.0)
    for index in (3, 5):
        opened.viewer.goto(0, index)
        paint(opened, [CENTER])
    opened.actions_by_name["grow_seeds"].trigger()
    qtbot.waitUntil(lambda: opened.document.review.proposal is not None)
    grown = opened.document.review.labels(0, 4) == 1
    organ = opened.document.volume.voxels[4] > 0
    assert 2 * (grown & organ).sum() / (grown.sum() + organ.sum()) > 0.9

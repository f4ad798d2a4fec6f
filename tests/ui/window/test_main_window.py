"""The window: what is enabled when, keys, files dropped, the way out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.errors import UserError
from annotator.core.geometry import Region
from annotator.services.document import Document
from annotator.ui.settings import RecentImage
from annotator.ui.status_bar import file_index
from annotator.ui.viewer.tools import Tool
from tests.helpers.windows import (
    FakeDialogs,
    document_shown,
    drop_files,
    make_window,
    paint,
    phantom_file,
    press,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.main_window import MainWindow


def enabled(window: MainWindow, name: str) -> bool:
    return window.actions_by_name[name].isEnabled()


def test_starts_empty_with_only_opening_enabled(window: MainWindow) -> None:
    assert window.start_page.isVisible()
    assert not window.tools.isVisible()
    assert enabled(window, "open")
    assert not any(enabled(window, name) for name in ("save", "propagate", "accept", "undo"))


def test_opening_shows_views_and_remembers_the_file(opened: MainWindow, tmp_path: Path) -> None:
    assert opened.viewer.isVisible()
    assert not opened.start_page.isVisible()
    assert "ct.nii.gz" in opened.windowTitle()
    assert opened.settings.recent() == [RecentImage(str(tmp_path / "ct.nii.gz"))]
    assert enabled(opened, "save")
    assert not enabled(opened, "propagate"), "nothing is painted"


def test_failed_opening_says_why_and_keeps_the_image(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    document = opened.document
    (tmp_path / "broken.nii.gz").write_bytes(b"no image")
    opened.session.open(tmp_path / "broken.nii.gz")
    qtbot.waitUntil(lambda: bool(dialogs.problems))
    assert opened.document is document


def test_painting_enables_undo_save_and_propagate(opened: MainWindow, qtbot: QtBot) -> None:
    press(opened, "2")
    paint(opened, [(20, 20), (20, 28)])
    assert opened.document.labelmap.voxels.any()
    assert opened.actions_by_name["undo"].text().startswith("Undo ")
    assert len(opened.actions_by_name["undo"].text()) > len("Undo ")
    qtbot.waitUntil(lambda: enabled(opened, "propagate"))
    press(opened, "Ctrl+Z")
    assert not opened.document.labelmap.voxels.any()
    assert opened.actions_by_name["redo"].isEnabled()


def test_title_shows_unsaved_changes(opened: MainWindow) -> None:
    clean = opened.windowTitle()
    press(opened, "2")
    paint(opened, [(20, 20), (20, 28)])
    assert opened.windowTitle() != clean
    press(opened, "Ctrl+Z")
    assert opened.windowTitle() == clean


def test_digits_and_letters_choose_tools_and_escape_drops_them(opened: MainWindow) -> None:
    for key, tool in (
        ("2", Tool.BRUSH),
        ("E", Tool.ERASER),
        ("G", Tool.POLYGON),
        ("5", Tool.POLYGON),
        ("6", Tool.FILL),
        ("I", Tool.PICK),
        ("C", Tool.NONE),
        ("P", Tool.BRUSH),
    ):
        press(opened, key)
        assert opened.tools.tool is tool, key
        assert opened.viewer.views[0].state.tool is tool, key
    press(opened, "Esc")
    assert opened.tools.tool is Tool.NONE


def test_space_swaps_the_last_two_tools(opened: MainWindow) -> None:
    press(opened, "2")
    press(opened, "3")
    QTest.keyClick(opened.focusWidget(), Qt.Key.Key_Space)
    assert opened.tools.tool is Tool.BRUSH
    QTest.keyClick(opened.focusWidget(), Qt.Key.Key_Space)
    assert opened.tools.tool is Tool.ERASER


def test_arrows_and_pages_change_the_slice(opened: MainWindow) -> None:
    def index() -> int:
        return opened.viewer.current_index(0)

    press(opened, "Home")
    assert index() == 0
    press(opened, "Right")
    press(opened, "PgUp")
    assert index() == 2
    press(opened, "Left")
    assert index() == 1
    press(opened, "Shift+Right")
    assert index() == 6
    press(opened, "End")
    assert index() == 8
    assert opened.strip.cells.current == 8


def test_brush_keys_change_the_size_by_a_fifth(opened: MainWindow) -> None:
    size = opened.tools.brush_size
    size.set_diameter(10.0)
    press(opened, "]")
    assert size.diameter_mm == 12.0
    press(opened, "-")
    assert abs(size.diameter_mm - 10.0) < 1e-9
    assert abs(opened.viewer.views[0].state.radius_mm - 5.0) < 1e-9


def test_plain_keys_in_a_number_field_are_text(opened: MainWindow) -> None:
    field = opened.propagate_panel._last
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "3")
    assert field.value() == 3
    assert opened.tools.tool is Tool.NONE
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_renaming_a_label_does_not_trigger_shortcuts(opened: MainWindow, qtbot: QtBot) -> None:
    opened.labels_panel.rename_active()
    editor = opened.focusWidget()
    QTest.keyClicks(editor, "Pancreas 2")
    assert opened.tools.tool is Tool.NONE
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.document.classes[0].name == "Pancreas 2")


def test_holding_v_peeks_under_the_masks(opened: MainWindow) -> None:
    now = [0.0]
    opened._keys._clock = lambda: now[0]
    canvas = opened.focusWidget()
    visible = opened.viewer.views[0]
    QTest.keyPress(canvas, Qt.Key.Key_V)
    assert not visible.state.overlay_visible
    now[0] = 1.0
    QTest.keyRelease(canvas, Qt.Key.Key_V)
    assert visible.state.overlay_visible
    QTest.keyClick(canvas, Qt.Key.Key_V)
    assert not visible.state.overlay_visible, "a tap stays"


def test_dropping_a_file_opens_it(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    with document_shown(qtbot, window):
        assert drop_files(window, [phantom_file(tmp_path)])
    assert window.document is not None


def test_status_shows_the_voxel_under_the_mouse(opened: MainWindow) -> None:
    opened.document.labelmap.voxels[4, 20, 24] = 1
    opened.viewer.hovered.emit((4, 20, 24))
    texts = [label.text() for label in opened.status.findChildren(type(opened.status._voxel))]
    value = int(opened.document.volume.voxels[4, 20, 24])
    assert "x 25  y 21  z 5" in texts
    assert f"file {', '.join(map(str, file_index(opened.document, (4, 20, 24))))}" in texts
    i, j, k = file_index(opened.document, (4, 20, 24))
    stored = np.asarray(nib.load(opened.document.volume.source.path).dataobj)
    assert stored[i, j, k] == opened.document.volume.voxels[4, 20, 24]
    assert "L 24.0  P 20.0  S 20.0 mm" in texts
    assert f"{value} HU" in texts
    assert "Label 1" in texts


def test_a_message_has_the_room_of_the_voxel_until_the_pointer_moves(opened: MainWindow) -> None:
    status = opened.status
    opened.resize(1280, 800)
    opened.viewer.hovered.emit((4, 20, 24))
    assert status._position.isVisible()
    status.say("Arrows move the pointer, Space clicks, Shift+Space holds the button down.")
    opened.document.changed.emit(Region((4, 20, 24), (5, 21, 25)))
    QApplication.processEvents()
    assert not status._message.is_cut()
    opened.viewer.hovered.emit((4, 20, 25))
    assert status._position.isVisible()
    opened.viewer.hovered.emit(None)
    assert not status._position.isVisible()


def test_absent_and_support_keys_mark_the_slice_in_view(opened: MainWindow) -> None:
    opened.viewer.goto(0, 2)
    press(opened, "X")
    assert opened.document.absent == {1: frozenset({2})}
    press(opened, "2")
    opened.viewer.goto(0, 4)
    paint(opened, [(20, 20), (20, 28)])
    press(opened, "K")
    assert opened.document.excluded == {1: frozenset({4})}
    press(opened, "X")
    assert "painted" in opened.status.message, "a painted slice cannot be absent"
    press(opened, "Ctrl+Z")
    assert not opened.document.excluded
    assert opened.document.labelmap.voxels[4].any()


def test_closing_with_unsaved_work_asks_and_cancel_stays(
    opened: MainWindow, dialogs: FakeDialogs
) -> None:
    press(opened, "2")
    paint(opened, [(20, 20), (20, 28)])
    dialogs.unsaved = "cancel"
    press(opened, "Ctrl+Q")
    assert opened.isVisible()
    assert dialogs.asked == ["unsaved: ct.nii.gz"]
    press(opened, "Ctrl+W")
    assert opened.document is not None
    assert len(dialogs.asked) == 2


def test_closing_with_save_writes_the_mask_first(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    press(opened, "2")
    paint(opened, [(20, 20), (20, 28)])
    dialogs.unsaved, dialogs.path = "save", tmp_path / "mask.nii.gz"
    opened.close()
    qtbot.waitUntil(lambda: not opened.isVisible())
    assert dialogs.path.exists()


def test_closing_does_not_close_when_the_save_fails(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    press(opened, "2")
    paint(opened, [(20, 20), (20, 28)])
    dialogs.unsaved, dialogs.path = "save", tmp_path / "ct.nii.gz"
    opened.close()
    qtbot.waitUntil(lambda: bool(dialogs.problems))
    assert opened.isVisible()
    assert opened.document.dirty


def test_uncaught_errors_are_shown_in_words(window: MainWindow, dialogs: FakeDialogs) -> None:
    window.show_error(UserError("Open another file."))
    window.show_error(ValueError("odd"))
    assert dialogs.problems[0] == "Open another file."
    assert "odd" in dialogs.problems[1]


def test_window_presets_are_for_ct_only(opened: MainWindow) -> None:
    press(opened, "Alt+2")
    assert opened.viewer.views[0].state.window == (-600.0, 1500.0)
    press(opened, "J")
    center, width = opened.viewer.views[0].state.window
    assert -80 < center < 60
    assert width < 400
    mr_volume = replace(opened.document.volume, modality="MR")
    opened.session.show(Document(mr_volume))
    before = opened.viewer.views[0].state.window
    press(opened, "Alt+2")
    assert opened.viewer.views[0].state.window == before
    assert not opened.actions_by_name["window_2"].isVisible()


def test_settings_survive_the_window(qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs) -> None:
    first = make_window(tmp_path, dialogs)
    qtbot.addWidget(first)
    first.labels_panel.set_opacity(0.8)
    first.tools.brush_size.set_diameter(23.0)
    first.close()
    second = make_window(tmp_path, dialogs)
    qtbot.addWidget(second)
    assert second.labels_panel.opacity == 0.8
    assert np.isclose(second.tools.brush_size.diameter_mm, 23.0)
    second.close()


def test_t_turns_the_brush_into_the_eraser_and_back(opened: MainWindow) -> None:
    press(opened, "T")
    assert opened.tools.tool is Tool.BRUSH
    press(opened, "T")
    assert opened.tools.tool is Tool.ERASER
    press(opened, "T")
    assert opened.tools.tool is Tool.BRUSH


def test_n_leads_to_the_widest_gap(opened: MainWindow) -> None:
    press(opened, "N")
    assert "a quarter of its length from its ends" in opened.status.message
    press(opened, "2")
    for index in (0, 8):
        opened.viewer.goto(0, index)
        paint(opened, [(20, 20), (20, 28)])
    press(opened, "N")
    assert opened.viewer.current_index(0) == 4


def test_painting_can_be_limited_to_intensities(opened: MainWindow) -> None:
    opened.viewer.goto(0, 4)
    opened.tools.brush_size.set_diameter(90.0)
    press(opened, "2")
    opened.actions_by_name["limits"].trigger()
    limits = opened.limits
    limits._low.setValue(20.0)
    limits._high.setValue(100.0)
    paint(opened, [(20, 24), (20, 25)])
    painted = opened.document.labelmap.voxels[4] > 0
    assert np.array_equal(painted, opened.document.volume.voxels[4] > 20)
    press(opened, "Ctrl+Z")
    opened.actions_by_name["limits"].trigger()
    paint(opened, [(20, 24), (20, 25)])
    assert opened.document.labelmap.voxels[4].all()

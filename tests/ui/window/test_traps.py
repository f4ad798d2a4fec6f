"""What a labeller must not stumble over, with real mouse, wheel and key events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QSlider,
    QWidget,
)

from annotator.core.proposal import RunProgress
from annotator.core.volume import Volume
from annotator.io.write import write_labels
from annotator.services.document import Document
from annotator.ui.panels.elided_label import ElidedLabel
from annotator.ui.viewer.tools import Tool
from tests.helpers.windows import (
    canvas_of,
    document_shown,
    drop_files,
    make_window,
    paint,
    phantom,
    phantom_file,
    press,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.main_window import MainWindow
    from tests.helpers.windows import FakeDialogs

LONG = "Saved and verified: /" + "a-folder-with-a-long-name/" * 20 + "mask.nii.gz"


def wheel(widget: QWidget, notches: int = 1) -> None:
    """Turn the wheel over the middle of a widget, as Qt sends it."""
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at,
        QPointF(widget.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # not inverted
    )
    QApplication.sendEvent(widget, event)


def type_into(field: QAbstractSpinBox, text: str) -> None:
    """Click into a number field, replace what is there, and press Enter."""
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


# ---- nothing that is said changes a layout


def test_a_long_message_does_not_widen_the_window(opened: MainWindow) -> None:
    opened.resize(1280, 800)
    before = opened.minimumSizeHint().width()
    opened.status.say(LONG, "ok")
    opened.status.set_device(LONG)
    opened.status.set_background(LONG)
    opened.propagate_panel.set_result(LONG)
    opened.propagate_panel.set_learned(LONG, LONG)
    opened.propagate_panel.set_situation(LONG, ready=True)
    opened.propagate_panel.set_progress(RunProgress(1, 2, LONG), 3.0)
    opened.document.update_label(opened.document.classes[0].__class__(1, LONG, (1, 2, 3)))
    opened.strip.reload()
    QApplication.processEvents()
    assert opened.width() == 1280
    assert opened.minimumSizeHint().width() == before
    right = opened.propagate_panel._button.mapTo(opened, QPoint(0, 0)).x()
    assert right + opened.propagate_panel._button.width() <= 1280
    assert opened.status.message == LONG, "the whole text is in the tooltip"
    assert opened.status._message.is_cut()
    assert LONG in opened.status._message.whole_text()


def test_a_window_wider_than_the_screen_does_not_come_back(
    qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs
) -> None:
    first = make_window(tmp_path, dialogs)
    qtbot.addWidget(first)
    first.show()
    first.resize(9000, 700)
    first.close()
    second = make_window(tmp_path, dialogs)
    qtbot.addWidget(second)
    second._restore_settings()  # the helper has given it a size
    assert second.width() <= second.screen().availableSize().width()
    second.close()


def test_texts_that_come_and_go_move_nothing(opened: MainWindow) -> None:
    panel = opened.propagate_panel

    def places() -> list[int]:
        QApplication.processEvents()
        parts = (panel._method, panel._iterations, panel._more, opened.review_panel)
        return [part.mapTo(opened, QPoint(0, 0)).y() for part in parts]

    before = places()
    panel.set_learned("Learning Liver · 40 %")
    assert places() == before
    panel.set_learned("", "")
    panel.set_result("12 slices of 2 labels were filled in 8.2 s.")
    assert places() == before
    panel.set_ends("Liver: 3 to 7, set by you", offered=True)
    assert places() == before
    panel.set_running(True)
    panel.set_progress(RunProgress(1, 4, "Slice 3"), 12.0)
    assert places() == before
    panel.set_running(False)
    assert places() == before


# ---- the wheel


def test_the_wheel_over_the_right_panel_changes_nothing_unseen(opened: MainWindow) -> None:
    fields = [
        field
        for panel in (opened.propagate_panel, opened.review_panel, opened.labels_panel)
        for kind in (QComboBox, QAbstractSpinBox, QSlider)
        for field in panel.findChildren(kind)
        if not field.objectName().startswith("qt_")
    ]
    assert len(fields) >= 6

    def values() -> list[object]:
        return [f.currentIndex() if isinstance(f, QComboBox) else f.value() for f in fields]

    before = values()
    for field in fields:
        wheel(field)
        wheel(field, -1)
        wheel(field, -1)
        assert not field.hasFocus()
    assert values() == before


def test_a_field_that_was_clicked_answers_the_wheel(opened: MainWindow) -> None:
    field = opened.propagate_panel._iterations
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    before = field.value()
    wheel(field)
    assert field.value() == before + 1


# ---- number fields


def test_enter_in_a_number_field_gives_the_keys_back_to_the_image(opened: MainWindow) -> None:
    opened.actions_by_name["limits"].trigger()
    type_into(opened.limits._low, "850")
    assert opened.limits._low.value() == 850
    assert canvas_of(opened).hasFocus()
    press(opened, "2")
    assert opened.tools.tool is Tool.BRUSH, "a tool key is a tool key again"
    assert opened.limits._low.value() == 850


def test_limits_that_let_nothing_through_are_said_and_not_swapped(opened: MainWindow) -> None:
    opened.viewer.goto(0, 4)
    press(opened, "2")
    opened.actions_by_name["limits"].trigger()
    type_into(opened.limits._high, "2")
    type_into(opened.limits._low, "850")
    assert "lower limit 850 HU is above the upper one, 2 HU" in opened.status.message
    paint(opened, [(20, 24), (20, 30)])
    assert not opened.document.labelmap.voxels.any()
    type_into(opened.limits._high, "900")
    assert "values from -1000 to" in opened.status.message, "no voxel is as bright"
    type_into(opened.limits._low, "-2000")
    assert opened.status.message == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Enter])
def test_a_number_field_is_left_by_key(opened: MainWindow, key: Qt.Key) -> None:
    field = opened.propagate_panel._iterations
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    QTest.keyClick(field, key)
    assert canvas_of(opened).hasFocus()


# ---- undo and what counts as unsaved


def test_undo_goes_to_the_slice_that_it_changes(opened: MainWindow) -> None:
    press(opened, "2")
    opened.viewer.goto(0, 2)
    paint(opened, [(20, 24), (20, 30)])
    opened.viewer.goto(0, 7)
    press(opened, "Ctrl+Z")
    assert opened.viewer.current_index(0) == 2
    opened.viewer.goto(0, 7)
    press(opened, "Ctrl+Y")
    assert opened.viewer.current_index(0) == 2
    paint(opened, [(4, 24), (5, 24)], axis=1)
    coronal = opened.viewer.current_index(1)
    opened.viewer.goto(1, coronal + 5)
    press(opened, "Ctrl+Z")
    assert opened.viewer.current_index(1) == coronal
    assert opened.viewer.current_index(0) == 2, "the other planes stay where they are"


def test_switching_the_plane_does_not_mark_the_mask_unsaved(opened: MainWindow) -> None:
    opened.strip.axis_requested.emit(1)
    assert not opened.document.dirty
    assert "•" not in opened.windowTitle()
    press(opened, "2")
    paint(opened, [(4, 24), (5, 24)], axis=1)
    assert opened.document.dirty
    press(opened, "Ctrl+Z")
    assert not opened.document.dirty
    press(opened, "X")
    assert opened.document.dirty, "a mark is work"


def test_the_title_shows_the_folder(opened: MainWindow, tmp_path: Path) -> None:
    assert opened.windowTitle().startswith(f"{tmp_path.name}/ct.nii.gz")


# ---- the mouse in a view


def drag(window: MainWindow, points: list[tuple[float, float]]) -> None:
    paint(window, points)


def test_a_lasso_is_closed_by_its_release(opened: MainWindow) -> None:
    opened.viewer.goto(0, 4)
    press(opened, "5")
    drag(opened, [(10, 10), (10, 30), (30, 30), (30, 10), (12, 10)])
    painted = opened.document.labelmap.voxels[4]
    assert painted[20, 20] == 1
    assert not opened.viewer.views[0].pointer.strokes.polygon


def test_a_polygon_of_clicks_stays_open_until_it_is_closed(opened: MainWindow) -> None:
    opened.viewer.goto(0, 4)
    press(opened, "4")
    for corner in ((10, 10), (10, 30), (30, 30)):
        drag(opened, [corner, (corner[0] + 0.2, corner[1] + 0.2)])  # a hand is never still
    assert not opened.document.labelmap.voxels.any()
    press(opened, "Return")
    assert opened.document.labelmap.voxels[4, 14, 26] == 1


@pytest.mark.parametrize("key", ["1", "2", "3", "6"])
def test_a_double_click_enlarges_a_view_whatever_the_tool(opened: MainWindow, key: str) -> None:
    opened.viewer.goto(0, 4)
    press(opened, key)
    viewport = canvas_of(opened, 1).viewport()
    at = viewport.rect().center()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    assert canvas_of(opened, 1).isVisible()
    assert not canvas_of(opened, 0).isVisible()
    assert not opened.document.labelmap.voxels.any(), "the first click painted nothing"
    assert not opened.document.dirty
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().center())
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().center())
    assert canvas_of(opened, 0).isVisible()


def test_quick_dabs_at_two_places_are_two_dabs(opened: MainWindow) -> None:
    opened.viewer.goto(0, 4)
    press(opened, "2")
    canvas = canvas_of(opened)
    first, second = (canvas.position_of(p).toPoint() for p in ((20.0, 15.0), (20.0, 35.0)))
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert opened.document.labelmap.voxels[4, 20, 15] == 1
    assert opened.document.labelmap.voxels[4, 20, 35] == 1
    assert canvas_of(opened, 1).isVisible()


# ---- crosshair and corner texts


def test_the_crosshair_can_be_hidden_and_hides_while_painting(opened: MainWindow) -> None:
    decorations, canvas = canvas_of(opened).decorations, canvas_of(opened)
    assert decorations.crosshair is not None
    press(opened, "2")
    place = canvas.position_of((20.0, 20.0)).toPoint()
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert decorations.crosshair is None
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert decorations.crosshair is not None
    press(opened, "Shift+C")
    assert decorations.crosshair is None
    press(opened, "Shift+C")
    assert decorations.crosshair is not None


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_corner_texts_do_not_cover_a_small_view(opened: MainWindow, size: tuple[int, int]) -> None:
    opened.resize(*size)
    QApplication.processEvents()
    for axis in (1, 2):
        canvas = canvas_of(opened, axis)
        view, texts = canvas.viewport().rect(), canvas.decorations
        rows, columns = (n for a, n in enumerate((9, 40, 48)) if a != axis)
        corners = canvas.position_of((-0.5, -0.5)), canvas.position_of((rows - 0.5, columns - 0.5))
        anatomy = QRectF(*corners).normalized().toAlignedRect().adjusted(1, 1, -1, -1)
        covered = [
            text
            for area, _, text in texts._texts(view, canvas.fontMetrics())
            if area.intersects(anatomy)
        ]
        assert covered == []


# ---- grey levels


def test_grey_levels_are_chosen_in_numbers(opened: MainWindow) -> None:
    fields = opened.top_bar.window_fields
    type_into(fields._width, "300")
    type_into(fields._level, "-50")
    assert opened.viewer.views[0].state.window == (-50.0, 300.0)
    assert canvas_of(opened).hasFocus()
    press(opened, "Alt+2")
    assert (fields._level.value(), fields._width.value()) == (-600.0, 1500.0)


def as_mr(window: MainWindow, path: Path) -> Volume:
    volume = phantom()
    shown = Volume(volume.voxels + np.int16(1000), volume.geometry, "MR")
    window.session.show(Document(shown))
    return shown


def test_mr_has_presets_that_are_remembered_for_the_image(
    opened: MainWindow, tmp_path: Path
) -> None:
    as_mr(opened, tmp_path)
    first = opened.viewer.views[0].state.window
    press(opened, "Alt+Up")
    center, width = opened.viewer.views[0].state.window
    assert center - width / 2 == pytest.approx(first[0] - first[1] / 2), "black stays"
    assert width < first[1]
    press(opened, "Alt+I")
    canvas = canvas_of(opened)
    assert opened.viewer.views[0].state.inverted
    corner = canvas.position_of((0.0, 0.0)).toPoint()  # air
    assert canvas.grab().toImage().pixelColor(corner).lightness() > 200
    opened.session.show(Document(phantom()))
    assert not opened.viewer.views[0].state.inverted
    as_mr(opened, tmp_path)
    assert opened.viewer.views[0].state.window == pytest.approx((center, width))
    assert opened.viewer.views[0].state.inverted
    press(opened, "Alt+0")
    press(opened, "Alt+I")
    assert opened.viewer.views[0].state.window == first


# ---- files that are dropped


def drop(qtbot: QtBot, window: MainWindow, *paths: Path) -> None:
    """Drop files on the window, and wait until what they hold is shown."""
    with document_shown(qtbot, window):
        assert drop_files(window, paths)


@pytest.fixture
def mask_file(tmp_path: Path) -> Path:
    mask = np.zeros(phantom().voxels.shape, np.uint8)
    mask[3, 10:20, 10:20] = 2
    path = tmp_path / "looks-like-an-image.nii.gz"
    write_labels(path, mask, phantom())
    return path


def test_a_label_map_dropped_on_its_image_becomes_the_mask(
    qtbot: QtBot, opened: MainWindow, dialogs: FakeDialogs, mask_file: Path
) -> None:
    image = opened.document.volume
    drop(qtbot, opened, mask_file)
    assert dialogs.asked == [f"dropped: {mask_file.name}"]
    assert opened.document.volume is image, "the image is still there"
    assert opened.document.labelmap.voxels[3, 15, 15] == 2


@pytest.mark.parametrize("part", ["canvas", "labels", "strip", "tools"])
def test_files_may_be_dropped_anywhere(
    qtbot: QtBot, opened: MainWindow, mask_file: Path, part: str
) -> None:
    widget = {
        "canvas": canvas_of(opened).viewport(),
        "labels": opened.labels_panel,
        "strip": opened.strip,
        "tools": opened.tools,
    }[part]
    at = widget.mapTo(opened, widget.rect().center())
    with document_shown(qtbot, opened):
        assert drop_files(opened, [mask_file], at)
    assert opened.document.labelmap.voxels[3, 15, 15] == 2


def test_what_is_no_file_is_not_taken(opened: MainWindow) -> None:
    assert not drop_files(opened, [])


def test_a_label_map_can_be_opened_as_an_image(
    qtbot: QtBot, opened: MainWindow, dialogs: FakeDialogs, mask_file: Path
) -> None:
    dialogs.dropped = "image"
    drop(qtbot, opened, mask_file)
    assert opened.document.volume.voxels[3, 15, 15] == 2


@pytest.mark.parametrize("mask_first", [True, False])
def test_image_and_mask_dropped_together_are_both_opened(
    qtbot: QtBot,
    window: MainWindow,
    dialogs: FakeDialogs,
    tmp_path: Path,
    mask_file: Path,
    mask_first: bool,
) -> None:
    image = phantom_file(tmp_path)
    drop(qtbot, window, *((mask_file, image) if mask_first else (image, mask_file)))
    assert window.document.volume.voxels.min() == -1000
    assert window.document.labelmap.voxels[3, 15, 15] == 2
    assert dialogs.asked == []


def test_another_image_dropped_is_an_image(
    qtbot: QtBot, opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    before = opened.document
    drop(qtbot, opened, phantom_file(tmp_path, "other.nii.gz"))
    assert opened.document is not before
    assert dialogs.asked == []


def test_the_name_of_a_model_does_not_widen_the_panel(opened: MainWindow) -> None:
    panel = opened.propagate_panel
    before = panel.width()
    panel.set_models(["catnet-" + "a-very-long-name-" * 4])
    QApplication.processEvents()
    assert panel.width() == before
    assert panel.minimumSizeHint().width() <= before
    assert panel._more.text().endswith("…")
    assert "a very long name a very long name" in panel._more.toolTip()


def test_text_in_a_padded_field_is_shown_whole(qtbot: QtBot) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    layout = QHBoxLayout(row)
    label = ElidedLabel("CPU (1 thread)")
    label.setStyleSheet("padding: 0px 8px")
    layout.addStretch(1)
    layout.addWidget(label)
    row.resize(600, 30)
    row.show()
    label.setText("Autosaved 12:34")
    qtbot.waitUntil(lambda: label.shown_lines() == ["Autosaved 12:34"])

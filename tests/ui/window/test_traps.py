"""What a labeller must not stumble over, with real mouse, wheel and key events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QSlider, QWidget

from annotator.core.proposal import RunProgress
from annotator.ui.viewer.tools import Tool
from tests.helpers.windows import canvas_of, make_window, paint, press

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
    panel.set_ends("3–7", "Liver: 3 to 7, set by you", offered=True)
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

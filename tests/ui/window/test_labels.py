"""Labels of the day: sets to start from, and the list, by keys and mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from annotator.ui.panels.label_table import COLOR, LOCKED, NAME, VALUE, VISIBLE, VOLUME, volume_text
from annotator.ui.panels.labels_panel import LabelSearch
from tests.helpers.windows import canvas_of, document_shown, paint, press

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from annotator.ui.main_window import MainWindow
    from tests.helpers.windows import FakeDialogs


def focus() -> object:
    return QApplication.focusWidget()


def names(window: MainWindow) -> list[str]:
    return [label.name for label in window.document.classes]


def entries(window: MainWindow, menu: str) -> dict[str, QAction]:
    window.menus[menu].aboutToShow.emit()
    return {action.text(): action for action in window.menus[menu].actions()}


def test_organ_sets_are_there_in_english_and_latin(opened: MainWindow) -> None:
    entries(opened, "Labels/Start from a label set")["Whole body"].trigger()
    assert "Left kidney" in names(opened)
    assert opened.document.label_name(5) == "Liver"
    assert "Heart and vessels" in rows_shown(opened)
    entries(opened, "Labels/Start from a label set in Latin")["Whole body"].trigger()
    assert "Ren sinister" in names(opened)
    press(opened, "Ctrl+Z")
    assert "Left kidney" in names(opened)


def test_own_label_sets_are_saved_and_used_again(opened: MainWindow, dialogs: FakeDialogs) -> None:
    opened.document.add_label("Portal vein")
    dialogs.name = "Liver and vessels"
    opened.actions_by_name["save_label_set"].trigger()
    press(opened, "Ctrl+Z")
    assert names(opened) == ["Label 1"]
    entries(opened, "Labels/Start from a label set")["Liver and vessels"].trigger()
    assert names(opened) == ["Label 1", "Portal vein"]
    opened.document.add_label("Artery")
    opened.actions_by_name["save_label_set"].trigger()
    assert dialogs.asked[-1] == "overwrite: Liver and vessels"
    press(opened, "Ctrl+Z")
    entries(opened, "Labels/Start from a label set")["Liver and vessels"].trigger()
    assert names(opened) == ["Label 1", "Portal vein"], "not replaced without a yes"


def test_a_damaged_own_set_says_why_and_leaves_the_others(opened: MainWindow) -> None:
    folder = opened.labels._own_sets
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text("name = ")
    found = entries(opened, "Labels/Start from a label set")
    found["broken.toml (damaged)"].trigger()
    assert "broken.toml cannot be read" in opened.status.message
    found["Chest"].trigger()
    assert "Heart" in names(opened)


# ---- the list


@pytest.fixture
def many(opened: MainWindow) -> MainWindow:
    """The window with the labels of a whole body."""
    entries(opened, "Labels/Start from a label set")["Whole body"].trigger()
    return opened


def table(window: MainWindow) -> QTableView:
    return window.labels_panel.findChild(QTableView)


def search(window: MainWindow) -> LabelSearch:
    return window.labels_panel.findChild(LabelSearch)


def rows_shown(window: MainWindow) -> list[str]:
    view = table(window)
    rows = [row for row in range(view.model().rowCount()) if not view.isRowHidden(row)]
    return [view.model().index(row, NAME).data() for row in rows]


def visible(window: MainWindow) -> list[str]:
    return [label.name for label in window.document.classes if label.visible]


def type_in(window: MainWindow, text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def test_search_is_there_for_many_labels_only(opened: MainWindow) -> None:
    assert not search(opened).isVisible()
    entries(opened, "Labels/Start from a label set")["Spine"].trigger()
    assert search(opened).isVisible()


def test_label_is_found_and_chosen_by_keys_alone(many: MainWindow) -> None:
    press(many, "Ctrl+F")
    type_in(many, "left")
    assert rows_shown(many)
    assert all("left" in name.casefold() for name in rows_shown(many))
    assert many.document.label_name(many.document.active_label) == rows_shown(many)[0]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert many.document.label_name(many.document.active_label) == rows_shown(many)[1]
    chosen = many.document.active_label
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert canvas_of(many).hasFocus(), "keys are the image's again"
    assert many.document.active_label == chosen
    groups = {label.group for label in many.document.classes} - {""}
    assert len(rows_shown(many)) == len(many.document.classes) + len(groups)
    press(many, "2")
    assert many.tools.tool.value == "brush"


def test_labels_are_found_by_value_too(many: MainWindow) -> None:
    press(many, "Ctrl+F")
    type_in(many, "51")
    assert rows_shown(many) == ["Heart"]


def test_one_label_is_shown_alone_and_all_come_back(many: MainWindow) -> None:
    hidden = many.document.classes[3]
    press(many, "Ctrl+F")
    type_in(many, hidden.name)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    press(many, "Shift+V")
    assert hidden.name not in visible(many)
    many.document.set_active_label(5)
    press(many, "O")
    assert visible(many) == ["Liver"]
    press(many, ".")
    assert visible(many) == ["Stomach"], "another label chosen is the one shown"
    press(many, "O")
    assert len(visible(many)) == len(many.document.classes) - 1
    many.actions_by_name["show_all"].trigger()
    assert len(visible(many)) == len(many.document.classes)


def test_locks_of_all_others(many: MainWindow) -> None:
    many.document.set_active_label(5)
    many.actions_by_name["lock_others"].trigger()
    assert [label.name for label in many.document.classes if not label.locked] == ["Liver"]
    press(many, "Shift+L")
    assert all(label.locked for label in many.document.classes)
    many.actions_by_name["unlock_all"].trigger()
    assert not any(label.locked for label in many.document.classes)
    assert many.undo_stack.undoText().startswith("Label set"), "looking is no edit"


def test_value_and_volume_are_columns_and_follow_the_mask(opened: MainWindow, qtbot: QtBot) -> None:
    model = table(opened).model()
    assert model.index(0, VALUE).data() == "1"
    assert model.index(0, VOLUME).data() == ""
    press(opened, "2")
    paint(opened, [(20.0, 24.0), (20.0, 30.0)])
    ml = (opened.document.labelmap.voxels == 1).sum() * 5 / 1000
    qtbot.waitUntil(lambda: model.index(0, VOLUME).data() == volume_text(ml))
    press(opened, "Ctrl+Z")
    qtbot.waitUntil(lambda: model.index(0, VOLUME).data() == "")


def test_right_click_makes_its_label_the_active_one(many: MainWindow) -> None:
    view = table(many)
    place = view.visualRect(view.model().index(2, NAME)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=place)
    assert many.document.active_label == many.document.classes[2].value
    assert next(action.text() for action in view.actions()) == "Rename label"


# ---- groups


@pytest.fixture
def grouped(opened: MainWindow, dialogs: FakeDialogs) -> MainWindow:
    """Labels 1 (no group), 2 and 3 (Vessels)."""
    for name in ("Portal vein", "Artery"):
        opened.document.add_label(name)
        dialogs.name = "Vessels"
        opened.actions_by_name["group_label"].trigger()
    return opened


def click(window: MainWindow, row: int, column: int) -> None:
    view = window.labels_panel.findChild(QTableView)
    place = view.visualRect(view.model().index(row, column)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_groups_stand_together_and_can_be_collapsed(grouped: MainWindow) -> None:
    grouped.document.add_label("Spleen")
    assert rows_shown(grouped) == ["Label 1", "Spleen", "Vessels", "Portal vein", "Artery"]
    click(grouped, 2, COLOR)
    assert rows_shown(grouped) == ["Label 1", "Spleen", "Vessels"]
    assert grouped.document.active_label == 4, "a group is no label"
    click(grouped, 2, COLOR)
    assert rows_shown(grouped)[-1] == "Artery"
    press(grouped, "Ctrl+Z")  # the new label
    press(grouped, "Ctrl+Z")
    assert rows_shown(grouped) == ["Label 1", "Artery", "Vessels", "Portal vein"]


def test_a_group_is_shown_hidden_and_locked_as_one(grouped: MainWindow) -> None:
    def state() -> list[tuple[bool, bool]]:
        return [(label.visible, label.locked) for label in grouped.document.classes]

    click(grouped, 1, VISIBLE)
    assert state() == [(True, False), (False, False), (False, False)]
    click(grouped, 1, VISIBLE)
    click(grouped, 1, LOCKED)
    assert state() == [(True, False), (True, True), (True, True)]
    click(grouped, 1, LOCKED)
    grouped.navigation.to_the_image()
    press(grouped, "Shift+O")
    assert state() == [(False, False), (True, False), (True, False)]


def test_groups_are_saved_with_the_mask_and_in_label_sets(
    qtbot: QtBot, grouped: MainWindow, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    dialogs.name = "Mine"
    grouped.actions_by_name["save_label_set"].trigger()
    dialogs.path = tmp_path / "ct_labels.nii.gz"
    press(grouped, "Ctrl+S")
    qtbot.waitUntil(lambda: not grouped.document.dirty)
    dialogs.own_mask = True
    with document_shown(qtbot, grouped):
        grouped.session.open(tmp_path / "ct.nii.gz")
    qtbot.waitUntil(lambda: rows_shown(grouped) == ["Label 1", "Vessels", "Portal vein", "Artery"])
    for value in (2, 3):
        grouped.document.set_group({value}, "")
    assert rows_shown(grouped) == ["Label 1", "Portal vein", "Artery"]
    entries(grouped, "Labels/Start from a label set")["Mine"].trigger()
    assert rows_shown(grouped) == ["Label 1", "Vessels", "Portal vein", "Artery"]


def test_a_group_is_renamed_in_the_list(qtbot: QtBot, grouped: MainWindow) -> None:
    view = grouped.labels_panel.findChild(QTableView)
    place = view.visualRect(view.model().index(1, NAME)).center()
    click(grouped, 1, NAME)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClicks(focus(), "Pipes")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    document = grouped.document
    qtbot.waitUntil(lambda: [item.group for item in document.classes] == ["", "Pipes", "Pipes"])
    press(grouped, "Ctrl+F")
    QTest.keyClicks(focus(), "art")
    assert rows_shown(grouped) == ["Artery"], "found in a group, too"

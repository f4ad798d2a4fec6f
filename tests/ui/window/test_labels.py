"""Labels of the day: sets to start from, and the list, by keys and mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.helpers.windows import press

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from annotator.ui.main_window import MainWindow
    from tests.helpers.windows import FakeDialogs


def names(window: MainWindow) -> list[str]:
    return [label.name for label in window.document.classes]


def entries(window: MainWindow, menu: str) -> dict[str, QAction]:
    window.menus[menu].aboutToShow.emit()
    return {action.text(): action for action in window.menus[menu].actions()}


def test_organ_sets_are_there_in_english_and_latin(opened: MainWindow) -> None:
    entries(opened, "Labels/Start from a label set")["Whole body"].trigger()
    assert "Left kidney" in names(opened)
    assert opened.document.label_name(5) == "Liver"
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

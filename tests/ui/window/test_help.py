"""Help: what the program is, and the history of edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QTabWidget, QTextBrowser, QUndoView

from annotator import __version__
from annotator.services.document import Document
from annotator.ui.panels.propagate_panel import model_title
from tests.helpers.windows import FakeDialogs, canvas_of, make_window, paint, phantom, press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.main_window import MainWindow


def test_about_names_versions_licences_folders_and_what_it_is_not(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window(tmp_path, None)
    qtbot.addWidget(window)
    window.show()
    window.actions_by_name["about"].trigger()
    dialog = window.findChild(QDialog, "about")
    pages = dialog.findChild(QTabWidget)
    texts = []
    for page in range(pages.count()):
        pages.setCurrentIndex(page)
        texts.append(pages.currentWidget().toPlainText())
    assert __version__ in texts[0]
    assert "Not a medical device" in texts[0]
    for part in ("PySide6", "LGPL-3.0", "torch", "numpy", "catnet-small", "CC BY-SA"):
        assert part in texts[1], part
    for place in (tmp_path / "config", tmp_path / "data", tmp_path / "settings.ini"):
        assert str(place) in texts[2]
    assert all(isinstance(pages.widget(page), QTextBrowser) for page in range(pages.count()))
    dialog.close()
    window.close()


def test_a_click_in_the_history_goes_back_to_it(opened: MainWindow) -> None:
    press(opened, "2")
    for column in (20.0, 24.0, 28.0):
        paint(opened, [(20.0, column)])
    counts = int((opened.document.labelmap.voxels > 0).sum())
    press(opened, "Ctrl+H")
    view = opened.findChild(QUndoView)
    assert view.isVisible()
    texts = [view.model().index(row, 0).data() for row in range(view.model().rowCount())]
    assert texts == ["Image opened", *["Brush Label 1, axial 5"] * 3]
    place = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.undo_stack.index() == 1
    assert 0 < (opened.document.labelmap.voxels > 0).sum() < counts
    place = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not opened.document.labelmap.voxels.any()
    place = view.visualRect(view.model().index(3, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (opened.document.labelmap.voxels > 0).sum() == counts


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("catnet-small", "CAT-Net (small)"),
        ("catnet", "CAT-Net"),
        ("catnet-my-own", "CAT-Net (my own)"),
        ("liver", "liver"),
    ],
)
def test_models_have_names_for_people(name: str, title: str) -> None:
    assert model_title(name) == title


@pytest.fixture
def demo(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = make_window(tmp_path, FakeDialogs(), demo=lambda: Document(phantom()))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_first_demo_has_a_tour_of_four_steps_inside_the_window(
    qtbot: QtBot, demo: MainWindow
) -> None:
    card = demo.tour.card
    assert not card.isVisible()
    assert not demo.findChild(QFrame, "tour_frame").isVisible()
    click(demo.start_page.findChild(QPushButton, "demo"))
    qtbot.waitUntil(card.isVisible)
    titles = []
    while card.isVisible():
        assert demo.rect().contains(card.geometry()), titles
        titles.append(card._title.text())
        click(card.next)
    assert len(set(titles)) == 4
    assert canvas_of(demo).hasFocus()
    press(demo, "2")
    assert demo.tools.tool.value == "brush"


def test_the_tour_is_shown_once_and_again_from_the_menu(qtbot: QtBot, demo: MainWindow) -> None:
    card = demo.tour.card
    demo.actions_by_name["tour"].trigger()
    qtbot.waitUntil(card.next.hasFocus)
    QTest.keyClick(card.next, Qt.Key.Key_Space)
    assert "2 of 4" in card._place_in.text()
    click(card.back)
    assert "1 of 4" in card._place_in.text()
    click(card.close_button)
    assert not card.isVisible()
    demo.session.close_image()
    click(demo.start_page.findChild(QPushButton, "demo"))
    qtbot.waitUntil(lambda: demo.document is not None)
    assert not card.isVisible()
    demo.actions_by_name["tour"].trigger()
    assert card.isVisible()

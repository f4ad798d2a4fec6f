"""The whole window in every language: nothing left in English, nothing wider than the screen."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDockWidget,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QTabBar,
    QWidget,
)

from annotator.app.assets import resources
from annotator.core.texts import number, tr
from annotator.ui.decision_dialog import DecisionDialog
from annotator.ui.language import LANGUAGES, LanguageName
from annotator.ui.panels.support_strip import Legend
from annotator.ui.theme import apply_theme
from annotator.ui.viewer.decorations import Decorations
from tests.helpers.languages import TRANSLATIONS, spoken
from tests.helpers.windows import FakeDialogs, document_shown, make_window, paint, phantom_file
from tests.ui.window.test_runs_and_review import PhantomPropagator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.main_window import MainWindow

SCREEN = 1280, 800
NAMES = {"Abdomen", "Deutsch", "English", "Label 1", "Panels", "square"}
"""Of label sets, languages, labels, models, and of a dock whose title is never seen."""


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[LanguageName]:
    """Each language, with the window's own look."""
    style, palette = qapp.styleSheet(), qapp.palette()
    with spoken(qapp, request.param):
        apply_theme(qapp, resources())
        yield request.param
    qapp.setStyleSheet(style)
    qapp.setPalette(palette)


@pytest.fixture
def reviewing(language: LanguageName, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A window with a proposal to review, beside a worklist and above the inspector."""
    dialogs = FakeDialogs()
    window = make_window(tmp_path, dialogs, propagator=PhantomPropagator())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    with document_shown(qtbot, window):
        window.session.open(phantom_file(tmp_path))
    window.actions_by_name["tool_brush"].trigger()
    window.viewer.goto(0, 4)
    paint(window, [(20, 20), (20, 28)])
    qtbot.waitUntil(lambda: window.actions_by_name["propagate"].isEnabled())
    with qtbot.waitSignal(window.runs.running_changed, check_params_cb=lambda running: not running):
        window.actions_by_name["propagate"].trigger()
    window.worklist.dock.show()
    window.inspector.dock.show()
    yield window
    dialogs.unsaved = "discard"
    window.close()


def texts_of(widget: QWidget) -> set[str]:
    """All texts that a widget, its parts and its actions say, tooltips included."""
    found = set()
    for part in (widget, *widget.findChildren(QWidget)):
        if in_menu(part):
            continue
        found |= {part.windowTitle(), part.toolTip()}
        if isinstance(part, QLabel | QAbstractButton):
            found.add(part.text())
        elif isinstance(part, QComboBox):
            found |= {part.itemText(n) for n in range(part.count())}
        elif isinstance(part, QTabBar):
            found |= {part.tabText(n) for n in range(part.count())}
        elif isinstance(part, QLineEdit):
            found.add(part.placeholderText())
        for action in part.actions():
            found |= {action.text(), action.toolTip()}
    return {re.sub("<[^>]*>|&", "", text) for text in found}


def in_menu(widget: QWidget) -> bool:
    """Whether a widget is in a menu: those of plots are never opened, and not translated."""
    around: QWidget | None = widget
    while around is not None and not isinstance(around, QMenu):
        around = around.parentWidget()
    return around is not None


def english_left(window: MainWindow, language: LanguageName) -> list[str]:
    """English texts of the translations that the window still says."""
    translated = set()
    for message in ET.parse(TRANSLATIONS / f"annotator_{language}.ts").iter("message"):
        source, translation = message.findtext("source"), message.findtext("translation")
        if source and translation and source != translation:
            translated.add(source)
    dialog = DecisionDialog(window.document, None, window)
    shown = texts_of(window) | texts_of(dialog)
    parts = {part.strip() for text in shown for part in re.split(r"\n|   |  \(", text)}
    assert len(parts) > 300
    left = parts & translated
    if language == "zh_CN":  # whole texts in Latin letters: somebody forgot `tr`
        latin = {part for part in parts if re.search("[A-Za-z]{4}", part) and part.isascii()}
        left |= {part for part in latin if not re.search(r"^\w+\+|^[^(]*\)$", part)}  # no keys
    return sorted(left - NAMES - {window.windowTitle()})


def tour_is_readable(reviewing: MainWindow) -> None:
    reviewing.tour.start()
    card = reviewing.tour.card
    for step in range(4):
        card.show_step(step)
        QApplication.processEvents()
        for text in (card._title, card._text):
            assert text.height() >= text.heightForWidth(text.width())
        assert reviewing.rect().contains(card.geometry())


def test_a_window_in_each_language(reviewing: MainWindow, language: LanguageName) -> None:
    if language != "en":
        assert english_left(reviewing, language) == []
    assert tr("Automatic: {device}", device="") not in reviewing.propagate_panel._more.toolTip()
    start = {button.text().strip() for button in reviewing.start_page.findChildren(QPushButton)}
    keys = {"de": "Strg+O"}.get(language, "Ctrl+O")
    assert f"{tr('Open image…')}   {keys}" in start
    assert reviewing.labels_panel._percent.text() == number(0.5, ".0%")
    for typed in ("1.5", "1,5"):
        field = QDoubleSpinBox(reviewing)
        field.selectAll()
        QTest.keyClicks(field, typed)
        assert field.value() == 1.5
    tour_is_readable(reviewing)
    reviewing.actions_by_name["mask_subtract"].trigger()
    QApplication.processEvents()
    assert (reviewing.width(), reviewing.height()) == SCREEN
    scroll = reviewing.findChild(QDockWidget, "panels").widget()
    assert isinstance(scroll, QScrollArea)
    needed = scroll.widget().minimumSizeHint().width()
    bar = scroll.verticalScrollBar().sizeHint().width()
    assert needed + bar <= scroll.width() + 4  # of the margin of 12 at the right


def test_a_long_corner_text_ends_in_dots_before_the_letter_in_the_middle(qtbot: QtBot) -> None:
    view, decorations = QRect(0, 0, 160, 400), Decorations(sides=("R", "L", "A", "P"))
    decorations.set_texts(["Coronal 129/256 at its longest"], ["Proposed, iteration 2/2"], [])
    metrics = QFontMetrics(QApplication.font())
    texts = {text: area for area, _, text in decorations._texts(view, metrics)}
    letter = texts.pop("A")
    for text, area in texts.items():
        if area.top() == letter.top():
            assert text.endswith("…")
            assert metrics.horizontalAdvance(text) <= area.width()
            assert not area.intersects(letter)


def test_a_narrow_legend_leaves_its_words_to_tooltips(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show()
    for width, shown in ((800, True), (legend.minimumWidth(), False), (800, True)):
        legend.resize(width, legend.height())
        qtbot.waitUntil(lambda shown=shown: [w.isVisible() for w in legend.words] == [shown] * 5)

"""The whole job but the painting by keys, the focus always to be seen; colours of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QTableView, QWidget

from annotator.app.assets import resources
from annotator.core.proposal import IterationResult, RunProgress
from annotator.ui.theme import COLORS, DARK, LIGHT, apply_theme, text_color
from annotator.ui.worklist_model import STATUS_COLORS
from tests.helpers.documents import SquarePropagator, square
from tests.helpers.windows import (
    canvas_of,
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
    from annotator.core.support import PropagationRequest
    from annotator.ui.main_window import MainWindow
    from tests.helpers.windows import FakeDialogs


TEXT_PAIRS = [
    *((text, ground) for text in ("text", "dim", "ok") for ground in ("panel", "field", "raised")),
    ("warning", "panel"),
    ("danger", "panel"),
    ("on-accent", "accent"),
    ("text", "accent-dark"),
]
"""Colour of a text, and what it stands on."""


def focus() -> object:
    return QApplication.focusWidget()


class PhantomPropagator(SquarePropagator):
    """A square on every slice that is asked for, of the phantom's slice shape."""

    def propagate(
        self, request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        support = request.supports[0]
        for index in support.query_indices():
            labels = square(support.label, 5, (40, 48))
            yield IterationResult(index, 0, labels, {}, is_final=True)


@pytest.fixture
def runs(qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs) -> Iterator[MainWindow]:
    window = make_window(tmp_path, dialogs, propagator=PhantomPropagator())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


def test_open_choose_propagate_review_and_save_by_keys(
    qtbot: QtBot, runs: MainWindow, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    window = runs
    dialogs.path = phantom_file(tmp_path)
    with document_shown(qtbot, window):
        press(window, "Ctrl+O")
    press(window, "Ctrl+L")
    QTest.keyClicks(focus(), "Liver")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.document.label_name(2) == "Liver")
    assert window.document.active_label == 2
    assert focus() is canvas_of(window), "a new name gives the keys back to the image"
    press(window, "2")
    for index in (3, 6):
        press(window, "Home")
        for _ in range(index):
            press(window, "Right")
        assert window.viewer.current_index(0) == index
        paint(window, [(20.0, 24.0)])
    qtbot.waitUntil(lambda: window.actions_by_name["propagate"].isEnabled())
    press(window, "Ctrl+Return")
    qtbot.waitUntil(lambda: window.document.review.waiting > 0)
    while window.document.review.waiting:
        press(window, "Return")
    assert (window.document.labelmap.voxels[4] == 2).any()
    dialogs.path = tmp_path / "mask.nii.gz"
    press(window, "Ctrl+S")
    qtbot.waitUntil(lambda: not window.document.dirty)
    assert dialogs.path.exists()


def test_f6_walks_through_the_panels_and_back_to_the_image(opened: MainWindow) -> None:
    assert focus() is canvas_of(opened)
    press(opened, "F6")
    assert isinstance(focus(), QTableView)
    press(opened, "F6")
    assert opened.propagate_panel.isAncestorOf(focus())
    press(opened, "Shift+F6")
    assert isinstance(focus(), QTableView)
    press(opened, "Shift+F6")
    assert focus() is canvas_of(opened)


def test_keys_of_a_field_are_the_fields_own(opened: MainWindow) -> None:
    opened.document.add_label("Spleen")
    opened.document.set_active_label(1)
    press(opened, "F6")
    press(opened, "Down")
    assert opened.document.active_label == 2
    press(opened, "F6")
    assert isinstance(focus(), QComboBox)
    for _ in range(12):
        if isinstance(focus(), QCheckBox):
            break
        press(opened, "Tab")
    box = focus()
    assert isinstance(box, QCheckBox)
    on, tool = box.isChecked(), opened.tools.tool
    press(opened, "Space")
    assert box.isChecked() != on
    assert opened.tools.tool is tool


def test_frame_of_the_view_says_whether_keys_go_there(opened: MainWindow) -> None:
    pane = canvas_of(opened).parent().parent()
    with_keys = pane.styleSheet()
    press(opened, "F6")
    without = pane.styleSheet()
    assert without != with_keys
    press(opened, "Shift+F6")
    assert pane.styleSheet() == with_keys


def test_colours_change_at_once(qapp: QApplication, opened: MainWindow) -> None:
    assert opened.actions_by_name["theme_dark"].isChecked()
    try:
        opened.actions_by_name["theme_light"].trigger()
        assert opened.settings.values.theme == "light"
        light = looks(opened)
        assert light["strip"] == LIGHT["window"]
        opened.actions_by_name["theme_dark"].trigger()
        dark = looks(opened)
        assert dark["strip"] == DARK["window"]
        assert all(light[part] != dark[part] for part in light)
    finally:
        COLORS.update(DARK)
        qapp.setStyleSheet("")


def looks(window: MainWindow) -> dict[str, object]:
    """Colours of parts that keep pictures of their own."""
    cells, icon = window.strip.cells, window.actions_by_name["undo"].icon()
    return {
        "strip": cells.grab().toImage().pixelColor(1, cells.height() - 1).name(),
        "panel": window.labels_panel.palette().window().color().name(),
        "icon": icon.pixmap(20, 20).toImage(),
        "frame": canvas_of(window).parent().parent().styleSheet(),
    }


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_texts_stand_out_in_both_themes(qapp: QApplication, theme: str) -> None:
    try:
        apply_theme(qapp, resources(), theme)
        assert (LIGHT if theme == "light" else DARK) == COLORS
        for text, ground in TEXT_PAIRS:
            assert contrast(COLORS[text], COLORS[ground]) >= 4.5, (text, ground)
        for shown in STATUS_COLORS.values():
            assert contrast(text_color(shown).name(), COLORS["field"]) >= 4.5, shown
        assert "@" not in qapp.styleSheet()
    finally:
        COLORS.update(DARK)
        qapp.setStyleSheet("")


def contrast(first: str, second: str) -> float:
    """Contrast of two colours, WCAG 2.1."""
    a, b = sorted((luminance(first), luminance(second)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def luminance(color: str) -> float:
    channels = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def type_keys(keys: str) -> None:
    """Type where the focus is; it is always somewhere, and to be seen."""
    widget = focus()
    assert isinstance(widget, QWidget), keys
    assert widget.isVisible(), keys
    QTest.keySequence(widget, keys)


def test_the_whole_job_by_keys(
    qtbot: QtBot, runs: MainWindow, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    window = runs
    dialogs.path = phantom_file(tmp_path)
    with document_shown(qtbot, window):
        type_keys("Ctrl+O")
    type_keys("4")  # polygon
    type_keys("F7")  # pointer by keys
    place = window.viewer.views[0].canvas.decorations
    assert place.crosshair is not None, "the place is to be seen with every tool"
    for index in (3, 6):
        type_keys("Home")
        for _ in range(index):
            type_keys("PgUp")
        assert window.viewer.current_index(0) == index
        for corner in (["Shift+Left"], ["Shift+Up"], ["Shift+Right"], ["Shift+Down"]):
            for step in corner:
                type_keys(step)
            type_keys("Space")
        type_keys("Return")
        assert window.document.painted_slices(1)[-1] == index
    assert int((window.document.labelmap.voxels[3] == 1).sum()) > 60
    qtbot.waitUntil(lambda: window.actions_by_name["propagate"].isEnabled())
    type_keys("Ctrl+Return")
    qtbot.waitUntil(lambda: window.document.review.waiting > 0)
    type_keys("Return")
    first = window.document.review.waiting
    type_keys("2")  # brush: correct the slice in view, as one stroke
    type_keys("Shift+Space")
    for _ in range(3):
        type_keys("Down")
    type_keys("Space")
    assert window.document.review.waiting == first - 1, "painted on, so decided on"
    while window.document.review.waiting:
        type_keys("Return")
    type_keys("F7")
    dialogs.path = tmp_path / "mask.nii.gz"
    type_keys("Ctrl+S")
    qtbot.waitUntil(lambda: not window.document.dirty)
    assert dialogs.path.exists()

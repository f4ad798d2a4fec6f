"""Labels panel, support strip, tools, start page, shortcut sheet, each with real events."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow, QMessageBox, QPushButton, QWidget

from annotator.app.assets import resources
from annotator.core.errors import UserError
from annotator.core.labelmap import LabelMap
from annotator.core.labels import PALETTE
from annotator.io.label_files import read_label_file
from annotator.services.document import Document
from annotator.services.label_sets import apply_label_set, load_label_set
from annotator.services.slice_status import status_strip
from annotator.ui import display_flow
from annotator.ui.actions import Action, Actions
from annotator.ui.dialogs import Dialogs
from annotator.ui.display_window import load_presets, percentile_window, slice_window
from annotator.ui.panels.label_table import LOCKED, NAME, VISIBLE
from annotator.ui.panels.labels_panel import LabelsPanel
from annotator.ui.panels.support_strip import SupportStrip
from annotator.ui.settings import Settings
from annotator.ui.shortcut_sheet import KeyDialog, ShortcutSheet
from annotator.ui.status_bar import position_text
from annotator.ui.theme import Icons
from tests.helpers.documents import EditList, make_document, make_volume, proposal, square
from tests.helpers.windows import (
    FakeDialogs,
    document_shown,
    make_window,
    paint,
    phantom_file,
    press,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from annotator.ui.main_window import MainWindow


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def actions(qtbot: QtBot, settings: Settings) -> Iterator[Actions]:
    owner = QMainWindow()
    yield Actions(owner, Icons(resources() / "icons"), settings)
    owner.deleteLater()


# ---- labels


@pytest.fixture
def labels(qtbot: QtBot, actions: Actions) -> LabelsPanel:
    panel = LabelsPanel(actions, Icons(resources() / "icons"))
    qtbot.addWidget(panel)
    panel.set_document(make_document())
    panel.resize(320, 300)
    panel.show()
    return panel


def click(panel: LabelsPanel, row: int, column: int) -> None:
    rect = panel._view.visualRect(panel._model.index(row, column))
    QTest.mouseClick(panel._view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def test_clicks_choose_hide_and_lock_a_label(labels: LabelsPanel) -> None:
    document = labels._document
    assert document is not None
    click(labels, 1, NAME)
    assert document.active_label == 2
    click(labels, 0, VISIBLE)
    assert [label.visible for label in document.classes] == [False, True]
    click(labels, 1, LOCKED)
    assert [label.locked for label in document.classes] == [False, True]
    click(labels, 0, VISIBLE)
    assert document.classes[0].visible


def test_the_list_follows_the_document(labels: LabelsPanel) -> None:
    document = labels._document
    assert document is not None
    document.add_label("Kidney")
    assert labels._model.rowCount() == 3
    assert labels._view.currentIndex().row() == 2, "a new label is the active one"
    document.update_label(replace(document.classes[2], name="Left kidney"))
    assert labels._model.index(2, NAME).data() == "Left kidney"
    document.remove_label(3)
    assert labels._model.rowCount() == 2


def test_an_empty_name_is_refused(labels: LabelsPanel) -> None:
    assert not labels._model.setData(labels._model.index(0, NAME), "   ")
    assert labels._model.index(0, NAME).data() == "Liver"


def test_opacity_moves_with_the_keys(opened: MainWindow) -> None:
    opened.labels_panel.set_opacity(0.5)
    press(opened, "D")
    assert opened.viewer.views[0].state.opacity == pytest.approx(0.6)
    press(opened, "A")
    press(opened, "A")
    assert opened.viewer.views[0].state.opacity == pytest.approx(0.4)


def test_deleting_a_locked_label_is_refused_in_words(opened: MainWindow) -> None:
    opened.document.add_label("Spleen")
    opened.document.update_label(replace(opened.document.classes[1], locked=True))
    opened.actions_by_name["remove_label"].trigger()
    assert len(opened.document.classes) == 2
    assert "locked" in opened.status.message


def test_comma_and_period_walk_through_the_labels(opened: MainWindow) -> None:
    for name in ("Spleen", "Kidney"):
        opened.document.add_label(name)
    press(opened, ".")
    assert opened.document.active_label == 1, "around to the first"
    press(opened, ",")
    assert opened.document.active_label == 3


def test_label_sets_name_and_colour_as_one_step(opened: MainWindow) -> None:
    press(opened, "2")
    paint(opened, [(20, 20), (20, 28)])
    steps = opened.undo_stack.count()
    chosen = load_label_set(resources() / "label_sets" / "abdomen.toml")
    apply_label_set(opened.document, chosen)
    assert [label.name for label in opened.document.classes[:2]] == ["Liver", "Spleen"]
    assert opened.document.labelmap.voxels.any()
    assert opened.undo_stack.count() == steps + 1
    press(opened, "Ctrl+Z")
    assert [label.name for label in opened.document.classes] == ["Label 1"]


def test_a_painted_label_outside_the_set_stays() -> None:
    values = np.zeros(make_volume().geometry.shape_zyx, np.uint8)
    values[0, 0, 0] = 200
    volume = make_volume()
    document = Document(volume, LabelMap(volume.geometry, values))
    apply_label_set(document, load_label_set(resources() / "label_sets" / "tumour.toml"))
    assert [label.value for label in document.classes] == [1, 2, 3, 200]


def test_label_names_go_out_and_come_back(
    opened: MainWindow, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    apply_label_set(opened.document, load_label_set(resources() / "label_sets" / "chest.toml"))
    dialogs.path = tmp_path / "names.txt"
    opened.actions_by_name["export_labels"].trigger()
    assert [label.name for label in read_label_file(dialogs.path)][:2] == [
        "Right lung",
        "Left lung",
    ]
    press(opened, "Ctrl+Z")
    opened.actions_by_name["import_labels"].trigger()
    assert opened.document.classes[0].name == "Right lung"
    dialogs.path = tmp_path / "missing.txt"
    opened.actions_by_name["import_labels"].trigger()
    assert "missing.txt" in opened.status.message


# ---- strip


STATES = {0: "absent", 2: "painted", 3: "accepted", 4: "proposed", 7: "none"}


@pytest.fixture
def strip(qtbot: QtBot) -> SupportStrip:
    values = np.zeros((8, 20, 24), np.uint8)
    values[2, 5:10, 5:10] = 1
    values[6, 5:10, 5:10] = 1
    document = make_document(values)
    EditList(document)
    document.review.show(proposal({3: [square(1)], 4: [square(1)]}))
    document.toggle_absent(1, 0)
    document.accept([3])
    widget = SupportStrip()
    qtbot.addWidget(widget)
    widget.resize(700, 90)
    widget.set_document(document)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def cell_colors(strip: SupportStrip, index: int) -> set[str]:
    """Colours of a cell of the first row."""
    picture = strip.cells.grab().toImage()
    middle, width = strip.cells.cell_center(0, index), strip.cells.cell_width()
    xs = range(round(middle.x() - width / 2) + 1, round(middle.x() + width / 2) - 2)
    ys = range(strip.cells.row_rect(0).top(), strip.cells.row_rect(0).bottom())
    return {picture.pixelColor(x, y).name() for x in xs for y in ys}


def test_states_look_different_in_the_colour_of_the_label(strip: SupportStrip) -> None:
    document = strip._document
    assert document is not None
    ink = QColor(*document.classes[0].color).name()
    looks = {status: cell_colors(strip, index) for index, status in STATES.items()}
    assert looks["painted"] == {ink}, "full"
    assert ink in looks["proposed"], "hatched"
    assert len(looks["proposed"]) > 1
    assert ink not in looks["accepted"], "darker"
    assert len({frozenset(look) for look in looks.values()}) == len(looks)
    others = {QColor(*color).name() for color in PALETTE[1:]}
    assert not others & set().union(*looks.values()), "no state has another label's colour"


def test_a_slice_proposed_as_empty_is_seen_in_the_strip(strip: SupportStrip, qtbot: QtBot) -> None:
    document = strip._document
    assert document is not None
    before = cell_colors(strip, 5)
    document.review.show(proposal({5: [np.zeros_like(square(1))]}))
    qtbot.waitUntil(lambda: cell_colors(strip, 5) != before)
    assert status_strip(document, 1)[5] == "empty"
    assert document.review.waiting == 1


def test_rows_are_labels_with_something_to_show(strip: SupportStrip, qtbot: QtBot) -> None:
    assert strip.cells.row_count == 1
    document = strip._document
    assert document is not None
    document.set_active_label(2)
    qtbot.waitUntil(lambda: strip.cells.row_count == 2)


def test_a_click_goes_to_the_slice_and_a_drag_scrubs(strip: SupportStrip, qtbot: QtBot) -> None:
    seen: list[int] = []
    strip.slice_requested.connect(seen.append)
    first, last = (strip.cells.cell_center(0, index).toPoint() for index in (2, 5))
    QTest.mousePress(strip.cells, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(strip.cells, last)
    QTest.mouseRelease(strip.cells, Qt.MouseButton.LeftButton, pos=last)
    assert seen[0] == 2
    assert seen[-1] == 5


def test_a_click_on_a_name_chooses_the_label(strip: SupportStrip, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.label_requested) as caught:
        place = QPoint(30, strip.cells.row_rect(0).center().y())
        QTest.mouseClick(strip.cells, Qt.MouseButton.LeftButton, pos=place)
    assert caught.args == [1]


def test_an_excluded_support_is_hollow(strip: SupportStrip, qtbot: QtBot) -> None:
    document = strip._document
    assert document is not None
    document.toggle_excluded(1, 2)
    place = strip.cells.cell_center(0, 2).toPoint()

    def hollow() -> bool:
        color = strip.cells.grab().toImage().pixelColor(place).name()
        return color != QColor(*document.classes[0].color).name()

    qtbot.waitUntil(hollow)


def test_heading_counts_slices_from_one(strip: SupportStrip) -> None:
    strip.set_current(4)
    texts = [label.text() for label in strip.findChildren(QLabel)]
    assert "slice 5 of 8" in texts
    assert strip._axis_button.text() == "Axial"


def test_another_direction_can_be_chosen_and_undone(opened: MainWindow) -> None:
    button = opened.strip._axis_button
    assert button.text() == "Axial"
    button.menu().actions()[1].trigger()
    assert opened.document.axis == 1
    assert opened.viewer.active_axis == 1
    assert opened.propagate_panel.slices == opened.document.volume.voxels.shape[1]
    press(opened, "Ctrl+Z")
    assert opened.document.axis == 0
    assert opened.propagate_panel.slices == opened.document.volume.voxels.shape[0]


def test_own_presets_replace_the_packaged_ones(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    dialogs: FakeDialogs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(
        display_flow.QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile())
    )
    window.actions_by_name["edit_windows"].trigger()
    own = tmp_path / "config" / "ct_windows.toml"
    assert shown == [str(own)]
    own.write_text('[[preset]]\nname = "Mine"\ncenter = 7\nwidth = 9\n')
    other = make_window(tmp_path, dialogs)
    qtbot.addWidget(other)
    assert other.actions_by_name.record("window_1").text.split()[0] == "Mine"
    other.close()
    own.write_text("broken =")
    again = make_window(tmp_path, dialogs)
    qtbot.addWidget(again)
    assert again.actions_by_name.record("window_6").text
    again.close()


def test_a_problem_is_shown_without_blocking_the_window(qtbot: QtBot) -> None:
    owner = QMainWindow()
    qtbot.addWidget(owner)
    Dialogs(owner).show_problem("Choose another file.", "details")
    box = owner.findChild(QMessageBox, "problem")
    assert box is not None
    assert box.text() == "Choose another file."
    assert not box.isModal()
    box.close()


# ---- actions and shortcuts


def test_no_key_belongs_to_two_actions(window: MainWindow) -> None:
    records = window.actions_by_name.records
    keys = [QKeySequence(key).toString() for record in records for key in record.keys]
    assert sorted(keys) == sorted(set(keys))


def test_every_action_that_a_button_asks_for_is_contributed(window: MainWindow) -> None:
    """A button or menu entry without a function behind it would be a dead end."""
    asked = {action.objectName() for action in window.actions_by_name}
    assert asked == {record.id for record in window.actions_by_name.records}


def test_every_action_with_a_key_works_in_the_window(window: MainWindow) -> None:
    assert {action.objectName() for action in window.actions_by_name} <= {
        action.objectName() for action in window.actions()
    }


def test_sheet_lists_every_command_and_finds_words(qtbot: QtBot, window: MainWindow) -> None:
    sheet = ShortcutSheet(window.actions_by_name)
    qtbot.addWidget(sheet)
    table = sheet._table
    texts = {table.item(row, 0).text().strip() for row in range(table.rowCount())}
    assert {record.words for record in window.actions_by_name.records} <= texts
    sheet._search.setText("larger brush")
    shown = [row for row in range(table.rowCount()) if not table.isRowHidden(row)]
    assert [table.item(row, 0).text().strip() for row in shown] == ["Larger brush"]


def test_keys_can_be_changed_and_are_remembered(
    qtbot: QtBot, actions: Actions, settings: Settings
) -> None:
    records = [
        Action(id="undo", text="Undo", menu="Edit", do=list, keys=("Ctrl+Z",)),
        Action(id="fit", text="Fit image", menu="View", do=list, keys=("R",)),
    ]
    actions.add(records)
    dialog = KeyDialog(actions, "fit")
    qtbot.addWidget(dialog)
    dialog._edit.setKeySequence(QKeySequence("Ctrl+Z"))
    dialog._accept()
    assert "Undo" in dialog._problem.text()
    dialog._edit.setKeySequence(QKeySequence("Ctrl+0"))
    dialog._accept()
    assert actions["fit"].shortcut() == QKeySequence("Ctrl+0")
    owner = QWidget()
    qtbot.addWidget(owner)
    again = Actions(owner, Icons(resources() / "icons"), settings)
    again.add(records)
    assert again["fit"].shortcut() == QKeySequence("Ctrl+0")
    again.set_keys("fit", None)
    assert again["fit"].shortcut() == QKeySequence("R")


# ---- start page, display window, status


def test_start_page_lists_recent_images(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = phantom_file(tmp_path)
    window.settings.add_recent(path)
    window.set_document(None)
    button = next(b for b in window.start_page.findChildren(QPushButton) if path.name in b.text())
    with document_shown(qtbot, window):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_packaged_presets_start_with_the_abdomen() -> None:
    presets = load_presets(resources() / "presets" / "ct_windows.toml")
    assert (presets[0].name, presets[0].center, presets[0].width) == ("Abdomen", 40, 400)
    assert len(presets) >= 6


@pytest.mark.parametrize(
    "text",
    [
        *("preset = 3", "[[preset]]\nname = 'x'", "[[preset]]\nname='x'\ncenter=1\nwidth=0", "="),
        "preset = " + "[" * 100_000,
    ],
    ids=["number", "name", "width", "sign", "deep"],
)
def test_a_bad_preset_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "windows.toml"
    path.write_text(text)
    with pytest.raises(UserError, match=r"windows\.toml"):
        load_presets(path)


def test_a_configuration_that_cannot_be_read_keeps_no_window_from_opening(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    exists = Path.exists

    def denied(path: Path, **options: bool) -> bool:
        if path.is_relative_to(tmp_path / "config"):
            raise PermissionError(13, "Permission denied", str(path))
        return exists(path, **options)

    monkeypatch.setattr(Path, "exists", denied)
    window = make_window(tmp_path, None)
    qtbot.addWidget(window)
    assert "Abdomen" in window.actions_by_name["window_1"].text()


def test_percentiles_leave_the_background_out() -> None:
    values = np.zeros(1000, np.float32)
    values[:100] = np.linspace(100, 200, 100)
    window = percentile_window(values)
    assert window.center == pytest.approx(150, abs=1)
    assert window.width == pytest.approx(99, abs=2)
    assert percentile_window(np.full(10, 7, np.int16)).width > 0


def test_ct_contrast_is_chosen_from_the_body() -> None:
    volume = make_volume()
    values = np.full((20, 24), -1000, np.int16)
    values[5:15, 5:15] = np.arange(100).reshape(10, 10)
    assert slice_window(volume, values).center == pytest.approx(50, abs=2)


def test_positions_are_named_by_the_sides_of_the_patient() -> None:
    assert position_text(np.array([-12.0, -40.5, 88.04])) == "R 12.0  A 40.5  S 88.0 mm"
    assert position_text(np.array([3.0, 0.0, -1.0])) == "L 3.0  P 0.0  I 1.0 mm"

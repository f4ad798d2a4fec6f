"""DICOM in the window: choosing a series, uneven slices, folders."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from annotator.io.dicom.catalogue import read_catalogue
from annotator.ui.series_dialog import SeriesDialog
from tests.helpers.dicom_files import ORIGIN, phantom_stack, write_series
from tests.helpers.windows import document_shown

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_series(tmp_path / "scan" / "a", phantom_stack(), series="1.2.1")
    write_series(tmp_path / "scan" / "b", phantom_stack(6), series="1.2.2", modality="MR")
    return tmp_path / "scan"


def test_one_series_opens_at_once(qtbot, window, dialogs, folder) -> None:
    with document_shown(qtbot, window):
        window.session.open(folder / "a")
    assert window.session.document.volume.voxels.shape == (5, 6, 7)
    assert not dialogs.asked


def test_series_is_chosen(qtbot, window, dialogs, folder, caplog) -> None:
    dialogs.series = "1.2.2"
    with caplog.at_level(logging.DEBUG), document_shown(qtbot, window):
        window.session.open(folder)
    assert window.session.document.volume.voxels.shape == (6, 6, 7)
    assert "Secret" not in caplog.text
    assert "Hidden-Id" not in caplog.text


def test_a_recent_series_opens_again_without_a_question(qtbot, window, dialogs, folder) -> None:
    dialogs.series = "1.2.1"
    with document_shown(qtbot, window):
        window.session.open(folder)
    window.session.close_image()
    dialogs.asked.clear()
    name = f"{folder.parent.name} / scan · …1.2.1"
    button = next(b for b in window.start_page.findChildren(QPushButton) if b.text() == name)
    with document_shown(qtbot, window):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.session.document.volume.voxels.shape == (5, 6, 7)
    assert not dialogs.asked


def test_nothing_opens_without_a_choice(qtbot, window, dialogs, folder) -> None:
    window.session.open(folder)
    qtbot.waitUntil(lambda: bool(dialogs.asked))
    assert dialogs.asked[0].startswith("series: ")
    assert window.session.document is None
    assert not window.session.opening


def test_uneven_series_opens_on_a_yes_only(qtbot, window, dialogs, tmp_path) -> None:
    positions = ORIGIN + [[0, 0, z] for z in (0, 3, 6, 12, 15)]
    write_series(tmp_path / "gap", phantom_stack(), positions=positions)
    window.session.open(tmp_path / "gap")
    qtbot.waitUntil(lambda: bool(dialogs.asked))
    assert "1 slice is missing" in dialogs.asked[0]
    assert window.session.document is None
    dialogs.uneven = True
    with document_shown(qtbot, window):
        window.session.open(tmp_path / "gap")


def test_open_folder(qtbot, window, dialogs, folder) -> None:
    dialogs.path = folder / "a"
    with document_shown(qtbot, window):
        window.actions_by_name["open_folder"].trigger()


def test_dialog_shows_patient_series_and_pictures(qtbot: QtBot, folder) -> None:
    dialog = SeriesDialog(read_catalogue(folder))
    qtbot.addWidget(dialog)
    tree = dialog.tree
    study = tree.topLevelItem(0)
    assert "Secret Person" in study.text(0)
    assert [study.child(n).text(1) for n in range(2)] == ["CT", "MR"]
    assert dialog.chosen == "1.2.2"  # has most voxels
    assert not study.flags() & Qt.ItemFlag.ItemIsSelectable

    def drawn() -> bool:
        pictures = [study.child(n).icon(0).pixmap(72, 72).toImage() for n in range(2)]
        return all(_bright(picture) for picture in pictures)

    qtbot.waitUntil(drawn)
    dialog.close_threads()


def _bright(picture: QImage) -> bool:
    middle = [(x, y) for x in range(10, 60, 10) for y in range(10, 60, 10)]
    return any(picture.pixelColor(x, y).lightness() > 60 for x, y in middle)

"""Review in the window: the least certain slice first, several slices at once, per label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.patch import Change, Edit
from annotator.ui.decision_dialog import DecisionDialog
from tests.helpers.documents import proposal, square
from tests.helpers.windows import FakeDialogs, document_shown, make_window, phantom_file, press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.services.document import Document
    from annotator.ui.decision_dialog import Decision
    from annotator.ui.main_window import MainWindow

SHAPE = (40, 48)


class RealDecisions(FakeDialogs):
    """Shows the dialog for several slices."""

    def ask_decision(self, document: Document, iteration: int | None) -> Decision | None:
        dialog = DecisionDialog(document, iteration, QApplication.activeWindow())
        return dialog.decision if dialog.exec() else None


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = make_window(tmp_path, RealDecisions())
    qtbot.addWidget(window)
    window.show()
    with document_shown(qtbot, window):
        window.session.open(phantom_file(tmp_path))
    window.document.add_label()
    propose(window)
    window.review.judge()
    yield window
    window.close()


def propose(window: MainWindow) -> None:
    """Squares of two labels on slices 2..6; slice 5 differs from its neighbours."""
    slices = {}
    for index in range(2, 7):
        labels = square(1, 12 if index == 5 else 6, SHAPE)
        labels[20:24, 20:24] = 2
        slices[index] = [labels]
    made = proposal(slices)
    window.document.commit(Edit("Propagate", proposal=Change(None, made)))


def answer(act: Callable[[DecisionDialog], None]) -> None:
    """Do something in the dialog that is about to open."""

    def find() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DecisionDialog)
        try:
            act(dialog)
        finally:
            dialog.close()

    QTimer.singleShot(0, find)


def waiting(window: MainWindow) -> list[int]:
    return window.document.review.proposal.indices()


def test_the_next_slice_is_the_least_certain_or_the_next_one(window: MainWindow) -> None:
    window.viewer.goto(0, 0)
    press(window, "Ctrl+Right")
    assert window.viewer.current_index(0) == 5
    window.actions_by_name["review_order"].trigger()
    press(window, "Ctrl+Right")
    assert window.viewer.current_index(0) == 6
    press(window, "Ctrl+Right")
    assert window.viewer.current_index(0) == 2


def test_a_slice_counts_as_looked_at_when_it_stayed_in_view(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.viewer.goto(0, 2)
    for index in (3, 4):  # passed over
        window.viewer.goto(0, index)
    qtbot.waitUntil(lambda: 4 in window.document.review.proposal.shown)
    assert window.document.review.proposal.shown == {4}
    assert "4 not looked at" in window.review_panel._where.text()


def test_only_the_active_label_of_the_slice_is_taken(window: MainWindow) -> None:
    window.document.set_active_label(2)
    window.viewer.goto(0, 4)
    press(window, "Shift+Return")
    assert set(np.unique(window.document.labelmap.voxels[4])) == {0, 2}
    assert window.viewer.current_index(0) == 4, "label 1 still waits here"
    window.document.set_active_label(1)
    press(window, "Shift+Backspace")
    assert 4 not in waiting(window)
    assert set(np.unique(window.document.labelmap.voxels[4])) == {0, 2}
    press(window, "Ctrl+Z")
    press(window, "Ctrl+Z")
    assert not window.document.labelmap.voxels[4].any()
    assert 4 in waiting(window)


def test_a_range_of_one_label_is_taken_after_it_was_said_what_changes(window: MainWindow) -> None:
    def act(dialog: DecisionDialog) -> None:
        assert "5 slices, +1.8 ml" in dialog._outcome.text()
        assert "5 of these slices you have not looked at" in dialog._unseen.text()
        dialog.first.setFocus()
        dialog.first.selectAll()
        QTest.keyClicks(dialog.first, "5")
        QTest.keyClick(dialog.first, Qt.Key.Key_Tab)
        dialog.labels.setFocus()
        QTest.keyClick(dialog.labels, Qt.Key.Key_Down)
        QTest.keyClick(dialog.labels, Qt.Key.Key_Down)
        assert "3 slices, +0.2 ml" in dialog._outcome.text()
        QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    answer(act)
    window.actions_by_name["accept_all"].trigger()
    voxels = window.document.labelmap.voxels
    assert np.unique(np.nonzero(voxels)[0]).tolist() == [4, 5, 6]
    assert set(np.unique(voxels)) == {0, 2}
    assert waiting(window) == [2, 3, 4, 5, 6]


def test_slices_that_were_not_looked_at_can_be_left_out_or_dropped(window: MainWindow) -> None:
    window.document.review.note_shown(3)

    def only_shown(dialog: DecisionDialog) -> None:
        dialog.only_shown.setFocus()
        QTest.keyClick(dialog.only_shown, Qt.Key.Key_Space)
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    answer(only_shown)
    window.actions_by_name["accept_all"].trigger()
    assert waiting(window) == [2, 4, 5, 6]

    answer(lambda dialog: QTest.mouseClick(dialog.reject_button, Qt.MouseButton.LeftButton))
    window.actions_by_name["accept_all"].trigger()
    assert waiting(window) == []
    assert np.unique(np.nonzero(window.document.labelmap.voxels)[0]).tolist() == [3]


def test_the_slice_to_paint_next_is_named_and_shown(window: MainWindow) -> None:
    assert "Least certain: slice 6." in window.review_panel._verdict.text()
    press(window, "Shift+P")
    assert window.viewer.current_index(0) == 5

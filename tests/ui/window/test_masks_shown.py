"""Quick looks at masks, and a reference to compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.core.geometry import Geometry
from annotator.core.labelmap import VoxelOrigin
from annotator.core.patch import Change, Edit
from annotator.core.volume import Volume
from annotator.io.write import write_volume
from annotator.ui.viewer.label_overlay import outline
from tests.helpers.documents import overwrite, proposal, square
from tests.helpers.windows import (
    FakeDialogs,
    canvas_of,
    document_shown,
    make_window,
    paint,
    phantom,
    phantom_file,
    press,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.main_window import MainWindow

SHAPE = (40, 48)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs) -> Iterator[MainWindow]:
    window = make_window(tmp_path, dialogs)
    qtbot.addWidget(window)
    window.show()
    with document_shown(qtbot, window):
        window.session.open(phantom_file(tmp_path))
    window.document.add_label()
    window.document.set_active_label(1)
    labels = np.stack([square(1, 10, SHAPE), np.full(SHAPE, VoxelOrigin.HAND, np.uint8)])
    labels[1][labels[0] == 0] = 0
    overwrite(window.document, (4, 0, 0), labels[:, None])
    window.viewer.goto(0, 4)
    yield window
    dialogs.unsaved = "discard"
    window.close()


def drawn(window: MainWindow) -> np.ndarray:
    view = window.viewer.views[0]
    view.update_pixels()
    return view.canvas.labels.pixels > 0


def test_only_outlines_are_drawn_also_while_painting(window: MainWindow) -> None:
    press(window, "U")
    assert np.array_equal(drawn(window), outline(square(1, 10, SHAPE)) > 0)
    press(window, "2")
    paint(window, [(30, 30), (30, 36)])
    now = window.document.labelmap.voxels[4]
    assert np.array_equal(drawn(window), outline(now) > 0)
    press(window, "U")
    assert np.array_equal(drawn(window), now > 0)


def test_the_proposal_flickers(window: MainWindow, qtbot: QtBot) -> None:
    made = proposal({4: [square(2, 10, SHAPE)]})
    window.document.commit(Edit("Propagate", proposal=Change(None, made)))
    state = lambda: window.viewer.views[0].state.proposal_visible  # noqa: E731
    press(window, "Y")
    assert not state()
    qtbot.waitUntil(state)
    qtbot.waitUntil(lambda: not state())
    press(window, "Y")
    assert state()


def test_the_labels_under_the_pointer_come_one_after_the_other(window: MainWindow) -> None:
    window.document.add_label()
    other = proposal({4: [square(2, 14, SHAPE)]})
    window.document.commit(Edit("Propagate", proposal=Change(None, other)))
    window.document.set_active_label(3)
    canvas = canvas_of(window)
    for place, value in (((5, 5), 1), ((14, 14), 2)):
        QTest.mouseMove(canvas.viewport(), canvas.position_of(place).toPoint())
        press(window, "Z")
        assert window.document.active_label == value
    QTest.mouseMove(canvas.viewport(), canvas.position_of((30, 30)).toPoint())
    press(window, "Z")
    assert "no label under the pointer" in window.status.message


def test_a_reference_is_outlined_and_leads_to_the_worst_slice(
    window: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    reference = np.zeros((9, *SHAPE), np.uint8)
    reference[4] = square(1, 10, SHAPE)
    reference[6] = square(1, 8, SHAPE)
    dialogs.path = tmp_path / "reference.nii.gz"
    write_volume(dialogs.path, reference, phantom())
    window.actions_by_name["reference"].trigger()
    qtbot.waitUntil(lambda: window.reference.table is not None)
    table = window.reference.table.table
    qtbot.waitUntil(lambda: table.rowCount() == 3)
    texts = [[table.item(row, column).text() for column in range(1, 5)] for row in range(3)]
    assert texts[1:] == [["7", "0.000", "–", "-64 mm²"], ["5", "1.000", "0.0 mm", "+0 mm²"]]
    assert texts[0][0] == "all"
    window.document.set_active_label(2)
    QTest.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table.visualItemRect(table.item(1, 1)).center(),
    )
    assert window.viewer.current_index(0) == 6
    assert window.document.active_label == 1
    view = window.viewer.views[0]
    view.update_pixels()
    assert np.array_equal(view.canvas.reference.pixels > 0, outline(reference[6]) > 0)
    press(window, "2")
    window.activateWindow()
    window.viewer.goto(0, 6)
    overwrite(window.document, (6, 0, 0), np.stack([reference[6], reference[6]])[:, None])
    qtbot.waitUntil(lambda: table.item(0, 2).text() == "1.000")
    window.reference.table.removed.emit()
    view.update_pixels()
    assert not view.canvas.reference.isVisible()
    assert not window.reference.table.isVisible()


def test_what_is_proposed_counts_unless_told(
    window: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    reference = np.zeros((9, *SHAPE), np.uint8)
    reference[4], reference[6] = square(1, 10, SHAPE), square(1, 8, SHAPE)
    made = proposal({6: [square(1, 8, SHAPE)]})
    window.document.commit(Edit("Propagate", proposal=Change(None, made)))
    dialogs.path = tmp_path / "reference.nii.gz"
    write_volume(dialogs.path, reference, phantom())
    window.actions_by_name["reference"].trigger()
    qtbot.waitUntil(lambda: window.reference.table is not None)
    shown = window.reference.table
    qtbot.waitUntil(lambda: shown.table.rowCount() == 3)
    assert shown.table.item(0, 2).text() == "1.000"
    shown.with_proposed.setFocus()
    QTest.keyClick(shown.with_proposed, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown.table.item(0, 2).text() == "0.758")  # 2·100 / (100 + 164)


def test_a_reference_on_another_grid_is_resampled_on_a_yes(
    window: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    wide = Volume(np.zeros((9, 20, 24), np.int16), Geometry((9, 20, 24), np.diag([2, 2, 5, 1.0])))
    reference = np.zeros((9, 20, 24), np.uint8)
    reference[4, 2:6, 2:6] = 1
    dialogs.path = tmp_path / "wide.nii.gz"
    write_volume(dialogs.path, reference, wide)
    window.actions_by_name["reference"].trigger()
    qtbot.waitUntil(lambda: bool(dialogs.asked and "spacing" in dialogs.asked[-1]))
    assert window.reference.table is None, "a no"
    dialogs.agree = True
    window.actions_by_name["reference"].trigger()
    qtbot.waitUntil(lambda: window.reference.table is not None)
    assert int((window.reference._labels == 1).sum()) == 64


def test_a_file_that_is_no_mask_is_refused_in_a_sentence(
    window: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    dialogs.path = tmp_path / "none.nii.gz"
    window.actions_by_name["reference"].trigger()
    qtbot.waitUntil(lambda: window.status._message.property("role") == "problem")
    assert "none.nii.gz" in window.status.message
    assert window.reference.table is None

"""Painting only the tissue that was clicked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDoubleSpinBox

from annotator.ui.viewer.range_layer import TINT
from tests.helpers.windows import canvas_of, paint, press

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

ORGAN, FAT = (20.0, 24.0), (20.0, 5.0)


def click(window: MainWindow, point: tuple[float, float]) -> None:
    canvas = canvas_of(window)
    QTest.mouseClick(
        canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.position_of(point).toPoint()
    )


def tinted(window: MainWindow) -> np.ndarray:
    canvas = canvas_of(window)
    window.viewer.views[0].update_pixels()
    shown = canvas.within.isVisible()
    return (canvas.within.pixels == TINT) & shown


def test_a_click_on_the_tissue_sets_limits_and_the_brush_is_back(opened: MainWindow) -> None:
    press(opened, "2")
    press(opened, "H")
    click(opened, ORGAN)
    low, high = opened.viewer.views[0].state.intensity_range
    assert 30 < low < 52
    assert 68 < high < 90
    assert opened.actions_by_name["limits"].isChecked()
    assert opened.tools.tool.value == "brush"
    opened.tools.brush_size.set_diameter(60.0)
    paint(opened, [ORGAN])
    organ = opened.document.volume.voxels[4] > 0
    painted = opened.document.labelmap.voxels[4] == 1
    assert painted[organ].mean() > 0.95
    assert not painted[~organ].any()


def test_what_lies_within_is_tinted_and_follows_slice_and_numbers(opened: MainWindow) -> None:
    assert not tinted(opened).any()
    press(opened, "H")
    click(opened, ORGAN)
    low, high = opened.viewer.views[0].state.intensity_range
    for index in (4, 6):
        opened.viewer.goto(0, index)
        values = opened.document.volume.voxels[index]
        np.testing.assert_array_equal(tinted(opened), (values >= low) & (values <= high))
    field = opened.limits.findChildren(QDoubleSpinBox)[0]
    field.setValue(field.value() - 200)
    assert (tinted(opened) & (opened.document.volume.voxels[6] < 0)).any()
    press(opened, "V")
    assert not tinted(opened).any(), "hidden with the masks"
    press(opened, "V")
    opened.actions_by_name["limits"].trigger()
    assert not tinted(opened).any()


def test_a_drag_takes_in_more_tissue_live(opened: MainWindow) -> None:
    press(opened, "H")
    canvas = canvas_of(opened)
    start = canvas.position_of(FAT).toPoint()
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas.viewport(), canvas.position_of((20.0, 7.0)).toPoint())
    first = opened.viewer.views[0].state.intensity_range
    assert first is not None
    assert first[1] < 0
    QTest.mouseMove(canvas.viewport(), canvas.position_of((20.0, 44.0)).toPoint())
    assert opened.viewer.views[0].state.intensity_range != first
    assert opened.tools.tool.value == "range", "until the button is up"
    QTest.mouseRelease(
        canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.position_of((20.0, 44.0)).toPoint()
    )
    assert opened.tools.tool.value == "brush"

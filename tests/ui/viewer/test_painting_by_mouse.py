from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtWidgets import QApplication

from annotator.core.brush import capsule
from annotator.ui.viewer.tools import Tool
from tests.helpers.documents import proposal, square
from tests.helpers.pointer import CONTROL, RIGHT, Pointer


@pytest.fixture
def painted(document):
    return document.labelmap.voxels[4]


@pytest.fixture(autouse=True)
def brush(viewer, edits):
    viewer.change(tool=Tool.BRUSH)
    viewer.change(radius_mm=1.2)


def test_every_event_of_a_quick_stroke_counts(view, pointer, painted, edits):
    points = [(4, 4), (4.5, 5), (5, 5.4), (5.2, 6), (6, 6.2), (7, 6.4), (7.2, 7)]
    pointer.drag(*points)
    expected = np.zeros(painted.shape, dtype=bool)
    places = [view.canvas.voxel_at(pointer.place(point)) for point in points]
    for p0, p1 in zip(places[:1] + places, places, strict=False):
        box, mask = capsule(p0, p1, 1.2, (1.0, 2.0), painted.shape)
        expected[box] |= mask
    assert np.array_equal(painted == 1, expected)
    assert edits.texts == ["Brush Liver, axial 5"]


def test_fast_stroke_has_no_gaps(pointer, painted):
    pointer.drag((2, 2), (17, 21))
    rows = np.flatnonzero(painted.any(axis=1))
    assert np.array_equal(rows, np.arange(rows[0], rows[-1] + 1))


def test_one_click_is_one_dab(pointer, painted, edits):
    pointer.click((10, 12))
    assert painted[10, 12] == 1
    assert len(edits.done) == 1


def test_second_press_of_a_double_click_paints(pointer, painted, edits):
    pointer.double_click((10, 12))
    assert painted[10, 12] == 1
    pointer.click((3, 3))
    assert len(edits.done) == 2  # the second dab on the same place changed nothing


@pytest.mark.parametrize("way", ["right", "control", "tool"])
def test_ways_to_erase(viewer, pointer, painted, edits, way):
    pointer.drag((5, 5), (12, 12))
    pointer.keys = CONTROL if way == "control" else pointer.keys
    if way == "tool":
        viewer.change(tool=Tool.ERASER)
    viewer.change(radius_mm=30.0)
    pointer.drag((5, 5), (6, 6), button=RIGHT if way == "right" else Qt.MouseButton.LeftButton)
    assert not painted.any()
    assert edits.texts[-1] == "Erase, axial 5"


def test_stroke_may_leave_the_slice_and_come_back(pointer, painted, edits):
    pointer.drag((10, 20), (10, 60), (18, 60), (18, 20))
    assert painted[10, 23] == 1
    assert painted[18, 23] == 1
    assert len(edits.done) == 1


def test_escape_during_a_stroke_takes_it_back(pointer, painted, edits):
    pointer.press((5, 5))
    pointer.move((8, 8))
    pointer.tap(Qt.Key.Key_Escape)
    pointer.move((9, 12))
    pointer.release((9, 12))
    assert not painted.any()
    assert edits.done == []


def test_scrolling_with_the_button_down_goes_on_in_the_next_slice(document, pointer, edits):
    pointer.press((5, 5))
    pointer.wheel(1, (5, 5))
    pointer.move((8, 8))
    pointer.release((8, 8))
    assert edits.texts == ["Brush Liver, axial 5", "Brush Liver, axial 6"]
    assert document.labelmap.voxels[5, 8, 8] == 1
    assert not document.labelmap.voxels[4, 8, 8]


def test_other_buttons_do_not_disturb_a_stroke(pointer, painted, edits):
    pointer.press((5, 5))
    other = Pointer(pointer.view)
    other.click((15, 15), RIGHT)
    pointer.move((8, 8))
    pointer.release((8, 8))
    assert painted[8, 8] == 1
    assert painted[15, 15] == 0
    assert len(edits.done) == 1


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        ({"locked": True}, "Liver is locked"),
        ({"visible": False}, "Liver is hidden"),
    ],
)
def test_label_that_cannot_be_painted_says_why(qtbot, document, viewer, pointer, spoil, sentence):
    document.update_label(replace(document.label_class(1), **spoil))
    with qtbot.waitSignal(viewer.message) as said:
        pointer.drag((5, 5), (8, 8))
    assert sentence in said.args[0]
    assert not document.labelmap.voxels.any()


def test_hidden_masks_are_not_painted_blindly(qtbot, document, viewer, pointer):
    viewer.change(overlay_visible=False)
    with qtbot.waitSignal(viewer.message) as said:
        pointer.click((5, 5))
    assert "masks are hidden" in said.args[0]
    assert not document.labelmap.voxels.any()


def test_coronal_stroke_is_upright(viewer, document):
    view = viewer.views[1]
    index = view.state.index
    pointer = Pointer(view)
    pointer.click((6, 10))
    assert document.labelmap.voxels[6, index, 10] == 1
    assert pointer.place((6, 10)).y() < pointer.place((1, 10)).y()  # superior is up


def test_only_the_dirty_rectangle_is_drawn(qtbot, view, pointer):
    class Paints(QObject):
        def __init__(self):
            super().__init__()
            self.areas = []

        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint:
                rect = event.region().boundingRect()
                self.areas.append(rect.width() * rect.height())
            return False

    viewport = view.canvas.viewport()
    pointer.press((5, 5))
    QApplication.processEvents()
    paints = Paints()
    viewport.installEventFilter(paints)
    pointer.move((6, 6), (6, 7))
    QApplication.processEvents()
    viewport.removeEventFilter(paints)
    pointer.release((6, 7))
    assert len(paints.areas) == 1  # two moves, one frame
    assert paints.areas[0] < 0.1 * viewport.width() * viewport.height()


def test_brush_on_a_proposed_slice_takes_the_iteration_shown(viewer, document, pointer, painted):
    document.review.show(proposal({4: [square(1, 4), square(1, 8)]}))
    viewer.change(iteration=0)
    pointer.click((15, 20))
    assert painted[5, 6] == 1
    assert painted[9, 10] == 0


CLOCK = [0]
PEN, ERASER = QPointingDevice.PointerType.Pen, QPointingDevice.PointerType.Eraser


def pen(view, points, pointer=PEN, pressures=None, after_ms=1000):
    """Draw with a pen: tablet events alone, as a driver sends them."""
    device = QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        pointer,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
        1,
        1,
        "",
        QPointingDeviceUniqueId(),
    )
    now = CLOCK[0] = CLOCK[0] + after_ms
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    kinds = [(QEvent.Type.TabletPress, left, left)]
    kinds += [(QEvent.Type.TabletMove, none, left)] * (len(points) - 1)
    places = [view.canvas.position_of(point) for point in points]
    presses = pressures or [0.3] * len(points)
    steps = [*zip(kinds, places, presses, strict=True)]
    steps.append(((QEvent.Type.TabletRelease, left, none), places[-1], 0.0))
    for (kind, button, buttons), at, pressure in steps:
        event = QTabletEvent(
            kind,
            device,
            at,
            at,
            pressure,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            Qt.KeyboardModifier.NoModifier,
            button,
            buttons,
        )
        event.setTimestamp(now)
        QApplication.sendEvent(view.canvas.viewport(), event)
        assert event.isAccepted(), "else Qt sends mouse events besides"


def test_pen_paints_without_gaps_like_a_mouse(view, pointer, painted, edits):
    points = [(4, 4), (5, 12), (9, 13), (12, 4)]
    pointer.drag(*points)
    by_mouse = painted.copy()
    edits.undo()
    pen(view, points)
    assert np.array_equal(painted == 1, by_mouse == 1)


def test_other_end_of_the_pen_erases_and_a_mouse_paints_afterwards(view, pointer, painted):
    pen(view, [(8, 8), (8, 12)])
    assert painted[8, 10] == 1
    pen(view, [(8, 8), (8, 12)], ERASER)
    assert not painted.any()
    pointer.drag((8, 8), (8, 12))
    assert painted[8, 10] == 1


def test_pressure_changes_the_brush_only_where_it_is_asked_for(viewer, view, painted):
    viewer.change(radius_mm=6.0)
    pen(view, [(8, 8)], pressures=[0.2])
    whole = (painted == 1).sum()
    pen(view, [(8, 8)], ERASER, pressures=[1.0])
    assert not painted.any()
    view.pointer.uses_pressure = True
    pen(view, [(8, 9)], pressures=[0.3])
    assert 0 < (painted == 1).sum() < whole / 4


def test_a_double_tap_of_the_pen_enlarges_the_view_and_paints_nothing(view, painted, qtbot):
    pen(view, [(8, 8)])
    with qtbot.waitSignal(view.double_clicked), qtbot.waitSignal(view.dab_unwanted):
        pen(view, [(8, 8)], after_ms=100)


class TestPolygon:
    @pytest.fixture(autouse=True)
    def tool(self, viewer, brush):
        viewer.change(tool=Tool.POLYGON)

    CORNERS = ((2.6, 2.6), (2.6, 12.4), (12.4, 12.4), (12.4, 2.6))

    @pytest.mark.parametrize("close", ["enter", "double click"])
    def test_corners_by_clicks(self, pointer, painted, edits, close):
        for corner in self.CORNERS[:3]:
            pointer.click(corner)
        if close == "enter":
            pointer.click(self.CORNERS[3])
            pointer.tap(Qt.Key.Key_Return)
        else:
            pointer.double_click(self.CORNERS[3])
        assert painted[3:13, 3:13].all()
        assert painted.sum() == 100
        assert edits.texts == ["Polygon Liver, axial 5"]

    def test_freehand(self, pointer, painted):
        pointer.drag(*self.CORNERS, (7, 2.6))
        pointer.tap(Qt.Key.Key_Return)
        assert painted.sum() == 100

    def test_control_erases_the_inside(self, pointer, painted, viewer):
        viewer.change(tool=Tool.BRUSH)
        viewer.change(radius_mm=30)
        pointer.click((8, 8))
        viewer.change(tool=Tool.POLYGON)
        for corner in self.CORNERS[:3]:
            pointer.click(corner)
        pointer.keys = CONTROL
        pointer.double_click(self.CORNERS[3])
        assert not painted[3:13, 3:13].any()

    def test_backspace_takes_the_last_corner_back(self, pointer, painted):
        for corner in (*self.CORNERS, (19, 23)):
            pointer.click(corner)
        pointer.tap(Qt.Key.Key_Backspace)
        pointer.tap(Qt.Key.Key_Return)
        assert painted.sum() == 100

    @pytest.mark.parametrize("how", ["escape", "scroll", "other tool"])
    def test_unfinished_polygon_is_dropped(self, viewer, view, pointer, edits, how):
        for corner in self.CORNERS:
            pointer.click(corner)
        if how == "escape":
            pointer.tap(Qt.Key.Key_Escape)
        elif how == "scroll":
            view.set_index(2)
        else:
            viewer.change(tool=Tool.BRUSH)
        viewer.change(tool=Tool.POLYGON)
        pointer.tap(Qt.Key.Key_Return)
        assert edits.done == []
        assert not view.canvas.polygon.isVisible()


class TestFill:
    def test_hole_is_filled_and_open_background_is_not(self, qtbot, viewer, pointer, painted):
        ring = ((4, 4), (4, 16), (14, 16), (14, 4), (4, 4))
        pointer.drag(*ring)
        viewer.change(tool=Tool.FILL)
        pointer.click((9, 10))
        assert painted[4:15, 4:17].all()
        with qtbot.waitSignal(viewer.message) as said:
            pointer.click((18, 22))
        assert "closed outline" in said.args[0]

    def test_control_clears_an_area(self, viewer, pointer, painted):
        pointer.drag((4, 4), (4, 16))
        viewer.change(tool=Tool.FILL)
        pointer.keys = CONTROL
        pointer.click((4, 10))
        assert not painted.any()


def test_error_in_a_stroke_leaves_nothing_half_done(monkeypatch, document, view, pointer, painted):
    pointer.press((5, 5))
    before = document.stroke
    assert before is not None

    def fail(position):
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(view.canvas, "voxel_at", fail)
        with pytest.raises(ZeroDivisionError):
            view.pointer._feed(view.pointer._drag, pointer.place((6, 6)))
    assert not painted.any()
    pointer.release((6, 6))
    pointer.click((12, 12))
    assert painted[12, 12] == 1

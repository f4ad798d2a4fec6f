import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.ui.viewer.tools import Tool
from tests.helpers.documents import proposal, square
from tests.helpers.pointer import CONTROL, MIDDLE, RIGHT, SHIFT, Pointer


@pytest.mark.parametrize(
    ("axis", "low", "high", "horizontal", "vertical"),
    [
        # where the voxel with the higher index lies: x to the left of the patient is right,
        # y to posterior is down, z to superior is up
        (0, (5, 5), (9, 9), 1, 1),
        (1, (2, 5), (6, 9), 1, -1),
        (2, (2, 5), (6, 9), 1, -1),
    ],
)
def test_planes_are_shown_as_radiologists_read_them(viewer, axis, low, high, horizontal, vertical):
    pointer = Pointer(viewer.views[axis])
    way = pointer.place(high) - pointer.place(low)
    assert way.x() * horizontal > 0
    assert way.y() * vertical > 0


def test_letters_name_the_sides_of_the_patient(viewer):
    sides = [view.canvas.decorations.sides for view in viewer.views]  # left, right, top, bottom
    assert sides == [("R", "L", "A", "P"), ("R", "L", "S", "I"), ("A", "P", "S", "I")]


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_millimetres_have_one_length_on_screen(viewer, axis):
    pointer = Pointer(viewer.views[axis])
    spacing = [s for a, s in enumerate((5.0, 1.0, 2.0)) if a != axis]
    origin = pointer.place((2, 2))
    down = abs((pointer.place((3, 2)) - origin).y()) / spacing[0]
    right = abs((pointer.place((2, 3)) - origin).x()) / spacing[1]
    assert down == pytest.approx(right, rel=1e-6)


def test_position_and_voxel_are_inverse(view):
    for point in ((0.0, 0.0), (3.25, 17.5), (19.4, 23.4)):
        assert view.canvas.voxel_at(view.canvas.position_of(point)) == pytest.approx(point)


class TestWheel:
    def test_scrolls_and_stops_at_the_ends(self, view, pointer):
        pointer.wheel(1)
        assert view.state.index == 5
        pointer.wheel(-2)
        assert view.state.index == 3
        pointer.wheel(50)
        assert view.state.index == 7

    def test_small_turns_of_a_touchpad_add_up(self, view, pointer):
        for _ in range(3):
            pointer.wheel(0.25)
        assert view.state.index == 4
        pointer.wheel(0.25)
        assert view.state.index == 5

    def test_with_control_zooms_around_the_pointer(self, view, pointer):
        pointer.keys = CONTROL
        before, zoom = pointer.place((5, 5)), view.canvas.pixels_per_mm()
        pointer.wheel(2, (5, 5))
        after = pointer.place((5, 5))
        assert view.canvas.pixels_per_mm() == pytest.approx(zoom * 1.44)
        assert (after - before).manhattanLength() < 0.5
        view.fit()
        assert view.canvas.pixels_per_mm() == pytest.approx(zoom)

    def test_with_shift_sizes_the_brush_of_all_planes(self, qtbot, viewer, pointer):
        viewer.change(tool=Tool.BRUSH)
        viewer.change(radius_mm=5.0)
        pointer.keys = SHIFT
        with qtbot.waitSignal(viewer.brush_radius_changed) as changed:
            pointer.wheel(1)
        assert changed.args[0] == pytest.approx(6.0)
        assert [view.state.radius_mm for view in viewer.views] == pytest.approx([6.0] * 3)


class TestDrags:
    def test_right_drag_zooms_without_a_paint_tool(self, view, pointer):
        zoom = view.canvas.pixels_per_mm()
        pointer.drag((15, 10), (5, 10), button=RIGHT)
        assert view.canvas.pixels_per_mm() > 1.1 * zoom

    @pytest.mark.parametrize("how", ["middle", "space"])
    def test_pan_keeps_the_voxel_under_the_pointer(self, view, pointer, how):
        start, end = pointer.place((5, 5)), pointer.place((9, 9))
        if how == "space":
            pointer.key_down(Qt.Key.Key_Space)
        pointer.drag(
            (5, 5), (9, 9), button=MIDDLE if how == "middle" else Qt.MouseButton.LeftButton
        )
        assert view.canvas.voxel_at(end) == pytest.approx((5, 5), abs=0.1)
        assert view.canvas.voxel_at(start) != pytest.approx((5, 5), abs=0.5)

    def test_w_and_drag_report_a_change_of_the_window(self, qtbot, viewer, pointer):
        viewer.change(window=(40.0, 300.0))
        changes = []
        viewer.window_dragged.connect(lambda *change: changes.append(change))
        pointer.key_down(Qt.Key.Key_W)
        pointer.drag((10, 5), (5, 15))
        pointer.key_up(Qt.Key.Key_W)
        ((center, width),) = changes
        up = pointer.place((10, 5)) - pointer.place((5, 15))
        assert center == pytest.approx(up.y())  # a window of 300 changes by 1 for each pixel
        assert width == pytest.approx(-up.x())
        pointer.drag((10, 5), (5, 15))
        assert len(changes) == 1

    def test_space_alone_is_a_tap(self, qtbot, viewer, pointer):
        with qtbot.waitSignal(viewer.space_tapped):
            pointer.tap(Qt.Key.Key_Space)
        with qtbot.assertNotEmitted(viewer.space_tapped):
            pointer.key_down(Qt.Key.Key_Space)
            pointer.drag((5, 5), (9, 9))
            pointer.key_up(Qt.Key.Key_Space)

    def test_held_key_is_forgotten_with_the_focus(self, view, pointer):
        pointer.key_down(Qt.Key.Key_W)
        QApplication.sendEvent(view.canvas, QFocusEvent(QEvent.Type.FocusOut))
        pointer.drag((5, 5), (9, 9))
        assert view.state.cursor == (4, 9, 9)


class TestCrosshair:
    def test_click_moves_all_planes(self, viewer, pointer):
        pointer.click((7, 13))
        assert [view.state.index for view in viewer.views] == [4, 7, 13]
        assert {view.state.cursor for view in viewer.views} == {(4, 7, 13)}

    def test_shift_and_move_links_while_a_paint_tool_is_active(self, viewer, pointer, edits):
        viewer.change(tool=Tool.BRUSH)
        pointer.keys = SHIFT
        pointer.move((3, 4))
        assert [viewer.current_index(axis) for axis in range(3)] == [4, 3, 4]
        assert edits.done == []

    def test_scrolling_one_plane_moves_the_line_in_the_others(self, viewer, view):
        coronal = viewer.views[1].canvas
        before = coronal.decorations.crosshair.y()
        view.set_index(6)
        assert coronal.decorations.crosshair.y() < before  # superior is up

    def test_click_outside_the_slice_does_nothing(self, view, pointer):
        before = view.state.cursor
        pointer.click((-3, 5))
        assert view.state.cursor == before


class TestPick:
    def test_pick_tool_and_control_click_report_the_label(self, qtbot, viewer, document, pointer):
        document.review.show(proposal({4: [square(2)]}))
        with qtbot.waitSignal(viewer.label_picked) as picked:
            pointer.keys = CONTROL
            pointer.click((4, 5))
        assert picked.args == [2]
        pointer.keys = Qt.KeyboardModifier.NoModifier
        viewer.change(tool=Tool.PICK)
        with qtbot.assertNotEmitted(viewer.label_picked):
            pointer.click((18, 20))


def test_hover_reports_the_voxel_and_leaving_reports_none(viewer, view, pointer):
    seen = []
    viewer.hovered.connect(seen.append)
    pointer.move((6, 11))
    pointer.move((-4, 11))
    QApplication.sendEvent(view.canvas.viewport(), QEvent(QEvent.Type.Leave))
    assert seen == [(4, 6, 11), None, None]


def test_held_keys_do_not_trigger_shortcuts_of_the_window(qtbot, viewer, view):
    fired = []
    for key in ("Space", "W", "B"):
        shortcut = QShortcut(QKeySequence(key), viewer)
        shortcut.activated.connect(lambda key=key: fired.append(key))
    viewer.activateWindow()
    view.canvas.setFocus()
    qtbot.waitUntil(view.canvas.hasFocus)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_W, Qt.Key.Key_B):
        QTest.keyClick(view.canvas, key)
    assert fired == ["B"]


def test_canvas_takes_the_keys_unless_somebody_types(qtbot, viewer, view):
    field = QLineEdit(viewer)
    field.show()
    viewer.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    at = QPointF(5, 5)
    enter = QEnterEvent(at, at, at)
    QApplication.sendEvent(view.canvas.viewport(), enter)
    assert field.hasFocus()
    field.clearFocus()
    QApplication.sendEvent(view.canvas.viewport(), enter)
    assert view.canvas.hasFocus()


def test_zoom_and_centre_are_kept_when_the_window_changes_its_size(viewer, view, pointer):
    def center():
        return view.canvas.voxel_at(QPointF(view.canvas.width() / 2, view.canvas.height() / 2))

    pointer.keys = CONTROL
    pointer.wheel(3, (5, 5))
    zoom, before = view.canvas.pixels_per_mm(), center()
    viewer.resize(1100, 700)
    assert view.canvas.pixels_per_mm() == pytest.approx(zoom)
    assert center() == pytest.approx(before, abs=0.1)


def test_whole_slice_stays_in_view_otherwise(viewer, view, pointer):
    viewer.resize(1300, 500)
    corners = pointer.place((-0.5, -0.5)), pointer.place((19.5, 23.5))
    for corner in corners:
        assert 0 <= corner.x() <= view.canvas.width()
        assert 0 <= corner.y() <= view.canvas.height()

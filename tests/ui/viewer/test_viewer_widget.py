import pytest

from annotator.core.geometry import Region
from annotator.ui.viewer.tools import Tool
from annotator.ui.viewer.viewer_widget import ViewerWidget
from tests.helpers.documents import make_document, overwrite, proposal, result, square
from tests.helpers.pointer import Pointer


def shown(viewer):
    return [view.axis for view in viewer.views if view.isVisible()]


def test_opens_in_the_middle_of_the_volume(viewer):
    assert [viewer.current_index(axis) for axis in range(3)] == [4, 10, 12]


def test_goto_moves_view_slider_and_reports(qtbot, viewer):
    with qtbot.waitSignal(viewer.index_changed, check_params_cb=lambda a, i: (a, i) == (1, 3)):
        viewer.goto(1, 3)
    assert viewer.current_index(1) == 3
    viewer.goto(1, 999)
    assert viewer.current_index(1) == 19


def test_slider_and_slice_follow_each_other(viewer):
    slider = viewer.findChildren(type(viewer._panes[0].slider))[0]
    view = next(pane.view for pane in viewer._panes if pane.slider is slider)
    slider.setValue(2)
    assert view.state.index == 2
    view.set_index(5)
    assert slider.value() == 5


def test_double_click_maximises_and_brings_back(viewer):
    pointer = Pointer(viewer.views[1])
    pointer.double_click((3, 3))
    assert shown(viewer) == [1]
    pointer.double_click((3, 3))
    assert shown(viewer) == [0, 1, 2]


def test_double_click_maximises_with_a_brush_too(viewer):
    viewer.change(tool=Tool.BRUSH)
    Pointer(viewer.views[1]).double_click((3, 3))
    assert shown(viewer) == [1]


def test_plane_used_last_is_the_active_one(qtbot, viewer):
    assert viewer.active_axis == 0
    with qtbot.waitSignal(viewer.active_axis_changed) as changed:
        Pointer(viewer.views[2]).wheel(1)
    assert changed.args == [2]
    viewer.step(-1)
    assert viewer.current_index(2) == 12


def test_propagation_plane_is_the_large_one(viewer):
    document = make_document()
    document.set_axis(2)
    viewer.set_document(document)
    widths = [view.width() * view.height() for view in viewer.views]
    assert max(widths) == widths[2]
    assert viewer.active_axis == 2


def test_other_document_replaces_the_first_for_good(viewer, view, document):
    other = make_document()
    viewer.set_document(other)
    overwrite(document, (4, 0, 0), document.labelmap.read(whole()) + 1)  # must not be drawn
    viewer.grab()
    assert not view.canvas.labels.pixels.any()
    overwrite(other, (4, 0, 0), other.labelmap.read(whole()) + 1)
    viewer.grab()
    assert view.canvas.labels.pixels.any()


def whole():
    return Region((4, 0, 0), (5, 20, 24))


def test_no_document_shows_nothing_and_takes_no_input(viewer):
    viewer.set_document(None)
    assert not any(view.canvas.isVisible() for view in viewer.views)
    viewer.goto(0, 3)
    viewer.change(tool=Tool.BRUSH)
    Pointer(viewer.views[0]).click((5, 5))


def test_settings_made_before_a_document_hold_for_it(qtbot):
    viewer = ViewerWidget()
    qtbot.addWidget(viewer)
    viewer.change(tool=Tool.BRUSH)
    viewer.change(radius_mm=3.0)
    viewer.change(opacity=0.2)
    viewer.set_document(make_document())
    assert {view.state.tool for view in viewer.views} == {Tool.BRUSH}
    assert viewer.views[2].state.radius_mm == 3.0
    assert viewer.views[1].state.opacity == 0.2
    viewer.set_document(None)


class TestProposal:
    @pytest.fixture
    def document(self):
        document = make_document()
        document.review.show(proposal({4: [square(1, 4), square(1, 8)], 5: [square(2)]}))
        return document

    def pixels(self, viewer, axis):
        viewer.grab()
        overlay = viewer.views[axis].canvas.proposal
        return overlay.pixels if overlay.isVisible() else None

    def test_is_drawn_in_every_plane(self, viewer):
        assert (self.pixels(viewer, 0) > 0).sum() == 64
        viewer.goto(1, 4)
        assert (self.pixels(viewer, 1) > 0).sum() == 8 + 6
        viewer.goto(2, 4)
        assert (self.pixels(viewer, 2) > 0).sum() == 8 + 6

    def test_iteration_and_change(self, viewer):
        viewer.change(iteration=0)
        assert (self.pixels(viewer, 0) > 0).sum() == 16
        viewer.change(iteration=None)
        viewer.change(show_change=True)
        pixels = self.pixels(viewer, 0)
        assert len(set(pixels[2:6, 3:7].ravel())) == 1  # kept
        assert len(set(pixels[6:10, 3:7].ravel())) == 1  # gained
        assert pixels[2, 3] != pixels[9, 3]
        assert (pixels > 0).sum() == 64

    def test_new_results_are_drawn_without_being_asked_for(self, qtbot, viewer, document):
        document.review.proposal.add(result(4, square(1, 10), 2))
        document.review.notify(4)
        qtbot.waitUntil(lambda: (self.pixels(viewer, 0) > 0).sum() == 100)

    def test_rejected_slice_disappears(self, qtbot, viewer, document):
        document.reject([4])
        qtbot.waitUntil(lambda: self.pixels(viewer, 0) is None)

    def test_corner_says_what_is_shown(self, viewer):
        viewer.change(iteration=0)
        viewer.grab()
        assert viewer.views[0].canvas.decorations.top_right == ["Proposed, iteration 0/1"]


def test_corner_texts(viewer, document):
    document.toggle_absent(1, 4)
    viewer.change(window=(40, 400))
    viewer.grab()
    axial = viewer.views[0].canvas.decorations
    assert axial.top_left == ["Axial 5/8", "S 20.0 mm"]
    assert axial.bottom_left == ["W 400  L 40"]
    assert axial.top_right == ["Liver absent"]
    assert viewer.views[1].canvas.decorations.top_left == ["Coronal 11/20", "P 10.0 mm"]
    assert viewer.views[2].canvas.decorations.top_left == ["Sagittal 13/24", "L 24.0 mm"]

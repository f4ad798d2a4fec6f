from dataclasses import replace

import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.core.labelmap import VoxelOrigin
from annotator.services.document import Document
from annotator.services.painting import PaintingService
from tests.helpers.documents import (
    SHAPE,
    EditList,
    make_document,
    make_volume,
    proposal,
    square,
)

HAND, ACCEPTED = VoxelOrigin.HAND, VoxelOrigin.ACCEPTED


@pytest.fixture
def document():
    return make_document()


@pytest.fixture
def painting(document):
    return PaintingService(document)


@pytest.fixture
def two_tissues():
    """Two dark tissues of 100 with a bright wall of 500 in columns 12 to 14, with noise."""
    rng = np.random.default_rng(2)
    voxels = np.full(SHAPE, 100.0)
    voxels[:, :, 12:15] = 500.0
    image = (voxels + rng.normal(0, 5, SHAPE)).astype(np.int16)
    return Document(replace(make_volume(), voxels=image), None, make_document().classes)


def dab(painting, point, *, label=1, axis=0, index=3, tool="brush", radius=1.0):
    painting.begin(tool, axis, index, label)
    painting.move(point, point, radius)
    return painting.end()


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_brush_paints_its_slice_only(document, painting, axis):
    dab(painting, (5, 6), axis=axis, index=4, radius=6.0)
    painted = np.moveaxis(document.labelmap.voxels, axis, 0)
    assert painted[4, 5, 6] == 1
    assert not np.delete(painted, 4, axis=0).any()
    origins = np.moveaxis(document.labelmap.origins, axis, 0)
    assert np.array_equal(origins, np.where(painted > 0, HAND, 0))


def test_stroke_is_one_named_edit(document, painting):
    edits = EditList(document)
    painting.begin("brush", 0, 3, 1)
    for column in range(4, 16, 4):
        painting.move((8, column - 4), (8, column), 2.0)
    assert edits.texts == []
    painting.end()
    assert edits.texts == ["Brush Liver, axial 4"]
    edits.undo()
    assert not document.labelmap.voxels.any()
    assert not document.labelmap.origins.any()


def test_undo_restores_what_was_painted_over_twice(document, painting):
    edits = EditList(document)
    dab(painting, (8, 8), label=2, radius=4.0)
    before = document.labelmap.voxels.copy()
    painting.begin("brush", 0, 3, 1)
    painting.move((8, 8), (8, 12), 3.0)
    painting.move((8, 12), (8, 8), 3.0)  # the same voxels again
    painting.end()
    edits.undo()
    assert np.array_equal(document.labelmap.voxels, before)


def test_stroke_that_changes_nothing_is_no_edit(document, painting):
    edits = EditList(document)
    dab(painting, (8, 8))
    assert dab(painting, (8, 8)) is None
    assert dab(painting, (2, 2), tool="eraser") is None
    assert dab(painting, (500, 500)) is None
    assert len(edits.done) == 1


def test_eraser_leaves_background_that_a_run_must_keep(document, painting):
    dab(painting, (8, 8))
    dab(painting, (8, 8), tool="eraser")
    assert document.labelmap.voxels[3, 8, 8] == 0
    assert document.labelmap.origins[3, 8, 8] == HAND
    assert document.labelmap.locked_voxels()[3, 8, 8] == 0


def test_abort_restores_everything(document, painting):
    edits = EditList(document)
    dab(painting, (8, 8), label=2)
    before = document.labelmap.voxels.copy()
    painting.begin("brush", 0, 3, 1)
    painting.move((5, 5), (12, 12), 4.0)
    painting.abort()
    painting.move((0, 0), (9, 9), 4.0)  # the button is still down
    assert painting.end() is None
    assert np.array_equal(document.labelmap.voxels, before)
    assert len(edits.done) == 1


@pytest.mark.parametrize("tool", ["brush", "eraser"])
def test_locked_labels_are_never_overwritten(document, painting, tool):
    dab(painting, (8, 8), label=2, radius=4.0)
    spleen = document.labelmap.voxels == 2
    lock(document, 2)
    dab(painting, (8, 11), tool=tool, radius=8.0)
    assert np.array_equal(document.labelmap.voxels == 2, spleen)


def lock(document, value):
    document.update_label(replace(document.label_class(value), locked=True))


def test_locked_or_hidden_label_cannot_be_painted(document, painting):
    lock(document, 1)
    with pytest.raises(UserError, match="Liver is locked"):
        painting.begin("brush", 0, 3, 1)
    document.update_label(replace(document.label_class(2), visible=False))
    with pytest.raises(UserError, match="Spleen is hidden"):
        painting.begin("brush", 0, 3, 2)
    assert not painting.active


def test_undo_during_a_stroke_drops_the_stroke(document, painting):
    edits = EditList(document)
    dab(painting, (3, 3))
    painting.begin("brush", 0, 3, 1)
    painting.move((10, 10), (12, 12), 3.0)
    edits.undo()
    painting.end()
    assert not document.labelmap.voxels.any()
    assert edits.texts == []


def test_other_edit_during_a_stroke_ends_the_stroke_first(document, painting):
    edits = EditList(document)
    painting.begin("brush", 0, 3, 1)
    painting.move((10, 10), (12, 12), 3.0)
    document.add_label("Kidney")
    assert edits.texts == ["Brush Liver, axial 4", "Add Kidney"]


def test_polygon_and_hole(document, painting):
    ring = [(2.5, 2.5), (2.5, 12.5), (12.5, 12.5), (12.5, 2.5)]
    hole = [(5.5, 5.5), (5.5, 8.5), (8.5, 8.5), (8.5, 5.5)]
    painting.begin("polygon", 0, 3, 1)
    painting.fill_polygon(ring)
    painting.end()
    painting.begin("polygon", 0, 3, 0)
    painting.fill_polygon(hole)
    assert painting.end().text == "Erase, axial 4"
    slice_ = document.labelmap.voxels[3]
    assert slice_[3:13, 3:13].sum() == 100 - 9
    assert not slice_[6:9, 6:9].any()

    painting.begin("fill", 0, 3, 1)
    painting.fill((7.0, 7.2))
    assert painting.end().text == "Fill Liver, axial 4"
    assert slice_[3:13, 3:13].all()


def test_fill_changes_the_label_of_one_area(document, painting):
    dab(painting, (4, 4), label=2)
    dab(painting, (12, 12), label=2)
    painting.begin("fill", 0, 3, 1)
    painting.fill((4, 4))
    painting.end()
    assert document.labelmap.voxels[3, 4, 4] == 1
    assert document.labelmap.voxels[3, 12, 12] == 2


def test_fill_does_not_run_out_of_an_open_outline(document, painting):
    dab(painting, (4, 4))
    painting.begin("fill", 0, 3, 1)
    with pytest.raises(UserError, match="No closed outline of Liver"):
        painting.fill((15, 15))
    assert painting.end() is None


def test_brush_keeps_to_an_intensity_range(document, painting):
    image = document.volume.voxels[3]
    painting.intensity_range = (float(image[8, 8]), float(image[8, 10]))
    dab(painting, (8, 9), radius=8.0)
    assert np.flatnonzero(document.labelmap.voxels[3, 8]).tolist() == [8, 9, 10]
    assert np.count_nonzero(document.labelmap.voxels) == 3


class TestOnProposedSlice:
    @pytest.fixture
    def edits(self, document):
        document.review.show(proposal({3: [square(1, 4), square(1, 8)], 5: [square(1)]}))
        return EditList(document)

    def test_stroke_takes_the_slice_over_and_undo_gives_it_back(self, document, painting, edits):
        dab(painting, (15, 20))
        labels, origins = document.labelmap.voxels[3], document.labelmap.origins[3]
        assert labels[2:10, 3:11].all()
        assert (origins[2:10, 3:11] == ACCEPTED).all()
        assert origins[15, 20] == HAND
        assert document.review.proposal.indices() == [5]
        assert len(edits.done) == 1
        edits.undo()
        assert not document.labelmap.voxels.any()
        assert document.review.proposal.indices() == [3, 5]
        edits.redo()
        assert document.labelmap.voxels[3, 15, 20] == 1
        assert document.review.proposal.indices() == [5]

    def test_the_iteration_that_is_shown_is_taken(self, document, painting, edits):
        painting.iteration = 0
        dab(painting, (15, 20))
        assert document.labelmap.voxels[3, 5, 6] == 1
        assert document.labelmap.voxels[3, 9, 10] == 0

    def test_erasing_all_that_was_proposed_is_an_edit(self, document, painting, edits):
        painting.begin("eraser", 0, 3, 1)
        painting.move((6, 6), (6, 6), 40.0)
        painting.end()
        assert not document.labelmap.voxels.any()
        assert len(edits.done) == 1
        assert document.review.proposal.indices() == [5]
        assert document.labelmap.locked_voxels()[3, 6, 6] == 0

    def test_stroke_that_changes_nothing_leaves_the_proposal(self, document, painting, edits):
        assert dab(painting, (15, 20), tool="eraser") is None
        assert document.review.proposal.indices() == [3, 5]
        assert not document.labelmap.voxels.any()

    def test_other_planes_do_not_take_it(self, document, painting, edits):
        dab(painting, (3, 20), axis=1, index=15)
        assert document.review.proposal.indices() == [3, 5]


def test_painting_on_a_slice_marked_absent_takes_the_mark_back(document, painting):
    edits = EditList(document)
    document.toggle_absent(1, 3)
    dab(painting, (8, 8))
    assert document.absent == {}
    edits.undo()
    assert document.absent == {1: {3}}
    assert not document.labelmap.voxels.any()


def test_changed_boxes_hold_all_that_a_stroke_changed(document, painting):
    seen = np.zeros(SHAPE, dtype=bool)

    def note(region):
        seen[region.slices] = True

    document.changed.connect(note)
    painting.begin("brush", 2, 10, 1)
    painting.move((1, 3), (6, 17), 5.0)
    painting.end()
    assert seen[document.labelmap.voxels > 0].all()
    assert not seen[:, :, :10].any()
    assert not seen[:, :, 11:].any()


def test_sphere_is_a_ball_in_millimetres(document, painting):
    edits = EditList(document)
    dab(painting, (9, 10), tool="sphere", radius=7.0)
    z, y, x = np.indices(SHAPE)
    away = ((z - 3) * 5.0) ** 2 + ((y - 9) * 1.0) ** 2 + ((x - 10) * 2.0) ** 2
    np.testing.assert_array_equal(document.labelmap.voxels == 1, away <= 49.0)
    assert edits.texts == ["Sphere Liver, axial 4"]
    edits.undo()
    assert not document.labelmap.voxels.any()


def test_sphere_erases_and_is_aborted_in_all_slices(document, painting):
    dab(painting, (9, 10), tool="sphere", radius=11.0)
    before = document.labelmap.voxels.copy()
    painting.begin("sphere", 0, 3, 0)
    painting.move((9, 10), (9, 10), 6.0)
    assert not document.labelmap.voxels[3, 9, 10]
    assert not document.labelmap.voxels[4, 9, 10]
    painting.abort()
    np.testing.assert_array_equal(document.labelmap.voxels, before)


def test_adaptive_brush_stops_at_the_edge_of_the_tissue(two_tissues):
    painting = PaintingService(two_tissues)
    dab(painting, (10, 8), tool="adaptive", radius=9.0)
    painted = two_tissues.labelmap.voxels[3] == 1
    assert painted[10, 4:12].all()
    assert not painted[:, 12:].any()


def test_adaptive_brush_does_not_jump_to_a_separate_part(two_tissues):
    painting = PaintingService(two_tissues)
    dab(painting, (10, 14), tool="adaptive", radius=12.0)  # the bright wall
    painted = two_tissues.labelmap.voxels[3] == 1
    assert painted[10, 12:15].all()
    assert not painted[:, :12].any()
    assert not painted[:, 15:].any()  # the dark tissue behind it


def test_flood_takes_what_is_alike_and_connected(two_tissues):
    painting = PaintingService(two_tissues)
    painting.begin("flood", 0, 3, 1)
    painting.flood((10, 4), 1000.0)
    assert (two_tissues.labelmap.voxels[3] == 1).all()
    painting.flood((10, 4), 30.0)  # takes the place of the one before
    painting.end()
    painted = two_tissues.labelmap.voxels[3] == 1
    assert painted[:, :12].all()
    assert not painted[:, 12:].any()


def test_painting_over_chosen_labels_only(document, painting):
    dab(painting, (9, 10), label=2, radius=4.0)
    spleen = document.labelmap.voxels == 2
    painting.paint_over = ()
    dab(painting, (9, 12), radius=6.0)
    assert (document.labelmap.voxels[spleen] == 2).all()
    assert (document.labelmap.voxels == 1).any()
    painting.paint_over = {2}
    dab(painting, (9, 12), radius=6.0)
    assert (document.labelmap.voxels[3, 9, 10:13] == 1).all()
    painting.paint_over = ()
    dab(painting, (9, 12), tool="eraser", radius=6.0)  # erasing paints over nothing
    assert not document.labelmap.voxels[3, 9, 12]


def test_flood_judges_the_tolerance_by_the_tissue(two_tissues):
    painting = PaintingService(two_tissues)
    painting.begin("flood", 0, 3, 1)
    tolerance = painting.flood((10, 4))
    painting.end()
    assert 5 < tolerance < 40
    painted = two_tissues.labelmap.voxels[3] == 1
    assert painted[:, :12].mean() > 0.9
    assert not painted[:, 12:].any()

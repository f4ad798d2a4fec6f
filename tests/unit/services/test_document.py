from dataclasses import replace

import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.core.geometry import Region
from annotator.core.labelmap import LabelMap, VoxelOrigin
from annotator.core.labels import LabelClass
from annotator.core.marks import Maker
from annotator.core.support import FREE
from annotator.services.document import Document
from annotator.services.painting import PaintingService
from annotator.services.run_supports import run_supports
from annotator.services.slice_status import status_strip
from tests.helpers.documents import (
    SHAPE,
    EditList,
    make_document,
    make_volume,
    overwrite,
    proposal,
    result,
    square,
)


def labels_on(*indices, value=1):
    labels = np.zeros(SHAPE, dtype=np.uint8)
    for index in indices:
        labels[index] = square(value)
    return labels


def erase(document, index):
    painting = PaintingService(document)
    painting.begin("eraser", 0, index, 0)
    painting.move((4, 4), (4, 4), 1.0)
    return painting.end()


def test_new_document_has_a_label_to_paint_with():
    document = Document(make_volume())
    assert [item.value for item in document.classes] == [1]
    assert document.active_label == 1
    assert document.axis == 0  # 5 mm is the coarsest spacing
    assert not document.dirty


def test_loaded_values_without_a_class_get_one():
    volume = make_volume()
    labels = labels_on(2, 5, value=7)
    document = Document(
        volume, LabelMap(volume.geometry, labels), [LabelClass(1, "Liver", (9, 9, 9))]
    )
    assert [item.value for item in document.classes] == [1, 7]
    assert document.painted_slices(7) == [2, 5]
    assert document.label_voxels(7) == 72


def test_labels_of_another_shape_are_refused():
    other = make_volume((4, 5, 6))
    with pytest.raises(UserError, match="another shape"):
        Document(make_volume(), LabelMap(other.geometry))


class TestLabelClasses:
    def test_add_rename_remove_and_undo(self):
        document = make_document(labels_on(2, 3))
        edits = EditList(document)
        added = document.add_label("Kidney")
        assert (added.value, document.active_label) == (3, 3)
        document.update_label(replace(added, name="Left kidney"))
        document.remove_label(1)
        assert edits.texts == ["Add Kidney", "Rename Kidney to Left kidney", "Remove Liver"]
        assert not document.labelmap.voxels.any()
        assert document.label_class(1) is None
        edits.undo()
        assert np.array_equal(document.labelmap.voxels, labels_on(2, 3))
        edits.undo()
        edits.undo()
        assert [item.name for item in document.classes] == ["Liver", "Spleen"]
        assert document.active_label == 1

    def test_removed_voxels_may_be_filled_again(self):
        document = make_document(labels_on(2))
        document.remove_label(1)
        assert (document.labelmap.locked_voxels() == FREE).all()

    def test_showing_and_locking_are_no_edits(self):
        document = make_document()
        edits = EditList(document)
        document.update_label(replace(document.label_class(1), visible=False, locked=True))
        assert edits.done == []
        document.update_label(replace(document.label_class(2), name="Milz"))
        edits.undo()
        assert not document.label_class(1).visible  # undo leaves what is shown as it is
        assert document.label_name(2) == "Spleen"

    def test_locked_label_is_not_removed(self):
        document = make_document(labels_on(2))
        document.update_label(replace(document.label_class(1), locked=True))
        with pytest.raises(UserError, match="unlock"):
            document.remove_label(1)

    def test_lowest_free_value_is_used(self):
        document = make_document()
        document.remove_label(1)
        assert document.add_label().value == 1


class TestMarks:
    def test_marks_can_be_undone_one_by_one(self):
        document = make_document(labels_on(2))
        edits = EditList(document)
        document.toggle_absent(1, 6)
        document.toggle_excluded(1, 2)
        document.set_range(1, 1, 5)
        assert edits.texts == [
            "Liver absent in slice 7",
            "Leave out slice 3 as support of Liver",
            "Ends of Liver",
        ]
        assert (document.absent, document.excluded, document.ranges) == (
            {1: {6}},
            {1: {2}},
            {1: (1, 5)},
        )
        for _ in range(3):
            edits.undo()
        assert (document.absent, document.excluded, document.ranges) == ({}, {}, {})

    def test_painted_slice_is_not_absent(self):
        document = make_document(labels_on(2))
        with pytest.raises(UserError, match="Liver is painted in slice 3"):
            document.toggle_absent(1, 2)

    def test_range_is_ordered_and_cut_to_the_volume(self):
        document = make_document()
        document.set_range(1, 99, 4)
        assert document.ranges == {1: (4, 7)}
        document.set_range(1, None, None)
        assert document.ranges == {}

    def test_each_axis_keeps_its_marks(self):
        document = make_document(labels_on(2))
        edits = EditList(document)
        document.toggle_absent(1, 6)
        document.set_axis(1)
        assert document.absent == {}
        assert document.painted_slices(1) == [2, 3, 4, 5, 6, 7]
        document.set_range(1, 1, 8)
        document.set_axis(0)
        assert (document.absent, document.ranges) == ({1: {6}}, {})
        edits.undo()
        assert (document.absent, document.ranges) == ({}, {1: (1, 8)})
        edits.undo()
        edits.undo()
        assert document.absent == {1: {6}}
        assert document.painted_slices(1) == [2]


class TestStatus:
    def test_status_of_each_kind(self):
        document = make_document(labels_on(0))
        document.review.show(proposal({k: [square(1)] for k in (1, 2, 3)}))
        document.accept([1, 2])
        erase(document, 2)
        document.toggle_absent(1, 6)
        assert status_strip(document, 1) == [
            "painted",
            "accepted",
            "edited",
            "proposed",
            "none",
            "none",
            "absent",
            "none",
        ]
        assert status_strip(document, 2) == ["none"] * 8

    def test_a_painted_slice_stays_painted_under_a_proposal_for_another_label(self):
        document = make_document(labels_on(0))
        repeated = square(1)
        repeated[12:16, 12:16] = 2
        document.review.show(proposal({0: [repeated]}))
        assert status_strip(document, 1)[0] == "painted"
        assert status_strip(document, 2)[0] == "proposed"

    def test_status_is_right_after_any_way_of_changing_voxels(self):
        document = make_document()
        edits = EditList(document)
        document.review.show(proposal({k: [square(1 + k % 2)] for k in range(1, 6)}))
        painting = PaintingService(document)
        painting.begin("brush", 1, 9, 2)
        painting.move((1, 3), (6, 18), 6.0)
        painting.end()
        document.accept([2, 3])
        erase(document, 3)
        document.remove_label(2)
        edits.undo()
        edits.undo()
        fresh = make_document()
        overwrite(fresh, (0, 0, 0), document.labelmap.read(whole(document)))
        fresh.review.show(document.review.proposal)
        for label in (1, 2):
            assert status_strip(document, label) == status_strip(fresh, label)
            assert document.painted_slices(label) == fresh.painted_slices(label)


def whole(document):
    return Region((0, 0, 0), document.volume.voxels.shape)


class TestReview:
    def test_accept_is_one_named_step(self):
        document = make_document(labels_on(0))
        edits = EditList(document)
        document.review.show(proposal({k: [square(1, 4), square(1, 8)] for k in (1, 2, 3)}))
        document.accept(None)
        assert edits.texts == ["Accept 3 slices (fused)"]
        assert document.review.proposal.indices() == []
        assert (document.labelmap.origins[1:4, 2:10, 3:11] == VoxelOrigin.ACCEPTED).all()
        edits.undo()
        assert np.array_equal(document.labelmap.voxels, labels_on(0))
        assert document.review.proposal.indices() == [1, 2, 3]
        edits.redo()
        assert document.review.proposal.indices() == []
        assert document.labelmap.voxels[2, 9, 10] == 1

    def test_accept_an_earlier_iteration_of_one_slice(self):
        document = make_document()
        document.review.show(proposal({2: [square(1, 4), square(1, 8)], 3: [square(1)]}))
        edit = document.accept([2], iteration=0)
        assert edit.text == "Accept slice 3 (fused)"
        assert np.array_equal(document.labelmap.voxels[2], square(1, 4))

    def test_a_new_name_drops_the_coded_meaning_of_the_old_one(self):
        document = make_document()
        liver = replace(document.classes[0], meaning="TerminologyEntry:liver")
        document.update_label(liver)
        document.update_label(replace(liver, color=(1, 2, 3)))
        assert document.classes[0].meaning == liver.meaning
        document.update_label(replace(document.classes[0], name="Spleen"))
        assert document.classes[0].meaning == ""

    def test_accepted_slices_know_what_made_them_until_that_is_undone(self):
        document = make_document()
        edits = EditList(document)
        shown = proposal({2: [square(1), square(1, 7)], 3: [square(2)]})
        shown.model = ("small", "ab" * 32)
        document.review.show(shown)
        document.accept([2], iteration=0)
        document.accept([3])
        made = document.marks.made
        assert made == {
            1: {2: Maker("fused", "small", "ab" * 32, 0)},
            2: {3: Maker("fused", "small", "ab" * 32, 0)},
        }
        edits.undo()
        assert document.marks.made == {1: made[1]}
        edits.redo()
        assert document.marks.made == made

    def test_accepted_preview_was_made_by_interpolation(self):
        document = make_document()
        shown = proposal({})
        shown.model = ("small", "ab" * 32)
        shown.add(replace(result(2, square(1)), stage="preview"))
        document.review.show(shown)
        document.accept([2])
        assert document.marks.made[1][2] == Maker("interpolation")

    def test_accept_leaves_hand_work_and_locked_labels(self):
        document = make_document(labels_on(2, value=2))
        erase(document, 2)
        hand = document.labelmap.voxels.copy()
        document.review.show(proposal({2: [np.ones(SHAPE[1:], np.uint8)]}))
        document.update_label(replace(document.label_class(2), locked=True))
        document.accept([2])
        touched = document.labelmap.origins == VoxelOrigin.HAND
        assert np.array_equal(document.labelmap.voxels[touched], hand[touched])
        assert document.labelmap.voxels[2, 15, 15] == 1

    def test_proposed_label_that_is_locked_is_not_accepted(self):
        document = make_document()
        document.review.show(proposal({2: [square(1)]}))
        document.update_label(replace(document.label_class(1), locked=True))
        document.accept(None)
        assert not document.labelmap.voxels.any()

    def test_reject_and_undo(self):
        document = make_document()
        edits = EditList(document)
        document.review.show(proposal({2: [square(1)], 3: [square(1)]}))
        document.reject([2])
        assert edits.texts == ["Reject slice 3"]
        assert document.review.proposal.indices() == [3]
        edits.undo()
        assert document.review.proposal.indices() == [2, 3]

    def test_nothing_open_is_no_edit(self):
        document = make_document()
        assert document.accept(None) is None
        document.review.show(proposal({2: [square(1)]}))
        assert document.reject([5]) is None

    def test_proposal_is_cut_in_any_plane(self):
        document = make_document()
        document.review.show(proposal({2: [square(1, 4), square(1, 8)], 4: [square(2)]}))
        stack = np.zeros(SHAPE, dtype=np.uint8)
        stack[2], stack[4] = square(1, 8), square(2)
        for axis in range(3):
            for index in range(SHAPE[axis]):
                shown = document.review.labels(axis, index)
                expected = np.moveaxis(stack, axis, 0)[index]
                assert np.array_equal(np.zeros_like(expected) if shown is None else shown, expected)
        assert np.array_equal(document.review.labels(0, 2, 0), square(1, 4))

    def test_proposal_is_not_shown_where_the_user_painted(self):
        document = make_document(labels_on(2, value=2))
        document.review.show(proposal({2: [square(1, 8)]}))
        shown = document.review.labels(0, 2)
        assert not shown[document.labelmap.voxels[2] > 0].any()
        assert shown.any()

    def test_cut_follows_late_iterations_and_decisions(self):
        document = make_document()
        document.review.show(proposal({2: [square(1, 4)], 3: [square(1, 4)]}))
        assert document.review.labels(1, 9) is not None
        document.review.proposal.add(result(2, square(1, 8), 1))
        document.review.notify(2)
        document.reject([3])
        assert document.review.labels(1, 9)[2, 3:11].all()
        assert not document.review.labels(1, 9)[3].any()


class TestForARun:
    def test_supports_are_snapshots_of_painted_slices(self):
        document = make_document(labels_on(1, 5))
        document.toggle_absent(1, 7)
        document.toggle_excluded(1, 5)
        document.set_range(1, 0, 6)
        (support,) = run_supports(document)
        assert [item.index for item in support.slices] == [1]
        assert (support.label, support.absent, support.first, support.last) == (1, {7}, 0, 6)
        erase(document, 1)
        assert np.array_equal(support.slices[0].mask, square(1) > 0)

    def test_locked_labels_are_left_out(self):
        document = make_document(labels_on(1) + labels_on(5, value=2))
        document.update_label(replace(document.label_class(1), locked=True))
        assert [item.label for item in run_supports(document)] == [2]

    def test_locked_voxels_keep_all_that_is_painted_or_erased(self):
        document = make_document(labels_on(1))
        erase(document, 1)
        locked = document.labelmap.locked_voxels()
        assert locked[1, 4, 4] == 0
        assert locked[1, 7, 8] == 1
        assert (locked == FREE).sum() == locked.size - 36

    def test_proposal_is_stale_only_while_the_painting_differs(self):
        document = make_document(labels_on(1))
        edits = EditList(document)
        made = proposal({2: [square(1)], 3: [square(1)]})
        made.supports = run_supports(document)
        document.review.show(made)
        document.accept([2])
        assert not made.stale  # accepting adds nothing that the run did not know
        erase(document, 1)
        assert made.stale
        edits.undo()
        assert not made.stale
        erase(document, 3)
        assert made.stale  # a correction that the next run could learn from


def test_saving_makes_clean(tmp_path):
    document = make_document()
    seen = []
    document.dirty_changed.connect(seen.append)
    document.add_label()
    document.mark_saved(tmp_path / "labels.nii.gz")
    assert seen == [True, False]
    assert document.labels_path == tmp_path / "labels.nii.gz"

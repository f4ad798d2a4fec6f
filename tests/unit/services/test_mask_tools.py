"""Operations on the mask of one label, as the user commits them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotator.core import mask_operations as ops
from annotator.core.errors import UserError
from annotator.core.labelmap import VoxelOrigin
from annotator.services.mask_tools import OPERATIONS, MaskTools
from tests.helpers.documents import SHAPE, SPACING, EditList, make_document


def noisy_labels(seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    labels = np.zeros(SHAPE, np.uint8)
    labels[1:6, 4:14, 3:12] = 1
    labels[2:7, 5:15, 12:20] = 2
    labels[rng.random(SHAPE) < 0.05] = 0
    labels[rng.random(SHAPE) < 0.03] = 1
    return labels


def apply(document, name, amount=0.0, **choices):
    tools = MaskTools(document)
    plan = tools.plan(name, 1, amount, **choices)
    return tools.commit(plan, plan.run())


@pytest.mark.parametrize(
    ("name", "amount", "expected"),
    [
        ("largest", 0.0, lambda m: ops.keep_largest(m)),
        ("small", 60.0, lambda m: ops.remove_small(m, SPACING, 60.0)),
        ("holes", 0.0, lambda m: ops.fill_holes(m)),
        ("median", 2.0, lambda m: ops.median(m, SPACING, 2.0)),
        ("opening", 2.0, lambda m: ops.opening(m, SPACING, 2.0)),
        ("closing", 2.0, lambda m: ops.closing(m, SPACING, 2.0)),
        ("grow", 3.0, lambda m: ops.grow(m, SPACING, 3.0)),
        ("shrink", 1.5, lambda m: ops.shrink(m, SPACING, 1.5)),
        ("hollow", 2.0, lambda m: ops.hollow(m, SPACING, 2.0)),
    ],
)
def test_the_box_gives_what_the_whole_volume_would(name, amount, expected):
    labels = noisy_labels()
    document = make_document(labels.copy())
    apply(document, name, amount)
    np.testing.assert_array_equal(document.labelmap.voxels == 1, expected(labels == 1))


def test_an_operation_is_one_named_edit_that_undo_takes_back():
    labels = noisy_labels()
    document = make_document(labels.copy())
    edits = EditList(document)
    apply(document, "grow", 2.0)
    assert edits.texts == ["Grow: Liver"]
    edits.undo()
    np.testing.assert_array_equal(document.labelmap.voxels, labels)


def test_a_slice_is_changed_alone_and_in_two_dimensions():
    labels = noisy_labels()
    document = make_document(labels.copy())
    edits = EditList(document)
    apply(document, "grow", 2.0, plane=(0, 3))
    assert edits.texts == ["Grow: Liver, axial 4"]
    others = np.delete(document.labelmap.voxels, 3, axis=0)
    np.testing.assert_array_equal(others, np.delete(labels, 3, axis=0))
    expected = ops.grow(labels[3] == 1, SPACING[1:], 2.0)
    np.testing.assert_array_equal(document.labelmap.voxels[3] == 1, expected)


def test_changed_voxels_count_as_made_by_hand_others_keep_their_origin():
    labels = np.zeros(SHAPE, np.uint8)
    labels[3, 5:9, 5:9] = 1
    document = make_document(labels.copy())
    document.labelmap.origins[labels > 0] = VoxelOrigin.ACCEPTED
    apply(document, "grow", 2.0, plane=(0, 3))
    grown = document.labelmap.voxels == 1
    assert (document.labelmap.origins[grown & (labels == 0)] == VoxelOrigin.HAND).all()
    assert grown.sum() > (labels > 0).sum()


def test_locked_and_protected_labels_stay():
    labels = noisy_labels()
    document = make_document(labels.copy())
    document.update_label(replace(document.label_class(2), locked=True))
    apply(document, "grow", 6.0)
    np.testing.assert_array_equal(document.labelmap.voxels[labels == 2], 2)
    tools = MaskTools(make_document(labels.copy()))
    tools.paint_over = ()
    plan = tools.plan("grow", 1, 6.0)
    assert plan.run() is not None
    after = plan.run().unpack(plan.run().after)[0]
    box = plan.run().region.slices
    assert (after[labels[box] == 2] == 2).all()


def test_between_labels():
    labels = noisy_labels()
    document = make_document(labels.copy())
    apply(document, "add", other=2)
    assert not (document.labelmap.voxels == 2).any()
    near = ops.grow(labels == 2, SPACING, 3.0)
    for name, kept in (("subtract", ~near), ("intersect", near)):
        document = make_document(labels.copy())
        apply(document, name, 3.0, other=2)
        np.testing.assert_array_equal(document.labelmap.voxels == 1, (labels == 1) & kept)
        np.testing.assert_array_equal(document.labelmap.voxels == 2, labels == 2)


def test_joint_smoothing_leaves_locked_labels_alone():
    labels = noisy_labels()
    document = make_document(labels.copy())
    document.update_label(replace(document.label_class(2), locked=True))
    apply(document, "joint", 2.0)
    np.testing.assert_array_equal(document.labelmap.voxels == 2, labels == 2)


def test_what_cannot_be_done_is_said():
    document = make_document()
    tools = MaskTools(document)
    with pytest.raises(UserError, match="not painted"):
        tools.plan("grow", 1, 1.0)
    document = make_document(noisy_labels())
    tools = MaskTools(document)
    with pytest.raises(UserError, match="above 0 mm"):
        tools.plan("grow", 1, 0.0)
    with pytest.raises(UserError, match="another label"):
        tools.plan("subtract", 1, 1.0, other=1)
    document.update_label(replace(document.label_class(1), locked=True))
    with pytest.raises(UserError, match="locked"):
        tools.plan("grow", 1, 1.0)


def test_a_plan_made_before_another_change_is_not_committed():
    document = make_document(noisy_labels())
    tools = MaskTools(document)
    plan = tools.plan("grow", 1, 2.0)
    apply(document, "shrink", 1.0)
    with pytest.raises(UserError, match="try again"):
        tools.commit(plan, plan.run())


def test_nothing_to_change_makes_no_edit():
    labels = np.zeros(SHAPE, np.uint8)
    labels[2:5, 5:9, 5:9] = 1
    document = make_document(labels)
    edits = EditList(document)
    assert apply(document, "largest") is None
    assert edits.texts == []


def test_every_operation_can_be_planned():
    for operation in OPERATIONS:
        document = make_document(noisy_labels())
        apply(document, operation.name, operation.amount, other=2 if operation.other else 0)

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from annotator.core.geometry import Geometry, Region
from annotator.core.labelmap import LabelMap, VoxelOrigin
from annotator.core.patch import Edit, MaskPatch

SHAPE = (3, 6, 7)
GRID = Geometry(SHAPE, np.eye(4))


def state_of(labels):
    return np.stack([labels.voxels, labels.origins])


def paint(labels, region, value, origin=VoxelOrigin.HAND):
    """Write a box as a stroke does, and return the patch for it."""
    before = labels.read(region)
    after = before.copy()
    after[0], after[1] = value, origin
    labels.write(region.start, after)
    return MaskPatch.between(region.start, before, after)


def test_new_map_is_empty_and_untouched():
    labels = LabelMap(GRID)
    assert not labels.voxels.any()
    assert (labels.origins == VoxelOrigin.UNTOUCHED).all()
    assert labels.used_values() == []
    assert labels.revision == 0


def test_loaded_labels_count_as_made_by_hand():
    voxels = np.zeros(SHAPE, np.uint8)
    voxels[1, 2, 3] = 5
    labels = LabelMap(GRID, voxels)
    assert labels.origins[1, 2, 3] == VoxelOrigin.HAND
    assert np.count_nonzero(labels.origins) == 1
    assert labels.used_values() == [5]


def test_map_must_fit_the_grid():
    with pytest.raises(ValueError, match="does not fit"):
        LabelMap(GRID, np.zeros((3, 6, 8), np.uint8))
    with pytest.raises(ValueError, match="does not fit"):
        LabelMap(GRID, None, np.zeros((3, 6, 8), np.uint8))


def test_read_is_a_copy():
    labels = LabelMap(GRID)
    labels.read(Region((0, 0, 0), SHAPE))[:] = 9
    assert not labels.voxels.any()


def test_write_touches_its_box_only():
    labels = LabelMap(GRID)
    values = np.full((2, 1, 2, 3), 4, np.uint8)
    values[1] = VoxelOrigin.ACCEPTED
    region = labels.write((2, 1, 3), values)
    assert region == Region((2, 1, 3), (3, 3, 6))
    assert (labels.voxels == 4).sum() == 6
    assert (labels.voxels[region.slices] == 4).all()
    assert (labels.origins[region.slices] == VoxelOrigin.ACCEPTED).all()
    assert labels.revision == 1


def test_used_values_are_ascending_without_background():
    labels = LabelMap(GRID)
    for z, value in enumerate((200, 3, 17)):
        paint(labels, Region((z, 0, 0), (z + 1, 1, 1)), value)
    assert labels.used_values() == [3, 17, 200]


def test_overlapping_patches_of_one_edit_are_undone_in_reverse():
    labels = LabelMap(GRID)
    first = paint(labels, Region((0, 0, 0), (1, 3, 3)), 1)
    second = paint(labels, Region((0, 2, 2), (1, 5, 5)), 2)
    edit = Edit("Two dabs", (first, second))
    painted = state_of(labels)
    touched = labels.apply_edit(edit, undo=True)
    assert touched == Region((0, 0, 0), (1, 5, 5))
    assert not state_of(labels).any()
    labels.apply_edit(edit)
    np.testing.assert_array_equal(state_of(labels), painted)


def test_empty_edit_touches_nothing():
    labels = LabelMap(GRID)
    assert labels.apply_edit(Edit("Nothing", ())) is None
    assert labels.revision == 0


@st.composite
def boxes(draw):
    start, stop = [], []
    for length in SHAPE:
        first = draw(st.integers(0, length - 1))
        start.append(first)
        stop.append(draw(st.integers(first + 1, length)))
    return Region(tuple(start), tuple(stop))


class UndoMachine(RuleBasedStateMachine):
    """Painting, undo and redo as Qt's undo stack drives them, against a list of snapshots.

    Qt calls `redo` on push, although the stroke is already in the map: each patch is applied twice.
    """

    @initialize()
    def start(self):
        self.labels = LabelMap(GRID)
        self.snapshots = [state_of(self.labels)]
        self.edits = []
        self.position = 0

    @rule(
        dabs=st.lists(
            st.tuples(boxes(), st.integers(0, 3), st.sampled_from(list(VoxelOrigin))),
            min_size=1,
            max_size=3,
        )
    )
    def paint(self, dabs):
        patches = [paint(self.labels, *dab) for dab in dabs]
        edit = Edit("Brush", tuple(patch for patch in patches if patch is not None))
        if not edit.patches:
            return
        snapshot = state_of(self.labels)
        self.labels.apply_edit(edit)
        del self.edits[self.position :], self.snapshots[self.position + 1 :]
        self.edits.append(edit)
        self.snapshots.append(snapshot)
        self.position += 1

    @precondition(lambda self: self.position > 0)
    @rule()
    def undo(self):
        self.position -= 1
        self.labels.apply_edit(self.edits[self.position], undo=True)

    @precondition(lambda self: self.position < len(self.edits))
    @rule()
    def redo(self):
        self.labels.apply_edit(self.edits[self.position])
        self.position += 1

    @invariant()
    def map_equals_snapshot(self):
        np.testing.assert_array_equal(state_of(self.labels), self.snapshots[self.position])


UndoMachine.TestCase.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, derandomize=True
)
TestUndo = UndoMachine.TestCase


def test_touched_box_holds_all_that_was_drawn_or_erased() -> None:
    geometry = Geometry((9, 10, 11), np.eye(4))
    assert LabelMap(geometry).touched is None
    voxels, origins = np.zeros((2, 9, 10, 11), np.uint8)
    assert LabelMap(geometry, voxels, origins).touched is None
    origins[2, 3, 4] = VoxelOrigin.HAND  # an erased voxel counts as well
    voxels[5, 6, 7] = 1
    made = LabelMap(geometry, voxels, origins)
    assert made.touched == Region((2, 3, 4), (6, 7, 8))
    made.write((0, 4, 8), np.ones((2, 1, 1, 2), np.uint8))
    assert made.touched == Region((0, 3, 4), (6, 7, 10))

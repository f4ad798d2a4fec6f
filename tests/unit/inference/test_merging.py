"""Several labels on one slice."""

from __future__ import annotations

import numpy as np

from annotator.core.geometry import Geometry
from annotator.core.support import PropagationRequest, SupportSet, SupportSlice
from annotator.core.volume import Volume
from annotator.inference.catnet.merging import Merger
from annotator.inference.slice_stack import SliceStack

SHAPE = (12, 6, 6)
SQUARE = np.zeros(SHAPE[1:], bool)
SQUARE[2:4, 2:4] = True


def merger(**painted: list[int]) -> Merger:
    """Labels 1, 2, … with a square painted on the given slices."""
    volume = Volume(np.zeros(SHAPE, np.int16), Geometry(SHAPE, np.eye(4)))
    sets = tuple(
        SupportSet(label, tuple(SupportSlice(i, SQUARE) for i in slices), last=SHAPE[0] - 1)
        for label, slices in enumerate(painted.values(), 1)
    )
    return Merger(PropagationRequest(volume, 0, sets), SliceStack(volume, 0))


def labels_of(merger: Merger, index: int, logits: dict[int, float]) -> set[int]:
    """Labels on a slice where every label claims the square with its own logit."""
    field = np.where(SQUARE, 1.0, -9.0).astype(np.float32)
    maps = {
        label: ([index], np.where(SQUARE, value, field)[None].astype(np.float32), 0.0, [1.0])
        for label, value in logits.items()
    }
    return {int(v) for v in np.unique(merger.result(index, 0, maps, is_final=True).labels)} - {0}


def test_the_highest_logit_wins_between_painted_slices_of_both() -> None:
    between = merger(one=[0, 8], two=[1, 9])
    assert labels_of(between, 4, {1: 2.0, 2: 3.0}) == {2}


def test_a_label_that_runs_on_gives_way_to_one_between_its_painted_slices() -> None:
    levels = merger(lower=[0, 4], upper=[5, 11])
    assert labels_of(levels, 8, {1: 9.0, 2: 0.5}) == {2}
    assert labels_of(levels, 2, {1: 0.5, 2: 9.0}) == {1}


def test_beyond_the_painted_slices_the_highest_logit_wins() -> None:
    ends = merger(one=[2, 4], two=[5, 7])
    assert labels_of(ends, 10, {1: 4.0, 2: 3.0}) == {1}


def test_a_label_between_its_painted_slices_claims_no_voxel_below_zero() -> None:
    levels = merger(lower=[0, 4], upper=[5, 11])
    assert labels_of(levels, 8, {1: 9.0, 2: -0.5}) == {1}


def test_a_slice_tells_how_much_its_mask_has_changed_since_the_iteration_before() -> None:
    one = merger(one=[0, 8])
    moved = np.roll(SQUARE, 1, axis=1)
    told = []
    for iteration, mask in enumerate((SQUARE, moved, SQUARE & False, SQUARE & False, moved)):
        logits = np.where(mask, 1.0, -9.0).astype(np.float32)[None]
        maps = {1: ([4], logits, 0.0, [1.0])}
        result = one.result(4, iteration, maps, is_final=False)
        told.append(result.stats[1].dice_to_previous)
    assert np.isnan(told[0])
    assert told[1:] == [0.5, 0.0, 1.0, 0.0]

import numpy as np
import pytest

from annotator.core.slice_counts import ORIGINS, SliceCounts

SHAPE = (12, 11, 9)


def brute_force(axis, voxels, origins):
    table = np.zeros((voxels.shape[axis], ORIGINS, 256), dtype=int)
    for place, value in np.ndenumerate(voxels):
        table[place[axis], origins[place], value] += 1
    return table


@pytest.fixture
def maps():
    rng = np.random.default_rng(0)
    voxels = (rng.integers(0, 4, SHAPE) * rng.integers(0, 2, SHAPE)).astype(np.uint8)
    voxels[4:7] = 0
    return voxels, rng.integers(0, 3, SHAPE).astype(np.uint8) * (voxels > 1)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_counts_equal_brute_force(axis, maps):
    assert np.array_equal(SliceCounts(axis, *maps).table, brute_force(axis, *maps))


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_changes_are_counted_by_difference(axis, maps):
    voxels, origins = maps
    counts = SliceCounts(axis, voxels, origins)
    box = (slice(3, 9), slice(2, 9), slice(1, 6))
    before = np.stack([voxels[box], origins[box]])
    after = before.copy()
    after[:, ::2, 1:] = np.array([254, 1]).reshape(2, 1, 1, 1)
    voxels[box], origins[box] = after
    counts.update((3, 2, 1), before, after)
    assert np.array_equal(counts.table, brute_force(axis, voxels, origins))
    assert 254 in counts.values()


def test_where_a_label_is():
    voxels = np.zeros(SHAPE, dtype=np.uint8)
    voxels[[3, 7, 11], 5, 5] = 7
    counts = SliceCounts(0, voxels, voxels > 0)
    assert counts.slices_with(7) == [3, 7, 11]
    assert counts.values() == [7]

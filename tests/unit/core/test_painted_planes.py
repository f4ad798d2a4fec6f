from __future__ import annotations

import numpy as np
import pytest

from annotator.core.painted_planes import complete_slices, label_axis
from annotator.core.support import supports_from_labels

SPACING = (5.0, 2.0, 2.0)


def ball() -> np.ndarray:
    z, y, x = np.ogrid[:16, :44, :40]
    return ((z - 8) * 5) ** 2 + ((y - 20) * 2) ** 2 + ((x - 18) * 2) ** 2 < 25**2


def painted(axis: int, indices: tuple[int, ...]) -> np.ndarray:
    mask = np.zeros(ball().shape, bool)
    for index in indices:
        np.moveaxis(mask, axis, 0)[index] = np.moveaxis(ball(), axis, 0)[index]
    return mask


@pytest.mark.parametrize(("axis", "indices"), [(0, (6, 8, 10)), (1, (17, 20, 23)), (2, (18,))])
def test_axis_is_that_of_the_painted_slices(axis, indices):
    mask = painted(axis, indices)
    assert label_axis(mask, SPACING) == axis
    hit = np.flatnonzero(mask.any(axis=tuple(a for a in range(3) if a != axis))).tolist()
    assert complete_slices(mask, axis, hit) == list(indices)


@pytest.mark.parametrize("other", [1, 2])
@pytest.mark.parametrize("indices", [(6, 8, 10), (5, 6, 9, 10), (8,)])
def test_a_slice_in_another_plane_leaves_no_painted_slices(other, indices):
    mask = painted(0, indices) | painted(other, (18,))
    if len(indices) > 1:
        assert label_axis(mask, SPACING) == 0
    supports = supports_from_labels(mask.astype(np.uint8), 0)
    assert [item.index for item in supports[0].slices] == list(indices)


def test_complete_masks_and_single_voxels_keep_all_slices():
    whole = ball()
    hit = np.flatnonzero(whole.any(axis=(1, 2))).tolist()
    assert complete_slices(whole, 0, hit) == hit
    few = painted(0, (8,))
    few[2, 20, 18] = True  # one voxel is what is painted there
    assert complete_slices(few, 0, [2, 8]) == [2, 8]


def test_random_slices_of_one_plane_are_never_dropped():
    rng = np.random.default_rng(4)
    for _ in range(30):
        indices = sorted(rng.choice(np.arange(4, 13), rng.integers(1, 5), replace=False).tolist())
        assert complete_slices(painted(0, tuple(indices)), 0, indices) == indices

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest

from annotator.core.geometry import AxisMap, Geometry, Region

ALL_AXIS_MAPS = [
    AxisMap(order, flips)
    for order in permutations(range(3))
    for flips in product((False, True), repeat=3)
]


@pytest.fixture
def oblique():
    angle = np.radians(30)
    turn = np.array(
        [[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]]
    )
    affine = np.eye(4)
    affine[:3, :3] = turn * (0.5, 0.75, 4.0)
    affine[:3, 3] = (10, -20, 30)
    return Geometry((3, 5, 7), affine)


def test_spacing_origin_and_volume_follow_from_the_affine(oblique):
    assert oblique.spacing_zyx_mm == pytest.approx((4.0, 0.75, 0.5))
    assert oblique.voxel_volume_ml == pytest.approx(0.5 * 0.75 * 4.0 / 1000)
    np.testing.assert_allclose(oblique.origin_mm, (10, -20, 30))


def test_world_positions(oblique):
    np.testing.assert_allclose(oblique.to_world((0, 0, 0)), (10, -20, 30))
    np.testing.assert_allclose(oblique.to_world((2, 0, 0)), (10, -20, 38))
    one_x = oblique.to_world((0, 0, 1)) - oblique.to_world((0, 0, 0))
    np.testing.assert_allclose(one_x, (0.5 * np.sqrt(0.75), 0.25, 0))


def test_geometry_does_not_follow_changes_of_its_input():
    affine = np.eye(4)
    geometry = Geometry((1, 1, 1), affine)
    affine[0, 3] = 99
    assert geometry.origin_mm[0] == 0
    with pytest.raises(ValueError, match="read-only"):
        geometry.affine[0, 3] = 1
    geometry.origin_mm[0] = 5
    assert geometry.affine[0, 3] == 0


def test_affine_of_another_size_is_refused():
    with pytest.raises(ValueError, match="4×4"):
        Geometry((1, 1, 1), np.eye(3))


def test_same_grid_allows_rounding_only(oblique):
    close, far = oblique.affine.copy(), oblique.affine.copy()
    close[0, 3] += 5e-4
    far[0, 3] += 5e-3
    assert oblique.same_grid(Geometry((3, 5, 7), close))
    assert not oblique.same_grid(Geometry((3, 5, 7), far))
    assert not oblique.same_grid(Geometry((3, 7, 5), oblique.affine))
    assert oblique.same_grid(Geometry((3, 5, 7), far), tolerance_mm=0.01)


@pytest.mark.parametrize("axes", ALL_AXIS_MAPS)
def test_axis_map_is_undone_exactly(axes):
    array = np.arange(2 * 3 * 4).reshape(2, 3, 4)
    canonical = axes.to_canonical(array)
    np.testing.assert_array_equal(axes.to_file(canonical), array)
    assert np.shares_memory(canonical, array)
    assert canonical.shape == tuple(array.shape[axis] for axis in axes.file_axis)


@pytest.mark.parametrize("axes", ALL_AXIS_MAPS)
def test_axis_map_translates_slice_numbers(axes):
    array = np.arange(2 * 3 * 4).reshape(2, 3, 4)
    canonical = axes.to_canonical(array)
    for file_axis in range(3):
        axis = axes.canonical_axis(file_axis)
        for file_index in range(array.shape[file_axis]):
            index = axes.canonical_index(axis, file_index, canonical.shape[axis])
            ours = canonical.take(index, axis=axis)
            theirs = array.take(file_index, axis=file_axis)
            assert set(ours.flat) == set(theirs.flat)
            assert axes.canonical_index(axis, index, canonical.shape[axis]) == file_index


def test_region_addresses_its_voxels():
    region = Region((1, 2, 3), (2, 5, 7))
    assert region.shape == (1, 3, 4)
    array = np.zeros((4, 6, 8), bool)
    array[region.slices] = True
    assert array.sum() == 12
    assert array[1, 4, 6]
    assert not array[1, 5, 6]


def test_union_is_the_smallest_box_around_both():
    union = Region((1, 5, 0), (2, 6, 9)).union(Region((0, 7, 3), (1, 8, 4)))
    assert union == Region((0, 5, 0), (2, 8, 9))


def test_region_knows_the_slices_it_touches():
    region = Region((1, 2, 3), (2, 5, 7))
    assert [index for index in range(9) if region.touches(0, index)] == [1]
    assert [index for index in range(9) if region.touches(1, index)] == [2, 3, 4]
    assert [index for index in range(9) if region.touches(2, index)] == [3, 4, 5, 6]

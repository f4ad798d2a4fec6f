"""Level sets on grids: coordinates, crops, waves, tubes, coverage."""

from __future__ import annotations

import numpy as np
import pytest

from annotator.phantom.implicit_shapes import (
    Grid,
    Waves,
    coverage,
    ellipsoid,
    rotation_z,
    smooth_max,
    smooth_min,
    tube,
)


def make_grid(shape=(12, 20, 24), spacing=(3.0, 1.0, 1.5), turn_deg=0.0) -> Grid:
    affine = np.eye(4)
    affine[:3, :3] = rotation_z(turn_deg) * spacing[::-1]
    affine[:3, 3] = (-17.0, -9.5, -16.5)
    return Grid(shape, affine)


@pytest.mark.parametrize("turn_deg", [0.0, 30.0])
def test_coordinates_are_the_affine_times_the_index(turn_deg):
    grid = make_grid(turn_deg=turn_deg)
    x, y, z = np.broadcast_arrays(*grid.xyz)
    k, j, i = 5, 11, 17
    if turn_deg:
        assert x.shape == grid.shape[1:] or x.shape == grid.shape
    at = tuple(np.broadcast_to(c, grid.shape)[k, j, i] for c in (x, y, z))
    np.testing.assert_allclose(at, (grid.affine @ [i, j, k, 1])[:3], rtol=1e-6)


@pytest.mark.parametrize("turn_deg", [0.0, 30.0])
def test_a_crop_is_the_same_field_on_fewer_voxels(turn_deg):
    grid = make_grid(turn_deg=turn_deg)
    waves = Waves.random(np.random.default_rng(0), 8, 20)
    box, part = grid.crop((-5, -4, -6), (9, 6, 9))
    assert all(0 < n < whole for n, whole in zip(part.shape, grid.shape, strict=True))
    np.testing.assert_allclose(waves.on(part), waves.on(grid)[box], atol=1e-4)
    solid = ellipsoid(grid, (2, 1, 1), (5, 4, 6)) > 0
    assert solid.sum() == (ellipsoid(part, (2, 1, 1), (5, 4, 6)) > 0).sum() > 20


def test_a_crop_outside_is_empty_and_harmless():
    grid = make_grid()
    box, part = grid.crop((500, 0, 0), (600, 5, 5))
    assert 0 in part.shape
    field = tube(part, [(0, 0, 0), (1, 1, 1)], (3, 3))
    assert coverage(field).size == 0
    assert np.zeros(grid.shape)[box].shape == part.shape


def test_waves_have_variance_one_and_vary_slowly():
    grid = make_grid((40, 60, 60), (4.0, 2.0, 2.0))
    field = np.mean(
        [Waves.random(np.random.default_rng(s), 20, 40).on(grid) ** 2 for s in range(8)]
    )
    assert field == pytest.approx(1.0, abs=0.15)
    wave = Waves.random(np.random.default_rng(1), 20, 40).on(grid)
    assert np.abs(np.diff(wave, axis=2)).max() < 2 * np.pi / 20 * 2.0 * np.sqrt(2 * 10)


def test_a_turned_ellipsoid_is_the_ellipsoid_on_a_turned_grid():
    axes = rotation_z(30.0)
    grid = make_grid((9, 41, 41), (2.0, 1.0, 1.0))
    x, y, z = np.broadcast_arrays(*grid.xyz)
    inside = ellipsoid(grid, (2, 3, -8), (12, 6, 7), axes) > 0
    local = np.stack([x - 2, y - 3, z + 8], axis=-1) @ axes.T
    np.testing.assert_array_equal(inside, ((local / (12, 6, 7)) ** 2).sum(-1) < 1)


def test_a_tube_is_measured_from_its_axis():
    grid = make_grid((1, 41, 41), (1.0, 1.0, 1.0))
    y = grid.xyz[1]
    field = tube(grid, [(-100, 4, -16.5), (100, 4, -16.5)], (6, 6))
    np.testing.assert_allclose(field, np.broadcast_to(6 - np.abs(y - 4), field.shape), atol=1e-3)


def test_smooth_minimum_and_maximum_bound_the_sharp_ones():
    a, b = np.meshgrid(np.linspace(-9, 9, 37, dtype=np.float32), np.linspace(-9, 9, 37))
    low, high = smooth_min(a, b, 4), smooth_max(a, b, 4)
    assert (low <= np.minimum(a, b) + 1e-6).all()
    assert (high >= np.maximum(a, b) - 1e-6).all()
    far = np.abs(a - b) >= 4
    np.testing.assert_allclose(low[far], np.minimum(a, b)[far], atol=1e-6)


def test_coverage_of_a_plane_is_the_share_of_each_voxel():
    depth = np.arange(10, dtype=np.float32)[:, None, None] * np.ones((10, 4, 4), np.float32)
    share = coverage(3.0 * (5.3 - depth))  # five voxels of 3 mm in, the next by 0.8
    np.testing.assert_allclose(share[:, 1, 1], [1, 1, 1, 1, 1, 0.8, 0, 0, 0, 0], atol=1e-5)


def test_coverage_keeps_the_volume_of_a_ball_on_thick_slices():
    grid = make_grid((15, 60, 60), (5.0, 1.0, 1.0))
    field = ellipsoid(grid, (12, 18, 16), (20, 20, 20))
    volume = coverage(field).sum() * 5.0
    assert volume == pytest.approx(4 / 3 * np.pi * 20**3, rel=0.02)

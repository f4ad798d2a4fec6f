"""Windows: what is sampled lies where it should, and goes back to where it came from."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from annotator.inference.region import (
    Region2D,
    intensity_window,
    location_prior,
    normalise,
    region_around,
    sample,
    shot_weights,
    signed_distance_px,
)

SPACINGS = [(1.0, 1.0), (0.7, 2.1)]
OUTSIDE = -20.0


def positions(
    shape: tuple[int, int], spacing: tuple[float, float]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Millimetres of each voxel of a slice, rows and columns."""
    rows, cols = (torch.arange(float(n)) * s for n, s in zip(shape, spacing, strict=True))
    y, x = torch.meshgrid(rows, cols, indexing="ij")
    return y, x


def smooth(shape: tuple[int, int], spacing: tuple[float, float]) -> torch.Tensor:
    """Field (1, 1, rows, cols) that changes little from voxel to voxel."""
    y, x = positions(shape, spacing)
    return (torch.sin(y / 17) + torch.cos(x / 13 + 0.4))[None, None]


def center_of_mass(mask: torch.Tensor) -> tuple[float, float]:
    y, x = positions((mask.shape[-2], mask.shape[-1]), (1.0, 1.0))
    total = float(mask.sum())
    return float((mask * y).sum()) / total, float((mask * x).sum()) / total


def in_pixels(region: Region2D, point_mm: tuple[float, float]) -> tuple[float, float]:
    """Where a point lies in the window, in pixels."""
    y, x = (
        (p - c + region.side_mm / 2) / region.pixel_mm - 0.5
        for p, c in zip(point_mm, region.center_mm, strict=True)
    )
    return y, x


def disc(
    shape: tuple[int, int],
    spacing: tuple[float, float],
    center_mm: tuple[float, float],
    radius_mm: float,
) -> torch.Tensor:
    y, x = positions(shape, spacing)
    inside = (y - center_mm[0]).hypot(x - center_mm[1]) < radius_mm
    return inside.float()[None, None]


# --- sample and paste -------------------------------------------------------------------------


@pytest.mark.parametrize("spacing", SPACINGS)
def test_pixels_hold_the_value_at_their_place(spacing: tuple[float, float]) -> None:
    shape = (90, 110)
    region = Region2D((31.0, 44.0), 40.0, spacing, 64)
    y, x = positions(shape, spacing)
    window = sample(torch.stack([y, x])[None], region.theta(shape), region.size)[0]
    steps = (torch.arange(64) + 0.5) * region.pixel_mm - region.side_mm / 2
    torch.testing.assert_close(window[0], (31.0 + steps)[:, None].expand(-1, 64), rtol=0, atol=1e-3)
    torch.testing.assert_close(window[1], (44.0 + steps)[None].expand(64, -1), rtol=0, atol=1e-3)


@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize(
    ("center", "side"),
    [((40.0, 80.0), 50.0), ((5.0, 90.0), 60.0), ((40.0, 80.0), 300.0)],
    ids=["inside", "sticks out", "wider than the slice"],
)
def test_pasting_what_was_sampled_gives_the_slice_back(
    spacing: tuple[float, float], center: tuple[float, float], side: float
) -> None:
    shape = (90, 110)
    field = smooth(shape, spacing)
    region = Region2D(center, side, spacing, 160)
    pasted = region.paste(sample(field, region.theta(shape), 160), shape, OUTSIDE)
    assert pasted.shape == field.shape
    y, x = positions(shape, spacing)
    away = torch.maximum((y - center[0]).abs(), (x - center[1]).abs())
    assert bool((pasted[0, 0][away > side / 2 + 1e-3] == OUTSIDE).all())
    inner = away < side / 2 - region.pixel_mm
    edge = math.ceil(region.pixel_mm / min(spacing))  # a pixel across the edge of the slice
    inner &= torch.nn.functional.pad(torch.ones(90 - 2 * edge, 110 - 2 * edge), [edge] * 4) > 0
    assert int(inner.sum()) > 500
    assert float((pasted - field)[0, 0][inner].abs().max()) < 0.03


def test_slices_of_a_batch_get_their_own_maps() -> None:
    shape, region = (60, 50), Region2D((30.0, 20.0), 40.0, (1.0, 1.0), 32)
    field = smooth(shape, (1.0, 1.0))
    mirror = np.array([[-1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    theta = torch.stack([region.theta(shape), region.theta(shape, mirror)])
    plain, turned = sample(field.expand(2, -1, -1, -1), theta, 32)
    torch.testing.assert_close(turned, plain.flip(-1), rtol=0, atol=1e-4)


@pytest.mark.parametrize("shape", [(200, 200), (203, 331), (64, 512)])
@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("size", [32, 48, 100])
def test_shrinking_does_not_shift(
    shape: tuple[int, int], spacing: tuple[float, float], size: int
) -> None:
    sides = [n * s for n, s in zip(shape, spacing, strict=True)]
    region = Region2D((sides[0] / 2, sides[1] / 2), max(sides), spacing, size)
    for share_y, share_x in ((0.5, 0.5), (0.3, 0.35), (0.72, 0.8)):
        point = (share_y * sides[0], share_x * sides[1])
        mask = disc(shape, spacing, point, 0.15 * min(sides))
        window = sample(mask, region.theta(shape), size, "zeros")[0, 0]
        cell_y, cell_x = center_of_mass(mask[0, 0])
        wanted = in_pixels(region, (cell_y * spacing[0], cell_x * spacing[1]))
        found = center_of_mass(window)
        assert math.dist(found, wanted) < 0.3


def test_shrinking_averages_fine_patterns_away() -> None:
    y, x = positions((256, 256), (1.0, 1.0))
    stripes = ((y + x) % 2)[None, None]  # the finest pattern there is
    region = Region2D((128.0, 128.0), 240.0, (1.0, 1.0), 60)
    window = sample(stripes, region.theta((256, 256)), 60)
    assert float((window - 0.5).abs().max()) < 0.05


def test_enlarging_keeps_values_between_those_of_the_slice() -> None:
    noise = torch.rand((1, 1, 40, 40), generator=torch.Generator().manual_seed(0))
    region = Region2D((20.0, 20.0), 10.0, (1.0, 1.0), 64)
    window = sample(noise, region.theta((40, 40)), 64)
    assert float(window.min()) >= 0
    assert float(window.max()) <= 1
    assert float(window.std()) > 0.1


def test_beyond_the_slice_images_continue_and_masks_end() -> None:
    ones = torch.ones(1, 1, 30, 30)
    region = Region2D((0.0, 0.0), 40.0, (1.0, 1.0), 32)
    theta = region.theta((30, 30))
    assert float(sample(ones, theta, 32).min()) == pytest.approx(1.0)
    mask = sample(ones, theta, 32, "zeros")[0, 0]
    assert float(mask[:14, :14].max()) == 0
    assert float(mask[-1, -1]) == pytest.approx(1.0)


# --- where the window lies --------------------------------------------------------------------


@pytest.mark.parametrize("spacing", SPACINGS)
def test_window_is_twice_the_masks_and_centred_on_them(spacing: tuple[float, float]) -> None:
    one, two = np.zeros((2, 100, 120), bool)
    one[30:41, 50:61] = True
    two[35:61, 40:51] = True
    region = region_around([one, two], spacing, 96)
    rows, cols = 31 * spacing[0], 21 * spacing[1]
    assert region.side_mm == pytest.approx(2 * max(rows, cols))
    assert region.center_mm == pytest.approx((45 * spacing[0], 50 * spacing[1]))
    assert region.pixel_mm == pytest.approx(region.side_mm / 96)
    wider = region_around([one, two], spacing, 96, factor=3.0)
    assert wider.side_mm == pytest.approx(1.5 * region.side_mm)


def test_window_around_a_speck_keeps_32_voxels() -> None:
    mask = np.zeros((100, 100), bool)
    mask[50, 20] = True
    region = region_around([mask], (0.5, 2.0), 96)
    assert region.side_mm == 16.0
    assert region.center_mm == (25.0, 40.0)


def test_window_is_hardly_larger_than_the_slice() -> None:
    region = region_around([np.ones((80, 50), bool)], (1.0, 1.0), 96)
    assert region.side_mm == pytest.approx(88.0)


def test_no_window_without_a_voxel() -> None:
    with pytest.raises(ValueError, match="no mask has a voxel"):
        region_around([np.zeros((9, 9), bool)] * 2, (1.0, 1.0), 96)


def test_box_holds_the_voxels_whose_centre_lies_in_the_window() -> None:
    region = Region2D((10.0, 2.0), 8.0, (1.0, 2.0), 32)
    assert region.box((40, 40)) == (slice(6, 15), slice(0, 4))
    assert region.box((12, 3)) == (slice(6, 12), slice(0, 3))


# --- intensities ------------------------------------------------------------------------------


def test_normalising_a_window_clips_it_to_zero_mean_and_unit_deviation() -> None:
    image = 300 + 50 * torch.randn((2, 1, 200, 200), generator=torch.Generator().manual_seed(0))
    image[0, 0, 0, 0] = 30000  # a clip of metal
    found = normalise(image, intensity_window(image))
    assert abs(float(found.mean())) < 0.02
    assert abs(float(found.std()) - 1) < 0.02
    assert float(found.max()) < 3.5


def test_constant_image_stays_finite() -> None:
    image = torch.full((1, 1, 8, 8), -1000)
    assert float(normalise(image, intensity_window(image)).abs().max()) == 0


# --- shape and distance -----------------------------------------------------------------------


def test_signed_distance_is_positive_inside_and_in_pixels() -> None:
    mask = torch.zeros(1, 21, 21)
    mask[0, 5:16, 5:16] = 1
    (distance,) = signed_distance_px(mask)
    assert bool(((distance > 0) == (mask[0] > 0.5)).all())
    assert float(distance[10, 10]) == 5.5
    assert float(distance[10, 5]) == 0.5  # half a pixel to the edge on either side
    assert float(distance[10, 4]) == -0.5
    assert float(distance[10, 0]) == -4.5


def test_signed_distance_of_an_empty_mask_is_far_outside() -> None:
    found = signed_distance_px(torch.zeros(2, 24, 24))
    assert torch.equal(found, torch.full((2, 24, 24), -24.0))


def test_nearer_shots_weigh_more() -> None:
    weights = shot_weights(torch.tensor([[4.0, 9.0], [0.0, 99.0], [5.0, 5.0]]))
    torch.testing.assert_close(
        weights, torch.tensor([[2 / 3, 1 / 3], [100 / 101, 1 / 101], [0.5, 0.5]])
    )


def test_location_prior_blends_the_shapes_and_tells_the_distance() -> None:
    shapes = torch.tensor([8.0, -4.0])[None, :, None, None].expand(3, -1, 6, 6)
    distances = torch.tensor([[10.0, 10.0], [0.0, 60.0], [400.0, 500.0]])
    weights = torch.tensor([[0.5, 0.5], [1.0, 0.0], [0.5, 0.5]])
    prior = location_prior(shapes, weights, distances)
    assert prior.shape == (3, 2, 6, 6)
    wanted = [(math.tanh(2 / 8), 0.2), (math.tanh(1), 0.0), (math.tanh(2 / 8), 2.0)]
    for (shape, nearest), found in zip(wanted, prior, strict=True):
        torch.testing.assert_close(found[0], torch.full((6, 6), shape))
        torch.testing.assert_close(found[1], torch.full((6, 6), nearest))

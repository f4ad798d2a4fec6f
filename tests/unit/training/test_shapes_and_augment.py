"""Painted shapes and random changes keep what must be kept."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import torch
from scipy import ndimage

from annotator.training.augment import compose, elastic, random_affine, random_intensity, redrawn
from annotator.training.catnet.shapes import paint_shape, random_shape


def test_shapes_change_smoothly_along_the_axis_and_sometimes_end() -> None:
    ends = 0
    position = torch.linspace(-1, 1, 9)
    for seed in range(20):
        masks = random_shape(position, 48, np.random.default_rng(seed))[:, 0].numpy()
        assert masks.shape == (9, 48, 48)
        assert masks.min() >= 0
        assert masks.max() <= 1
        areas = masks.sum((1, 2))
        ends += bool((areas == 0).any())
        for one, other in pairwise(masks):
            if min(one.sum(), other.sum()) > 200:
                assert 2 * np.minimum(one, other).sum() / (one.sum() + other.sum()) > 0.5
        for mask in masks:
            if mask.sum() > 50:
                assert ndimage.label(mask > 0.5)[1] <= 2  # one piece, or cut by the border
    assert 0 < ends < 20


def test_painting_changes_the_shape_and_leaves_the_rest() -> None:
    rng = np.random.default_rng(0)
    images = torch.randn((3, 1, 48, 48), generator=torch.Generator().manual_seed(0))
    masks = torch.zeros(3, 1, 48, 48)
    masks[:, :, 16:32, 16:32] = 1
    for _ in range(8):
        painted = paint_shape(images, masks, rng)
        assert torch.equal(painted[..., :12], images[..., :12])  # three pixels of soft edge
        inside = (slice(None), slice(None), slice(20, 28), slice(20, 28))
        assert float((painted[inside] - images[inside]).abs().mean()) > 0.2


def test_random_maps_are_moderate() -> None:
    maps = [random_affine(np.random.default_rng(seed)) for seed in range(50)]
    areas = [abs(np.linalg.det(m[:, :2])) for m in maps]
    assert 0.55 < min(areas) < max(areas) < 1.8
    assert all(not m[:, 2].any() for m in maps)
    assert {np.sign(np.linalg.det(m[:, :2])) for m in maps} == {-1.0, 1.0}
    upright = [random_affine(np.random.default_rng(seed), flips=False) for seed in range(50)]
    assert all(np.linalg.det(m[:, :2]) > 0 and m[0, 0] > 0 for m in upright)
    moved = random_affine(np.random.default_rng(0), shift=0.1)
    assert 0 < np.abs(moved[:, 2]).max() <= 0.1


def test_composed_maps_apply_the_inner_one_first() -> None:
    outer, inner = (random_affine(np.random.default_rng(s), shift=0.5) for s in (1, 2))
    point = np.array([0.3, -0.7, 1.0])
    through = np.append(inner @ point, 1.0)
    np.testing.assert_allclose(compose(outer, inner) @ point, outer @ through)


def test_intensities_change_together_within_an_episode() -> None:
    """What is brighter stays brighter in all slices, or in none (inversion)."""
    images = torch.randn((4, 1, 64, 64), generator=torch.Generator().manual_seed(0)) * 0.3
    images[:, :, 20:44, 20:44] += 2
    turned = set()
    for seed in range(40):
        found = random_intensity(images, np.random.default_rng(seed))
        assert found.shape == images.shape
        assert bool(found.isfinite().all())
        difference = found[:, :, 26:38, 26:38].mean((1, 2, 3)) - found[:, :, :12].mean((1, 2, 3))
        signs = set(difference.sign().tolist())
        assert len(signs) == 1
        turned |= signs
    assert turned == {-1.0, 1.0}


def test_constant_images_stay_finite() -> None:
    flat = torch.zeros(2, 1, 32, 32)
    for seed in range(20):
        assert bool(random_intensity(flat, np.random.default_rng(seed)).isfinite().all())


def test_redrawn_outlines_stay_near() -> None:
    y, x = torch.meshgrid(torch.arange(64.0), torch.arange(64.0), indexing="ij")
    disc = ((y - 30).hypot(x - 34) < 12).float()[None, None]
    overlaps = []
    for seed in range(30):
        soft = redrawn(disc, np.random.default_rng(seed))
        assert soft.shape == disc.shape
        assert 0 <= float(soft.min()) <= float(soft.max()) <= 1
        found = (soft > 0.5).float()
        overlaps.append(float(2 * (found * disc).sum() / (found.sum() + disc.sum())))
    assert min(overlaps) > 0.75
    assert np.mean(overlaps) < 0.97


def test_bent_windows_keep_image_and_mask_together() -> None:
    y, x = torch.meshgrid(torch.arange(64.0), torch.arange(64.0), indexing="ij")
    disc = ((y - 30).hypot(x - 34) < 12).float()
    both = torch.stack([3 * disc - 1, disc]).expand(2, -1, -1, -1)
    changed = []
    for seed in range(10):
        bent = elastic(both, np.random.default_rng(seed))
        torch.testing.assert_close(bent[:, 0], 3 * bent[:, 1] - 1)
        assert float((bent[:, 1].sum((1, 2)) / disc.sum() - 1).abs().max()) < 0.4
        changed.append(float((bent[0, 1] - bent[1, 1]).abs().max()))
    assert max(changed) > 0.5  # slices are bent differently
    assert torch.equal(
        elastic(both, np.random.default_rng(1)), elastic(both, np.random.default_rng(1))
    )

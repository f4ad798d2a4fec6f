"""Made-up images, thin shapes, and masks as people and earlier passes draw them."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from annotator.training.catnet.drawing import as_painted, flawed
from annotator.training.catnet.ensembles import cut_labels, painted_labels, with_surroundings
from annotator.training.catnet.shapes import random_thin_shape

SIZE = 64
STILL = torch.eye(2, 3)[None]


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def discs(count: int = 3, radius: float = 14.0) -> torch.Tensor:
    y, x = torch.meshgrid(torch.arange(SIZE), torch.arange(SIZE), indexing="ij")
    inside = torch.hypot(y - 32.0, x - 30.0) < radius
    return inside.float().expand(count, 1, -1, -1).clone()


def dice(a: torch.Tensor, b: torch.Tensor) -> float:
    a, b = a > 0.5, b > 0.5
    return 2 * float((a & b).sum()) / max(1.0, float(a.sum() + b.sum()))


def test_each_label_has_an_intensity_of_its_own_on_all_slices() -> None:
    labels = torch.zeros(2, 1, SIZE, SIZE, dtype=torch.long)
    labels[..., 20:40, 20:40] = 3
    told_apart = 0
    for seed in range(10):
        image = painted_labels(labels, rng(seed))
        one, two = (float(image[0][labels[0] == v].mean()) for v in (0, 3))
        again = float(image[1][labels[1] == 3].mean())
        told_apart += abs(one - two) > 3 * abs(two - again)
    assert told_apart >= 7


def test_surroundings_divide_the_background_alone() -> None:
    labels = torch.zeros(2, 1, SIZE, SIZE, dtype=torch.long)
    labels[..., 20:40, 20:40] = 3
    divided = with_surroundings(labels, rng())
    assert bool((divided == 3).eq(labels == 3).all())
    assert len(divided[labels == 0].unique()) >= 2
    assert int(divided[labels == 0].max()) < 0


def test_cut_labels_stay_whole_numbers_where_they_lay() -> None:
    fields = discs(2)[:, :, :, :] * 5
    cut = cut_labels(fields, STILL.expand(2, -1, -1), SIZE, rng())
    assert set(cut.unique().tolist()) == {0, 5}
    assert dice(cut.float() / 5, fields / 5) > 0.7


@pytest.mark.parametrize("seed", range(6))
def test_painted_masks_are_a_little_off_and_never_lost(seed: int) -> None:
    masks = discs()
    painted = as_painted(masks, rng(seed))
    assert dice(painted, masks) > 0.85
    dot = torch.zeros(1, 1, SIZE, SIZE)
    dot[..., 30:33, 30:33] = 1
    assert float(as_painted(dot, rng(seed)).sum()) >= 8


def test_a_filled_ring_has_no_hole() -> None:
    ring = discs(8) - discs(8, 8.0)
    filled = [as_painted(ring, rng(seed)) for seed in range(4)]
    assert any(float(mask[0, 32, 30]) > 0.5 for batch in filled for mask in batch)


def test_flawed_masks_are_near_the_truth_and_now_and_then_missing() -> None:
    scores = []
    for seed in range(20):
        masks = discs()
        distances = flawed(masks, rng(seed))
        scores += [dice((d > 0).float(), m[0]) for d, m in zip(distances, masks, strict=True)]
    assert 0.6 < float(np.mean(scores)) < 0.97
    assert min(scores) == 0.0
    assert max(scores) > 0.93


def test_thin_shapes_are_thin_and_run() -> None:
    position = torch.linspace(-1, 1, 7)
    moved, shares = [], []
    for seed in range(30):
        masks = random_thin_shape(position, SIZE, rng(seed))
        assert masks.shape == (7, 1, SIZE, SIZE)
        assert 0 <= float(masks.min()) <= float(masks.max()) <= 1
        shares.append(float(masks.mean()))
        seen = [m for m in masks[:, 0] if float(m.sum()) > 8]
        if len(seen) > 3:
            moved.append(dice(seen[0], seen[-1]))
    assert float(np.mean(shares)) < 0.08
    assert float(np.median(moved)) < 0.5

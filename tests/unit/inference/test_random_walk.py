"""How likely a walker from a voxel is to reach one seed before the other."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from annotator.inference.catnet.random_walk import random_walk

SPACING = (1.0, 1.0, 1.0)


def line(image: list[float], steep: float, inside: int = 0, outside: int = -1) -> list[float]:
    """Chances along a line of voxels."""
    values = np.array(image, np.float32)[:, None, None]
    seeds = np.zeros((2, *values.shape), bool)
    seeds[0, inside], seeds[1, outside] = True, True
    return random_walk(values, seeds[0], seeds[1], steep, SPACING).flatten().tolist()


def test_without_edges_the_chance_falls_evenly_on_the_way_from_inside_to_outside() -> None:
    assert line([0.0] * 6, 1.0) == pytest.approx([1.0, 0.8, 0.6, 0.4, 0.2, 0.0], abs=1e-3)


def test_an_edge_holds_the_walker_back() -> None:
    chances = line([0.0, 0.0, 3.0, 3.0, 3.0, 3.0], 1.0)
    assert min(chances[:2]) > 0.99
    assert max(chances[2:]) < 0.01


def test_a_gradient_is_a_difference_over_the_size_of_a_voxel() -> None:
    image = np.array([0.0, 0.0, 2.0, 2.0, 2.0], np.float32)[:, None, None]
    inside, outside = np.zeros((2, 5, 1, 1), bool)
    inside[0], outside[-1] = True, True
    wide = random_walk(image, inside, outside, 1.0, (4.0, 1.0, 1.0)).flatten()
    resistance = np.array([1, np.exp(0.25), 1, 1])  # one over the weights of the four steps
    expected = 1 - np.insert(resistance.cumsum(), 0, 0) / resistance.sum()
    torch.testing.assert_close(wide, torch.from_numpy(expected).float(), rtol=0, atol=1e-3)


def test_what_holds_no_seed_inside_is_outside() -> None:
    image = np.random.default_rng(0).normal(size=(4, 5, 6)).astype(np.float32)
    outside = np.zeros(image.shape, bool)
    outside[0] = True
    assert not random_walk(image, outside & False, outside, 1.0, SPACING).any()

"""Network and interpolation combined: who has the say, and why."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from annotator.core.geometry import Geometry
from annotator.core.support import SupportSet, SupportSlice
from annotator.core.volume import Volume
from annotator.inference.catnet.fusion import (
    Evidence,
    Fading,
    Fuser,
    FusionCoefficients,
    movement,
    weigh,
)
from annotator.inference.catnet.structure import Structure
from annotator.inference.slice_stack import SliceStack

SHAPE = (11, 48, 48)


def disc(row: float, column: float, radius: float = 8.0) -> np.ndarray:
    y, x = np.mgrid[: SHAPE[1], : SHAPE[2]]
    return np.asarray((y - row) ** 2 + (x - column) ** 2 < radius**2)


def structure(
    centers: dict[int, float], seen: float | None = 24.0, ends: tuple[int, int] | None = None
) -> Structure:
    """Discs painted at some columns of some slices.

    The image shows one at column `seen` of all slices, or where they are painted if that is None.
    """
    noise = np.random.default_rng(0).normal(0, 3, SHAPE)
    columns = np.interp(range(SHAPE[0]), list(centers), list(centers.values()))
    shown = np.stack([disc(24, c if seen is None else seen) for c in columns])
    voxels = (noise + 200.0 * shown).astype(np.int16)
    volume = Volume(voxels, Geometry(SHAPE, np.diag([1.0, 1.0, 4.0, 1.0])), "MR")
    slices = tuple(SupportSlice(index, disc(24, column)) for index, column in centers.items())
    supports = SupportSet(1, slices, first=0, last=10, ends=ends)
    return Structure(SliceStack(volume, 0), supports, 32)


def logits(mask: np.ndarray) -> np.ndarray:
    return np.where(mask, 4.0, -4.0).astype(np.float32)[None]


def evidence(odds: float, coefficients: FusionCoefficients) -> Evidence:
    return Evidence(math.nan, math.nan, odds, coefficients)


def weight(centers: dict[int, float], seen: float | None = None) -> float:
    return weigh(None, structure(centers, seen), 4, None).weight  # type: ignore[arg-type]


def test_movement_is_measured_in_radii() -> None:
    assert movement(structure({0: 20.0, 10: 20.0})) == pytest.approx(0.0)
    assert movement(structure({0: 20.0, 5: 28.0, 10: 28.0})) == pytest.approx(0.5, abs=0.02)


def test_the_more_a_structure_moves_the_more_say_the_network_has() -> None:
    still = weight({0: 24.0, 5: 24.0, 10: 24.0})
    moving = weight({0: 22.0, 5: 24.0, 10: 26.0})
    leaping = weight({0: 12.0, 5: 24.0, 10: 36.0})
    assert 0.01 < still < moving < leaping < 1


def test_the_network_has_more_say_where_the_image_shows_what_was_painted() -> None:
    painted = {0: 24.0, 5: 24.0, 10: 24.0}
    assert weight(painted, seen=24.0) > 0.8
    assert weight(painted, seen=100.0) < 0.4


def test_two_painted_slices_leave_it_to_the_network_and_one_wholly() -> None:
    assert weight({0: 20.0, 10: 28.0}) > 0.9
    assert weight({5: 24.0}) == 1.0


@pytest.mark.parametrize(("network_at", "interpolated_at"), [(24, 30), (30, 24)])
def test_the_outline_that_lies_on_an_edge_of_the_image_wins(
    network_at: int, interpolated_at: int
) -> None:
    there = structure({0: 24.0, 4: 24.0, 6: 24.0, 10: 24.0})
    undecided = evidence(0.0, replace(FusionCoefficients.of(4), edge=3.0, most_edge=1.0))
    network, interpolated = logits(disc(24, network_at)), logits(disc(24, interpolated_at))
    fused = Fuser(there, [5], interpolated, undecided)(network)
    assert np.array_equal(fused[0] > 0, disc(24, 24))
    indifferent = evidence(0.5, replace(FusionCoefficients.of(4), edge=0.0))
    fused = Fuser(there, [5], interpolated, indifferent)(network)
    share = indifferent.weight
    np.testing.assert_allclose(fused, share * network + (1 - share) * interpolated, rtol=1e-5)


def test_an_empty_mask_has_no_outline_and_changes_nothing() -> None:
    there = structure({0: 24.0, 10: 24.0})
    nothing = logits(np.zeros(SHAPE[1:], bool))
    fused = Fuser(there, [5], nothing, evidence(2.0, FusionCoefficients.of(2)))(nothing)
    assert (fused == -4).all()


def test_what_is_weighed_between_painted_slices_says_nothing_of_those_beyond() -> None:
    there = structure({4: 24.0, 5: 24.0, 8: 24.0})
    coefficients = replace(FusionCoefficients.of(3), outside=1.0)
    for trusted in (-3.0, 3.0):
        fuser = Fuser(
            there, [7, 9], np.zeros((2, 48, 48), np.float32), evidence(trusted, coefficients)
        )
        between, beyond = fuser(np.ones((2, 48, 48), np.float32))
        np.testing.assert_allclose(between, 1 / (1 + math.exp(-trusted)), rtol=1e-5)
        np.testing.assert_allclose(beyond, 1 / (1 + math.exp(-1.0)), rtol=1e-5)


def test_shapes_shrink_towards_known_ends_but_not_at_the_border_of_the_volume() -> None:
    painted = {2: 24.0, 4: 24.0}
    ended = structure(painted, ends=(0, 8))
    areas = [int((ended.interpolated(index) > 0).sum()) for index in (5, 6, 7, 9)]
    assert areas[0] > areas[1] > areas[2] > areas[3] == 0
    assert int((ended.interpolated(0) > 0).sum()) == areas[0]
    endless = structure(painted)
    assert int((endless.interpolated(8) > 0).sum()) == areas[0]
    assert np.array_equal(ended.interpolated(3), endless.interpolated(3))


def test_masks_fade_from_the_likely_end_to_the_last_slice_that_may_hold_the_structure() -> None:
    known = structure({3: 24.0, 5: 24.0}, ends=(2, 6))
    queries = [0, 1, 2, 4, 6, 7, 10]
    sure = np.full((len(queries), *SHAPE[1:]), 4.0, np.float32)
    sizes = [int((plane > 0).sum()) for plane in Fading(known, queries)(sure)]
    whole = SHAPE[1] * SHAPE[2]
    assert sizes[2:5] == [whole] * 3
    assert sizes[0] == sizes[-1] == 0
    never = structure({3: 24.0, 5: 24.0})
    assert np.array_equal(Fading(never, queries)(sure), sure)

"""Slices filled again from both sides, with an "engine" that shows what it was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from annotator.core.cancel import CancelToken
from annotator.core.geometry import Geometry
from annotator.core.proposal import IterationResult
from annotator.core.support import SupportSet, SupportSlice
from annotator.core.volume import Volume
from annotator.inference.catnet.filling import looks_twice
from annotator.inference.catnet.fusion import Evidence, FusionCoefficients
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.catnet.second_pass import REACH, SecondPass
from annotator.inference.catnet.structure import Structure, dice
from annotator.inference.catnet.walk import Walk
from annotator.inference.slice_stack import SliceStack
from tests.helpers.models import install_model, request

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

LENGTH, SIDE, SIZE = 13, 96, 48


class Repeating:
    """Stands for a network that gives back the mean of the masks that it is decoded from."""

    def __init__(self) -> None:
        self.shots: dict[int, Sequence[int]] = {}
        self.locations: dict[int, Tensor] = {}

    def decode_masks(
        self,
        structure: Structure,
        queries: Sequence[int],
        shots: Sequence[Sequence[int]],
        masks: Tensor,
        distances_mm: Tensor,
        location: Tensor,
        iterations: int,
        *,
        last_only: bool,
    ) -> Tensor:
        assert last_only
        assert distances_mm.shape == (len(queries), 2)
        self.shots |= dict(zip(queries, shots, strict=True))
        self.locations |= dict(zip(queries, location, strict=True))
        return (20 * masks.mean(1) - 5)[None]

    def follow(
        self, structure: Structure, index: int, neighbour: int, mask: Tensor, iterations: int
    ) -> Tensor:
        return (12 * mask - 6).expand(iterations + 1, -1, -1)


def disc(radius: float) -> NDArray[np.bool_]:
    y, x = np.mgrid[:SIDE, :SIDE]
    return np.asarray(np.hypot(y - 48, x - 48) < radius)


def structure() -> Structure:
    voxels = np.random.default_rng(0).normal(0, 9, (LENGTH, SIDE, SIDE)).astype(np.int16)
    volume = Volume(voxels, Geometry(voxels.shape, np.diag([1.0, 1.0, 3.0, 1.0])), "MR")
    painted = (SupportSlice(0, disc(4)), SupportSlice(12, disc(6)))
    supports = SupportSet(1, painted, first=0, last=LENGTH - 1)
    return Structure(SliceStack(volume, 0), supports, SIZE, 1.6)


@pytest.fixture
def masks() -> dict[int, NDArray[np.bool_]]:
    """A ball, found empty by mistake on slice 6."""
    found = {i: disc(4 + 20 * np.sin(np.pi * i / 12)) for i in range(LENGTH)}
    return found | {6: np.zeros((SIDE, SIDE), bool)}


def test_each_slice_is_filled_from_both_sides_and_never_from_an_empty_one(
    masks: dict[int, NDArray[np.bool_]],
) -> None:
    engine = Repeating()
    second = SecondPass(engine, structure(), masks)  # type: ignore[arg-type]
    second.fill(range(1, 12))
    assert all(index in second for index in range(1, 12))
    assert second.logits([4, 7]).shape == (2, SIDE, SIDE)
    assert engine.shots[4] == [4 - REACH, 4 + REACH]
    assert engine.shots[1] == [0, 1 + REACH]
    assert engine.shots[11] == [11 - REACH, 12]
    assert engine.shots[3] in ([0, 5], [0, 7])  # slice 6 was found empty
    assert all(6 not in pair for pair in engine.shots.values())


def test_the_window_holds_all_that_was_found_and_the_prior_is_the_own_mask(
    masks: dict[int, NDArray[np.bool_]],
) -> None:
    engine, first = Repeating(), structure()
    second = SecondPass(engine, first, masks)  # type: ignore[arg-type]
    assert second.structure.region.side_mm > first.region.side_mm
    second.fill([4])
    prior = engine.locations[4][0] > 0
    own = second.structure.view.sample(torch.from_numpy(masks[4]).float()[None], [4])[0]
    assert dice(prior.numpy(), own.numpy() > 0.5) > 0.95


def test_a_walk_gives_what_the_second_pass_found() -> None:
    engine, there = Repeating(), structure()
    walk = Walk(engine, there, 1)  # type: ignore[arg-type]
    between = list(range(1, 12))
    for index in walk.path(range(LENGTH)):
        walk.step(index)
    before = walk.logits(between, 1)
    walk.second_pass(between).fill(between[:5])
    after = walk.logits(between, 1)
    assert not np.array_equal(after[:5], before[:5])
    assert np.array_equal(after[5:], before[5:])
    assert after.shape == (11, SIDE, SIDE)


@pytest.mark.parametrize(("odds", "twice"), [(0.0, False), (3.0, True)])
def test_three_painted_slices_are_filled_twice_where_the_network_is_trusted(
    odds: float, twice: bool
) -> None:
    mask = np.zeros((SIDE, SIDE), bool)
    mask[30:60, 30:60] = True
    shape = (LENGTH, SIDE, SIDE)
    volume = Volume(np.zeros(shape, np.int16), Geometry(shape, np.eye(4)))
    painted = tuple(SupportSlice(i, mask) for i in (1, 6, 11))
    alike = Structure(SliceStack(volume, 0), SupportSet(1, painted, last=LENGTH - 1), SIZE)
    evidence = Evidence(np.nan, np.nan, odds, FusionCoefficients.of(3))
    assert looks_twice(alike, evidence) is twice


def test_three_painted_slices_that_hardly_overlap_are_filled_twice_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    z, y, x = np.mgrid[:LENGTH, :SIDE, :SIDE]
    truth = np.hypot(y - 48, x - 48) < 24 - 4 * abs(z - 6)
    filled: list[int] = []
    original = SecondPass.fill

    def watch(second: SecondPass, queries: Sequence[int]) -> None:
        filled.extend(queries)
        original(second, queries)

    monkeypatch.setattr(SecondPass, "fill", watch)
    voxels = (100 * truth).astype(np.int16)
    volume = Volume(voxels, Geometry(voxels.shape, np.diag([1.0, 1.0, 3.0, 1.0])), "MR")
    for painted, twice in (([1, 6, 11], [2, 3, 4, 5, 7, 8, 9, 10]), ([1, 2, 3], [])):
        filled.clear()
        wanted = request(volume, truth.astype(np.uint8), painted, method="fused")
        propagator = CatNetPropagator(install_model(tmp_path))
        results = [
            r for r in propagator.propagate(wanted, CancelToken()) if isinstance(r, IterationResult)
        ]
        assert filled == twice
        queries = {*range(LENGTH)} - {*painted}
        assert {(r.slice_index, r.iteration) for r in results} == {
            (q, i) for q in queries for i in range(3)
        }

"""Walking from slice to slice, with an "engine" that takes what is bright and touches the mask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from scipy import ndimage

from annotator.core.cancel import CancelToken
from annotator.core.geometry import Geometry
from annotator.core.proposal import IterationResult
from annotator.core.support import SupportSet, SupportSlice
from annotator.core.volume import Volume
from annotator.inference.catnet import filling
from annotator.inference.catnet.engine import Engine
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.catnet.structure import Structure, dice
from annotator.inference.catnet.walk import AGREES, Walk, walks
from annotator.inference.slice_stack import SliceStack
from annotator.nets.catnet.network import CATNet
from tests.helpers.models import install_model, request

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

LENGTH, SIDE = 15, 128


class BrightEngine:
    """Stands for a network that follows what is bright from the neighbour's mask on."""

    def __init__(self) -> None:
        self.sides: list[float] = []
        self.steps: list[tuple[int, int]] = []

    def follow(
        self, structure: Structure, index: int, neighbour: int, mask: Tensor, iterations: int
    ) -> Tensor:
        self.sides.append(structure.region.side_mm)
        self.steps.append((neighbour, index))
        bright = structure.view.images([index])[0, 0].numpy() > 0
        near = ndimage.binary_dilation(mask.numpy() > 0.5, iterations=3)
        found = ndimage.binary_propagation(near & bright, mask=bright)
        logits = torch.from_numpy(np.where(found, 6.0, -6.0)).float()
        return logits.expand(iterations + 1, -1, -1)


def drifting(gap: range = range(0)) -> tuple[Volume, NDArray[np.bool_]]:
    """A ball on slices 1 to 13 that drifts sideways, missing on the slices of `gap`."""
    z, y, x = np.mgrid[:LENGTH, :SIDE, :SIDE].astype(np.float32)
    radius = np.where(abs(z - 7) <= 6, 4 + 26 * (1 - ((z - 7) / 6) ** 2), 0)
    truth = np.hypot(y - 64, x - (53 + 1.5 * z)) < radius
    truth[list(gap)] = False
    voxels = (100 * truth).astype(np.int16)
    return Volume(voxels, Geometry(voxels.shape, np.diag([1.0, 1.0, 3.0, 1.0])), "MR"), truth


def structure_of(
    volume: Volume, truth: NDArray[np.bool_], painted: list[int], absent: frozenset[int]
) -> Structure:
    slices = tuple(SupportSlice(i, truth[i]) for i in painted)
    supports = SupportSet(1, slices, absent, first=0, last=LENGTH - 1)
    return Structure(SliceStack(volume, 0), supports, 64, 1.2)


def walk(structure: Structure) -> tuple[BrightEngine, NDArray[np.float32]]:
    engine = BrightEngine()
    walked = Walk(engine, structure, 1)  # type: ignore[arg-type]
    queries = structure.supports.query_indices()
    for index in walked.path(queries):
        walked.step(index)
    return engine, walked.logits(queries, 1)


def test_only_two_unlike_slices_are_walked_between() -> None:
    volume, truth = drifting()
    apart = structure_of(volume, truth, [1, 13], frozenset())
    assert walks(apart)
    assert not walks(structure_of(volume, truth, [7, 8], frozenset()))  # alike
    wide = truth.copy()
    wide[1] = np.roll(truth[7], -60, axis=0)
    assert not walks(structure_of(volume, wide, [1, 7], frozenset()))  # unlike, but near
    assert not walks(structure_of(volume, truth, [7], frozenset()))
    assert not walks(structure_of(volume, truth, [1, 7, 13], frozenset()))


def test_a_structure_is_followed_from_its_tips_through_widening_windows() -> None:
    volume, truth = drifting()
    structure = structure_of(volume, truth, [1, 13], frozenset())
    queries = structure.supports.query_indices()
    engine, logits = walk(structure)
    scores = {
        q: dice(found > 0, truth[q]) for q, found in zip(queries, logits, strict=True) if 1 < q < 13
    }
    assert min(scores.values()) > 0.9, scores
    assert engine.sides[0] > structure.region.side_mm
    assert max(engine.sides) > engine.sides[0]
    assert not (logits[[queries.index(0), queries.index(14)]] > 0).any()


def test_each_slice_is_reached_once_from_the_nearer_painted_one() -> None:
    volume, truth = drifting()
    engine, _ = walk(structure_of(volume, truth, [1, 13], frozenset()))
    assert sorted(index for _, index in engine.steps) == [0, *range(2, 13), 14]
    assert all(n == i - 1 for n, i in engine.steps if 2 <= i <= 7)
    assert all(n == i + 1 for n, i in engine.steps if 8 <= i <= 12)


def test_walks_from_both_sides_agree_where_they_follow_one_thing() -> None:
    volume, truth = drifting()
    structure = structure_of(volume, truth, [1, 13], frozenset())
    walked = Walk(BrightEngine(), structure, 1)  # type: ignore[arg-type]
    between = range(2, 13)
    for index in walked.path(between):
        walked.step(index)
    before = walked.logits(between, 1)
    assert walked.agreement() > 0.9
    assert np.array_equal(walked.logits(between, 1), before)


def test_walks_that_lose_the_structure_or_find_two_do_not_agree() -> None:
    volume, truth = drifting(gap=range(6, 9))
    structure = structure_of(volume, truth, [1, 13], frozenset())
    walked = Walk(BrightEngine(), structure, 1)  # type: ignore[arg-type]
    for index in walked.path(range(2, 13)):
        walked.step(index)
    assert walked.agreement() < AGREES


@pytest.mark.parametrize(
    ("agreement", "sure", "replaced"), [(0.0, True, True), (0.0, False, False), (1.0, True, False)]
)
def test_a_walk_that_does_not_agree_is_replaced_by_a_following_window_that_is_sure(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    agreement: float,
    sure: bool,
    replaced: bool,
) -> None:
    z, y, x = np.mgrid[:LENGTH, :SIDE, :SIDE]
    truth = np.hypot(y - 20 - 6 * z, x - 64) < np.where(z < 7, 4, 9)
    voxels = (100 * truth).astype(np.int16)
    volume = Volume(voxels, Geometry(voxels.shape, np.diag([1.0, 1.0, 3.0, 1.0])), "MR")
    monkeypatch.setattr(Walk, "agreement", lambda _: agreement)
    monkeypatch.setattr(filling, "trusted", lambda *_: sure)
    seen: list[bool] = []
    original = Engine.decode

    def watch(engine: Engine, structure: Structure, *rest: object) -> object:
        seen.append(structure.follows)
        return original(engine, structure, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "decode", watch)
    wanted = request(volume, truth.astype(np.uint8), [1, 13], method="fused", adaptation="auto")
    results = list(CatNetPropagator(install_model(tmp_path)).propagate(wanted, CancelToken()))
    filled = {r.slice_index for r in results if isinstance(r, IterationResult) and r.is_final}
    assert filled == {*range(LENGTH)} - {1, 13}
    assert bool(seen) == replaced
    assert all(seen)


@pytest.mark.parametrize(
    ("logit", "side", "trusted"),
    [(5.0, 8, True), (0.1, 8, False), (-1.0, 8, False), (5.0, 40, False)],
    ids=["sure", "unsure", "empty", "much larger than the tips"],
)
def test_few_slices_tell_whether_the_network_is_trusted_between_tips(
    logit: float, side: int, trusted: bool
) -> None:
    class Shown:
        def predict(self, _: Structure, index: int, __: int) -> NDArray[np.float32]:
            looked_at.append(index)
            shown = np.full((SIDE, SIDE), -9.0, np.float32)
            shown[:side, :side] = logit if index > 6 else 5.0
            return shown

    volume, truth = drifting()
    structure = structure_of(volume, truth, [1, 13], frozenset())
    looked_at: list[int] = []
    between = range(2, 13)
    assert filling.trusted(Shown(), structure, between, 1) == trusted  # type: ignore[arg-type]
    assert set(looked_at) <= set(between)
    assert len(looked_at) == 7 or not trusted


def test_beyond_an_empty_slice_nothing_is_looked_for() -> None:
    volume, truth = drifting(gap=range(10, 15))
    structure = structure_of(volume, truth, [4, 7], frozenset())
    engine, logits = walk(structure)
    queries = structure.supports.query_indices()
    assert not (logits[[queries.index(i) for i in range(10, 15)]] > 0).any()
    assert max(index for _, index in engine.steps) == 10  # found empty; 11 to 14 were not asked


def test_an_empty_slice_in_between_is_stepped_over() -> None:
    volume, truth = drifting(gap=range(4, 5))
    structure = structure_of(volume, truth, [1, 13], frozenset({5}))
    engine, logits = walk(structure)
    queries = structure.supports.query_indices()
    assert 5 not in {index for _, index in engine.steps}
    assert (3, 6) in engine.steps
    assert dice(logits[queries.index(6)] > 0, truth[6]) > 0.85


@pytest.mark.parametrize("method", ["catnet", "fused"])
def test_a_run_walks_and_streams_every_iteration(tmp_path: Path, method: str) -> None:
    volume, truth = drifting()
    wanted = request(volume, truth.astype(np.uint8), [1, 13], method=method, adaptation="auto")
    propagator = CatNetPropagator(install_model(tmp_path))
    results = [
        r for r in propagator.propagate(wanted, CancelToken()) if isinstance(r, IterationResult)
    ]
    queries = {*range(LENGTH)} - {1, 13}
    assert {(r.slice_index, r.iteration) for r in results} == {
        (q, i) for q in queries for i in range(3)
    }
    assert all(r.is_final == (r.iteration == 2) for r in results)
    again = CatNetPropagator(install_model(tmp_path)).propagate(wanted, CancelToken())
    masks = {(r.slice_index, r.iteration): r.labels for r in results}
    for r in again:
        if isinstance(r, IterationResult):
            assert np.array_equal(r.labels, masks[r.slice_index, r.iteration])


def test_slices_that_are_walked_are_not_encoded_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[int] = []
    original = CATNet.encode

    def counting(net: CATNet, image: Tensor) -> object:
        encoded.append(len(image))
        return original(net, image)

    monkeypatch.setattr(CATNet, "encode", counting)
    volume, truth = drifting()
    wanted = request(volume, truth.astype(np.uint8), [1, 13], method="catnet", adaptation="auto")
    list(CatNetPropagator(install_model(tmp_path)).learn(wanted, CancelToken()))
    assert sum(encoded) == 2  # the painted ones


class LookingEngine(BrightEngine):
    """Sees the shape that it is told to look at: from painted slices alone, with another logit."""

    def __init__(self, from_painted: float) -> None:
        super().__init__()
        self.from_painted = from_painted

    def decode_masks(
        self,
        structure: Structure,
        queries: list[int],
        shots: list[list[int]],
        masks: Tensor,
        distances_mm: Tensor,
        location: Tensor,
        iterations: int,
        *,
        last_only: bool,
    ) -> Tensor:
        assert last_only
        led = all(set(pair) == set(structure.indices) for pair in shots)
        logit = self.from_painted if led else 6.0
        shape = torch.where(location[:, 0] > 0, logit, -6.0)
        return shape[None]


@pytest.mark.parametrize(
    ("from_painted", "counted"), [(3.0, 5.0), (-6.0, 6.0)], ids=["finds it again", "loses it"]
)
def test_a_third_pass_led_by_the_tips_counts_a_third_unless_it_loses_the_structure(
    from_painted: float, counted: float
) -> None:
    volume, truth = drifting()
    structure = structure_of(volume, truth, [1, 13], frozenset())
    walked = Walk(LookingEngine(from_painted), structure, 1)  # type: ignore[arg-type]
    between = list(range(2, 13))
    for index in walked.path(between):
        walked.step(index)
    walked.second_pass(between).fill(between)
    walked.third_pass(between).fill(between)
    walked.settle(between)
    assert walked.logits([7], 1).max() == pytest.approx(counted, abs=0.1)

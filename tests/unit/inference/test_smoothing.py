"""The last word on a slice waits for its neighbours and agrees with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from annotator.core.support import SupportSet, SupportSlice
from annotator.inference.catnet.smoothing import SURE_LOGIT, Smoother

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.inference.catnet.edges import EdgeVoice

SHAPE = (5, 6)
HERE = (2, 3)


def smoother(
    *painted: int,
    length: int = 7,
    absent: frozenset[int] = frozenset(),
    again: set[int] | None = None,
    edges: float | None = None,
) -> Smoother:
    mask = np.zeros(SHAPE, bool)
    mask[HERE] = True
    slices = tuple(SupportSlice(i, mask) for i in painted)
    supports = [SupportSet(1, slices, absent, last=length - 1)]
    voices = None if edges is None else {1: cast("EdgeVoice", Edges(edges))}
    return Smoother(supports, SHAPE, again or (), edges=voices)


def add(smoother: Smoother, logits: dict[int, float]) -> None:
    """Slices with one pixel of the given logit, surely nothing around it."""
    chunk = sorted(logits)
    planes = np.full((len(chunk), *SHAPE), -20.0, np.float32)
    for plane, index in zip(planes, chunk, strict=True):
        plane[HERE] = logits[index]
    smoother.add(chunk, {1: (chunk, planes, 1.0, [0.5] * len(chunk))})


def smoothed(smoother: Smoother, index: int) -> float:
    queries, logits, _, _ = smoother.maps(index)[1]
    assert queries == [index]
    assert logits.shape == (1, *SHAPE)
    return float(logits[0][HERE])


def test_a_slice_is_told_once_when_its_neighbours_have_come() -> None:
    run = smoother(0, 6)
    add(run, {1: 1.0, 2: 1.0, 5: 1.0})
    assert run.ready() == [1]
    add(run, {3: 1.0, 4: 1.0})
    assert run.ready() == [2, 3, 4, 5]
    assert run.ready() == []


def test_an_unsure_slice_is_carried_by_its_neighbours() -> None:
    run = smoother(0, 6)
    add(run, {1: 2.0, 2: -0.5, 3: 2.0, 4: 2.0, 5: 2.0})
    assert smoothed(run, 2) == pytest.approx((0.25 * 2.0 - 0.5 + 0.25 * 2.0) / 1.5)


def test_a_sure_slice_stands_against_both_neighbours() -> None:
    run = smoother(0, 6)
    add(run, {1: -20.0, 2: 5.0, 3: -20.0, 4: 5.0, 5: -20.0})
    assert smoothed(run, 2) == pytest.approx(5.0 - 2.0)
    assert smoothed(run, 3) < -SURE_LOGIT / 3 + 1e-3


def test_painted_and_absent_slices_count_as_sure() -> None:
    run = smoother(0, 4, absent=frozenset({6}))
    add(run, {1: -0.5, 2: -0.5, 3: -0.5, 5: 0.5})
    assert smoothed(run, 1) == pytest.approx((0.25 * 3.0 - 0.5 - 0.25 * 0.5) / 1.5)
    assert smoothed(run, 5) == pytest.approx((0.25 * 3.0 + 0.5 - 0.25 * 3.0) / 1.5)


def test_at_the_end_of_the_range_the_slice_stands_for_what_is_not_filled() -> None:
    run = smoother(1, 3, length=6)
    add(run, {0: 1.0, 2: 1.0, 4: 2.0, 5: 1.0})
    assert smoothed(run, 5) == pytest.approx((0.25 * 2.0 + 1.0 + 0.25 * 1.0) / 1.5)


def test_slices_that_are_done_are_not_waited_for() -> None:
    mask = np.zeros(SHAPE, bool)
    mask[HERE] = True
    supports = SupportSet(1, (SupportSlice(0, mask), SupportSlice(6, mask)), last=6)
    run = Smoother([supports], SHAPE, {1}, frozenset({3}))
    add(run, {1: 1.0, 2: 1.0, 4: 1.0, 5: 1.0})
    assert run.pending(1) == [1, 2, 4, 5]
    run.improve(1, Again(6.0))  # type: ignore[arg-type]
    assert run.ready() == [1, 2, 4, 5]


class Again:
    """Stands for a second pass that finds the pixel everywhere, with this logit."""

    def __init__(self, logit: float) -> None:
        self._logit = logit

    def logits(self, queries: list[int]) -> np.ndarray:
        planes = np.full((len(queries), *SHAPE), -20.0, np.float32)
        planes[:, HERE[0], HERE[1]] = self._logit
        return planes


def test_slices_between_painted_ones_wait_for_their_second_pass() -> None:
    run = smoother(1, 5, again={1})
    add(run, {0: 1.0, 2: -4.0, 3: 4.0, 4: -4.0, 6: 1.0})
    assert run.ready() == [0, 6]
    assert run.pending(1) == [2, 3, 4]
    masks = run.masks(1)
    assert {i: bool(mask[HERE]) for i, mask in masks.items()} == {
        1: True, 2: False, 3: True, 4: False, 5: True,
    }  # fmt: skip
    run.improve(1, Again(6.0))  # type: ignore[arg-type]
    assert run.ready() == [2, 3, 4]
    assert smoothed(run, 3) == pytest.approx(5.0 + (0.25 * 1.0 + 3.0 + 0.25 * 1.0) / 1.5 - 3.0)
    assert run.maps(3)[1][3] == [0.75]


def test_logits_that_nobody_asks_for_any_more_are_forgotten() -> None:
    run = smoother(0, 6)
    kept = []
    for index in (1, 2, 3, 4, 5):
        add(run, {index: 1.0})
        for ready in run.ready():
            run.maps(ready)
        kept.append(sorted(run.kept))
    assert kept == [[1], [1, 2], [2, 3], [3, 4], []]


class Edges:
    """Edges that speak for the pixel of every slice, or against it."""

    waits = False

    def __init__(self, told: float) -> None:
        self.told = told

    def logits(self, index: int) -> NDArray[np.float32]:
        return np.full(SHAPE, self.told, np.float32)


@pytest.mark.parametrize(("own", "told"), [(1.0, 2.0), (-1.0, 2.0), (1.0, -2.0)])
def test_edges_turn_a_logit_but_never_make_it_surer(own: float, told: float) -> None:
    run = smoother(0, 6, edges=told)
    add(run, dict.fromkeys(range(1, 6), own))
    found = smoothed(run, 3)
    assert np.sign(found) == np.sign(own + told)
    assert abs(found) <= abs(own) + 1e-6

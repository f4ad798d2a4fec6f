"""Parts of a structure that lie apart: what is set apart, and runs that fill each on its own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.core.cancel import CancelToken
from annotator.core.geometry import Geometry
from annotator.core.proposal import IterationResult, Learned, RunProgress
from annotator.core.support import SupportSet, SupportSlice
from annotator.core.volume import Volume
from annotator.inference.catnet.fusion import Fading
from annotator.inference.catnet.parts import (
    Part,
    gone_share,
    label_of,
    learned_together,
    set_apart,
    whole_of,
)
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.catnet.structure import Structure
from annotator.inference.slice_stack import SliceStack
from annotator.io.session_record import RunRecord
from annotator.services.across import recorded
from tests.helpers.models import install_model, request

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Disc = tuple[float, float, float]

SIDE = 120
LEFT, RIGHT = (60.0, 20.0, 10.0), (60.0, 100.0, 10.0)


def drawn(*discs: Disc) -> NDArray[np.bool_]:
    """Mask of discs, each row, column and radius."""
    rows, cols = np.mgrid[:SIDE, :SIDE]
    return np.logical_or.reduce([np.hypot(rows - y, cols - x) < r for y, x, r in discs])


def painted(*slices: tuple[int, list[Disc]]) -> SupportSet:
    masks = tuple(SupportSlice(index, drawn(*discs)) for index, discs in slices)
    return SupportSet(3, masks, frozenset({30}), first=0, last=40)


def apart(*slices: tuple[int, list[Disc]]) -> tuple[SupportSet, ...]:
    return set_apart(painted(*slices), (1.0, 1.0))


def test_two_shapes_far_apart_are_two_parts_from_left_to_right() -> None:
    one, two = apart((0, [RIGHT, LEFT]), (10, [LEFT, RIGHT]))
    assert [label_of(part.label) for part in (one, two)] == [3, 3]
    assert len({3, one.label, two.label}) == 3
    for part, disc in ((one, LEFT), (two, RIGHT)):
        assert [item.index for item in part.slices] == [0, 10]
        assert all(np.array_equal(item.mask, drawn(disc)) for item in part.slices)
        assert part.absent == {30}
        assert part.query_range() == (0, 29)
        assert whole_of(part).label == 3


def test_a_slice_painted_with_the_other_part_alone_is_known_to_lack_this_one() -> None:
    one, two = apart((0, [LEFT]), (10, [LEFT, RIGHT]), (20, [RIGHT, LEFT]))
    assert one.absent == {30}
    assert two.absent == {0, 30}
    assert [item.index for item in two.slices] == [10, 20]


@pytest.mark.parametrize(
    "slices",
    [
        [(0, [LEFT]), (10, [LEFT])],
        [(0, [LEFT]), (10, [RIGHT])],  # one that has moved
        [(0, [(60, 49, 10), (60, 71, 10)]), (10, [(60, 49, 10), (60, 71, 10)])],  # near each other
        [(0, [LEFT, RIGHT]), (10, [(60, 60, 50)])],  # they grow together
        [(0, [LEFT, (60, 100, 3)]), (10, [LEFT, (60, 100, 3)])],  # a speck
        [(0, [LEFT]), (10, [LEFT, RIGHT])],  # painted once only
    ],
)
def test_what_moves_meets_or_is_slight_stays_one(slices: list[tuple[int, list[Disc]]]) -> None:
    (whole,) = apart(*slices)
    assert not isinstance(whole, Part)


def test_one_painted_slice_does_not_tell_what_meets_elsewhere() -> None:
    assert len(apart((5, [LEFT, RIGHT]))) == 1


def test_many_shapes_stay_in_one_window() -> None:
    many = [(10.0 + 30 * i, 10.0 + 30 * j, 4.0) for i in range(3) for j in range(3)]
    assert len(apart((0, many[:7]), (10, many[:7]))) == 1


def test_a_part_fades_towards_slices_painted_with_others_alone() -> None:
    one, two = apart((0, [LEFT]), (10, [LEFT, RIGHT]), (20, [RIGHT, LEFT]))
    assert [gone_share(two, index) for index in (0, 1, 5, 9, 15, 25)] == [0, 0.9, 0.5, 0.1, 0, 0]
    assert gone_share(one, 5) == gone_share(painted((5, [LEFT])), 3) == 0


def test_where_a_part_has_gone_the_network_is_not_believed() -> None:
    volume, truth = wide_blobs()
    truth[:5, :, :55] = 0
    part, _ = set_apart(request(volume, truth, [3, 7, 11]).supports[0], (1.0, 1.5))
    structure = Structure(SliceStack(volume, 0), part, 48)
    sure = np.full((3, *truth.shape[1:]), 3.0, np.float32)
    found = Fading(structure, [4, 5, 9])(sure)
    sizes = [(plane > 0).sum() for plane in found]
    assert sizes[0] < part.slices[0].mask.sum() < sizes[1] < sizes[2]
    assert np.array_equal(found[2], sure[2])


def test_a_run_gives_parts_the_label_of_their_structure(tmp_path: Path) -> None:
    volume, truth = wide_blobs()
    propagator = CatNetPropagator(install_model(tmp_path))
    wanted = request(volume, truth, [3, 7, 11], adaptation=1)
    assert len(set_apart(wanted.supports[0], (1.0, 1.5))) == 2
    found = list(propagator.propagate(wanted, CancelToken()))
    results = [item for item in found if isinstance(item, IterationResult)]
    assert {int(v) for r in results for v in np.unique(r.labels)} <= {0, 1}
    assert all(set(r.stats) == {1} for r in results)
    last = {r.slice_index: r for r in results if r.is_final}
    assert sorted(last) == [i for i in range(14) if i not in (3, 7, 11)]
    assert all(r.stats[1].voxels == (r.labels == 1).sum() for r in results)
    told = [item.learned for item in found if isinstance(item, RunProgress) and item.learned]
    assert [(item.label, item.slices, item.steps) for item in told] == [(1, 3, 1)]
    assert told[0].lessons[0].supports is wanted.supports[0]
    assert {item.label for item in found if isinstance(item, RunProgress)} <= {0, 1}
    *_, seen = propagator.inspect(wanted, 1, 5, CancelToken())
    assert seen.label == 1
    differing = (seen.fused[1] > 0.5) != (last_of(results, 5, 1) == 1)
    assert differing.sum() <= 2  # batches of another size round otherwise


def test_a_recorded_run_of_parts_is_repeated_to_the_bit(tmp_path: Path) -> None:
    volume, truth = wide_blobs()
    store = install_model(tmp_path)
    records = []
    for _ in range(2):
        wanted = request(volume, truth, [3, 7, 11], adaptation=2)
        *_, record = recorded(CatNetPropagator(store), wanted, CancelToken(), 0.0, lambda: 0.0)
        assert isinstance(record, RunRecord)
        records.append(record)
    assert records[0].result == records[1].result


def test_a_structure_is_known_as_well_as_its_worst_part() -> None:
    good = Learned(257, 5, 22, 0.8, 0.9, 0.75, 4)
    bad = Learned(513, 4, 16, 0.5, 0.6, 0.25, 6)
    unknown = Learned(769, 3, 20, math.nan, math.nan, 0.5)
    both = learned_together([good, bad, unknown])
    assert (both.label, both.slices, both.steps) == (1, 5, 22)
    assert (both.before, both.after, both.network, both.hidden) == (0.5, 0.6, 0.5, 6)


def wide_blobs() -> tuple[Volume, NDArray[np.uint8]]:
    """One label of two ellipsoids that lie far apart, in noise; volume and truth."""
    shape = (14, 40, 110)
    z, y, x = np.mgrid[: shape[0], : shape[1], : shape[2]].astype(np.float32)
    left, right = (
        ((z - 7) / 6.4) ** 2 + ((y - 20) / 8) ** 2 + ((x - col) / 8) ** 2 < 1 for col in (14, 94)
    )
    truth = (left | right).astype(np.uint8)
    noise = np.random.default_rng(0).normal(0, 12, shape)
    voxels = (noise + 100.0 * truth).astype(np.int16)
    return Volume(voxels, Geometry(shape, np.diag([1.5, 1.0, 2.0, 1.0])), "MR"), truth


def last_of(results: list[IterationResult], index: int, iteration: int) -> NDArray[np.uint8]:
    return next(r.labels for r in results if (r.slice_index, r.iteration) == (index, iteration))

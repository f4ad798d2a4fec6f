"""A window that follows a thin structure, and stays where that is not worth it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from annotator.core.geometry import Geometry
from annotator.core.support import SupportSet, SupportSlice
from annotator.core.volume import Volume
from annotator.inference.catnet.fusion import FOLLOWED_ODDS, weigh
from annotator.inference.catnet.structure import Structure
from annotator.inference.slice_stack import SliceStack

if TYPE_CHECKING:
    from numpy.typing import NDArray

LENGTH, SIDE, SIZE = 21, 160, 48


def disc(y: float, x: float, radius: float) -> NDArray[np.bool_]:
    rows, cols = np.mgrid[:SIDE, :SIDE]
    return np.hypot(rows - y, cols - x) < radius


def structure(*discs: tuple[int, float, float, float]) -> Structure:
    """A structure painted on slices, each a disc: slice, row, column, radius."""
    voxels = np.random.default_rng(0).normal(0, 10, (LENGTH, SIDE, SIDE)).astype(np.int16)
    volume = Volume(voxels, Geometry(voxels.shape, np.diag([1.0, 1.0, 3.0, 1.0])), "MR")
    painted = tuple(SupportSlice(i, disc(y, x, radius)) for i, y, x, radius in discs)
    supports = SupportSet(1, painted, first=0, last=LENGTH - 1)
    return Structure(SliceStack(volume, 0), supports, SIZE, 1.6)


THIN = (0, 30.0, 30.0, 8.0), (10, 80.0, 60.0, 8.0), (20, 130.0, 30.0, 8.0)


def test_the_window_moves_with_a_structure_that_runs_across_many_of_its_widths() -> None:
    thin = structure(*THIN)
    assert thin.follows
    assert thin.region.side_mm < 70  # the discs lie 100 mm apart
    between = thin.view.at(5).center_mm
    assert between == pytest.approx((55, 45), abs=thin.region.side_mm / 16)
    assert thin.view.at(0).center_mm == pytest.approx((30, 30), abs=thin.region.side_mm / 16)
    for mask in thin.masks:
        rows, cols = (torch.nonzero(mask.sum(1 - axis)).flatten() for axis in (0, 1))
        assert abs(float(rows.float().mean()) - SIZE / 2) < SIZE / 8
        assert abs(float(cols.float().mean()) - SIZE / 2) < SIZE / 8


def test_beyond_the_painted_slices_it_stays_where_it_was_last() -> None:
    inner = structure(*((2 * i // 3 + 4, y, x, r) for i, y, x, r in THIN))
    assert inner.view.at(0) == inner.view.at(4)
    assert inner.view.at(20) == inner.view.at(17)


@pytest.mark.parametrize(
    "discs",
    [
        [(0, 60, 60, 30), (10, 70, 70, 30), (20, 80, 80, 30)],
        [(0, 60, 60, 20)],
        [(0, 80, 80, 5), (10, 80, 80, 40), (20, 80, 80, 5)],
    ],
    ids=["moves less than its width", "painted once", "grows in place"],
)
def test_a_window_stays_where_following_gains_nothing(
    discs: list[tuple[int, float, float, float]],
) -> None:
    still = structure(*discs)
    assert not still.follows
    assert still.following() is None
    assert still.view.at(0) == still.view.at(20) == still.region


def test_a_structure_that_bends_much_gets_a_wider_window() -> None:
    straight = structure((0, 30, 30, 8), (10, 80, 30, 8), (20, 130, 30, 8))
    bent = structure((0, 30, 30, 8), (10, 80, 90, 8), (20, 130, 30, 8))
    assert straight.follows
    assert bent.follows
    assert bent.region.side_mm == pytest.approx(straight.region.side_mm + 2 * 60 / 4)


def test_what_is_cut_from_a_moving_window_goes_back_to_its_place() -> None:
    thin = structure(*THIN)
    planes = torch.from_numpy(np.stack([disc(30, 30, 8), disc(80, 60, 8)])).float()
    windows = thin.view.sample(planes, [0, 10])
    back = thin.view.paste(windows, [0, 10], -20.0)
    assert bool(((back > 0.5) == (planes > 0.5)).float().mean() > 0.999)
    assert float(back[0, 130, 30]) == float(back[1, 30, 30]) == -20.0


def test_the_shape_in_between_is_shown_to_the_network_in_the_moved_window() -> None:
    thin = structure(*THIN)
    _, _, prior = thin.prompts([5])
    shape = prior[0, 0] > 0
    rows, cols = (torch.nonzero(shape.sum(1 - axis)).flatten() for axis in (0, 1))
    assert abs(float(rows.float().mean()) - SIZE / 2) < SIZE / 8
    assert abs(float(cols.float().mean()) - SIZE / 2) < SIZE / 8


def test_features_of_a_slice_are_told_apart_by_where_the_window_lies() -> None:
    thin, shifted = structure(*THIN), structure(THIN[0], THIN[1], (20, 130.0, 90.0, 8.0))
    assert thin.view.key(2, "model") != thin.view.key(3, "model")
    assert thin.fingerprint() != shifted.fingerprint()


def test_the_network_has_more_say_where_the_window_follows() -> None:
    thin = structure(*THIN)
    still = structure(*THIN)
    still._look_through(structure((0, 80, 60, 60)).region)
    assert not still.follows
    odds = [weigh(None, s, 4, None).odds for s in (thin, still)]  # type: ignore[arg-type]
    assert odds[0] > odds[1] + FOLLOWED_ODDS - 1


def test_tips_are_followed_only_when_walking_between_them_has_failed() -> None:
    tips = structure((0, 30, 30, 4), (20, 130, 60, 10))
    assert not tips.follows
    moving = tips.following()
    assert moving is not None
    assert moving.follows
    assert moving.region.side_mm < tips.region.side_mm


def test_around_what_was_found_the_window_is_centred_on_each_slice() -> None:
    thin = structure(*THIN)
    found = {i: disc(30 + 5 * i, 30 + 20 * np.sin(i), 8) for i in range(LENGTH)}
    again = thin.around(found)
    assert again.follows
    for index in (3, 9, 14):
        wanted = (30 + 5 * index, 30 + 20 * np.sin(index))
        assert again.view.at(index).center_mm == pytest.approx(wanted, abs=6)
    still = structure((0, 60, 60, 30), (10, 70, 70, 30), (20, 80, 80, 30))
    assert not still.around({0: disc(60, 60, 30), 1: disc(62, 60, 30)}).follows

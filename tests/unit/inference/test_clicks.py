"""From clicks to the mask of a slice: the window that finds its size, and the order of clicks."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from annotator.core.clicks import Click
from annotator.core.errors import UserError
from annotator.inference.catnet import click_windows
from annotator.inference.catnet.click_answers import ALIKE
from annotator.inference.catnet.click_windows import DISC_PX, SMALLEST_VOXELS, hint_maps
from annotator.inference.catnet.clicker import CatNetClicker
from annotator.inference.catnet.clicks import SIDES_MM, ClickedSlice
from annotator.inference.model_store import ModelStore
from tests.helpers.clicks import BrightNet, install_clicks

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = (120, 140)


@pytest.fixture(autouse=True)
def one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """All windows of a look in one batch."""
    monkeypatch.setattr(click_windows, "cores", lambda: 1)


INSIDE = Click(((60.0, 70.0),), True)


def disc(radius: float, at: tuple[float, float] = (60, 70)) -> np.ndarray:
    y, x = np.indices(SHAPE)
    return np.hypot(y - at[0], x - at[1]) <= radius


def opened(mask: np.ndarray, **how) -> tuple[ClickedSlice, BrightNet]:
    net = BrightNet()
    return ClickedSlice(net, 100.0 * mask, (1.0, 1.0), 48, **how), net


def dice(a: np.ndarray, b: np.ndarray) -> float:
    return 2 * (a & b).sum() / (a.sum() + b.sum())


def test_discs_and_nearness_lie_where_the_clicks_are() -> None:
    maps = hint_maps([Click(((8.0, 9.0),), True), Click(((20.0, 4.0), (20.0, 12.0)), False)], 32)
    assert maps.shape == (4, 32, 32)
    assert maps[0, 8, 9] == maps[2, 8, 9] == 1
    assert maps[0, 8, 9 + int(DISC_PX) + 1] == 0
    assert maps[1, 20, 4:13].eq(1).all()
    assert maps[2, 8, 20] < maps[2, 8, 12] < 1
    assert hint_maps([], 32).sum() == 0


@pytest.mark.parametrize("radius", [4, 20, 45])
def test_small_and_large_structures_fill_their_window(radius: float) -> None:
    truth = disc(radius)
    clicked, net = opened(truth)
    assert dice(clicked.answer([INSIDE]), truth) > 0.93
    assert max(net.shares) > 0.04


@pytest.mark.parametrize("radius", [3, 45])
def test_one_click_looks_through_windows_of_all_sizes_at_once(radius: float) -> None:
    clicked, net = opened(disc(radius))
    clicked.answer([INSIDE])
    wide = 1.1 * max(SHAPE)
    sides = {min(max(side, SMALLEST_VOXELS), wide) for side in SIDES_MM}
    assert len(net.hints[0]) == len(sides)


def test_cores_that_are_free_share_the_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    alone, whole = nested()
    wanted = alone.answer([INSIDE])
    monkeypatch.setattr(click_windows, "cores", lambda: 3 * torch.get_num_threads())
    shared, net = nested()
    np.testing.assert_array_equal(shared.answer([INSIDE]), wanted)
    parts = [len(hints) for hints in net.hints[:3]]
    assert sum(parts) == len(whole.hints[0]) > max(parts)
    assert torch.is_inference(net.hints[0])


def test_what_was_expected_is_answered_beside_and_once() -> None:
    (alone, plain), (ahead, net) = nested(), nested()
    wanted = alone.answer([INSIDE])
    ahead.expect([INSIDE])
    np.testing.assert_array_equal(ahead.answer([INSIDE]), wanted)
    assert len(net.hints) == len(plain.hints)


def test_what_was_not_expected_is_answered_as_ever() -> None:
    alone, ahead = nested()[0], nested()[0]
    scribble = Click(((60.0, 70.0), (60.0, 90.0)), True)
    ahead.expect([INSIDE])
    assert len(ahead.answers) > 1, "what was begun is waited for"
    np.testing.assert_array_equal(ahead.answer([scribble]), alone.answer([scribble]))


def test_where_the_size_is_known_windows_are_of_about_that_size() -> None:
    clicked, net = opened(disc(24), extent_mm=48)
    clicked.answer([INSIDE])
    assert len(net.windows) == 3
    shares = [float((window > 0).float().mean()) for window in net.windows]
    assert 0.1 < min(shares) < max(shares) < 0.7


def test_features_are_computed_once_a_window() -> None:
    clicked, net = opened(disc(20))
    clicked.answer([INSIDE])
    count = len(net.windows)
    clicked.answer([INSIDE, Click(((60.0, 75.0),), True)])
    assert len(net.windows) == count


def test_a_click_beyond_all_windows_is_held_by_a_wider_one() -> None:
    truth = disc(4) | disc(4, (60, 130))
    clicked, _ = opened(truth, extent_mm=8)
    mask = clicked.answer([INSIDE, Click(((60.0, 130.0),), True)])
    assert dice(mask, truth) > 0.7


def test_parts_without_a_click_are_left_out_and_join_with_one() -> None:
    truth = disc(12) | disc(9, (60, 105))
    clicked, _ = opened(truth)
    assert dice(clicked.answer([INSIDE]), disc(12)) > 0.95
    assert dice(clicked.answer([INSIDE, Click(((60.0, 105.0),), True)]), truth) > 0.95


def test_the_click_itself_is_as_it_was_said() -> None:
    clicked, _ = opened(disc(20))
    dark, bright = Click(((60.0, 92.0),), True), Click(((55.0, 70.0),), False)
    mask = clicked.answer([INSIDE, bright])
    assert mask[60, 70]
    assert not mask[55, 70]
    assert clicked.answer([INSIDE, dark])[60, 92]


def test_the_mask_so_far_is_fed_back() -> None:
    clicked, net = opened(disc(20))
    clicked.answer([INSIDE])
    assert net.hints[0][0, 4].max() < 0.01
    clicked.answer([INSIDE, Click(((50.0, 70.0),), False)])
    assert net.hints[-1][0, 4].max() > 0.9


def test_clicks_outside_alone_give_nothing() -> None:
    clicked, net = opened(disc(20))
    assert not clicked.answer([Click(((10.0, 10.0),), False)]).any()
    assert not net.windows


def test_taking_a_click_back_gives_the_mask_before(tmp_path: Path) -> None:
    clicker = CatNetClicker(install_clicks(tmp_path))
    image = np.random.default_rng(0).normal(0, 1, SHAPE)
    clicks = [INSIDE, Click(((60.0, 80.0),), False), Click(((50.0, 70.0),), True)]
    slices = [clicker.open_slice(image, (1.0, 1.0)) for _ in range(2)]
    before = slices[0].answer(clicks[:2])
    slices[0].answer(clicks)
    np.testing.assert_array_equal(slices[0].answer(clicks[:2]), before)
    np.testing.assert_array_equal(slices[1].answer(clicks[:2]), before)


def nested() -> tuple[ClickedSlice, BrightNet]:
    """Open a bright core in something less bright: narrow windows see the core, wide ones all."""
    net = BrightNet()
    image = 60.0 * disc(30) + 40.0 * disc(11)
    return ClickedSlice(net, image, (1.0, 1.0), 48), net


def test_masks_of_other_extents_are_offered_from_narrow_to_wide() -> None:
    clicked, net = nested()
    mask = clicked.answer([INSIDE])
    looked = len(net.hints)
    areas = [int(answer.sum()) for answer in clicked.answers]
    assert areas == sorted(areas)
    assert max(dice(answer, disc(11)) for answer in clicked.answers) > 0.9
    assert max(dice(answer, disc(30)) for answer in clicked.answers) > 0.9
    np.testing.assert_array_equal(clicked.answers[clicked.shown], mask)
    for a, b in combinations(clicked.answers, 2):
        assert dice(a, b) < ALIKE
    assert len(net.hints) == looked, "what was offered was there already"


def test_one_extent_is_one_answer() -> None:
    clicked, _ = opened(disc(20))
    assert len(clicked.answers) == 1
    clicked.answer([INSIDE])
    assert len(clicked.answers) == 1


@pytest.mark.parametrize("radius", [11, 30])
def test_further_clicks_go_on_from_the_answer_chosen(radius: int) -> None:
    clicked, _ = nested()
    clicked.answer([INSIDE])
    fits = [dice(answer, disc(radius)) for answer in clicked.answers]
    clicked.show(int(np.argmax(fits)))
    chosen = clicked.answer([INSIDE])
    assert dice(chosen, disc(radius)) > 0.9
    further = clicked.answer([INSIDE, Click(((60.0, 75.0),), True)])
    assert dice(further, disc(radius)) > 0.9
    np.testing.assert_array_equal(clicked.answer([INSIDE]), chosen)


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e6])
def test_the_scale_of_the_image_hardly_matters(scale: float) -> None:
    truth = disc(15)
    image = scale * truth
    image[0, 0] = np.nan
    clicked = ClickedSlice(BrightNet(), image, (1.0, 1.0), 48)
    assert dice(clicked.answer([INSIDE]), truth) > 0.93


def test_without_a_model_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No catnet-clicks model"):
        CatNetClicker(ModelStore([tmp_path]))


def test_models_are_found_by_their_architecture(tmp_path: Path) -> None:
    store = install_clicks(tmp_path)
    usable, damaged = store.check()
    assert [model.architecture for model in usable] == ["catnet-clicks"]
    assert not damaged
    assert torch.isfinite(store.get(None, "catnet-clicks").tensors()["head.up1.weight"]).all()

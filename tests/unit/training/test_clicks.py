"""Simulated clicks, what they are trained on, and a training that goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from annotator.core.errors import UserError
from annotator.nets.catnet.click_head import ClickNet
from annotator.training.cases import Case, add_field
from annotator.training.clicks.clicking import Habits, next_click
from annotator.training.clicks.samples import SampleConfig, SampleSampler, parts_of
from annotator.training.clicks.trainer import Clicking, ClickTrainer, ClickTraining, click_dice
from tests.helpers.clicks import TINY

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = (10, 40, 44)
CONFIG = SampleConfig(size=32)


def disc(radius: float, at: tuple[float, float] = (20, 20)) -> np.ndarray:
    y, x = np.indices(SHAPE[1:])
    return np.hypot(y - at[0], x - at[1]) <= radius


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.fixture
def case() -> Case:
    labels = np.zeros(SHAPE, np.uint8)
    labels[2:8] = disc(9) + 2 * disc(5, (20, 36))
    noise = rng().normal(0, 8, SHAPE)
    made = Case("a", (100.0 * (labels > 0) + noise).astype(np.float32), (3.0, 1.0, 1.0), {}, [])
    add_field(made, "labels", labels)
    return made


def places(click) -> list[tuple[int, int]]:
    return [(round(row), round(col)) for row, col in click.points]


def test_the_first_click_lies_inside_and_not_always_in_the_middle() -> None:
    truth = disc(10)
    clicks = [next_click(truth, np.zeros_like(truth), rng(seed)) for seed in range(20)]
    assert all(click.inside and truth[places(click)[0]] for click in clicks)
    assert len({click.points for click in clicks}) > 10


def test_the_next_click_goes_to_the_largest_wrong_area() -> None:
    truth = disc(10)
    spill = truth | disc(6, (20, 38))
    missing = truth & ~disc(6, (14, 20))
    click = next_click(truth, spill, rng())
    assert not click.inside
    assert (spill & ~truth)[places(click)[0]]
    click = next_click(truth, missing, rng())
    assert click.inside
    assert (truth & ~missing)[places(click)[0]]


def test_nobody_clicks_a_mask_that_is_right() -> None:
    truth = disc(10)
    assert next_click(truth, truth.copy(), rng()) is None
    nearly = truth.copy()
    nearly[20, 20] = False
    assert next_click(truth, nearly, rng()) is None


def test_scribbles_stay_in_the_area_and_misses_too() -> None:
    truth = disc(7)
    habits = Habits(depth=0.0, off=2.0, scribbles=1.0)
    clicks = [next_click(truth, np.zeros_like(truth), rng(seed), habits) for seed in range(30)]
    assert any(len(click.points) > 2 for click in clicks)
    assert all(truth[place] for click in clicks for place in places(click))


def test_parts_that_all_but_touch_are_one() -> None:
    mask = disc(6) | disc(4, (20, 31)) | disc(3, (5, 5))
    parts = parts_of(mask)
    assert parts.max() == 2
    np.testing.assert_array_equal(parts > 0, mask)


def test_samples_depend_on_seed_and_step_alone(case: Case) -> None:
    one, two = (SampleSampler([case], CONFIG, 3) for _ in range(2))
    two.batch(0, 2)
    for a, b in zip(one.batch(5, 4), two.batch(5, 4), strict=True):
        assert torch.equal(a.image, b.image)
        np.testing.assert_array_equal(a.parts, b.parts)
    assert not torch.equal(one.batch(6, 1)[0].image, one.batch(5, 1)[0].image)


@pytest.mark.parametrize("kind", ["labels", "shapes", "ensembles"])
def test_every_kind_gives_a_structure_in_a_normalised_window(case: Case, kind: str) -> None:
    none = {"labels": 0.0, "supervoxels": 0.0, "shapes": 0.0, "ensembles": 0.0}
    sampler = SampleSampler([case], SampleConfig(size=32, **{**none, kind: 1.0}), 1)
    for sample in sampler.batch(0, 6):
        assert sample.image.shape == (1, 32, 32)
        assert abs(float(sample.image.mean())) < 0.1
        assert 10 <= (sample.parts > 0).sum() < 32 * 32


def test_nothing_to_learn_from_is_said() -> None:
    empty = Case("a", np.zeros(SHAPE, np.float32), (1.0, 1.0, 1.0), {}, [])
    with pytest.raises(UserError, match="nothing to learn from"):
        SampleSampler([empty], CONFIG)


def test_only_parts_that_were_clicked_are_to_be_filled(case: Case) -> None:
    sample = SampleSampler([case], CONFIG, 1).batch(0, 1)[0]
    parts = np.zeros((32, 32), np.int32)
    parts[4:10, 4:10], parts[18:30, 18:30] = 1, 2
    clicking = Clicking([sample._replace(parts=parts, at_center=False)], rng(), torch.device("cpu"))
    clicking.begin(Habits())
    np.testing.assert_array_equal(clicking.truth(0), parts == 2)
    clicking.take(torch.from_numpy(np.where(parts == 2, 9.0, -9.0)).float()[None, None])
    clicking.click_all(Habits())
    np.testing.assert_array_equal(clicking.truth(0), parts > 0)
    assert clicking.hints().shape == (1, 5, 32, 32)


def trainer(folder: Path, case: Case, steps: int = 2) -> ClickTrainer:
    config = ClickTraining(
        net=TINY, samples=CONFIG, steps=steps, batch=2, mixed_precision=False, checkpoint_every=1
    )
    torch.manual_seed(1)
    encoder = ClickNet(TINY).encoder.state_dict()
    return ClickTrainer(config, SampleSampler([case], CONFIG, 1), encoder, folder)


def test_a_training_that_was_cut_off_goes_on_to_the_same_head(case: Case, tmp_path: Path) -> None:
    whole = trainer(tmp_path / "whole", case).run()
    first = trainer(tmp_path / "parts", case)
    first.train_step()
    first.save()
    resumed = trainer(tmp_path / "parts", case).run()
    for key, value in whole.state_dict().items():
        assert torch.equal(resumed.state_dict()[key], value), key


def test_validation_gives_dice_after_one_three_and_five_clicks(case: Case) -> None:
    torch.manual_seed(1)
    net = ClickNet(TINY).eval()
    batches = [SampleSampler([case], CONFIG, 1).batch(0, 3)]
    figures = click_dice(net, batches)
    assert len(figures) == 3
    assert all(0 <= figure <= 1 for figure in figures)
    assert click_dice(net, batches) == figures

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from annotator.core.errors import UserError
from annotator.nets.cloformer.slice_net import EndNet, SliceNetConfig
from annotator.training.cloformer.batches import SliceSampler
from annotator.training.cloformer.data import UNSURE, LabelledVolume, slice_set, structure_groups
from annotator.training.cloformer.ends import (
    EndSequence,
    end_errors,
    end_loss,
    fit_ends,
    painted_places,
    present_slices,
)
from annotator.training.cloformer.measures import (
    abstention,
    answered,
    calibration_error,
    class_error,
    confusion,
    fit_temperature,
    structure_figures,
)
from annotator.training.cloformer.trainer import SliceTrainConfig, SliceTrainer, figures
from tests.helpers.models import blobs

if TYPE_CHECKING:
    from pathlib import Path

NET = SliceNetConfig(regions=("head", "abdomen"), structures=("liver",))


@pytest.fixture(scope="module")
def sampler() -> SliceSampler:
    volume, labels = blobs()
    item = LabelledVolume("one", volume, {"labels": labels}, {1: "liver"}, "MR")
    return SliceSampler([slice_set(item, 0, 36, ("liver",), structure_groups([item]))], 32, 1)


def trainer(folder: Path, sampler: SliceSampler, steps: int, **settings: object) -> SliceTrainer:
    config = SliceTrainConfig(NET, size=32, episodes=1, steps=steps, checkpoint_every=2, **settings)
    return SliceTrainer(config, sampler, folder)


def test_training_lowers_the_loss(sampler: SliceSampler, tmp_path: Path) -> None:
    run = trainer(tmp_path, sampler, 100)
    losses = [run.train_step() for _ in range(8)]
    assert sum(losses[-3:]) < sum(losses[:3])


def test_a_resumed_training_is_the_same_training(sampler: SliceSampler, tmp_path: Path) -> None:
    validation = partial(figures, batches=[sampler.batch(99, 1)])
    whole = trainer(tmp_path / "a", sampler, 4).run(validation, lambda _: None)
    (tmp_path / "b").mkdir()
    first = trainer(tmp_path / "b", sampler, 4)
    first.train_step()
    first.train_step()
    first.save()
    resumed = trainer(tmp_path / "b", sampler, 4).run(validation, lambda _: None)
    for one, other in zip(whole.parameters(), resumed.parameters(), strict=True):
        torch.testing.assert_close(one, other, atol=1e-5, rtol=1e-4)
    assert (tmp_path / "a" / "log.csv").read_text().startswith("step,seconds,loss,modality")
    with pytest.raises(UserError, match="other settings"):
        trainer(tmp_path / "b", sampler, 4, seed=9).resume()


def sequences(count: int) -> list[EndSequence]:
    """Structures that end where the first figure falls below 0."""
    chance = torch.Generator().manual_seed(1)
    made = []
    for _ in range(count):
        end = int(torch.randint(0, 9, (1,), generator=chance))
        evidence = torch.randn(18, 12, generator=chance)
        evidence[0] = torch.where(torch.arange(12) < end, 1.0, -1.0)
        made.append(EndSequence(evidence, end))
    return made


def test_ends_are_learned_from_evidence() -> None:
    torch.manual_seed(0)
    ends = EndNet(18)
    fit_ends(ends, sequences(200), epochs=12)
    missed, true, vain, exact = end_errors(ends, sequences(60), 0.4)
    assert exact > 50
    assert missed + vain < 0.1 * true
    assert not any(p.requires_grad for p in ends.parameters())


def test_the_loss_of_an_end_is_its_likelihood() -> None:
    logits = torch.tensor([[0.0, 1.0, 2.0]])
    batch = [EndSequence(torch.zeros(18, 3), 1)]
    lengths = torch.tensor([3])
    chance = torch.sigmoid(logits)[0]
    expected = -torch.log((1 - chance[0]) * chance[1])
    torch.testing.assert_close(end_loss(logits, lengths, batch), expected)
    open_end = [EndSequence(torch.zeros(18, 3), 3)]  # reaches the edge of the volume
    expected = -torch.log(1 - chance).sum()
    torch.testing.assert_close(end_loss(logits, lengths, open_end), expected)


def test_painted_places_hold_the_structure() -> None:
    rng = np.random.default_rng(0)
    present = [3, 4, 5, 6, 9, 10, 11]
    for _ in range(50):
        places = painted_places(present, rng)
        assert places == sorted(set(places))
        assert set(places) <= set(present)
        assert 1 <= len(places) < len(present)
    planes = np.zeros((4, 3, 3), np.uint8)
    planes[1, 0, 0], planes[2] = 2, 1
    assert present_slices(planes) == {2: [1], 1: [2]}


def test_temperature_cures_overconfidence() -> None:
    chance = torch.Generator().manual_seed(0)
    truth = (torch.rand(4000, generator=chance) < 0.8).long()
    logits = torch.tensor([[0.0, 6.0]]).expand(4000, 2)  # says 0.998, is right in 0.8
    temperature = fit_temperature(logits, truth)
    assert class_error(logits, truth, 1.0) > 0.15
    assert class_error(logits, truth, temperature) < 0.03
    assert fit_temperature(logits, torch.full((4000,), UNSURE)) == 1.0


def test_calibration_error_of_a_perfect_and_a_wrong_forecast() -> None:
    hits = torch.tensor([1, 1, 1, 0]).bool()
    assert calibration_error(torch.full((4,), 0.75), hits) == pytest.approx(0)
    assert calibration_error(torch.full((4,), 0.95), hits) == pytest.approx(0.2)


def test_abstention_keeps_the_answers_that_are_right() -> None:
    logits = torch.tensor([[4.0, 0.0]] * 50 + [[0.3, 0.0]] * 50)
    truth = torch.tensor([0] * 75 + [1] * 25)
    threshold = abstention(logits, truth, 1.0)
    share, right = answered(logits, truth, 1.0, threshold)
    assert (share, right) == (0.5, 1.0)
    table = confusion(logits, truth, 1.0, threshold)
    assert table[0, 0] == 50
    assert table[0, -1] == 25


def test_figures_of_structures_leave_out_what_is_not_known() -> None:
    logits = torch.tensor([[2.0, 1.0], [-2.0, 1.0], [2.0, 1.0], [2.0, 1.0]])
    truth = torch.tensor([[1, 1], [1, 1], [0, 1], [UNSURE, 1]])
    figures = structure_figures(logits, truth)
    assert set(figures) == {0}  # the other one is on all slices
    assert figures[0] == (2, 1, pytest.approx(0.5), pytest.approx(0.5))

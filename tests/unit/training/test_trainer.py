"""Training: it learns, and a killed run goes on as if nothing had happened."""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import torch

from annotator.core.errors import UserError
from annotator.nets.catnet.network import CATNet, CATNetConfig
from annotator.training.catnet.episodes import EpisodeSampler
from annotator.training.catnet.options import EpisodeConfig, OptimizerName
from annotator.training.catnet.trainer import TrainConfig, Trainer, episode_dice, run_episodes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.training.cases import Case

CONFIG = TrainConfig(
    net=CATNetConfig(dim=16, heads=2, blocks=1),
    episodes=EpisodeConfig(size=32, queries=2, labels=1.0, shapes=0.0),
    steps=6,
    structures=2,
    learning_rate=3e-3,
    mixed_precision=False,
    validate_every=2,
    checkpoint_every=2,
)


@pytest.fixture
def sampler(make_case: Callable[..., Case]) -> EpisodeSampler:
    return EpisodeSampler([make_case()], CONFIG.episodes, seed=1)


def quiet(line: str) -> None:
    """Report to nobody."""


def test_the_loss_falls(sampler: EpisodeSampler, tmp_path: Path) -> None:
    trainer = Trainer(replace(CONFIG, steps=40), sampler, tmp_path)
    fixed = [sampler.batch(1000 + i, 2) for i in range(3)]
    untrained = episode_dice(trainer.averaged_net(), fixed)
    losses = [trainer.train_step() for _ in range(40)]
    assert sum(losses[-8:]) < 0.75 * sum(losses[:8])
    assert episode_dice(trainer.net.eval(), fixed) > untrained


def test_muon_moves_all_weights_and_the_loss_falls(sampler: EpisodeSampler, tmp_path: Path) -> None:
    trainer = Trainer(replace(CONFIG, steps=40, optimizer="muon"), sampler, tmp_path)
    begun = {name: weight.detach().clone() for name, weight in trainer.net.named_parameters()}
    losses = [trainer.train_step() for _ in range(40)]
    assert sum(losses[-8:]) < 0.75 * sum(losses[:8])
    still = [n for n, weight in trainer.net.named_parameters() if torch.equal(weight, begun[n])]
    assert not still


@pytest.mark.parametrize("frozen", [True, False])
def test_statistics_of_the_norms_move_unless_they_are_frozen(
    sampler: EpisodeSampler, tmp_path: Path, frozen: bool
) -> None:
    trainer = Trainer(replace(CONFIG, frozen_statistics=frozen), sampler, tmp_path)
    means = {k: v.clone() for k, v in trainer.net.named_buffers() if k.endswith("running_mean")}
    trainer.train_step()
    now = dict(trainer.net.named_buffers())
    assert all(torch.equal(now[k], mean) for k, mean in means.items()) == frozen


@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
def test_a_killed_run_goes_on_identically(
    sampler: EpisodeSampler, tmp_path: Path, optimizer: OptimizerName
) -> None:
    config = replace(CONFIG, optimizer=optimizer)

    def score(net: CATNet) -> float:
        return sum(float(v.float().abs().sum()) for v in net.state_dict().values())

    whole = Trainer(config, sampler, tmp_path / "whole")
    whole.run(score, quiet)

    killed = Trainer(config, sampler, tmp_path / "killed")
    killed.folder.mkdir()
    for _ in range(2):
        killed.train_step()
    killed.save()
    killed.train_step()  # lost: killed before the next checkpoint
    again = Trainer(config, sampler, tmp_path / "killed")
    again.run(score, quiet)

    assert again.step == whole.step == 6
    mean = whole.averaged.module.state_dict()
    for key, value in whole.net.state_dict().items():
        assert torch.equal(again.net.state_dict()[key], value), key
        assert torch.equal(again.averaged.module.state_dict()[key], mean[key]), key


def test_a_finished_run_is_not_trained_again(sampler: EpisodeSampler, tmp_path: Path) -> None:
    first = Trainer(CONFIG, sampler, tmp_path)
    net = first.run(report=quiet)
    second = Trainer(CONFIG, sampler, tmp_path)
    again = second.run(report=quiet)
    assert second.step == 6
    for key, value in net.state_dict().items():
        assert torch.equal(again.state_dict()[key], value)


def test_a_longer_budget_goes_on(sampler: EpisodeSampler, tmp_path: Path) -> None:
    Trainer(CONFIG, sampler, tmp_path).run(report=quiet)
    longer = Trainer(replace(CONFIG, steps=8), sampler, tmp_path)
    longer.run(report=quiet)
    assert longer.step == 8


@pytest.mark.parametrize(
    "changed",
    [
        replace(CONFIG, net=replace(CONFIG.net, dim=32)),
        replace(CONFIG, episodes=replace(CONFIG.episodes, size=40)),
        replace(CONFIG, seed=5),
        replace(CONFIG, optimizer="muon"),
    ],
    ids=["network", "episodes", "seed", "optimizer"],
)
def test_a_checkpoint_of_other_settings_is_refused(
    sampler: EpisodeSampler, tmp_path: Path, changed: TrainConfig
) -> None:
    Trainer(CONFIG, sampler, tmp_path).save()
    with pytest.raises(UserError, match="other settings"):
        Trainer(changed, sampler, tmp_path).run(report=quiet)


def test_a_checkpoint_from_before_there_was_a_choice_of_optimizers_goes_on_with_the_first(
    sampler: EpisodeSampler, tmp_path: Path
) -> None:
    trainer = Trainer(CONFIG, sampler, tmp_path)
    trainer.train_step()
    trainer.save()
    state = torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    del state["config"]["optimizer"]
    torch.save(state, tmp_path / "checkpoint.pt")
    assert Trainer(CONFIG, sampler, tmp_path).resume()
    with pytest.raises(UserError, match="train in another folder"):
        Trainer(replace(CONFIG, optimizer="muon"), sampler, tmp_path).resume()


def test_checkpoints_hold_plain_values(sampler: EpisodeSampler, tmp_path: Path) -> None:
    trainer = Trainer(CONFIG, sampler, tmp_path)
    trainer.train_step()
    trainer.save()
    state = torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    assert state["step"] == 1
    assert state["config"]["net"]["dim"] == 16
    assert int(state["averaged"]["n_averaged"]) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["checkpoint.pt"]


def test_a_failing_write_keeps_the_old_checkpoint(
    sampler: EpisodeSampler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = Trainer(CONFIG, sampler, tmp_path)
    trainer.save()
    trainer.train_step()

    def full(state: object, file: Path) -> None:
        file.write_bytes(b"torn")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(torch, "save", full)
        with pytest.raises(OSError, match="No space left"):
            trainer.save()
    again = Trainer(CONFIG, sampler, tmp_path)
    assert again.resume()
    assert again.step == 0


def test_averaged_weights_follow_the_trained_ones(sampler: EpisodeSampler, tmp_path: Path) -> None:
    trainer = Trainer(CONFIG, sampler, tmp_path)
    expected = {k: v.clone() for k, v in trainer.net.state_dict().items()}
    for step in range(4):
        trainer.train_step()
        decay = min(CONFIG.ema, (1 + step) / (10 + step)) if step else 0.0
        for key, value in trainer.net.state_dict().items():
            if value.is_floating_point():
                expected[key] = decay * expected[key] + (1 - decay) * value
            else:
                expected[key] = value.clone()
    for key, value in trainer.averaged_net().state_dict().items():
        torch.testing.assert_close(value, expected[key], rtol=1e-4, atol=1e-6)


def test_gradients_that_are_not_finite_change_nothing(
    sampler: EpisodeSampler, tmp_path: Path
) -> None:
    trainer = Trainer(CONFIG, sampler, tmp_path)
    before = {k: v.clone() for k, v in trainer.net.named_parameters()}
    hook = trainer.net.mife.classifier[0].weight.register_hook(lambda grad: grad * math.nan)
    trainer.train_step()
    hook.remove()
    assert all(torch.equal(v, before[k]) for k, v in trainer.net.named_parameters())
    trainer.train_step()
    assert all(bool(v.isfinite().all()) for v in trainer.net.parameters())
    assert any(not torch.equal(v, before[k]) for k, v in trainer.net.named_parameters())


def test_the_best_validated_weights_are_returned(sampler: EpisodeSampler, tmp_path: Path) -> None:
    seen: list[CATNet] = []

    def score(net: CATNet) -> float:
        seen.append(net)
        return [0.2, 0.9, 0.5][len(seen) - 1]

    lines: list[str] = []
    trainer = Trainer(CONFIG, sampler, tmp_path)
    best = trainer.run(score, lines.append)
    assert len(seen) == 3
    assert all(not net.training for net in seen)
    assert "validation Dice 0.9000" in lines[1]
    for key, value in seen[1].state_dict().items():
        assert torch.equal(best.state_dict()[key], value)
    assert [(p.step, p.dice) for p in trainer.history] == [(2, 0.2), (4, 0.9), (6, 0.5)]
    with (tmp_path / "log.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["step"], row["dice"]) for row in rows] == [
        ("2", "0.2000"),
        ("4", "0.9000"),
        ("6", "0.5000"),
    ]


def test_validations_after_a_lost_checkpoint_are_logged_once(
    sampler: EpisodeSampler, tmp_path: Path
) -> None:
    checkpoint = tmp_path / "checkpoint.pt"
    Trainer(replace(CONFIG, steps=2), sampler, tmp_path).run(lambda _: 0.4, quiet)
    older = checkpoint.read_bytes()
    Trainer(replace(CONFIG, steps=4), sampler, tmp_path).run(lambda _: 0.5, quiet)
    checkpoint.write_bytes(older)
    again = Trainer(CONFIG, sampler, tmp_path)
    again.run(lambda _: 0.6, quiet)
    assert [p.step for p in again.history] == [2, 4, 6]
    assert len((tmp_path / "log.csv").read_text("utf-8").splitlines()) == 4


def test_the_rate_warms_up_and_falls_to_almost_nothing(
    sampler: EpisodeSampler, tmp_path: Path
) -> None:
    trainer = Trainer(replace(CONFIG, steps=1000), sampler, tmp_path)
    rates = []
    for trainer.step in (0, 50, 99, 500, 999):
        rates.append(trainer.learning_rate())
    assert rates[0] < rates[1] < rates[2]
    assert rates[2] == pytest.approx(CONFIG.learning_rate, rel=0.05)
    assert rates[3] == pytest.approx(CONFIG.learning_rate / 2)
    assert rates[4] < 1e-5


def test_a_time_budget_ends(sampler: EpisodeSampler, tmp_path: Path) -> None:
    trainer = Trainer(replace(CONFIG, steps=0, seconds=1e-6), sampler, tmp_path)
    trainer.run(report=quiet)
    assert trainer.step == 1
    assert trainer.progress == 1.0


def test_mixed_precision_trains(sampler: EpisodeSampler, tmp_path: Path) -> None:
    trainer = Trainer(replace(CONFIG, mixed_precision=True), sampler, tmp_path)
    plain = Trainer(CONFIG, sampler, tmp_path)
    assert trainer.train_step() == pytest.approx(plain.train_step(), rel=0.05)
    assert all(p.dtype == torch.float32 for p in trainer.net.parameters())


def test_each_query_is_decoded_with_the_shots_of_its_structure(sampler: EpisodeSampler) -> None:
    batch = sampler.batch(2, structures=2)
    torch.manual_seed(0)
    net = CATNet(CONFIG.net).eval()
    with torch.no_grad():
        together = run_episodes(net, batch, 1, {1})[-1].logits
        for i in range(4):
            group = slice(i // 2, i // 2 + 1)
            alone = net(
                batch.query[i : i + 1],
                batch.support[group],
                batch.support_mask[group],
                weights=batch.weights[i : i + 1],
                location=batch.location[i : i + 1],
            )[-1].logits
            torch.testing.assert_close(together[i : i + 1], alone, rtol=0, atol=1e-4)


def test_dice_of_episodes_counts_queries_that_hold_the_structure(sampler: EpisodeSampler) -> None:
    batch = sampler.batch(0, 2)
    torch.manual_seed(0)
    net = CATNet(CONFIG.net).eval()
    with torch.no_grad():
        predicted = (run_episodes(net, batch, 1, {1})[-1].logits > 0).float()
    perfect = batch._replace(query_mask=predicted)
    assert episode_dice(net, [perfect]) == pytest.approx(1.0)
    empty = batch._replace(query_mask=torch.zeros_like(predicted))
    assert episode_dice(net, [empty]) == 0.0
    assert episode_dice(net, [perfect, empty]) == pytest.approx(1.0)

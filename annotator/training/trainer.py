"""Training CAT-Net: budgeted, resumable to the identical run, logged and validated."""

from __future__ import annotations

import csv
import logging
import math
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from annotator.nets.catnet import CATNet, CATNetConfig
from annotator.nets.encoders import EncoderFeatures
from annotator.nets.losses import iteration_loss
from annotator.training.checkpoint import CHECKPOINT, load_checkpoint, save_whole
from annotator.training.episodes import EpisodeConfig, Episodes, EpisodeSampler
from annotator.training.ranks import Ranks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.nets.catnet import CATNetStep

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """One training run.

    Attributes
    ----------
    net, episodes
        Architecture and episodes.
    steps
        Step budget, or 0 for `seconds`.
    seconds
        Time budget; the schedule follows the share of it that is spent.
    structures
        Structures per step and process.
    learning_rate, weight_decay, warmup_steps, clip
        AdamW with linear warm-up (at most a tenth of the budget), then cosine to zero; gradient
        norm clipped.
    ema
        Decay of the averaged weights, which are validated and shipped.
    seed
        Seed of weights, episodes and augmentation.
    device, mixed_precision
        Where to train; bfloat16 autocast.
    validate_every, checkpoint_every
        In steps.
    """

    net: CATNetConfig = field(default_factory=CATNetConfig)
    episodes: EpisodeConfig = field(default_factory=EpisodeConfig)
    steps: int = 0
    seconds: float = 1800.0
    structures: int = 4
    learning_rate: float = 1.2e-3
    weight_decay: float = 0.02
    warmup_steps: int = 150
    clip: float = 1.0
    ema: float = 0.998
    seed: int = 0
    device: str = "cpu"
    mixed_precision: bool = True
    validate_every: int = 400
    checkpoint_every: int = 50


class Progress(NamedTuple):
    """One validation: optimiser steps and seconds so far, running mean of the loss, score."""

    step: int
    seconds: float
    loss: float
    dice: float


def run_episodes(
    net: CATNet, batch: Episodes, iterations: int, detailed: set[int]
) -> list[CATNetStep]:
    """Forward pass of a batch: encode all slices at once, decode every query with its shots."""
    structures, shots = batch.support_mask.shape[:2]
    queries = batch.query.shape[0] // structures
    images = torch.cat([batch.query, batch.support.flatten(0, 1)])
    encoded = net.encode(images.contiguous(memory_format=torch.channels_last))
    support = encoded.select(slice(len(batch.query), None))

    def repeat(x: Tensor) -> Tensor:
        sets = x.view(structures, shots, *x.shape[1:]).repeat_interleave(queries, 0)
        return sets.flatten(0, 1)

    return list(
        net.decode(
            encoded.select(slice(0, len(batch.query))),
            EncoderFeatures(*(repeat(x) for x in support)),
            batch.support_mask.repeat_interleave(queries, 0),
            size=(batch.query.shape[-2], batch.query.shape[-1]),
            weights=batch.weights,
            location=batch.location,
            iterations=iterations,
            detailed=detailed,
        )
    )


class _EpisodeLoss(nn.Module):
    """A network with its loss, so that one call to it is a whole forward pass."""

    def __init__(self, net: CATNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, batch: Episodes, iterations: int, detailed: set[int]) -> Tensor:
        steps = run_episodes(self.net, batch, iterations, detailed)
        return iteration_loss(steps, batch.query_mask, detailed)


class Trainer:
    """Trains a CAT-Net on episodes and keeps a checkpoint after every few steps.

    Parameters
    ----------
    config
        Network, episodes, budget and optimiser.
    sampler
        Gives the batch of each step.
    folder
        For `checkpoint.pt`, `best.pt` (averaged weights that validated best) and `log.csv`.
    ranks
        This process among several that train together; the first one validates and writes.
    start
        Weights to start from; default seeded random ones.
    """

    def __init__(
        self,
        config: TrainConfig,
        sampler: EpisodeSampler,
        folder: Path,
        ranks: Ranks | None = None,
        start: dict[str, Tensor] | None = None,
    ) -> None:
        self.config = config
        self.ranks = ranks or Ranks(torch.device(config.device))
        self.sampler = sampler
        self.folder = folder
        torch.manual_seed(config.seed)
        self.device = self.ranks.device
        self.net = CATNet(config.net).to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        if start is not None:
            self.net.load_state_dict(start)
        self._loss = self._shared_loss()
        self.averaged = {k: v.detach().clone() for k, v in self.net.state_dict().items()}
        groups = _decay_groups(self.net, config.weight_decay)
        self.optimizer = torch.optim.AdamW(groups, lr=config.learning_rate)
        self.step = 0
        self.spent = 0.0
        self.best = -math.inf
        self.history: list[Progress] = []

    @property
    def progress(self) -> float:
        """Share of the budget that is spent, 0..1."""
        if self.config.steps:
            return min(1.0, self.step / self.config.steps)
        return min(1.0, self.spent / self.config.seconds)

    def run(
        self,
        validate: Callable[[CATNet], float] | None = None,
        report: Callable[[str], None] = logger.info,
    ) -> CATNet:
        """Train to the end of the budget, resuming from a checkpoint if there is one.

        Parameters
        ----------
        validate
            Gives a score (higher is better) of a network in eval mode.
        report
            Receives a line of progress now and then.

        Returns
        -------
        CATNet
            The best network by validation, else the averaged one; in eval mode.

        Raises
        ------
        UserError
            If the checkpoint in the folder is of another network or other episodes.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self.resume()
        started, shown = time.monotonic() - self.spent, time.monotonic()
        mean_loss = 0.0
        main = self.ranks.is_main
        while self.progress < 1.0:
            loss = self.train_step()
            mean_loss = loss if mean_loss == 0 else 0.97 * mean_loss + 0.03 * loss
            self.spent = self.ranks.of_main(time.monotonic() - started)
            if main and time.monotonic() - shown > 20:
                shown = time.monotonic()
                report(self._line(mean_loss))
            last = self.progress >= 1.0
            due = self.step % self.config.validate_every == 0 or last
            if main and validate is not None and due:
                self._validate(validate, mean_loss, report)
            if main and (due or self.step % self.config.checkpoint_every == 0):
                self.save()
        self.ranks.wait()
        return self.best_net()

    def train_step(self) -> float:
        """One optimiser step on the batch of this step; returns the loss over all processes.

        Gradients that are not finite are thrown away with their batch.
        """
        config = self.config
        self.net.train()
        for group in self.optimizer.param_groups:
            group["lr"] = self._learning_rate()
        drawn = self.sampler.batch(self.step, config.structures, self.ranks.rank)
        batch = _to(drawn, self.device)
        choice = torch.Generator().manual_seed(config.seed * 1_000_003 + self.step)
        draw = torch.rand(2, generator=choice)
        blocks = config.net.blocks
        iterations = blocks + (0 if draw[0] < 0.75 else 1 if draw[0] < 0.93 else 2)
        detailed = {iterations, int(draw[1] * iterations)}
        enabled = config.mixed_precision
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=enabled):
            loss = self._loss(batch, iterations, detailed)
        self.optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        norm = nn.utils.clip_grad_norm_(self.net.parameters(), config.clip)
        if torch.isfinite(norm):
            self.optimizer.step()
            self._average()
        self.step += 1
        return self.ranks.mean(float(loss.detach()))

    def averaged_net(self) -> CATNet:
        """Network with the averaged weights, in eval mode."""
        net = CATNet(self.config.net).to(self.device)
        net.load_state_dict(self.averaged)
        return net.eval()

    def best_net(self) -> CATNet:
        """Network with the weights that validated best, else the averaged ones; in eval mode."""
        net = self.averaged_net()
        best = self.folder / "best.pt"
        if best.is_file():
            net.load_state_dict(torch.load(best, map_location=self.device, weights_only=True))
        return net.eval()

    def save(self) -> None:
        """Write the checkpoint to a temporary file, then rename it: a kill never tears it."""
        state = {
            "config": asdict(self.config),
            "net": self.net.state_dict(),
            "averaged": self.averaged,
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "spent": self.spent,
            "best": self.best,
            "history": [tuple(entry) for entry in self.history],
        }
        save_whole(state, self.folder / CHECKPOINT)

    def resume(self) -> bool:
        """Load the checkpoint of this folder, if any; returns whether there was one.

        Episodes depend on seed and step alone, so a run with a step budget goes on identically.

        Raises
        ------
        UserError
            If it is of another network or other episodes.
        """
        fixed = ("net", "episodes", "structures", "seed")
        state = load_checkpoint(self.folder, asdict(self.config), fixed, self.device)
        if state is None:
            return False
        self.net.load_state_dict(state["net"])
        self.averaged = state["averaged"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.spent, self.best = state["step"], state["spent"], state["best"]
        self.history = [Progress(*entry) for entry in state.get("history", ())]
        return True

    def _shared_loss(self) -> nn.Module:
        """Loss of the network; gradients are averaged over processes where there are several."""
        if self.ranks.count == 1:
            return _EpisodeLoss(self.net)
        if self.device.type == "cuda":  # statistics of all, as if it were one batch
            nn.SyncBatchNorm.convert_sync_batchnorm(self.net)  # type: ignore[no-untyped-call]
        return DistributedDataParallel(_EpisodeLoss(self.net))

    def _learning_rate(self) -> float:
        warm = max((self.step + 1) / max(1, self.config.warmup_steps), self.progress / 0.1)
        cosine = 0.5 * (1 + math.cos(math.pi * self.progress))
        return max(self.config.learning_rate * min(1.0, warm) * cosine, 1e-6)

    def _average(self) -> None:
        decay = min(self.config.ema, (1 + self.step) / (10 + self.step))
        for key, value in self.net.state_dict().items():
            if value.dtype.is_floating_point:
                self.averaged[key].lerp_(value, 1 - decay)
            else:
                self.averaged[key].copy_(value)

    def _validate(
        self, validate: Callable[[CATNet], float], loss: float, report: Callable[[str], None]
    ) -> None:
        score = validate(self.averaged_net())
        report(f"{self._line(loss)}, validation Dice {score:.4f}")
        self.history.append(Progress(self.step, self.spent, loss, score))
        with (self.folder / "log.csv").open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(Progress._fields)
            for step, seconds, mean_loss, dice in self.history:
                writer.writerow([step, f"{seconds:.0f}", f"{mean_loss:.4f}", f"{dice:.4f}"])
        if score > self.best:
            self.best = score
            save_whole(self.averaged, self.folder / "best.pt")

    def _line(self, loss: float) -> str:
        rate = self.step / max(self.spent, 1e-6)
        left = (1 - self.progress) * self.spent / max(self.progress, 1e-6)
        return f"step {self.step}, {rate:.2f} steps/s, {left / 60:.0f} min left, loss {loss:.3f}"


def episode_dice(net: CATNet, batches: list[Episodes], iterations: int | None = None) -> float:
    """Mean Dice of the final masks over all queries of fixed batches that contain the structure."""
    scores = []
    count = net.config.blocks if iterations is None else iterations
    device = next(net.parameters()).device
    for batch in (_to(batch, device) for batch in batches):
        with torch.no_grad():
            final = run_episodes(net, batch, count, {count})[-1]
        predicted = (final.logits > 0).float()
        truth = (batch.query_mask > 0.5).float()
        both = (predicted * truth).sum((1, 2, 3))
        size = predicted.sum((1, 2, 3)) + truth.sum((1, 2, 3))
        scores += [float(d) for d in (2 * both / size.clamp(min=1))[truth.amax((1, 2, 3)) > 0]]
    return sum(scores) / max(1, len(scores))


def _decay_groups(net: nn.Module, weight_decay: float) -> list[dict[str, Any]]:
    """Weight decay on matrices and kernels only."""
    decayed = [p for p in net.parameters() if p.ndim > 1]
    plain = [p for p in net.parameters() if p.ndim <= 1]
    return [
        {"params": decayed, "weight_decay": weight_decay},
        {"params": plain, "weight_decay": 0.0},
    ]


def _to(batch: Episodes, device: torch.device) -> Episodes:
    return Episodes(*(tensor.to(device) for tensor in batch))

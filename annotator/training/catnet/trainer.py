"""Training CAT-Net: budgeted, resumable to the identical run, logged and validated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

import torch
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from annotator.nets.catnet.encoders import EncoderFeatures
from annotator.nets.catnet.losses import iteration_loss
from annotator.nets.catnet.network import CATNet, CATNetConfig
from annotator.training.catnet.episodes import Episodes
from annotator.training.catnet.options import EpisodeConfig, OptimizerName
from annotator.training.loop import TrainingLoop, decay_groups
from annotator.training.muon import MuonWithAdamW
from annotator.training.ranks import Ranks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.nets.catnet.network import CATNetStep


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
    optimizer
        "adamw", or "muon" for `MuonWithAdamW`.
    learning_rate, weight_decay, warmup_steps, clip
        Linear warm-up (at most a tenth of the budget), then cosine to zero; gradient norm clipped.
    ema
        Decay of the averaged weights, which are validated and shipped.
    frozen_statistics
        Keep the means and variances of the batch norms as they are, as adaptation to a case does.
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
    optimizer: OptimizerName = "adamw"
    learning_rate: float = 1.2e-3
    weight_decay: float = 0.02
    warmup_steps: int = 150
    clip: float = 1.0
    ema: float = 0.998
    frozen_statistics: bool = False
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


class Sampler(Protocol):
    """Draws the batch of a training step."""

    def batch(self, step: int, structures: int, part: int) -> Episodes:
        """Draw so many structures; processes that train together draw one `part` each."""


class Trainer(TrainingLoop[CATNet, TrainConfig]):
    """Trains a CAT-Net on episodes.

    Parameters
    ----------
    config
        Network, episodes, budget and optimiser.
    sampler
        Gives the batch of each step.
    folder, ranks
        As in `TrainingLoop`.
    start
        Weights to start from; default seeded random ones.
    """

    entry = Progress
    fixed = ("net", "episodes", "structures", "optimizer", "seed")

    def __init__(
        self,
        config: TrainConfig,
        sampler: Sampler,
        folder: Path,
        ranks: Ranks | None = None,
        start: dict[str, Tensor] | None = None,
    ) -> None:
        ranks = ranks or Ranks(torch.device(config.device))
        torch.manual_seed(config.seed)
        net = self.network(config).to(ranks.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        if start is not None:
            net.load_state_dict(start)
        self.sampler = sampler
        self._loss = _shared_loss(net, ranks)
        super().__init__(config, net, _optimizer(net, config), folder, ranks)

    def network(self, config: TrainConfig) -> CATNet:
        """Network to train, with random weights."""
        return CATNet(config.net)

    def loss(self) -> Tensor:
        """Loss of this step's episodes, with a drawn number of iterations."""
        config = self.config
        if config.frozen_statistics:
            for module in self.net.modules():
                if isinstance(module, nn.BatchNorm2d):
                    module.eval()
        drawn = self.sampler.batch(self.step, config.structures, self.ranks.rank)
        batch = _to(drawn, self.device)
        choice = torch.Generator().manual_seed(config.seed * 1_000_003 + self.step)
        draw = torch.rand(2, generator=choice)
        blocks = config.net.blocks
        iterations = blocks + (0 if draw[0] < 0.75 else 1 if draw[0] < 0.93 else 2)
        detailed = {iterations, int(draw[1] * iterations)}
        enabled = config.mixed_precision
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=enabled):
            loss: Tensor = self._loss(batch, iterations, detailed)
        return loss

    def untrained(self) -> CATNet:
        """CAT-Net with random weights."""
        return self.network(self.config).to(self.device)

    def warm_up(self) -> float:
        """Linear over `warmup_steps`, at most over a tenth of the budget."""
        return max((self.step + 1) / max(1, self.config.warmup_steps), self.progress / 0.1)

    def in_words(self, figures: Sequence[float]) -> str:
        """Mean Dice of the validation."""
        return f"validation Dice {figures[0]:.4f}"


def _optimizer(net: CATNet, config: TrainConfig) -> torch.optim.Optimizer:
    """Optimiser of a training; weight decay on matrices and kernels."""
    if config.optimizer == "muon":
        return MuonWithAdamW(net, config.learning_rate, config.weight_decay)
    groups = decay_groups(list(net.parameters()), config.weight_decay)
    return torch.optim.AdamW(groups, lr=config.learning_rate)


def _shared_loss(net: CATNet, ranks: Ranks) -> nn.Module:
    """Loss of the network; gradients are averaged over processes where there are several."""
    if ranks.count == 1:
        return _EpisodeLoss(net)
    if ranks.device.type == "cuda":  # statistics of all, as if it were one batch
        nn.SyncBatchNorm.convert_sync_batchnorm(net)  # type: ignore[no-untyped-call]
    return DistributedDataParallel(_EpisodeLoss(net))


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


def _to(batch: Episodes, device: torch.device) -> Episodes:
    return Episodes(*(tensor.to(device) for tensor in batch))

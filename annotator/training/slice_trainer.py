"""Training a slice classifier on batches of episodes, with checkpoints that survive a kill."""

from __future__ import annotations

import csv
import math
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from annotator.inference.slice_tokens import relative_distance, token_grid, tokens
from annotator.nets.slice_net import SliceNet, SliceNetConfig, SliceOutput
from annotator.training.checkpoint import CHECKPOINT, load_checkpoint, save_whole
from annotator.training.slice_data import UNSURE
from annotator.training.slice_episodes import SUPPORTS, SliceBatch, SliceSampler

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

WEIGHTS = {"modality": 0.5, "region": 1.0, "structures": 4.0, "match": 3.0}


@dataclass(frozen=True)
class SliceTrainConfig:
    """Settings of a run.

    Attributes
    ----------
    net
        Architecture.
    size
        Side of the network's input.
    episodes
        Episodes per step.
    steps, seconds
        Budget: optimiser steps, or seconds where `steps` is 0.
    learning_rate, weight_decay, clip, ema
        AdamW's highest rate and decay, largest gradient norm, share of the past in the averaged
        weights.
    validate_every, checkpoint_every
        In steps.
    seed
        Of weights and batches.
    """

    net: SliceNetConfig
    size: int = 112
    episodes: int = 4
    steps: int = 0
    seconds: float = 1200.0
    learning_rate: float = 1.5e-3
    weight_decay: float = 0.05
    clip: float = 5.0
    ema: float = 0.995
    validate_every: int = 200
    checkpoint_every: int = 100
    seed: int = 0


class SliceProgress(NamedTuple):
    """One line of the log: losses are means since the last one, the rest on held-out slices."""

    step: int
    seconds: float
    loss: float
    modality: float
    region: float
    structures: float
    match: float


class SliceTrainer:
    """Trains a `SliceNet`.

    Parameters
    ----------
    config
        Settings.
    sampler
        Draws the batches.
    folder
        Where checkpoint and log lie; made if missing.
    """

    def __init__(self, config: SliceTrainConfig, sampler: SliceSampler, folder: Path) -> None:
        self.config = config
        self.sampler = sampler
        self.folder = folder
        torch.manual_seed(config.seed)
        self.net = SliceNet(config.net)
        self.averaged = {k: v.detach().clone() for k, v in self.net.state_dict().items()}
        parameters = [p for name, p in self.net.named_parameters() if not name.startswith("ends.")]
        groups = [
            {"params": [p for p in parameters if p.ndim > 1], "weight_decay": config.weight_decay},
            {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0},
        ]
        self.optimizer = torch.optim.AdamW(groups, lr=config.learning_rate)
        self.step = 0
        self.spent = 0.0
        self.history: list[SliceProgress] = []

    @property
    def progress(self) -> float:
        """Share of the budget that is spent, 0..1."""
        if self.config.steps:
            return min(1.0, self.step / self.config.steps)
        return min(1.0, self.spent / self.config.seconds)

    def run(self, validation: Sequence[SliceBatch], report: Callable[[str], None]) -> SliceNet:
        """Train to the end of the budget, resuming from a checkpoint if there is one.

        Returns
        -------
        SliceNet
            With the averaged weights, in eval mode.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self.resume()
        started, shown, mean = time.monotonic() - self.spent, time.monotonic(), 0.0
        while self.progress < 1.0:
            loss = self.train_step()
            mean = loss if mean == 0 else 0.97 * mean + 0.03 * loss
            self.spent = time.monotonic() - started
            if time.monotonic() - shown > 20:
                shown = time.monotonic()
                report(self._line(mean))
            last = self.progress >= 1.0
            due = last or self.step % self.config.validate_every == 0
            if due and validation:
                self._validate(validation, mean, report)
            if due or self.step % self.config.checkpoint_every == 0:
                self.save()
        return self.averaged_net()

    def train_step(self) -> float:
        """One optimiser step; returns the loss. A step with infinite gradients is left out."""
        self.net.train()
        for group in self.optimizer.param_groups:
            group["lr"] = self._learning_rate()
        batch = self.sampler.batch(self.step, self.config.episodes)
        losses = slice_losses(self.net, batch)
        loss = torch.stack([WEIGHTS[name] * value for name, value in losses.items()]).sum()
        self.optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        norm = nn.utils.clip_grad_norm_(self.net.parameters(), self.config.clip)
        if torch.isfinite(norm):
            self.optimizer.step()
            self._average()
        self.step += 1
        return float(loss.detach())

    def averaged_net(self) -> SliceNet:
        """Network with the averaged weights, in eval mode."""
        net = SliceNet(self.config.net)
        net.load_state_dict(self.averaged)
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
            "history": [tuple(entry) for entry in self.history],
        }
        save_whole(state, self.folder / CHECKPOINT)

    def resume(self) -> bool:
        """Load the checkpoint of this folder, if any; returns whether there was one.

        Raises
        ------
        UserError
            If it is of other classes or another size.
        """
        fixed = ("net", "size", "episodes", "seed")
        state = load_checkpoint(self.folder, asdict(self.config), fixed, torch.device("cpu"))
        if state is None:
            return False
        self.net.load_state_dict(state["net"])
        self.averaged = state["averaged"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.spent = state["step"], state["spent"]
        self.history = [SliceProgress(*entry) for entry in state["history"]]
        return True

    def _learning_rate(self) -> float:
        warm = min(1.0, (self.step + 1) / 60)
        cosine = 0.5 * (1 + math.cos(math.pi * self.progress))
        return max(self.config.learning_rate * warm * cosine, 1e-6)

    def _average(self) -> None:
        decay = min(self.config.ema, (1 + self.step) / (10 + self.step))
        for key, value in self.net.state_dict().items():
            if value.dtype.is_floating_point:
                self.averaged[key].lerp_(value, 1 - decay)
            else:
                self.averaged[key].copy_(value)

    def _validate(
        self, batches: Sequence[SliceBatch], loss: float, report: Callable[[str], None]
    ) -> None:
        entry = SliceProgress(self.step, self.spent, loss, *figures(self.averaged_net(), batches))
        self.history.append(entry)
        report(
            f"{self._line(loss)}; held out: modality {entry.modality:.3f}, region "
            f"{entry.region:.3f}, structures {entry.structures:.3f}, match {entry.match:.3f}"
        )
        with (self.folder / "log.csv").open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(SliceProgress._fields)
            writer.writerows([f"{value:.5g}" for value in line] for line in self.history)

    def _line(self, loss: float) -> str:
        rate = self.step / max(self.spent, 1e-6)
        left = (1 - self.progress) * self.spent / max(self.progress, 1e-6)
        return f"step {self.step}, {rate:.2f} steps/s, {left / 60:.0f} min left, loss {loss:.3f}"


def slice_losses(net: SliceNet, batch: SliceBatch) -> dict[str, Tensor]:
    """Return the loss of each task, means over what is known."""
    out = net(batch.images)
    predicted, truth = match_episodes(net, out, batch)
    known = batch.structures != UNSURE
    shown = F.binary_cross_entropy_with_logits(
        out.structures, batch.structures.clamp(min=0).float(), reduction="none"
    )
    return {
        "modality": _cross_entropy(out.modality, batch.modality),
        "region": _cross_entropy(out.region, batch.region),
        "structures": (shown * known).sum() / known.sum().clamp(min=1),
        "match": F.binary_cross_entropy(predicted.clamp(1e-3, 1 - 1e-3), truth),
    }


def _cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    total = F.cross_entropy(
        logits, target, ignore_index=UNSURE, reduction="sum", label_smoothing=0.03
    )
    return total / (target != UNSURE).sum().clamp(min=1)


def match_episodes(net: SliceNet, out: SliceOutput, batch: SliceBatch) -> tuple[Tensor, Tensor]:
    """Predicted and true share of the structure at the places of all queries, (E Q, T)."""
    episodes, slices = batch.places.shape
    embedding = out.embedding.reshape(episodes, slices, *out.embedding.shape[1:])
    predicted, truth = [], []
    for maps, masks, places in zip(embedding, batch.masks, batch.places, strict=True):
        grid = token_grid(masks[:SUPPORTS])
        cut, inside = tokens(maps, grid), tokens(masks[:, None], grid)[..., 0].clamp(0, 1)
        away = relative_distance(places[SUPPORTS:], places[:SUPPORTS])
        queries = len(away)
        predicted.append(
            net.match(
                cut[SUPPORTS:],
                cut[:SUPPORTS].expand(queries, -1, -1, -1),
                inside[:SUPPORTS].expand(queries, -1, -1),
                away,
            )
        )
        truth.append(inside[SUPPORTS:])
    return torch.cat(predicted), torch.cat(truth)


@torch.no_grad()
def figures(net: SliceNet, batches: Sequence[SliceBatch]) -> tuple[float, float, float, float]:
    """Accuracy of modality and region, of structures that are known, and Dice of the match."""
    hits: list[list[Tensor]] = [[], [], []]
    dices = []
    for batch in batches:
        out = net(batch.images)
        for number, (logits, target) in enumerate(
            ((out.modality, batch.modality), (out.region, batch.region))
        ):
            hits[number].append((logits.argmax(1) == target)[target != UNSURE])
        known = batch.structures != UNSURE
        hits[2].append(((out.structures > 0) == (batch.structures == 1))[known])
        predicted, truth = match_episodes(net, out, batch)
        both, total = (predicted * truth).sum(1), (predicted + truth).sum(1)
        dices.append((2 * both / total.clamp(min=1e-6))[truth.sum(1) > 1])
    means = [float(torch.cat(found).float().mean()) for found in (*hits, dices)]
    return means[0], means[1], means[2], means[3]

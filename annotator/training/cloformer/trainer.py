"""Training a slice classifier on batches of episodes, with checkpoints that survive a kill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from annotator.inference.cloformer.slice_tokens import relative_distance, token_grid, tokens
from annotator.nets.cloformer.network import adapted_state_dict
from annotator.nets.cloformer.slice_net import SliceNet, SliceNetConfig, SliceOutput
from annotator.training.cloformer.batches import SUPPORTS, SliceBatch, SliceSampler
from annotator.training.cloformer.data import UNSURE
from annotator.training.loop import TrainingLoop, decay_groups
from annotator.training.ranks import Ranks

if TYPE_CHECKING:
    from collections.abc import Sequence
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


class SliceTrainer(TrainingLoop[SliceNet, SliceTrainConfig]):
    """Trains a `SliceNet`; the last averaged weights count, whatever they score.

    Parameters
    ----------
    config
        Settings.
    sampler
        Draws the batches.
    folder
        As in `TrainingLoop`.
    start
        Weights of a published CloFormer-XXS for the backbone, instead of random ones.
    """

    entry = SliceProgress
    fixed = ("net", "size", "episodes", "seed")

    def __init__(
        self,
        config: SliceTrainConfig,
        sampler: SliceSampler,
        folder: Path,
        start: dict[str, Tensor] | None = None,
    ) -> None:
        torch.manual_seed(config.seed)
        net = SliceNet(config.net)
        if start is not None:
            net.backbone.load_state_dict(adapted_state_dict(start, net.backbone.state_dict()))
        self.sampler = sampler
        parameters = [p for name, p in net.named_parameters() if not name.startswith("ends.")]
        groups = decay_groups(parameters, config.weight_decay)
        optimizer = torch.optim.AdamW(groups, lr=config.learning_rate)
        super().__init__(config, net, optimizer, folder, Ranks(torch.device("cpu")))

    def loss(self) -> Tensor:
        """Weighted sum of the tasks' losses on this step's episodes."""
        batch = self.sampler.batch(self.step, self.config.episodes)
        losses = slice_losses(self.net, batch)
        return torch.stack([WEIGHTS[name] * value for name, value in losses.items()]).sum()

    def untrained(self) -> SliceNet:
        """Classifier with random weights."""
        return SliceNet(self.config.net)

    def warm_up(self) -> float:
        """Linear over 60 steps."""
        return (self.step + 1) / 60

    def in_words(self, figures: Sequence[float]) -> str:
        """Figures of the slices that were held out."""
        modality, region, structures, match = figures
        return (
            f"held out: modality {modality:.3f}, region {region:.3f}, "
            f"structures {structures:.3f}, match {match:.3f}"
        )

    def score(self, figures: Sequence[float]) -> None:
        """Return None: the last weights count."""


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

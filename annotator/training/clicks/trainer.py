"""Training a click head: answers are fed back, and the next click is where they are wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor

from annotator.core.clicks import Click
from annotator.inference.catnet.click_windows import hint_maps
from annotator.nets.catnet.click_head import ClickConfig, ClickNet
from annotator.nets.catnet.losses import segmentation_loss
from annotator.training.catnet.drawing import flawed
from annotator.training.clicks.clicking import Habits, next_click
from annotator.training.clicks.samples import SampleConfig
from annotator.training.loop import TrainingLoop, decay_groups
from annotator.training.ranks import Ranks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.nets.catnet.encoders import EncoderFeatures
    from annotator.training.clicks.samples import Sample, SampleSampler

BEGUN = 0.15
"""Share of the samples that begin with a mask that is to be corrected."""
FURTHER = (0, 0, 1, 1, 2, 3, 5)
"""Answers without a gradient between the first one and the last, drawn from these."""
QUALITY = 0.1
"""Weight of the quality's loss."""
MEASURED = (1, 3, 5)
"""Clicks after which the validation measures."""


@dataclass(frozen=True, slots=True)
class ClickTraining:
    """One training run; what is not named is as in `annotator.training.catnet.trainer`.

    Attributes
    ----------
    net, samples
        Architecture and samples.
    batch
        Samples per step.
    """

    net: ClickConfig = field(default_factory=ClickConfig)
    samples: SampleConfig = field(default_factory=SampleConfig)
    steps: int = 0
    seconds: float = 3600.0
    batch: int = 12
    learning_rate: float = 2e-3
    weight_decay: float = 0.02
    clip: float = 1.0
    ema: float = 0.995
    seed: int = 0
    device: str = "cpu"
    mixed_precision: bool = True
    validate_every: int = 400
    checkpoint_every: int = 25


class Progress(NamedTuple):
    """One validation: steps and seconds so far, mean loss, Dice after 1, 3 and 5 clicks."""

    step: int
    seconds: float
    loss: float
    one: float
    three: float
    five: float


class Clicking:
    """Samples in the course of being clicked.

    Parameters
    ----------
    samples
        What is to be segmented.
    rng
        Source of the clicks.
    device
        Of images and hints.
    """

    def __init__(
        self, samples: Sequence[Sample], rng: np.random.Generator, device: torch.device
    ) -> None:
        self._samples, self._rng, self._device = samples, rng, device
        self.images = torch.stack([sample.image for sample in samples]).to(device)
        size = self.images.shape[-1]
        self.masks = torch.zeros(len(samples), 1, size, size)
        self._clicks: list[list[Click]] = [[] for _ in samples]
        self._clicked: list[set[int]] = [set() for _ in samples]
        self._hints = torch.zeros(len(samples), 4, size, size)

    def begin(self, habits: Habits, begun: float = 0.0) -> None:
        """Make the first click of each sample; some have a flawed mask before it."""
        middle = self.images.shape[-1] / 2 - 0.5
        for i, sample in enumerate(self._samples):
            if sample.at_center:
                off = self._rng.normal(0, habits.off, 2)
                self._add(i, Click(((middle + off[0], middle + off[1]),), True))
                continue
            self.click(i, habits)
            if self._rng.random() < begun:
                truth = torch.from_numpy(self.truth(i)).float()[None, None]
                self.masks[i] = (flawed(truth, self._rng) > 0).float()
                self.click(i, habits)

    def click(self, i: int, habits: Habits) -> None:
        """Click where the mask of a sample is most wrong."""
        whole = self._samples[i].parts > 0
        found = next_click(whole, self.masks[i, 0].numpy() > 0.5, self._rng, habits)
        if found is not None:
            self._add(i, found)

    def click_all(self, habits: Habits) -> None:
        """One more click for every sample."""
        for i in range(len(self._samples)):
            self.click(i, habits)

    def hints(self) -> Tensor:
        """(B, 5, S, S), as the head takes them."""
        return torch.cat([self._hints, self.masks], 1).to(self._device)

    def truth(self, i: int) -> np.ndarray:
        """Return the parts of a sample that were clicked, bool (S, S)."""
        return np.isin(self._samples[i].parts, list(self._clicked[i]))

    def truths(self) -> Tensor:
        """All truths, (B, 1, S, S)."""
        stacked = np.stack([self.truth(i) for i in range(len(self._samples))])
        return torch.from_numpy(stacked).float()[:, None].to(self._device)

    def wanted(self) -> Tensor:
        """All parts that the users want, clicked or not, (B, 1, S, S)."""
        stacked = np.stack([sample.parts > 0 for sample in self._samples])
        return torch.from_numpy(stacked).float()[:, None]

    def take(self, logits: Tensor) -> None:
        """Take answers as the masks so far."""
        self.masks = logits.detach().float().sigmoid().cpu()

    def _add(self, i: int, click: Click) -> None:
        self._clicks[i].append(click)
        self._hints[i] = hint_maps(self._clicks[i], self.images.shape[-1])
        if click.inside:
            parts = self._samples[i].parts
            row, col = (min(max(round(p), 0), len(parts) - 1) for p in click.points[0])
            near = parts[max(row - 3, 0) : row + 4, max(col - 3, 0) : col + 4]
            number = parts[row, col] or near.max()
            if number:
                self._clicked[i].add(int(number))


class ClickTrainer(TrainingLoop[ClickNet, ClickTraining]):
    """Trains the head of a `ClickNet`; its encoder is that of a CAT-Net and stays as it is.

    Parameters
    ----------
    config
        Network, samples, budget and optimiser.
    sampler
        Gives the samples of each step.
    encoder
        State dict of the encoder.
    folder
        As in `TrainingLoop`.
    """

    entry = Progress
    fixed = ("net", "samples", "batch", "seed")

    def __init__(
        self,
        config: ClickTraining,
        sampler: SampleSampler,
        encoder: dict[str, Tensor],
        folder: Path,
    ) -> None:
        torch.manual_seed(config.seed)
        net = ClickNet(config.net)
        net.encoder.load_state_dict(encoder)
        ranks = Ranks(torch.device(config.device))
        net.to(ranks.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.sampler = sampler
        groups = decay_groups(list(net.head.parameters()), config.weight_decay)
        super().__init__(
            config, net, torch.optim.AdamW(groups, lr=config.learning_rate), folder, ranks
        )

    def loss(self) -> Tensor:
        """Loss of the first answers and of those after some more clicks."""
        config = self.config
        rng = np.random.default_rng([config.seed, self.step, 1])
        samples = self.sampler.batch(self.step, config.batch)
        clicking = Clicking(samples, rng, self.device)
        clicking.begin(_habits(rng), BEGUN)
        enabled = config.mixed_precision
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=enabled):
            features = self.net.encode(clicking.images)
            total = self._answer_loss(features, clicking)
            self.net.eval()
            for _ in range(FURTHER[int(rng.integers(len(FURTHER)))]):
                clicking.click_all(_habits(rng))
                with torch.no_grad():
                    answer = self.net.answer(features, clicking.images, clicking.hints())
                clicking.take(answer.logits)
            self.net.train()
            clicking.click_all(_habits(rng))
            return total + self._answer_loss(features, clicking)

    def _answer_loss(self, features: EncoderFeatures, clicking: Clicking) -> Tensor:
        answer = self.net.answer(features, clicking.images, clicking.hints())
        truths = clicking.truths()
        clicking.take(answer.logits)
        probability = answer.logits.detach().sigmoid()
        overlap = 2 * (probability * truths).sum((1, 2, 3)) + 1.0
        dice = overlap / (probability.sum((1, 2, 3)) + truths.sum((1, 2, 3)) + 1.0)
        quality = torch.nn.functional.binary_cross_entropy_with_logits(answer.quality, dice)
        return segmentation_loss(answer.logits, truths) + QUALITY * quality

    def untrained(self) -> ClickNet:
        """Network with random weights."""
        return ClickNet(self.config.net).to(self.device)

    def warm_up(self) -> float:
        """Linear over 100 steps, at most over a tenth of the budget."""
        return max((self.step + 1) / 100, self.progress / 0.1)

    def score(self, figures: Sequence[float]) -> float:
        """Return the mean Dice after 1, 3 and 5 clicks."""
        return sum(figures) / len(figures)

    def in_words(self, figures: Sequence[float]) -> str:
        """Dice of the validation."""
        found = ", ".join(f"{figure:.3f}" for figure in figures)
        return f"validation Dice {found} after 1, 3, 5 clicks"


def click_dice(net: ClickNet, batches: Sequence[Sequence[Sample]]) -> list[float]:
    """Mean Dice of fixed samples after `MEASURED` clicks."""
    device = next(net.parameters()).device
    scores: dict[int, list[float]] = {count: [] for count in MEASURED}
    for number, samples in enumerate(batches):
        clicking = Clicking(samples, np.random.default_rng([7, number]), device)
        clicking.begin(Habits())
        features = net.encode(clicking.images)
        for count in range(1, max(MEASURED) + 1):
            if count > 1:
                clicking.click_all(Habits())
            with torch.no_grad():
                answer = net.answer(features, clicking.images, clicking.hints())
            clicking.take(answer.logits)
            if count in scores:
                found, wanted = (clicking.masks > 0.5).float(), clicking.wanted()
                both = 2 * (found * wanted).sum((1, 2, 3))
                dice = both / (found.sum((1, 2, 3)) + wanted.sum((1, 2, 3)))
                scores[count] += dice.tolist()
    return [sum(found) / len(found) for found in scores.values()]


def _habits(rng: np.random.Generator) -> Habits:
    """How the users of this step click: more or less centred, steady, and fond of scribbling."""
    return Habits(
        depth=float(rng.uniform(0.0, 0.9)),
        off=float(rng.choice([0.0, 0.0, 1.0, 2.0])),
        scribbles=float(rng.choice([0.0, 0.0, 0.2, 0.6])),
    )

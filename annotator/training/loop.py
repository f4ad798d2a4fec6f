"""The loop that all trainings share: budget, schedule, averaged weights, checkpoints, log.

A training with a step budget that was killed at any moment goes on to the identical result, for
batches depend on seed and step alone.
"""

from __future__ import annotations

import csv
import logging
import math
import time
from abc import ABC, abstractmethod
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from annotator.core.errors import UserError
from annotator.training.checkpoint import CHECKPOINT, load_checkpoint, save_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from annotator.training.ranks import Ranks

logger = logging.getLogger(__name__)

BEST = "best.pt"
LOG = "log.csv"


class Settings(Protocol):
    """What the loop needs of a training's configuration, a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def steps(self) -> int:
        """Step budget, or 0 for `seconds`."""

    @property
    def seconds(self) -> float:
        """Time budget; the schedule follows the share of it that is spent."""

    @property
    def learning_rate(self) -> float:
        """Highest learning rate; after a warm-up it falls to zero as a cosine."""

    @property
    def clip(self) -> float:
        """Largest norm of the gradient."""

    @property
    def ema(self) -> float:
        """Decay of the averaged weights, which are validated and shipped."""

    @property
    def validate_every(self) -> int:
        """In steps."""

    @property
    def checkpoint_every(self) -> int:
        """In steps."""


Net = TypeVar("Net", bound=nn.Module)
Config = TypeVar("Config", bound=Settings)


class TrainingLoop(ABC, Generic[Net, Config]):
    """Trains a network and keeps a checkpoint after every few steps.

    Class attributes: `entry`, the named tuple of a line of the log (step, seconds, loss, figures of
    the validation), and `fixed`, the settings that a training cannot go on without.

    Parameters
    ----------
    config
        Settings.
    net
        What to train, on its device.
    optimizer
        Of its parameters.
    folder
        For `checkpoint.pt`, `best.pt` (averaged weights that validated best) and `log.csv`.
    ranks
        This process among several that train together; the first one validates and writes.
    """

    entry: ClassVar[Any]
    fixed: ClassVar[tuple[str, ...]]

    def __init__(
        self,
        config: Config,
        net: Net,
        optimizer: torch.optim.Optimizer,
        folder: Path,
        ranks: Ranks,
    ) -> None:
        self.config = config
        self.net = net
        self.optimizer = optimizer
        self.folder = folder
        self.ranks = ranks
        self.device = ranks.device
        self.averaged = AveragedModel(net, avg_fn=self._mean, use_buffers=True)
        self.step = 0
        self.spent = 0.0
        self.best = -math.inf
        self.history: list[Any] = []

    @abstractmethod
    def loss(self) -> Tensor:
        """Loss on the batch of this step, with its graph."""

    @abstractmethod
    def untrained(self) -> Net:
        """Network of the same architecture on the same device."""

    @abstractmethod
    def warm_up(self) -> float:
        """Share of the learning rate at this step as far as the warm-up goes; may exceed 1."""

    @abstractmethod
    def in_words(self, figures: Sequence[float]) -> str:
        """Figures of a validation, for the line of progress."""

    def score(self, figures: Sequence[float]) -> float | None:
        """Return what the best weights are chosen by (higher is better), None to take the last."""
        return figures[0]

    @property
    def progress(self) -> float:
        """Share of the budget that is spent, 0..1."""
        if self.config.steps:
            return min(1.0, self.step / self.config.steps)
        return min(1.0, self.spent / self.config.seconds)

    def run(
        self,
        validate: Callable[[Net], Sequence[float] | float] | None = None,
        report: Callable[[str], None] = logger.info,
    ) -> Net:
        """Train to the end of the budget, resuming from a checkpoint if there is one.

        Parameters
        ----------
        validate
            Gives the figures of a network in eval mode.
        report
            Receives a line of progress now and then.

        Returns
        -------
        Net
            The best network by validation, else the averaged one; in eval mode.

        Raises
        ------
        UserError
            If the checkpoint in the folder is of other settings.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self.resume()
        started, shown = time.monotonic() - self.spent, time.monotonic()
        mean = math.nan
        main = self.ranks.is_main
        while self.progress < 1.0:
            loss = self.train_step()
            mean = loss if math.isnan(mean) else 0.97 * mean + 0.03 * loss
            self.spent = self.ranks.of_main(time.monotonic() - started)
            if main and time.monotonic() - shown > 20:
                shown = time.monotonic()
                report(self._line(mean))
            due = self.step % self.config.validate_every == 0 or self.progress >= 1.0
            if main and validate is not None and due:
                self._validate(validate, mean, report)
            if main and (due or self.step % self.config.checkpoint_every == 0):
                self.save()
        self.ranks.wait()
        return self.best_net()

    def train_step(self) -> float:
        """One optimiser step on the batch of this step; returns the loss over all processes.

        Gradients that are not finite are thrown away with their batch.
        """
        self.net.train()
        for group in self.optimizer.param_groups:
            group["lr"] = self.learning_rate()
        loss = self.loss()
        self.optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        norm = nn.utils.clip_grad_norm_(self.net.parameters(), self.config.clip)
        if torch.isfinite(norm):
            self.optimizer.step()
            self.averaged.update_parameters(self.net)
        self.step += 1
        return self.ranks.mean(float(loss.detach()))

    def averaged_net(self) -> Net:
        """Network with the averaged weights, in eval mode."""
        net = self.untrained()
        net.load_state_dict(self.averaged.module.state_dict())
        return net.eval()

    def best_net(self) -> Net:
        """Network with the weights that validated best, else the averaged ones; in eval mode."""
        net = self.averaged_net()
        best = self.folder / BEST
        if best.is_file():
            net.load_state_dict(torch.load(best, map_location=self.device, weights_only=True))
        return net.eval()

    def save(self) -> None:
        """Write the checkpoint to a temporary file, then rename it: a kill never tears it."""
        state = {
            "config": asdict(self.config),
            "net": self.net.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "spent": self.spent,
            "best": self.best,
            "history": [tuple(entry) for entry in self.history],
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        save_whole(state, self.folder / CHECKPOINT)

    def resume(self) -> bool:
        """Load the checkpoint of this folder, if any; returns whether there was one.

        Raises
        ------
        UserError
            If it is of other settings.
        """
        state = load_checkpoint(self.folder, asdict(self.config), self.fixed, self.device)
        if state is None:
            return False
        self.net.load_state_dict(state["net"])
        try:
            self.averaged.load_state_dict(state["averaged"])
            self.optimizer.load_state_dict(state["optimizer"])
        except (RuntimeError, KeyError, ValueError) as error:
            raise UserError(
                f"The training in {self.folder} was begun by another version; train in another "
                "folder."
            ) from error
        self.step, self.spent, self.best = state["step"], state["spent"], state["best"]
        self.history = [self.entry(*entry) for entry in state["history"]]
        return True

    def learning_rate(self) -> float:
        """Learning rate of this step: warm-up, then cosine."""
        cosine = 0.5 * (1 + math.cos(math.pi * self.progress))
        return max(self.config.learning_rate * min(1.0, self.warm_up()) * cosine, 1e-6)

    def _mean(self, averaged: Tensor, now: Tensor, count: Tensor | int) -> Tensor:
        """Exponential moving average that forgets the beginning; counters are taken as they are."""
        if not averaged.is_floating_point():
            return now
        decay = min(self.config.ema, (1 + int(count)) / (10 + int(count)))
        return averaged.lerp(now, 1 - decay)

    def _validate(
        self,
        validate: Callable[[Net], Sequence[float] | float],
        loss: float,
        report: Callable[[str], None],
    ) -> None:
        found = validate(self.averaged_net())
        figures = [found] if isinstance(found, float) else list(found)
        report(f"{self._line(loss)}, {self.in_words(figures)}")
        self.history.append(self.entry(self.step, self.spent, loss, *figures))
        with (self.folder / LOG).open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(self.entry._fields)
            for step, *values in self.history:
                writer.writerow([step, *(f"{value:.4f}" for value in values)])
        score = self.score(figures)
        if score is not None and score > self.best:
            self.best = score
            save_whole(self.averaged.module.state_dict(), self.folder / BEST)

    def _line(self, loss: float) -> str:
        rate = self.step / max(self.spent, 1e-6)
        left = (1 - self.progress) * self.spent / max(self.progress, 1e-6)
        return f"step {self.step}, {rate:.2f} steps/s, {left / 60:.0f} min left, loss {loss:.3f}"


def decay_groups(parameters: Sequence[nn.Parameter], weight_decay: float) -> list[dict[str, Any]]:
    """Weight decay on matrices and kernels only."""
    return [
        {"params": [p for p in parameters if p.ndim > 1], "weight_decay": weight_decay},
        {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0},
    ]

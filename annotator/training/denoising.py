"""Training a slice denoiser: budgeted, resumable to the identical run, logged and validated."""

from __future__ import annotations

import csv
import logging
import math
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn

from annotator.core.errors import UserError
from annotator.nets.grl import GRL
from annotator.nets.grl_denoiser import COMPACT, SliceDenoiser
from annotator.training.checkpoint import CHECKPOINT, load_checkpoint, save_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from annotator.core.denoising import Kind
    from annotator.nets.grl import GRLConfig
    from annotator.training.clean_slices import Pairs, PairSampler

logger = logging.getLogger(__name__)

PEAK = {"ct": 2.0, "mr": 1.0}
"""Range of values that PSNR refers to: 1,000 HU, or the signal range."""

ROUNDING = 1e-3
"""Where Charbonnier's loss turns from quadratic to linear."""

FAINT_LEVEL = 0.03
"""Added to the level that a sample's loss is divided by, so that low levels count as well."""


@dataclass(frozen=True, slots=True)
class DenoiserConfig:
    """One training run.

    Attributes
    ----------
    kind
        Modality.
    net
        Architecture.
    steps
        Step budget, or 0 for `seconds`.
    seconds
        Time budget; the schedule follows the share of it that is spent.
    size, batch
        Side of the crops in pixels, crops per step.
    learning_rate, weight_decay, clip
        AdamW with linear warm-up over a twentieth of the budget, then cosine to zero; gradient
        norm clipped.
    ema
        Decay of the averaged weights, which are validated and shipped.
    seed
        Seed of weights and samples.
    device, mixed_precision
        Where to train; bfloat16 autocast.
    validate_every, checkpoint_every
        In steps.
    """

    kind: Kind = "ct"
    net: GRLConfig = COMPACT
    steps: int = 0
    seconds: float = 1800.0
    size: int = 64
    batch: int = 8
    learning_rate: float = 2e-3
    weight_decay: float = 1e-4
    clip: float = 1.0
    ema: float = 0.995
    seed: int = 0
    device: str = "cpu"
    mixed_precision: bool = True
    validate_every: int = 200
    checkpoint_every: int = 50


class Progress(NamedTuple):
    """One validation: steps and seconds so far, running mean of the loss, PSNR in dB."""

    step: int
    seconds: float
    loss: float
    psnr: float


@dataclass(slots=True)
class _State:
    """What a checkpoint holds besides tensors."""

    step: int = 0
    spent: float = 0.0
    best: float = -math.inf
    history: list[Progress] = field(default_factory=list)


class DenoiserTrainer:
    """Trains a denoiser on noisy and clean crops and keeps a checkpoint after every few steps.

    Parameters
    ----------
    config
        Network, budget and optimiser.
    sampler
        Gives the batch of each step.
    folder
        For `checkpoint.pt`, `best.pt` (averaged weights that validated best) and `log.csv`.
    start
        Weights to begin with instead of random ones, such as those of the other modality.
    """

    def __init__(
        self,
        config: DenoiserConfig,
        sampler: PairSampler,
        folder: Path,
        start: dict[str, Tensor] | None = None,
    ) -> None:
        self.config = config
        self.sampler = sampler
        self.folder = folder
        torch.manual_seed(config.seed)
        self.device = torch.device(config.device)
        self.net = SliceDenoiser.untrained(config.net)
        if start is not None:
            _load_start(self.net, start)
        self.net.to(self.device)
        self.averaged = {k: v.detach().clone() for k, v in self.net.state_dict().items()}
        self.optimizer = torch.optim.AdamW(
            self.net.parameters(),
            lr=config.learning_rate,
            betas=(0.9, 0.98),
            weight_decay=config.weight_decay,
        )
        self.state = _State()

    @property
    def progress(self) -> float:
        """Share of the budget that is spent, 0..1."""
        if self.config.steps:
            return min(1.0, self.state.step / self.config.steps)
        return min(1.0, self.state.spent / self.config.seconds)

    def run(
        self, validation: Sequence[Pairs] = (), report: Callable[[str], None] = logger.info
    ) -> SliceDenoiser:
        """Train to the end of the budget, resuming from a checkpoint if there is one.

        Parameters
        ----------
        validation
            Batches that the averaged network is measured on.
        report
            Receives a line of progress now and then.

        Returns
        -------
        SliceDenoiser
            The best network by validation, else the averaged one; in eval mode.

        Raises
        ------
        UserError
            If the checkpoint in the folder is of another network or modality.
        """
        self.resume()
        state, config = self.state, self.config
        started, shown = time.monotonic() - state.spent, time.monotonic()
        mean_loss = math.nan
        while self.progress < 1.0:
            loss = self.train_step()
            mean_loss = loss if math.isnan(mean_loss) else 0.98 * mean_loss + 0.02 * loss
            state.spent = time.monotonic() - started
            if time.monotonic() - shown > 20:
                shown = time.monotonic()
                report(self._line(mean_loss))
            due = state.step % config.validate_every == 0 or self.progress >= 1.0
            if validation and due:
                self._validate(validation, mean_loss, report)
            if due or state.step % config.checkpoint_every == 0:
                self.save()
        return self.best_net()

    def train_step(self) -> float:
        """One optimiser step on the batch of this step; returns the loss.

        Gradients that are not finite are thrown away with their batch.
        """
        config = self.config
        self.net.train()
        for group in self.optimizer.param_groups:
            group["lr"] = self._learning_rate()
        batch = self.sampler.batch(self.state.step, config.batch)
        noisy, clean, level = (tensor.to(self.device) for tensor in batch)
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=config.mixed_precision):
            restored = self.net(noisy, level)
        loss = charbonnier(restored.float(), clean, level)
        self.optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        norm = nn.utils.clip_grad_norm_(self.net.parameters(), config.clip)
        if torch.isfinite(norm):
            self.optimizer.step()
            self._average()
        self.state.step += 1
        return float(loss.detach())

    def averaged_net(self) -> SliceDenoiser:
        """Network with the averaged weights, in eval mode."""
        net = SliceDenoiser(GRL(self.config.net)).to(self.device)
        net.load_state_dict(self.averaged)
        return net.eval()

    def best_net(self) -> SliceDenoiser:
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
            "state": {
                "step": self.state.step,
                "spent": self.state.spent,
                "best": self.state.best,
                "history": [tuple(entry) for entry in self.state.history],
            },
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        save_whole(state, self.folder / CHECKPOINT)

    def resume(self) -> bool:
        """Load the checkpoint of this folder, if any; returns whether there was one.

        Samples depend on seed and step alone, so a run with a step budget goes on identically.

        Raises
        ------
        UserError
            If it is of another network or modality.
        """
        fixed = ("kind", "net", "size", "batch", "seed")
        saved = load_checkpoint(self.folder, asdict(self.config), fixed, self.device)
        if saved is None:
            return False
        self.net.load_state_dict(saved["net"])
        self.averaged = saved["averaged"]
        self.optimizer.load_state_dict(saved["optimizer"])
        self.state = _State(**saved["state"])
        self.state.history = [Progress(*entry) for entry in self.state.history]
        return True

    def _learning_rate(self) -> float:
        warm = self.progress / 0.05 + 0.01
        cosine = 0.5 * (1 + math.cos(math.pi * self.progress))
        return max(self.config.learning_rate * min(1.0, warm) * cosine, 1e-6)

    def _average(self) -> None:
        decay = min(self.config.ema, (1 + self.state.step) / (10 + self.state.step))
        for key, value in self.net.state_dict().items():
            self.averaged[key].lerp_(value, 1 - decay)

    def _validate(
        self, validation: Sequence[Pairs], loss: float, report: Callable[[str], None]
    ) -> None:
        state = self.state
        score = mean_psnr(self.averaged_net(), validation, self.config.kind)
        report(f"{self._line(loss)}, validation PSNR {score:.2f} dB")
        self.folder.mkdir(parents=True, exist_ok=True)
        state.history.append(Progress(state.step, state.spent, loss, score))
        with (self.folder / "log.csv").open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(Progress._fields)
            for step, seconds, mean_loss, psnr in state.history:
                writer.writerow([step, f"{seconds:.0f}", f"{mean_loss:.4f}", f"{psnr:.3f}"])
        if score > state.best:
            state.best = score
            save_whole(self.averaged, self.folder / "best.pt")

    def _line(self, loss: float) -> str:
        state = self.state
        rate = state.step / max(state.spent, 1e-6)
        left = (1 - self.progress) * state.spent / max(self.progress, 1e-6)
        return f"step {state.step}, {rate:.2f} steps/s, {left / 60:.0f} min left, loss {loss:.4f}"


def charbonnier(restored: Tensor, clean: Tensor, level: Tensor) -> Tensor:
    """Mean of ``sqrt(error ** 2 + eps ** 2)``, each sample relative to its noise level."""
    error = ((restored - clean).square() + ROUNDING**2).sqrt().mean(dim=(1, 2, 3))
    return (error / (level + FAINT_LEVEL)).mean()


def mean_psnr(net: SliceDenoiser, batches: Sequence[Pairs], kind: Kind) -> float:
    """Mean peak signal-to-noise ratio of all slices of some batches, dB."""
    device = next(net.parameters()).device
    ratios: list[float] = []
    for noisy, clean, level in batches:
        with torch.no_grad():
            restored = net(noisy.to(device), level.to(device)).cpu()
        errors = (restored - clean).square().mean(dim=(1, 2, 3)).clamp_min(1e-12)
        ratios += [10 * math.log10(PEAK[kind] ** 2 / float(error)) for error in errors]
    return sum(ratios) / len(ratios)


def _load_start(net: SliceDenoiser, start: dict[str, Tensor]) -> None:
    try:
        net.grl.load_state_dict(start)
    except RuntimeError as error:
        raise UserError(
            "The weights to start from are of another network; leave --start away."
        ) from error

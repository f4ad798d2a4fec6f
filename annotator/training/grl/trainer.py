"""Training a slice denoiser: budgeted, resumable to the identical run, logged and validated."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor

from annotator.core.errors import UserError
from annotator.nets.grl.network import GRL
from annotator.nets.grl.slice_denoiser import COMPACT, SliceDenoiser
from annotator.training.loop import TrainingLoop
from annotator.training.ranks import Ranks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.core.denoising import Kind
    from annotator.nets.grl.config import GRLConfig
    from annotator.training.grl.pairs import Pairs, PairSampler

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


class DenoiserTrainer(TrainingLoop[SliceDenoiser, DenoiserConfig]):
    """Trains a denoiser on noisy and clean crops.

    Parameters
    ----------
    config
        Network, budget and optimiser.
    sampler
        Gives the batch of each step.
    folder
        As in `TrainingLoop`.
    start
        Weights to begin with instead of random ones, such as those of the other modality.
    """

    entry = Progress
    fixed = ("kind", "net", "size", "batch", "seed")

    def __init__(
        self,
        config: DenoiserConfig,
        sampler: PairSampler,
        folder: Path,
        start: dict[str, Tensor] | None = None,
    ) -> None:
        torch.manual_seed(config.seed)
        net = SliceDenoiser.untrained(config.net)
        if start is not None:
            _load_start(net, start)
        ranks = Ranks(torch.device(config.device))
        net.to(ranks.device)
        self.sampler = sampler
        optimizer = torch.optim.AdamW(
            net.parameters(),
            lr=config.learning_rate,
            betas=(0.9, 0.98),
            weight_decay=config.weight_decay,
        )
        super().__init__(config, net, optimizer, folder, ranks)

    def loss(self) -> Tensor:
        """Loss of this step's crops."""
        config = self.config
        batch = self.sampler.batch(self.step, config.batch)
        noisy, clean, level = (tensor.to(self.device) for tensor in batch)
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=config.mixed_precision):
            restored = self.net(noisy, level)
        return charbonnier(restored.float(), clean, level)

    def untrained(self) -> SliceDenoiser:
        """Denoiser with random weights."""
        return SliceDenoiser(GRL(self.config.net)).to(self.device)

    def warm_up(self) -> float:
        """Linear over a twentieth of the budget."""
        return self.progress / 0.05 + 0.01

    def in_words(self, figures: Sequence[float]) -> str:
        """Mean PSNR of the validation."""
        return f"validation PSNR {figures[0]:.2f} dB"


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

"""Measuring a slice classifier: calibration, accuracy, F1, confusion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F

from annotator.inference.cloformer.slice_scorer import smooth
from annotator.training.cloformer.data import REGIONS, UNSURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from annotator.inference.cloformer.slice_scorer import SliceFeatures

BINS = 15
TEMPERATURES = torch.logspace(-0.7, 0.9, 60)


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Logits and truth of the slices of some volumes, joined; −1 where the truth is not known.

    Attributes
    ----------
    modality, region, structures
        Logits, (N, classes), averaged as the scorer does.
    is_modality, is_region, shows
        Truth: (N,), (N,), (N, classes).
    """

    modality: Tensor
    region: Tensor
    structures: Tensor
    is_modality: Tensor
    is_region: Tensor
    shows: Tensor

    @classmethod
    def join(
        cls,
        features: Sequence[SliceFeatures],
        targets: Sequence[tuple[Tensor, Tensor, Tensor]],
    ) -> Judged:
        """Collect features and their `slice_targets`."""
        return cls(
            torch.cat([f.modality.mean(0, keepdim=True).expand_as(f.modality) for f in features]),
            torch.cat([smooth(f.region) for f in features]),
            torch.cat([smooth(f.structures) for f in features]),
            *(torch.cat(parts) for parts in zip(*targets, strict=True)),
        )


def fit_temperature(logits: Tensor, truth: Tensor) -> float:
    """Temperature that makes the answers likeliest; 1.0 if nothing is known.

    Parameters
    ----------
    logits
        (N, classes).
    truth
        (N,) class numbers, or (N, classes) of 0 and 1 where classes do not exclude one another.
    """
    if not bool((truth != UNSURE).any()):
        return 1.0
    costs = [_cost(logits / t, truth) for t in TEMPERATURES]
    return float(TEMPERATURES[int(torch.stack(costs).argmin())])


def _cost(logits: Tensor, truth: Tensor) -> Tensor:
    known = truth != UNSURE
    if truth.ndim == 1:
        return F.cross_entropy(logits[known], truth[known])
    return F.binary_cross_entropy_with_logits(logits[known], truth[known].float())


def calibration_error(chance: Tensor, hit: Tensor) -> float:
    """Return the expected calibration error: mean gap of confidence and accuracy over 15 bins."""
    if not len(chance):
        return float("nan")
    bins = (chance * BINS).long().clamp(max=BINS - 1)
    total = 0.0
    for number in range(BINS):
        mine = bins == number
        if mine.any():
            gap = (chance[mine].mean() - hit[mine].float().mean()).abs()
            total += float(gap) * float(mine.float().mean())
    return total


def class_error(logits: Tensor, truth: Tensor, temperature: float) -> float:
    """Calibration error of the likeliest class."""
    known = truth != UNSURE
    chance, best = (logits[known] / temperature).softmax(1).max(1)
    return calibration_error(chance, best == truth[known])


def structure_error(logits: Tensor, truth: Tensor, temperature: float) -> float:
    """Calibration error of the structures' chances."""
    known = truth != UNSURE
    return calibration_error((logits[known] / temperature).sigmoid(), truth[known] == 1)


def accuracy(logits: Tensor, truth: Tensor) -> float:
    """Share of right answers, nan if nothing is known."""
    known = truth != UNSURE
    return float((logits.argmax(1) == truth)[known].float().mean())


def abstention(logits: Tensor, truth: Tensor, temperature: float, wanted: float = 0.95) -> float:
    """Smallest threshold from 0.5 on above which at least `wanted` of the answers are right."""
    known = truth != UNSURE
    chance, best = (logits[known] / temperature).softmax(1).max(1)
    hit = (best == truth[known]).float()
    for threshold in (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        answered = chance >= threshold
        if answered.any() and float(hit[answered].mean()) >= wanted:
            return threshold
    return 0.9


def answered(
    logits: Tensor, truth: Tensor, temperature: float, threshold: float
) -> tuple[float, float]:
    """Share of slices that get an answer, and the accuracy of these answers."""
    known = truth != UNSURE
    chance, best = (logits[known] / temperature).softmax(1).max(1)
    given = chance >= threshold
    return float(given.float().mean()), float((best == truth[known])[given].float().mean())


def structure_figures(logits: Tensor, truth: Tensor) -> dict[int, tuple[int, int, float, float]]:
    """Per class with known slices of both kinds: slices with and without, F1, sensitivity."""
    figures = {}
    for number in range(truth.shape[1]):
        known = truth[:, number] != UNSURE
        shown = truth[known, number] == 1
        said = logits[known, number] > 0
        if not shown.any() or shown.all():
            continue
        right = float((shown & said).sum())
        f1 = 2 * right / float(shown.sum() + said.sum())
        figures[number] = (int(shown.sum()), int((~shown).sum()), f1, right / float(shown.sum()))
    return figures


def confusion(logits: Tensor, truth: Tensor, temperature: float, threshold: float) -> Tensor:
    """Count slices of each true region by answer; the last column is "unknown"."""
    chance, best = (logits / temperature).softmax(1).max(1)
    said = torch.where(chance >= threshold, best, len(REGIONS))
    table = torch.zeros(len(REGIONS), len(REGIONS) + 1, dtype=torch.long)
    for right, answer in zip(truth.tolist(), said.tolist(), strict=True):
        if right != UNSURE:
            table[right, answer] += 1
    return table

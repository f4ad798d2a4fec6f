"""Training the part of the slice classifier that tells where a structure ends.

The rest of the network is kept; from labelled volumes some slices of a structure are taken as
painted, and `EndNet` learns from the evidence on the slices beyond them at which one it ends
(a discrete-time survival model, fitted by maximum likelihood).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
import torch.nn.functional as F

from annotator.core.support import SupportSet, SupportSlice
from annotator.inference.cloformer.presence import EVIDENCE, outward_evidence
from annotator.nets.cloformer.slice_net import survival

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.inference.cloformer.slice_scorer import SliceFeatures
    from annotator.nets.cloformer.slice_net import EndNet, SliceNet
    from annotator.training.cloformer.data import LabelledVolume

BEYOND = 16
"""Slices after the end that are kept as context."""

SMALLEST = 4
"""Fewest slices of a structure that is learned from."""

COUNTS = (1, 2, 3, 3, 5)
NOISE = 0.2
DRAWS, MOST_DRAWS, PIECES = 48, 12, 12


@dataclass(frozen=True, slots=True, eq=False)
class EndSequence:
    """Evidence from a painted slice outward, and the truth.

    Attributes
    ----------
    evidence
        (EVIDENCE, n).
    end
        How many of these slices still hold the structure, 0..n; n if it reaches the volume's edge.
    weight
        In the loss.
    unpainted
        Slices of the structure that are not painted.
    """

    evidence: Tensor
    end: int
    weight: float = 1.0
    unpainted: int = 0


def painted_places(present: Sequence[int], rng: np.random.Generator) -> list[int]:
    """Slices that a user might paint: evenly spaced with or without the ends, or any."""
    count = min(int(rng.choice(COUNTS)), len(present) - 1)
    kind = rng.random()
    places: NDArray[np.number[Any]]
    if kind < 0.25:
        middle = np.array([len(present) / 2])
        places = np.linspace(0, len(present) - 1, count) if count > 1 else middle
    elif kind < 0.75:
        places = (np.arange(1, count + 1) + rng.uniform(-0.3, 0.3)) / (count + 1) * len(present)
    else:
        places = rng.choice(len(present), count, replace=False)
    chosen = np.clip(np.round(places), 0, len(present) - 1).astype(int)
    return [present[i] for i in sorted(set(chosen.tolist()))]


def support_set(
    planes: NDArray[Any], value: int, places: Sequence[int], label: int = 1
) -> SupportSet:
    """Painted slices of one value of a label field whose slices come first."""
    slices = tuple(SupportSlice(i, np.ascontiguousarray(planes[i] == value)) for i in places)
    return SupportSet(label, slices, last=len(planes) - 1)


def present_slices(planes: NDArray[Any]) -> dict[int, list[int]]:
    """Slices that hold each value of a label field whose slices come first, 0 left out."""
    found: dict[int, list[int]] = {}
    for index, plane in enumerate(planes):
        for value in np.flatnonzero(np.bincount(plane.reshape(-1))).tolist():
            found.setdefault(value, []).append(index)
    found.pop(0, None)
    return found


def end_sequences(
    net: SliceNet,
    item: LabelledVolume,
    features: SliceFeatures,
    rng: np.random.Generator,
) -> list[EndSequence]:
    """Draw painted slices of the structures of a volume and follow both ends.

    Parameters
    ----------
    net
        Compares embeddings.
    item, features
        A labelled volume, and what the network says of its slices along one axis.
    rng
        Source of randomness.

    Returns
    -------
    list of EndSequence
        About `DRAWS` times two of labelled structures, fewer of supervoxels, which weigh less.
    """
    sequences = []
    axis = features.frames.stack.axis
    for source, values in item.fields.items():
        planes = np.moveaxis(values, axis, 0)
        present = {v: at for v, at in present_slices(planes).items() if len(at) >= SMALLEST}
        chosen, weight = sorted(present), 1.0
        repeats = min(MOST_DRAWS, max(1, DRAWS // max(1, len(chosen))))
        if source == "supervoxels":
            count = min(PIECES, len(chosen))
            chosen = sorted(rng.choice(chosen, count, replace=False).tolist()) if count else []
            weight, repeats = 0.3, 1
        for value in chosen:
            for _ in range(repeats):
                places = painted_places(present[value], rng)
                painted = features.painted(support_set(planes, value, places))
                for direction in (-1, 1):
                    last = present[value][-1 if direction > 0 else 0]
                    end = abs(last - painted.indices[-1 if direction > 0 else 0])
                    reach = end + 1 + BEYOND
                    evidence = outward_evidence(net, features.maps, painted, direction, reach)
                    if evidence.shape[1]:
                        left = len(present[value]) - len(places)
                        sequences.append(EndSequence(evidence, end, weight, left))
    return sequences


def fit_ends(
    ends: EndNet, sequences: Sequence[EndSequence], *, epochs: int = 30, seed: int = 0
) -> None:
    """Train in place; the evidence is normalised by the sequences' mean and deviation.

    Parameters
    ----------
    ends
        To be trained.
    sequences
        From `end_sequences`.
    epochs
        Passes over them.
    seed
        Of order and noise.
    """
    joined = torch.cat([s.evidence[:, : s.end + 1] for s in sequences], 1)
    assert ends.norm.running_mean is not None
    assert ends.norm.running_var is not None
    ends.norm.running_mean.copy_(joined.mean(1))
    ends.norm.running_var.copy_(joined.var(1).clamp(min=1e-4))
    deviation = ends.norm.running_var.sqrt()[:, None]
    chance = torch.Generator().manual_seed(seed)
    ends.eval().requires_grad_(requires_grad=True)
    optimizer = torch.optim.AdamW(ends.parameters(), lr=3e-3, weight_decay=0.02)
    batches = -(-len(sequences) // 64)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs * batches)
    for _ in range(epochs):
        order = torch.randperm(len(sequences), generator=chance)
        for numbers in torch.split(order, 64):
            batch = [sequences[int(i)] for i in numbers]
            evidence, lengths = _padded(batch)
            noise = torch.randn(evidence.shape, generator=chance) * NOISE * deviation
            loss = end_loss(ends(evidence + noise), lengths, batch)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
            schedule.step()
    ends.requires_grad_(requires_grad=False)


def _padded(batch: Sequence[EndSequence]) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([s.evidence.shape[1] for s in batch])
    evidence = torch.zeros(len(batch), EVIDENCE, int(lengths.max()))
    for row, sequence in zip(evidence, batch, strict=True):
        row[:, : sequence.evidence.shape[1]] = sequence.evidence
    return evidence, lengths


def end_loss(logits: Tensor, lengths: Tensor, batch: Sequence[EndSequence]) -> Tensor:
    """Negative log-likelihood of the true ends, weighted mean over the sequences."""
    place = torch.arange(logits.shape[1])
    end = torch.tensor([s.end for s in batch])
    weight = torch.tensor([s.weight for s in batch])
    went_on = place < end[:, None]
    stopped = (place == end[:, None]) & (end < lengths)[:, None]
    loss = F.softplus(logits) * went_on + F.softplus(-logits) * stopped
    return (loss.sum(1) * weight).sum() / weight.sum()


@torch.no_grad()
def end_errors(
    ends: EndNet, sequences: Sequence[EndSequence], threshold: float
) -> tuple[int, int, int, int]:
    """Count slices beyond the painted ones: missed, true, kept in vain, and exact ends.

    Parameters
    ----------
    ends
        Trained.
    sequences
        To measure on.
    threshold
        As in `score_presence`.
    """
    missed = true = vain = exact = 0
    for sequence in sequences:
        reached = survival(ends(sequence.evidence[None]))[0]
        held = torch.nonzero(reached >= threshold)[:, 0]
        end = int(held[-1]) + 1 if len(held) else 0
        true += sequence.end
        missed += max(0, sequence.end - end)
        vain += max(0, end - sequence.end)
        exact += end == sequence.end
    return missed, true, vain, exact

"""Network and interpolation combined, each trusted as far as the painted slices bear it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.inference.structure import dice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.inference.engine import Engine
    from annotator.inference.structure import Structure

LARGEST_CHECK = 6


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well both methods predict left-out supports of a structure.

    Attributes
    ----------
    network, interpolation
        Mean Dice over the left-out supports, nan if there are too few.
    weight
        Share of the network in the fused logits, 0..1.
    """

    network: float
    interpolation: float
    weight: float


def weigh(engine: Engine, structure: Structure, iterations: int) -> Evidence:
    """Leave each inner support out, predict it both ways, and compare."""
    inner = list(range(1, len(structure.indices) - 1))
    if not inner:
        return Evidence(float("nan"), float("nan"), 0.75 if len(structure.indices) > 1 else 1.0)
    if len(inner) > LARGEST_CHECK:
        spread = np.linspace(0, len(inner) - 1, LARGEST_CHECK).round().astype(int)
        inner = [inner[i] for i in spread]
    network, interpolation = [], []
    for position in inner:
        support = structure.supports.slices[position]
        decoding = engine.decode(structure, [support.index], iterations, exclude=position)
        logits = None
        for _ in range(iterations + 1):
            logits = engine.step(decoding, structure)
        assert logits is not None
        network.append(dice(logits[0] > 0, support.mask))
        interpolation.append(structure.interpolation_dice(position))
    a, b = float(np.mean(network)), float(np.mean(interpolation))
    return Evidence(a, b, float(1 / (1 + np.exp(-(a - b + 0.02) * 25))))


def interpolation_logits(structure: Structure, queries: Sequence[int]) -> NDArray[np.float32]:
    """Logits of the interpolated shapes, (Q, rows, cols): soft within a few voxels of the edge.

    The edge is the softer the farther the slice is from its nearest support.
    """
    step = structure.stack.step_mm
    pixel = min(structure.stack.spacing_mm)
    fields = []
    for query in queries:
        distance = min(abs(query - known) for known in structure.indices) * step
        width = pixel + 0.08 * distance
        fields.append(np.clip(structure.interpolated(query) / width, -8, 8))
    return np.stack(fields).astype(np.float32)


def fuse(
    network: NDArray[np.float32],
    interpolation: NDArray[np.float32],
    structure: Structure,
    queries: Sequence[int],
    evidence: Evidence,
) -> NDArray[np.float32]:
    """Weighted sum of both logits, (Q, rows, cols)."""
    del structure, queries
    blend: NDArray[np.float32] = evidence.weight * np.clip(network, -8, 8)
    blend = blend + np.float32(1 - evidence.weight) * interpolation
    return blend.astype(np.float32)

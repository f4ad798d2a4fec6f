"""Network and interpolation combined, each trusted as far as the painted slices bear it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.inference.adaptation import FEWEST_CHECKED
from annotator.inference.structure import dice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.inference.adaptation import Adapted
    from annotator.inference.engine import Engine
    from annotator.inference.structure import Structure

LARGEST_CHECK = 4
"""Most supports that are left out in turn."""

NETWORK_SHARES = {2: 0.97, 3: 0.65}
USUAL_SHARE = 0.4
"""Say of the network by number of supports, where neighbouring supports differ much."""

STEEPNESS = 15.0
"""How much a lead in Dice on left-out supports moves the weight (on the logit scale)."""

WIDER_GAP = 0.1
"""Lead that the network has on left-out supports only because their neighbours lie twice as far."""


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


def weigh(
    engine: Engine, structure: Structure, iterations: int, adapted: Adapted | None
) -> Evidence:
    """Weigh network against interpolation for a structure.

    The more neighbouring supports look alike, the less there is to find between them and the
    better interpolation is. With four supports or more, inner ones are left out and predicted both
    ways as well; after an automatic adaptation only the one that it did not see tells anything.
    """
    count = len(structure.indices)
    nan = float("nan")
    if count == 1:
        return Evidence(nan, nan, 1.0)
    alike = structure.overlap()
    share = max(0.05, NETWORK_SHARES.get(count, USUAL_SHARE) - 1.7 * max(0.0, alike - 0.5))
    if count < FEWEST_CHECKED:
        return Evidence(nan, nan, share)
    inner = list(range(1, count - 1))
    if adapted is not None and adapted.checked is not None:
        network = [adapted.after]
        inner = [adapted.checked]
    else:
        spread = np.linspace(0, len(inner) - 1, min(len(inner), LARGEST_CHECK)).round()
        inner = [inner[int(i)] for i in spread]
        slices = [structure.supports.slices[i] for i in inner]
        network = [
            dice(engine.predict(structure, s.index, iterations, i) > 0, s.mask)
            for i, s in zip(inner, slices, strict=True)
        ]
    a = float(np.mean(network))
    b = float(np.mean([structure.interpolation_dice(i) for i in inner]))
    odds = np.log(share / (1 - share)) + STEEPNESS * (a - b - WIDER_GAP)
    return Evidence(a, b, float(1 / (1 + np.exp(-odds))))


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

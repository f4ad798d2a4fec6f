"""Asking the network about a new patient, supported by slices of finished ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.inference.catnet.engine import OUTSIDE
from annotator.inference.catnet.patients import SHOTS
from annotator.nets.catnet.encoders import EncoderFeatures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.inference.catnet.engine import Engine
    from annotator.inference.catnet.patients import Expected

GROUPS = 2
"""Pairs of patients whose answers are averaged."""

BATCH = 6
"""Slices asked about at a time."""


@torch.no_grad()
def fill(engine: Engine, expected: Expected, iterations: int) -> NDArray[np.float32]:
    """Logits of a structure in the new patient, float32 ``(z, y, x)``.

    Parameters
    ----------
    engine
        Encoder and decoder.
    expected
        Where it is looked for, and with what supports.
    iterations
        CMAT iterations.
    """
    stack = expected.stack
    out = np.full((stack.length, *stack.shape), OUTSIDE, np.float32)
    groups = grouped(len(expected.helpers), SHOTS if expected.own is None else SHOTS - 1)
    if expected.by_itself:
        groups = [[]]
    for start in range(0, len(expected.queries), BATCH):
        queries = expected.queries[start : start + BATCH]
        query = engine.encode(expected.view, queries)
        location = expected.location(queries).to(engine.device)
        answers = [
            _decoded(engine, expected, queries, query, location, g, iterations) for g in groups
        ]
        mean = torch.stack(answers).mean(0)
        out[queries] = expected.view.paste(mean, queries, OUTSIDE).numpy()
    return np.ascontiguousarray(np.moveaxis(out, 0, expected.axis))


def grouped(count: int, shots: int = SHOTS) -> list[list[int]]:
    """Which helpers serve together, most alike first; one alone counts twice."""
    first = list(range(min(count, shots * GROUPS)))
    groups = [first[i : i + shots] for i in range(0, len(first), shots)]
    return [(group + first)[:shots] if count > 1 else group * shots for group in groups]


def _decoded(
    engine: Engine,
    expected: Expected,
    queries: Sequence[int],
    query: EncoderFeatures,
    location: Tensor,
    group: Sequence[int],
    iterations: int,
) -> Tensor:
    """Logits (Q, S, S) on the CPU, supported by one group of helpers."""
    features, masks = [], []
    shots = SHOTS if expected.by_itself else len(group) + (expected.own is not None)
    for index in queries:
        slices = expected.shots(index, group)
        pairs = [(expected.helpers[n], shot) for n, shot in zip(group, slices, strict=True)]
        if expected.own is not None:
            own = expected.own
            some = own.around(index)[:SHOTS] if expected.by_itself else [own.beside(index)]
            pairs += [(own, shot) for shot in some]
        for helper, shot in pairs:
            features.append(engine.encode(helper.view, [shot]).shots([0]))
            masks.append(helper.windows([shot])[0])
    size = masks[0].shape[-1]
    steps = list(
        engine.decoder.decode(
            query,
            EncoderFeatures.concatenate(features),
            torch.stack(masks).view(len(queries), shots, size, size).to(engine.device),
            size=(size, size),
            weights=torch.full((len(queries), shots), 1 / shots, device=engine.device),
            location=location,
            iterations=iterations,
            detailed={iterations},
        )
    )
    return steps[-1].logits[:, 0].float().cpu()

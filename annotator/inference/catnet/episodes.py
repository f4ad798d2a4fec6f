"""What a structure is learned from: episodes among its painted slices, in their own features.

Each painted slice and changed copies of it are encoded once; an episode takes some of them as
queries, and painted slices beside them as support.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from annotator.inference.catnet.pace import Work
from annotator.inference.region import location_prior, sample, shot_weights, signed_distance_px
from annotator.nets.catnet.encoders import EncoderFeatures
from annotator.nets.catnet.losses import iteration_loss

if TYPE_CHECKING:
    from collections.abc import Generator

    from annotator.inference.catnet.engine import Engine
    from annotator.inference.catnet.structure import Structure
    from annotator.nets.catnet.network import CATNet

COPIES = 4
"""Changed copies of every painted slice."""

ENCODE_BATCH = 8
QUERIES = 3
PRIOR_DROPPED = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Encoded supports and changed copies of them; item n = support · (COPIES + 1) + copy.

    Attributes
    ----------
    features
        Of all items.
    masks
        (N, S, S) in 0..1.
    priors
        (N, S, S) signed distance in pixels of the shape interpolated without that support,
        changed like the item.
    own
        (n, S, S) signed distance of each support's own shape, unchanged.
    """

    features: EncoderFeatures
    masks: Tensor
    priors: Tensor
    own: Tensor


def build_pool(
    engine: Engine, structure: Structure, rng: np.random.Generator
) -> Generator[Work, None, Pool]:
    """Encode every support and its changed copies."""
    images = structure.view.images(structure.indices)
    shapes = _left_out_shapes(structure)
    stacked = torch.cat([images, structure.masks[:, None]], dim=1)
    copies = [(images, structure.masks, shapes)]
    for _ in range(COPIES):
        theta = torch.stack([_random_affine(rng) for _ in structure.indices])
        warped = sample(stacked, theta, structure.region.size, "border")
        moved = sample(shapes[:, None], theta, structure.region.size, "border")[:, 0]
        gain = torch.from_numpy(np.exp(rng.normal(0, 0.1, (len(images), 1, 1, 1)))).float()
        shift = torch.from_numpy(rng.normal(0, 0.15, (len(images), 1, 1, 1))).float()
        noise = torch.Generator().manual_seed(int(rng.integers(2**62)))
        grain = 0.08 * torch.randn(images.shape, generator=noise)
        copies.append((warped[:, :1] * gain + shift + grain, warped[:, 1], moved))
    every = [torch.stack(parts, 1).flatten(0, 1) for parts in zip(*copies, strict=True)]
    features = []
    for begin in range(0, len(every[0]), ENCODE_BATCH):
        batch = every[0][begin : begin + ENCODE_BATCH]
        with torch.no_grad():
            features.append(
                engine.net.encode(batch.to(engine.device, memory_format=torch.channels_last))
            )
        yield Work("encode", len(batch))
    return Pool(
        EncoderFeatures.concatenate(features),
        every[1],
        every[2],
        signed_distance_px(structure.masks),
    )


def episode_loss(
    net: CATNet,
    structure: Structure,
    pool: Pool,
    known: list[int],
    rng: np.random.Generator,
) -> Tensor:
    """Training loss of `QUERIES` items, each seen from two others.

    Parameters
    ----------
    net
        What learns.
    structure, pool
        What is learned.
    known
        Positions of the supports that may be shown, ascending.
    rng
        Source of randomness.
    """
    per_support = COPIES + 1
    items, shots, distances, priors = [], [], [], []
    for query in (int(q) for q in rng.choice(known, QUERIES)):
        items.append(query * per_support + int(rng.integers(per_support)))
        below, above = [i for i in known if i < query], [i for i in known if i > query]
        here = structure.indices[query]
        if below and above and rng.random() < 0.5:  # as in a run: between two supports
            pair = [below[-1], above[0]]
            apart = [float(abs(structure.indices[i] - here)) for i in pair]
            priors.append(pool.priors[items[-1]])
        else:  # next to itself: a changed copy, seen from a few slices away
            away = float(rng.integers(1, 1 + max(1, round(15 / structure.stack.step_mm))))
            other = (
                below[-1:] if above and below and rng.random() < 0.5 else above[:1] or below[-1:]
            )
            pair = [query, *(other or [query])][:2]
            apart = [away, away if not other else float(abs(structure.indices[other[0]] - here))]
            priors.append(pool.own[query])
        distances.append(apart)
        shots += [i * per_support + int(rng.integers(per_support)) for i in pair]
    device = pool.features.features.device
    away_mm = torch.tensor(distances) * structure.stack.step_mm
    prior = location_prior(torch.stack(priors)[:, None], torch.ones(QUERIES, 1), away_mm)
    prior[torch.from_numpy(rng.random(QUERIES) < PRIOR_DROPPED)] = 0
    size = pool.masks.shape[-1]
    iterations = len(net.blocks)
    steps = list(
        net.decode(
            pool.features.select(torch.tensor(items, device=device)),
            pool.features.select(torch.tensor(shots, device=device)),
            pool.masks[shots].view(QUERIES, 2, size, size).to(device),
            size=(size, size),
            weights=shot_weights(away_mm).to(device),
            location=prior.to(device),
            iterations=iterations,
            detailed={iterations},
        )
    )
    truth = pool.masks[items][:, None].to(device)
    return iteration_loss(steps, truth, {iterations})


def _left_out_shapes(structure: Structure) -> Tensor:
    """Shape of each support interpolated from the others, signed distance in pixels (n, S, S)."""
    if len(structure.indices) == 1:
        return signed_distance_px(structure.masks)
    fields = [
        structure.interpolated_windows([index], position)
        for position, index in enumerate(structure.indices)
    ]
    return torch.cat(fields)


def _random_affine(rng: np.random.Generator) -> Tensor:
    angle = math.radians(rng.uniform(-12, 12))
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    scale = np.diag(np.exp(rng.normal(0, 0.08) + rng.normal(0, 0.06, 2)))
    move = rng.normal(0, 0.06, (2, 1))
    return torch.from_numpy(np.hstack([turn @ scale, move])).float()

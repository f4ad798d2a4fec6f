"""Support adaptation: a copy of the light layers learns the structure from its painted slices.

Episodes among the supports, with geometric and intensity changes, on encoder features that are
computed once: MIFE, CMAT and the detail head learn, the encoder stays as it is.
"""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from annotator.inference.catnet.structure import dice
from annotator.inference.devices import has_fast_bfloat16
from annotator.inference.region import location_prior, sample, shot_weights, signed_distance_px
from annotator.nets.catnet.encoders import EncoderFeatures
from annotator.nets.catnet.losses import iteration_loss

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from annotator.core.run_options import Adaptation
    from annotator.core.support import Lesson
    from annotator.inference.catnet.engine import Engine
    from annotator.inference.catnet.pace import Kind
    from annotator.inference.catnet.structure import Structure
    from annotator.nets.catnet.network import CATNet

COPIES = 4
ENCODE_BATCH = 8
QUERIES = 3
LEARNING_RATE = 8e-4
PRIOR_DROPPED = 0.2


AUTO_ROUNDS, ROUND_STEPS = 2, 8
"""Automatic adaptation: the left-out support is looked at after each round."""

FINAL_STEPS = 6
"""Steps on all supports after the check."""

FEW_STEPS = 20
"""Steps where there are too few supports to leave one out."""

GOES_BACK = 0.4
"""Share of the way that unchecked weights go back to the original ones: they lose little of what
they gained, and do less harm where learning misled them."""

FEWEST_CHECKED = 4
"""Supports from which on one is left out; of three, only the structure's tips would be left."""


@dataclass(frozen=True, slots=True)
class Adapted:
    """An adapted network, what it learned from and what it gained.

    Attributes
    ----------
    decoder
        Network whose decoder fits the structure; None if the original did better.
    steps
        Optimisation steps behind it.
    before, after
        Dice of the left-out support before and after, nan if none could be left out.
    checked
        Position of the left-out support among the structure's supports, None if there is none.
    indices
        Slices that it has seen.
    went_on
        Whether it depends on an earlier adaptation that it was given.
    lessons
        All learning behind it, oldest first; known once it is kept.
    """

    decoder: CATNet | None
    steps: int
    before: float
    after: float
    checked: int | None
    indices: tuple[int, ...] = ()
    went_on: bool = False
    lessons: tuple[Lesson, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """Work of an adaptation that was done since the last news.

    Attributes
    ----------
    kind, units
        What, and how much of it.
    """

    kind: Kind
    units: int


def misleads(structure: Structure, wanted: Adaptation) -> bool:
    """Whether the supports teach what is wrong of the slices between them: nothing is learned then.

    Two tips, even where steps are asked for: learning from them halves the Dice in between.
    """
    return structure.only_tips() and (wanted == "auto" or len(structure.indices) == 2)


def planned(structure: Structure, wanted: Adaptation) -> dict[Kind, float]:
    """Work that `adapt` will take at most."""
    count = len(structure.indices)
    if misleads(structure, wanted):
        return {}
    if wanted != "auto":
        steps = int(wanted)
    elif count < FEWEST_CHECKED:
        steps = FEW_STEPS
    else:
        steps = AUTO_ROUNDS * (ROUND_STEPS + 1) + 1 + FINAL_STEPS
    return {"encode": count * (COPIES + 1), "learn": steps}


def adapt(
    engine: Engine,
    structure: Structure,
    wanted: Adaptation,
    iterations: int,
    seed: int,
    start: Adapted | None = None,
) -> Iterator[Work | Adapted]:
    """Adapt to a structure; yields what was done, at last the result.

    Parameters
    ----------
    engine
        Encoder and original decoder.
    structure
        What to learn; its supports must be encoded (`Engine.begin`).
    wanted
        "auto" or a number of steps.
    iterations
        CMAT iterations of the check.
    seed
        Seed of episodes and changes: same seed, same result on a CPU.
    start
        An earlier adaptation. Where it has not seen an inner support, that one is left out, and
        what predicts it better is gone on from: the original network or the adapted one.
    """
    nan = float("nan")
    if misleads(structure, wanted):
        yield Adapted(None, 0, nan, nan, None)
        return
    rng = np.random.default_rng([seed, structure.label, *structure.indices])
    pool = yield from _build_pool(engine, structure, rng)
    seen = tuple(structure.indices)
    if wanted != "auto" or len(seen) < FEWEST_CHECKED:
        steps = FEW_STEPS if wanted == "auto" else int(wanted)
        net = decoder_copy(engine.net)
        learner = adapt_steps(net, structure, pool, rng, None)
        for _ in range(steps):
            next(learner)
            yield Work("learn", 1)
        if wanted == "auto":
            _go_back(net, engine.net)
        yield Adapted(_frozen(net) if steps else None, steps, nan, nan, None, seen)
        return
    fresh = [i for i in range(1, len(seen) - 1) if start and seen[i] not in start.indices]
    held = fresh[0] if fresh else len(seen) // 2
    candidates = [start.decoder] if fresh and start and start.decoder is not None else []
    for news in _checked(engine, structure, pool, rng, iterations, held, candidates):
        yield replace(news, went_on=bool(fresh)) if isinstance(news, Adapted) else news


def _checked(
    engine: Engine,
    structure: Structure,
    pool: Pool,
    rng: np.random.Generator,
    iterations: int,
    held: int,
    candidates: list[CATNet],
) -> Iterator[Work | Adapted]:
    """Learn without the support `held`, keep what predicts it best, go on with all supports.

    Starts from the original network or from one of `candidates`, none of which has seen it.
    """
    support = structure.supports.slices[held]

    def score(candidate: CATNet) -> float:
        engine.use(structure, candidate)
        logits = engine.predict(structure, support.index, iterations, exclude=held)
        return dice(logits > 0, support.mask)

    before = score(engine.net)
    yield Work("learn", 1)
    best, best_steps, kept = before, 0, engine.net
    for candidate in candidates:
        now = score(candidate)
        if now > best:
            best, best_steps, kept = now, 1, candidate
    net = decoder_copy(kept)
    learner = adapt_steps(net, structure, pool, rng, held)
    for number in range(AUTO_ROUNDS):
        for _ in range(ROUND_STEPS):
            next(learner)
            yield Work("learn", 1)
        now = score(net)
        yield Work("learn", 1)
        if now > best:
            best, best_steps, kept = now, (number + 1) * ROUND_STEPS, decoder_copy(net)
    seen = tuple(structure.indices)
    if not best_steps:
        yield Adapted(None, 0, before, best, held, seen)
        return
    net = decoder_copy(kept)
    learner = adapt_steps(net, structure, pool, rng, None)
    for _ in range(FINAL_STEPS):
        next(learner)
        yield Work("learn", 1)
    yield Adapted(_frozen(net), best_steps + FINAL_STEPS, before, best, held, seen)


@torch.no_grad()
def _go_back(net: CATNet, original: CATNet) -> None:
    """Move learned weights part of the way back to those that they started from."""
    before = dict(original.named_parameters())
    for name, parameter in net.named_parameters():
        if parameter is not before[name]:
            parameter.lerp_(before[name], GOES_BACK)


def _frozen(net: CATNet) -> CATNet:
    for parameter in net.parameters():
        parameter.requires_grad_(False)
    return net


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


def _build_pool(
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


def adapt_steps(
    net: CATNet, structure: Structure, pool: Pool, rng: np.random.Generator, without: int | None
) -> Iterator[float]:
    """Optimise the decoder of `net` in place, one step per item; yields the loss.

    Parameters
    ----------
    net
        A copy whose decoder may change.
    structure, pool
        What to learn from.
    rng
        Source of randomness.
    without
        Support that is not shown, to be predicted afterwards.
    """
    parameters = [*net.mife.parameters(), *net.blocks.parameters()]
    if net.detail is not None:
        parameters += list(net.detail.parameters())
    for parameter in parameters:
        parameter.requires_grad_(True)
    optimiser = torch.optim.AdamW(parameters, LEARNING_RATE, weight_decay=0.01)
    known = [i for i in range(len(structure.indices)) if i != without]
    device = pool.features.features.device
    halves = device.type == "cpu" and has_fast_bfloat16(device)
    while True:
        with torch.autocast(device.type, torch.bfloat16, enabled=halves):
            loss = _episode_loss(net, structure, pool, known, rng)
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        yield float(loss.detach())


def decoder_copy(net: CATNet) -> CATNet:
    """Copy a network's decoder; the encoder is shared."""
    return copy.deepcopy(net, {id(net.encoder): net.encoder})


def _episode_loss(
    net: CATNet,
    structure: Structure,
    pool: Pool,
    known: list[int],
    rng: np.random.Generator,
) -> Tensor:
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

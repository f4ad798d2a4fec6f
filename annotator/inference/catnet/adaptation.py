"""Support adaptation: a copy of the light layers learns the structure from its painted slices.

Episodes among the supports, with geometric and intensity changes, on encoder features that are
computed once: MIFE, CMAT and the detail head learn, the encoder stays as it is.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.inference.catnet.episodes import COPIES, build_pool, episode_loss
from annotator.inference.catnet.pace import Work
from annotator.inference.catnet.structure import dice
from annotator.inference.devices import has_fast_bfloat16

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.core.run_options import Adaptation
    from annotator.core.support import Lesson
    from annotator.inference.catnet.engine import Engine
    from annotator.inference.catnet.episodes import Pool
    from annotator.inference.catnet.pace import Kind
    from annotator.inference.catnet.structure import Structure
    from annotator.nets.catnet.network import CATNet

LEARNING_RATE = 8e-4

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
    pool = yield from build_pool(engine, structure, rng)
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
            loss = episode_loss(net, structure, pool, known, rng)
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        yield float(loss.detach())


def decoder_copy(net: CATNet) -> CATNet:
    """Copy a network's decoder; the encoder is shared."""
    return copy.deepcopy(net, {id(net.encoder): net.encoder})

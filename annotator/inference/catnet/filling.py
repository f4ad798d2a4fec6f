"""The part of a run that fills slices: previews, walks, and batches of slices in lock-step."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.texts import tr
from annotator.inference.catnet.engine import LARGEST_LOGIT
from annotator.inference.catnet.fusion import Fuser, fused_logits, interpolation_logits
from annotator.inference.catnet.merging import Merger
from annotator.inference.catnet.second_pass import SecondPass
from annotator.inference.catnet.walk import AGREES, Walk, walks

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.proposal import IterationResult, RunProgress
    from annotator.core.support import PropagationRequest
    from annotator.inference.catnet.engine import Decoding, Engine
    from annotator.inference.catnet.fusion import Evidence
    from annotator.inference.catnet.merging import LabelMaps, Maps, Shares
    from annotator.inference.catnet.pace import WorkMeter
    from annotator.inference.catnet.structure import Structure

    Step = tuple[NDArray[np.float32], Shares, float]
    """Logits of some slices, shares of the network in them, seconds spent on them before."""

    Source = Callable[[int], Step]
    """Gives the next iteration, whose number it is told."""

SURE = 0.65
"""Least mean probability inside the masks with which a following window replaces a failed walk."""

LARGER = 2.5
"""How many times as large as the larger tip the masks may be then."""

AGAIN = 6
"""Slices that are filled again at once."""

LOOKED_AT = 7
"""Slices that the confidence is looked at on."""


@dataclass(frozen=True, slots=True)
class Filling:
    """The part of a run that fills slices, with all that was prepared for it.

    Attributes
    ----------
    structures
        What to fill.
    engine
        Network; None to interpolate.
    evidence
        Per label, how to weigh the methods; None or missing where nothing is fused.
    walks
        Labels that are filled from slice to slice.
    twice
        Labels of which some slices have been filled a second time.
    iterations
        CMAT iterations.
    merger, meter, token
        Of the run.
    """

    structures: list[Structure]
    engine: Engine | None
    evidence: dict[int, Evidence | None]
    walks: dict[int, Walk]
    twice: dict[int, SecondPass]
    iterations: int
    merger: Merger
    meter: WorkMeter
    token: CancelToken

    def chunk(self, chunk: Sequence[int]) -> Iterator[IterationResult | RunProgress]:
        """All labels of a few slices in lock-step, so that each iteration is resolved at once."""
        work: list[tuple[int, list[int], Source]] = []
        for structure in self.structures:
            label, mine = structure.label, set(structure.supports.query_indices())
            twice = self.twice.get(label)
            again = [i for i in chunk if i in mine and twice is not None and i in twice]
            if twice is not None and again:
                work.append((label, again, partial(_filled, twice, again)))
            queries = [i for i in chunk if i in mine and i not in again]
            if queries:
                source = yield from self._source(structure, queries)
                work.append((label, queries, source))
        self.merger.begin(chunk)
        ready = {*self.walks, *self.twice}
        units = sum(len(queries) for label, queries, _ in work if label not in ready)
        for iteration in range(self.iterations + 1):
            self.token.raise_if_cancelled()
            self.meter.pause()
            maps: Maps = {}
            for label, queries, source in work:
                started = time.perf_counter()
                logits, shares, before = source(iteration)
                seconds = before + time.perf_counter() - started
                maps[label] = _joined(maps.get(label), (queries, logits, seconds, shares))
            is_final = iteration == self.iterations
            for index in chunk:
                yield self.merger.result(index, iteration, maps, is_final=is_final)
            yield self.meter.step(
                "refine",
                units,
                tr("Iteration {shown} of {last}", shown=iteration, last=self.iterations),
            )

    def _source(
        self, structure: Structure, queries: list[int]
    ) -> Generator[RunProgress, None, Source]:
        """Begin to fill slices of a structure: interpolate them, walk to them, or encode them."""
        label = structure.label
        if self.engine is None:
            return partial(_interpolated, interpolation_logits(structure, queries))
        if label in self.walks:
            walk = self.walks[label]
            yield from _follow(walk, queries, self.iterations, self.meter, self.token)
            return partial(_walked, walk, queries)
        self.token.raise_if_cancelled()
        fresh = self.engine.missing(structure.view, queries)
        self.meter.pause()
        decoding = self.engine.decode(structure, queries, self.iterations)
        found, fuser = self.evidence.get(label), None
        if found is not None and found.weight < 1:  # else the network alone
            fuser = Fuser(structure, queries, interpolation_logits(structure, queries), found)
        yield self.meter.step("encode", fresh, tr("Encoding slices"))
        return partial(_decoded, self.engine, structure, decoding, fuser)


def _interpolated(field: NDArray[np.float32], _: int) -> Step:
    return field, [0.0] * len(field), 0.0


def _walked(walk: Walk, queries: Sequence[int], iteration: int) -> Step:
    return walk.logits(queries, iteration), [1.0] * len(queries), walk.seconds(queries)


def _filled(twice: SecondPass, queries: Sequence[int], iteration: int) -> Step:
    return twice.logits(queries, iteration), [1.0] * len(queries), 0.0


def _decoded(
    engine: Engine, structure: Structure, decoding: Decoding, fuser: Fuser | None, _: int
) -> Step:
    logits = engine.step(decoding, structure)
    if fuser is None:
        return logits, [1.0] * len(logits), 0.0
    logits = fuser(logits)
    return logits, fuser.shares, 0.0


def _joined(some: LabelMaps | None, others: LabelMaps) -> LabelMaps:
    """Put the maps of two groups of slices of one label together."""
    if some is None:
        return others
    logits = np.concatenate([some[1], others[1]])
    return some[0] + others[0], logits, some[2] + others[2], [*some[3], *others[3]]


def previews(
    structures: list[Structure], request: PropagationRequest, token: CancelToken
) -> Iterator[IterationResult]:
    """Interpolated masks of all slices, those next to a painted one first."""
    merger = Merger(request, structures[0].stack)
    wanted = {s.label: set(s.supports.query_indices()) for s in structures}
    for index in itertools.chain.from_iterable(chunks_of(structures, 1)):
        token.raise_if_cancelled()
        maps: Maps = {}
        for structure in structures:
            if index in wanted[structure.label]:
                started = time.perf_counter()
                logits = interpolation_logits(structure, [index])
                maps[structure.label] = ([index], logits, time.perf_counter() - started, [0.0])
        yield replace(merger.result(index, 0, maps, is_final=False), stage="preview")


def begin_walks(
    engine: Engine,
    structures: list[Structure],
    iterations: int,
    meter: WorkMeter,
    token: CancelToken,
) -> Generator[RunProgress, None, dict[int, Walk]]:
    """Walk between the painted slices of structures that are painted on their tips alone.

    Where a window could follow the structure the walks have to agree where they meet; if they do
    not, and the network is sure of what it finds through the following window, the
    structure is replaced by the one in that window.
    """
    kept: dict[int, Walk] = {}
    for number, structure in enumerate(structures):
        if not walks(structure):
            continue
        walk = Walk(engine, structure, iterations)
        first, last = structure.indices
        between = [i for i in structure.supports.query_indices() if first < i < last]
        yield from _follow(walk, between, iterations, meter, token)
        moving = structure.following()
        if moving is not None and walk.agreement() < AGREES:
            token.raise_if_cancelled()
            engine.begin(moving)
            if trusted(engine, moving, between, iterations):
                structures[number] = moving
                meter.plan({"encode": engine.missing(moving.view, between)})
                meter.plan({"refine": len(between) * (iterations + 1)})
                continue
            engine.begin(structure)
        if between:
            meter.plan({"refine": len(between) * (iterations + 1)})
            second = walk.second_pass(between)
            yield from _look_again(second, between, iterations, meter, token)
        kept[structure.label] = walk
    return kept


def trusted(engine: Engine, structure: Structure, queries: Sequence[int], iterations: int) -> bool:
    """Whether to trust the network on slices between two tips, by a look at a few of them.

    The mean probability inside every mask must be high enough, and the masks about as large as
    those of the tips: of a structure that is much larger in between, tips tell nothing.
    """
    places = np.linspace(0, len(queries) - 1, LOOKED_AT + 2).round().astype(int)
    sizes = []
    for index in sorted({queries[place] for place in places[1:-1]}):
        logits = engine.predict(structure, index, iterations)
        inside = logits[logits > 0]
        if not inside.size or float(np.mean(1 / (1 + np.exp(-inside)))) < SURE:
            return False
        sizes.append(inside.size)
    largest = max(int(support.mask.sum()) for support in structure.supports.slices)
    return float(np.median(sizes)) <= LARGER * largest


def _follow(
    walk: Walk, queries: list[int], iterations: int, meter: WorkMeter, token: CancelToken
) -> Iterator[RunProgress]:
    """Step to slices, over those in between."""
    for index in walk.path(queries):
        token.raise_if_cancelled()
        meter.pause()
        walk.step(index)
        yield meter.step("refine", iterations + 1, tr("Following from slice to slice"))


def fill_tips_twice(
    engine: Engine,
    structures: Sequence[Structure],
    evidence: Mapping[int, Evidence | None],
    iterations: int,
    meter: WorkMeter,
    token: CancelToken,
) -> Generator[RunProgress, None, dict[int, SecondPass]]:
    """Fill what lies between two or three painted slices that hardly overlap, and fill it again.

    Both times count alike. What is walked has its second pass behind it.
    """
    kept: dict[int, SecondPass] = {}
    for structure in structures:
        walked = len(structure.indices) == 2 and not structure.follows
        if walked or len(structure.indices) > 3 or not structure.only_tips():
            continue
        first, last = structure.indices[0], structure.indices[-1]
        between = [i for i in structure.supports.query_indices() if first < i < last]
        if not between:
            continue
        meter.plan({"refine": 2 * len(between) * (iterations + 1)})
        found: dict[int, NDArray[np.float16]] = {}
        for start in range(0, len(between), AGAIN):
            token.raise_if_cancelled()
            meter.pause()
            some = between[start : start + AGAIN]
            found |= _found(engine, structure, evidence.get(structure.label), some, iterations)
            yield meter.step(
                "refine", len(some) * (iterations + 1), tr("Looking for the structure")
            )
        masks = {s.index: s.mask for s in structure.supports.slices}
        masks |= {index: logits > 0 for index, logits in found.items()}
        second = kept[structure.label] = SecondPass(engine, structure, masks, iterations, found)
        yield from _look_again(second, between, iterations, meter, token)
    return kept


def _found(
    engine: Engine,
    structure: Structure,
    evidence: Evidence | None,
    queries: list[int],
    iterations: int,
) -> dict[int, NDArray[np.float16]]:
    """Logits of some slices after the last iteration, fused where that is done."""
    logits, _ = fused_logits(engine, structure, evidence, queries, iterations)
    small = np.clip(logits, -LARGEST_LOGIT, LARGEST_LOGIT).astype(np.float16)
    return dict(zip(queries, small, strict=True))


def _look_again(
    second: SecondPass,
    between: Sequence[int],
    iterations: int,
    meter: WorkMeter,
    token: CancelToken,
) -> Iterator[RunProgress]:
    """Fill slices again, from both sides."""
    for start in range(0, len(between), AGAIN):
        token.raise_if_cancelled()
        meter.pause()
        some = between[start : start + AGAIN]
        second.fill(some)
        yield meter.step(
            "refine", len(some) * (iterations + 1), tr("Filling again from both sides")
        )


def chunks_of(
    structures: Sequence[Structure], size: int, done: frozenset[int] = frozenset()
) -> list[list[int]]:
    """Query slices of all structures in batches, those next to a support first, without `done`."""
    distance: dict[int, int] = {}
    for structure in structures:
        for index in set(structure.supports.query_indices()) - done:
            nearest = min(abs(index - known) for known in structure.indices)
            distance[index] = min(nearest, distance.get(index, nearest))
    order = sorted(distance, key=lambda index: (distance[index], index))
    return [sorted(order[i : i + size]) for i in range(0, len(order), size)]

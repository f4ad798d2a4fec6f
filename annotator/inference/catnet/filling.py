"""The part of a run that fills slices: previews, walks, and batches of slices in lock-step."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.texts import tr
from annotator.inference.catnet.fusion import Fading, Fuser, interpolation_logits
from annotator.inference.catnet.merging import Merger
from annotator.inference.catnet.second_pass import UNITS_AGAIN, SecondPass
from annotator.inference.catnet.walk import AGREES, Walk, walks

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.proposal import IterationResult, RunProgress
    from annotator.core.support import PropagationRequest
    from annotator.inference.catnet.engine import Decoding, Engine
    from annotator.inference.catnet.fusion import Evidence
    from annotator.inference.catnet.merging import Maps, Shares
    from annotator.inference.catnet.pace import WorkMeter
    from annotator.inference.catnet.smoothing import Smoother
    from annotator.inference.catnet.structure import Structure

    Step = tuple[NDArray[np.float32], Shares, float]
    """Logits of some slices, shares of the network in them, seconds spent on them before."""

    Source = Callable[[int], Step]
    """Gives the next iteration, whose number it is told."""

SURE = 0.65
"""Least mean probability inside the masks with which a following window replaces a failed walk."""

LARGER = 2.5
"""How many times as large as the larger tip the masks may be then."""

TRUSTED_ODDS = 2.0
"""Odds of the network against interpolation from which on three painted slices are filled twice."""

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
    iterations
        CMAT iterations.
    merger, smoother, meter, token
        Of the run; nothing is smoothed where nothing is decoded.
    """

    structures: list[Structure]
    engine: Engine | None
    evidence: dict[int, Evidence | None]
    walks: dict[int, Walk]
    iterations: int
    merger: Merger
    smoother: Smoother | None
    meter: WorkMeter
    token: CancelToken

    def chunk(self, chunk: Sequence[int]) -> Iterator[IterationResult | RunProgress]:
        """All labels of a few slices in lock-step, so that each iteration is resolved at once.

        The last iteration of a slice comes once its neighbours have been filled as well.
        """
        work: list[tuple[Structure, list[int], Source, Fading]] = []
        for structure in self.structures:
            mine = set(structure.supports.query_indices())
            queries = [i for i in chunk if i in mine]
            if queries:
                source = yield from self._source(structure, queries)
                work.append((structure, queries, source, Fading(structure, queries)))
        units = sum(len(queries) for item, queries, *_ in work if item.label not in self.walks)
        for iteration in range(self.iterations + 1):
            self.token.raise_if_cancelled()
            self.meter.pause()
            maps: Maps = {}
            for structure, queries, source, fade in work:
                started = time.perf_counter()
                logits, shares, before = source(iteration)
                logits = fade(logits)
                seconds = before + time.perf_counter() - started
                maps[structure.label] = (queries, logits, seconds, shares)
            yield from self._results(chunk, iteration, maps)
            yield self.meter.step(
                "refine",
                units,
                tr("Iteration {shown} of {last}", shown=iteration, last=self.iterations),
            )

    def _results(
        self, chunk: Sequence[int], iteration: int, maps: Maps
    ) -> Iterator[IterationResult]:
        """Resolve an iteration of some slices; the last one of those that can be smoothed."""
        is_final = iteration == self.iterations
        if not is_final or self.smoother is None:
            for index in chunk:
                yield self.merger.result(index, iteration, maps, is_final=is_final)
            return
        self.smoother.add(chunk, maps)
        yield from self._smoothed()

    def _smoothed(self) -> Iterator[IterationResult]:
        """Resolve what can be smoothed by now."""
        assert self.smoother is not None
        for index in self.smoother.ready():
            maps = self.smoother.maps(index)
            yield self.merger.result(index, self.iterations, maps, is_final=True)

    def look_again(self) -> Iterator[IterationResult | RunProgress]:
        """Fill slices a second time where that pays, once all have been filled."""
        smoother, engine = self.smoother, self.engine
        if smoother is None or engine is None:
            return
        for structure in self.structures:
            if between := smoother.pending(structure.label):
                masks = smoother.masks(structure.label)
                self.token.raise_if_cancelled()
                engine.encode_supports(structure)
                second = SecondPass(engine, structure, masks)
                yield from _look_again(second, between, self.meter, self.token)
                smoother.improve(structure.label, second)
            smoother.listen(structure.label)
            yield from self._smoothed()

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


def _decoded(
    engine: Engine, structure: Structure, decoding: Decoding, fuser: Fuser | None, _: int
) -> Step:
    logits = engine.step(decoding, structure)
    if fuser is None:
        return logits, [1.0] * len(logits), 0.0
    logits = fuser(logits)
    return logits, fuser.shares, 0.0


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
            meter.plan({"refine": 2 * len(between) * UNITS_AGAIN})
            for begin_pass in (walk.second_pass, walk.third_pass):
                yield from _look_again(begin_pass(between), between, meter, token)
            walk.settle(between)
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


def looks_twice(structure: Structure, evidence: Evidence | None) -> bool:
    """Whether what lies between the painted slices is filled a second time.

    Three painted slices leave much to the network wherever interpolation counts for little, and two
    do so where a window follows; what is walked has its second pass behind it. With more of them a
    second pass gains nothing.
    """
    count = len(structure.indices)
    if count == 2:
        return structure.follows and structure.only_tips()
    trusted = evidence is not None and evidence.odds > TRUSTED_ODDS
    return count == 3 and (trusted or structure.only_tips())


def _look_again(
    second: SecondPass,
    between: Sequence[int],
    meter: WorkMeter,
    token: CancelToken,
) -> Iterator[RunProgress]:
    """Fill slices again, from both sides."""
    for start in range(0, len(between), AGAIN):
        token.raise_if_cancelled()
        meter.pause()
        some = between[start : start + AGAIN]
        second.fill(some)
        units = len(some) * UNITS_AGAIN
        yield meter.step("refine", units, tr("Filling again from both sides"))


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

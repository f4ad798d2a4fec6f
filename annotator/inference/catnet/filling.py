"""The part of a run that fills slices: previews, walks, and batches of slices in lock-step."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from annotator.inference.catnet.fusion import Fuser, interpolation_logits
from annotator.inference.catnet.merging import Merger
from annotator.inference.catnet.walk import AGREES, Walk, walks

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.proposal import IterationResult, RunProgress
    from annotator.core.support import PropagationRequest
    from annotator.inference.catnet.engine import Decoding, Engine
    from annotator.inference.catnet.fusion import Evidence
    from annotator.inference.catnet.merging import Maps, Shares
    from annotator.inference.catnet.pace import WorkMeter
    from annotator.inference.catnet.structure import Structure

SURE = 0.6
"""Least confidence from which on a window that follows takes the place of a failed walk."""

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
    merger, meter, token
        Of the run.
    """

    structures: list[Structure]
    engine: Engine | None
    evidence: dict[int, Evidence | None]
    walks: dict[int, Walk]
    iterations: int
    merger: Merger
    meter: WorkMeter
    token: CancelToken

    def chunk(self, chunk: Sequence[int]) -> Iterator[IterationResult | RunProgress]:
        """All labels of a few slices in lock-step, so that each iteration is resolved at once."""
        work = []
        for structure in self.structures:
            mine = set(structure.supports.query_indices())
            queries = [index for index in chunk if index in mine]
            if queries:
                work.append((structure, queries))
        fields = {
            s.label: interpolation_logits(s, queries)
            for s, queries in work
            if s.label not in self.walks
        }
        decodings: dict[int, Decoding] = {}
        fusers: dict[int, Fuser] = {}
        for structure, queries in work if self.engine else []:
            if structure.label in self.walks:
                walk = self.walks[structure.label]
                yield from _follow(walk, queries, self.iterations, self.meter, self.token)
            else:
                yield from self._begin(structure, queries, fields, decodings, fusers)
        self.merger.begin(chunk)
        for iteration in range(self.iterations + 1):
            self.token.raise_if_cancelled()
            self.meter.pause()
            maps: Maps = {}
            for structure, queries in work:
                started, before = time.perf_counter(), 0.0
                label = structure.label
                shares: Shares = [1.0 if self.engine else 0.0] * len(queries)
                if label in self.walks:
                    logits = self.walks[label].logits(queries, iteration)
                    before = self.walks[label].seconds(queries)
                elif label in decodings:
                    assert self.engine is not None
                    logits = self.engine.step(decodings[label], structure)
                    if label in fusers:
                        logits = fusers[label](logits)
                        shares = fusers[label].shares
                else:
                    logits = fields[label]
                seconds = before + time.perf_counter() - started
                maps[label] = (queries, logits, seconds, shares)
            is_final = iteration == self.iterations
            for index in chunk:
                yield self.merger.result(index, iteration, maps, is_final=is_final)
            units = sum(len(queries) for s, queries in work if s.label not in self.walks)
            yield self.meter.step("refine", units, f"Iteration {iteration} of {self.iterations}")

    def _begin(
        self,
        structure: Structure,
        queries: list[int],
        fields: dict[int, NDArray[np.float32]],
        decodings: dict[int, Decoding],
        fusers: dict[int, Fuser],
    ) -> Iterator[RunProgress]:
        """Encode slices and start their iterations."""
        assert self.engine is not None
        self.token.raise_if_cancelled()
        fresh = self.engine.missing(structure.view, queries)
        self.meter.pause()
        label = structure.label
        decodings[label] = self.engine.decode(structure, queries, self.iterations)
        found = self.evidence.get(label)
        if found is not None and found.weight < 1:  # else the network alone
            fusers[label] = Fuser(structure, queries, fields[label], found)
        yield self.meter.step("encode", fresh, "Encoding slices")


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
            if confidence(engine, moving, between, iterations) >= SURE:
                structures[number] = moving
                meter.plan({"encode": engine.missing(moving.view, between)})
                meter.plan({"refine": len(between) * (iterations + 1)})
                continue
            engine.begin(structure)
        yield from _look_again(walk, between, iterations, meter, token)
        kept[structure.label] = walk
    return kept


def confidence(
    engine: Engine, structure: Structure, queries: Sequence[int], iterations: int
) -> float:
    """Least confidence of the network on a few slices spread over some: 0.5 to 1, 0 for no mask.

    The confidence on a slice is the mean probability inside the mask found there.
    """
    places = np.linspace(0, len(queries) - 1, LOOKED_AT + 2).round().astype(int)
    found = []
    for index in sorted({queries[place] for place in places[1:-1]}):
        logits = engine.predict(structure, index, iterations)
        inside = logits[logits > 0]
        found.append(float(np.mean(1 / (1 + np.exp(-inside)))) if inside.size else 0.0)
    return min(found)


def _follow(
    walk: Walk, queries: list[int], iterations: int, meter: WorkMeter, token: CancelToken
) -> Iterator[RunProgress]:
    """Step to slices, over those in between."""
    for index in walk.path(queries):
        token.raise_if_cancelled()
        meter.pause()
        walk.step(index)
        yield meter.step("refine", iterations + 1, "Following from slice to slice")


def _look_again(
    walk: Walk, between: list[int], iterations: int, meter: WorkMeter, token: CancelToken
) -> Iterator[RunProgress]:
    """Fill what was walked again, from both sides."""
    if not between:
        return
    meter.plan({"refine": len(between) * (iterations + 1)})
    walk.second_pass(between)
    for start in range(0, len(between), AGAIN):
        token.raise_if_cancelled()
        meter.pause()
        some = between[start : start + AGAIN]
        walk.fill_again(some)
        yield meter.step("refine", len(some) * (iterations + 1), "Filling again from both sides")


def chunks_of(structures: Sequence[Structure], size: int) -> list[list[int]]:
    """Query slices of all structures in batches, those next to a support first."""
    distance: dict[int, int] = {}
    for structure in structures:
        for index in structure.supports.query_indices():
            nearest = min(abs(index - known) for known in structure.indices)
            distance[index] = min(nearest, distance.get(index, nearest))
    order = sorted(distance, key=lambda index: (distance[index], index))
    return [sorted(order[i : i + size]) for i in range(0, len(order), size)]

"""Early masks: slices filled with what the network knows before it has learned the structures.

They take the place of previews while learning goes on, so that a correction is answered at once.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.core.texts import tr
from annotator.inference.catnet.filling import chunks_of
from annotator.inference.catnet.fusion import Fading, fused_logits, interpolation_logits
from annotator.inference.catnet.merging import Merger
from annotator.inference.catnet.walk import walks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.core.cancel import CancelToken
    from annotator.core.proposal import IterationResult, RunProgress
    from annotator.core.support import PropagationRequest
    from annotator.inference.catnet.adapter import Adapter
    from annotator.inference.catnet.engine import Engine
    from annotator.inference.catnet.merging import Maps, Shares
    from annotator.inference.catnet.pace import WorkMeter
    from annotator.inference.catnet.structure import Structure

AT_ONCE = 2
"""Slices that are filled at once: the first ones are soon there."""


def early_masks(
    engine: Engine,
    structures: list[Structure],
    adapter: Adapter,
    request: PropagationRequest,
    meter: WorkMeter,
    token: CancelToken,
) -> Iterator[IterationResult | RunProgress]:
    """Fill all slices before anything is learned, those next to a painted one first.

    Each gets the mask of the last iteration only, from the decoder that an earlier run has adapted
    where there is one. Structures that are painted on their tips alone stay interpolated. Nothing
    is yielded where learning takes no longer than this.
    """
    iterations = request.options.iterations
    known = [s for s in structures if not (walks(s) or s.only_tips())]
    units = sum(len(s.supports.query_indices()) for s in known) * (iterations + 1)
    to_learn = [adapter.to_learn(engine, s, request) for s in structures]
    if not units or sum(map(meter.seconds, to_learn)) <= meter.seconds({"refine": units}):
        return
    meter.plan({"refine": units})
    evidence = {s.label: adapter.begin(engine, s, request) for s in known}
    merger = Merger(request, structures[0].stack)
    for chunk in chunks_of(structures, AT_ONCE, request.done):
        token.raise_if_cancelled()
        meter.pause()
        maps: Maps = {}
        units = 0
        for structure in structures:
            mine = set(structure.supports.query_indices())
            queries = [index for index in chunk if index in mine]
            if not queries:
                continue
            started = time.perf_counter()
            shares: Shares = [0.0] * len(queries)
            if structure.label in evidence:
                weights = evidence[structure.label]
                logits, shares = fused_logits(engine, structure, weights, queries, iterations)
                logits = Fading(structure, queries)(logits)
                units += len(queries) * (iterations + 1)
            else:
                logits = interpolation_logits(structure, queries)
            maps[structure.label] = (queries, logits, time.perf_counter() - started, shares)
        for index in chunk:
            yield replace(merger.result(index, 0, maps, is_final=False), stage="early")
        yield meter.step("refine", units, tr("First masks of the network"))

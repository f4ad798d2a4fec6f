"""Propagation: from painted slices to proposals for all others, iteration by iteration."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.core.errors import UserError
from annotator.core.proposal import IterationResult, LabelStats, RunProgress
from annotator.core.support import FREE
from annotator.inference.adaptation import Adapted, adapt
from annotator.inference.devices import choose_device, describe_device, free_memory
from annotator.inference.engine import Engine
from annotator.inference.feature_cache import FeatureCache
from annotator.inference.fusion import Evidence, fuse, interpolation_logits, weigh
from annotator.inference.structure import SliceStack, Structure, View, dice

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.support import PropagationRequest
    from annotator.core.volume import Volume
    from annotator.inference.model_store import ModelStore

CHUNK = 6
"""Query slices per batch; halved when the device runs out of memory."""

LEARNING_UNITS = 26
"""Units of progress that the adaptation to a structure counts for: about one per step."""

KEPT_DECODERS = 32
"""Adapted decoders held for later runs, about 5 MB each."""


@dataclass(slots=True)
class _Counter:
    """Units of work done and to do."""

    total: int
    done: int = 0
    prefix: str = ""

    def step(self, units: int, text: str) -> RunProgress:
        self.done = min(self.total, self.done + units)
        return RunProgress(self.done, self.total, self.prefix + text)


class CatNetPropagator:
    """Fills query slices with CAT-Net, with shape interpolation, or with both fused.

    Satisfies `annotator.services.ports.Propagator`. Used from one thread at a time.

    Parameters
    ----------
    store
        Installed models.
    """

    def __init__(self, store: ModelStore) -> None:
        self._store = store
        self._cache = FeatureCache()
        self._engine: Engine | None = None
        self._adapted: dict[Hashable, tuple[tuple[Hashable, str, int], Adapted]] = {}

    def device_name(self, device: str = "auto") -> str:
        """Human-readable name of the device a run would use; raises `UserError` if absent."""
        return describe_device(choose_device(device))

    def model_names(self) -> list[str]:
        """Installed models that can propagate, default first."""
        return [model.name for model in self._store.models("catnet")]

    def prepare(
        self, volume: Volume, axis: int, token: CancelToken, device: str = "auto"
    ) -> Iterator[RunProgress]:
        """Encode the whole slices of a volume ahead of a run; yields progress."""
        if not self._store.models("catnet"):
            return
        engine = self._load(None, device)
        view = View.whole(SliceStack(volume, axis), engine.size)
        indices = list(range(view.stack.length))
        for start in range(0, len(indices), CHUNK):
            token.raise_if_cancelled()
            engine.encode(view, indices[start : start + CHUNK])
            yield RunProgress(min(start + CHUNK, len(indices)), len(indices), "Encoding slices")

    def propagate(
        self, request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        """Run; yields every slice after every iteration, and progress in between.

        Raises
        ------
        UserError
            If there is no support, no model, or no such device.
        Cancelled
            When the token asks for it, between iterations.
        """
        if not request.supports:
            raise UserError("Paint the structure on at least one slice before propagating.")
        stack = SliceStack(request.volume, request.axis)
        engine = None
        if request.method != "interpolation":
            engine = self._load(request.model, request.device)
        size, factor = (engine.size, engine.factor) if engine else (64, 2.0)
        structures = [Structure(stack, s, size, factor) for s in request.supports]
        chunks = _chunks(structures, CHUNK)
        iterations = request.iterations if engine else 0
        queries = sum(len(s.supports.query_indices()) for s in structures)
        total = queries * (iterations + 2)
        adapts = engine is not None and request.adapt not in ("off", "0")
        total += LEARNING_UNITS * len(structures) * adapts
        counter = _Counter(max(1, total))
        evidence: dict[int, Evidence | None] = {}
        for number, structure in enumerate(structures if engine else []):
            assert engine is not None
            counter.prefix = f"Structure {number + 1} of {len(structures)}: "
            while structure.label not in evidence:
                try:
                    yield from self._learn(engine, structure, request, evidence, counter, token)
                except (torch.OutOfMemoryError, MemoryError):
                    yield _to_cpu(engine, counter)
            counter.done = LEARNING_UNITS * (number + 1) * adapts
        counter.prefix = ""
        merger = _Merger(request, stack)
        while chunks:
            chunk = chunks.pop(0)
            token.raise_if_cancelled()
            try:
                yield from self._chunk(
                    chunk, structures, engine, evidence, iterations, merger, counter, token
                )
            except (torch.OutOfMemoryError, MemoryError):
                if engine is None:
                    raise
                free_memory(engine.device)
                if len(chunk) > 1:
                    half = len(chunk) // 2
                    chunks[:0] = [chunk[:half], chunk[half:]]
                else:
                    chunks.insert(0, chunk)
                    yield _to_cpu(engine, counter)

    def _learn(
        self,
        engine: Engine,
        structure: Structure,
        request: PropagationRequest,
        evidence: dict[int, Evidence | None],
        counter: _Counter,
        token: CancelToken,
    ) -> Iterator[RunProgress]:
        """Encode a structure's supports, adapt to them, and weigh the methods on them."""
        token.raise_if_cancelled()
        yield counter.step(0, "looking at its painted slices")
        engine.begin(structure)
        adapted = None
        if request.adapt not in ("off", "0"):
            for news in self._adapt(engine, structure, request, counter):
                token.raise_if_cancelled()
                if isinstance(news, Adapted):
                    adapted = news
                else:
                    yield news
        found = None
        if request.method == "fused":
            found = weigh(engine, structure, request.iterations, adapted)
        evidence[structure.label] = found

    def _adapt(
        self, engine: Engine, structure: Structure, request: PropagationRequest, counter: _Counter
    ) -> Iterator[RunProgress | Adapted]:
        """Adapted decoder of a structure: kept from the last run, or made."""
        place = (request.volume.content_id, request.axis, structure.label, engine.model.sha256)
        state = (structure.fingerprint(), request.adapt, request.seed)
        kept = self._adapted.get(place)
        if kept is not None and kept[0] == state:
            adapted = kept[1]
        else:
            start = kept[1].decoder if kept is not None and kept[0][1:] == state[1:] else None
            for news in adapt(
                engine, structure, request.adapt, request.iterations, request.seed, start
            ):
                if isinstance(news, Adapted):
                    adapted = news
                else:
                    yield counter.step(1, news)
            self._adapted[place] = (state, adapted)
            while len(self._adapted) > KEPT_DECODERS:
                del self._adapted[next(iter(self._adapted))]
        engine.use(structure, adapted.decoder or engine.net)
        yield adapted

    def forget_adaptation(self) -> None:
        """Drop all adapted decoders; the next run starts from the model as it is."""
        self._adapted.clear()

    def _chunk(
        self,
        chunk: Sequence[int],
        structures: Sequence[Structure],
        engine: Engine | None,
        evidence: dict[int, Evidence | None],
        iterations: int,
        merger: _Merger,
        counter: _Counter,
        token: CancelToken,
    ) -> Iterator[IterationResult | RunProgress]:
        """All labels of a few slices in lock-step, so that each iteration is resolved at once."""
        work = []
        for structure in structures:
            mine = set(structure.supports.query_indices())
            queries = [index for index in chunk if index in mine]
            if queries:
                work.append((structure, queries))
        fields = {s.label: interpolation_logits(s, queries) for s, queries in work}
        runs = {}
        for structure, queries in work if engine else []:
            assert engine is not None
            token.raise_if_cancelled()
            runs[structure.label] = engine.decode(structure, queries, iterations)
            yield counter.step(len(queries), "Encoding slices")
        merger.begin(chunk)
        for iteration in range(iterations + 1):
            token.raise_if_cancelled()
            maps: dict[int, tuple[list[int], NDArray[np.float32], float]] = {}
            for structure, queries in work:
                started = time.perf_counter()
                logits = fields[structure.label]
                if structure.label in runs:
                    assert engine is not None
                    net = engine.step(runs[structure.label], structure)
                    found = evidence.get(structure.label)
                    logits = net if found is None else fuse(net, logits, structure, queries, found)
                maps[structure.label] = (queries, logits, time.perf_counter() - started)
            for index in chunk:
                yield merger.result(index, iteration, maps, is_final=iteration == iterations)
            units = sum(len(queries) for _, queries in work)
            yield counter.step(units, f"Iteration {iteration} of {iterations}")

    def _load(self, name: str | None, device: str) -> Engine:
        chosen = choose_device(device)
        model = self._store.get(name, "catnet")
        if self._engine is None or self._engine.model.sha256 != model.sha256:
            self._engine = Engine(model, chosen, self._cache)
        self._engine.to(chosen)
        return self._engine


class _Merger:
    """Resolves the labels of a slice and keeps what must not change."""

    def __init__(self, request: PropagationRequest, stack: SliceStack) -> None:
        self._request = request
        self._stack = stack
        self._before: dict[tuple[int, int], NDArray[np.bool_]] = {}

    def begin(self, chunk: Sequence[int]) -> None:
        """Forget the masks of other slices."""
        self._before = {key: m for key, m in self._before.items() if key[0] in chunk}

    def result(
        self,
        index: int,
        iteration: int,
        maps: dict[int, tuple[list[int], NDArray[np.float32], float]],
        *,
        is_final: bool,
    ) -> IterationResult:
        """Labels of one slice: the highest logit above 0 wins; locked voxels keep their value."""
        labels = np.zeros(self._stack.shape, np.uint8)
        best = np.zeros(self._stack.shape, np.float32)
        mine = {
            label: (logits[queries.index(index)], seconds / len(queries))
            for label, (queries, logits, seconds) in maps.items()
            if index in queries
        }
        for label, (logits, _) in mine.items():
            wins = logits > best
            labels[wins] = label
            np.copyto(best, logits, where=wins)
        if self._request.locked is not None:
            locked = self._request.locked.take(index, axis=self._request.axis)
            np.copyto(labels, locked, where=locked != FREE)
        stats = {
            label: self._stats(index, label, labels == label, logits, seconds)
            for label, (logits, seconds) in mine.items()
        }
        labels.flags.writeable = False
        return IterationResult(index, iteration, labels, stats, is_final)

    def _stats(
        self,
        index: int,
        label: int,
        mask: NDArray[np.bool_],
        logits: NDArray[np.float32],
        seconds: float,
    ) -> LabelStats:
        before = self._before.get((index, label))
        self._before[index, label] = mask
        inside = logits[mask]
        probability = float(np.mean(1 / (1 + np.exp(-inside)))) if inside.size else float("nan")
        change = float("nan") if before is None else dice(mask, before)
        return LabelStats(int(inside.size), change, probability, seconds)


def _to_cpu(engine: Engine, counter: _Counter) -> RunProgress:
    """Go on on the CPU after the device ran out of memory; raises if it is the CPU."""
    if engine.device.type == "cpu":
        raise UserError(
            "This computer has too little free memory for the run; close other programs or "
            "propagate fewer slices. Nothing was changed."
        )
    text = f"{describe_device(engine.device)} is out of memory: going on on the CPU"
    free_memory(engine.device)
    engine.to(torch.device("cpu"))
    return RunProgress(counter.done, counter.total, text, important=True)


def _chunks(structures: Sequence[Structure], size: int) -> list[list[int]]:
    """Query slices of all structures in batches, those next to a support first."""
    distance: dict[int, int] = {}
    for structure in structures:
        for index in structure.supports.query_indices():
            nearest = min(abs(index - known) for known in structure.indices)
            distance[index] = min(nearest, distance.get(index, nearest))
    order = sorted(distance, key=lambda index: (distance[index], index))
    return [sorted(order[i : i + size]) for i in range(0, len(order), size)]

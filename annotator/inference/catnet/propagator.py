"""Propagation: from painted slices to proposals for all others, iteration by iteration."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import torch

from annotator.core.errors import UserError
from annotator.core.intensity import usual_range
from annotator.core.proposal import IterationResult, RunProgress
from annotator.core.texts import tr
from annotator.inference.catnet.adaptation import planned
from annotator.inference.catnet.adapter import MOST_LEARNED, Adapter, what_is_done
from annotator.inference.catnet.early import early_masks
from annotator.inference.catnet.edges import EdgeVoice, has_edges
from annotator.inference.catnet.engine import Engine
from annotator.inference.catnet.feature_cache import FeatureCache
from annotator.inference.catnet.filling import (
    Filling,
    begin_walks,
    chunks_of,
    looks_twice,
    previews,
)
from annotator.inference.catnet.inspection import Inspections
from annotator.inference.catnet.merging import Merger
from annotator.inference.catnet.pace import Pace, WorkMeter
from annotator.inference.catnet.parts import in_parts, label_of, learned_together
from annotator.inference.catnet.second_pass import UNITS_AGAIN
from annotator.inference.catnet.smoothing import Smoother
from annotator.inference.catnet.structure import Structure
from annotator.inference.catnet.walk import walks
from annotator.inference.devices import (
    arithmetic,
    choose_device,
    describe_device,
    free_memory,
    trim_memory,
)
from annotator.inference.slice_stack import Crop, SliceStack

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from annotator.core.cancel import CancelToken
    from annotator.core.inspection import Inspection
    from annotator.core.proposal import Learned
    from annotator.core.run_options import RunOptions
    from annotator.core.support import PropagationRequest
    from annotator.core.volume import Volume
    from annotator.inference.catnet.fusion import Evidence
    from annotator.inference.catnet.walk import Walk
    from annotator.inference.model_store import ModelStore

CHUNK = 6
"""Query slices per batch; halved when the device runs out of memory."""

MOST_AT_ONCE = 32
"""Query slices times labels per batch, about, so that many labels do not fill the memory."""


FEW_LABELS = 4
"""Runs of more labels give memory back after every batch; it takes them no time to speak of."""


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
        self._adapter = Adapter()
        self._paces: dict[torch.device, Pace] = {}
        self._inspections = Inspections(store, self._adapter)

    def device_name(self, device: str = "auto") -> str:
        """Human-readable name of the device a run would use; raises `UserError` if absent."""
        return describe_device(choose_device(device))

    def model_names(self) -> list[str]:
        """Installed models that can propagate, default first."""
        return [model.name for model in self._store.models("catnet")]

    def model_of(self, options: RunOptions) -> tuple[str, str]:
        """Name and checksum of the model that a run with these options uses; "" for none."""
        if options.method == "interpolation":
            return "", ""
        model = self._store.get(options.model, "catnet")
        return model.name, model.sha256

    def arithmetic(self) -> dict[str, str]:
        """Say what results depend on to the bit, besides model and versions."""
        return arithmetic()

    def prepare(
        self, volume: Volume, axis: int, options: RunOptions, token: CancelToken
    ) -> Iterator[RunProgress]:
        """Encode the whole slices of a volume for the model of a run; yields progress."""
        if not self._store.models("catnet"):
            return
        engine = self._load(options)
        self._cache.fit(volume.voxels.nbytes)
        view = Crop.whole(SliceStack(volume, axis), engine.size)
        indices = list(range(view.stack.length))
        for start in range(0, len(indices), CHUNK):
            token.raise_if_cancelled()
            engine.encode(view, indices[start : start + CHUNK])
            yield RunProgress(min(start + CHUNK, len(indices)), len(indices), tr("Encoding slices"))

    def learn(self, request: PropagationRequest, token: CancelToken) -> Iterator[RunProgress]:
        """Do what a run does before it fills slices, so that it finds it done.

        Adapts to the painted slices and encodes the others. Nothing is done for requests that make
        no use of it.
        """
        if not request.options.adapts or not self._store.models("catnet"):
            return
        engine = self._load(request.options)
        request = in_parts(request)
        structures = self._structures(request, engine)
        meter = self._meter(engine, structures, request)
        yield from self._learn(engine, structures, request, meter, token)
        for structure in structures:
            if walks(structure):
                continue  # it looks through other windows
            queries = structure.supports.query_indices()
            for start in range(0, len(queries), CHUNK):
                token.raise_if_cancelled()
                chunk = queries[start : start + CHUNK]
                fresh = engine.missing(structure.view, chunk)
                meter.pause()
                engine.encode(structure.view, chunk)
                yield meter.step("encode", fresh, tr("encoding slices"))

    def forget(self) -> None:
        """Drop what was learned of structures; the next run starts from the model as it is."""
        self._adapter.forget()

    def propagate(
        self, request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        """Run; yields every slice after every iteration, and progress in between.

        If the request asks for previews, an interpolated mask of every slice comes first, and
        then, unless it is learned soon, one from the network as it is.

        Raises
        ------
        UserError
            If there is no support, no model, or no such device.
        Cancelled
            When the token asks for it, between iterations.
        """
        if not request.supports:
            raise UserError(tr("Paint the structure on at least one slice before propagating."))
        engine, wanted = None, request
        if request.options.method != "interpolation":
            engine = self._load(request.options)
            request = in_parts(request)
        structures = self._structures(request, engine)
        meter = self._meter(engine, structures, request)
        evidence: dict[int, Evidence | None] = {}
        if engine is not None:
            if request.previews:
                yield from previews(structures, request, token)
                yield from self._early(engine, structures, request, meter, token)
            evidence = yield from self._learn(engine, structures, request, meter, token)
        iterations = request.options.iterations if engine else 0
        walked: dict[int, Walk] = {}
        if engine is not None:
            walked = yield from self._walk(engine, structures, iterations, meter, token)
        smoother = None
        if engine is not None:
            smoother = _smoother(request, structures, evidence, meter)
        merger = Merger(request, structures[0].stack)
        filling = Filling(
            structures, engine, evidence, walked, iterations, merger, smoother, meter, token
        )
        self._inspections.note(wanted, engine, structures, evidence, walked)
        chunks = chunks_of(structures, _at_once(len(structures)), request.done)
        while chunks:
            chunk = chunks.pop(0)
            token.raise_if_cancelled()
            try:
                yield from filling.chunk(chunk)
                if len(structures) > FEW_LABELS:
                    trim_memory()
            except (torch.OutOfMemoryError, MemoryError):
                if engine is None:
                    raise
                free_memory(engine.device)
                if len(chunk) > 1:
                    half = len(chunk) // 2
                    chunks[:0] = [chunk[:half], chunk[half:]]
                else:
                    chunks.insert(0, chunk)
                    yield self._to_cpu(engine, meter)
        if engine is not None:
            yield from self._look_again(filling, engine, meter)

    def _look_again(
        self, filling: Filling, engine: Engine, meter: WorkMeter
    ) -> Iterator[IterationResult | RunProgress]:
        """Fill again what is to be; on the CPU where the device runs out of memory."""
        while True:
            try:
                yield from filling.look_again()
            except (torch.OutOfMemoryError, MemoryError):
                yield self._to_cpu(engine, meter)
            else:
                return

    def inspect(
        self,
        request: PropagationRequest,
        label: int,
        index: int,
        token: CancelToken,
        attention: bool = False,
    ) -> Iterator[Inspection | RunProgress]:
        """Look into what a run does on one slice of one label; the last item tells.

        May be called from another thread while a run is at work. With the supports of the last
        run, it is that run that is looked into, decoders included; other requests are learned
        first.

        Raises
        ------
        UserError
            If the label has no supports, or there is no model.
        """
        return self._inspections.inspect(request, label, index, token, attention)

    def _structures(self, request: PropagationRequest, engine: Engine | None) -> list[Structure]:
        stack = SliceStack(usual_range(request.volume), request.axis)
        self._cache.fit(request.volume.voxels.nbytes)
        size, factor = (engine.size, engine.factor) if engine else (64, 2.0)
        return [Structure(stack, s, size, factor) for s in request.supports]

    def _meter(
        self, engine: Engine | None, structures: Sequence[Structure], request: PropagationRequest
    ) -> WorkMeter:
        """Meter of a run that expects all work of it."""
        device = engine.device if engine else torch.device("cpu")
        meter = WorkMeter(self._paces.setdefault(device, Pace()))
        iterations = request.options.iterations if engine else 0
        for structure in structures:
            queries = structure.supports.query_indices()
            if engine is not None:
                if request.options.adapts:
                    core = structure.thinned(MOST_LEARNED)
                    meter.plan(planned(core, request.options.adaptation))
                if not walks(structure):
                    meter.plan({"encode": engine.missing(structure.view, queries)})
            meter.plan({"refine": len(queries) * (iterations + 1)})
        return meter

    def _early(
        self,
        engine: Engine,
        structures: list[Structure],
        request: PropagationRequest,
        meter: WorkMeter,
        token: CancelToken,
    ) -> Iterator[IterationResult | RunProgress]:
        """Fill slices before anything is learned, as far as the memory goes."""
        try:
            yield from early_masks(engine, structures, self._adapter, request, meter, token)
        except (torch.OutOfMemoryError, MemoryError):
            free_memory(engine.device)

    def _learn(
        self,
        engine: Engine,
        structures: Sequence[Structure],
        request: PropagationRequest,
        meter: WorkMeter,
        token: CancelToken,
    ) -> Generator[RunProgress, None, dict[int, Evidence | None]]:
        """Learn all structures; on the CPU where the device runs out of memory."""
        evidence: dict[int, Evidence | None] = {}
        parts = Counter(label_of(structure.label) for structure in structures)
        told: dict[int, list[Learned]] = defaultdict(list)
        for structure in structures:
            label = meter.label = label_of(structure.label)
            while structure.label not in evidence:
                try:
                    evidence[structure.label], learned = yield from self._adapter.learn(
                        engine, structure, request, meter, token
                    )
                except (torch.OutOfMemoryError, MemoryError):
                    yield self._to_cpu(engine, meter)
            told[label].append(learned)
            if len(told[label]) == parts[label]:
                whole = learned_together(told[label])
                yield meter.state(what_is_done(request, whole.slices), learned=whole)
            meter.label = 0
        return evidence

    def _walk(
        self,
        engine: Engine,
        structures: list[Structure],
        iterations: int,
        meter: WorkMeter,
        token: CancelToken,
    ) -> Generator[RunProgress, None, dict[int, Walk]]:
        """Walk between tips ahead of the rest; on the CPU where the device runs out of memory."""
        while True:
            try:
                return (yield from begin_walks(engine, structures, iterations, meter, token))
            except (torch.OutOfMemoryError, MemoryError):
                yield self._to_cpu(engine, meter)

    def _load(self, options: RunOptions) -> Engine:
        chosen = choose_device(options.device)
        model = self._store.get(options.model, "catnet")
        if self._engine is None or self._engine.model.sha256 != model.sha256:
            self._adapter.leave()
            self._engine = Engine(model, chosen, self._cache)
        self._engine.to(chosen)
        return self._engine

    def _to_cpu(self, engine: Engine, meter: WorkMeter) -> RunProgress:
        """Go on on the CPU after the device ran out of memory; raises if it is the CPU."""
        if engine.device.type == "cpu":
            raise UserError(
                tr(
                    "This computer has too little free memory for the run; close other programs or "
                    "propagate fewer slices. Nothing was changed."
                )
            )
        device = describe_device(engine.device)
        text = tr("{device} is out of memory: going on on the CPU", device=device)
        free_memory(engine.device)
        engine.to(torch.device("cpu"))
        return meter.state(text, important=True)


def _smoother(
    request: PropagationRequest,
    structures: Sequence[Structure],
    evidence: Mapping[int, Evidence | None],
    meter: WorkMeter,
) -> Smoother:
    """Smoother of a run, with the labels that are filled a second time."""
    again = {s.label for s in structures if looks_twice(s, evidence.get(s.label))}
    edges = {s.label: EdgeVoice(s) for s in structures if evidence.get(s.label) and has_edges(s)}
    smoother = Smoother(request.supports, structures[0].stack.shape, again, request.done, edges)
    slices = sum(len(smoother.pending(label)) for label in again)
    meter.plan({"refine": slices * UNITS_AGAIN})
    return smoother


def _at_once(labels: int) -> int:
    """Query slices per batch of so many labels."""
    return max(1, min(CHUNK, MOST_AT_ONCE // labels))

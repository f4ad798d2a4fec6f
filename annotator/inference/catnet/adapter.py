"""What is learned of structures before their slices are filled: kept, gone on with, forgotten."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.core.cancel import Cancelled
from annotator.core.proposal import Learned
from annotator.core.support import Lesson
from annotator.core.texts import tr
from annotator.inference.catnet.adaptation import Adapted, adapt, planned
from annotator.inference.catnet.fusion import weigh
from annotator.inference.catnet.parts import whole_of

if TYPE_CHECKING:
    from collections.abc import Generator, Hashable, Iterator, Mapping

    from annotator.core.cancel import CancelToken
    from annotator.core.proposal import RunProgress
    from annotator.core.support import PropagationRequest
    from annotator.inference.catnet.engine import Engine
    from annotator.inference.catnet.fusion import Evidence
    from annotator.inference.catnet.pace import Kind, Work, WorkMeter
    from annotator.inference.catnet.structure import Structure

_NOTHING = Adapted(None, 0, math.nan, math.nan, None)
"""What is known of a structure that was not learned."""

KEPT_DECODERS = 32
"""Adapted decoders held for later runs, about 5 MB each."""

MOST_LEARNED = 10
"""Supports that are learned from; of more, some are chosen that are evenly spread."""


class Adapter:
    """Adapts decoders to structures and keeps what was learned.

    An adaptation that is left in the middle is gone on with when it is asked for again, unless the
    structure has changed.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[Hashable, Adapted]] = {}
        self._begun: tuple[Hashable, Iterator[Work | Adapted]] | None = None
        self._left: dict[Kind, float] = {}  # of what is begun
        self._evidence: dict[Hashable, Evidence] = {}

    def forget(self) -> None:
        """Drop all adapted decoders; the next run starts from the model as it is."""
        self._kept.clear()
        self._evidence.clear()
        self._begun = None

    def apart(self) -> Adapter:
        """Return an adapter that knows what this one does, for use in another thread."""
        other = Adapter()
        other._kept = dict(self._kept)
        return other

    def leave(self) -> None:
        """Drop an adaptation in the middle: its device or network has gone."""
        self._begun = None

    def to_learn(
        self, engine: Engine, structure: Structure, request: PropagationRequest
    ) -> Mapping[Kind, float]:
        """Return the work at most that is ahead before a structure is learned."""
        if not request.options.adapts:
            return {}
        core = structure.thinned(MOST_LEARNED)
        place, state = _place(engine, core, request), _state(core, request)
        kept = self._kept.get(place)
        if kept is not None and kept[0] == state:
            return {}
        if self._begun is not None and self._begun[0] == (place, state, engine.device):
            return self._left
        return planned(core, request.options.adaptation)

    def begin(
        self, engine: Engine, structure: Structure, request: PropagationRequest
    ) -> Evidence | None:
        """Make ready to decode a structure with what is known of it before it is learned.

        Returns the evidence for fusing, None where nothing is fused.
        """
        place = _place(engine, structure, request)
        kept = self._kept.get(place)
        _make_ready(engine, structure, _NOTHING if kept is None else kept[1])
        if request.options.method != "fused":
            return None
        known = self._evidence.get(place)
        return known or weigh(engine, structure, request.options.iterations, None)

    def learn(
        self,
        engine: Engine,
        structure: Structure,
        request: PropagationRequest,
        meter: WorkMeter,
        token: CancelToken,
    ) -> Generator[RunProgress, None, tuple[Evidence | None, Learned]]:
        """Encode a structure's supports, adapt to them, and weigh the methods on them.

        Yields progress. Returns the evidence for fusing, None where nothing is fused, and what was
        learned, with which the engine decodes the structure from then on.
        """
        token.raise_if_cancelled()
        core = structure.thinned(MOST_LEARNED)
        options = request.options
        count = len(core.indices)
        text = what_is_done(request, count)
        yield meter.state(text)
        token.raise_if_cancelled()
        engine.begin(core)
        adapted = _NOTHING
        if options.adapts:
            adapted = yield from self._adapt(engine, core, request, meter, token, text)
            _make_ready(engine, core, adapted)
        evidence = None
        if options.method == "fused":
            evidence = weigh(engine, core, options.iterations, adapted)
            self._evidence[_place(engine, core, request)] = evidence
        if core is not structure:
            _make_ready(engine, structure, adapted)
        share = math.nan if evidence is None else evidence.weight
        learned = Learned(
            structure.label,
            count,
            adapted.steps,
            adapted.before,
            adapted.after,
            share,
            None if adapted.checked is None else core.indices[adapted.checked],
            adapted.lessons,
        )
        return evidence, learned

    def _adapt(
        self,
        engine: Engine,
        structure: Structure,
        request: PropagationRequest,
        meter: WorkMeter,
        token: CancelToken,
        text: str,
    ) -> Generator[RunProgress, None, Adapted]:
        """Adapted decoder of a structure: kept from before, or made."""
        options = request.options
        place, state = _place(engine, structure, request), _state(structure, request)
        left = dict(planned(structure, options.adaptation))
        kept = self._kept.get(place)
        if kept is not None and kept[0] == state:
            meter.plan({kind: -units for kind, units in left.items()})
            return kept[1]
        key = (place, state, engine.device)
        start = None if kept is None else kept[1]
        if self._begun is None or self._begun[0] != key:
            steps = adapt(
                engine, structure, options.adaptation, options.iterations, options.seed, start
            )
            self._begun, self._left = (key, steps), dict(left)
        try:
            for news in self._begun[1]:
                if isinstance(news, Adapted):
                    adapted = news
                    break
                left[news.kind] -= news.units
                self._left[news.kind] -= news.units
                yield meter.step(news.kind, news.units, text)
                token.raise_if_cancelled()
        except Cancelled:
            raise
        except Exception:
            self._begun = None  # it cannot be gone on with
            raise
        self._begun = None
        meter.plan({kind: -units for kind, units in left.items()})
        earlier = start.lessons if start is not None and adapted.went_on else ()
        told = whole_of(structure.supports)
        lesson = Lesson(told, options.adaptation, options.iterations, options.seed)
        adapted = replace(adapted, lessons=(*earlier, lesson))
        self._kept.pop(place, None)
        self._kept[place] = (state, adapted)
        while len(self._kept) > KEPT_DECODERS:
            del self._kept[next(iter(self._kept))]
        return adapted


def what_is_done(request: PropagationRequest, count: int) -> str:
    """Say what is being done with so many painted slices."""
    if request.options.adapts:
        return tr("learning from {n} painted slice", "learning from {n} painted slices", n=count)
    return tr("looking at {n} painted slice", "looking at {n} painted slices", n=count)


def _place(engine: Engine, structure: Structure, request: PropagationRequest) -> Hashable:
    """Return what an adaptation belongs to: image, axis, label, network."""
    return request.volume.content_id, request.axis, structure.label, engine.model.sha256


def _state(structure: Structure, request: PropagationRequest) -> Hashable:
    """Return what an adaptation was made from."""
    return structure.fingerprint(), request.options.adaptation, request.options.seed


def _make_ready(engine: Engine, structure: Structure, adapted: Adapted) -> None:
    engine.begin(structure)
    if adapted.decoder is not None:
        engine.use(structure, adapted.decoder)

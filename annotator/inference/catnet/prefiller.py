"""A new case filled from finished ones, label by label, with the installed CAT-Net."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.errors import UserError
from annotator.core.finished import FinishedCase, Prefill, PrefilledLabel
from annotator.core.proposal import IterationResult, RunProgress
from annotator.core.support import FREE, PropagationRequest, supports_from_labels
from annotator.core.texts import tr
from annotator.inference.catnet.engine import LARGEST_LOGIT, OUTSIDE, Engine
from annotator.inference.catnet.feature_cache import FeatureCache
from annotator.inference.catnet.found import Found, in_one_place, settled
from annotator.inference.catnet.laying import Laying, identity
from annotator.inference.catnet.patient_filling import GROUPS, fill
from annotator.inference.catnet.patients import SHOTS, Expected, Laid, main_part
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.catnet.structure import dice
from annotator.inference.cloformer.slice_scorer import (
    ARCHITECTURE,
    described,
    load_encoder,
)
from annotator.inference.devices import choose_device

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.core.cancel import CancelToken
    from annotator.core.finished import CaseSource
    from annotator.core.labels import LabelClass
    from annotator.core.run_options import RunOptions
    from annotator.core.support import SupportSet
    from annotator.core.volume import Volume
    from annotator.inference.cloformer.slice_scorer import SliceEncoder
    from annotator.inference.model_store import ModelStore

MOST_PATIENTS = 10
"""Finished cases that are laid onto a new one; of more, those that look most alike."""

ITERATIONS = 3

PASSES_ALONE = 3
"""Passes where one finished patient is alone: from that patient's slices, from these and trusted
ones of the new patient, and from the trusted ones by themselves."""


ENOUGH_PAINTED = 2
"""Painted slices of a label from which on it is filled as in a run, from them alone; the finished
patients still say where it ends."""

SMALL = 0.25
"""Share of the least volume of a structure in the finished patients below which it is doubted."""


class CatNetPrefiller:
    """Fills new cases; satisfies `annotator.services.ports.Prefiller`.

    Parameters
    ----------
    store
        Installed models.
    """

    def __init__(self, store: ModelStore) -> None:
        self._store = store
        self._propagator = CatNetPropagator(store)
        self._descriptions: dict[str, Tensor] = {}
        self._laying: tuple[object, Laying] | None = None

    def prefill(
        self,
        volume: Volume,
        sources: Sequence[CaseSource],
        options: RunOptions,
        token: CancelToken,
        painted: NDArray[np.uint8] | None = None,
    ) -> Iterator[RunProgress | Prefill]:
        """Fill a case from finished ones; the last item is the `Prefill`.

        Parameters
        ----------
        volume
            The new case. A source with the same voxels is left out.
        sources
            Finished cases.
        options
            Model, device and labels.
        token
            Stops the work between two patients or labels.
        painted
            uint8 ``(z, y, x)``, what was painted on some slices of the new case: a slice that
            holds a label keeps it as it is, and supports the others.

        Raises
        ------
        UserError
            If there is no model or device, no other finished case, or one cannot be read.
        Cancelled
            If the token was cancelled.
        """
        device = choose_device(options.device)
        engine = Engine(self._store.get(options.model, "catnet"), device, FeatureCache())
        axis = slice_axis(volume)
        chosen, unlike = yield from self._most_alike(volume, axis, sources, options, token)
        if not chosen:
            raise UserError(tr("No other finished case is there to fill this one from."))
        yield RunProgress(0, 2 * len(chosen), tr("learning where structures lie"))
        laying = self._lay(chosen, axis, options, token)
        laid = []
        for number, case in enumerate(chosen):
            token.raise_if_cancelled()
            text = tr("laying {name} onto this patient", name=case.name)
            yield RunProgress(number, 2 * len(chosen), text)
            laid.append(laying.lay(case, volume))
        laid.sort(key=lambda item: -item.registration.likeness)
        values = _values(chosen, options)
        run = partial(self._propagator.propagate, token=token)
        work = _Labels(volume, axis, engine, laid, laying.presence(volume), painted, options, run)
        passes = PASSES_ALONE if len(laid) == 1 else 1
        found = yield from _look(work, values, passes, token)
        best = np.full(volume.voxels.shape, 0.0, np.float32)
        labels = np.zeros(volume.voxels.shape, np.uint8)
        described: dict[int, PrefilledLabel] = {}
        for number, value in enumerate(values, passes * len(values)):
            token.raise_if_cancelled()
            text = tr("filling label {value}", value=value)
            yield RunProgress(number, (1 + passes) * len(values), text, label=value)
            filled = work.filled(value, found.get(value))
            if filled is None:
                continue
            logits, described[value] = filled
            labels[logits > best] = value
            np.maximum(best, logits, out=best)
        if painted is not None:
            np.copyto(labels, painted, where=painted > 0)
        doubtful = in_one_place(found) | {v for v in values if work.is_small(v, labels)}
        classes = _classes(chosen, values)
        yield Prefill(labels, axis, described, unlike, classes, tuple(sorted(doubtful)))

    def _lay(
        self, cases: Sequence[FinishedCase], axis: int, options: RunOptions, token: CancelToken
    ) -> Laying:
        """Return what lays these cases; it is kept for the next new one."""
        key = (frozenset(map(identity, cases)), axis)
        if self._laying is None or self._laying[0] != key:
            encoder = None
            if self._store.models(ARCHITECTURE):
                device = choose_device(options.device)
                encoder = load_encoder(self._store.get(None, ARCHITECTURE), device)
            self._laying = (key, Laying(cases, axis, encoder, token))
        return self._laying[1]

    def _most_alike(
        self,
        volume: Volume,
        axis: int,
        sources: Sequence[CaseSource],
        options: RunOptions,
        token: CancelToken,
    ) -> Generator[RunProgress, None, tuple[list[FinishedCase], tuple[str, ...]]]:
        """Read the finished cases that are most alike; returns them and the names of others."""
        if len(sources) <= MOST_PATIENTS:
            return _others(volume, [source.load() for source in sources]), ()
        encoder = load_encoder(self._store.get(None, ARCHITECTURE), choose_device(options.device))
        mine = self._description(encoder, volume, axis, token)
        likeness = {}
        for number, source in enumerate(sources):
            token.raise_if_cancelled()
            yield RunProgress(number, 2 * len(sources), tr("looking at {name}", name=source.name))
            case = source.load()
            if case.volume.content_id != volume.content_id:
                theirs = self._description(encoder, case.volume, slice_axis(case.volume), token)
                likeness[source.name] = float(mine @ theirs)
        order = sorted(likeness, key=lambda name: -likeness[name])
        kept = set(order[:MOST_PATIENTS])
        cases = [source.load() for source in sources if source.name in kept]
        return cases, tuple(sorted(set(order) - kept))

    def _description(
        self, encoder: SliceEncoder, volume: Volume, axis: int, token: CancelToken
    ) -> Tensor:
        """Mean embedding of a volume's slices at unit length, (dim,)."""
        if volume.content_id not in self._descriptions:
            self._descriptions[volume.content_id] = described(encoder, volume, axis, token)
        return self._descriptions[volume.content_id]


@dataclass(frozen=True, slots=True, eq=False)
class _Labels:
    """Fills the labels of a new patient, one by one.

    Attributes
    ----------
    volume, axis
        The new patient, and its slice axis.
    engine
        Encoder and decoder.
    laid
        Finished patients, the most alike first.
    presence
        Per label, how likely each slice holds it.
    painted
        uint8 ``(z, y, x)``, what was painted on some slices; None for nothing.
    options
        Model and device.
    run
        Fills slices of the new patient from its own painted ones.
    """

    volume: Volume
    axis: int
    engine: Engine
    laid: list[Laid]
    presence: dict[int, NDArray[np.float32]]
    painted: NDArray[np.uint8] | None
    options: RunOptions
    run: Callable[[PropagationRequest], Iterator[IterationResult | RunProgress]]

    def found(self, value: int, earlier: Found | None) -> Found | None:
        """Fill a label for a further pass; None if nothing is found."""
        expected = self._expected(value)
        if expected is None:
            return None
        expected = expected if earlier is None else expected.again(earlier)
        logits = fill(self.engine, expected, ITERATIONS)
        return Found.of(main_part(logits > 0, expected.chance), logits, self.axis)

    def filled(
        self, value: int, earlier: Found | None
    ) -> tuple[NDArray[np.float32], PrefilledLabel] | None:
        """Logits ``(z, y, x)`` of a label and what they rest on; None if nobody leads to it."""
        first = self._expected(value)
        if first is None:
            return None
        expected = first if earlier is None else first.again(earlier, by_itself=True)
        logits = fill(self.engine, expected, ITERATIONS)
        mask = main_part(logits > 0, expected.chance)
        described = _described(self._having(value), mask, first.shape)
        logits = np.where(mask, logits, OUTSIDE)
        if first.own is not None and self.painted is not None:
            for supports in supports_from_labels(self.painted, self.axis, values=[value]):
                if len(supports.slices) >= ENOUGH_PAINTED:
                    logits = self._ran(supports, mask)
            _keep_painted(logits, self.painted == value, self.axis)
        return logits, described

    def _ran(self, supports: SupportSet, mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Logits of a label from its painted slices; a mask says where it may end."""
        value = supports.label
        held = np.flatnonzero(np.moveaxis(mask, self.axis, 0).any((1, 2)))
        known = held if len(held) else [s.index for s in supports.slices]
        supports = supports.bounded(int(known[0]), int(known[-1]))
        options = replace(self.options, method="fused", labels=(value,))
        logits = np.full(mask.shape, OUTSIDE, np.float32)
        planes = np.moveaxis(logits, self.axis, 0)
        locked = np.full(mask.shape, FREE, np.uint8)
        request = PropagationRequest(self.volume, self.axis, (supports,), locked, options)
        for item in self.run(request):
            if isinstance(item, IterationResult) and item.is_final:
                planes[item.slice_index][item.labels == value] = LARGEST_LOGIT
        return logits

    def _expected(self, value: int) -> Expected | None:
        having, own = self._having(value), self._own(value)
        size, factor, presence = self.engine.size, self.engine.factor, self.presence.get(value)
        try:
            return Expected(self.volume, having, value, self.axis, size, factor, own, presence)
        except ValueError:
            return None

    def is_small(self, value: int, labels: NDArray[np.uint8]) -> bool:
        """Whether there is hardly anything of a label, compared with the finished patients."""
        cases = [item.case for item in self._having(value)]
        usual = [int((case.labels == value).sum()) * _voxel_mm3(case.volume) for case in cases]
        return int((labels == value).sum()) * _voxel_mm3(self.volume) < SMALL * min(usual)

    def _having(self, value: int) -> list[Laid]:
        return [item for item in self.laid if bool((item.case.labels == value).any())]

    def _own(self, value: int) -> FinishedCase | None:
        if self.painted is None or not bool((self.painted == value).any()):
            return None
        return FinishedCase("", self.volume, self.painted)


def _look(
    work: _Labels, values: Sequence[int], passes: int, token: CancelToken
) -> Generator[RunProgress, None, dict[int, Found]]:
    """Find labels for the last of so many passes; only those that the network is sure of."""
    found: dict[int, Found] = {}
    for turn in range(passes - 1):
        looked: dict[int, Found] = {}
        for number, value in enumerate(values, (1 + turn) * len(values)):
            token.raise_if_cancelled()
            if turn and value not in found:
                continue
            text = tr("looking for label {value}", value=value)
            yield RunProgress(number, (1 + passes) * len(values), text)
            if (item := work.found(value, found.get(value))) is not None:
                looked[value] = item
        found = {value: item for value, item in settled(looked).items() if item.is_sure}
    return found


def slice_axis(volume: Volume) -> int:
    """Axis with the coarsest spacing, z where all are alike."""
    return int(np.argmax(np.round(volume.geometry.spacing_zyx_mm, 2)))


def _voxel_mm3(volume: Volume) -> float:
    return float(np.prod(volume.geometry.spacing_zyx_mm))


def _keep_painted(logits: NDArray[np.float32], mask: NDArray[np.bool_], axis: int) -> None:
    """Leave a label on its painted slices to the painting."""
    planes, painted = np.moveaxis(logits, axis, 0), np.moveaxis(mask, axis, 0)
    planes[painted.any(axis=(1, 2))] = OUTSIDE


def _others(volume: Volume, cases: Sequence[FinishedCase]) -> list[FinishedCase]:
    return [case for case in cases if case.volume.content_id != volume.content_id]


def _values(cases: Sequence[FinishedCase], options: RunOptions) -> list[int]:
    held = {int(value) for case in cases for value in np.unique(case.labels)} - {0}
    wanted = held if options.labels is None else held & set(options.labels)
    if not wanted:
        raise UserError(tr("The finished cases hold none of these labels; choose others."))
    return sorted(wanted)


def _classes(cases: Sequence[FinishedCase], values: Sequence[int]) -> tuple[LabelClass, ...]:
    """Names and colours of labels: of the first case that has them."""
    known = {item.value: item for case in reversed(cases) for item in case.classes}
    return tuple(known[value] for value in values if value in known)


def _described(
    laid: Sequence[Laid], found: NDArray[np.bool_], shape: NDArray[np.bool_]
) -> PrefilledLabel:
    names = tuple(item.case.name for item in laid)
    return PrefilledLabel(names, names[: SHOTS * GROUPS], dice(found, shape))

"""Labels that were painted in another plane than the one that is propagated.

They are filled first, each along its own axis; what was found is then part of every slice of the
run, to be reviewed like the rest.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.proposal import IterationResult, RunProgress
from annotator.core.support import FREE, PropagationRequest
from annotator.io.session_record import Digest, run_record
from annotator.services.run_supports import supports_across

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.run_options import RunOptions
    from annotator.core.support import Bounds, Lesson, SupportSet
    from annotator.core.volume import Volume
    from annotator.io.session_record import RunRecord
    from annotator.services.document import Document
    from annotator.services.ports import Propagator


def requests_across(
    document: Document,
    options: RunOptions,
    volume: Volume | None = None,
    ends: Mapping[int, Bounds] = MappingProxyType({}),
) -> list[PropagationRequest]:
    """Return the runs along other axes than the document's, with what is to be filled there.

    Ends and marks of each label count along its own axis, `ends` too: those that are suggested, by
    label.
    """
    found = []
    for axis, supports in supports_across(document, options.labels).items():
        chosen = document.marks.along(axis).ranges
        supports = tuple(
            item if item.label in chosen else _bounded(item, options, ends) for item in supports
        )
        if any(item.query_indices() for item in supports):
            found.append(
                PropagationRequest(
                    volume or document.volume,
                    axis,
                    supports,
                    document.labelmap.locked_voxels(),
                    options,
                )
            )
    return found


def _bounded(support: SupportSet, options: RunOptions, ends: Mapping[int, Bounds]) -> SupportSet:
    if options.gate != "off" and support.label in ends:
        support = support.bounded(*ends[support.label])
    return support.between() if options.range == "between" else support


def labels_of(
    supports: tuple[SupportSet, ...], across: list[PropagationRequest]
) -> tuple[int, ...]:
    """Label values that a run and those along other axes fill, ascending."""
    sets = (supports, *(request.supports for request in across))
    return tuple(sorted(item.label for part in sets for item in part))


def run_all(
    propagator: Propagator,
    request: PropagationRequest | None,
    across: list[PropagationRequest],
    axis: int,
    token: CancelToken,
    at_s: float,
    clock: Callable[[], float],
) -> Iterator[IterationResult | RunProgress | RunRecord]:
    """Make all runs; yields slices along `axis`, progress, and a record of every run.

    Parameters
    ----------
    propagator
        Fills the slices.
    request
        Run along `axis`; None if nothing is to be filled along it.
    across
        Runs along other axes (`requests_across`).
    axis
        Axis of the proposal.
    at_s
        Seconds since the image was opened, for the records.
    clock
        Seconds, monotonic.
    """
    locked: NDArray[np.uint8] | None = None if request is None else request.locked
    crossed: set[int] = set()
    for other in across:
        locked = other.locked if locked is None else locked
        masks = np.zeros(other.volume.voxels.shape, np.uint8)
        planes = np.moveaxis(masks, other.axis, 0)
        for item in recorded(propagator, replace(other, locked=locked), token, at_s, clock):
            if isinstance(item, IterationResult):
                planes[item.slice_index] = item.labels
            else:
                yield item
        if locked is not None:
            masks[locked != FREE] = 0
            locked = np.where(masks > 0, masks, locked)
        found = masks.any(axis=tuple(other for other in range(3) if other != axis))
        crossed.update(np.flatnonzero(found).tolist())
    if request is not None:
        for item in recorded(propagator, replace(request, locked=locked), token, at_s, clock):
            if isinstance(item, IterationResult):
                crossed.discard(item.slice_index)
            yield item
    if locked is None:
        return
    for index in sorted(crossed):
        labels = np.moveaxis(locked, axis, 0)[index].copy()
        labels[labels == FREE] = 0
        labels.flags.writeable = False
        yield IterationResult(index, 0, labels, {}, is_final=True)


def recorded(
    propagator: Propagator,
    request: PropagationRequest,
    token: CancelToken,
    at_s: float,
    clock: Callable[[], float],
) -> Iterator[IterationResult | RunProgress | RunRecord]:
    """Make one run; yields what it yields, and its record at the end."""
    begin, digest = clock(), Digest()
    lessons: list[Lesson] = []
    for item in propagator.propagate(request, token):
        if isinstance(item, IterationResult) and item.stage == "refined":
            digest.add(item)
        if isinstance(item, RunProgress) and item.learned is not None:
            lessons += item.learned.lessons
        yield item
    yield run_record(
        request,
        at_s=at_s,
        seconds=clock() - begin,
        model=propagator.model_of(request.options),
        result=digest.hex(),
        arithmetic=propagator.arithmetic(),
        lessons=lessons,
    )

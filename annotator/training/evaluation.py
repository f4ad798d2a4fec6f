"""Measuring propagation: K painted slices of a reference, the rest predicted and compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.agreement import Agreement, agreements
from annotator.core.cancel import CancelToken
from annotator.core.proposal import IterationResult
from annotator.core.run_options import RunOptions
from annotator.core.support import FREE, PropagationRequest, SupportSet, SupportSlice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from annotator.core.proposal import RunProgress
    from annotator.core.run_options import Method
    from annotator.core.volume import Volume

    Propagate = Callable[[PropagationRequest, CancelToken], Iterator[IterationResult | RunProgress]]


@dataclass(frozen=True, slots=True)
class Score:
    """How well one label was filled in.

    Attributes
    ----------
    label
        Label value.
    method
        Method that filled it.
    supports
        Painted slices, numbers along the axis.
    between
        Agreement on the unpainted slices between the structure's ends, nan if there are none;
        surfaces are compared in 3D, painted slices being as in the reference.
    everywhere
        The same on all unpainted slices, those beyond the ends included.
    slices
        Unpainted slices between the ends.
    """

    label: int
    method: Method
    supports: tuple[int, ...]
    between: Agreement
    everywhere: Agreement
    slices: int


def evenly_spaced(present: Sequence[int], count: int) -> list[int]:
    """Pick `count` of the slices that hold a structure: the middle one, or the ends and between."""
    if count == 1:
        return [present[len(present) // 2]]
    places = np.linspace(0, len(present) - 1, min(count, len(present))).round().astype(int)
    return [present[i] for i in sorted(set(places.tolist()))]


def evaluate(
    propagate: Propagate,
    volume: Volume,
    reference: NDArray[np.uint8],
    *,
    supports: int,
    axis: int,
    options: RunOptions = RunOptions(),  # noqa: B008  (frozen)
    smallest: int = 3,
    beyond: bool = True,
) -> list[Score]:
    """Take evenly spaced slices of the reference as supports and score the prediction of the rest.

    Parameters
    ----------
    propagate
        `Propagator.propagate`.
    volume, reference
        Image, and uint8 ``(z, y, x)`` label map on its grid.
    supports
        K, painted slices per label.
    axis
        Propagation axis.
    options
        How to run. Its labels are scored; all with at least `smallest` slices if None.
    smallest
        Fewest slices of a structure that is scored when no labels are chosen.
    beyond
        Whether slices beyond a structure's ends are filled as well; if not, the run is shorter, as
        if the ends had been set by hand.

    Returns
    -------
    list of Score
        One per label, ascending.
    """
    present = _present(reference, axis, options.labels, smallest)
    sets, locked = [], np.full(reference.shape, FREE, np.uint8)
    for label, slices in present.items():
        chosen = evenly_spaced(slices, supports)
        painted = []
        for index in chosen:
            mask = np.ascontiguousarray(reference.take(index, axis=axis) == label)
            painted.append(SupportSlice(index, mask))
            view = locked[_plane(axis, index)]
            view[mask] = label
        ends = (0, reference.shape[axis] - 1) if beyond else (slices[0], slices[-1])
        sets.append(SupportSet(label, tuple(painted), first=ends[0], last=ends[1]))
    request = PropagationRequest(volume, axis, tuple(sets), locked, options)
    predicted = np.zeros_like(reference)
    for result in propagate(request, CancelToken()):
        if isinstance(result, IterationResult) and result.is_final:
            predicted[_plane(axis, result.slice_index)] = result.labels
    spacing = volume.geometry.spacing_zyx_mm
    return [
        _score(predicted, reference, s, present[s.label], axis, spacing, options.method)
        for s in sets
    ]


def _present(
    reference: NDArray[np.uint8], axis: int, labels: Sequence[int] | None, smallest: int
) -> dict[int, list[int]]:
    others = tuple(a for a in range(3) if a != axis)
    wanted = [int(v) for v in np.unique(reference) if v] if labels is None else list(labels)
    present = {}
    for label in wanted:
        hit = np.flatnonzero((reference == label).any(axis=others)).tolist()
        if len(hit) >= (smallest if labels is None else 1):
            present[label] = hit
    return present


def _score(
    predicted: NDArray[np.uint8],
    reference: NDArray[np.uint8],
    support: SupportSet,
    present: list[int],
    axis: int,
    spacing_mm: tuple[float, float, float],
    method: Method,
) -> Score:
    painted = [s.index for s in support.slices]
    unpainted = np.setdiff1d(np.arange(reference.shape[axis]), painted)
    inside = unpainted[(unpainted > present[0]) & (unpainted < present[-1])]
    mask, wanted = predicted == support.label, reference == support.label
    for index in painted:
        mask[_plane(axis, index)] = wanted[_plane(axis, index)]
    parts = [_on_slices(chosen, axis, reference.shape) for chosen in (inside, unpainted)]
    between, everywhere = agreements(mask, wanted, spacing_mm, parts)
    return Score(support.label, method, tuple(painted), between, everywhere, len(inside))


def _on_slices(indices: NDArray[np.intp], axis: int, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Voxels that lie on some slices, bool, to be broadcast along the other axes."""
    chosen = np.zeros(shape[axis], np.bool_)
    chosen[indices] = True
    return chosen.reshape([-1 if a == axis else 1 for a in range(3)])


def _plane(axis: int, index: int) -> tuple[slice | int, ...]:
    return tuple(index if a == axis else slice(None) for a in range(3))

"""Along which axis a label was painted, and which slices were painted whole.

A slice painted in one plane leaves a line in every slice that it crosses. Such lines are voxels to
keep, but no painted slices: the structure's outline there is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Spacing = tuple[float, float, float]
    Counts = tuple[NDArray[np.int_], NDArray[np.int_], NDArray[np.int_]]

JUMP = 2.0
"""A painted plane holds this many times the voxels of the slices on both its sides."""
MOST_TOGETHER = 2
"""Neighbouring slices that still count as planes of their own; more are a painted block."""
CLEARLY = 1.5
"""Planes along one axis hold this many times the voxels of those along another."""


def painted_planes(mask: NDArray[np.bool_]) -> tuple[list[int], list[int], list[int]]:
    """Slices along z, y, x that stand out from their neighbours by the voxels they hold.

    Parameters
    ----------
    mask
        bool ``(z, y, x)``: the voxels of one label.
    """
    z, y, x = (_standing_out(mask.sum(axis=_others(axis))) for axis in range(3))
    return z, y, x


def propagation_axis(labels: NDArray[np.uint8], spacing_zyx_mm: tuple[float, float, float]) -> int:
    """Axis along which to propagate: where the painted slices are sparse, else the coarsest one.

    A stack of painted axial slices touches few z but nearly all y and x of the structure; the axis
    with the smallest share of its extent painted wins, if it is clearly sparser than the others.
    """
    painted = labels > 0
    shares = []
    for axis in range(3):
        hit = np.flatnonzero(painted.any(axis=tuple(a for a in range(3) if a != axis)))
        shares.append(
            len(hit) / (hit[-1] - hit[0] + 1) if len(hit) > 1 else (1.0 / 512 if len(hit) else 1.0)
        )
    order = np.argsort(shares)
    if shares[order[0]] < 0.75 * shares[order[1]]:
        return int(order[0])
    return int(np.argmax(spacing_zyx_mm))


def label_axis(mask: NDArray[np.bool_], spacing_zyx_mm: Spacing, common: int | None = None) -> int:
    """Axis 0 (z), 1 (y) or 2 (x) along which one label's painted slices lie.

    Parameters
    ----------
    mask
        bool ``(z, y, x)``, not empty.
    spacing_zyx_mm
        Decides where the painted slices do not tell.
    common
        Axis of all labels together, taken where this label alone does not tell.
    """
    z, y, x = (mask.sum(axis=_others(axis)) for axis in range(3))
    axis = clear_axis((z, y, x))
    if axis is not None:
        return axis
    return propagation_axis(mask.view(np.uint8), spacing_zyx_mm) if common is None else common


def clear_axis(counts: Counts) -> int | None:
    """Axis whose painted slices hold clearly more of a label than those of others; None if none.

    Parameters
    ----------
    counts
        Voxels of the label per slice along z, y and x.
    """
    held = [int(count[_standing_out(count)].sum()) for count in counts]
    first, second = np.argsort(held)[::-1][:2]
    return int(first) if held[first] > CLEARLY * held[second] else None


def complete_slices(mask: NDArray[np.bool_], axis: int, painted: Sequence[int]) -> list[int]:
    """Slices along `axis` that were painted, without those that hold lines of other planes only.

    Parameters
    ----------
    mask
        bool ``(z, y, x)``: the voxels of one label.
    axis
        Propagation axis.
    painted
        Slices that hold voxels, ascending.
    """
    held = np.moveaxis(mask, axis, 0)[list(painted)]
    return complete_planes(held, mask.sum(axis=_others(axis)), painted)


def complete_planes(
    planes: NDArray[np.bool_], counts: NDArray[np.int_], painted: Sequence[int]
) -> list[int]:
    """`complete_slices` for those who have only the slices that hold voxels.

    Parameters
    ----------
    planes
        bool ``(n, h, w)``: the slices that hold voxels.
    counts
        Voxels in every slice along the same axis.
    painted
        Numbers of the slices in `planes`, ascending.
    """
    rows, columns = (_standing_out(planes.sum(axis=others)) for others in ((0, 2), (0, 1)))
    whole = _standing_out(counts)
    if not (rows or columns) or not whole:
        return list(painted)
    rest = planes.copy()
    rest[:, rows] = False
    rest[:, :, columns] = False
    kept: list[bool] = np.array(rest.any(axis=(1, 2))).tolist()
    found = set(whole)
    return [index for index, keep in zip(painted, kept, strict=True) if keep or index in found]


def _others(axis: int) -> tuple[int, int]:
    first, second = (other for other in range(3) if other != axis)
    return first, second


def _standing_out(counts: NDArray[np.int_]) -> list[int]:
    """Find runs of few slices that hold far more than what lies on both sides of them."""
    found: set[int] = set()
    padded = np.concatenate(([0], counts, [0]))
    for length in range(1, MOST_TOGETHER + 1):
        before, after = padded[: -length - 1], padded[length + 1 :]
        inside = np.stack([padded[1 + step : len(before) + 1 + step] for step in range(length)])
        stands = inside.min(axis=0) > JUMP * np.maximum(before, after)
        for start in np.flatnonzero(stands):
            found.update(int(start) + step for step in range(length))
    return sorted(found)

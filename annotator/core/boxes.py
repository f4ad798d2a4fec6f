"""Boxes of a slice: rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Box = tuple[slice, slice]
"""Rows and columns, each ``slice(start, stop)``."""

WHOLE_SLICE: Box = (slice(None), slice(None))


def union(a: Box, b: Box | None) -> Box:
    """Smallest box that holds both."""
    if b is None:
        return a
    rows, columns = (
        slice(min(s.start, t.start), max(s.stop, t.stop)) for s, t in zip(a, b, strict=True)
    )
    return rows, columns


def held_box(plane: NDArray[Any]) -> Box:
    """As `bounding_box`, but an empty box where all values are 0."""
    return bounding_box(plane) or (slice(0, 0), slice(0, 0))


def bounding_box(plane: NDArray[Any]) -> Box | None:
    """Smallest box around all values of a slice ``(h, w)`` that are not 0; None if all are."""
    rows = np.flatnonzero(plane.any(axis=1))
    if not rows.size:
        return None
    rows_used = slice(int(rows[0]), int(rows[-1]) + 1)
    columns = np.flatnonzero(plane[rows_used].any(axis=0))
    return rows_used, slice(int(columns[0]), int(columns[-1]) + 1)

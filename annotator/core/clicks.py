"""What a user points at on a slice to have its mask found."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.core.brush import Point


class Click(NamedTuple):
    """A place inside or outside a structure, or the points of a scribble.

    Attributes
    ----------
    points
        ``(row, column)`` in voxels of the slice, at least one.
    inside
        Whether it says what belongs to the structure, or what does not.
    """

    points: tuple[Point, ...]
    inside: bool


def is_on(point: Point, shape: Sequence[int]) -> bool:
    """Whether a point ``(row, column)`` lies on a slice of so many rows and columns."""
    sides = zip(point, shape, strict=True)
    return all(-0.5 <= place < count - 0.5 for place, count in sides)


def dense(points: Sequence[Point], step: float = 1.5) -> list[Point]:
    """Points of a scribble with further ones between them, at most `step` apart."""
    out = [points[0]]
    for a, b in pairwise(points):
        count = max(1, int(np.ceil(np.hypot(b[0] - a[0], b[1] - a[1]) / step)))
        out += [
            (a[0] + (b[0] - a[0]) * i / count, a[1] + (b[1] - a[1]) * i / count)
            for i in range(1, count + 1)
        ]
    return out


def as_said(mask: NDArray[np.bool_], clicks: Sequence[Click]) -> NDArray[np.bool_]:
    """Mask ``(rows, cols)`` whose voxels under the clicks are as they were said to be."""
    out = mask.copy()
    for click in clicks:
        for row, col in dense(click.points, 0.7):
            r, c = round(row), round(col)
            if 0 <= r < out.shape[0] and 0 <= c < out.shape[1]:
                out[r, c] = click.inside
    return out


def is_found(mask: NDArray[np.bool_], clicks: Sequence[Click]) -> bool:
    """Whether a mask ``(rows, cols)`` holds more than what was clicked itself."""
    clicked = as_said(np.zeros_like(mask), clicks)
    return bool((mask & ~clicked).any())

"""What a user points at on a slice to have its mask found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
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

"""Clicks as users make them: first inside the structure, then where the mask is most wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

from annotator.core.clicks import Click

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.brush import Point

    Mask = NDArray[np.bool_]

LEAST_ERROR = 3
"""Pixels of a wrong area below which nobody clicks."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a user clicks.

    Attributes
    ----------
    depth
        A click lies where the distance from the edge is at least this share of the largest.
    off
        Standard deviation of a click's miss, pixels.
    scribbles
        Share of clicks that are drawn out into a short scribble.
    reach
        Largest length of a scribble, pixels.
    """

    depth: float = 0.5
    off: float = 0.0
    scribbles: float = 0.0
    reach: float = 30.0


STEADY = Habits()


def next_click(
    truth: Mask, mask: Mask, rng: np.random.Generator, habits: Habits = STEADY
) -> Click | None:
    """Click into the largest area where a mask differs from the truth, both ``(rows, cols)``.

    With an empty mask that is the first click, inside the structure. None where all areas that
    differ are too small.
    """
    missed, spilled = _largest(truth & ~mask), _largest(mask & ~truth)
    counts = int(missed.sum()), int(spilled.sum())
    if max(counts) < LEAST_ERROR:
        return None
    inside = counts[0] >= counts[1]
    return _click_in(missed if inside else spilled, inside, rng, habits)


def _largest(mask: Mask) -> Mask:
    parts, count = ndimage.label(mask)
    if count < 2:
        return mask
    sizes = np.bincount(parts.reshape(-1))
    sizes[0] = 0
    largest: Mask = parts == sizes.argmax()
    return largest


def _click_in(area: Mask, inside: bool, rng: np.random.Generator, habits: Habits) -> Click:
    rows, cols = (np.flatnonzero(area.any(axis=1 - a)) for a in range(2))
    corner = np.array([rows[0], cols[0]])
    part = np.pad(area[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1], 1)
    depth = ndimage.distance_transform_edt(part)
    places = np.argwhere(depth >= max(habits.depth * depth.max(), 1.0))
    place = places[int(rng.integers(len(places)))]
    points = [_missed(place, part, rng, habits.off)]
    if rng.random() < habits.scribbles:
        points += _drawn(place, part, rng, habits.reach)
    moved = [(float(p[0] + corner[0] - 1), float(p[1] + corner[1] - 1)) for p in points]
    return Click(tuple(moved), inside)


def _missed(place: NDArray[np.intp], part: Mask, rng: np.random.Generator, off: float) -> Point:
    """Return the place, missed by a little, but hardly ever on the wrong side."""
    row, col = place + rng.normal(0, 1, 2) * off
    r, c = round(row), round(col)
    hit = 0 <= r < part.shape[0] and 0 <= c < part.shape[1] and part[r, c]
    return (float(row), float(col)) if hit else (float(place[0]), float(place[1]))


def _drawn(
    place: NDArray[np.intp], part: Mask, rng: np.random.Generator, reach: float
) -> list[Point]:
    """Points of a slightly bent line from a place on, as far as it stays in the area."""
    angle, bend, points = rng.uniform(0, 2 * np.pi), rng.normal(0, 0.08), []
    row, col = float(place[0]), float(place[1])
    for _ in range(int(rng.uniform(3, max(4.0, reach)) / 2)):
        row, col, angle = row + 2 * np.sin(angle), col + 2 * np.cos(angle), angle + bend
        if not (0 <= row < part.shape[0] - 1 and 0 <= col < part.shape[1] - 1):
            break
        if not part[round(row), round(col)]:
            break
        points.append((row, col))
    return points

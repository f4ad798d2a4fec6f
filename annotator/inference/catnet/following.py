"""A window that follows a structure from slice to slice, where it would be lost in a fixed one.

A thin structure that runs across many of its own widths is a few pixels wide in a window around
all painted slices. There the window moves with the structure and is as large as it is on a slice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from annotator.inference.region import region_around

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from annotator.inference.region import Region2D

    Centers = tuple[tuple[float, float], ...]

FOLLOWED = 1.4
"""A window follows where the one around all painted slices would be this many times as wide."""

GRID = 16
"""Windows are moved in steps of this part of their side, so that runs share what they encode."""


def follow(
    painted: Mapping[int, NDArray[np.bool_]],
    length: int,
    fixed: Region2D,
    factor: float,
    gain: float = FOLLOWED,
) -> tuple[Region2D, Centers] | None:
    """Window that follows a structure, and its centre on every slice; None if it is not worth it.

    Centres are those of the painted masks, between which the structure is taken to move straight;
    the window is widened by what its bends suggest it may stray from that.

    Parameters
    ----------
    painted
        Slice number -> bool ``(rows, cols)``, none empty.
    length
        Number of slices.
    fixed
        Window around all painted masks.
    factor
        Side of the window over the longer side of the structure.
    gain
        How many times as wide the fixed window must be.
    """
    if len(painted) < 2:
        return None
    indices = sorted(painted)
    places = [
        region_around([painted[i]], fixed.spacing_mm, fixed.size, factor=factor) for i in indices
    ]
    centers = np.array([place.center_mm for place in places])
    side = max(place.side_mm for place in places) + 2 * _strays(indices, centers)
    if fixed.side_mm < gain * side:
        return None
    path = np.stack([np.interp(np.arange(length), indices, c) for c in centers.T], 1)
    region = replace(fixed, side_mm=side)
    return region, tuple(_on_grid(region, (float(y), float(x))) for y, x in path)


def _on_grid(region: Region2D, center_mm: tuple[float, float]) -> tuple[float, float]:
    """Nearest place to which a window of this size is moved."""
    step = region.side_mm / GRID
    y, x = (round(c / step) * step for c in center_mm)
    return y, x


def _strays(indices: Sequence[int], centers: NDArray[np.float64]) -> float:
    """How far a structure may lie from the straight line between two painted slices, in mm.

    An inner painted slice tells how far it lies from the line between its neighbours, a stretch
    about twice as long, over which a bend shows four times as much.
    """
    found = [0.0]
    for i in range(1, len(indices) - 1):
        share = (indices[i] - indices[i - 1]) / (indices[i + 1] - indices[i - 1])
        straight = (1 - share) * centers[i - 1] + share * centers[i + 1]
        found.append(float(np.linalg.norm(centers[i] - straight)) / 4)
    return max(found)

"""Connected components of painted slices, and which of them are one shape from slice to slice."""

from __future__ import annotations

from functools import reduce
from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import ndimage
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

Offset = tuple[int, int]
Components = tuple[int, ...]

ALIGN_BELOW = 0.25
"""Shapes that share less than this part of the smaller one are aligned by their centroids."""

MAX_COMPONENTS = 8
"""A mask in more pieces than this counts as one shape."""

EIGHT_CONNECTED = np.ones((3, 3), dtype=bool)


class Rectangle(NamedTuple):
    """A rectangle of pixels ``[y0, y1) x [x0, x1)``; may reach beyond the image."""

    y0: int
    y1: int
    x0: int
    x1: int

    def moved(self, offset: Offset) -> Rectangle:
        """Shift by ``(dy, dx)``."""
        dy, dx = offset
        return Rectangle(self.y0 + dy, self.y1 + dy, self.x0 + dx, self.x1 + dx)

    def grown(self, margin: int) -> Rectangle:
        """Extend by `margin` pixels on all sides."""
        return Rectangle(self.y0 - margin, self.y1 + margin, self.x0 - margin, self.x1 + margin)

    def union(self, other: Rectangle) -> Rectangle:
        """Smallest rectangle that holds both."""
        lo, hi = np.minimum(self, other), np.maximum(self, other)
        return Rectangle(int(lo[0]), int(hi[1]), int(lo[2]), int(hi[3]))


class Support:
    """One painted slice in connected components, numbered from 1."""

    def __init__(self, mask_yx: Mask) -> None:
        labels, count = ndimage.label(mask_yx, EIGHT_CONNECTED)
        if count > MAX_COMPONENTS:
            labels, count = mask_yx.astype(np.int32), 1
        self.labels: NDArray[np.int32] = labels
        self.components: Components = tuple(range(1, count + 1))
        self._boxes = [
            Rectangle(y.start, y.stop, x.start, x.stop) for y, x in ndimage.find_objects(labels)
        ]
        where = np.nonzero(labels)
        member = labels[where]
        self._sizes = np.bincount(member, minlength=count + 1)
        self._sums = np.stack([np.bincount(member, axis, count + 1) for axis in where], axis=1)

    def area(self, components: Components) -> Rectangle:
        """Bounding box of some components, at least one."""
        return reduce(Rectangle.union, (self._boxes[c - 1] for c in components))

    def size(self, components: Components) -> int:
        """Pixels in some components."""
        return int(self._sizes[list(components)].sum())

    def centroid(self, components: Components) -> NDArray[np.float64]:
        """Centroid ``(y, x)`` of some components, at least one, in pixels."""
        total: NDArray[np.float64] = self._sums[list(components)].sum(axis=0)
        return total / self.size(components)

    def cut(self, components: Components, area: Rectangle) -> Mask:
        """Select components inside an area; what touches the image's border goes on beyond."""
        chosen = np.zeros(len(self.components) + 1, dtype=bool)
        chosen[list(components)] = True
        height, width = self.labels.shape
        rows = np.arange(area.y0, area.y1).clip(0, height - 1)
        columns = np.arange(area.x0, area.x1).clip(0, width - 1)
        cut: Mask = chosen[self.labels[rows[:, None], columns]]
        return cut


class Link:
    """Which components of two neighbouring supports are one shape.

    What overlaps, directly or through others, is one shape; of the rest, those with the nearest
    centroids are paired, and what remains appears or vanishes.

    Attributes
    ----------
    matches
        Per shape its components on the first and on the second support, () where it is absent.
    """

    def __init__(self, a: Support, b: Support, spacing_yx: tuple[float, float]) -> None:
        self._a, self._b = a, b
        n, m = len(a.components), len(b.components)
        both = np.bincount((a.labels * (m + 1) + b.labels).ravel(), minlength=(n + 1) * (m + 1))
        self._shared = both.reshape(n + 1, m + 1)
        graph = np.zeros((n + m, n + m))
        graph[:n, n:] = self._shared[1:, 1:]
        count, group = connected_components(graph, directed=False)
        groups: list[tuple[Components, Components]] = [
            (_numbers(group[:n] == g), _numbers(group[n:] == g)) for g in range(count)
        ]
        self.matches = [(first, second) for first, second in groups if first and second]
        gone = [first for first, second in groups if not second]
        new = [second for first, second in groups if not first]

        def distance_mm(pair: tuple[Components, Components]) -> float:
            dy, dx = (b.centroid(pair[1]) - a.centroid(pair[0])) * spacing_yx
            return float(np.hypot(dy, dx))

        for first, second in sorted(product(gone, new), key=distance_mm):
            if first in gone and second in new:
                self.matches.append((first, second))
                gone.remove(first)
                new.remove(second)
        self.matches += [(first, ()) for first in gone] + [((), second) for second in new]

    def shared(self, first: Components, second: Components) -> int:
        """Pixels that components of both supports have in common."""
        return int(self._shared[np.ix_(first, second)].sum())

    def offset(self, first: Components, second: Components) -> Offset:
        """Whole pixels from centroid to centroid if the shapes share little, else (0, 0)."""
        if not first or not second:
            return 0, 0
        smaller = min(self._a.size(first), self._b.size(second))
        if self.shared(first, second) >= ALIGN_BELOW * smaller:
            return 0, 0
        dy, dx = self._b.centroid(second) - self._a.centroid(first)
        return round(dy), round(dx)

    def before(self, components: Components) -> Components:
        """Trace components of the second support to the first."""
        met = (first for first, second in self.matches if not set(second).isdisjoint(components))
        return tuple(chain.from_iterable(met))

    def after(self, components: Components) -> Components:
        """Trace components of the first support to the second."""
        met = (second for first, second in self.matches if not set(first).isdisjoint(components))
        return tuple(chain.from_iterable(met))


def _numbers(chosen: NDArray[np.bool_]) -> Components:
    """Component numbers, from 1, of the chosen ones."""
    return tuple(int(i) + 1 for i in np.flatnonzero(chosen))

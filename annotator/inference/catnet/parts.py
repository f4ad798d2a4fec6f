"""Parts of a structure that lie apart, as both kidneys under one label: each has its own window.

In a window around all of them each part is small, and what lies between them is looked at in vain.
So a run fills every part as if it were a structure of its own, and puts them together at the end
of every iteration.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import connected_components

from annotator.core.shape_matching import Link, Rectangle, Support
from annotator.core.support import SupportSet, SupportSlice
from annotator.inference.slice_stack import SliceStack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.core.proposal import Learned
    from annotator.core.shape_matching import Components
    from annotator.core.support import PropagationRequest

    Spacing = tuple[float, float]

APART = 2.2
"""Parts are filled on their own where one window around them would be this many times as wide."""

MOST_PARTS = 6
"""With more of them, as in a vessel tree, a structure stays in one window."""

MOST_SHAPES = 24
"""Nor is one set apart that is painted in more shapes than this, of which few hang together."""

LEAST, FEWEST_HELD = 0.2, 2
"""A part has at least this share of the painted voxels of the largest one and is painted on so many
slices, else it goes with the nearest."""

NEAR = 1.5
"""Shapes on neighbouring painted slices that do not overlap may be one part if their centroids lie
no further apart than this many times the sum of their radii."""

PART = 256
"""A part is filled as a label of its own: the label of its structure and a multiple of this."""


@dataclass(frozen=True, slots=True, eq=False)
class Part(SupportSet):
    """Supports of one part; slices that are painted with other parts alone are absent ones.

    Attributes
    ----------
    whole
        Supports of the whole structure, with its label.
    """

    whole: SupportSet = field(kw_only=True)


def label_of(part: int) -> int:
    """Label of the structure that a part (or a whole structure) belongs to."""
    return part % PART


def whole_of(supports: SupportSet) -> SupportSet:
    """Return the supports of the whole structure."""
    return supports.whole if isinstance(supports, Part) else supports


def gone_share(supports: SupportSet, index: int) -> float:
    """How far a slice is on the way from a painted one to one of other parts alone, 0..1.

    0 on all slices of a structure that has no parts, and between painted slices of its own.
    """
    if not isinstance(supports, Part):
        return 0.0
    own = [painted.index for painted in supports.slices]
    others = [painted.index for painted in supports.whole.slices if painted.index not in own]
    for way in (1, -1):
        start = max(way * i for i in own)
        stop = min((way * i for i in others if way * i > start), default=None)
        if stop is not None and start < way * index < stop:
            return (way * index - start) / (stop - start)
    return 0.0


def in_parts(request: PropagationRequest) -> PropagationRequest:
    """Return a run that fills each part of its structures on its own."""
    spacing = SliceStack(request.volume, request.axis).spacing_mm
    parts = [part for whole in request.supports for part in set_apart(whole, spacing)]
    return replace(request, supports=tuple(parts))


def learned_together(parts: Sequence[Learned]) -> Learned:
    """Tell what was learned of a structure from what was of its parts: as good as of the worst."""
    worst = min(parts, key=lambda part: math.inf if math.isnan(part.after) else part.after)
    return replace(
        worst,
        label=label_of(worst.label),
        slices=max(part.slices for part in parts),
        steps=max(part.steps for part in parts),
        network=sum(part.network for part in parts) / len(parts),
        lessons=max((part.lessons for part in parts), key=len),
    )


def set_apart(supports: SupportSet, spacing_yx: Spacing) -> tuple[SupportSet, ...]:
    """Supports of each part of a structure, from left to right; as they are if it has one alone.

    Shapes on neighbouring painted slices are one part if they overlap or lie near each other. What
    fits into one window of about the same size stays together, and so does all with one painted
    slice, on which shapes may lie apart that meet elsewhere.

    Parameters
    ----------
    supports
        Painted slices of the structure.
    spacing_yx
        Pixel size in mm.
    """
    if len(supports.slices) == 1:
        return (supports,)
    slices = [Support(painted.mask) for painted in supports.slices]
    if all(len(support.components) < 2 for support in slices):
        return (supports,)
    parts = _linked(slices, spacing_yx)
    if not 1 < len(parts) <= MOST_SHAPES:
        return (supports,)
    parts = _joined(parts, slices, spacing_yx)
    at_once = max(sum(map(bool, held)) for held in zip(*parts, strict=True))
    if not 1 < len(parts) <= MOST_PARTS or at_once < 2:
        return (supports,)
    parts.sort(key=lambda part: _area(part, slices).x0)
    return tuple(_part(supports, number, part, slices) for number, part in enumerate(parts, 1))


def _part(
    whole: SupportSet, number: int, part: Sequence[Components], slices: Sequence[Support]
) -> Part:
    held, absent = [], set(whole.absent)
    for painted, support, components in zip(whole.slices, slices, part, strict=True):
        if components:
            mask = painted.mask & np.isin(support.labels, components)
            mask.flags.writeable = False
            held.append(SupportSlice(painted.index, mask))
        else:
            absent.add(painted.index)
    return Part(
        whole.label + PART * number,
        tuple(held),
        frozenset(absent),
        whole.first,
        whole.last,
        whole.ends,
        whole=whole,
    )


def _linked(slices: Sequence[Support], spacing_yx: Spacing) -> list[list[Components]]:
    """Shapes that hang together over painted slices: each the components of it on every slice."""
    first = np.cumsum([0, *(len(s.components) for s in slices)])
    graph = np.zeros((first[-1], first[-1]), bool)
    for n, (a, b) in enumerate(pairwise(slices)):
        link = Link(a, b, spacing_yx)
        for before, after in link.matches:
            if not (before and after):
                continue
            if link.shared(before, after) or _is_near(a, before, b, after, spacing_yx):
                one = [first[n] + c - 1 for c in before] + [first[n + 1] + c - 1 for c in after]
                graph[np.ix_(one, one)] = True
    count, group = connected_components(graph, directed=False)
    return [
        [
            tuple(c for c in s.components if group[first[n] + c - 1] == part)
            for n, s in enumerate(slices)
        ]
        for part in range(count)
    ]


def _is_near(
    a: Support, before: Components, b: Support, after: Components, spacing_yx: Spacing
) -> bool:
    """Whether shapes lie near each other for their size."""
    distance = np.hypot(*((b.centroid(after) - a.centroid(before)) * spacing_yx))
    pixel = spacing_yx[0] * spacing_yx[1]
    radii = np.sqrt(a.size(before) * pixel / np.pi) + np.sqrt(b.size(after) * pixel / np.pi)
    return bool(distance <= NEAR * radii)


def _joined(
    parts: list[list[Components]], slices: Sequence[Support], spacing_yx: Spacing
) -> list[list[Components]]:
    """Parts, joined where one is slight, or a window around both is not much wider than of one."""

    def side(area: Rectangle) -> float:
        return max((area.y1 - area.y0) * spacing_yx[0], (area.x1 - area.x0) * spacing_yx[1])

    while len(parts) > 1:
        areas, slight = [_area(part, slices) for part in parts], _slight(parts, slices)
        gains = {
            (i, j): side(areas[i].union(areas[j])) / max(side(areas[i]), side(areas[j]))
            for i, j in combinations(range(len(parts)), 2)
        }
        near = [pair for pair, gain in gains.items() if gain < APART or slight & {*pair}]
        if not near:
            break
        i, j = min(near, key=lambda pair: gains[pair])
        both = [a + b for a, b in zip(parts[i], parts[j], strict=True)]
        parts = [part for n, part in enumerate(parts) if n not in (i, j)] + [both]
    return parts


def _slight(parts: Sequence[Sequence[Components]], slices: Sequence[Support]) -> set[int]:
    """Parts of which too little is painted to be filled on their own: specks, and tips alone."""
    sizes = [sum(s.size(c) for s, c in zip(slices, part, strict=True) if c) for part in parts]
    held = [sum(map(bool, part)) for part in parts]
    return {n for n in range(len(parts)) if held[n] < FEWEST_HELD or sizes[n] < LEAST * max(sizes)}


def _area(part: Sequence[Components], slices: Sequence[Support]) -> Rectangle:
    """Bounding box of a part over all painted slices."""
    boxes = [s.area(c) for s, c in zip(slices, part, strict=True) if c]
    return reduce(Rectangle.union, boxes)

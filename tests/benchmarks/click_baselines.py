"""Masks of one slice from clicks, without a network, behind one interface.

Each maps the image ``(rows, cols)``, the spacing in mm and the clicks so far to a mask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage, sparse
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from annotator.core.boxes import bounding_box
from annotator.core.brush import capsule
from annotator.core.region_growing import connected, value_range, within
from annotator.services.scribbles import INSIDE, OUTSIDE, area_around, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from annotator.core.clicks import Click

    Mask = NDArray[np.bool_]
    Grey = NDArray[np.float32]
    Spacing = tuple[float, float]
    Method = Callable[[Grey, Spacing, Sequence[Click]], Mask]

VIEW_PIXELS, SCRIBBLE_PIXELS = 700.0, 7.0
"""Side of a slice on the screen, and width of a click, as in the window."""
CUT_SIDE = 72
"""Largest side of the graph that is cut."""
BINS, ROUNDS, SMOOTHNESS = 24, 3, 1.5


def seeds_of(
    clicks: Sequence[Click], shape: tuple[int, int], spacing: Spacing
) -> NDArray[np.uint8]:
    """What the window's scribble tool would have marked."""
    radius = SCRIBBLE_PIXELS / 2 * max(n * s for n, s in zip(shape, spacing, strict=True))
    seeds = np.zeros(shape, np.uint8)
    for click in clicks:
        for a, b in zip(click.points, [*click.points[1:], click.points[-1]], strict=True):
            drawn = capsule(a, b, radius / VIEW_PIXELS, spacing, shape)
            if drawn is not None:
                seeds[drawn[0]][drawn[1]] = INSIDE if click.inside else OUTSIDE
    return seeds


def random_walker(image: Grey, spacing: Spacing, clicks: Sequence[Click]) -> Mask:
    """Grady 2006, as the window does without a network."""
    found = walk(image, seeds_of(clicks, image.shape, spacing), spacing)
    out = np.zeros(image.shape, bool)
    if found is not None:
        out[found[0]] = found[1]
    return out


def region_growing(image: Grey, spacing: Spacing, clicks: Sequence[Click]) -> Mask:
    """Connected voxels as bright as around the clicks; narrower where clicks outside ask for it.

    Confidence connected growing: the range of grey values is the mean of the patch plus or minus
    some deviations; the widest range is taken that leaves all clicks outside out.
    """
    seeds = seeds_of(clicks, image.shape, spacing)
    smooth = ndimage.gaussian_filter(image, 0.7)
    inside = [tuple(round(v) for v in c.points[0]) for c in clicks if c.inside]
    patch = ndimage.binary_dilation(seeds == INSIDE, iterations=2) & (seeds != OUTSIDE)
    out = np.zeros(image.shape, bool)
    for spread in (2.5, 1.8, 1.2, 0.8, 0.5):
        hit = within(smooth, *value_range(smooth, patch, spread)) | (seeds == INSIDE)
        out = np.logical_or.reduce([connected(hit, place) for place in inside])
        if not (out & (seeds == OUTSIDE)).any():
            break
    return ndimage.binary_fill_holes(out & (seeds != OUTSIDE))


def graph_cut(image: Grey, spacing: Spacing, clicks: Sequence[Click]) -> Mask:
    """Cut of least cost between inside and outside, learning their grey values in rounds.

    As GrabCut (Rother et al., SIGGRAPH 2004) with histograms for mixtures, in the area that the
    random walker looks at; its frame counts as outside.
    """
    seeds = seeds_of(clicks, image.shape, spacing)
    held = bounding_box(seeds > 0)
    assert held is not None
    box = area_around(held, image.shape, spacing)
    grey, marks = image[box], seeds[box]
    step = max(1, -(-max(grey.shape) // CUT_SIDE))
    small = ndimage.zoom(grey, 1 / step, order=1, grid_mode=True, mode="nearest")
    spots = np.zeros(small.shape, np.uint8)
    for value in (OUTSIDE, INSIDE):
        rows, cols = np.nonzero(marks == value)
        spots[
            np.minimum(rows // step, spots.shape[0] - 1),
            np.minimum(cols // step, spots.shape[1] - 1),
        ] = value
    frame = np.ones(small.shape, bool)
    frame[1:-1, 1:-1] = False
    spots[frame & (spots == 0)] = OUTSIDE
    low, high = np.percentile(small, (1, 99))
    bins = np.clip((small - low) / (high - low + 1e-6) * BINS, 0, BINS - 1).astype(int)
    disc = ndimage.binary_dilation(spots == INSIDE, iterations=3)
    mask = disc & (spots != OUTSIDE)
    for _ in range(ROUNDS):
        mask = _cut(small, bins, mask | (disc & (spots != OUTSIDE)), spots)
    out = np.zeros(image.shape, bool)
    rows, cols = (
        np.minimum(np.arange(n) // step, m - 1) for n, m in zip(grey.shape, mask.shape, strict=True)
    )
    out[box] = mask[np.ix_(rows, cols)]
    out[seeds == INSIDE], out[seeds == OUTSIDE] = True, False
    inside = [tuple(round(v) for v in c.points[0]) for c in clicks if c.inside]
    return np.logical_or.reduce([connected(out, place) for place in inside])


def _cut(grey: Grey, bins: NDArray[np.int64], mask: Mask, spots: NDArray[np.uint8]) -> Mask:
    """One round: histograms of the mask and of the rest, then the minimum cut."""
    costs = []
    for side in (mask, ~mask):
        counts = np.bincount(bins[side], minlength=BINS).astype(float)
        counts = ndimage.gaussian_filter1d(counts, 1.0, mode="nearest") + 0.1
        costs.append(-np.log(counts / counts.sum()))
    hard = 1e4
    to_inside = np.where(spots == INSIDE, hard, np.where(spots == OUTSIDE, 0, costs[1][bins]))
    to_outside = np.where(spots == OUTSIDE, hard, np.where(spots == INSIDE, 0, costs[0][bins]))
    count = grey.size
    index = np.arange(count).reshape(grey.shape)
    source, sink = count, count + 1
    rows, cols, capacity = [], [], []
    differences = np.concatenate([np.diff(grey, axis=a).ravel() ** 2 for a in range(2)])
    beta = 1 / (2 * differences.mean() + 1e-9)
    for a, b, distance in (
        (index[:, :-1], index[:, 1:], 1.0),
        (index[:-1], index[1:], 1.0),
        (index[:-1, :-1], index[1:, 1:], 2**0.5),
        (index[:-1, 1:], index[1:, :-1], 2**0.5),
    ):
        a, b = a.ravel(), b.ravel()
        weight = (
            SMOOTHNESS / 10 / distance * np.exp(-beta * (grey.ravel()[a] - grey.ravel()[b]) ** 2)
        )
        rows += [a, b]
        cols += [b, a]
        capacity += [weight, weight]
    every = index.ravel()
    rows += [np.full(count, source), every]
    cols += [every, np.full(count, sink)]
    capacity += [to_inside.ravel(), to_outside.ravel()]
    whole = np.rint(np.concatenate(capacity) * 100).astype(np.int32)
    graph = sparse.csr_matrix(
        (whole, (np.concatenate(rows), np.concatenate(cols))), shape=(count + 2,) * 2
    )
    graph.eliminate_zeros()
    residual = graph - maximum_flow(graph, source, sink).flow
    residual.data[residual.data < 0] = 0
    residual.eliminate_zeros()
    reached, _ = breadth_first_order(residual, source)
    found = np.zeros(count + 2, bool)
    found[reached] = True
    return found[:count].reshape(grey.shape)


BASELINES: dict[str, Method] = {
    "random walker": random_walker,
    "graph cut": graph_cut,
    "region growing": region_growing,
}

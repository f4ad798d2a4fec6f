"""Methods without a network that users know from other tools, behind one interface.

Each maps painted slices of one structure to masks of all slices: `masks` {slice: bool (rows,
cols)}, the image slices float32 (n, rows, cols) and the spacing (slices, rows, columns) in mm.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

from annotator.core.proposal import IterationResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.support import PropagationRequest

    Masks = dict[int, NDArray[np.bool_]]
    Baseline = Callable[[Masks, NDArray[np.float32], tuple[float, float, float]], NDArray[np.bool_]]

WALKER_SIDE = 96
"""Largest in-plane side for the random walker, whose system of equations grows with the voxels."""


def nearest(
    masks: Masks, images: NDArray[np.float32], spacing: tuple[float, float, float]
) -> NDArray[np.bool_]:
    """Copy the nearest painted slice, to every slice between the outermost painted ones."""
    del spacing
    known = sorted(masks)
    out = np.zeros(images.shape, bool)
    for index in _span(known, len(images)):
        out[index] = masks[min(known, key=lambda k: abs(k - index))]
    return out


def blend(
    masks: Masks, images: NDArray[np.float32], spacing: tuple[float, float, float]
) -> NDArray[np.bool_]:
    """Blend the signed distance maps of the painted slices below and above linearly."""
    fields = {index: _signed_distance(mask, spacing[1:]) for index, mask in masks.items()}
    known = sorted(masks)
    out = np.zeros(images.shape, bool)
    for index in range(known[0], known[-1] + 1):
        above = known[min(bisect_left(known, index), len(known) - 1)]
        below = known[max(0, bisect_left(known, index) - 1)]
        t = (index - below) / (above - below) if above != below else 0.0
        out[index] = (1 - t) * fields[below] + t * fields[above] > 0
    return out


def morphological(
    masks: Masks, images: NDArray[np.float32], spacing: tuple[float, float, float]
) -> NDArray[np.bool_]:
    """ITK's morphological contour interpolation (package itk-morphologicalcontourinterpolation)."""
    import itk

    del spacing
    planes = np.zeros(images.shape, np.uint8)
    for index, mask in masks.items():
        planes[index] = mask
    filled = itk.morphological_contour_interpolator(itk.image_from_array(planes), axis=2, label=1)
    return np.asarray(itk.array_from_image(filled)) > 0


def random_walker(
    masks: Masks, images: NDArray[np.float32], spacing: tuple[float, float, float]
) -> NDArray[np.bool_]:
    """scikit-image's random walker, seeded by all voxels of the painted slices.

    Works on the box around the structure, in-plane sampled down to at most `WALKER_SIDE`.
    """
    from skimage.segmentation import random_walker as walk

    known = sorted(masks)
    out = np.zeros(images.shape, bool)
    slices = _span(known, len(images))
    rows, cols = _box(np.logical_or.reduce(list(masks.values())))
    step = max(1, -(-max(rows.stop - rows.start, cols.stop - cols.start) // WALKER_SIDE))
    data = images[slices.start : slices.stop, rows, cols][:, ::step, ::step]
    low, high = np.percentile(data, [0.5, 99.5])
    seeds = np.zeros(data.shape, np.int32)
    for index, mask in masks.items():
        seeds[index - slices.start] = np.where(mask[rows, cols][::step, ::step], 1, 2)
    if not (seeds == 0).any():
        return out
    found = walk(
        np.clip(data, low, high),
        seeds,
        beta=130,
        mode="cg_j",
        tol=1e-3,
        spacing=(spacing[0], spacing[1] * step, spacing[2] * step),
        return_full_prob=True,
    )
    inside = found[0]
    shape = (rows.stop - rows.start, cols.stop - cols.start)
    for offset, index in enumerate(slices):
        zoom = [a / b for a, b in zip(shape, inside[offset].shape, strict=True)]
        fine = ndimage.zoom(inside[offset], zoom, order=1, grid_mode=True, mode="nearest")
        out[index, rows, cols] = fine > 0.5
    return out


BASELINES: dict[str, Baseline] = {
    "nearest": nearest,
    "blend": blend,
    "morphological": morphological,
    "random walker": random_walker,
}


def propagate_with(
    baseline: Baseline,
) -> Callable[[PropagationRequest, CancelToken], Iterator[IterationResult]]:
    """Wrap a baseline as the `propagate` that `annotator.training.evaluation.evaluate` calls."""

    def propagate(request: PropagationRequest, token: CancelToken) -> Iterator[IterationResult]:
        del token
        axis = request.axis
        images = np.ascontiguousarray(np.moveaxis(request.volume.voxels, axis, 0), np.float32)
        spacing = list(request.volume.geometry.spacing_zyx_mm)
        ordered = (spacing.pop(axis), spacing[0], spacing[1])
        labels = np.zeros(images.shape, np.uint8)
        for supports in request.supports:
            masks = {s.index: s.mask for s in supports.slices}
            labels[baseline(masks, images, ordered)] = supports.label
        for index, plane in enumerate(labels):
            yield IterationResult(index, 0, plane, {}, is_final=True)

    return propagate


def _span(known: list[int], length: int) -> range:
    """Slices to fill: between the painted ones; around a single one, as far as anything goes."""
    return range(known[0], known[-1] + 1) if len(known) > 1 else range(length)


def _signed_distance(mask: NDArray[np.bool_], spacing: tuple[float, ...]) -> NDArray[np.float64]:
    inside = ndimage.distance_transform_edt(mask, sampling=spacing)
    outside = ndimage.distance_transform_edt(~mask, sampling=spacing)
    return np.asarray(inside - outside, np.float64)


def _box(mask: NDArray[np.bool_], margin: float = 0.5) -> tuple[slice, slice]:
    """Bounding box grown by a share of its sides."""
    spans = []
    for axis in (0, 1):
        hit = np.flatnonzero(mask.any(axis=1 - axis))
        grow = int(margin * (hit[-1] - hit[0] + 1)) + 2
        spans.append(slice(max(0, hit[0] - grow), min(mask.shape[axis], hit[-1] + 1 + grow)))
    return spans[0], spans[1]

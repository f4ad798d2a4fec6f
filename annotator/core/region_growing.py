"""Regions that follow the image: alike and connected to a point, or grown from seeds.

Grey values are compared in units of the image's own spread, so that results do not depend on the
scale of its values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Image = NDArray[Any]


def flood(image: Image, seed: tuple[int, ...], tolerance: float, limit: Mask | None = None) -> Mask:
    """Voxels connected by faces to a seed whose values differ from it by at most `tolerance`.

    Parameters
    ----------
    image
        Grey values of a slice ``(h, w)`` or volume ``(z, y, x)``.
    seed
        Index of the voxel to start from.
    tolerance
        In the image's unit.
    limit
        If given, bool of the image's shape: the region stays inside.
    """
    value = float(image[seed])
    return connected(within(image, value - tolerance, value + tolerance, limit), seed)


def within(image: Image, low: float, high: float, limit: Mask | None = None) -> Mask:
    """Voxels with values in ``[low, high]``, inside `limit` if given."""
    hit: Mask = (image >= low) & (image <= high)
    return hit if limit is None else hit & limit


def connected(mask: Mask, seed: tuple[int, ...]) -> Mask:
    """Part of a mask that is connected to a voxel by faces; empty if the voxel is not in it."""
    from scipy import ndimage

    parts, _ = ndimage.label(mask)
    part = parts[seed]
    return np.zeros_like(mask) if not part else np.asarray(parts == part)


def value_range(image: Image, mask: Mask, spread: float = 2.5) -> tuple[float, float]:
    """Range of grey values that counts as one tissue, judged by a patch of it.

    The median, and `spread` times the standard deviation to each side; the deviation is estimated
    from the median absolute deviation, so that a few voxels of another tissue do not matter.
    """
    values = np.asarray(image[mask], dtype=np.float64)
    middle = float(np.median(values))
    deviation = 1.4826 * float(np.median(np.abs(values - middle)))
    if deviation == 0.0:
        deviation = float(values.std())
    return middle - spread * deviation, middle + spread * deviation


def grow_from_seeds(
    image: Image,
    seeds: NDArray[np.integer[Any]],
    spacing_mm: tuple[float, ...],
    *,
    edges: float = 2000.0,
) -> NDArray[np.uint8]:
    """Label of the seed that a random walker, starting in each voxel, reaches first.

    Grady, "Random walks for image segmentation", IEEE TPAMI 2006; by scikit-image.

    Parameters
    ----------
    image
        Grey values, 2D or 3D.
    seeds
        0 unknown, 1..n seeds of each label, -1 voxels that take no part.
    spacing_mm
        Of the axes, millimetres.
    edges
        How strongly steps in the image hold the walker back (the paper's beta).

    Returns
    -------
    ndarray
        uint8 label of every voxel, 0 where no part is taken.
    """
    from skimage.segmentation import random_walker

    known = np.unique(seeds[seeds > 0])
    if known.size < 2:
        filled = np.where(seeds < 0, 0, known[0] if known.size else 0)
        return filled.astype(np.uint8)
    low, high = np.percentile(image, (1.0, 99.0))
    scale = float(high - low) or 1.0
    grey = np.clip((np.asarray(image, dtype=np.float64) - low) / scale, 0.0, 1.0)
    dense = np.where(seeds > 0, np.searchsorted(known, seeds) + 1, seeds).astype(np.int32)
    nearest = np.asarray(spacing_mm, dtype=np.float64) / min(spacing_mm)
    walked = random_walker(
        grey, dense, beta=edges, mode="cg_j", tol=1e-3, prob_tol=1.0, spacing=nearest, copy=True
    )
    table = np.concatenate([[0], known]).astype(np.uint8)
    result: NDArray[np.uint8] = table[np.maximum(walked, 0)]
    return result

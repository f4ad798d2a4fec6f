"""Operations on binary masks: components, holes, margins in millimetres, smoothing.

Masks are bool arrays ``(z, y, x)``, or ``(h, w)`` for one slice, with the spacing of their axes in
millimetres. What lies outside the array is unknown: it neither grows into it nor eats from it, so
that a structure cut off by the edge of the image keeps its cut face.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]


def components(mask: Mask) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Parts of a mask that touch by faces, edges or corners.

    Returns
    -------
    labels, sizes
        int32 of the mask's shape, 0 outside; number of voxels of each part, part 1 first.
    """
    from scipy import ndimage

    parts, count = ndimage.label(mask, np.ones((3,) * mask.ndim))
    return parts, np.bincount(parts.reshape(-1), minlength=count + 1)[1:]


def keep_largest(mask: Mask) -> Mask:
    """Return the largest part alone; of equal ones the first in array order."""
    parts, sizes = components(mask)
    if len(sizes) < 2:
        return mask.copy()
    kept: Mask = parts == int(sizes.argmax()) + 1
    return kept


def remove_small(mask: Mask, spacing_mm: Sequence[float], least: float) -> Mask:
    """Return the mask without parts smaller than `least`: mm³, or mm² for a slice."""
    parts, sizes = components(mask)
    kept = np.concatenate([[False], sizes * float(np.prod(spacing_mm)) >= least])
    result: Mask = kept[parts]
    return result


def fill_holes(mask: Mask) -> Mask:
    """Return the mask with everything filled that it encloses, seen by faces."""
    from scipy import ndimage

    filled: Mask = ndimage.binary_fill_holes(mask)
    return filled


def grow(mask: Mask, spacing_mm: Sequence[float], distance_mm: float) -> Mask:
    """Return all voxels whose centre is at most `distance_mm` from the centre of a mask voxel."""
    if distance_mm <= 0 or not mask.any():
        return mask.copy()
    near: Mask = _distance_mm(mask, spacing_mm) <= distance_mm * (1 + 1e-6)
    return near | mask


def shrink(mask: Mask, spacing_mm: Sequence[float], distance_mm: float) -> Mask:
    """Return the voxels that are more than `distance_mm` from every voxel outside the mask."""
    return ~grow(~mask, spacing_mm, distance_mm)


def hollow(mask: Mask, spacing_mm: Sequence[float], wall_mm: float) -> Mask:
    """Return the outer wall of the mask, `wall_mm` thick."""
    return mask & ~shrink(mask, spacing_mm, wall_mm)


def opening(mask: Mask, spacing_mm: Sequence[float], radius_mm: float) -> Mask:
    """Shrink, then grow by a ball: spikes and bridges thinner than the ball go."""
    return grow(shrink(mask, spacing_mm, radius_mm), spacing_mm, radius_mm) & mask


def closing(mask: Mask, spacing_mm: Sequence[float], radius_mm: float) -> Mask:
    """Grow, then shrink by a ball: gaps and dents narrower than the ball fill.

    The mask is grown beyond the edges of the array, so that the edge itself closes nothing.
    """
    reach = [int(np.ceil(radius_mm / mm)) + 1 for mm in spacing_mm]
    padded = np.pad(mask, [(n, n) for n in reach])
    closed = shrink(grow(padded, spacing_mm, radius_mm), spacing_mm, radius_mm)
    inner = tuple(slice(n, n + length) for n, length in zip(reach, mask.shape, strict=True))
    result: Mask = closed[inner] | mask
    return result


def median(mask: Mask, spacing_mm: Sequence[float], radius_mm: float) -> Mask:
    """Return the majority within a box that reaches `radius_mm` from each voxel.

    A box reaches at least one voxel along the axes whose spacing is at most twice the radius, and
    none along coarser ones. Beyond the edge the outermost voxels go on.
    """
    size = _box(spacing_mm, radius_mm)
    return _box_sums(mask, size) * 2 > int(np.prod(size))


def smooth_jointly(
    labels: NDArray[np.uint8], spacing_mm: Sequence[float], radius_mm: float
) -> NDArray[np.uint8]:
    """Return the most frequent label within the box of `median`, so that neighbours stay joined.

    Parameters
    ----------
    labels
        uint8 label map; 0, the background, takes part like any other value. Where several values
        are equally frequent a voxel keeps its own if that is one of them, else the lowest.
    """
    size = _box(spacing_mm, radius_mm)
    values = np.unique(labels)
    votes = np.stack([_box_sums(labels == value, size) for value in values])
    own = np.take_along_axis(votes, np.searchsorted(values, labels)[None], axis=0)[0]
    winner: NDArray[np.uint8] = values[votes.argmax(axis=0)]
    return np.where(own == votes.max(axis=0), labels, winner)


def _box(spacing_mm: Sequence[float], radius_mm: float) -> list[int]:
    return [2 * max(round(radius_mm / mm), int(mm <= 2 * radius_mm)) + 1 for mm in spacing_mm]


def _box_sums(mask: Mask, size: Sequence[int]) -> NDArray[np.int32]:
    """How many voxels of the mask lie in the box around each voxel, int32."""
    sums: NDArray[np.int32] = mask.astype(np.int32)
    for axis, length in enumerate(size):
        if length == 1:
            continue
        reach = length // 2
        padding = [(reach + 1, reach) if a == axis else (0, 0) for a in range(sums.ndim)]
        totals = np.moveaxis(np.pad(sums, padding, mode="edge").cumsum(axis, np.int32), axis, 0)
        sums = np.moveaxis(totals[length:] - totals[:-length], 0, axis)
    return sums


def _distance_mm(mask: Mask, spacing_mm: Sequence[float]) -> NDArray[np.float32]:
    """Distance from each voxel to the nearest one of the mask, mm, at most 0 inside; float32.

    Euclidean, by the algorithm of Maurer, Qi and Raghavan (IEEE TPAMI 2003) in ITK, which is
    several times as fast as SciPy's.
    """
    import SimpleITK

    image = SimpleITK.GetImageFromArray(mask.view(np.uint8))
    image.SetSpacing([float(mm) for mm in reversed(spacing_mm)])
    distance = SimpleITK.SignedMaurerDistanceMap(image, False, False, True)
    result: NDArray[np.float32] = SimpleITK.GetArrayFromImage(distance)
    return result

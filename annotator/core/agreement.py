"""How well a mask agrees with a reference: overlap, distance of the surfaces, volume."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures of one structure, in a volume or on a slice.

    Attributes
    ----------
    dice
        Twice the common voxels over all voxels of both; nan where both are empty.
    distance_95_mm
        Of the surface voxels of each, the distance that 95 percent stay within to the other's; the
        larger of the two. nan where either is empty.
    mean_distance_mm
        Mean of these distances over the surface voxels of both; nan where either is empty.
    size, reference_size
        Voxels times spacing: mm³ of a volume, mm² of a slice.
    """

    dice: float
    distance_95_mm: float
    mean_distance_mm: float
    size: float
    reference_size: float

    @property
    def difference(self) -> float:
        """Size of the mask less that of the reference."""
        return self.size - self.reference_size


def agreement(
    mask: NDArray[np.bool_], reference: NDArray[np.bool_], spacing_mm: Sequence[float]
) -> Agreement:
    """Compare two masks of one shape.

    Parameters
    ----------
    mask, reference
        bool, a volume ``(z, y, x)`` or a slice ``(h, w)``.
    spacing_mm
        Distance of voxels along each axis, in mm.
    """
    return agreements(mask, reference, spacing_mm, [np.ones(mask.shape, np.bool_)])[0]


def agreements(
    mask: NDArray[np.bool_],
    reference: NDArray[np.bool_],
    spacing_mm: Sequence[float],
    parts: Sequence[NDArray[np.bool_]],
) -> list[Agreement]:
    """Compare two masks within parts of their volume.

    Only voxels of a part count, and of the surface only those in it; how far they are from the
    other's surface is measured to all of that.

    Parameters
    ----------
    mask, reference, spacing_mm
        As for `agreement`.
    parts
        bool, of the masks' shape or broadcast to it.
    """
    found = []
    distances = _distances(mask, reference, spacing_mm)
    for part in parts:
        inside = np.broadcast_to(part, mask.shape)
        sizes = [int((one & inside).sum()) for one in (mask, reference)]
        common, total = int((mask & reference & inside).sum()), sum(sizes)
        dice = 2 * common / total if total else math.nan
        ways = [far[near & inside[box]] for far, near, box in distances]
        known = [way for way in ways if len(way)]
        far = float(max(np.percentile(way, 95) for way in known)) if known else math.nan
        mean = float(np.concatenate(known).mean()) if known else math.nan
        voxel = math.prod(spacing_mm)
        found.append(Agreement(dice, far, mean, sizes[0] * voxel, sizes[1] * voxel))
    return found


def surface_distances(
    mask: NDArray[np.bool_], reference: NDArray[np.bool_], spacing_mm: Sequence[float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Distance in mm of every surface voxel to the nearest one of the other, both ways.

    A voxel is of the surface if a neighbour that shares a face with it is not of the mask; beyond
    the border of the image nothing is. Both are empty where either mask is.
    """
    ways = [far[near] for far, near, _ in _distances(mask, reference, spacing_mm)]
    return (ways[0], ways[1]) if ways else (np.empty(0), np.empty(0))


_Way = tuple["NDArray[np.float64]", "NDArray[np.bool_]", tuple[slice, ...]]


def _distances(
    mask: NDArray[np.bool_], reference: NDArray[np.bool_], spacing_mm: Sequence[float]
) -> list[_Way]:
    """Distance to the other's surface, own surface, and the box both lie in, for each direction."""
    if not mask.any() or not reference.any():
        return []
    hit = np.argwhere(mask | reference)
    box = tuple(slice(a, b + 1) for a, b in zip(hit.min(0), hit.max(0), strict=True))
    one, other = _surface(mask[box]), _surface(reference[box])
    spacing = tuple(spacing_mm)
    from scipy import ndimage  # slow to import

    to_other = ndimage.distance_transform_edt(~other, sampling=spacing)
    to_one = ndimage.distance_transform_edt(~one, sampling=spacing)
    return [(to_other, one, box), (to_one, other, box)]


def _surface(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    from scipy import ndimage  # slow to import

    inner: NDArray[np.bool_] = ndimage.binary_erosion(mask)
    return mask & ~inner

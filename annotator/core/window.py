"""Grey-level windows: which image values are shown between black and white."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.core.volume import Volume

Window = tuple[float, float]
"""Centre (level) and width, in the unit of the voxels."""

SOFT_TISSUE: Window = (40.0, 400.0)
_SAMPLES = 64  # along each axis at most
_AIR = 0.1  # share of the brightest values below which a voxel is air
_SKIN_MM = 15.0  # skin, fat and scalp below it are often brighter than any organ
_ENOUGH = 0.1  # of the body must be deeper than that, else all of it counts
_PERCENTILES = 1.0, 97.0


def auto_window(volume: Volume) -> Window:
    """Window for a first look: soft tissue for CT, else what most values inside the body span.

    For MR, skin and what lies 15 mm below it are left out: they are often the brightest of all.
    """
    if volume.modality == "CT":
        return SOFT_TISSUE
    steps = tuple(-(-size // _SAMPLES) for size in volume.voxels.shape)
    spacing = [s * n for s, n in zip(volume.geometry.spacing_zyx_mm, steps, strict=True)]
    voxels = volume.voxels[tuple(slice(None, None, step) for step in steps)]
    sample = np.nan_to_num(voxels.astype(np.float64), posinf=0.0, neginf=0.0)
    inside = sample[_inside(sample, spacing)]
    if not inside.size:
        finite = sample[sample > sample.min()] if sample.size else sample
        if not finite.size:
            return 0.5, 1.0
        inside = finite
    low, high = np.percentile(inside, _PERCENTILES)
    width = float(high - low) or max(abs(float(low)), 1.0)
    return float(low) + width / 2.0, width


def _inside(values: NDArray[np.float64], spacing_mm: Sequence[float]) -> NDArray[np.bool_]:
    """Voxels deep inside the body; all of the body where it is thin or cut out, bool."""
    from scipy import ndimage  # half of the window's start-up time, and only needed here

    air = values.min() + _AIR * (np.percentile(values, 99.0) - values.min())
    found, count = ndimage.label(values > air)
    if count == 0:
        return np.zeros(values.shape, dtype=bool)
    body = found == 1 + int(np.argmax(np.bincount(found.reshape(-1))[1:]))
    filled = np.stack([ndimage.binary_fill_holes(plane) for plane in body])
    deep: NDArray[np.bool_] = body & (
        ndimage.distance_transform_edt(filled, sampling=spacing_mm) > _SKIN_MM
    )
    return deep if deep.sum() >= _ENOUGH * body.sum() else body

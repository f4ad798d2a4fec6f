"""Grey-level windows: which image values are shown between black and white."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from annotator.core.volume import Volume

Window = tuple[float, float]
"""Centre (level) and width, in the unit of the voxels."""

SOFT_TISSUE: Window = (40.0, 400.0)
_SAMPLES = 200_000


def auto_window(volume: Volume) -> Window:
    """Window for a first look: soft tissue for CT, else what 99 % of the foreground spans."""
    if volume.modality == "CT":
        return SOFT_TISSUE
    voxels = volume.voxels.reshape(-1)
    sample = voxels[:: max(1, voxels.size // _SAMPLES)].astype(np.float64)
    sample = sample[np.isfinite(sample)]
    foreground = sample[sample > sample.min()] if sample.size else sample
    if not foreground.size:
        return 0.5, 1.0
    low, high = np.percentile(foreground, (0.5, 99.5))
    width = max(float(high - low), 1e-6)
    return float(low) + width / 2.0, width

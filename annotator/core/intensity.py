"""Images of unusual scale, such as diffusion in m²/s (1e-9), in the range that networks know.

Networks, the gate and evidence from edges use small constants against division by nought, which are
small beside the values of usual images only. A power of two is exact in floating point: the image
behaves like the same image rescaled.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from annotator.core.volume import Volume

LEAST, MOST = 2.0**-4, 2.0**17
"""Images whose largest absolute value lies between these are left alone."""
USUAL_EXPONENT = 10


def usual_range(volume: Volume) -> Volume:
    """Return the volume itself, or a copy whose values are scaled by a power of two.

    Whole numbers and Hounsfield units are never scaled.
    """
    if volume.voxels.dtype.kind != "f" or volume.modality == "CT":
        return volume
    low, high = float(volume.voxels.min()), float(volume.voxels.max())
    largest = max(-low, high)
    if largest == 0.0 or LEAST <= largest <= MOST:
        return volume
    exponent = USUAL_EXPONENT - math.frexp(largest)[1]
    voxels = np.ldexp(volume.voxels, exponent).astype(np.float32, copy=False)
    return replace(volume, voxels=voxels, content_id=f"{volume.content_id}*2^{exponent}")

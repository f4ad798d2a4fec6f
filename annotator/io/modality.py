"""Telling CT from MR by the voxel values, since the file formats do not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.volume import Modality

SAMPLE = 1_000_000
AIR_AND_LUNG_HU = (-1100.0, -500.0)
LEAST_AIR = 1e-4
MOST_BELOW_AIR = 0.05
DENSE_HU = 4096.0
PADDING_SHARE = 0.01


def guess_modality(voxels: NDArray[Any]) -> Modality:
    """Return "CT" when the values are plausible Hounsfield units, else "MR".

    Hounsfield units have a fixed zero, so three things hold for nearly every CT and no usual MR:

    - some voxels are air or lung, −1100 to −500 HU (at least 1 in 10 000);
    - hardly any lie below air (at most 5 %), padding aside, which is the minimum and every other
      value that at least 1 % of the voxels share: this rejects MR phase images, which reach −4096;
    - 99 % lie below 4096 HU, where 12-bit scanners end (metal may exceed it).

    A CT cut so tightly that no air is left counts as MR, which costs the HU window presets only;
    the opposite mistake would put a wrong window on an MR. Normalised MR (minimum about −3) and
    resampling overshoot (about −50) stay far from −500.

    Parameters
    ----------
    voxels
        Finite values, any shape and type; about a million of them are looked at.
    """
    flat = voxels.reshape(-1)
    step = max(1, flat.size // SAMPLE) | 1  # an odd step meets every column of a row
    sample = np.ascontiguousarray(flat[::step])  # it is looked at several times
    lowest_air, highest_air = AIR_AND_LUNG_HU
    air = np.mean((sample >= lowest_air) & (sample <= highest_air))
    low = sample[(sample < lowest_air) & (sample != sample.min())]
    counts = np.unique(low, return_counts=True)[1]
    below_air = counts[counts < PADDING_SHARE * sample.size].sum() / sample.size
    is_hounsfield = (
        air >= LEAST_AIR and below_air <= MOST_BELOW_AIR and np.percentile(sample, 99) <= DENSE_HU
    )
    return "CT" if is_hounsfield else "MR"

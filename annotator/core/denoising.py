"""Denoising without the network: what a user asks for, the values' scale, and the noise level.

The noise level is one number per volume, in the volume's own units: the standard deviation of the
noise inside the body. It is measured in small blocks of slices. A block of homogeneous tissue
holds noise alone, so the quietest blocks tell it; unlike the usual filters for white noise this
also holds for the blurred, correlated noise that reconstruction leaves in CT.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from annotator.core.errors import UserError
from annotator.core.texts import tr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.volume import Volume

Kind = Literal["ct", "mr"]
"""The noise that is removed; a volume that is not CT is treated as "mr"."""

MOST_STRENGTH = 2.0

CT_HU = 500.0
"""Hounsfield units that count as 1 for a network."""

BLOCK = 8
"""Side of the blocks in which noise is measured, pixels."""

SLICES = 16
"""Slices that are looked at, evenly spread."""

QUIET_PERCENT = 25.0
"""Percentile of the blocks' standard deviations that is taken as the noise."""

CT_BODY_HU = -200.0
MR_BODY = 0.12
"""Least mean of a block inside the body: HU, and share of the signal range."""


@dataclass(frozen=True, slots=True)
class DenoiseOptions:
    """What the user asks for.

    Attributes
    ----------
    modality
        "ct" or "mr" noise, or "auto" for what the volume is.
    strength
        Times the estimated noise level that is taken as the noise, 0 (keep all) to 2; None is
        automatic, the estimated level itself.
    model
        Name of an installed model, or None for the modality's own.
    device
        "auto", "cpu", "cuda" or "mps".

    Raises
    ------
    UserError
        If the strength is not in 0..2 or the modality is unknown.
    """

    modality: Literal["auto", "ct", "mr"] = "auto"
    strength: float | None = None
    model: str | None = None
    device: str = "auto"

    def __post_init__(self) -> None:
        if self.modality not in ("auto", "ct", "mr"):
            raise UserError(
                tr(
                    "There is no modality '{modality}'; choose auto, ct or mr.",
                    modality=self.modality,
                )
            )
        if self.strength is not None and not 0 <= self.strength <= MOST_STRENGTH:
            raise UserError(
                tr(
                    "The strength {strength:g} is out of range; choose 0 to {most_strength:g}, or "
                    "leave it automatic.",
                    strength=self.strength,
                    most_strength=MOST_STRENGTH,
                )
            )

    def kind(self, volume: Volume) -> Kind:
        """Modality that is meant for a volume; one that is not CT counts as MR."""
        if self.modality == "auto":
            return "ct" if volume.modality == "CT" else "mr"
        return self.modality


class ValueScale(NamedTuple):
    """Linear map from a volume's values to a network's: ``(value - offset) / unit``."""

    offset: float
    unit: float

    def normalise(self, values: NDArray[Any]) -> NDArray[np.float32]:
        """Values of the network, float32, same shape."""
        scaled = values.astype(np.float32) - np.float32(self.offset)
        scaled *= np.float32(1.0 / self.unit)
        return scaled

    def restore(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Values of the volume, float32, same shape."""
        return values * np.float32(self.unit) + np.float32(self.offset)


def value_scale(voxels: NDArray[Any], kind: Kind) -> ValueScale:
    """Scale of a volume: 500 HU for CT, the signal range for MR.

    The signal ranges to the 99.5th percentile, from 0 or, where there are negative values (as after
    normalisation), from the 0.1st percentile.
    """
    if kind == "ct":
        return ValueScale(0.0, CT_HU)
    flat = voxels.reshape(-1)
    low, high = np.percentile(flat[:: max(1, flat.size // 1_000_000) | 1], (0.1, 99.5))
    low = low if voxels.min() < 0 else 0.0
    return ValueScale(float(low), float(high - low) or 1.0)


def slice_axis(volume: Volume) -> int:
    """Axis along which whole volumes are denoised: the one with the thickest slices."""
    spacing = volume.geometry.spacing_zyx_mm
    return max(range(3), key=lambda axis: (round(spacing[axis], 4), -axis))


def estimate_noise(voxels: NDArray[Any], kind: Kind, axis: int = 0) -> float:
    """Estimate the standard deviation of the noise inside the body, in the units of the voxels.

    Parameters
    ----------
    voxels
        ``(z, y, x)``, HU for CT.
    kind
        Tells the body from air.
    axis
        Slices along this axis are looked at.

    Returns
    -------
    float
        0 when no block lies in the body.
    """
    scale = value_scale(voxels, kind)
    least = scale.normalise(np.array(CT_BODY_HU)) if kind == "ct" else MR_BODY
    count = voxels.shape[axis]
    chosen = np.unique(np.linspace(0, count - 1, SLICES + 2).round().astype(int)[1:-1])
    deviations = []
    for index in chosen:
        blocks = _blocks(scale.normalise(voxels.take(index, axis=axis)))
        if len(blocks):
            inside = blocks[blocks.mean(axis=1) > least]
            deviations.append(_deviations(inside))
    found = np.concatenate(deviations) if deviations else np.zeros(0)
    found = found[found > 0]  # blocks of one value are masked out or padding
    return float(np.percentile(found, QUIET_PERCENT) * scale.unit) if found.size else 0.0


def _blocks(image: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cut ``(H, W)`` into whole blocks: ``(N, BLOCK * BLOCK)``."""
    rows, cols = (side // BLOCK for side in image.shape)
    cut = image[: rows * BLOCK, : cols * BLOCK].reshape(rows, BLOCK, cols, BLOCK)
    return cut.transpose(0, 2, 1, 3).reshape(rows * cols, BLOCK * BLOCK)


def _deviations(blocks: NDArray[np.float32]) -> NDArray[np.float32]:
    """Compute the standard deviation of each block around its own plane: gradients do not count."""
    ramp = np.arange(BLOCK, dtype=np.float32) - np.float32((BLOCK - 1) / 2)
    ones = np.ones(BLOCK, np.float32)
    plane = np.stack(
        [np.outer(a, b).reshape(-1) for a, b in ((ones, ones), (ramp, ones), (ones, ramp))]
    )
    plane /= np.linalg.norm(plane, axis=1, keepdims=True)
    squares = (blocks**2).sum(axis=1) - ((blocks @ plane.T) ** 2).sum(axis=1)
    result: NDArray[np.float32] = np.sqrt(np.maximum(squares, 0) / (BLOCK * BLOCK - len(plane)))
    return result

"""What a look at the voxels of a case tells: a small picture, the modality, the labels painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.errors import UserError
from annotator.io.case_index import Thumbnail

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.volume import Volume
    from annotator.io.case_index import Case

SIDE = 64
PERCENTILES = (1.0, 99.0)


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen.

    Attributes
    ----------
    modality
        As of `Volume`, "" if the image cannot be read.
    labels
        Values that the mask holds; None if there is none or it cannot be read.
    thumbnail
        Middle slice, None if the image cannot be read.
    problem
        Why image or mask cannot be read, "" if they can.
    """

    modality: str
    labels: tuple[int, ...] | None
    thumbnail: Thumbnail | None
    problem: str = ""


def look_into(case: Case) -> Look:
    """Read image and mask of a case."""
    from annotator.io.label_map import read_labels
    from annotator.io.read import read_volume

    try:
        volume = read_volume(case.image, series=case.series)
    except UserError as error:
        return Look("", None, None, str(error))
    picture = thumbnail(volume)
    if not case.has_mask:
        return Look(volume.modality, None, picture)
    try:
        counts = np.bincount(read_labels(case.mask, volume).reshape(-1))
    except UserError as error:
        return Look(volume.modality, None, picture, str(error))
    return Look(volume.modality, tuple(int(v) for v in np.flatnonzero(counts) if v), picture)


def thumbnail(volume: Volume, side: int = SIDE) -> Thumbnail:
    """Middle axial slice as a small grey picture, at most `side` pixels wide and high."""
    plane = volume.voxels[volume.voxels.shape[0] // 2]
    _, row_mm, column_mm = volume.geometry.spacing_zyx_mm
    height, width = plane.shape[0] * row_mm, plane.shape[1] * column_mm
    scale = side / max(height, width)
    rows = _picked(plane.shape[0], max(1, round(height * scale)))
    columns = _picked(plane.shape[1], max(1, round(width * scale)))
    small: NDArray[Any] = plane[np.ix_(rows, columns)].astype(np.float32)
    low, high = np.percentile(small, PERCENTILES)
    span = high - low
    grey = (small - low) * (255.0 / span) if span > 0 else np.zeros_like(small)
    return Thumbnail(len(columns), np.clip(grey, 0, 255).astype(np.uint8).tobytes())


def _picked(count: int, wanted: int) -> NDArray[np.intp]:
    """Return indices spread evenly over `count` places."""
    return ((np.arange(wanted) + 0.5) * count / wanted).astype(np.intp)

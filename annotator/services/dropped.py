"""Files that were dropped on the window: which is the image, which its mask."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from annotator.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.core.cancel import CancelToken
    from annotator.core.geometry import Geometry
    from annotator.core.volume import Volume

LARGEST_VALUE = 254
MOST_VALUES = 64
"""A label map has at most as many different values; an image has more."""


class Dropped(NamedTuple):
    """What dropped files are; None where there is no such file."""

    image: Path | None
    mask: Path | None


def sort_dropped(paths: Sequence[Path], opened: Geometry | None, token: CancelToken) -> Dropped:
    """Tell image and mask apart by content and grid, whatever the files are called.

    A single file is a mask if it is a label map on the grid of the `opened` image. Of two files
    (more are left out) one is a mask if it is a label map on the grid of the other, which is not.

    Raises
    ------
    Cancelled
        If the token was cancelled meanwhile.
    """
    first, *rest = paths
    if not rest:
        fits = opened is not None and _is_mask_on(_volume(first), opened)
        return Dropped(None, first) if fits else Dropped(first, None)
    second = rest[0]
    a = _volume(first)
    token.raise_if_cancelled()
    b = _volume(second)
    if a is None or b is None:
        return Dropped(first if b is None else second, None)
    if _is_mask_on(b, a.geometry):
        return Dropped(first, second)
    if _is_mask_on(a, b.geometry):
        return Dropped(second, first)
    return Dropped(first, None)


def _is_mask_on(volume: Volume | None, geometry: Geometry) -> bool:
    """Whether a volume is a label map on a grid: few whole numbers from 0 on."""
    if volume is None or not volume.geometry.same_grid(geometry):
        return False
    voxels = volume.voxels
    if voxels.min() != 0 or voxels.max() > LARGEST_VALUE:
        return False
    whole = voxels.astype(np.uint8)
    if not np.array_equal(whole, voxels):
        return False
    return bool(np.count_nonzero(np.bincount(whole.reshape(-1))) <= MOST_VALUES)


def _volume(path: Path) -> Volume | None:
    """Read a file; None for one that only opening it can say something about."""
    from annotator.io.read import read_volume

    if path.is_dir():
        return None
    try:
        return read_volume(path)
    except UserError:
        return None

"""Small generated patients: a body with two organs, each patient a little different."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.core.finished import CaseSource, FinishedCase
from annotator.core.geometry import Geometry
from annotator.core.volume import Volume

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHAPE, SPACING_MM = (14, 40, 44), (6.0, 3.0, 3.0)


def patient(seed: int, shift_px: tuple[float, float, float] = (0, 0, 0)) -> FinishedCase:
    """Patient whose organs (1 bright, 2 dark) are moved by so many voxels ``(z, y, x)``."""
    rng = np.random.default_rng(seed)
    grid = np.mgrid[tuple(slice(n) for n in SHAPE)].astype(float)
    middle = np.array([(n - 1) / 2 for n in SHAPE]) + shift_px

    def ellipsoid(offset: tuple[float, float, float], radii: tuple[float, float, float]) -> NDArray:
        parts = [(g - c - o) / r for g, c, o, r in zip(grid, middle, offset, radii, strict=True)]
        return np.asarray(sum(part**2 for part in parts) < 1)

    image = np.zeros(SHAPE)
    image[ellipsoid((0, 0, 0), (9, 15, 18))] = 100
    labels = np.zeros(SHAPE, np.uint8)
    for value, grey, side in ((1, 200.0, -8), (2, 30.0, 8)):
        inside = ellipsoid((0, 0, side), (4 + rng.uniform(0, 1), 7, 5 + rng.uniform(0, 1)))
        image[inside], labels[inside] = grey, value
    image += rng.normal(0, 4, SHAPE)
    affine = np.diag([*SPACING_MM[::-1], 1.0])
    return FinishedCase(f"p{seed}", Volume(image.astype(np.int16), Geometry(SHAPE, affine)), labels)


def source(case: FinishedCase) -> CaseSource:
    """Return a finished case as one that is still to be read."""
    return CaseSource(case.name, lambda: case)

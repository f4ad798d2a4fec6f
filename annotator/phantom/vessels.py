"""The phantom's vessels: aorta, vena cava, portal and hepatic veins, branches, and the ureters.

Same coordinates as `annotator.phantom.trunk`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.phantom.implicit_shapes import Waves, tube
from annotator.phantom.trunk import spine_y, step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.phantom.canvas import Canvas
    from annotator.phantom.implicit_shapes import Point

AORTA = 5
"""Label value."""

HEPATIC: tuple[tuple[tuple[Point, ...], tuple[float, ...]], ...] = (
    (((-22, 6, 104), (-62, 12, 88), (-104, 20, 62)), (5.5, 4, 1.5)),
    (((-22, 4, 104), (-52, -30, 86), (-74, -58, 50)), (5.5, 4, 1.5)),
    (((-22, 2, 104), (6, -34, 92), (34, -62, 74)), (5, 3.5, 1.2)),
    (((-30, -14, 36), (-54, -4, 50), (-86, 16, 50), (-112, 22, 34)), (7, 6, 4, 1.5)),
    (((-54, -4, 50), (-86, -30, 36), (-104, -40, 14)), (5, 4, 1.5)),
    (((-40, -10, 44), (-14, -38, 66), (26, -58, 74)), (6, 4.5, 1.5)),
)
"""Hepatic veins and branches of the portal vein: paths and radii in mm."""

BRANCHES: tuple[tuple[str, tuple[Point, ...], tuple[float, ...]], ...] = (
    ("venous blood", ((-21, 9, -110), (-34, 26, -150), (-60, 34, -200)), (9, 8, 7)),
    ("venous blood", ((-21, 9, -110), (20, 30, -140), (58, 36, -200)), (9, 8, 7)),
    ("venous blood", ((-22, 3, -2), (10, -14, 0), (44, 20, 2)), (4.5, 4.5, 3.5)),
    ("venous blood", ((-22, 3, -8), (-44, 20, -16)), (4.5, 3.5)),
    ("portal blood", ((-8, -26, -80), (-10, -24, -20), (-12, -18, 12), (-30, -14, 36)),
     (4.5, 6, 7, 7)),
    ("portal blood", ((-12, -18, 12), (24, -4, 12), (58, 4, 12), (92, 24, 30)), (6, 5, 4.5, 3)),
    ("blood", ((12, 2, -4), (44, 22, 0)), (3, 2.5)),
    ("blood", ((10, 2, -4), (-18, 16, -8), (-44, 22, -16)), (3, 3, 2.5)),
    ("blood", ((11, 6, 28), (6, -22, 34), (-20, -20, 32)), (4, 3.5, 2.5)),
    ("blood", ((6, -22, 34), (40, 0, 28)), (3, 2)),
    ("blood", ((11, 4, 14), (7, -22, 8), (3, -30, -40), (-6, -34, -90)), (4, 4, 3.5, 2)),
    ("blood", ((10, 4, -102), (36, 26, -146), (64, 26, -200)), (8, 7, 6)),
    ("blood", ((10, 4, -102), (-24, 24, -146), (-58, 24, -200)), (8, 7, 6)),
    ("urine", ((40, 26, -6), (34, 14, -50), (30, 4, -160)), (3, 2, 2)),
    ("urine", ((-40, 26, -20), (-34, 14, -60), (-30, 4, -160)), (3, 2, 2)),
)  # fmt: skip
"""Tissue, path and radii in mm of everything that leaves the aorta, the cava or the kidneys."""


class Vessels:
    """One patient's vessels.

    Parameters
    ----------
    rng
        Source of the variation from patient to patient.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self.lean_mm = float(rng.uniform(-5, 5))
        self.aorta_mm = float(rng.uniform(9.5, 12.5))
        self.course = Waves.random(rng, 40, 90)

    def paint(self, canvas: Canvas) -> None:
        """Paint all vessels; the organs must be there already."""
        for path, radii in HEPATIC:
            self._paint_tube(canvas, "portal blood", path, radii, None)
        heights = np.arange(-112.0, 125.0, 14.0)
        behind = spine_depth(heights, (-20, 100), (22, 42))
        cava = [(-23.0, y, z) for y, z in zip(behind, heights.tolist(), strict=True)]
        self._paint_tube(canvas, "venous blood", cava, [10.5] * len(cava))
        for tissue, branch, radii in BRANCHES:
            self._paint_tube(canvas, tissue, branch, radii)
        self._paint_aorta(canvas)

    def _paint_aorta(self, canvas: Canvas) -> None:
        """Down the left of the thoracic spine, in front of the lumbar spine, to its fork."""
        heights = np.arange(-104.0, 290.0, 14.0)
        left = 11 + self.lean_mm * np.sin(heights / 60) + 9 * step((heights - 90) / 20)
        front = spine_depth(heights, (0, 120, 200), (28, 24, 8))
        path = list(zip(left.tolist(), front, heights.tolist(), strict=True))
        radii = self.aorta_mm + 0.012 * heights
        self._paint_tube(canvas, "vessel wall", path, (radii + 1.4).tolist(), AORTA)
        self._paint_tube(canvas, "blood", path, radii.tolist(), None)

    def _paint_tube(
        self,
        canvas: Canvas,
        tissue: str,
        path: Sequence[Point],
        radii: Sequence[float],
        label: int | None = 0,
    ) -> None:
        """Paint a round vessel along a polyline."""
        points, reach = np.array(path), max(radii) + 8
        low, high = (points.min(axis=0) - reach).tolist(), (points.max(axis=0) + reach).tolist()
        patch = canvas.patch((low[0], low[1], low[2]), (high[0], high[1], high[2]))
        field = tube(patch.grid, path, radii) + 0.6 * self.course.on(patch.grid)
        canvas.paint(tissue, patch, field, label)


def spine_depth(
    heights: np.ndarray[tuple[int], np.dtype[np.float64]],
    at: Sequence[float],
    distance: Sequence[float],
) -> list[float]:
    """Give y in front of the spine: its centre less a distance interpolated over the heights."""
    return [spine_y(float(z)) - float(np.interp(z, at, distance)) for z in heights]

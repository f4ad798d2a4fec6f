"""The phantom's abdominal organs: liver, spleen, kidneys, pancreas, stomach, bowel.

Same coordinates as `annotator.phantom.trunk`, whose fields "wall" and "dome" bound the organs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.phantom.implicit_shapes import (
    Waves,
    ellipsoid,
    rotation_z,
    smooth_max,
    smooth_min,
    tube,
)
from annotator.phantom.trunk import spine_y, step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.phantom.canvas import Canvas, Patch
    from annotator.phantom.implicit_shapes import Point

    Field = NDArray[np.float32]

LIVER, SPLEEN, KIDNEY_RIGHT, KIDNEY_LEFT, STOMACH = 1, 2, 3, 4, 6
"""Label values."""

KIDNEY_X, KIDNEY_Y = 61.0, 36.0

COLON: tuple[tuple[Point, ...], ...] = (
    ((-106, 14, -170), (-110, 8, -100), (-104, 2, -52)),
    ((-104, 2, -52), (-70, -58, -56), (-10, -76, -72), (50, -70, -52), (96, -20, -4)),
    ((96, -20, -4), (112, 22, -16), (116, 26, -90), (108, 20, -170)),
)
"""Ascending, transverse and descending colon."""

PANCREAS: tuple[Point, ...] = (
    (-32, -22, -14), (-20, -26, 6), (8, -34, 12), (38, -22, 22), (76, 12, 36)
)  # fmt: skip
STOMACH_AXIS: tuple[Point, ...] = (
    (60, 22, 92), (66, -2, 62), (58, -36, 30), (32, -58, 2), (-4, -58, -8), (-34, -40, -2)
)  # fmt: skip
GALLBLADDER: tuple[Point, ...] = ((-40, -24, -12), (-50, -44, -28), (-56, -60, -44))


class Organs:
    """One patient's abdominal organs.

    Parameters
    ----------
    rng
        Source of the variation from patient to patient.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self.liver_tip_mm = float(rng.uniform(-14, 30))
        self.liver_left_mm = float(rng.uniform(62, 98))
        self.spleen_size = float(rng.uniform(0.95, 1.3))
        self.kidney_z_mm = {-1: float(rng.uniform(-22, -6)), 1: float(rng.uniform(-6, 12))}
        self.kidney_size = {side: float(rng.uniform(0.98, 1.18)) for side in (-1, 1)}
        self.filling = float(rng.uniform(0.8, 1.15))
        self.fluid_y_mm = float(rng.uniform(-34, -14))
        self.kidney_xy_mm = {side: rng.normal(0, 3, 2) for side in (-1, 1)}
        self.stomach = _varied(rng, STOMACH_AXIS, 5)
        self.pancreas = _varied(rng, PANCREAS, 4)
        self.gallbladder = _varied(rng, GALLBLADDER, 4)
        self.colon = [_varied(rng, part, 5) for part in COLON]
        self.smooth = Waves.random(rng, 40, 90)
        self.fine = Waves.random(rng, 14, 34)
        self.loops = Waves.random(rng, 28, 46, 20)
        self.bubbles = Waves.random(rng, 20, 50)
        self.liver_vessels = Waves.random(rng, 30, 60), Waves.random(rng, 30, 60)
        self.mesentery = Waves.random(rng, 16, 40), Waves.random(rng, 16, 40)

    def paint(self, canvas: Canvas) -> None:
        """Paint all organs; the trunk must be there already."""
        self._paint_small_bowel(canvas)
        self._paint_colon(canvas)
        liver = self._paint_liver(canvas)
        spleen = self._paint_spleen(canvas)
        for side, label in ((-1, KIDNEY_RIGHT), (1, KIDNEY_LEFT)):
            self._paint_kidney(canvas, side, label)
        self._paint_pancreas(canvas)
        self._paint_stomach(canvas, np.maximum(liver, spleen))

    def _inside(self, canvas: Canvas, patch: Patch, field: Field, gap_mm: float = 3.0) -> Field:
        """Keep a solid in the abdominal cavity: away from the wall and below the diaphragm."""
        field = smooth_min(field, canvas.fields["wall"][patch.box] - gap_mm, 8)
        return smooth_min(field, canvas.fields["dome"][patch.box] - gap_mm, 8)

    def _paint_liver(self, canvas: Canvas) -> Field:
        """Wedge under the diaphragm: right lobe to the wall, left lobe in front of the stomach.

        Returns its level set on the whole canvas.
        """
        patch = canvas.patch((-170, -130, -150), (120, 110, 150))
        x, y, z = patch.grid.xyz
        lower = 17 + self.liver_tip_mm * step(-(x + 70) / 15) + 0.92 * x + 0.22 * y
        front = smooth_max(-34 - x, -8 - y - 0.25 * np.maximum(x, 0), 14)
        left = self.liver_left_mm - x - 0.2 * (z - 60) - 0.005 * (y + 50) ** 2
        field = smooth_min(smooth_min((z - lower) * 0.72, front, 16), left, 30)
        field = smooth_min(field, np.hypot(x, y - spine_y(60)) - 40, 10)
        field = self._inside(canvas, patch, field + 4.5 * self.smooth.on(patch.grid))
        twigs = 2.5 - 9 * np.hypot(*(waves.on(patch.grid) for waves in self.liver_vessels))
        canvas.paint("liver", patch, field, LIVER)
        canvas.paint("portal blood", patch, np.minimum(twigs, field - 9), None)
        liver = np.full(canvas.grid.shape, -50, np.float32)
        liver[patch.box] = field
        fossa = canvas.patch((-90, -100, -80), (-10, 10, 20))
        bladder = self._inside(canvas, fossa, tube(fossa.grid, self.gallbladder, (5, 12, 15)))
        canvas.paint("gallbladder wall", fossa, bladder + 1.5)
        canvas.paint("bile", fossa, bladder)
        return liver

    def _paint_spleen(self, canvas: Canvas) -> Field:
        """Crescent along the left wall under the diaphragm; returns its level set."""
        patch = canvas.patch((20, -60, -60), (180, 120, 150))
        wall = canvas.fields["wall"][patch.box]
        size = self.spleen_size
        window = ellipsoid(patch.grid, (104, 44, 58), (72, 58 * size, 58 * size), rotation_z(20))
        field = smooth_min(window, 38 * size - wall, 18) + 3 * self.smooth.on(patch.grid)
        field = self._inside(canvas, patch, field)
        canvas.paint("spleen", patch, field, SPLEEN)
        spleen = np.full(canvas.grid.shape, -50, np.float32)
        spleen[patch.box] = field
        return spleen

    def _paint_kidney(self, canvas: Canvas, side: int, label: int) -> None:
        """Bean with the hilum to the front and middle: cortex, pyramids, sinus fat, pelvis."""
        dx, dy = self.kidney_xy_mm[side].tolist()
        x, y, z = KIDNEY_X * side + dx, KIDNEY_Y + dy, self.kidney_z_mm[side]
        patch = canvas.patch((x - 45, y - 45, z - 75), (x + 45, y + 45, z + 75))
        lean = np.radians(10 * side)  # the upper pole inwards
        upright = np.array(
            [[np.cos(lean), 0, np.sin(lean)], [0, 1, 0], [-np.sin(lean), 0, np.cos(lean)]]
        )
        axes = rotation_z(32 * side) @ upright

        def part(inward: float, radii: Point) -> Field:
            cx, cy, cz = np.array((x, y, z)) - side * inward * axes[0]
            return ellipsoid(patch.grid, (cx, cy, cz), radii, axes)

        size = self.kidney_size[side]
        bean = part(0, (27 * size, 23 * size, 56 * size)) + 1.2 * self.smooth.on(patch.grid)
        bean = smooth_min(bean, -part(28, (14, 13, 24)), 8)
        bean = smooth_min(bean, canvas.fields["wall"][patch.box] - 2, 6)
        fine = self.fine.on(patch.grid)
        sinus = part(9, (13, 9, 30)) + 2 * fine
        pyramids = smooth_min(np.minimum(bean - 6.5, -sinus - 1), 3 * fine + 1.5, 3)
        pelvis = smooth_max(part(16, (13, 5, 10)), part(8, (5, 4, 20)), 4)
        canvas.paint("fat", patch, bean + 3.5)
        canvas.paint("renal cortex", patch, bean, label)
        canvas.paint("renal medulla", patch, pyramids, None)
        canvas.paint("fat", patch, sinus)
        canvas.paint("urine", patch, pelvis)

    def _paint_pancreas(self, canvas: Canvas) -> None:
        """Head beside the duodenum, body across the spine, tail towards the spleen."""
        patch = canvas.patch((-60, -60, -45), (100, 40, 65))
        field = tube(patch.grid, self.pancreas, (15, 12, 8, 10, 8)) + 2.5 * self.fine.on(patch.grid)
        canvas.paint("pancreas", patch, self._inside(canvas, patch, field))

    def _paint_stomach(self, canvas: Canvas, beside: Field) -> None:
        """Fundus under the left dome, body, antrum to the right; wall, content, gas in front."""
        patch = canvas.patch((-70, -130, -60), (150, 80, 150))
        y = patch.grid.xyz[1]
        radii = [radius * self.filling for radius in (31, 32, 27, 20, 16, 10)]
        field = tube(patch.grid, self.stomach, radii) + 2 * self.smooth.on(patch.grid)
        field = smooth_min(field, -beside[patch.box] - 0.5, 6)
        field = self._inside(canvas, patch, field)
        lumen = field - 4 + 1.2 * self.fine.on(patch.grid)
        canvas.paint("stomach wall", patch, field, STOMACH)
        canvas.paint("stomach content", patch, lumen, None)
        canvas.paint("gas", patch, np.minimum(lumen - 0.5, self.fluid_y_mm - y), None)

    def _paint_small_bowel(self, canvas: Canvas) -> None:
        """Loops within the frame of the colon, vessels of the mesentery between them."""
        patch = canvas.patch((-104, -120, -260), (108, 30, 0))
        window = ellipsoid(patch.grid, (4, -38, -105), (100, 50, 88))
        loops = smooth_min(window, 6 * self.loops.on(patch.grid) + 2.5, 5)
        loops = self._inside(canvas, patch, loops)
        vessels = 1 - 6 * np.hypot(*(waves.on(patch.grid) for waves in self.mesentery))
        canvas.paint("bowel wall", patch, loops)
        canvas.paint("bowel content", patch, loops - 2.5)
        canvas.paint("blood", patch, np.minimum(np.minimum(vessels, window), -loops - 1))

    def _paint_colon(self, canvas: Canvas) -> None:
        """Frame of stool and gas, the gas in front."""
        for path in self.colon:
            points = np.array(path)
            low, high = (points.min(axis=0) - 36).tolist(), (points.max(axis=0) + 36).tolist()
            patch = canvas.patch((low[0], low[1], low[2]), (high[0], high[1], high[2]))
            field = tube(patch.grid, path, (20,) * len(path)) + 4 * self.fine.on(patch.grid)
            field = self._inside(canvas, patch, field)
            front = 0.25 * (float(points[:, 1].mean()) - patch.grid.xyz[1])
            gas = smooth_min(field - 3, 4 * self.bubbles.on(patch.grid) + front - 2, 3)
            canvas.paint("bowel wall", patch, field)
            canvas.paint("stool", patch, field - 2.5)
            canvas.paint("gas", patch, gas)


def _varied(rng: np.random.Generator, path: tuple[Point, ...], spread_mm: float) -> list[Point]:
    """Move the points of a path at random."""
    moved = np.array(path) + rng.normal(0, spread_mm, (len(path), 3))
    return [(x, y, z) for x, y, z in moved.tolist()]

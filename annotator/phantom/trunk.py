"""The phantom's trunk: body wall, back muscles, diaphragm, lungs, heart, arms.

Coordinates are millimetres in a standard patient: x to the left, y to posterior, z to superior,
the origin in the middle of the body at the first lumbar vertebra. Fields are positive inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.phantom.implicit_shapes import (
    Waves,
    ellipsoid,
    rotation_z,
    smooth_max,
    smooth_min,
    tube,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.phantom.canvas import Canvas

    Field = NDArray[np.float32]
    Floats = NDArray[np.floating[Any]]

Knots = tuple[tuple[float, float], ...]

HALF_WIDTH: Knots = (
    (-220, 176), (-110, 166), (-60, 152), (0, 150), (80, 155), (150, 160), (260, 172)
)  # fmt: skip
HALF_DEPTH: Knots = (
    (-220, 104), (-110, 100), (-60, 95), (0, 102), (80, 110), (150, 112), (260, 100)
)  # fmt: skip
SPINE_Y: Knots = (
    (-220, 62), (-150, 40), (-70, 24), (0, 30), (80, 42), (160, 50), (260, 46)
)  # fmt: skip


def profile(knots: Knots, z: Floats) -> Field:
    """Piecewise linear function of z, rounded between its knots, float32."""
    at, value = zip(*knots, strict=True)
    below, here, above = (np.interp(z + step, at, value) for step in (-12.0, 0.0, 12.0))
    return np.asarray((below + 2 * here + above) / 4, dtype=np.float32)


def spine_y(z: float) -> float:
    """Give y of the vertebral bodies' centres at height `z`, mm."""
    return float(profile(SPINE_Y, np.array(z)))


def step(x: Floats) -> Floats:
    """Smooth step from 0 to 1, one half at 0, over about four units."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * x))


class Trunk:
    """One patient's body wall, muscles and chest.

    Parameters
    ----------
    rng
        Source of the variation from patient to patient.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self.fat_mm = float(rng.uniform(7, 27))
        self.wall_mm = float(rng.uniform(10, 14))
        self.dome_mm = float(rng.uniform(-6, 8))
        self.arms_down = bool(rng.random() < 0.25)
        self.outline = Waves.random(rng, 110, 220)
        self.inner = Waves.random(rng, 60, 130)
        self.fibres = Waves.random(rng, 9, 26)
        self.diaphragm = Waves.random(rng, 70, 160)
        self.lung_vessels = Waves.random(rng, 26, 60), Waves.random(rng, 26, 60)

    def paint(self, canvas: Canvas) -> None:
        """Paint everything, and leave the fields that bound bones and organs.

        "muscle" is the depth below the fat, "cage" that below the inner side of the body wall,
        "wall" the same with the back muscles taken off, "dome" that below the diaphragm.
        """
        self._paint_table(canvas)
        self._paint_wall(canvas)
        for side in (-1, 1):
            self._paint_back(canvas, side)
            if self.arms_down:
                self._paint_arm(canvas, side)
        self._paint_lungs(canvas)
        self._paint_heart(canvas)

    def _paint_table(self, canvas: Canvas) -> None:
        """Curved plate under the patient (MR does not see it)."""
        patch = canvas.patch((-190, 60, -500), (190, 140, 500))
        x, y, z = patch.grid.xyz
        plate = np.minimum(1.5 - np.abs(y - 124 + 0.0011 * x * x), 185 - np.abs(x))
        canvas.paint("table", patch, plate + 0 * z)

    def _paint_wall(self, canvas: Canvas) -> None:
        """Skin, fat, the muscular wall, and the fat inside: superellipses along z."""
        patch = canvas.patch((-195, -128, -500), (195, 122, 500))
        x, y, z = patch.grid.xyz
        a, b = profile(HALF_WIDTH, z), profile(HALF_DEPTH, z)
        u, v = x / a, y / np.where(y > 0, 0.93 * b, b)
        uu, vv = u * u, v * v
        level = np.sqrt(np.maximum(uu + vv - 0.3 * uu * vv, 1e-4))
        slope = np.hypot(u * (1 - 0.3 * vv) / a, v * (1 - 0.3 * uu) / b) / level
        furrow = np.exp(-((x / 16) ** 2)) * (y > 0)
        skin = (1 - level) / np.maximum(slope, 0.004) - 8 * furrow
        skin += 2.5 * self.outline.on(patch.grid)
        fat = self.fat_mm * (0.8 + 0.35 * uu - 0.2 * furrow) * (1.15 - 0.3 * step(z / 30))
        muscle = skin - 1.5 - fat
        white_line = 1 - 0.5 * np.exp(-((x / 9) ** 2))
        chest = step((z - 110) / 14)
        wall = muscle - self.wall_mm * (0.85 + 0.25 * uu * (1 + chest)) * white_line
        wall += 1.5 * self.inner.on(patch.grid)
        for tissue, field in (("skin", skin), ("fat", skin - 2), ("muscle", muscle), ("fat", wall)):
            canvas.paint(tissue, patch, field)
        canvas.add_field("muscle", -50, patch, muscle)
        canvas.add_field("cage", -50, patch, wall)
        canvas.add_field("wall", -50, patch, wall)

    def _paint_back(self, canvas: Canvas, side: int) -> None:
        """Erector spinae, quadratus lumborum and psoas of one side."""
        ends = sorted((0, 90 * side))
        patch = canvas.patch((ends[0], -30, -500), (ends[1], 120, 500))
        x, y, z = patch.grid.xyz
        middle = profile(SPINE_Y, z)
        slim = 1 - 0.35 * step((z - 70) / 25)
        erector = (slim - np.hypot((x - 29 * slim * side) / 27, (y - middle - 40) / 19)) * 19
        below_fat = canvas.fields["muscle"][patch.box] + 0.4 * self.fat_mm
        quadratus = (1 - np.hypot((x - 58 * side) / 20, (y - middle - 24) / 10)) * 10
        path = [
            (20.0 * side, spine_y(15) + 4, 15.0),
            (34.0 * side, spine_y(-50) + 2, -50.0),
            (45.0 * side, spine_y(-110) - 4, -110.0),
            (62.0 * side, spine_y(-190) - 34, -190.0),
        ]
        psoas = tube(patch.grid, path, (4, 14, 20, 20))
        fibres = 0.8 * self.fibres.on(patch.grid)
        canvas.paint("muscle", patch, smooth_min(erector, below_fat, 5) + fibres)
        canvas.paint("muscle", patch, smooth_min(quadratus, 6 - z / 8, 6) + fibres)
        canvas.paint("muscle", patch, psoas + fibres)
        wall = canvas.fields["wall"]
        wall[patch.box] = smooth_min(wall[patch.box], -erector, 8)

    def _paint_lungs(self, canvas: Canvas) -> None:
        """Diaphragm, lungs with vessels, and the fat of the mediastinum."""
        patch = canvas.patch((-190, -130, -40), (190, 130, 300))
        x, y, z = patch.grid.xyz
        wall = canvas.fields["wall"][patch.box]
        right = np.exp(-(((x + 68) / 58) ** 2) - ((y + 2) / 70) ** 2)
        left = np.exp(-(((x - 72) / 50) ** 2) - ((y + 2) / 66) ** 2)
        recess = (54 + 0.6 * np.maximum(y, 0)) * np.exp(-np.maximum(wall, 0) / 13)
        top = 76 + self.dome_mm + 46 * right + 34 * left - recess
        dome = 0.85 * (top - z + 3 * self.diaphragm.on(patch.grid))
        canvas.add_field("dome", 200, patch, dome)
        wide = 22 * step((165 - z) / 10) * np.exp(-(((y + 30) / 40) ** 2))
        between = 24 - np.abs(x - 6) + wide
        around_spine = 36 - np.hypot(x, y - profile(SPINE_Y, z) - 8)
        lung = smooth_min(smooth_min(wall - 2, -dome, 6), 250 - z, 40)
        lung = smooth_min(lung, -smooth_max(between, around_spine, 14), 8)
        vessels = 3.8 - 9 * np.hypot(*(waves.on(patch.grid) for waves in self.lung_vessels))
        canvas.paint("fat", patch, smooth_min(wall, -dome, 4))
        canvas.paint("muscle", patch, smooth_min(wall, 2.5 - np.abs(dome), 3))
        canvas.paint("lung", patch, lung)
        canvas.paint("lung vessel", patch, np.minimum(vessels, lung - 6))
        canvas.paint("fat", patch, smooth_min(smooth_min(between, wall, 6), -dome, 4))

    def _paint_heart(self, canvas: Canvas) -> None:
        """Heart on the diaphragm with its chambers, vessels of both lung roots."""
        patch = canvas.patch((-50, -90, 80), (110, 40, 210))
        heart = ellipsoid(patch.grid, (28, -30, 140), (56, 44, 46), rotation_z(35))
        heart = heart + 2 * self.inner.on(patch.grid)
        heart = smooth_min(heart, -canvas.fields["dome"][patch.box] - 3, 10)
        canvas.paint("fat", patch, heart + 4)
        canvas.paint("heart", patch, heart)
        ventricle = ellipsoid(patch.grid, (36, -34, 138), (32, 22, 24), rotation_z(35))
        atrium = ellipsoid(patch.grid, (-6, -14, 150), (26, 24, 26))
        canvas.paint("blood", patch, np.maximum(ventricle, atrium))
        for side in (-1, 1):
            ends = sorted((0, 110 * side))
            lobe = canvas.patch((ends[0], -60, 120), (ends[1], 60, 230))
            hilum = (22.0 * side, -8.0, 158.0)
            tree = [
                tube(
                    lobe.grid, (hilum, (44.0 * side, y / 3, 158 + z / 3), (x * side, y, 158 + z)), r
                )
                for x, y, z, r in (
                    (96.0, 20.0, -22.0, (8, 5, 1.5)),
                    (90.0, -24.0, -6.0, (7, 4, 1.5)),
                    (92.0, 26.0, 34.0, (7, 4, 1.5)),
                )
            ]
            canvas.paint("blood", lobe, np.maximum.reduce(tree))

    def _paint_arm(self, canvas: Canvas, side: int) -> None:
        """Arm along the body: skin, fat, muscle, bone."""
        ends = sorted((160 * side, 290 * side))
        patch = canvas.patch((ends[0], -60, -280), (ends[1], 90, 320))
        path = (
            (218.0 * side, 24.0, 320.0),
            (222.0 * side, 24.0, 60.0),
            (226.0 * side, 10.0, -260.0),
        )
        arm = tube(patch.grid, path, (46, 40, 34))
        for tissue, depth_mm in (
            ("skin", 0.0),
            ("fat", 2.0),
            ("muscle", 2 + 0.5 * self.fat_mm),
            ("cortical bone", 30.0),
            ("spongy bone", 34.0),
        ):
            canvas.paint(tissue, patch, arm - np.float32(depth_mm))

"""The phantom's bones: spine with discs and canal, ribs, sternum, iliac wings.

Same coordinates as `annotator.phantom.trunk`, whose fields "cage" and "muscle" bound them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.phantom.implicit_shapes import Waves, smooth_max, smooth_min
from annotator.phantom.trunk import SPINE_Y, profile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.phantom.canvas import Canvas

    Field = NDArray[np.float32]

SPINE, RIBS = 7, 8
"""Label values."""

LEVELS = np.array(
    [-236, -204, -171, -136, -101, -67, -33, 0, 31, 59, 86, 111, 135, 158, 180, 202, 224, 246],
    dtype=np.float32,
)
"""Heights in mm of the middles of S3, S2, S1, L5 .. L1, T12 .. T3."""

L5, L1, T12, T7 = 3, 7, 8, 13
"""Positions in `LEVELS`."""

RIB_ENDS = np.array([1.15, 1.6, 2.05, 2.25, 2.35, 2.45, 2.55, 2.6, 2.6, 2.6], dtype=np.float32)
"""Where the bone of ribs 12, 11 .. 3 ends: angle from the spine around the chest, radians."""


class Bones:
    """One patient's skeleton.

    Parameters
    ----------
    rng
        Source of the variation from patient to patient.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self.width = float(rng.uniform(0.94, 1.06))
        self.rib_fall_mm = float(rng.uniform(85, 105))
        self.crest_mm = float(rng.uniform(-98, -86))
        self.surface = Waves.random(rng, 9, 26)

    def paint(self, canvas: Canvas) -> None:
        """Paint all bones; the trunk must be there already."""
        self._paint_spine(canvas)
        self._paint_ribs(canvas)
        self._paint_sternum(canvas)
        for side in (-1, 1):
            self._paint_ilium(canvas, side)

    def _paint_spine(self, canvas: Canvas) -> None:
        """Vertebrae by one formula that repeats from level to level, discs, canal and cord."""
        patch = canvas.patch((-52, -30, -260), (52, 120, 300))
        x, y, z = patch.grid.xyz
        middle = profile(SPINE_Y, z)
        level = np.interp(z + 0.12 * (y - middle), LEVELS, np.arange(len(LEVELS)))
        nearest = np.rint(level).astype(int)
        pitch = np.append(np.diff(LEVELS), 22)[nearest]
        up = ((level - nearest) * pitch).astype(np.float32)  # mm above the vertebra's middle
        width = np.interp(level, (0, L5, L1, T7), (16, 25, 22, 16)).astype(np.float32) * self.width
        depth = 0.76 * width
        waist = 0.9 + 0.4 * (up / pitch) ** 2
        column = (1 - np.hypot(x / (width * waist), (y - middle) / depth)) * depth
        behind = y - middle - depth
        canal = (1 - np.hypot(x / 11.5, (behind - 7) / 8.5)) * 9
        body = smooth_min(column, 0.5 * pitch - 3.5 - np.abs(up), 3)
        bone = smooth_max(body, self._arch(x, behind, up, canal), 3)
        bone = smooth_min(bone, -canal, 2) + 0.6 * self.surface.on(patch.grid)
        bone = smooth_min(bone, canvas.fields["muscle"][patch.box], 2)
        canvas.paint("fat", patch, canal + 1)
        canvas.paint("disc", patch, smooth_min(column - 1, -canal, 2), SPINE)
        canvas.paint("cortical bone", patch, bone, SPINE)
        canvas.paint("spongy bone", patch, bone - 2.2, None)
        canvas.paint("cerebrospinal fluid", patch, canal - 1)
        canvas.paint("spinal cord", patch, smooth_min(canal - 4.5, z + 5, 3))

    def _arch(self, x: Field, behind: Field, up: Field, canal: Field) -> Field:
        """Arch around the canal, spinous process, transverse processes of each vertebra."""
        arch = np.minimum(4 - np.abs(canal + 3.5), 11 - np.abs(up - 2))
        plate = np.minimum(3.4 - np.abs(x), 8 - np.abs(up + 6 + 0.3 * (behind - 16)))
        spinous = np.minimum(plate, np.minimum(behind - 14, 42 - behind))
        transverse = np.minimum(4.2 - np.hypot(up - 4, behind - 6), 40 - np.abs(x))
        return smooth_max(arch, np.maximum(spinous, transverse), 3)

    def _paint_ribs(self, canvas: Canvas) -> None:
        """Bars along the chest wall that fall from the spine to the front; cartilage at their ends.

        Only voxels near the wall are computed.
        """
        patch = canvas.patch((-200, -140, -60), (200, 140, 300))
        shell = np.abs(canvas.fields["cage"][patch.box] + 3)
        near = np.flatnonzero(shell < 9)
        x, y, z = (np.broadcast_to(c, shell.shape).reshape(-1)[near] for c in patch.grid.xyz)
        angle = np.arctan2(np.abs(x), y - 12)  # 0 behind, pi in front
        height = z + self.rib_fall_mm * (1 - np.cos(0.85 * np.minimum(angle, 2.5)))
        level = np.interp(height, LEVELS, np.arange(len(LEVELS)))
        number = np.rint(level).astype(int).clip(T12)
        across = (height - LEVELS[number]) * np.cos(0.7)
        bar = (1 - np.hypot(shell.reshape(-1)[near] / 4, across / 6)) * 4
        end = RIB_ENDS[(number - T12).clip(0, len(RIB_ENDS) - 1)]
        bone = np.minimum(bar, np.minimum(60 * (end - angle), np.abs(x) - 24))
        front = np.minimum(angle - end, np.where(number >= T7, 2.9, 0) - angle)
        for tissue, field, label in (
            ("cartilage", np.minimum(bar, 25 * front), 0),
            ("cortical bone", bone, RIBS),
            ("spongy bone", bone - 2.2, None),
        ):
            whole = np.full(shell.shape, -9, np.float32)
            whole.reshape(-1)[near] = np.maximum(field, -9)
            canvas.paint(tissue, patch, whole, label)

    def _paint_sternum(self, canvas: Canvas) -> None:
        """Plate in front of the chest, down to the xiphoid."""
        patch = canvas.patch((-26, -140, 80), (26, 0, 300))
        x, _, z = patch.grid.xyz
        plate = np.minimum(5 - np.abs(canvas.fields["cage"][patch.box] + 4), 17 - np.abs(x))
        plate = smooth_min(plate, z - 96, 8)
        canvas.paint("cortical bone", patch, plate)
        canvas.paint("spongy bone", patch, plate - 1.8)

    def _paint_ilium(self, canvas: Canvas, side: int) -> None:
        """Iliac wing between the gluteal and the iliac muscle."""
        ends = sorted((25 * side, 190 * side))
        patch = canvas.patch((ends[0], -80, -280), (ends[1], 130, -70))
        x, y, z = patch.grid.xyz
        cage = canvas.fields["cage"][patch.box]
        crest = self.crest_mm - ((y - 20) / 13) ** 2 - z
        extent = np.minimum(np.abs(x) - 36, np.minimum(78 - y, y + 45))
        muscle = np.minimum(24 - cage, canvas.fields["muscle"][patch.box])
        wing = smooth_min(smooth_min(4.5 - np.abs(cage - 12), crest, 3), extent, 4)
        canvas.paint("muscle", patch, smooth_min(smooth_min(muscle, crest - 8, 6), extent, 8))
        canvas.paint("cortical bone", patch, wing)
        canvas.paint("spongy bone", patch, wing - 2)

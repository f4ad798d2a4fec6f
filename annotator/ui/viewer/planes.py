"""The three planes of a volume and how each lies on the screen, as radiologists read them."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.core.texts import translatable

Color = tuple[int, int, int]
Voxel = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Plane:
    """One plane of an LPS+ volume.

    Attributes
    ----------
    axis
        Array axis that is cut: 0 (z), 1 (y), 2 (x).
    name
        Shown in the corner.
    rows, columns
        Array axes that run down (or up) and to the right on the screen.
    rises
        Whether rows run upwards: superior is up although z grows with the row.
    left, right, top, bottom
        Sides of the patient at the edges.
    before, behind
        Sides of the patient at low and high slice numbers.
    color
        Colour of the plane's line in the other two views.
    """

    axis: int
    name: str
    rows: int
    columns: int
    rises: bool
    left: str
    right: str
    top: str
    bottom: str
    before: str
    behind: str
    color: Color

    def voxel(self, index: int, row: int, column: int) -> Voxel:
        """Voxel ``(z, y, x)`` of a row and column on slice `index`."""
        zyx = [row, column]
        zyx.insert(self.axis, index)
        return zyx[0], zyx[1], zyx[2]


PLANES: tuple[Plane, Plane, Plane] = (
    Plane(0, translatable("Axial"), 1, 2, False, "R", "L", "A", "P", "I", "S", (235, 110, 110)),
    Plane(1, translatable("Coronal"), 0, 2, True, "R", "L", "S", "I", "A", "P", (105, 200, 120)),
    Plane(2, translatable("Sagittal"), 0, 1, True, "A", "P", "S", "I", "R", "L", (110, 160, 250)),
)

"""Lengths and angles between points of a grid, measured in the patient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.texts import number, tr

if TYPE_CHECKING:
    from annotator.core.geometry import Geometry

Place = tuple[float, float, float]
"""Voxel index ``(z, y, x)``, whole numbers at voxel centres."""


def length_mm(geometry: Geometry, first: Place, second: Place) -> float:
    """Distance of two points in millimetres; right on any grid, sheared ones too."""
    return float(np.linalg.norm(geometry.to_world(second) - geometry.to_world(first)))


def angle_degrees(geometry: Geometry, first: Place, vertex: Place, second: Place) -> float:
    """Angle at `vertex` between the directions to two points, 0..180 degrees in the patient.

    NaN if one of them is the vertex.
    """
    corner = geometry.to_world(vertex)
    a, b = geometry.to_world(first) - corner, geometry.to_world(second) - corner
    if not a.any() or not b.any():
        return float("nan")
    return float(np.degrees(np.arctan2(np.linalg.norm(np.cross(a, b)), a @ b)))


@dataclass(frozen=True, slots=True)
class Measurement:
    """A length or an angle on one slice.

    Attributes
    ----------
    axis, index
        The slice.
    places
        Two ends of a length; or three points of an angle, its vertex in the middle.
    """

    axis: int
    index: int
    places: tuple[Place, ...]

    @property
    def kind(self) -> str:
        """What is measured."""
        return tr("Length") if len(self.places) == 2 else tr("Angle")

    def text(self, geometry: Geometry) -> str:
        """Return the figure with its unit."""
        if len(self.places) == 2:
            return number(length_mm(geometry, *self.places), ".1f") + " mm"
        return number(angle_degrees(geometry, *self.places), ".1f") + "°"

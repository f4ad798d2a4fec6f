"""Lengths and angles on grids of every kind."""

from __future__ import annotations

import math

import numpy as np
import pytest

from annotator.core.geometry import Geometry
from annotator.core.measurements import Measurement, angle_degrees, length_mm


def grid(matrix: list[list[float]]) -> Geometry:
    affine = np.eye(4)
    affine[:3, :3] = matrix
    affine[:3, 3] = (7.0, -3.0, 11.0)
    return Geometry((10, 20, 30), affine)


ANISOTROPIC = grid([[0.5, 0, 0], [0, 2, 0], [0, 0, 5]])
SHEARED = grid([[1, 0, 0], [0, 1, 1], [0, 0, 1]])  # z goes backwards as it rises


def test_lengths_are_those_of_the_patient() -> None:
    assert length_mm(ANISOTROPIC, (0, 0, 0), (0, 0, 6)) == pytest.approx(3.0)
    assert length_mm(ANISOTROPIC, (0, 0, 0), (0, 2, 6)) == pytest.approx(5.0)
    assert length_mm(ANISOTROPIC, (1, 4, 4), (3.5, 4, 4)) == pytest.approx(12.5)
    assert length_mm(SHEARED, (0, 0, 0), (1, 0, 0)) == pytest.approx(math.sqrt(2))
    assert length_mm(SHEARED, (0, 1, 0), (1, 0, 0)) == pytest.approx(1.0), "against the shear"


def test_angles_are_those_of_the_patient() -> None:
    ends = (0.0, 0.0, 8.0), (0.0, 0.0, 0.0), (0.0, 2.0, 0.0)
    assert angle_degrees(ANISOTROPIC, *ends) == pytest.approx(90.0)
    diagonal = angle_degrees(ANISOTROPIC, (0, 0, 4), (0, 0, 0), (0, 1, 4))
    assert diagonal == pytest.approx(45.0), "2 mm by 2 mm, though one voxel by four"
    assert angle_degrees(SHEARED, (1, 0, 0), (0, 0, 0), (0, 1, 0)) == pytest.approx(45.0)
    assert angle_degrees(SHEARED, (0, 0, 2), (0, 0, 1), (0, 0, 0)) == pytest.approx(180.0)
    assert math.isnan(angle_degrees(SHEARED, (0, 0, 0), (0, 0, 0), (0, 1, 0)))


def test_figures_have_their_unit() -> None:
    length = Measurement(0, 3, ((3, 0, 0), (3, 0, 6)))
    assert (length.kind, length.text(ANISOTROPIC)) == ("Length", "3.0 mm")
    angle = Measurement(0, 3, ((3, 0, 8), (3, 0, 0), (3, 2, 0)))
    assert (angle.kind, angle.text(ANISOTROPIC)) == ("Angle", "90.0°")

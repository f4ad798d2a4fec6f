"""Surfaces of labels."""

from __future__ import annotations

import numpy as np
import pytest

from annotator.core.surfaces import label_surface


def enclosed_mm3(surface) -> float:
    a, b, c = (surface.points[surface.faces[:, i]].astype(float) for i in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


def ball(radius: float = 9.0) -> np.ndarray:
    z, y, x = np.indices((14, 30, 28))
    away = ((z - 7) * 2.0) ** 2 + (y - 15) ** 2 + (x - 14) ** 2
    return (away <= radius**2).astype(np.uint8) * 4


@pytest.mark.parametrize("flip", [1.0, -1.0])
def test_surface_encloses_the_volume_of_the_label_where_it_lies(flip: float) -> None:
    labels = ball()
    affine = np.diag([flip, 1.0, 2.0, 1.0])
    affine[:3, 3] = [100.0, -50.0, 20.0]
    surface = label_surface(labels, 4, affine)
    assert surface is not None
    assert enclosed_mm3(surface) == pytest.approx((labels == 4).sum() * 2.0, rel=0.08)
    center = surface.points.mean(axis=0)
    assert center == pytest.approx([100 + flip * 14, -35, 34], abs=0.5)


def test_surface_is_closed() -> None:
    surface = label_surface(ball(), 4, np.eye(4))
    edges = np.sort(
        np.concatenate(
            [surface.faces[:, [0, 1]], surface.faces[:, [1, 2]], surface.faces[:, [2, 0]]]
        ),
        axis=1,
    )
    _, counts = np.unique(edges, axis=0, return_counts=True)
    assert (counts == 2).all()


def test_label_at_the_edge_of_the_volume_is_closed_too() -> None:
    labels = np.zeros((12, 20, 20), np.uint8)
    labels[:8, :14] = 1
    surface = label_surface(labels, 1, np.eye(4))
    assert enclosed_mm3(surface) == pytest.approx(8 * 14 * 20, rel=0.05)
    assert surface.points.min() == pytest.approx(-0.5, abs=0.1)


def test_single_voxel_has_a_surface_and_a_missing_label_none() -> None:
    labels = np.zeros((6, 8, 8), np.uint8)
    labels[3, 4, 4] = 2
    assert label_surface(labels, 2, np.eye(4)) is not None
    assert label_surface(labels, 1, np.eye(4)) is None


def test_large_labels_are_thinned() -> None:
    labels = np.zeros((4, 400, 380), np.uint8)
    labels[:, 10:390, 10:370] = 1
    surface = label_surface(labels, 1, np.eye(4))
    assert len(surface.faces) < 120_000
    assert enclosed_mm3(surface) == pytest.approx((labels == 1).sum(), rel=0.05)

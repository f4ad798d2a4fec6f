"""Figures of labels against SimpleITK's."""

from __future__ import annotations

import io

import numpy as np
import pytest
import SimpleITK
from scipy.spatial.distance import pdist

from annotator.core.geometry import Geometry
from annotator.core.label_statistics import label_statistics, write_statistics
from annotator.core.labels import LabelClass
from annotator.core.volume import Volume

SHAPE, SPACING = (9, 22, 25), (3.0, 0.7, 1.1)


@pytest.fixture
def volume() -> Volume:
    rng = np.random.default_rng(5)
    z, y, x = SPACING
    affine = np.diag([x, y, z, 1.0])
    affine[:3, :3] = affine[:3, :3] @ np.array([[0.8, -0.6, 0], [0.6, 0.8, 0], [0, 0, 1]])
    return Volume(rng.normal(50, 20, SHAPE).astype(np.float32), Geometry(SHAPE, affine), "CT")


@pytest.fixture
def labels() -> np.ndarray:
    labels = np.zeros(SHAPE, np.uint8)
    labels[2:7, 3:15, 4:20] = 3
    labels[4, 5:9, 21:24] = 7
    labels[np.random.default_rng(1).random(SHAPE) < 0.3] = 0
    return labels


def test_figures_are_simpleitks(volume: Volume, labels: np.ndarray) -> None:
    image = SimpleITK.GetImageFromArray(volume.voxels)
    judge = SimpleITK.LabelStatisticsImageFilter()
    judge.Execute(image, SimpleITK.GetImageFromArray(labels))
    rows = label_statistics(volume, labels, [3, 5, 7])
    assert [row.value for row in rows] == [3, 7]
    for row in rows:
        assert row.voxels == judge.GetCount(row.value)
        assert row.mean == pytest.approx(judge.GetMean(row.value), rel=1e-5)
        assert (row.lowest, row.highest) == pytest.approx(
            (judge.GetMinimum(row.value), judge.GetMaximum(row.value))
        )
        count = row.voxels
        assert row.deviation == pytest.approx(
            judge.GetSigma(row.value) * ((count - 1) / count) ** 0.5, rel=1e-4
        )
        determinant = abs(np.linalg.det(volume.geometry.affine[:3, :3]))
        assert row.volume_ml == pytest.approx(count * determinant / 1000)


def test_diameter_is_the_largest_distance_of_all(volume: Volume, labels: np.ndarray) -> None:
    rows = label_statistics(volume, labels, [3, 7])
    assert [row.value for row in rows] == [3, 7]
    for row in rows:
        points = np.argwhere(labels == row.value)[:, ::-1] @ volume.geometry.affine[:3, :3].T
        assert row.diameter_mm == pytest.approx(pdist(points).max())


@pytest.mark.parametrize("box", [np.s_[4, 5, 6], np.s_[4, 5, 6:12], np.s_[4, 3:15, 4:20]])
def test_flat_and_single_labels_have_a_diameter(volume: Volume, box: tuple) -> None:
    labels = np.zeros(SHAPE, np.uint8)
    labels[box] = 1
    (row,) = label_statistics(volume, labels, [1])
    points = np.argwhere(labels == 1)[:, ::-1] @ volume.geometry.affine[:3, :3].T
    expected = pdist(points).max() if len(points) > 1 else 0.0
    assert row.diameter_mm == pytest.approx(expected)


def test_nan_voxels_are_left_out(volume: Volume, labels: np.ndarray) -> None:
    voxels = volume.voxels.copy()
    voxels[3] = np.nan
    (row,) = label_statistics(Volume(voxels, volume.geometry, "CT"), labels, [3])
    assert np.isfinite(row.mean)


def test_csv_has_names_and_plain_numbers(volume: Volume, labels: np.ndarray) -> None:
    stream = io.StringIO()
    rows = label_statistics(volume, labels, [3, 7])
    write_statistics(stream, rows, {3: LabelClass(3, 'Liver, "left"', (1, 2, 3))})
    lines = stream.getvalue().splitlines()
    assert lines[0].startswith("name,value,voxels,volume_ml")
    assert lines[1].startswith('"Liver, ""left""",3,')
    assert lines[2].startswith("Label 7,7,")

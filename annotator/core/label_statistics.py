"""Figures of each label: volume, grey values inside, largest diameter."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, TextIO

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from annotator.core.labels import LabelClass
    from annotator.core.volume import Volume


@dataclass(frozen=True, slots=True)
class LabelStatistics:
    """Figures of one label.

    Attributes
    ----------
    value
        Label value.
    voxels
        Number of voxels.
    volume_ml
        Millilitres.
    mean, deviation, lowest, highest
        Grey values inside, in the image's unit; NaN voxels are left out, all NaN if none is left.
    diameter_mm
        Largest distance between two voxel centres of the label, millimetres.
    """

    value: int
    voxels: int
    volume_ml: float
    mean: float
    deviation: float
    lowest: float
    highest: float
    diameter_mm: float


def label_statistics(
    volume: Volume, labels: NDArray[np.uint8], values: Iterable[int]
) -> list[LabelStatistics]:
    """Figures of the given labels that occur, in order.

    Parameters
    ----------
    volume
        The image.
    labels
        uint8 ``(z, y, x)`` on the image's grid.
    values
        Label values.
    """
    from scipy import ndimage

    boxes = ndimage.find_objects(labels)
    found = []
    for value in values:
        box = boxes[value - 1] if value <= len(boxes) else None
        if box is not None:
            start = np.array([part.start for part in box])
            mask = labels[box] == value
            found.append(_figures(volume, value, mask, volume.voxels[box][mask], start))
    return found


def _figures(
    volume: Volume, value: int, mask: NDArray[np.bool_], grey: NDArray[Any], start: NDArray[Any]
) -> LabelStatistics:
    count = int(mask.sum())
    known = grey[np.isfinite(grey)].astype(np.float64)
    figures = (known.mean(), known.std(), known.min(), known.max()) if known.size else (np.nan,) * 4
    geometry = volume.geometry
    voxel_ml = abs(float(np.linalg.det(geometry.affine[:3, :3]))) / 1000.0
    mean, deviation, lowest, highest = (float(figure) for figure in figures)
    diameter = _diameter_mm(mask, start, geometry.affine)
    return LabelStatistics(
        value, count, count * voxel_ml, mean, deviation, lowest, highest, diameter
    )


def _diameter_mm(
    mask: NDArray[np.bool_], start: NDArray[Any], affine: NDArray[np.float64]
) -> float:
    """Largest distance between voxel centres: between two corners of their convex hull."""
    from scipy.spatial import ConvexHull, QhullError
    from scipy.spatial.distance import pdist

    ends = mask & ~(np.roll(mask, 1, 2) & np.roll(mask, -1, 2))  # ends of rows hold the hull
    ends[:, :, [0, -1]] |= mask[:, :, [0, -1]]
    points = (np.argwhere(ends) + start)[:, ::-1] @ affine[:3, :3].T
    if len(points) > 4:
        try:
            points = points[ConvexHull(points).vertices]
        except QhullError:  # flat or straight: few enough ends as they are
            points = np.unique(points.round(6), axis=0)[:4000]
    return float(pdist(points).max()) if len(points) > 1 else 0.0


def write_statistics(
    stream: TextIO, rows: Iterable[LabelStatistics], classes: Mapping[int, LabelClass]
) -> None:
    """Write the figures as CSV with a header line; one row a label, its name first."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["name", *(field.name for field in fields(LabelStatistics))])
    for row in rows:
        name = classes[row.value].name if row.value in classes else f"Label {row.value}"
        writer.writerow([name, *(_text(figure) for figure in asdict(row).values())])


def _text(figure: float) -> str:
    return str(figure) if isinstance(figure, int) else f"{figure:.6g}"

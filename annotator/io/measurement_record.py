"""Measurements in the sidecar of a mask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from annotator.core.errors import UserError
from annotator.core.measurements import Measurement
from annotator.core.texts import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.core.geometry import AxisMap


class MeasurementRecord(msgspec.Struct, frozen=True):
    """A length (two points) or an angle (three, its vertex second) on a slice along `axis`.

    Points are voxel indices ``(i, j, k)`` of the file, whole numbers at voxel centres.
    """

    axis: int
    index: int
    points: tuple[tuple[float, float, float], ...]


def records_of(
    measurements: Sequence[Measurement], axes: AxisMap, shape: tuple[int, ...]
) -> tuple[MeasurementRecord, ...]:
    """Measurements as the file counts; `shape` is that of the volume, ``(z, y, x)``."""
    records = []
    for item in measurements:
        points = []
        for place in item.places:
            point = [0.0, 0.0, 0.0]
            for axis, value in enumerate(place):
                point[axes.file_axis[axis]] = _turned(axes, axis, value, shape[axis])
            points.append((point[0], point[1], point[2]))
        index = axes.canonical_index(item.axis, item.index, shape[item.axis])
        records.append(MeasurementRecord(axes.file_axis[item.axis], index, tuple(points)))
    return tuple(records)


def measurements_of(
    records: Sequence[MeasurementRecord], axes: AxisMap, shape: tuple[int, ...]
) -> tuple[Measurement, ...]:
    """Measurements in canonical order.

    Raises
    ------
    UserError
        If one lies outside the image, or is neither a length nor an angle.
    """
    found = []
    for record in records:
        if not 0 <= record.axis <= 2 or len(record.points) not in (2, 3):
            raise UserError(tr("The sidecar holds a measurement that is none."))
        axis = axes.canonical_axis(record.axis)
        if not 0 <= record.index < shape[axis]:
            raise UserError(tr("The sidecar holds a measurement outside of the image."))
        index = axes.canonical_index(axis, record.index, shape[axis])
        places = []
        for point in record.points:
            z, y, x = (
                _turned(axes, other, point[axes.file_axis[other]], shape[other])
                for other in range(3)
            )
            places.append((z, y, x))
        found.append(Measurement(axis, index, tuple(places)))
    return tuple(found)


def _turned(axes: AxisMap, axis: int, value: float, length: int) -> float:
    """Place along a canonical axis as the file counts it; its own inverse."""
    return length - 1 - value if axes.flipped[axis] else value

"""Contours of RTSTRUCT files: from masks to polygons in millimetres, and back to voxels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from skimage.draw import polygon
from skimage.measure import find_contours

from annotator.core.errors import UserError
from annotator.core.texts import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.core.volume import Volume

FLAT = 0.5  # of a slice, by which the points of a contour may lie apart
CHANNEL = 0.25  # of a pixel, by which the channel to a hole passes beside pixel centres


def contours_of(mask: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """Find closed outlines of a mask ``(row, column)``, halfway between pixel centres.

    A hole is joined to the outline around it by a channel without width ("keyhole", DICOM PS3.3
    C.8.8.6.3): readers differ in what they make of an outline within an outline.

    Returns
    -------
    list
        float64 ``(n, 2)`` of column and row.
    """
    padded = np.pad(mask, 1).astype(np.float32)
    outlines = [
        outline[:-1, ::-1] - 1.0
        for outline in find_contours(padded, 0.5, fully_connected="high")
        if len(outline) > 3
    ]
    outer = [outline for outline in outlines if _area(outline) > 0]
    holes = [outline for outline in outlines if _area(outline) <= 0]
    rows = [(around[:, 1].min(), around[:, 1].max()) for around in outer]
    for hole in sorted(holes, key=lambda points: float(points[:, 0].min())):
        row = float(hole[hole[:, 0].argmin(), 1]) + CHANNEL
        at, x = max(_crossings(hole, row), key=lambda found: -found[1])
        left = [
            (other_x, number, edge)
            for number, around in enumerate(outer)
            if rows[number][0] < row < rows[number][1]
            for edge, other_x in _crossings(around, row)
            if other_x < x
        ]
        other_x, number, edge = max(left)
        turn = np.roll(hole, -(at + 1), axis=0)
        begin, end = [[other_x, row]], [[x, row]]
        around = outer[number]
        outer[number] = np.concatenate(
            (around[: edge + 1], begin, end, turn, end, begin, around[edge + 1 :])
        )
    return outer


def _area(points: NDArray[np.float64]) -> float:
    """Twice the area that points ``(n, 2)`` enclose: positive around pixels, negative for holes."""
    x, y = points.T
    return float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum())


def _crossings(points: NDArray[np.float64], row: float) -> list[tuple[int, float]]:
    """Where an outline ``(n, 2)`` crosses a row: index of the edge's first point, and column."""
    following = np.roll(points, -1, axis=0)
    edges = np.flatnonzero((points[:, 1] < row) != (following[:, 1] < row))
    (x, y), (next_x, next_y) = points[edges].T, following[edges].T
    columns = x + (row - y) / (next_y - y) * (next_x - x)
    return list(zip(edges.tolist(), columns.tolist(), strict=True))


def lay_contours(contours: Sequence[NDArray[np.float64]], like: Volume) -> NDArray[np.bool_]:
    """Voxels whose centres lie inside contours, bool ``(z, y, x)``.

    A contour inside another one cuts a hole (even-odd rule).

    Parameters
    ----------
    contours
        float64 ``(n, 3)`` points in LPS millimetres, each in a plane of voxels.
    like
        The image.

    Raises
    ------
    UserError
        If a contour does not lie in a slice of the image.
    """
    inside = np.zeros(like.geometry.shape_zyx, np.bool_)
    to_index = np.linalg.inv(like.geometry.affine)
    for contour in contours:
        if len(contour) < 3 or not np.isfinite(contour).all():
            continue
        xyz = contour @ to_index[:3, :3].T + to_index[:3, 3]
        axis = int(np.ptp(xyz, axis=0).argmin())
        if np.ptp(xyz[:, axis]) > FLAT:
            raise UserError(
                tr(
                    "A contour runs across the slices of this image, so it belongs to another one; "
                    "open the image that it was drawn on."
                )
            )
        index = int(np.rint(xyz[:, axis].mean()))
        if not 0 <= index < inside.shape[2 - axis]:
            continue
        plane = np.moveaxis(inside, 2 - axis, 0)[index]
        across = [other for other in (2, 1, 0) if other != axis]
        rows, columns = polygon(*(xyz[:, other] for other in across), shape=plane.shape)
        plane[rows, columns] ^= True
    return inside

"""Shapes that tools paint on one slice: the brush between two mouse events, and polygons.

Points are ``(row, column)`` in voxels, whole numbers at voxel centres, as in `Geometry.to_world`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.core.boxes import Box

Point = tuple[float, float]


def capsule(
    p0_yx: Point,
    p1_yx: Point,
    radius_mm: float,
    spacing_yx: tuple[float, float],
    shape_yx: tuple[int, int],
) -> tuple[Box, NDArray[np.bool_]] | None:
    """Voxels that a round brush covers on its way from one point to another.

    The brush is a disc in millimetres. Across a coarse spacing it covers at least half a voxel to
    each side, so that a thin brush leaves no gaps; the voxel under each end is always covered.

    Parameters
    ----------
    p0_yx, p1_yx
        Ends of the way, voxels; equal for a single dab.
    radius_mm
        Radius of the brush in millimetres.
    spacing_yx
        Distance between voxel centres along rows and columns in millimetres.
    shape_yx
        Shape of the slice; what lies outside is cut off.

    Returns
    -------
    tuple or None
        Box of the slice and bool mask of that box's shape; None if all of it lies outside.
    """
    ends = np.array([p0_yx, p1_yx], dtype=np.float64)
    reach = np.maximum(radius_mm / np.asarray(spacing_yx), 0.5)  # semi-axes in voxels
    lo = np.maximum(np.ceil(ends.min(axis=0) - reach - 0.5), 0).astype(int)
    hi = np.minimum(np.floor(ends.max(axis=0) + reach + 0.5) + 1, shape_yx).astype(int)
    if (lo >= hi).any():
        return None
    a, b = ends / reach
    way = b - a
    rows = (np.arange(lo[0], hi[0]) / reach[0] - a[0])[:, None]
    columns = (np.arange(lo[1], hi[1]) / reach[1] - a[1])[None, :]
    length2 = float(way @ way)
    if length2 > 0.0:
        t = np.clip((rows * way[0] + columns * way[1]) / length2, 0.0, 1.0)
        rows, columns = rows - t * way[0], columns - t * way[1]
    mask = rows * rows + columns * columns <= 1.0
    for row, column in np.floor(ends + 0.5).astype(int) - lo:
        if 0 <= row < mask.shape[0] and 0 <= column < mask.shape[1]:
            mask[row, column] = True
    if not mask.any():
        return None
    return (slice(int(lo[0]), int(hi[0])), slice(int(lo[1]), int(hi[1]))), mask


def polygon(
    points_yx: Sequence[Point], shape_yx: tuple[int, int]
) -> tuple[Box, NDArray[np.bool_]] | None:
    """Voxels whose centres lie inside a closed polygon, by the even-odd rule.

    Parameters
    ----------
    points_yx
        Corners in order, voxels; the last is joined to the first.
    shape_yx
        Shape of the slice; what lies outside is cut off.

    Returns
    -------
    tuple or None
        Box of the slice and bool mask of that box's shape; None if no centre lies inside.
    """
    corners = np.asarray(points_yx, dtype=np.float64).reshape(-1, 2)
    if len(corners) < 3:
        return None
    lo = np.maximum(np.ceil(corners.min(axis=0)), 0).astype(int)
    hi = np.minimum(np.floor(corners.max(axis=0)) + 1, shape_yx).astype(int)
    if (lo >= hi).any():
        return None
    height, width = hi - lo
    crossings = np.zeros((height, width + 1), dtype=np.int32)
    for (r0, c0), (r1, c1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        top, bottom = min(r0, r1), max(r0, r1)
        rows = np.arange(max(int(np.ceil(top)), lo[0]), min(int(np.ceil(bottom)), hi[0]))
        if rows.size:  # the edge crosses these rows; all centres to its right change sides
            columns = c0 + (rows - r0) * (c1 - c0) / (r1 - r0)
            first = np.clip(np.ceil(columns).astype(int) - lo[1], 0, width)
            crossings[rows - lo[0], first] += 1
    mask = (np.cumsum(crossings[:, :-1], axis=1) & 1).astype(bool)
    if not mask.any():
        return None
    return (slice(int(lo[0]), int(hi[0])), slice(int(lo[1]), int(hi[1]))), mask

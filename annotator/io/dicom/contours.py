"""Contours of RTSTRUCT files: from masks to polygons in millimetres, and back to voxels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from skimage.draw import polygon
from skimage.measure import find_contours

from annotator.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from annotator.core.volume import Volume

FLAT = 0.5  # of a slice, by which the points of a contour may lie apart


def contours_of(mask: NDArray[np.bool_]) -> Iterator[NDArray[np.float64]]:
    """Find closed outlines of a mask ``(row, column)``, halfway between pixel centres.

    Yields float64 ``(n, 2)`` of column and row; outlines of holes come as contours of their own.
    """
    padded = np.pad(mask, 1).astype(np.float32)
    for outline in find_contours(padded, 0.5, fully_connected="high"):
        points = outline[:-1, ::-1] - 1.0
        if len(points) >= 3:
            yield points


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
                "A contour runs across the slices of this image, so it belongs to another one; "
                "open the image that it was drawn on."
            )
        index = int(np.rint(xyz[:, axis].mean()))
        if not 0 <= index < inside.shape[2 - axis]:
            continue
        plane = np.moveaxis(inside, 2 - axis, 0)[index]
        across = [other for other in (2, 1, 0) if other != axis]
        rows, columns = polygon(*(xyz[:, other] for other in across), shape=plane.shape)
        plane[rows, columns] ^= True
    return inside

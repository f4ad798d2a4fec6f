"""Surfaces of labels: triangle meshes in patient coordinates, smoothed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_VOXELS = 160
"""Longest side, in voxels, that is meshed at full resolution; longer ones are thinned first."""


class Surface(NamedTuple):
    """A closed triangle mesh.

    Attributes
    ----------
    points
        float32 ``(n, 3)``, LPS millimetres.
    faces
        int32 ``(m, 3)``, indices of points, counter-clockwise seen from outside.
    """

    points: NDArray[np.float32]
    faces: NDArray[np.int32]


def label_surface(
    labels: NDArray[np.uint8], value: int, affine: NDArray[np.float64], smooth: float = 0.7
) -> Surface | None:
    """Surface of one label, None if it does not occur.

    Parameters
    ----------
    labels
        uint8 ``(z, y, x)``.
    value
        Label value.
    affine
        float64 (4, 4) from voxel ``(x, y, z)`` to LPS millimetres.
    smooth
        Standard deviation in voxels of the Gaussian that rounds the steps between voxels.
    """
    from scipy import ndimage
    from skimage.measure import block_reduce, marching_cubes

    box = next(iter(ndimage.find_objects((labels == value).view(np.uint8))), None)
    if box is None:
        return None
    inside = (labels[box] == value).astype(np.float32)
    steps = tuple(-(-length // MOST_VOXELS) for length in inside.shape)
    mask = np.pad(block_reduce(inside, steps, np.mean), 2)
    if smooth > 0:
        blurred = ndimage.gaussian_filter(mask, smooth)
        mask = blurred if blurred.max() > 0.5 else mask  # a single voxel does not survive
    corners, faces, *_ = marching_cubes(mask, 0.5)
    first = [part.start + (step - 1) / 2 for part, step in zip(box, steps, strict=True)]
    voxels = (corners - 2) * steps + first
    world = voxels[:, ::-1] @ affine[:3, :3].T + affine[:3, 3]
    return Surface(world.astype(np.float32), _outward(world, faces).astype(np.int32))


def _outward(points: NDArray[Any], faces: NDArray[Any]) -> NDArray[Any]:
    """Faces turned so that the enclosed volume is positive."""
    a, b, c = (points[faces[:, i]] for i in range(3))
    volume = np.einsum("ij,ij->i", a, np.cross(b, c)).sum()
    return faces if volume > 0 else faces[:, ::-1]

"""Supervoxels: structures for self-supervised episodes, so that unlabelled volumes train too.

As in ADNet (Hansen et al., Medical Image Analysis 78, 2022), which extends the superpixels of
Ouyang et al. (ECCV 2020) to volumes; with SLIC of scikit-image in place of Felzenszwalb's method,
which that library offers in 2D only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import ndimage
from skimage.segmentation import slic

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.geometry import Shape3


def supervoxels(
    voxels: NDArray[Any],
    spacing: tuple[float, float, float],
    diameter_mm: float,
    *,
    working_mm: float = 3.0,
) -> NDArray[np.uint16]:
    """Cut the body into compact pieces of similar intensity.

    Parameters
    ----------
    voxels
        ``(z, y, x)`` image.
    spacing
        Millimetres ``(z, y, x)``.
    diameter_mm
        Approximate size of a piece.
    working_mm
        Grid on which the pieces are found.

    Returns
    -------
    numpy.ndarray
        uint16 ``(z, y, x)``, 0 = background (air).
    """
    zoom = [min(1.0, s / working_mm) for s in spacing]
    low, high = np.percentile(voxels[::2, ::4, ::4], [1, 99])
    scaled = np.clip((voxels - np.float32(low)) / np.float32(high - low + 1e-6), 0, 1)
    small = ndimage.zoom(scaled, zoom, order=1, mode="nearest", grid_mode=True)
    body = _body(small)
    if not body.any():
        return np.zeros(voxels.shape, np.uint16)
    small_spacing = [s / z for s, z in zip(spacing, zoom, strict=True)]
    volume_mm3 = small.size * float(np.prod(small_spacing))
    pieces = slic(  # without a mask, whose seeding takes minutes; air is cut off afterwards
        ndimage.gaussian_filter(small, 0.7),
        n_segments=max(8, round(volume_mm3 / (diameter_mm**3 / 2))),
        compactness=0.05,
        spacing=small_spacing,
        channel_axis=None,
        start_label=1,
    )
    pieces = np.where(body, pieces, 0).astype(np.uint16)
    return _nearest(pieces, (voxels.shape[0], voxels.shape[1], voxels.shape[2]))


def cached_supervoxels(
    cache: Path,
    content_id: str,
    voxels: NDArray[Any],
    spacing: tuple[float, float, float],
    diameter_mm: float,
) -> NDArray[np.uint16]:
    """`supervoxels`, kept on disk under the content of the volume."""
    file = cache / f"{content_id}-slic{diameter_mm:g}.npz"
    if file.is_file():
        with np.load(file) as stored:
            kept: NDArray[np.uint16] = stored["pieces"]
        return kept
    pieces = supervoxels(voxels, spacing, diameter_mm)
    cache.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".tmp.npz")
    np.savez_compressed(temporary, pieces=pieces)
    temporary.replace(file)
    return pieces


def _body(image: NDArray[Any]) -> NDArray[np.bool_]:
    """Largest connected part above 8 percent of the range, holes filled slice by slice."""
    found, count = ndimage.label(image > 0.08)
    if count == 0:
        return np.zeros(image.shape, bool)
    body = found == 1 + int(np.argmax(np.bincount(found.reshape(-1))[1:]))
    return np.stack([ndimage.binary_fill_holes(plane) for plane in body])


def _nearest(pieces: NDArray[np.uint16], shape: Shape3) -> NDArray[np.uint16]:
    index = [
        np.minimum((np.arange(n) + 0.5) * m / n, m - 1).astype(int)
        for n, m in zip(shape, pieces.shape, strict=True)
    ]
    return np.ascontiguousarray(pieces[np.ix_(*index)])

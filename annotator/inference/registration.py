"""One patient laid onto another: an affine, then a smooth deformation, at low resolution.

Mutual information (Mattes et al. 2003, as in ITK) compares the images, so that scanners and
sequences may differ. What comes out says where to look, not where an outline runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import SimpleITK as sitk  # noqa: N813  (the name its own examples use)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from annotator.core.volume import Volume

VOXELS_ALONG = 40
"""Voxels along the longest side of the images that are compared."""

SHIFTS = (-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3)
"""Starts along the body, in parts of its extent: scans begin and end at different heights."""

BINS, SAMPLED = 24, 0.3
"""Of the joint histogram; share of the voxels that are compared."""

ROUNDS, SMOOTH = 80, 1.0
"""Iterations of the demons, and deviation in voxels that smooths the deformation."""


class Registration:
    """A patient laid onto another one.

    Parameters
    ----------
    fixed, moving
        The patient that is asked about, and the one that is laid onto it.
    start
        (4, 4), affine from millimetres ``(z, y, x)`` of `fixed` to those of `moving` that is
        tried beside the one that the images lead to: the one after which they are more alike is
        taken.
    """

    def __init__(
        self, fixed: Volume, moving: Volume, start: NDArray[np.float64] | None = None
    ) -> None:
        still, other = _small(fixed), _small(moving)
        tried = [_affine(still, other)]
        tried += [] if start is None else [_given(start)]
        self._transform, self.likeness = max(
            (_deformed(still, other, affine) for affine in tried), key=lambda found: found[1]
        )
        self._fixed, self._moving = fixed, moving

    def carry(self, labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Lay a label map of the moving patient onto the fixed one, each voxel the nearest value.

        Parameters
        ----------
        labels
            uint8 ``(z, y, x)`` on the moving patient's grid.

        Returns
        -------
        NDArray
            uint8 on the fixed patient's grid.
        """
        image = _image(labels, self._moving.geometry.spacing_zyx_mm)
        carried = sitk.Resample(
            image, _grid(self._fixed), self._transform, sitk.sitkNearestNeighbor, 0, sitk.sitkUInt8
        )
        found: NDArray[np.uint8] = sitk.GetArrayFromImage(carried)
        return found

    def place(self, index_zyx: Iterable[float]) -> NDArray[np.float64]:
        """Fractional voxel ``(z, y, x)`` of the moving patient that lies at one of the fixed."""
        spacing = np.array(self._fixed.geometry.spacing_zyx_mm)
        point = (np.array(list(index_zyx)) * spacing)[::-1]
        there = np.array(self._transform.TransformPoint(point.tolist()))[::-1]
        found: NDArray[np.float64] = there / np.array(self._moving.geometry.spacing_zyx_mm)
        return found


def _image(values: NDArray[Any], spacing_zyx: tuple[float, float, float]) -> sitk.Image:
    """Image whose first voxel lies at 0 mm, as patients have no common origin."""
    image = sitk.GetImageFromArray(values)
    image.SetSpacing(spacing_zyx[::-1])
    return image


def _grid(volume: Volume) -> sitk.Image:
    z, y, x = volume.voxels.shape
    grid = sitk.Image(x, y, z, sitk.sitkUInt8)
    grid.SetSpacing(volume.geometry.spacing_zyx_mm[::-1])
    return grid


def _small(volume: Volume) -> sitk.Image:
    """Volume with about `VOXELS_ALONG` cubic voxels along its longest side, values 0 to 1."""
    voxels = volume.voxels[:]
    low, high = (float(v) for v in np.percentile(voxels[:, ::3, ::3], (1, 99)))
    image = _image(voxels.astype(np.float32), volume.geometry.spacing_zyx_mm)
    image = sitk.IntensityWindowing(image, low, max(high, low + 1e-6), 0.0, 1.0)
    extent = [n * s for n, s in zip(image.GetSize(), image.GetSpacing(), strict=True)]
    step = max(extent) / VOXELS_ALONG
    for axis, spacing in enumerate(image.GetSpacing()):
        if spacing < step:  # averaged before it is thinned out, so that nothing aliases
            image = sitk.RecursiveGaussian(
                image, step / 2, False, sitk.RecursiveGaussianImageFilter.ZeroOrder, axis
            )
    size = [max(4, round(e / step)) for e in extent]
    steps = [e / n for e, n in zip(extent, size, strict=True)]
    origin = [(s - spacing) / 2 for s, spacing in zip(steps, image.GetSpacing(), strict=True)]
    return sitk.Resample(
        image, size, sitk.Transform(), sitk.sitkLinear, origin, steps, image.GetDirection(), 0.0
    )


def _method() -> sitk.ImageRegistrationMethod:
    method = sitk.ImageRegistrationMethod()
    method.SetNumberOfThreads(1)  # the same sums in the same order
    method.SetMetricAsMattesMutualInformation(BINS)
    method.SetMetricSamplingStrategy(method.REGULAR)
    method.SetMetricSamplingPercentage(SAMPLED, 1)  # the same voxels each time
    method.SetInterpolator(sitk.sitkLinear)
    return method


def _affine(fixed: sitk.Image, moving: sitk.Image) -> sitk.Transform:
    """Best of several starts along the body: shifts are compared, the best is refined."""
    middle = sitk.CenteredTransformInitializer(
        fixed, moving, sitk.AffineTransform(3), sitk.CenteredTransformInitializerFilter.MOMENTS
    )
    height = fixed.GetSize()[2] * fixed.GetSpacing()[2]
    starts = []
    for shift in SHIFTS:
        start = sitk.AffineTransform(middle)
        x, y, z = start.GetTranslation()
        start.SetTranslation((x, y, z + shift * height))
        starts.append((_unlikeness(fixed, moving, start), start))
    best = min(starts, key=lambda pair: pair[0])[1]
    method = _method()
    method.SetOptimizerAsRegularStepGradientDescent(6.0, 0.2, 50, 0.6)
    method.SetOptimizerScalesFromPhysicalShift()
    method.SetInitialTransform(best, inPlace=False)
    return method.Execute(fixed, moving)


def _given(affine: NDArray[np.float64]) -> sitk.Transform:
    """ITK's transform for an affine in ``(z, y, x)``."""
    found = sitk.AffineTransform(3)
    found.SetMatrix(affine[2::-1, 2::-1].ravel().tolist())
    found.SetTranslation(affine[2::-1, 3].tolist())
    return found


def _unlikeness(fixed: sitk.Image, moving: sitk.Image, start: sitk.Transform) -> float:
    method = _method()
    method.SetInitialTransform(start)
    try:
        return float(method.MetricEvaluate(fixed, moving))
    except RuntimeError:  # they do not overlap
        return 0.0


def _deformed(
    fixed: sitk.Image, moving: sitk.Image, affine: sitk.Transform
) -> tuple[sitk.Transform, float]:
    """Bend what the affine left over; returns the whole and the correlation of the images."""
    laid = sitk.Resample(moving, fixed, affine, sitk.sitkLinear, 0.0)
    laid = sitk.HistogramMatching(laid, fixed, 64, 9, True)
    demons = sitk.FastSymmetricForcesDemonsRegistrationFilter()
    demons.SetNumberOfThreads(1)
    demons.SetNumberOfIterations(ROUNDS)
    demons.SetStandardDeviations(SMOOTH)
    field = demons.Execute(fixed, laid)
    bent = sitk.DisplacementFieldTransform(sitk.Cast(field, sitk.sitkVectorFloat64))
    both = sitk.GetArrayFromImage(sitk.Resample(laid, fixed, bent)), sitk.GetArrayFromImage(fixed)
    likeness = float(np.corrcoef(both[0].ravel(), both[1].ravel())[0, 1])
    return sitk.CompositeTransform([affine, bent]), likeness

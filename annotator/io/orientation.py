"""From a file's affine to the canonical LPS+ grid: permute and flip, never resample."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.geometry import AxisMap, Geometry, SourceHeader
from annotator.core.texts import number, tr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.geometry import Shape3

RAS_TO_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])
"""Turns RAS millimetres (NIfTI) into LPS (DICOM, ITK) and back."""

LARGEST_MM, SMALLEST_MM = 1e12, 1e-12
SAME_GRID_VOXELS = 0.1
"""Grids count as one when no corner is further apart than this share of the smallest spacing."""


def canonical_axes(affine_ras: NDArray[np.float64]) -> AxisMap:
    """Axis map whose canonical x, y, z lie closest to the patient's left, posterior, superior.

    The best of the six assignments of file axes is taken (largest sum of direction cosines), so
    the result does not depend on the order in which the file stores its axes, except at exact ties.

    Parameters
    ----------
    affine_ras
        float64 (4, 4), file index ``(i, j, k, 1)`` to RAS millimetres; not singular.
    """
    lps = (RAS_TO_LPS @ affine_ras)[:3, :3]
    cosines = lps / np.linalg.norm(lps, axis=0)
    scores = {
        order: round(sum(abs(cosines[world, axis]) for world, axis in enumerate(order)), 9)
        for order in permutations(range(3))
    }
    x, y, z = max(scores, key=lambda order: scores[order])
    file_axis = (z, y, x)
    flips = [bool(cosines[2 - a, axis] < 0) for a, axis in enumerate(file_axis)]
    return AxisMap(file_axis, (flips[0], flips[1], flips[2]))


def canonical_geometry(
    affine_ras: NDArray[np.float64], shape_ijk: Shape3, axes: AxisMap
) -> Geometry:
    """Grid of a file's voxels after `axes.to_canonical`.

    Parameters
    ----------
    affine_ras
        float64 (4, 4), file index to RAS millimetres.
    shape_ijk
        Shape in the file.
    axes
        Any axis map, usually that of `canonical_axes`.
    """
    lps = RAS_TO_LPS @ affine_ras
    affine = np.eye(4)
    affine[:3, 3] = lps[:3, 3]
    for a, (axis, flip) in enumerate(zip(axes.file_axis, axes.flipped, strict=True)):
        column = lps[:3, axis]
        affine[:3, 2 - a] = -column if flip else column
        if flip:
            affine[:3, 3] += column * (shape_ijk[axis] - 1)
    z, y, x = (shape_ijk[axis] for axis in axes.file_axis)
    return Geometry((z, y, x), affine)


def file_affine(geometry: Geometry, axes: AxisMap) -> NDArray[np.float64]:
    """float64 (4, 4), file index to RAS millimetres; inverse of `canonical_geometry`."""
    lps = np.eye(4)
    lps[:3, 3] = geometry.affine[:3, 3]
    for a, (axis, flip) in enumerate(zip(axes.file_axis, axes.flipped, strict=True)):
        column = geometry.affine[:3, 2 - a]
        lps[:3, axis] = -column if flip else column
        if flip:
            lps[:3, 3] += column * (geometry.shape_zyx[a] - 1)
    return np.asarray(RAS_TO_LPS @ lps)


def header_for(geometry: Geometry, **extra: Any) -> SourceHeader:
    """Header of a volume that came from no file: axes ``(x, y, z)`` in LPS+ order."""
    z, y, x = geometry.shape_zyx
    axes = AxisMap()
    return SourceHeader("", axes, (x, y, z), file_affine(geometry, axes), extra=extra)


def axes_onto(
    affine_ras: NDArray[np.float64], shape_ijk: Shape3, geometry: Geometry
) -> AxisMap | None:
    """Axis map that lays a file onto an existing grid, or None if the two differ.

    A mask saved in another axis order or with flipped axes still covers the same voxels; this
    finds the permutation and flips. Up to `SAME_GRID_VOXELS` of a voxel is put down to rounding.

    Parameters
    ----------
    affine_ras, shape_ijk
        Affine (file index to RAS millimetres) and shape of the file.
    geometry
        The grid to match.
    """
    steps = np.linalg.inv(geometry.affine[:3, :3]) @ (RAS_TO_LPS @ affine_ras)[:3, :3]
    axes = _axes_by_steps(steps)
    if axes is None:
        return None
    found = canonical_geometry(affine_ras, shape_ijk, axes)
    if found.shape_zyx != geometry.shape_zyx:
        return None
    apart = grid_distance_mm(found.affine, geometry.affine, (found.shape_zyx[::-1]))
    return axes if apart <= SAME_GRID_VOXELS * min(geometry.spacing_zyx_mm) else None


def box_onto(
    affine_ras: NDArray[np.float64], shape_ijk: Shape3, geometry: Geometry
) -> tuple[AxisMap, tuple[slice, slice, slice]] | None:
    """Axis map and box that lay a file onto a part of an existing grid, or None.

    Parameters
    ----------
    affine_ras, shape_ijk
        Affine (file index to RAS millimetres) and shape of the file.
    geometry
        The grid; the box is in its ``(z, y, x)``.
    """
    inverse = np.linalg.inv(geometry.affine)
    axes = _axes_by_steps((inverse @ RAS_TO_LPS @ affine_ras)[:3, :3])
    if axes is None:
        return None
    found = canonical_geometry(affine_ras, shape_ijk, axes)
    start = np.rint((inverse @ np.append(found.origin_mm, 1.0))[:3]).astype(int)[::-1]
    stop = start + np.array(found.shape_zyx)
    if start.min() < 0 or (stop > np.array(geometry.shape_zyx)).any():
        return None
    moved = geometry.affine.copy()
    moved[:3, 3] = geometry.to_world((float(start[0]), float(start[1]), float(start[2])))
    apart = grid_distance_mm(found.affine, moved, found.shape_zyx[::-1])
    if apart > SAME_GRID_VOXELS * min(geometry.spacing_zyx_mm):
        return None
    z, y, x = (slice(int(a), int(b)) for a, b in zip(start, stop, strict=True))
    return axes, (z, y, x)


def _axes_by_steps(steps: NDArray[np.float64]) -> AxisMap | None:
    """Permutation and flips closest to a 3 × 3 matrix from file to grid indices (x, y, z)."""
    x, y, z = (int(np.argmax(np.abs(row))) for row in steps)
    if {x, y, z} != {0, 1, 2}:
        return None
    return AxisMap((z, y, x), (bool(steps[2, z] < 0), bool(steps[1, y] < 0), bool(steps[0, x] < 0)))


def grid_distance_mm(
    first: NDArray[np.float64], second: NDArray[np.float64], shape: tuple[int, ...]
) -> float:
    """Largest distance in millimetres between corresponding corner voxels of two grids.

    Parameters
    ----------
    first, second
        float64 (4, 4) affines to the same world space.
    shape
        Number of voxels along the affines' axes.
    """
    corners = np.array([(*corner, 1.0) for corner in product(*((0.0, n - 1.0) for n in shape))])
    return float(np.linalg.norm((corners @ (first - second).T)[:, :3], axis=1).max())


def is_placement(affine: NDArray[np.float64]) -> bool:
    """Whether an affine is finite, of this world, and gives every voxel a place of its own."""
    if not (np.isfinite(affine).all() and np.abs(affine).max() < LARGEST_MM):
        return False
    spacing = np.linalg.norm(affine[:3, :3], axis=0)
    if spacing.min() < SMALLEST_MM:
        return False
    return bool(abs(np.linalg.det(affine[:3, :3] / spacing)) > 1e-6)


def orthonormality_error(affine: NDArray[np.float64]) -> float:
    """How far the axes are from perpendicular: largest cosine between two of them, 0 if none."""
    directions = affine[:3, :3] / np.linalg.norm(affine[:3, :3], axis=0)
    return float(np.abs(directions.T @ directions - np.eye(3)).max())


def grid_difference(affine_ras: NDArray[np.float64], shape_ijk: Shape3, grid: Geometry) -> str:
    """Tell a file's grid from another in numbers (x × y × z in canonical order)."""
    found = canonical_geometry(affine_ras, shape_ijk, canonical_axes(affine_ras))
    parts = []
    if found.shape_zyx != grid.shape_zyx:
        parts.append(
            tr(
                "its shape is {found} and should be {wanted}",
                found=_by(found.shape_zyx),
                wanted=_by(grid.shape_zyx),
            )
        )
    if not np.allclose(found.spacing_zyx_mm, grid.spacing_zyx_mm, rtol=1e-3):
        parts.append(
            tr(
                "its spacing is {found} mm and should be {wanted} mm",
                found=_by(found.spacing_zyx_mm),
                wanted=_by(grid.spacing_zyx_mm),
            )
        )
    turned = _rotation_degrees(found.affine, grid.affine)
    if turned > 0.1:
        parts.append(tr("its affine turns the axes by {turned:.3g}°", turned=turned))
    shift = float(np.linalg.norm(found.origin_mm - grid.origin_mm))
    if shift > 1e-3:
        parts.append(
            tr(
                "its affine puts the first voxel at {found} mm and not at {wanted} mm (LPS)",
                found=_point(found.origin_mm),
                wanted=_point(grid.origin_mm),
            )
        )
    return ", ".join(parts) or tr("its affine differs")


def _rotation_degrees(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    a, b = (m[:3, :3] / np.linalg.norm(m[:3, :3], axis=0) for m in (first, second))
    return float(np.degrees(np.arccos(np.clip((a * b).sum(axis=0), -1.0, 1.0)).max()))


def _point(xyz: NDArray[np.float64]) -> str:
    return "(" + ", ".join(f"{value:.2f}" for value in xyz) + ")"


def _by(zyx: tuple[float, float, float]) -> str:
    return " × ".join(number(float(value), ".5g") for value in reversed(zyx))

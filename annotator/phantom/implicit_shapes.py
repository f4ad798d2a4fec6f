"""Smooth solids as level sets on any affine grid: positive inside, about in millimetres.

Solids are built from a few primitives, joined by smooth minima (polynomial blend), deformed by
sums of plane waves, and turned into voxel coverage by their own slope per voxel, so that thick or
oblique slices show partial volume without supersampling.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.core.geometry import Shape3

    Field = NDArray[np.float32]
    Floats = NDArray[np.floating[Any]]

Point = tuple[float, float, float]
Box = tuple[slice, slice, slice]


@dataclass(frozen=True, eq=False)
class Grid:
    """Voxel centres in millimetres.

    Attributes
    ----------
    shape
        Voxels along z, y, x.
    affine
        float64 (4, 4), index ``(x, y, z, 1)`` to millimetres.
    """

    shape: Shape3
    affine: NDArray[np.float64]

    @property
    def xyz(self) -> tuple[Field, Field, Field]:
        """Coordinates in mm, float32, each as small as broadcasting to ``(z, y, x)`` allows."""
        k, j, i = np.ogrid[tuple(slice(length) for length in self.shape)]
        coordinates = []
        for row in self.affine[:3]:
            terms = [step * index for step, index in zip(row, (i, j, k), strict=False) if step]
            coordinates.append((sum(terms) + row[3]).astype(np.float32))
        x, y, z = coordinates
        return x, y, z

    def crop(self, low: Point, high: Point) -> tuple[Box, Grid]:
        """Take the box from `low` to `high` (x, y, z in mm) as an index and as a grid.

        Both are empty if the box lies outside.
        """
        corners = np.array([(*corner, 1.0) for corner in product(*zip(low, high, strict=True))])
        index = (corners @ np.linalg.inv(self.affine).T)[:, :3]
        lengths = self.shape[::-1]
        first = np.clip(np.floor(index.min(axis=0)), 0, lengths).astype(int)
        stop = np.clip(np.ceil(index.max(axis=0)) + 1, first, lengths).astype(int)
        affine = self.affine.copy()
        affine[:3, 3] += affine[:3, :3] @ first
        x, y, z = (slice(int(a), int(b)) for a, b in zip(first, stop, strict=True))
        nx, ny, nz = (int(size) for size in stop - first)
        return (z, y, x), Grid((nz, ny, nx), affine)


@dataclass(frozen=True, eq=False)
class Waves:
    """A smooth random field of variance 1: a sum of plane waves.

    Attributes
    ----------
    vectors
        float64 (n, 3), wave vectors in radians per mm.
    phases
        float64 (n,), radians.
    """

    vectors: NDArray[np.float64]
    phases: NDArray[np.float64]

    @classmethod
    def random(
        cls, rng: np.random.Generator, shortest_mm: float, longest_mm: float, count: int = 10
    ) -> Waves:
        """Draw directions, phases, and lengths in the given range."""
        directions = rng.standard_normal((count, 3))
        directions /= np.linalg.norm(directions, axis=1, keepdims=True)
        lengths = rng.uniform(shortest_mm, longest_mm, (count, 1))
        return cls(2 * np.pi * directions / lengths, rng.uniform(0, 2 * np.pi, count))

    def on(self, grid: Grid) -> Field:
        """Sample on a grid, float32 of its shape.

        On an affine grid a plane wave is a product of three factors, one per axis, so the sum of
        all waves is one matrix product.
        """
        step = self.vectors @ grid.affine[:3, :3]  # (n, 3), radians per index along x, y, z
        offset = self.vectors @ grid.affine[:3, 3] + self.phases
        depth, height, width = grid.shape
        z = np.exp(1j * (offset[:, None] + step[:, 2:] * np.arange(depth))).astype(np.complex64)
        y = np.exp(1j * step[:, 1:2] * np.arange(height)).astype(np.complex64)
        x = np.exp(1j * step[:, :1] * np.arange(width)).astype(np.complex64)
        plane = (y[:, :, None] * x[:, None, :]).reshape(len(offset), -1)  # (n, height * width)
        left = np.concatenate([z.real, -z.imag]).T
        total: Field = left @ np.concatenate([plane.real, plane.imag])
        total *= np.sqrt(2 / len(offset))
        return total.reshape(grid.shape)


def smooth_min(a: Floats, b: Floats, blend_mm: float) -> Field:
    """Minimum (intersection of solids) with edges rounded over `blend_mm`."""
    near = np.maximum(blend_mm - np.abs(a - b), 0)
    return np.asarray(np.minimum(a, b) - near * near * (0.25 / blend_mm), dtype=np.float32)


def smooth_max(a: Floats, b: Floats, blend_mm: float) -> Field:
    """Maximum (union of solids) with edges rounded over `blend_mm`."""
    return -smooth_min(-a, -b, blend_mm)


def rotation_z(degrees: float) -> NDArray[np.float64]:
    """Rotation about z, (3, 3); its rows are the turned axes."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[cos, sin, 0.0], [-sin, cos, 0.0], [0.0, 0.0, 1.0]])


def ellipsoid(
    grid: Grid, centre: Point, radii: Point, axes: NDArray[np.float64] | None = None
) -> Field:
    """Ellipsoid with its axes along x, y, z, or along the rows of `axes`."""
    x, y, z = (c - m for c, m in zip(grid.xyz, centre, strict=True))
    rows = np.eye(3) if axes is None else axes
    square: Field = np.zeros(grid.shape, np.float32)
    for ax, ay, az in (rows / np.reshape(radii, (3, 1))).astype(np.float32):
        square += (ax * x + ay * y + az * z) ** 2
    return (1 - np.sqrt(square)) * np.float32(min(radii))


def tube(grid: Grid, path: Sequence[Point], radii: Sequence[float]) -> Field:
    """Round tube along a polyline; its radius changes linearly from point to point."""
    x, y, z = grid.xyz
    field = np.full(grid.shape, -1e3, np.float32)
    for (start, r0), (stop, r1) in pairwise(zip(path, radii, strict=True)):
        dx, dy, dz = (float(b - a) for a, b in zip(start, stop, strict=True))
        px, py, pz = x - start[0], y - start[1], z - start[2]
        along = (px * dx + py * dy + pz * dz) / (dx * dx + dy * dy + dz * dz)
        along = along.clip(0, 1)
        square = (px - along * dx) ** 2 + (py - along * dy) ** 2 + (pz - along * dz) ** 2
        np.maximum(field, r0 + (r1 - r0) * along - np.sqrt(square), out=field)
    return field


def coverage(field: Floats) -> Field:
    """Share of each voxel inside a solid, 0..1: its level over its change from voxel to voxel."""
    square = np.zeros(field.shape, np.float32)  # of the change over two voxels
    for axis, length in enumerate(field.shape):
        if length < 2:
            continue
        level, total = field.swapaxes(0, axis), square.swapaxes(0, axis)
        total[1:-1] += (level[2:] - level[:-2]) ** 2
        total[0] += 4 * (level[1] - level[0]) ** 2
        total[-1] += 4 * (level[-1] - level[-2]) ** 2
    change = np.sqrt(square, out=square)
    share = 0.5 + 2 * field / np.maximum(change, 1e-6, out=change)
    return np.asarray(share.clip(0, 1), dtype=np.float32)

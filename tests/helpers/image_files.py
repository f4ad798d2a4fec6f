"""Small image files with known geometry for the tests of annotator.io."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING, Any

import nibabel as nib
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SHAPE = (5, 6, 7)
SPACING = (0.8, 1.5, 3.0)
ORIGIN = (-31.5, 12.25, 100.0)


def distinct_voxels(shape: tuple[int, ...] = SHAPE, dtype: Any = np.int16) -> NDArray[Any]:
    """Every voxel another value, in random order, so that any wrong flip shows."""
    count = int(np.prod(shape))
    return np.random.default_rng(7).permutation(count).reshape(shape).astype(dtype)


def random_labels(shape: tuple[int, ...] = SHAPE, highest: int = 3) -> NDArray[np.uint8]:
    return np.random.default_rng(3).integers(0, highest + 1, shape).astype(np.uint8)


def affine_from(directions: NDArray[Any], spacing: tuple[float, ...] = SPACING) -> NDArray[Any]:
    affine = np.eye(4)
    affine[:3, :3] = directions * np.array(spacing)
    affine[:3, 3] = ORIGIN
    return affine


def orientation_affines() -> list[NDArray[Any]]:
    """RAS affines of all 48 ways to order and flip three axes."""
    affines = []
    for order, signs in product(permutations(range(3)), product((1, -1), repeat=3)):
        directions = np.zeros((3, 3))
        for axis, (world, sign) in enumerate(zip(order, signs, strict=True)):
            directions[world, axis] = sign
        affines.append(affine_from(directions))
    return affines


def rotation(x_degrees: float, y_degrees: float, z_degrees: float) -> NDArray[Any]:
    turns = []
    for axis, degrees in enumerate((x_degrees, y_degrees, z_degrees)):
        c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        turn = np.eye(3)
        a, b = [i for i in range(3) if i != axis]
        turn[a, a], turn[a, b], turn[b, a], turn[b, b] = c, -s, s, c
        turns.append(turn)
    return np.asarray(turns[0] @ turns[1] @ turns[2])


def axes_name(affine: NDArray[Any]) -> str:
    return "".join(nib.aff2axcodes(affine))


def save_nifti(
    path: Path,
    voxels: NDArray[Any],
    affine: NDArray[Any] | None = None,
    *,
    sform_code: int = 1,
    qform_code: int = 1,
    qform: NDArray[Any] | None = None,
    kind: Any = nib.Nifti1Image,
) -> Path:
    """NIfTI file with chosen forms; the qform is the nearest rotation when `affine` is sheared."""
    affine = np.diag([*SPACING, 1.0]) if affine is None else affine
    image = kind(voxels, None, dtype=voxels.dtype)
    image.set_sform(affine, sform_code)
    image.set_qform(affine if qform is None else qform, qform_code, strip_shears=True)
    nib.save(image, path)
    return path


def save_scaled_nifti(
    path: Path, stored: NDArray[Any], slope: float, inter: float, affine: NDArray[Any] | None = None
) -> Path:
    """NIfTI file whose values are slope · stored + inter."""
    save_nifti(path, stored, affine)
    raw = bytearray(path.read_bytes())
    raw[112:120] = np.array([slope, inter], "<f4").tobytes()
    path.write_bytes(raw)
    return path


def values_by_world(
    voxels_zyx: NDArray[Any], affine_lps: NDArray[Any], ijk: NDArray[Any], affine_ras: NDArray[Any]
) -> NDArray[Any]:
    """Values of a canonical volume at the places in space of file indices ``(n, 3)``.

    Goes through millimetres only, so it knows nothing of permutations and flips.
    """
    points_ras = ijk @ affine_ras[:3, :3].T + affine_ras[:3, 3]
    points_lps = points_ras * (-1, -1, 1)
    xyz = (points_lps - affine_lps[:3, 3]) @ np.linalg.inv(affine_lps[:3, :3]).T
    nearest = np.rint(xyz).astype(int)
    np.testing.assert_allclose(xyz, nearest, atol=1e-3)
    x, y, z = nearest.T
    return voxels_zyx[z, y, x]


def all_indices(shape: tuple[int, ...]) -> NDArray[Any]:
    """Every index of an array, int ``(n, 3)``, in C order."""
    return np.argwhere(np.ones(shape, bool))

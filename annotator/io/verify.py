"""Reopening a written file with independent readers and comparing it with what was meant."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, Any

import nibabel as nib
import numpy as np
import SimpleITK as sitk  # noqa: N813  (the name its own examples use)
from nibabel.filebasedimages import ImageFileError
from nibabel.spatialimages import HeaderDataError

from annotator.io.encode import nifti_header, same_affine
from annotator.io.image_file import NIFTI_SUFFIXES
from annotator.io.itk_image import affine_from_itk

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.io.encode import FileImage

NIBABEL_ERRORS = (ImageFileError, HeaderDataError, OSError, EOFError, ValueError, zlib.error)
SHEARED_NOTE = (
    "The axes of the source are not perpendicular: the sform holds them exactly, the qform cannot, "
    "and programs built on ITK refuse or straighten such files."
)
ROUNDED_NOTE = (
    "The 32-bit rotation of the qform only approximates this affine; the sform holds it exactly."
)


class Mismatch(Exception):  # noqa: N818  (a finding; the writer turns it into a UserError)
    """A written file does not hold what it should; the message names reader and difference."""


def voxel_checksum(voxels: NDArray[Any]) -> str:
    """SHA-1 of the values of an array ``(i, j, k)``, i fastest, little-endian.

    Equal for every memory layout and byte order of the same values and type.
    """
    digest = hashlib.sha1(usedforsecurity=False)
    little_endian = voxels.dtype.newbyteorder("<")
    for k in range(voxels.shape[2]):
        digest.update(np.ascontiguousarray(voxels[:, :, k].T, little_endian).data)
    return digest.hexdigest()


def verify(path: Path, image: FileImage) -> tuple[str, list[str], list[str]]:
    """Reopen a file with nibabel (NIfTI) and SimpleITK and compare it with `image`.

    Compared are shape, affine (to 1e-4; for NIfTI sform and qform alike), voxel type and, by
    checksum, all voxels. ITK does not accept sheared NIfTI files, so those are left to nibabel.

    Returns
    -------
    checksum : str
        Of the voxels, see `voxel_checksum`.
    readers : list of str
        Who read the file back correctly, with versions.
    notes : list of str
        What could not be checked or expressed, whole sentences.

    Raises
    ------
    Mismatch
        At the first difference.
    """
    checksum = voxel_checksum(image.voxels)
    readers, notes = [], []
    if path.name.lower().endswith(NIFTI_SUFFIXES):
        qform = nifti_header(image).get_qform()
        _verify_with_nibabel(path, image, qform, checksum)
        readers.append(f"nibabel {nib.__version__}")
        if not same_affine(qform, image.affine_ras):
            if image.is_sheared:
                return checksum, readers, [SHEARED_NOTE]
            notes.append(ROUNDED_NOTE)
    _verify_with_itk(path, image, checksum)
    readers.append(f"SimpleITK {sitk.Version_VersionString()}")
    return checksum, readers, notes


def _verify_with_nibabel(
    path: Path, image: FileImage, qform: NDArray[np.float64], checksum: str
) -> None:
    try:
        found = nib.load(path, mmap=False)
        voxels = np.asanyarray(found.dataobj)
    except NIBABEL_ERRORS as error:
        raise Mismatch(f"nibabel cannot read it ({error})") from error
    _compare("nibabel", image, found.shape, found.affine, voxels, checksum)
    for name, expected in (("sform", image.affine_ras), ("qform", qform)):
        affine = getattr(found.header, f"get_{name}")()
        if not same_affine(affine, expected):
            raise Mismatch(f"nibabel finds another {name}: {affine.tolist()}")


def _verify_with_itk(path: Path, image: FileImage, checksum: str) -> None:
    try:
        found = sitk.ReadImage(str(path))
    except RuntimeError as error:
        reason = str(error).strip().splitlines()[-1]
        raise Mismatch(f"SimpleITK cannot read it ({reason})") from error
    direction = np.array(found.GetDirection()).reshape(3, 3)
    affine = affine_from_itk(direction, np.array(found.GetSpacing()), np.array(found.GetOrigin()))
    voxels = sitk.GetArrayViewFromImage(found).transpose()
    _compare("SimpleITK", image, found.GetSize(), affine, voxels, checksum)


def _compare(
    reader: str,
    image: FileImage,
    shape: tuple[int, ...],
    affine: NDArray[np.float64],
    voxels: NDArray[Any],
    checksum: str,
) -> None:
    if tuple(shape) != image.voxels.shape:
        raise Mismatch(f"{reader} finds shape {tuple(shape)} instead of {image.voxels.shape}")
    if not same_affine(affine, image.affine_ras):
        difference = np.abs(affine - image.affine_ras).max()
        raise Mismatch(f"{reader} finds an affine that differs by {difference:.4g}")
    if voxels.dtype.newbyteorder("=") != image.voxels.dtype.newbyteorder("="):
        raise Mismatch(f"{reader} finds {voxels.dtype} voxels instead of {image.voxels.dtype}")
    if voxel_checksum(voxels) != checksum:
        count = np.count_nonzero(voxels != image.voxels)
        raise Mismatch(f"{reader} finds {count} voxels with other values")

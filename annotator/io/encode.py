"""Image files out: the bytes of NIfTI, NRRD and MetaImage files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nibabel as nib
import numpy as np
import SimpleITK as sitk  # noqa: N813  (the name its own examples use)

from annotator.io.image_file import NIFTI_SUFFIXES
from annotator.io.orientation import RAS_TO_LPS, orthonormality_error

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SUFFIXES = (".nii.gz", ".nii", ".nrrd", ".mha")
LARGEST_NIFTI1_DIMENSION = 32767
SCANNER_CODE = 1
ASSUMED_CODE = 2  # "aligned": the source itself does not say in which space it lies
AFFINE_TOLERANCE = 1e-4
SHEAR = 5e-5  # ITK draws the line at 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class FileImage:
    """What a file shall hold, in file order.

    Attributes
    ----------
    voxels
        Integer or floating point ``(i, j, k)``.
    affine_ras
        float64 (4, 4), index to RAS millimetres.
    sform_code, qform_code
        NIfTI codes of the source, 0 for none.
    description
        Up to 79 characters for NIfTI's description field.
    """

    voxels: NDArray[Any]
    affine_ras: NDArray[np.float64]
    sform_code: int = 1
    qform_code: int = 1
    description: str = ""

    @property
    def is_sheared(self) -> bool:
        """Whether the axes are not perpendicular, which neither a qform nor ITK can express."""
        return orthonormality_error(self.affine_ras) > SHEAR


def same_affine(first: NDArray[np.float64], second: NDArray[np.float64]) -> bool:
    """Whether two affines agree to 1e-4 (or to float32 precision where that is coarser)."""
    return np.allclose(first, second, rtol=1.2e-7, atol=AFFINE_TOLERANCE)


def nifti_header(image: FileImage) -> nib.Nifti1Header:
    """Make a header with the affine in sform and qform.

    The source's codes are kept. A code of 0 takes the other one's value, or 2 when both are 0: the
    affine is known by then, and a reader that looks at one form only must find it there.

    The sform holds any affine exactly. The qform is a rotation in 32-bit quaternions, which cannot
    hold a sheared affine and loses rotations of under about 0.05° near a half turn. It then gets
    the nearest rotation under the source's own code, 0 included, so that readers treat the file as
    they treat the source. One exception: ITK takes the qform if the sform's code is not 1, and for
    a lost rotation (no shear) the qform's code is then 0, so that ITK too takes the exact sform.
    """
    kind = nib.Nifti1Header
    if max(image.voxels.shape) > LARGEST_NIFTI1_DIMENSION:
        kind = nib.Nifti2Header
    header = kind()
    header.set_data_shape(image.voxels.shape)
    header.set_data_dtype(image.voxels.dtype)
    sform_code = image.sform_code or image.qform_code or ASSUMED_CODE
    header.set_sform(image.affine_ras, code=sform_code)
    header.set_qform(image.affine_ras, code=image.qform_code or sform_code, strip_shears=True)
    if not same_affine(header.get_qform(), image.affine_ras):
        keeps_code = image.is_sheared or sform_code == SCANNER_CODE
        header["qform_code"] = image.qform_code if keeps_code else 0
    header.set_xyzt_units("mm")
    header["descrip"] = image.description.encode("ascii", "replace")[:79]
    return header


def encode_nifti(path: Path, image: FileImage) -> None:
    """Write a NIfTI file, gzip-compressed if `path` ends in ``.gz``."""
    header = nifti_header(image)
    kind = nib.Nifti2Image if isinstance(header, nib.Nifti2Header) else nib.Nifti1Image
    nib.save(kind(image.voxels, None, header), path)


def encode_itk(path: Path, image: FileImage) -> None:
    """Write a compressed NRRD or MetaImage file, by the suffix of `path`.

    Raises
    ------
    OSError
        If SimpleITK cannot write it.
    """
    lps = RAS_TO_LPS @ image.affine_ras
    spacing = np.linalg.norm(lps[:3, :3], axis=0)
    picture = sitk.GetImageFromArray(np.ascontiguousarray(image.voxels.transpose()))
    picture.SetSpacing(spacing.tolist())
    picture.SetOrigin(lps[:3, 3].tolist())
    picture.SetDirection((lps[:3, :3] / spacing).reshape(-1).tolist())
    try:
        sitk.WriteImage(picture, str(path), useCompression=True)
    except RuntimeError as error:
        raise OSError(str(error).strip().splitlines()[-1]) from error


def encode(path: Path, image: FileImage) -> None:
    """Write a file of the format that `path` names."""
    if path.name.lower().endswith(NIFTI_SUFFIXES):
        encode_nifti(path, image)
    else:
        encode_itk(path, image)

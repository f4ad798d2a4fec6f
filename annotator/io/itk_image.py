"""NRRD and MetaImage files through SimpleITK."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import SimpleITK as sitk  # noqa: N813  (the name its own examples use)

from annotator.core.errors import UserError
from annotator.io.image_file import ImageFile, check_numeric, slab_thickness, spatial_shape
from annotator.io.orientation import RAS_TO_LPS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.io.image_file import Slab

FORMATS = {".nrrd": "NRRD", ".nhdr": "NRRD", ".mha": "MetaImage", ".mhd": "MetaImage"}
PIXEL_TYPES = {
    sitk.sitkInt8: "i1",
    sitk.sitkUInt8: "u1",
    sitk.sitkInt16: "i2",
    sitk.sitkUInt16: "u2",
    sitk.sitkInt32: "i4",
    sitk.sitkUInt32: "u4",
    sitk.sitkInt64: "i8",
    sitk.sitkUInt64: "u8",
    sitk.sitkFloat32: "f4",
    sitk.sitkFloat64: "f8",
    sitk.sitkComplexFloat32: "c8",
    sitk.sitkComplexFloat64: "c16",
}


def open_itk(path: Path) -> ImageFile:
    """Parse the header of a NRRD or MetaImage file.

    Raises
    ------
    UserError
        If the file is damaged or holds something else than a 3D or 4D scalar image.
    """
    file_format = FORMATS[path.suffix.lower()]
    reader = sitk.ImageFileReader()
    reader.SetFileName(str(path))
    reader.SetImageIO("NrrdImageIO" if file_format == "NRRD" else "MetaImageIO")
    try:
        reader.ReadImageInformation()
    except RuntimeError as error:
        raise UserError(f"{path.name} is not a readable {file_format} image.") from error
    if reader.GetPixelID() not in PIXEL_TYPES:
        raise UserError(
            f"{path.name} holds {reader.GetNumberOfComponents()} values per voxel (colours, "
            "vectors or a time series stored as such); save one of them as a 3D image."
        )
    dtype = np.dtype(PIXEL_TYPES[reader.GetPixelID()])
    check_numeric(path, dtype)
    shape, time_points = spatial_shape(path, tuple(reader.GetSize()))
    dimension = reader.GetDimension()

    def slabs(time_point: int) -> Iterator[Slab]:
        if dimension == 4:
            reader.SetExtractIndex([0, 0, 0, time_point])
            reader.SetExtractSize([*shape, 0])
        try:
            image = reader.Execute()
        except RuntimeError as error:
            raise UserError(
                f"{path.name} is damaged or its voxel data file is missing; "
                "copy or download it again."
            ) from error
        voxels = sitk.GetArrayViewFromImage(image).transpose()
        step = slab_thickness(shape, dtype)
        for start in range(0, shape[2], step):
            where = slice(start, min(start + step, shape[2]))
            yield where, voxels[:, :, where]

    direction = np.array(reader.GetDirection()).reshape(dimension, dimension)[:3, :3]
    affine = affine_from_itk(
        direction, np.array(reader.GetSpacing()[:3]), np.array(reader.GetOrigin()[:3])
    )
    return ImageFile(path, file_format, shape, time_points, dtype, affine, slabs)


def affine_from_itk(
    direction: NDArray[np.float64], spacing: NDArray[np.float64], origin: NDArray[np.float64]
) -> NDArray[np.float64]:
    """float64 (4, 4), index to RAS millimetres, from ITK's direction (3, 3), spacing and origin."""
    lps = np.eye(4)
    lps[:3, :3] = direction * spacing
    lps[:3, 3] = origin
    return np.asarray(RAS_TO_LPS @ lps)

"""Masks out as DICOM: which kind, onto which series, and checked before they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.core.errors import UserError
from annotator.core.texts import tr, translatable
from annotator.io.dicom.rtstruct import check_rtstruct, write_rtstruct
from annotator.io.dicom.segmentation import algorithms, write_segmentation
from annotator.io.file_names import is_rtstruct
from annotator.io.replacing import replacing
from annotator.io.verify import voxel_checksum
from annotator.io.write import ExportReport

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.labels import LabelClass
    from annotator.core.volume import Volume
    from annotator.io.dicom.catalogue import Series

UNKNOWN_NOTE = translatable(
    "How the labels were made is not known; they are marked as semi-automatic."
)


def write_dicom_mask(
    path: Path,
    labels_zyx: NDArray[np.uint8],
    source: Volume,
    classes: Sequence[LabelClass],
    origins_zyx: NDArray[np.uint8] | None = None,
) -> ExportReport:
    """Save a mask as DICOM-SEG, or as RTSTRUCT where the name ends in ".rtstruct.dcm".

    Parameters
    ----------
    path
        Target; replaced if it exists.
    labels_zyx
        uint8 ``(z, y, x)``.
    source
        The image, opened from a DICOM series.
    classes
        Names and colours.
    origins_zyx
        uint8 ``(z, y, x)`` of `annotator.core.labelmap.VoxelOrigin`; None if it is not known.

    Raises
    ------
    UserError
        If the image is not DICOM, the target is one of its files or cannot be written, or the mask
        does not read back as written.
    """
    header = source.source
    series: Series | None = header.extra.get("dicom") if header else None
    if header is None or series is None:
        raise UserError(
            tr(
                "{name} needs an image that was opened from DICOM, whose patient and "
                "series it names; save as .nii.gz instead.",
                name=path.name,
            )
        )
    _refuse_files(path, series)
    made = {} if origins_zyx is None else algorithms(labels_zyx, origins_zyx)
    labels_ijk = header.axes.to_file(labels_zyx)
    planes = np.ascontiguousarray(labels_ijk.transpose(2, 1, 0))
    with replacing(path.resolve()) as (temporary,):
        if is_rtstruct(path):
            written = write_rtstruct(temporary, planes, series, classes, made)
            checked = check_rtstruct(temporary, labels_zyx, source, path.name)
        else:
            written = checked = write_segmentation(
                temporary, planes, series, classes, made, path.name
            )
    said = dict.fromkeys((*written.notes, *checked.notes))
    return ExportReport(
        path,
        header.shape_ijk,
        "contours" if is_rtstruct(path) else "segments",
        header.affine_ras,
        voxel_checksum(labels_ijk),
        checked.readers,
        (*said, *((tr(UNKNOWN_NOTE),) if origins_zyx is None else ())),
    )


def _refuse_files(path: Path, series: Series) -> None:
    """Raise if the target is a file of the series."""
    if not path.exists():
        return
    for file in {frame.header.file.path for frame in series.stack.frames}:
        if file.exists() and path.samefile(file):
            raise UserError(
                tr(
                    "{name} is a file of the image, which is never overwritten; choose "
                    "another name.",
                    name=path.name,
                )
            )

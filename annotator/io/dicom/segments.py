"""Planes of a DICOM-SEG file laid onto the grid of an image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from pydicom.pixels.utils import pixel_array
from pydicom.uid import UID

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.dicom.header import FrameGroups, frame_of, read_file_header

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pydicom.dataset import Dataset

    from annotator.core.volume import Volume
    from annotator.io.dicom.files import DicomFile
    from annotator.io.dicom.header import Frame

NEAREST = 0.1  # of a voxel, by which a pixel may lie off the grid


def lay_segments(file: DicomFile, dataset: Dataset, number: int, like: Volume) -> NDArray[np.bool_]:
    """Voxels of one segment, bool ``(z, y, x)`` on the grid of an image.

    Planes may cover a part of the image and run in other directions, as long as their pixels are
    voxels of the image. Fractions count from one half on.

    Raises
    ------
    UserError
        If they lie on another grid.
    """
    header = read_file_header(file, dataset)
    shared = dataset.SharedFunctionalGroupsSequence[0]
    inside = np.zeros(like.geometry.shape_zyx, np.bool_)
    kind = str(dataset.get("SegmentationType") or "BINARY")
    half = int(dataset.get("MaximumFractionalValue") or 1) / 2
    for index, own in enumerate(dataset.PerFrameFunctionalGroupsSequence):
        groups = FrameGroups(shared, own)
        named = groups.first(("SegmentIdentificationSequence",), "ReferencedSegmentNumber")
        if kind != "LABELMAP" and int(named) != number:
            continue
        frame = frame_of(header, index, groups, {})
        if frame is None:
            raise UserError(tr("{name} does not say where its segments lie.", name=file.name))
        pixels = _plane(dataset, index, header.rows, header.columns)
        chosen = pixels == number if kind == "LABELMAP" else pixels >= max(half, 0.5)
        _lay(file, frame, chosen, inside, like)
    return inside


def _plane(dataset: Dataset, index: int, rows: int, columns: int) -> NDArray[Any]:
    """Pixels ``(row, column)`` of a frame; single bits become bytes."""
    size = rows * columns
    encapsulated = UID(dataset.file_meta.TransferSyntaxUID).is_encapsulated
    if encapsulated or int(dataset.BitsAllocated) != 1:
        return np.asarray(pixel_array(dataset, index=index)).reshape(rows, columns)
    first = index * size
    block = np.frombuffer(dataset.PixelData, np.uint8)[first // 8 : (first + size + 7) // 8]
    bits = np.unpackbits(block, bitorder="little")[first % 8 : first % 8 + size]
    return bits.reshape(rows, columns)


def _lay(
    file: DicomFile,
    frame: Frame,
    chosen: NDArray[np.bool_],
    inside: NDArray[np.bool_],
    like: Volume,
) -> None:
    """Set the voxels of a plane's chosen pixels."""
    to_index = np.linalg.inv(like.geometry.affine)
    origin = (to_index @ [*frame.position, 1.0])[:3]
    steps = (to_index[:3, :3] @ (frame.directions * np.array(frame.spacing)[:, None]).T).T
    corners = origin + np.array(
        [[0, 0, 0], steps[0] * (chosen.shape[1] - 1), steps[1] * (chosen.shape[0] - 1)]
    )
    if (
        np.abs(corners - np.rint(corners)).max() > NEAREST
        or np.abs(np.abs(steps).max(axis=1) - 1).max() > NEAREST
    ):
        spacing = " × ".join(f"{mm:.4g}" for mm in frame.spacing)
        z, y, x = like.geometry.spacing_zyx_mm
        raise UserError(
            tr(
                "{name} is not on the grid of the image: its pixels are {spacing} mm "
                "apart and a plane begins at voxel ({origin}), while those of the image "
                "are {x:.4g} × {y:.4g} × {z:.4g} mm apart.",
                name=file.name,
                spacing=spacing,
                origin=", ".join(f"{value:.2f}" for value in origin),
                x=x,
                y=y,
                z=z,
            )
        )
    rows, columns = np.nonzero(chosen)
    whole = np.rint(origin).astype(int), np.rint(steps).astype(int)
    xyz = whole[0] + columns[:, None] * whole[1][0] + rows[:, None] * whole[1][1]
    shape_xyz = np.array(inside.shape[::-1])
    within = ((xyz >= 0) & (xyz < shape_xyz)).all(axis=1)
    x, y, z = xyz[within].T
    inside[z, y, x] = True

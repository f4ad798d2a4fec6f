"""Generated DICOM series with known geometry for the tests of annotator.io.dicom."""

from __future__ import annotations

import io
import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pydicom
import SimpleITK as sitk
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    JPEG2000,
    UID,
    CTImageStorage,
    DeflatedExplicitVRLittleEndian,
    EnhancedCTImageStorage,
    EnhancedMRImageStorage,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    MRImageStorage,
    RLELossless,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

AXIAL = np.array([[1.0, 0, 0], [0, 1.0, 0]])
ORIGIN = np.array([-31.5, 12.25, 100.0])
SPACING = (0.8, 1.5, 3.0)  # columns, rows, slices
FRAME_OF_REFERENCE = "1.2.826.0.1.3680043.8.498.1"

NATIVE = {
    "implicit": ImplicitVRLittleEndian,
    "explicit": ExplicitVRLittleEndian,
    "big-endian": ExplicitVRBigEndian,
    "deflated": DeflatedExplicitVRLittleEndian,
}


UIDS = itertools.count(1)


def new_uid() -> str:
    """Next UID; the same ones in every run, so that files are the same."""
    return f"1.2.826.0.1.3680043.8.498.7.{next(UIDS)}"


def phantom_stack(slices: int = 5, rows: int = 6, columns: int = 7) -> NDArray[np.int16]:
    """Every voxel another value, int16 ``(slice, row, column)`` from 0 on."""
    count = slices * rows * columns
    order = np.random.default_rng(7).permutation(count)
    return order.reshape(slices, rows, columns).astype(np.int16)


def lps_affine(directions: NDArray[Any] = AXIAL, step: Any = None) -> NDArray[np.float64]:
    """Index (column, row, slice) to LPS millimetres of `write_series`."""
    affine = np.eye(4)
    affine[:3, 0] = directions[0] * SPACING[0]
    affine[:3, 1] = directions[1] * SPACING[1]
    affine[:3, 2] = np.cross(*directions) * SPACING[2] if step is None else step
    affine[:3, 3] = ORIGIN
    return affine


def new_dataset(sop_class: str, modality: str, series: str, study: str) -> Dataset:
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.SOPClassUID = sop_class
    dataset.SOPInstanceUID = new_uid()
    dataset.Modality = modality
    dataset.PatientName = "Secret^Person"
    dataset.PatientID = "Hidden-Id"
    dataset.PatientBirthDate = ""
    dataset.PatientSex = ""
    dataset.StudyDate, dataset.StudyTime = "20240229", "101112"
    dataset.AccessionNumber = dataset.StudyID = dataset.ReferringPhysicianName = ""
    dataset.StudyDescription = "Phantom study"
    dataset.SeriesDescription = "Phantom series"
    dataset.SeriesNumber = 3
    dataset.StudyInstanceUID = study
    dataset.SeriesInstanceUID = series
    dataset.FrameOfReferenceUID = FRAME_OF_REFERENCE
    dataset.PositionReferenceIndicator = ""
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    return dataset


def write_series(
    folder: Path,
    voxels: NDArray[Any],
    *,
    directions: NDArray[Any] = AXIAL,
    step: Any = None,
    positions: NDArray[Any] | None = None,
    modality: str = "CT",
    slope: float = 1.0,
    intercept: float = -1000.0,
    syntax: str = "explicit",
    series: str = "",
    study: str = "1.2.826.0.1.3680043.8.498.2",
    change: Callable[[Dataset, int], None] = lambda _dataset, _index: None,
    prefix: str = "",
) -> str:
    """Classic series, one file a slice, files and instance numbers in random order.

    `change` may edit the dataset of slice `index`. Returns the UID of the series.
    """
    folder.mkdir(parents=True, exist_ok=True)
    series = series or new_uid()
    step = np.cross(*directions) * SPACING[2] if step is None else np.asarray(step)
    order = np.random.default_rng(1).permutation(len(voxels))
    for index, pixels in enumerate(voxels):
        dataset = new_dataset(
            CTImageStorage if modality == "CT" else MRImageStorage, modality, series, study
        )
        position = ORIGIN + index * step if positions is None else positions[index]
        dataset.ImagePositionPatient = [float(value) for value in position]
        dataset.ImageOrientationPatient = [float(value) for value in directions.reshape(-1)]
        dataset.PixelSpacing = [SPACING[1], SPACING[0]]
        dataset.SliceThickness = SPACING[2]
        dataset.InstanceNumber = int(order[index]) + 1
        dataset.RescaleSlope, dataset.RescaleIntercept = slope, intercept
        if modality == "CT":
            dataset.RescaleType = "HU"
        put_pixels(dataset, pixels, syntax)
        change(dataset, index)
        save(dataset, folder / f"{prefix}{order[index]:03d}")
    return series


def put_pixels(dataset: Dataset, pixels: NDArray[Any], syntax: str = "explicit") -> None:
    """Set size, type, pixels and transfer syntax."""
    dataset.Rows, dataset.Columns = pixels.shape[-2:]
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    bits = pixels.dtype.itemsize * 8
    dataset.BitsAllocated = dataset.BitsStored = bits
    dataset.HighBit = bits - 1
    dataset.PixelRepresentation = int(pixels.dtype.kind == "i")
    dataset.file_meta = FileMetaDataset()
    if syntax in NATIVE:
        dataset.file_meta.TransferSyntaxUID = NATIVE[syntax]
        order = ">" if syntax == "big-endian" else "<"
        dataset.PixelData = pixels.astype(pixels.dtype.newbyteorder(order)).tobytes()
        dataset["PixelData"].VR = "OW" if bits > 8 else "OB"
    else:
        uid, frames = compressed(pixels, syntax)
        dataset.file_meta.TransferSyntaxUID = uid
        dataset.PixelData = encapsulate(frames)
        dataset["PixelData"].is_undefined_length = True


def compressed(pixels: NDArray[Any], syntax: str) -> tuple[str, list[bytes]]:
    """UID and encoded frames."""
    stack = pixels.reshape(-1, *pixels.shape[-2:])
    return _UIDS[syntax], [_ENCODERS[syntax](frame) for frame in stack]


def _with_pydicom(uid: str) -> Callable[[NDArray[Any]], bytes]:
    def encode(frame: NDArray[Any]) -> bytes:
        dataset = Dataset()
        put_pixels(dataset, frame)
        dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, new_uid()
        dataset.compress(uid, generate_instance_uid=False)
        return next(pydicom.encaps.generate_frames(dataset.PixelData, number_of_frames=1))

    return encode


def _with_pillow(kind: str, **settings: Any) -> Callable[[NDArray[Any]], bytes]:
    def encode(frame: NDArray[Any]) -> bytes:
        stream = io.BytesIO()
        Image.fromarray(frame).save(stream, kind, **settings)
        return stream.getvalue()

    return encode


def _with_gdcm(compressor: str) -> Callable[[NDArray[Any]], bytes]:
    def encode(frame: NDArray[Any]) -> bytes:
        import tempfile

        writer = sitk.ImageFileWriter()
        writer.SetImageIO("GDCMImageIO")
        writer.UseCompressionOn()
        writer.SetCompressor(compressor)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.dcm"
            writer.SetFileName(str(path))
            writer.Execute(sitk.GetImageFromArray(frame[None]))
            dataset = pydicom.dcmread(path)
            return next(pydicom.encaps.generate_frames(dataset.PixelData, number_of_frames=1))

    return encode


_UIDS = {
    "rle": RLELossless,
    "jpeg-ls": JPEGLSLossless,
    "jpeg-2000": JPEG2000Lossless,
    "jpeg-lossless": JPEGLosslessSV1,
    "jpeg-baseline": JPEGBaseline8Bit,
    "jpeg-2000-lossy": JPEG2000,
    "htj2k": UID("1.2.840.10008.1.2.4.201"),
}
_ENCODERS: dict[str, Callable[[NDArray[Any]], bytes]] = {
    "rle": _with_pydicom(RLELossless),
    "jpeg-ls": _with_pydicom(JPEGLSLossless),
    "jpeg-2000": _with_pillow("JPEG2000", irreversible=False, no_jp2=True),
    "jpeg-lossless": _with_gdcm("JPEG"),
    "jpeg-baseline": _with_pillow("JPEG", quality=100),
    "jpeg-2000-lossy": _with_pillow("JPEG2000", irreversible=True, no_jp2=True),
    "htj2k": lambda _frame: b"\xff\x4f\xff\x51" * 8,
}


def save(dataset: Dataset, path: Path) -> None:
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.save_as(path, enforce_file_format=True)


def write_enhanced(
    path: Path,
    voxels: NDArray[Any],
    *,
    modality: str = "MR",
    directions: NDArray[Any] = AXIAL,
    times: int = 1,
    slopes: Any = None,
    syntax: str = "explicit",
) -> str:
    """One multi-frame file ``(time · slice, row, column)``, frames in random order."""
    series = new_uid()
    kind = EnhancedMRImageStorage if modality == "MR" else EnhancedCTImageStorage
    dataset = new_dataset(kind, modality, series, new_uid())
    per_time = len(voxels) // times
    order = np.random.default_rng(2).permutation(len(voxels))
    put_pixels(dataset, np.ascontiguousarray(voxels[order]), syntax)
    dataset.NumberOfFrames = len(voxels)
    shared, measures, orientation = Dataset(), Dataset(), Dataset()
    measures.PixelSpacing = [SPACING[1], SPACING[0]]
    measures.SliceThickness = SPACING[2]
    orientation.ImageOrientationPatient = [float(value) for value in directions.reshape(-1)]
    shared.PixelMeasuresSequence = [measures]
    shared.PlaneOrientationSequence = [orientation]
    dataset.SharedFunctionalGroupsSequence = [shared]
    groups = []
    for index in order:
        time, slice_index = divmod(int(index), per_time)
        group, place, content, value = Dataset(), Dataset(), Dataset(), Dataset()
        position = ORIGIN + slice_index * np.cross(*directions) * SPACING[2]
        place.ImagePositionPatient = [float(number) for number in position]
        content.TemporalPositionIndex = time + 1
        value.RescaleSlope = 1.0 if slopes is None else float(slopes[index])
        value.RescaleIntercept = 0.0
        group.PlanePositionSequence = [place]
        group.FrameContentSequence = [content]
        group.PixelValueTransformationSequence = [value]
        groups.append(group)
    dataset.PerFrameFunctionalGroupsSequence = groups
    save(dataset, path)
    return series

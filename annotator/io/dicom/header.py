"""What one DICOM file says about its images, read without its pixels."""

from __future__ import annotations

import logging
import math
import warnings
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import pydicom
from pydicom.datadict import tag_for_keyword
from pydicom.dataelem import RawDataElement
from pydicom.tag import Tag
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from annotator.core.texts import translatable

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pydicom.dataset import Dataset

    from annotator.io.dicom.files import DicomFile


pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
logging.getLogger("pydicom").setLevel(logging.CRITICAL)  # its messages quote patient data
warnings.filterwarnings("ignore", module=r"pydicom\.")

PIXEL_TAGS = {0x7FE00010: "PixelData", 0x7FE00008: "FloatPixelData", 0x7FE00009: "DoublePixelData"}
UNNAMED = "unnamed"
NATIVE = (
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
)
LARGEST_SIDE = 65535
MOST_FRAMES = 1 << 20

ASIDE = {
    "1.2.840.10008.5.1.4.1.1.7": translatable("secondary captures"),
    "1.2.840.10008.5.1.4.1.1.66.4": translatable("segmentations"),
    "1.2.840.10008.5.1.4.1.1.66.5": translatable("surface segmentations"),
    "1.2.840.10008.5.1.4.1.1.481.2": translatable("dose distributions"),
    "1.2.840.10008.5.1.4.1.1.481.3": translatable("contours of RTSTRUCT"),
    "1.2.840.10008.1.3.10": translatable("directories"),
}
"""SOP classes that are no images to annotate, by how their UID begins."""

SEGMENTATION_CLASS = "1.2.840.10008.5.1.4.1.1.66.4"
RTSTRUCT_CLASS = "1.2.840.10008.5.1.4.1.1.481.3"

# fmt: off
TAGS = [
    "SpecificCharacterSet", "ImageType", "SOPClassUID", "SOPInstanceUID", "StudyDate",
    "SeriesDate", "Modality", "StudyDescription", "SeriesDescription", "PatientName",
    "PatientID", "SliceThickness", "EchoTime", "TriggerTime", "SpacingBetweenSlices",
    "DiffusionBValue", "DiffusionGradientOrientation", "InversionTime", "StudyInstanceUID",
    "SeriesInstanceUID", "SeriesNumber", "AcquisitionNumber", "AcquisitionTime",
    "InstanceNumber", "ImagePositionPatient", "ImageOrientationPatient", "FrameOfReferenceUID",
    "TemporalPositionIdentifier", "NumberOfTemporalPositions", "SamplesPerPixel",
    "PhotometricInterpretation", "NumberOfFrames", "Rows", "Columns", "PixelSpacing",
    "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "RescaleIntercept",
    "RescaleSlope", "ModalityLUTSequence", "SharedFunctionalGroupsSequence",
    "PerFrameFunctionalGroupsSequence", "ReferencedSeriesSequence",
    "ReferencedFrameOfReferenceSequence",
]
# fmt: on
SIEMENS_B_VALUE, PHILIPS_B_VALUE, GE_B_VALUE = 0x0019100C, 0x20011003, 0x00431039
TAG_OF: dict[str | int, int] = {name: int(tag_for_keyword(name) or 0) for name in TAGS}
LONGEST_KEPT = 256
READ_TAGS: list[Any] = [
    Tag(tag) for tag in (*TAG_OF.values(), SIEMENS_B_VALUE, PHILIPS_B_VALUE, GE_B_VALUE)
]


@dataclass(frozen=True, slots=True, eq=False)
class FileHeader:
    """One DICOM file.

    Attributes
    ----------
    file
        Where it is.
    sop_class, sop_uid, series_uid, study_uid, frame_of_reference, transfer_syntax
        UIDs, "" where missing; a series without one is `UNNAMED`.
    modality, description, study, date, number
        Of series and study, as the file has them.
    patient
        Name and ID; for the screen only.
    rows, columns, samples
        Size of one frame, and values per pixel.
    bits_allocated, bits_stored, signed
        How a pixel is stored.
    pixel_tag
        Element that holds the pixels.
    pixel_offset
        Its place in the file; None in deflated files.
    """

    file: DicomFile
    sop_class: str
    sop_uid: str
    series_uid: str
    study_uid: str
    frame_of_reference: str
    transfer_syntax: str
    modality: str
    description: str
    study: str
    date: str
    number: int
    image_type: tuple[str, ...]
    rows: int
    columns: int
    samples: int
    frames: int
    bits_allocated: int
    bits_stored: int
    signed: bool
    photometric: str
    pixel_tag: int
    pixel_offset: int | None
    has_lookup_table: bool
    patient: str = field(repr=False)

    @property
    def big_endian(self) -> bool:
        """Whether pixels (and all else) have their high byte first."""
        return self.transfer_syntax == ExplicitVRBigEndian

    @property
    def encapsulated(self) -> bool:
        """Whether pixels are compressed frame by frame, or in an unknown way."""
        return self.transfer_syntax not in NATIVE

    @property
    def implicit(self) -> bool:
        """Whether elements come without their type."""
        return self.transfer_syntax == ImplicitVRLittleEndian

    @property
    def aside(self) -> str:
        """What the file is if it is no image to annotate, else ""."""
        for uid, kind in ASIDE.items():
            if self.sop_class == uid or self.sop_class.startswith(f"{uid}."):
                return kind
        if not (self.pixel_tag and self.rows and self.columns):
            return translatable("reports, plans and other files without an image")
        if self.samples > 1 or self.photometric.startswith(("PALETTE", "RGB", "YBR")):
            return translatable("colour images")
        if "LOCALIZER" in self.image_type:
            return translatable("localizers")
        if self.has_lookup_table:
            return translatable("images whose values come from a lookup table")
        return ""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One image plane.

    Attributes
    ----------
    header
        The file that holds it.
    index
        Its number in the file, from 0.
    position
        float64 (3,), LPS millimetres of the centre of the first pixel.
    directions
        float64 (2, 3), unit vectors: along a row (growing column index), along a column.
    spacing
        Millimetres between columns and between rows.
    thickness
        Distance to the next slice in millimetres as the header has it, 0 if it does not.
    slope, intercept
        Value = slope · stored + intercept.
    marks
        What tells several volumes of one series apart: "time", "echo", "b", "acquisition", ….
    """

    header: FileHeader
    index: int
    position: NDArray[np.float64]
    directions: NDArray[np.float64]
    spacing: tuple[float, float]
    thickness: float
    slope: float
    intercept: float
    marks: dict[str, Any]

    @property
    def normal(self) -> NDArray[np.float64]:
        """float64 (3,), unit vector perpendicular to the slice, right-handed."""
        normal = np.cross(*self.directions)
        return np.asarray(normal / np.linalg.norm(normal))


class Values:
    """Values of a dataset by name; what many files of a series share is converted once.

    Parameters
    ----------
    dataset
        As pydicom read it.
    known
        Converted values by tag and bytes, kept from file to file.
    """

    def __init__(self, dataset: Dataset, known: dict[Any, Any]) -> None:
        self._dataset = dataset
        self._raw = {int(tag): element for tag, element in dataset.items()}
        self._known = known

    def get(self, name: str | int) -> Any:
        """Value of an element, None if there is none."""
        tag = int(TAG_OF.get(name, name))
        raw = self._raw.get(tag)
        if raw is None:
            return None
        if not isinstance(raw, RawDataElement) or not isinstance(raw.value, bytes):
            return self._dataset[tag].value
        key = (tag, raw.VR, raw.value, raw.is_little_endian)
        value = self._known.get(key, self)  # itself stands for nothing
        if value is self:
            value = self._dataset[tag].value
            if len(raw.value) < LONGEST_KEPT:
                self._known[key] = value
        return value


def read_header(
    file: DicomFile, known: dict[Any, Any] | None = None
) -> tuple[FileHeader, list[Frame]] | None:
    """Header of a DICOM file and its planes that have a place in the patient; None if damaged.

    `known` keeps converted values from file to file, see `Values`.
    """
    try:
        with file.open() as stream:
            dataset = pydicom.dcmread(
                stream, stop_before_pixels=True, force=True, specific_tags=READ_TAGS
            )
            values = Values(dataset, {} if known is None else known)
            header = _header(file, values, _syntax(dataset), stream)
        if header.aside:
            return header, []
        return header, _frames(dataset, values, header)
    except Exception:  # noqa: BLE001  (pydicom raises many kinds on damaged files)
        return None


def read_file_header(file: DicomFile, ds: Dataset) -> FileHeader:
    """Header of a dataset; raises what pydicom raises."""
    return _header(file, Values(ds, {}), _syntax(ds))


def _syntax(ds: Dataset) -> str:
    return str(ds.file_meta.get("TransferSyntaxUID", ImplicitVRLittleEndian))


def _header(file: DicomFile, ds: Values, syntax: str, stream: BinaryIO | None = None) -> FileHeader:
    """Header from values; `stream` stands where the pixels begin."""
    if stream is None or syntax == DeflatedExplicitVRLittleEndian:
        tag, offset = (0x7FE00010 if ds.get("Rows") else 0), None
    else:
        tag, offset = _pixel_tag(stream, big_endian=syntax == ExplicitVRBigEndian)
    rows, columns = int(ds.get("Rows") or 0), int(ds.get("Columns") or 0)
    frames = int(ds.get("NumberOfFrames") or 1)
    if not (0 <= rows <= LARGEST_SIDE and 0 <= columns <= LARGEST_SIDE):
        raise ValueError("absurd size")
    if not 1 <= frames <= MOST_FRAMES:
        raise ValueError("absurd number of frames")
    name, number = str(ds.get("PatientName") or ""), str(ds.get("PatientID") or "")
    allocated = int(ds.get("BitsAllocated") or 16)
    return FileHeader(
        file=file,
        sop_class=str(ds.get("SOPClassUID") or ""),
        sop_uid=str(ds.get("SOPInstanceUID") or ""),
        series_uid=str(ds.get("SeriesInstanceUID") or UNNAMED),
        study_uid=str(ds.get("StudyInstanceUID") or ""),
        frame_of_reference=str(ds.get("FrameOfReferenceUID") or ""),
        transfer_syntax=syntax,
        modality=str(ds.get("Modality") or ""),
        description=str(ds.get("SeriesDescription") or ""),
        study=str(ds.get("StudyDescription") or ""),
        date=_date(str(ds.get("StudyDate") or ds.get("SeriesDate") or "")),
        number=int(ds.get("SeriesNumber") or 0),
        image_type=tuple(map(str, _many(ds.get("ImageType")))),
        rows=rows,
        columns=columns,
        samples=int(ds.get("SamplesPerPixel") or 1),
        frames=frames,
        bits_allocated=allocated,
        bits_stored=int(ds.get("BitsStored") or allocated),
        signed=int(ds.get("PixelRepresentation") or 0) == 1,
        photometric=str(ds.get("PhotometricInterpretation") or ""),
        pixel_tag=tag,
        pixel_offset=offset,
        has_lookup_table=ds.get("ModalityLUTSequence") is not None
        and ds.get("RescaleSlope") is None,
        patient=" · ".join(filter(None, (name.replace("^", " ").strip(), number))),
    )


def _pixel_tag(stream: BinaryIO, *, big_endian: bool) -> tuple[int, int | None]:
    """Element at which reading stopped, 0 if it holds no pixels, and its place."""
    offset = stream.tell()
    group = stream.read(2)
    element = stream.read(2)
    order = "big" if big_endian else "little"
    tag = (int.from_bytes(group, order) << 16) | int.from_bytes(element, order)  # type: ignore[arg-type]
    return (tag, offset) if tag in PIXEL_TAGS else (0, None)


def _date(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if len(text) == 8 and text.isdecimal() else text


def _many(value: Any) -> list[Any]:
    if value is None or isinstance(value, str | bytes | int | float):
        return [] if value in (None, "") else [value]
    return list(value)


def _frames(ds: Dataset, values: Values, header: FileHeader) -> list[Frame]:
    if "PerFrameFunctionalGroupsSequence" in ds:
        shared = _only(ds, "SharedFunctionalGroupsSequence")
        groups = list(ds.PerFrameFunctionalGroupsSequence)
        frames = [
            _enhanced_frame(header, index, shared, group) for index, group in enumerate(groups)
        ]
        if len(groups) != header.frames:
            raise ValueError("not one functional group per frame")
    else:
        frames = [frame_of(header, 0, values, _classic_marks(values))] if header.frames == 1 else []
    return [frame for frame in frames if frame is not None]


def _only(ds: Dataset | None, name: str) -> Dataset | None:
    sequence = None if ds is None else ds.get(name)
    return sequence[0] if sequence else None


def frame_of(
    header: FileHeader, index: int, where: Any, marks: dict[str, Any], thickness: Any = None
) -> Frame | None:
    """Frame from a source of its tags; None if it has no place in the patient."""
    position = tuple(float(value) for value in _many(where.get("ImagePositionPatient")))
    plane = _plane(
        tuple(float(value) for value in _many(where.get("ImageOrientationPatient"))),
        tuple(float(value) for value in _many(where.get("PixelSpacing"))),
    )
    if plane is None or len(position) != 3 or not all(map(math.isfinite, position)):
        return None
    directions, spacing = plane
    slope, intercept = where.get("RescaleSlope"), where.get("RescaleIntercept")
    step = where.get("SpacingBetweenSlices") or where.get("SliceThickness") or 0.0
    return Frame(
        header,
        index,
        np.array(position),
        directions,
        spacing,
        abs(float(step)),
        1.0 if slope in (None, "") else float(slope),
        0.0 if intercept in (None, "") else float(intercept),
        marks,
    )


@lru_cache(maxsize=1024)
def _plane(
    orientation: tuple[float, ...], spacing: tuple[float, ...]
) -> tuple[NDArray[np.float64], tuple[float, float]] | None:
    """Directions (2, 3) and millimetres between columns and rows; None if they are not valid."""
    if len(orientation) != 6 or len(spacing) != 2:
        return None
    directions = np.array(orientation).reshape(2, 3)
    lengths = np.linalg.norm(directions, axis=1, keepdims=True)
    if not np.isfinite([*lengths[:, 0], *spacing]).all() or min(spacing) <= 0:
        return None
    if abs(lengths - 1).max() > 0.1:
        return None
    directions = directions / lengths
    if abs(directions[0] @ directions[1]) > 0.1:
        return None
    directions.flags.writeable = False
    return directions, (spacing[1], spacing[0])


def _classic_marks(ds: Values) -> dict[str, Any]:
    marks: dict[str, Any] = {
        "time": ds.get("TemporalPositionIdentifier"),
        "echo": ds.get("EchoTime"),
        "b": _b_value(ds),
        "inversion": ds.get("InversionTime"),
        "direction": tuple(_many(ds.get("DiffusionGradientOrientation"))),
        "type": "\\".join(map(str, _many(ds.get("ImageType")))),
        "trigger": ds.get("TriggerTime"),
        "acquisition": ds.get("AcquisitionNumber"),
        "clock": ds.get("AcquisitionTime"),
        "instance": ds.get("InstanceNumber"),
    }
    return {name: _plain(value) for name, value in marks.items()}


def _plain(value: Any) -> Any:
    """Plain number, string or tuple; "" and None become None."""
    if value in (None, "", ()):
        return None
    if isinstance(value, int):
        return int(value)
    return float(value) if isinstance(value, float) else value


def _b_value(ds: Values) -> float | None:
    """b-value in s/mm² from the standard's element or those of Siemens, Philips and GE."""
    for tag in ("DiffusionBValue", SIEMENS_B_VALUE, PHILIPS_B_VALUE, GE_B_VALUE):
        value = ds.get(tag)
        try:
            numbers = [float(str(number)) for number in _many(value)]
        except ValueError:
            continue
        if numbers:
            return numbers[0] % 1e9 if tag == GE_B_VALUE else numbers[0]  # GE adds 1e9 as a flag
    return None


GROUPS = {
    "ImagePositionPatient": "PlanePositionSequence",
    "ImageOrientationPatient": "PlaneOrientationSequence",
    "PixelSpacing": "PixelMeasuresSequence",
    "SliceThickness": "PixelMeasuresSequence",
    "SpacingBetweenSlices": "PixelMeasuresSequence",
    "RescaleSlope": "PixelValueTransformationSequence",
    "RescaleIntercept": "PixelValueTransformationSequence",
    "TemporalPositionIndex": "FrameContentSequence",
    "StackID": "FrameContentSequence",
    "FrameAcquisitionNumber": "FrameContentSequence",
    "FrameAcquisitionDateTime": "FrameContentSequence",
    "EffectiveEchoTime": "MREchoSequence",
    "DiffusionBValue": "MRDiffusionSequence",
    "NominalCardiacTriggerDelayTime": "CardiacSynchronizationSequence",
}


class FrameGroups:
    """Looks a tag up in the groups of a frame, then in those that all frames share."""

    def __init__(self, shared: Dataset | None, own: Dataset) -> None:
        self._levels = (own, shared)

    def get(self, name: str) -> Any:
        """Value of a tag that `GROUPS` knows, None if it is nowhere."""
        for level in self._levels:
            group = _only(level, GROUPS[name])
            if group is not None and name in group:
                return group.get(name)
        return None

    def first(self, names: tuple[str, ...], tag: str) -> Any:
        """Value of a tag in the first of some groups that has it."""
        for level in self._levels:
            for name in names:
                group = _only(level, name)
                if group is not None and tag in group:
                    return group.get(tag)
        return None


def _enhanced_frame(
    header: FileHeader, index: int, shared: Dataset | None, own: Dataset
) -> Frame | None:
    groups = FrameGroups(shared, own)
    kinds = ("MRImageFrameTypeSequence", "CTImageFrameTypeSequence", "PETFrameTypeSequence")
    frame_type = tuple(map(str, _many(groups.first(kinds, "FrameType"))))
    if "LOCALIZER" in frame_type:
        return None
    marks = {
        "time": groups.get("TemporalPositionIndex"),
        "echo": groups.get("EffectiveEchoTime"),
        "b": groups.get("DiffusionBValue"),
        "direction": tuple(
            _many(groups.first(("MRDiffusionSequence",), "DiffusionGradientOrientation"))
        ),
        "type": "\\".join(frame_type),
        "trigger": groups.get("NominalCardiacTriggerDelayTime"),
        "stack": groups.get("StackID"),
        "acquisition": groups.get("FrameAcquisitionNumber"),
        "clock": groups.get("FrameAcquisitionDateTime"),
        "instance": index,
    }
    return frame_of(header, index, groups, {name: _plain(value) for name, value in marks.items()})

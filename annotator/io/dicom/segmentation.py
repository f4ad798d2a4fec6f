"""DICOM-SEG files out: one segment per label, written by highdicom and read back by it."""

from __future__ import annotations

import importlib
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pydicom
import SimpleITK as sitk  # noqa: N813  (the name its own examples use)
from pydicom.sr.codedict import codes
from pydicom.uid import generate_uid

import annotator
from annotator.core.errors import UserError
from annotator.core.labelmap import VoxelOrigin
from annotator.core.texts import tr, translatable
from annotator.io.codes import coded
from annotator.io.dicom.header import UNNAMED, FrameGroups
from annotator.io.segments import coded_meaning

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from pydicom.dataset import Dataset

    from annotator.core.labels import LabelClass
    from annotator.io.dicom.catalogue import Series

Algorithm = Literal["MANUAL", "SEMIAUTOMATIC", "AUTOMATIC"]
MANUFACTURER = "CAT-Net Annotator"
SERIES_NUMBER = 900
TRACKED = "label "
"""Before the label value that a segment keeps, since segments themselves count from 1."""
CUT_NOTE = translatable(
    "Programs built on ITK read whole bytes only, so that the last {count} pixels of the last "
    "slice may be wrong there; other programs show them as they are."
)
NO_UIDS_NOTE = translatable(
    "The images of this series have no identifiers (UIDs), so other programs find the mask by its "
    "position only."
)


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """What a DICOM mask was checked with, and what is to be said of it."""

    readers: tuple[str, ...]
    notes: tuple[str, ...] = ()


def algorithms(voxels: NDArray[np.uint8], origins: NDArray[np.uint8]) -> dict[int, Algorithm]:
    """How each label was made, by the origin of its voxels.

    MANUAL if all were drawn by hand, AUTOMATIC if all were accepted from a proposal, else
    SEMIAUTOMATIC.

    Parameters
    ----------
    voxels, origins
        uint8 ``(z, y, x)``, as in `annotator.core.labelmap.LabelMap`.
    """
    pairs = np.bincount(
        voxels.reshape(-1).astype(np.uint16) * 4 + origins.reshape(-1), minlength=1024
    ).reshape(256, 4)
    made: dict[int, Algorithm] = {}
    for label in np.flatnonzero(pairs.sum(axis=1)):
        accepted = pairs[label, VoxelOrigin.ACCEPTED]
        by_hand = pairs[label].sum() - accepted
        kind: Algorithm = "SEMIAUTOMATIC"
        if not accepted:
            kind = "MANUAL"
        elif not by_hand:
            kind = "AUTOMATIC"
        made[int(label)] = kind
    return made


def write_segmentation(
    path: Path,
    labels_kji: NDArray[np.uint8],
    series: Series,
    classes: Sequence[LabelClass],
    made: Mapping[int, Algorithm],
    name: str,
) -> Written:
    """Write a label map as DICOM-SEG and read it back.

    Parameters
    ----------
    path
        New file.
    labels_kji
        uint8 ``(slice, row, column)``, slices in the order of the series' stack.
    series
        Of the image; study, series, frame of reference and patient are taken over.
    classes
        Names and colours.
    made
        How each label was made; SEMIAUTOMATIC where that is not known.
    name
        Of the file that is to be, for messages.

    Raises
    ------
    UserError
        If highdicom is not installed, the mask is empty, or the file does not read back as written.
    """
    highdicom = _highdicom()
    values = [int(value) for value in np.unique(labels_kji) if value]
    if not values:
        raise UserError(tr("The mask is empty; a DICOM segmentation must hold at least one label."))
    sources, unnamed = source_images(series)
    numbers = np.zeros(256, np.uint8)
    numbers[values] = np.arange(1, len(values) + 1)
    names = {item.value: item for item in classes}
    described = [
        _description(highdicom, number, value, names.get(value), made.get(value, "SEMIAUTOMATIC"))
        for number, value in enumerate(values, start=1)
    ]
    frames, positions = _frames(highdicom, series, labels_kji)
    segmentation = highdicom.seg.Segmentation(
        source_images=sources,
        pixel_array=numbers[frames],
        segmentation_type="BINARY",
        segment_descriptions=described,
        series_instance_uid=generate_uid(),
        series_number=SERIES_NUMBER,
        sop_instance_uid=generate_uid(),
        instance_number=1,
        manufacturer=MANUFACTURER,
        manufacturer_model_name=MANUFACTURER,
        software_versions=annotator.__version__,
        device_serial_number="0",
        content_label="SEGMENTATION",
        series_description="Segmentation",
        **positions,
    )
    segmentation.ContentCreatorName = ""
    segmentation.save_as(path)
    notes = [tr(NO_UIDS_NOTE)] if unnamed else []
    if cut := _check(highdicom, path, series, numbers[labels_kji], name):
        notes.append(tr(CUT_NOTE, count=cut))
    readers = f"highdicom {highdicom.__version__}", f"SimpleITK {sitk.Version_VersionString()}"
    return Written(readers, tuple(notes))


def _highdicom() -> Any:
    warnings.filterwarnings("ignore", module=r"highdicom\.")  # they quote the patient's name
    try:
        return importlib.import_module("highdicom")
    except ImportError as error:
        raise UserError(
            tr(
                "DICOM segmentations need the package highdicom; install it with "
                "pip install 'catnet-annotator[dicom]', or save as .nii.gz."
            )
        ) from error


def source_images(series: Series) -> tuple[list[Dataset], bool]:
    """Headers of the files of a series in the order of its stack, and whether UIDs were made up."""
    sources: list[Dataset] = []
    unnamed = False
    study, own = generate_uid(), generate_uid()
    seen = set()
    for frame in series.stack.frames:
        if frame.header in seen:
            continue
        seen.add(frame.header)
        with frame.header.file.open() as stream:
            dataset = pydicom.dcmread(stream, stop_before_pixels=True, force=True)
        if not dataset.get("SOPInstanceUID") or series.header.series_uid == UNNAMED:
            unnamed = True
            dataset.SOPInstanceUID = generate_uid()
            dataset.SeriesInstanceUID = own
            dataset.StudyInstanceUID = dataset.get("StudyInstanceUID") or study
            dataset.SOPClassUID = dataset.get("SOPClassUID") or _class_of(series.modality)
        for name in REQUIRED:
            if name not in dataset:
                setattr(dataset, name, "")
        sources.append(dataset)
    return sources, unnamed


REQUIRED = (
    "PatientID",
    "PatientName",
    "PatientBirthDate",
    "PatientSex",
    "StudyDate",
    "StudyTime",
    "AccessionNumber",
    "StudyID",
    "ReferringPhysicianName",
)
"""Of patient and study; empty where the source lacks them."""


def _class_of(modality: str) -> str:
    return "1.2.840.10008.5.1.4.1.1.4" if modality == "MR" else "1.2.840.10008.5.1.4.1.1.2"


def _description(
    highdicom: Any, number: int, value: int, label: LabelClass | None, made: Algorithm
) -> Any:
    name = label.name if label else f"Label {value}"
    meaning = (coded_meaning(label.meaning) if label else None) or coded(name)
    concepts: list[Any] = [
        None if code is None else highdicom.sr.CodedConcept(*code) for code in meaning
    ]
    category, kind, modifier, region, region_modifier = concepts
    if modifier is not None:
        kind.SegmentedPropertyTypeModifierCodeSequence = [modifier]
    if region is not None and region_modifier is not None:
        region.AnatomicRegionModifierSequence = [region_modifier]
    identification = None
    if made != "MANUAL":
        identification = highdicom.AlgorithmIdentificationSequence(
            name=MANUFACTURER,
            family=codes.DCM.ArtificialIntelligence,
            version=annotator.__version__,
        )
    color = highdicom.color.CIELabColor.from_rgb(*label.color) if label else None
    return highdicom.seg.SegmentDescription(
        segment_number=number,
        segment_label=name[:64] or f"Label {value}",
        segmented_property_category=category,
        segmented_property_type=kind,
        algorithm_type=made,
        algorithm_identification=identification,
        tracking_uid=generate_uid(),
        tracking_id=f"{TRACKED}{value}",
        anatomic_regions=None if region is None else [region],
        display_color=color,
    )


def _frames(
    highdicom: Any, series: Series, labels_kji: NDArray[np.uint8]
) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    """Planes as highdicom wants them: for a multi-frame file every plane with its place."""
    frames = series.stack.frames
    if series.header.frames == 1:
        return labels_kji, {}
    first = frames[0]
    return labels_kji, {
        "plane_positions": [
            highdicom.PlanePositionSequence("PATIENT", frame.position.tolist()) for frame in frames
        ],
        "plane_orientation": highdicom.PlaneOrientationSequence(
            "PATIENT", first.directions.reshape(-1).tolist()
        ),
        "pixel_measures": highdicom.PixelMeasuresSequence(
            pixel_spacing=first.spacing[::-1],
            slice_thickness=first.thickness or series.spacing_mm[2],
        ),
    }


def _check(
    highdicom: Any, path: Path, series: Series, expected: NDArray[np.uint8], name: str
) -> int:
    """Read a segmentation with highdicom, and its pixels with SimpleITK as well.

    Returns
    -------
    int
        Pixels at the very end that SimpleITK cannot read: GDCM (3.0) takes whole bytes only.

    Raises
    ------
    UserError
        If a pixel or its place differs.
    """
    read = highdicom.seg.segread(path)
    frames = series.stack.frames
    found = np.zeros_like(expected)
    places = np.array([frame.position for frame in frames])
    pixels = read.pixel_array.reshape(-1, *expected.shape[1:])
    for group, plane in zip(read.PerFrameFunctionalGroupsSequence, pixels, strict=True):
        groups = FrameGroups(read.SharedFunctionalGroupsSequence[0], group)
        position = np.array(groups.get("ImagePositionPatient"), dtype=np.float64)
        apart = np.linalg.norm(places - position, axis=1)
        slice_ = int(apart.argmin())
        if apart[slice_] > 1e-3:
            raise UserError(
                tr(
                    "{name} was not saved because a slice read back lies {apart:.3g} mm off; "
                    "save it as .nii.gz.",
                    name=name,
                    apart=apart[slice_],
                )
            )
        number = groups.first(("SegmentIdentificationSequence",), "ReferencedSegmentNumber")
        found[slice_][plane > 0] = number
    other = sitk.GetArrayFromImage(sitk.ReadImage(str(path))).reshape(pixels.shape)
    cut = int(pixels.size % 8)
    seen, meant = (values.reshape(-1)[: pixels.size - cut] > 0 for values in (other, pixels))
    if not (np.array_equal(found, expected) and np.array_equal(seen, meant)):
        raise UserError(
            tr(
                "{name} was not saved because it did not read back as written; check the disk or "
                "save to another folder.",
                name=name,
            )
        )
    return cut

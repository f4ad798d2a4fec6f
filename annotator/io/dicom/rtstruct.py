"""RTSTRUCT files out: the outlines of labels, slice by slice, for planning systems."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

import annotator
from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.dicom.contours import contours_of
from annotator.io.dicom.header import RTSTRUCT_CLASS
from annotator.io.dicom.segmentation import (
    MANUFACTURER,
    NO_UIDS_NOTE,
    REQUIRED,
    SERIES_NUMBER,
    Written,
    source_images,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.labels import LabelClass
    from annotator.core.volume import Volume
    from annotator.io.dicom.catalogue import Series
    from annotator.io.dicom.segmentation import Algorithm

STUDY_CLASS = "1.2.840.10008.3.1.2.3.1"


def write_rtstruct(
    path: Path,
    labels_kji: NDArray[np.uint8],
    series: Series,
    classes: Sequence[LabelClass],
    made: Mapping[int, Algorithm],
) -> Written:
    """Write the outlines of a label map as RTSTRUCT; arguments as for `write_segmentation`.

    Outlines run halfway between voxel centres and reach around holes through a channel.

    Raises
    ------
    UserError
        If the mask is empty.
    """
    values = [int(value) for value in np.unique(labels_kji) if value]
    if not values:
        raise UserError(tr("The mask is empty; there is nothing to outline."))
    sources, unnamed = source_images(series)
    dataset = _frame_of(sources[0], series)
    names = {item.value: item for item in classes}
    by_slice = _by_slice(series, sources)
    rois, outlines, observations = [], [], []
    for value in values:
        label = names.get(value)
        rois.append(_roi(value, label.name if label else f"Label {value}", dataset, made))
        outline = Dataset()
        outline.ReferencedROINumber = value
        outline.ROIDisplayColor = list(label.color) if label else [255, 255, 255]
        outline.ContourSequence = _contours(labels_kji == value, series, by_slice)
        outlines.append(outline)
        observation = Dataset()
        observation.ObservationNumber = observation.ReferencedROINumber = value
        observation.RTROIInterpretedType = observation.ROIInterpreter = ""
        observations.append(observation)
    dataset.ReferencedFrameOfReferenceSequence = [_reference(sources, dataset)]
    dataset.StructureSetROISequence = rois
    dataset.ROIContourSequence = outlines
    dataset.RTROIObservationsSequence = observations
    dataset.save_as(path, enforce_file_format=True)
    return Written((), (NO_UIDS_NOTE,) if unnamed else ())


def check_rtstruct(path: Path, labels: NDArray[np.uint8], like: Volume, name: str) -> Written:
    """Read contours back and say how far they are from the mask; `name` is for messages.

    Raises
    ------
    UserError
        If they do not read back, or less than nine tenths of a label does.
    """
    from annotator.io.dicom.mask import read_dicom_mask

    order = [int(value) for value in np.unique(labels) if value]
    found = read_dicom_mask(path, like, order).voxels
    dice = {}
    for value in order:
        ours, theirs = labels == value, found == value
        shared = np.count_nonzero(ours & theirs)
        dice[value] = 2.0 * shared / (np.count_nonzero(ours) + np.count_nonzero(theirs))
    worst = min(dice, key=lambda value: dice[value])
    if dice[worst] < 0.9:
        raise UserError(
            tr(
                "{name} was not saved because label {worst} read back with a Dice of "
                "{dice:.3f} only; save it as .nii.gz or .dcm.",
                name=name,
                worst=worst,
                dice=dice[worst],
            )
        )
    return Written(
        (f"pydicom {pydicom.__version__} and scikit-image",),
        (
            tr(
                "Contours only approximate a mask: read back, the least faithful label "
                "has a Dice of {dice:.4f}.",
                dice=dice[worst],
            ),
        ),
    )


def _frame_of(source: Dataset, series: Series) -> Dataset:
    """Dataset with patient and study of an image, and nothing else."""
    dataset = Dataset()
    for name in (*REQUIRED, "SpecificCharacterSet", "StudyInstanceUID", "StudyDescription"):
        if name in source:
            dataset[name] = source[name]
    now = datetime.now().astimezone()
    dataset.SOPClassUID, dataset.SOPInstanceUID = RTSTRUCT_CLASS, generate_uid()
    dataset.Modality = "RTSTRUCT"
    dataset.Manufacturer = dataset.ManufacturerModelName = MANUFACTURER
    dataset.SoftwareVersions = annotator.__version__
    dataset.SeriesInstanceUID, dataset.SeriesNumber = generate_uid(), SERIES_NUMBER + 1
    dataset.SeriesDescription = "Contours"
    dataset.OperatorsName = dataset.ApprovalStatus = ""
    dataset.ApprovalStatus = "UNAPPROVED"
    dataset.StructureSetLabel = "Contours"
    dataset.StructureSetDate = dataset.InstanceCreationDate = now.strftime("%Y%m%d")
    dataset.StructureSetTime = dataset.InstanceCreationTime = now.strftime("%H%M%S")
    dataset.FrameOfReferenceUID = series.header.frame_of_reference or generate_uid()
    dataset.PositionReferenceIndicator = ""
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    return dataset


def _roi(value: int, name: str, dataset: Dataset, made: Mapping[int, Algorithm]) -> Dataset:
    roi = Dataset()
    roi.ROINumber = value
    roi.ROIName = name[:64]
    roi.ReferencedFrameOfReferenceUID = dataset.FrameOfReferenceUID
    roi.ROIGenerationAlgorithm = made.get(value, "SEMIAUTOMATIC")
    return roi


def _by_slice(series: Series, sources: Sequence[Dataset]) -> list[Dataset]:
    """Refer to the image of each slice of the stack."""
    uids = dict(zip(dict.fromkeys(f.header for f in series.stack.frames), sources, strict=True))
    references = []
    for frame in series.stack.frames:
        reference = _image_reference(uids[frame.header])
        if frame.header.frames > 1:
            reference.ReferencedFrameNumber = frame.index + 1
        references.append(reference)
    return references


def _image_reference(source: Dataset) -> Dataset:
    reference = Dataset()
    reference.ReferencedSOPClassUID = source.SOPClassUID
    reference.ReferencedSOPInstanceUID = source.SOPInstanceUID
    return reference


def _contours(
    mask: NDArray[np.bool_], series: Series, by_slice: Sequence[Dataset]
) -> list[Dataset]:
    contours = []
    for slice_ in np.flatnonzero(mask.any(axis=(1, 2))).tolist():
        frame = series.stack.frames[slice_]
        along_row = frame.directions[0] * frame.spacing[0]
        along_column = frame.directions[1] * frame.spacing[1]
        for points in contours_of(mask[slice_]):
            places = frame.position + points[:, :1] * along_row + points[:, 1:] * along_column
            contour = Dataset()
            contour.ContourImageSequence = [by_slice[slice_]]
            contour.ContourGeometricType = "CLOSED_PLANAR"
            contour.NumberOfContourPoints = len(places)
            contour.ContourData = [f"{value:.4f}" for value in places.reshape(-1)]
            contours.append(contour)
    return contours


def _reference(sources: Sequence[Dataset], dataset: Dataset) -> Dataset:
    """Say on which images, series, study and frame of reference contours were drawn."""
    series, study, reference = Dataset(), Dataset(), Dataset()
    series.SeriesInstanceUID = sources[0].SeriesInstanceUID
    series.ContourImageSequence = [_image_reference(source) for source in sources]
    study.ReferencedSOPClassUID = STUDY_CLASS
    study.ReferencedSOPInstanceUID = sources[0].StudyInstanceUID
    study.RTReferencedSeriesSequence = [series]
    reference.FrameOfReferenceUID = dataset.FrameOfReferenceUID
    reference.RTReferencedStudySequence = [study]
    return reference

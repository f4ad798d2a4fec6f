"""DICOM-SEG and RTSTRUCT files in: segments laid onto the grid of an image."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pydicom

from annotator.core.errors import UserError
from annotator.core.labels import LabelClass, distinct_color
from annotator.core.texts import tr
from annotator.io.codes import OWN_SCHEME, Coded, coded
from annotator.io.dicom.contours import lay_contours
from annotator.io.dicom.files import DicomFile, is_dicom_block
from annotator.io.dicom.header import RTSTRUCT_CLASS, SEGMENTATION_CLASS
from annotator.io.dicom.segmentation import TRACKED
from annotator.io.dicom.segments import lay_segments
from annotator.io.segments import meaning_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from pydicom.dataset import Dataset

    from annotator.core.volume import Volume
    from annotator.io.codes import Code

LARGEST_LABEL = 254


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One segment or contoured region of a file.

    Attributes
    ----------
    number
        Its number in the file, or the label value that it keeps.
    name, color
        As the file has them; None for no colour.
    voxels
        Lays it onto the grid of an image: bool ``(z, y, x)``.
    meaning
        Coded meaning, as `annotator.core.labels.LabelClass` has it.
    """

    number: int
    name: str
    color: tuple[int, int, int] | None
    voxels: Callable[[Volume], NDArray[np.bool_]]
    meaning: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class DicomMask:
    """Labels of a DICOM mask on the grid of an image.

    Attributes
    ----------
    voxels
        uint8 ``(z, y, x)``.
    classes
        Names and colours.
    notes
        Whole sentences for the user.
    """

    voxels: NDArray[np.uint8]
    classes: tuple[LabelClass, ...]
    notes: tuple[str, ...]


class OverlappingLabels(UserError):  # noqa: N818  (it asks a question)
    """Labels of a file share voxels, and nobody has said which lies on top.

    `labels` are the values and names in the order of the file, `shared` the number of voxels.
    """

    def __init__(self, name: str, labels: Sequence[tuple[int, str]], shared: int) -> None:
        listed = ", ".join(f"{value} {text}" for value, text in labels)
        self.fact = tr(
            "{name} holds labels that overlap in {shared} voxels ({listed})",
            name=name,
            shared=shared,
            listed=listed,
        )
        self.advice = "say in which order they are laid with --order N,N, the last one on top"
        super().__init__(f"{self.fact}; {self.advice}.")
        self.labels = tuple(labels)
        self.shared = shared


def is_dicom_mask_file(path: Path) -> bool:
    """Whether a file is DICOM-SEG or RTSTRUCT, by its content."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        if not is_dicom_block(stream.read(132)):
            return False
    try:
        with DicomFile(path).open() as stream:
            kind = pydicom.dcmread(
                stream, stop_before_pixels=True, force=True, specific_tags=["SOPClassUID"]
            ).get("SOPClassUID")
    except Exception:  # noqa: BLE001  (pydicom raises many kinds on damaged files)
        return False
    return kind in (SEGMENTATION_CLASS, RTSTRUCT_CLASS)


def read_dicom_mask(path: Path, like: Volume, order: Sequence[int] = ()) -> DicomMask:
    """Read a DICOM-SEG or RTSTRUCT file as labels on the grid of an image.

    Labels take the segments' numbers, or count from 1 where these do not fit.

    Parameters
    ----------
    path
        The file.
    like
        The image.
    order
        Label values in the order in which they are laid; later ones cover earlier ones. Empty where
        they do not overlap.

    Raises
    ------
    OverlappingLabels
        If labels share voxels and there is no `order`.
    UserError
        If the file is damaged or lies on another grid.
    """
    layers, notes = _layers(path)
    if not layers:
        raise UserError(tr("{name} holds no label.", name=path.name))
    if len(layers) > LARGEST_LABEL:
        raise UserError(
            tr(
                "{name} holds {count} labels; {largest_label} are the most.",
                name=path.name,
                count=len(layers),
                largest_label=LARGEST_LABEL,
            )
        )
    numbers = [layer.number for layer in layers]
    fit = len(set(numbers)) == len(numbers) and 1 <= min(numbers) <= max(numbers) <= LARGEST_LABEL
    by_value = dict(zip(numbers if fit else range(1, len(layers) + 1), layers, strict=True))
    if order and sorted(order) != sorted(by_value):
        known = ",".join(map(str, sorted(by_value)))
        raise UserError(
            tr(
                "The order must name each label of {name} once: {known}.",
                name=path.name,
                known=known,
            )
        )
    labels = np.zeros(like.geometry.shape_zyx, np.uint8)
    shared, empty = 0, []
    for value in order or by_value:
        with _damage_said(path):
            inside = by_value[value].voxels(like)
        shared += int(np.count_nonzero(labels[inside]))
        labels[inside] = value
        if not inside.any():
            empty.append(by_value[value].name)
    if shared and not order:
        raise OverlappingLabels(
            path.name, [(value, layer.name) for value, layer in by_value.items()], shared
        )
    if empty:
        notes.append(
            tr("These labels hold no voxel of the image: {labels}.", labels=", ".join(empty))
        )
    if shared:
        notes.append(
            tr(
                "Labels overlap in {shared} voxels; there the one laid last was kept.",
                shared=shared,
            )
        )
    taken = {layer.color for layer in by_value.values() if layer.color}
    classes = tuple(
        LabelClass(
            value,
            layer.name,
            layer.color or distinct_color(value, taken),
            meaning=layer.meaning,
        )
        for value, layer in sorted(by_value.items())
    )
    return DicomMask(labels, classes, tuple(notes))


def _layers(path: Path) -> tuple[list[Layer], list[str]]:
    with _damage_said(path):
        with DicomFile(path).open() as stream:
            dataset = pydicom.dcmread(stream, force=True)
        if dataset.SOPClassUID != RTSTRUCT_CLASS:
            return list(_segments(DicomFile(path), dataset)), []
        notes = [tr("Contours were turned into voxels: those whose centre lies inside.")]
        if "RTROIObservationsSequence" not in dataset:  # the last part of such a file
            notes.append(tr("The file lacks its last part; contours may be missing."))
        return list(_regions(dataset)), notes


@contextmanager
def _damage_said(path: Path) -> Iterator[None]:
    """Turn whatever pydicom raises on damaged files into a sentence."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        raise UserError(
            tr("{name} is a damaged DICOM mask; copy or download it again.", name=path.name)
        ) from error


def _regions(dataset: Dataset) -> Iterator[Layer]:
    known = _all(dataset, "StructureSetROISequence")
    names = {int(roi.ROINumber): str(roi.get("ROIName") or "") for roi in known}
    for roi in _all(dataset, "ROIContourSequence"):
        number = int(roi.ReferencedROINumber)
        color = roi.get("ROIDisplayColor")
        contours = [
            np.array(contour.ContourData, dtype=np.float64).reshape(-1, 3)
            for contour in _all(roi, "ContourSequence")
            if str(contour.get("ContourGeometricType")) == "CLOSED_PLANAR"
        ]
        yield Layer(
            number,
            names.get(number) or f"Region {number}",
            tuple(int(part) for part in color) if color and len(color) == 3 else None,  # type: ignore[arg-type]
            lambda like, contours=contours: lay_contours(contours, like),  # type: ignore[misc]
        )


def _segments(file: DicomFile, dataset: Dataset) -> Iterator[Layer]:
    for segment in _all(dataset, "SegmentSequence"):
        number = int(segment.SegmentNumber)
        tracked = str(segment.get("TrackingID") or "")
        value = tracked.removeprefix(TRACKED) if tracked.startswith(TRACKED) else ""
        lab = segment.get("RecommendedDisplayCIELabValue")
        name = str(segment.get("SegmentLabel") or f"Segment {number}")
        yield Layer(
            int(value) if value.isdecimal() else number,
            name,
            rgb_from_lab(lab) if lab and len(lab) == 3 else None,
            lambda like, number=number: lay_segments(file, dataset, number, like),  # type: ignore[misc]
            _meaning(segment, name),
        )


def _meaning(segment: Dataset, name: str) -> str:
    """Coded meaning of a segment; "" if it has none, or just that of its name."""
    category = _coded(segment, "SegmentedPropertyCategoryCodeSequence")
    kind = _coded(segment, "SegmentedPropertyTypeCodeSequence")
    if category is None or kind is None:
        return ""
    (typed,) = _all(segment, "SegmentedPropertyTypeCodeSequence")[:1]
    regions = _all(segment, "AnatomicRegionSequence")
    found = Coded(
        category,
        kind,
        _coded(typed, "SegmentedPropertyTypeModifierCodeSequence"),
        _coded(segment, "AnatomicRegionSequence"),
        _coded(regions[0], "AnatomicRegionModifierSequence") if regions else None,
    )
    return "" if found == coded(name) or kind[1] == OWN_SCHEME else meaning_tags(found)


def _coded(dataset: Dataset, name: str) -> Code | None:
    items = _all(dataset, name)
    if not items:
        return None
    names = ("CodeValue", "LongCodeValue", "URNCodeValue")
    value = next((str(items[0].get(n)) for n in names if items[0].get(n)), "")
    scheme, text = (str(items[0].get(n) or "") for n in ("CodingSchemeDesignator", "CodeMeaning"))
    return (value, scheme, text) if value and scheme and text else None


def _all(dataset: Dataset, name: str) -> Sequence[Any]:
    return dataset.get(name) or []


def rgb_from_lab(encoded: Sequence[int]) -> tuple[int, int, int]:
    """SRGB 0 to 255 from DICOM's 16-bit CIELab (PS3.3 C.10.7.1.1)."""
    from skimage.color import lab2rgb

    lightness, a, b = (int(value) / 65535.0 for value in encoded)
    lab = np.array([lightness * 100.0, a * 255.0 - 128.0, b * 255.0 - 128.0])
    red, green, blue = np.rint(lab2rgb(lab.reshape(1, 1, 3)).reshape(3) * 255).astype(int)
    return int(red), int(green), int(blue)

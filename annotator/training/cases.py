"""Training data: folders of cases, read once, with the structures that each one offers.

Four layouts are understood: one folder per case (`image.nii.gz`, `label.nii.gz`, `meta.json`),
nnU-Net's `imagesTr`/`labelsTr`, the few-shot literature's `image_N.nii.gz`/`label_N.nii.gz`, and
folders of DICOM series, each with a mask beside it as the window saves it, or `label.nii.gz`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import torch
from scipy import ndimage
from torch import Tensor

from annotator.core.errors import UserError
from annotator.io import case_finding
from annotator.io.file_names import names_path
from annotator.io.label_files import read_label_file
from annotator.io.label_map import read_labels
from annotator.io.read import read_volume

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.volume import Volume


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """Where one case lies.

    Attributes
    ----------
    name
        Of its folder or file.
    image, label
        Image, and its label map if there is one.
    names
        Label value -> name, as far as known.
    licence
        Licence of the data, "" if not stated.
    layout
        "volume"; or "slices" (single ones, `image` being the first) or "labels" (without an image,
        `image` being the label map), see `annotator.training.slice_sets`.
    series
        Key of the DICOM series where a folder holds several.
    """

    def read(self) -> Volume:
        """Read the image."""
        return read_volume(self.image, series=self.series)

    name: str
    image: Path
    label: Path | None
    names: dict[int, str] = field(default_factory=dict)
    licence: str = ""
    layout: Literal["volume", "slices", "labels"] = "volume"
    series: str = ""


@dataclass(frozen=True, slots=True)
class CaseStructure:
    """One thing to segment: a value of a label field, and the box that holds it.

    Attributes
    ----------
    source
        "labels" or "supervoxels".
    value
        Value in that field.
    name
        Name of the class, "" for a supervoxel.
    start, stop
        Bounding box in ``(z, y, x)``.
    """

    source: str
    value: int
    name: str
    start: tuple[int, int, int]
    stop: tuple[int, int, int]


@dataclass(slots=True, eq=False)
class Case:
    """One volume in memory.

    Attributes
    ----------
    name
        For logs.
    voxels
        int16 or float32 ``(z, y, x)``.
    spacing
        Millimetres ``(z, y, x)``.
    fields
        Integer arrays ``(z, y, x)`` by source.
    structures
        What can be an episode's target.
    content_id
        Digest of the voxels, as in `Volume`.
    modality
        "CT", "MR" or "unknown", as in `Volume`.
    has_image
        False for a label map without an image, for which one is made up.
    is_stack
        False for single slices in no known distance of each other.
    """

    name: str
    voxels: NDArray[Any]
    spacing: tuple[float, float, float]
    fields: dict[str, NDArray[Any]]
    structures: list[CaseStructure]
    content_id: str = ""
    modality: str = "unknown"
    has_image: bool = True
    is_stack: bool = True

    def axes(self) -> list[int]:
        """Axes along which slices are cut: those whose in-plane grid is not too anisotropic."""
        if not self.is_stack:
            return [0]
        good = []
        for axis in range(3):
            plane = [s for a, s in enumerate(self.spacing) if a != axis]
            if max(plane) / min(plane) <= 2.5 and self.voxels.shape[axis] >= 8:
                good.append(axis)
        return good or [int(np.argmax(self.spacing))]

    def plane_spacing(self, axis: int) -> tuple[float, float]:
        """Spacing of rows and columns of the slices along `axis`."""
        rows, cols = (s for a, s in enumerate(self.spacing) if a != axis)
        return rows, cols

    def image(self, axis: int, index: int) -> Tensor:
        """Return one slice, float32 (1, rows, cols)."""
        plane = np.ascontiguousarray(self.voxels.take(index, axis=axis), dtype=np.float32)
        return torch.from_numpy(plane)[None]

    def mask(self, structure: CaseStructure, axis: int, index: int) -> NDArray[np.bool_]:
        """Return the structure on one slice, bool (rows, cols)."""
        plane: NDArray[np.bool_] = (
            self.fields[structure.source].take(index, axis) == structure.value
        )
        return plane


def find_cases(folder: Path) -> list[CaseFiles]:
    """Find the cases of a folder in any of the four layouts, sorted by name.

    Raises
    ------
    UserError
        If there are none, or a JSON file of theirs is damaged.
    """
    cases = _nnunet_cases(folder) + _case_folders(folder) + _numbered_cases(folder)
    if folder.is_dir():
        cases += dicom_series(folder)
    if not cases:
        raise UserError(
            f"There are no cases in {folder}; it must hold CASE/image.nii.gz, "
            "imagesTr/CASE_0000.nii.gz, image_N.nii.gz or folders of DICOM series."
        )
    return sorted(cases, key=lambda case: case.name)


def _case_folders(folder: Path) -> list[CaseFiles]:
    cases = []
    for image in folder.glob("*/image.nii*"):
        meta = read_meta(image.with_name("meta.json"))
        label = next(iter(sorted(image.parent.glob("label.nii*"))), None)
        licence = stated_licence(meta)
        cases.append(CaseFiles(image.parent.name, image, label, _names(meta), licence))
    return cases


def _nnunet_cases(folder: Path) -> list[CaseFiles]:
    meta = read_meta(folder / "dataset.json")
    licence = stated_licence(meta)
    cases = []
    for image in (folder / "imagesTr").glob("*_0000.nii*"):
        name = image.name.split("_0000.nii")[0]
        label = next(iter(sorted((folder / "labelsTr").glob(f"{name}.nii*"))), None)
        cases.append(CaseFiles(name, image, label, _names(meta), licence))
    return cases


def _numbered_cases(folder: Path) -> list[CaseFiles]:
    cases = []
    for image in folder.glob("image_*.nii*"):
        label = image.with_name(image.name.replace("image_", "label_", 1))
        name = image.name.split(".")[0]
        cases.append(CaseFiles(name, image, label if label.is_file() else None))
    return cases


def dicom_series(folder: Path) -> list[CaseFiles]:
    """DICOM series below a folder, with the masks that lie beside their folders."""
    cases = []
    for found in case_finding.find_cases(folder):
        if not isinstance(found, case_finding.DicomFolder):
            continue
        for files in case_finding.dicom_cases(found):
            own = files.image.parent if files.image.name == "image" else files.image
            named = next(iter(sorted(own.glob("label.nii*"))), None)
            label = files.mask if files.has_mask else named
            meta = read_meta(own / "meta.json")
            name = "-".join(own.relative_to(folder).parts) or own.name
            if files.series:
                name += files.mask.name.removeprefix(files.image.name).partition("_labels")[0]
            names = _names(meta) if label is None else {**_names(meta), **_names_beside(label)}
            licence = stated_licence(meta)
            cases.append(CaseFiles(name, files.image, label, names, licence, series=files.series))
    return cases


def _names_beside(label: Path) -> dict[int, str]:
    path = names_path(label)
    return {item.value: item.name for item in read_label_file(path)} if path.is_file() else {}


def stated_licence(meta: dict[str, Any]) -> str:
    """Licence that a JSON file beside the data states, "" if it states none."""
    return str(meta.get("licence") or meta.get("license") or "")


def read_meta(file: Path) -> dict[str, Any]:
    """Return an object from a JSON file, empty if there is no such file."""
    if not file.is_file():
        return {}
    try:
        values = json.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise UserError(f"{file} is not valid JSON; correct or remove it.") from error
    return values if isinstance(values, dict) else {}


def _names(meta: dict[str, Any]) -> dict[int, str]:
    """Label names, given as value -> name or, as in newer nnU-Net data sets, name -> value."""
    labels = meta.get("labels")
    names = {}
    for key, value in labels.items() if isinstance(labels, dict) else ():
        if isinstance(value, int):
            names[value] = str(key)
        elif str(key).isdecimal():
            names[int(key)] = str(value["name"] if isinstance(value, dict) else value)
    return names


def load_case(files: CaseFiles, smallest_voxels: int = 60) -> Case:
    """Read a case; structures of fewer voxels than `smallest_voxels` are left out."""
    volume = files.read()
    spacing = volume.geometry.spacing_zyx_mm
    case = Case(files.name, volume.voxels, spacing, {}, [], volume.content_id, volume.modality)
    if files.label is not None:
        labels = read_labels(files.label, volume)
        add_field(case, "labels", labels, files.names, smallest_voxels)
    return case


def add_field(
    case: Case,
    source: str,
    values: NDArray[Any],
    names: dict[int, str] | None = None,
    smallest_voxels: int = 60,
) -> None:
    """Add a label field ``(z, y, x)`` and its structures to a case."""
    case.fields[source] = values
    counts = np.bincount(values.reshape(-1))
    for index, box in enumerate(ndimage.find_objects(values)):
        value = index + 1
        if box is None or counts[value] < smallest_voxels:
            continue
        start = (box[0].start, box[1].start, box[2].start)
        stop = (box[0].stop, box[1].stop, box[2].stop)
        name = (names or {}).get(value, "")
        case.structures.append(CaseStructure(source, value, name, start, stop))

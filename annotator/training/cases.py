"""Training data: folders of cases, read once, with the structures that each one offers.

Three layouts are understood: one folder per case (`image.nii.gz`, `label.nii.gz`, `meta.json`),
nnU-Net's `imagesTr`/`labelsTr`, and the few-shot literature's `image_N.nii.gz`/`label_N.nii.gz`.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from scipy import ndimage
from torch import Tensor

from annotator.core.errors import UserError
from annotator.io.read import read_labels, read_volume

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """Where one case lies: image, label map if any, and its metadata."""

    name: str
    image: Path
    label: Path | None
    meta: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Structure:
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
    """

    name: str
    voxels: NDArray[Any]
    spacing: tuple[float, float, float]
    fields: dict[str, NDArray[Any]]
    structures: list[Structure]

    def axes(self) -> list[int]:
        """Axes along which slices are cut: those whose in-plane grid is not too anisotropic."""
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

    def mask(self, structure: Structure, axis: int, index: int) -> NDArray[np.bool_]:
        """Return the structure on one slice, bool (rows, cols)."""
        plane: NDArray[np.bool_] = (
            self.fields[structure.source].take(index, axis) == structure.value
        )
        return plane


def find_cases(folder: Path) -> list[CaseFiles]:
    """Cases of a folder in any of the three layouts, sorted by name; raises `UserError` if none."""
    if (folder / "imagesTr").is_dir():
        return _nnunet_cases(folder)
    cases = []
    for image in sorted(folder.glob("*/image.nii*")):
        label = next(iter(sorted(image.parent.glob("label.nii*"))), None)
        meta_file = image.parent / "meta.json"
        meta = json.loads(meta_file.read_text("utf-8")) if meta_file.is_file() else {}
        cases.append(CaseFiles(image.parent.name, image, label, meta))
    for image in sorted(folder.glob("image_*.nii*")):
        label = image.with_name(image.name.replace("image_", "label_", 1))
        name = image.name.split(".")[0]
        cases.append(CaseFiles(name, image, label if label.is_file() else None))
    if not cases:
        raise UserError(
            f"No cases in {folder}: expected CASE/image.nii.gz, imagesTr/ or image_N.nii.gz files."
        )
    return cases


def _nnunet_cases(folder: Path) -> list[CaseFiles]:
    dataset = folder / "dataset.json"
    meta: dict[str, Any] = {}
    if dataset.is_file():
        labels = json.loads(dataset.read_text("utf-8")).get("labels", {})
        named = {v: k for k, v in labels.items() if isinstance(v, int)} or labels
        meta = {"labels": {str(k): str(v) for k, v in named.items()}}
    cases = []
    for image in sorted((folder / "imagesTr").glob("*_0000.nii*")):
        stem = image.name.split("_0000.nii")[0]
        label = next(iter(sorted((folder / "labelsTr").glob(f"{stem}.nii*"))), None)
        cases.append(CaseFiles(stem, image, label, meta))
    return cases


def load_case(files: CaseFiles, smallest_voxels: int = 60) -> Case:
    """Read a case; structures of fewer voxels than `smallest_voxels` are left out."""
    volume = read_volume(files.image)
    case = Case(files.name, volume.voxels, volume.geometry.spacing_zyx_mm, {}, [])
    if files.label is not None:
        names = {int(k): str(v) for k, v in files.meta.get("labels", {}).items()}
        add_field(case, "labels", read_labels(files.label, volume), names, smallest_voxels)
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
        case.structures.append(Structure(source, value, name, start, stop))

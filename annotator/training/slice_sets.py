"""Training data without volumes: labelled single slices, and label maps that have no image."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import SimpleITK

from annotator.core.errors import UserError
from annotator.training.cases import (
    Case,
    CaseFiles,
    add_field,
    dicom_series,
    find_cases,
    load_case,
    read_meta,
    stated_licence,
)

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FEWEST_SLICES = 2
"""A single one leaves nothing to propagate to."""
SPACING = (8.0, 1.0, 1.0)
"""Taken for slices whose spacing nobody wrote down."""


def find_episode_cases(folder: Path, fewest_slices: int = FEWEST_SLICES) -> list[CaseFiles]:
    """Find what episodes can be drawn from: volumes, single slices, or label maps without images.

    Patients with fewer single slices than `fewest_slices` are left out.

    Raises
    ------
    UserError
        As `find_cases`, if the folder holds none of them.
    """
    found = _slice_sets(folder, fewest_slices)
    if not (found or (folder.is_dir() and dicom_series(folder))):  # whose masks lie beside them
        found = _label_maps(folder)
    return found or find_cases(folder)


def load_episode_case(files: CaseFiles) -> Case:
    """Read a case of any layout."""
    if files.layout == "slices":
        return _load_slices(files)
    if files.layout == "labels":
        return _load_label_map(files)
    return load_case(files)


def _slice_sets(folder: Path, fewest_slices: int) -> list[CaseFiles]:
    """Slices ``SET/PATIENT_NUMBER_image.png`` with ``_label.png``, one case a patient."""
    patients: dict[tuple[Path, str], list[tuple[int, Path]]] = defaultdict(list)
    for image in folder.glob("*/*_image.png"):
        patient, _, number = image.name.removesuffix("_image.png").rpartition("_")
        if patient and number.isdecimal() and _label_of(image).is_file():
            patients[image.parent, patient].append((int(number), image))
    found = []
    for (place, patient), slices in sorted(patients.items()):
        first = min(slices)[1]
        if len(slices) >= fewest_slices:
            licence = stated_licence(read_meta(place / "meta.json"))
            name = f"{place.name}-{patient}"
            found.append(CaseFiles(name, first, _label_of(first), {}, licence, "slices"))
    return found


def _label_maps(folder: Path) -> list[CaseFiles]:
    """NIfTI files that lie in the folder itself, unless some are images."""
    files = sorted(folder.glob("*.nii*"))
    if any(file.name.startswith("image_") for file in files):
        return []
    licence = stated_licence(read_meta(folder / "meta.json"))
    return [CaseFiles(f.name.split(".")[0], f, f, {}, licence, "labels") for f in files]


def _load_slices(files: CaseFiles) -> Case:
    patient = files.image.name.removesuffix("_image.png").rpartition("_")[0]
    images = sorted(files.image.parent.glob(f"{patient}_*_image.png"), key=_number)
    planes = [(_grey(image), _grey(_label_of(image))) for image in images]
    if len({plane.shape for pair in planes for plane in pair}) > 1:
        raise UserError(f"The slices of {files.name} differ in size; give all of them one size.")
    voxels = np.stack([image for image, _ in planes]).astype(np.int16)
    case = Case(files.name, voxels, SPACING, {}, [], is_stack=False)
    kind = files.image.parent.name
    names = {value: f"{kind} {value}" for value in range(1, 256)}
    add_field(case, "labels", np.stack([label for _, label in planes]), names)
    return case


def _load_label_map(files: CaseFiles) -> Case:
    volume = files.read()
    labels = np.clip(np.rint(volume.voxels), 0, 255).astype(np.uint8)
    spacing = volume.geometry.spacing_zyx_mm
    case = Case(files.name, labels, spacing, {}, [], volume.content_id, has_image=False)
    kind = files.name.rstrip("0123456789").rstrip("-_")
    add_field(case, "labels", labels, {value: f"{kind} {value}" for value in range(1, 256)})
    return case


def _label_of(image: Path) -> Path:
    return image.with_name(image.name.replace("_image.png", "_label.png"))


def _number(image: Path) -> int:
    return int(image.name.removesuffix("_image.png").rpartition("_")[2])


def _grey(file: Path) -> NDArray[np.uint8]:
    """Read a PNG file, the first channel of a coloured one, uint8 (rows, cols)."""
    pixels = SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(file)))
    plane: NDArray[np.uint8] = pixels[..., 0] if pixels.ndim == 3 else pixels
    return plane

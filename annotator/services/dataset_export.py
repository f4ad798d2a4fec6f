"""The finished masks of a project as a data set: for nnU-Net, or as BIDS derivatives.

Every image and mask is written and read back like any export (`annotator.io.write`). A case that
fails is reported and leaves the others alone; the description of the data set is written last.
"""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

import annotator
from annotator.core.errors import UserError
from annotator.core.labels import LabelClass, complete_labels
from annotator.io.file_names import names_path, stem
from annotator.io.label_files import read_label_file
from annotator.io.replacing import write_text
from annotator.services.case_names import case_names

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.volume import Volume
    from annotator.io.case_index import Case
    from annotator.services.project import Project

BIDS_VERSION = "1.10.0"
_BIDS_NAME = re.compile(r"(?P<subject>sub-[A-Za-z0-9]+)(?P<rest>(_[a-z]+-[A-Za-z0-9]+)*)_\w+")


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one case.

    Attributes
    ----------
    case
        Its key.
    modality
        Of its image.
    path
        The mask that was written, None if it failed.
    problem
        Why, "" if it did not.
    """

    case: str
    modality: str = ""
    path: Path | None = None
    problem: str = ""


def export_nnunet(project: Project, target: Path, token: CancelToken) -> Iterator[Exported]:
    """Write ``imagesTr``, ``labelsTr`` and ``dataset.json`` of nnU-Net version 2.

    Labels are numbered without gaps, as nnU-Net wants them, ascending by value; ``dataset.json``
    names them.

    Raises
    ------
    UserError
        If no case is finished, or `target` lies in the project, is not empty or cannot be written.
    """
    from annotator.io.write import write_labels, write_volume  # slow to import

    cases = _finished(project, target)
    classes = _classes(project, cases)
    numbers = np.zeros(256, np.uint8)
    for number, item in enumerate(classes, start=1):
        numbers[item.value] = number
    names = case_names(cases)
    images, labels = target / "imagesTr", target / "labelsTr"
    for folder in (images, labels):
        folder.mkdir(parents=True)

    def write(case: Case) -> Exported:
        volume, mask = _read(case)
        _check_known(case, mask, classes)
        name = names[case.key]
        write_volume(images / f"{name}_0000.nii.gz", volume.voxels, volume)
        path = labels / f"{name}.nii.gz"
        try:
            write_labels(path, numbers[mask], volume)
        except UserError:
            (images / f"{name}_0000.nii.gz").unlink()
            raise
        return Exported(case.key, volume.modality, path)

    written = yield from _each(cases, write, token)
    channel = "CT" if all(item.modality == "CT" for item in written) else "MRI"
    _write_json(
        target / "dataset.json",
        {
            "name": project.folder.name,
            "description": f"Exported by CAT-Net Annotator {annotator.__version__}",
            "channel_names": {"0": channel},
            "labels": {"background": 0, **_numbered(classes)},
            "numTraining": len(written),
            "file_ending": ".nii.gz",
        },
    )


def _read(case: Case) -> tuple[Volume, NDArray[np.uint8]]:
    """Image and mask of a case."""
    from annotator.io.mask_file import read_mask
    from annotator.io.read import read_volume

    volume = read_volume(case.image, series=case.series)
    return volume, read_mask(case.mask, volume).voxels


def export_bids(project: Project, target: Path, token: CancelToken) -> Iterator[Exported]:
    """Write the masks as BIDS derivatives: ``sub-…/anat/…_desc-manual_dseg.nii.gz`` and tables.

    Names that follow BIDS keep their entities; others become the label of a subject. Raises as
    `export_nnunet`.
    """
    from annotator.io.write import write_labels

    cases = _finished(project, target)
    classes = _classes(project, cases)
    names = case_names(cases)

    def write(case: Case) -> Exported:
        volume, mask = _read(case)
        _check_known(case, mask, classes)
        subject, entities = _entities(case, names[case.key])
        session = re.search(r"_(ses-[A-Za-z0-9]+)", entities)
        folder = target / subject / (session[1] if session else "") / "anat"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{entities}_desc-manual_dseg.nii.gz"
        if path.exists():
            raise UserError(f"{case.key} would have the name of another case, {path.name}.")
        source = case.image.relative_to(project.folder).as_posix()
        about = {"Manual": True, "SpatialReference": source, "Sources": [source]}
        write_labels(
            path,
            mask,
            volume,
            {path.with_name(f"{stem(path)}.json"): json.dumps(about, indent=2) + "\n"},
        )
        return Exported(case.key, volume.modality, path)

    target.mkdir(parents=True, exist_ok=True)
    yield from _each(cases, write, token)
    write_text(target / "dseg.tsv", _bids_table(classes))
    _write_json(
        target / "dataset_description.json",
        {
            "Name": f"Masks of {project.folder.name}",
            "BIDSVersion": BIDS_VERSION,
            "DatasetType": "derivative",
            "GeneratedBy": [{"Name": "CAT-Net Annotator", "Version": annotator.__version__}],
        },
    )


def _each(
    cases: Sequence[Case], write: Callable[[Case], Exported], token: CancelToken
) -> Generator[Exported, None, list[Exported]]:
    """Write every case, whatever becomes of the others; returns those that were written."""
    written = []
    for case in cases:
        token.raise_if_cancelled()
        try:
            exported = write(case)
        except UserError as error:
            yield Exported(case.key, problem=str(error))
        else:
            written.append(exported)
            yield exported
    return written


def _finished(project: Project, target: Path) -> list[Case]:
    """Cases that are done; `UserError` if there are none or `target` cannot take them."""
    if target.resolve().is_relative_to(project.folder):
        raise UserError(f"{target} lies in the project's own folder; choose one outside.")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UserError(f"{target} is not empty; choose a new folder.")
    cases = [case for case in project.cases() if case.status == "done" and case.has_mask]
    if not cases:
        raise UserError("No case with a mask has the status “done”; there is nothing to export.")
    return cases


def _classes(project: Project, cases: Sequence[Case]) -> list[LabelClass]:
    """Labels of the template and of all masks, ascending by value."""
    known = {item.value: item for item in project.template()}
    found: set[int] = set(known)
    for case in cases:
        with suppress(UserError):  # said when its turn comes
            for item in read_label_file(names_path(case.mask)):
                known.setdefault(item.value, item)
        found.update(project.look_into(case.key).labels or ())
    return list(complete_labels(found, known.values()))


def _check_known(case: Case, mask: Any, classes: Sequence[LabelClass]) -> None:
    unknown = set(np.unique(mask).tolist()) - {0} - {item.value for item in classes}
    if unknown:
        raise UserError(f"The mask of {case.key} changed during the export; export again.")


def _numbered(classes: Sequence[LabelClass]) -> dict[str, int]:
    """Names with numbers from 1 on; a name that occurs twice gets its value beside it."""
    numbered: dict[str, int] = {}
    for number, item in enumerate(classes, start=1):
        taken = item.name in numbered or item.name == "background"
        numbered[f"{item.name} {item.value}" if taken else item.name] = number
    return numbered


def _entities(case: Case, name: str) -> tuple[str, str]:
    """Subject, and all entities, of a case: those of its file name if that follows BIDS."""
    match = _BIDS_NAME.fullmatch(stem(case.image))
    if match is not None:
        return match["subject"], match["subject"] + match["rest"]
    subject = f"sub-{name.replace('-', '')}"
    return subject, subject


def _bids_table(classes: Sequence[LabelClass]) -> str:
    """Names and colours of the labels as BIDS wants them."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(["index", "name", "color"])
    writer.writerows([c.value, c.name, "#{:02X}{:02X}{:02X}".format(*c.color)] for c in classes)
    return text.getvalue()


def _write_json(path: Path, values: dict[str, Any]) -> None:
    write_text(path, json.dumps(values, indent=2, ensure_ascii=False) + "\n")

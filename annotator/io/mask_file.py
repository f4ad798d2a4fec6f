"""A mask and the names of its labels: two files that are read and written as one.

The names lie beside the mask as an ITK-SNAP label description, "NAME.label.txt".
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.case_state import holds_only_state, state_member
from annotator.io.dicom.export import write_dicom_mask
from annotator.io.file_names import is_dicom_mask, names_path, sidecar_path
from annotator.io.label_files import itksnap_text, read_label_file
from annotator.io.label_map import read_label_map
from annotator.io.sidecar import (
    Annotations,
    known_slices,
    read_sidecar,
    sidecar_text,
)
from annotator.io.write import ExportReport, write_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from annotator.core.labels import LabelClass
    from annotator.core.marks import Marks
    from annotator.core.volume import Volume
    from annotator.io.label_map import MaskOptions
    from annotator.io.session_record import SessionRecord


class NamesTaken(UserError):  # noqa: N818 - it asks a question
    """The names file beside a mask to be saved belongs, as it seems, to another mask."""


@dataclass(frozen=True, slots=True, eq=False)
class Mask:
    """What the files of a mask hold.

    Attributes
    ----------
    voxels
        uint8 ``(z, y, x)`` on the grid of the image: label values.
    classes
        Names and colours, ascending by value; empty if there is no names file or it is damaged.
    notes
        What the user should know, whole sentences.
    marks, origins
        Marks and uint8 ``(z, y, x)`` of `VoxelOrigin` from the mask's sidecar; None without one.
    session
        What was done so far, from the sidecar.
    axes
        Axis of each label whose slices lie along another one than the marks', from the sidecar.
    """

    voxels: NDArray[np.uint8]
    classes: tuple[LabelClass, ...]
    notes: tuple[str, ...] = ()
    marks: Marks | None = None
    origins: NDArray[np.uint8] | None = None
    session: SessionRecord | None = None
    axes: Mapping[int, int] = field(default_factory=dict)


def read_mask(path: Path, volume: Volume, options: MaskOptions | None = None) -> Mask:
    """Read a mask on the grid of a volume, and its names; damaged names cost no voxel.

    Raises
    ------
    MaskQuestion
        If it can be opened should the user agree to something; see `read_label_map`.
    UserError
        If the mask itself cannot be read or does not fit.
    """
    found = read_label_map(path, volume, options)
    notes = list(found.notes)
    names = names_path(path)
    classes, known = found.classes, _known(path, found.voxels, volume, notes)
    if known is not None:
        classes = known.classes
    elif names.exists():
        try:
            classes = _with_meanings(read_label_file(names), classes)
        except UserError as error:
            notes.append(
                tr(
                    "The names of the labels were left out, because their file is damaged: {error}",
                    error=error,
                )
            )
    mask = Mask(found.voxels, classes, tuple(notes))
    if known is None:
        return mask
    return replace(
        mask, marks=known.marks, origins=known.origins, session=known.session, axes=known.axes
    )


def _with_meanings(
    named: Sequence[LabelClass], stored: Sequence[LabelClass]
) -> tuple[LabelClass, ...]:
    """Classes of a names file with the coded meanings that the mask itself holds."""
    meanings = {(label.value, label.name): label.meaning for label in stored}
    return tuple(
        replace(label, meaning=meanings.get((label.value, label.name), "")) for label in named
    )


def _known(
    path: Path, voxels: NDArray[np.uint8], volume: Volume, notes: list[str]
) -> Annotations | None:
    """Read what the sidecar of a mask says, if it was written with this mask."""
    beside = sidecar_path(path)
    try:
        sidecar = read_sidecar(beside)
        known = known_slices(sidecar, voxels, volume) if sidecar else None
    except UserError as error:
        notes.append(
            tr(
                "What is known of the slices was left out, because it is damaged: {error}",
                error=error,
            )
        )
        return None
    if sidecar is not None and known is None:
        notes.append(
            tr(
                "{name} was written for another state of this mask and was left out: all slices "
                "count as painted.",
                name=beside.name,
            )
        )
    return known


def save_mask(
    path: Path,
    voxels_zyx: NDArray[np.uint8],
    source: Volume,
    classes: Sequence[LabelClass],
    names: Literal["ask", "replace", "leave"] = "ask",
    origins_zyx: NDArray[np.uint8] | None = None,
    marks: Marks | None = None,
    session: SessionRecord | None = None,
    axes: Mapping[int, int] | None = None,
) -> ExportReport:
    """Save a mask with the names of its labels: both files are replaced, or neither.

    Parameters
    ----------
    path
        Of the mask, as for `annotator.io.write.write_labels`.
    voxels_zyx
        uint8 ``(z, y, x)``.
    source
        The image.
    classes
        Names and colours to keep.
    names
        What to do with a names file that was not written with this mask and says something else:
        refuse, replace it, or leave it.

    origins_zyx
        uint8 ``(z, y, x)`` of `annotator.core.labelmap.VoxelOrigin`; None if not known.
    marks
        Marks of the document; with `origins_zyx` they go into the mask's sidecar.
    session
        What was done so far; goes there, too.
    axes
        Axis of labels whose painted slices lie along another one than the marks'; goes there, too.

    Raises
    ------
    NamesTaken
        If there is such a file and nobody has said what to do; nothing was written.
    UserError
        As for `annotator.io.write.write_labels`.
    """
    if is_dicom_mask(path):
        return write_dicom_mask(path, voxels_zyx, source, classes, origins_zyx)
    beside = names_path(path)
    remark = _remark(path)
    foreign = names != "replace" and _is_foreign(beside, remark, classes)
    if foreign and names == "ask":
        raise NamesTaken(
            tr(
                "{name} is there already and was not written with {mask}: save under "
                "another name, or say that it may be replaced.",
                name=beside.name,
                mask=path.name,
            )
        )
    companions = {} if foreign else {beside: itksnap_text(classes, remark)}
    if marks is not None and origins_zyx is not None and _is_own(sidecar_path(path)):
        said = state_member(path)
        if said.get("status") == "prefilled":  # whoever saves it has worked on it
            said = {**said, "status": "in progress"}
        text = sidecar_text(
            voxels_zyx, origins_zyx, source, classes, marks, said, session, axes or {}
        )
        companions[sidecar_path(path)] = text
    return write_labels(path, voxels_zyx, source, companions, classes)


def _is_own(path: Path) -> bool:
    """Whether a sidecar may be written: nothing is there, an earlier one, or a case's state."""
    try:
        return not path.exists() or holds_only_state(path) or read_sidecar(path) is not None
    except UserError:
        return True  # ours, and damaged


def was_written_here(path: Path) -> bool:
    """Whether this program wrote a mask: the names beside it say so."""
    try:
        text = names_path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False
    return path.is_file() and text.startswith(f"# {_remark(path)}\n")


def _remark(path: Path) -> str:
    return f"Names of {path.name}, written by CAT-Net Annotator"


def _is_foreign(path: Path, remark: str, classes: Sequence[LabelClass]) -> bool:
    """Whether a names file was not written with a mask and says something else than `classes`."""
    if not path.exists():
        return False
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return True
    return not text.startswith(f"# {remark}\n") and text != itksnap_text(classes)

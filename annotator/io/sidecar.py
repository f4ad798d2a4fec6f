"""What a mask file cannot say of itself: a JSON file beside it, "NAME.json".

The schema is the classes below, version 1, written and read by msgspec; unknown fields are ignored,
so that later versions may add some. Slices count from 0 along `axis` of the mask file. Nothing of
the patient is in it: the image is known by a digest of its voxels.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import numpy as np

import annotator
from annotator.core.errors import UserError
from annotator.core.geometry import AxisMap
from annotator.core.labelmap import VoxelOrigin
from annotator.core.labels import LabelClass
from annotator.core.marks import Maker, Marks
from annotator.core.texts import tr
from annotator.io.session_record import SessionRecord

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.volume import Volume

log = logging.getLogger(__name__)

FORMAT = "catnet-annotator mask 1"
LARGEST_FILE = 64 << 20
State = Literal["painted", "accepted", "edited", "absent"]


class By(msgspec.Struct, frozen=True, omit_defaults=True):
    """What made a slice: "hand", or the method of a run with its model and iteration."""

    method: str
    model: str = ""
    model_sha256: str = ""
    iteration: int | None = None


class SliceRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """One slice of one label; "edited" is an accepted slice that was painted on."""

    index: int
    state: State
    by: By = By("hand")
    excluded: bool = False


class LabelRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """One label. `ends` are its first and last slice, where the user has set them."""

    value: int
    name: str
    color: tuple[int, int, int]
    visible: bool = True
    locked: bool = False
    meaning: str = ""
    ends: tuple[int, int] | None = None
    slices: tuple[SliceRecord, ...] = ()


class Source(msgspec.Struct, frozen=True):
    """The image: digest of its voxels in memory, and shape in the file."""

    content: str
    shape: tuple[int, int, int]


class Sidecar(msgspec.Struct, frozen=True, tag_field="format", tag=FORMAT):
    """The whole file. `mask` is a digest of the label values: an older mask does not fit.

    `case` is what people say of the case, see `annotator.io.case_state`; `session` what was done.
    """

    program: str
    source: Source
    mask: str
    axis: int
    labels: tuple[LabelRecord, ...]
    case: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    session: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True, eq=False)
class Annotations:
    """What a sidecar brings back, in canonical order.

    Attributes
    ----------
    classes
        Labels, ascending by value.
    marks
        Axis, absent and excluded slices, ranges.
    origins
        uint8 ``(z, y, x)`` of `VoxelOrigin`.
    session
        What was done so far, where that is known.
    """

    classes: tuple[LabelClass, ...]
    marks: Marks
    origins: NDArray[np.uint8]
    session: SessionRecord | None = None


def sidecar_text(
    voxels_zyx: NDArray[np.uint8],
    origins_zyx: NDArray[np.uint8],
    volume: Volume,
    classes: Sequence[LabelClass],
    marks: Marks,
    case: Mapping[str, Any] | None = None,
    session: SessionRecord | None = None,
) -> str:
    """Write down everything that is known of a mask.

    Parameters
    ----------
    voxels_zyx, origins_zyx
        uint8 ``(z, y, x)``: label values and `VoxelOrigin`.
    volume
        The image.
    classes, marks
        Of the document.
    case
        What people say of the case, None for nothing.
    session
        What was done in this session and earlier ones, None for nothing.
    """
    axes = volume.source.axes if volume.source else AxisMap()
    length = voxels_zyx.shape[marks.axis]
    in_file = [axes.canonical_index(marks.axis, index, length) for index in range(length)]
    planes = np.moveaxis(voxels_zyx, marks.axis, 0)
    origins = np.moveaxis(origins_zyx, marks.axis, 0)
    counts = np.zeros((length, 3, 256), np.int64)
    for index in range(length):
        keys = origins[index].astype(np.intp) * 256 + planes[index]
        counts[index] = np.bincount(keys.reshape(-1), minlength=768)[:768].reshape(3, 256)
    records = []
    for label in classes:
        slices = _slices(counts[:, :, label.value], marks, label.value, in_file)
        ends = marks.ranges.get(label.value)
        file_ends = tuple(sorted(in_file[end] for end in ends)) if ends else None
        records.append(
            LabelRecord(
                label.value,
                label.name,
                label.color,
                label.visible,
                label.locked,
                label.meaning,
                (file_ends[0], file_ends[-1]) if file_ends else None,
                slices,
            )
        )
    i, j, k = (voxels_zyx.shape[axes.canonical_axis(axis)] for axis in range(3))
    sidecar = Sidecar(
        f"CAT-Net Annotator {annotator.__version__}",
        Source(volume.content_id, (i, j, k)),
        _digest(voxels_zyx),
        axes.file_axis[marks.axis],
        tuple(records),
        dict(case) if case else msgspec.UNSET,
        msgspec.to_builtins(session) if session else msgspec.UNSET,
    )
    return msgspec.json.format(msgspec.json.encode(sidecar), indent=1).decode() + "\n"


def _slices(
    counts: NDArray[np.int64], marks: Marks, value: int, in_file: list[int]
) -> tuple[SliceRecord, ...]:
    absent, excluded = marks.absent.get(value, ()), marks.excluded.get(value, ())
    made = marks.made.get(value, {})
    found = []
    for index, (_, hand, accepted) in enumerate(counts.tolist()):
        if hand or accepted:
            state: State = "accepted" if accepted else "painted"
            if hand and (accepted or index in made):
                state = "edited"
            by = _by(made.get(index)) if state != "painted" else By("hand")
            found.append(SliceRecord(in_file[index], state, by, index in excluded))
        elif index in absent:
            found.append(SliceRecord(in_file[index], "absent"))
    return tuple(sorted(found, key=lambda record: record.index))


def _by(maker: Maker | None) -> By:
    """Say what made an accepted slice; "propagation" where nothing more is known."""
    if maker is None:
        return By("propagation")
    return By(maker.method, maker.model, maker.model_sha256, maker.iteration)


def read_sidecar(path: Path) -> Sidecar | None:
    """Sidecar in a file; None if there is no file or it is of something else.

    Raises
    ------
    UserError
        If it is damaged.
    """
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_FILE:
            return None
        data = path.read_bytes()
        if FORMAT.encode() not in data[:200]:
            return None
        return msgspec.json.decode(data, type=Sidecar)
    except OSError as error:
        raise UserError(
            tr("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UserError(tr("{name} is damaged ({error}).", name=path.name, error=error)) from error


def known_slices(
    sidecar: Sidecar, voxels_zyx: NDArray[np.uint8], volume: Volume
) -> Annotations | None:
    """Read from a sidecar what it says of a mask; None if it was written for another mask.

    Parameters
    ----------
    voxels_zyx
        uint8 ``(z, y, x)``: the mask.
    volume
        Its image.

    Raises
    ------
    UserError
        If it holds impossible values.
    """
    if sidecar.mask != _digest(voxels_zyx):
        return None
    axes = volume.source.axes if volume.source else AxisMap()
    if not 0 <= sidecar.axis <= 2:
        raise UserError(
            tr("The axis {axis} in the sidecar is none of 0, 1 and 2.", axis=sidecar.axis)
        )
    axis = axes.canonical_axis(sidecar.axis)
    length = voxels_zyx.shape[axis]
    origins = (voxels_zyx > 0).astype(np.uint8) * np.uint8(VoxelOrigin.HAND)
    planes, values = np.moveaxis(origins, axis, 0), np.moveaxis(voxels_zyx, axis, 0)
    classes, absent, excluded, ranges, made = [], {}, {}, {}, {}
    for record in sidecar.labels:
        try:
            classes.append(
                LabelClass(
                    record.value,
                    record.name,
                    record.color,
                    record.visible,
                    record.locked,
                    record.meaning,
                )
            )
        except ValueError as error:
            raise UserError(tr("The sidecar is damaged ({error}).", error=error)) from error
        indices: dict[str, set[int]] = {"absent": set(), "excluded": set()}
        makers: dict[int, Maker] = {}
        for item in record.slices:
            if not 0 <= item.index < length:
                raise UserError(
                    tr(
                        "The sidecar names slice {index} of {length}.",
                        index=item.index,
                        length=length,
                    )
                )
            index = axes.canonical_index(axis, item.index, length)
            if item.state == "accepted":
                planes[index][values[index] == record.value] = VoxelOrigin.ACCEPTED
            elif item.state == "absent":
                indices["absent"].add(index)
            if item.excluded:
                indices["excluded"].add(index)
            if item.state in ("accepted", "edited") and item.by.iteration is not None:
                by = item.by
                makers[index] = Maker(by.method, by.model, by.model_sha256, item.by.iteration)
        if makers:
            made[record.value] = makers
        if indices["absent"]:
            absent[record.value] = frozenset(indices["absent"])
        if indices["excluded"]:
            excluded[record.value] = frozenset(indices["excluded"])
        if record.ends is not None:
            ends = sorted(axes.canonical_index(axis, end, length) for end in record.ends)
            if not 0 <= ends[0] <= ends[1] < length:
                raise UserError(tr("The sidecar names ends outside of the image."))
            ranges[record.value] = (ends[0], ends[1])
    classes.sort(key=lambda label: label.value)
    marks = Marks(axis, absent, excluded, ranges, made)
    return Annotations(tuple(classes), marks, origins, session_of(sidecar))


def session_of(sidecar: Sidecar) -> SessionRecord | None:
    """Return what was done with a mask; None if that is not known, or damaged."""
    if not isinstance(sidecar.session, dict):
        return None
    try:
        return msgspec.convert(sidecar.session, SessionRecord)
    except msgspec.ValidationError as error:
        log.warning("the record of earlier sessions was left out: %s", error)
        return None


def _digest(voxels: NDArray[np.uint8]) -> str:
    return hashlib.sha1(np.ascontiguousarray(voxels).data, usedforsecurity=False).hexdigest()

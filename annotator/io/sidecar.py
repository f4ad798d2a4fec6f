"""What a mask file cannot say of itself: a JSON file beside it, "NAME.json".

The schema is the classes below, version 1, written and read by msgspec; unknown fields are ignored,
so that later versions may add some. Slices count from 0 along an axis of the mask file, that of the
painted slices of their label. Nothing of the patient is in it: the image is known by a digest of
its voxels.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, field, replace
from types import MappingProxyType
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
from annotator.io.measurement_record import MeasurementRecord, measurements_of, records_of
from annotator.io.session_record import SessionRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
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


class OtherMarks(msgspec.Struct, frozen=True, omit_defaults=True):
    """Marks of a label along another axis than the one that its slices lie along."""

    axis: int
    absent: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    ends: tuple[int, int] | None = None


class LabelRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """One label. `ends` are its first and last slice, where the user has set them.

    `axis` is that of its slices and ends, where it is another than the mask's.
    """

    value: int
    name: str
    color: tuple[int, int, int]
    visible: bool = True
    locked: bool = False
    meaning: str = ""
    ends: tuple[int, int] | None = None
    slices: tuple[SliceRecord, ...] = ()
    axis: int | None = None
    others: tuple[OtherMarks, ...] = ()
    group: str = ""


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
    measurements: tuple[MeasurementRecord, ...] | msgspec.UnsetType = msgspec.UNSET


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
    axes
        Axis of each label whose slices lie along another one than the marks'.
    """

    classes: tuple[LabelClass, ...]
    marks: Marks
    origins: NDArray[np.uint8]
    session: SessionRecord | None = None
    axes: Mapping[int, int] = field(default_factory=dict)


def sidecar_text(
    voxels_zyx: NDArray[np.uint8],
    origins_zyx: NDArray[np.uint8],
    volume: Volume,
    classes: Sequence[LabelClass],
    marks: Marks,
    case: Mapping[str, Any] | None = None,
    session: SessionRecord | None = None,
    axes: Mapping[int, int] = MappingProxyType({}),
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
    axes
        Axis of labels whose painted slices lie along another one than the marks'.
    """
    file_axes = volume.source.axes if volume.source else AxisMap()
    used = {marks.axis, *axes.values(), *marks.others}
    along = {axis: _Along(axis, file_axes, voxels_zyx.shape[axis]) for axis in used}
    counts = {
        axis: _counts(np.moveaxis(voxels_zyx, axis, 0), np.moveaxis(origins_zyx, axis, 0))
        for axis in {marks.axis, *axes.values()}
    }

    def along_others(marks: Marks, value: int) -> tuple[OtherMarks, ...]:
        found = (along[axis].marked(other, value) for axis, other in marks.others.items())
        return tuple(filter(None, found))

    records = []
    for label in classes:
        axis = axes.get(label.value, marks.axis)
        own = marks.along(axis)
        records.append(
            LabelRecord(
                label.value,
                label.name,
                label.color,
                label.visible,
                label.locked,
                label.meaning,
                along[axis].ends(own, label.value),
                _slices(counts[axis][:, :, label.value], own, label.value, along[axis]),
                None if axis == marks.axis else file_axes.file_axis[axis],
                along_others(own, label.value),
                label.group,
            )
        )
    i, j, k = (voxels_zyx.shape[file_axes.canonical_axis(axis)] for axis in range(3))
    sidecar = Sidecar(
        f"CAT-Net Annotator {annotator.__version__}",
        Source(volume.content_id, (i, j, k)),
        _digest(voxels_zyx),
        file_axes.file_axis[marks.axis],
        tuple(records),
        dict(case) if case else msgspec.UNSET,
        msgspec.to_builtins(session) if session else msgspec.UNSET,
        records_of(marks.measurements, file_axes, voxels_zyx.shape) or msgspec.UNSET,
    )
    return msgspec.json.format(msgspec.json.encode(sidecar), indent=1).decode() + "\n"


@dataclass(frozen=True, slots=True)
class _Along:
    """Slices along a canonical axis, as the file counts them and back."""

    axis: int
    axes: AxisMap
    length: int

    def turn(self, index: int) -> int:
        """Slice of the file for a canonical one, or the other way round; `UserError` if absent."""
        if not 0 <= index < self.length:
            raise UserError(
                tr("The sidecar names slice {index} of {length}.", index=index, length=self.length)
            )
        return self.axes.canonical_index(self.axis, index, self.length)

    def turn_all(self, indices: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(self.turn(index) for index in indices))

    def ends(self, marks: Marks, value: int) -> tuple[int, int] | None:
        """Return the ends of a label for the file."""
        ends = marks.ranges.get(value)
        return None if ends is None else self.turn_ends(ends)

    def turn_ends(self, ends: tuple[int, int]) -> tuple[int, int]:
        first, last = self.turn_all(ends)
        return first, last

    def marked(self, marks: Marks, value: int) -> OtherMarks | None:
        """Return the marks of a label along this axis for the file, None if there are none."""
        absent, excluded = (
            self.turn_all(found.get(value, ())) for found in (marks.absent, marks.excluded)
        )
        ends = self.ends(marks, value)
        if not (absent or excluded or ends):
            return None
        return OtherMarks(self.axes.file_axis[self.axis], absent, excluded, ends)


def _counts(planes: NDArray[np.uint8], origins: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Voxels per slice, origin and label: int64 ``(n, 3, 256)``."""
    counts = np.zeros((len(planes), 3, 256), np.int64)
    for index, plane in enumerate(planes):
        keys = origins[index].astype(np.intp) * 256 + plane
        counts[index] = np.bincount(keys.reshape(-1), minlength=768)[:768].reshape(3, 256)
    return counts


def _slices(
    counts: NDArray[np.int64], marks: Marks, value: int, along: _Along
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
            found.append(SliceRecord(along.turn(index), state, by, index in excluded))
        elif index in absent:
            found.append(SliceRecord(along.turn(index), "absent"))
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
    file_axes = volume.source.axes if volume.source else AxisMap()
    main = _canonical(file_axes, sidecar.axis)
    origins = (voxels_zyx > 0).astype(np.uint8) * np.uint8(VoxelOrigin.HAND)
    found = {axis: _Found(voxels_zyx, origins, axis, file_axes) for axis in range(3)}
    classes, axes = [], {}
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
                    record.group,
                )
            )
        except ValueError as error:
            raise UserError(tr("The sidecar is damaged ({error}).", error=error)) from error
        axis = main if record.axis is None else _canonical(file_axes, record.axis)
        if axis != main:
            axes[record.value] = axis
        found[axis].take(record)
        for other in record.others:
            found[_canonical(file_axes, other.axis)].take_marks(
                record.value, other.absent, other.excluded, other.ends
            )
    classes.sort(key=lambda label: label.value)
    others = {axis: found[axis].marks() for axis in range(3) if axis != main}
    others = {axis: marks for axis, marks in others.items() if not marks.empty}
    measured = measurements_of(sidecar.measurements or (), file_axes, voxels_zyx.shape)
    marks = replace(found[main].marks(), others=others, measurements=measured)
    return Annotations(tuple(classes), marks, origins, session_of(sidecar), axes)


def _canonical(axes: AxisMap, axis: int) -> int:
    if not 0 <= axis <= 2:
        raise UserError(tr("The axis {axis} in the sidecar is none of 0, 1 and 2.", axis=axis))
    return axes.canonical_axis(axis)


class _Found:
    """What a sidecar says along one axis, collected label by label."""

    def __init__(
        self, voxels: NDArray[np.uint8], origins: NDArray[np.uint8], axis: int, axes: AxisMap
    ) -> None:
        self._values, self._origins = np.moveaxis(voxels, axis, 0), np.moveaxis(origins, axis, 0)
        self._along = _Along(axis, axes, voxels.shape[axis])
        self._absent: dict[int, frozenset[int]] = {}
        self._excluded: dict[int, frozenset[int]] = {}
        self._ranges: dict[int, tuple[int, int]] = {}
        self._made: dict[int, dict[int, Maker]] = {}

    def marks(self) -> Marks:
        """Return the marks along this axis."""
        return Marks(self._along.axis, self._absent, self._excluded, self._ranges, self._made)

    def take(self, record: LabelRecord) -> None:
        """Read the slices of a label."""
        makers: dict[int, Maker] = {}
        for item in record.slices:
            index = self._along.turn(item.index)
            if item.state == "accepted":
                mine = self._values[index] == record.value
                self._origins[index][mine] = VoxelOrigin.ACCEPTED
            if item.state in ("accepted", "edited") and item.by.iteration is not None:
                by = item.by
                makers[index] = Maker(by.method, by.model, by.model_sha256, item.by.iteration)
        if makers:
            self._made[record.value] = makers
        absent = [item.index for item in record.slices if item.state == "absent"]
        excluded = [item.index for item in record.slices if item.excluded]
        self.take_marks(record.value, absent, excluded, record.ends)

    def take_marks(
        self,
        value: int,
        absent: Sequence[int],
        excluded: Sequence[int],
        ends: tuple[int, int] | None,
    ) -> None:
        """Read the marks of a label."""
        if absent:
            self._absent[value] = frozenset(self._along.turn_all(absent))
        if excluded:
            self._excluded[value] = frozenset(self._along.turn_all(excluded))
        if ends is not None:
            self._ranges[value] = self._along.turn_ends(ends)


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

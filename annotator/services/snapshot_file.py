"""A snapshot as bytes and back: one schema that everything read is held against.

A file is a line that says what it is, a digest, and one MessagePack document. The digest finds
what the disk damaged; the schema and the shape of the image bound what a file made by hand can say,
and how much memory unpacking it takes.
"""

from __future__ import annotations

import hashlib
import math
import os
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import msgspec
import numpy as np
from msgspec import Meta

from annotator.core.geometry import Region
from annotator.core.labelmap import VoxelOrigin
from annotator.core.labels import MAX_VALUE, LabelClass
from annotator.core.marks import Maker, Marks
from annotator.core.measurements import Measurement
from annotator.core.proposal import LabelStats, Learned, Proposal, SliceProposal, Stage
from annotator.core.support import SupportSet, SupportSlice
from annotator.services.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.core.volume import Volume

KIND = b"CAT-Net Annotator, unsaved work, format "
HEAD = KIND + b"2\n"
DIGEST_BYTES = 16
LAST_SECOND = 253402214400.0
"""Last day of the year 9999, the last that a date can hold; seconds since the epoch."""

Value = Annotated[int, Meta(ge=1, le=MAX_VALUE)]
Number = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Channel = Annotated[int, Meta(ge=0, le=255)]
Axis = Literal[0, 1, 2]
Text = Annotated[str, Meta(max_length=10_000)]
Limits = tuple[Number, Number]
Corner = tuple[Number, Number, Number]
ItemT = TypeVar("ItemT")


class DamagedSnapshotError(ValueError):
    """The bytes are no snapshot of this image."""


class OtherFormatError(ValueError):
    """A snapshot that another version of the program wrote."""


class _Stored(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Part of the file."""


class _Plane(_Stored, frozen=True):
    """Rows and columns on a slice, and the voxels inside, zlib-compressed uint8."""

    rows: Limits
    columns: Limits
    voxels: bytes


class _Iteration(_Stored, frozen=True):
    labels: _Plane
    stats: dict[Value, tuple[Number, float, float, float]]


class _Slice(_Stored, frozen=True):
    index: Number
    iterations: Annotated[tuple[_Iteration, ...], Meta(min_length=1, max_length=1000)]
    is_final: bool
    stage: Stage = "refined"


class _SupportSlice(_Stored, frozen=True):
    index: Number
    mask: _Plane


class _Support(_Stored, frozen=True):
    label: Value
    slices: Annotated[tuple[_SupportSlice, ...], Meta(min_length=1)]
    absent: tuple[Number, ...]
    first: Number
    last: Number
    ends: Limits | None


class _Learned(_Stored, frozen=True):
    label: Value
    slices: Number
    steps: Number
    before: float
    after: float
    network: float


class _Proposal(_Stored, frozen=True):
    axis: Axis
    run_labels: tuple[Value, ...]
    method: Text
    supports: tuple[_Support, ...]
    slices: tuple[_Slice, ...]
    changed_supports: tuple[Number, ...]
    learned: tuple[_Learned, ...]
    model: tuple[Text, Text] = ("", "")


class _Class(_Stored, frozen=True):
    value: Value
    name: Text
    color: tuple[Channel, Channel, Channel]
    visible: bool
    locked: bool
    meaning: Text = ""
    group: Text = ""


class _Maker(_Stored, frozen=True):
    method: Text
    model: Text
    model_sha256: Text
    iteration: Number


class _Marks(_Stored, frozen=True):
    axis: Axis
    absent: dict[Value, tuple[Number, ...]]
    excluded: dict[Value, tuple[Number, ...]]
    ranges: dict[Value, Limits]
    made: dict[Value, dict[Number, _Maker]] = {}
    others: Annotated[tuple[_Marks, ...], Meta(max_length=2)] = ()


class _Measurement(_Stored, frozen=True):
    axis: Annotated[int, Meta(ge=0, le=2)]
    index: Annotated[int, Meta(ge=0)]
    places: Annotated[tuple[tuple[float, float, float], ...], Meta(min_length=2, max_length=3)]


class _Snapshot(_Stored, frozen=True):
    content_id: str
    name: Text
    saved_at: Annotated[float, Meta(ge=0, le=LAST_SECOND)]
    shape_zyx: Corner
    start: Corner
    stop: Corner
    voxels: bytes
    classes: Annotated[tuple[_Class, ...], Meta(max_length=MAX_VALUE)]
    marks: _Marks
    active_label: Annotated[int, Meta(ge=0, le=MAX_VALUE)]
    labels_path: Annotated[bytes, Meta(max_length=10_000)]
    proposal: _Proposal | None
    measurements: tuple[_Measurement, ...] = ()


# ---- writing


def encode(snapshot: Snapshot) -> bytes:
    """Return the bytes of a snapshot file."""
    marks, proposal = snapshot.marks, snapshot.proposal
    stored = _Snapshot(
        content_id=snapshot.content_id,
        name=_text(snapshot.name),
        saved_at=snapshot.saved_at,
        shape_zyx=snapshot.shape_zyx,
        start=snapshot.region.start,
        stop=snapshot.region.stop,
        voxels=zlib.compress(np.ascontiguousarray(snapshot.values).data, 1),
        classes=tuple(
            _Class(
                c.value,
                _text(c.name),
                c.color,
                c.visible,
                c.locked,
                _text(c.meaning),
                _text(c.group),
            )
            for c in snapshot.classes
        ),
        marks=_stored_marks(marks),
        active_label=snapshot.active_label,
        labels_path=os.fsencode(snapshot.labels_path),
        proposal=None if proposal is None else _stored_proposal(proposal),
        measurements=tuple(_Measurement(m.axis, m.index, m.places) for m in marks.measurements),
    )
    body = msgspec.msgpack.encode(stored)
    return HEAD + _digest(body) + body


def _stored_marks(marks: Marks) -> _Marks:
    return _Marks(
        marks.axis,  # type: ignore[arg-type]
        {label: tuple(sorted(slices)) for label, slices in marks.absent.items()},
        {label: tuple(sorted(slices)) for label, slices in marks.excluded.items()},
        dict(marks.ranges),
        {label: _stored_makers(slices) for label, slices in marks.made.items()},
        tuple(_stored_marks(along) for along in marks.others.values()),
    )


def _stored_makers(slices: Mapping[int, Maker]) -> dict[int, _Maker]:
    return {
        index: _Maker(_text(m.method), _text(m.model), m.model_sha256, m.iteration)
        for index, m in slices.items()
    }


def _text(text: str) -> str:
    """Text that UTF-8 can hold and the schema lets in."""
    return text.encode("utf-8", "replace").decode()[:10_000]


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=DIGEST_BYTES).digest()


def _stored_proposal(proposal: Proposal) -> _Proposal:
    return _Proposal(
        axis=proposal.axis,  # type: ignore[arg-type]
        run_labels=proposal.run_labels,
        method=proposal.method,
        supports=tuple(map(_stored_support, proposal.supports)),
        slices=tuple(
            _Slice(
                index,
                tuple(
                    _Iteration(
                        _Plane(_limits(box[0]), _limits(box[1]), packed),
                        {
                            label: (s.voxels, s.dice_to_previous, s.probability, s.seconds)
                            for label, s in stats.items()
                        },
                    )
                    for (box, packed), stats in zip(entry.packed, entry.stats, strict=True)
                ),
                entry.is_final,
                entry.stage,
            )
            for index, entry in sorted(proposal.slices.items())
        ),
        changed_supports=tuple(sorted(proposal.changed_supports)),
        learned=tuple(
            _Learned(k.label, k.slices, k.steps, k.before, k.after, k.network)
            for k in proposal.learned.values()
        ),
        model=proposal.model,
    )


def _stored_support(support: SupportSet) -> _Support:
    slices = tuple(
        _SupportSlice(
            item.index,
            _Plane(
                (0, item.mask.shape[0]),
                (0, item.mask.shape[1]),
                zlib.compress(np.ascontiguousarray(item.mask).view(np.uint8).data, 1),
            ),
        )
        for item in support.slices
    )
    absent = tuple(sorted(support.absent))
    return _Support(support.label, slices, absent, support.first, support.last, support.ends)


def _limits(part: slice) -> Limits:
    return int(part.start), int(part.stop)


# ---- reading


def decode(data: bytes, volume: Volume) -> Snapshot:
    """Snapshot of `volume` in the bytes of a file.

    Raises
    ------
    DamagedSnapshotError
        If anything in it is not as it is written, or does not fit the image.
    OtherFormatError
        If another version of the program wrote it.
    """
    if data.startswith(KIND) and not data.startswith(HEAD):
        raise OtherFormatError("another version of this program wrote it")
    body = data[len(HEAD) + DIGEST_BYTES :]
    if data[: -len(body) or None] != HEAD + _digest(body):
        raise DamagedSnapshotError("it is cut short or was changed")
    try:
        return _Reader(volume).snapshot(msgspec.msgpack.decode(body, type=_Snapshot))
    except (msgspec.MsgspecError, zlib.error, RecursionError, MemoryError) as error:
        raise DamagedSnapshotError(str(error)) from error


class _Reader:
    """Turns stored parts into those of a snapshot, and holds them against the image's shape."""

    def __init__(self, volume: Volume) -> None:
        self._content_id = volume.content_id
        self._shape = volume.geometry.shape_zyx

    def snapshot(self, stored: _Snapshot) -> Snapshot:
        """Return the snapshot, or raise `DamagedSnapshotError`."""
        _require(stored.content_id == self._content_id, "it belongs to another image")
        _require(stored.shape_zyx == self._shape, "it belongs to another image")
        for first, stop, length in zip(stored.start, stored.stop, self._shape, strict=True):
            _require(first < stop <= length, "its box lies outside the image")
        region = Region(stored.start, stored.stop)
        values = _unpacked(stored.voxels, (2, *region.shape))
        _require(values[0].max() <= MAX_VALUE, "a voxel has a value that no label can have")
        _require(values[1].max() <= max(VoxelOrigin), "a voxel has an unknown origin")
        _require(0 not in stored.labels_path, "the path of its mask is none")
        return Snapshot(
            content_id=stored.content_id,
            name=stored.name,
            saved_at=stored.saved_at,
            shape_zyx=self._shape,
            region=region,
            values=values,
            classes=tuple(
                LabelClass(c.value, c.name, c.color, c.visible, c.locked, c.meaning, c.group)
                for c in stored.classes
            ),
            marks=replace(
                self._marks(stored.marks), measurements=self._measurements(stored.measurements)
            ),
            active_label=stored.active_label,
            labels_path=os.fsdecode(stored.labels_path),
            proposal=None if stored.proposal is None else self._proposal(stored.proposal),
        )

    def _measurements(self, stored: tuple[_Measurement, ...]) -> tuple[Measurement, ...]:
        for item in stored:
            _require(item.index < self._shape[item.axis], "a measurement lies outside the image")
        return tuple(Measurement(item.axis, item.index, item.places) for item in stored)

    def _marks(self, stored: _Marks) -> Marks:
        length = self._shape[stored.axis]
        for first, last in stored.ranges.values():
            _require(first <= last < length, "a mark lies outside the image")
        absent, excluded = (
            {label: frozenset(_within(slices, length)) for label, slices in marks.items()}
            for marks in (stored.absent, stored.excluded)
        )
        made = {
            label: {
                index: Maker(m.method, m.model, m.model_sha256, m.iteration)
                for index, m in slices.items()
            }
            for label, slices in stored.made.items()
        }
        _within((index for slices in made.values() for index in slices), length)
        others: dict[int, Marks] = {a.axis: self._marks(a) for a in stored.others}
        _require(
            stored.axis not in others and not any(along.others for along in others.values()),
            "marks along one axis are there twice",
        )
        return Marks(stored.axis, absent, excluded, stored.ranges, made, others)

    def _proposal(self, stored: _Proposal) -> Proposal:
        axis, length = stored.axis, self._shape[stored.axis]
        supports = tuple(self._support(item, axis) for item in stored.supports)
        proposal = Proposal(axis, stored.run_labels, stored.method, supports)
        _within((item.index for item in stored.slices), length)
        proposal.slices = {item.index: self._slice(item, axis) for item in stored.slices}
        proposal.changed_supports = set(_within(stored.changed_supports, length))
        proposal.learned = {
            k.label: Learned(k.label, k.slices, k.steps, k.before, k.after, k.network)
            for k in stored.learned
        }
        proposal.model = stored.model
        return proposal

    def _slice(self, stored: _Slice, axis: int) -> SliceProposal:
        shape = self._plane_shape(axis)
        entry = SliceProposal(shape, is_final=stored.is_final, stage=stored.stage)
        for iteration in stored.iterations:
            box, labels = self._plane(iteration.labels, axis)
            _require(not (labels > MAX_VALUE).any(), "a voxel has a value that no label can have")
            entry.packed.append((box, iteration.labels.voxels))
            entry.stats.append({key: LabelStats(*s) for key, s in iteration.stats.items()})
            entry.values = frozenset(int(value) for value in np.unique(labels) if value)
        return entry

    def _support(self, stored: _Support, axis: int) -> SupportSet:
        length = self._shape[axis]
        indices = list(_within((item.index for item in stored.slices), length))
        _require(indices == sorted(set(indices)), "its painted slices are out of order")
        _within((stored.first, stored.last, *(stored.ends or ())), length)
        slices = []
        for item in stored.slices:
            mask = np.zeros(self._plane_shape(axis), dtype=bool)
            box, inside = self._plane(item.mask, axis)
            mask[box] = inside
            mask.flags.writeable = False
            slices.append(SupportSlice(item.index, mask))
        absent = frozenset(_within(stored.absent, length))
        return SupportSet(
            stored.label, tuple(slices), absent, stored.first, stored.last, stored.ends
        )

    def _plane_shape(self, axis: int) -> tuple[int, int]:
        rows, columns = (length for a, length in enumerate(self._shape) if a != axis)
        return rows, columns

    def _plane(self, stored: _Plane, axis: int) -> tuple[Box, NDArray[np.uint8]]:
        rows, columns = stored.rows, stored.columns
        for (first, stop), length in zip((rows, columns), self._plane_shape(axis), strict=True):
            _require(first <= stop <= length, "a slice lies outside the image")
        shape = rows[1] - rows[0], columns[1] - columns[0]
        return (slice(*rows), slice(*columns)), _unpacked(stored.voxels, shape)


def _require(holds: bool | np.bool_, otherwise: str) -> None:
    if not holds:
        raise DamagedSnapshotError(otherwise)


def _within(indices: Iterable[int], length: int) -> tuple[int, ...]:
    """Return slice numbers, or raise `DamagedSnapshotError` if one is not among `length`."""
    numbers = tuple(indices)
    _require(all(number < length for number in numbers), "a slice lies outside the image")
    return numbers


def _unpacked(packed: bytes, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """uint8 array of exactly this shape; no more than that is unpacked."""
    size = math.prod(shape)
    stream = zlib.decompressobj()
    raw = stream.decompress(packed, size + 1)
    fits = stream.eof and len(raw) == size and not stream.unused_data
    _require(fits, "its voxels do not fill their box")
    return np.frombuffer(raw, dtype=np.uint8).reshape(shape)

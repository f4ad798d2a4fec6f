"""What was done in sessions with a mask: part of its sidecar, so that runs can be repeated.

The schema is the classes below. Slices count as in memory (canonical order), masks of painted
slices are compressed bits. Times are seconds since the image was opened: no clock, no names.
"""

from __future__ import annotations

import hashlib
import platform
import zlib
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

import annotator
from annotator.core.errors import UserError
from annotator.core.run_options import RunOptions
from annotator.core.support import PropagationRequest, SupportSet, SupportSlice
from annotator.core.texts import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from annotator.core.proposal import IterationResult
    from annotator.core.support import Lesson
    from annotator.core.volume import Volume

MOST_RUNS = 20
"""Newest runs that are kept."""

MOST_STEPS = 5000
"""Newest edits that are kept."""


class Painted(msgspec.Struct, frozen=True):
    """A painted slice: number, shape (h, w), and its mask, zlib of packed bits."""

    index: int
    shape: tuple[int, int]
    bits: bytes


class Told(msgspec.Struct, frozen=True):
    """What a run was told of one label, as `annotator.core.support.SupportSet`."""

    label: int
    slices: tuple[Painted, ...]
    absent: tuple[int, ...]
    first: int
    last: int
    ends: tuple[int, int] | None = None


class Taught(msgspec.Struct, frozen=True, kw_only=True):
    """Learning that a run went on from, as `annotator.core.support.Lesson`.

    `indices` are all painted slices; those in `others` were not as the run was told of them.
    """

    label: int
    indices: tuple[int, ...]
    others: tuple[Painted, ...]
    absent: tuple[int, ...]
    first: int
    last: int
    ends: tuple[int, int] | None
    adaptation: int | str
    iterations: int
    seed: int


class RunRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One run.

    Attributes
    ----------
    at_s, seconds
        Since the image was opened; how long it took.
    program, machine
        Version of the program; processor, system, versions of Python and torch, threads, and
        whether it learned in bfloat16.
    content
        Digest of the image that it read.
    options
        `RunOptions` by name.
    model, model_sha256
        Weights, "" if there was no network.
    axis
        Canonical array axis.
    told
        Per label, the painted slices.
    locked
        Voxels that it had to leave, zlib of uint8 ``(z, y, x)``; None if there were none.
    result
        Digest of the final masks (`Digest`).
    taught
        Earlier learning that it went on from, in this order.
    """

    at_s: float
    seconds: float
    program: str
    machine: dict[str, str]
    content: str
    options: dict[str, Any]
    model: str
    model_sha256: str
    axis: int
    told: tuple[Told, ...]
    locked: bytes | None
    result: str
    taught: tuple[Taught, ...] = ()


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """An edit, in the words of the history.

    `label` is the active one where voxels changed, else 0; `is_stroke` tells painting and other
    tools from accepting, undo and redo.
    """

    at_s: float
    text: str
    label: int = 0
    is_stroke: bool = False


class SessionRecord(msgspec.Struct, frozen=True):
    """All sessions of a mask, the newest last; `opened` counts them."""

    opened: int = 0
    steps: tuple[Step, ...] = ()
    runs: tuple[RunRecord, ...] = ()

    def with_step(self, step: Step) -> SessionRecord:
        """Return this record with one more edit."""
        return msgspec.structs.replace(self, steps=(*self.steps, step)[-MOST_STEPS:])

    def with_run(self, run: RunRecord) -> SessionRecord:
        """Return this record with one more run."""
        return msgspec.structs.replace(self, runs=(*self.runs, run)[-MOST_RUNS:])


class Digest:
    """SHA-1 over the final masks of a run, whatever the order in which slices end."""

    def __init__(self) -> None:
        self._slices: dict[int, bytes] = {}

    def add(self, result: IterationResult) -> None:
        """Take a result; only final masks count."""
        if result.is_final:
            data = np.ascontiguousarray(result.labels).data
            self._slices[result.slice_index] = hashlib.sha1(data, usedforsecurity=False).digest()

    def hex(self) -> str:
        """Return the digest of what was added."""
        parts = [index.to_bytes(4, "little") + one for index, one in sorted(self._slices.items())]
        return hashlib.sha1(b"".join(parts), usedforsecurity=False).hexdigest()


def machine() -> dict[str, str]:
    """Describe what arithmetic may depend on."""
    from importlib.metadata import version

    return {
        "processor": platform.processor() or platform.machine(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "torch": version("torch"),
        "numpy": version("numpy"),
    }


def run_record(
    request: PropagationRequest,
    *,
    at_s: float,
    seconds: float,
    model: tuple[str, str],
    result: str,
    arithmetic: Mapping[str, str] | None = None,
    lessons: Sequence[Lesson] = (),
) -> RunRecord:
    """Write down a run.

    Parameters
    ----------
    request, at_s, seconds, result
        As in `RunRecord`.
    model
        Its name and checksum.
    arithmetic
        Of the propagator.
    lessons
        All learning behind the run.
    """
    locked = request.locked
    told = {item.label: told_of(item) for item in request.supports}
    taught = [_taught(lesson, told[lesson.supports.label]) for lesson in lessons]
    return RunRecord(
        at_s=round(at_s, 1),
        seconds=round(seconds, 1),
        program=annotator.__version__,
        machine=machine() | dict(arithmetic or {}),
        content=request.volume.content_id,
        options=asdict(request.options) | {"device": request.options.device.partition(":")[0]},
        model=model[0],
        model_sha256=model[1],
        axis=request.axis,
        told=tuple(told.values()),
        locked=None if locked is None else zlib.compress(np.ascontiguousarray(locked).data, 6),
        result=result,
        taught=tuple(item for item in taught if not _is_own(item, told, request.options)),
    )


def request_of(record: RunRecord, volume: Volume) -> PropagationRequest:
    """Make the request of a recorded run again.

    Raises
    ------
    UserError
        If the record is damaged, or the run read another image.
    """
    if record.content != volume.content_id:
        raise UserError(
            tr(
                "This run read another image, perhaps a denoised one: it cannot be "
                "repeated on this."
            )
        )
    try:
        options = msgspec.convert(record.options, _Options)
        shape = volume.voxels.shape
        locked = None
        if record.locked is not None:
            locked = np.frombuffer(_unpacked(record.locked, int(np.prod(shape))), np.uint8)
            locked = locked.reshape(shape)
        plane = tuple(n for axis, n in enumerate(shape) if axis != record.axis)
        supports = tuple(supports_of(told, plane) for told in record.told)
    except (msgspec.ValidationError, ValueError, zlib.error) as error:
        raise UserError(tr("The record of this run is damaged ({error}).", error=error)) from error
    values = {name: getattr(options, name) for name in options.__struct_fields__}
    return PropagationRequest(volume, record.axis, supports, locked, RunOptions(**values))


def lessons_of(record: RunRecord, request: PropagationRequest) -> list[PropagationRequest]:
    """Make the requests that were learned from before a run again, oldest first.

    Parameters
    ----------
    record, request
        The run, and its request (`request_of`).

    Raises
    ------
    UserError
        If the record is damaged.
    """
    told = {item.label: item for item in record.told}
    shape = request.volume.voxels.shape
    plane = tuple(n for axis, n in enumerate(shape) if axis != record.axis)
    found = []
    try:
        for item in record.taught:
            known = {one.index: one for one in (*told[item.label].slices, *item.others)}
            slices = tuple(known[index] for index in item.indices)
            then = Told(item.label, slices, item.absent, item.first, item.last, item.ends)
            options = replace(
                request.options,
                adaptation="auto" if item.adaptation == "auto" else int(item.adaptation),
                iterations=item.iterations,
                seed=item.seed,
            )
            supports = (supports_of(then, plane),)
            found.append(replace(request, supports=supports, options=options))
    except (KeyError, ValueError, zlib.error) as error:
        raise UserError(tr("The record of this run is damaged ({error}).", error=error)) from error
    return found


def _taught(lesson: Lesson, told: Told) -> Taught:
    then, options = told_of(lesson.supports), lesson
    known = {item.index: item for item in told.slices}
    return Taught(
        label=then.label,
        indices=tuple(item.index for item in then.slices),
        others=tuple(item for item in then.slices if known.get(item.index) != item),
        absent=then.absent,
        first=then.first,
        last=then.last,
        ends=then.ends,
        adaptation=options.adaptation,
        iterations=options.iterations,
        seed=options.seed,
    )


def _is_own(item: Taught, told: Mapping[int, Told], options: RunOptions) -> bool:
    """Whether it is what the run itself would learn."""
    now = told[item.label]
    same = (item.absent, item.first, item.last, item.ends) == (
        now.absent, now.first, now.last, now.ends,
    )  # fmt: skip
    learned = item.adaptation, item.iterations, item.seed
    return (
        same
        and not item.others
        and item.indices == tuple(one.index for one in now.slices)
        and learned == (options.adaptation, options.iterations, options.seed)
    )


class _Options(msgspec.Struct, frozen=True):
    """`RunOptions` with checked types."""

    method: str
    iterations: int
    adaptation: int | str
    model: str | None
    device: str
    seed: int
    range: str | tuple[int, int]
    gate: str
    labels: tuple[int, ...] | None


def told_of(supports: SupportSet) -> Told:
    """Write down what a run is told of one label."""
    slices = tuple(
        Painted(
            item.index,
            (item.mask.shape[0], item.mask.shape[1]),
            zlib.compress(np.packbits(item.mask).data, 6),
        )
        for item in supports.slices
    )
    absent = tuple(sorted(supports.absent))
    return Told(supports.label, slices, absent, supports.first, supports.last, supports.ends)


def supports_of(told: Told, plane: tuple[int, ...]) -> SupportSet:
    """Make a support set of slices ``(h, w)`` again; raises `ValueError` if it is damaged."""
    slices = []
    for item in told.slices:
        if item.shape != plane:
            raise ValueError("a painted slice has another shape")
        count = item.shape[0] * item.shape[1]
        bits = np.frombuffer(_unpacked(item.bits, -(-count // 8)), np.uint8)
        mask: NDArray[np.bool_] = np.unpackbits(bits, count=count).reshape(item.shape).astype(bool)
        mask.flags.writeable = False
        slices.append(SupportSlice(item.index, mask))
    absent = frozenset(told.absent)
    return SupportSet(told.label, tuple(slices), absent, told.first, told.last, told.ends)


def _unpacked(packed: bytes, size: int) -> bytes:
    stream = zlib.decompressobj()
    raw = stream.decompress(packed, size + 1)
    if len(raw) != size:
        raise ValueError("a mask does not fill its slice")
    return raw

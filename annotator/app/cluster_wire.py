"""What goes between this computer and a cluster that does a run: plain values, never pickled.

A request is the record that a run leaves in a sidecar; news of a run are one struct each.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from annotator.core.geometry import Geometry
from annotator.core.proposal import (  # msgspec looks Stage up
    IterationResult,
    LabelStats,
    Learned,
    RunProgress,
    Stage,
)
from annotator.core.support import Lesson
from annotator.core.texts import english
from annotator.core.volume import Modality, Volume
from annotator.io.session_record import RunRecord, Told, supports_of, told_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.core.run_options import Adaptation


class SentVolume(msgspec.Struct, frozen=True):
    """An image: voxels ``(z, y, x)``, compressed, and its grid; nothing of the patient else."""

    voxels: bytes
    dtype: str
    shape: tuple[int, int, int]
    affine: tuple[float, ...]
    modality: Modality
    provenance: str
    content_id: str


class SentRequest(msgspec.Struct, frozen=True):
    """A run that is wanted.

    Attributes
    ----------
    kind
        "propagate", or "learn" for what comes before.
    record
        What it starts from; the time and the result in it mean nothing.
    previews, done
        As in `annotator.core.support.PropagationRequest`.
    """

    kind: str
    record: RunRecord
    previews: bool
    done: tuple[int, ...]


class SentResult(msgspec.Struct, frozen=True, tag="result"):
    """An `IterationResult`; the labels are compressed."""

    slice_index: int
    iteration: int
    shape: tuple[int, int]
    labels: bytes
    stats: dict[int, LabelStats]
    is_final: bool
    stage: Stage


class SentLesson(msgspec.Struct, frozen=True):
    """A `Lesson`."""

    told: Told
    shape: tuple[int, int]
    adaptation: int | str
    iterations: int
    seed: int


class SentLearned(msgspec.Struct, frozen=True):
    """A `Learned`."""

    label: int
    slices: int
    steps: int
    before: float
    after: float
    network: float
    hidden: int | None
    lessons: tuple[SentLesson, ...]


class SentProgress(msgspec.Struct, frozen=True, tag="progress"):
    """A `RunProgress`."""

    done: int
    total: int
    text: str
    important: bool
    label: int
    learned: SentLearned | None


class SentEnd(msgspec.Struct, frozen=True, tag="end"):
    """The end of a run: why it failed, "" if it did not, and how the worker computes."""

    problem: str = ""
    arithmetic: dict[str, str] = {}


News = SentResult | SentProgress | SentEnd


def pack_volume(volume: Volume) -> bytes:
    """Make an image ready to be sent."""
    voxels = volume.voxels
    affine = tuple(float(value) for value in volume.geometry.affine.reshape(-1))
    packed = zlib.compress(voxels.reshape(-1).view(np.uint8).data, 1)
    sent = SentVolume(
        packed, voxels.dtype.str, volume.geometry.shape_zyx, affine, volume.modality,
        english(volume.provenance), volume.content_id,
    )  # fmt: skip
    return msgspec.msgpack.encode(sent)


def unpack_volume(packed: bytes) -> Volume:
    """Image that was sent."""
    sent = msgspec.msgpack.decode(packed, type=SentVolume)
    voxels = np.frombuffer(zlib.decompress(sent.voxels), np.dtype(sent.dtype)).reshape(sent.shape)
    geometry = Geometry(sent.shape, np.array(sent.affine).reshape(4, 4))
    return Volume(
        voxels, geometry, sent.modality, provenance=sent.provenance, content_id=sent.content_id
    )


def pack_news(items: Iterable[IterationResult | RunProgress | SentEnd]) -> bytes:
    """Make results and progress ready to be sent."""
    return msgspec.msgpack.encode([_sent(item) for item in items])


def unpack_news(packed: bytes) -> list[IterationResult | RunProgress | SentEnd]:
    """Results and progress that were sent."""
    return [_received(item) for item in msgspec.msgpack.decode(packed, type=list[News])]


def _sent(item: IterationResult | RunProgress | SentEnd) -> News:
    if isinstance(item, SentEnd):
        return item
    if isinstance(item, RunProgress):
        learned = None if item.learned is None else _sent_learned(item.learned)
        return SentProgress(item.done, item.total, item.text, item.important, item.label, learned)
    labels = np.ascontiguousarray(item.labels)
    return SentResult(
        item.slice_index,
        item.iteration,
        (labels.shape[0], labels.shape[1]),
        zlib.compress(labels.data, 1),
        item.stats,
        item.is_final,
        item.stage,
    )


def _received(item: News) -> IterationResult | RunProgress | SentEnd:
    if isinstance(item, SentEnd):
        return item
    if isinstance(item, SentProgress):
        learned = None if item.learned is None else _received_learned(item.learned)
        return RunProgress(item.done, item.total, item.text, item.important, item.label, learned)
    labels = np.frombuffer(zlib.decompress(item.labels), np.uint8).reshape(item.shape)
    return IterationResult(
        item.slice_index, item.iteration, labels, item.stats, item.is_final, item.stage
    )


def _sent_learned(learned: Learned) -> SentLearned:
    lessons = []
    for lesson in learned.lessons:
        rows, columns = lesson.supports.slices[0].mask.shape
        lessons.append(
            SentLesson(
                told_of(lesson.supports),
                (rows, columns),
                lesson.adaptation,
                lesson.iterations,
                lesson.seed,
            )
        )
    return SentLearned(
        learned.label,
        learned.slices,
        learned.steps,
        learned.before,
        learned.after,
        learned.network,
        learned.hidden,
        tuple(lessons),
    )


def _received_learned(sent: SentLearned) -> Learned:
    lessons = []
    for item in sent.lessons:
        steps: Adaptation = "auto" if item.adaptation == "auto" else int(item.adaptation)
        supports = supports_of(item.told, item.shape)
        lessons.append(Lesson(supports, steps, item.iterations, item.seed))
    return Learned(
        sent.label, sent.slices, sent.steps, sent.before, sent.after, sent.network, sent.hidden,
        tuple(lessons),
    )  # fmt: skip

"""Small documents and a propagator whose answers are known, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.core.geometry import Geometry, Region
from annotator.core.labelmap import LabelMap
from annotator.core.labels import LabelClass
from annotator.core.proposal import IterationResult, Learned, Proposal, RunProgress
from annotator.core.volume import Volume
from annotator.services.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.patch import Edit
    from annotator.core.run_options import RunOptions
    from annotator.core.support import PropagationRequest

SHAPE = (8, 20, 24)
SPACING = (5.0, 1.0, 2.0)


def make_volume(
    shape: tuple[int, int, int] = SHAPE, spacing: tuple[float, float, float] = SPACING
) -> Volume:
    """A ramp of CT numbers on an axis-aligned grid; spacing along z, y, x."""
    z, y, x = spacing
    voxels = np.arange(np.prod(shape), dtype=np.int64).reshape(shape) % 2000 - 1000
    return Volume(voxels.astype(np.int16), Geometry(shape, np.diag([x, y, z, 1.0])), "CT")


def make_document(labels: NDArray[np.uint8] | None = None) -> Document:
    """Document with the classes 1 "Liver" and 2 "Spleen", axis 0."""
    volume = make_volume()
    labelmap = None if labels is None else LabelMap(volume.geometry, labels)
    classes = [LabelClass(1, "Liver", (255, 0, 0)), LabelClass(2, "Spleen", (0, 255, 0))]
    document = Document(volume, labelmap, classes)
    if document.axis != 0:
        document.set_axis(0)
        document.set_dirty(False)
    return document


class EditList:
    """An edit sink with undo and redo, as the window's stack."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.done: list[Edit] = []
        self.undone: list[Edit] = []
        document.sink = self

    def push(self, edit: Edit) -> None:
        self.done.append(edit)
        self.undone.clear()

    def undo(self) -> None:
        edit = self.done.pop()
        self.document.apply(edit, undo=True)
        self.undone.append(edit)

    def redo(self) -> None:
        edit = self.undone.pop()
        self.document.apply(edit)
        self.done.append(edit)

    @property
    def texts(self) -> list[str]:
        return [edit.text for edit in self.done]


def overwrite(document: Document, start: tuple[int, int, int], values: NDArray[np.uint8]) -> None:
    """Set label values and origins of a box, uint8 ``(2, z, y, x)``, as a stroke does."""
    z, y, x = start
    _, depth, height, width = values.shape
    region = Region(start, (z + depth, y + height, x + width))
    document.write(start, document.labelmap.read(region), values)


def square(value: int, size: int = 6, shape: tuple[int, int] = SHAPE[1:]) -> NDArray[np.uint8]:
    """A slice with a square of a label in its first rows and columns."""
    labels = np.zeros(shape, dtype=np.uint8)
    labels[2 : 2 + size, 3 : 3 + size] = value
    return labels


def result(index: int, labels: NDArray[np.uint8], iteration: int = 0) -> IterationResult:
    """An iteration of a slice, as a propagator yields it."""
    return IterationResult(index, iteration, labels, {}, is_final=False)


def proposal(slices: dict[int, list[NDArray[np.uint8]]], axis: int = 0) -> Proposal:
    """A proposal with the given iterations per slice."""
    made = Proposal(axis, (1, 2), "fused")
    for index, iterations in slices.items():
        for number, labels in enumerate(iterations):
            made.add(result(index, labels, number))
    return made


class SquarePropagator:
    """Proposes on every query slice a square that grows with the iteration."""

    def __init__(self) -> None:
        self.requests: list[PropagationRequest] = []
        self.learned: list[PropagationRequest] = []
        self.prepared: list[RunOptions] = []
        self.forgotten = 0
        self.fail_after: int | None = None
        self.error: Exception = RuntimeError("out of memory")

    def prepare(
        self, volume: Volume, axis: int, options: RunOptions, token: CancelToken
    ) -> Iterator[RunProgress]:
        for index in range(volume.voxels.shape[axis]):
            yield RunProgress(index + 1, volume.voxels.shape[axis], "Encoding slices")
        self.prepared.append(options)

    def learn(self, request: PropagationRequest, token: CancelToken) -> Iterator[RunProgress]:
        for support in request.supports:
            for done in range(3):
                yield RunProgress(done, 2, "learning from painted slices", label=support.label)
            gain = Learned(support.label, len(support.slices), 22, 0.81, 0.88, 0.3)
            yield RunProgress(2, 2, label=support.label, learned=gain)
        self.learned.append(request)

    def forget(self) -> None:
        self.forgotten += 1

    def propagate(
        self, request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        self.requests.append(request)
        support = request.supports[0]
        indices = support.query_indices()
        for done, index in enumerate(indices):
            if done == self.fail_after:
                raise self.error
            for iteration in range(request.options.iterations):
                labels = square(support.label, 4 + iteration)
                last = iteration == request.options.iterations - 1
                yield IterationResult(index, iteration, labels, {}, last)
            yield RunProgress(done + 1, len(indices))

    def device_name(self, device: str = "auto") -> str:
        return "CPU"

    def model_names(self) -> list[str]:
        return ["square"]

    def arithmetic(self) -> dict[str, str]:
        return {}

    def model_of(self, options: RunOptions) -> tuple[str, str]:
        return "square", "0"

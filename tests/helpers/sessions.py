"""A session without a window: the test decides when files are read and written."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Literal

import numpy as np

from annotator.io.write import write_labels, write_volume
from annotator.services.lanes import Lane, Lanes
from annotator.services.painting import PaintingService
from annotator.services.recovery import RecoveryStore
from annotator.services.session import Session
from tests.helpers.documents import make_volume, proposal, square

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.document import Document
    from annotator.services.lanes import Call


class Answers:
    """Answers a session's questions as told and notes them."""

    def __init__(self) -> None:
        self.unsaved: list[Literal["save", "discard", "cancel"]] = []
        self.replace: list[Literal["replace", "elsewhere", "cancel"]] = []
        self.paths: list[Path] = []
        self.recover = True
        self.time_point: int | None = 0
        self.asked: list[str] = []
        self.problems: list[str] = []

    def ask_unsaved(
        self, name: str, painted: bool, proposed: int
    ) -> Literal["save", "discard", "cancel"]:
        self.asked.append(f"unsaved {name}, painted: {painted}, proposed: {proposed}")
        return self.unsaved.pop(0)

    def ask_replace(self, path: Path) -> Literal["replace", "elsewhere", "cancel"]:
        self.asked.append(f"replace {path.name}")
        return self.replace.pop(0)

    def ask_dropped(self, path: Path) -> Literal["mask", "image", "cancel"]:
        self.asked.append(f"dropped {path.name}")
        return "mask"

    def ask_own_mask(self, path: Path) -> bool:
        return False

    def ask_recover(self, when: str, summary: str) -> bool:
        self.asked.append(f"recover: {summary}")
        return self.recover

    def ask_time_point(self, count: int) -> int | None:
        self.asked.append(f"time point of {count}")
        return self.time_point

    def ask_save(self, title: str, suggestion: str) -> Path | None:
        self.asked.append(f"where: {suggestion.rsplit('/', 1)[-1]}")
        return self.paths.pop(0) if self.paths else None

    def show_problem(self, sentence: str) -> None:
        self.problems.append(sentence)


class Bench:
    """A session whose files are read and written when the test says so.

    Attributes
    ----------
    reads, writes
        What is still to be read and written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answers = Answers()
        self.reads: deque[Call] = deque()
        self.writes: deque[Call] = deque()
        self._arrived: deque[Call] = deque()
        lanes = Lanes(
            Lane(self._arrived.append, self.reads.append),
            Lane(self._arrived.append, self.writes.append, self.write),
        )
        self.session = Session(lanes, self.answers, RecoveryStore(folder / "unsaved"))

    def read(self) -> None:
        """Let everything be read that was asked for, and what that asks for."""
        self._work_off(self.reads)

    def write(self) -> None:
        """Let everything be written."""
        self._work_off(self.writes)

    def _work_off(self, calls: deque[Call]) -> None:
        while calls or self._arrived:
            (self._arrived or calls).popleft()()

    def open(self, name: str) -> Document:
        """Open an image to the end."""
        self.session.open(self.image(name))
        self.read()
        return self.document

    @property
    def document(self) -> Document:
        document = self.session.document
        assert document is not None
        return document

    @property
    def snapshots(self) -> list[Path]:
        """Unsaved work on disk."""
        return sorted(self.folder.glob("unsaved/*"))

    def image(self, name: str) -> Path:
        """Image file, with values of its own."""
        path = self.folder / f"{name}.nii.gz"
        if not path.exists():
            volume = make_volume()
            write_volume(path, volume.voxels + np.int16(sum(name.encode())), volume)
        return path

    def mask(self, name: str, value: int = 2) -> Path:
        """Mask file on the grid of the images, with one square of a label."""
        path = self.folder / f"{name}.nii.gz"
        labels = np.zeros(make_volume().voxels.shape, np.uint8)
        labels[1] = square(value)
        write_labels(path, labels, make_volume())
        return path

    def paint(self, index: int = 5) -> None:
        """Paint a stroke on a slice of the open document."""
        painting = PaintingService(self.document)
        painting.begin("brush", 0, index, self.document.active_label)
        painting.move((10.0, 10.0), (10.0, 14.0), 3.0)
        painting.end()

    def propose(self) -> None:
        """Propose two slices, as a run does."""
        self.document.review.show(proposal({3: [square(1)], 4: [square(1)]}))

    def name(self) -> str:
        """Name of the image that is open, "" for none."""
        document = self.session.document
        if document is None:
            return ""
        assert document.volume.source is not None
        return document.volume.source.path.rsplit("/", 1)[-1].removesuffix(".nii.gz")

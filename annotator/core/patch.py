"""Undoable changes: patches know the voxels before and after, an edit is a named set of them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from annotator.core.geometry import Region

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.geometry import Shape3
    from annotator.core.labels import LabelClass
    from annotator.core.marks import Marks
    from annotator.core.proposal import Proposal

StateT = TypeVar("StateT")


@dataclass(frozen=True, slots=True)
class MaskPatch:
    """The voxels of one box before and after a change; applying it twice changes nothing more.

    Attributes
    ----------
    origin
        First voxel ``(z, y, x)`` of the box.
    shape
        Shape of the box.
    before, after
        zlib-compressed uint8 ``(2, *shape)``: label values, then voxel origins (`VoxelOrigin`).
    """

    origin: Shape3
    shape: Shape3
    before: bytes
    after: bytes

    @classmethod
    def between(
        cls, origin: Shape3, before: NDArray[np.uint8], after: NDArray[np.uint8]
    ) -> MaskPatch | None:
        """Patch for uint8 arrays ``(2, z, y, x)``, cut to what differs; None if nothing does."""
        changed = (before != after).any(axis=0)
        if not changed.any():
            return None
        box = []
        for axis in range(3):
            hit = np.flatnonzero(changed.any(axis=tuple(a for a in range(3) if a != axis)))
            box.append(slice(int(hit[0]), int(hit[-1]) + 1))
        index = (slice(None), *box)
        start = (origin[0] + box[0].start, origin[1] + box[1].start, origin[2] + box[2].start)
        cut = before[index]
        return cls(
            start,
            (cut.shape[1], cut.shape[2], cut.shape[3]),
            zlib.compress(np.ascontiguousarray(cut).tobytes(), 1),
            zlib.compress(np.ascontiguousarray(after[index]).tobytes(), 1),
        )

    @property
    def region(self) -> Region:
        """The box that the patch covers."""
        (z, y, x), (d, h, w) = self.origin, self.shape
        return Region((z, y, x), (z + d, y + h, x + w))

    @property
    def nbytes(self) -> int:
        """Memory held by the compressed voxels, bytes."""
        return len(self.before) + len(self.after)

    def unpack(self, packed: bytes) -> NDArray[np.uint8]:
        """uint8 ``(2, *shape)`` from `before` or `after`."""
        return np.frombuffer(zlib.decompress(packed), dtype=np.uint8).reshape(2, *self.shape)


@dataclass(frozen=True, slots=True)
class Change(Generic[StateT]):
    """A small immutable state before and after an edit."""

    before: StateT
    after: StateT


@dataclass(frozen=True, slots=True)
class Edit:
    """One undo step: what the user did, in words, and all that it changed.

    Attributes
    ----------
    text
        Shown behind "Undo" and "Redo".
    patches
        Changed voxels, in order.
    marks, classes
        Marks and label classes before and after, where they changed.
    proposal
        The proposal before and after a run.
    decided
        Slices of the proposal that this edit accepted, rejected or painted over.
    decided_labels
        Slice and label value, where it decided on some labels of a slice only.
    """

    text: str
    patches: tuple[MaskPatch, ...] = ()
    marks: Change[Marks] | None = None
    classes: Change[tuple[LabelClass, ...]] | None = None
    proposal: Change[Proposal | None] | None = None
    decided: tuple[int, ...] = ()
    decided_labels: tuple[tuple[int, int], ...] = ()

    @property
    def only_turns(self) -> bool:
        """Whether nothing but the propagation axis changes: no work that could be lost."""
        others = (self.patches, self.classes, self.proposal, self.decided, self.decided_labels)
        if self.marks is None or any(others):
            return False
        after = self.marks.after
        return self.marks.before.along(after.axis).but_for_made() == after.but_for_made()

    @property
    def nbytes(self) -> int:
        """Memory held by all patches, bytes."""
        return sum(patch.nbytes for patch in self.patches)

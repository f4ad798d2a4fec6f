"""The state of a document: what there is, and how edits change it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np
from psygnal import Signal

from annotator.core.boxes import WHOLE_SLICE
from annotator.core.errors import UserError
from annotator.core.geometry import Region
from annotator.core.labelmap import LabelMap, VoxelOrigin
from annotator.core.labels import LabelClass, default_label
from annotator.core.marks import Marks
from annotator.core.proposal import Proposal, ProposalCuts
from annotator.core.slice_counts import SliceCounts
from annotator.core.support import propagation_axis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.core.geometry import Shape3
    from annotator.core.patch import Edit
    from annotator.core.volume import Volume
    from annotator.services.ports import EditSink


class OpenStroke(Protocol):
    """A stroke that has changed voxels and is not an `Edit` yet."""

    def end(self) -> Edit | None:
        """Make it an edit."""

    def abort(self) -> None:
        """Put the voxels back."""


class DocumentState:
    """A volume with its label map, classes, marks and proposal. GUI thread only.

    Every change that the user can undo goes through `commit` or, when its voxels are already in
    the label map, `push`; both hand the `Edit` to `sink`.

    Parameters
    ----------
    volume
        The image.
    labelmap
        Labels on the same grid; default an empty one.
    classes
        Label classes; values that occur without a class get a default one, and an empty document
        gets one class to paint with.
    labels_path
        Where the labels came from or were saved to.
    dirty
        Whether the labels differ from what is saved, as after a recovery.
    """

    changed = Signal(Region)
    classes_changed = Signal()
    active_label_changed = Signal(int)
    marks_changed = Signal()
    proposal_changed = Signal(object)
    dirty_changed = Signal(bool)
    saved = Signal()

    def __init__(
        self,
        volume: Volume,
        labelmap: LabelMap | None = None,
        classes: Sequence[LabelClass] = (),
        labels_path: Path | None = None,
        *,
        dirty: bool = False,
    ) -> None:
        spacing = volume.geometry.spacing_zyx_mm
        if labelmap is not None and labelmap.voxels.shape != volume.voxels.shape:
            raise UserError("The labels have another shape than the image: open those made for it.")
        if labelmap is None:
            labelmap, axis = LabelMap(volume.geometry), int(np.argmax(spacing))
        else:
            axis = propagation_axis(labelmap.voxels, spacing)
        self._volume = volume
        self._labelmap = labelmap
        self._counts = SliceCounts(axis, labelmap.voxels, labelmap.origins)
        known = {item.value: item for item in classes}
        for value in self._counts.values() or ([] if known else [1]):
            known.setdefault(value, default_label(value))
        self._classes = tuple(known[value] for value in sorted(known))
        self._active_label = self._classes[0].value
        self._marks = Marks(axis)
        self._proposal: Proposal | None = None
        self._cuts: ProposalCuts | None = None
        self._dirty = dirty
        self.labels_path = labels_path
        self.sink: EditSink | None = None
        self.stroke: OpenStroke | None = None

    # ---- what there is

    @property
    def volume(self) -> Volume:
        """The image."""
        return self._volume

    @property
    def labelmap(self) -> LabelMap:
        """The mask being drawn; read it, change it only through this document."""
        return self._labelmap

    @property
    def classes(self) -> list[LabelClass]:
        """Label classes, ascending by value."""
        return list(self._classes)

    @property
    def active_label(self) -> int:
        """Value that tools paint; 0 if there is no class."""
        return self._active_label

    @property
    def axis(self) -> int:
        """Propagation axis: 0 (z), 1 (y) or 2 (x)."""
        return self._marks.axis

    @property
    def marks(self) -> Marks:
        """Absent and excluded slices and ranges, along `axis`."""
        return self._marks

    @property
    def absent(self) -> Mapping[int, frozenset[int]]:
        """Per label, slices that do not contain it."""
        return self._marks.absent

    @property
    def excluded(self) -> Mapping[int, frozenset[int]]:
        """Per label, painted slices that are no supports."""
        return self._marks.excluded

    @property
    def ranges(self) -> Mapping[int, tuple[int, int]]:
        """Per label, first and last slice to fill."""
        return self._marks.ranges

    @property
    def proposal(self) -> Proposal | None:
        """What the last run suggested."""
        return self._proposal

    @property
    def dirty(self) -> bool:
        """Whether there are changes since the last save."""
        return self._dirty

    def label_class(self, value: int) -> LabelClass | None:
        """Class of a label value."""
        return next((item for item in self._classes if item.value == value), None)

    def label_name(self, value: int) -> str:
        """Name of a label value, for texts."""
        item = self.label_class(value)
        return item.name if item else f"label {value}"

    def painted_slices(self, label: int) -> list[int]:
        """Slices along `axis` that hold voxels of a label, ascending."""
        return self._counts.slices_with(label)

    def slice_voxels(self, label: int) -> NDArray[np.int64]:
        """Voxels of a label on each slice along `axis`: int64 ``(n,)``."""
        counts: NDArray[np.int64] = self._counts.table[:, :, label].sum(axis=1)
        return counts

    def label_voxels(self, label: int) -> int:
        """Count the voxels of a label."""
        return int(self._counts.table[:, :, label].sum())

    # ---- edits

    def commit(self, edit: Edit) -> None:
        """Make a change and hand it to the sink."""
        self.finish_stroke()
        self._apply(edit, undo=False)
        self.push(edit)

    def push(self, edit: Edit) -> None:
        """Hand an edit whose voxels are already in the label map to the sink."""
        self._note_changed_supports(edit)
        if self.sink is None:
            self.set_dirty(True)
        else:
            self.sink.push(edit)

    def apply(self, edit: Edit, undo: bool = False) -> None:
        """Redo an edit, or take it back with `undo`. A stroke in progress is aborted first."""
        if self.stroke is not None:
            self.stroke.abort()
        self._apply(edit, undo=undo)
        self._note_changed_supports(edit)

    def finish_stroke(self) -> None:
        """Turn a stroke in progress into an edit."""
        if self.stroke is not None:
            self.stroke.end()

    def write(self, start: Shape3, before: NDArray[np.uint8], after: NDArray[np.uint8]) -> None:
        """Set label values and origins, uint8 ``(2, z, y, x)``; for strokes in progress.

        `before` is what the box at `start` holds now.
        """
        self._counts.update(start, before, after)
        self.changed.emit(self._labelmap.write(start, after))

    def _apply(self, edit: Edit, *, undo: bool) -> None:
        touched: Region | None = None
        for patch in reversed(edit.patches) if undo else edit.patches:
            region = patch.region
            before = self._labelmap.read(region)
            self._labelmap.apply(patch, undo=undo)
            self._counts.update(region.start, before, self._labelmap.read(region))
            touched = region if touched is None else touched.union(region)
        if edit.classes is not None:
            self._restore_classes(edit.classes.before if undo else edit.classes.after)
        if edit.marks is not None:
            self._set_marks(edit.marks.before if undo else edit.marks.after)
        if edit.proposal is not None:
            self.set_proposal(edit.proposal.before if undo else edit.proposal.after)
        self.decide(edit.decided, undo=undo)
        if touched is not None:
            self.changed.emit(touched)

    # ---- parts of an edit

    def _restore_classes(self, classes: tuple[LabelClass, ...]) -> None:
        """Set names, colours and values, but keep what is shown and locked as it is now."""
        now = {item.value: item for item in self._classes}
        self._set_classes(
            tuple(
                replace(item, visible=now[item.value].visible, locked=now[item.value].locked)
                if item.value in now
                else item
                for item in classes
            )
        )

    def _set_classes(self, classes: tuple[LabelClass, ...]) -> None:
        self._classes = classes
        self.classes_changed.emit()
        if self.label_class(self._active_label) is None:
            self._active_label = classes[0].value if classes else 0
            self.active_label_changed.emit(self._active_label)

    def _set_marks(self, marks: Marks) -> None:
        if marks.axis != self._marks.axis:
            self._counts = SliceCounts(marks.axis, self._labelmap.voxels, self._labelmap.origins)
        self._marks = marks
        self.marks_changed.emit()

    # ---- proposal

    def set_proposal(self, proposal: Proposal | None) -> None:
        """Show another proposal, or none."""
        self._proposal = proposal
        shape = self._volume.voxels.shape
        self._cuts = None if proposal is None else ProposalCuts(proposal, shape)
        self.proposal_changed.emit(None)

    def notify_proposal(self, index: int) -> None:
        """Say that slice `index` of the proposal has changed."""
        if self._cuts is not None:
            self._cuts.invalidate(index)
        self.proposal_changed.emit(index)

    def decide(self, indices: Sequence[int], *, undo: bool = False) -> None:
        """Close slices of the proposal, or open them again with `undo`."""
        if self._proposal is None or not indices:
            return
        for index in indices:
            if undo:
                self._proposal.reopen(index)
            else:
                self._proposal.decide(index)
            if self._cuts is not None:
                self._cuts.invalidate(index)
        self.proposal_changed.emit(indices[0] if len(indices) == 1 else None)

    def proposal_labels(
        self, axis: int, index: int, iteration: int | None = None, box: Box = WHOLE_SLICE
    ) -> NDArray[np.uint8] | None:
        """Labels that accepting would set in slice `index` along `axis`: uint8, `box` of the slice.

        These are the labels proposed for voxels that nobody has painted, erased or accepted, less
        those of locked classes. None if the slice has no open proposal; `iteration` None is the
        newest.
        """
        proposal, cuts = self._proposal, self._cuts
        if proposal is None or cuts is None or not proposal.slices:
            return None
        if axis == proposal.axis and index not in proposal.slices:
            return None
        free = np.moveaxis(self._labelmap.origins, axis, 0)[index][box] == VoxelOrigin.UNTOUCHED
        labels: NDArray[np.uint8] = cuts.cut(axis, index, iteration)[box] * free
        for item in self._classes:
            if item.locked:
                labels[labels == item.value] = 0
        return labels

    def _note_changed_supports(self, edit: Edit) -> None:
        """Find out which slices that the edit touched differ from what the last run was told."""
        proposal = self._proposal
        if proposal is None or proposal.axis != self.axis:
            return
        axis = self.axis
        touched = {
            index
            for patch in edit.patches
            for index in range(patch.region.start[axis], patch.region.stop[axis])
        }
        labels = np.moveaxis(self._labelmap.voxels, axis, 0)
        for index in touched:
            hand = self._counts.table[index, VoxelOrigin.HAND]
            proposal.check_support(index, labels[index], hand)

    # ---- saving

    def set_dirty(self, dirty: bool) -> None:
        """Say whether there are changes since the last save."""
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)

    def mark_saved(self, path: Path) -> None:
        """Say that the labels are in `path` as they are now."""
        self.labels_path = path
        self.set_dirty(False)
        self.saved.emit()

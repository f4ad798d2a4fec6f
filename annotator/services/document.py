"""One open volume and everything drawn on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

import numpy as np
from psygnal import Signal

from annotator.core.errors import UserError
from annotator.core.geometry import Region
from annotator.core.labelmap import LabelMap, VoxelOrigin
from annotator.core.labels import LabelClass, default_label
from annotator.core.marks import Marks
from annotator.core.patch import Change, Edit, MaskPatch
from annotator.core.proposal import Proposal, ProposalVolume
from annotator.core.slice_counts import SliceCounts
from annotator.core.support import propagation_axis, supports_from_labels
from annotator.services.slices import (
    PLANES,
    WHOLE_SLICE,
    accepted_voxels,
    removal_patches,
    slice_title,
    slices_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.brush import Box
    from annotator.core.geometry import Shape3
    from annotator.core.support import SupportSet
    from annotator.core.volume import Volume
    from annotator.services.ports import EditSink

SliceStatus = Literal["none", "painted", "proposed", "accepted", "edited", "absent"]
MAX_LABELS = 254


class OpenStroke(Protocol):
    """A stroke that has changed voxels and is not an `Edit` yet."""

    def end(self) -> Edit | None:
        """Make it an edit."""

    def abort(self) -> None:
        """Put the voxels back."""


class Document:
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

    _KEPT_VOLUMES: ClassVar[int] = 2  # the iteration shown and the one it is compared with

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
        if labelmap is None:
            labelmap, axis = LabelMap(volume.geometry), int(np.argmax(spacing))
        else:
            axis = propagation_axis(labelmap.voxels, spacing)
        if labelmap.voxels.shape != volume.geometry.shape_zyx:
            raise UserError("The labels have another shape than the image: open those made for it.")
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
        self._volumes: dict[int | None, ProposalVolume] = {}
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

    def write(self, start: Shape3, values: NDArray[np.uint8]) -> None:
        """Set label values and origins, uint8 ``(2, z, y, x)``; for strokes in progress."""
        _, d, h, w = values.shape
        region = Region(start, (start[0] + d, start[1] + h, start[2] + w))
        self._counts.update(start, self._labelmap.read(region), values)
        self._labelmap.write(start, values)
        self.changed.emit(region)

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

    # ---- label classes

    def add_label(self, name: str = "") -> LabelClass:
        """Add a class with the lowest free value and make it active; undoable."""
        used = {item.value for item in self._classes}
        free = next((value for value in range(1, MAX_LABELS + 1) if value not in used), None)
        if free is None:
            raise UserError(f"There are already {MAX_LABELS} labels: remove one first.")
        label = default_label(free, name)
        self._commit_classes(f"Add {label.name}", (*self._classes, label))
        self.set_active_label(free)
        return label

    def update_label(self, label: LabelClass) -> None:
        """Replace the class of the same value; a new name or colour is undoable."""
        old = self.label_class(label.value)
        if old is None or old == label:
            return
        classes = tuple(label if item.value == label.value else item for item in self._classes)
        if (old.name, old.color) == (label.name, label.color):
            self._set_classes(classes)  # shown, locked: how it is looked at, not what it is
        elif old.name != label.name:
            self._commit_classes(f"Rename {old.name} to {label.name}", classes)
        else:
            self._commit_classes(f"Recolour {label.name}", classes)

    def remove_label(self, value: int) -> None:
        """Remove a class with its voxels and marks; undoable."""
        label = self.label_class(value)
        if label is None:
            return
        if label.locked:
            raise UserError(f"{label.name} is locked: unlock it before removing it.")
        self.finish_stroke()
        kept = tuple(item for item in self._classes if item.value != value)
        slices = self._counts.slices_with(value)
        patches = removal_patches(self._labelmap, self.axis, slices, value)
        marks = Change(self._marks, self._marks.without(value))
        self.commit(
            Edit(f"Remove {label.name}", patches, marks, classes=Change(self._classes, kept))
        )

    def set_active_label(self, value: int) -> None:
        """Choose the label that tools paint."""
        if value != self._active_label and self.label_class(value) is not None:
            self._active_label = value
            self.active_label_changed.emit(value)

    def _commit_classes(self, text: str, classes: tuple[LabelClass, ...]) -> None:
        ordered = tuple(sorted(classes, key=lambda item: item.value))
        self.commit(Edit(text, classes=Change(self._classes, ordered)))

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

    # ---- marks

    def set_axis(self, axis: int) -> None:
        """Propagate along another axis; undoable. Marks count along the old one and are dropped."""
        if axis != self.axis:
            name = PLANES[axis]
            self._commit_marks(f"Propagate over {name} slices", Marks(axis))

    def toggle_absent(self, label: int, index: int) -> None:
        """Mark a slice as not containing a label, or take that back; undoable."""
        name, title = self.label_name(label), slice_title(index)
        if index in self.absent.get(label, ()):
            text = f"{name} may be in {title}"
        elif self._counts.table[index, :, label].any():
            raise UserError(f"{name} is painted in {title}: erase it there to mark it as absent.")
        else:
            text = f"{name} absent in {title}"
        self._commit_marks(text, self._marks.toggle_absent(label, index))

    def toggle_excluded(self, label: int, index: int) -> None:
        """Leave a painted slice out of the supports, or take it in again; undoable."""
        use = "Use" if index in self.excluded.get(label, ()) else "Leave out"
        text = f"{use} {slice_title(index)} as support of {self.label_name(label)}"
        self._commit_marks(text, self._marks.toggle_excluded(label, index))

    def set_range(self, label: int, first: int | None, last: int | None) -> None:
        """Limit the slices that a run fills for a label, inclusive; None for no limit; undoable."""
        length = self._volume.voxels.shape[self.axis]
        limits = None
        if first is not None or last is not None:
            low, high = sorted((first or 0, length - 1 if last is None else last))
            limits = max(low, 0), min(high, length - 1)
        marks = self._marks.with_range(label, limits)
        if marks != self._marks:
            self._commit_marks(f"Range of {self.label_name(label)}", marks)

    def _commit_marks(self, text: str, marks: Marks) -> None:
        self.commit(Edit(text, marks=Change(self._marks, marks)))

    def _set_marks(self, marks: Marks) -> None:
        if marks.axis != self._marks.axis:
            self._counts = SliceCounts(marks.axis, self._labelmap.voxels, self._labelmap.origins)
        self._marks = marks
        self.marks_changed.emit()

    # ---- proposal

    def set_proposal(self, proposal: Proposal | None) -> None:
        """Show another proposal, or none."""
        self._proposal = proposal
        self._volumes.clear()
        self.proposal_changed.emit(None)

    def notify_proposal(self, index: int) -> None:
        """Say that slice `index` of the proposal has changed."""
        for volume in self._volumes.values():
            volume.invalidate(index)
        self.proposal_changed.emit(index)

    def decide(self, indices: Sequence[int], *, undo: bool = False) -> None:
        """Close slices of the proposal, or open them again with `undo`."""
        if self._proposal is None:
            return
        for index in indices:
            if undo:
                self._proposal.reopen(index)
            else:
                self._proposal.decide(index)
            self.notify_proposal(index)

    def proposal_labels(
        self, axis: int, index: int, iteration: int | None = None, box: Box = WHOLE_SLICE
    ) -> NDArray[np.uint8] | None:
        """Labels that accepting would set in slice `index` along `axis`: uint8, `box` of the slice.

        These are the labels proposed for voxels that nobody has painted, erased or accepted, less
        those of locked classes. None if the slice has no open proposal; `iteration` None is the
        newest.
        """
        proposal = self._proposal
        if proposal is None or not proposal.slices:
            return None
        if axis == proposal.axis and index not in proposal.slices:
            return None
        volume = self._volumes.get(iteration)
        if volume is None:
            if len(self._volumes) >= self._KEPT_VOLUMES:
                del self._volumes[next(iter(self._volumes))]
            volume = ProposalVolume(proposal, self._volume.voxels.shape, iteration)
            self._volumes[iteration] = volume
        free = np.moveaxis(self._labelmap.origins, axis, 0)[index][box] == VoxelOrigin.UNTOUCHED
        keep = np.arange(256, dtype=np.uint8)
        keep[[item.value for item in self._classes if item.locked]] = 0
        labels: NDArray[np.uint8] = keep[volume.cut(axis, index)[box]] * free
        return labels

    def accepted_voxels(
        self, index: int, iteration: int | None = None
    ) -> tuple[Region, NDArray[np.uint8]] | None:
        """Box of open slice `index` of the proposal, and what accepting sets there.

        uint8 ``(2, *box)``: label values, then origins. None if there is nothing to accept.
        """
        proposal = self._proposal
        if proposal is None:
            return None
        labels = self.proposal_labels(proposal.axis, index, iteration)
        return (
            None
            if labels is None
            else accepted_voxels(self._labelmap, proposal.axis, index, labels)
        )

    def accept(self, indices: Sequence[int] | None, iteration: int | None = None) -> Edit | None:
        """Take open slices (None: all) into the label map: one named edit; None if none is open.

        Voxels that were painted, erased or accepted before, and locked labels, stay as they are.
        """
        self.finish_stroke()
        proposal, chosen = self._proposal, self._open_slices(indices)
        if proposal is None or not chosen:
            return None
        accepted = [self.accepted_voxels(index, iteration) for index in chosen]
        patches = (
            MaskPatch.between(region.start, self._labelmap.read(region), values)
            for region, values in filter(None, accepted)
        )
        text = f"Accept {slices_text(chosen)}" + (
            f" ({proposal.method})" if proposal.method else ""
        )
        edit = Edit(text, tuple(filter(None, patches)), decided=tuple(chosen))
        self.commit(edit)
        return edit

    def reject(self, indices: Sequence[int] | None) -> Edit | None:
        """Drop open slices (None: all): one named edit; None if none is open."""
        self.finish_stroke()
        chosen = self._open_slices(indices)
        if not chosen:
            return None
        edit = Edit(f"Reject {slices_text(chosen)}", decided=tuple(chosen))
        self.commit(edit)
        return edit

    def _open_slices(self, indices: Sequence[int] | None) -> list[int]:
        known = [] if self._proposal is None else self._proposal.indices()
        return known if indices is None else [index for index in known if index in set(indices)]

    # ---- for a run

    def slice_status(self, label: int, index: int) -> SliceStatus:
        """Where a label stands in slice `index` along `axis`."""
        if index in self.absent.get(label, ()):
            return "absent"
        proposal = self._proposal
        if proposal is not None and proposal.axis == self.axis:
            entry = proposal.slices.get(index)
            if entry is not None and label in entry.values:
                return "proposed"
        table = self._counts.table[index]
        if table[VoxelOrigin.ACCEPTED, label]:
            edited = table[VoxelOrigin.HAND, label] or table[VoxelOrigin.HAND, 0]
            return "edited" if edited else "accepted"
        return "painted" if table[:, label].any() else "none"

    def status_strip(self, label: int) -> list[SliceStatus]:
        """`slice_status` of every slice along `axis`."""
        return [self.slice_status(label, index) for index in range(len(self._counts.table))]

    def supports(self) -> tuple[SupportSet, ...]:
        """Snapshot of what a run may learn from: painted slices of all labels not locked."""
        values = [item.value for item in self._classes if not item.locked]
        painted = {value: self._counts.slices_with(value) for value in values}
        absent = {
            value: marked - frozenset(painted.get(value, ()))
            for value, marked in self.absent.items()
        }
        return supports_from_labels(
            self._labelmap.voxels,
            self.axis,
            values=[value for value in values if painted[value]],
            absent=absent,
            excluded=self.excluded,
            ranges=self.ranges,
            painted=painted,
        )

    def locked_voxels(self) -> NDArray[np.uint8]:
        """uint8 ``(z, y, x)`` for a run: `FREE` where it may write, else the value to keep."""
        voxels, origins = self._labelmap.voxels, self._labelmap.origins
        locked: NDArray[np.uint8] = np.equal(voxels | origins, 0).view(np.uint8)
        np.negative(locked, out=locked)  # 1 becomes 255, which is FREE
        locked |= voxels
        return locked

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
        for index in touched:
            if self._support_changed(proposal, index):
                proposal.changed_supports.add(index)
            else:
                proposal.changed_supports.discard(index)

    def _support_changed(self, proposal: Proposal, index: int) -> bool:
        labels = np.moveaxis(self._labelmap.voxels, self.axis, 0)[index]
        for support in proposal.supports:
            told = next((item for item in support.slices if item.index == index), None)
            if told is None:
                if self._counts.table[index, VoxelOrigin.HAND, support.label]:
                    return True
            elif not np.array_equal(told.mask, labels == support.label):
                return True
        return False

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

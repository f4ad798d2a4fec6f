"""One open volume and everything drawn on it: what the user can do."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from psygnal import Signal

from annotator.core.errors import UserError
from annotator.core.geometry import Region
from annotator.core.labelmap import LabelMap
from annotator.core.labels import MAX_VALUE, LabelClass, complete_labels, default_label
from annotator.core.marks import Marks
from annotator.core.painted_planes import propagation_axis
from annotator.core.patch import Change, Edit
from annotator.core.slice_counts import SliceCounts
from annotator.core.texts import english, tr
from annotator.io.session_record import SessionRecord, Step
from annotator.services.label_painting import LabelPainting
from annotator.services.review import Review
from annotator.services.slices import PLANE_NAMES, removal_patches, slice_title

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.geometry import Shape3
    from annotator.core.measurements import Measurement
    from annotator.core.volume import Volume
    from annotator.services.ports import EditSink, OpenStroke


class Document:
    """One open volume with its label map, classes and marks. GUI thread only.

    Commands that change something make one named `Edit` each, which undo takes back: it goes
    through `commit` or, when its voxels are already in the label map, `push`; both hand it to
    `sink`.

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

    Attributes
    ----------
    review
        What the last run suggests, and the decisions on it.
    """

    changed = Signal(Region)
    classes_changed = Signal()
    active_label_changed = Signal(int)
    marks_changed = Signal()
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
            raise UserError(
                tr("The labels have another shape than the image: open those made for it.")
            )
        if labelmap is None:
            labelmap, axis = LabelMap(volume.geometry), int(np.argmax(spacing))
        else:
            axis = propagation_axis(labelmap.voxels, spacing)
        self._volume = volume
        self._labelmap = labelmap
        self._counts = SliceCounts(axis, labelmap.voxels, labelmap.origins)
        self._classes = complete_labels(self._counts.values() or ([] if classes else [1]), classes)
        self._active_label = self._classes[0].value
        self._marks = Marks(axis)
        self._dirty = dirty
        self.review = Review(labelmap)
        self.review.locked = _locked(self._classes)
        self.labels_path = labels_path
        self.record = SessionRecord(opened=1)
        self._noted = 0
        self._opened_s = time.monotonic()
        self.sink: EditSink | None = None
        self.stroke: OpenStroke | None = None
        self._painting = LabelPainting(labelmap)

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
    def dirty(self) -> bool:
        """Whether there are changes since the last save."""
        return self._dirty

    @property
    def counts(self) -> SliceCounts:
        """Voxels per slice along `axis`, origin and label."""
        return self._counts

    def label_class(self, value: int) -> LabelClass | None:
        """Class of a label value."""
        return next((item for item in self._classes if item.value == value), None)

    def label_name(self, value: int) -> str:
        """Name of a label value, for texts."""
        item = self.label_class(value)
        return item.name if item else tr("label {value}", value=value)

    def painted_slices(self, label: int) -> list[int]:
        """Slices along `axis` that hold voxels of a label, ascending."""
        return self._counts.slices_with(label)

    def label_axis(self, label: int) -> int:
        """Axis along which the painted slices of a label lie; `axis` where that is not clear."""
        return self._painting.of(label, self._counts)[0]

    def label_axes(self) -> dict[int, int]:
        """Axis of each painted label whose slices lie along another one than `axis`."""
        found = {value: self.label_axis(value) for value in self._counts.values()}
        return {value: axis for value, axis in found.items() if axis != self.axis}

    def complete_slices(self, label: int) -> list[int]:
        """Slices along `axis` that were painted, not only crossed by slices of other planes."""
        return self._painting.of(label, self._counts)[1]

    def crossed_slices(self, label: int) -> list[int]:
        """Slices along `axis` that only slices painted in another plane cross."""
        axis, complete = self._painting.of(label, self._counts)
        painted = self._counts.slices_with(label)
        if axis != self.axis:
            return painted
        return [] if len(complete) == len(painted) else sorted(set(painted) - set(complete))

    def slice_voxels(self, label: int) -> NDArray[np.int64]:
        """Voxels of a label on each slice along `axis`: int64 ``(n,)``."""
        counts: NDArray[np.int64] = self._counts.table[:, :, label].sum(axis=1)
        return counts

    def label_voxels(self, label: int) -> int:
        """Count the voxels of a label."""
        return int(self._counts.table[:, :, label].sum())

    # ---- edits

    def commit(self, edit: Edit, *, accepts: bool = False) -> None:
        """Make a change and hand it to the sink."""
        self.finish_stroke()
        self._apply(edit, undo=False)
        self.push(edit, accepts=accepts)

    def push(self, edit: Edit, *, accepts: bool = False) -> None:
        """Hand an edit whose voxels are already in the label map to the sink.

        `accepts` says that its voxels come from a run.
        """
        self.review.check_supports(edit, self._counts)
        self._note(edit, english(edit.text), is_stroke=bool(edit.patches) and not accepts)
        if self.sink is None:
            self.set_dirty(True)
        else:
            self.sink.push(edit)

    def apply(self, edit: Edit, undo: bool = False) -> None:
        """Redo an edit, or take it back with `undo`. A stroke in progress is aborted first."""
        if self.stroke is not None:
            self.stroke.abort()
        self._apply(edit, undo=undo)
        self.review.check_supports(edit, self._counts)
        self._note(edit, f"{'Undo' if undo else 'Redo'}: {english(edit.text)}", is_stroke=False)

    @property
    def open_s(self) -> float:
        """Seconds since the image was opened."""
        return time.monotonic() - self._opened_s

    @property
    def steps(self) -> tuple[Step, ...]:
        """Edits since the image was opened."""
        return self.record.steps[-self._noted :] if self._noted else ()

    def _note(self, edit: Edit, text: str, *, is_stroke: bool) -> None:
        label = self.active_label if edit.patches else 0
        self.record = self.record.with_step(Step(round(self.open_s, 1), text, label, is_stroke))
        self._noted += 1

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
            self.review.show(edit.proposal.before if undo else edit.proposal.after)
        self.review.decide(edit.decided, edit.decided_labels, undo=undo)
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
        self.review.locked = _locked(classes)
        self.classes_changed.emit()
        if self.label_class(self._active_label) is None:
            self._active_label = classes[0].value if classes else 0
            self.active_label_changed.emit(self._active_label)

    def _set_marks(self, marks: Marks) -> None:
        if marks.axis != self._marks.axis:
            self._counts = SliceCounts(marks.axis, self._labelmap.voxels, self._labelmap.origins)
        differ = marks.but_for_made() != self._marks.but_for_made()
        self._marks = marks
        if differ:  # what made a slice changes with its voxels only
            self.marks_changed.emit()

    # ---- label classes

    def add_label(self, name: str = "") -> LabelClass:
        """Add a class with the lowest free value and make it active; undoable."""
        used = {item.value for item in self._classes}
        free = next((value for value in range(1, MAX_VALUE + 1) if value not in used), None)
        if free is None:
            raise UserError(
                tr("There are already {max_value} labels: remove one first.", max_value=MAX_VALUE)
            )
        label = default_label(free, name, {item.color for item in self._classes})
        self._commit_classes(tr("Add {name}", name=label.name), (*self._classes, label))
        self.set_active_label(free)
        return label

    def update_label(self, label: LabelClass) -> None:
        """Replace the class of the same value; a new name or colour is undoable."""
        old = self.label_class(label.value)
        if old is None or old == label:
            return
        if label.name != old.name and label.meaning == old.meaning:
            label = replace(label, meaning="")  # it was that of the old name
        classes = tuple(label if item.value == label.value else item for item in self._classes)
        if (old.name, old.color) == (label.name, label.color):
            self._set_classes(classes)  # shown, locked: how it is looked at, not what it is
        elif old.name != label.name:
            self._commit_classes(tr("Rename {old} to {new}", old=old.name, new=label.name), classes)
        else:
            self._commit_classes(tr("Recolour {name}", name=label.name), classes)

    def set_group(self, values: Collection[int], group: str) -> None:
        """Put labels into a group, "" to take them out of theirs; undoable."""
        classes = tuple(
            replace(item, group=group) if item.value in values else item for item in self._classes
        )
        if classes != self._classes:
            names = ", ".join(self.label_name(value) for value in sorted(values))
            text = (
                tr("Put {names} into {group}", names=names, group=group)
                if group
                else tr("Take {names} out of the group", names=names)
            )
            self._commit_classes(text, classes)

    def show_labels(
        self, visible: Collection[int] | None = None, locked: Collection[int] | None = None
    ) -> None:
        """Show and lock exactly these label values, None for no change: how it is looked at."""
        self._set_classes(
            tuple(
                replace(
                    item,
                    visible=item.visible if visible is None else item.value in visible,
                    locked=item.locked if locked is None else item.value in locked,
                )
                for item in self._classes
            )
        )

    def remove_label(self, value: int) -> None:
        """Remove a class with its voxels and marks; undoable."""
        label = self.label_class(value)
        if label is None:
            return
        if label.locked:
            raise UserError(tr("{name} is locked: unlock it before removing it.", name=label.name))
        self.finish_stroke()
        kept = tuple(item for item in self._classes if item.value != value)
        slices = self._counts.slices_with(value)
        patches = removal_patches(self._labelmap, self.axis, slices, value)
        marks = Change(self._marks, self._marks.without(value))
        self.commit(
            Edit(
                tr("Remove {name}", name=label.name),
                patches,
                marks,
                classes=Change(self._classes, kept),
            )
        )

    def set_active_label(self, value: int) -> None:
        """Choose the label that tools paint."""
        if value != self._active_label and self.label_class(value) is not None:
            self._active_label = value
            self.active_label_changed.emit(value)

    def check_paintable(self, value: int) -> None:
        """Refuse to paint with a label that is locked, hidden or missing, with a `UserError`."""
        label = self.label_class(value)
        if label is None:
            raise UserError(tr("There is no label to paint with: add one in the label list."))
        if label.locked:
            raise UserError(
                tr("{name} is locked: unlock it in the label list to change it.", name=label.name)
            )
        if not label.visible:
            raise UserError(
                tr("{name} is hidden: show it in the label list to paint it.", name=label.name)
            )

    def _commit_classes(self, text: str, classes: tuple[LabelClass, ...]) -> None:
        ordered = tuple(sorted(classes, key=lambda item: item.value))
        self.commit(Edit(text, classes=Change(self._classes, ordered)))

    # ---- marks

    def set_axis(self, axis: int) -> None:
        """Propagate along another axis; undoable. Marks along each axis are kept."""
        if axis != self.axis:
            name = PLANE_NAMES[axis]
            text = tr("Propagate over {plane} slices", plane=tr(name))
            self._commit_marks(text, self._marks.along(axis))

    def toggle_absent(self, label: int, index: int) -> None:
        """Mark a slice as not containing a label, or take that back; undoable."""
        name, title = self.label_name(label), slice_title(index)
        if index in self.absent.get(label, ()):
            text = tr("{name} may be in {title}", name=name, title=title)
        elif self._counts.table[index, :, label].any():
            raise UserError(
                tr(
                    "{name} is painted in {title}: erase it there to mark it as absent.",
                    name=name,
                    title=title,
                )
            )
        else:
            text = tr("{name} absent in {title}", name=name, title=title)
        self._commit_marks(text, self._marks.toggle_absent(label, index))

    def toggle_excluded(self, label: int, index: int) -> None:
        """Leave a painted slice out of the supports, or take it in again; undoable."""
        where, name = slice_title(index), self.label_name(label)
        if index in self.excluded.get(label, ()):
            text = tr("Use {slice} as support of {name}", slice=where, name=name)
        else:
            text = tr("Leave out {slice} as support of {name}", slice=where, name=name)
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
            self._commit_marks(tr("Ends of {name}", name=self.label_name(label)), marks)

    def fill_range(self, label: int) -> tuple[int, int] | None:
        """First and last slice that the user allows for a label; its painted ones lie within.

        None if the user has set no limits.
        """
        limits = self.ranges.get(label)
        if limits is None:
            return None
        painted = self.painted_slices(label)
        return min([limits[0], *painted]), max([limits[1], *painted])

    def set_measurements(self, text: str, made: tuple[Measurement, ...]) -> None:
        """Replace the lengths and angles; undoable, and named by `text`."""
        self._commit_marks(text, replace(self._marks, measurements=made))

    def _commit_marks(self, text: str, marks: Marks) -> None:
        self.commit(Edit(text, marks=Change(self._marks, marks)))

    # ---- proposal

    def accept(
        self,
        indices: Sequence[int] | None,
        iteration: int | None = None,
        labels: Collection[int] | None = None,
    ) -> Edit | None:
        """Take open slices (None: all) into the label map: one named edit; None if none is open.

        Voxels that were painted, erased or accepted before, and locked labels, stay as they are.
        Of the slices, only some `labels` are taken if they are given; the others stay open.
        """
        self.finish_stroke()
        edit, proposal = self.review.acceptance(indices, iteration, labels), self.review.proposal
        if edit is not None and proposal is not None and proposal.axis == self.axis:
            marks = self._marks
            for axis, made in self.review.makers(edit, iteration, self.label_axis).items():
                marks = marks.with_made(made, axis)
            edit = replace(edit, marks=Change(self._marks, marks))
        return self._decided(edit)

    def reject(
        self, indices: Sequence[int] | None, labels: Collection[int] | None = None
    ) -> Edit | None:
        """Drop open slices (None: all) or `labels` there: one named edit; None if none is open."""
        self.finish_stroke()
        return self._decided(self.review.rejection(indices, labels))

    def _decided(self, edit: Edit | None) -> Edit | None:
        if edit is not None:
            self.commit(edit, accepts=True)
        return edit

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


def _locked(classes: Sequence[LabelClass]) -> frozenset[int]:
    return frozenset(item.value for item in classes if item.locked)

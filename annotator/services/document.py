"""One open volume and everything drawn on it: what the user can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from annotator.core.errors import UserError
from annotator.core.labelmap import VoxelOrigin
from annotator.core.labels import default_label
from annotator.core.marks import Marks
from annotator.core.patch import Change, Edit, MaskPatch
from annotator.core.support import supports_from_labels
from annotator.services.document_state import DocumentState
from annotator.services.slices import (
    PLANES,
    accepted_voxels,
    removal_patches,
    slice_region,
    slice_title,
    slices_text,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from annotator.core.geometry import Region
    from annotator.core.labels import LabelClass
    from annotator.core.support import SupportSet

SliceStatus = Literal["none", "painted", "proposed", "accepted", "edited", "absent"]
MAX_LABELS = 254


class Document(DocumentState):
    """One open volume and everything drawn on it.

    Commands that change something make one named `Edit` each, which undo takes back.
    """

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
            self._commit_marks(f"Ends of {self.label_name(label)}", marks)

    def fill_range(self, label: int) -> tuple[int, int] | None:
        """First and last slice that the user allows for a label; its painted ones lie within.

        None if the user has set no limits.
        """
        limits = self.ranges.get(label)
        if limits is None:
            return None
        painted = self.painted_slices(label)
        return min([limits[0], *painted]), max([limits[1], *painted])

    def _commit_marks(self, text: str, marks: Marks) -> None:
        self.commit(Edit(text, marks=Change(self._marks, marks)))

    # ---- proposal

    def accepted_voxels(
        self, index: int, iteration: int | None = None
    ) -> tuple[Region, NDArray[np.uint8]] | None:
        """Box of open slice `index` of the proposal, and what accepting sets there.

        uint8 ``(2, *box)``: label values, then origins. None if there is nothing to accept.
        """
        proposal = self._proposal
        entry = None if proposal is None else proposal.slices.get(index)
        if proposal is None or entry is None:
            return None
        box = entry.box(iteration)
        labels = self.proposal_labels(proposal.axis, index, iteration, box)
        if labels is None or not labels.any():
            return None
        region = slice_region(proposal.axis, index, box)
        proposed = np.expand_dims(labels, proposal.axis)
        return region, accepted_voxels(self._labelmap, region, proposed)

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

    def status_strip(self, label: int) -> list[SliceStatus]:
        """Where a label stands in every slice along `axis`."""
        table, proposal = self._counts.table, self._proposal
        status = np.full(len(table), "none", dtype=object)
        if proposal is not None and proposal.axis == self.axis:
            status[[i for i, entry in proposal.slices.items() if label in entry.values]] = (
                "proposed"
            )
        # a proposal for other labels repeats what is painted here
        status[table[:, :, label].any(axis=1)] = "painted"
        accepted = table[:, VoxelOrigin.ACCEPTED, label] > 0
        by_hand = table[:, VoxelOrigin.HAND]
        status[accepted] = "accepted"
        status[accepted & ((by_hand[:, label] > 0) | (by_hand[:, 0] > 0))] = "edited"
        status[list(self.absent.get(label, ()))] = "absent"
        strip: list[SliceStatus] = status.tolist()
        return strip

    def supports(self, labels: Collection[int] | None = None) -> tuple[SupportSet, ...]:
        """Snapshot of what a run may learn from: painted slices of labels that are not locked.

        `labels` None means all.
        """
        values = [
            item.value
            for item in self._classes
            if not item.locked and (labels is None or item.value in labels)
        ]
        painted = {value: self._counts.slices_with(value) for value in values}
        absent = {
            value: marked - frozenset(painted.get(value, ()))
            for value, marked in self.absent.items()
        }
        limits = {value: self.fill_range(value) for value in values}
        return supports_from_labels(
            self._labelmap.voxels,
            self.axis,
            values=[value for value in values if painted[value]],
            absent=absent,
            excluded=self.excluded,
            ends={value: ends for value, ends in limits.items() if ends is not None},
            painted=painted,
        )

    def locked_voxels(self) -> NDArray[np.uint8]:
        """uint8 ``(z, y, x)`` for a run: `FREE` where it may write, else the value to keep."""
        voxels, origins = self._labelmap.voxels, self._labelmap.origins
        locked: NDArray[np.uint8] = np.equal(voxels | origins, 0).view(np.uint8)
        np.negative(locked, out=locked)  # 1 becomes 255, which is FREE
        locked |= voxels
        return locked

"""What a run suggests and what the user decides on it: shown, accepted, rejected, opened again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

import numpy as np
from psygnal import Signal

from annotator.core.boxes import WHOLE_SLICE
from annotator.core.labelmap import VoxelOrigin
from annotator.core.patch import Edit, MaskPatch
from annotator.core.proposal import Proposal, ProposalCuts
from annotator.core.texts import number, tr
from annotator.services.slices import accepted_voxels, slice_region, slices_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.core.geometry import Region
    from annotator.core.labelmap import LabelMap
    from annotator.core.marks import Maker
    from annotator.core.slice_counts import SliceCounts


class _Decisions(TypedDict):
    decided: tuple[int, ...]
    decided_labels: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What accepting slices would change.

    Attributes
    ----------
    slices
        Number of slices taken.
    gained_ml, lost_ml
        Volume that gets a label or another one, and that loses the one it has.
    unseen
        Those of the slices that the user has not looked at.
    """

    slices: int
    gained_ml: float
    lost_ml: float
    unseen: tuple[int, ...]

    def __str__(self) -> str:
        """Return "12 slices, +1.9 ml, −3.4 ml"."""
        lost = f", −{number(self.lost_ml, '.1f')} ml" if self.lost_ml else ""
        words = tr(
            "{n} slice, +{volume:.1f} ml",
            "{n} slices, +{volume:.1f} ml",
            n=self.slices,
            volume=self.gained_ml,
        )
        return words + lost


class Review:
    """The proposal beside a label map, and the user's decisions on its slices.

    It makes the edits of a decision; its document commits them. GUI thread only.

    Parameters
    ----------
    labelmap
        What proposals would be taken into; only read here.

    Attributes
    ----------
    locked
        Label values that accepting never sets.
    """

    changed = Signal(object)  # number of the one slice that changed, None for any number of them

    def __init__(self, labelmap: LabelMap) -> None:
        self._labelmap = labelmap
        self._proposal: Proposal | None = None
        self._cuts: ProposalCuts | None = None
        self.locked: frozenset[int] = frozenset()

    # ---- what is proposed

    @property
    def proposal(self) -> Proposal | None:
        """What the last run suggested."""
        return self._proposal

    @property
    def waiting(self) -> int:
        """Number of slices that wait for a decision."""
        return 0 if self._proposal is None else len(self._proposal.slices)

    def show(self, proposal: Proposal | None) -> None:
        """Show another proposal, or none."""
        self._proposal = proposal
        shape = self._labelmap.geometry.shape_zyx
        self._cuts = None if proposal is None else ProposalCuts(proposal, shape)
        self.changed.emit(None)

    def notify(self, index: int) -> None:
        """Say that slice `index` of the proposal has got another iteration."""
        if self._cuts is not None:
            self._cuts.invalidate(index)
        self.changed.emit(index)

    def labels(
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
        for value in self.locked:
            labels[labels == value] = 0
        return labels

    def accepted_voxels(
        self, index: int, iteration: int | None = None, only: Collection[int] | None = None
    ) -> tuple[Region, NDArray[np.uint8]] | None:
        """Box of open slice `index` of the proposal, and what accepting sets there.

        uint8 ``(2, *box)``: label values, then origins. None if there is nothing to accept;
        `only` names the labels to take, None for all.
        """
        proposal = self._proposal
        entry = None if proposal is None else proposal.slices.get(index)
        if proposal is None or entry is None:
            return None
        box = entry.box(iteration)
        labels = self.labels(proposal.axis, index, iteration, box)
        if labels is not None and only is not None:
            labels[~np.isin(labels, list(only))] = 0
        if labels is None or not labels.any():
            return None
        region = slice_region(proposal.axis, index, box)
        proposed = np.expand_dims(labels, proposal.axis)
        return region, accepted_voxels(self._labelmap, region, proposed)

    def outcome(
        self,
        indices: Sequence[int] | None,
        iteration: int | None = None,
        only: Collection[int] | None = None,
    ) -> Outcome:
        """Count what accepting open slices (None: all), or `only` some labels, would change."""
        chosen = self._chosen(indices, only)
        gained = lost = 0
        for index in chosen:
            found = self.accepted_voxels(index, iteration, only)
            if found is not None:
                before, after = self._labelmap.voxels[found[0].slices], found[1][0]
                gained += int(np.count_nonzero((before != after) & (after > 0)))
                lost += int(np.count_nonzero((before != after) & (before > 0)))
        shown = set() if self._proposal is None else self._proposal.shown
        voxel_ml = self._labelmap.geometry.voxel_volume_ml
        unseen = tuple(index for index in chosen if index not in shown)
        return Outcome(len(chosen), gained * voxel_ml, lost * voxel_ml, unseen)

    def note_shown(self, index: int) -> None:
        """Say that the user has looked at slice `index` of the proposal."""
        if self._proposal is not None and index in self._proposal.slices:
            self._proposal.shown.add(index)

    # ---- decisions

    def acceptance(
        self,
        indices: Sequence[int] | None,
        iteration: int | None = None,
        only: Collection[int] | None = None,
    ) -> Edit | None:
        """Edit that takes open slices (None: all) into the label map; None if none is open.

        Voxels that were painted, erased or accepted before, and locked labels, stay as they are.
        `only` names the labels to take, None for all; a slice stays open while others wait.
        """
        proposal, chosen = self._proposal, self._chosen(indices, only)
        if proposal is None or not chosen:
            return None
        accepted = [self.accepted_voxels(index, iteration, only) for index in chosen]
        patches = (
            MaskPatch.between(region.start, self._labelmap.read(region), values)
            for region, values in filter(None, accepted)
        )
        slices, method = slices_text(chosen), proposal.method
        text = (
            tr("Accept {slices} ({method})", slices=slices, method=method)
            if proposal.method
            else tr("Accept {slices}", slices=slices)
        )
        return Edit(text, tuple(filter(None, patches)), **self._decisions(chosen, only))

    def makers(
        self, edit: Edit, iteration: int | None, axis_of: Callable[[int], int]
    ) -> dict[int, dict[int, dict[int, Maker]]]:
        """Return what made the voxels that an edit takes over, by axis, label and slice.

        Slices of a label count along its own axis, which `axis_of` tells.
        """
        found: dict[int, dict[int, dict[int, Maker]]] = {}
        if self._proposal is None:
            return found
        for patch in edit.patches:
            before, after = patch.unpack(patch.before), patch.unpack(patch.after)
            taken = (after[1] == VoxelOrigin.ACCEPTED) & (before[1] != VoxelOrigin.ACCEPTED)
            index = patch.origin[self._proposal.axis]
            for value in map(int, np.unique(after[0][taken])):
                maker, axis = self._proposal.maker(index, iteration, value), axis_of(value)
                mine = taken & (after[0] == value)
                along = mine.any(axis=tuple(other for other in range(3) if other != axis))
                made = found.setdefault(axis, {}).setdefault(value, {})
                for slice_ in np.flatnonzero(along) + patch.origin[axis]:
                    made[int(slice_)] = maker
        return found

    def rejection(
        self, indices: Sequence[int] | None, only: Collection[int] | None = None
    ) -> Edit | None:
        """Edit that drops open slices (None: all), or `only` some labels; None if none is open."""
        chosen = self._chosen(indices, only)
        if not chosen:
            return None
        return Edit(
            tr("Reject {slices}", slices=slices_text(chosen)),
            **self._decisions(chosen, only),
        )

    def decide(
        self,
        indices: Sequence[int],
        labels: Sequence[tuple[int, int]] = (),
        *,
        undo: bool = False,
    ) -> None:
        """Close slices of the proposal, or single labels there; with `undo` open them again."""
        proposal = self._proposal
        if proposal is None or not (indices or labels):
            return
        for index, value in labels:
            entry = proposal.slices.get(index) or proposal.decided.get(index)
            if entry is not None:
                (entry.closed.discard if undo else entry.closed.add)(value)
        for index in indices:
            (proposal.reopen if undo else proposal.decide)(index)
        touched = {*indices, *(index for index, _ in labels)}
        for index in touched:
            if self._cuts is not None:
                self._cuts.invalidate(index)
        self.changed.emit(min(touched) if len(touched) == 1 else None)

    def check_supports(self, edit: Edit, counts: SliceCounts) -> None:
        """Find out which slices that an edit touched differ from what the last run was told.

        `counts` are those of the label map now; a proposal along another axis is left alone.
        """
        proposal, axis = self._proposal, counts.axis
        if proposal is None or proposal.axis != axis:
            return
        touched = {
            index
            for patch in edit.patches
            for index in range(patch.region.start[axis], patch.region.stop[axis])
        }
        labels = np.moveaxis(self._labelmap.voxels, axis, 0)
        for index in touched:
            proposal.check_support(index, labels[index], counts.table[index, VoxelOrigin.HAND])

    def _chosen(
        self, indices: Sequence[int] | None, only: Collection[int] | None = None
    ) -> list[int]:
        """Open slices among `indices` on which one of the labels `only` waits; None for all."""
        proposal = self._proposal
        if proposal is None:
            return []
        return [
            index
            for index in proposal.indices()
            if (indices is None or index in indices)
            and (only is None or proposal.slices[index].open_values.intersection(only))
        ]

    def _decisions(self, chosen: Sequence[int], only: Collection[int] | None) -> _Decisions:
        """Which slices close as a whole, and which labels on those that stay open."""
        proposal = self._proposal
        assert proposal is not None
        whole: list[int] = []
        parts: list[tuple[int, int]] = []
        for index in chosen:
            waiting = proposal.slices[index].open_values
            if only is None or waiting <= set(only):
                whole.append(index)
            else:
                parts += [(index, value) for value in sorted(waiting.intersection(only))]
        return {"decided": tuple(whole), "decided_labels": tuple(parts)}

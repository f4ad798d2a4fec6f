"""What a run suggests and what the user decides on it: shown, accepted, rejected, opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from psygnal import Signal

from annotator.core.boxes import WHOLE_SLICE
from annotator.core.labelmap import VoxelOrigin
from annotator.core.patch import Edit, MaskPatch
from annotator.core.proposal import Proposal, ProposalCuts
from annotator.services.slices import accepted_voxels, slice_region, slices_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.core.geometry import Region
    from annotator.core.labelmap import LabelMap
    from annotator.core.slice_counts import SliceCounts


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
        labels = self.labels(proposal.axis, index, iteration, box)
        if labels is None or not labels.any():
            return None
        region = slice_region(proposal.axis, index, box)
        proposed = np.expand_dims(labels, proposal.axis)
        return region, accepted_voxels(self._labelmap, region, proposed)

    # ---- decisions

    def acceptance(
        self, indices: Sequence[int] | None, iteration: int | None = None
    ) -> Edit | None:
        """Edit that takes open slices (None: all) into the label map; None if none is open.

        Voxels that were painted, erased or accepted before, and locked labels, stay as they are.
        """
        proposal, chosen = self._proposal, self._open_slices(indices)
        if proposal is None or not chosen:
            return None
        accepted = [self.accepted_voxels(index, iteration) for index in chosen]
        patches = (
            MaskPatch.between(region.start, self._labelmap.read(region), values)
            for region, values in filter(None, accepted)
        )
        method = f" ({proposal.method})" if proposal.method else ""
        text = f"Accept {slices_text(chosen)}{method}"
        return Edit(text, tuple(filter(None, patches)), decided=tuple(chosen))

    def rejection(self, indices: Sequence[int] | None) -> Edit | None:
        """Edit that drops open slices (None: all); None if none is open."""
        chosen = self._open_slices(indices)
        if not chosen:
            return None
        return Edit(f"Reject {slices_text(chosen)}", decided=tuple(chosen))

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
        self.changed.emit(indices[0] if len(indices) == 1 else None)

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

    def _open_slices(self, indices: Sequence[int] | None) -> list[int]:
        known = [] if self._proposal is None else self._proposal.indices()
        return known if indices is None else [index for index in known if index in set(indices)]

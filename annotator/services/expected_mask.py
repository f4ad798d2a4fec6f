"""The mask as it would be if everything that is proposed were accepted; for workers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.labelmap import VoxelOrigin

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.proposal import Proposal
    from annotator.services.document import Document


@dataclass(frozen=True, slots=True, eq=False)
class ExpectedMask:
    """What is drawn and proposed at one moment; later changes do not reach it.

    Attributes
    ----------
    voxels
        uint8 ``(z, y, x)``: the mask.
    """

    voxels: NDArray[np.uint8]
    _origins: NDArray[np.uint8]
    _proposal: Proposal | None
    _locked: frozenset[int]

    @classmethod
    def of(cls, document: Document) -> ExpectedMask:
        """Take a document as it is now."""
        labelmap, review = document.labelmap, document.review
        proposal = review.proposal.undecided() if review.proposal and review.waiting else None
        return cls(labelmap.voxels.copy(), labelmap.origins.copy(), proposal, review.locked)

    def accepted(self) -> NDArray[np.uint8]:
        """Mask with all that is proposed, uint8 ``(z, y, x)``; the mask itself if nothing is."""
        proposal = self._proposal
        if proposal is None:
            return self.voxels
        mask = self.voxels.copy()
        planes = np.moveaxis(mask, proposal.axis, 0)
        origins = np.moveaxis(self._origins, proposal.axis, 0)
        for index, entry in proposal.slices.items():
            labels = entry.labels()
            taken = (origins[index] == VoxelOrigin.UNTOUCHED) & (labels > 0)
            taken &= ~np.isin(labels, list(self._locked))
            planes[index][taken] = labels[taken]
        return mask

"""Where a label stands in every slice, for the strip of slices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from annotator.core.labelmap import VoxelOrigin

if TYPE_CHECKING:
    from annotator.services.document import Document

SliceStatus = Literal[
    "none", "painted", "crossed", "proposed", "empty", "accepted", "edited", "absent"
]


def status_strip(document: Document, label: int) -> list[SliceStatus]:
    """Where a label stands in every slice along the document's axis."""
    table, proposal = document.counts.table, document.review.proposal
    status = np.full(len(table), "none", dtype=object)
    crossed = document.crossed_slices(label)
    waiting: dict[int, frozenset[int]] = {}
    runs: tuple[int, ...] = ()
    if proposal is not None and proposal.axis == document.axis:
        runs = proposal.run_labels
        waiting = {index: entry.open_values for index, entry in proposal.slices.items()}
        status[[index for index, values in waiting.items() if label in values]] = "proposed"
        if label in proposal.run_labels:
            status[[index for index, values in waiting.items() if not values]] = "empty"
    # a proposal for other labels repeats what is painted here
    status[table[:, :, label].any(axis=1)] = "painted"
    status[crossed] = "crossed"
    if label in runs:
        status[[index for index in crossed if index in waiting]] = "proposed"
    accepted = table[:, VoxelOrigin.ACCEPTED, label] > 0
    by_hand = table[:, VoxelOrigin.HAND]
    status[accepted] = "accepted"
    status[accepted & ((by_hand[:, label] > 0) | (by_hand[:, 0] > 0))] = "edited"
    status[list(document.absent.get(label, ()))] = "absent"
    strip: list[SliceStatus] = status.tolist()
    return strip

"""A document with everything that a snapshot holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.core.measurements import Measurement
from annotator.core.proposal import IterationResult, LabelStats, Learned, Proposal
from annotator.services.painting import PaintingService
from annotator.services.run_supports import run_supports
from tests.helpers.documents import EditList, make_document, square

if TYPE_CHECKING:
    from annotator.core.geometry import Region
    from annotator.services.document import Document


def worked_on() -> Document:
    """Painted, erased and accepted voxels, marks, another active label, two proposed slices."""
    document = make_document()
    EditList(document)
    painting = PaintingService(document)
    painting.begin("brush", 0, 5, 1)
    painting.move((10.0, 10.0), (10.0, 14.0), 3.0)
    painting.end()
    proposal = Proposal(0, (1, 2), "fused", run_supports(document))
    for index in (3, 4, 6):
        for iteration in range(2):
            labels = square(2, 6 + iteration)
            size = int(np.count_nonzero(labels))
            stats = {2: LabelStats(size, 0.5 if iteration else 1.0, 0.9, 0.25)}
            proposal.add(IterationResult(index, iteration, labels, stats, iteration == 1))
    proposal.learned[1] = Learned(1, 3, 22, 0.8, 0.9, 0.4)
    proposal.model = ("catnet-small", "ab" * 32)
    document.review.show(proposal)
    document.accept([3])
    document.toggle_absent(1, 0)
    document.toggle_excluded(1, 5)
    document.set_range(2, 1, 6)
    document.set_active_label(2)
    document.set_axis(2)
    document.set_range(1, 2, 30)
    document.set_axis(0)
    document.set_measurements("Measure", (Measurement(1, 2, ((0.0, 2.0, 1.5), (3.0, 2.0, 4.0))),))
    return document


def box_of(document: Document) -> Region:
    """Box of what a document's mask holds."""
    box = document.labelmap.touched
    assert box is not None
    return box

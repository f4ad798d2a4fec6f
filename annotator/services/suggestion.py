"""Which slice to paint next."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from annotator.core.errors import UserError

if TYPE_CHECKING:
    from annotator.services.document import Document


def next_slice_to_paint(document: Document, label: int) -> int:
    """Middle of the widest gap between slices of a label that are painted or marked absent.

    Evenly spaced slices are hard to beat as supports, so that is what this leads to.

    Raises
    ------
    UserError
        If there is no gap yet, or none is left.
    """
    known: list[int] = sorted({*document.painted_slices(label), *document.absent.get(label, ())})
    if len(known) < 2:
        name = document.label_name(label)
        raise UserError(f"Paint the first and the last slice of {name}, then this leads on.")
    width, first = max((b - a, a) for a, b in pairwise(known))
    if width < 2:
        raise UserError(f"Every slice of {document.label_name(label)} is painted.")
    return first + width // 2

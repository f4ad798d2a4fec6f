"""Which slice to paint next."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.core.texts import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.services.document import Document


def next_slice_to_paint(
    document: Document, label: int, suggested: Sequence[int] = (), current: int = -1
) -> int:
    """Slice of a label to paint next.

    The next of the suggested ones, from the last around to the first; without suggestions the
    middle of the widest gap between slices that are painted or marked absent.

    Parameters
    ----------
    document
        With the slices painted so far.
    label
        Label value.
    suggested
        Slices that a classifier suggests to paint, in any order; painted ones do not count.
    current
        Slice shown now; the next suggested one is looked for behind it.

    Raises
    ------
    UserError
        If nothing is suggested and there is no gap yet, or none is left.
    """
    painted = document.painted_slices(label)
    absent = document.absent.get(label, frozenset())
    wanted = sorted({*suggested}.difference(painted, absent))
    if wanted:
        return next((index for index in wanted if index > current), wanted[0])
    known = sorted({*painted, *absent})
    if len(known) < 2:
        name = document.label_name(label)
        raise UserError(
            tr(
                "Paint {name} on two slices, each about a quarter of its length from its ends, "
                "then this leads on.",
                name=name,
            )
        )
    width, first = max((b - a, a) for a, b in pairwise(known))
    if width < 2:
        raise UserError(
            tr(
                "Every slice from the first to the last painted one of {name} is painted.",
                name=document.label_name(label),
            )
        )
    return first + width // 2

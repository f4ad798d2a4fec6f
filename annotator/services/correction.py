"""After a correction only the slices between the neighbouring painted ones run again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from annotator.core.proposal import Proposal
    from annotator.core.run_options import RunOptions
    from annotator.core.support import SupportSet


def corrected_part(
    before: Proposal | None, supports: tuple[SupportSet, ...], options: RunOptions
) -> tuple[SupportSet, ...] | None:
    """Cut the support sets of a run to what a correction since the run before has touched.

    Parameters
    ----------
    before
        What the run before has suggested.
    supports, options
        Of the run to come.

    Returns
    -------
    tuple of SupportSet or None
        The slices between the painted ones around every corrected slice. None if everything has
        to be filled: without a run before, when it was made in another way or not to its end,
        when nothing was corrected since, or slices were rejected.
    """
    if before is None or before.options != options or not before.changed_supports:
        return None
    told = {item.label: item for item in before.supports}
    if {item.label for item in supports} != set(told):
        return None
    reach: list[tuple[int, int]] = []
    for item in supports:
        old = told[item.label]
        limits = (item.first, item.last, item.absent, item.ends)
        if limits != (old.first, old.last, old.absent, old.ends):
            return None
        reach += [_around(item, index) for index in _corrected(old, item, before)]
    if not reach:
        return None
    first, last = min(low for low, _ in reach), max(high for _, high in reach)
    filled = {index for index, entry in before.slices.items() if entry.stage == "refined"}
    taken = {painted.index for item in supports for painted in item.slices}
    filled |= before.decided.keys() & taken  # what was rejected has to be filled again
    rest = {i for item in supports for i in item.query_indices() if not first <= i <= last}
    if not rest or not rest <= filled:
        return None
    parts = (
        replace(item, first=max(item.first, first), last=min(item.last, last)) for item in supports
    )
    return tuple(part for part in parts if part.query_indices()) or None


def keep_rest(before: Proposal, proposal: Proposal, part: tuple[SupportSet, ...]) -> None:
    """Take over what a run suggested on the slices that do not run again."""
    again = {index for item in part for index in item.query_indices()}
    for index, entry in before.slices.items():
        if index not in again:
            proposal.slices[index] = entry.snapshot()
    proposal.shown = before.shown - again
    proposal.learned = dict(before.learned)


def _corrected(old: SupportSet, new: SupportSet, before: Proposal) -> list[int]:
    """Slices on which a label is painted in another way than the run before was told."""
    masks = [{item.index: item.mask for item in known.slices} for known in (old, new)]
    found = []
    for index in before.changed_supports:
        one, other = (mask.get(index) for mask in masks)
        if one is None or other is None:
            if one is not other:
                found.append(index)
        elif not np.array_equal(one, other):
            found.append(index)
    return found


def _around(support: SupportSet, index: int) -> tuple[int, int]:
    """First and last slice between the painted ones around a slice."""
    painted = [item.index for item in support.slices]
    low = max((i + 1 for i in painted if i < index), default=support.first)
    high = min((i - 1 for i in painted if i > index), default=support.last)
    return low, high

"""In which order the slices of a proposal are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.core.uncertainty import least_certain_first

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotator.core.proposal import Proposal


class ReviewOrder:
    """Leads from one waiting slice to the next: the least certain first, or as they lie.

    Attributes
    ----------
    by_uncertainty
        Whether the least certain slice comes first; where nothing is known yet, slices come as
        they lie.
    """

    def __init__(self) -> None:
        self.by_uncertainty = True
        self._uncertainty: dict[int, float] = {}
        self._led_to: int | None = None

    @property
    def uncertainty(self) -> Mapping[int, float]:
        """Per slice, what is known of it."""
        return self._uncertainty

    def take(self, uncertainty: Mapping[int, float]) -> None:
        """Take what was found out of slices; empty to forget all."""
        self._uncertainty = dict(uncertainty)

    def least_certain(self, proposal: Proposal) -> int | None:
        """Return the waiting slice with the highest uncertainty; None if nothing is in dispute."""
        waiting = {i: self._uncertainty.get(i, 0.0) for i in proposal.indices()}
        first = next(iter(least_certain_first(waiting)), None)
        return first if first is not None and waiting[first] > 0 else None

    def step(self, proposal: Proposal, here: int, direction: int) -> int | None:
        """Return the waiting slice after (1) or before (-1) `here`; the last leads to the first.

        By uncertainty, whoever comes from elsewhere begins at the least certain slice that was
        not looked at. None if no slice waits.
        """
        waiting = set(proposal.indices())
        if not waiting:
            return None
        by_uncertainty = self.by_uncertainty and bool(self._uncertainty)
        if not by_uncertainty:
            ranking = sorted({*waiting, here})
        else:
            known = {i: self._uncertainty.get(i, 0.0) for i in {*waiting, *self._uncertainty}}
            ranking = least_certain_first(known)
        if by_uncertainty and (here != self._led_to or here not in ranking):
            unseen = [i for i in ranking if i in waiting and i not in proposal.shown and i != here]
            target = next(iter(unseen), next(i for i in ranking if i in waiting))
        else:
            place = ranking.index(here)
            around = ranking[place + 1 :] + ranking[:place]
            target = next((i for i in around[::direction] if i in waiting), here)
        self._led_to = target
        return target

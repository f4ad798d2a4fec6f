"""From what windows of several sizes show to the answers that a click may mean."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from annotator.core.clicks import as_said
from annotator.inference.catnet.click_windows import OUTSIDE, clicked_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.core.clicks import Click
    from annotator.inference.catnet.click_windows import Look
    from annotator.inference.region import Region2D

    Mask = NDArray[np.bool_]

CUT, AGREEMENT, UNUSUAL, EMPTY, LIKE_CHOSEN = 0.15, 0.3, 0.05, 0.3, 0.6
"""Worth of a window in units of expected Dice: less where its mask is cut, more by the Dice with
the next window, less by the logarithm of its size over the usual one, less where it is empty, more
by the Dice with an answer that the user has chosen before."""
TEMPERATURE = 0.06
"""Difference in worth at which a window counts e times less."""
LEAST_WEIGHT = 0.1
"""Windows that weigh less than this, over the best one, do not count."""
MOST_LOGIT = 6.0
"""How sure a window may be of a pixel."""
DROPPED = 0.25
"""Windows worth so much less than the best one are not looked into for further clicks."""
MOST_ANSWERS, ALIKE = 4, 0.8
"""Answers that are offered at most, and the Dice of two of which one is left out."""
NEXT_SIDE = 0.6
"""Once an answer was chosen, windows as wide as its own serve the next click, to this difference of
the logarithms of their sides."""


class Answer(NamedTuple):
    """A mask that clicks lead to, and what further clicks go on from.

    Attributes
    ----------
    mask
        bool ``(rows, cols)``.
    logits
        (1, 1, rows, cols) float16, `OUTSIDE` beyond what was looked at.
    regions
        Windows that serve the next click.
    """

    mask: Mask
    logits: Tensor
    regions: list[Region2D]


@dataclass(slots=True)
class Answers:
    """What was found for some clicks: masks from narrow to wide, one of them shown.

    Attributes
    ----------
    offered
        The masks.
    shown
        Which of them is shown.
    chosen
        Whether the user wanted that one.
    """

    offered: list[Answer]
    shown: int = 0
    chosen: bool = False

    @property
    def current(self) -> Answer:
        """The one that is shown."""
        return self.offered[self.shown]

    @classmethod
    def blank(cls, shape: tuple[int, int]) -> Answers:
        """Nothing found on a slice of this shape."""
        nothing = torch.full((1, 1, *shape), OUTSIDE, dtype=torch.float16)
        return cls([Answer(np.zeros(shape, np.bool_), nothing, [])])

    @classmethod
    def between(
        cls, looks: list[Look], worths: NDArray[np.float64], clicks: Sequence[Click]
    ) -> Answers:
        """Show the mean of all windows, and offer those that differ from it and from each other.

        Parameters
        ----------
        looks
            What was found in each window.
        worths
            How much each is to be trusted, see `worths_of`.
        clicks
            All clicks so far, one inside among them.
        """
        near = worths > worths.max() - DROPPED
        regions = [look.region for look, keep in zip(looks, near, strict=True) if keep]
        first = _answer(_mean(looks, worths), regions, clicks)
        offered = [first]
        for i in np.argsort(-worths):
            look = looks[i]
            if len(offered) == MOST_ANSWERS or look.low is None:
                continue
            sides = (other.region for other in looks)
            regions = [r for r in sides if abs(np.log(r.side_mm / look.region.side_mm)) < NEXT_SIDE]
            answer = _answer(look.on_slice, regions, clicks)
            if all(dice(answer.mask, other.mask) < ALIKE for other in offered):
                offered.append(answer)
        offered.sort(key=lambda answer: int(np.count_nonzero(answer.mask)))
        return cls(offered, next(i for i, answer in enumerate(offered) if answer is first))


def _answer(logits: Tensor, regions: list[Region2D], clicks: Sequence[Click]) -> Answer:
    mask = as_said((logits[0, 0] > 0).numpy(), clicks)
    held = clicked_parts(mask, [p for c in clicks if c.inside for p in c.points])
    return Answer(held, logits.half(), regions)


def worths_of(
    looks: list[Look], usual_mm: float, widest_mm: float, chosen: Mask | None
) -> NDArray[np.float64]:
    """Return how much each window is to be trusted, see `CUT`.

    Parameters
    ----------
    looks
        What was found in each.
    usual_mm
        Side of a window that fits most structures.
    widest_mm
        Side of a window that holds the whole slice, where nothing is cut.
    chosen
        Mask that the user has chosen before the last click, None if none.
    """
    order = sorted(range(len(looks)), key=lambda i: looks[i].region.side_mm)
    agreement = np.zeros(len(looks))
    for a, b in pairwise(order):
        alike = dice(looks[a].mask, looks[b].mask)
        agreement[a], agreement[b] = max(agreement[a], alike), max(agreement[b], alike)
    worths = AGREEMENT * agreement
    for i, look in enumerate(looks):
        side = look.region.side_mm
        worths[i] += look.quality - UNUSUAL * abs(np.log(side / usual_mm))
        worths[i] -= CUT * (look.is_cut and side < 0.99 * widest_mm)
        worths[i] -= EMPTY * (look.low is None)
        if chosen is not None:
            worths[i] += LIKE_CHOSEN * dice(look.mask, chosen)
    return worths


def _mean(looks: list[Look], worths: NDArray[np.float64]) -> Tensor:
    """Mean of the logits within the best window, weighed; each counts where it looks at."""
    weights = np.exp((worths - worths.max()) / TEMPERATURE)
    best = looks[int(np.argmax(worths))]
    shape = best.mask.shape
    rows, cols = best.region.box(shape)
    total, weight = torch.zeros(2, rows.stop - rows.start, cols.stop - cols.start)
    for look, share in zip(looks, weights.tolist(), strict=True):
        if share < LEAST_WEIGHT:
            continue
        covered = torch.zeros(shape)
        covered[look.region.box(shape)] = share
        clamped = look.on_slice[0, 0, rows, cols].clamp(-MOST_LOGIT, MOST_LOGIT)
        total += covered[rows, cols] * clamped
        weight += covered[rows, cols]
    logits = torch.full((1, 1, *shape), OUTSIDE)
    logits[0, 0, rows, cols] = total / weight
    return logits


def dice(a: Mask, b: Mask) -> float:
    """Dice of two masks, 0 if both are empty."""
    total = int(np.count_nonzero(a)) + int(np.count_nonzero(b))
    return 2 * int(np.count_nonzero(a & b)) / max(total, 1)

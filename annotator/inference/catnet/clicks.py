"""The mask of one slice from clicks, by the click head on CAT-Net's encoder.

Nothing is known of a structure's size at first, so each click is answered through windows of
several sizes at once. What they find is averaged, weighed by how good each expects to be, by how
well it agrees with the next smaller or larger window, and by how usual its size is. A window that
fits what was found best joins them, so that structures of a few millimetres are seen large enough.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from annotator.core.clicks import as_said
from annotator.inference.catnet.click_windows import (
    FACTOR,
    OUTSIDE,
    SliceWindows,
    clicked_parts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.core.clicks import Click
    from annotator.inference.catnet.click_windows import Look
    from annotator.inference.region import Region2D
    from annotator.nets.catnet.click_head import ClickNet

    Mask = NDArray[np.bool_]

SIDES_MM: tuple[float, ...] = (40.0, 64.0, 100.0, 160.0, 250.0, 400.0)
"""Windows around a first click of which nothing is known."""
USUAL_MM = 130.0
"""Side that fits most structures."""
NEAR_KNOWN = (0.7, 1.0, 1.45)
"""Windows around a first click, over one that fits, where the structure's size is known."""
WIDER = 1.6
"""How much wider the next window is where the mask reaches the border."""
WELL, ROOM = (0.8, 1.25), 0.06
"""A window is well as it is if the fitting one is so many times as wide, and the mask so many
sides away from the border."""
FITS = 2
"""Windows tried for one click that fit what was found."""
CUT, AGREEMENT, UNUSUAL, EMPTY = 0.15, 0.3, 0.05, 0.3
"""Worth of a window in units of expected Dice: less where its mask is cut, more by the Dice with
the next window, less by the logarithm of its size over the usual one, less where it is empty."""
TEMPERATURE = 0.06
"""Difference in worth at which a window counts e times less."""
LEAST_WEIGHT = 0.1
"""Windows that weigh less than this, over the best one, do not count."""
MOST_LOGIT = 6.0
"""How sure a window may be of a pixel."""
DROPPED = 0.25
"""Windows worth so much less than the best one are not looked into for further clicks."""
SAME_SIDE, DIFFERENT_SIDE, SAME_PLACE = 0.1, 0.15, 0.1
"""Windows are the same if the logarithms of their sides differ less than this, and their centres
by less than this share of a side; first windows differ by more than the second."""


class ClickedSlice:
    """A slice on its way from clicks to a mask.

    Parameters
    ----------
    net
        Network, in eval mode.
    image
        Grey values ``(rows, cols)``.
    spacing_mm
        Of rows and columns, millimetres.
    size
        Side of the network's input in pixels.
    extent_mm
        Longer side of the structure, if something is known of it.

    Attributes
    ----------
    quality
        Dice that the head expects of its mask.
    """

    def __init__(
        self,
        net: ClickNet,
        image: NDArray[Any],
        spacing_mm: tuple[float, float],
        size: int,
        extent_mm: float | None = None,
    ) -> None:
        self._windows = SliceWindows(net, image, spacing_mm, size)
        self._usual_mm, self._sides_mm = USUAL_MM, SIDES_MM
        if extent_mm is not None:
            self._usual_mm = FACTOR * extent_mm
            self._sides_mm = tuple(share * self._usual_mm for share in NEAR_KNOWN)
        self._restart()

    def _restart(self) -> None:
        self._answered: list[Click] = []
        self._regions: list[Region2D] = []
        self._logits = torch.full((1, 1, *self.shape), OUTSIDE)
        self.quality = 0.0

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._windows.shape

    @torch.inference_mode()
    def answer(self, clicks: Sequence[Click]) -> Mask:
        """Mask ``(rows, cols)`` that follows from all clicks so far; empty without one inside.

        One click after the other refines the answer; those that were answered before are not
        answered again.
        """
        clicks = list(clicks)
        if clicks[: len(self._answered)] != self._answered:
            self._restart()
        for count in range(len(self._answered) + 1, len(clicks) + 1):
            if any(click.inside for click in clicks[:count]):
                self._answer(clicks[:count])
        self._answered = clicks
        if not any(click.inside for click in clicks):
            return np.zeros(self.shape, np.bool_)
        mask = as_said((self._logits[0, 0] > 0).numpy(), clicks)
        return clicked_parts(mask, [p for c in clicks if c.inside for p in c.points])

    def _answer(self, clicks: list[Click]) -> None:
        before = self._logits
        looks = self._windows.look(self._held_regions(clicks), clicks, before)
        worths = self._worths(looks)
        for _ in range(FITS):
            best = looks[int(np.argmax(worths))]
            fitted = self._fitted(best, looks, clicks)
            if fitted is None:
                break
            looks += self._windows.look([fitted], clicks, before)
            worths = self._worths(looks)
        most = int(np.argmax(worths))
        kept = worths > worths[most] - DROPPED
        self._regions = [look.region for look, keep in zip(looks, kept, strict=True) if keep]
        self.quality = looks[most].quality
        self._logits = self._mean(looks, worths)

    def _held_regions(self, clicks: list[Click]) -> list[Region2D]:
        """Windows that hold all clicks inside; a wider one if none does."""
        if not self._regions:
            point = next(click.points[0] for click in clicks if click.inside)
            row, col = (p * s for p, s in zip(point, self._windows.spacing_mm, strict=True))
            for side in self._sides_mm:
                region = self._windows.around((row, col), side)
                if all(_differs(region.side_mm, other.side_mm) for other in self._regions):
                    self._regions.append(region)
        held = [region for region in self._regions if self._windows.holds(region, clicks)]
        if held:
            return held
        places = [p for c in clicks if c.inside for p in c.points]
        places += [tuple(p) for p in np.argwhere((self._logits[0, 0] > 0).numpy())]
        mm = np.array(places, np.float64) * self._windows.spacing_mm
        row, col = (mm.min(0) + mm.max(0)) / 2
        side = max(FACTOR * float(np.ptp(mm, axis=0).max()), self._usual_mm)
        return [self._windows.around((float(row), float(col)), side)]

    def _fitted(self, best: Look, looks: list[Look], clicks: list[Click]) -> Region2D | None:
        """Window that fits the mask of the best one, None where this or another one does."""
        found = best.fitted(WIDER)
        if found is None:
            return None
        region = self._windows.around(*found)
        fits = WELL[0] < region.side_mm / best.region.side_mm < WELL[1]
        if fits and best.room > ROOM * best.region.size:
            return None
        known = any(_same(region, look.region) for look in looks)
        return None if known or not self._windows.holds(region, clicks) else region

    def _worths(self, looks: list[Look]) -> NDArray[np.float64]:
        """Return how much each window is to be trusted, see `CUT`."""
        order = sorted(range(len(looks)), key=lambda i: looks[i].region.side_mm)
        agreement = np.zeros(len(looks))
        for a, b in pairwise(order):
            dice = _dice(looks[a].mask, looks[b].mask)
            agreement[a], agreement[b] = max(agreement[a], dice), max(agreement[b], dice)
        worths = AGREEMENT * agreement
        for i, look in enumerate(looks):
            side = look.region.side_mm
            worths[i] += look.quality - UNUSUAL * abs(np.log(side / self._usual_mm))
            worths[i] -= CUT * (look.is_cut and side < 0.99 * self._windows.widest_mm)
            worths[i] -= EMPTY * (look.low is None)
        return worths

    def _mean(self, looks: list[Look], worths: NDArray[np.float64]) -> Tensor:
        """Mean of the logits within the best window, weighed; each counts where it looks at."""
        weights = np.exp((worths - worths.max()) / TEMPERATURE)
        best = looks[int(np.argmax(worths))]
        rows, cols = best.region.box(self.shape)
        total, weight = torch.zeros(2, rows.stop - rows.start, cols.stop - cols.start)
        for look, share in zip(looks, weights.tolist(), strict=True):
            if share < LEAST_WEIGHT:
                continue
            covered = torch.zeros(self.shape)
            covered[look.region.box(self.shape)] = share
            clamped = look.on_slice[0, 0, rows, cols].clamp(-MOST_LOGIT, MOST_LOGIT)
            total += covered[rows, cols] * clamped
            weight += covered[rows, cols]
        logits = torch.full_like(self._logits, OUTSIDE)
        logits[0, 0, rows, cols] = total / weight
        return logits


def _differs(side: float, other: float) -> bool:
    return bool(abs(np.log(side / other)) > DIFFERENT_SIDE)


def _same(a: Region2D, b: Region2D) -> bool:
    apart = max(abs(x - y) for x, y in zip(a.center_mm, b.center_mm, strict=True))
    alike = abs(np.log(a.side_mm / b.side_mm)) < SAME_SIDE
    return bool(alike and apart < SAME_PLACE * a.side_mm)


def _dice(a: Mask, b: Mask) -> float:
    return float(2 * (a & b).sum() / max(int(a.sum() + b.sum()), 1))

"""The mask of one slice from clicks, by the click head on CAT-Net's encoder.

Nothing is known of a structure's size at first, so each click is answered through windows of
several sizes at once. What they find is averaged, weighed by how good each expects to be, by how
well it agrees with the next smaller or larger window, and by how usual its size is. A window that
fits what was found best joins them, so that structures of a few millimetres are seen large enough.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from annotator.inference.catnet.click_answers import Answers, worths_of
from annotator.inference.catnet.click_windows import FACTOR, SliceWindows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from annotator.core.clicks import Click
    from annotator.inference.catnet.click_answers import Answer
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
        self._blank = Answers.blank(self.shape)
        self._clicks: list[Click] = []
        self._found: list[Answers] = []  # after each of them
        self._ahead: tuple[ThreadPoolExecutor, Future[None]] | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._windows.shape

    def expect(self, clicks: Sequence[Click]) -> None:
        """Begin to answer clicks beside the caller, who will probably ask for them soon."""
        self._settle()
        pool = ThreadPoolExecutor(1, thread_name_prefix="clicks")
        self._ahead = pool, pool.submit(self._answer, list(clicks))
        pool.shutdown(wait=False)  # its thread ends with the answer

    def _settle(self) -> None:
        """Wait for what was begun."""
        if self._ahead is not None:
            (pool, work), self._ahead = self._ahead, None
            pool.shutdown()
            work.result()

    def answer(self, clicks: Sequence[Click]) -> Mask:
        """Mask ``(rows, cols)`` that follows from all clicks so far; empty without one inside.

        One click after the other refines the answer; those that were answered before are not
        answered again.
        """
        self._settle()
        self._answer(list(clicks))
        return self._last.current.mask

    @torch.inference_mode()
    def _answer(self, clicks: list[Click]) -> None:
        known = 0
        while clicks[: known + 1] == self._clicks[: known + 1] and known < len(self._clicks):
            known += 1
        del self._found[known:]
        self._clicks = clicks
        for count in range(known + 1, len(clicks) + 1):
            self._found.append(self._answered(clicks[:count]))

    @property
    def answers(self) -> list[Mask]:
        """All that the last clicks may mean, from narrow to wide."""
        self._settle()
        return [answer.mask for answer in self._last.offered]

    @property
    def shown(self) -> int:
        """Which of the `answers` `answer` gives, and further clicks go on from."""
        self._settle()
        return self._last.shown

    def show(self, index: int) -> None:
        """Choose one of the `answers`."""
        self._settle()
        self._last.shown, self._last.chosen = index, True

    @property
    def _last(self) -> Answers:
        return self._found[-1] if self._found else self._blank

    def _answered(self, clicks: list[Click]) -> Answers:
        """Answer the last click, led by the answer before."""
        if not any(click.inside for click in clicks):
            return self._blank
        last, widest = self._last.current, self._windows.widest_mm
        chosen = last.mask if self._last.chosen else None
        before = last.logits.float()
        looks = self._windows.look(self._held_regions(last, clicks), clicks, before)
        worths = worths_of(looks, self._usual_mm, widest, chosen)
        for _ in range(FITS):
            fitted = self._fitted(looks[int(np.argmax(worths))], looks, clicks)
            if fitted is None:
                break
            looks += self._windows.look([fitted], clicks, before)
            worths = worths_of(looks, self._usual_mm, widest, chosen)
        return Answers.between(looks, worths, clicks)

    def _held_regions(self, last: Answer, clicks: list[Click]) -> list[Region2D]:
        """Windows that hold all clicks inside; a wider one if none does."""
        regions = last.regions or self._first_regions(clicks)
        held = [region for region in regions if self._windows.holds(region, clicks)]
        if held:
            return held
        places = [p for c in clicks if c.inside for p in c.points]
        places += [tuple(p) for p in np.argwhere((last.logits[0, 0] > 0).numpy())]
        mm = np.array(places, np.float64) * self._windows.spacing_mm
        row, col = (mm.min(0) + mm.max(0)) / 2
        side = max(FACTOR * float(np.ptp(mm, axis=0).max()), self._usual_mm)
        return [self._windows.around((float(row), float(col)), side)]

    def _first_regions(self, clicks: list[Click]) -> list[Region2D]:
        """Windows of several sizes around the first click inside."""
        point = next(click.points[0] for click in clicks if click.inside)
        row, col = (p * s for p, s in zip(point, self._windows.spacing_mm, strict=True))
        regions: list[Region2D] = []
        for side in self._sides_mm:
            region = self._windows.around((row, col), side)
            if all(_differs(region.side_mm, other.side_mm) for other in regions):
                regions.append(region)
        return regions

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


def _differs(side: float, other: float) -> bool:
    return bool(abs(np.log(side / other)) > DIFFERENT_SIDE)


def _same(a: Region2D, b: Region2D) -> bool:
    apart = max(abs(x - y) for x, y in zip(a.center_mm, b.center_mm, strict=True))
    alike = abs(np.log(a.side_mm / b.side_mm)) < SAME_SIDE
    return bool(alike and apart < SAME_PLACE * a.side_mm)

"""Walking: slices filled one after the other, each from its already filled neighbour.

Two painted slices at a structure's tips say nothing of what lies between them: there the shape is
followed from slice to slice instead, and the window widens with it.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.inference.catnet.engine import OUTSIDE, cut_off
from annotator.inference.catnet.second_pass import SecondPass
from annotator.inference.catnet.structure import dice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.inference.catnet.engine import Engine
    from annotator.inference.catnet.structure import Structure

WIDER = 1.5
"""Factor between one window and the next; the first one is that much wider than in other runs, for
the tips are smaller than what lies between them."""

WINDOWS = 4
"""Most windows."""

AGREES = 0.45
"""Mean Dice of what both painted slices lead to where they meet, from which on a walk is kept."""

ALIKE = 0.5
"""Dice of the second and the third pass from which on the third one counts."""

THIRD = 1 / 3
"""How much the third pass counts."""

MARGIN = 0.03
"""A mask this close to the border (share of the window's side) asks for a wider window."""


def walks(structure: Structure) -> bool:
    """Whether a structure is better followed from slice to slice: painted on its tips alone.

    Two slices that hardly overlap and lie further apart than they are wide. A window that follows
    the structure leads over the gap instead, where walking has failed (`Walk.agreement`).
    """
    if len(structure.indices) != 2 or structure.follows or not structure.only_tips():
        return False
    stack, slices = structure.stack, structure.supports.slices
    pixel = stack.spacing_mm[0] * stack.spacing_mm[1]
    widths = [math.sqrt(int(support.mask.sum()) * pixel) for support in slices]
    return (slices[1].index - slices[0].index) * stack.step_mm > sum(widths) / 2


@dataclass(frozen=True, slots=True)
class _Walked:
    """A filled slice: window, float16 logits (iterations + 1, S, S) or None, seconds it took."""

    window: int
    logits: Tensor | None
    seconds: float


class Walk:
    """Fills the slices of one structure from its painted slices outwards.

    Parameters
    ----------
    engine
        Network.
    structure
        What to fill.
    iterations
        CMAT iterations per slice.
    """

    def __init__(self, engine: Engine, structure: Structure, iterations: int) -> None:
        self._engine = engine
        self._structure = structure
        self._iterations = iterations
        self._windows = [structure.widened(WIDER)]
        while len(self._windows) < WINDOWS and not self._windows[-1].is_whole:
            self._windows.append(self._windows[-1].widened(WIDER))
        self._walked: dict[int, _Walked] = {}
        self._second: SecondPass | None = None
        self._third: SecondPass | None = None

    def path(self, queries: Sequence[int]) -> list[int]:
        """Slices to step to, in this order, before the logits of all queries are known."""
        steps: list[int] = []
        for query in queries:
            start = self._start(query)
            toward = 1 if query > start else -1
            steps += range(start + toward, query + toward, toward)
        return [i for i in dict.fromkeys(steps) if i not in self._walked]

    def step(self, index: int) -> None:
        """Fill a slice from its neighbour, which must be painted or filled.

        Beyond the painted slices an empty neighbour ends the structure; between them, the last
        slice that was not empty serves instead.
        """
        first, last = self._structure.indices
        toward = 1 if self._start(index) > index else -1
        neighbour = index + toward
        while self._mask(neighbour)[1] is None and first < index < last:
            neighbour += toward
        self._walked[index] = self._filled(index, neighbour)

    def _filled(self, index: int, neighbour: int) -> _Walked:
        """Fill a slice from another one, which is painted or filled."""
        started = time.perf_counter()
        window, mask = self._mask(neighbour)
        logits = None
        if mask is not None and index not in self._structure.supports.absent:
            view = self._windows[window]
            logits = self._engine.follow(view, index, neighbour, mask, self._iterations).half()
        return _Walked(window, logits, time.perf_counter() - started)

    def agreement(self) -> float:
        """How well both painted slices lead to the same masks on the two slices where they meet.

        Mean Dice, 0.0 where nothing is found. The slices in between must be filled.
        """
        first, last = self._structure.indices
        above = next((i for i in range(first + 1, last) if self._start(i) == last), None)
        if above is None or not {above - 1, above} <= self._walked.keys():
            return 1.0  # nothing to meet on
        found = []
        for index, neighbour in ((above, above - 1), (above - 1, above)):
            kept = self._walked[index]
            self._walked[index] = self._filled(index, neighbour)
            crossed = self.logits([index], self._iterations)[0] > 0
            self._walked[index] = kept
            mask = self.logits([index], self._iterations)[0] > 0
            found.append(dice(crossed, mask) if mask.any() else 0.0)
        return sum(found) / 2

    def second_pass(self, between: Sequence[int]) -> SecondPass:
        """Begin to fill the slices between the painted ones again; all of them must be filled."""
        found = self.logits(between, self._iterations) > 0
        painted = {s.index: s.mask for s in self._structure.supports.slices}
        masks = dict(zip(between, found, strict=True)) | painted
        self._second = SecondPass(self._engine, self._structure, masks)
        return self._second

    def third_pass(self, between: Sequence[int]) -> SecondPass:
        """Begin to fill them once more after the second pass, led by the painted slices alone.

        The second pass forgets what the painted slices look like; here they lead again, now that it
        is known where the structure lies.
        """
        found = self.logits(between, self._iterations) > 0
        painted = {s.index: s.mask for s in self._structure.supports.slices}
        masks = dict(zip(between, found, strict=True)) | painted
        led_by = self._structure.indices
        self._third = SecondPass(self._engine, self._structure, masks, led_by)
        return self._third

    def settle(self, between: Sequence[int]) -> None:
        """Forget the third pass where it has lost what the second one found."""
        if self._third is None or self._second is None:
            return
        common = total = 0
        for index in between:
            one, other = (some.logits([index])[0] > 0 for some in (self._second, self._third))
            common += int((one & other).sum())
            total += int(one.sum()) + int(other.sum())
        if 2 * common < ALIKE * total:
            self._third = None

    def seconds(self, queries: Sequence[int]) -> float:
        """Time that one iteration of these slices took, all iterations alike."""
        return sum(self._walked[query].seconds for query in queries) / (self._iterations + 1)

    def logits(self, queries: Sequence[int], iteration: int) -> NDArray[np.float32]:
        """Foreground logits after an iteration, float32 (Q, rows, cols).

        Second and third pass come after the last iteration.
        """
        out = np.full((len(queries), *self._structure.stack.shape), OUTSIDE, np.float32)
        is_last = iteration == self._iterations
        for number, query in enumerate(queries):
            walked = self._walked[query]
            if is_last and self._second is not None and query in self._second:
                out[number] = self._looked_at_again(self._second, query)
            elif walked.logits is not None:
                out[number] = self._pasted(walked.window, walked.logits[iteration].float())
        return out

    def _looked_at_again(self, second: SecondPass, query: int) -> NDArray[np.float32]:
        """Logits (rows, cols) of the second pass, and the third where it counts."""
        logits: NDArray[np.float32] = second.logits([query])[0]
        if self._third is None or query not in self._third:
            return logits
        third = self._third.logits([query])[0]
        return np.asarray((1 - THIRD) * cut_off(logits) + THIRD * cut_off(third), np.float32)

    def _start(self, index: int) -> int:
        """Painted slice from which a slice is reached: the nearest one."""
        return min(self._structure.indices, key=lambda known: abs(known - index))

    def _mask(self, index: int) -> tuple[int, Tensor | None]:
        """Window to go on in, and the soft mask (S, S) of a slice in it; None if it is empty."""
        if index in self._structure.indices:
            return 0, self._windows[0].masks[self._structure.indices.index(index)]
        walked = self._walked[index]
        if walked.logits is None:
            return walked.window, None
        logits = walked.logits[-1].float()
        if not bool((logits > 0).any()):
            return walked.window, None
        window = walked.window
        full = self._pasted(window, logits)
        while window + 1 < len(self._windows) and self._touches(window, full > 0):
            window += 1
        if window == walked.window:
            return window, logits.sigmoid()
        structure = self._windows[window]
        soft = torch.from_numpy(full).sigmoid()[None]
        return window, structure.view.sample(soft, [index], "zeros")[0]

    def _touches(self, window: int, mask: NDArray[np.bool_]) -> bool:
        """Whether a mask reaches the border of a window where the slice goes on behind it."""
        rows, cols = self._windows[window].region.box(mask.shape)
        inside = mask[rows, cols]
        margin = max(1, round(MARGIN * max(inside.shape)))
        borders = (
            (rows.start > 0, inside[:margin]),
            (rows.stop < mask.shape[0], inside[-margin:]),
            (cols.start > 0, inside[:, :margin]),
            (cols.stop < mask.shape[1], inside[:, -margin:]),
        )
        return any(goes_on and bool(border.any()) for goes_on, border in borders)

    def _pasted(self, window: int, logits: Tensor) -> NDArray[np.float32]:
        pasted = self._windows[window].view.paste(logits[None], [0], OUTSIDE)
        full: NDArray[np.float32] = pasted[0].numpy()
        return full

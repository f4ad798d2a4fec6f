"""How long a run will take: seconds per kind of work, as measured so far."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from annotator.core.proposal import RunProgress

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotator.core.proposal import Learned

Kind = Literal["encode", "learn", "refine"]
"""A slice encoded, an optimisation step, an iteration of a slice."""

GUESS: dict[Kind, float] = {"encode": 0.04, "learn": 0.16, "refine": 0.02}
"""Seconds on one core of 2024; only their ratios matter once something was measured."""

MEMORY = 0.8
"""Weight of what was measured before against the newest measurement."""


@dataclass(frozen=True, slots=True)
class Work:
    """Work that was done since the last news.

    Attributes
    ----------
    kind, units
        What, and how much of it.
    """

    kind: Kind
    units: int


class Pace:
    """Seconds per unit of each kind of work on one device; kept from run to run."""

    def __init__(self) -> None:
        self._measured: dict[Kind, float] = {}

    def note(self, kind: Kind, units: float, seconds: float) -> None:
        """Take a measurement."""
        newest = seconds / units
        known = self._measured.get(kind, newest)
        self._measured[kind] = MEMORY * known + (1 - MEMORY) * newest

    def seconds(self, kind: Kind) -> float:
        """Seconds per unit: measured, or guessed from how fast the rest goes."""
        if kind in self._measured:
            return self._measured[kind]
        ratios = [value / GUESS[known] for known, value in self._measured.items()]
        return GUESS[kind] * (sum(ratios) / len(ratios) if ratios else 1.0)


class WorkMeter:
    """Work done and to do, told in milliseconds, so that progress is even in time.

    Parameters
    ----------
    pace
        What is known of this device, and learns from this run.
    clock
        Seconds, monotonic.
    """

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.perf_counter) -> None:
        self._pace = pace
        self._clock = clock
        self._begin = self._last = clock()
        self._open: dict[Kind, float] = {}
        self.label = 0

    def plan(self, work: Mapping[Kind, float]) -> None:
        """Expect units of work more; negative ones are not needed after all."""
        for kind, units in work.items():
            self._open[kind] = max(0.0, self._open.get(kind, 0.0) + units)

    def seconds(self, work: Mapping[Kind, float]) -> float:
        """How long some work is expected to take."""
        return sum(units * self._pace.seconds(kind) for kind, units in work.items())

    def pause(self) -> None:
        """Count the time from here on, not what went by since the last step."""
        self._last = self._clock()

    def step(self, kind: Kind, units: float, text: str) -> RunProgress:
        """Units of a kind were done since the last step; none if it only begins."""
        now = self._clock()
        if units:
            self._pace.note(kind, units, now - self._last)
            self.plan({kind: -units})
        self._last = now
        return self.state(text)

    def state(
        self, text: str, *, important: bool = False, learned: Learned | None = None
    ) -> RunProgress:
        """How far the work is now."""
        spent = round(1000 * (self._clock() - self._begin))
        to_do = self.seconds(self._open)
        total = max(1, spent + round(1000 * to_do))
        return RunProgress(min(spent, total), total, text, important, self.label, learned)

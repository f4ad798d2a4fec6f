"""The time that is left: even where kinds of work differ much in cost."""

from __future__ import annotations

import pytest

from annotator.inference.catnet.pace import GUESS, Pace, WorkMeter


class Clock:
    """Time that passes when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def left(meter: WorkMeter) -> float:
    """Seconds to go that the progress implies."""
    progress = meter.state("")
    return (progress.total - progress.done) / 1000


def test_dear_units_count_for_more_than_cheap_ones(clock: Clock) -> None:
    meter = WorkMeter(Pace(), clock)
    meter.plan({"learn": 10, "refine": 100})
    for _ in range(5):
        clock.now += 2.0
        progress = meter.step("learn", 1, "learning")
    assert progress.done == 10_000
    guess = 100 * GUESS["refine"] * 2.0 / GUESS["learn"]  # a slow computer is slow in all
    assert left(meter) == pytest.approx(5 * 2.0 + guess, rel=1e-3)


def test_the_next_run_knows_what_this_one_measured(clock: Clock) -> None:
    pace = Pace()
    first = WorkMeter(pace, clock)
    for kind, seconds in (("encode", 1.0), ("learn", 3.0), ("refine", 0.5)):
        first.pause()
        clock.now += 4 * seconds
        first.step(kind, 4, "")  # type: ignore[arg-type]
    second = WorkMeter(pace, clock)
    second.plan({"encode": 2, "learn": 10, "refine": 6})
    assert left(second) == pytest.approx(2 * 1.0 + 10 * 3.0 + 6 * 0.5, rel=1e-3)


def test_work_that_is_not_needed_is_taken_off(clock: Clock) -> None:
    meter = WorkMeter(Pace(), clock)
    meter.plan({"learn": 10})
    meter.plan({"learn": -10})
    assert left(meter) < 0.002


def test_waiting_is_not_measured(clock: Clock) -> None:
    pace = Pace()
    meter = WorkMeter(pace, clock)
    clock.now += 60  # the consumer took its time
    meter.pause()
    clock.now += 1
    meter.step("encode", 2, "")
    assert pace.seconds("encode") == pytest.approx(0.5)

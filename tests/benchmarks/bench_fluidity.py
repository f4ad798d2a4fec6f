"""How soon the window answers while nothing goes on, while it learns, and while a run goes on.

Run: python tests/benchmarks/bench_fluidity.py DATA [--cases mr-chaos-t2-05] [--label 1] [--why]

DATA holds case folders (image.nii.gz, label.nii.gz). One structure is drawn on three slices; then
the script scrolls, paints with the brush, switches slices, labels and masks with real events at a
person's pace, first after all learning has ended, then during a run. Prints per kind of event the
percentiles of the time from the event until everything is handled and drawn: what a user waits,
and the processor time of the window's thread, which other programs do not disturb. The aim is a
99th percentile of 16 ms.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from driven_window import DrivenWindow, percentiles

from annotator.io.label_map import read_labels
from annotator.io.read import read_volume

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def wander(hands: DrivenWindow, go_on: Callable[[], bool], reference: NDArray[np.bool_]) -> None:
    """Scroll, paint and switch until told."""
    rng = np.random.default_rng(0)
    inside = np.flatnonzero(reference.any(axis=(1, 2)))
    turn = 0
    while go_on():
        turn += 1
        for _ in range(8):
            hands.wheel(1 if turn % 2 else -1)
            hands.pump(0.03)
        index = int(rng.choice(inside))
        hands.window.viewer.goto(0, index)
        hands.key("P")
        rows, columns = np.nonzero(reference[index])
        center = np.array([rows.mean(), columns.mean()])
        turns = np.linspace(0, 3, 40)
        ring = center + 12.0 * np.stack([np.sin(turns), np.cos(turns)], axis=1)
        hands.stroke(ring, "paint")
        hands.key("Ctrl+Z", "undo")
        for keys in ("Ctrl+Right", "V", "V", ".", "Tab"):
            hands.key(keys, "switch")
            hands.pump(0.05)


def report(title: str, hands: DrivenWindow) -> None:
    """Print and forget what was measured."""
    print(title)
    for kind, turns in hands.turns.items():
        print(f"  {kind:12s} {percentiles(turns)}")
    for reason, count in hands.reasons():
        print(f"    {count:5d} {reason}")
    hands.forget()


def measure(folder: Path, value: int, seconds: float, *, why: bool) -> None:
    """Measure one case."""
    volume = read_volume(folder / "image.nii.gz")
    reference = np.asarray(read_labels(folder / "label.nii.gz", volume)) == value
    slices = np.flatnonzero(reference.any(axis=(1, 2)))
    hands = DrivenWindow(why=why)
    hands.open(folder / "image.nii.gz")
    hands.document.add_label()
    hands.document.set_active_label(1)
    for place in np.linspace(0, len(slices) - 1, 3).round().astype(int):
        hands.goto(int(slices[place]))
        hands.draw(reference[slices[place]])

    def for_a_while() -> None:
        hands.forget()
        end = time.perf_counter() + seconds
        wander(hands, lambda: time.perf_counter() < end, reference)

    for_a_while()
    report(f"{folder.name}: while learning in the background", hands)
    hands.wait(hands.is_quiet)
    for_a_while()
    report(f"{folder.name}: nothing beside it", hands)
    hands.goto(int(slices[1]))
    hands.draw(reference[slices[1]])
    hands.key("Ctrl+Return")
    hands.pump(0.05)
    hands.forget()
    wander(hands, lambda: hands.window.runs.running, reference)
    report(f"{folder.name}: during a run", hands)
    hands.close()


def main() -> None:
    """Measure each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cases", nargs="+", default=["mr-chaos-t2-05"])
    parser.add_argument("--label", type=int, default=1, help="value of the structure")
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--why", action="store_true", help="say what took longer than a frame")
    options = parser.parse_args()
    for name in options.cases:
        measure(options.data / name, options.label, options.seconds, why=options.why)


if __name__ == "__main__":
    main()

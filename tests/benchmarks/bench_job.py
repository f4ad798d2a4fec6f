"""The whole job of a labeller in the real window, with real events: counts of actions and seconds.

Run: python tests/benchmarks/bench_job.py DATA [--cases mr-chaos-t2-05 ct-ts-dicom20] [--label 1]

DATA holds case folders (image.nii.gz, label.nii.gz). Per case one structure is drawn with the
lasso on three slices as the reference has it, propagated, looked through from the least certain
slice on, the worst slice is drawn anew, propagated again, everything accepted and saved. A mouse
moves at 125 points a second; nobody thinks. Prints seconds and actions per part, Dice before and
after, and how long the window took to answer events.
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
    from numpy.typing import NDArray

PAINTED = 3


def dice(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    """Dice of two masks."""
    return 2.0 * float((one & other).sum()) / max(1, int(one.sum() + other.sum()))


class Job:
    """One case from opening to saving."""

    def __init__(self, hands: DrivenWindow, folder: Path, value: int) -> None:
        self.hands, self.folder = hands, folder
        image = read_volume(folder / "image.nii.gz")
        self.reference = np.asarray(read_labels(folder / "label.nii.gz", image)) == value
        self._begun, self._counted = time.perf_counter(), 0

    def part(self, name: str, text: str = "") -> None:
        """Print seconds and actions since the part before."""
        now, count = time.perf_counter(), sum(self.hands.actions.values())
        seconds, actions = now - self._begun, count - self._counted
        print(f"  {name:34s} {seconds:6.1f} s  {actions:4d} actions  {text}", flush=True)
        self._begun, self._counted = now, count

    def proposed(self) -> NDArray[np.bool_]:
        """What accepting everything would give."""
        document = self.hands.document
        mask = document.labelmap.voxels == document.active_label
        proposal = document.review.proposal
        for index in proposal.indices() if proposal else ():
            labels = document.review.labels(0, index)
            if labels is not None:
                mask[index] |= labels == document.active_label
        return mask

    def run(self, again: range) -> str:
        """Propagate; say when the first, all and the last masks of the slices `again` came."""
        hands = self.hands
        came: dict[str, float] = {}
        early: list[float] = []
        before = hands.document.review.proposal
        hands.key("Ctrl+Return")
        begun = time.perf_counter()

        def look() -> bool:
            proposal = hands.document.review.proposal
            if proposal is not None and proposal is not before:
                seconds = time.perf_counter() - begun
                came.setdefault("first", seconds)
                wanted = {i for s in proposal.supports for i in s.query_indices()}
                if wanted <= {*proposal.slices, *proposal.decided}:
                    came.setdefault("all", seconds)
                entries = [proposal.slices[i] for i in again if i in proposal.slices]
                stages = {entry.stage for entry in entries}
                if stages - {"preview"}:
                    came.setdefault("first by the network", seconds)
                if entries and "preview" not in stages and "all by it" not in came:
                    came["all by it"] = seconds
                    early.append(dice(self.proposed(), self.reference))
                if "refined" in stages:
                    came.setdefault("first after learning", seconds)
            return not hands.window.runs.running

        hands.pump(0.01)
        came["end"] = hands.wait(look)
        news = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in came.items())
        return f"{news}; Dice {early[0]:.3f} early" if early else news

    def do(self) -> None:
        """Do it all."""
        hands = self.hands
        hands.open(self.folder / "image.nii.gz")
        self.part("open")
        slices = np.flatnonzero(self.reference.any(axis=(1, 2)))
        places = np.linspace(0, len(slices) - 1, PAINTED).round().astype(int)
        painted = [int(slices[n]) for n in places]
        for index in painted:
            hands.goto(index)
            hands.draw(self.reference[index])
        self.part(f"draw slices {[i + 1 for i in painted]}")
        hands.pump(0.5)
        self.part("", "a moment")
        news = self.run(range(int(slices[0]), int(slices[-1]) + 1))
        self.part("propagate", news + f"; Dice {dice(self.proposed(), self.reference):.3f}")
        self.look_through()
        self.part("look through all slices")
        wrong = (self.proposed() ^ self.reference).sum(axis=(1, 2))
        worst = int(np.argmax(wrong))
        hands.goto(worst)
        hands.draw(self.reference[worst], erase_first=True)
        self.part(f"draw slice {worst + 1} anew")
        hands.pump(0.3)
        low = max(i for i in painted if i < worst)
        high = min(i for i in painted if i > worst)
        news = self.run(range(low + 1, high))
        self.part("propagate again", news + f"; Dice {dice(self.proposed(), self.reference):.3f}")
        hands.window.actions_by_name["accept_all"].trigger()
        hands.actions["clicks"] += 1
        hands.pump(0.1)
        self.part("accept")
        target = hands.folder / "mask.nii.gz"
        hands.save(target)
        saved = np.asarray(read_labels(target, read_volume(self.folder / "image.nii.gz"))) > 0
        self.part("save", f"Dice {dice(saved, self.reference):.3f}")

    def look_through(self) -> None:
        """See each proposed slice for a third of a second, the least certain first."""
        hands = self.hands
        proposal = hands.document.review.proposal
        assert proposal is not None
        hands.wait(lambda: bool(hands.window.review._order.uncertainty))
        for _ in range(2 * len(proposal.slices)):
            hands.pump(0.35)
            if set(proposal.slices) <= proposal.shown:
                return
            hands.key("Ctrl+Right", "switch")


def main() -> None:
    """Do the job on each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cases", nargs="+", default=["mr-chaos-t2-05", "ct-ts-dicom20"])
    parser.add_argument("--label", type=int, default=1, help="value of the structure")
    parser.add_argument("--why", action="store_true", help="say what took longer than a frame")
    options = parser.parse_args()
    for name in options.cases:
        print(name)
        hands = DrivenWindow(why=options.why)
        hands.pump(5.0)  # a person chooses a file
        hands.turns.clear()
        begun = time.perf_counter()
        Job(hands, options.data / name, options.label).do()
        actions = dict(hands.actions)
        seconds = time.perf_counter() - begun
        print(f"  all {seconds:.1f} s, {sum(actions.values())} actions {actions}")
        for kind, turns in hands.turns.items():
            print(f"  {kind:12s} {percentiles(turns)}")
        for reason, count in hands.reasons():
            print(f"    {count:5d} {reason}")
        hands.close()


if __name__ == "__main__":
    main()

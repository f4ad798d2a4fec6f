"""How much the edges of the image should count beside the fused masks (`inference.catnet.edges`).

Run by hand on cases that are not used for measuring afterwards:
``python tests/benchmarks/bench_edges.py DATA --cases mr-chaos-t2-38:1,4 [--k 1 2 3 5]``.

Every structure is filled between its ends from evenly spaced slices. Printed is a line of Markdown
per structure and number of slices: Dice of the random walker alone, and of fused masks with its
logits added at each of the weights; at last the means.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np

from annotator.app.model_folders import open_model_store
from annotator.core.run_options import RunOptions
from annotator.inference.catnet import propagator
from annotator.inference.catnet.edges import EdgeVoice
from annotator.inference.catnet.merging import Merger
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.catnet.structure import dice
from annotator.io.label_map import read_labels
from annotator.io.read import read_volume
from annotator.training.evaluation import evaluate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.proposal import IterationResult
    from annotator.core.volume import Volume
    from annotator.inference.catnet.merging import Maps
    from annotator.inference.catnet.structure import Structure

WEIGHTS = (0.0, 0.15, 0.3, 0.45, 0.6, 0.8, 1.0, 1.5)


class Recorder:
    """Keeps what was fused on each slice, and what edges added at a weight of 1."""

    def __init__(self) -> None:
        self.fused: dict[int, NDArray[np.float32]] = {}
        self.edges: dict[int, NDArray[np.float32]] = {}
        recorder = self

        class Voice(EdgeVoice):
            def __init__(self, structure: Structure) -> None:
                super().__init__(structure)
                self.weight = 1.0

            def logits(self, index: int) -> NDArray[np.float32]:
                found = super().logits(index)
                recorder.edges[index] = found
                return found

        class Keeper(Merger):
            def result(
                self, index: int, iteration: int, maps: Maps, *, is_final: bool
            ) -> IterationResult:
                if is_final:
                    ((queries, logits, _, _),) = maps.values()
                    recorder.fused[index] = np.array(logits[queries.index(index)])
                return super().result(index, iteration, maps, is_final=is_final)

        self.patches = patch.multiple(propagator, EdgeVoice=Voice, Merger=Keeper)


def measure(
    net: CatNetPropagator, volume: Volume, reference: NDArray[np.uint8], label: int, count: int
) -> list[float]:
    """Dice of the walker alone, then at each weight."""
    axis = int(np.argmax(volume.geometry.spacing_zyx_mm))
    recorder = Recorder()
    net.forget()
    options = RunOptions(labels=(label,))
    with recorder.patches:
        evaluate(
            net.propagate,
            volume,
            reference,
            supports=count,
            axis=axis,
            options=options,
            beyond=False,
        )
    held = np.flatnonzero((np.moveaxis(reference, axis, 0) == label).any((1, 2)))
    slices = [i for i in sorted(recorder.edges) if held[0] < i < held[-1]]
    edges = np.stack([recorder.edges[i] for i in slices])
    fused = np.stack([recorder.fused[i] for i in slices]) - edges
    truth = np.stack([reference.take(i, axis) == label for i in slices])
    return [dice(edges > 0, truth), *(dice(fused + w * edges > 0, truth) for w in WEIGHTS)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--cases", nargs="+", required=True, metavar="NAME:LABEL,LABEL")
    parser.add_argument("--k", nargs="+", type=int, default=[1, 2, 3, 5])
    args = parser.parse_args()
    net = CatNetPropagator(open_model_store())
    print(f"| structure | K | walker | {' | '.join(map(str, WEIGHTS))} |")
    print("|---" * (3 + len(WEIGHTS)) + "|")
    found = defaultdict(list)
    for case in args.cases:
        name, _, labels = case.partition(":")
        volume = read_volume(args.data / name / "image.nii.gz")
        reference = read_labels(args.data / name / "label.nii.gz", volume)
        for label in map(int, labels.split(",")):
            for count in args.k:
                row = measure(net, volume, reference, label, count)
                found[count].append(row)
                line = " | ".join(f"{value:.3f}" for value in row)
                print(f"| {name} {label} | {count} | {line} |", flush=True)
    for count, rows in found.items():
        line = " | ".join(f"{value:.4f}" for value in np.mean(rows, 0))
        print(f"| **mean of {len(rows)}** | {count} | {line} |")


if __name__ == "__main__":
    main()

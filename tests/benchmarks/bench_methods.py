"""Dice of propagation on labelled volumes, beside the methods that other tools offer.

Run: python tests/benchmarks/bench_methods.py DATA --cases ct-a mr-b [--models DIR] [--k 1 2 3 5]
     python tests/benchmarks/bench_methods.py DATA --cases ct-a mr-b --iterations 0 1 2 3 4 5 7

DATA holds case folders (image.nii.gz, label.nii.gz). Per case the largest structures of at least
six slices along the coarsest axis are scored, or those named as in `ct-a:1,4`: K evenly spaced
slices are painted (the middle one; or the ends and between), Dice over the unpainted slices between
the ends / over all unpainted slices. Prints Markdown, one row per case and K, then means; every row
is also appended as JSON to --log, and rows that are there already are not measured again. With
--between only slices between a structure's ends are filled, which takes half the time, so that
variants of the engine can be compared in minutes. With --iterations, the table shows Dice and
seconds per slice after so many CMAT iterations. Needs
itk-morphologicalcontourinterpolation for the column "morphological".
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from baselines import BASELINES, propagate_with

from annotator.app.assets import assets_root
from annotator.core.proposal import IterationResult
from annotator.core.run_options import RunOptions, parse_adaptation
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.model_store import ModelStore
from annotator.io.label_map import read_labels
from annotator.io.read import read_volume
from annotator.training.evaluation import evaluate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.proposal import RunProgress
    from annotator.core.support import PropagationRequest
    from annotator.core.volume import Volume
    from annotator.training.evaluation import Score

NETWORK = ("interpolation", "catnet", "fused")
BETWEEN_TWO = ("blend", "morphological")  # say nothing with one painted slice
SMALLEST = 6  # slices of a structure that is scored


@dataclass(frozen=True)
class Loaded:
    """A case with the structures that are scored."""

    name: str
    volume: Volume
    reference: NDArray[np.uint8]
    axis: int
    labels: list[int]

    @classmethod
    def read(cls, data: Path, name: str, largest: int) -> Loaded:
        """Read a case; its name may go on with the labels to score, as in "ct-a:1,4"."""
        name, _, wanted = name.partition(":")
        folder = data / name
        volume = read_volume(folder / "image.nii.gz")
        reference = read_labels(folder / "label.nii.gz", volume)
        axis = int(np.argmax(volume.geometry.spacing_zyx_mm))
        others = tuple(a for a in range(3) if a != axis)
        sizes = {}
        for label in (int(v) for v in np.unique(reference) if v):
            mask = reference == label
            if int(mask.any(axis=others).sum()) >= SMALLEST:
                sizes[label] = int(mask.sum())
        chosen = sorted(sizes, key=lambda label: -sizes[label])[:largest]
        if wanted:
            chosen = [int(label) for label in wanted.split(",")]
        return cls(folder.name, volume, reference, axis, sorted(chosen))


class Log:
    """Measured rows, one JSON object per line."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        lines = file.read_text("utf-8").splitlines() if file and file.exists() else []
        self._rows = {_key(row): row for row in map(json.loads, lines)}

    def get(self, **key: object) -> dict[str, object] | None:
        return self._rows.get(_key(key))

    def add(self, row: dict[str, object]) -> None:
        self._rows[_key(row)] = row
        if self._file:
            with self._file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row) + "\n")


def _key(row: dict[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in ("case", "k", "method", "adapt", "iterations"))


def measure(
    case: Loaded,
    k: int,
    method: str,
    adapt: str,
    iterations: int,
    network: CatNetPropagator,
    model: str | None = None,
    *,
    beyond: bool = True,
) -> dict[str, object]:
    """Score one method on one case."""
    spent: list[float] = []

    def propagate(
        request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        for result in network.propagate(request, token):
            if isinstance(result, IterationResult):
                spent.extend(s.seconds for s in result.stats.values())
            yield result

    started, spent_before = time.perf_counter(), time.process_time()
    scores: list[Score] = evaluate(
        propagate_with(BASELINES[method]) if method in BASELINES else propagate,
        case.volume,
        case.reference,
        supports=k,
        axis=case.axis,
        beyond=beyond,
        options=RunOptions(
            method="interpolation" if method in BASELINES else method,  # type: ignore[arg-type]
            labels=tuple(case.labels),
            iterations=iterations,
            adaptation=parse_adaptation(adapt),
            model=model,
        ),
    )
    seconds = time.perf_counter() - started
    slices = len(case.labels) * (case.volume.voxels.shape[case.axis] - k)
    return {
        "case": case.name,
        "k": k,
        "method": method,
        "adapt": adapt,
        "iterations": iterations,
        "labels": [s.label for s in scores],
        "between": [round(s.between.dice, 4) for s in scores],
        "everywhere": [round(s.everywhere.dice, 4) for s in scores],
        "seconds": round(seconds, 2),
        "processor_seconds": round(time.process_time() - spent_before, 2),
        "decoder_ms_per_slice": round(1000 * sum(spent) / max(1, slices), 1),
    }


def compare(args: argparse.Namespace, log: Log, network: CatNetPropagator) -> None:
    """Print the table of methods."""
    columns = [(m, "off") for m in [*BASELINES, "interpolation"] if m in args.methods]
    for method in ("catnet", "fused"):
        columns += [(method, adapt) for adapt in args.adapt if method in args.methods]
    titles = [m if m not in ("catnet", "fused") else f"{m}, adapt {a}" for m, a in columns]
    print("| case (structures) | K |", " | ".join(titles), "|")
    print("|---|---|" + "---|" * len(columns), flush=True)
    means: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for name in args.cases:
        case = Loaded.read(args.data, name, args.largest)
        for k in args.k:
            cells = []
            network.forget()  # what was learned from other painted slices must not help
            for number, (method, adapt) in enumerate(columns):
                key = {"case": name, "k": k, "method": method, "adapt": adapt}
                row = log.get(**key, iterations=4)
                if row is None:
                    row = measure(case, k, method, adapt, 4, network, beyond=not args.between)
                    log.add(row)
                pair = _mean(row["between"]), _mean(row["everywhere"])
                means.setdefault((k, number), []).append(pair)
                one_slice = k == 1 and columns[number][0] in BETWEEN_TWO
                cells.append("–" if one_slice else "{:.3f} / {:.3f}".format(*pair))
            print(f"| {name} ({len(case.labels)}) | {k} |", " | ".join(cells), "|", flush=True)
    for k in args.k:
        pairs = [np.mean(means[k, number], axis=0) for number in range(len(columns))]
        cells = [f"{a:.3f} / {b:.3f}" for a, b in pairs]
        print(f"| **mean** | {k} |", " | ".join(cells), "|")


def refine(args: argparse.Namespace, log: Log, network: CatNetPropagator) -> None:
    """Print Dice and seconds per number of iterations."""
    cases = [Loaded.read(args.data, name, args.largest) for name in args.cases]
    print("| iterations |", " | ".join(f"K = {k}" for k in args.k), "| decoder ms per slice |")
    print("|---|" + "---|" * (len(args.k) + 1), flush=True)
    for iterations in args.iterations:
        cells, spent = [], []
        for k in args.k:
            found = []
            for case in cases:
                network.forget()
                key = {"case": case.name, "k": k, "method": "catnet", "adapt": args.adapt[0]}
                row = log.get(**key, iterations=iterations)
                if row is None:
                    row = measure(case, k, "catnet", args.adapt[0], iterations, network)
                    log.add(row)
                found.append(_mean(row["between"]))
                spent.append(float(str(row["decoder_ms_per_slice"])))
            cells.append(f"{np.mean(found):.3f}")
        print(f"| {iterations} |", " | ".join(cells), f"| {np.mean(spent):.0f} |", flush=True)


def _mean(values: object) -> float:
    known = np.array(values, float)
    return float(np.nanmean(known)) if not np.isnan(known).all() else float("nan")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cases", nargs="+", required=True)
    parser.add_argument("--models", type=Path, default=assets_root() / "models")
    parser.add_argument("--k", nargs="+", type=int, default=[1, 2, 3, 5])
    methods = [*BASELINES, *NETWORK]
    parser.add_argument("--methods", nargs="+", choices=methods, default=methods)
    parser.add_argument("--adapt", nargs="+", default=["off", "auto"])
    parser.add_argument("--largest", type=int, default=4, help="structures per case")
    parser.add_argument("--between", action="store_true", help="fill between the ends only")
    parser.add_argument("--iterations", nargs="+", type=int)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--log", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    network = CatNetPropagator(ModelStore([args.models]))
    (refine if args.iterations else compare)(args, Log(args.log), network)
    end()


def end() -> None:
    """Leave the process, which ITK beside SimpleITK and torch would crash."""
    if "itk" in sys.modules:
        sys.stdout.flush()
        os._exit(0)


if __name__ == "__main__":
    main()

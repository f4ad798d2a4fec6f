"""How well the next patient is filled from 1, 2, 5, 10 finished ones; with and without learning.

Run: python tests/benchmarks/bench_prefill.py DATA RESULTS.json --finished A B C … --new X Y …

DATA holds case folders with image and label. Of `--finished`, in this order, the first 1, 2, 5 and
10 help to fill each of `--new`, whose own masks serve to measure alone. `--model DIR` is a model
that `annotator learn` wrote from some of them. Results are kept after every patient, so that a
stopped run goes on; the table is printed from all of them.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.core.cancel import CancelToken
from annotator.core.finished import CaseSource, FinishedCase, Prefill
from annotator.core.proposal import IterationResult
from annotator.core.run_options import RunOptions
from annotator.core.support import FREE, PropagationRequest, SupportSet, SupportSlice
from annotator.inference.catnet.prefiller import CatNetPrefiller, slice_axis
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.catnet.structure import dice
from annotator.inference.model_store import ModelStore
from annotator.training.cases import find_cases, load_case
from annotator.training.evaluation import evenly_spaced

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODELS = Path(__file__).parents[2] / "models"
COUNTS = (1, 2, 5, 10)
GOOD = 0.90
PAINTED = (1, 2, 3, 4, 5, 7, 9, 12)


def read(data: Path, name: str) -> tuple[FinishedCase, dict[int, str]]:
    """Read a case and the names of its labels."""
    from annotator.io.read import read_volume

    files = next(files for files in find_cases(data) if files.name == name)
    case = load_case(files)
    finished = FinishedCase(name, read_volume(files.image), case.fields["labels"].astype(np.uint8))
    return finished, {s.value: s.name.replace("_", " ") for s in case.structures}


def measure(
    work: CatNetPrefiller, new: FinishedCase, finished: list[FinishedCase], model: str | None
) -> dict:
    """Dice of every label over the whole volume, the slices that are off, and seconds.

    Seconds are of processor time; where to look is learned once for the same finished patients and
    counts for the first new one only.
    """
    sources = [CaseSource(case.name, lambda case=case: case) for case in finished]
    started = time.process_time()
    options = RunOptions(model=model, device="cpu")
    *_, found = work.prefill(new.volume, sources, options, CancelToken())
    assert isinstance(found, Prefill)
    spent = time.process_time() - started
    values = [int(v) for v in np.unique(new.labels) if v]
    return {
        "dice": {v: dice(found.labels == v, new.labels == v) for v in values},
        "inside": {v: inside(found.labels == v, new.labels == v, found.axis) for v in values},
        "corrections": {
            v: corrections(found.labels == v, new.labels == v, found.axis) for v in values
        },
        "seconds": spent,
    }


def inside(found: NDArray[np.bool_], truth: NDArray[np.bool_], axis: int) -> float:
    """Dice over the slices that hold the structure alone, as published protocols count."""
    kept = truth.any(axis=tuple(a for a in range(3) if a != axis), keepdims=True)
    return dice(found & kept, truth)


def corrections(found: NDArray[np.bool_], truth: NDArray[np.bool_], axis: int) -> int:
    """Slices to repaint, those with most wrong voxels first, until the Dice is 0.90."""
    mask, truth = np.moveaxis(found, axis, 0).copy(), np.moveaxis(truth, axis, 0)
    order = np.argsort(-(mask != truth).sum((1, 2)), kind="stable")
    for count, index in enumerate(order):
        if dice(mask, truth) >= GOOD:
            return count
        mask[index] = truth[index]
    return len(order)


def painted_until_good(new: FinishedCase, store: ModelStore) -> dict[int, int]:
    """Painted slices until the Dice is 0.90 without a prefill, per label.

    Evenly spaced ones, the ends among them from two on; the run knows where the structure ends.
    """
    propagator, axis = CatNetPropagator(store), slice_axis(new.volume)
    needed = {}
    for value in (int(v) for v in np.unique(new.labels) if v):
        truth = np.moveaxis(new.labels == value, axis, 0)
        held = [int(i) for i in np.flatnonzero(truth.any((1, 2)))]
        for count in (k for k in PAINTED if k < len(held)):
            chosen = evenly_spaced(held, count)
            slices = tuple(SupportSlice(i, np.ascontiguousarray(truth[i])) for i in chosen)
            supports = SupportSet(value, slices, first=held[0], last=held[-1])
            locked = np.full(new.labels.shape, FREE, np.uint8)
            options = RunOptions(device="cpu", labels=(value,))
            request = PropagationRequest(new.volume, axis, (supports,), locked, options)
            mask = np.zeros_like(truth)
            mask[chosen] = truth[chosen]
            for result in propagator.propagate(request, CancelToken()):
                if isinstance(result, IterationResult) and result.is_final:
                    mask[result.slice_index] = result.labels == value
            needed[value] = count
            if dice(mask, truth) >= GOOD:
                break
        else:
            needed[value] = len(held)
    return needed


def painted_with_prefill(
    work: CatNetPrefiller, new: FinishedCase, finished: list[FinishedCase], model: str | None
) -> dict[int, dict[int, float]]:
    """Dice of every label by the number of its slices that were painted before the prefill.

    The same slices as without a prefill, of all labels at once; where they end is not said.
    """
    sources = [CaseSource(case.name, lambda case=case: case) for case in finished]
    options, axis = RunOptions(model=model, device="cpu"), slice_axis(new.volume)
    truth, values = np.moveaxis(new.labels, axis, 0), [int(v) for v in np.unique(new.labels) if v]
    found: dict[int, dict[int, float]] = {value: {} for value in values}
    for count in PAINTED:
        painted = np.zeros_like(new.labels)
        for value in values:
            held = [int(i) for i in np.flatnonzero((truth == value).any((1, 2)))]
            for index in evenly_spaced(held, count):
                plane = np.moveaxis(painted, axis, 0)[index]
                plane[truth[index] == value] = value
        *_, filled = work.prefill(new.volume, sources, options, CancelToken(), painted)
        for value in values:
            found[value][count] = dice(filled.labels == value, new.labels == value)
        print(new.name, count, [f"{figures[count]:.3f}" for figures in found.values()], flush=True)
        if all(max(figures.values()) >= GOOD for figures in found.values()):
            break
    return found


def print_table(rows: list[dict]) -> None:
    """Mean over new patients, per label and over labels."""
    by: dict[tuple[str, int], list[dict]] = defaultdict(list)
    for row in rows:
        by[row["model"], row["finished"]].append(row)
    names = sorted({name for row in rows for name in row["dice"]})
    titles = ["network", "finished", "new", *names, "mean", "inside", "corrections", "s"]
    print(f"| {' | '.join(titles)} |")
    print("|---" * len(titles) + "|")
    for (model, count), found in sorted(by.items()):
        means = [float(np.mean([row["dice"][name] for row in found])) for name in names]
        figures = [*means, float(np.mean(means))]
        figures.append(float(np.mean([list(row["inside"].values()) for row in found])))
        repainted = float(np.mean([list(row["corrections"].values()) for row in found]))
        spent = float(np.mean([row["seconds"] for row in found]))
        text = " | ".join(f"{figure:.3f}" for figure in figures)
        print(f"| {model} | {count} | {len(found)} | {text} | {repainted:.1f} | {spent:.0f} |")


def main() -> None:
    """Fill every new patient from the first so many finished ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("results", type=Path)
    parser.add_argument("--finished", nargs="+", required=True)
    parser.add_argument("--new", nargs="+", required=True)
    parser.add_argument("--counts", nargs="+", type=int, default=list(COUNTS))
    parser.add_argument("--model", type=Path)
    parser.add_argument("--without", action="store_true", help="count painted slices, no prefill")
    parser.add_argument("--painted", action="store_true", help="Dice by painted slices, prefilled")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    store = ModelStore([*([args.model.parent] if args.model else []), MODELS])
    models = [None, *([args.model.name] if args.model else [])]
    rows = json.loads(args.results.read_text("utf-8")) if args.results.exists() else []
    known = {(row["model"], row["finished"], row["new"]) for row in rows}
    finished = [read(args.data, name)[0] for name in args.finished[: max(args.counts)]]
    asked = [read(args.data, name) for name in args.new]
    if args.without:
        for new, names in asked:
            print(new.name, {names[v]: n for v, n in painted_until_good(new, store).items()})
        return
    work = CatNetPrefiller(store)
    if args.painted:
        for model, count, (new, names) in product(models, args.counts, asked):
            figures = painted_with_prefill(work, new, finished[:count], model)
            print(new.name, model or "as shipped", count, {names[v]: figures[v] for v in figures})
        return
    for model, count, (new, names) in product(models, args.counts, asked):
        if (model or "as shipped", count, new.name) in known:
            continue
        row = {"model": model or "as shipped", "finished": count, "new": new.name}
        for key, value in measure(work, new, finished[:count], model).items():
            named = isinstance(value, dict)
            row[key] = {names[v]: figure for v, figure in value.items()} if named else value
        rows.append(row)
        args.results.write_text(json.dumps(rows, indent=1), "utf-8")
        print(row, flush=True)
    print_table(rows)


if __name__ == "__main__":
    main()

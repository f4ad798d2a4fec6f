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
from annotator.core.run_options import RunOptions
from annotator.inference.catnet import prefiller
from annotator.inference.catnet.patients import Laid, lay
from annotator.inference.catnet.structure import dice
from annotator.inference.model_store import ModelStore
from annotator.training.cases import find_cases, load_case

if TYPE_CHECKING:
    from annotator.core.volume import Volume

MODELS = Path(__file__).parents[2] / "models"
COUNTS = (1, 2, 5, 10)


def read(data: Path, name: str) -> tuple[FinishedCase, dict[int, str]]:
    """Read a case and the names of its labels."""
    from annotator.io.read import read_volume

    files = next(files for files in find_cases(data) if files.name == name)
    case = load_case(files)
    finished = FinishedCase(name, read_volume(files.image), case.fields["labels"].astype(np.uint8))
    return finished, {s.value: s.name for s in case.structures}


class LaidOnce:
    """Lays every pair of patients once; `saved` seconds were not spent again since `begin`."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[Laid, float]] = {}
        self.saved = 0.0

    def begin(self) -> None:
        self.saved = 0.0

    def __call__(self, case: FinishedCase, volume: Volume) -> Laid:
        key = (case.volume.content_id, volume.content_id)
        if key in self._known:
            self.saved += self._known[key][1]
        else:
            started = time.process_time()
            found = lay(case, volume)
            self._known[key] = (found, time.process_time() - started)
        return self._known[key][0]


LAID = LaidOnce()
prefiller.lay = LAID


def measure(
    new: FinishedCase, finished: list[FinishedCase], store: ModelStore, model: str | None
) -> tuple[dict[int, float], float]:
    """Dice of every label, and seconds of processor time."""
    sources = [CaseSource(case.name, lambda case=case: case) for case in finished]
    LAID.begin()
    started = time.process_time()
    options = RunOptions(model=model, device="cpu")
    work = prefiller.CatNetPrefiller(store)
    *_, found = work.prefill(new.volume, sources, options, CancelToken())
    assert isinstance(found, Prefill)
    spent = time.process_time() - started + LAID.saved
    values = [int(v) for v in np.unique(new.labels) if v]
    return {v: dice(found.labels == v, new.labels == v) for v in values}, spent


def print_table(rows: list[dict]) -> None:
    """Mean over new patients, per label and over labels."""
    by: dict[tuple[str, int], list[dict]] = defaultdict(list)
    for row in rows:
        by[row["model"], row["finished"]].append(row)
    names = sorted({name for row in rows for name in row["dice"]})
    print("| network | finished | new | " + " | ".join(names) + " | mean | s |")
    print("|---|---|---|" + "---|" * (len(names) + 2))
    for (model, count), found in sorted(by.items()):
        means = [float(np.mean([row["dice"][name] for row in found])) for name in names]
        spent = float(np.mean([row["seconds"] for row in found]))
        figures = " | ".join(f"{m:.3f}" for m in (*means, float(np.mean(means))))
        print(f"| {model} | {count} | {len(found)} | {figures} | {spent:.0f} |")


def main() -> None:
    """Fill every new patient from the first so many finished ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("results", type=Path)
    parser.add_argument("--finished", nargs="+", required=True)
    parser.add_argument("--new", nargs="+", required=True)
    parser.add_argument("--counts", nargs="+", type=int, default=list(COUNTS))
    parser.add_argument("--model", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    store = ModelStore([*([args.model.parent] if args.model else []), MODELS])
    models = [None, *([args.model.name] if args.model else [])]
    rows = json.loads(args.results.read_text("utf-8")) if args.results.exists() else []
    known = {(row["model"], row["finished"], row["new"]) for row in rows}
    finished = [read(args.data, name)[0] for name in args.finished[: max(args.counts)]]
    for name in args.new:
        new, names = read(args.data, name)
        for model, count in product(models, args.counts):
            if (model or "as shipped", count, name) in known:
                continue
            scores, spent = measure(new, finished[:count], store, model)
            scored = {names[v]: score for v, score in scores.items()}
            row = {"model": model or "as shipped", "finished": count, "new": name}
            rows.append({**row, "dice": scored, "seconds": spent})
            args.results.write_text(json.dumps(rows, indent=1), "utf-8")
            print(row, {k: round(v, 3) for k, v in scored.items()}, f"{spent:.0f} s", flush=True)
    print_table(rows)


if __name__ == "__main__":
    main()

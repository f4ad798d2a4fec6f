"""Which slices are worth painting? Dice by where the K painted slices of a structure lie.

    python tests/benchmarks/bench_placement.py DATA --cases ct-a mr-b:1,4 [--k 1 2 3 5] [--log FILE]

"ends": evenly spaced from the first slice to the last (K = 2 are the tips); "inside": evenly spaced
strictly inside; "widest": the slice with the largest area first, then each time the slice between
the structure's ends that lies farthest from the painted ones, the outermost tenth on both sides
last. Dice over the slices of the structure that are unpainted in every placement of this K, and
over all of its unpainted slices, filled by `fused` with the ends given. Rows are appended as JSON
to --log, and those that are there already are not measured again.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from bench_methods import Loaded

from annotator.app.assets import assets_root
from annotator.core.cancel import CancelToken
from annotator.core.proposal import IterationResult
from annotator.core.run_options import RunOptions
from annotator.core.support import FREE, PropagationRequest, SupportSet, SupportSlice
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.model_store import ModelStore
from annotator.training.evaluation import evenly_spaced

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

MARGIN = 0.1


def placements(areas: dict[int, int], count: int) -> dict[str, list[int]]:
    """Painted slices by the name of their placement; `areas` per slice of the structure."""
    present = sorted(areas)
    places = (np.arange(count) + 0.5) / count * len(present)
    return {
        "ends": evenly_spaced(present, count),
        "inside": sorted({present[int(place)] for place in places}),
        "widest": _widest_first(areas, count),
    }


def _widest_first(areas: dict[int, int], count: int) -> list[int]:
    present = sorted(areas)
    margin = round(MARGIN * len(present))
    inner = present[margin : len(present) - margin]
    chosen = [max(inner, key=lambda i: areas[i])]
    while len(chosen) < min(count, len(present)):
        left = [i for i in inner if i not in chosen] or [i for i in present if i not in chosen]
        chosen.append(max(left, key=lambda i: min(abs(i - known) for known in chosen)))
    return sorted(chosen)


def filled(
    network: CatNetPropagator, case: Loaded, truth: NDArray[np.bool_], label: int, chosen: list[int]
) -> NDArray[np.bool_]:
    """Masks (slices, rows, cols) of a structure from some painted slices, its ends being known."""
    present = np.flatnonzero(truth.any((1, 2)))
    painted = tuple(SupportSlice(i, np.ascontiguousarray(truth[i])) for i in chosen)
    ends = int(present[0]), int(present[-1])
    supports = SupportSet(label, painted, first=ends[0], last=ends[1], ends=ends)
    locked = np.full(case.reference.shape, FREE, np.uint8)
    options = RunOptions(method="fused", labels=(label,))
    request = PropagationRequest(case.volume, case.axis, (supports,), locked, options)
    network.forget()
    masks = np.zeros_like(truth)
    for result in network.propagate(request, CancelToken()):
        if isinstance(result, IterationResult) and result.is_final:
            masks[result.slice_index] = result.labels == label
    return masks


def dice(masks: NDArray[np.bool_], truth: NDArray[np.bool_], slices: Collection[int]) -> float:
    """Dice over some slices."""
    some = sorted(slices)
    total = int(masks[some].sum()) + int(truth[some].sum())
    return 2 * int((masks[some] & truth[some]).sum()) / total if total else float("nan")


def measure(network: CatNetPropagator, case: Loaded, label: int, k: int) -> dict[str, object]:
    """Both figures of every placement for one structure."""
    truth = np.moveaxis(case.reference, case.axis, 0) == label
    areas = {int(i): int(truth[i].sum()) for i in np.flatnonzero(truth.any((1, 2)))}
    chosen = placements(areas, k)
    common = set(areas).difference(*chosen.values())
    scores = {}
    for name, slices in chosen.items():
        masks = filled(network, case, truth, label, slices)
        pair = dice(masks, truth, common), dice(masks, truth, set(areas) - set(slices))
        scores[name] = [round(score, 4) for score in pair]
    return {"case": case.name, "label": label, "k": k, "painted": chosen, "scores": scores}


def main() -> None:
    """Measure what is not there yet, and print means over structures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cases", nargs="+", required=True)
    parser.add_argument("--models", type=Path, default=assets_root() / "models")
    parser.add_argument("--k", nargs="+", type=int, default=[1, 2, 3, 5])
    parser.add_argument("--largest", type=int, default=4, help="structures per case")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--log", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    network = CatNetPropagator(ModelStore([args.models]))
    lines = args.log.read_text("utf-8").splitlines() if args.log and args.log.exists() else []
    rows = {(row["case"], row["label"], row["k"]): row for row in map(json.loads, lines)}
    for k in args.k:
        for name in args.cases:
            case = Loaded.read(args.data, name, args.largest)
            for label in case.labels:
                if (case.name, label, k) in rows:
                    continue
                row = rows[case.name, label, k] = measure(network, case, label, k)
                print(row, flush=True)
                if args.log:
                    with args.log.open("a", encoding="utf-8") as out:
                        out.write(json.dumps(row) + "\n")
    print(
        "| K | structures | placement | same slices | all unpainted slices |\n|---|---|---|---|---|"
    )
    for k in args.k:
        mine = [row["scores"] for row in rows.values() if row["k"] == k]
        for placement in mine[0] if mine else ():
            pair = np.nanmean([scores[placement] for scores in mine], axis=0)
            print(f"| {k} | {len(mine)} | {placement} | {pair[0]:.3f} | {pair[1]:.3f} |")


if __name__ == "__main__":
    main()

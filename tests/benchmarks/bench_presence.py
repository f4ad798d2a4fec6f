"""Does the presence gate help? Dice over all unpainted slices, with and without it.

    python tests/benchmarks/bench_presence.py DATA CASE [CASE ...] [--supports 2 3 5]

DATA holds CASE/image.nii.gz and CASE/label.nii.gz. Of the largest structures of each case K slices
are painted, evenly spaced, with the structure's two end slices among them ("ends") or strictly
inside ("inside"). Each case is propagated three times: over the whole axis, between the suggested
ends ("gate"), and between the true ones ("best"), as if the user had set them. "missed" counts
unpainted slices that hold the structure but lie beyond the suggested ends, in brackets their share
of the structure's unpainted slices and voxels.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from annotator.app.model_folders import open_model_store
from annotator.core.cancel import CancelToken
from annotator.core.proposal import IterationResult
from annotator.core.run_options import RunOptions, parse_adaptation
from annotator.core.support import FREE, PropagationRequest, SupportSet, SupportSlice
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.cloformer.slice_scorer import CloFormerScorer
from annotator.io.label_map import read_labels
from annotator.io.read import read_volume
from annotator.training.evaluation import evenly_spaced

SMALLEST = 6
ROW = "{:<20} {:>6} {:>2}  {:>7} {:>7} {:>7}  {:>22}  {:>5}"


class Result(NamedTuple):
    """One structure: Dice without gate, with it, with true ends; what the gate missed and kept."""

    free: float
    gated: float
    best: float
    missed: int
    unpainted: int
    missed_voxels: int
    voxels: int
    vain: int


def painted_slices(present: list[int], count: int, placement: str) -> list[int]:
    if placement == "ends":
        return evenly_spaced(present, count)
    places = np.linspace(0, len(present) - 1, count + 2)[1:-1].round().astype(int)
    return [present[i] for i in sorted(set(np.clip(places, 1, len(present) - 2).tolist()))]


def largest(labels: np.ndarray, axis: int, most: int) -> dict[int, list[int]]:
    """Slices of the largest structures that span enough of them."""
    planes = np.moveaxis(labels, axis, 0)
    counts = np.bincount(labels.reshape(-1))
    found = {}
    for value in np.argsort(-counts[1:], kind="stable") + 1:
        hit = np.flatnonzero((planes == value).any((1, 2))).tolist()
        if counts[value] and len(hit) >= SMALLEST and len(found) < most:
            found[int(value)] = hit
    return dict(sorted(found.items()))


def support_sets(
    labels: np.ndarray, axis: int, present: dict[int, list[int]], count: int, placement: str
) -> tuple[SupportSet, ...]:
    planes = np.moveaxis(labels, axis, 0)
    return tuple(
        SupportSet(
            value,
            tuple(
                SupportSlice(i, np.ascontiguousarray(planes[i] == value))
                for i in painted_slices(hit, count, placement)
            ),
            first=0,
            last=len(planes) - 1,
        )
        for value, hit in present.items()
    )


def predict(propagator, volume, labels, axis, sets, args) -> np.ndarray:
    locked = np.full(labels.shape, FREE, np.uint8)
    predicted = np.zeros_like(labels)
    for item in sets:
        for support in item.slices:
            np.moveaxis(locked, axis, 0)[support.index][support.mask] = item.label
    options = RunOptions(
        method=args.method,
        iterations=args.iterations,
        device=args.device,
        adaptation=parse_adaptation(args.adapt),
    )
    request = PropagationRequest(volume, axis, sets, locked, options)
    for step in propagator.propagate(request, CancelToken()):
        if isinstance(step, IterationResult) and step.is_final:
            np.moveaxis(predicted, axis, 0)[step.slice_index] = step.labels
    return predicted


def judge(predictions: list[np.ndarray], labels: np.ndarray, axis: int, item: SupportSet) -> Result:
    """Compare what was filled freely, between the ends of `item`, and between the true ones."""
    true = np.moveaxis(labels == item.label, axis, 0)
    painted = [support.index for support in item.slices]
    unpainted = np.setdiff1d(np.arange(len(true)), painted)
    present = np.flatnonzero(true.any((1, 2)))
    dices = []
    for predicted in predictions:
        a = np.moveaxis(predicted == item.label, axis, 0)[unpainted]
        b = true[unpainted]
        dices.append(2 * (a & b).sum() / max(1, a.sum() + b.sum()))
    first, last = item.first, item.last
    true_left = np.intersect1d(unpainted, present)
    lost = [i for i in true_left if not first <= i <= last]
    vain = max(0, present[0] - first) + max(0, last - present[-1])
    return Result(
        *map(float, dices),
        len(lost),
        len(true_left),
        int(true[lost].sum()),
        int(true[true_left].sum()),
        int(vain),
    )


def line(case: str, placement: str, count: int, found: list[Result]) -> str:
    free, gated, best = (np.mean([r[i] for r in found]) for i in range(3))
    missed, slices, voxels, all_voxels = (sum(r[i] for r in found) for i in range(3, 7))
    share = f"{missed} ({missed / max(1, slices):.1%}, {voxels / max(1, all_voxels):.2%})"
    vain = sum(r.vain for r in found)
    dices = (f"{value:.3f}" for value in (free, gated, best))
    return ROW.format(case, placement, count, *dices, share, vain)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("cases", nargs="+")
    parser.add_argument("--supports", type=int, nargs="+", default=[2, 3, 5])
    parser.add_argument("--placements", nargs="+", default=["inside", "ends"])
    parser.add_argument("--structures", type=int, default=4)
    parser.add_argument("--method", default="fused")
    parser.add_argument("--adapt", default="auto")
    parser.add_argument("--iterations", type=int, default=RunOptions().iterations)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--models", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    store = open_model_store(args.models)
    propagator, scorer = CatNetPropagator(store), CloFormerScorer(store)
    everything = defaultdict(list)
    print(ROW.format("case", "", "K", "no gate", "gate", "best", "missed", "vain"))
    for count in args.supports:
        for placement in args.placements:
            for case in args.cases:
                volume = read_volume(args.data / case / "image.nii.gz")
                labels = read_labels(args.data / case / "label.nii.gz", volume)
                axis = int(np.argmax(volume.geometry.spacing_zyx_mm))
                present = largest(labels, axis, args.structures)
                sets = support_sets(labels, axis, present, count, placement)
                cut, true = [], []
                for item in sets:
                    *_, scores = scorer.presence(volume, axis, item, CancelToken(), args.device)
                    cut.append(item.bounded(*scores.bounds))
                    true.append(item.bounded(present[item.label][0], present[item.label][-1]))
                predictions = [
                    predict(propagator, volume, labels, axis, tuple(chosen), args)
                    for chosen in (sets, cut, true)
                ]
                found = [judge(predictions, labels, axis, item) for item in cut]
                everything[count, placement] += [found]
                print(line(case, placement, count, found), flush=True)
    for (count, placement), groups in everything.items():
        joined = [result for group in groups for result in group]
        print(line("all structures", placement, count, joined))


if __name__ == "__main__":
    main()

"""How much Dice the first corrections gain: least certain slices first against slice order.

Run: python tests/benchmarks/bench_review.py DATA --cases ct-a mr-b [--corrections 5]

DATA holds case folders (image.nii.gz, label.nii.gz). Per case the three largest structures are
painted on three evenly spaced slices each and propagated (fused). Correcting a slice replaces all
its labels by those of the reference; nothing is run again. Prints Markdown: mean Dice of the
structures over the whole volume before, and what the corrections add in slice order, on slices
drawn at random (mean of 50 draws), least certain first, and worst first, which needs the reference
and is the most that any order can gain; then the rank correlation of uncertainty and true error.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from bench_methods import Loaded, end
from scipy.stats import spearmanr

from annotator.app.assets import assets_root
from annotator.core.cancel import CancelToken
from annotator.core.proposal import IterationResult, Proposal
from annotator.core.run_options import RunOptions
from annotator.core.support import FREE, PropagationRequest, supports_from_labels
from annotator.core.uncertainty import Disagreement, combined, least_certain_first
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.model_store import ModelStore
from annotator.training.evaluation import evenly_spaced

STRUCTURES = 3
PAINTED = 3
DRAWS = 50


def propose(case: Loaded, network: CatNetPropagator) -> Proposal:
    """Paint some slices of each structure as the reference has them, and propagate."""
    planes = np.moveaxis(case.reference, case.axis, 0)
    locked = np.full(case.reference.shape, FREE, np.uint8)
    painted, ends = {}, {}
    for label in case.labels:
        present = np.flatnonzero((planes == label).any(axis=(1, 2))).tolist()
        painted[label], ends[label] = evenly_spaced(present, PAINTED), (present[0], present[-1])
        for index in painted[label]:
            plane = np.moveaxis(locked, case.axis, 0)[index]
            plane[planes[index] == label] = label
    supports = supports_from_labels(
        case.reference, case.axis, values=case.labels, ends=ends, painted=painted
    )
    options = RunOptions(labels=tuple(case.labels))
    request = PropagationRequest(case.volume, case.axis, supports, locked, options)
    proposal = Proposal(case.axis, tuple(case.labels), options.method, supports)
    network.forget()
    for item in network.propagate(request, CancelToken()):
        if isinstance(item, IterationResult):
            proposal.add(item)
    return proposal


def measure(case: Loaded, proposal: Proposal, corrections: int) -> list[float]:
    """Dice before, gains in four orders, rank correlation."""
    reference = np.moveaxis(case.reference, case.axis, 0)
    predicted = np.zeros_like(reference)
    for support in proposal.supports:
        for item in support.slices:
            predicted[item.index][item.mask] = support.label
    for index, entry in proposal.slices.items():
        predicted[index] = entry.labels()
    y, x = (mm for a, mm in enumerate(case.volume.geometry.spacing_zyx_mm) if a != case.axis)
    uncertainty = combined(dict(Disagreement(proposal, (y, x)).slices()))
    error = {
        index: sum(
            np.count_nonzero((predicted[index] == label) != (reference[index] == label))
            / np.count_nonzero(reference == label)
            for label in case.labels
        )
        for index in proposal.indices()
    }

    def dice(labels: np.ndarray) -> float:
        both = [(labels == v, reference == v) for v in case.labels]
        return float(np.mean([2 * (a & b).sum() / (a.sum() + b.sum()) for a, b in both]))

    before = dice(predicted)

    def gain(slices: list[int]) -> float:
        corrected = predicted.copy()
        corrected[slices] = np.where(np.isin(reference[slices], case.labels), reference[slices], 0)
        return dice(corrected) - before

    rng = np.random.default_rng(0)
    known = proposal.indices()
    drawn = [gain(rng.choice(known, corrections, replace=False).tolist()) for _ in range(DRAWS)]
    return [
        before,
        gain(known[:corrections]),
        float(np.mean(drawn)),
        gain(least_certain_first(uncertainty)[:corrections]),
        gain(least_certain_first(error)[:corrections]),
        float(spearmanr([uncertainty[i] for i in known], [error[i] for i in known]).statistic),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cases", nargs="+", required=True)
    parser.add_argument("--corrections", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    network = CatNetPropagator(ModelStore([assets_root() / "models"]))
    print("| case | slices | before | slice order | random | least certain | worst | correlation |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for name in args.cases:
        case = Loaded.read(args.data / name, STRUCTURES)
        proposal = propose(case, network)
        before, *gains, rank = measure(case, proposal, args.corrections)
        cells = [f"{before:.3f}", *(f"+{value:.4f}" for value in gains), f"{rank:.2f}"]
        print(f"| {name} | {len(proposal.slices)} |", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    main()
    end()

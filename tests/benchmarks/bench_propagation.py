"""Seconds and memory of a 60-slice, 3-label propagation: cold, with features cached, per method.

Run by hand: ``python tests/benchmarks/bench_propagation.py [--threads 2] [--sides 128 256 512]``.
Ratios within one run are what counts; absolute times depend on the machine and on what else it
does. "per slice" is the cached time over all slices that were filled, of all labels.
"""

from __future__ import annotations

import argparse
import resource
import time
from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.app.assets import assets_root
from annotator.core.cancel import CancelToken
from annotator.core.proposal import IterationResult
from annotator.core.run_options import RunOptions, parse_adaptation
from annotator.core.support import FREE, PropagationRequest, supports_from_labels
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.model_store import ModelStore
from annotator.phantom.torso import make_phantom
from annotator.training.evaluation import evenly_spaced

if TYPE_CHECKING:
    from annotator.phantom.torso import Phantom

LABELS = (1, 2, 5)  # liver, spleen, aorta
SLICES = 60


def request(phantom: Phantom, method: str, adapt: str) -> PropagationRequest:
    """Three labels, three painted slices each, 60 slices along z."""
    support = np.zeros_like(phantom.labels)
    for label in LABELS:
        present = np.flatnonzero((phantom.labels[:SLICES] == label).any((1, 2))).tolist()
        for index in evenly_spaced(present, 3):
            mask = phantom.labels[index] == label
            support[index][mask] = label
    sets = supports_from_labels(support, 0, values=list(LABELS))
    locked = np.where(support > 0, support, FREE).astype(np.uint8)
    adaptation = parse_adaptation(adapt)
    options = RunOptions(method=method, adaptation=adaptation, device="cpu")  # type: ignore[arg-type]
    return PropagationRequest(phantom.volume, 0, sets, locked, options)


def seconds(propagator: CatNetPropagator, wanted: PropagationRequest) -> tuple[float, int]:
    """Wall time of one run, and the slices it filled."""
    started = time.perf_counter()
    found = propagator.propagate(wanted, CancelToken())
    count = sum(isinstance(r, IterationResult) and r.is_final for r in found)
    return time.perf_counter() - started, count


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--sides", nargs="+", type=int, default=[256])
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    store = ModelStore([assets_root() / "models"])
    print(f"{SLICES} slices, {len(LABELS)} labels, {torch.get_num_threads()} threads\n")
    print("| slice | method | adapt | cold s | cached s | ms per slice | peak MiB |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for side in sorted(args.sides):
        pixel = 384 / side
        phantom = make_phantom("CT", (SLICES, side, side), (5.0, pixel, pixel), seed=1)
        for method, adapt in (
            ("interpolation", "off"),
            ("catnet", "off"),
            ("fused", "off"),
            ("fused", "auto"),
        ):
            propagator = CatNetPropagator(store)
            wanted = request(phantom, method, adapt)
            cold, _ = seconds(propagator, wanted)
            propagator.forget()
            cached, _ = seconds(propagator, wanted)
            filled = sum(len(s.query_indices()) for s in wanted.supports)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"| {side}² | {method} | {adapt} | {cold:.1f} | {cached:.1f} "
                f"| {1000 * cached / filled:.0f} | {peak:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()

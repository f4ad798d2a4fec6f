"""Seconds and memory of a 60-slice, 3-label propagation: cold, with features cached, per method.

Run by hand: ``python tests/benchmarks/bench_propagation.py [--threads 2]``. Ratios within one run
are what counts; absolute times depend on the machine and on what else it does.
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
from annotator.core.phantom import make_phantom
from annotator.core.proposal import IterationResult
from annotator.core.support import FREE, PropagationRequest, supports_from_labels
from annotator.inference.model_store import ModelStore
from annotator.inference.propagator import CatNetPropagator
from annotator.training.evaluation import evenly_spaced

if TYPE_CHECKING:
    from annotator.core.phantom import Phantom

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
    return PropagationRequest(phantom.volume, 0, sets, locked, method, adapt=adapt, device="cpu")  # type: ignore[arg-type]


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
    torch.set_num_threads(parser.parse_args().threads)
    phantom = make_phantom("CT", (SLICES, 256, 256), (5.0, 1.5, 1.5), seed=1)
    store = ModelStore([assets_root() / "models"])
    print(f"{SLICES} slices of 256×256, {len(LABELS)} labels, {torch.get_num_threads()} threads")
    print("method         adapt  cold s  cached s  slices")
    for method, adapt in (
        ("interpolation", "off"),
        ("catnet", "off"),
        ("fused", "off"),
        ("fused", "auto"),
    ):
        propagator = CatNetPropagator(store)
        wanted = request(phantom, method, adapt)
        cold, count = seconds(propagator, wanted)
        propagator.forget()
        cached, _ = seconds(propagator, wanted)
        print(f"{method:14s} {adapt:5s} {cold:7.1f} {cached:9.1f} {count:7d}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the process: {peak:.0f} MiB")


if __name__ == "__main__":
    main()

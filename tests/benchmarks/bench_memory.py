"""Peak memory of filling many labels of a large volume, in times the volume.

Run: python tests/benchmarks/bench_memory.py [--slices 600 --side 512 --labels 20 --stop 12]

The volume is int16 noise with one box per label, three slices of each painted. The run stops after
so many filled slices; what it holds no longer grows then, except the features of slices, which are
kept up to a budget. Figures are of the whole process, and without what it holds before anything is
opened: Python, torch and the other libraries.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch

from annotator.app.assets import assets_root
from annotator.core.cancel import CancelToken
from annotator.core.geometry import Geometry
from annotator.core.proposal import IterationResult
from annotator.core.run_options import RunOptions, parse_adaptation
from annotator.core.support import FREE, PropagationRequest, supports_from_labels
from annotator.core.volume import Volume
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.model_store import ModelStore


def resident(which: str) -> float:
    """MiB of this process: "VmRSS" now, "VmHWM" at most (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(which)) / 1024


def make_request(slices: int, side: int, labels: int, method: str) -> PropagationRequest:
    """Boxes side by side through most of the volume, painted on three slices each."""
    voxels = np.random.default_rng(0).integers(-200, 200, (slices, side, side), np.int16)
    painted = np.zeros(voxels.shape, np.uint8)
    across = int(np.ceil(np.sqrt(labels)))
    step = side // across
    for number in range(labels):
        y, x = number // across * step, number % across * step
        box = np.s_[:, y + step // 6 : y + step * 5 // 6, x + step // 6 : x + step * 5 // 6]
        voxels[box] += np.int16(100 + 20 * number)
        for index in (slices // 10, slices // 2, slices * 9 // 10):
            painted[index][box[1:]] = number + 1
    geometry = Geometry(voxels.shape, np.diag([0.7, 0.7, 1.0, 1.0]))
    supports = supports_from_labels(painted, 0)
    options = RunOptions(method=method, adaptation=parse_adaptation("off"), device="cpu")  # type: ignore[arg-type]
    locked = np.where(painted > 0, painted, FREE).astype(np.uint8)
    return PropagationRequest(Volume(voxels, geometry, "CT"), 0, supports, locked, options)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in (
        ("slices", 600),
        ("side", 512),
        ("labels", 20),
        ("stop", 12),
        ("threads", 1),
    ):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--method", default="fused")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    libraries = resident("VmRSS")
    request = make_request(args.slices, args.side, args.labels, args.method)
    propagator = CatNetPropagator(ModelStore([assets_root() / "models"]))
    volume = request.volume.voxels.nbytes / 2**20
    before = resident("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak so far
    filled, started = 0, time.perf_counter()
    for item in propagator.propagate(request, CancelToken()):
        filled += isinstance(item, IterationResult) and item.is_final
        if filled == args.stop:
            break
    seconds = time.perf_counter() - started
    peak = resident("VmHWM")
    print(
        f"volume {volume:.0f} MiB, libraries {libraries:.0f}, before the run {before:.0f}, peak"
        f" {peak:.0f}: {peak / volume:.1f} times the volume, {(peak - libraries) / volume:.1f}"
        f" without the libraries; {filled} slices in {seconds:.0f} s"
    )


if __name__ == "__main__":
    main()

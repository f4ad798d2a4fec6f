"""Time and peak memory of GRL denoising one slice.

Run: python tests/benchmarks/bench_grl.py [--cases tiny:256 ct:512] [--threads 2] [--repeats 2]
     python tests/benchmarks/bench_grl.py --cases tiny:128 ct:256 --reference

A case is a network of the paper (tiny, small, base) or an installed model (ct, mr), and the side of
the slice. Every case runs in a fresh process. Wall time is the best of the repeats (the first one
also fills the caches), CPU time the least that all threads took together, which says more on a busy
machine; peak memory is that of the whole process, imports included. With `--reference` the form
that reads like the paper takes turns with the fast one; it needs gigabytes for large slices.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

CASES = ("tiny:256", "tiny:512", "ct:512")


def make(variant: str, side: int, *, reference: bool) -> Callable[[], Tensor]:
    """Forward pass of a network on noise."""
    import torch  # here, so that the parent process needs no memory for it

    from annotator.app.assets import assets_root
    from annotator.inference.model_store import ModelStore, load_network
    from annotator.nets.grl import network as grl
    from annotator.nets.grl import reference as plain
    from annotator.nets.grl.slice_denoiser import SliceDenoiser

    torch.manual_seed(0)
    image = torch.rand(1, 1, side, side)
    if variant in ("ct", "mr"):
        model = ModelStore([assets_root() / "models"]).get(f"grl-{variant}", "grl")
        network: grl.GRL | plain.GRL = load_network(model, grl.GRL)
    else:
        network = getattr(grl, variant)()
    if reference:
        fast, network = network, plain.GRL(network.config)
        network.load_state_dict(fast.state_dict())
    network.eval().requires_grad_(False)
    if variant in ("ct", "mr"):
        denoiser = SliceDenoiser(network)  # type: ignore[arg-type]
        return lambda: denoiser(image, torch.tensor([0.1]))
    return lambda: network(image)


def measure(case: str, threads: int, repeats: int, *, reference: bool) -> dict[str, float]:
    """Run one case in this process."""
    import torch

    torch.set_num_threads(threads)
    variant, side = case.split(":")
    forms = [make(variant, int(side), reference=plain) for plain in (False, True)[: 1 + reference]]
    walls: list[list[float]] = [[] for _ in forms]
    cpus: list[list[float]] = [[] for _ in forms]
    with torch.inference_mode():
        for _ in range(repeats):
            for number, form in enumerate(forms):
                wall, cpu = time.perf_counter(), time.process_time()
                form()
                walls[number].append(time.perf_counter() - wall)
                cpus[number].append(time.process_time() - cpu)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    found = {"first": walls[0][0], "wall": min(walls[0]), "cpu": min(cpus[0]), "peak": peak}
    if reference:
        found["ratio"] = min(cpus[1]) / found["cpu"]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", nargs="+", default=CASES, help="variant:side")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--reference", action="store_true", help="time the reference form too")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.inside:
        found = measure(args.cases[0], args.threads, args.repeats, reference=args.reference)
        print(json.dumps(found))
        return
    print(f"{args.threads} threads    first s    best s     CPU s    peak GiB")
    for case in args.cases:
        command = [sys.executable, __file__, "--inside", "--cases", case]
        command += ["--threads", str(args.threads), "--repeats", str(args.repeats)]
        command += ["--reference"] * args.reference
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        result = json.loads(done.stdout)
        ratio = f"   reference takes {result['ratio']:.2f} times as long" if args.reference else ""
        print(
            f"{case:10s} {result['first']:9.2f} {result['wall']:9.2f} {result['cpu']:9.2f}"
            f" {result['peak']:11.2f}{ratio}",
            flush=True,
        )


if __name__ == "__main__":
    main()

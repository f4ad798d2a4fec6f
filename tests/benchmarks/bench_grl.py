"""Time and peak memory of GRL denoising one slice.

Run: python tests/benchmarks/bench_grl.py [--cases tiny:256 tiny:512] [--threads 2] [--repeats 2]

Every case runs in a fresh process. Wall time is the best of the repeats (the first one also
fills the caches), CPU time that of all threads in the same repeat; peak memory is that of the
whole process, imports included.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time

CASES = ("tiny:256", "tiny:512", "small:256")


def measure(case: str, threads: int, repeats: int) -> dict[str, float]:
    """Run one case in this process."""
    import torch  # here, so that the parent process needs no memory for it

    from annotator.nets.grl import network as grl

    torch.set_num_threads(threads)
    torch.manual_seed(0)
    variant, side = case.split(":")
    network = getattr(grl, variant)().eval()
    image = torch.rand(1, 1, int(side), int(side))
    runs = []
    with torch.inference_mode():
        for _ in range(repeats):
            wall, cpu = time.perf_counter(), time.process_time()
            network(image)
            runs.append((time.perf_counter() - wall, time.process_time() - cpu))
    best = min(runs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"first": runs[0][0], "wall": best[0], "cpu": best[1], "peak": peak}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", nargs="+", default=CASES, help="variant:side")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        print(json.dumps(measure(options.cases[0], options.threads, options.repeats)))
        return
    print(f"{options.threads} threads    first s    best s     CPU s    peak GiB")
    for case in options.cases:
        command = [sys.executable, __file__, "--inside", "--cases", case]
        command += ["--threads", str(options.threads), "--repeats", str(options.repeats)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        result = json.loads(done.stdout)
        print(
            f"{case:10s} {result['first']:9.2f} {result['wall']:9.2f} {result['cpu']:9.2f}"
            f" {result['peak']:11.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()

"""Time CloFormer on this machine's CPU: `python tests/benchmarks/bench_cloformer.py --help`.

The best and the median wall time of a forward pass, and its least CPU time summed over threads.
On a busy machine only the CPU time with one thread means much.
"""

import argparse
import time
from statistics import median

import torch

from annotator.nets.cloformer import network as cloformer


@torch.inference_mode()
def measure(model: cloformer.CloFormer, images: torch.Tensor, repeats: int) -> str:
    """Run `model` on `images` (B, C, H, W) and describe the times, in milliseconds."""
    walls, cpus = [], []
    for _ in range(repeats + 2):
        wall, cpu = time.perf_counter(), time.process_time()
        model(images)
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    walls, cpus = walls[2:], cpus[2:]  # the first runs choose kernels
    return f"wall best {min(walls):7.1f}  median {median(walls):7.1f}  CPU best {min(cpus):7.1f}"


def main() -> None:
    """Print one line per batch size, number of threads and kind of network."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--variant", choices=["xxs", "xs", "s"], default="xxs")
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--batches", type=int, nargs="+", default=[1, 16])
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--repeats", type=int, default=30)
    args = parser.parse_args()
    model = getattr(cloformer, args.variant)().eval()
    networks = {"as trained": model, "fused": cloformer.fused(model)}
    for batch in args.batches:
        images = torch.randn(batch, 3, args.size, args.size)
        for threads in args.threads:
            torch.set_num_threads(threads)
            for name, network in networks.items():
                times = measure(network, images, max(args.repeats // batch, 3))
                print(f"batch {batch:3}  {threads} threads  {name:10}  {times}  ms", flush=True)


if __name__ == "__main__":
    main()

"""Milliseconds per slice of CAT-Net: encoding whole slices of a CT, and filling one of a structure.

Run: python tests/benchmarks/bench_catnet.py [--slices 36] [--threads 1] [--repeats 5]

Encoding is what happens in the background after opening: slices of 512 x 512 are cut, normalised
and encoded. Filling is the network alone, with cached features of query and painted slices, six
query slices at a time with two painted slices each; with all iterations drawn in full resolution,
as a run shows them, and with the last one only. The fast form of the decoder, which runs use, takes
turns with the network that reads like the paper. CPU time of all threads together, and wall time.
"""

from __future__ import annotations

import argparse
import itertools
import time
from itertools import pairwise

import numpy as np
import torch

from annotator.app.assets import assets_root
from annotator.core.cancel import CancelToken
from annotator.core.geometry import Geometry
from annotator.core.run_options import RunOptions
from annotator.core.volume import Volume
from annotator.inference.catnet.propagator import CHUNK, CatNetPropagator
from annotator.inference.model_store import ModelStore, load_network
from annotator.nets.catnet.fast import FastDecoder
from annotator.nets.catnet.network import CATNet

SIDE = 144


def encoding(store: ModelStore, slices: int) -> tuple[float, float]:
    """CPU and wall seconds per slice, of the fastest batch."""
    voxels = np.random.default_rng(0).integers(-200, 200, (slices, 512, 512), np.int16)
    volume = Volume(voxels, Geometry(voxels.shape, np.diag([0.7, 0.7, 1.0, 1.0])), "CT")
    marks = [
        (time.process_time(), time.perf_counter())
        for _ in CatNetPropagator(store).prepare(volume, 0, RunOptions(device="cpu"), CancelToken())
    ]
    cpu, wall = (min(b - a for a, b in pairwise(times)) for times in zip(*marks, strict=True))
    return cpu / CHUNK, wall / CHUNK


@torch.inference_mode()
def filling(store: ModelStore, repeats: int) -> dict[str, tuple[float, float]]:
    """CPU and wall seconds per query slice, by form and by what is drawn in full."""
    torch.manual_seed(0)
    net = load_network(store.get(None, "catnet"), CATNet).eval()
    net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    images = torch.randn(3 * CHUNK, 1, SIDE, SIDE).to(memory_format=torch.channels_last)
    features = net.encode(images)
    query = features.select(slice(0, CHUNK))
    support = features.shots(list(range(CHUNK, 3 * CHUNK)))
    mask = torch.zeros(CHUNK, 2, SIDE, SIDE)
    mask[:, :, 40:90, 40:90] = 1
    options = {
        "size": (SIDE, SIDE),
        "weights": torch.full((CHUNK, 2), 0.5),
        "location": torch.randn(CHUNK, 2, SIDE, SIDE),
        "iterations": net.config.blocks,
    }
    forms = {"fast form": FastDecoder(net), "plain form": net}
    shown = {"every iteration": None, "the last iteration": [net.config.blocks]}
    found: dict[str, tuple[float, float]] = {}
    for _ in range(repeats):
        for (form, decoder), (what, detailed) in itertools.product(forms.items(), shown.items()):
            cpu, wall = time.process_time(), time.perf_counter()
            for _step in decoder.decode(query, support, mask, **options, detailed=detailed):
                pass
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            best = found.get(name := f"{form}, {what} in full", (9e9, 9e9))
            found[name] = min(best[0], cpu / CHUNK), min(best[1], wall / CHUNK)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slices", type=int, default=36)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=5)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    store = ModelStore([assets_root() / "models"])
    cpu, wall = encoding(store, args.slices)
    print(f"encoding a slice: CPU {1000 * cpu:.1f} ms, wall {1000 * wall:.1f} ms")
    for name, (cpu, wall) in filling(store, args.repeats).items():
        print(f"filling a slice, {name}: CPU {1000 * cpu:.1f} ms, wall {1000 * wall:.1f} ms")


if __name__ == "__main__":
    main()

"""Does denoising before propagation help? Dice on original, noisy and denoised volumes.

Run: python tests/benchmarks/bench_denoised_propagation.py IMAGE:LABEL... [--supports 3]

Noise is that of the training: 60 HU in the body of a CT, 12 % of the signal range of an MR. The
level is estimated from the noisy volume. Painted slices are those of the reference in all cases.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from annotator.core.cancel import CancelToken
from annotator.core.denoising import CT_HU, DenoiseOptions, slice_axis, value_scale
from annotator.core.run_options import RunOptions, parse_adaptation
from annotator.core.volume import Volume
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.grl.denoiser import GrlDenoiser
from annotator.inference.model_store import ModelStore
from annotator.io.label_map import read_labels
from annotator.io.read import read_volume
from annotator.training.evaluation import evaluate
from annotator.training.grl.noise import add_ct_noise, add_mr_noise

LEVEL = {"ct": 60 / CT_HU, "mr": 0.12}
FEWEST_SLICES = 6


def with_noise(volume: Volume, axis: int, seed: int) -> Volume:
    kind = DenoiseOptions().kind(volume)
    scale = value_scale(volume.voxels, kind)
    add = add_ct_noise if kind == "ct" else add_mr_noise
    rng = torch.Generator().manual_seed(seed)
    images = torch.from_numpy(scale.normalise(np.moveaxis(volume.voxels, axis, 0)))
    noisy = torch.stack([add(image, LEVEL[kind], rng) for image in images]).numpy()
    voxels = np.moveaxis(scale.restore(noisy), 0, axis)
    if volume.voxels.dtype.kind == "i":
        voxels = np.rint(voxels).astype(volume.voxels.dtype)
    return Volume(voxels, volume.geometry, volume.modality, volume.source)


def largest(reference: np.ndarray, axis: int, count: int) -> list[int]:
    others = tuple(a for a in range(3) if a != axis)
    sizes = {
        int(value): int((reference == value).sum())
        for value in np.unique(reference)
        if value and (reference == value).any(axis=others).sum() >= FEWEST_SLICES
    }
    return sorted(sorted(sizes, key=lambda value: -sizes[value])[:count])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", nargs="+", metavar="IMAGE:LABEL")
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--supports", type=int, default=3)
    parser.add_argument("--structures", type=int, default=3)
    parser.add_argument("--adapt", default="off")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    store = ModelStore([options.models])
    denoiser, propagator = GrlDenoiser(store), CatNetPropagator(store)
    print("| volume (structures) | method | original | noisy | denoised |")
    print("|---|---|---:|---:|---:|")
    for case in options.cases:
        image, label = map(Path, case.split(":"))
        original = read_volume(image)
        reference = read_labels(label, original)
        axis = slice_axis(original)
        noisy = with_noise(original, axis, options.seed)
        *_, denoised = denoiser.denoise_volume(noisy, DenoiseOptions(), CancelToken())
        labels = largest(reference, axis, options.structures)
        for method in ("fused", "catnet"):
            cells = []
            for volume in (original, noisy, denoised):
                scores = evaluate(
                    propagator.propagate,
                    volume,
                    reference,
                    supports=options.supports,
                    axis=axis,
                    options=RunOptions(
                        method=method,  # type: ignore[arg-type]
                        labels=tuple(labels),
                        adaptation=parse_adaptation(options.adapt),
                    ),
                )
                cells.append(f"{np.nanmean([score.between.dice for score in scores]):.3f}")
            name = f"{image.parent.name} ({len(labels)})"
            print(f"| {name} | {method} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()

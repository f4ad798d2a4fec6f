"""Anatomy never seen in training: whole anatomies are left out, then measured.

Run: python tests/benchmarks/bench_anatomies.py DATA OUTPUT [--steps 500] [--exclude NAME ...]

For every group of anatomies a small CAT-Net is trained from random weights on the cases of DATA,
without the structures of that group (their voxels may still be part of supervoxels) and without
the cases that are measured, then compared on these with the methods that use no network. Cases
named with --exclude are never trained on. Trainings and measurements are kept in OUTPUT, so that a
stopped run goes on. Prints Markdown: mean Dice between the ends.
"""

from __future__ import annotations

import argparse
from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np
import torch
from baselines import BASELINES
from bench_methods import BETWEEN_TWO, Loaded, Log, end, measure

from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.devices import has_fast_bfloat16
from annotator.inference.manifests import CatNetInput, CatNetManifest
from annotator.inference.model_store import ModelStore, save_model
from annotator.training.cases import find_cases
from annotator.training.catnet.episodes import EpisodeSampler
from annotator.training.catnet.options import EpisodeConfig
from annotator.training.catnet.recipe import (
    NETWORKS,
    load_with_supervoxels,
    phantom_cases,
)
from annotator.training.catnet.trainer import TrainConfig, Trainer
from annotator.training.catnet.windows import WINDOW_FACTOR

ABDOMEN = "liver spleen kidney pancreas stomach gallbladder colon bowel duodenum adrenal bladder"
GROUPS = {  # parts of names that are not trained on; cases that are measured
    "abdomen": (f"{ABDOMEN} prostate", ("mr-chaos-t2-05", "ct-ts-dicom20")),
    "heart and vessels": ("heart aorta artery vein vena trunk", ("ct-ts-aorta",)),
    "lung": ("lung", ("ct-lung-4d-a",)),
    "brain structures": ("hippocamp ventricle", ("mr-itksnap-crop", "mr-msd-hippo-394")),
    "tumours": ("tumour lesion oedema", ("mr-sts-046", "ct-sts-038")),
}
SIZE = 112
ITERATIONS = 4


def train(data: Path, folder: Path, group: str, steps: int, left_out: list[str]) -> None:
    """Train without a group of anatomies, to an installed model in `folder`."""
    words, measured = GROUPS[group]
    files = [
        f
        for f in find_cases(data)
        if f.name not in measured and not any(fnmatchcase(f.name, p) for p in left_out)
    ]
    cases = load_with_supervoxels(files, folder.parent / "pieces", print)
    cases += phantom_cases(6, 0, print)
    for case in cases:
        case.structures = [
            s for s in case.structures if not any(word in s.name for word in words.split())
        ]
    config = TrainConfig(
        net=NETWORKS["small"],
        episodes=EpisodeConfig(size=SIZE),
        steps=steps,
        mixed_precision=has_fast_bfloat16(torch.device("cpu")),
    )
    sampler = EpisodeSampler(cases, config.episodes, 1)
    trainer = Trainer(config, sampler, folder / "training")
    net = trainer.run(None, lambda line: print(group, line, flush=True))
    manifest = CatNetManifest(config=net.config, input=CatNetInput(SIZE, WINDOW_FACTOR))
    save_model(folder, net.state_dict(), manifest, f"Trained without {group}.\n")


def mean(rows: list[dict[str, object]]) -> float:
    """Mean over cases of the mean over their structures."""
    return float(np.mean([np.nanmean(np.array(row["between"], float)) for row in rows]))


def compare(
    data: Path, folder: Path, group: str, counts: list[int], walker_counts: list[int]
) -> None:
    """Measure the model in `folder` on the cases of its group, and print a row per K."""
    network = CatNetPropagator(ModelStore([folder.parent]))
    log = Log(folder / "log.jsonl")
    cases = [Loaded.read(data, name, 4) for name in GROUPS[group][1]]
    columns = [(name, "-") for name in (*BASELINES, "interpolation")]
    columns += [("catnet", "off"), ("catnet", "auto"), ("fused", "auto")]
    for k in counts:
        found = {}
        for method, adapts in columns:
            if k == 1 and method in BETWEEN_TWO:
                continue
            if method == "random walker" and k not in walker_counts:
                continue
            rows = []
            for case in cases:
                key = {"case": case.name, "k": k, "method": method, "adapt": adapts}
                row = log.get(**key, iterations=ITERATIONS)
                if row is None:
                    network.forget()
                    adapt = "off" if adapts == "-" else adapts
                    row = measure(
                        case, k, method, adapt, ITERATIONS, network, folder.name, beyond=False
                    )
                    log.add(row | {"adapt": adapts})
                rows.append(row)
            found[method, adapts] = mean(rows)
        free = {name: found[name, a] for name, a in columns if a == "-" and (name, a) in found}
        best = max(free, key=lambda name: free[name])
        figures = [found["catnet", "off"], found["catnet", "auto"], found["fused", "auto"]]
        gain = max(figures) - free[best]
        cells = " | ".join(f"{v:.3f}" for v in figures)
        print(f"| {group} | {k} | {free[best]:.3f} ({best}) | {cells} | {gain:+.3f} |", flush=True)


def main() -> None:
    """Train and measure every group."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--groups", nargs="+", choices=GROUPS, default=list(GROUPS))
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--exclude", nargs="+", default=[])
    parser.add_argument("--k", nargs="+", type=int, default=[2, 3, 5])
    parser.add_argument(
        "--walker-k",
        nargs="+",
        type=int,
        default=[2, 3, 5],
        help="K of the random walker, which takes very long from two tips of a lung",
    )
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    folders = {group: args.output / group.replace(" ", "-") for group in args.groups}
    for group, folder in folders.items():
        if not (folder / "manifest.toml").exists():
            train(args.data, folder, group, args.steps, args.exclude)
    print("| left out | K | best without network | catnet, no adaptation | catnet | fused | gain |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for group, folder in folders.items():
        compare(args.data, folder, group, args.k, args.walker_k)
    end()


if __name__ == "__main__":
    main()

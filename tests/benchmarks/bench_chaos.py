"""The papers' own protocol on CHAOS T2: trained on supervoxels alone, tested across patients.

Run: python tests/benchmarks/bench_chaos.py DATA OUTPUT [--folds 0 1 2 3 4] [--minutes 12]

DATA holds case folders mr-chaos-t2-* with image and label. Setting 1 of the papers: five folds by
patient, no label is seen in training, no slice is left out; in each fold the first patient is the
support, the others are queries, three chunks, Dice over the slices that hold the organ. Every
fold trains a small CAT-Net of its own for so many minutes of processor time; checkpoints and
results are kept in OUTPUT, so that a stopped run goes on.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.training.cases import Case, add_field, find_cases, load_case
from annotator.training.catnet.episodes import EpisodeSampler
from annotator.training.catnet.options import EpisodeConfig
from annotator.training.catnet.protocol import cross_patient_dice
from annotator.training.catnet.recipe import NETWORKS
from annotator.training.catnet.trainer import TrainConfig, Trainer
from annotator.training.supervoxels import cached_supervoxels

if TYPE_CHECKING:
    from annotator.nets.catnet.network import CATNet

ORGANS = ("liver", "kidney_right", "kidney_left", "spleen")
PIECES_MM = (25.0, 45.0)
SIZE = 96
FOLDS = 5


def train(cases: list[Case], folder: Path, seconds: float, cache: Path) -> CATNet:
    """Learn from supervoxels and painted shapes; no label is looked at."""
    blind = []
    for case in cases:
        for number, diameter in enumerate(PIECES_MM):
            pieces = cached_supervoxels(cache, case.content_id, case.voxels, case.spacing, diameter)
            unlabelled = Case(
                f"{case.name}-{number}", case.voxels, case.spacing, {}, [], case.content_id
            )
            add_field(unlabelled, "supervoxels", pieces)
            blind.append(unlabelled)
    episodes = EpisodeConfig(
        size=SIZE,
        labels=0.0,
        cross_patient=0.0,
        supervoxels=0.8,
        shapes=0.2,
        keep_location=0.0,
        reach_mm=40.0,
        beyond_mm=16.0,
    )
    config = TrainConfig(net=NETWORKS["small"], episodes=episodes, seconds=seconds)
    trainer = Trainer(config, EpisodeSampler(blind, episodes, 1), folder)
    folder.mkdir(parents=True, exist_ok=True)
    trainer.resume()
    began = time.process_time() - trainer.spent
    while trainer.spent < seconds:
        loss = trainer.train_step()
        trainer.spent = time.process_time() - began
        if trainer.step % 50 == 0:
            trainer.save()
            print(f"step {trainer.step}, {trainer.spent:.0f} s, loss {loss:.2f}", flush=True)
    trainer.save()
    print(f"{trainer.step} steps", flush=True)
    return trainer.averaged_net()


def main() -> None:
    """Train and test the folds that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--folds", nargs="+", type=int, default=list(range(FOLDS)))
    parser.add_argument("--minutes", type=float, default=12.0)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    cases = [load_case(f) for f in find_cases(args.data) if f.name.startswith("mr-chaos-t2-")]
    parts = np.array_split(np.arange(len(cases)), FOLDS)
    results = args.output / "results.json"
    scores = json.loads(results.read_text("utf-8")) if results.exists() else {}
    for fold in args.folds:
        if str(fold) not in scores:
            held = {int(i) for i in parts[fold]}
            learning = [case for i, case in enumerate(cases) if i not in held]
            net = train(
                learning, args.output / f"fold{fold}", 60 * args.minutes, args.output / "pieces"
            )
            support, *queries = (cases[i] for i in sorted(held))
            scores[str(fold)] = {
                organ: [
                    cross_patient_dice(net, support, q, organ, size=SIZE, iterations=4)
                    for q in queries
                ]
                for organ in ORGANS
            }
            results.write_text(json.dumps(scores, indent=1), "utf-8")
        means = {organ: float(np.mean(scores[str(fold)][organ])) for organ in ORGANS}
        print(f"fold {fold}:", {k: round(100 * v, 2) for k, v in means.items()}, flush=True)
    done = [scores[str(fold)] for fold in args.folds]
    print("| folds | " + " | ".join(ORGANS) + " | mean |")
    print("|---|" + "---|" * (len(ORGANS) + 1))
    columns = [100 * float(np.mean([np.mean(s[organ]) for s in done])) for organ in ORGANS]
    figures = " | ".join(f"{c:.2f}" for c in (*columns, float(np.mean(columns))))
    print(f"| {len(done)} | {figures} |")


if __name__ == "__main__":
    main()

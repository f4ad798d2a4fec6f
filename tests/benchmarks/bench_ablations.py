"""What each part of CAT-Net is worth: the same short training with and without it.

Run: python tests/benchmarks/bench_ablations.py DATA OUTPUT --validate NAME ... [--steps 500]

With each of --seeds, which tell how much is chance, every variant sees the same episodes for as
many steps; Dice of fixed labelled episodes of the cases named with --validate, which nothing is
trained on, after 0 (MIFE), 1, 2 … CMAT iterations. Results are kept in OUTPUT, so that a stopped
run goes on.

With --switch-off nothing is trained: parts of the installed default model are switched off, which
tells what it has come to rely on, not what training without them would give.
"""

from __future__ import annotations

import argparse
import itertools
import json
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np
import torch

from annotator.app.model_folders import open_model_store
from annotator.inference.devices import has_fast_bfloat16
from annotator.inference.model_store import load_network
from annotator.nets.catnet.blocks import PRIOR_CHANNELS
from annotator.nets.catnet.network import CATNet
from annotator.training.cases import Case, find_cases, load_case
from annotator.training.catnet.episodes import EpisodeSampler
from annotator.training.catnet.options import EpisodeConfig
from annotator.training.catnet.recipe import (
    NETWORKS,
    load_with_supervoxels,
    phantom_cases,
    validator,
)
from annotator.training.catnet.trainer import TrainConfig, Trainer

FULL = NETWORKS["small"]
VARIANTS = {
    "all on": FULL,
    "no cross attention": replace(FULL, cross_attention="none"),
    "support to query only": replace(FULL, cross_attention="s2q"),
    "query to support only": replace(FULL, cross_attention="q2s"),
    "mask on the output": replace(FULL, mask_mode="output"),
    "one block for all iterations": replace(FULL, share_weights=True),
    "no detail head": replace(FULL, detail_head=False),
    "no location prior": replace(FULL, location_prior=False),
}
BATCHES = 20


def switch_off(cases: list[Case], size: int) -> None:
    """Measure the installed model with parts switched off."""
    model = open_model_store(None).get(None, "catnet")
    weights = model.tensors()
    config = load_network(model, CATNet).config
    dice = validator(cases, size, BATCHES)
    print(f"{model.name}, parts switched off; Dice after {config.blocks} iterations")
    print("| variant | Dice |\n|---|---|")
    for name, variant in VARIANTS.items():
        if variant.share_weights:
            continue  # nothing to switch off
        parts = {f: getattr(variant, f) for f in ("cross_attention", "mask_mode", "detail_head")}
        net = CATNet(replace(config, **parts)).eval()
        net.load_state_dict(weights, strict=False)
        if not variant.location_prior:
            net._location = lambda _, query, size: query.features.new_zeros(  # type: ignore[method-assign]
                len(query.features), PRIOR_CHANNELS, *size
            )
        print(f"| {name} | {dice(net):.3f} |", flush=True)


def main() -> None:
    """Train and measure every variant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--validate", nargs="+", required=True)
    parser.add_argument("--exclude", nargs="+", default=[])
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--size", type=int, default=96)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=list(VARIANTS))
    parser.add_argument("--switch-off", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    held = [load_case(f) for f in find_cases(args.data) if f.name in args.validate]
    if args.switch_off:
        switch_off(held, args.size)
        return
    files = [
        f
        for f in find_cases(args.data)
        if not any(fnmatchcase(f.name, p) for p in (*args.validate, *args.exclude))
    ]
    cases = load_with_supervoxels(files, args.output / "pieces", print)
    cases += phantom_cases(6, 0, print)
    dice = validator(held, args.size, BATCHES)
    config = TrainConfig(
        episodes=EpisodeConfig(size=args.size),
        steps=args.steps,
        mixed_precision=has_fast_bfloat16(torch.device("cpu")),
    )
    results = args.output / "ablations.json"
    scores = json.loads(results.read_text("utf-8")) if results.exists() else {}
    for seed, name in itertools.product(args.seeds, args.variants):
        run = f"{name} {seed}"
        if run in scores:
            continue
        sampler = EpisodeSampler(cases, config.episodes, seed + 1)
        folder = args.output / run.replace(" ", "-")
        trainer = Trainer(replace(config, net=VARIANTS[name], seed=seed), sampler, folder)
        net = trainer.run(None, lambda line, run=run: print(run, line, flush=True))
        scores[run] = {str(n): dice(net, iterations=n) for n in range(net.config.blocks + 2)}
        scores[run]["seconds"] = trainer.spent
        results.write_text(json.dumps(scores, indent=1), "utf-8")
    table(scores, args)


def table(scores: dict[str, dict[str, float]], args: argparse.Namespace) -> None:
    """Print the means over the seeds, and the figures of each seed after all iterations."""
    counts = [str(n) for n in range(FULL.blocks + 2)]
    print(f"{args.steps} steps at {args.size} pixels; mean Dice after so many iterations")
    print(f"| variant | {' | '.join(counts)} | {counts[-2]}, each seed | training s |")
    print("|---|" + "---|" * (len(counts) + 2))
    for name in args.variants:
        runs = [scores[f"{name} {seed}"] for seed in args.seeds]
        means = " | ".join(f"{np.mean([run[n] for run in runs]):.3f}" for n in counts)
        each = ", ".join(f"{run[counts[-2]]:.3f}" for run in runs)
        print(f"| {name} | {means} | {each} | {np.mean([run['seconds'] for run in runs]):.0f} |")


if __name__ == "__main__":
    main()

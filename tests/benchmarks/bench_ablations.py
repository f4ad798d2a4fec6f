"""What each part of CAT-Net is worth: the same short training with and without it.

Run: python tests/benchmarks/bench_ablations.py DATA OUTPUT --validate NAME ... [--steps 500]

Every variant starts from the same seed and sees the same episodes for as many steps; Dice of fixed
labelled episodes of the cases named with --validate, which nothing is trained on, after 0 (MIFE),
1, 2 … CMAT iterations. Results are kept in OUTPUT, so that a stopped run goes on.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

import torch

from annotator.training.cases import find_cases, load_case
from annotator.training.episodes import EpisodeConfig, EpisodeSampler
from annotator.training.recipe import (
    NETWORKS,
    has_fast_bfloat16,
    load_with_supervoxels,
    phantom_cases,
    validator,
)
from annotator.training.trainer import TrainConfig, Trainer

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


def main() -> None:
    """Train and measure every variant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--validate", nargs="+", required=True)
    parser.add_argument("--exclude", nargs="+", default=[])
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--size", type=int, default=96)
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=list(VARIANTS))
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    files = [
        f
        for f in find_cases(args.data)
        if not any(fnmatchcase(f.name, p) for p in (*args.validate, *args.exclude))
    ]
    cases = load_with_supervoxels(files, args.output / "pieces", print)
    cases += phantom_cases(6, 0, print)
    held = [load_case(f) for f in find_cases(args.data) if f.name in args.validate]
    dice = validator(held, args.size, BATCHES)
    config = TrainConfig(
        episodes=EpisodeConfig(size=args.size),
        steps=args.steps,
        mixed_precision=has_fast_bfloat16(torch.device("cpu")),
    )
    results = args.output / "ablations.json"
    scores = json.loads(results.read_text("utf-8")) if results.exists() else {}
    for name in args.variants:
        if name in scores:
            continue
        sampler = EpisodeSampler(cases, config.episodes, 1)
        folder = args.output / name.replace(" ", "-")
        trainer = Trainer(replace(config, net=VARIANTS[name]), sampler, folder)
        net = trainer.run(None, lambda line, name=name: print(name, line, flush=True))
        scores[name] = {str(n): dice(net, iterations=n) for n in range(net.config.blocks + 2)}
        scores[name]["seconds"] = trainer.spent
        results.write_text(json.dumps(scores, indent=1), "utf-8")
    counts = range(FULL.blocks + 2)
    print(f"{args.steps} steps at {args.size} pixels; Dice after so many iterations")
    print("| variant | " + " | ".join(map(str, counts)) + " | training s |")
    print("|---|" + "---|" * (len(counts) + 1))
    for name in args.variants:
        cells = " | ".join(f"{scores[name][str(n)]:.3f}" for n in counts)
        print(f"| {name} | {cells} | {scores[name]['seconds']:.0f} |")


if __name__ == "__main__":
    main()

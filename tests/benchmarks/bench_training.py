"""Ways to train CAT-Net beside each other: longer or wider, 128 or 160 pixels, Muon or AdamW.

Run: python tests/benchmarks/bench_training.py OUTPUT DATA ... --validate NAME ... [--steps 200]

Every arm starts from random weights and sees the same episodes, as far as its steps go. An arm
that may take as much time as another one gets as many steps as its speed allows; speeds are
processor seconds of a step, measured first. Dice is that of fixed labelled episodes of the cases
named with --validate, which nothing is trained on: after all iterations, on the arm's own pixels
and, so that arms of different size are asked the same, on a grid of 256 pixels.

Results and trainings are kept in OUTPUT: a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from annotator.inference.devices import has_fast_bfloat16
from annotator.nets.catnet.encoders import SmallEncoder
from annotator.nets.catnet.network import CATNet, DetailHead
from annotator.training.catnet import windows
from annotator.training.catnet.episodes import Episodes, EpisodeSampler
from annotator.training.catnet.options import EpisodeConfig
from annotator.training.catnet.recipe import (
    NETWORKS,
    VALIDATION_SEED,
    load_with_supervoxels,
    phantom_cases,
)
from annotator.training.catnet.trainer import TrainConfig, Trainer, run_episodes
from annotator.training.slice_sets import find_episode_cases, load_episode_case

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.training.cases import Case, CaseFiles

SMALL = NETWORKS["small"]
WIDE = replace(SMALL, dim=144)
WIDE_ENCODER = (48, 96, 144, 192)
MIX = EpisodeConfig(labels=0.62, supervoxels=0.10, cross_patient=0.05, shapes=0.11, ensembles=0.12)
QUESTIONS = EpisodeConfig(
    queries=4, labels=1, supervoxels=0, cross_patient=0, shapes=0, inexact=0, flawed=0
)
BATCHES, GRID = 16, 256


@dataclass(frozen=True, slots=True)
class Arm:
    """One way to train.

    Attributes
    ----------
    size
        Side of the network's input in pixels.
    length
        Steps, as a multiple of those of the command line.
    as_long_as
        Arm whose processor time it may take, in place of steps of its own.
    wide
        One and a half times as many channels.
    muon
        Muon for the matrices and kernels of the inner layers, AdamW for the rest.
    group_norm
        GroupNorm (8 channels a group) in place of BatchNorm.
    rate
        Learning rate, as a multiple of the usual one.
    beside
        Arm that it is compared with.
    """

    size: int = 96
    length: float = 1.0
    as_long_as: str = ""
    wide: bool = False
    muon: bool = False
    group_norm: bool = False
    rate: float = 1.0
    beside: str = "as it is"


ARMS = {
    "as it is": Arm(beside=""),
    "twice as long": Arm(length=2),
    "wider": Arm(wide=True, as_long_as="twice as long", beside="twice as long"),
    "Muon": Arm(muon=True),
    "Muon, rate x 2": Arm(muon=True, rate=2),
    "AdamW, rate x 2": Arm(rate=2),
    "GroupNorm": Arm(group_norm=True),
    "128 pixels": Arm(size=128, beside=""),
    "160 pixels, as much time": Arm(size=160, as_long_as="128 pixels", beside="128 pixels"),
    "160 pixels, as many steps": Arm(size=160, beside="128 pixels"),
}


def with_group_norm(module: nn.Module) -> None:
    """Put a GroupNorm in the place of every BatchNorm."""
    for name, child in module.named_children():
        if isinstance(child, nn.BatchNorm2d):
            setattr(module, name, nn.GroupNorm(child.num_features // 8, child.num_features))
        else:
            with_group_norm(child)


class Trial(Trainer):
    """Training of an arm, with the processor time of its steps."""

    def __init__(
        self, arm: Arm, config: TrainConfig, sampler: EpisodeSampler, folder: Path
    ) -> None:
        self.arm = arm
        self.cpu: list[float] = []
        super().__init__(config, sampler, folder)

    def network(self, config: TrainConfig) -> CATNet:
        """Network of the arm."""
        net = super().network(config)
        if self.arm.wide:
            net.encoder = encoder = SmallEncoder(config.net.dim, WIDE_ENCODER)
            net.detail = DetailHead(config.net, encoder.half_channels, encoder.quarter_channels)
        if self.arm.group_norm:
            with_group_norm(net)
        return net

    def train_step(self) -> float:
        """One step on the clock."""
        begun = time.process_time()
        loss = super().train_step()
        self.cpu.append(time.process_time() - begun)
        return loss


def trial(name: str, steps: int, seed: int, cases: list[Case], folder: Path) -> Trial:
    """Make the training of an arm."""
    arm = ARMS[name]
    config = TrainConfig(
        net=WIDE if arm.wide else SMALL,
        episodes=replace(MIX, size=arm.size),
        steps=steps,
        optimizer="muon" if arm.muon else "adamw",
        seed=seed,
        mixed_precision=has_fast_bfloat16(torch.device("cpu")),
        checkpoint_every=20,
    )
    config = replace(config, learning_rate=config.learning_rate * arm.rate)
    sampler = EpisodeSampler(cases, config.episodes, seed + 1)
    return Trial(arm, config, sampler, folder / f"{name} {seed}".replace(" ", "-"))


def draw_questions(cases: list[Case]) -> dict[int, list[Episodes]]:
    """Episodes of the validation by side in pixels: the same ones for every side.

    Slices are not bent, for that is done in pixels; a batch that some size could not draw alike
    (a structure may be too small there) is left out for all.
    """
    sides = [*sorted({arm.size for arm in ARMS.values()}), GRID]
    drawn = {}
    with patch.object(windows, "BENT", 0.0):
        for side in sides:
            sampler = EpisodeSampler(cases, replace(QUESTIONS, size=side), VALIDATION_SEED)
            drawn[side] = [sampler.batch(number) for number in range(BATCHES)]
    alike = [all(_same(drawn[side][n], drawn[GRID][n]) for side in sides) for n in range(BATCHES)]
    print(f"{sum(alike)} of {BATCHES} batches are alike at all sizes", flush=True)
    return {side: [b for b, same in zip(drawn[side], alike, strict=True) if same] for side in sides}


def _same(batch: Episodes, fine: Episodes) -> bool:
    if batch.weights.shape != fine.weights.shape:
        return False
    size = batch.query_mask.shape[-1]
    small = F.interpolate(fine.query_mask, (size, size), mode="area")
    return (
        torch.equal(batch.weights, fine.weights)
        and float((small - batch.query_mask).abs().mean((1, 2, 3)).max()) < 0.02
    )


def kept_questions(folder: Path, load: Callable[[], list[Case]]) -> dict[int, list[Episodes]]:
    """`draw_questions`, kept on disk."""
    file = folder / "questions.pt"
    if not file.exists():
        drawn = draw_questions(load())
        torch.save({side: [tuple(b) for b in batches] for side, batches in drawn.items()}, file)
    stored = torch.load(file, weights_only=True)
    return {side: [Episodes(*batch) for batch in batches] for side, batches in stored.items()}


def measure(net: CATNet, own: list[Episodes], fine: list[Episodes]) -> dict[str, list[float]]:
    """Dice of every query that holds the structure, on the arm's own pixels and on the grid.

    "structure" numbers the structure that each query asks for.
    """
    found: dict[str, list[float]] = {"own": [], "grid": [], "structure": []}
    count = net.config.blocks
    for number, (batch, finer) in enumerate(zip(own, fine, strict=True)):
        with torch.no_grad():
            logits = run_episodes(net, batch, count, {count})[-1].logits
        there = (finer.query_mask > 0.5).any((1, 2, 3)) & (batch.query_mask > 0.5).any((1, 2, 3))
        larger = F.interpolate(logits, (GRID, GRID), mode="bilinear", align_corners=False)
        found["own"] += _dice(logits, batch.query_mask)[there].tolist()
        found["grid"] += _dice(larger, finer.query_mask)[there].tolist()
        structures = torch.arange(len(there)) // QUESTIONS.queries + number * len(there)
        found["structure"] += structures[there].tolist()
    return found


def _dice(logits: Tensor, mask: Tensor) -> Tensor:
    predicted, truth = (logits > 0).float(), (mask > 0.5).float()
    both, size = (predicted * truth).sum((1, 2, 3)), (predicted + truth).sum((1, 2, 3))
    return 2 * both / size.clamp(min=1)


def speed(name: str, cases: list[Case], folder: Path) -> float:
    """Processor seconds of a step, mean of eight after two that do not count."""
    timed = trial(name, 1000, 0, cases, folder)
    for _ in range(10):
        timed.train_step()
    return float(np.mean(timed.cpu[2:]))


def steps_of(name: str, steps: int, speeds: dict[str, float]) -> int:
    """Step budget of an arm."""
    arm = ARMS[name]
    if arm.as_long_as:
        other = steps_of(arm.as_long_as, steps, speeds)
        return round(other * speeds[arm.as_long_as] / speeds[name])
    return round(arm.length * steps)


def main() -> None:
    """Train and measure every arm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--validate", nargs="+", required=True)
    parser.add_argument("--exclude", nargs="+", default=[])
    parser.add_argument("--train", nargs="+", default=["*"], help="names or patterns of cases")
    parser.add_argument("--cache", type=Path, help="folder of supervoxels")
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--arms", nargs="+", choices=ARMS, default=list(ARMS))
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.output.mkdir(parents=True, exist_ok=True)
    file = args.output / "training.json"
    kept: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    kept = {"speeds": {}, "runs": {}, **kept}
    left = [
        (seed, name)
        for seed, name in itertools.product(args.seeds, args.arms)
        if f"{name} {seed}" not in kept["runs"]
    ]
    if left:
        train(left, args, kept, file)
    table(kept, args)


def train(
    left: list[tuple[int, str]], args: argparse.Namespace, kept: dict[str, Any], file: Path
) -> None:
    """Train and measure arms that are left; results go into `kept` and its file."""
    found = [files for folder in args.data for files in find_episode_cases(folder)]
    questions = kept_questions(
        args.output, lambda: [load_episode_case(f) for f in found if _named(f, args.validate)]
    )
    aside = [*args.validate, *args.exclude]
    files = [f for f in found if _named(f, args.train) and not _named(f, aside)]
    cases = load_with_supervoxels(files, args.cache or args.output / "pieces", lambda _: None)
    cases += phantom_cases(4, 0, lambda _: None)
    print(f"{len(files)} cases and 4 phantoms", flush=True)
    for name in dict.fromkeys(n for _, arm in left for n in (ARMS[arm].as_long_as, arm) if n):
        if name not in kept["speeds"]:
            kept["speeds"][name] = speed(name, cases, args.output)
            print(f"{name}: {kept['speeds'][name]:.3f} s a step", flush=True)
            file.write_text(json.dumps(kept), "utf-8")
    for seed, name in left:
        steps = steps_of(name, args.steps, kept["speeds"])
        training = trial(name, steps, seed, cases, args.output)
        net = training.run(None, lambda line, name=name: print(name, line, flush=True))
        kept["runs"][f"{name} {seed}"] = {
            "steps": steps,
            "seconds": steps * float(np.mean(training.cpu or kept["speeds"][name])),
            "parameters": sum(p.numel() for p in net.parameters()),
            **measure(net, questions[ARMS[name].size], questions[GRID]),
        }
        file.write_text(json.dumps(kept), "utf-8")


def _named(files: CaseFiles, patterns: list[str]) -> bool:
    return any(fnmatchcase(files.name, pattern) for pattern in patterns)


def lead(runs: list[dict[str, Any]], others: list[dict[str, Any]]) -> str:
    """Mean lead in Dice on the grid over another arm, and its standard error over structures."""
    leads = []
    for run, other in zip(runs, others, strict=True):
        ahead: dict[int, list[float]] = {}
        for structure, dice, less in zip(run["structure"], run["grid"], other["grid"], strict=True):
            ahead.setdefault(structure, []).append(dice - less)
        leads.append([float(np.mean(values)) for values in ahead.values()])
    each = np.mean(leads, axis=0)
    return f"{each.mean():+.3f} ± {each.std(ddof=1) / len(each) ** 0.5:.3f}"


def table(kept: dict[str, Any], args: argparse.Namespace) -> None:
    """Print the means over the seeds, and what each seed reached on the grid."""
    columns = ["arm", "seeds", "steps", "processor s", "million parameters", "Dice, own pixels"]
    columns += [f"Dice, {GRID} pixels", "each seed", "lead ± standard error"]
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    for name in args.arms:
        seeds = [seed for seed in args.seeds if f"{name} {seed}" in kept["runs"]]
        runs = [kept["runs"][f"{name} {seed}"] for seed in seeds]
        if not runs:
            continue
        beside = ARMS[name].beside
        others = [kept["runs"].get(f"{beside} {seed}") for seed in seeds]
        each = [float(np.mean(run["grid"])) for run in runs]
        seconds = np.mean([run["seconds"] for run in runs])
        print(
            f"| {name} | {len(runs)} | {runs[0]['steps']} | {seconds:.0f} | "
            f"{runs[0]['parameters'] / 1e6:.1f} | {np.mean([run['own'] for run in runs]):.3f} | "
            f"{np.mean(each):.3f} | {', '.join(f'{dice:.3f}' for dice in each)} | "
            f"{lead(runs, others) + ' over ' + beside if all(others) else ''} |"
        )


if __name__ == "__main__":
    main()

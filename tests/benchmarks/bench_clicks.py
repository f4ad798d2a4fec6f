"""Clicks that a structure on a slice takes, for the click head and for methods without a network.

Run: python tests/benchmarks/bench_clicks.py DATA [DATA ...] --cases mr-a 'ct-b*' [--models DIR]

DATA holds cases as for training. Per structure the widest slice along the coarsest axis is scored,
and one a quarter of the way from each end unless --widest is given. Simulated users click into the
structure, then into the largest wrong area, each time anywhere in its deeper half; all methods get
the same rule and the same first click. "click head, chosen" is a user who takes the best of the
answers offered to the first click and goes on from it. Prints Markdown: per group of cases the Dice
after 1, 3 and 5 clicks, the mean number of clicks until the Dice is 0.90 (10 where it never is),
how often it never is, and milliseconds a click. Every row is also appended as JSON to --log; rows
that are there already are not measured again.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from click_baselines import BASELINES

from annotator.app.assets import assets_root
from annotator.inference.catnet.clicks import ClickedSlice
from annotator.inference.model_store import ModelStore, load_network
from annotator.nets.catnet.click_head import ClickNet
from annotator.training.clicks.clicking import next_click
from annotator.training.slice_sets import find_episode_cases, load_episode_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from annotator.core.clicks import Click
    from annotator.training.cases import Case

    Answer = Callable[[Sequence[Click]], NDArray[np.bool_]]
    Start = Callable[[NDArray[np.float32], tuple[float, float], NDArray[np.bool_]], Answer]

GROUPS = {
    "abdomen": ("mr-chaos*", "ct-ts-dicom*", "ct-ts-abdo*", "mr-ts-*", "ct-msd-spleen*", "kidney*"),
    "heart and vessels": ("heart*", "ct-chd*", "ct-hocm*", "ct-ts-aorta", "*vessel*", "ct-aorta*"),
    "lung": ("ct-lung*",),
    "brain": ("mr-ixi*", "mr-cit*", "mr-icbm*", "mr-msd-hippo*"),
    "fetal brain": ("mr-fetal*",),
    "head and neck": ("ct-openkbp*",),
    "spine": ("spine*", "mr-sct*", "mr-unf*", "mr-pam*"),
    "tumours": ("*sts*", "*brats*", "mr-pyrad*", "mr-remind*"),
}
MOST_CLICKS, ENOUGH, SHOWN = 10, 0.90, (1, 3, 5)
HEAD, CHOSEN = "click head", "click head, chosen"
SMALLEST = 12
"""Pixels of a structure on a slice that is scored."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and log."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--cases", nargs="+", required=True)
    parser.add_argument("--models", type=Path, default=assets_root() / "models")
    parser.add_argument("--model", default=None)
    parser.add_argument("--methods", nargs="+", default=[HEAD, CHOSEN, *BASELINES])
    parser.add_argument("--structures", type=int, default=6, help="most structures of a case")
    parser.add_argument("--widest", action="store_true", help="one slice per structure only")
    parser.add_argument("--log", type=Path)
    args = parser.parse_args(arguments)
    methods: dict[str, Start] = {name: _plain(method) for name, method in BASELINES.items()}
    if {HEAD, CHOSEN} & set(args.methods):
        methods |= _heads(args.models, args.model)
    rows = _logged(args.log)
    done = {(r["case"], r["structure"], r["slice"], r["method"]) for r in rows}
    for case in _cases(args.data, args.cases):
        for name, axis, index, truth in _tasks(case, args.structures, args.widest):
            for method in args.methods:
                if (case.name, name, index, method) in done:
                    continue
                image = case.image(axis, index)[0].numpy()
                rng = np.random.default_rng([index, len(name), int(truth.sum())])
                start = methods[method](image, case.plane_spacing(axis), truth)
                dice, ms = _clicked(start, truth, rng)
                row = {"group": _group(case.name), "case": case.name, "structure": name}
                row |= {"slice": index, "method": method, "dice": dice, "ms": ms}
                rows.append(row)
                if args.log:
                    with args.log.open("a", encoding="utf-8") as out:
                        out.write(json.dumps(row) + "\n")
        print(f"{case.name} done", file=sys.stderr, flush=True)
    print("\n".join(_table([row for row in rows if row["method"] in args.methods])))
    return 0


def _clicked(
    answer: Answer, truth: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[list[float], list[float]]:
    """Dice and milliseconds of each click; the last Dice stays once all is right."""
    clicks: list[Click] = []
    mask, dice, ms = np.zeros_like(truth), [], []
    while len(clicks) < MOST_CLICKS:
        click = next_click(truth, mask, rng)
        if click is None:
            dice += [dice[-1]] * (MOST_CLICKS - len(clicks))
            break
        clicks.append(click)
        started = time.perf_counter()
        mask = answer(clicks)
        ms.append(round(1e3 * (time.perf_counter() - started), 1))
        dice.append(round(_dice(mask, truth), 4))
    return dice, ms


def _dice(mask: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    return float(2 * (mask & truth).sum() / (mask.sum() + truth.sum()))


def _plain(method: Callable[..., NDArray[np.bool_]]) -> Start:
    return lambda image, spacing, _truth: lambda clicks: method(image, spacing, clicks)


def _heads(models: Path, name: str | None) -> dict[str, Start]:
    model = ModelStore([models]).get(name, "catnet-clicks")
    net = load_network(model, ClickNet).eval().to(memory_format=torch.channels_last)
    size = model.manifest.input.size
    return {
        HEAD: lambda image, spacing, _truth: ClickedSlice(net, image, spacing, size).answer,
        CHOSEN: lambda image, spacing, truth: _choosing(
            ClickedSlice(net, image, spacing, size), truth
        ),
    }


def _choosing(opened: ClickedSlice, truth: NDArray[np.bool_]) -> Answer:
    """Take the best of the answers to the first click."""

    def answer(clicks: Sequence[Click]) -> NDArray[np.bool_]:
        mask = opened.answer(clicks)
        if len(clicks) > 1:
            return mask
        opened.show(int(np.argmax([_dice(other, truth) for other in opened.answers])))
        return opened.answer(clicks)

    return answer


def _cases(folders: Sequence[Path], patterns: Sequence[str]) -> Iterator[Case]:
    for folder in folders:
        for files in find_episode_cases(folder, 1):
            if any(fnmatchcase(files.name, pattern) for pattern in patterns):
                yield load_episode_case(files)


def _tasks(
    case: Case, most: int, widest: bool
) -> Iterator[tuple[str, int, int, NDArray[np.bool_]]]:
    """Name, axis, slice and mask of what is scored; of many structures some, evenly chosen."""
    axis = int(np.argmax(case.spacing))
    found = case.structures
    chosen = np.unique(np.linspace(0, len(found) - 1, min(most, len(found))).round().astype(int))
    for number in chosen:
        structure = found[number]
        first, last = structure.start[axis], structure.stop[axis] - 1
        sizes = [int(case.mask(structure, axis, i).sum()) for i in range(first, last + 1)]
        indices, quarter = {first + int(np.argmax(sizes))}, (last - first) // 4
        for index in sorted(indices if widest else indices | {first + quarter, last - quarter}):
            truth = case.mask(structure, axis, index)
            if int(truth.sum()) >= SMALLEST:
                yield f"{structure.value} {structure.name}", axis, index, truth


def _group(name: str) -> str:
    fits = (g for g, patterns in GROUPS.items() if any(fnmatchcase(name, p) for p in patterns))
    return next(fits, "other")


def _logged(log: Path | None) -> list[dict]:
    if log is None or not log.is_file():
        return []
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def _table(rows: list[dict]) -> Iterator[str]:
    """Markdown, a line per group and method, each case counting alike within its group."""
    shown = " | ".join(f"Dice, {count}" for count in SHOWN)
    yield f"| group | method | cases | slices | {shown} | clicks to {ENOUGH:.2f} | never | ms |"
    yield "|---|---|" + "---:|" * (len(SHOWN) + 5)
    groups: dict[str, list[dict]] = defaultdict(list)
    for row in rows:
        groups[row["group"]].append(row)
        groups["all"].append(row)
    for group in [*(g for g in (*GROUPS, "other") if g in groups), "all"]:
        for method in dict.fromkeys(row["method"] for row in rows):
            held = [row for row in groups[group] if row["method"] == method]
            cases: dict[str, list[list[float]]] = defaultdict(list)
            for row in held:
                cases[row["case"]].append(_figures(row))
            if cases:
                means = np.mean([np.mean(found, 0) for found in cases.values()], 0)
                dice = " | ".join(f"{value:.3f}" for value in means[: len(SHOWN)])
                needed, never, ms = means[len(SHOWN) :]
                yield (
                    f"| {group} | {method} | {len(cases)} | {len(held)} | {dice} | {needed:.1f} "
                    f"| {100 * never:.0f} % | {ms:.0f} |"
                )


def _figures(row: dict) -> list[float]:
    dice = row["dice"]
    reached = next((n for n, d in enumerate(dice, 1) if d >= ENOUGH), None)
    figures = [dice[count - 1] for count in SHOWN]
    return [
        *figures,
        float(reached or MOST_CLICKS),
        float(reached is None),
        float(np.mean(row["ms"])),
    ]


if __name__ == "__main__":
    sys.exit(main())

"""`annotator train catnet`: a network for one's own kind of images."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.training.catnet.recipe import CatNetRecipe

EPILOG = """\
DATA are folders in one of three layouts: CASE/image.nii.gz with label.nii.gz and meta.json,
nnU-Net's imagesTr and labelsTr, or image_N.nii.gz with label_N.nii.gz. Cases without labels help
as well, and so do single slices (SET/PATIENT_N_image.png with _label.png) and label maps without
images (NIfTI files in the folder itself), for which --mix ensembles=0.3 makes images up. An
interrupted training goes on with the same command and --resume. On several GPUs:
torchrun --nproc-per-node N -m -- annotator train catnet DATA ... (also several CPU processes).

example:
  annotator train catnet my_scans --output my_model --time-budget 2h --validate case_07 case_12
  annotator propagate scan.nii.gz few.nii.gz mask.nii.gz --models . --model my_model
"""
KINDS = ("labels", "supervoxels", "cross_patient", "shapes", "ensembles")
UNITS = {"s": 1, "m": 60, "h": 3600}


def add_parser(networks: argparse._SubParsersAction[Any]) -> None:
    """Add "catnet" to the networks that can be trained."""
    summary = "train CAT-Net, the network that propagates"
    parser = networks.add_parser(
        "catnet", help=summary, description=f"{summary[0].upper()}{summary[1:]}.", epilog=EPILOG
    )
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="folder with cases")
    add_output_and_budget(parser, minutes=30)
    parser.add_argument(
        "--validate",
        nargs="+",
        action="extend",
        default=[],
        metavar="NAME",
        help="cases to measure on instead of training on them; * stands for anything",
    )
    parser.add_argument(
        "--exclude",
        nargs="+",
        action="extend",
        default=[],
        metavar="NAME",
        help="cases to leave out; * stands for anything",
    )
    parser.add_argument(
        "--encoder",
        choices=("small", "resnet50"),
        default="small",
        help="small for computers without a GPU (default), or resnet50",
    )
    parser.add_argument(
        "--size",
        type=at_least(32),
        default=128,
        metavar="PX",
        help="side of the network's input (default: 128)",
    )
    parser.add_argument(
        "--phantoms", type=at_least(0), default=0, metavar="N", help="add N generated volumes"
    )
    parser.add_argument(
        "--mix",
        nargs="+",
        type=share,
        default=[],
        metavar="KIND=WEIGHT",
        help=f"how often each kind of episode is drawn; kinds: {', '.join(KINDS)}",
    )
    parser.add_argument(
        "--threads",
        type=at_least(1),
        metavar="N",
        help="CPU threads (default: all cores but one, shared by processes of torchrun)",
    )
    parser.add_argument(
        "--device",
        choices=("cpu", "cuda"),
        default="cpu",
        help="where to train (default: cpu)",
    )
    parser.add_argument("--seed", type=at_least(0), default=0, metavar="N", help="which run")
    parser.add_argument(
        "--start",
        metavar="MODEL",
        help="start from the weights of an installed model, see 'annotator models'",
    )
    parser.add_argument("--resume", action="store_true", help="go on with the training in DIR")
    parser.set_defaults(run=run, parser=parser)


def add_output_and_budget(parser: argparse.ArgumentParser, minutes: int) -> None:
    """Add where the model goes and how long to train, `minutes` if nothing is said."""
    parser.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder of the model; its name is the model's",
    )
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument(
        "--time-budget",
        type=duration,
        default=60.0 * minutes,
        metavar="TIME",
        help=f"how long to train, such as 90s, 30m or 2h (default: {minutes}m)",
    )
    budget.add_argument("--steps", type=at_least(1), metavar="N", help="train that many steps")


def budget_words(steps: int, seconds: float) -> list[str]:
    """Write the budget as on the command line."""
    return ["--steps", str(steps)] if steps else ["--time-budget", f"{seconds:g}s"]


def run(args: argparse.Namespace) -> int:
    """Train, and leave a model that can be used at once."""
    import platformdirs
    import torch

    from annotator.app.model_folders import APP, open_model_store
    from annotator.app.targets import check_folder
    from annotator.training.catnet.recipe import CatNetRecipe, train_catnet

    check_folder(args.output, (), ())
    torch.set_num_threads(args.threads or _own_threads())
    recipe = CatNetRecipe(
        data=tuple(args.data),
        output=args.output,
        cache=Path(platformdirs.user_cache_dir(APP, appauthor=False)) / "supervoxels",
        steps=args.steps or 0,
        seconds=args.time_budget,
        validate=tuple(args.validate),
        exclude=tuple(args.exclude),
        encoder=args.encoder,
        size=args.size,
        phantoms=args.phantoms,
        mix=dict(args.mix),
        seed=args.seed,
        device=args.device,
        start=None if args.start is None else open_model_store().get(args.start, "catnet"),
        resume=args.resume,
    )
    recipe = replace(recipe, command=command_line(recipe))
    try:
        train_catnet(recipe, partial(print, flush=True))
    except KeyboardInterrupt:
        print("The training can go on: same command with --resume.", file=sys.stderr)
        raise
    return 0


def _own_threads() -> int:
    """All cores but one, divided by the processes that `torchrun` has started here."""
    processes = int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
    return max(1, ((os.cpu_count() or 1) - 1) // processes)


def command_line(recipe: CatNetRecipe) -> str:
    """Write the command of a recipe for its card, folders by name alone."""
    words = ["annotator", "train", "catnet", *(path.resolve().name for path in recipe.data)]
    words += ["--output", recipe.output.resolve().name]
    words += budget_words(recipe.steps, recipe.seconds)
    for option, names in (("--validate", recipe.validate), ("--exclude", recipe.exclude)):
        words += [option, *names] if names else []
    words += ["--encoder", recipe.encoder, "--size", str(recipe.size)]
    words += ["--phantoms", str(recipe.phantoms), "--seed", str(recipe.seed)]
    words += ["--mix", *(f"{k}={v:g}" for k, v in recipe.mix.items())] if recipe.mix else []
    words += ["--start", recipe.start.name] if recipe.start else []
    return shlex.join(words)


def duration(text: str) -> float:
    """Seconds of a time such as 90s, 30m or 2h, for `argparse`."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([smh])", text)
    if match is None or float(match[1]) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a time such as 90s, 30m or 2h")
    return float(match[1]) * UNITS[match[2]]


def share(text: str) -> tuple[str, float]:
    """Kind of episode and its weight, such as labels=0.6, for `argparse`."""
    kind, _, weight = text.partition("=")
    if kind not in KINDS or re.fullmatch(r"\d*\.?\d+", weight) is None:
        raise argparse.ArgumentTypeError(f"'{text}' is not one of {', '.join(KINDS)} with =WEIGHT")
    return kind, float(weight)


def at_least(smallest: int) -> Callable[[str], int]:
    """Parser of whole numbers from `smallest` on, for `argparse`."""

    def parse(text: str) -> int:
        if not text.isdecimal() or int(text) < smallest:
            raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from {smallest} on")
        return int(text)

    return parse

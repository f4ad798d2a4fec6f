"""`annotator train denoiser`: a denoiser for one's own kind of images."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.app.cli_train_catnet import add_output_and_budget, at_least, budget_words

if TYPE_CHECKING:
    import argparse

    from annotator.training.grl.recipe import DenoiserRecipe

EPILOG = """\
DATA are folders of cases as for 'annotator train catnet'; labels are not needed, and volumes of
the other modality are passed over. Noise is added to slices that were averaged. An interrupted
training goes on with the same command and --resume.

example:
  annotator train denoiser my_scans --modality ct --output my_denoiser --validate case_07
  annotator denoise scan.nii.gz smooth.nii.gz --models . --model my_denoiser
"""


def add_parser(networks: argparse._SubParsersAction[Any]) -> None:
    """Add "denoiser" to the networks that can be trained."""
    summary = "train GRL, the network that takes noise out of CT or MR"
    parser = networks.add_parser(
        "denoiser", help=summary, description=f"{summary[0].upper()}{summary[1:]}.", epilog=EPILOG
    )
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="folder with cases")
    parser.add_argument("--modality", choices=("ct", "mr"), required=True, help="kind of image")
    add_output_and_budget(parser, minutes=30)
    for option, purpose in (
        ("--validate", "cases to measure on instead of training on them"),
        ("--exclude", "cases to leave out"),
    ):
        parser.add_argument(
            option,
            nargs="+",
            action="extend",
            default=[],
            metavar="NAME",
            help=f"{purpose}; * stands for anything",
        )
    parser.add_argument(
        "--start", type=Path, metavar="MODEL", help="folder of a denoiser to begin with"
    )
    parser.add_argument(
        "--phantoms",
        type=at_least(0),
        default=6,
        metavar="N",
        help="add N generated volumes (default: 6)",
    )
    parser.add_argument(
        "--threads",
        type=at_least(1),
        default=max(1, (os.cpu_count() or 1) - 1),
        metavar="N",
        help="CPU threads (default: all cores but one)",
    )
    parser.add_argument(
        "--device",
        choices=("cpu", "cuda"),
        default="cpu",
        help="where to train (default: cpu)",
    )
    parser.add_argument("--seed", type=at_least(0), default=0, metavar="N", help="which run")
    parser.add_argument("--resume", action="store_true", help="go on with the training in DIR")
    parser.set_defaults(run=run, parser=parser)


def run(args: argparse.Namespace) -> int:
    """Train, and leave a model that can be used at once."""
    import torch

    from annotator.app.targets import check_folder
    from annotator.training.grl.recipe import DenoiserRecipe, train_denoiser

    check_folder(args.output, (), ())
    torch.set_num_threads(args.threads)
    recipe = DenoiserRecipe(
        data=tuple(args.data),
        output=args.output,
        kind=args.modality,
        steps=args.steps or 0,
        seconds=args.time_budget,
        validate=tuple(args.validate),
        exclude=tuple(args.exclude),
        phantoms=args.phantoms,
        start=args.start,
        seed=args.seed,
        device=args.device,
        resume=args.resume,
    )
    recipe = replace(recipe, command=command_line(recipe))
    try:
        train_denoiser(recipe, partial(print, flush=True))
    except KeyboardInterrupt:
        print("The training can go on: same command with --resume.", file=sys.stderr)
        raise
    return 0


def command_line(recipe: DenoiserRecipe) -> str:
    """Write the command of a recipe for its card, folders by name alone."""
    words = ["annotator", "train", "denoiser", *(path.resolve().name for path in recipe.data)]
    words += ["--modality", recipe.kind, "--output", recipe.output.resolve().name]
    words += budget_words(recipe.steps, recipe.seconds)
    for option, names in (("--validate", recipe.validate), ("--exclude", recipe.exclude)):
        words += [option, *names] if names else []
    words += ["--start", recipe.start.resolve().name] if recipe.start else []
    words += ["--phantoms", str(recipe.phantoms), "--seed", str(recipe.seed)]
    return shlex.join(words)

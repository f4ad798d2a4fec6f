"""`annotator train denoiser`: a denoiser for one's own kind of images."""

from __future__ import annotations

import shlex
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.app.training_arguments import (
    EXCLUDE,
    VALIDATE,
    add_network,
    add_output_and_budget,
    add_process,
    add_split,
    budget_words,
    can_go_on,
)

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
    parser = add_network(networks, "denoiser", summary, EPILOG)
    parser.add_argument("--modality", choices=("ct", "mr"), required=True, help="kind of image")
    add_output_and_budget(parser, minutes=30)
    add_split(parser, validate=VALIDATE, exclude=EXCLUDE)
    parser.add_argument(
        "--start", type=Path, metavar="MODEL", help="folder of a denoiser to begin with"
    )
    add_process(parser, phantoms=6, device=True)
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
    with can_go_on():
        train_denoiser(recipe, partial(print, flush=True))
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

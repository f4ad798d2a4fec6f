"""`annotator train clicks`: the network that segments a slice from a few clicks."""

from __future__ import annotations

import shlex
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.app.training_arguments import (
    EXCLUDE,
    VALIDATE,
    add_mix,
    add_network,
    add_output_and_budget,
    add_process,
    add_split,
    budget_words,
    can_go_on,
    mix_words,
)

if TYPE_CHECKING:
    import argparse

    from annotator.training.clicks.recipe import ClickRecipe

EPILOG = """\
DATA are folders of cases as for 'annotator train catnet'. The encoder of an installed CAT-Net is
taken over as it is; the head on it is trained by simulated clicks. An interrupted training goes on
with the same command and --resume.

example:
  annotator train clicks my_scans --output my_clicks --validate case_07
"""
KINDS = ("labels", "supervoxels", "shapes", "ensembles")


def add_parser(networks: argparse._SubParsersAction[Any]) -> None:
    """Add "clicks" to the networks that can be trained."""
    summary = "train the network that segments a slice from clicks"
    parser = add_network(networks, "clicks", summary, EPILOG)
    add_output_and_budget(parser, minutes=60)
    add_split(parser, validate=VALIDATE, exclude=EXCLUDE)
    parser.add_argument(
        "--encoder",
        metavar="MODEL",
        help="CAT-Net whose encoder is taken (default: the one that propagates)",
    )
    add_mix(parser, KINDS, "sample")
    add_process(parser, phantoms=6, device=True)
    parser.set_defaults(run=run, parser=parser)


def run(args: argparse.Namespace) -> int:
    """Train, and leave a model that can be used at once."""
    import platformdirs
    import torch

    from annotator.app.model_folders import APP, open_model_store
    from annotator.app.targets import check_folder
    from annotator.training.clicks.recipe import ClickRecipe, train_clicks

    check_folder(args.output, (), ())
    torch.set_num_threads(args.threads)
    recipe = ClickRecipe(
        data=tuple(args.data),
        output=args.output,
        cache=Path(platformdirs.user_cache_dir(APP, appauthor=False)) / "supervoxels",
        encoder=open_model_store().get(args.encoder, "catnet"),
        steps=args.steps or 0,
        seconds=args.time_budget,
        validate=tuple(args.validate),
        exclude=tuple(args.exclude),
        phantoms=args.phantoms,
        mix=dict(args.mix),
        seed=args.seed,
        device=args.device,
        resume=args.resume,
    )
    recipe = replace(recipe, command=command_line(recipe))
    with can_go_on():
        train_clicks(recipe, partial(print, flush=True))
    return 0


def command_line(recipe: ClickRecipe) -> str:
    """Write the command of a recipe for its card, folders by name alone."""
    words = ["annotator", "train", "clicks", *(path.resolve().name for path in recipe.data)]
    words += ["--output", recipe.output.resolve().name]
    words += budget_words(recipe.steps, recipe.seconds)
    for option, names in (("--validate", recipe.validate), ("--exclude", recipe.exclude)):
        words += [option, *names] if names else []
    words += ["--encoder", recipe.encoder.name]
    words += ["--phantoms", str(recipe.phantoms), "--seed", str(recipe.seed)]
    words += mix_words(recipe.mix)
    return shlex.join(words)

"""`annotator learn`: the network goes on learning from the finished patients of a folder."""

from __future__ import annotations

import shlex
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.app.arguments import add_device, add_models
from annotator.app.model_folders import open_model_store
from annotator.app.targets import check_folder
from annotator.app.training_arguments import (
    add_output_and_budget,
    at_least,
    budget_words,
    can_go_on,
    own_threads,
)
from annotator.services.prefill import finished_cases

if TYPE_CHECKING:
    import argparse

    from annotator.training.catnet.learning import LearnRecipe


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = (
        "From four patients on, one in five is held out: these decide which weights are kept,\n"
        "and whether learning has helped at all. An interrupted learning goes on with the same\n"
        "command and --resume.\n\n"
        "example:\n"
        "  annotator learn patients --output models/my_patients --time-budget 20m\n"
        "  annotator prefill patients new.nii.gz mask.nii.gz --models models --model my_patients"
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder of finished patients")
    add_output_and_budget(parser, minutes=10)
    parser.add_argument(
        "--exclude",
        nargs="+",
        action="extend",
        default=[],
        metavar="NAME",
        help="finished cases to leave out; * stands for anything",
    )
    parser.add_argument(
        "--start", metavar="MODEL", help="model to go on from (default: the installed one)"
    )
    parser.add_argument("--seed", type=at_least(0), default=0, metavar="N", help="default: 0")
    parser.add_argument(
        "--threads",
        type=at_least(1),
        default=own_threads(),
        metavar="N",
        help="default: all cores but one",
    )
    parser.add_argument("--resume", action="store_true", help="go on with the learning in DIR")
    add_device(parser)
    add_models(parser)
    parser.set_defaults(run=learn)


def learn(args: argparse.Namespace) -> int:
    """Learn from finished patients, and leave a model that can be used at once."""
    import torch

    from annotator.inference.catnet.prefiller import slice_axis
    from annotator.training.catnet.learning import LearnRecipe
    from annotator.training.catnet.learning import learn as learn_from

    check_folder(args.output, (), ())
    torch.set_num_threads(args.threads)
    sources = finished_cases(args.folder, exclude=args.exclude)
    store = open_model_store(args.models)
    recipe = LearnRecipe(
        data=(args.folder,),
        output=args.output,
        sources=tuple(sources),
        start=store.get(args.start, "catnet"),
        classifier=next(iter(store.models("cloformer-slices")), None),
        axis=slice_axis(sources[0].load().volume),
        steps=args.steps or 0,
        seconds=args.time_budget,
        exclude=tuple(args.exclude),
        seed=args.seed,
        device=args.device,
        resume=args.resume,
    )
    recipe = replace(recipe, command=_command_line(recipe))
    with can_go_on():
        learn_from(recipe, partial(print, flush=True))
    return 0


def _command_line(recipe: LearnRecipe) -> str:
    """Write the command of a recipe for its card, folders by name alone."""
    words = ["annotator", "learn", recipe.data[0].resolve().name]
    words += ["--output", recipe.output.resolve().name]
    words += budget_words(recipe.steps, recipe.seconds)
    words += ["--exclude", *recipe.exclude] if recipe.exclude else []
    words += ["--start", recipe.start.name, "--seed", str(recipe.seed)]
    return shlex.join(words)

"""`annotator train classifier`: a slice classifier for one's own kind of images."""

from __future__ import annotations

import shlex
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.app.training_arguments import (
    EXCLUDE,
    add_network,
    add_output_and_budget,
    add_process,
    add_size,
    add_split,
    budget_words,
    can_go_on,
)

if TYPE_CHECKING:
    import argparse

    from annotator.training.cloformer.recipe import ClassifierRecipe

EPILOG = """\
DATA are folders of cases as for 'annotator train catnet'. meta.json may give "modality" (CT, MR),
"body_part" (head, neck, chest, abdomen, pelvis, extremity) and the names of "labels"; what is not
given is not learned from that case. An interrupted training goes on with the same command and
--resume.

example:
  annotator train classifier my_scans --output my_classifier --time-budget 1h --test case_07
  annotator classify scan.nii.gz --models . --model my_classifier
"""


def add_parser(networks: argparse._SubParsersAction[Any]) -> None:
    """Add "classifier" to the networks that can be trained."""
    summary = "train the slice classifier, which tells what slices show"
    parser = add_network(networks, "classifier", summary, EPILOG)
    add_output_and_budget(parser, minutes=20)
    add_split(
        parser,
        validate="cases to calibrate on instead of training on them (default: every fifth)",
        test="cases only to measure the result on",
        exclude=EXCLUDE,
    )
    add_size(parser, 96)
    parser.add_argument(
        "--start",
        metavar="MODEL",
        help="start from an imported CloFormer-XXS, see 'annotator models'",
    )
    add_process(parser, device=False)
    parser.set_defaults(run=run, parser=parser)


def run(args: argparse.Namespace) -> int:
    """Train, and leave a model that can be used at once."""
    import platformdirs
    import torch

    from annotator.app.model_folders import APP, open_model_store
    from annotator.app.targets import check_folder
    from annotator.training.cloformer.recipe import ClassifierRecipe, train_classifier

    check_folder(args.output, (), ())
    torch.set_num_threads(args.threads)
    recipe = ClassifierRecipe(
        data=tuple(args.data),
        output=args.output,
        cache=Path(platformdirs.user_cache_dir(APP, appauthor=False)) / "supervoxels",
        steps=args.steps or 0,
        seconds=args.time_budget,
        validate=tuple(args.validate),
        test=tuple(args.test),
        exclude=tuple(args.exclude),
        size=args.size,
        phantoms=args.phantoms,
        seed=args.seed,
        start=None if args.start is None else open_model_store().get(args.start, "cloformer"),
        resume=args.resume,
    )
    recipe = replace(recipe, command=command_line(recipe))
    with can_go_on():
        train_classifier(recipe, partial(print, flush=True))
    return 0


def command_line(recipe: ClassifierRecipe) -> str:
    """Write the command of a recipe for its card, folders by name alone."""
    words = ["annotator", "train", "classifier", *(path.resolve().name for path in recipe.data)]
    words += ["--output", recipe.output.resolve().name]
    words += budget_words(recipe.steps, recipe.seconds)
    for option, names in (
        ("--validate", recipe.validate),
        ("--test", recipe.test),
        ("--exclude", recipe.exclude),
    ):
        words += [option, *names] if names else []
    words += ["--size", str(recipe.size), "--phantoms", str(recipe.phantoms)]
    words += ["--seed", str(recipe.seed)]
    words += ["--start", recipe.start.name] if recipe.start else []
    return shlex.join(words)

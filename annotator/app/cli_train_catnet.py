"""`annotator train catnet`: a network for one's own kind of images."""

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
    add_size,
    add_split,
    budget_words,
    can_go_on,
    mix_words,
)

if TYPE_CHECKING:
    import argparse

    from annotator.training.catnet.recipe import CatNetRecipe

EPILOG = """\
DATA are folders in one of four layouts: CASE/image.nii.gz with label.nii.gz and meta.json,
nnU-Net's imagesTr and labelsTr, image_N.nii.gz with label_N.nii.gz, or folders of DICOM series
with masks as the window saves them. Cases without labels help
as well, and so do single slices (SET/PATIENT_N_image.png with _label.png) and label maps without
images (NIfTI files in the folder itself), for which --mix ensembles=0.3 makes images up. An
interrupted training goes on with the same command and --resume. On several GPUs:
torchrun --nproc-per-node N -m -- annotator train catnet DATA ... (also several CPU processes).

example:
  annotator train catnet my_scans --output my_model --time-budget 2h --validate case_07 case_12
  annotator propagate scan.nii.gz few.nii.gz mask.nii.gz --models . --model my_model
"""
KINDS = ("labels", "supervoxels", "cross_patient", "shapes", "ensembles")


def add_parser(networks: argparse._SubParsersAction[Any]) -> None:
    """Add "catnet" to the networks that can be trained."""
    summary = "train CAT-Net, the network that propagates"
    parser = add_network(networks, "catnet", summary, EPILOG)
    add_output_and_budget(parser, minutes=30)
    add_split(parser, validate=VALIDATE, exclude=EXCLUDE)
    parser.add_argument(
        "--encoder",
        choices=("small", "resnet50"),
        default="small",
        help="small for computers without a GPU (default), or resnet50",
    )
    add_size(parser, 128)
    add_mix(parser, KINDS, "episode")
    parser.add_argument(
        "--start",
        metavar="MODEL",
        help="start from the weights of an installed model, see 'annotator models'",
    )
    parser.add_argument(
        "--optimizer",
        choices=("adamw", "muon"),
        default="adamw",
        help="AdamW (default), or Muon for the inner layers, which needs fewer steps from nothing",
    )
    add_process(parser, device=True)
    parser.set_defaults(run=run, parser=parser)


def run(args: argparse.Namespace) -> int:
    """Train, and leave a model that can be used at once."""
    import platformdirs
    import torch

    from annotator.app.model_folders import APP, open_model_store
    from annotator.app.targets import check_folder
    from annotator.training.catnet.recipe import CatNetRecipe, train_catnet

    check_folder(args.output, (), ())
    torch.set_num_threads(args.threads)
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
        optimizer=args.optimizer,
        resume=args.resume,
    )
    recipe = replace(recipe, command=command_line(recipe))
    with can_go_on():
        train_catnet(recipe, partial(print, flush=True))
    return 0


def command_line(recipe: CatNetRecipe) -> str:
    """Write the command of a recipe for its card, folders by name alone."""
    words = ["annotator", "train", "catnet", *(path.resolve().name for path in recipe.data)]
    words += ["--output", recipe.output.resolve().name]
    words += budget_words(recipe.steps, recipe.seconds)
    for option, names in (("--validate", recipe.validate), ("--exclude", recipe.exclude)):
        words += [option, *names] if names else []
    words += ["--encoder", recipe.encoder, "--size", str(recipe.size)]
    words += ["--phantoms", str(recipe.phantoms), "--seed", str(recipe.seed)]
    words += mix_words(recipe.mix)
    words += ["--start", recipe.start.name] if recipe.start else []
    words += ["--optimizer", recipe.optimizer] if recipe.optimizer != "adamw" else []
    return shlex.join(words)

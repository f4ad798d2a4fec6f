"""`annotator models`: what is installed; checkpoints imported, networks exported."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.app.arguments import add_models, count, positive
from annotator.app.model_folders import model_folders, open_model_store, own_model_folder

if TYPE_CHECKING:
    import argparse

    from annotator.inference.model_store import Model

ROW = "{:<24} {:<7} {:<12} {:>8}  {}"
EPILOG = """\
Known are the published checkpoints of GRL that denoise gray-level images, and of CloFormer-XXS, to
start the training of a slice classifier from. A file that holds anything but tensors is refused,
because opening it could run code.

example:
  annotator models import dn_grl_tiny_c1.ckpt --name grl-paper
"""

EXPORT_EPILOG = """\
The graph (torch.export) holds the weights, takes tensors of the sizes given here, and is written
only if it computes what the network does, to 1e-4. Read it with torch.export.load(OUT).module().

example:
  annotator models export catnet-small catnet.pt2 --size 256 --shots 2
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = "example:\n  annotator models --models ~/my_models"
    add_models(parser)
    commands = parser.add_subparsers(title="commands", metavar="[COMMAND]")
    _add_import(commands)
    _add_export(commands)
    parser.set_defaults(run=list_models)


def _add_import(commands: argparse._SubParsersAction[Any]) -> None:
    """Add "import" to what can be done with models."""
    summary = "install a published checkpoint of GRL or CloFormer"
    parser = commands.add_parser(
        "import", help=summary, description=f"{summary[0].upper()}{summary[1:]}.", epilog=EPILOG
    )
    parser.add_argument(
        "checkpoint", type=Path, metavar="CHECKPOINT", help=".pth, .pt, .ckpt or .safetensors"
    )
    parser.add_argument("--name", help="name of the model (default: that of the file)")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="folder that the model's folder is put in (default: your own models)",
    )
    parser.set_defaults(run=import_model, parser=parser)


def _add_export(commands: argparse._SubParsersAction[Any]) -> None:
    """Add "export" to what can be done with models."""
    summary = "write a network as a graph that runs without this program"
    parser = commands.add_parser(
        "export",
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=EXPORT_EPILOG,
    )
    parser.add_argument("name", metavar="NAME", help="as 'annotator models' lists it")
    parser.add_argument("output", type=Path, metavar="OUT", help="graph to write, .pt2")
    sizes = {
        "size": (256, "height and width of the slices"),
        "batch": (1, "slices at once"),
        "shots": (2, "painted slices that serve each slice, for CAT-Net"),
    }
    for name, (default, text) in sizes.items():
        parser.add_argument(
            f"--{name}",
            type=positive,
            default=default,
            metavar="N",
            help=f"{text} (default: {default})",
        )
    parser.add_argument(
        "--iterations",
        type=count,
        default=4,
        metavar="N",
        help="refinements of the first mask, for CAT-Net (default: 4)",
    )
    add_models(parser)
    parser.set_defaults(run=export, parser=parser)


def list_models(args: argparse.Namespace) -> int:
    """List installed models and where they were looked for."""
    store = open_model_store(args.models)
    models, damaged = store.check()
    defaults: set[str] = set()
    if models:
        print(ROW.format("name", "default", "architecture", "size", "licence"))
    for model in models:
        first = model.architecture not in defaults  # the store lists defaults first
        defaults.add(model.architecture)
        print(_line(model, "yes" if first else ""))
    if not models:
        print("No model is installed; the interpolation method works without one.")
    if damaged:
        print(
            "Damaged, not used:",
            *(f"{model.name}: {model.reason}" for model in damaged),
            sep="\n  ",
        )
    print("Looked in:", *model_folders(args.models), sep="\n  ")
    return 0


def import_model(args: argparse.Namespace) -> int:
    """Convert a checkpoint to an installed model."""
    from datetime import UTC, datetime

    from annotator.inference.checkpoint_import import import_checkpoint

    name = args.name or re.sub(r"[^A-Za-z0-9._-]+", "-", args.checkpoint.stem).strip("-._")
    found, folder = import_checkpoint(
        args.checkpoint,
        args.output or own_model_folder(),
        name,
        datetime.now(tz=UTC).date(),
    )
    print(f"{found.description}.", found.use, sep="\n")
    print(f"Installed as '{name}' in {folder}; not measured here.")
    return 0


def export(args: argparse.Namespace) -> int:
    """Write a model as a graph, and say what it takes and gives."""
    from annotator.app.api import export_model

    sizes = {key: getattr(args, key) for key in ("size", "batch", "shots", "iterations")}
    found = export_model(args.name, args.output, models=args.models, **sizes)
    for title, tensors in (("takes", found.inputs), ("gives", found.outputs)):
        shapes = (f"{name} {' × '.join(map(str, shape))}" for name, shape in tensors.items())
        print(f"{title}: {', '.join(shapes)}")
    print(f"Written to {args.output}; it differs from the network by {found.difference:.1e}.")
    return 0


def _line(model: Model, default: str) -> str:
    size = f"{(model.folder / 'weights.safetensors').stat().st_size / 1e6:.1f} MB"
    licence = model.manifest.licence
    return ROW.format(model.name, default, model.architecture, size, licence)

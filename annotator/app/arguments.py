"""Arguments that several commands share."""

from __future__ import annotations

import argparse
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.core.run_options import DEVICES, RunOptions, parse_count

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


def add_run_arguments(
    parser: argparse.ArgumentParser,
    *more_methods: str,
    leave_out: Collection[str] = (),
    title: str = "how to propagate",
) -> None:
    """Add an argument for every field of `RunOptions` that has one; `run_options` reads them.

    Parameters
    ----------
    parser
        Of the command.
    more_methods
        Offered beside the methods of a run.
    leave_out
        Fields that the command does not offer.
    title
        Of the group in the help.
    """
    group = parser.add_argument_group(title)
    for item in fields(RunOptions):
        words = item.metadata
        if not words or item.name in leave_out:
            continue
        settings: dict[str, Any] = {"help": words["help"], "default": item.default}
        if words["const"] is not None:
            settings |= {"action": "store_const", "const": words["const"]}
        elif words["choices"]:
            more = more_methods if item.name == "method" else ()
            settings |= {"choices": (*words["choices"], *more)}
        else:
            settings |= {"type": checked(words["parse"]), "metavar": words["metavar"]}
        group.add_argument(words["flag"] or f"--{item.name}", dest=item.name, **settings)
    add_models(group)


def run_options(args: argparse.Namespace, **fixed: Any) -> RunOptions:
    """Options of a run from parsed arguments; `fixed` ones are taken as they are."""
    named = {item.name for item in fields(RunOptions)}
    given = {name: value for name, value in vars(args).items() if name in named}
    return RunOptions(**given | fixed)


def add_image(parser: argparse.ArgumentParser, text: str = "3D image", **settings: str) -> None:
    """Add IMAGE, and which series of it where it is DICOM; `settings` go to `add_argument`."""
    parser.add_argument("image", type=Path, metavar="IMAGE", help=text, **settings)  # type: ignore[arg-type]
    add_series(parser)


def add_series(parser: argparse.ArgumentParser) -> None:
    """Add which series of an image to open where it is DICOM."""
    group = parser.add_argument_group(
        "DICOM", "IMAGE may be a folder, a zip archive, a DICOMDIR or a file of a series."
    )
    group.add_argument(
        "--series", default="", metavar="UID", help="which series, where there are several"
    )
    group.add_argument(
        "--allow-uneven",
        action="store_true",
        help="open it though slices are missing or unevenly spaced",
    )


def add_axis(parser: argparse.ArgumentParser) -> None:
    """Add `--axis`."""
    parser.add_argument(
        "--axis",
        choices=("auto", "0", "1", "2"),
        default="auto",
        help="axis of the file whose slices are painted (default: auto, where they are sparse)",
    )


def add_mask_options(parser: argparse.ArgumentParser) -> None:
    """Add what a user may agree to for a mask; `annotator.app.headless.read_mask` reads it."""
    group = parser.add_argument_group("masks that other programs wrote")
    group.add_argument(
        "--resample-labels",
        action="store_true",
        help="lay a mask on another grid onto the image, each voxel taking the nearest value",
    )
    group.add_argument(
        "--renumber-labels", action="store_true", help="give labels above 254 free values below"
    )
    group.add_argument(
        "--layer", type=count, metavar="N", help="layer of a mask with several, from 0"
    )
    group.add_argument(
        "--order",
        type=labels,
        default=(),
        metavar="N,N",
        help="how overlapping labels of a DICOM mask are laid, the last one on top",
    )


def add_device(parser: argparse._ActionsContainer) -> None:
    """Add `--device`."""
    parser.add_argument(
        "--device",
        choices=DEVICES,
        default="auto",
        help="where the network runs (default: auto, a GPU if there is one)",
    )


def add_models(parser: argparse._ActionsContainer) -> None:
    """Add `--models`."""
    parser.add_argument("--models", type=Path, metavar="DIR", help="one more folder with models")


def add_model(parser: argparse._ActionsContainer) -> None:
    """Add `--model`."""
    parser.add_argument("--model", metavar="NAME", help="see 'annotator models'")


def add_report(parser: argparse.ArgumentParser) -> None:
    """Add `--report`."""
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the figures as JSON")


def checked(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """Type of an argument: the message of a `ValueError` is what the user reads."""

    def convert(text: str) -> Any:
        try:
            return parse(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return convert


count = checked(parse_count)
"""Type of an argument: a whole number from 0 on."""


def positive(text: str) -> int:
    """Type of an argument: a whole number from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 on")
    return int(text)


def labels(text: str) -> tuple[int, ...]:
    """Type of an argument: label values with commas between them."""
    return tuple(positive(part) for part in text.split(","))

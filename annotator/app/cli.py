"""The command line: every command with its arguments. Commands are imported when they are run."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import annotator
from annotator.app.arguments import (
    add_axis,
    add_device,
    add_model,
    add_models,
    add_report,
    add_run_arguments,
    count,
    positive,
)
from annotator.app.cli_models import add_import
from annotator.app.cli_train import add_parser as add_catnet
from annotator.app.cli_train_classifier import add_parser as add_classifier
from annotator.app.cli_train_denoiser import add_parser as add_denoiser
from annotator.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WRONG_INPUT, FAILED, INTERRUPTED = 2, 1, 130

EPILOG = """\
examples:
  annotator scan.nii.gz                            paint and propagate in the window
  annotator demo                                   try it on a generated volume
  annotator propagate scan.nii.gz few.nii.gz mask.nii.gz
  annotator COMMAND --help                         arguments and an example of a command

'annotator IMAGE' is short for 'annotator open IMAGE'. Not a medical device.
"""


class Parser(argparse.ArgumentParser):
    """Answers wrong arguments with one sentence, as all other wrong input."""

    def __init__(self, **settings: Any) -> None:
        formatter = partial(argparse.RawDescriptionHelpFormatter, max_help_position=28)
        super().__init__(formatter_class=formatter, **settings)

    def error(self, message: str) -> NoReturn:
        """Raise `UserError` instead of printing the usage."""
        raise UserError(f"{message}; see '{self.prog} --help'.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns
    -------
    int
        0 when all went well, 1 out of memory, 2 for wrong input, 130 after Ctrl+C. Help and
        version raise `SystemExit`, as argparse does.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        args = build_parser().parse_args(_with_command(words))
        code: int = args.run(args)
        sys.stdout.flush()
    except UserError as error:
        return _end(str(error), WRONG_INPUT)
    except MemoryError:
        return _end("This computer has too little free memory for that image.", FAILED)
    except KeyboardInterrupt:
        return _end("Interrupted; files that were finished are kept.", INTERRUPTED)
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return code


def _end(sentence: str, code: int) -> int:
    print(f"annotator: {sentence}", file=sys.stderr)
    return code


def _with_command(words: list[str]) -> list[str]:
    """Put in "open" where the command was left out."""
    first = words[0] if words else ""
    if first in COMMANDS or first in ("-h", "--help", "--version"):
        return words
    if first and not first.startswith("-") and not Path(first).suffix and not Path(first).exists():
        known = ", ".join(COMMANDS)
        raise UserError(f"'{first}' is neither an image file nor a command; commands: {known}.")
    return ["open", *words]


def build_parser() -> argparse.ArgumentParser:
    """Parser of all commands; parsed arguments hold the command's function as `run`."""
    parser = Parser(
        prog="annotator",
        description=(annotator.__doc__ or "").splitlines()[0],
        epilog=EPILOG,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {annotator.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (summary, describe) in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
        )
        command.set_defaults(parser=command)
        describe(command)
    return parser


def _open(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "example:\n  annotator open scan.nii.gz --labels scan_mask.nii.gz"
    parser.add_argument("image", nargs="?", type=Path, metavar="IMAGE", help="3D or 4D image")
    parser.add_argument(
        "--labels", type=Path, metavar="MASK", help="label map on the grid of IMAGE"
    )
    add_models(parser)
    parser.set_defaults(run=_command("cli_window", "open_files"))


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "example:\n  annotator demo --headless --output demo_ct --modality ct"
    parser.add_argument(
        "--modality", choices=("ct", "mr"), default="ct", help="kind of image (default: ct)"
    )
    parser.add_argument("--seed", type=count, default=0, help="which of the many volumes")
    parser.add_argument(
        "--headless", action="store_true", help="no window: run the whole job and measure it"
    )
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="new folder for the files of --headless"
    )
    add_run_arguments(
        parser, leave_out=("range", "gate", "seed"), title="how to propagate with --headless"
    )
    parser.set_defaults(run=_run_demo)


def _run_demo(args: argparse.Namespace) -> int:
    if args.headless != (args.output is not None):
        args.parser.error("--headless and --output DIR go together")
    if args.headless:
        return _command("cli_demo", "run_demo")(args)
    return _command("cli_window", "open_demo")(args)


def _propagate(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Every slice of SUPPORT that holds voxels of a label counts as painted for that label and\n"
        "is kept exactly. Axes and slices are those of the file, slices counted from 0.\n\n"
        "example:\n"
        "  annotator propagate scan.nii.gz few.nii.gz mask.nii.gz --absent 1:12 1:80\n"
        "  (label 1 was painted on some slices between 12 and 80, where it is no longer seen)"
    )
    parser.add_argument("image", type=Path, metavar="IMAGE", help="3D image")
    parser.add_argument(
        "support", type=Path, metavar="SUPPORT", help="label map with the painted slices"
    )
    parser.add_argument(
        "output", type=Path, metavar="OUTPUT", help="mask to write: .nii.gz, .nii, .nrrd or .mha"
    )
    add_axis(parser)
    add_run_arguments(parser)
    parser.add_argument(
        "--absent",
        type=_absent,
        nargs="+",
        action="extend",
        default=[],
        metavar="LABEL:SLICE",
        help="slices without the label: the propagation ends there",
    )
    parser.add_argument(
        "--save-iterations",
        type=Path,
        metavar="DIR",
        help="write the mask after every iteration, and figures on each as iterations.json",
    )
    add_report(parser)
    parser.set_defaults(run=_command("cli_propagate", "propagate"))


def _evaluate(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "example:\n  annotator evaluate scan.nii.gz full_mask.nii.gz --supports 5 --method all"
    )
    parser.add_argument("image", type=Path, metavar="IMAGE", help="3D image")
    parser.add_argument("reference", type=Path, metavar="REFERENCE", help="its complete label map")
    parser.add_argument(
        "--supports",
        type=positive,
        default=3,
        metavar="K",
        help="slices of REFERENCE to start from, evenly spaced, both ends included (default: 3)",
    )
    parser.add_argument(
        "--labels", type=_labels, metavar="N,N", help="labels to score (default: all)"
    )
    add_axis(parser)
    add_run_arguments(parser, "all", leave_out=("range", "gate"))
    add_report(parser)
    parser.set_defaults(run=_command("cli_evaluate", "evaluate_methods"))


def _denoise(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "The result has the grid, the type and the units of IMAGE, which is never overwritten.\n\n"
        "example:\n  annotator denoise scan.nii.gz scan_denoised.nii.gz --strength 0.7"
    )
    parser.add_argument("image", type=Path, metavar="IMAGE", help="3D image")
    parser.add_argument(
        "output", type=Path, metavar="OUTPUT", help="image to write: .nii.gz, .nii, .nrrd or .mha"
    )
    parser.add_argument(
        "--modality",
        choices=("auto", "ct", "mr"),
        default="auto",
        help="kind of noise (default: auto, by the values of IMAGE)",
    )
    parser.add_argument(
        "--strength",
        type=_strength,
        metavar="auto|X",
        help="times the noise found that is removed, 0 to 2 (default: auto, which is 1)",
    )
    add_model(parser)
    add_device(parser)
    add_models(parser)
    parser.set_defaults(run=_command("cli_denoise", "denoise"))


def _classify(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Slices are counted from 0 in the order of the file. 'unknown' stands where the answer is\n"
        "not sure enough. With --support a column per label tells how likely each slice holds it.\n"
        "\nexample:\n  annotator classify scan.nii.gz --support few.nii.gz --output slices.csv"
    )
    parser.add_argument("image", type=Path, metavar="IMAGE", help="3D image")
    parser.add_argument(
        "--support", type=Path, metavar="MASK", help="label map with some painted slices"
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="write the rows as FILE.csv or FILE.json (default: print them)",
    )
    add_axis(parser)
    add_model(parser)
    add_device(parser)
    add_models(parser)
    parser.set_defaults(run=_command("cli_classify", "classify"))


def _info(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "example:\n  annotator info scan.nii.gz"
    parser.add_argument("image", type=Path, metavar="IMAGE", help="image or label map")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=_command("cli_info", "show_info"))


def _models(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "example:\n  annotator models --models ~/my_models"
    add_models(parser)
    add_import(parser.add_subparsers(title="commands", metavar="[COMMAND]"))
    parser.set_defaults(run=_command("cli_models", "list_models"))


def _train(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "example:\n  annotator train catnet my_scans --output my_model --time-budget 2h"
    networks = parser.add_subparsers(title="networks", metavar="NETWORK", required=True)
    add_catnet(networks)
    add_classifier(networks)
    add_denoiser(networks)


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "open": ("open the window, on an image if one is given", _open),
    "demo": ("try it on a generated volume, in the window or without", _demo),
    "propagate": ("fill a mask from a few painted slices, without a window", _propagate),
    "evaluate": ("measure propagation where the whole mask is known", _evaluate),
    "denoise": ("take the noise out of an image", _denoise),
    "classify": ("tell what each slice of an image shows", _classify),
    "info": ("show shape, spacing, orientation and values of a file", _info),
    "models": ("list the installed models, import published ones", _models),
    "train": ("train a network on your own images", _train),
}


def _command(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """Stand for a function of a module of this package, imported when it is called."""

    def run(args: argparse.Namespace) -> int:
        code: int = getattr(importlib.import_module(f"annotator.app.{module}"), function)(args)
        return code

    return run


def _labels(text: str) -> tuple[int, ...]:
    return tuple(positive(part) for part in text.split(","))


def _absent(text: str) -> tuple[int, int]:
    label, colon, index = text.partition(":")
    if not (colon and label.isdecimal() and index.isdecimal()):
        raise argparse.ArgumentTypeError(f"'{text}' is not LABEL:SLICE, such as 2:17")
    return int(label), int(index)


def _strength(text: str) -> float | None:
    if text == "auto":
        return None
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not auto or a number") from None

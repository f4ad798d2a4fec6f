"""The command line: finds the module of a command, `cli_NAME`, which declares its arguments."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import annotator
from annotator.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

WRONG_INPUT, FAILED, INTERRUPTED = 2, 1, 130

COMMANDS = {
    "open": "open the window, on an image if one is given",
    "project": "show the cases of a folder as a worklist, export those that are done",
    "demo": "try it on a generated volume, in the window or without",
    "propagate": "fill a mask from a few painted slices, without a window",
    "batch": "propagate, prefill, denoise, classify or evaluate a whole folder",
    "prefill": "fill a new image from the finished patients of a folder",
    "learn": "let the network learn from the finished patients of a folder",
    "evaluate": "measure propagation where the whole mask is known",
    "replay": "repeat a recorded run, or try it with other painted slices",
    "compare": "measure how well a mask agrees with a reference",
    "denoise": "take the noise out of an image",
    "classify": "tell what each slice of an image shows",
    "info": "show shape, spacing, orientation and values of a file, or list DICOM series",
    "convert": "write an image or a mask in another format",
    "models": "list the installed models, import published ones",
    "train": "train a network on your own images",
}

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
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may know fewer letters than we use
            stream.reconfigure(errors="replace")
    try:
        words = _with_command(words)
        args = build_parser(words[0]).parse_args(words)
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
    except OSError as error:
        return _end(_trouble(error), WRONG_INPUT)
    return code


def _open_streams() -> None:
    """Give the standard streams that are closed, as of a program without a console, a place.

    Else the next file that is opened would take the number of a stream that native code writes to.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123


def _trouble(error: OSError) -> str:
    """Sentence on a file or folder that the operating system refuses."""
    name = str(error.filename or "A file or folder")
    shown = name if len(name) <= 80 else f"{name[:80]}…"
    return f"{shown} cannot be used: {error.strerror or error}; choose another one."


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


def build_parser(chosen: str) -> argparse.ArgumentParser:
    """Parser of all commands, with the arguments of the chosen one.

    Parsed arguments hold the command's function as `run`.
    """
    parser = Parser(
        prog="annotator",
        description=(annotator.__doc__ or "").splitlines()[0],
        epilog=EPILOG,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {annotator.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        described = f"{summary[0].upper()}{summary[1:]}."
        command = commands.add_parser(name, help=summary, description=described)
        command.set_defaults(parser=command)
        if name == chosen:
            importlib.import_module(f"annotator.app.cli_{name}").add_arguments(command)
    return parser

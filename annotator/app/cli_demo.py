"""`annotator demo`: a generated volume, in the window or through the whole job without one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.app.arguments import add_run_arguments, count
from annotator.app.cli_open import open_demo

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
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
    parser.set_defaults(run=run_demo)


def run_demo(args: argparse.Namespace) -> int:
    """Open the window on the demonstration, or do the whole job without one."""
    if args.headless != (args.output is not None):
        args.parser.error("--headless and --output DIR go together")
    if args.headless:
        from annotator.app.cli_demo_headless import run_headless

        return run_headless(args)
    return open_demo(args)

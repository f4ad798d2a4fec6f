"""`annotator info`: what is in a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = "example:\n  annotator info scan.nii.gz"
    parser.add_argument("image", type=Path, metavar="IMAGE", help="image or label map")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=show_info)


def show_info(args: argparse.Namespace) -> int:
    """Describe an image file."""
    from annotator.io.info import describe, format_lines

    info = describe(args.image)
    print(json.dumps(info, indent=2) if args.json else "\n".join(format_lines(info)))
    return 0

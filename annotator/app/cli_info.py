"""`annotator info`: what is in a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def show_info(args: argparse.Namespace) -> int:
    """Describe an image file."""
    from annotator.io.info import describe, format_lines

    info = describe(args.image)
    print(json.dumps(info, indent=2) if args.json else "\n".join(format_lines(info)))
    return 0

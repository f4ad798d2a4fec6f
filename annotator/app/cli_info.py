"""`annotator info`: what is in a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from annotator.app.arguments import add_image

if TYPE_CHECKING:
    import argparse

    from annotator.io.dicom.catalogue import Catalogue


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = "example:\n  annotator info scan.nii.gz"
    add_image(parser, "image, label map or DICOM folder")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=show_info)


def show_info(args: argparse.Namespace) -> int:
    """Describe an image file, or list the series of a DICOM folder that holds several."""
    from annotator.app.image_input import open_input
    from annotator.io.dicom.catalogue import SeveralSeries
    from annotator.io.info import describe, format_lines

    try:
        info = describe(open_input(args.image, args))
    except SeveralSeries as several:
        listed = _series(several.catalogue)
        print(json.dumps(listed, indent=2) if args.json else "\n".join(several.catalogue.lines()))
        return 0
    print(json.dumps(info, indent=2) if args.json else "\n".join(format_lines(info)))
    return 0


def _series(catalogue: Catalogue) -> dict[str, Any]:
    return {
        "path": str(catalogue.path),
        "series": [
            {
                "uid": series.key,
                "modality": series.modality,
                "description": series.title,
                "date": series.date,
                "shape": list(series.shape_ijk),
                "spacing_mm": list(series.spacing_mm),
                "tilt_degrees": series.stack.tilt_degrees,
                "uneven": series.stack.uneven,
            }
            for series in catalogue.series
        ],
        "set_aside": list(catalogue.aside),
    }

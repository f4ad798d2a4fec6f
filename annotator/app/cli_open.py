"""`annotator [open]`: the window."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.app.arguments import add_image, add_models
from annotator.app.case_learning import OwnCaseLearning
from annotator.app.display import missing_library, require_display
from annotator.app.model_folders import model_folders
from annotator.services.opening import Choice

if TYPE_CHECKING:
    import argparse

    from annotator.services.document import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = "example:\n  annotator open scan.nii.gz --labels scan_mask.nii.gz"
    add_image(parser, "3D or 4D image", nargs="?")
    parser.add_argument(
        "--labels", type=Path, metavar="MASK", help="label map on the grid of IMAGE"
    )
    add_models(parser)
    parser.set_defaults(run=open_files)


def open_files(args: argparse.Namespace) -> int:
    """Open the window, on an image and its labels if they were given."""
    image: Path | None = args.image
    if image is None and args.labels is not None:
        args.parser.error("--labels needs the image that the labels belong to")
    for path in (image, args.labels):
        if path is not None:
            _check_image(path)
    choice = Choice(series=args.series, allow_uneven=args.allow_uneven)
    return _run(args, "annotator propagate", image, args.labels, choice=choice)


def open_demo(args: argparse.Namespace) -> int:
    """Open the window on the phantom, a few slices of each organ painted."""
    instead = "annotator demo --headless --output DIR"
    require_display(instead)
    from annotator.app.demo import demo_document

    return _run(args, instead, document=demo_document(args.modality, args.seed))


def open_worklist(args: argparse.Namespace, folder: Path) -> int:
    """Open the window on the cases of a folder."""
    return _run(args, "annotator project --list", project=folder)


def _run(
    args: argparse.Namespace,
    instead: str,
    image: Path | None = None,
    labels: Path | None = None,
    document: Document | None = None,
    choice: Choice | None = None,
    project: Path | None = None,
) -> int:
    require_display(instead)
    model_folders(args.models)  # a wrong folder is reported before the window opens
    try:
        from annotator.app.main import (
            clicker_factory,
            make_denoiser,
            make_prefiller,
            make_propagator,
            run_window,
            scorer_factory,
        )
    except ImportError as error:
        if ".so" not in str(error):
            raise
        raise missing_library(error) from error
    return run_window(
        image,
        labels,
        document,
        partial(make_propagator, args.models),
        partial(make_denoiser, args.models),
        scorer_factory(args.models),
        choice,
        project,
        clicker_factory(args.models),
        partial(make_prefiller, args.models),
        OwnCaseLearning(args.models),
    )


def _check_image(path: Path) -> None:
    """Read the header, so that a wrong path is answered on the terminal."""
    from annotator.io.dicom.catalogue import SeveralSeries
    from annotator.io.dicom.image import UnevenSpacing
    from annotator.io.read import open_image

    if not path.is_dir():  # the window looks through folders, with progress
        with suppress(SeveralSeries, UnevenSpacing):  # and asks
            open_image(path)

"""`annotator prefill`: a new image filled from the finished cases of a folder."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import annotator
from annotator.app.arguments import (
    add_device,
    add_image,
    add_mask_options,
    add_model,
    add_models,
    add_report,
    labels,
)
from annotator.app.headless import progress_bar, read_mask, say_saved
from annotator.app.image_input import read_image
from annotator.app.model_folders import open_model_store
from annotator.app.targets import check_mask_target, check_target, files_read, write_json
from annotator.core.cancel import CancelToken
from annotator.core.errors import UserError
from annotator.core.finished import Prefill
from annotator.core.run_options import RunOptions
from annotator.io.mask_file import save_mask
from annotator.services.prefill import counted, finished_cases, mark_prefilled, summary

if TYPE_CHECKING:
    import argparse

    import numpy as np
    from numpy.typing import NDArray

    from annotator.core.finished import CaseSource
    from annotator.core.volume import Volume
    from annotator.inference.catnet.prefiller import CatNetPrefiller


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = (
        "Finished are the cases of FOLDER that were called done; if nobody has said how far any\n"
        "case is, those with a mask. IMAGE never helps itself. The mask is to be reviewed.\n\n"
        "example:\n"
        "  annotator prefill patients patients/042.nii.gz patients/042_labels.nii.gz"
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder of finished patients")
    add_image(parser, "3D image to fill")
    parser.add_argument(
        "output", type=Path, metavar="OUTPUT", help="mask to write: .nii.gz, .nii, .nrrd or .mha"
    )
    parser.add_argument(
        "--exclude",
        nargs="+",
        action="extend",
        default=[],
        metavar="NAME",
        help="finished cases that must not help; * stands for anything",
    )
    parser.add_argument(
        "--painted",
        type=Path,
        metavar="MASK",
        help="what was painted of IMAGE: its slices are kept exactly and support the others",
    )
    add_mask_options(parser)
    parser.add_argument(
        "--replace", action="store_true", help="replace OUTPUT if there is such a mask already"
    )
    parser.add_argument(
        "--labels", type=labels, metavar="N,N", help="labels to fill (default: all they have)"
    )
    add_model(parser)
    add_device(parser)
    add_models(parser)
    add_report(parser)
    parser.set_defaults(run=prefill)


def prefill(args: argparse.Namespace) -> int:
    """Fill an image from finished cases, and save the mask."""
    started = time.perf_counter()
    taken = files_read(args.image, *([args.painted] if args.painted else []))
    check_mask_target(args.output, taken)
    if args.output.exists() and not args.replace:
        raise UserError(f"{args.output} is there already; choose another name, or add --replace.")
    if args.report:
        check_target(args.report, [*taken, args.output])
    sources = finished_cases(args.folder, without=args.image, exclude=args.exclude)
    volume = read_image(args.image, args)
    painted = read_mask(args.painted, volume, args).voxels if args.painted else None
    found = _run(args, volume, sources, painted)
    saved = save_mask(args.output, found.labels, volume, found.classes, names="leave")
    mark_prefilled(args.output, found)
    for value, filled in found.filled.items():
        print(
            f"Label {value}: from {counted(len(filled.patients))}, "
            f"slices of {', '.join(filled.supports)}; agreement {filled.agreement:.2f}"
        )
    if found.doubtful:
        labels = ", ".join(map(str, found.doubtful))
        print(f"Hardly found, or found in the place of another label: {labels}. Look there first.")
    say_saved(saved)
    if args.report:
        write_json(
            args.report,
            {
                "version": annotator.__version__,
                "image": str(args.image),
                "output": str(args.output),
                **summary(found),
                "seconds": time.perf_counter() - started,
            },
        )
    return 0


def _run(
    args: argparse.Namespace,
    volume: Volume,
    sources: list[CaseSource],
    painted: NDArray[np.uint8] | None,
) -> Prefill:
    options = replace(
        RunOptions(), model=args.model, device=args.device, labels=args.labels or None
    )
    prefiller = _prefiller(args.models)
    with progress_bar("Filling") as show:
        for news in prefiller.prefill(volume, sources, options, CancelToken(), painted):
            if isinstance(news, Prefill):
                return news
            show(news)
    raise AssertionError("a prefill ends with its result")


@lru_cache(maxsize=1)
def _prefiller(models: Path | None) -> CatNetPrefiller:
    """Keep what was learned of the finished cases for the next case of a batch."""
    from annotator.inference.catnet.prefiller import CatNetPrefiller

    return CatNetPrefiller(open_model_store(models))

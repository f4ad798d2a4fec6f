"""`annotator evaluate`: how good a propagation is where the whole mask is known."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import annotator
from annotator.app.arguments import (
    add_axis,
    add_image,
    add_mask_options,
    add_report,
    add_run_arguments,
    labels,
    positive,
    run_options,
)
from annotator.app.cohort import RESULT_FILES, measure_cases, summary_lines, write_results
from annotator.app.file_slices import FileSlices
from annotator.app.headless import (
    open_propagator,
    progress_bar,
    read_mask,
)
from annotator.app.image_input import read_image
from annotator.app.targets import check_folder, check_target, files_read, write_json
from annotator.core.errors import UserError
from annotator.core.proposal import RunProgress
from annotator.core.run_options import METHODS
from annotator.training.evaluation import Score, evaluate

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from annotator.core.cancel import CancelToken
    from annotator.core.proposal import IterationResult
    from annotator.core.run_options import RunOptions
    from annotator.core.support import PropagationRequest
    from annotator.core.volume import Volume
    from annotator.services.ports import Propagator

ROW = "{:>5}  {:<13}  {:>12}  {:>13}  {:>8}  {:>8}  {:>9}  {}"
TITLES = ("between ends", "all unpainted", "95 % mm", "mean mm", "ml")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = (
        "With a folder and no REFERENCE all its cases are measured and summed up in --results;\n"
        "an evaluation that was stopped goes on there.\n\n"
        "examples:\n"
        "  annotator evaluate scan.nii.gz full_mask.nii.gz --supports 5 --method all\n"
        "  annotator evaluate cases/ --results measured/ --method all"
    )
    add_image(parser, "3D image, or a folder of cases")
    parser.add_argument(
        "reference", type=Path, metavar="REFERENCE", nargs="?", help="its complete label map"
    )
    parser.add_argument(
        "--results", type=Path, metavar="DIR", help="where the figures of a folder go"
    )
    parser.add_argument(
        "--baseline",
        choices=METHODS,
        default="interpolation",
        help="method that the others are tested against, for a folder (default: interpolation)",
    )
    parser.add_argument(
        "--supports",
        type=positive,
        default=3,
        metavar="K",
        help="slices of REFERENCE to start from, evenly spaced, both ends included (default: 3)",
    )
    parser.add_argument(
        "--labels", type=labels, metavar="N,N", help="labels to score (default: all)"
    )
    add_axis(parser)
    add_mask_options(parser)
    add_run_arguments(parser, "all", leave_out=("range", "gate"))
    add_report(parser)
    parser.set_defaults(run=evaluate_methods)


def evaluate_methods(args: argparse.Namespace) -> int:
    """Print Dice per label and method with a few slices of a reference as supports."""
    if args.reference is None:
        return _evaluate_folder(args)
    if args.report:
        check_target(args.report, files_read(args.image, args.reference))
    volume = read_image(args.image, args)
    reference = read_mask(args.reference, volume, args).voxels
    _check_labels(args, reference)
    slices = FileSlices.choose(args.axis, volume, reference)
    scores: list[Score] = []
    methods = METHODS if args.method == "all" else (args.method,)
    options = run_options(args, method=methods[0])
    propagator, options = open_propagator(options, args.models)
    for method in methods:
        chosen = replace(options, method=method)
        scores += _score(args, propagator, chosen, volume, reference, slices.axis)
    if not scores:
        raise UserError(
            f"No label of {args.reference.name} spans three slices along axis "
            f"{slices.file_axis}; name labels with --labels or choose another --axis."
        )
    print(
        f"{args.supports} painted slices per label along axis {slices.file_axis}; Dice, and "
        "between the ends\ndistances of the surfaces and difference in volume:"
    )
    print(*_table(scores, slices), sep="\n")
    if args.report:
        figures = [
            {**asdict(score), "supports": slices.all_in_file(score.supports)} for score in scores
        ]
        write_json(
            args.report,
            {
                "version": annotator.__version__,
                "image": str(args.image),
                "reference": str(args.reference),
                "axis": slices.file_axis,
                "device": propagator.device_name(options.device),
                "adapt": str(options.adaptation),
                "model": options.model,
                "scores": figures,
            },
        )
    return 0


def _evaluate_folder(args: argparse.Namespace) -> int:
    """Measure all cases of a folder and sum them up."""
    if not args.image.is_dir():
        raise UserError(f"{args.image.name} needs a REFERENCE, its complete label map.")
    if args.results is None:
        raise UserError("Say with --results where the figures of the cases shall go.")
    check_folder(args.results, RESULT_FILES, [])
    methods = METHODS if args.method == "all" else (args.method,)
    options = run_options(args, method=methods[0], labels=args.labels)
    propagator, options = open_propagator(options, args.models)

    def measure(volume: Volume, reference: NDArray[np.uint8], axis: int) -> list[Score]:
        chosen = (replace(options, method=method) for method in methods)
        return [
            score
            for one in chosen
            for score in _score(args, propagator, one, volume, reference, axis)
        ]

    settings = {
        "supports": args.supports,
        "axis": args.axis,
        "methods": list(methods),
        "model_sha256": propagator.model_of(options)[1],
        "options": asdict(replace(options, method=methods[0])),
    }
    scores = measure_cases(args.image, args.results, settings, args.axis, measure)
    rows = write_results(args.results, scores, args.baseline, settings)
    print(f"{args.supports} painted slices per label; between the ends of the structures:")
    print(*summary_lines(rows, args.baseline), sep="\n")
    return 0


def _check_labels(args: argparse.Namespace, reference: NDArray[np.uint8]) -> None:
    present = [int(value) for value in np.unique(reference) if value]
    if not present:
        raise UserError(f"{args.reference.name} holds no label.")
    for label in args.labels or ():
        if label not in present:
            known = ", ".join(map(str, present))
            raise UserError(f"{args.reference.name} has no label {label}, only {known}.")


def _score(
    args: argparse.Namespace,
    propagator: Propagator,
    options: RunOptions,
    volume: Volume,
    reference: NDArray[np.uint8],
    axis: int,
) -> list[Score]:
    with progress_bar(options.method) as show:

        def propagate(
            request: PropagationRequest, token: CancelToken
        ) -> Iterator[IterationResult | RunProgress]:
            for step in propagator.propagate(request, token):
                if isinstance(step, RunProgress):
                    show(step)
                yield step

        return evaluate(
            propagate,
            volume,
            reference,
            supports=args.supports,
            axis=axis,
            options=options,
        )


def _table(scores: Sequence[Score], slices: FileSlices) -> list[str]:
    """One line per label and method, then the mean per method."""
    rows = [ROW.format("label", "method", *TITLES, "painted slices")]
    for score in sorted(scores, key=lambda item: item.label):
        painted = ", ".join(map(str, slices.all_in_file(score.supports)))
        rows.append(_row(str(score.label), score.method, _figures(score), painted))
    for method in dict.fromkeys(score.method for score in scores):
        mine = np.array([_figures(score) for score in scores if score.method == method])
        known = (column[~np.isnan(column)] for column in mine.T)
        means = [float(column.mean()) if len(column) else float("nan") for column in known]
        rows.append(_row("mean", method, means, ""))
    return rows


def _figures(score: Score) -> list[float]:
    """Figures of a label in the order of the table."""
    inner = score.between
    distances = [inner.distance_95_mm, inner.mean_distance_mm]
    return [inner.dice, score.everywhere.dice, *distances, inner.difference / 1000]


def _row(label: str, method: str, figures: Sequence[float], painted: str) -> str:
    forms = (".3f", ".3f", ".2f", ".2f", "+.2f")
    texts = (
        "-" if value != value else format(value, form)
        for value, form in zip(figures, forms, strict=True)
    )
    return ROW.format(label, method, *texts, painted).rstrip()

"""`annotator propagate`: painted slices in, a full mask out."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

import annotator
from annotator.app.arguments import (
    add_axis,
    add_image,
    add_mask_options,
    add_report,
    add_run_arguments,
    run_options,
)
from annotator.app.cli_gate import gated
from annotator.app.file_slices import FileSlices
from annotator.app.headless import (
    ITERATION_FILES,
    PROBABILITY_FILES,
    filled,
    open_propagator,
    read_mask,
    run,
    run_report,
    save_filled,
    save_iterations,
    save_run_probabilities,
    say_saved,
)
from annotator.app.image_input import read_image
from annotator.app.targets import (
    check_folder,
    check_mask_target,
    check_target,
    files_read,
    write_json,
)
from annotator.core.errors import UserError
from annotator.core.support import supports_from_labels
from annotator.io.file_names import names_path, sidecar_path

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from annotator.core.support import SupportSet


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = (
        "Every slice of SUPPORT that holds voxels of a label counts as painted for that label and\n"
        "is kept exactly. Axes and slices are those of the file, slices counted from 0.\n\n"
        "example:\n"
        "  annotator propagate scan.nii.gz few.nii.gz mask.nii.gz --absent 1:12 1:80\n"
        "  (label 1 was painted on some slices between 12 and 80, where it is no longer seen)"
    )
    add_image(parser)
    parser.add_argument(
        "support", type=Path, metavar="SUPPORT", help="label map with the painted slices"
    )
    parser.add_argument(
        "output", type=Path, metavar="OUTPUT", help="mask to write: .nii.gz, .nii, .nrrd or .mha"
    )
    add_axis(parser)
    add_mask_options(parser)
    add_run_arguments(parser)
    parser.add_argument(
        "--absent",
        type=_mark,
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
    parser.add_argument(
        "--save-probabilities",
        type=Path,
        metavar="DIR",
        help="write foreground probabilities of all iterations, a 4D NIfTI and a JSON per label",
    )
    add_report(parser)
    parser.set_defaults(run=propagate)


def propagate(args: argparse.Namespace) -> int:
    """Fill the slices between and beyond the painted ones, and save the mask."""
    started = time.monotonic()
    _check_targets(args)
    volume = read_image(args.image, args)
    painted = read_mask(args.support, volume, args)
    labels = painted.voxels
    supports = _supports(args, labels, FileSlices.choose_each(args.axis, volume, labels))
    propagator, options = open_propagator(run_options(args), args.models)
    mask, runs, records = labels, [], []
    for slices, chosen in supports:
        chosen = gated(options, args.models, volume, slices, chosen)
        proposal, record = run(propagator, volume, mask, chosen, slices.axis, options, started)
        runs.append(proposal)
        records.append(record)
        if args.save_probabilities:
            save_run_probabilities(args.save_probabilities, propagator, volume, runs[-1], options)
        mask = filled(mask, runs[-1])
    saved = save_filled(args.output, mask, volume, painted, runs, records)
    report = run_report(volume, mask, runs, options, propagator.device_name(options.device))
    for label, figures in report["labels"].items():
        known, new = len(figures["painted_slices"]), figures["filled_slices"]
        along = f" along axis {figures['axis']}" if len(runs) > 1 else ""
        print(
            f"Label {label}: {known} slices painted{along}, {new} looked at, {figures['ml']:.1f} ml"
        )
    say_saved(saved)
    if args.save_iterations:
        save_iterations(args.save_iterations, volume, labels, runs)
    if args.report:
        files = {"image": args.image, "support": args.support, "output": args.output}
        write_json(
            args.report,
            {
                "version": annotator.__version__,
                **{key: str(path) for key, path in files.items()},
                **report,
                "checksum": saved.checksum,
                "checked_with": saved.readers,
                "seconds": time.monotonic() - started,
            },
        )
    return 0


def _check_targets(args: argparse.Namespace) -> None:
    taken = files_read(args.image, args.support)
    check_mask_target(args.output, taken)
    taken += [args.output, names_path(args.output), sidecar_path(args.output)]
    if args.report:
        check_target(args.report, taken)
        taken.append(args.report)
    if args.save_iterations:
        check_folder(args.save_iterations, ITERATION_FILES, taken)
    if args.save_probabilities:
        check_folder(args.save_probabilities, PROBABILITY_FILES, taken)


def _supports(
    args: argparse.Namespace, labels: NDArray[np.uint8], slices: dict[int, FileSlices]
) -> list[tuple[FileSlices, tuple[SupportSet, ...]]]:
    """Painted slices of every label, those along one axis together."""
    name = args.support.name
    if not slices:
        raise UserError(f"{name} has no painted slice; paint the structure on at least one.")
    absent = _absent(args, slices)
    found = []
    for axis in dict.fromkeys(item.axis for item in slices.values()):
        values = [value for value, item in slices.items() if item.axis == axis]
        sets = supports_from_labels(
            labels, axis, values=values, absent=absent, full_range=args.range == "all"
        )
        found.append((slices[values[0]], sets))
    painted = {item.label: {s.index for s in item.slices} for _, sets in found for item in sets}
    for label, index in args.absent:
        if slices[label].in_file(index) in painted[label]:
            raise UserError(
                f"--absent {label}:{index}: label {label} is painted on that slice of {name}."
            )
    if not any(item.query_indices() for _, sets in found for item in sets):
        raise UserError(f"{name} leaves nothing to fill: every slice is painted or out of range.")
    return found


def _absent(args: argparse.Namespace, slices: dict[int, FileSlices]) -> dict[int, frozenset[int]]:
    absent: dict[int, frozenset[int]] = {}
    for label, index in args.absent:
        if label not in slices:
            known = ", ".join(map(str, sorted(slices)))
            raise UserError(
                f"--absent {label}:{index}: {args.support.name} has no label {label}, only {known}."
            )
        mine = slices[label]
        if index >= mine.count:
            raise UserError(
                f"--absent {label}:{index}: slices along axis {mine.file_axis} "
                f"go from 0 to {mine.count - 1}."
            )
        absent[label] = absent.get(label, frozenset()) | {mine.in_file(index)}
    return absent


def _mark(text: str) -> tuple[int, int]:
    label, colon, index = text.partition(":")
    if not (colon and label.isdecimal() and index.isdecimal()):
        raise argparse.ArgumentTypeError(f"'{text}' is not LABEL:SLICE, such as 2:17")
    return int(label), int(index)

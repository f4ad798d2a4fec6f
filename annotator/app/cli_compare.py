"""`annotator compare`: how well a mask agrees with a reference, per label and slice."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import annotator
from annotator.app.arguments import add_axis, add_series, labels, positive
from annotator.app.compare_report import write_report
from annotator.app.file_slices import FileSlices
from annotator.app.image_input import read_image
from annotator.app.targets import check_target, files_read, write_json
from annotator.core.agreement import Agreement, agreement
from annotator.core.errors import UserError
from annotator.io.dicom.mask import is_dicom_mask_file
from annotator.io.label_map import read_labels
from annotator.io.replacing import write_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from annotator.core.volume import Volume

ROW = "{:>5}  {:>6}  {:>5}  {:>8}  {:>8}  {:>12}"
TITLES = ("label", "slice", "Dice", "95 % mm", "mean mm", "difference")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = (
        "Distances are those of the surfaces in mm, the larger direction for 95 percent; the\n"
        "difference is MASK less REFERENCE, in ml of a label and in mm² on a slice. Slices are\n"
        "those of REFERENCE, counted from 0.\n\n"
        "example:\n  annotator compare mask.nii.gz reference.nii.gz --output figures.csv"
    )
    parser.add_argument("mask", type=Path, metavar="MASK", help="label map to judge")
    parser.add_argument("reference", type=Path, metavar="REFERENCE", help="label map to judge by")
    parser.add_argument(
        "--labels", type=labels, metavar="N,N", help="labels to compare (default: all)"
    )
    add_axis(parser)
    parser.add_argument(
        "--worst",
        type=positive,
        default=5,
        metavar="N",
        help="slices printed per label, worst first (default: 5)",
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="write the figures of all labels and slices as FILE.csv or FILE.json",
    )
    parser.add_argument(
        "--html",
        type=Path,
        metavar="FILE",
        help="write a report with pictures of the worst slices as FILE.html",
    )
    parser.add_argument(
        "--image",
        type=Path,
        metavar="IMAGE",
        help="the image, shown in the report; masks that are DICOM are laid onto it",
    )
    add_series(parser)
    parser.set_defaults(run=compare)


def compare(args: argparse.Namespace) -> int:
    """Print the figures of every label and of its worst slices."""
    taken = files_read(args.mask, args.reference, *filter(None, [args.image]))
    if args.output:
        if args.output.suffix.lower() not in (".csv", ".json"):
            raise UserError(f"{args.output.name} must end in .csv or .json.")
        check_target(args.output, taken)
    if args.html:
        if args.html.suffix.lower() not in (".html", ".htm"):
            raise UserError(f"{args.html.name} must end in .html.")
        check_target(args.html, [*taken, *filter(None, [args.output])])
    on_image = args.image is not None and is_dicom_mask_file(args.reference)
    grid = read_image(args.image if on_image else args.reference, args)
    reference, mask = read_labels(args.reference, grid), read_labels(args.mask, grid)
    slices = FileSlices.choose(args.axis, grid, reference)
    present = np.union1d(mask, reference)
    wanted = args.labels or [int(value) for value in present if value]
    if not wanted:
        raise UserError(f"Neither {args.mask.name} nor {args.reference.name} holds a label.")
    print(ROW.format(*TITLES))
    rows: list[dict[str, Any]] = []
    for label in wanted:
        if label not in present:
            raise UserError(f"{args.mask.name} and {args.reference.name} have no label {label}.")
        one, other = mask == label, reference == label
        spacing = grid.geometry.spacing_zyx_mm
        whole = _row(label, None, agreement(one, other, spacing))
        by_slice = list(_slices(label, one, other, spacing, slices))
        by_slice.sort(key=lambda row: (row["dice"], row["slice"]))
        rows += [whole, *by_slice]
        print(*(_line(row) for row in [whole, *by_slice[: args.worst]]), sep="\n")
    if args.output:
        _write(args.output, rows, args, slices)
    if args.html:
        names = args.mask.name, args.reference.name
        image = _image(args, grid)
        write_report(args.html, rows, names, (mask, reference), slices, image, args.worst)
    return 0


def _image(args: argparse.Namespace, grid: Volume) -> Volume | None:
    """Image of a report, which must lie on the grid of the masks."""
    if args.image is None:
        return None
    image = read_image(args.image, args)
    if image.voxels.shape != grid.voxels.shape:
        raise UserError(f"{args.image.name} is not on the grid of {args.reference.name}.")
    return image


def _slices(
    label: int,
    mask: NDArray[np.bool_],
    reference: NDArray[np.bool_],
    spacing_mm: tuple[float, float, float],
    slices: FileSlices,
) -> Iterator[dict[str, Any]]:
    """Figures of the slices that either mask holds."""
    planes = np.moveaxis(mask, slices.axis, 0), np.moveaxis(reference, slices.axis, 0)
    plane = [mm for axis, mm in enumerate(spacing_mm) if axis != slices.axis]
    for index, (one, other) in enumerate(zip(*planes, strict=True)):
        if one.any() or other.any():
            yield _row(label, slices.in_file(index), agreement(one, other, plane))


def _row(label: int, index: int | None, found: Agreement) -> dict[str, Any]:
    """Plain values of a slice, or of the whole label if there is no `index`."""
    return {"label": label, "slice": index, **asdict(found), "difference": found.difference}


def _line(row: dict[str, Any]) -> str:
    whole = row["slice"] is None
    distances = (row[name] for name in ("distance_95_mm", "mean_distance_mm"))
    figures = ["-" if math.isnan(value) else f"{value:.2f}" for value in distances]
    size = f"{row['difference'] / 1000:+.2f} ml" if whole else f"{row['difference']:+.0f} mm²"
    place = "all" if whole else row["slice"]
    return ROW.format(row["label"], place, f"{row['dice']:.3f}", *figures, size)


def _write(
    output: Path, rows: list[dict[str, Any]], args: argparse.Namespace, slices: FileSlices
) -> None:
    """Save all rows; a row without a slice is of the whole label."""
    if output.suffix.lower() == ".json":
        header = {
            "version": annotator.__version__,
            "mask": str(args.mask),
            "reference": str(args.reference),
            "axis": slices.file_axis,
        }
        write_json(output, {**header, "figures": rows})
        return
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        gaps = {key: "" for key, value in row.items() if value is None or value != value}
        writer.writerow(row | gaps)
    write_text(output, text.getvalue())

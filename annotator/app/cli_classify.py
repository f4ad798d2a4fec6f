"""`annotator classify`: what each slice of a volume shows, one row per slice."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import annotator
from annotator.app.arguments import (
    add_axis,
    add_device,
    add_image,
    add_mask_options,
    add_model,
    add_models,
)
from annotator.app.cli_gate import file_ends, score_presence
from annotator.app.file_slices import FileSlices
from annotator.app.headless import (
    progress_bar,
    read_mask,
)
from annotator.app.image_input import read_image
from annotator.app.model_folders import open_model_store
from annotator.app.targets import check_target, files_read, write_json
from annotator.core.cancel import CancelToken
from annotator.core.errors import UserError
from annotator.core.proposal import RunProgress
from annotator.core.support import supports_from_labels
from annotator.io.replacing import write_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from annotator.core.slice_scores import PresenceScores, SliceDescription, SliceDescriptions
    from annotator.core.volume import Volume
    from annotator.inference.cloformer.slice_scorer import CloFormerScorer

SHOWN = 0.5
"""Structures at least this likely are named in a row."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = (
        "Slices are counted from 0 in the order of the file. 'unknown' stands where the answer is\n"
        "not sure enough. With --support a column per label tells how likely each slice holds it.\n"
        "\nexample:\n  annotator classify scan.nii.gz --support few.nii.gz --output slices.csv"
    )
    add_image(parser)
    parser.add_argument(
        "--support", type=Path, metavar="MASK", help="label map with some painted slices"
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="write the rows as FILE.csv or FILE.json (default: print them)",
    )
    add_axis(parser)
    add_mask_options(parser)
    add_model(parser)
    add_device(parser)
    add_models(parser)
    parser.set_defaults(run=classify)


def classify(args: argparse.Namespace) -> int:
    """Describe all slices, and where the labels of a mask probably are."""
    from annotator.inference.cloformer.slice_scorer import CloFormerScorer
    from annotator.inference.devices import choose_device

    if args.output:
        if args.output.suffix.lower() not in (".csv", ".json"):
            raise UserError(f"{args.output.name} must end in .csv or .json.")
        check_target(args.output, files_read(args.image, args.support))
    volume = read_image(args.image, args)
    labels = None if args.support is None else read_mask(args.support, volume, args).voxels
    nothing = np.zeros(volume.voxels.shape, np.uint8)
    slices = FileSlices.choose(args.axis, volume, nothing if labels is None else labels)
    choose_device(args.device)
    scorer = CloFormerScorer(open_model_store(args.models), args.model)
    described = _describe(scorer, volume, slices.axis, args.device)
    scores = []
    for supports in () if labels is None else supports_from_labels(labels, slices.axis):
        scores.append(score_presence(scorer, volume, slices.axis, supports, args.device))
    if labels is not None and not scores:
        raise UserError(f"{args.support.name} holds no label.")
    _write(args.output, rows(described, scores, slices), scores, slices, described.model)
    return 0


def _describe(scorer: CloFormerScorer, volume: Volume, axis: int, device: str) -> SliceDescriptions:
    with progress_bar("Looking at the slices") as show:
        for news in scorer.describe(volume, axis, CancelToken(), device):
            if isinstance(news, RunProgress):
                show(news)
            else:
                found = news
    return found


def rows(
    described: SliceDescriptions, scores: list[PresenceScores], slices: FileSlices
) -> list[dict[str, Any]]:
    """One row of plain values per slice, ascending in the order of the file."""
    found = [_row(item, scores, slices) for item in described.slices]
    return sorted(found, key=lambda row: row["slice"])


def _row(
    item: SliceDescription, scores: list[PresenceScores], slices: FileSlices
) -> dict[str, Any]:
    return {
        "slice": slices.in_file(item.index),
        "modality": item.modality,
        "modality_probability": round(item.modality_probability, 4),
        "region": item.region,
        "region_probability": round(item.region_probability, 4),
        "structures": {name: round(chance, 4) for name, chance in item.structures.items()},
        "presence": {
            score.label: round(float(score.probability[item.index]), 4) for score in scores
        },
    }


def _write(
    output: Path | None,
    found: list[dict[str, Any]],
    scores: list[PresenceScores],
    slices: FileSlices,
    model: str,
) -> None:
    ends = {}
    for score in scores:
        (first, last), likely = file_ends(score, slices)
        ends[score.label] = {
            "first": first,
            "last": last,
            "likely_first": likely[0],
            "likely_last": likely[1],
        }
        text = f"Label {score.label}: probably on slices {likely[0]} to {likely[1]}"
        text += f", at most {first} to {last}"
        print(text if output else f"# {text}")
    if output is None:
        print(*_lines(found), sep="\n")
    elif output.suffix.lower() == ".csv":
        write_text(output, "\n".join(_lines(found)) + "\n")
    else:
        values = {
            "version": annotator.__version__,
            "model": model,
            "axis": slices.file_axis,
            "ends": ends,
            "slices": found,
        }
        write_json(output, values)
    if output is not None:
        print(f"{len(found)} slices along axis {slices.file_axis} in {output}")


def _lines(found: list[dict[str, Any]]) -> Iterator[str]:
    """Lines of a CSV file: likely structures in one column, one column of presence per label."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    plain = [key for key in found[0] if key not in ("structures", "presence")]
    writer.writerow([*plain, "structures", *(f"presence_{key}" for key in found[0]["presence"])])
    for row in found:
        shown = [f"{name}:{p:.2f}" for name, p in row["structures"].items() if p >= SHOWN]
        writer.writerow([*(row[k] for k in plain), " ".join(shown), *row["presence"].values()])
    yield from text.getvalue().splitlines()

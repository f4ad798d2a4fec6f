"""`annotator replay`: a recorded run once more, and how it would go with other painted slices."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.app.arguments import add_models, add_series, count, labels, positive
from annotator.app.headless import open_propagator, progress_bar
from annotator.app.image_input import read_image
from annotator.app.pictures import check_picture, save_chart
from annotator.app.targets import check_target
from annotator.core.cancel import CancelToken
from annotator.core.chart import Line, line_chart
from annotator.core.errors import UserError
from annotator.core.proposal import IterationResult, RunProgress
from annotator.core.run_options import METHODS
from annotator.io.case_finding import DicomFolder, dicom_cases, find_cases
from annotator.io.file_names import stem
from annotator.io.label_map import read_labels
from annotator.io.read import read_volume
from annotator.io.replacing import write_text
from annotator.io.session_record import Digest, lessons_of, request_of
from annotator.io.sidecar import read_sidecar, session_of
from annotator.io.write import SOURCE_SUFFIXES
from annotator.training.evaluation import Score, evaluate

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from annotator.core.volume import Volume
    from annotator.io.session_record import RunRecord
    from annotator.io.sidecar import Sidecar
    from annotator.services.ports import Propagator

FIELDS = ("label", "method", "painted_slices", "dice_between", "dice_everywhere")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = (
        "SIDECAR is the .json beside a mask that was saved after a run. Without --supports the\n"
        "newest recorded run is repeated on the CPU and compared with what it gave. With\n"
        "--supports, slices of the mask as it is now are taken as painted, and the rest is\n"
        "compared with it.\n\n"
        "example:\n  annotator replay scan_labels.json --supports 2,4,6 --chart dice.svg"
    )
    parser.add_argument("sidecar", type=Path, metavar="SIDECAR", help="record beside a mask")
    parser.add_argument(
        "--image", type=Path, help="the image (default: found in the folder of SIDECAR)"
    )
    add_series(parser)
    parser.add_argument(
        "--run", type=positive, default=None, metavar="N", dest="number", help="which run, from 1"
    )
    parser.add_argument(
        "--supports", type=labels, metavar="K,K", help="numbers of painted slices to try"
    )
    parser.add_argument("--seed", type=count, metavar="N", help="another draw of what is random")
    parser.add_argument(
        "--method", choices=(*METHODS, "all"), help="another method (default with --supports: all)"
    )
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the figures as .csv")
    parser.add_argument("--chart", type=Path, metavar="FILE", help="draw them as .svg or .png")
    add_models(parser)
    parser.set_defaults(run=replay)


@dataclass(frozen=True, slots=True, eq=False)
class _Recorded:
    """A mask with its image and one of its recorded runs."""

    volume: Volume
    mask: NDArray[np.uint8]
    run: RunRecord
    number: int
    count: int


def replay(args: argparse.Namespace) -> int:
    """Repeat a recorded run, or try other numbers of painted slices."""
    _check(args)
    found = _read(args)
    if args.supports:
        return _try_supports(args, found)
    request = request_of(found.run, found.volume)
    changed = {name: getattr(args, name) for name in ("seed", "method")}
    changed = {name: value for name, value in changed.items() if value is not None}
    model = found.run.model or request.options.model
    options = replace(request.options, device="cpu", model=model, **changed)
    propagator, _ = open_propagator(options, args.models)
    _check_model(propagator.model_of(options), found.run)
    from annotator.inference.devices import compute_like

    compute_like(found.run.machine)
    digest = Digest()
    with progress_bar("Replaying") as show:
        for lesson in lessons_of(found.run, request) if args.seed is None else ():
            lesson = replace(lesson, options=replace(lesson.options, device="cpu", model=model))
            for progress in propagator.learn(lesson, CancelToken()):
                show(progress)
        for step in propagator.propagate(replace(request, options=options), CancelToken()):
            if isinstance(step, IterationResult):
                digest.add(step)
            else:
                show(step)
    print(f"Run {found.number} of {found.count}: {options.method}, seed {options.seed}")
    print(f"recorded {found.run.result}\nrepeated {digest.hex()}")
    if digest.hex() == found.run.result:
        print("Identical to the bit.")
    elif changed:
        print("Not the recorded masks, as other options were asked for.")
    else:
        print(
            "The masks differ: another processor, a graphics card or another version computes "
            "otherwise."
        )
    return 0


def _check(args: argparse.Namespace) -> None:
    taken = [args.sidecar]
    if args.method == "all" and not args.supports:
        raise UserError("--method all compares methods: say --supports, too.")
    for path in (args.table, args.chart):
        if path is None:
            continue
        if not args.supports:
            raise UserError(f"{path.name} holds what --supports measures: say --supports, too.")
        check_target(path, taken)
        taken.append(path)
    if args.chart is not None:
        check_picture(args.chart)


def _read(args: argparse.Namespace) -> _Recorded:
    sidecar = read_sidecar(args.sidecar)
    if sidecar is None:
        raise UserError(f"{args.sidecar.name} is no sidecar of a mask; give the .json beside one.")
    session = session_of(sidecar)
    if session is None or not session.runs:
        raise UserError(f"{args.sidecar.name} records no run: propagate and save the mask.")
    number = args.number or len(session.runs)
    if number > len(session.runs):
        raise UserError(f"{args.sidecar.name} records {len(session.runs)} runs, not {number}.")
    mask = _mask_of(args.sidecar)
    volume = read_image(args.image, args) if args.image else _find_image(mask, sidecar)
    voxels = read_labels(mask, volume)
    return _Recorded(volume, voxels, session.runs[number - 1], number, len(session.runs))


def _mask_of(sidecar: Path) -> Path:
    """Mask that a sidecar lies beside."""
    for suffix in (".nii.gz", ".nii", ".nrrd", ".seg.nrrd", ".mha", ".mhd", ".nhdr"):
        path = sidecar.with_name(stem(sidecar) + suffix)
        if path.exists():
            return path
    raise UserError(f"The mask of {sidecar.name} is not beside it; put it there.")


def _find_image(mask: Path, sidecar: Sidecar) -> Volume:
    """Image in the folder of a mask, known by the digest of its voxels."""
    for path in sorted(mask.absolute().parent.iterdir()):
        if path.name == mask.name or not path.name.lower().endswith(SOURCE_SUFFIXES):
            continue
        try:
            volume = read_volume(path)
        except UserError:
            continue
        if volume.content_id == sidecar.source.content:
            return volume
    for found in find_cases(mask.absolute().parent):
        for case in dicom_cases(found) if isinstance(found, DicomFolder) else ():
            if case.mask.name == mask.name:
                return read_volume(case.image, series=case.series, allow_uneven=True)
    raise UserError(f"The image of {mask.name} is not in its folder; name it with --image.")


def _check_model(model: tuple[str, str], run: RunRecord) -> None:
    if model[0] and run.model and model != (run.model, run.model_sha256):
        raise UserError(
            f"The run used {run.model} ({run.model_sha256[:12]}), but {model[0] or 'no model'} "
            f"({model[1][:12]}) would be used now; install that model or name its folder."
        )


def _try_supports(args: argparse.Namespace, found: _Recorded) -> int:
    scores: list[tuple[int, Score]] = []
    methods = METHODS if args.method in (None, "all") else (args.method,)
    recorded = request_of(found.run, found.volume).options
    seed = recorded.seed if args.seed is None else args.seed
    options = replace(recorded, device="cpu", seed=seed, labels=None, range="all")
    options = replace(options, model=found.run.model or options.model)
    propagator, options = open_propagator(options, args.models)
    for number in args.supports:
        for method in methods:
            chosen = replace(options, method=method)
            for score in _scores(propagator, found, chosen, number):
                scores.append((number, score))
    if not scores:
        raise UserError("The mask has no label that spans three slices: there is nothing to try.")
    rows = [
        dict(zip(FIELDS, (s.label, s.method, k, s.between.dice, s.everywhere.dice), strict=True))
        for k, s in scores
    ]
    print("label  method         slices  between ends  all unpainted")
    for row in rows:
        figures = f"{row['dice_between']:12.3f}  {row['dice_everywhere']:13.3f}"
        print(f"{row['label']:>5}  {row['method']:<13}  {row['painted_slices']:>6}  {figures}")
    if args.table:
        write_text(args.table, table_text(rows))
    if args.chart:
        save_chart(args.chart, supports_chart(rows))
    return 0


def _scores(propagator: Propagator, found: _Recorded, options: Any, supports: int) -> list[Score]:
    with progress_bar(f"{options.method}, {supports} slices") as show:

        def propagate(request: Any, token: CancelToken) -> Iterator[IterationResult | RunProgress]:
            for step in propagator.propagate(request, token):
                if isinstance(step, RunProgress):
                    show(step)
                yield step

        return evaluate(
            propagate,
            found.volume,
            found.mask,
            supports=supports,
            axis=found.run.axis,
            options=options,
        )


def table_text(rows: Sequence[dict[str, Any]]) -> str:
    """Rows as CSV; nan is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: "" if value != value else value for key, value in row.items()})
    return text.getvalue()


def supports_chart(rows: Sequence[dict[str, Any]]) -> str:
    """Draw the mean Dice of all labels over the number of painted slices, a line per method."""
    numbers = sorted({row["painted_slices"] for row in rows})
    lines = []
    for method in dict.fromkeys(row["method"] for row in rows):
        means = []
        for number in numbers:
            mine = [
                row["dice_between"]
                for row in rows
                if row["method"] == method and row["painted_slices"] == number
            ]
            known = [value for value in mine if value == value]
            means.append(float(np.mean(known)) if known else float("nan"))
        lines.append(Line(method, numbers, means, is_reference=method == "interpolation"))
    title = "Dice between the ends, mean of all labels"
    return line_chart(title, "Painted slices per label", "Dice with the accepted mask", lines)

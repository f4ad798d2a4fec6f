"""`annotator project`: the cases of a folder, as a table or in the window."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs
from tqdm import tqdm

from annotator.app.arguments import add_models
from annotator.app.cli_open import open_worklist
from annotator.app.display import has_display
from annotator.app.model_folders import APP
from annotator.core.cancel import CancelToken
from annotator.core.errors import UserError
from annotator.io.case_state import STATUSES
from annotator.io.label_files import read_label_file
from annotator.services.dataset_export import export_bids, export_nnunet
from annotator.services.project import Project, index_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from annotator.core.labels import LabelClass
    from annotator.io.case_index import Case

ROW = "{:<40}  {:<12}  {:>6}  {:<4}  {:<4}  {:<7}  {:<15}  {}"
TITLES = ("case", "status", "labels", "by", "2nd", "kind", "size", "note")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = (
        "What people say of a case lies beside its mask (NAME.json); an index in your cache\n"
        "folder makes large folders open at once.\n\n"
        "example:\n  annotator project patients --status 'needs review' --json"
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder of patients")
    parser.add_argument("--json", action="store_true", help="print JSON, open no window")
    parser.add_argument("--list", action="store_true", help="print a table, open no window")
    parser.add_argument("--status", choices=STATUSES, help="list only cases of this status")
    parser.add_argument(
        "--template",
        type=Path,
        metavar="FILE",
        help="labels that every case is to have: an ITK-SNAP or Slicer label file",
    )
    parser.add_argument(
        "--rebuild", action="store_true", help="forget the index and read all headers anew"
    )
    parser.add_argument(
        "--nnunet",
        type=Path,
        metavar="DIR",
        help="write images and masks of all cases that are done as an nnU-Net data set",
    )
    parser.add_argument(
        "--bids", type=Path, metavar="DIR", help="write the masks of those as BIDS derivatives"
    )
    add_models(parser)
    parser.set_defaults(run=show_project)


def show_project(args: argparse.Namespace) -> int:
    """Open the window on the cases of a folder; without a screen or on request list them."""
    project = open_project(args.folder)
    if args.rebuild:
        project.rebuild()
    if args.template:
        project.set_template(read_label_file(args.template))
    quiet = args.json or args.list or args.status or args.nnunet or args.bids
    if not quiet and has_display():
        return open_worklist(args, args.folder)
    look(project)
    if args.nnunet or args.bids:
        return _export(project, args.nnunet, args.bids)
    cases = chosen_cases(project, args.status)
    if args.json:
        print(json.dumps([as_values(project, case) for case in cases], indent=2))
    else:
        print(*_table(cases, project.template()), sep="\n")
    return 0


def _export(project: Project, nnunet: Path | None, bids: Path | None) -> int:
    """Write data sets; returns 1 if a case could not be written, 0 otherwise."""
    failed = 0
    for export, target in ((export_nnunet, nnunet), (export_bids, bids)):
        if target is None:
            continue
        written = 0
        for item in export(project, target, CancelToken()):
            if item.path is None:
                failed += 1
                print(f"{item.case}: {item.problem}", file=sys.stderr)
            else:
                written += 1
        cases = "1 case" if written == 1 else f"{written} cases"
        print(f"{cases} in {target}, read back and compared")
    return 1 if failed else 0


def open_project(folder: Path) -> Project:
    """Project of a folder, its index in the user's cache folder."""
    cache = Path(platformdirs.user_cache_dir(APP, appauthor=False))
    return Project(folder, index_file(folder, cache))


def look(project: Project) -> None:
    """Bring the index up to date; says on a terminal how far it is."""
    with tqdm(desc="Looking at the cases", unit="", disable=None, leave=False) as bar:
        for news in project.refresh(CancelToken()):
            bar.update(news.seen - bar.n)


def chosen_cases(project: Project, status: str | None) -> list[Case]:
    """Cases of a status, all for None; `UserError` if the folder holds no image at all."""
    cases = project.cases()
    if not cases:
        raise UserError(
            f"{project.folder} holds no image; give a folder with NIfTI, NRRD, MetaImage or "
            "DICOM files."
        )
    return [case for case in cases if status in (None, case.status)]


def as_values(project: Project, case: Case) -> dict[str, Any]:
    """Plain values of a case, for JSON."""
    template = {item.value for item in project.template()}
    holder = project.holder(case.key)
    return {
        "case": case.key,
        "image": str(case.image),
        "series": case.series,
        "mask": str(case.mask) if case.has_mask else None,
        "status": case.status,
        "note": case.state.note,
        "labeller": case.state.labeller,
        "reader": case.state.reader,
        "labels": case.labels,
        "labels_missing": None if case.labels is None else sorted(template - set(case.labels)),
        "modality": case.modality,
        "shape": case.shape_ijk,
        "spacing_mm": case.spacing_mm,
        "open_at": None if holder is None else holder.sentence(case.key),
        "problem": case.problem,
    }


def labels_done(case: Case, template: Iterable[LabelClass]) -> str:
    """How many of the wanted labels a mask holds: "2/5", "2" without a template, "" unknown."""
    if case.labels is None:
        return ""
    wanted = {item.value for item in template}
    if not wanted:
        return str(len(case.labels))
    return f"{len(wanted & set(case.labels))}/{len(wanted)}"


def _table(cases: Sequence[Case], template: tuple[LabelClass, ...]) -> list[str]:
    lines = [ROW.format(*TITLES).rstrip()]
    for case in cases:
        key = case.key if len(case.key) <= 40 else f"…{case.key[-39:]}"
        size = "×".join(map(str, case.shape_ijk))
        values = (
            key,
            case.status,
            labels_done(case, template),
            case.state.labeller,
            case.state.reader,
            case.modality,
            size,
            case.problem or case.state.note.replace("\n", " "),
        )
        lines.append(ROW.format(*values).rstrip())
    counts = [f"{sum(c.status == s for c in cases)} {s}" for s in STATUSES]
    shown = [text for text in counts if not text.startswith("0 ")]
    return [*lines, "", f"{len(cases)} cases" + (f": {', '.join(shown)}" if shown else "")]

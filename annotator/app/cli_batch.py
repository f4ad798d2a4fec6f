"""`annotator batch`: a command for every case of a folder, resumable, one summary."""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from tqdm import tqdm

from annotator.app.arguments import positive
from annotator.app.batch_case import installed_models
from annotator.app.batch_workers import (
    dask_client,
    default_workers,
    in_processes,
    in_this_process,
    on_dask,
)
from annotator.app.cli_project import chosen_cases, look, open_project
from annotator.core.cores import cores
from annotator.core.errors import UserError
from annotator.io.case_state import STATUSES
from annotator.services.batch import (
    Outcome,
    Task,
    check_output,
    digest_of,
    read_record,
    write_record,
)
from annotator.services.batch_summary import counted, write_summary
from annotator.services.case_names import case_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.io.case_index import Case

ENDINGS = {
    "propagate": "_labels.nii.gz",
    "denoise": "_denoised.nii.gz",
    "classify": "_slices.csv",
    "evaluate": "_scores.json",
    "prefill": "_labels.nii.gz",
}
NEEDS_MASK = ("propagate", "evaluate")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = (
        "Options of the command itself come last, behind --with.\n"
        "Cases that were done before are not done again, and a bad case does not stop the others.\n"
        "The output folder gets summary.csv, summary.json and summary.html.\n\n"
        "examples:\n"
        "  annotator batch propagate patients --output masks --workers 2 --with --between\n"
        "  annotator batch denoise patients --output quiet --scheduler tls://cluster:8786"
    )
    parser.add_argument(
        "command", choices=tuple(ENDINGS), metavar="COMMAND", help="|".join(ENDINGS)
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder of patients")
    parser.add_argument(
        "--output", type=Path, required=True, metavar="DIR", help="folder for the results"
    )
    parser.add_argument("--status", choices=STATUSES, help="only cases of this status")
    where = parser.add_argument_group("where it runs")
    where.add_argument(
        "--workers",
        type=positive,
        metavar="N",
        help="cases at once (default: 1; with Dask as many as cores and memory allow)",
    )
    where.add_argument("--dask", action="store_true", help="on a Dask cluster of this computer")
    where.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="on a running Dask cluster that sees the same files: tls://…, or on this computer",
    )
    where.add_argument(
        "--threads",
        type=positive,
        metavar="N",
        help="threads of a case (default: all cores, shared among the workers)",
    )
    parser.add_argument(
        "--with",
        nargs=argparse.REMAINDER,
        default=[],
        dest="options",
        metavar="OPTION",
        help="everything behind this: options of the command itself",
    )
    parser.set_defaults(run=batch)


def batch(args: argparse.Namespace) -> int:
    """Do all cases that are not done yet; returns 1 if one failed."""
    project = open_project(args.folder)
    check_output(args.output, project.folder)
    look(project)
    cases = chosen_cases(project, args.status)
    if args.command in NEEDS_MASK:
        cases = [case for case in cases if case.has_mask]
    if args.command == "prefill":
        cases = [case for case in cases if not case.has_mask]
    if not cases:
        raise UserError(f"{args.folder} holds no case for this; see 'annotator project --list'.")
    tasks = _tasks(args, cases)
    before = {task.name: read_record(args.output, task) for task in tasks}
    outcomes = [outcome for outcome in before.values() if outcome is not None]
    left = [task for task in tasks if before[task.name] is None]
    if outcomes:
        print(f"Done before: {len(outcomes)}. Left: {len(left)}.")
    try:
        for outcome in _with_progress(_outcomes(args, left), len(left)):
            write_record(args.output, outcome)
            outcomes.append(outcome)
    finally:
        if outcomes:
            write_summary(args.output, args.command, outcomes)
    print(f"{counted(outcomes)}; see {args.output / 'summary.html'}")
    return 1 if any(outcome.problem for outcome in outcomes) else 0


def _tasks(args: argparse.Namespace, cases: Sequence[Case]) -> list[Task]:
    """List what is to be done; wrong options are said before anything is."""
    _check_options(args)
    folder = _models_folder(args.options)
    models = installed_models(args.command, folder)
    names = case_names(cases)
    output = args.output.resolve()
    tasks = []
    for case in cases:
        name = names[case.key]
        result = output / f"{name}{ENDINGS[args.command]}"
        words, report = _words(args.command, args.folder, case, result)
        task = Task(
            name=name,
            case=case.key,
            command=args.command,
            words=(*words, *args.options),
            output=result.name,
            report=report,
            models=models,
            threads=args.threads or max(1, cores() // _workers(args)),
        )
        tasks.append(msgspec.structs.replace(task, digest=digest_of(task, case.signatures)))
    return tasks


def _words(command: str, folder: Path, case: Case, result: Path) -> tuple[list[str], str]:
    """Arguments of a command for a case, and where its figures will lie."""
    image, mask = str(case.image), str(case.mask)
    series = ["--series", case.series] if case.series else []
    report = str(result.with_name(result.name.replace(ENDINGS[command], "_report.json")))
    if command == "prefill":
        cases = str(folder.resolve())
        return [cases, image, str(result), *series, "--replace", "--report", report], report
    if command == "propagate":
        return [image, mask, str(result), *series, "--report", report], report
    if command == "evaluate":
        return [image, mask, *series, "--report", str(result)], str(result)
    if command == "classify":
        return [image, *series, "--output", str(result)], ""
    return [image, str(result), *series], ""


def _check_options(args: argparse.Namespace) -> None:
    """Raise `UserError` if the command does not know one of the options."""
    from annotator.app.cli import build_parser

    case = {"propagate": ["i", "m", "o"], "evaluate": ["i", "m"], "denoise": ["i", "o"]}
    case["prefill"] = ["f", "i", "o"]
    words = [args.command, *case.get(args.command, ["i"]), *args.options]
    build_parser(args.command).parse_args(words)


def _models_folder(options: Sequence[str]) -> Path | None:
    if "--models" not in options[:-1]:
        return None
    return Path(options[options.index("--models") + 1])


def _workers(args: argparse.Namespace) -> int:
    if args.workers:
        return int(args.workers)
    return default_workers() if args.dask or args.scheduler else 1


def _outcomes(args: argparse.Namespace, tasks: Sequence[Task]) -> Iterator[Outcome]:
    """Do the tasks where the user wants it."""
    workers = _workers(args)
    if not tasks:
        return
    if args.dask or args.scheduler:
        with ExitStack() as stack:
            threads = args.threads or max(1, cores() // workers)
            client = stack.enter_context(dask_client(args.scheduler, workers, threads))
            yield from on_dask(tasks, client)
    elif workers > 1:
        yield from in_processes(tasks, min(workers, len(tasks)))
    else:
        yield from in_this_process(tasks)


def _with_progress(outcomes: Iterator[Outcome], count: int) -> Iterator[Outcome]:
    """Say of every case what became of it, and about how long the others will take."""
    started = time.monotonic()
    with tqdm(total=count, unit=" cases", disable=None, leave=False) as bar:
        for number, outcome in enumerate(outcomes, start=1):
            bar.update()
            left = (time.monotonic() - started) / number * (count - number)
            about = f"; about {_duration(left)} left" if number < count else ""
            line = f"[{number}/{count}] {outcome.case}: "
            if outcome.problem:
                tqdm.write(f"{line}{outcome.problem}", file=sys.stderr)
            else:
                tqdm.write(f"{line}done in {outcome.seconds:.1f} s{about}", file=sys.stdout)
            yield outcome


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"

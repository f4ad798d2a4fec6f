"""The same command for every case of a folder: what is to be done, what was done, what it gave.

A case's record lies in the output folder (``.batch/NAME.json``). It counts as long as the case's
files, the command, its options, the models and the program are the same, so that a batch that was
interrupted goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Literal

import msgspec

import annotator
from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.replacing import write_text

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

RECORDS = ".batch"
Command = Literal["propagate", "denoise", "classify", "evaluate", "prefill"]

Models = dict[str, str]
"""SHA-256 of the weights of installed models, by name."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One case to be done; plain values, so that it can go to another process.

    Attributes
    ----------
    name
        Of the case's files in the output folder.
    case
        Key of the case.
    command, words
        Command and its arguments, files included.
    output
        File that the command writes.
    report
        File for its figures, "" if the command has none.
    models
        What every process must have installed.
    version
        Of this program.
    digest
        Of all that the result depends on.
    threads
        Threads that the command may use.
    """

    name: str
    case: str
    command: Command
    words: tuple[str, ...]
    output: str
    report: str = ""
    models: Models = {}
    version: str = annotator.__version__
    digest: str = ""
    threads: int = 1


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a case.

    Attributes
    ----------
    name, case, output
        As of the task.
    problem
        Why it failed, "" if it did not.
    seconds
        That it took.
    figures
        What the command measured, by title.
    text
        What the command said.
    digest
        Of the task.
    """

    name: str
    case: str
    output: str
    problem: str = ""
    seconds: float = 0.0
    figures: dict[str, float] = {}
    text: str = ""
    digest: str = ""


def digest_of(task: Task, signatures: str) -> str:
    """Digest of all that a task's result depends on; `signatures` are those of the case's files."""
    values = [task.command, task.words, task.models, task.version, signatures]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:32]


def failed(task: Task, problem: str) -> Outcome:
    """Outcome of a task that could not be done."""
    return Outcome(
        name=task.name, case=task.case, output=task.output, problem=problem, digest=task.digest
    )


def read_record(folder: Path, task: Task) -> Outcome | None:
    """Return what was done before, if it still counts: without a problem, the file is there."""
    path = folder / RECORDS / f"{task.name}.json"
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Outcome)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, ValueError) as error:
        log.warning("%s is done again: %s", task.case, error)
        return None
    done = found.digest == task.digest and not found.problem and (folder / found.output).is_file()
    return found if done else None


def write_record(folder: Path, outcome: Outcome) -> None:
    """Keep what became of a case."""
    text = msgspec.json.format(msgspec.json.encode(outcome), indent=1).decode()
    write_text(folder / RECORDS / f"{outcome.name}.json", text + "\n")


def figures_of(command: Command, report: Path) -> dict[str, float]:
    """Figures for the summary from a command's report; none if there is no report."""
    try:
        values = json.loads(report.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if command == "propagate":
        labels = values.get("labels", {})
        return {f"label {label} ml": item["ml"] for label, item in labels.items()}
    if command == "prefill":
        labels = values.get("labels", {})
        return {f"label {label} agreement": item["agreement"] for label, item in labels.items()}
    figures = {}
    for score in values.get("scores", ()):
        title = f"Dice label {score['label']} {score['method']}"
        figures[f"{title}, between the ends"] = score["between"]["dice"]
        figures[f"{title}, all unpainted slices"] = score["everywhere"]["dice"]
    return figures


def check_output(output: Path, folder: Path) -> None:
    """Make the output folder; `UserError` if it lies in the folder of the cases."""
    if output.resolve().is_relative_to(folder):
        raise UserError(f"{output} lies in the folder of the cases; choose one outside.")
    try:
        (output / RECORDS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            tr(
                "{file} cannot be written: {reason}; choose another folder.",
                file=output,
                reason=error.strerror or error,
            )
        ) from error

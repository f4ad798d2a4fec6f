"""One case of a batch, in whichever process: the command itself, with the case's files."""

from __future__ import annotations

import io
import logging
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import msgspec

import annotator
from annotator.core.errors import UserError
from annotator.services.batch import Outcome, Task, failed, figures_of

log = logging.getLogger(__name__)


def run_packed(packed: bytes) -> bytes:
    """`run_case` for other processes: task and outcome as JSON."""
    task = msgspec.json.decode(packed, type=Task)
    return msgspec.json.encode(run_case(task))


def run_case(task: Task) -> Outcome:
    """Do a case; whatever goes wrong is its outcome and leaves the process as it was."""
    from annotator.app.cli import build_parser

    said = io.StringIO()
    started = time.perf_counter()
    try:
        _check_process(task)
        with redirect_stdout(said), redirect_stderr(io.StringIO()):
            args = build_parser(task.command).parse_args([task.command, *task.words])
            args.run(args)
    except UserError as error:
        return failed(task, str(error))
    except MemoryError:
        return failed(task, "This computer has too little free memory for that image.")
    except Exception as error:
        log.exception("%s failed", task.case)
        return failed(task, f"{type(error).__name__}: {error}")
    return Outcome(
        name=task.name,
        case=task.case,
        output=task.output,
        seconds=time.perf_counter() - started,
        figures=figures_of(task.command, Path(task.report)) if task.report else {},
        text=said.getvalue(),
        digest=task.digest,
    )


def installed_models(command: str, folder: Path | None) -> dict[str, str]:
    """SHA-256 of the models that a command may use, by name; imports torch."""
    from annotator.app.model_folders import open_model_store

    kinds = {
        "propagate": ("catnet", "cloformer-slices"),
        "evaluate": ("catnet",),
        "prefill": ("catnet", "cloformer-slices"),
        "denoise": ("grl",),
        "classify": ("cloformer-slices",),
    }[command]
    store = open_model_store(folder)
    return {model.name: model.sha256 for kind in kinds for model in store.models(kind)}


def _check_process(task: Task) -> None:
    """Raise `UserError` unless this process would compute what the one that asks would."""
    import torch

    if annotator.__version__ != task.version:
        raise UserError(
            f"This worker runs version {annotator.__version__}, not {task.version}; "
            "install the same version everywhere."
        )
    words = list(task.words)
    folder = Path(words[words.index("--models") + 1]) if "--models" in words else None
    here = installed_models(task.command, folder)
    for name, checksum in task.models.items():
        if here.get(name) != checksum:
            what = "has another model" if name in here else "lacks the model"
            raise UserError(f"This worker {what} {name} ({checksum[:12]}…); install the same one.")
    torch.set_num_threads(task.threads)

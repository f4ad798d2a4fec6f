"""Work of a batch that ends its own process, once or always."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import msgspec

from annotator.services.batch import Outcome, Task


def killed_once(packed: bytes) -> bytes:
    """Real work; the first time that the case "b" is done, its process is killed."""
    from annotator.app.batch_case import run_packed

    _kill_once(packed)
    return run_packed(packed)


def idle_killed_once(packed: bytes) -> bytes:
    """No work; the first time that the case "b" is done, its process is killed."""
    _kill_once(packed)
    return _done(packed)


def idle_killed_always(packed: bytes) -> bytes:
    """No work; the case "b" never survives."""
    if msgspec.json.decode(packed, type=Task).name == "b":
        os.kill(os.getpid(), signal.SIGKILL)
    return _done(packed)


def _kill_once(packed: bytes) -> None:
    task = msgspec.json.decode(packed, type=Task)
    mark = Path(task.report).with_name("killed")
    if task.name == "b" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def _done(packed: bytes) -> bytes:
    task = msgspec.json.decode(packed, type=Task)
    return msgspec.json.encode(Outcome(name=task.name, case=task.case, output=task.output))

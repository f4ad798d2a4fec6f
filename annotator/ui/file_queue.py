"""Reading and writing files beside the window: one after the other, none is dropped."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from annotator.services.jobs import TERMINAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.core.cancel import CancelToken
    from annotator.services.jobs import JobEvent, Runner

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class _Task:
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]

    def steps(self, _token: CancelToken) -> Iterator[object]:
        yield self.work()


class FileQueue:
    """Runs tasks in order in a runner of its own; callbacks come in the GUI thread.

    A runner drops its current job when another one starts; a save must not be dropped, so the
    queue starts a task only after the one before has ended.

    Parameters
    ----------
    runner
        Its events must be heard in the GUI thread. Nobody else may use it.
    """

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._waiting: deque[_Task] = deque()
        self._active: _Task | None = None
        self._result: object = None
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether a task runs or waits."""
        return self._active is not None or bool(self._waiting)

    def submit(
        self,
        work: Callable[[], ResultT],
        done: Callable[[ResultT], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Queue `work` for the worker thread; then `done` or `failed` is called here.

        After `close` nothing is done: a timer may ask for a snapshot while the window goes.
        """
        if self._closed:
            return
        self._waiting.append(_Task(work, done, failed))
        self._start_next()

    def _hear(self, task: _Task, event: JobEvent) -> None:
        if event.kind == "step":
            self._result = event.payload
        if event.kind not in TERMINAL:
            return
        result, self._active, self._result = self._result, None, None
        try:
            if event.kind == "done":
                task.done(result)
            elif isinstance(event.payload, Exception):
                task.failed(event.payload)
        finally:
            self._start_next()

    def close(self) -> None:
        """Drop what waits and wait for the task that runs; takes nothing more."""
        self._closed = True
        self._waiting.clear()
        self._runner.close()

    def _start_next(self) -> None:
        if self._active is None and self._waiting:
            self._active = self._waiting.popleft()
            self._runner.start(self._active.steps, partial(self._hear, self._active))

"""Slow work beside the window: one worker thread, one terminal event for every job."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, Protocol

from annotator.core.cancel import Cancelled, CancelToken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Steps = Callable[[CancelToken], Iterator[object]]
    Listener = Callable[["JobEvent"], None]
    Deliver = Callable[[Callable[[], None]], None]

log = logging.getLogger(__name__)

EventKind = Literal["started", "step", "done", "cancelled", "failed"]
TERMINAL: frozenset[EventKind] = frozenset({"done", "cancelled", "failed"})


@dataclass(frozen=True, slots=True)
class JobEvent:
    """News of a job.

    Attributes
    ----------
    job
        The job.
    kind
        "started", "step" (payload: what the job yielded), or one of the terminal kinds "done",
        "cancelled" and "failed" (payload: the exception, without its traceback).
    payload
        See `kind`.
    """

    job: Job
    kind: EventKind
    payload: object | None = None


class Job:
    """Handle of a job that a runner was given.

    Its listener hears exactly one terminal event, and nothing after it.
    """

    def __init__(self, on_event: Listener) -> None:
        self._on_event = on_event
        self._lock = threading.RLock()
        self._ended = False
        self.token = CancelToken()

    @property
    def ended(self) -> bool:
        """Whether the terminal event was heard."""
        return self._ended

    def cancel(self) -> None:
        """Ask the job to stop at its next step; what it finishes until then is still heard."""
        self.token.cancel()

    def drop(self) -> None:
        """Ask the job to stop and hear no more of it: "cancelled" is heard at once."""
        self.cancel()
        self.tell("cancelled")

    def silence(self) -> None:
        """End the job without a word: nobody is left to listen."""
        with self._lock:
            self._ended = True
        self.cancel()

    def tell(self, kind: EventKind, payload: object | None = None) -> None:
        """Let the listener hear an event, unless the job has ended. For runners."""
        with self._lock:
            if self._ended:
                return
            self._ended = kind in TERMINAL
            self._on_event(JobEvent(self, kind, payload))


class Runner(Protocol):
    """Runs one job at a time."""

    def start(self, steps: Steps, on_event: Listener) -> Job:
        """Drop the job before and queue a new one, of which `on_event` hears."""

    def close(self) -> None:
        """Cancel what is left and wait until it has ended; no event follows."""


class JobRunner:
    """Runs jobs in one worker thread, so that GPU work is serial by construction.

    A job is a function that takes a `CancelToken` and returns an iterator: every item is heard as
    a "step", and the job is left between two items once it was cancelled.

    Parameters
    ----------
    deliver
        Calls what it is given, in the thread in which listeners shall hear events; the window
        passes the `send` of a `JobBridge`. Called in the worker thread.
    name
        Of the thread.
    """

    def __init__(self, deliver: Deliver, name: str = "inference") -> None:
        self._deliver = deliver
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._job: Job | None = None

    def start(self, steps: Steps, on_event: Listener) -> Job:
        """Drop the job before and queue a new one; call it in the thread of the listeners."""
        before, job = self._job, Job(on_event)
        self._job = job
        if before is not None:
            before.drop()
        self._pool.submit(_work, job, steps, self._deliver)
        return job

    def close(self) -> None:
        """Cancel what is left and wait until it has ended; no event follows."""
        if self._job is not None:
            self._job.silence()
        self._pool.shutdown(wait=True)  # a queued job sees its token and ends at once


class InlineRunner:
    """Runs every job to its end in the calling thread, before `start` returns."""

    def __init__(self, deliver: Deliver | None = None) -> None:
        self._deliver = _call if deliver is None else deliver
        self._job: Job | None = None

    def start(self, steps: Steps, on_event: Listener) -> Job:
        """Drop the job before, if that is not over, and run a new one."""
        before, job = self._job, Job(on_event)
        self._job = job
        if before is not None:
            before.drop()
        _work(job, steps, self._deliver)
        return job

    def close(self) -> None:
        """End what is under way; no event follows."""
        if self._job is not None:
            self._job.silence()


def _call(work: Callable[[], None]) -> None:
    work()


def _work(job: Job, steps: Steps, deliver: Deliver) -> None:
    """Run a job and deliver its events."""

    def tell(kind: EventKind, payload: object | None = None) -> None:
        deliver(partial(job.tell, kind, payload))

    token = job.token
    try:
        token.raise_if_cancelled()
        tell("started")
        for result in steps(token):
            token.raise_if_cancelled()
            tell("step", result)
    except Cancelled:
        tell("cancelled")
    except Exception as error:
        log.exception("a job failed")
        drop_tracebacks(error)
        tell("failed", error)
    else:
        tell("done")


def drop_tracebacks(error: BaseException | None) -> None:
    """Forget the frames of an exception and its causes: they keep tensors alive."""
    while error is not None:
        error.__traceback__ = None
        error = error.__cause__ or error.__context__

"""Slow work beside the window: one worker thread, one terminal event for every job."""

from __future__ import annotations

import itertools
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from annotator.core.cancel import Cancelled, CancelToken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Steps = Callable[[CancelToken], Iterator[object]]
    Sink = Callable[["JobEvent"], None]

log = logging.getLogger(__name__)

EventKind = Literal["started", "step", "done", "cancelled", "failed"]
TERMINAL: frozenset[EventKind] = frozenset({"done", "cancelled", "failed"})


@dataclass(frozen=True, slots=True)
class JobEvent:
    """News of a job.

    Attributes
    ----------
    job
        Number of the job, as `Runner.start` returned it; grows with every job.
    kind
        "started", "step" (payload: what the job yielded), or one of the terminal kinds "done",
        "cancelled" and "failed" (payload: the exception, without its traceback).
    payload
        See `kind`.
    """

    job: int
    kind: EventKind
    payload: object | None = None


class Runner(Protocol):
    """Runs one job at a time."""

    @property
    def current(self) -> int | None:
        """Number of the job that has no terminal event yet, if any."""

    def start(self, steps: Steps) -> int:
        """Cancel the current job and queue a new one; returns its number."""

    def cancel(self) -> None:
        """Ask the current job to stop; it does so at its next step."""

    def close(self) -> None:
        """Cancel what is left and wait until it has ended; no event follows."""


class JobRunner:
    """Runs jobs in one worker thread, so that GPU work is serial by construction.

    `sink` is called in the worker thread; the window passes the emit of a queued signal. A job is
    a function that takes a `CancelToken` and returns an iterator: every item is sent as a "step",
    and the job is left between two items once it was cancelled.
    """

    def __init__(self, sink: Sink, name: str = "inference") -> None:
        self._sink = sink
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._tokens: dict[int, CancelToken] = {}

    @property
    def current(self) -> int | None:
        """Number of the newest job that has no terminal event yet, if any."""
        with self._lock:
            return max(self._tokens, default=None)

    def start(self, steps: Steps) -> int:
        """Cancel the current job and queue a new one; returns its number."""
        token = CancelToken()
        with self._lock:
            for older in self._tokens.values():
                older.cancel()
            job = next(self._numbers)
            self._tokens[job] = token
        self._pool.submit(self._run, job, steps, token)
        return job

    def cancel(self) -> None:
        """Ask all jobs to stop; each does so at its next step."""
        with self._lock:
            for token in self._tokens.values():
                token.cancel()

    def close(self) -> None:
        """Cancel all jobs and wait until each has sent its terminal event."""
        self.cancel()
        self._pool.shutdown(wait=True)  # queued jobs see their token and end at once

    def _run(self, job: int, steps: Steps, token: CancelToken) -> None:
        last = _run_steps(job, steps, token, self._sink)
        with self._lock:
            del self._tokens[job]
        self._sink(last)


class InlineRunner:
    """Runs every job at once in the calling thread; for tests and headless use."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._numbers = itertools.count(1)
        self._token: CancelToken | None = None
        self.current: int | None = None

    def start(self, steps: Steps) -> int:
        """Run a job to its end; returns its number."""
        self.cancel()
        job = self.current = next(self._numbers)
        token = self._token = CancelToken()
        last = _run_steps(job, steps, token, self._sink)
        self.current = None
        self._sink(last)
        return job

    def cancel(self) -> None:
        """Ask the running job to stop, when called from its sink."""
        if self._token is not None:
            self._token.cancel()

    def close(self) -> None:
        """Ask the running job to stop; there is no thread to wait for."""
        self.cancel()


def _run_steps(job: int, steps: Steps, token: CancelToken, sink: Sink) -> JobEvent:
    """Run a job, send all but its terminal event, and return that one."""
    try:
        token.raise_if_cancelled()
        sink(JobEvent(job, "started"))
        for result in steps(token):
            token.raise_if_cancelled()
            sink(JobEvent(job, "step", result))
    except Cancelled:
        return JobEvent(job, "cancelled")
    except Exception as error:
        log.exception("job %d failed", job)
        _drop_tracebacks(error)
        return JobEvent(job, "failed", error)
    return JobEvent(job, "done")


def _drop_tracebacks(error: BaseException | None) -> None:
    """Forget the frames of an exception and its causes: they keep tensors alive."""
    while error is not None:
        error.__traceback__ = None
        error = error.__cause__ or error.__context__

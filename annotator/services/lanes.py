"""Files read and written beside the window: reading can be given up, writing is never dropped."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from annotator.core.errors import UserError
from annotator.services.jobs import drop_tracebacks

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.services.jobs import Deliver

    Call = Callable[[], None]

log = logging.getLogger(__name__)

GRACE_S = 1.0
"""How long a reader is waited for at the end; one that hangs must not keep the window."""

ResultT = TypeVar("ResultT")


class Lane:
    """Runs work elsewhere and brings the answer back.

    Parameters
    ----------
    deliver
        Makes a call in the thread that owns the documents; called from any thread.
    start
        Starts a call elsewhere, or makes it at once.
    stop
        Called at the end: waits for what was started.
    """

    def __init__(
        self,
        deliver: Deliver,
        start: Callable[[Call], object],
        stop: Callable[[], None] | None = None,
    ) -> None:
        self._deliver = deliver
        self._start = start
        self._stop = stop
        self._lock = threading.RLock()
        self._closed = False
        self._unanswered = 0

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._unanswered > 0 and not self._closed

    def submit(
        self,
        work: Callable[[], ResultT],
        done: Callable[[ResultT], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do `work` elsewhere; then `done` or `failed` is called here. Nothing after `close`."""
        if self._closed:
            return
        self._unanswered += 1
        self._start(partial(self._run, work, done, failed))

    def post(self, call: Call) -> None:
        """Make a call here, later; from any thread."""
        with self._lock:
            if not self._closed:
                self._deliver(call)

    def close(self) -> None:
        """Take no more work; what was submitted to a writing lane is still done, unanswered."""
        with self._lock:
            self._closed = True
        if self._stop is not None:
            self._stop()

    def _run(
        self,
        work: Callable[[], ResultT],
        done: Callable[[ResultT], None],
        failed: Callable[[Exception], None],
    ) -> None:
        try:
            answer = partial(done, work())
        except Exception as error:
            if not isinstance(error, UserError):
                log.exception("a file could not be read or written")
            drop_tracebacks(error)
            answer = partial(failed, error)
        with self._lock:  # whoever closes the lane may take down what delivers
            if not self._closed:
                self._deliver(partial(self._answer, answer))

    def _answer(self, call: Call) -> None:
        self._unanswered -= 1
        if not self._closed:
            call()


class Lanes(NamedTuple):
    """A lane for each direction, so that a slow reader never holds up a save."""

    reading: Lane
    writing: Lane

    def close(self) -> None:
        """Give up what is read, finish what is written."""
        self.reading.close()
        self.writing.close()


def threaded_lanes(deliver: Deliver) -> Lanes:
    """Lanes for the window: each file is read in a thread of its own, one at a time is written."""
    readers: list[threading.Thread] = []

    def read(call: Call) -> None:
        readers[:] = [thread for thread in readers if thread.is_alive()]
        readers.append(threading.Thread(target=call, name="reading", daemon=True))
        readers[-1].start()

    def leave_readers() -> None:
        for thread in readers:
            thread.join(GRACE_S / len(readers))

    pool = ThreadPoolExecutor(1, thread_name_prefix="writing")
    return Lanes(
        Lane(deliver, read, leave_readers), Lane(deliver, pool.submit, partial(pool.shutdown, True))
    )


def inline_lanes(deliver: Deliver | None = None) -> Lanes:
    """Lanes for scripts and tests: work is done at once; so is its answer, unless delivered."""

    def at_once(call: Call) -> None:
        call()

    return Lanes(Lane(deliver or at_once, at_once), Lane(deliver or at_once, at_once))

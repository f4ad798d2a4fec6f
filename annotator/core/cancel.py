"""Asking work in another thread to stop."""

from __future__ import annotations

import threading


class Cancelled(Exception):  # noqa: N818  (a request, not an error)
    """Raised inside a job after the user asked it to stop."""


class CancelToken:
    """Tells a job that it should stop; set from any thread, read between steps of work."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether the job was asked to stop."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise `Cancelled` if the job was asked to stop."""
        if self._event.is_set():
            raise Cancelled

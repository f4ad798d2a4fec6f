"""Which process a file belongs to that is not finished: written in its name, and asked for later.

A process that is killed leaves files behind. Their names say whose they are, so that the next
start can tell what nobody needs any more from what another window is still at work on.
"""

from __future__ import annotations

import os
import re
import socket
import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import psutil

if TYPE_CHECKING:
    from pathlib import Path

Presence = Literal["alive", "gone", "unknown"]

START_TOLERANCE_S = 5
"""A process is told apart from a later one of the same number by its start, which is rounded."""

FOREIGN_AGE_S = 24 * 3600.0
"""After this time without a change a file of another computer counts as left behind."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A process on some computer.

    Attributes
    ----------
    host
        Name of the computer: letters, digits, dots and hyphens.
    pid
        Number of the process there.
    started
        When it started, seconds since the epoch.
    """

    host: str
    pid: int
    started: int

    PATTERN = r"(?P<host>[A-Za-z0-9.-]+)_(?P<pid>\d{1,10})_(?P<started>\d{1,12})"

    @property
    def tag(self) -> str:
        """For file names: host, process and start, joined by underscores."""
        return f"{self.host}_{self.pid}_{self.started}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Owner:
        """Owner in a match of a pattern that holds `PATTERN`."""
        return cls(match["host"], int(match["pid"]), int(match["started"]))

    def presence(self) -> Presence:
        """Whether the process still runs; that of another computer is not known."""
        if self.host != this_process().host:
            return "unknown"
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started) <= START_TOLERANCE_S
            return "alive" if same and process.status() != psutil.STATUS_ZOMBIE else "gone"
        except psutil.AccessDenied:
            return "alive"
        except (psutil.Error, OverflowError, ValueError):
            return "gone"

    def has_left(self, file: Path) -> bool:
        """Whether nobody is at work on a file of this owner any more, as far as one can tell."""
        presence = self.presence()
        if presence != "unknown":
            return presence == "gone"
        try:
            return time.time() - file.stat().st_mtime > FOREIGN_AGE_S
        except OSError:
            return False


@cache
def _owner_of(pid: int) -> Owner:
    host = re.sub(r"[^A-Za-z0-9.-]+", "-", socket.gethostname())[:64] or "localhost"
    return Owner(host, pid, round(psutil.Process(pid).create_time()))


def this_process() -> Owner:
    """Owner of the files that this process writes."""
    return _owner_of(os.getpid())

"""Owners of files that are certain to have gone, to live, or to be elsewhere."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

from annotator.io.owner import Owner, this_process


@cache
def gone_owner() -> Owner:
    """A process of this computer that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return Owner(this_process().host, ended.pid, this_process().started - 1000)


def foreign_owner() -> Owner:
    """A process of another computer."""
    return Owner("reading-room-2", 4711, 1_700_000_000)

"""Owners of files that are certain to have gone, to live, or to be elsewhere."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

from annotator.io.owner import Owner, this_process

if TYPE_CHECKING:
    from pathlib import Path


@cache
def gone_owner() -> Owner:
    """A process of this computer that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return Owner(this_process().host, ended.pid, this_process().started - 1000)


def foreign_owner() -> Owner:
    """A process of another computer."""
    return Owner("reading-room-2", 4711, 1_700_000_000)


def hand_over(path: Path, owner: Owner, *, copy: bool = False, suffix: str = "") -> Path:
    """Rename (or copy) a file of this process as if `owner` had written it."""
    target = path.with_name(path.name.replace(this_process().tag, owner.tag) + suffix)
    assert target != path
    if copy:
        target.write_bytes(path.read_bytes())
        return target
    return path.rename(target)

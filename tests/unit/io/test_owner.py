"""Whose an unfinished file is, and whether that process still runs."""

import os
import re
import subprocess
import sys

from annotator.io.owner import FOREIGN_AGE_S, Owner, this_process
from tests.helpers.owners import foreign_owner, gone_owner


def test_this_process_is_alive_and_its_tag_reads_back():
    owner = this_process()
    match = re.fullmatch(Owner.PATTERN, owner.tag)
    assert match is not None
    assert Owner.from_match(match) == owner
    assert (owner.pid, owner.presence()) == (os.getpid(), "alive")


def test_another_process_is_alive_until_it_ends():
    code = "from annotator.io.owner import this_process; print(this_process().tag, flush=True)"
    other = subprocess.Popen(
        [sys.executable, "-c", f"{code}; input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    match = re.fullmatch(Owner.PATTERN, other.stdout.readline().strip())
    assert match is not None
    owner = Owner.from_match(match)
    assert owner.presence() == "alive"
    other.kill()
    other.communicate()
    assert owner.presence() == "gone"


def test_a_later_process_of_the_same_number_is_not_the_owner():
    mine = this_process()
    assert Owner(mine.host, mine.pid, mine.started - 60).presence() == "gone"
    assert Owner(mine.host, 10**9, mine.started).presence() == "gone"
    assert gone_owner().presence() == "gone"


def test_files_of_another_computer_count_as_left_after_a_day(tmp_path):
    owner, file = foreign_owner(), tmp_path / "file"
    file.touch()
    assert owner.presence() == "unknown"
    assert not owner.has_left(file)
    old = file.stat().st_mtime - FOREIGN_AGE_S - 60
    os.utime(file, (old, old))
    assert owner.has_left(file)
    assert not owner.has_left(tmp_path / "missing")

"""Who has a case open."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from annotator.io.case_lock import HeldElsewhere, held, holder, lock_path, release, take
from annotator.io.owner import Owner, this_process
from tests.helpers.owners import foreign_owner, gone_owner

if TYPE_CHECKING:
    from pathlib import Path


def held_by(mask: Path, owner: Owner) -> None:
    lock = {"owner": owner.tag, "user": "anna", "since": "2026-03-02T09:15:00+01:00"}
    lock_path(mask).write_text(json.dumps(lock), "utf-8")


def test_a_case_taken_is_held_here_until_it_is_released(tmp_path: Path) -> None:
    mask = tmp_path / "scan_labels.nii.gz"
    assert holder(mask) is None
    assert take(mask)
    assert not take(mask)
    found = holder(mask)
    assert found is not None
    assert found.owner == this_process()
    release(mask)
    assert list(tmp_path.iterdir()) == []


def test_a_case_of_another_computer_is_refused_and_stays_theirs(tmp_path: Path) -> None:
    mask = tmp_path / "scan_labels.nii.gz"
    held_by(mask, foreign_owner())
    with pytest.raises(
        HeldElsewhere, match=r"is open since [0-9]{4}-03-02 09:15 by anna at reading-room-2"
    ):
        take(mask)
    release(mask)
    found = holder(mask)
    assert found is not None
    assert found.owner == foreign_owner()


def test_a_case_of_a_process_that_has_ended_is_taken_over(tmp_path: Path) -> None:
    mask = tmp_path / "scan_labels.nii.gz"
    held_by(mask, gone_owner())
    assert holder(mask) is None
    assert take(mask)
    assert [path.name for path in tmp_path.iterdir()] == [lock_path(mask).name]


def test_a_lock_that_is_just_being_written_counts(tmp_path: Path) -> None:
    mask = tmp_path / "scan_labels.nii.gz"
    lock_path(mask).touch()
    with pytest.raises(HeldElsewhere, match="by somebody"):
        take(mask)


def test_holding_for_a_moment_leaves_open_what_was_open(tmp_path: Path) -> None:
    mask = tmp_path / "scan_labels.nii.gz"
    with held(mask):
        assert holder(mask) is not None
    assert holder(mask) is None
    take(mask)
    with held(mask):
        pass
    assert holder(mask) is not None


def test_only_one_of_several_processes_gets_a_case(tmp_path: Path) -> None:
    """Each waits for a line before it tries, so that all try at about the same time."""
    mask = tmp_path / "scan_labels.nii.gz"
    held_by(mask, gone_owner())
    script = (
        "import sys; from pathlib import Path; from annotator.io.case_lock import *\n"
        "sys.stdin.readline()\n"
        "try: take(Path(sys.argv[1])); print('mine', flush=True)\n"
        "except HeldElsewhere: print('theirs', flush=True)\n"
        "sys.stdin.readline()"
    )
    command = [sys.executable, "-c", script, str(mask)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    tried = [subprocess.Popen(command, **pipes) for _ in range(3)]  # type: ignore[call-overload]
    for process in tried:
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = sorted(process.stdout.readline().strip() for process in tried)
    for process in tried:
        process.communicate("end\n")
    assert answers == ["mine", "theirs", "theirs"]

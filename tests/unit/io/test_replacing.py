"""Files take their places whole and together, and what a killed process left is removed."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.core.errors import UserError
from annotator.io.replacing import remove_leftovers, replacing, temporary_beside, write_text
from tests.helpers.owners import foreign_owner, gone_owner


def write_both(mask, names, text):
    with replacing(mask, names) as (new_mask, new_names):
        new_mask.write_text(f"mask {text}")
        new_names.write_text(f"names {text}")


def test_both_files_are_replaced(tmp_path):
    mask, names = tmp_path / "a.nii.gz", tmp_path / "a.label.txt"
    write_both(mask, names, "one")
    write_both(mask, names, "two")
    assert (mask.read_text(), names.read_text()) == ("mask two", "names two")
    assert sorted(tmp_path.iterdir()) == [names, mask]


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("fails", [1, 2])
def test_both_stay_as_they_are_when_either_cannot_be_replaced(tmp_path, monkeypatch, there, fails):
    mask, names = tmp_path / "a.nii.gz", tmp_path / "a.label.txt"
    if there:
        write_both(mask, names, "old")
    replace, calls = Path.replace, []

    def replace_some(self, target):
        calls.append(target)
        if len(calls) == fails:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replace_some)
    with pytest.raises(UserError, match="cannot be written"):
        write_both(mask, names, "new")
    if there:
        assert (mask.read_text(), names.read_text()) == ("mask old", "names old")
    assert len(list(tmp_path.iterdir())) == (2 if there else 0)


def test_text_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    file = tmp_path / "names.txt"
    write_text(file, "Leber – größer\n")
    assert file.read_text("utf-8") == "Leber – größer\n"

    def half(self, text, *args, **kwargs):
        self.write_bytes(text.encode()[:3])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", half)
    with pytest.raises(UserError, match="No space left"):
        write_text(file, "other")
    assert file.read_text("utf-8") == "Leber – größer\n"
    assert list(tmp_path.iterdir()) == [file]


KILLED = """
import os, signal, sys
from pathlib import Path
from annotator.io.replacing import replacing
with replacing(Path(sys.argv[1])) as (temporary,):
    temporary.write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a process that can be killed")
def test_what_a_killed_process_left_is_removed(tmp_path):
    target = tmp_path / "mask.nii.gz"
    target.write_text("before")
    subprocess.run([sys.executable, "-c", KILLED, str(target)], check=False)
    (left,) = [path for path in tmp_path.iterdir() if path != target]
    assert left.name.endswith(".nii.gz")
    assert remove_leftovers(tmp_path) == [left]
    assert target.read_text() == "before"


def test_only_our_own_leftovers_are_removed(tmp_path):
    mine = temporary_beside(tmp_path / "mask.nii.gz")
    here = mine.name.split("_", 1)[1].rsplit("_", 1)[0]
    kept = [
        mine,  # this process is at work on it
        tmp_path / mine.name.replace(here, foreign_owner().tag),
        tmp_path / ".0123456789abcdef0123456789abcdef.nii.gz",
        tmp_path / "mask.nii.gz",
    ]
    gone = tmp_path / mine.name.replace(here, gone_owner().tag)
    for path in (*kept, gone):
        path.touch()
    assert remove_leftovers(tmp_path) == [gone]
    assert sorted(tmp_path.iterdir()) == sorted(kept)
    assert remove_leftovers(tmp_path / "missing") == []

"""Unsaved work on disk: all of it comes back, only for its own image, and no window's is lost."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.core.geometry import Region
from annotator.io.owner import FOREIGN_AGE_S, Owner, this_process
from annotator.services.recovery import DAMAGED_AGE_S, RecoveryStore
from annotator.services.snapshot import Snapshot
from tests.helpers.documents import make_document, make_volume
from tests.helpers.owners import foreign_owner, gone_owner, hand_over
from tests.helpers.snapshots import box_of, worked_on

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "unsaved"


@pytest.fixture
def store(folder: Path) -> RecoveryStore:
    return RecoveryStore(folder)


def left_by(owner: Owner, folder: Path) -> Path:
    """Work that a window of another process wrote."""
    document = worked_on()
    return hand_over(RecoveryStore(folder).write(Snapshot.of(document, box_of(document))), owner)


def test_work_of_a_process_that_ended_is_offered_and_taken_over(
    store: RecoveryStore, folder: Path
) -> None:
    left_by(gone_owner(), folder)
    found = store.find(make_volume())
    assert found.snapshot is not None
    assert found.notes == ()
    assert found.summary() == "It holds Liver, Spleen, and 2 proposed slices to review."
    recovered = found.snapshot.restore(make_volume())
    assert np.array_equal(recovered.labelmap.voxels, worked_on().labelmap.voxels)
    assert recovered.dirty
    store.adopt(found)
    assert list(folder.iterdir()) == [store.path(make_volume().content_id)]
    assert store.find(make_volume()).snapshot is None, "it is this window's own now"
    store.discard(make_volume().content_id)
    assert list(folder.iterdir()) == []


def test_work_that_is_not_wanted_is_dropped(store: RecoveryStore, folder: Path) -> None:
    left_by(gone_owner(), folder)
    store.drop(store.find(make_volume()))
    assert list(folder.iterdir()) == []
    store.drop(store.find(make_volume()))


def test_nothing_is_found_for_another_image(store: RecoveryStore, folder: Path) -> None:
    left_by(gone_owner(), folder)
    found = store.find(make_volume((9, 20, 24)))
    assert (found.snapshot, found.notes) == (None, ())
    assert len(list(folder.iterdir())) == 1


def test_work_is_not_laid_over_another_image(store: RecoveryStore, folder: Path) -> None:
    left_by(gone_owner(), folder)
    snapshot = store.find(make_volume()).snapshot
    assert snapshot is not None
    with pytest.raises(UserError, match="another image"):
        snapshot.restore(make_volume((9, 20, 24)))


def test_two_windows_on_one_image_leave_each_other_alone(
    store: RecoveryStore, folder: Path
) -> None:
    document = worked_on()
    other = RecoveryStore(folder)  # its process, this one, is alive
    theirs = other.write(Snapshot.of(document, box_of(document)))
    found = store.find(make_volume())
    assert found.snapshot is None
    assert f"process {os.getpid()}" in found.notes[0]
    mine = store.write(Snapshot.of(document, box_of(document)))
    assert sorted(folder.iterdir()) == sorted([mine, theirs])
    store.discard(document.volume.content_id)
    assert list(folder.iterdir()) == [theirs]
    other.discard(document.volume.content_id)
    other.discard(document.volume.content_id)
    assert list(folder.iterdir()) == []


def test_only_one_window_takes_over_what_was_left(store: RecoveryStore, folder: Path) -> None:
    left_by(gone_owner(), folder)
    other = RecoveryStore(folder)
    found, also_found = store.find(make_volume()), other.find(make_volume())
    store.adopt(found)
    with pytest.raises(UserError, match="Another window"):
        other.adopt(also_found)
    assert list(folder.iterdir()) == [store.path(make_volume().content_id)]


def test_what_may_be_open_on_another_computer_is_copied(store: RecoveryStore, folder: Path) -> None:
    theirs = left_by(foreign_owner(), folder)
    found = store.find(make_volume())
    assert foreign_owner().host in found.summary()
    store.drop(found)
    assert list(folder.iterdir()) == [theirs]
    store.adopt(found)
    assert sorted(folder.iterdir()) == sorted([theirs, store.path(make_volume().content_id)])
    old = theirs.stat().st_mtime - FOREIGN_AGE_S - 60
    os.utime(theirs, (old, old))
    store.adopt(store.find(make_volume()))
    assert list(folder.iterdir()) == [store.path(make_volume().content_id)]


def test_the_newest_work_is_offered_first(store: RecoveryStore, folder: Path) -> None:
    older, newer = left_by(gone_owner(), folder), left_by(gone_owner(), folder)
    os.utime(older, (1_000, 1_000))
    assert store.find(make_volume()).path == newer
    store.drop(store.find(make_volume()))
    assert store.find(make_volume()).path == older


@pytest.mark.parametrize("keep", [0, 10, 400])
def test_damaged_work_is_set_aside_and_older_work_offered(
    store: RecoveryStore, folder: Path, keep: int
) -> None:
    older, damaged = left_by(gone_owner(), folder), left_by(gone_owner(), folder)
    os.utime(older, (1_000, 1_000))
    damaged.write_bytes(damaged.read_bytes()[:keep])
    found = store.find(make_volume())
    assert found.path == older
    assert "damaged" in found.notes[0]
    assert not damaged.exists()
    assert store.find(make_volume()).notes == ()


def test_work_of_another_version_stays_where_it_is(store: RecoveryStore, folder: Path) -> None:
    path = left_by(gone_owner(), folder)
    path.write_bytes(path.read_bytes().replace(b"format 2", b"format 9", 1))
    found = store.find(make_volume())
    assert found.snapshot is None
    assert "Another version" in found.notes[0]
    assert path.exists()


def test_a_folder_in_place_of_the_file_is_not_in_the_way(
    store: RecoveryStore, folder: Path
) -> None:
    path = left_by(gone_owner(), folder)
    path.unlink()
    path.mkdir()
    found = store.find(make_volume())
    assert found.snapshot is None
    assert "cannot be read" in found.notes[0]


def test_a_failed_write_keeps_the_older_file(
    store: RecoveryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = worked_on()
    path = store.write(Snapshot.of(document, box_of(document)))
    before = path.read_bytes()

    def fail(_descriptor: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        store.write(Snapshot.of(make_document(), Region((0, 0, 0), (1, 1, 1))))
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_what_killed_processes_left_half_written_is_removed(
    store: RecoveryStore, folder: Path
) -> None:
    assert store.clean() == []
    own = store.write(Snapshot.of(worked_on(), box_of(worked_on())))
    kept = [own, left_by(gone_owner(), folder), folder / "notes.partial", folder / "notes.txt"]
    kept += [own.with_name(own.name + ".partial"), folder / "0123.npz"]
    kept.append(hand_over(own, foreign_owner(), copy=True, suffix=".partial"))
    gone = hand_over(own, gone_owner(), copy=True, suffix=".partial")
    aside = hand_over(own, gone_owner(), copy=True, suffix=".damaged")
    for path in kept:
        path.touch()
    assert store.clean() == [gone]
    kept.append(aside)
    assert sorted(folder.iterdir()) == sorted(kept)
    os.utime(aside, (aside.stat().st_mtime - DAMAGED_AGE_S - 60,) * 2)
    assert store.clean() == [aside]
    assert this_process().presence() == "alive"

"""Unsaved work on disk: written while the user works, offered after a crash, removed on save.

One file per image and window. Its name says which process it belongs to, so that a window leaves
alone what another one is at work on and offers what a process that has ended left behind::

    store = RecoveryStore(folder)
    store.clean()                    # once, at the start
    found = store.find(volume)       # on opening; never raises for what lies there
    store.adopt(found)               # the user takes it over; or
    store.drop(found)                # ... does not want it
    store.write(snapshot)            # while working
    store.discard(content_id)        # saved, or given up
"""

from __future__ import annotations

import logging
import os
import re
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.owner import Owner, this_process
from annotator.services.snapshot_file import (
    DamagedSnapshotError,
    OtherFormatError,
    decode,
    encode,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.core.volume import Volume
    from annotator.services.snapshot import Snapshot

log = logging.getLogger(__name__)

SUFFIX, PARTIAL, DAMAGED = ".unsaved", ".partial", ".damaged"
DAMAGED_AGE_S = 30 * 24 * 3600.0
"""After this time a damaged file that was set aside is removed."""

_NAME = re.compile(
    rf"(?P<content>\w+?)_{Owner.PATTERN}_[0-9a-f]{{8}}{re.escape(SUFFIX)}"
    rf"(?P<state>{re.escape(PARTIAL)}|{re.escape(DAMAGED)})?"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What lies there for an image that is opened.

    Attributes
    ----------
    snapshot
        The newest unsaved work that nobody is at work on; None if there is none.
    notes
        What the user should know, whole sentences: who is at work on the image, what was damaged.
    path
        File of `snapshot`.
    elsewhere
        Name of the computer where `snapshot` was written and may still be open, "" for this one.
    """

    snapshot: Snapshot | None = None
    notes: tuple[str, ...] = ()
    path: Path | None = None
    elsewhere: str = ""

    def summary(self) -> str:
        """Return what the snapshot holds, in sentences for the question whether to recover it."""
        if self.snapshot is None:
            return ""
        held = self.snapshot.summary()
        if not self.elsewhere:
            return held
        return f"{held} " + tr(
            "It was written on {computer}, where it may still be open.", computer=self.elsewhere
        )


class RecoveryStore:
    """Unsaved work in one folder; a window has a store of its own, for any number of images.

    Parameters
    ----------
    folder
        Created when needed; shared by all windows.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._window = uuid.uuid4().hex[:8]

    def path(self, content_id: str) -> Path:
        """File of this window for the image with this content id."""
        name = f"{content_id}_{this_process().tag}_{self._window}{SUFFIX}"
        return self._folder / name

    def write(self, snapshot: Snapshot) -> Path:
        """Write a snapshot; an older one of this window stays whole until this one is."""
        return self._put(snapshot.content_id, encode(snapshot))

    def discard(self, content_id: str) -> None:
        """Remove this window's snapshot of an image, if there is one."""
        self.path(content_id).unlink(missing_ok=True)

    def find(self, volume: Volume) -> Found:
        """Look for unsaved work on an image; what is damaged is set aside, and nothing raised."""
        notes: list[str] = []
        left: list[tuple[Path, Owner]] = []
        for path, owner in self._others(volume.content_id):
            if owner.presence() == "alive":
                notes.append(_held(owner))
            else:
                left.append((path, owner))
        for path, owner in sorted(left, key=lambda item: _modified(item[0]), reverse=True):
            try:
                snapshot = decode(path.read_bytes(), volume)
            except OtherFormatError:
                notes.append(
                    tr("Another version of this program left unsaved work in {path}.", path=path)
                )
            except DamagedSnapshotError as error:
                notes.append(_set_aside(path, error))
            except OSError as error:
                notes.append(
                    tr(
                        "The unsaved work in {path} cannot be read: {reason}.",
                        path=path,
                        reason=error.strerror,
                    )
                )
            else:
                elsewhere = "" if owner.has_left(path) else owner.host
                return Found(snapshot, tuple(notes), path, elsewhere)
        return Found(notes=tuple(notes))

    def adopt(self, found: Found) -> None:
        """Make what was found this window's own; what another computer may hold is copied.

        Raises
        ------
        UserError
            If another window has taken it meanwhile.
        OSError
            If it cannot be moved or copied; it stays where it is.
        """
        if found.snapshot is None or found.path is None:
            return
        try:
            if found.elsewhere:
                self._put(found.snapshot.content_id, found.path.read_bytes())
            else:
                found.path.replace(self.path(found.snapshot.content_id))
        except FileNotFoundError as error:
            raise UserError(
                tr("Another window has taken over this unsaved work: go on with it there.")
            ) from error

    def drop(self, found: Found) -> None:
        """Remove what was found: the user does not want it. What may be open elsewhere stays."""
        if found.path is not None and not found.elsewhere:
            found.path.unlink(missing_ok=True)

    def clean(self) -> list[Path]:
        """Remove what killed processes left half written, and old damaged files; say what."""
        removed = []
        for path, match in self._files():
            state, owner = match["state"], Owner.from_match(match)
            half_written = state == PARTIAL and owner.has_left(path)
            old = state == DAMAGED and time.time() - _modified(path) > DAMAGED_AGE_S
            if half_written or old:
                with suppress(OSError):
                    path.unlink()
                    removed.append(path)
        return removed

    def _put(self, content_id: str, data: bytes) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self.path(content_id)
        partial = target.with_name(target.name + PARTIAL)
        try:
            with partial.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        except BaseException:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise
        return target

    def _others(self, content_id: str) -> Iterator[tuple[Path, Owner]]:
        """Whole files of other windows for an image, and whose they are."""
        own = self.path(content_id)
        for path, match in self._files():
            if match["content"] == content_id and match["state"] is None and path != own:
                yield path, Owner.from_match(match)

    def _files(self) -> Iterator[tuple[Path, re.Match[str]]]:
        with suppress(OSError):
            for path in list(self._folder.iterdir()):
                match = _NAME.fullmatch(path.name)
                if match is not None:
                    yield path, match


def _held(owner: Owner) -> str:
    since = datetime.fromtimestamp(owner.started).astimezone().strftime("%Y-%m-%d %H:%M")
    return tr(
        "Another window (process {pid}, open since {since}) holds unsaved work on this "
        "image. What you do here is kept apart from it; save to another file.",
        pid=owner.pid,
        since=since,
    )


def _set_aside(path: Path, error: Exception) -> str:
    aside = path.with_name(path.name + DAMAGED)
    log.warning("unsaved work in %s is damaged: %s", path, error)
    try:
        path.replace(aside)
    except OSError:
        aside = path
    return tr(
        "Unsaved work on this image is damaged and cannot be recovered; it lies in {aside}.",
        aside=aside,
    )


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0

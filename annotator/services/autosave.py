"""When unsaved work is written to disk: every minute, or after a number of edits."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from psygnal import Signal

from annotator.core.geometry import Region
from annotator.core.texts import tr
from annotator.services.snapshot import Snapshot

if TYPE_CHECKING:
    from annotator.services.lanes import Lane
    from annotator.services.recovery import RecoveryStore
    from annotator.services.watch import Watch

log = logging.getLogger(__name__)

SECONDS = 60
"""How often whoever has a clock calls `due`."""
EDITS = 25


class Autosave:
    """Writes snapshots of the open document.

    A failed one is tried again at the next call of `due` or after more edits, until it succeeds.

    Parameters
    ----------
    store
        Where snapshots go; None to keep none.
    writing
        Writes one file after the other.
    """

    state_changed = Signal(str)  # for the status bar

    def __init__(self, store: RecoveryStore | None, writing: Lane) -> None:
        self._store = store
        self._writing = writing
        self._watch: Watch | None = None
        self._kept = 0  # news that are on disk
        self._edits = 0  # since the last try
        self._busy = False

    def watch(self, watch: Watch | None) -> None:
        """Keep another document's work; that of the one before is given up."""
        if self._watch is not None:
            self._watch.over = True
            self.discard(self._watch.document.volume.content_id)
        self._watch = watch
        self._kept = self._edits = 0
        self._busy = False
        self.state_changed.emit("")
        if watch is not None:
            watch.document.saved.connect(self._saved)

    def note_edit(self) -> None:
        """Count an edit, an undo or a redo."""
        self._edits += 1
        if self._edits >= EDITS:
            self.due()

    def due(self) -> None:
        """Write a snapshot if there is unsaved work that is not on disk."""
        watch, store = self._watch, self._store
        if watch is None or store is None or self._busy or watch.document.stroke is not None:
            return
        if not watch.unsaved or watch.news == self._kept:
            return
        self._edits, self._busy = 0, True
        touched = watch.document.labelmap.touched or Region((0, 0, 0), (1, 1, 1))
        snapshot = Snapshot.of(watch.document, touched)

        def write() -> None:
            if not watch.over:
                store.write(snapshot)

        self._writing.submit(
            write, partial(self._written, watch, watch.news), partial(self._failed, watch)
        )

    def discard(self, content_id: str) -> None:
        """Remove the snapshot of an image: its work is saved, or not wanted."""
        store = self._store
        if store is not None:
            self._writing.submit(
                lambda: store.discard(content_id), lambda _nothing: None, self._not_removed
            )
            self.state_changed.emit("")

    def _saved(self) -> None:
        watch = self._watch
        if watch is None:
            return
        if watch.unsaved:  # what is proposed is not in the mask
            self.due()
        else:
            self._kept, self._edits = watch.news, 0
            self.discard(watch.document.volume.content_id)

    def _written(self, watch: Watch, news: int, _nothing: None) -> None:
        if watch is self._watch and not watch.over:
            self._busy, self._kept = False, news
            self.state_changed.emit(tr("Autosaved {time:%H:%M}", time=datetime.now().astimezone()))

    def _failed(self, watch: Watch, error: Exception) -> None:
        log.error("autosave failed: %s", error)
        if watch is self._watch:
            self._busy = False
            self.state_changed.emit(tr("Autosave failed"))

    def _not_removed(self, error: Exception) -> None:
        log.warning("unsaved work could not be removed: %s", error)

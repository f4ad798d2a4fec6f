"""When unsaved work is written to disk: every minute, or after a number of edits."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QObject, QTimer, Signal

from annotator.core.geometry import Region
from annotator.services.recovery import RecoveryStore, Snapshot, content_box

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.document import Document
    from annotator.ui.file_queue import FileQueue

log = logging.getLogger(__name__)

SECONDS = 60
EDITS = 25


class Autosave(QObject):
    """Writes snapshots of the open document in the file queue.

    Parameters
    ----------
    store
        Where snapshots go.
    queue
        Runs the writing.
    timer
        Its `timeout` asks for a snapshot when there are unsaved edits; tests pass their own.
    """

    state_changed = Signal(str)

    def __init__(self, store: RecoveryStore, queue: FileQueue, timer: QTimer | None = None) -> None:
        super().__init__()
        self._store = store
        self._queue = queue
        self._timer = timer or QTimer(self)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self._due)
        self._document: Document | None = None
        self._touched: Region | None = None
        self._edits = 0

    def set_document(self, document: Document | None) -> None:
        """Watch another document."""
        if self._document is not None:
            self._document.changed.disconnect(self._extend)
            self._document.saved.disconnect(self.discard)
        self._document = document
        self._edits = 0
        self._timer.stop()
        self.state_changed.emit("")
        if document is not None:
            self._touched = content_box(document.labelmap)
            document.changed.connect(self._extend)
            document.saved.connect(self.discard)
            self._timer.start()

    def note_edit(self) -> None:
        """Count an edit, an undo or a redo."""
        self._edits += 1
        if self._edits >= EDITS:
            self._due()

    def discard(self) -> None:
        """Remove the snapshot of the open image: its work is saved, or not wanted."""
        self._edits = 0
        if self._document is not None:
            content_id = self._document.volume.content_id
            self._queue.submit(lambda: self._store.discard(content_id), self._ignore, self._failed)
            self.state_changed.emit("")

    def _extend(self, region: Region) -> None:
        self._touched = region if self._touched is None else self._touched.union(region)

    def _due(self) -> None:
        document = self._document
        if document is None or not document.dirty or not self._edits or document.stroke is not None:
            return
        self._edits = 0
        region = self._touched or Region((0, 0, 0), (1, 1, 1))
        snapshot = Snapshot.of(document, region)
        self._queue.submit(lambda: self._store.write(snapshot), self._written, self._failed)

    def _written(self, _path: Path) -> None:
        now = QLocale().toString(QDateTime.currentDateTime().time(), QLocale.FormatType.ShortFormat)
        self.state_changed.emit(f"Autosaved {now}")

    def _ignore(self, _nothing: None) -> None:
        pass

    def _failed(self, error: Exception) -> None:
        log.error("autosave failed: %s", error)
        self.state_changed.emit("Autosave failed")

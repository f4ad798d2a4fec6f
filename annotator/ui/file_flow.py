"""Opening, saving and closing: no document is swapped before the next one is complete."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.core.errors import UserError
from annotator.core.labelmap import LabelMap
from annotator.io.label_files import read_label_file, write_itksnap_labels
from annotator.services.document import Document
from annotator.ui.actions import Action, Submenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.core.labels import LabelClass
    from annotator.core.volume import Volume
    from annotator.io.write import ExportReport
    from annotator.services.recovery import RecoveryStore, Snapshot
    from annotator.ui.actions import Contribution
    from annotator.ui.dialogs import Dialogs
    from annotator.ui.file_queue import FileQueue
    from annotator.ui.settings import Settings

log = logging.getLogger(__name__)

SUFFIXES = (".nii.gz", ".nii", ".nrrd", ".nhdr", ".mha", ".mhd")


class FileFlow(QObject):
    """The open document and its files.

    Parameters
    ----------
    queue
        Runs reading and writing.
    dialogs
        Asks the user.
    store
        Unsaved work of earlier sessions.
    settings
        Recent files and folders.
    demo
        Makes the demo document, in the worker thread.
    """

    document_opened = Signal(object)  # Document, or None after closing
    said = Signal(str, str)  # text and role for the status bar

    def __init__(
        self,
        queue: FileQueue,
        dialogs: Dialogs,
        store: RecoveryStore,
        settings: Settings,
        demo: Callable[[], Document] | None = None,
    ) -> None:
        super().__init__()
        self._queue = queue
        self._dialogs = dialogs
        self._store = store
        self._settings = settings
        self._demo = demo
        self.document: Document | None = None

    def contributions(self) -> list[Contribution]:
        """Offer to open, save, close."""
        return [
            Action(
                id="open",
                text="Open image…",
                menu="File",
                do=self.choose_image,
                keys=("Ctrl+O",),
                icon="open",
                needs_image=False,
            ),
            Action(
                id="open_labels",
                text="Open labels…",
                menu="File",
                do=self.choose_labels,
                keys=("Ctrl+Shift+O",),
                icon="import",
            ),
            Submenu(text="Recent images", menu="File", entries=self._recent),
            Action(
                id="save",
                text="Save mask",
                menu="File",
                group=1,
                do=self.save,
                keys=("Ctrl+S",),
                icon="save",
            ),
            Action(
                id="save_as",
                text="Save mask as…",
                menu="File",
                group=1,
                do=self.save_as,
                keys=("Ctrl+Shift+S",),
                icon="export",
            ),
            Action(
                id="close_image",
                text="Close image",
                menu="File",
                group=2,
                do=self.close_image,
                keys=("Ctrl+W",),
            ),
        ]

    def _recent(self) -> list[tuple[str, Callable[[], object]]]:
        return [(str(path), partial(self.open, path)) for path in self._settings.recent()]

    # ---- opening

    def choose_image(self) -> None:
        """Let the user choose an image and open it."""
        path = self._dialogs.ask_open("Open image", self._settings.values.folder)
        if path is not None:
            self.open(path)

    def open(self, path: Path, labels: Path | None = None) -> None:
        """Open an image, with labels on its grid; asks about unsaved changes first."""
        self.may_leave(lambda: self._count(path, labels))

    def open_demo(self) -> None:
        """Open the generated demo volume."""
        make = self._demo
        if make is not None:
            self.may_leave(lambda: self._queue.submit(make, self._show, self.show_failure))

    def choose_labels(self) -> None:
        """Let the user choose a mask for the open image."""
        if self.document is None:
            return
        path = self._dialogs.ask_open("Open labels", self._settings.values.folder)
        if path is not None:
            self.open_labels(path)

    def open_labels(self, path: Path) -> None:
        """Replace the mask of the open image by that of a file."""
        document = self.document
        if document is not None:
            self.may_leave(lambda: self._load_labels(document, path))

    def show(self, document: Document) -> None:
        """Show a document that is complete."""
        self._show(document)

    def _count(self, path: Path, labels: Path | None) -> None:
        self.said.emit(f"Opening {path.name}…", "")

        def count() -> int:
            from annotator.io.read import count_time_points

            return count_time_points(path)

        def counted(time_points: int) -> None:
            chosen: int | None = None
            if time_points > 1:
                chosen = self._dialogs.ask_time_point(time_points)
                if chosen is None:
                    self.said.emit("", "")
                    return
            self._load(path, labels, chosen)

        self._queue.submit(count, counted, self.show_failure)

    def _load(self, path: Path, labels: Path | None, time_point: int | None) -> None:
        def load() -> tuple[Document, Snapshot | UserError | None]:
            from annotator.io.read import read_labels, read_volume

            volume = read_volume(path, time_point)
            document = Document(volume)
            if labels is not None:
                mask = LabelMap(volume.geometry, read_labels(labels, volume))
                document = Document(volume, mask, read_names(labels), labels)
            return document, self._find_snapshot(volume)

        def loaded(result: tuple[Document, Snapshot | UserError | None]) -> None:
            document, found = result
            self._settings.add_recent(path.absolute())
            self._settings.change(folder=str(path.absolute().parent))
            self._show(self._recovered(document, found))

        self._queue.submit(load, loaded, self.show_failure)

    def _find_snapshot(self, volume: Volume) -> Snapshot | UserError | None:
        try:
            return self._store.read(volume.content_id)
        except UserError as error:
            return error

    def _recovered(self, document: Document, found: Snapshot | UserError | None) -> Document:
        """Document with the unsaved work of an earlier session, if the user wants it."""
        if isinstance(found, UserError):
            self._dialogs.show_problem(str(found))
            return document
        if found is None:
            return document
        when = datetime.fromtimestamp(found.saved_at).astimezone().strftime("%d %B %Y, %H:%M")
        if self._dialogs.ask_recover(when, found.summary()):
            return found.restore(document.volume)
        self.discard_recovery(document)
        return document

    def _load_labels(self, document: Document, path: Path) -> None:
        def load() -> Document:
            from annotator.io.read import read_labels

            mask = LabelMap(document.volume.geometry, read_labels(path, document.volume))
            classes = read_names(path) or document.classes
            return Document(document.volume, mask, classes, path)

        self._queue.submit(load, self._show, self.show_failure)

    def _show(self, document: Document | None) -> None:
        self._forget(self.document, document)
        self.document = document
        self.said.emit("", "")
        self.document_opened.emit(document)
        source = document.volume.source if document else None
        extra = source.extra if source else {}
        if document is not None:
            log.info("opened %s", document_name(document))
        for note in (*extra.get("notes", ()), *extra.get("warnings", ())):
            log.warning("%s", note)
            self.said.emit(note, "problem")

    def _forget(self, old: Document | None, new: Document | None) -> None:
        """Remove the unsaved work of a document that was given up."""
        kept = new.volume.content_id if new else ""
        if old is not None and old.volume.content_id != kept:
            self.discard_recovery(old)

    def discard_recovery(self, document: Document) -> None:
        """Remove a document's unsaved work from disk."""
        try:
            self._store.discard(document.volume.content_id)
        except OSError as error:
            log.warning("unsaved work could not be removed: %s", error)

    # ---- saving

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save the mask where it came from, or ask where; then call `then` if that worked."""
        if self.document is None:
            return
        if self.document.labels_path is None:
            self.save_as(then)
        else:
            self._write(self.document, self.document.labels_path, then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a file and save the mask there."""
        if self.document is None:
            return
        suggestion = str(self.document.labels_path or suggested_path(self.document.volume))
        path = self._dialogs.ask_save("Save mask", suggestion)
        if path is not None:
            self._write(self.document, with_suffix(path), then)

    def _write(self, document: Document, path: Path, then: Callable[[], None] | None) -> None:
        document.finish_stroke()
        voxels, revision = document.labelmap.voxels.copy(), document.labelmap.revision
        classes = document.classes
        self.said.emit(f"Saving {path.name}…", "")

        def write() -> ExportReport:
            from annotator.io.write import write_labels

            report = write_labels(path, voxels, document.volume)
            write_itksnap_labels(names_path(path), classes)
            return report

        def written(report: ExportReport) -> None:
            if document.labelmap.revision == revision:
                document.mark_saved(path)
            else:
                document.labels_path = path
            log.info("%s", report.summary())
            self.said.emit(f"Saved and verified: {path}{_left_out(document)}", "ok")
            if then is not None:
                self.may_leave(then)  # asks again about what was painted while saving

        self._queue.submit(write, written, self.show_failure)

    # ---- leaving

    def close_image(self) -> None:
        """Close the open image; asks about unsaved changes first."""
        if self.document is not None:
            self.may_leave(lambda: self._show(None))

    def may_leave(self, then: Callable[[], None]) -> None:
        """Call `then` once the open document may be given up: saved, discarded or unchanged."""
        document = self.document
        if document is None or not document.dirty:
            then()
            return
        answer = self._dialogs.ask_unsaved(document_name(document))
        if answer == "save":
            self.save(then)
        elif answer == "discard":
            then()

    def show_failure(self, error: Exception) -> None:
        """Tell the user what went wrong; nothing was changed."""
        self.said.emit("", "")
        if isinstance(error, UserError):
            self._dialogs.show_problem(str(error))
        else:
            text = f"{type(error).__name__}: {error}"
            self._dialogs.show_problem(f"That did not work. Nothing was changed. {text}")


def document_name(document: Document) -> str:
    """Name of a document's image for the user."""
    source = document.volume.source
    return Path(source.path).name if source and source.path else "Demo volume"


def suggested_path(volume: Volume) -> Path:
    """Where the mask of an image would be saved: beside it, with "_labels" in its name."""
    if volume.source is None or not volume.source.path:
        return Path.home() / "demo_labels.nii.gz"
    path = Path(volume.source.path).absolute()
    return path.with_name(f"{stem(path)}_labels.nii.gz")


def _left_out(document: Document) -> str:
    """Say which slices wait for review and are therefore not in a saved mask."""
    waiting = len(document.review.proposal.slices) if document.review.proposal else 0
    if not waiting:
        return ""
    return f" – without {waiting} proposed slice{'s' if waiting > 1 else ''}, not accepted yet"


def names_path(mask: Path) -> Path:
    """File with the names and colours of a mask's labels: beside it, ending in ".label.txt"."""
    return mask.with_name(f"{stem(mask)}.label.txt")


def read_names(mask: Path) -> list[LabelClass]:
    """Names and colours that were saved with a mask; none if there is no such file."""
    path = names_path(mask)
    return read_label_file(path) if path.exists() else []


def stem(path: Path) -> str:
    """File name without the suffix of an image format."""
    lower = path.name.lower()
    return next((path.name[: -len(end)] for end in SUFFIXES if lower.endswith(end)), path.stem)


def with_suffix(path: Path) -> Path:
    """Return `path`, with ".nii.gz" added when it has no known suffix."""
    known = path.name.lower().endswith(SUFFIXES)
    return path if known else path.with_name(f"{path.name}.nii.gz")

"""The life of the open document: opened, labelled, saved, left, recovered; nothing is lost.

A document is swapped only when the next one is complete and the user has given up what is unsaved:
asked when opening is asked for, and again when the file has been read, should there be more by
then. Every reading has a number; an answer with another number than the newest is dropped.
"""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from psygnal import Signal

from annotator.core.cancel import CancelToken
from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.services.asking import Asking, failure_text
from annotator.services.autosave import Autosave
from annotator.services.document_files import (
    document_name,
    own_mask,
    read_labels_of,
    read_reviewable,
)
from annotator.services.dropped import sort_dropped
from annotator.services.opening import (
    Choice,
    ask_further,
    open_chosen,
    progress,
)
from annotator.services.recovery import Found
from annotator.services.saving import Saving
from annotator.services.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from annotator.core.volume import Volume
    from annotator.io.image_file import ImageFile
    from annotator.io.label_map import MaskOptions, MaskQuestion
    from annotator.services.asking import Questions
    from annotator.services.document import Document
    from annotator.services.document_files import DocumentReader, Notes
    from annotator.services.dropped import Dropped
    from annotator.services.lanes import Call, Lanes
    from annotator.services.opening import Question
    from annotator.services.recovery import RecoveryStore

log = logging.getLogger(__name__)

ResultT = TypeVar("ResultT")
_Opened = tuple["Document", "Notes", Found, "Path | None"]
_Asked = tuple[Choice, "Question"]


class Session:
    """The open document and its files. One thread only.

    Parameters
    ----------
    lanes
        Read and write files.
    questions
        Asks the user.
    store
        Unsaved work of this and earlier sessions; None to keep none.
    """

    document_changed = Signal(object)  # Document, or None after closing
    said = Signal(str, str)  # text and role: "", "ok" or "problem"

    def __init__(
        self, lanes: Lanes, questions: Questions, store: RecoveryStore | None = None
    ) -> None:
        self._lanes = lanes
        self._questions = questions
        self._store = store
        self.autosave = Autosave(store, lanes.writing)
        self._watch: Watch | None = None
        self._generation = 0  # of the newest reading
        self._token: CancelToken | None = None  # of the reading whose answer is awaited
        self._agreed: int | None = None  # news that the user agreed to give up
        self._asking = Asking(lanes.reading.post)
        self._saving = Saving(
            lanes.writing,
            questions,
            self._asking,
            watch=lambda: self._watch,
            say=self.said.emit,
            fail=self.show_failure,
        )
        if store is not None:
            lanes.writing.submit(store.clean, lambda _removed: None, self._not_settled)

    @property
    def document(self) -> Document | None:
        """The open document."""
        return self._watch.document if self._watch else None

    @property
    def opening(self) -> bool:
        """Whether something is being read."""
        return self._token is not None

    @property
    def busy(self) -> bool:
        """Whether something is being read or written."""
        return self.opening or self._lanes.writing.busy

    # ---- opening

    def open(
        self,
        path: Path,
        labels: Path | None = None,
        choice: Choice | None = None,
        read: DocumentReader = read_reviewable,
    ) -> None:
        """Open an image, with labels on its grid; asks about unsaved work first.

        Asks also which one where a path holds several: time points, DICOM series. `read` makes the
        document, elsewhere.
        """
        self.may_leave(partial(self._open, path, labels, choice, read))

    def open_dropped(self, paths: Sequence[Path]) -> None:
        """Open files by what they hold: an image, its mask, or both together."""
        document = self.document
        if len(paths) == 1 and document is None:
            self.open(paths[0])
        elif paths:
            grid = None if document is None else document.volume.geometry
            name = paths[0].name
            self._read(name, lambda token: sort_dropped(paths, grid, token), self._open_sorted)

    def _open_sorted(self, dropped: Dropped) -> None:
        image, mask = dropped
        if image is not None:
            self.open(image, mask)
        elif mask is not None:
            answer = self._asking.ask(partial(self._questions.ask_dropped, mask))
            if answer == "mask":
                self.open_labels(mask)
            elif answer == "image":
                self.open(mask)
            else:
                self.said.emit("", "")

    def allow_replacing(self, mask: Path) -> None:
        """Let the open document's mask be saved over a file without another question."""
        self._saving.allow_replacing(mask.resolve())

    def open_labels(self, path: Path) -> None:
        """Replace the mask of the open image by that of a file; asks about unsaved work first."""
        if self.document is not None:
            self.may_leave(partial(self._open_labels, path))

    def make(self, make: Callable[[], Document]) -> None:
        """Open a document that `make` makes, elsewhere; asks about unsaved work first."""
        self.may_leave(lambda: self._read("", lambda _token: (make(), ()), self._settle_and_show))

    def show(self, document: Document) -> None:
        """Show a document that is complete; what was open is given up."""
        self._show(document)

    def cancel_opening(self) -> None:
        """Give up what is being read; the open document stays."""
        if self.opening:
            self._stop_reading()
            self.said.emit(tr("Opening was cancelled."), "")

    def _open(
        self, path: Path, labels: Path | None, choice: Choice | None, make: DocumentReader
    ) -> None:
        def read(token: CancelToken) -> _Opened | _Asked:
            chosen = choice or Choice()
            image = open_chosen(path, chosen, progress(token, partial(self._say, path, token)))
            if isinstance(image, UserError):
                return chosen, image
            document, notes, asking = _made(make, image, labels, chosen.time_point, token)
            found = Found() if self._store is None else self._store.find(document.volume)
            return document, notes, found, labels if asking else None

        def arrived(result: _Opened | _Asked) -> None:
            if len(result) == 4:
                self._settle(partial(self._show_or_recover, *result))
                return
            further = self._asking.ask(partial(ask_further, self._questions, *result))
            if further is None:
                self.said.emit("", "")
            else:
                self._open(path, labels, further, make)

        self._read(path.name, read, arrived)

    def _say(self, path: Path, token: CancelToken, progress: str) -> None:
        """Tell the user how far a reading is; called in the thread that reads."""

        def say() -> None:
            if token is self._token:
                self.said.emit(
                    tr("Opening {name}… {progress}", name=path.name, progress=progress), ""
                )

        self._lanes.reading.post(say)

    def _open_labels(self, path: Path, options: MaskOptions | None = None) -> None:
        document = self.document
        if document is None:
            return
        volume, classes = document.volume, document.classes

        def arrived(result: tuple[Document, Notes] | MaskQuestion) -> None:
            if isinstance(result, tuple):
                self._settle_and_show(result)
                return
            chosen = self._asking.ask(partial(self._questions.ask_mask, result))
            self.said.emit("", "")
            if chosen is not None:
                self._open_labels(path, chosen)

        self._read(
            path.name, lambda _token: read_labels_of(volume, classes, path, options), arrived
        )

    def _read(
        self,
        name: str,
        work: Callable[[CancelToken], ResultT],
        arrived: Callable[[ResultT], None],
    ) -> None:
        """Do `work` elsewhere, in place of what is being read now."""
        self._stop_reading()
        self.said.emit(tr("Opening {name}…", name=name) if name else tr("Opening…"), "")
        generation, token = self._generation, CancelToken()
        self._token = token

        def answer(call: Call) -> None:
            if generation == self._generation:
                self._token = None
                call()

        self._lanes.reading.submit(
            lambda: work(token),
            lambda result: self._asking.hold(partial(answer, partial(arrived, result))),
            lambda error: self._asking.hold(partial(answer, partial(self.show_failure, error))),
        )

    def _stop_reading(self) -> None:
        self._generation += 1
        if self._token is not None:
            self._token.cancel()
            self._token = None

    # ---- recovery

    def _show_or_recover(
        self, document: Document, notes: Notes, found: Found, asking: Path | None
    ) -> None:
        """Show an image, with the unsaved work of an earlier session if the user wants it.

        `asking` is its mask, if that opens after a question only.
        """
        for note in found.notes:
            self._asking.ask(partial(self._questions.show_problem, note))
        recovered = self._recovered(document.volume, found)
        self._show(recovered or document, notes)
        if recovered is None and asking is not None:
            self._open_labels(asking)
        elif recovered is None and document.labels_path is None:
            self._offer_mask(document)
        store = self._store
        if store is not None and found.snapshot is not None:
            settle = store.adopt if recovered else store.drop
            # after what `_show` has given up: it may be of the same image
            self._lanes.writing.submit(
                partial(settle, found), lambda _nothing: None, self._not_settled
            )

    def _offer_mask(self, document: Document) -> None:
        """Ask whether to go on with the mask that was saved for this image."""
        path = own_mask(document.volume)
        if path is not None and self._asking.ask(partial(self._questions.ask_own_mask, path)):
            self._open_labels(path)

    def _recovered(self, volume: Volume, found: Found) -> Document | None:
        snapshot = found.snapshot
        if snapshot is None:
            return None
        when = datetime.fromtimestamp(snapshot.saved_at).astimezone().strftime("%Y-%m-%d %H:%M")
        wanted = self._asking.ask(lambda: self._questions.ask_recover(when, found.summary()))
        return snapshot.restore(volume) if wanted else None

    def _not_settled(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._questions.show_problem(str(error))
        else:
            log.warning("unsaved work stays where it is: %s", error)

    def remove_leftovers(self, folders: Collection[Path]) -> None:
        """Remove what killed processes of this program left half written in folders, elsewhere."""

        def remove() -> None:
            from annotator.io.replacing import remove_leftovers

            for folder in folders:
                remove_leftovers(folder)

        self._lanes.reading.submit(remove, lambda _nothing: None, self._not_settled)

    # ---- showing

    def _settle_and_show(self, result: tuple[Document, Notes]) -> None:
        self._settle(partial(self._show, *result))

    def _show(self, document: Document | None, notes: Notes = ()) -> None:
        self._stop_reading()
        self._agreed = None
        self._watch = None if document is None else Watch(document)
        self.autosave.watch(self._watch)
        self.said.emit("", "")
        self._saving.begin(document)
        if document is not None:
            log.info("opened %s", document_name(document))
        self.document_changed.emit(document)
        source = document.volume.source if document else None
        extra = source.extra if source else {}
        for note in (*extra.get("notes", ()), *extra.get("warnings", ()), *notes):
            log.warning("%s", note)
            self.said.emit(note, "problem")

    # ---- saving

    def save(self, then: Call | None = None) -> None:
        """Save the mask where it came from, or ask where; then call `then` if that worked.

        A mask that was opened is replaced only when the user agrees.
        """
        self._saving.save(then)

    def save_as(self, then: Call | None = None) -> None:
        """Ask for a file and save the mask there."""
        self._saving.save_as(then)

    def save_image(self, path: Path) -> None:
        """Write the open image to a file of its own, as for a DICOM series that travels on."""
        self._saving.save_image(path)

    # ---- leaving

    def close_image(self) -> None:
        """Close the open image; asks about unsaved work first."""
        if self.document is not None:
            self.may_leave(partial(self._show, None))

    def leave(self) -> None:
        """End: nothing more is read or written, and nothing of the open document is kept."""
        self._stop_reading()
        self.autosave.watch(None)
        self._lanes.close()

    def may_leave(self, then: Call) -> None:
        """Call `then` once the open document may be given up: saved, discarded or unchanged."""
        self._agreed = None
        self._settle(then)

    def _settle(self, then: Call) -> None:
        """Ask about work that the user has not agreed to give up; then call `then`."""
        watch = self._watch
        if watch is None or not watch.unsaved or watch.news == self._agreed:
            then()
            return
        name, painted = document_name(watch.document), watch.document.dirty
        waiting, news, generation = watch.waiting, watch.news, self._generation
        answer = self._asking.ask(lambda: self._questions.ask_unsaved(name, painted, waiting))

        def saved() -> None:
            if generation == self._generation:
                self._agreed = news
                self._settle(then)  # asks again about what was painted while saving

        if answer == "save":
            self.save(saved)
        elif answer == "discard":
            self._agreed = watch.news
            then()

    def show_failure(self, error: Exception) -> None:
        """Tell the user what went wrong; nothing was changed."""
        self.said.emit("", "")
        self._questions.show_problem(failure_text(error))


def _made(
    make: DocumentReader,
    image: ImageFile,
    labels: Path | None,
    time_point: int | None,
    token: CancelToken,
) -> tuple[Document, Notes, bool]:
    """Document of an image, without its mask if that must be asked about first."""
    from annotator.io.label_map import MaskQuestion

    try:
        return *make(image, labels, time_point, token), False
    except MaskQuestion:
        return *make(image, None, time_point, token), True

"""Saving the open document's mask and image: asked about, written in the background, verified."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Literal

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.file_names import names_path, with_suffix
from annotator.services.document_files import image_path, suggested_path, unused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.io.write import ExportReport
    from annotator.services.asking import Asking, Questions
    from annotator.services.document import Document
    from annotator.services.lanes import Call, Lane
    from annotator.services.watch import Watch

log = logging.getLogger(__name__)


class Saving:
    """Writes what is open; never over an image, and over a mask that was opened only if asked.

    Parameters
    ----------
    lane
        Where files are written.
    questions, asking
        Ask the user; answers of the lane wait meanwhile.
    watch
        Returns what is known of the open document's unsaved work, None without a document.
    say
        Tells text and role.
    fail
        Tells what went wrong.
    """

    def __init__(
        self,
        lane: Lane,
        questions: Questions,
        asking: Asking,
        *,
        watch: Callable[[], Watch | None],
        say: Callable[[str, str], object],
        fail: Callable[[Exception], None],
    ) -> None:
        self._lane, self._questions, self._asking = lane, questions, asking
        self._watch, self._say, self._fail = watch, say, fail
        self._replaceable: set[Path] = set()  # masks written here, or that the user agreed to
        self._images: set[Path] = set()  # opened here, never written

    def begin(self, document: Document | None) -> None:
        """Forget what may be replaced; the image of a document is never written."""
        self._replaceable.clear()
        path = None if document is None else image_path(document)
        if path is not None:
            self._images.add(path.resolve())

    def allow_replacing(self, mask: Path) -> None:
        """Let saving replace a mask without asking."""
        self._replaceable.add(mask.resolve())

    @property
    def _document(self) -> Document | None:
        watch = self._watch()
        return None if watch is None else watch.document

    def save(self, then: Call | None = None) -> None:
        """Save the mask where it came from, or ask where; then call `then` if that worked.

        A mask that was opened is replaced only when the user agrees.
        """
        document = self._document
        if document is None:
            return
        path = document.labels_path
        if path is None:
            self.save_as(then)
            return
        if path.resolve() not in self._replaceable and path.exists():
            answer = self._asking.ask(partial(self._questions.ask_replace, path))
            if answer == "elsewhere":
                self._save_to(document, unused(suggested_path(document.volume)), then)
            if answer != "replace":
                return
        self._write(document, path, then, names="replace")

    def save_as(self, then: Call | None = None) -> None:
        """Ask for a file and save the mask there."""
        document = self._document
        if document is not None:
            path = document.labels_path or suggested_path(document.volume)
            self._save_to(document, path, then)

    def _save_to(self, document: Document, suggestion: Path, then: Call | None) -> None:
        ask = self._questions.ask_save
        chosen = self._asking.ask(lambda: ask(tr("Save mask"), str(suggestion)))
        if chosen is None:
            return
        path = with_suffix(chosen)
        if path != chosen and path.exists():  # the chooser asked about another name
            answer = self._asking.ask(partial(self._questions.ask_replace, path))
            if answer == "elsewhere":
                self._save_to(document, unused(path), then)
            if answer != "replace":
                return
        self._write(document, path, then)

    def _write(
        self,
        document: Document,
        path: Path,
        then: Call | None,
        names: Literal["ask", "replace"] = "ask",
    ) -> None:
        watch = self._watch()
        if path.resolve() in self._images:
            self._fail(
                UserError(
                    tr(
                        "{name} is an image that was opened here; choose another name.",
                        name=path.name,
                    )
                )
            )
            return
        document.finish_stroke()
        voxels, classes = document.labelmap.voxels.copy(), document.classes
        origins, marks = document.labelmap.origins.copy(), document.marks
        record, axes = document.record, document.label_axes()
        edits = watch.edits if watch else 0
        self._say(tr("Saving {name}…", name=path.name), "")

        def written(report: ExportReport) -> None:
            log.info("%s", report.summary())
            if watch is None or watch is not self._watch():
                return
            self._replaceable.add(path.resolve())
            document.labels_path = path
            if watch.edits == edits:
                document.mark_saved(path)
            self._say(
                tr("Saved and verified: {path}", path=path) + _left_out(watch.waiting),
                "ok",
            )
            for note in report.notes:
                log.warning("%s", note)
                self._say(tr("Saved and verified. {note}", note=note), "ok")
            if then is not None:
                then()

        def write() -> ExportReport:
            from annotator.io.mask_file import save_mask

            return save_mask(
                path, voxels, document.volume, classes, names, origins, marks, record, axes
            )

        def failed(error: Exception) -> None:
            from annotator.io.mask_file import NamesTaken

            if isinstance(error, NamesTaken) and watch is not None and watch is self._watch():
                self._names_taken(document, path, then)
            else:
                self._fail(error)

        self._lane.submit(
            write,
            lambda report: self._asking.hold(partial(written, report)),
            lambda error: self._asking.hold(partial(failed, error)),
        )

    def save_image(self, path: Path) -> None:
        """Write the open image to a file of its own, as for a DICOM series that travels on."""
        document = self._document
        if document is None:
            return
        path, volume = with_suffix(path), document.volume
        if path.resolve() in self._images:
            self._fail(UserError(tr("{name} is opened here; choose another name.", name=path.name)))
            return
        self._say(tr("Saving {name}…", name=path.name), "")

        def written(report: ExportReport) -> None:
            log.info("%s", report.summary())
            notes = " ".join(report.notes)
            self._say(f"{tr('Saved and verified: {path}', path=path)}. {notes}".rstrip(), "ok")

        def write() -> ExportReport:
            from annotator.io.write import write_volume

            return write_volume(path, volume.voxels, volume)

        self._lane.submit(
            write,
            lambda report: self._asking.hold(partial(written, report)),
            lambda error: self._asking.hold(partial(self._fail, error)),
        )

    def _names_taken(self, document: Document, path: Path, then: Call | None) -> None:
        """Ask about the names of another mask that lie where this one's belong."""
        answer = self._asking.ask(partial(self._questions.ask_replace, names_path(path)))
        if answer == "replace":
            self._write(document, path, then, names="replace")
        elif answer == "elsewhere":
            self._save_to(document, unused(path), then)
        else:
            self._say("", "")


def _left_out(waiting: int) -> str:
    """Say which slices wait for review and are therefore not in a saved mask."""
    if not waiting:
        return ""
    left_out = tr(
        "without {n} proposed slice, not accepted yet",
        "without {n} proposed slices, not accepted yet",
        n=waiting,
    )
    return f" – {left_out}"

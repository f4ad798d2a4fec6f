"""Choosing files to open: the dialogs in front of the session."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.core.texts import tr, translatable
from annotator.services.autosave import SECONDS
from annotator.services.document_files import image_path, series_key, suggested_image
from annotator.services.opening import Choice
from annotator.ui.actions import Action, Submenu
from annotator.ui.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.services.document import Document
    from annotator.services.session import Session
    from annotator.ui.actions import Contribution
    from annotator.ui.dialogs import Dialogs
    from annotator.ui.settings import RecentImage, Settings


IMAGE_TARGETS = translatable("NIfTI image (*.nii.gz *.nii);;NRRD image (*.nrrd);;MetaImage (*.mha)")


class FileFlow(Flow):
    """Lets the user choose files, remembers them, and is the clock of the autosave.

    Parameters
    ----------
    session
        Opens and saves.
    dialogs
        Asks the user.
    settings
        Recent files and folders.
    demo
        Makes the demo document, in another thread; None for no demo.
    timer
        Its `timeout` asks for a snapshot of unsaved work; None for the real one.
    """

    def __init__(
        self,
        session: Session,
        dialogs: Dialogs,
        settings: Settings,
        demo: Callable[[], Document] | None = None,
        timer: QTimer | None = None,
    ) -> None:
        super().__init__()
        self._session = session
        self._dialogs = dialogs
        self._settings = settings
        self._demo = demo
        self._clock = timer or QTimer(self)
        self._clock.setInterval(SECONDS * 1000)
        self._clock.timeout.connect(session.autosave.due)
        session.document_changed.connect(self._shown)
        session.remove_leftovers({Path(image.path).parent for image in settings.recent()})

    def contributions(self) -> list[Contribution]:
        """Offer to open, save, close."""
        return [
            Action(
                id="open",
                text=tr("Open image…"),
                menu="File",
                do=self.choose_image,
                keys=("Ctrl+O",),
                icon="open",
                needs_image=False,
            ),
            Action(
                id="open_folder",
                text=tr("Open DICOM folder…"),
                menu="File",
                do=self.choose_folder,
                keys=("Ctrl+Alt+O",),
                needs_image=False,
            ),
            Action(
                id="open_labels",
                text=tr("Open labels…"),
                menu="File",
                do=self.choose_labels,
                keys=("Ctrl+Shift+O",),
                icon="import",
            ),
            Submenu(text=translatable("Recent images"), menu="File", entries=self._recent),
            Action(
                id="save",
                text=tr("Save mask"),
                menu="File",
                group=1,
                do=self._session.save,
                keys=("Ctrl+S",),
                icon="save",
            ),
            Action(
                id="save_as",
                text=tr("Save mask as…"),
                menu="File",
                group=1,
                do=self._session.save_as,
                keys=("Ctrl+Shift+S",),
                icon="export",
            ),
            Action(
                id="save_image",
                text=tr("Save image as NIfTI…"),
                menu="File",
                group=1,
                do=self.choose_image_target,
                tip=tr("Writes the image, such as a DICOM series, on exactly the grid of its mask"),
            ),
            Action(
                id="close_image",
                text=tr("Close image"),
                menu="File",
                group=2,
                do=self._session.close_image,
                keys=("Ctrl+W",),
            ),
        ]

    def _recent(self) -> list[tuple[str, Callable[[], object]]]:
        return [
            (f"{image.path}{image.series_end}", partial(self.open_recent, image))
            for image in self._settings.recent()
        ]

    def open_recent(self, image: RecentImage) -> None:
        """Open an image again, of DICOM files the same series."""
        self._session.open(Path(image.path), choice=Choice(series=image.series))

    def choose_image(self) -> None:
        """Let the user choose an image and open it."""
        path = self._dialogs.ask_open(tr("Open image"), self._settings.values.folder)
        if path is not None:
            self._session.open(path)

    def choose_folder(self) -> None:
        """Let the user choose a folder of DICOM files and open a series of it."""
        path = self._dialogs.ask_folder(tr("Open DICOM folder"), self._settings.values.folder)
        if path is not None:
            self._session.open(path)

    def choose_labels(self) -> None:
        """Let the user choose a mask for the open image."""
        if self._session.document is None:
            return
        path = self._dialogs.ask_open(tr("Open labels"), self._settings.values.folder)
        if path is not None:
            self._session.open_labels(path)

    def choose_image_target(self) -> None:
        """Let the user choose where to save the open image as a file of its own."""
        document = self._session.document
        if document is None:
            return
        suggestion = str(suggested_image(document.volume))
        path = self._dialogs.ask_save(tr("Save image as NIfTI"), suggestion, tr(IMAGE_TARGETS))
        if path is not None:
            self._session.save_image(path)

    def open_demo(self) -> None:
        """Open the generated demo volume."""
        if self._demo is not None:
            self._session.make(self._demo)

    def _shown(self, document: Document | None) -> None:
        if document is None:
            self._clock.stop()
            return
        self._clock.start()
        path = image_path(document)
        if path is not None:
            self._settings.add_recent(path.absolute(), series_key(document))
            self._settings.change(folder=str(path.absolute().parent))

"""The effort ledger: off unless the user wants it; a row per label when an image is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.services.effort import append_efforts, efforts
from annotator.ui.actions import Action
from annotator.ui.flow import Flow

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.document import Document
    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.settings import Settings


class EffortFlow(Flow):
    """Writes the ledger of the document that is left.

    Parameters
    ----------
    settings
        Remembers whether it is wanted.
    actions
        Has the switch.
    path
        The ledger, a CSV file.
    """

    def __init__(self, settings: Settings, actions: Actions, path: Path) -> None:
        super().__init__()
        self._settings, self._path = settings, path
        self._switch = actions["effort"]
        self._document: Document | None = None

    def contributions(self) -> list[Contribution]:
        """Offer to keep it."""
        return [
            Action(
                id="effort",
                text=tr("Keep an effort ledger"),
                menu="File",
                group=1,
                do=self._switched,
                needs_image=False,
                switch=True,
                tip=tr(
                    "Seconds, strokes and accepted slices per label, without names or clock times, "
                    "in {path}",
                    path=self._path,
                ),
            )
        ]

    def restore(self) -> None:
        """Switch it on if it was on."""
        self._switch.setChecked(self._settings.values.effort)

    def set_document(self, document: Document | None) -> None:
        """Write down the document that is left."""
        self._write()
        self._document = document

    def close(self) -> None:
        """Write down the document that is left."""
        self._write()
        self._document = None

    def _switched(self, on: bool) -> None:
        if on != self._settings.values.effort:
            self._settings.change(effort=on)
        if on:
            self.said.emit(tr("From now on the effort goes into {path}.", path=self._path), "")

    def _write(self) -> None:
        if self._document is None or not self._switch.isChecked():
            return
        try:
            append_efforts(self._path, efforts(self._document))
        except UserError as error:
            self.said.emit(str(error), "problem")

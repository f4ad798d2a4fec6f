"""What the parts of the window have in common that connect services, panels and views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.services.document import Document
    from annotator.ui.actions import Contribution


class Flow(QObject):
    """A part of the window: it offers actions, follows the open document, and says things.

    A part is added to the window by making it and naming it in `MainWindow._make_flows`.
    """

    said = Signal(str, str)  # text and role: "", "ok" or "problem"

    def contributions(self) -> Sequence[Contribution]:
        """Offer actions."""
        return ()

    def set_document(self, document: Document | None) -> None:
        """Follow another document, or none."""

    def close(self) -> None:
        """Stop for good."""

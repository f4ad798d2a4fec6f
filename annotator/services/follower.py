"""Slots that follow the open document from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from psygnal import SignalInstance

    from annotator.services.document import Document

    Link = tuple[SignalInstance, Callable[..., Any]]


class Follower:
    """Connects slots to the signals of one document at a time.

    Parameters
    ----------
    links
        Says which slot hears which signal of a document.
    """

    def __init__(self, links: Callable[[Document], Iterable[Link]]) -> None:
        self._links = links
        self._connected: list[Link] = []

    def follow(self, document: Document | None) -> None:
        """Hear of this document, and of the one before no more; None for no document."""
        for signal, slot in self._connected:
            signal.disconnect(slot)
        self._connected = [] if document is None else list(self._links(document))
        for signal, slot in self._connected:
            signal.connect(slot)

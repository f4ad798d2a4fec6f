"""What has happened to a document since it was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.core.geometry import Region
    from annotator.services.document import Document


class Watch:
    """Counts the changes of one document, as long as it is open.

    Parameters
    ----------
    document
        Just opened.

    Attributes
    ----------
    edits
        Changes of the labels, their classes and their marks; grows.
    news
        The same, and changes of what is proposed.
    over
        Whether the document was saved for good or given up: none of it may be written any more.
        Read in the thread that writes.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.edits = self.news = 0
        self.over = False
        document.changed.connect(self._edited)
        document.classes_changed.connect(self._edited)
        document.marks_changed.connect(self._edited)
        document.review.changed.connect(self._proposed)

    @property
    def waiting(self) -> int:
        """Number of proposed slices that nobody has accepted or rejected."""
        return self.document.review.waiting

    @property
    def unsaved(self) -> bool:
        """Whether something would be lost if the document were closed now."""
        proposal = self.document.review.proposal
        as_on_disk = proposal is not None and proposal.on_disk and not self.news
        return self.document.dirty or (self.waiting > 0 and not as_on_disk)

    def _edited(self, *_region: Region) -> None:
        self.edits += 1
        self.news += 1

    def _proposed(self, _index: int | None) -> None:
        self.news += 1

"""Opening a case of a project: with the labels of the template, and read before it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.file_names import names_path
from annotator.services.document_files import read_document
from annotator.services.label_sets import take_labels
from annotator.services.opening import Choice, open_chosen
from annotator.services.prefilled import reviewable

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.core.cancel import CancelToken
    from annotator.core.labels import LabelClass
    from annotator.io.case_index import Case
    from annotator.io.image_file import ImageFile
    from annotator.services.document import Document
    from annotator.services.document_files import Notes


@dataclass(frozen=True, slots=True, eq=False)
class ReadAhead:
    """A case that was read before it was asked for.

    Attributes
    ----------
    case
        As it was then: it counts only while its files are the same.
    document, notes
        As `annotator.services.document_files.read_document` gives them.
    """

    case: Case
    document: Document
    notes: Notes


class CaseReader:
    """Reads the document of a case, unless that was done before; passed to `Session.open`.

    Parameters
    ----------
    case
        What to read, as its files are now.
    template
        Labels that it is to have; those of its mask come before them.
    ahead
        What was read before, if anything was.
    """

    def __init__(
        self, case: Case, template: tuple[LabelClass, ...], ahead: ReadAhead | None = None
    ) -> None:
        self._case, self._template = case, template
        self._ahead = ahead

    def __call__(
        self,
        image: ImageFile,
        labels: Path | None,
        time_point: int | None,
        token: CancelToken,
    ) -> tuple[Document, Notes]:
        """As `annotator.services.document_files.read_document`."""
        ahead, self._ahead = self._ahead, None
        same = ahead is not None and ahead.case.signatures == self._case.signatures
        if same and ahead is not None and not time_point:
            document, notes = ahead.document, ahead.notes
        else:
            document, notes = read_document(image, labels, time_point, token)
        self._take_template(document)
        return reviewable(document), notes

    def _take_template(self, document: Document) -> None:
        if not self._template:
            return
        wanted = {item.value: item for item in self._template}
        named = document.labels_path is not None and names_path(document.labels_path).exists()
        painted = [item for item in document.classes if document.label_voxels(item.value)]
        for item in document.classes if named else painted:
            if named or item.value not in wanted:
                wanted[item.value] = item
        take_labels(document, wanted.values(), tr("Labels of the project"))
        document.set_dirty(False)


def read_ahead(case: Case, token: CancelToken) -> ReadAhead | None:
    """Read a case that will probably be asked for; None if something is to be asked or wrong."""
    try:
        image = open_chosen(case.image, Choice(series=case.series), lambda *_progress: None)
        if isinstance(image, UserError):
            return None
        labels = case.mask if case.has_mask else None
        return ReadAhead(case, *read_document(image, labels, None, token))
    except UserError:
        return None

"""Prefilled cases in a document: what was filled is proposed, not drawn, until it is reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.core.labelmap import LabelMap
from annotator.core.labels import complete_labels
from annotator.core.texts import tr
from annotator.io.case_state import holds_only_state, read_state
from annotator.io.file_names import sidecar_path
from annotator.services.document import Document
from annotator.services.drafts import propose
from annotator.services.label_sets import take_labels

METHOD = "prefilled"
"""Maker of slices that were accepted from a prefill."""

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.finished import Prefill
    from annotator.core.patch import Edit


def is_prefilled(mask: Path) -> bool:
    """Whether a mask was prefilled and nobody has worked on it since."""
    return read_state(mask).status == "prefilled" and holds_only_state(sidecar_path(mask))


def reviewable(document: Document) -> Document:
    """Document as it was just read, or with its mask proposed, slice by slice, if it was prefilled.

    Nothing is drawn in it then; that it closes unreviewed loses nothing, for the file stays.
    """
    if document.labels_path is None or not is_prefilled(document.labels_path):
        return document
    new = Document(
        document.volume,
        LabelMap(document.volume.geometry),
        document.classes,
        document.labels_path,
    )
    new.record = document.record
    note = read_state(document.labels_path).note
    _propose(new, document.labelmap.voxels, tr("Prefilled {note}", note=note).strip())
    if new.review.proposal is not None:
        new.review.proposal.on_disk = True
    new.set_dirty(False)
    return new


def propose_prefill(document: Document, prefill: Prefill, whom: str) -> Edit | None:
    """Propose what an open case was filled with; None if nothing was found.

    Parameters
    ----------
    document
        The open document. What is painted, erased or accepted stays as it is.
    prefill
        Of its image.
    whom
        Who helped, in words (`annotator.core.proposal.Proposal.whom`).
    """
    held = [int(value) for value in np.unique(prefill.labels) if value]
    named = {item.value: item for item in (*prefill.classes, *document.classes)}
    known = {item.value for item in document.classes}
    if not known.issuperset(held):
        wanted = complete_labels([*held, *known], [named[v] for v in {*held, *known} & set(named)])
        take_labels(document, wanted, tr("Labels of the finished cases"))
    return _propose(document, prefill.labels, whom)


def painted_slices(document: Document) -> NDArray[np.uint8] | None:
    """Return what is painted of a case on whole slices, uint8 ``(z, y, x)``; None for nothing."""
    painted = np.zeros_like(document.labelmap.voxels)
    planes, drawn = (np.moveaxis(a, document.axis, 0) for a in (painted, document.labelmap.voxels))
    for item in document.classes:
        slices = document.complete_slices(item.value)
        planes[slices] = np.where(drawn[slices] == item.value, item.value, planes[slices])
    return painted if painted.any() else None


def _propose(document: Document, labels: NDArray[np.uint8], whom: str) -> Edit | None:
    planes = np.moveaxis(labels, document.axis, 0)
    slices = {index: planes[index].copy() for index in range(len(planes)) if planes[index].any()}
    if not slices:
        return None
    edit = propose(document, slices, METHOD, tr("Prefill the case"))
    if document.review.proposal is not None:
        document.review.proposal.whom = whom
        document.review.notify(next(iter(slices)))
    return edit

"""A document's unsaved work at one moment: labels, marks and what waits for review."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.errors import UserError
from annotator.core.labelmap import LabelMap
from annotator.core.patch import Change, Edit
from annotator.core.texts import tr
from annotator.services.document import Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.geometry import Region, Shape3
    from annotator.core.labels import LabelClass
    from annotator.core.marks import Marks
    from annotator.core.proposal import Proposal
    from annotator.core.volume import Volume


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A document's labels, marks and proposal at one moment, without the image.

    Attributes
    ----------
    content_id
        Of the volume they belong to.
    name
        Name of the image, for the user.
    saved_at
        Seconds since the epoch.
    shape_zyx
        Shape of the volume.
    region
        Box that holds everything but untouched background.
    values
        uint8 ``(2, *region.shape)``: label values, then voxel origins.
    classes, marks, active_label, labels_path
        As in `Document`.
    proposal
        What waits for review, a copy; None if nothing does.
    """

    content_id: str
    name: str
    saved_at: float
    shape_zyx: Shape3
    region: Region
    values: NDArray[np.uint8]
    classes: tuple[LabelClass, ...]
    marks: Marks
    active_label: int
    labels_path: str = ""
    proposal: Proposal | None = None

    @classmethod
    def of(cls, document: Document, region: Region) -> Snapshot:
        """Copy a document's state; `region` holds everything that differs from background."""
        source, proposal = document.volume.source, document.review.proposal
        return cls(
            content_id=document.volume.content_id,
            name=Path(source.path).name if source else "",
            saved_at=time.time(),
            shape_zyx=document.volume.geometry.shape_zyx,
            region=region,
            values=document.labelmap.read(region),
            classes=tuple(document.classes),
            marks=document.marks,
            active_label=document.active_label,
            labels_path=str(document.labels_path or ""),
            proposal=proposal.undecided() if proposal is not None and proposal.slices else None,
        )

    def summary(self) -> str:
        """Return what it holds, in one or two sentences."""
        count = np.bincount(self.values[0].reshape(-1), minlength=256)
        painted = [label.name for label in self.classes if count[label.value]]
        held = ", ".join(painted[:3]) or tr("no painted voxels")
        if len(painted) > 3:
            held = tr("{labels} and {count} more", labels=held, count=len(painted) - 3)
        if self.proposal is None:
            return tr("It holds {held}.", held=held)
        waiting = len(self.proposal.slices)
        return tr(
            "It holds {held}, and {n} proposed slice to review.",
            "It holds {held}, and {n} proposed slices to review.",
            held=held,
            n=waiting,
        )

    def restore(self, volume: Volume) -> Document:
        """Document of `volume` with this state, marked as unsaved.

        Raises
        ------
        UserError
            If the snapshot belongs to another image.
        """
        if volume.geometry.shape_zyx != self.shape_zyx or volume.content_id != self.content_id:
            raise UserError(
                tr("The unsaved work belongs to another image and was left where it is.")
            )
        labelmap = LabelMap(volume.geometry)
        labelmap.write(self.region.start, self.values)
        path = Path(self.labels_path) if self.labels_path else None
        document = Document(volume, labelmap, self.classes, path, dirty=True)
        if document.marks != self.marks:
            document.commit(Edit(tr("Recover marks"), marks=Change(document.marks, self.marks)))
        document.set_active_label(self.active_label)
        document.review.show(self.proposal)
        return document

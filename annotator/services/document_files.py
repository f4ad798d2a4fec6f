"""The files of a document: what they are called, how they become a document and come from one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotator.core.labelmap import LabelMap
from annotator.core.patch import Change, Edit
from annotator.core.texts import tr
from annotator.io.file_names import sidecar_path, stem
from annotator.services.document import Document
from annotator.services.prefilled import reviewable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.core.cancel import CancelToken
    from annotator.core.labels import LabelClass
    from annotator.core.volume import Volume
    from annotator.io.image_file import ImageFile
    from annotator.io.label_map import MaskOptions, MaskQuestion
    from annotator.io.mask_file import Mask

    DocumentReader = Callable[
        [ImageFile, Path | None, int | None, CancelToken], tuple[Document, "Notes"]
    ]

Notes = tuple[str, ...]
"""Sentences for the user."""


def read_document(
    image: ImageFile, labels: Path | None, time_point: int | None, token: CancelToken
) -> tuple[Document, Notes]:
    """Read an image, and a mask on its grid (None for an empty one); what is to be said of it.

    Half-written files that a killed process left beside the image are removed.

    Raises
    ------
    UserError
        If one of them cannot be read.
    Cancelled
        If the token was cancelled meanwhile.
    """
    from annotator.io.mask_file import read_mask
    from annotator.io.read import load_volume
    from annotator.io.replacing import remove_leftovers

    remove_leftovers(image.path.parent)
    volume = load_volume(image, time_point)
    token.raise_if_cancelled()
    if labels is None:
        return Document(volume), ()
    return _document(volume, read_mask(labels, volume), (), labels)


def read_reviewable(
    image: ImageFile, labels: Path | None, time_point: int | None, token: CancelToken
) -> tuple[Document, Notes]:
    """As `read_document`, but a prefilled mask is proposed instead of drawn."""
    document, notes = read_document(image, labels, time_point, token)
    return reviewable(document), notes


def read_labels_of(
    volume: Volume, classes: Sequence[LabelClass], labels: Path, options: MaskOptions | None = None
) -> tuple[Document, Notes] | MaskQuestion:
    """Document of an image with the mask of a file; `classes` count if the file has no names.

    A prefilled mask is proposed. `options` is what the user has agreed to; what still has to be
    asked is returned.

    Raises
    ------
    UserError
        If the mask cannot be read or lies on another grid.
    """
    from annotator.io.label_map import MaskQuestion
    from annotator.io.mask_file import read_mask

    try:
        document, notes = _document(volume, read_mask(labels, volume, options), classes, labels)
        return reviewable(document), notes
    except MaskQuestion as question:
        return question


def _document(
    volume: Volume, mask: Mask, classes: Sequence[LabelClass], path: Path
) -> tuple[Document, Notes]:
    labelmap = LabelMap(volume.geometry, mask.voxels, mask.origins)
    document = Document(volume, labelmap, mask.classes or classes, path)
    if mask.marks is not None and mask.marks != document.marks:
        document.commit(Edit(tr("Marks of the mask"), marks=Change(document.marks, mask.marks)))
        document.set_dirty(False)
    if mask.session is not None:
        opened = mask.session.opened + 1
        document.record = msgspec.structs.replace(mask.session, opened=opened)
    return document, mask.notes


def document_name(document: Document) -> str:
    """Name of a document's image for the user."""
    path = image_path(document)
    return path.name if path else tr("Demo volume")


def image_path(document: Document) -> Path | None:
    """File of a document's image; None for a generated one."""
    source = document.volume.source
    return Path(source.path) if source and source.path else None


def series_key(document: Document) -> str:
    """Key of the DICOM series that a document's image is; "" for other images."""
    source = document.volume.source
    series = source.extra.get("dicom") if source else None
    return "" if series is None else str(series.key)


def suggested_path(volume: Volume) -> Path:
    """Where the mask of an image would be saved: beside it, with "_labels" in its name."""
    if volume.source is None or not volume.source.path:
        return Path.home() / "demo_labels.nii.gz"
    path = Path(volume.source.path).absolute()
    return path.with_name(f"{stem(path)}_labels.nii.gz")


def suggested_image(volume: Volume) -> Path:
    """Where an image would be saved as NIfTI: beside where it came from, under an unused name."""
    if volume.source is None or not volume.source.path:
        return Path.home() / "demo.nii.gz"
    path = Path(volume.source.path).absolute()
    return unused(path.with_name(f"{stem(path)}.nii.gz"))


def own_mask(volume: Volume) -> Path | None:
    """Mask of an image that lies where this program saves it; None if there is none.

    Its sidecar must name the same image, or be missing.
    """
    from annotator.core.errors import UserError
    from annotator.io.sidecar import read_sidecar

    path = suggested_path(volume)
    try:
        if volume.source is None or not path.is_file():
            return None
        sidecar = read_sidecar(sidecar_path(path))
    except (OSError, UserError):
        return None
    return path if sidecar is None or sidecar.source.content == volume.content_id else None


def unused(path: Path) -> Path:
    """Return `path`, or the first one with a number that does not exist yet."""
    base, suffix = stem(path), path.name[len(stem(path)) :]
    number = 2
    while path.exists():
        path = path.with_name(f"{base}_{number}{suffix}")
        number += 1
    return path

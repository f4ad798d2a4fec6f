"""Unsaved work on disk: written while the user works, offered after a crash, removed on save."""

from __future__ import annotations

import json
import os
import tempfile
import time
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.errors import UserError
from annotator.core.geometry import Region
from annotator.core.labelmap import LabelMap
from annotator.core.labels import LabelClass
from annotator.core.marks import Marks
from annotator.core.patch import Change, Edit
from annotator.services.document import Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.volume import Volume

FORMAT = 1
_DAMAGE = (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A document's labels and marks at one moment, without the image.

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
    """

    content_id: str
    name: str
    saved_at: float
    shape_zyx: tuple[int, int, int]
    region: Region
    values: NDArray[np.uint8]
    classes: tuple[LabelClass, ...]
    marks: Marks
    active_label: int
    labels_path: str = field(default="")

    @classmethod
    def of(cls, document: Document, region: Region) -> Snapshot:
        """Copy a document's state; `region` holds everything that differs from background."""
        source = document.volume.source
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
        )

    def summary(self) -> str:
        """Return what it holds, in one sentence."""
        count = np.bincount(self.values[0].reshape(-1), minlength=256)
        painted = [label.name for label in self.classes if count[label.value]]
        if not painted:
            return "It holds no painted voxels."
        more = f" and {len(painted) - 3} more" if len(painted) > 3 else ""
        return f"It holds {', '.join(painted[:3])}{more}."

    def restore(self, volume: Volume) -> Document:
        """Document of `volume` with this state, marked as unsaved.

        Raises
        ------
        UserError
            If the snapshot belongs to another image.
        """
        if volume.geometry.shape_zyx != self.shape_zyx or volume.content_id != self.content_id:
            raise UserError("The unsaved work belongs to another image and was left where it is.")
        labelmap = LabelMap(volume.geometry)
        labelmap.write(self.region.start, self.values)
        path = Path(self.labels_path) if self.labels_path else None
        document = Document(volume, labelmap, self.classes, path, dirty=True)
        if document.marks != self.marks:
            document.commit(Edit("Recover marks", marks=Change(document.marks, self.marks)))
        document.set_active_label(self.active_label)
        return document


def content_box(labelmap: LabelMap) -> Region | None:
    """Box of everything that differs from untouched background; None if nothing does."""
    bounds: list[tuple[int, int]] = []
    touched = labelmap.voxels | labelmap.origins
    for axis in range(3):
        hit = np.flatnonzero(touched.any(axis=tuple(a for a in range(3) if a != axis)))
        if not hit.size:
            return None
        bounds.append((int(hit[0]), int(hit[-1]) + 1))
    (z0, z1), (y0, y1), (x0, x1) = bounds
    return Region((z0, y0, x0), (z1, y1, x1))


class RecoveryStore:
    """One file of unsaved work per image, in one folder.

    Parameters
    ----------
    folder
        Created when needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, content_id: str) -> Path:
        """File for the image with this content id."""
        return self._folder / f"{content_id}.npz"

    def write(self, snapshot: Snapshot) -> Path:
        """Write a snapshot; an older one of the same image stays whole until this one is."""
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self.path(snapshot.content_id)
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".partial")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez_compressed(
                    file, header=np.array(json.dumps(_header(snapshot))), values=snapshot.values
                )
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return target

    def read(self, content_id: str) -> Snapshot | None:
        """Snapshot for an image, or None if there is none.

        Raises
        ------
        UserError
            If the file is damaged.
        """
        path = self.path(content_id)
        if not path.exists():
            return None
        try:
            with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
                return _snapshot(json.loads(str(file["header"])), file["values"])
        except _DAMAGE as error:
            raise UserError(f"The unsaved work in {path} is damaged: {error}") from error

    def discard(self, content_id: str) -> None:
        """Remove the snapshot of an image, if there is one."""
        self.path(content_id).unlink(missing_ok=True)


def _header(snapshot: Snapshot) -> dict[str, Any]:
    marks = snapshot.marks
    return {
        "format": FORMAT,
        "content_id": snapshot.content_id,
        "name": snapshot.name,
        "saved_at": snapshot.saved_at,
        "shape_zyx": snapshot.shape_zyx,
        "region": [snapshot.region.start, snapshot.region.stop],
        "classes": [
            [c.value, c.name, list(c.color), c.visible, c.locked] for c in snapshot.classes
        ],
        "axis": marks.axis,
        "absent": {str(label): sorted(slices) for label, slices in marks.absent.items()},
        "excluded": {str(label): sorted(slices) for label, slices in marks.excluded.items()},
        "ranges": {str(label): list(limits) for label, limits in marks.ranges.items()},
        "active_label": snapshot.active_label,
        "labels_path": snapshot.labels_path,
    }


def _snapshot(header: dict[str, Any], values: NDArray[np.uint8]) -> Snapshot:
    if header["format"] != FORMAT:
        raise ValueError(f"format {header['format']} is not known")
    start, stop = (tuple(int(v) for v in corner) for corner in header["region"])
    z, y, x = header["shape_zyx"]
    region = Region(start, stop)  # type: ignore[arg-type]
    if values.shape != (2, *region.shape) or values.dtype != np.uint8:
        raise ValueError("the voxels do not fit their box")
    return Snapshot(
        content_id=str(header["content_id"]),
        name=str(header["name"]),
        saved_at=float(header["saved_at"]),
        shape_zyx=(int(z), int(y), int(x)),
        region=region,
        values=values,
        classes=tuple(
            LabelClass(value, name, (r, g, b), visible, locked)
            for value, name, (r, g, b), visible, locked in header["classes"]
        ),
        marks=Marks(
            int(header["axis"]),
            {int(label): frozenset(slices) for label, slices in header["absent"].items()},
            {int(label): frozenset(slices) for label, slices in header["excluded"].items()},
            {int(label): (first, last) for label, (first, last) in header["ranges"].items()},
        ),
        active_label=int(header["active_label"]),
        labels_path=str(header["labels_path"]),
    )

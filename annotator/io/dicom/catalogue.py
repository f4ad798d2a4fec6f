"""The series of a folder: what can be opened, and what was set aside and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.errors import UserError
from annotator.core.texts import tr, translatable
from annotator.io.dicom.files import find_files, no_tick
from annotator.io.dicom.header import RTSTRUCT_CLASS, SEGMENTATION_CLASS, read_header
from annotator.io.dicom.stacks import stacks_of

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.core.geometry import Shape3
    from annotator.io.dicom.files import DicomFile, Tick
    from annotator.io.dicom.header import FileHeader, Frame
    from annotator.io.dicom.stacks import Stack

MOST_LISTED = 60


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One volume that can be opened.

    Attributes
    ----------
    key
        UID of the series; with ":2" and so on where the series holds several volumes.
    modality, description, study, date, number
        Of series and study, as the files have them.
    stack
        Its planes.
    patient
        Name and ID; for the screen only.
    """

    key: str
    modality: str
    description: str
    study: str
    date: str
    number: int
    stack: Stack
    patient: str = field(repr=False)

    @property
    def header(self) -> FileHeader:
        """Header of its first file."""
        return self.stack.frames[0].header

    @property
    def title(self) -> str:
        """Description, and what tells it from the other volumes of its series."""
        return ", ".join(filter(None, (self.description or tr("no description"), self.stack.part)))

    @property
    def shape_ijk(self) -> Shape3:
        """Columns, rows, slices."""
        return self.header.columns, self.header.rows, len(self.stack.frames)

    @property
    def spacing_mm(self) -> tuple[float, float, float]:
        """Millimetres between columns, rows, slices."""
        i, j, k = np.linalg.norm(self.stack.affine_lps[:3, :3], axis=0)
        return float(i), float(j), float(k)

    def line(self) -> str:
        """One line for the terminal, without anything that tells who the patient is."""
        size = " × ".join(map(str, self.shape_ijk))
        spacing = " × ".join(f"{mm:.4g}" for mm in self.spacing_mm)
        about = ", ".join(filter(None, (self.modality, self.date, self.title)))
        return f"{self.key}  {about}: {size}, {spacing} mm"


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """What was found at a path.

    Attributes
    ----------
    path
        The folder, file, DICOMDIR or archive.
    series
        What can be opened, by study and series number.
    aside
        Sentences on what cannot.
    masks
        DICOM-SEG and RTSTRUCT files.
    """

    path: Path
    series: tuple[Series, ...]
    aside: tuple[str, ...]
    masks: tuple[FileHeader, ...]

    def lines(self) -> list[str]:
        """All of it for the terminal."""
        lines = [series.line() for series in self.series[:MOST_LISTED]]
        if len(self.series) > MOST_LISTED:
            lines.append(f"… and {len(self.series) - MOST_LISTED} more")
        return [*lines, *self.aside]

    def find(self, key: str) -> Series:
        """Return the series of a key; `UserError` with the list if there is none."""
        found = [item for item in self.series if item.key == key]
        if not found:
            found = [item for item in self.series if item.key.partition(":")[0] == key]
        if len(found) == 1:
            return found[0]
        if found:
            raise SeveralSeries(Catalogue(self.path, tuple(found), (), ()))
        listed = "\n  ".join(["", *self.lines()])
        raise UserError(
            tr(
                "{name} has no series {key}; choose one of these:{listed}",
                name=self.path.name,
                key=key,
                listed=listed,
            )
        )


class SeveralSeries(UserError):  # noqa: N818  (what was found)
    """There are several series and none was chosen; `catalogue` holds them."""

    def __init__(self, catalogue: Catalogue) -> None:
        listed = "\n  ".join(["", *catalogue.lines()])
        super().__init__(
            f"{catalogue.path.name or catalogue.path} holds {len(catalogue.series)} series; "
            f"choose one with --series and the UID before it:{listed}"
        )
        self.catalogue = catalogue


def read_catalogue(path: Path, tick: Tick = no_tick) -> Catalogue:
    """Find the series at a path.

    Parameters
    ----------
    path
        A folder, a zip archive, a DICOMDIR, or a file, which stands for its whole series.
    tick
        Told ``(files done, files in all)``, 0 in all while files are looked for; may raise to stop.

    Raises
    ------
    UserError
        If no DICOM file is there.
    """
    files, others = find_files(path, tick)
    if not files:
        name = path.name or path
        if path.is_dir():
            raise UserError(
                tr(
                    "{name} is a folder that holds no DICOM files (looked at {others} others); "
                    "choose the folder of a CT or MR series.",
                    name=name,
                    others=others,
                )
            )
        raise UserError(
            tr("{name} holds no DICOM files; choose the folder of a CT or MR series.", name=name)
        )
    headers, frames, aside = _read_all(files, tick)
    wanted = _series_of_file(path, headers)
    if wanted:
        frames = {uid: found for uid, found in frames.items() if uid == wanted}
    series = [item for found in frames.values() for item in _series(found)]
    series.sort(key=lambda item: (item.patient, item.date, item.number, item.key))
    masks = [h for h in headers if h.sop_class in (SEGMENTATION_CLASS, RTSTRUCT_CLASS)]
    return Catalogue(path, tuple(series), tuple(aside), tuple(masks))


def _read_all(
    files: list[DicomFile], tick: Tick
) -> tuple[list[FileHeader], dict[str, list[Frame]], list[str]]:
    headers: list[FileHeader] = []
    by_series: dict[str, list[Frame]] = {}
    kinds: Counter[str] = Counter()
    seen: set[str] = set()
    known: dict[Any, Any] = {}
    for number, file in enumerate(files):
        tick(number, len(files))
        read = read_header(file, known)
        if read is None:
            kinds[translatable("damaged files")] += 1
            continue
        header, frames = read
        if header.sop_uid and header.sop_uid in seen:
            kinds[translatable("copies of the same image")] += 1
            continue
        seen.add(header.sop_uid)
        headers.append(header)
        if frames:
            by_series.setdefault(header.series_uid, []).extend(frames)
        else:
            kinds[header.aside or translatable("images without a place in the patient")] += 1
    aside = [
        tr("Set aside: {kind} ({count}).", kind=tr(kind), count=count)
        for kind, count in kinds.most_common()
    ]
    return headers, by_series, aside


def _series_of_file(path: Path, headers: list[FileHeader]) -> str:
    """UID of the series that a path is a file of, "" if it is no image file."""
    if path.is_dir():
        return ""
    return next((h.series_uid for h in headers if h.file.path == path and not h.file.member), "")


def _series(frames: list[Frame]) -> list[Series]:
    stacks = stacks_of(frames)
    made = []
    for number, stack in enumerate(stacks, start=1):
        header = stack.frames[0].header
        key = header.series_uid if len(stacks) == 1 else f"{header.series_uid}:{number}"
        made.append(
            Series(
                key,
                header.modality,
                header.description,
                header.study,
                header.date,
                header.number,
                stack,
                header.patient,
            )
        )
    return made

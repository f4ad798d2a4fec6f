"""The next case of a folder filled from the finished ones, to be reviewed.

Finished are the cases that somebody has called done; in a folder where nobody has said how far any
case is, those with a mask that was not prefilled. A case never supports itself.
"""

from __future__ import annotations

import filecmp
import logging
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from annotator.core.errors import UserError
from annotator.core.finished import CaseSource, FinishedCase
from annotator.core.texts import tr
from annotator.io.case_finding import CaseFiles, dicom_cases, find_cases
from annotator.io.case_state import change_state, read_state
from annotator.io.file_names import stem

FilesT = TypeVar("FilesT")

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from annotator.core.finished import Prefill
    from annotator.io.case_index import Case
    from annotator.io.case_state import Status

log = logging.getLogger(__name__)

MOST_NAMED = 10
"""Patients that are named in the note of a prefilled case, at most."""

PLAIN_NAMES = ("image", "img", "volume", "scan")
"""Names of images that say nothing: such cases are called after their folder."""


def finished_cases(
    folder: Path, *, without: Path | None = None, exclude: Sequence[str] = ()
) -> list[CaseSource]:
    """Finished cases below a folder, by name; nothing is read yet.

    Parameters
    ----------
    folder
        With images and masks (`annotator.io.case_finding`).
    without
        An image that is no finished case: the one that is to be filled.
    exclude
        Names of cases, or patterns (``*``), to leave out.

    Raises
    ------
    UserError
        If the folder cannot be read, holds no finished case, or a name fits none.
    """
    found: list[CaseFiles] = []
    for item in find_cases(folder):
        found += [item] if isinstance(item, CaseFiles) else dicom_cases(item)
    masked = _finished((files, read_state(files.mask).status, files.has_mask) for files in found)
    if without is not None:
        own = [files for files in found if files.image.resolve() == without.resolve()]
        masked = [files for files in masked if not any(_same_image(files, o) for o in own)]
    if not masked:
        raise UserError(
            tr(
                "{folder} holds no finished case; label one and call it done, then try again.",
                folder=folder,
            )
        )
    sources = [_source(files) for files in masked]
    for pattern in exclude:
        if not any(fnmatchcase(source.name, pattern) for source in sources):
            known = ", ".join(source.name for source in sources[:5])
            raise UserError(
                tr(
                    "No finished case is called '{pattern}'; names are like {known}.",
                    pattern=pattern,
                    known=known,
                )
            )
    kept = [s for s in sources if not any(fnmatchcase(s.name, pattern) for pattern in exclude)]
    if not kept:
        raise UserError(tr("Every finished case is left out; exclude fewer."))
    return sorted(kept, key=lambda source: source.name)


def finished_of(cases: Iterable[Case], without: str = "") -> list[CaseSource]:
    """Finished ones among the cases of a worklist, by name.

    `without` is the key of a case that is left out, with all others that hold the same image.
    """
    cases = list(cases)
    own = [case for case in cases if case.key == without]
    known = ((case, case.state.status, case.has_mask) for case in cases)
    found = [case for case in _finished(known) if not any(_same_image(case, o) for o in own)]
    return sorted((_source(case) for case in found), key=lambda source: source.name)


def _same_image(one: CaseFiles | Case, other: CaseFiles | Case) -> bool:
    """Whether two cases hold the same image: one file, or copies of it."""
    if one.series != other.series:
        return False
    if one.image == other.image:
        return True
    try:
        both_files = one.image.is_file() and other.image.is_file()
        return both_files and filecmp.cmp(one.image, other.image, shallow=False)
    except OSError as error:  # reading it will tell
        log.info("%s", error)
        return False


def _finished(cases: Iterable[tuple[FilesT, Status | None, bool]]) -> list[FilesT]:
    """Choose the finished ones among cases with their status and whether they have a mask."""
    cases = list(cases)
    said = any(status not in {None, "prefilled"} for _, status, _ in cases)
    wanted = "done" if said else None
    return [files for files, status, has_mask in cases if has_mask and status == wanted]


def case_name(files: CaseFiles | Case) -> str:
    """Name of a case: of its image, or of its folder where the image's says nothing."""
    own = stem(files.image)
    return files.image.parent.name if own.lower() in PLAIN_NAMES else own


def mark_prefilled(mask: Path, prefill: Prefill) -> None:
    """Say beside a saved mask that it was prefilled, and from whom; raises `UserError`."""
    change_state(mask, status="prefilled", note=from_whom(helpers_of(prefill)))


def helpers_of(prefill: Prefill) -> list[str]:
    """Finished cases that a case was filled from, by name."""
    return sorted({name for filled in prefill.filled.values() for name in filled.patients})


def from_whom(patients: Sequence[str]) -> str:
    """Say which patients helped, such as "from 2 patients: ann, ben"; very many are not named."""
    names = ", ".join(patients[:MOST_NAMED])
    more = ", …" if len(patients) > MOST_NAMED else ""
    return f"from {counted(len(patients))}: {names}{more}"


def summary(prefill: Prefill) -> dict[str, Any]:
    """Tell what a case was filled from, as plain values for a report."""
    return {
        "labels": {
            str(value): {
                "patients": list(filled.patients),
                "supports": list(filled.supports),
                "agreement": round(filled.agreement, 4),
                "voxels": int((prefill.labels == value).sum()),
            }
            for value, filled in prefill.filled.items()
        },
        "left_out_as_unlike": list(prefill.unlike),
        "doubtful": list(prefill.doubtful),
    }


def counted(patients: int) -> str:
    """Write a number of patients in words, such as "3 patients"."""
    return "1 patient" if patients == 1 else f"{patients} patients"


def _source(files: CaseFiles | Case) -> CaseSource:
    return CaseSource(case_name(files), partial(_load, files))


def _load(files: CaseFiles | Case) -> FinishedCase:
    from annotator.io.mask_file import read_mask
    from annotator.io.read import read_volume

    volume = read_volume(files.image, series=files.series)
    mask = read_mask(files.mask, volume)
    return FinishedCase(case_name(files), volume, mask.voxels, mask.classes)

"""The next case of a folder filled from the finished ones, to be reviewed.

Finished are the cases that somebody has called done; in a folder where nobody has said how far any
case is, those with a mask. A case never supports itself.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING, Any

from annotator.core.errors import UserError
from annotator.core.finished import CaseSource, FinishedCase
from annotator.core.texts import tr
from annotator.io.case_finding import CaseFiles, dicom_cases, find_cases
from annotator.io.case_state import change_state, read_state
from annotator.io.file_names import stem
from annotator.io.label_map import read_labels
from annotator.io.read import read_volume

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.core.finished import Prefill

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
    masked = [files for files in found if files.has_mask]
    states = {files.mask: read_state(files.mask).status for files in found}
    if any(states.values()):
        masked = [files for files in masked if states[files.mask] == "done"]
    if without is not None:
        masked = [files for files in masked if files.image.resolve() != without.resolve()]
    if not masked:
        raise UserError(
            tr(
                "{folder} holds no finished case; label one and call it done, then try again.",
                folder=folder,
            )
        )
    sources = [CaseSource(case_name(files), partial(_load, files)) for files in masked]
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


def case_name(files: CaseFiles) -> str:
    """Name of a case: of its image, or of its folder where the image's says nothing."""
    own = stem(files.image)
    return files.image.parent.name if own.lower() in PLAIN_NAMES else own


def mark_prefilled(mask: Path, prefill: Prefill) -> None:
    """Say beside a saved mask that it was prefilled, and from whom; raises `UserError`."""
    patients = {name for filled in prefill.filled.values() for name in filled.patients}
    change_state(mask, status="prefilled", note=f"from {counted(len(patients))}")


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
    }


def counted(patients: int) -> str:
    """Write a number of patients in words, such as "3 patients"."""
    return "1 patient" if patients == 1 else f"{patients} patients"


def _load(files: CaseFiles) -> FinishedCase:
    volume = read_volume(files.image, series=files.series)
    return FinishedCase(case_name(files), volume, read_labels(files.mask, volume))

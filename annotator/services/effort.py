"""How much work a mask took: seconds, strokes and accepted slices, kept by choice in a CSV file.

No names and no clock times: a case is the start of the digest of its image.
"""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.core.labelmap import VoxelOrigin
from annotator.core.texts import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.io.session_record import Step
    from annotator.services.document import Document

LONGEST_PAUSE_S = 60.0
"""More than this between two edits counts as this: somebody was away, or looked."""

CASE_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Effort:
    """Work on one label of one case in one session.

    Attributes
    ----------
    case
        Start of the digest of the image.
    label, name
        Label value and its name.
    seconds
        Time up to each of its edits since the edit before, each a minute at most.
    strokes
        Edits of its voxels besides accepting; those taken back count, too.
    painted, accepted_unchanged, accepted_edited
        Slices along the propagation axis: by hand alone, from a run as they were, from a run and
        painted on since.
    """

    case: str
    label: int
    name: str
    seconds: float
    strokes: int
    painted: int
    accepted_unchanged: int
    accepted_edited: int


def efforts(document: Document) -> list[Effort]:
    """Sum up the session of a document, a row per label that was worked on or holds voxels."""
    steps = document.steps
    rows = []
    for item in document.classes:
        label = item.value
        seconds, strokes = time_and_strokes(steps, label)
        by_origin = document.counts.table[:, :, label] > 0
        hand, accepted = by_origin[:, VoxelOrigin.HAND], by_origin[:, VoxelOrigin.ACCEPTED]
        slices = int((hand & ~accepted).sum()), int((accepted & ~hand).sum())
        both = int((hand & accepted).sum())
        if strokes or any(slices) or both:
            case = document.volume.content_id[:CASE_DIGITS]
            rows.append(Effort(case, label, item.name, round(seconds, 1), strokes, *slices, both))
    return rows


def time_and_strokes(steps: Sequence[Step], label: int) -> tuple[float, int]:
    """Seconds and strokes of a label among the steps of a session."""
    seconds, strokes, before = 0.0, 0, 0.0
    for step in steps:
        if step.label == label:
            seconds += min(step.at_s - before, LONGEST_PAUSE_S)
            strokes += step.is_stroke
        before = step.at_s
    return seconds, strokes


def append_efforts(path: Path, rows: Sequence[Effort]) -> None:
    """Add rows to a ledger, which is begun if it is not there.

    Raises
    ------
    UserError
        If it cannot be written.
    """
    if not rows:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not path.exists()
        with path.open("a", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(
                stream, [item.name for item in fields(Effort)], lineterminator="\n"
            )
            if is_new:
                writer.writeheader()
            writer.writerows(asdict(row) for row in rows)
    except OSError as error:
        raise UserError(
            tr(
                "The effort ledger {path} cannot be written: {reason}.",
                path=path,
                reason=error.strerror,
            )
        ) from error

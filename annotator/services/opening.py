"""Opening an image: what the user must choose where a path holds several, and progress."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

from annotator.core.errors import UserError
from annotator.core.texts import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.core.cancel import CancelToken
    from annotator.io.dicom.catalogue import Catalogue, SeveralSeries
    from annotator.io.dicom.image import UnevenSpacing
    from annotator.io.image_file import ImageFile
    from annotator.io.label_map import MaskOptions, MaskQuestion

    Tick = Callable[[int, int], None]
    Question: TypeAlias = "SeveralTimePoints | SeveralSeries | UnevenSpacing"

PROGRESS_S = 0.2


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user chose of all that a path holds.

    Attributes
    ----------
    time_point
        Volume of a 4D file, from 0.
    catalogue
        Series that were found at the path; None if nobody has looked.
    series
        Key of one of them.
    allow_uneven
        Whether missing slices and uneven spacing are accepted.
    """

    time_point: int | None = None
    catalogue: Catalogue | None = None
    series: str = ""
    allow_uneven: bool = False


class SeveralTimePoints(UserError):  # noqa: N818  (it asks a question)
    """A file holds several volumes and none was chosen; `count` tells how many."""

    def __init__(self, count: int) -> None:
        super().__init__(tr("The file holds {count} time points; choose one.", count=count))
        self.count = count


class OpeningQuestions(Protocol):
    """What the user is asked where a path does not say all."""

    def ask_time_point(self, count: int) -> int | None:
        """Ask for one of `count` time points; returns its index from 0."""

    def ask_series(self, catalogue: Catalogue) -> str | None:
        """Ask for one of several DICOM series; returns its key."""

    def ask_mask(self, question: MaskQuestion) -> MaskOptions | None:
        """Ask how to open a mask that does not fit as it is; None to leave it."""

    def ask_uneven(self, sentence: str) -> bool:
        """Ask whether to open a series whose slices are missing or unevenly spaced."""


def open_chosen(path: Path, choice: Choice, tick: Tick) -> ImageFile | Question:
    """Open the image that a choice names, without its voxels; or what is still to be chosen.

    `tick` is told ``(done, in all)`` where that takes long, now and while voxels are read; 0 in all
    where it is not known.

    Raises
    ------
    UserError
        If it cannot be read.
    """
    from annotator.io.dicom.catalogue import SeveralSeries
    from annotator.io.dicom.image import UnevenSpacing, open_series
    from annotator.io.read import open_image

    series, uneven = choice.series, choice.allow_uneven
    try:
        if choice.catalogue is not None:
            image = open_series(choice.catalogue, series, allow_uneven=uneven, tick=tick)
        else:
            image = open_image(path, series, allow_uneven=uneven, tick=tick)
    except (SeveralSeries, UnevenSpacing) as question:
        return question
    if image.time_points > 1 and choice.time_point is None:
        return SeveralTimePoints(image.time_points)
    return image


def ask_further(questions: OpeningQuestions, choice: Choice, question: Question) -> Choice | None:
    """Ask the user what a choice leaves open; None to give up."""
    from annotator.io.dicom.catalogue import SeveralSeries

    if isinstance(question, SeveralTimePoints):
        time_point = questions.ask_time_point(question.count)
        return None if time_point is None else replace(choice, time_point=time_point)
    if isinstance(question, SeveralSeries):
        series = questions.ask_series(question.catalogue)
        if series is None:
            return None
        return replace(choice, catalogue=question.catalogue, series=series)
    if not questions.ask_uneven(question.sentence):
        return None
    return replace(choice, catalogue=question.catalogue, series=question.series, allow_uneven=True)


def progress(token: CancelToken, say: Callable[[str], None]) -> Tick:
    """Progress of a reading, told a few times a second; stops it once its token was cancelled."""
    spoken = time.monotonic()

    def tick(done: int, total: int) -> None:
        nonlocal spoken
        token.raise_if_cancelled()
        if time.monotonic() - spoken > PROGRESS_S:
            spoken = time.monotonic()
            say(
                tr("{done} of {total}", done=done, total=total)
                if total
                else tr("{n} file looked at", "{n} files looked at", n=done)
            )

    return tick

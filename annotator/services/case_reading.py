"""What is read of a project's cases while the user is at work: the next one, and those in view."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.services.case_opening import read_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.core.cancel import CancelToken
    from annotator.io.case_index import Case, Thumbnail
    from annotator.services.case_opening import ReadAhead
    from annotator.services.project import Project

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Glance:
    """What is quickly known of some cases.

    Attributes
    ----------
    held
        By key, a sentence on who else has a case open, "" for nobody.
    pictures
        By key, of those cases that have one.
    """

    held: dict[str, str]
    pictures: dict[str, Thumbnail]


def read_cases(
    project: Project,
    following: Case | None,
    unknown: Sequence[str],
    in_view: Sequence[str],
    pictures: Sequence[str],
    token: CancelToken,
) -> Iterator[Glance | ReadAhead | Case]:
    """Yield a glance at the cases in view, then the case read ahead, then each looked into.

    A case that was looked into is followed by a glance with its picture.

    Parameters
    ----------
    project
        The cases.
    following
        To be read ahead, None for none.
    unknown
        Keys of cases to look into.
    in_view
        Keys of cases of which it is asked who has them open.
    pictures
        Keys of cases whose pictures are wanted.
    token
        Stops it between two cases.
    """
    yield Glance({key: _held_by(project, key) for key in in_view}, project.thumbnails(pictures))
    if following is not None:
        ahead = read_ahead(following, token)
        if ahead is not None:
            yield ahead
    for key in dict.fromkeys(unknown):
        token.raise_if_cancelled()
        try:
            yield project.look_into(key)
            yield Glance({}, project.thumbnails([key]))
        except UserError as error:  # it has gone meanwhile
            log.info("%s", error)


def _held_by(project: Project, key: str) -> str:
    """Sentence on who else has a case open, "" for nobody."""
    try:
        holder = project.holder(key)
    except UserError:  # it has gone meanwhile
        return ""
    return "" if holder is None else holder.sentence(key)

"""What is read of a project's cases while the user is at work: the next one, and those in view."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.services.case_opening import read_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.core.cancel import CancelToken
    from annotator.io.case_index import Case
    from annotator.services.case_opening import ReadAhead
    from annotator.services.project import Project

log = logging.getLogger(__name__)


def read_cases(
    project: Project,
    following: Case | None,
    unknown: Sequence[str],
    in_view: Sequence[str],
    token: CancelToken,
) -> Iterator[dict[str, str] | ReadAhead | Case]:
    """Yield who has which cases open, then the case read ahead, then each that was looked into.

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
    token
        Stops it between two cases.
    """
    yield {key: _held_by(project, key) for key in in_view}
    if following is not None:
        ahead = read_ahead(following, token)
        if ahead is not None:
            yield ahead
    for key in dict.fromkeys(unknown):
        token.raise_if_cancelled()
        try:
            yield project.look_into(key)
        except UserError as error:  # it has gone meanwhile
            log.info("%s", error)


def _held_by(project: Project, key: str) -> str:
    """Sentence on who else has a case open, "" for nobody."""
    try:
        holder = project.holder(key)
    except UserError:  # it has gone meanwhile
        return ""
    return "" if holder is None else holder.sentence(key)

"""Who has a case open: a small file beside its mask, so that two people do not work on one mask.

The file holds an `Owner`. One that a killed process has left is taken over; so is one of another
computer that was not touched for a day.
"""

from __future__ import annotations

import getpass
import json
import os
import re
import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.owner import Owner, this_process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OWNER = re.compile(Owner.PATTERN)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a case open.

    Attributes
    ----------
    owner
        The process; None if the file does not say.
    user
        Name of the account.
    since
        When it was opened.
    """

    owner: Owner | None
    user: str
    since: datetime

    @property
    def is_this_process(self) -> bool:
        """Whether it is open here."""
        return self.owner == this_process()

    def sentence(self, name: str) -> str:
        """Say who has it open."""
        since, user = f"{self.since:%Y-%m-%d %H:%M}", self.user or tr("somebody")
        if not self.owner:
            return tr("{name} is open since {since} by {user}", name=name, since=since, user=user)
        return tr(
            "{name} is open since {since} by {user} at {computer}",
            name=name,
            since=since,
            user=user,
            computer=self.owner.host,
        )


class HeldElsewhere(UserError):  # noqa: N818  (what was found)
    """Another process has the case open."""

    def __init__(self, name: str, holder: Holder) -> None:
        super().__init__(
            tr("{sentence}; wait until it is closed there.", sentence=holder.sentence(name))
        )
        self.holder = holder


def lock_path(mask: Path) -> Path:
    """File that says who has the case of a mask open."""
    return mask.with_name(f".{mask.name}.open")


def holder(mask: Path) -> Holder | None:
    """Who has the case of a mask open, None if nobody has."""
    path = lock_path(mask)
    try:
        text = path.read_text("utf-8")
        changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except OSError:
        return None
    try:
        members = json.loads(text)
        match = _OWNER.fullmatch(members["owner"])
        owner = Owner.from_match(match) if match else None
        found = Holder(owner, str(members["user"]), datetime.fromisoformat(members["since"]))
    except (ValueError, KeyError, TypeError):
        return Holder(None, "", changed)  # being written at this moment
    return None if owner is not None and owner.has_left(path) else found


def take(mask: Path) -> bool:
    """Open the case of a mask for this process; returns False if it has it open already.

    Raises
    ------
    HeldElsewhere
        If another process has it open.
    UserError
        If the folder cannot be written.
    """
    path = lock_path(mask)
    text = json.dumps(
        {
            "owner": this_process().tag,
            "user": _user(),
            "since": datetime.now().astimezone().isoformat(timespec="seconds"),
        }
    )
    while True:
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        except FileExistsError:
            found = holder(mask)
            if found is None:
                _remove_left(mask)
            elif found.is_this_process:
                return False
            else:
                raise HeldElsewhere(mask.name, found) from None
        except OSError as error:
            raise UserError(
                tr(
                    "{folder} cannot be written ({reason}); check its permissions.",
                    folder=path.parent,
                    reason=error.strerror or error,
                )
            ) from error
        else:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            return True


def release(mask: Path) -> None:
    """Give up the case of a mask, if this process has it open."""
    found = holder(mask)
    if found is not None and found.is_this_process:
        with suppress(OSError):
            lock_path(mask).unlink(missing_ok=True)


def touch(mask: Path) -> None:
    """Say that this process still has the case of a mask open."""
    found = holder(mask)
    if found is not None and found.is_this_process:
        with suppress(OSError):
            lock_path(mask).touch()


@contextmanager
def held(mask: Path) -> Iterator[None]:
    """Hold a case for a moment; what this process had open stays open. Raises as `take`."""
    taken = take(mask)
    try:
        yield
    finally:
        if taken:
            release(mask)


def _remove_left(mask: Path) -> None:
    """Remove a file that was left behind: moved aside first, should another process do the same."""
    path = lock_path(mask)
    aside = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    try:
        path.rename(aside)
    except OSError:  # somebody was faster
        return
    with suppress(OSError):
        match = _OWNER.search(aside.read_text("utf-8"))
        if match is not None and not Owner.from_match(match).has_left(aside):
            os.link(aside, path)  # it was taken anew meanwhile
    with suppress(OSError):
        aside.unlink()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""

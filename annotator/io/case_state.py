"""How far the work on a case is, who does it, and what is to be said of it: part of its sidecar.

The sidecar lies beside the mask as ``NAME.json``; a case's state is its member ``"case"``.
All other members are left as they are::

    {"case": {"status": "flagged", "note": "liver cut off", "labeller": "AB", "reader": "CD"}}
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.file_names import sidecar_path
from annotator.io.replacing import write_text

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

Status = Literal["not started", "in progress", "prefilled", "needs review", "done", "flagged"]
STATUSES: tuple[Status, ...] = get_args(Status)
MEMBER = "case"


class CaseState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What people say of a case.

    Attributes
    ----------
    status
        None if nobody has said: then a case with a mask is in progress, one without not started.
    note
        Free text.
    labeller, reader
        Initials of who labels it, and of the second reader.
    """

    status: Status | None = None
    note: str = ""
    labeller: str = ""
    reader: str = ""

    def shown(self, has_mask: bool) -> Status:
        """Status that counts."""
        return self.status or ("in progress" if has_mask else "not started")


def read_state(mask: Path) -> CaseState:
    """State of a case from the sidecar of its mask; a damaged one counts as empty."""
    try:
        return msgspec.convert(_read(mask).get(MEMBER, {}), CaseState)
    except (UserError, msgspec.ValidationError) as error:
        log.warning("%s", error)
        return CaseState()


def change_state(mask: Path, **changes: Any) -> CaseState:
    """Change some fields of a case's state on disk; others, and other members, stay.

    Whoever calls it holds the case (`annotator.io.case_lock`).

    Raises
    ------
    UserError
        If the sidecar is damaged or cannot be written; it is as it was.
    """
    members = _read(mask)
    known = members.get(MEMBER, {})
    if not isinstance(known, dict):
        raise UserError(_damaged(sidecar_path(mask)))
    try:
        wanted = {**known, **changes}
        state = msgspec.convert(wanted, CaseState)
    except msgspec.ValidationError as error:
        raise UserError(f"{sidecar_path(mask).name}: {error}.") from error
    strange = {key: value for key, value in known.items() if key not in CaseState.__struct_fields__}
    members[MEMBER] = {**strange, **msgspec.to_builtins(state)}
    write_text(sidecar_path(mask), json.dumps(members, indent=2, ensure_ascii=False) + "\n")
    return state


def state_member(mask: Path) -> dict[str, Any]:
    """State of a case as it lies in the sidecar, unknown fields included; empty for none."""
    try:
        member = _read(mask).get(MEMBER, {})
    except UserError:
        return {}
    return member if isinstance(member, dict) else {}


def holds_only_state(sidecar: Path) -> bool:
    """Whether a sidecar says nothing but the state of its case, as before the first mask."""
    try:
        return set(_members(sidecar)) == {MEMBER}
    except UserError:
        return False


def _read(mask: Path) -> dict[str, Any]:
    return _members(sidecar_path(mask))


def _members(path: Path) -> dict[str, Any]:
    """Members of a sidecar, none if there is no file."""
    try:
        members = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UserError(
            tr("{file} cannot be read: {reason}.", file=path, reason=error.strerror or error)
        ) from error
    except ValueError as error:
        raise UserError(_damaged(path)) from error
    if not isinstance(members, dict):
        raise UserError(_damaged(path))
    return members


def _damaged(path: Path) -> str:
    return tr("{name} is damaged; correct or remove it, then try again.", name=path.name)

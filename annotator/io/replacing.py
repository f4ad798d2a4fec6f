"""Files are written beside their targets and take their places when they are whole."""

from __future__ import annotations

import logging
import os
import re
import shutil
import uuid
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.core.texts import tr
from annotator.io.owner import Owner, this_process

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger(__name__)

_TEMPORARY = re.compile(rf"\.annotator_{Owner.PATTERN}_[0-9a-f]{{32}}(\.\w+)*")


@contextmanager
def replacing(target: Path, *companions: Path) -> Iterator[tuple[Path, ...]]:
    """Yield a new file beside each target; if the block succeeds, all take their places, or none.

    Parameters
    ----------
    target
        The file that counts.
    companions
        Small files that belong to it, in any folder.

    Raises
    ------
    UserError
        If a file cannot be written; every target is as it was.
    """
    targets = (*companions, target)
    for place in targets:
        check_place(place)
    temporaries = tuple(temporary_beside(place) for place in targets)
    try:
        for temporary in temporaries:
            temporary.touch(exist_ok=False)
        yield (temporaries[-1], *temporaries[:-1])
        for temporary in temporaries:
            with temporary.open("rb+") as written:
                os.fsync(written.fileno())
        _replace_all(temporaries, targets)
    except OSError as error:
        raise UserError(
            tr(
                "{file} cannot be written: {reason}; choose another folder.",
                file=target,
                reason=error.strerror or error,
            )
        ) from error
    finally:
        for temporary in temporaries:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _replace_all(temporaries: tuple[Path, ...], targets: tuple[Path, ...]) -> None:
    """Put every file in its place; when one fails, those before it are put back."""
    kept: list[Path] = []
    try:
        with ExitStack() as back:
            for temporary, target in zip(temporaries[:-1], targets[:-1], strict=True):
                if target.exists():
                    copy = temporary_beside(target)
                    kept.append(copy)
                    shutil.copy2(target, copy)
                    back.callback(copy.replace, target)
                else:
                    back.callback(target.unlink, missing_ok=True)
                temporary.replace(target)
            temporaries[-1].replace(targets[-1])
            back.pop_all()
    finally:
        for copy in kept:
            with suppress(OSError):
                copy.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a small UTF-8 file whole or not at all; raises `UserError` as `replacing`."""
    with replacing(path.resolve()) as (temporary,):
        temporary.write_text(text, "utf-8", newline="\n")


def temporary_beside(target: Path) -> Path:
    """Name for a file in the folder of `target`, with its ending and with its owner."""
    name = target.name.lower()
    ending = ".nii.gz" if name.endswith(".nii.gz") else Path(name).suffix
    unique = f".annotator_{this_process().tag}_{uuid.uuid4().hex}{ending}"
    return target.with_name(unique)


def remove_leftovers(folder: Path) -> list[Path]:
    """Remove what killed processes of this program left half written in a folder; say what.

    Files of a process that still runs, and recent ones of another computer, stay.
    """
    removed: list[Path] = []
    with suppress(OSError):
        for path in folder.iterdir():
            match = _TEMPORARY.fullmatch(path.name)
            if match is not None and Owner.from_match(match).has_left(path):
                with suppress(OSError):
                    path.unlink()
                    removed.append(path)
                    log.info("removed %s, which a process that ended had left half written", path)
    return removed


def check_place(target: Path) -> None:
    """Raise `UserError` if no file can be put at `target`."""
    try:
        target.resolve()
    except (OSError, RuntimeError) as error:
        raise UserError(
            tr("{target} is a link to itself; choose another name.", target=target)
        ) from error
    if target.is_dir():
        raise UserError(tr("{target} is a folder; give a file name.", target=target))
    if not target.parent.is_dir():
        raise UserError(
            tr(
                "There is no folder {parent}; create it or choose another one.",
                parent=target.parent,
            )
        )
    for path in (target.parent, target):
        if path.exists() and not os.access(path, os.W_OK):
            raise UserError(tr("{path} is write-protected; choose another place.", path=path))

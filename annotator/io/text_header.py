"""Text headers of NRRD and MetaImage files, checked before anything believes them.

Only plain, short lines are taken, and voxel data only from regular files in the image's own folder:
a header that somebody else wrote must not make this program read devices, pipes or files elsewhere.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.errors import UserError
from annotator.core.texts import tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LONGEST_HEADER = 1 << 20
LONGEST_LINE = 1 << 16
LONGEST_NAME = 255
MOST_FILES = 100_000
PATTERN = re.compile(r"[^%]*%0?\d{0,2}d[^%]*")
"""A file name with one whole number in it, as ``slice%03d.raw``; nothing else printf knows."""


class HeaderError(Exception):
    """A header that cannot be used; the message ends "PATH has ..." or "PATH is ..."."""


def read_start(path: Path) -> bytes:
    """First megabyte of a file at most; raises `UserError` if it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(LONGEST_HEADER)
    except OSError as error:
        raise UserError(
            tr("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error


def decode(line: bytes) -> str:
    """Text of a header line: UTF-8, else Latin-1 as older programs write.

    Raises
    ------
    HeaderError
        If the line is longer than any program writes, or holds control characters.
    """
    if len(line) > LONGEST_LINE:
        raise HeaderError(tr("a header line of more than 65,536 characters"))
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("latin-1")
    text = text.rstrip("\r")
    if any(ord(sign) < 32 and sign != "\t" for sign in text):
        raise HeaderError(tr("control characters in its header"))
    return text


def set_once(fields: dict[str, str], name: str, value: str) -> None:
    """Put a field of a header into a table; programs differ on which of two values they take.

    Raises
    ------
    HeaderError
        If the field is there with another value.
    """
    if fields.setdefault(name, value) != value:
        raise HeaderError(tr("two values of its field '{name}'", name=name))


def numbers(name: str, text: str, count: int | None = None) -> list[float]:
    """Numbers of a field, separated by blanks; nan and inf are left to the caller."""
    words = text.split()
    try:
        values = [float(word) for word in words]
    except ValueError:
        values = []
    if (words and not values) or any("_" in word for word in words):
        raise HeaderError(tr("no numbers in its field '{name}'", name=name))
    if count is not None and len(values) != count:
        raise HeaderError(
            tr(
                "{count} numbers in its field '{name}' instead of {wanted}",
                count=len(values),
                name=name,
                wanted=count,
            )
        )
    return values


def whole(name: str, text: str) -> int:
    """Return the whole number of a field, within what a file can mean."""
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text.strip()):
        raise HeaderError(tr("no whole number in its field '{name}'", name=name))
    return int(text)


def sizes(name: str, text: str, dimension: int) -> tuple[int, ...]:
    """Lengths of the axes: whole numbers from 1 on, whose product is a possible file size."""
    words = text.split()
    if len(words) != dimension:
        raise HeaderError(
            tr(
                "{count} numbers in its field '{name}' instead of {dimension}",
                count=len(words),
                name=name,
                dimension=dimension,
            )
        )
    lengths = tuple(whole(name, word) for word in words)
    if min(lengths) < 1 or math.prod(lengths) > 1 << 50:
        raise HeaderError(tr("an impossible size ({size})", size=" × ".join(words)))
    return lengths


def data_files(path: Path, names: Iterable[str]) -> tuple[Path, ...]:
    """Voxel files that a header names, each a regular file in the folder of the header.

    Raises
    ------
    UserError
        If a file is missing, lies elsewhere, or is no regular file.
    """
    folder = path.parent.resolve()
    files = []
    for name in names:
        shown = name if len(name) <= 60 else f"{name[:60]}…"
        if not name or len(name) > LONGEST_NAME or "\0" in name:
            raise HeaderError(tr("an impossible name of its voxel data file"))
        file = path.parent / name
        try:
            there, inside = file.exists(), file.resolve().is_relative_to(folder)
        except OSError:
            there, inside = False, True
        if not inside:
            raise UserError(
                tr(
                    "{name} names a voxel data file outside its folder ({shown}), which is not "
                    "opened; put both into one folder and let the header name the file alone.",
                    name=path.name,
                    shown=shown,
                )
            )
        if not there:
            raise UserError(
                tr(
                    "{name} is damaged or its voxel data file is missing ({shown}); copy "
                    "or download "
                    "it again.",
                    name=path.name,
                    shown=shown,
                )
            )
        if not file.is_file():
            raise UserError(
                tr(
                    "{name} names a voxel data file that is no file ({shown}).",
                    name=path.name,
                    shown=shown,
                )
            )
        files.append(file)
    return tuple(files)


def numbered(pattern: str, first: int, last: int, step: int) -> list[str]:
    """Names of a data file pattern, such as ``slice%03d.raw`` from `first` to `last`."""
    if not PATTERN.fullmatch(pattern):
        raise HeaderError(tr("an impossible pattern of its voxel data files"))
    if step == 0 or (last - first) // step + 1 not in range(1, MOST_FILES + 1):
        raise HeaderError(tr("an impossible number of voxel data files"))
    return [pattern % number for number in range(first, last + (1 if step > 0 else -1), step)]


def finite(values: Iterable[float]) -> bool:
    """Whether all values are finite and no larger than any scanner's room."""
    array = np.array(list(values), dtype=np.float64)
    return bool(np.isfinite(array).all() and (np.abs(array) < 1e12).all())

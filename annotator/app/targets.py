"""Files that a command will write: checked before the work starts, written whole or not at all."""

from __future__ import annotations

import json
import math
import os
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any

from annotator.core.errors import UserError
from annotator.io.dicom.files import DicomFile
from annotator.io.dicom.mask import is_dicom_mask_file
from annotator.io.file_names import names_path, sidecar_path
from annotator.io.read import files_of
from annotator.io.replacing import check_place, write_text
from annotator.io.write import image_suffix

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


def check_mask_target(target: Path, taken: Sequence[Path]) -> None:
    """`check_target` for a label map: its format must also be one that can be written.

    Raises
    ------
    UserError
        If it cannot be written.
    """
    image_suffix(target)
    check_target(target, taken)
    for beside in (names_path(target), sidecar_path(target)):
        if any(_same_file(beside, path) for path in taken):
            raise UserError(
                f"{beside.name}, which is written with {target.name}, is already another file of "
                "this command; choose another name."
            )


def check_target(target: Path, taken: Sequence[Path]) -> None:
    """See whether a file can be written, before the work that it will hold.

    Parameters
    ----------
    target
        The file to be.
    taken
        Files that this command reads or also writes.

    Raises
    ------
    UserError
        If it cannot be written.
    """
    if any(_same_file(target, path) for path in taken):
        raise UserError(f"{target} is already another file of this command; choose another name.")
    check_place(target)
    if target.is_file() and DicomFile(target).begins_as_dicom() and not is_dicom_mask_file(target):
        raise UserError(
            f"{target} is a DICOM image, which is never overwritten; choose another name."
        )


def check_folder(folder: Path, names: Iterable[str], taken: Sequence[Path]) -> None:
    """See whether files of some names can be written into a folder, which is made if missing.

    Parameters
    ----------
    folder
        The folder.
    names
        File names that may be written there, ``*`` standing for anything.
    taken
        Files that this command reads or also writes.

    Raises
    ------
    UserError
        If they cannot be written.
    """
    try:
        nearest = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    except (OSError, RuntimeError, ValueError) as error:
        raise UserError(f"{folder} is no usable folder; give another one.") from error
    if not nearest.is_dir():
        raise UserError(f"{nearest} is a file; give a folder.")
    if not os.access(nearest, os.W_OK):
        raise UserError(f"{nearest} is write-protected; choose another place.")
    names = tuple(names)
    written = [folder / name for name in names if "*" not in name]
    if folder.is_dir():
        written += [path for name in names if "*" in name for path in folder.glob(name)]
    resolved = folder.resolve()
    for path in taken:
        there = path.resolve()
        inside = str(there.parent).casefold() == str(resolved).casefold()
        if any(_same_file(target, path) for target in written) or (
            inside and any(fnmatch(there.name.lower(), name) for name in names)
        ):
            raise UserError(f"{path.name} in {folder} would be overwritten; give another folder.")


def files_read(*paths: Path | None) -> list[Path]:
    """Every file that commands read for images and masks: with detached voxels and label names."""
    found: list[Path] = []
    for path in paths:
        if path is not None:
            found += [path, names_path(path), sidecar_path(path), *files_of(path)]
    return found


def _same_file(first: Path, second: Path) -> bool:
    """Whether two paths are one file, by any link or spelling, or but for upper and lower case."""
    try:
        if str(first.resolve()).casefold() == str(second.resolve()).casefold():
            return True
        return first.exists() and second.exists() and first.samefile(second)
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name too long
        return False


def make_folder(folder: Path) -> None:
    """Make a folder with all above it; raises `UserError` if that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"The folder {folder} cannot be made: {error.strerror}.") from error


def write_json(path: Path, values: Any) -> None:
    """Save plain values as JSON, nan as null; the file appears complete or not at all.

    Raises
    ------
    UserError
        If the file cannot be written.
    """
    write_text(path, json.dumps(_without_nan(values), indent=2, allow_nan=False) + "\n")


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nan(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value

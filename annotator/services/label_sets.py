"""Ready-made lists of labels: those of the program, and the user's own."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import tomli_w

from annotator.core.errors import UserError
from annotator.core.labels import LabelClass, default_label
from annotator.core.patch import Change, Edit
from annotator.core.texts import tr
from annotator.io.replacing import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from annotator.services.document import Document


@dataclass(frozen=True, slots=True)
class LabelSet:
    """A named list of labels, ascending by value."""

    name: str
    labels: tuple[LabelClass, ...]


def load_label_set(path: Path, *, latin: bool = False) -> LabelSet:
    """Read a label set from a TOML file.

    Labels without a value count 1, 2, 3 and so on; with `latin` they get their Latin names, where
    the file has any.

    Raises
    ------
    UserError
        If the file is not readable as a label set.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        labels: dict[int, LabelClass] = {}
        for place, entry in enumerate(content["label"], start=1):
            value, (r, g, b) = int(entry.get("value", place)), entry["color"]
            name = str(entry.get("latin", entry["name"]) if latin else entry["name"])
            group = entry.get("group", "")
            group = str(entry.get("latin_group", group) if latin else group)
            rgb = _channel(r), _channel(g), _channel(b)
            labels[value] = LabelClass(value, name, rgb, group=group)
        return LabelSet(str(content["name"]), tuple(labels[value] for value in sorted(labels)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError(
            tr("The label set {name} cannot be read: {error}", name=path.name, error=error)
        ) from error


def save_label_set(folder: Path, chosen: LabelSet) -> Path:
    """Write a label set into a folder, in place of one of the same name; returns its file.

    Raises
    ------
    UserError
        If it cannot be written.
    """
    entries = [
        {"value": label.value, "name": label.name, "color": list(label.color)}
        | ({"group": label.group} if label.group else {})
        for label in chosen.labels
    ]
    path = label_set_path(folder, chosen.name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            tr(
                "The folder {folder} cannot be made: {reason}.",
                folder=folder,
                reason=error.strerror,
            )
        ) from error
    write_text(path, tomli_w.dumps({"name": chosen.name, "label": entries}))
    return path


def label_set_path(folder: Path, name: str) -> Path:
    """File of a label set; no two names share one."""
    plain = re.sub(r"[^\w -]", lambda match: f"%{ord(match[0]):x}", name)
    return folder / f"{plain}.toml"


def label_sets_in(folder: Path) -> list[tuple[str, Path]]:
    """Name and file of all label sets in a folder, by name; damaged ones by that of their file."""
    found = []
    for path in folder.glob("*.toml"):
        try:
            found.append((load_label_set(path).name, path))
        except UserError:
            found.append((tr("{name} (damaged)", name=path.name), path))
    return sorted(found)


def apply_label_set(document: Document, chosen: LabelSet) -> None:
    """Take the labels of a set; painted labels keep their voxels and get the set's names.

    One undo step. Classes that are neither painted nor in the set are dropped.
    """
    take_labels(document, chosen.labels, tr("Label set {name}", name=chosen.name))


def take_labels(document: Document, labels: Iterable[LabelClass], text: str) -> None:
    """Replace the labels as one undo step named `text`; painted ones that are missing stay."""
    wanted = {label.value: label for label in labels}
    for label in document.classes:
        if label.value not in wanted and document.label_voxels(label.value):
            wanted[label.value] = label
    classes = tuple(wanted[value] for value in sorted(wanted)) or (default_label(1),)
    document.commit(Edit(text, classes=Change(tuple(document.classes), classes)))


def _channel(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= 255:
        raise ValueError(f"a colour has three whole numbers from 0 to 255, not {value!r}")
    return value

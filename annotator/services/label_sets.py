"""Ready-made lists of labels."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.core.labels import LabelClass, default_label
from annotator.core.patch import Change, Edit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from annotator.services.document import Document


@dataclass(frozen=True, slots=True)
class LabelSet:
    """A named list of labels with the values 1, 2, 3 and so on."""

    name: str
    labels: tuple[LabelClass, ...]


def load_label_set(path: Path) -> LabelSet:
    """Read a label set from a TOML file.

    Raises
    ------
    UserError
        If the file is not readable as a label set.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        labels = []
        for value, entry in enumerate(content["label"], start=1):
            r, g, b = entry["color"]
            labels.append(LabelClass(value, str(entry["name"]), (int(r), int(g), int(b))))
        return LabelSet(str(content["name"]), tuple(labels))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"The label set {path.name} cannot be read: {error}") from error


def apply_label_set(document: Document, chosen: LabelSet) -> None:
    """Take the labels of a set; painted labels keep their voxels and get the set's names.

    One undo step. Classes that are neither painted nor in the set are dropped.
    """
    take_labels(document, chosen.labels, f"Label set {chosen.name}")


def take_labels(document: Document, labels: Iterable[LabelClass], text: str) -> None:
    """Replace the labels as one undo step named `text`; painted ones that are missing stay."""
    wanted = {label.value: label for label in labels}
    for label in document.classes:
        if label.value not in wanted and document.label_voxels(label.value):
            wanted[label.value] = label
    classes = tuple(wanted[value] for value in sorted(wanted)) or (default_label(1),)
    document.commit(Edit(text, classes=Change(tuple(document.classes), classes)))

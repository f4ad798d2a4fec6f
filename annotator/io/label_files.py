"""Names and colours of labels in the files of other programs: ITK-SNAP and 3D Slicer.

An ITK-SNAP label description has one line per label: index, red, green, blue, opacity, visible,
mesh visible, quoted name. A Slicer colour table (.ctbl, .txt) has index, name, red, green, blue,
opacity, with underscores for the spaces of the name. Lines that are empty or start with ``#`` say
nothing. Neither file can say that a label is locked.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.core.errors import UserError
from annotator.core.labels import LabelClass
from annotator.core.texts import tr
from annotator.io.replacing import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable

ITKSNAP_HEADER = """\
################################################
# ITK-SnAP Label Description File
# IDX   -R-  -G-  -B-  -A--  VIS MSH  LABEL
################################################
    0     0    0    0        0  0  0    "Clear Label"
"""
SLICER_BACKGROUND = "0 background 0 0 0 0\n"

ITKSNAP_LINE = re.compile(
    r"(?P<value>\d+)\s+(?P<r>\d+)\s+(?P<g>\d+)\s+(?P<b>\d+)\s+\S+\s+"
    r'(?P<visible>[01])\s+[01]\s+"(?P<name>.*)"'
)
SLICER_LINE = re.compile(
    r"(?P<value>\d+)\s+(?P<name>\S+)\s+(?P<r>\d+)\s+(?P<g>\d+)\s+(?P<b>\d+)\s+(?P<visible>\d+)"
)


def read_label_file(path: str | Path) -> list[LabelClass]:
    """Read the labels of an ITK-SNAP label description or a Slicer colour table.

    The lines tell which of the two it is. Label 0, the background, is left out; of several lines
    for one label the last counts, as in both programs. Labels come in ascending order.

    Raises
    ------
    UserError
        If the file cannot be read, or a line is neither or is out of range.
    """
    path = Path(path)
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise UserError(
            tr("{file} cannot be read: {reason}.", file=path, reason=error.strerror or error)
        ) from error
    except UnicodeDecodeError as error:
        raise UserError(
            tr(
                "{name} is no text in UTF-8; save it as UTF-8, or choose a label or colour file.",
                name=path.name,
            )
        ) from error
    labels = {}
    for number, line in enumerate(map(str.strip, lines), start=1):
        if line and not line.startswith("#"):
            try:
                label = _label_of(line)
            except ValueError as error:
                raise UserError(
                    tr(
                        "{name}, line {number}: {error}.",
                        name=path.name,
                        number=number,
                        error=error,
                    )
                ) from error
            if label:
                labels[label.value] = label
    return [labels[value] for value in sorted(labels)]


def _label_of(line: str) -> LabelClass | None:
    """Return the label on a line, None for the background; ValueError if it is neither."""
    if match := ITKSNAP_LINE.fullmatch(line):
        name = match["name"]
    elif match := SLICER_LINE.fullmatch(line):
        name = match["name"].replace("_", " ")
    else:
        raise ValueError(
            "expected an ITK-SNAP label (index R G B opacity visible mesh "
            '"name") or a Slicer colour (index name R G B opacity)'
        )
    value = int(match["value"])
    if value == 0:
        return None
    color = (int(match["r"]), int(match["g"]), int(match["b"]))
    if max(color) > 255:
        raise ValueError(f"red, green and blue go from 0 to 255, not {max(color)}")
    return LabelClass(value, name, color, visible=int(match["visible"]) > 0)


def itksnap_text(labels: Iterable[LabelClass], remark: str = "") -> str:
    """Labels as the text of an ITK-SNAP label description, which may begin with a remark.

    Double quotes inside a name, for which the format has no place, become single ones.
    """
    lines = [f"# {remark}\n"] if remark else []
    lines.append(ITKSNAP_HEADER)
    for label in labels:
        r, g, b = label.color
        name = " ".join(label.name.replace('"', "'").split())
        lines.append(
            f'{label.value:5d} {r:5d} {g:4d} {b:4d} {1:8d} {label.visible:2d} {1:2d}    "{name}"\n'
        )
    return "".join(lines)


def write_itksnap_labels(path: str | Path, labels: Iterable[LabelClass]) -> None:
    """Save labels as an ITK-SNAP label description, whole or not at all.

    Raises
    ------
    UserError
        If the file cannot be written.
    """
    write_text(Path(path), itksnap_text(labels))


def write_slicer_colors(path: str | Path, labels: Iterable[LabelClass]) -> None:
    """Save labels as a Slicer colour table, whole or not at all; hidden labels become transparent.

    Raises
    ------
    UserError
        If the file cannot be written.
    """
    lines = []
    for label in labels:
        r, g, b = label.color
        name = "_".join(label.name.split()) or f"Label_{label.value}"
        lines.append(f"{label.value} {name} {r} {g} {b} {255 if label.visible else 0}\n")
    write_text(Path(path), SLICER_BACKGROUND + "".join(lines))

"""The report of `annotator compare` as one HTML page, with pictures of the worst slices."""

from __future__ import annotations

import base64
import math
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

import annotator
from annotator.app.pictures import png_bytes
from annotator.core.boxes import bounding_box
from annotator.core.window import auto_window
from annotator.io.replacing import write_text
from annotator.ui.inspector.pictures import grey, outline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.app.file_slices import FileSlices
    from annotator.core.volume import Volume

MASK_COLOR, REFERENCE_COLOR = (255, 150, 40), (70, 190, 255)
SIDE = 260
"""Height of a picture on the page, pixels."""

MARGIN = 0.25
"""Share of the structure's extent that is shown around it."""

STYLE = """
body { font: 15px/1.5 sans-serif; margin: 2rem auto; max-width: 66rem; color: #222; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { padding: .25rem .8rem; text-align: right; border-bottom: 1px solid #ddd; }
figure { display: inline-block; margin: 0 1rem 1rem 0; }
figcaption { font-size: 13px; }
img { height: 260px; image-rendering: auto; background: black; }
.mask { color: rgb(200, 105, 10); } .reference { color: rgb(20, 120, 190); }
"""


def write_report(
    path: Path,
    rows: Sequence[dict[str, Any]],
    names: tuple[str, str],
    masks: tuple[NDArray[np.uint8], NDArray[np.uint8]],
    slices: FileSlices,
    volume: Volume | None,
    worst: int,
) -> None:
    """Write the page; raises `UserError` if it cannot be written.

    Parameters
    ----------
    path
        The file.
    rows
        Figures per label, first those of the whole label, then its slices, worst first.
    names
        Of the mask and the reference.
    masks
        Both, uint8 ``(z, y, x)``.
    slices
        Axis of the slices, and how they are numbered.
    volume
        The image behind the pictures; None for black.
    worst
        Slices drawn per label.
    """
    spacing = [1.0, 1.0, 1.0] if volume is None else list(volume.geometry.spacing_zyx_mm)
    plane = spacing[: slices.axis] + spacing[slices.axis + 1 :]
    parts = [
        f"<h1>{escape(names[0])} against {escape(names[1])}</h1>",
        f"<p>Contours: <b class='mask'>{escape(names[0])}</b>, "
        f"<b class='reference'>{escape(names[1])}</b>. Slices count from 0 along axis "
        f"{slices.file_axis} of the reference's file. CAT-Net Annotator "
        f"{annotator.__version__}.</p>",
        _table([row for row in rows if row["slice"] is None], "ml", 1000),
    ]
    for label in dict.fromkeys(row["label"] for row in rows):
        mine = [row for row in rows if row["label"] == label and row["slice"] is not None][:worst]
        parts.append(f"<h2>Label {label}: worst slices</h2>")
        for row in mine:
            picture = _picture(masks, label, slices, row["slice"], volume)
            parts.append(_figure(picture, row, plane))
    body = "\n".join(parts)
    head = f"<meta charset='utf-8'><title>{escape(names[0])}</title><style>{STYLE}</style>"
    write_text(path, f"<!doctype html>\n<html lang='en'><head>{head}</head>\n<body>{body}</body>\n")


def _table(rows: Sequence[dict[str, Any]], unit: str, per: float) -> str:
    heads = ("Label", "Dice", "95 % distance, mm", "Mean distance, mm", f"Difference, {unit}")
    lines = ["<table><tr>" + "".join(f"<th>{head}</th>" for head in heads) + "</tr>"]
    for row in rows:
        figures = (
            str(row["label"]),
            _text(row["dice"], ".3f"),
            _text(row["distance_95_mm"], ".2f"),
            _text(row["mean_distance_mm"], ".2f"),
            _text(row["difference"] / per, "+.2f"),
        )
        lines.append("<tr>" + "".join(f"<td>{figure}</td>" for figure in figures) + "</tr>")
    return "\n".join([*lines, "</table>"])


def _picture(
    masks: tuple[NDArray[np.uint8], NDArray[np.uint8]],
    label: int,
    slices: FileSlices,
    number: int,
    volume: Volume | None,
) -> NDArray[np.uint8]:
    """Part of a slice around a label, with both contours, uint8 ``(h, w, 3)``."""
    index = slices.in_file(number)
    mask, reference = (voxels.take(index, axis=slices.axis) == label for voxels in masks)
    picture = np.zeros((*mask.shape, 3), np.uint8)
    if volume is not None:
        values: NDArray[Any] = volume.voxels
        picture = grey(values.take(index, axis=slices.axis), auto_window(volume))
    picture[outline(reference)] = REFERENCE_COLOR
    picture[outline(mask)] = MASK_COLOR
    box = bounding_box(mask | reference)
    if box is None:
        return picture
    rows, cols = (
        slice(max(0, s.start - round(MARGIN * (s.stop - s.start)) - 4), _wider(s)) for s in box
    )
    return np.ascontiguousarray(picture[rows, cols])


def _wider(part: slice) -> int:
    return int(part.stop + round(MARGIN * (part.stop - part.start)) + 4)


def _figure(picture: NDArray[np.uint8], row: dict[str, Any], plane: Sequence[float]) -> str:
    data = base64.b64encode(png_bytes(picture)).decode()
    high, wide = (n * mm for n, mm in zip(picture.shape[:2], plane, strict=True))
    width = round(SIDE * wide / high)
    caption = (
        f"Slice {row['slice']}: Dice {_text(row['dice'], '.3f')}, "
        f"95 % distance {_text(row['distance_95_mm'], '.1f')} mm"
    )
    image = f"<img alt='{caption}' width='{width}' src='data:image/png;base64,{data}'>"
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


def _text(value: float, form: str) -> str:
    return "–" if math.isnan(value) else format(value, form)

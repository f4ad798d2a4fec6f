"""Segments of 3D Slicer's ``.seg.nrrd``: names, colours and coded meanings as key/value pairs.

Keys are ``SegmentN_Name`` and so on, N counting from 0; the meaning is in ``SegmentN_Tags`` as
``TerminologyEntry:``, which is kept word for word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.labels import LabelClass, default_label
from annotator.io.codes import ABNORMAL, ANATOMICAL, OWN_SCHEME, Coded, coded
from annotator.io.image_file import StoredText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.io.codes import Code
    from annotator.io.image_file import ImageFile

SUFFIX = ".seg.nrrd"
KEY = re.compile(r"Segment(\d{1,5})_(\w+)")
ENTRY = (
    "TerminologyEntry:Segmentation category and type - 3D Slicer General Anatomy list"
    "~{category}~{kind}~{side}~Anatomic codes - DICOM master list~^^~^^|"
)
TISSUE = "SCT^85756007^Tissue"
"""Category and type that Slicer itself gives a segment whose meaning nobody has chosen."""
CATEGORIES = {
    ANATOMICAL: "SCT^123037004^Anatomical Structure",
    ABNORMAL: "SCT^49755003^Morphologically Altered Structure",
}
"""Categories as that list has them."""
SIDES = {"left": "SCT^7771000^Left", "right": "SCT^24028007^Right"}
LARGEST_LABEL = 254
LONGEST_MEANING = 10_000
ENTRY_PARTS, ENTRY_NAMES = 7, (0, 4)
"""Parts of an entry, and which of them name the lists that the others are from."""
LONGEST_SCHEME, LONGEST_CODE_MEANING = 16, 64  # DICOM's SH and LO


def terminology(name: str) -> str:
    """Tags of a segment with the coded meaning of its name, "Tissue" for names without one."""
    words = name.lower().replace("_", " ").split()
    sides = [side for side in SIDES if side in words]
    plain = " ".join(word for word in words if word not in SIDES)
    meaning = coded(plain if len(sides) == 1 else name)
    value, scheme, text = meaning.kind
    if scheme == OWN_SCHEME:
        return ENTRY.format(category=TISSUE, kind=TISSUE, side="^^")
    side = SIDES[sides[0]] if len(sides) == 1 else "^^"
    category = CATEGORIES[meaning.category]
    return ENTRY.format(category=category, kind=f"{scheme}^{value}^{text}", side=side)


def coded_meaning(tags: str) -> Coded | None:
    """Read the codes from the tags of a segment; None if they hold none that can be kept."""
    entry = tags.partition("TerminologyEntry:")[2].partition("|")[0]
    parts = entry.split("~")
    if len(parts) != ENTRY_PARTS:
        return None
    category, kind, modifier, region, region_modifier = (
        _code(part) for number, part in enumerate(parts) if number not in ENTRY_NAMES
    )
    if category is None or kind is None or kind[:2] == ("85756007", "SCT"):
        return None
    return Coded(category, kind, modifier, region, region_modifier)


def _code(text: str) -> Code | None:
    scheme, value, meaning = (*text.split("^", 2), "", "")[:3]
    fits = value and scheme and meaning and len(scheme) <= LONGEST_SCHEME
    return (value, scheme, meaning[:LONGEST_CODE_MEANING]) if fits else None


def meaning_tags(meaning: Coded) -> str:
    """Tags of a segment that hold the codes."""
    category, kind, *others = (
        "^^" if code is None else "^".join(_plain(word) for word in (code[1], code[0], code[2]))
        for code in meaning
    )
    names = "Segmentation category and type", "Anatomic codes - DICOM master list"
    parts = names[0], category, kind, others[0], names[1], *others[1:]
    return f"TerminologyEntry:{'~'.join(parts)}|"


def _plain(word: str) -> str:
    """Return a word without the signs that divide an entry."""
    return re.sub(r"[\^~|\s]+", " ", word).strip()


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment.

    Attributes
    ----------
    label
        Value, name, colour and coded meaning.
    layer
        Layer that holds it, from 0.
    """

    label: LabelClass
    layer: int = 0


def segments_of(image: ImageFile) -> tuple[Segment, ...]:
    """Segments that a file names; none if it is no segmentation or its fields are damaged."""
    if not isinstance(image.stored, StoredText):
        return ()
    by_number: dict[int, dict[str, str]] = {}
    for key, value in image.stored.pairs.items():
        if match := KEY.fullmatch(key):
            by_number.setdefault(int(match[1]), {})[match[2]] = value
    found = (_segment(number, fields) for number, fields in sorted(by_number.items()))
    return tuple(segment for segment in found if segment is not None)


def _segment(number: int, fields: dict[str, str]) -> Segment | None:
    try:
        value = int(fields.get("LabelValue", number + 1))
        layer = int(fields.get("Layer", 0))
    except (ValueError, OverflowError):
        return None
    if not 1 <= value <= LARGEST_LABEL:
        return None
    try:
        r, g, b = (round(255 * float(word)) for word in fields.get("Color", "1 1 0").split())
    except (ValueError, OverflowError):
        r, g, b = default_label(value).color
    if not 0 <= min(r, g, b) <= max(r, g, b) <= 255:
        r, g, b = default_label(value).color
    name = fields.get("Name", "").strip() or f"Label {value}"
    tags = fields.get("Tags", "")
    own = "TerminologyEntry:" in tags and len(tags) <= LONGEST_MEANING and tags != terminology(name)
    meaning = tags if own else ""
    return Segment(LabelClass(value, name, (r, g, b), meaning=meaning), layer)


def segment_pairs(labels: Sequence[LabelClass], voxels_ijk: NDArray[np.uint8]) -> dict[str, str]:
    """Key/value pairs that let 3D Slicer open a label map as a segmentation.

    Parameters
    ----------
    labels
        Names, colours and coded meanings; a label without a meaning gets that of its name.
    voxels_ijk
        The label map in file order, for the extent of each segment.
    """
    pairs = {
        "Segmentation_ContainedRepresentationNames": "Binary labelmap|",
        "Segmentation_MasterRepresentation": "Binary labelmap",
        "Segmentation_SourceRepresentation": "Binary labelmap",
        "Segmentation_ReferenceImageExtentOffset": "0 0 0",
    }
    for number, label in enumerate(labels):
        where = np.nonzero(voxels_ijk == label.value)
        extent = "0 -1 0 -1 0 -1"
        if len(where[0]):
            extent = " ".join(f"{axis.min()} {axis.max()}" for axis in where)
        fields = {
            "ID": f"Segment_{label.value}",
            "Name": " ".join(label.name.split()),
            "NameAutoGenerated": "0",
            "Color": " ".join(f"{value / 255:.6g}" for value in label.color),
            "ColorAutoGenerated": "0",
            "LabelValue": str(label.value),
            "Layer": "0",
            "Extent": extent,
            "Tags": label.meaning or terminology(label.name),
        }
        pairs |= {f"Segment{number}_{key}": value for key, value in fields.items()}
    return pairs

"""Foreground probabilities of all iterations of a run, as one 4D NIfTI file with its JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.io.orientation import header_for
from annotator.io.replacing import replacing

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.volume import Volume

STEPS = 65535
"""Levels between probability 0 and 1 on disk; `scl_slope` is one of them."""


def probability_name(image: str, label: str) -> str:
    """Name of a file by those of its image and label, as BIDS derivatives have them.

    ``scan.nii.gz`` and "Left kidney" give ``scan_label-LeftKidney_desc-iterations_probseg.nii.gz``.
    """
    stem = re.sub(r"(\.nii)?\.\w+$", "", image) or "image"
    words = re.findall(r"[A-Za-z0-9]+", label)
    joined = "".join(word[:1].upper() + word[1:] for word in words) or "label"
    return f"{stem}_label-{joined}_desc-iterations_probseg.nii.gz"


def as_levels(probability: NDArray[np.float32]) -> NDArray[np.uint16]:
    """Probabilities 0..1 as they are stored."""
    return np.rint(np.clip(probability, 0, 1) * STEPS).astype(np.uint16)


def write_probabilities(
    path: Path, levels: NDArray[np.uint16], volume: Volume, described: dict[str, Any]
) -> None:
    """Write both files, whole or neither.

    Parameters
    ----------
    path
        Ends in ``.nii.gz``; the JSON lies beside it under the same name.
    levels
        uint16 ``(iterations, z, y, x)`` from `as_levels`.
    volume
        The image, on whose grid and in whose axis order they are written.
    described
        Contents of the JSON.

    Raises
    ------
    UserError
        If they cannot be written.
    """
    source = volume.source or header_for(volume.geometry)
    maps = np.stack([source.axes.to_file(one) for one in levels], axis=-1)
    import nibabel as nib  # slow to import

    image = nib.Nifti1Image(maps, source.affine_ras)
    image.header.set_slope_inter(1 / STEPS, 0)  # nibabel writes the levels under it as they are
    image.header.set_xyzt_units("mm")
    image.header["descrip"] = b"foreground probability after each iteration"
    text = json.dumps(described, indent=2, ensure_ascii=False) + "\n"
    beside = path.with_name(path.name.removesuffix(".nii.gz") + ".json")
    with replacing(path.resolve(), beside.resolve()) as (whole, words):
        image.to_filename(whole)
        words.write_text(text, "utf-8")

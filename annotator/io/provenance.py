"""Who made each voxel of a mask: hand, interpolation, or a network after which iteration."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.labelmap import VoxelOrigin
from annotator.io.write import write_labels

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.marks import Marks
    from annotator.core.volume import Volume
    from annotator.io.write import ExportReport

HAND, INTERPOLATION, UNKNOWN = 1, 2, 3
CATNET, FUSED = 10, 60
"""Codes; the iteration is added to those of the networks, up to 49."""

MOST = 49


def provenance_code(method: str, iteration: int | None) -> int:
    """Code of a voxel that was accepted from a run."""
    if method == "interpolation":
        return INTERPOLATION
    base = {"catnet": CATNET, "fused": FUSED}.get(method)
    return UNKNOWN if base is None else base + min(iteration or 0, MOST)


def provenance_map(
    voxels: NDArray[np.uint8], origins: NDArray[np.uint8], marks: Marks
) -> NDArray[np.uint8]:
    """Codes of all voxels, uint8 ``(z, y, x)``; 0 where there is no label.

    Parameters
    ----------
    voxels, origins
        uint8 ``(z, y, x)``: label values and `VoxelOrigin`.
    marks
        Know what made the accepted slices along each axis.
    """
    codes = np.zeros(voxels.shape, np.uint8)
    codes[(voxels > 0) & (origins == VoxelOrigin.HAND)] = HAND
    accepted = (voxels > 0) & (origins == VoxelOrigin.ACCEPTED)
    codes[accepted] = UNKNOWN
    for along in marks.every_axis():
        planes, labels, taken = (np.moveaxis(a, along.axis, 0) for a in (codes, voxels, accepted))
        for label, slices in along.made.items():
            for index, maker in slices.items():
                mine = taken[index] & (labels[index] == label)
                planes[index][mine] = provenance_code(maker.method, maker.iteration)
    return codes


def write_provenance(
    path: Path,
    voxels: NDArray[np.uint8],
    origins: NDArray[np.uint8],
    marks: Marks,
    volume: Volume,
) -> ExportReport:
    """Write the codes on the grid of a mask, and what they mean as JSON beside it.

    Raises
    ------
    UserError
        As for `annotator.io.write.write_labels`.
    """
    codes = provenance_map(voxels, origins, marks)
    words = {str(int(code)): _meaning(int(code)) for code in np.unique(codes)}
    makers = [
        maker
        for along in marks.every_axis()
        for slices in along.made.values()
        for maker in slices.values()
    ]
    models = sorted({f"{maker.model} {maker.model_sha256}" for maker in makers if maker.model})
    text = json.dumps({"codes": words, "models": models}, indent=2) + "\n"
    beside = path.with_name(path.name.removesuffix(".gz").removesuffix(".nii") + ".json")
    return write_labels(path, codes, volume, {beside: text})


def _meaning(code: int) -> str:
    fixed = {0: "no label", HAND: "hand", INTERPOLATION: "interpolation", UNKNOWN: "some run"}
    if code in fixed:
        return fixed[code]
    method, base = ("fused", FUSED) if code >= FUSED else ("catnet", CATNET)
    return f"{method}, iteration {code - base}"

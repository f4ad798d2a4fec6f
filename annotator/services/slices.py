"""Slices of a label map as boxes, patches and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.core.boxes import bounding_box
from annotator.core.geometry import Region
from annotator.core.labelmap import VoxelOrigin
from annotator.core.patch import MaskPatch
from annotator.core.texts import tr, translatable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.core.geometry import Shape3
    from annotator.core.labelmap import LabelMap

PLANE_NAMES = (translatable("axial"), translatable("coronal"), translatable("sagittal"))


def slice_title(index: int) -> str:
    """Return "slice N" as users count: from 1."""
    return tr("slice {index}", index=index + 1)


def slices_text(indices: Sequence[int]) -> str:
    """Return "slice N" for one slice, else "N slices"."""
    if len(indices) == 1:
        return slice_title(indices[0])
    return tr("1 slice", "{n} slices", n=len(indices))


def slice_region(axis: int, index: int, box: Box) -> Region:
    """Box of voxels for the `box` of rows and columns on slice `index` along `axis`."""
    start, stop = [box[0].start, box[1].start], [box[0].stop, box[1].stop]
    start.insert(axis, index)
    stop.insert(axis, index + 1)
    return Region((start[0], start[1], start[2]), (stop[0], stop[1], stop[2]))


def plane_shape(shape_zyx: Shape3, axis: int) -> tuple[int, int]:
    """Rows and columns of a slice along `axis`."""
    rows, columns = (length for a, length in enumerate(shape_zyx) if a != axis)
    return rows, columns


def removal_patches(
    labelmap: LabelMap, axis: int, indices: Sequence[int], value: int
) -> tuple[MaskPatch, ...]:
    """Patches that clear all voxels of a label in the given slices and leave them untouched."""
    planes = np.moveaxis(labelmap.voxels, axis, 0)
    patches = []
    for index in indices:
        box = bounding_box(planes[index] == value)
        if box is None:
            continue
        region = slice_region(axis, index, box)
        before = labelmap.read(region)
        after = before.copy()
        after[:, before[0] == value] = np.array([[0], [VoxelOrigin.UNTOUCHED]], dtype=np.uint8)
        patch = MaskPatch.between(region.start, before, after)
        if patch is not None:
            patches.append(patch)
    return tuple(patches)


def accepted_voxels(
    labelmap: LabelMap, region: Region, proposed: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """Return what accepting `proposed` labels, uint8 of the region's shape, sets in a region.

    uint8 ``(2, *region.shape)``: label values, then origins.
    """
    values = labelmap.read(region)
    accepted = proposed > 0
    values[0][accepted] = proposed[accepted]
    values[1][accepted] = VoxelOrigin.ACCEPTED
    return values

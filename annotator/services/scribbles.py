"""From a few clicks or scribbles on a slice to a mask: shown at once, kept on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.boxes import bounding_box
from annotator.core.brush import capsule
from annotator.core.labelmap import VoxelOrigin
from annotator.core.patch import Edit, MaskPatch
from annotator.core.region_growing import grow_from_seeds
from annotator.core.texts import tr
from annotator.services.paint_over import writable_values
from annotator.services.slices import PLANE_NAMES, plane_shape, slice_region

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.core.brush import Point
    from annotator.services.document import Document

INSIDE, OUTSIDE = 2, 1
LEAST_REACH_MM = 25.0
"""How far beyond the scribbles the structure is looked for at least."""


class Scribbles:
    """What was scribbled on one slice for one label, and the mask that follows from it.

    A random walker decides for each pixel around the scribbles whether it belongs to the inside
    or to the outside; the frame around the area counts as outside.

    Parameters
    ----------
    document
        The open document.
    axis, index
        The slice.
    label
        Label value.
    """

    def __init__(self, document: Document, axis: int, index: int, label: int) -> None:
        self._document = document
        self.axis, self.index, self.label = axis, index, label
        shape = plane_shape(document.volume.geometry.shape_zyx, axis)
        spacing = document.volume.geometry.spacing_zyx_mm
        rows, columns = (mm for a, mm in enumerate(spacing) if a != axis)
        self._spacing = rows, columns
        self._seeds = np.zeros(shape, np.uint8)
        self.paint_over: Collection[int] | None = None

    def add(self, p0: Point, p1: Point, radius_mm: float, *, inside: bool) -> None:
        """Scribble from one point ``(row, column)`` to another; `inside` False says outside."""
        shape = capsule(p0, p1, radius_mm, self._spacing, self._seeds.shape)
        if shape is not None:
            box, mask = shape
            self._seeds[box][mask] = INSIDE if inside else OUTSIDE

    def mask(self) -> tuple[Box, NDArray[np.bool_]] | None:
        """Box of the slice and the mask in it; None while nothing is inside."""
        voxels = np.moveaxis(self._document.volume.voxels, self.axis, 0)[self.index]
        return walk(voxels, self._seeds, self._spacing)

    def patch(self) -> MaskPatch | None:
        """Return what keeping the mask would change on the slice, None if nothing."""
        found = self.mask()
        if found is None:
            return None
        box, mask = found
        document = self._document
        region = slice_region(self.axis, self.index, box)
        before = document.labelmap.read(region)
        writable = writable_values(document.classes, self.paint_over)
        writable[self.label] = True
        new = np.expand_dims(mask, self.axis) & writable[before[0]]
        after = before.copy()
        after[0][new], after[1][new] = self.label, VoxelOrigin.HAND
        return MaskPatch.between(region.start, before, after)

    def keep(self) -> Edit | None:
        """Take the mask as painted: one named edit; None if it changes nothing."""
        patch = self.patch()
        if patch is None:
            return None
        document = self._document
        name = document.label_name(self.label)
        edit = Edit(
            tr(
                "Scribble {name}, {plane} {index}",
                name=name,
                plane=tr(PLANE_NAMES[self.axis]),
                index=self.index + 1,
            ),
            (patch,),
        )
        document.commit(edit)
        return edit


def walk(
    voxels: NDArray[Any], seeds: NDArray[np.uint8], spacing_mm: tuple[float, float]
) -> tuple[Box, NDArray[np.bool_]] | None:
    """Box of a slice and mask in it that a random walker finds from seeds; None without one inside.

    The frame around the area that is looked at counts as outside.

    Parameters
    ----------
    voxels
        Grey values ``(rows, cols)``.
    seeds
        `INSIDE`, `OUTSIDE` or 0, of the same shape.
    spacing_mm
        Of rows and columns.
    """
    held = bounding_box(seeds == INSIDE)
    if held is None:
        return None
    box = area_around(bounding_box(seeds) or held, seeds.shape, spacing_mm)
    known = seeds[box].astype(np.int32)
    frame = np.ones(known.shape, np.bool_)
    frame[1:-1, 1:-1] = False
    known[frame & (known == 0)] = OUTSIDE
    grey = np.nan_to_num(np.asarray(voxels[box], np.float64))
    return box, grow_from_seeds(grey, known, spacing_mm) == INSIDE


def area_around(box: Box, shape: tuple[int, ...], spacing_mm: tuple[float, float]) -> Box:
    """Return the box with a margin: half its size, at least `LEAST_REACH_MM`."""
    wider = []
    for part, mm, length in zip(box, spacing_mm, shape, strict=True):
        margin = int(max((part.stop - part.start) / 2, LEAST_REACH_MM / mm)) + 1
        wider.append(slice(max(part.start - margin, 0), min(part.stop + margin, length)))
    return wider[0], wider[1]

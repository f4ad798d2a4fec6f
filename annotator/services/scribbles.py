"""From a few clicks or scribbles on a slice to a mask: shown at once, kept on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.boxes import bounding_box
from annotator.core.brush import capsule
from annotator.core.clicks import Click, is_found, is_on
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
    from annotator.services.ports import OpenSlice, SliceClicker

INSIDE, OUTSIDE = 2, 1
LEAST_REACH_MM = 25.0
"""How far beyond the scribbles the structure is looked for at least."""
NEARBY = 6
"""Slices to each side on which a label tells how large its structure is."""


class Scribbles:
    """What was clicked and scribbled on one slice for one label, and the mask that follows from it.

    A network answers, if there is one. Else a random walker decides for each pixel around the
    scribbles whether it belongs to the inside or to the outside.

    Parameters
    ----------
    document
        The open document.
    axis, index
        The slice.
    label
        Label value.
    clicker
        Network that answers, None for none.
    """

    def __init__(
        self,
        document: Document,
        axis: int,
        index: int,
        label: int,
        clicker: SliceClicker | None = None,
    ) -> None:
        self._document = document
        self.axis, self.index, self.label = axis, index, label
        self._shape = plane_shape(document.volume.geometry.shape_zyx, axis)
        spacing = document.volume.geometry.spacing_zyx_mm
        rows, columns = (mm for a, mm in enumerate(spacing) if a != axis)
        self._spacing = rows, columns
        self._clicks: list[Click] = []
        self._radii_mm: list[float] = []
        self._slice: OpenSlice | None = None
        self._found = False
        if clicker is not None:
            extent = self._extent_nearby()
            self._slice = clicker.open_slice(self._voxels(), self._spacing, extent)
        self.paint_over: Collection[int] | None = None

    @property
    def clicks(self) -> tuple[Click, ...]:
        """All clicks and scribbles so far."""
        return tuple(self._clicks)

    def add(self, p0: Point, p1: Point, radius_mm: float, *, inside: bool) -> None:
        """Scribble from one point ``(row, column)`` to another; `inside` False says outside.

        A scribble that begins where the last one has ended is one with it. Points beside the image
        are left out.
        """
        within = [point for point in (p0, p1) if is_on(point, self._shape)]
        if not within:
            return
        p0, p1 = within[0], within[-1]
        last = self._clicks[-1] if self._clicks else None
        if last is not None and last.inside is inside and last.points[-1] == p0:
            if p1 != p0:
                self._clicks[-1] = Click((*last.points, p1), inside)
            return
        self._clicks.append(Click((p0,) if p0 == p1 else (p0, p1), inside))
        self._radii_mm.append(radius_mm)

    def problem(self, patch: MaskPatch | None) -> str:
        """Why keeping the mask changes nothing or hardly anything, and what to do; "" if not.

        Parameters
        ----------
        patch
            As `patch` gave it for the clicks so far.
        """
        if not any(click.inside for click in self._clicks):
            return ""
        name = self._document.label_name(self.label)
        if not self._found:
            return tr(
                "Nothing was found around the clicks: click once more inside {name}, draw a short "
                "scribble along it, or paint it with the brush (2).",
                name=name,
            )
        if patch is None:
            return tr(
                "What was found is {name} already, or may not be painted over: unlock the labels "
                "in its way, or change what is painted over.",
                name=name,
            )
        return ""

    def expect(self) -> None:
        """Let the network begin: the button is down, and `mask` comes when it is released."""
        if self._slice is not None:
            self._slice.expect(self._clicks)

    @property
    def answers(self) -> int:
        """How many masks the clicks may mean; the random walker gives one."""
        return 1 if self._slice is None else len(self._slice.answers)

    @property
    def shown(self) -> int:
        """Which of the `answers`, from narrow to wide, is the mask; from 0."""
        return 0 if self._slice is None else self._slice.shown

    def show_other(self, step: int) -> None:
        """Take the answer so many steps wider as the mask, after the widest the narrowest."""
        if self._slice is not None:
            self._slice.show((self.shown + step) % self.answers)

    def take_back(self) -> bool:
        """Forget the last click or scribble; whether any are left."""
        del self._clicks[-1:], self._radii_mm[-1:]
        return bool(self._clicks)

    def mask(self) -> tuple[Box, NDArray[np.bool_]] | None:
        """Box of the slice and the mask in it; None while nothing is inside."""
        if not any(click.inside for click in self._clicks):
            return None
        if self._slice is None:
            seeds = self._seeds()
            found = walk(self._voxels(), seeds, self._spacing)
            self._found = found is not None and bool((found[1] & (seeds[found[0]] == 0)).any())
            return found
        mask = self._slice.answer(self._clicks)
        self._found = is_found(mask, self._clicks)
        box = bounding_box(mask)
        return None if box is None else (box, mask[box])

    def _voxels(self) -> NDArray[Any]:
        voxels: NDArray[Any] = np.moveaxis(self._document.volume.voxels, self.axis, 0)[self.index]
        return voxels

    def _seeds(self) -> NDArray[np.uint8]:
        seeds = np.zeros(self._shape, np.uint8)
        for click, radius in zip(self._clicks, self._radii_mm, strict=True):
            for p0, p1 in zip(click.points, [*click.points[1:], click.points[-1]], strict=True):
                shape = capsule(p0, p1, radius, self._spacing, self._shape)
                if shape is not None:
                    seeds[shape[0]][shape[1]] = INSIDE if click.inside else OUTSIDE
        return seeds

    def _extent_nearby(self) -> float | None:
        """Longer side of the label on the nearest slice that holds it, millimetres."""
        voxels = np.moveaxis(self._document.labelmap.voxels, self.axis, 0)
        near = range(max(self.index - NEARBY, 0), min(self.index + NEARBY + 1, len(voxels)))
        for index in sorted(near, key=lambda i: abs(i - self.index)):
            box = bounding_box(voxels[index] == self.label)
            if box is not None:
                sides = zip(box, self._spacing, strict=True)
                return float(max((part.stop - part.start) * mm for part, mm in sides))
        return None

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

"""Masks that are suggested without a network: a shape copied on, labels grown from seeds.

They become a proposal like that of a run: hatched until the user accepts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.errors import UserError
from annotator.core.geometry import Region
from annotator.core.labelmap import VoxelOrigin
from annotator.core.patch import Change, Edit
from annotator.core.proposal import IterationResult, Proposal
from annotator.core.region_growing import grow_from_seeds
from annotator.core.texts import tr
from annotator.services.slices import slice_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from annotator.services.document import Document

MOST_VOXELS = 400_000
"""Voxels that seeds are grown in; larger boxes are thinned in-plane first."""

MARGIN, LEAST_MARGIN_MM = 0.5, 20.0
"""How far beyond the seeds structures are looked for: a share of their extent, and at least."""


def propose(
    document: Document, labels: Mapping[int, NDArray[np.uint8]], method: str, text: str
) -> Edit:
    """Add slices to the open proposal, or make one: one named edit.

    Parameters
    ----------
    document
        The open document.
    labels
        Per slice along its axis, label values, uint8 ``(h, w)``.
    method
        Shown as what made the masks.
    text
        Name of the edit.
    """
    old = document.review.proposal
    values = sorted({int(v) for plane in labels.values() for v in np.unique(plane) if v})
    if old is not None and old.axis == document.axis and old.slices:
        new = old.undecided()
        new.run_labels = tuple(sorted({*new.run_labels, *values}))
    else:
        new = Proposal(document.axis, tuple(values), method)
    for index, plane in labels.items():
        if index in new.slices:
            before = new.slices[index].labels()
            plane = np.where(np.isin(before, values), plane, np.where(plane, plane, before))
        frozen = np.ascontiguousarray(plane, dtype=np.uint8)
        frozen.flags.writeable = False
        new.slices.pop(index, None)
        new.add(IterationResult(index, 0, frozen, {}, is_final=True))
    edit = Edit(text, proposal=Change(old, new))
    document.commit(edit)
    return edit


def copy_shape(document: Document, label: int, index: int, step: int) -> int:
    """Suggest a label's shape on slice `index` for the slice `step` further; returns that slice.

    Raises
    ------
    UserError
        If the label is not on the slice, or there is no slice to go on to.
    """
    name, target = document.label_name(label), index + step
    if not 0 <= target < document.volume.voxels.shape[document.axis]:
        raise UserError(tr("There is no further slice to copy to."))
    plane = np.moveaxis(document.labelmap.voxels, document.axis, 0)[index] == label
    if not plane.any():
        raise UserError(
            tr(
                "{name} is not painted on {slice}: paint it first.",
                name=name,
                slice=slice_title(index),
            )
        )
    text = tr("Copy {name} to {slice}", name=name, slice=slice_title(target))
    propose(document, {target: plane.astype(np.uint8) * np.uint8(label)}, "copied", text)
    return target


@dataclass(frozen=True, slots=True, eq=False)
class SeedPlan:
    """What growing from seeds needs; `run` may be called in any thread.

    Attributes
    ----------
    axis
        Axis of the slices that are suggested.
    region
        Box that is filled.
    image
        Grey values of the box.
    seeds
        int32 of the box: 0 unknown, label values, `BACKGROUND` outside.
    spacing_mm
        Of the axes.
    """

    axis: int
    region: Region
    image: NDArray[Any]
    seeds: NDArray[np.int32]
    spacing_mm: tuple[float, float, float]

    def run(self) -> dict[int, NDArray[np.uint8]]:
        """Return per slice along `axis` the labels of the region's part of it, uint8."""
        thin = max(1, int(np.ceil((self.seeds.size / MOST_VOXELS) ** 0.5)))
        steps = tuple(1 if a == self.axis else thin for a in range(3))
        cut = tuple(slice(None, None, step) for step in steps)
        spacing = tuple(mm * step for mm, step in zip(self.spacing_mm, steps, strict=True))
        grey = np.nan_to_num(np.asarray(self.image[cut], np.float64))
        grown = grow_from_seeds(grey, _thinned(self.seeds, steps), spacing)
        for a, step in enumerate(steps):
            grown = grown.repeat(step, axis=a)
        grown = grown[tuple(slice(0, n) for n in self.seeds.shape)]
        grown = np.where(grown == BACKGROUND, 0, grown).astype(np.uint8)
        first = self.region.start[self.axis]
        planes = np.moveaxis(grown, self.axis, 0)
        return {first + i: plane for i, plane in enumerate(planes) if plane.any()}


BACKGROUND = 255


def plan_seeds(document: Document) -> SeedPlan:
    """Prepare growing all labels that are shown and not locked from what is painted of them.

    Raises
    ------
    UserError
        If nothing is painted.
    """
    voxels = document.labelmap.voxels
    chosen = np.zeros(256, np.bool_)
    chosen[[c.value for c in document.classes if c.visible and not c.locked]] = True
    painted = chosen[voxels]
    if not painted.any():
        raise UserError(tr("Paint something of each structure first, and of what lies beside it."))
    region = _with_margin(painted, document)
    box = region.slices
    seeds = np.where(voxels[box] > 0, voxels[box], 0).astype(np.int32)
    erased = (voxels[box] == 0) & (document.labelmap.origins[box] != VoxelOrigin.UNTOUCHED)
    seeds[erased] = BACKGROUND
    _frame(seeds, document.axis)
    return SeedPlan(
        document.axis,
        region,
        document.volume.voxels[box],
        seeds,
        document.volume.geometry.spacing_zyx_mm,
    )


def take_grown(document: Document, plan: SeedPlan, grown: Mapping[int, NDArray[np.uint8]]) -> Edit:
    """Suggest what has grown; one named edit."""
    rows, columns = (part for a, part in enumerate(plan.region.slices) if a != plan.axis)
    shape = tuple(n for a, n in enumerate(document.volume.voxels.shape) if a != plan.axis)
    slices = {}
    for index, part in grown.items():
        plane = np.zeros(shape, np.uint8)
        plane[rows, columns] = part
        slices[index] = plane
    return propose(document, slices, tr("grown from seeds"), tr("Grow from seeds"))


def _with_margin(painted: NDArray[np.bool_], document: Document) -> Region:
    """Box around what is painted: wider in the slices, as long as it is along the axis."""
    start, stop = [], []
    for axis, length in enumerate(painted.shape):
        others = tuple(a for a in range(3) if a != axis)
        held = np.flatnonzero(painted.any(axis=others))
        extent = int(held[-1]) + 1 - int(held[0])
        least = int(LEAST_MARGIN_MM / document.volume.geometry.spacing_zyx_mm[axis])
        margin = 0 if axis == document.axis else max(int(extent * MARGIN), least) + 1
        start.append(max(int(held[0]) - margin, 0))
        stop.append(min(int(held[-1]) + 1 + margin, length))
    return Region((start[0], start[1], start[2]), (stop[0], stop[1], stop[2]))


def _frame(seeds: NDArray[np.int32], axis: int) -> None:
    """Take the frame of every slice for background where nothing is painted."""
    for a in range(3):
        if a == axis:
            continue
        for side in (0, -1):
            edge = np.moveaxis(seeds, a, 0)[side]
            edge[edge == 0] = BACKGROUND


def _thinned(seeds: NDArray[np.int32], steps: tuple[int, ...]) -> NDArray[np.int32]:
    """Seeds on a coarser grid: a block keeps its largest label, background only if alone."""
    from skimage.measure import block_reduce

    if max(steps) == 1:
        return seeds
    labels = block_reduce(np.where(seeds == BACKGROUND, 0, seeds), steps, np.max)
    outside = block_reduce((seeds == BACKGROUND).astype(np.int32), steps, np.max)
    thinned: NDArray[np.int32] = np.where(labels > 0, labels, outside * BACKGROUND)
    return thinned.astype(np.int32)

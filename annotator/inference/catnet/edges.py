"""A third voice beside network and interpolation: where the edges of the image lead.

A random walker that starts in a voxel reaches inside or outside first. It knows nothing of anatomy,
and errs elsewhere than the network does. Between painted slices it walks to these; where there is
one alone, it walks to what the network was sure of on all slices. Between two tips it is not asked:
the network is sure of too little there, so that large structures shrink.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage

from annotator.core.boxes import bounding_box
from annotator.inference.catnet.random_walk import random_walk

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.core.support import SupportSlice
    from annotator.inference.catnet.structure import Structure

SIDE = 96
"""Largest side of the grid that is walked on, in pixels, across the structure's window."""

MOST_VOXELS = 400_000
"""Larger grids are made coarser, so that the walk stays a matter of a second."""

STEEPNESS = 3.0
"""How strongly a step in the image holds the walker back, against the mean step squared."""

MOST_LOGIT = 4.0
"""Logits are cut there, on both sides of 0."""

ALONE_WEIGHT = 1.0
"""Weight of the logits beside fused ones, with one painted slice."""

UNLIKE_WEIGHT, ALIKE_WEIGHT = 0.7, 0.2
"""Weight where neighbouring painted slices hardly overlap, and where they are alike."""

UNLIKE, ALIKE = 0.15, 0.35
"""Overlap of neighbouring painted slices from which on the first weight falls to the second."""

THIN, BULKY = 0.2, 0.35
"""Bulk (`_bulk`) up to which edges are not asked, and from which on they count in full: a walker
leaves thin sheets, such as the cortex, before it comes to the next painted slice."""

SURE = 6.0
"""Logits from which on the network is sure, with one painted slice."""

BEYOND = 2
"""Slices beyond what was found that are walked on as well."""

AT_ONCE = 16
"""Slices that are made smaller at a time."""

INSIDE, OUTSIDE = 1, 2
"""Seeds of the walk; 0 where it is to find out."""


class EdgeVoice:
    """What a random walker makes of the slices of a structure.

    Parameters
    ----------
    structure
        Its supports start the walk, in its window.

    Attributes
    ----------
    waits
        Whether all slices must be filled first (`listen`): one support alone leads nowhere.
    weight
        Of its logits.
    """

    def __init__(self, structure: Structure) -> None:
        self.waits = len(structure.indices) == 1
        between = np.interp(structure.overlap(), (UNLIKE, ALIKE), (UNLIKE_WEIGHT, ALIKE_WEIGHT))
        usual = ALONE_WEIGHT if self.waits else float(between)
        bulk = _bulk(structure.supports.slices)
        self.weight = usual * float(np.interp(bulk, (THIN, BULKY), (0, 1)))
        self._structure = structure
        self._found: dict[int, Tensor] | None = None

    def listen(self, logits: Mapping[int, NDArray[np.float32]]) -> None:
        """Walk to what was found: fused logits (rows, cols) by slice, painted slices left out."""
        structure = self._structure
        masks = {i: mask for i, plane in logits.items() if (mask := plane > 0).any()}
        masks |= {support.index: support.mask for support in structure.supports.slices}
        seen = structure.around(masks)
        seeds = {}
        for index in sorted(logits.keys() & _with_neighbours(masks)):
            plane = logits[index]
            window = seen.view.sample(torch.from_numpy(plane)[None], [index])
            seeds[index] = (window > SURE).int() + OUTSIDE * (window < -SURE).int()
        self._structure = seen
        self._found = _walked(seen, seeds)

    def logits(self, index: int) -> NDArray[np.float32]:
        """Weighted logits of a slice, float32 (rows, cols); 0 where edges say nothing."""
        structure = self._structure
        if self._found is None:
            self._found = {} if self.waits else _walked(structure, _emptied(structure))
        window = self._found.get(index)
        if window is None:
            return np.zeros(structure.stack.shape, np.float32)
        size = structure.region.size
        whole = F.interpolate(window[None, None], (size, size), mode="bilinear")[0]
        outside = -self.weight * MOST_LOGIT
        pasted: NDArray[np.float32] = structure.view.paste(self.weight * whole, [index], outside)[
            0
        ].numpy()
        return pasted


def has_edges(structure: Structure) -> bool:
    """Whether edges may tell anything.

    Not between two tips, not of thin sheets, and not where nothing lies between.
    """
    first, last = structure.indices[0], structure.indices[-1]
    if len(structure.indices) == 2 and structure.only_tips():
        return False
    return (first == last or last - first > 1) and _bulk(structure.supports.slices) > THIN


@lru_cache(maxsize=1)  # asked twice in a row: whether edges tell anything, and how much
def _bulk(supports: tuple[SupportSlice, ...]) -> float:
    """How deep the painted masks are for their area: 1 for discs, towards 0 for thin sheets.

    The mean depth below the outline, in thirds of the radius of a disc of that area.
    """
    bulks, areas = [], []
    for support in supports:
        box = bounding_box(support.mask)
        assert box is not None
        mask = np.pad(support.mask[box], 1)
        depth = ndimage.distance_transform_edt(mask)[mask].mean() - 0.5
        bulks.append(3 * depth / np.sqrt(mask.sum() / np.pi))
        areas.append(mask.sum())
    return float(np.average(bulks, weights=areas))


def _with_neighbours(slices: Collection[int]) -> set[int]:
    """Slices from the first to the last of some, and `BEYOND` more on both sides."""
    return set(range(min(slices) - BEYOND, max(slices) + BEYOND + 1))


def _emptied(structure: Structure) -> dict[int, Tensor]:
    """Seeds (1, S, S) of the slices between the painted ones, known to be empty or not known."""
    size, between = structure.region.size, range(structure.indices[0] + 1, structure.indices[-1])
    shape = (1, size, size)
    known = {True: torch.full(shape, OUTSIDE), False: torch.zeros(shape, dtype=torch.int64)}
    return {i: known[i in structure.supports.absent] for i in between}


def _walked(structure: Structure, seeds: Mapping[int, Tensor]) -> dict[int, Tensor]:
    """Logits (s, s) of the slices with seeds (1, S, S), in the structure's window."""
    known = [*structure.indices, *seeds]
    slices = list(range(min(known), max(known) + 1))
    side = min(SIDE, structure.region.size, max(16, int((MOST_VOXELS / len(slices)) ** 0.5)))
    some = [slices[i : i + AT_ONCE] for i in range(0, len(slices), AT_ONCE)]
    image = np.concatenate([_shrunk(structure.view.images(part), side) for part in some])
    marked = np.zeros(image.shape, np.int32)
    for index, marks in seeds.items():
        for seed in (INSIDE, OUTSIDE):
            marked[index - slices[0]][_shrunk((marks == seed)[None].float(), side)[0] > 0.5] = seed
    for index, mask in zip(structure.indices, _shrunk(structure.masks[:, None], side), strict=True):
        inside = mask >= min(0.5, float(mask.max()))
        marked[index - slices[0]] = np.where(inside, INSIDE, OUTSIDE)
    darkest, brightest, _, deviation = structure.view.window
    is_flat = deviation < 2e-6 * max(1.0, abs(darkest), abs(brightest))
    if is_flat or (marked != 0).all():
        return {}
    pixel, step = structure.region.side_mm / side, structure.stack.step_mm
    steps = [np.abs(np.diff(image, axis=axis)).mean() / pixel for axis in (1, 2)]
    steep = STEEPNESS / float(np.mean(steps)) ** 2
    inside = random_walk(image, marked == INSIDE, marked == OUTSIDE, steep, (step, pixel, pixel))
    found = inside.clamp(1e-3, 1 - 1e-3)
    logits = found.logit().clamp(-MOST_LOGIT, MOST_LOGIT)
    return {i: logits[i - slices[0]] for i in seeds if i not in structure.indices}


def _shrunk(windows: Tensor, side: int) -> NDArray[np.float32]:
    """Windows (N, 1, S, S) averaged to (N, side, side)."""
    shrunk: NDArray[np.float32] = F.interpolate(windows, (side, side), mode="area")[:, 0].numpy()
    return shrunk

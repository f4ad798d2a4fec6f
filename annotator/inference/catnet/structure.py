"""One structure of a run: its window, supports on the network's grid, and shape interpolation."""

from __future__ import annotations

import copy
import hashlib
from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.core.interpolation import ShapeInterpolator
from annotator.inference.catnet.following import follow
from annotator.inference.region import (
    Region2D,
    location_prior,
    region_around,
    shot_weights,
    signed_distance_px,
)
from annotator.inference.slice_stack import Crop

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.core.support import SupportSet
    from annotator.inference.catnet.following import Centers
    from annotator.inference.slice_stack import SliceStack

TIPS = {2: 0.5, 3: 0.12}
"""Overlap of neighbouring supports, by their number, below which they are the structure's tips,
which tell nothing of its middle."""

TAPER = 0.25
"""Share of the way from the outermost support to a known end by which shapes are taken to go on
beyond it: they are not yet gone on the last slice."""

WHOLE_FRAME = 0.7
"""Windows larger than this share of the slice become the whole slice, encoded on opening."""


class Structure:
    """Supports of one label, ready for the network and for interpolation.

    Parameters
    ----------
    stack
        Slices of the volume.
    supports
        Painted and absent slices of the label.
    size
        Side of the network's input in pixels.
    factor
        Side of the window over the longer side of the structure on its supports.
    """

    def __init__(
        self, stack: SliceStack, supports: SupportSet, size: int, factor: float = 2.0
    ) -> None:
        self.stack = stack
        self.supports = supports
        self.label = supports.label
        self._factor = factor
        self.indices = [s.index for s in supports.slices]
        masks = [s.mask for s in supports.slices]
        fixed = region_around(masks, stack.spacing_mm, size, factor=factor)
        painted = {s.index: s.mask for s in supports.slices}
        self._course = follow(painted, stack.length, fixed, factor)
        tips = len(masks) == 2 and self.only_tips()
        if self._course is None or tips:
            self._look_through(fixed)
        else:
            self._look_through(*self._course)
        self._build_shapes()

    @property
    def follows(self) -> bool:
        """Whether the window moves along with the structure."""
        return self.view.centers_mm is not None

    @property
    def is_whole(self) -> bool:
        """Whether the window is the whole slice."""
        return self.region == self.stack.whole_frame(self.region.size)

    def widened(self, factor: float) -> Structure:
        """Return this structure in a window `factor` times as wide, at most the whole slice."""
        wider = copy.copy(self)
        region = replace(self.region, side_mm=self.region.side_mm * factor)
        wider._look_through(region, self.view.centers_mm)
        return wider

    def following(self) -> Structure | None:
        """Return this structure in a window that follows it; None where that is not worth it."""
        if self._course is None:
            return None
        moving = copy.copy(self)
        moving._look_through(*self._course)
        return moving

    def around(self, masks: Mapping[int, NDArray[np.bool_]]) -> Structure:
        """Return this structure in a window around masks of it, none of them empty, by slice.

        A window that follows is centred on the mask of each slice, and between them.
        """
        found = copy.copy(self)
        size, spacing = self.region.size, self.stack.spacing_mm
        fixed = region_around(list(masks.values()), spacing, size, factor=self._factor)
        course = None
        if self.follows:
            course = follow(masks, self.stack.length, fixed, self._factor, gain=0.0)
        if course is None:
            found._look_through(fixed)
        else:
            found._look_through(*course)
        return found

    def _look_through(self, region: Region2D, centers_mm: Centers | None = None) -> None:
        """Sample supports in a window; a large one becomes the whole slice."""
        stack, size = self.stack, region.size
        if region.side_mm > WHOLE_FRAME * stack.whole_frame(size).side_mm:
            self.view = Crop.whole(stack, size)
        else:
            self.view = Crop(stack, region, self.indices[:8], centers_mm)
        self.region = self.view.region
        planes = torch.from_numpy(np.stack([s.mask for s in self.supports.slices])).float()
        self.masks = self.view.sample(planes, self.indices, "zeros")
        self._thicken_thin()

    def thinned(self, most: int) -> Structure:
        """Return this structure with at most `most` of its supports, evenly spread."""
        count = len(self.indices)
        if count <= most:
            return self
        chosen = np.unique(np.linspace(0, count - 1, most).round().astype(int)).tolist()
        slices = tuple(self.supports.slices[i] for i in chosen)
        fewer = copy.copy(self)
        fewer.supports = replace(self.supports, slices=slices)
        fewer.indices = [s.index for s in slices]
        fewer.masks = self.masks[chosen]
        fewer._build_shapes()
        return fewer

    def _build_shapes(self) -> None:
        """Interpolate between the painted slices, and beyond them."""
        stack = self.stack
        masks = {s.index: s.mask for s in self.supports.slices}
        nothing = np.zeros(stack.shape, bool)
        masks |= {i: nothing for i in self.supports.absent if i not in masks}
        self._between = self._beyond = ShapeInterpolator(masks, stack.spacing_mm)
        if self.supports.ends is not None:
            first, last = self.supports.ends
            low, high = self.indices[0], self.indices[-1]
            if first > 0:
                masks.setdefault(first - 1 - round(TAPER * (low - first)), nothing)
            if last < stack.length - 1:
                masks.setdefault(last + 1 + round(TAPER * (last - high)), nothing)
            self._beyond = ShapeInterpolator(masks, stack.spacing_mm)

    def fingerprint(self) -> Hashable:
        """Return what tells this structure's supports and window from any other."""
        masks = hashlib.sha1(self.masks.numpy().tobytes(), usedforsecurity=False).hexdigest()
        return self.region, self.view.centers_mm, tuple(self.indices), masks

    def shots(self, index: int, exclude: int | None = None) -> list[int]:
        """Positions (in `indices`) of the supports that serve a query: the one below and above.

        Outside the supports' range the two nearest; one alone counts twice. `exclude` leaves a
        support out, to check how well the others predict it.
        """
        known = [i for i in range(len(self.indices)) if i != exclude]
        values = [self.indices[i] for i in known]
        place = bisect_left(values, index)
        pair = known[max(0, min(place - 1, len(known) - 2)) :][:2]
        return pair if len(pair) == 2 else pair * 2

    def interpolated(self, index: int) -> NDArray[np.float32]:
        """Signed distance in mm of the interpolated shape on a slice, (rows, cols).

        Beyond the painted slices it shrinks to the structure's end where that is known.
        """
        inside = self.indices[0] <= index <= self.indices[-1]
        return (self._between if inside else self._beyond).signed_distance(index)

    def prompts(
        self, queries: Sequence[int], exclude: int | None = None
    ) -> tuple[list[list[int]], Tensor, Tensor]:
        """Collect what the network is told about each query.

        Returns
        -------
        tuple
            Shots per query (positions in `indices`), weights (Q, K), location prior (Q, 2, S, S).
        """
        shots = [self.shots(q, exclude) for q in queries]
        where = torch.tensor([[self.indices[i] for i in pair] for pair in shots])
        distances = (where - torch.tensor(queries)[:, None]).abs().float() * self.stack.step_mm
        shapes = self.interpolated_windows(queries, exclude)
        prior = location_prior(shapes[:, None], torch.ones(len(queries), 1), distances)
        return shots, shot_weights(distances), prior

    def interpolated_windows(self, queries: Sequence[int], exclude: int | None) -> Tensor:
        """Signed distance in network pixels of the interpolated shapes, (Q, S, S).

        `exclude` leaves a support out.
        """
        shape = self.interpolated if exclude is None else self._without(exclude).signed_distance
        fields = np.stack([shape(q) for q in queries])
        windows = self.view.sample(torch.from_numpy(fields), queries)
        return signed_distance_px((windows > 0).float())

    def _without(self, position: int) -> ShapeInterpolator:
        masks = {s.index: s.mask for i, s in enumerate(self.supports.slices) if i != position}
        return ShapeInterpolator(masks, self.stack.spacing_mm)

    def interpolation_dice(self, position: int) -> float:
        """Dice of a support with what interpolation makes of it from the other supports."""
        support = self.supports.slices[position]
        predicted = self._without(position).signed_distance(support.index) > 0
        return dice(predicted, support.mask)

    def overlap(self) -> float:
        """Mean Dice of neighbouring supports: how alike they are; 1.0 for a single one."""
        masks = [s.mask for s in self.supports.slices]
        pairs = [dice(a, b) for a, b in pairwise(masks)]
        return sum(pairs) / len(pairs) if pairs else 1.0

    def only_tips(self) -> bool:
        """Whether the supports are too unlike each other to tell what lies between them."""
        return self.overlap() < TIPS.get(len(self.indices), 0.0)

    def _thicken_thin(self) -> None:
        """Let a support smaller than a network pixel mark the pixel of its largest share."""
        peak = self.masks.amax((1, 2), keepdim=True)
        thin = peak < 0.5
        self.masks = torch.where(thin & (self.masks >= peak) & (peak > 0), 1.0, self.masks)


def dice(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> float:
    """Overlap 2|a∩b| / (|a|+|b|) of two masks; 1.0 if both are empty."""
    total = int(np.count_nonzero(a)) + int(np.count_nonzero(b))
    return 1.0 if total == 0 else 2.0 * int(np.count_nonzero(a & b)) / total

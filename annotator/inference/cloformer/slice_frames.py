"""The slices of a volume as the slice classifier sees them: cut to the body, three at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.inference.region import Region2D, sample
from annotator.inference.slice_stack import Crop, SliceStack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from torch import Tensor

BODY_GREY = 0.1
"""What is brighter than this share of the volume's range belongs to the body."""

LEAST_BODY = 0.02
"""Rows and columns with less body than this share are cut off."""

MARGIN = 1.06


class SliceFrames:
    """Square windows around the body, the same on all slices of a volume along one axis.

    Parameters
    ----------
    stack
        Slices of the volume.
    size
        Side of a window in pixels.
    channels
        Neighbouring slices per window, an odd number; beyond the ends the last one is repeated.
    """

    def __init__(self, stack: SliceStack, size: int, channels: int = 3) -> None:
        self.stack = stack
        self.size = size
        self.reach = channels // 2
        self.region = body_region(stack, size)
        spread = np.unique(np.linspace(0.1, 0.9, 9) * (stack.length - 1)).astype(int)
        self._view = Crop(stack, self.region, [int(i) for i in spread])

    def single(self, indices: Sequence[int]) -> Tensor:
        """Return normalised windows of one slice each, float32 (N, 1, S, S)."""
        return self._view.images(indices)

    def images(self, first: int, last: int) -> Tensor:
        """Return the windows of slices `first` to `last` with their neighbours, (N, C, S, S)."""
        around = np.arange(first - self.reach, last + self.reach + 1)
        planes = self.single([int(i) for i in around.clip(0, self.stack.length - 1)])[:, 0]
        return planes.unfold(0, 2 * self.reach + 1, 1).movedim(-1, 1).contiguous()

    def masks(self, masks: Sequence[NDArray[np.bool_]]) -> Tensor:
        """Return masks of slices in these windows, (N, S, S), 0..1."""
        planes = torch.from_numpy(np.stack(masks)).float()[:, None]
        return sample(planes, self.region.theta(self.stack.shape), self.size, "zeros")[:, 0]


def body_region(stack: SliceStack, size: int) -> Region2D:
    """Square window around everything that is clearly brighter than the background."""
    step = max(1, stack.length // 32)
    planes = np.moveaxis(stack.volume.voxels, stack.axis, 0)[::step]
    low, high = np.percentile(planes[:, ::3, ::3], [1, 99])
    body = planes > low + BODY_GREY * (high - low)
    center, extent = [], []
    for axis, spacing in enumerate(stack.spacing_mm):
        share = body.mean(axis=(0, 2 - axis))
        hit = np.flatnonzero(share >= LEAST_BODY)
        if not hit.size:
            hit = np.array([0, len(share) - 1])
        center.append(float(hit[0] + hit[-1]) / 2 * spacing)
        extent.append(float(hit[-1] - hit[0] + 1) * spacing)
    side = max(extent) * MARGIN
    return Region2D((center[0], center[1]), side, stack.spacing_mm, size)

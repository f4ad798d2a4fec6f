"""The slices of a volume along one axis, and the windows of them that networks see."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.inference.region import Region2D, intensity_window, normalise, sample

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from torch import Tensor

    from annotator.core.volume import Volume


CUT_AT_ONCE = 16
"""Slices that windows are cut from at a time."""


class SliceStack:
    """The slices of a volume along one axis.

    Parameters
    ----------
    volume
        The image.
    axis
        0 (z), 1 (y) or 2 (x).
    """

    def __init__(self, volume: Volume, axis: int) -> None:
        self.volume = volume
        self.axis = axis
        spacing = volume.geometry.spacing_zyx_mm
        self.step_mm = spacing[axis]
        rows, cols = (s for a, s in enumerate(spacing) if a != axis)
        self.spacing_mm = (rows, cols)
        height, width = (n for a, n in enumerate(volume.voxels.shape) if a != axis)
        self.shape = (height, width)
        self.length = volume.voxels.shape[axis]

    def slices(self, indices: Sequence[int]) -> Tensor:
        """Return slices as float32 (N, 1, rows, cols)."""
        planes = [
            np.ascontiguousarray(self.volume.voxels.take(i, axis=self.axis), dtype=np.float32)
            for i in indices
        ]
        return torch.from_numpy(np.stack(planes))[:, None]

    def whole_frame(self, size: int) -> Region2D:
        """Window over the whole slice."""
        sides = [n * s for n, s in zip(self.shape, self.spacing_mm, strict=True)]
        center = [(n - 1) * s / 2 for n, s in zip(self.shape, self.spacing_mm, strict=True)]
        return Region2D((center[0], center[1]), max(sides), self.spacing_mm, size)


class Crop:
    """A window with its intensity normalisation: what is encoded, and the key of its features.

    Parameters
    ----------
    stack
        Slices that are looked at.
    region
        The window.
    reference
        Slices that set the intensity normalisation.
    centers_mm
        Per slice, where the centre of the window is moved to; None where it stays.
    """

    def __init__(
        self,
        stack: SliceStack,
        region: Region2D,
        reference: Sequence[int],
        centers_mm: Sequence[tuple[float, float]] | None = None,
    ) -> None:
        self.stack = stack
        self.region = region
        self.centers_mm = None if centers_mm is None else tuple(centers_mm)
        self.window = intensity_window(self._cut(reference))

    @classmethod
    def whole(cls, stack: SliceStack, size: int) -> Crop:
        """Crop of the whole slices, normalised by nine slices spread over the volume."""
        spread = np.unique(np.linspace(0.1, 0.9, 9) * (stack.length - 1)).astype(int)
        return cls(stack, stack.whole_frame(size), [int(i) for i in spread])

    def at(self, index: int) -> Region2D:
        """Where the window lies on a slice."""
        if self.centers_mm is None:
            return self.region
        return replace(self.region, center_mm=self.centers_mm[index])

    def key(self, index: int, model: str) -> Hashable:
        """Cache key of the features of one slice."""
        place = self.at(index)
        return self.stack.volume.content_id, self.stack.axis, index, place, self.window, model

    def images(self, indices: Sequence[int]) -> Tensor:
        """Return normalised windows, float32 (N, 1, S, S)."""
        return normalise(self._cut(indices), self.window)

    def sample(self, planes: Tensor, indices: Sequence[int], padding: str = "border") -> Tensor:
        """Windows (N, S, S) of maps (N, rows, cols) that lie on these slices."""
        theta = torch.stack([self.at(i).theta(self.stack.shape) for i in indices])
        return sample(planes[:, None], theta, self.region.size, padding)[:, 0]

    def paste(self, maps: Tensor, indices: Sequence[int], outside: float) -> Tensor:
        """Windows (N, S, S) put back on their slices, (N, rows, cols); the rest gets `outside`."""
        if self.centers_mm is None:
            return self.region.paste(maps[:, None], self.stack.shape, outside)[:, 0]
        pasted = [
            self.at(i).paste(window[None, None], self.stack.shape, outside)[0, 0]
            for i, window in zip(indices, maps, strict=True)
        ]
        return torch.stack(pasted)

    def _cut(self, indices: Sequence[int]) -> Tensor:
        """Windows (N, 1, S, S), cut a few slices at a time: whole slices take much memory."""
        parts = [indices[i : i + CUT_AT_ONCE] for i in range(0, len(indices), CUT_AT_ONCE)]
        windows = [self.sample(self.stack.slices(part)[:, 0], part) for part in parts]
        return torch.cat(windows)[:, None]

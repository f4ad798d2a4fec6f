"""A third voice beside network and interpolation: where the edges of the image lead.

A random walker (Grady, "Random walks for image segmentation", IEEE TPAMI 2006; by scikit-image)
that starts in a voxel between two painted slices reaches inside or outside first. It knows nothing
of anatomy, and errs elsewhere than the network does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.inference.catnet.structure import Structure

SIDE = 96
"""Largest side of the grid that is walked on, in pixels, across the structure's window."""

MOST_VOXELS = 400_000
"""Larger grids are made coarser, so that the walk stays a matter of a second."""

STEEPNESS = 3.0
"""How strongly a step in the image holds the walker back, against the mean step squared."""

MOST_LOGIT = 4.0
"""Logits are cut there, on both sides of 0."""

WEIGHTS = {2: 0.6, 3: 0.6}
"""Weight of the logits beside fused ones, by the number of painted slices."""

USUAL_WEIGHT = 0.3
"""With more painted slices there is less to add."""


def has_edges(structure: Structure) -> bool:
    """Whether edges lead from one painted slice of a structure to the next: not from tips alone."""
    first, last = structure.indices[0], structure.indices[-1]
    return last - first > 1 and not (len(structure.indices) == 2 and structure.only_tips())


class EdgeVoice:
    """What a random walker makes of the slices between the painted ones of a structure.

    Parameters
    ----------
    structure
        Its supports start the walk, in its window.
    """

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._found: dict[int, Tensor] | None = None
        self.weight = WEIGHTS.get(len(structure.indices), USUAL_WEIGHT)

    def logits(self, index: int) -> NDArray[np.float32]:
        """Weighted logits of a slice, float32 (rows, cols); 0 where edges say nothing."""
        structure = self._structure
        if self._found is None:
            self._found = _walked(structure)
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


def _walked(structure: Structure) -> dict[int, Tensor]:
    """Logits (s, s) of the slices between the painted ones, in the structure's window."""
    from skimage.segmentation import random_walker

    first, last = structure.indices[0], structure.indices[-1]
    slices = list(range(first, last + 1))
    side = min(SIDE, structure.region.size, max(16, int((MOST_VOXELS / len(slices)) ** 0.5)))
    image = F.interpolate(structure.view.images(slices), (side, side), mode="area")[:, 0].numpy()
    masks = F.interpolate(structure.masks[:, None], (side, side), mode="area")[:, 0].numpy()
    seeds = np.zeros(image.shape, np.int32)
    for index in structure.supports.absent:
        if first < index < last:
            seeds[index - first] = 2
    for index, mask in zip(structure.indices, masks, strict=True):
        seeds[index - first] = np.where(mask >= min(0.5, float(mask.max())), 1, 2)
    pixel, step = structure.region.side_mm / side, structure.stack.step_mm
    steps = [np.abs(np.diff(image, axis=axis)).mean() / pixel for axis in (1, 2)]
    mean_step = float(np.mean(steps))
    darkest, brightest, _, deviation = structure.view.window
    is_flat = deviation < 2e-6 * max(1.0, abs(darkest), abs(brightest))
    if is_flat or not (seeds == 0).any():
        return {}
    # scikit-image divides its beta by ten standard deviations of the image
    beta = STEEPNESS * 10 * float(image.std()) / mean_step**2
    inside = random_walker(
        image,
        seeds,
        beta=beta,
        mode="cg_j",
        tol=1e-3,
        prob_tol=1.0,
        spacing=(step, pixel, pixel),
        return_full_prob=True,
    )[0]
    inside = torch.from_numpy(np.clip(inside, 1e-3, 1 - 1e-3)).float()
    logits = inside.logit().clamp(-MOST_LOGIT, MOST_LOGIT)
    return {i: logits[i - first] for i in slices if i not in structure.indices}

"""Masks as people and earlier passes draw them: near the truth, not on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage
from torch import Tensor

from annotator.inference.region import signed_distance_px
from annotator.training.augment import redrawn
from annotator.training.catnet.ensembles import blurred

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMALLEST = 8
"""Fewest pixels of a mask that is changed, and of what may be left of it."""


def as_painted(masks: Tensor, rng: np.random.Generator) -> Tensor:
    """Painted masks (N, 1, S, S), each a little off: too wide, too narrow, smoothed, or filled.

    What would hardly leave anything of a mask is not done to it.
    """
    out = masks.clone()
    for i, mask in enumerate(masks):
        way = int(rng.integers(4))
        if way == 0:
            changed = F.max_pool2d(mask[None], 3, 1, 1)[0]
        elif way == 1:
            changed = -F.max_pool2d(-mask[None], 3, 1, 1)[0]
        elif way == 2:
            changed = (blurred(mask[None], float(rng.uniform(1, 2.5)))[0] > 0.5).float()
        else:
            changed = _filled(mask)
        if float(changed.sum()) >= max(SMALLEST, 0.5 * float(mask.sum())):
            out[i] = changed
    return out


def flawed(masks: Tensor, rng: np.random.Generator) -> Tensor:
    """Masks (N, 1, S, S) as a first pass may find them; signed distance in pixels, (N, S, S).

    Outlines are displaced, parts are missing or run over, the whole is moved a little; now and
    then nothing was found.
    """
    drawn = redrawn(masks, rng)
    size = masks.shape[-1]
    for i in range(len(drawn)):
        width = float(masks[i].sum()) ** 0.5
        if width < 3:
            continue
        shift = np.rint(rng.normal(0, 0.08 * width, 2)).astype(int).tolist()
        drawn[i] = torch.roll(drawn[i], shift, (1, 2))
        if rng.random() < 0.4:  # a bite, or a spill
            place = torch.nonzero(masks[i, 0] > 0.5)[int(rng.integers(int((masks[i] > 0.5).sum())))]
            y, x = torch.meshgrid(torch.arange(size), torch.arange(size), indexing="ij")
            spill = rng.random() < 0.5
            away = torch.hypot((y - place[0]).float(), (x - place[1]).float())
            near = away < width * rng.uniform(0.15, 0.4)
            drawn[i, 0][near] = 1.0 if spill else 0.0
        if rng.random() < 0.05:
            drawn[i] = 0
    return signed_distance_px(drawn[:, 0])


def _filled(mask: Tensor) -> Tensor:
    solid: NDArray[np.bool_] = ndimage.binary_fill_holes(mask[0].numpy() > 0.5)
    return torch.maximum(mask, torch.from_numpy(solid).float()[None])

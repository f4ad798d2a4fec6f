"""The windows of an episode: where they lie on each slice, cut from images, masks and labels."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from annotator.inference.catnet.following import FOLLOWED, follow
from annotator.inference.region import Region2D, region_around, sample
from annotator.training.augment import compose, elastic, random_affine
from annotator.training.catnet.ensembles import cut_labels, painted_labels, with_surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.training.cases import Case

WINDOW_FACTOR = 1.7
"""Side of the window over the longer side of the structure on its supports, before jitter."""

BENT = 0.3
"""Share of the episodes whose slices are bent, each in its own way."""

EAGER = 0.25
"""Share of the episodes whose window follows at a smaller gain than in a run."""


def plane_shape(case: Case, axis: int) -> tuple[int, int]:
    """Rows and columns of the slices along an axis."""
    rows, cols = (n for a, n in enumerate(case.voxels.shape) if a != axis)
    return rows, cols


def place_windows(
    case: Case,
    axis: int,
    painted: dict[int, NDArray[np.bool_]],
    order: Sequence[int],
    size: int,
    rng: np.random.Generator,
) -> list[Region2D]:
    """Windows on some slices around painted masks, moved and zoomed a little, all alike.

    Where a run's window would follow the structure they do as well, and in some more episodes.
    """
    spacing = case.plane_spacing(axis)
    fixed = region_around(list(painted.values()), spacing, size, factor=WINDOW_FACTOR)
    side = math.exp(rng.uniform(-0.3, 0.35))
    shift = rng.uniform(-0.12, 0.12, 2)
    gain = FOLLOWED if rng.random() > EAGER else 1.1
    course = follow(painted, case.voxels.shape[axis], fixed, WINDOW_FACTOR, gain)
    if course is None:
        places = [fixed] * len(order)
    else:
        region, centers = course
        places = [replace(region, center_mm=centers[i]) for i in order]
    return [_moved(place, side, shift) for place in places]


def _moved(region: Region2D, zoom: float, shift: NDArray[np.float64]) -> Region2D:
    y, x = (c + float(s) * region.side_mm for c, s in zip(region.center_mm, shift, strict=True))
    return replace(region, center_mm=(y, x), side_mm=region.side_mm * zoom)


def cut_windows(
    case: Case,
    axis: int,
    order: Sequence[int],
    masks: Sequence[NDArray[np.bool_]],
    regions: Sequence[Region2D],
    common: NDArray[np.float64],
    rng: np.random.Generator,
) -> tuple[Tensor, Tensor]:
    """Windows of images and masks, (N, 1, S, S) each, with a small motion per slice."""
    size = regions[0].size
    where = _thetas(case, axis, regions, common, rng)
    images = torch.stack([case.image(axis, i) for i in order])
    truth = torch.from_numpy(np.stack(masks)).float()[:, None]
    images = sample(images, where, size)
    truth = sample(truth, where, size, "zeros")
    if rng.random() < BENT:
        bent = elastic(torch.cat([images, truth], 1), rng)
        return bent[:, :1], bent[:, 1:]
    return images, truth


def cut_made_up(
    case: Case,
    axis: int,
    order: Sequence[int],
    value: int,
    regions: Sequence[Region2D],
    common: NDArray[np.float64],
    rng: np.random.Generator,
) -> tuple[Tensor, Tensor]:
    """Windows of an image made up from all labels, and of the label `value`, (N, 1, S, S) each."""
    fields = np.stack([case.fields["labels"].take(i, axis) for i in order]).astype(np.float32)
    where = _thetas(case, axis, regions, common, rng)
    labels = cut_labels(torch.from_numpy(fields)[:, None], where, regions[0].size, rng)
    image = painted_labels(with_surroundings(labels, rng), rng)
    return image, (labels == value).float()


def _thetas(
    case: Case,
    axis: int,
    regions: Sequence[Region2D],
    common: NDArray[np.float64],
    rng: np.random.Generator,
) -> Tensor:
    moves = rng.random() < 0.5
    theta = []
    for region in regions:
        extra = common
        if moves:
            own = random_affine(rng, rotation=4, zoom=0.05, shear=0.03, shift=0.03, flips=False)
            extra = compose(common, own)
        theta.append(region.theta(plane_shape(case, axis), extra))
    return torch.stack(theta)

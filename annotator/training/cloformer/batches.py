"""Batches for the slice classifier: a few slices of each of a few volumes, one structure of each.

Every slice serves twice: it is classified, and it is compared with others of its volume that show
the structure ("painted" ones) to tell where the structure is.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from annotator.training.augment import random_affine, random_intensity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.training.cloformer.data import SliceSet

SUPPORTS, QUERIES = 2, 4


class SliceBatch(NamedTuple):
    """E episodes of M = SUPPORTS + QUERIES slices each, painted ones first.

    Attributes
    ----------
    images
        (E M, 3, S, S).
    masks
        (E, M, S, S), 0 or 1: the structure of the episode.
    places
        (E, M) slice numbers.
    modality, region
        (E M) class numbers, −1 where not known.
    structures
        (E M, classes), −1 where not known.
    """

    images: Tensor
    masks: Tensor
    places: Tensor
    modality: Tensor
    region: Tensor
    structures: Tensor


class SliceSampler:
    """Draws batches; the same seed and number give the same batch.

    Parameters
    ----------
    sets
        Slices to draw from.
    size
        Side of the network's input.
    seed
        Of all batches.
    augment
        Whether to change geometry and intensities.
    """

    def __init__(
        self, sets: Sequence[SliceSet], size: int, seed: int, *, augment: bool = True
    ) -> None:
        self.sets = [item for item in sets if any(item.spans.values())]
        self.size = size
        self.seed = seed
        self.augment = augment
        kinds = [(int(s.modality[0]), int(s.region.amax()), s.axis) for s in self.sets]
        counts = Counter(kinds)
        weight = np.array([counts[kind] ** -0.5 for kind in kinds])
        longest = {s.name: max(t.step_mm for t in self.sets if t.name == s.name) for s in self.sets}
        weight *= [2.0 if s.step_mm == longest[s.name] else 1.0 for s in self.sets]
        self.weight = weight / weight.sum()

    def batch(self, number: int, episodes: int) -> SliceBatch:
        """Batch of one training step."""
        rng = np.random.default_rng([self.seed, number])
        drawn = [self._episode(rng) for _ in range(episodes)]
        images, masks, places, modality, region, structures = zip(*drawn, strict=True)
        return SliceBatch(
            torch.cat(images),
            torch.stack(masks),
            torch.stack(places),
            torch.cat(modality),
            torch.cat(region),
            torch.cat(structures),
        )

    def _episode(self, rng: np.random.Generator) -> tuple[Tensor, ...]:
        chosen = self.sets[int(rng.choice(len(self.sets), p=self.weight))]
        sources = [source for source, spans in chosen.spans.items() if spans]
        source = sources[0] if len(sources) == 1 or rng.random() < 0.7 else sources[-1]
        value = int(rng.choice(sorted(chosen.spans[source])))
        first, last = chosen.spans[source][value]
        count = len(chosen.images)
        field = chosen.fields[source]
        shown = torch.nonzero((field[first : last + 1] == value).flatten(1).any(1))[:, 0] + first
        supports = rng.choice(shown.numpy(), SUPPORTS, replace=len(shown) < SUPPORTS)
        beyond = max(2, (last - first) // 2)
        queries = rng.integers(
            max(0, first - beyond), min(count - 1, last + beyond) + 1, size=QUERIES
        )
        places = torch.from_numpy(np.concatenate([supports, queries]))
        planes = (places[:, None] + torch.arange(-1, 2)).clamp(0, count - 1)
        images = chosen.images[planes.flatten(), 0].float()[:, None]
        masks = (field[places] == value).float()[:, None]
        images, masks = self._cut(images, masks, rng)
        return (
            images.reshape(len(places), 3, self.size, self.size),
            masks[:, 0],
            places,
            chosen.modality[places],
            chosen.region[places],
            chosen.structures[places],
        )

    def _cut(
        self, images: Tensor, masks: Tensor, rng: np.random.Generator
    ) -> tuple[Tensor, Tensor]:
        """Resample to the network's input, the same way for all slices of the episode."""
        theta = np.eye(3)[:2]
        if self.augment:
            theta = random_affine(rng, rotation=12, zoom=0.2, shift=0.12, flips=False)
        where = torch.from_numpy(theta).float()
        cut = []
        for planes, mode in ((images, "border"), (masks, "zeros")):
            shape = [len(planes), 1, self.size, self.size]
            grid = F.affine_grid(where.expand(len(planes), 2, 3), shape, align_corners=False)
            cut.append(F.grid_sample(planes, grid, padding_mode=mode, align_corners=False))
        if self.augment:
            cut[0] = random_intensity(cut[0], rng)
        return cut[0], cut[1]

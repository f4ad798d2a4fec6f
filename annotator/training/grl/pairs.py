"""Clean slices and their noisy twins, for training denoisers.

Real volumes hold noise of their own, so targets are made cleaner than their sources: several
neighbouring slices are averaged where they lie close, and pixels are averaged by a random factor.
Generated volumes have no noise at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from annotator.core.denoising import value_scale
from annotator.phantom.torso import make_phantom
from annotator.training.grl.noise import add_noise, random_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.core.denoising import Kind, ValueScale
    from annotator.core.volume import Volume

THIN_MM = 4.0
"""Slices closer than this are averaged in threes."""

LEAST_SIDE = 56
"""Slices are not made smaller than this, pixels."""

LEVEL_ERROR = 0.18
"""Standard deviation of the logarithm of the error of the level that the network is told."""


class Pairs(NamedTuple):
    """A batch: noisy and clean ``(B, 1, H, W)``, and the levels ``(B,)`` to be told."""

    noisy: Tensor
    clean: Tensor
    level: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A volume to cut slices from.

    Attributes
    ----------
    volume
        The volume.
    scale
        From its values to the network's.
    generated
        Whether it is free of noise.
    """

    volume: Volume
    scale: ValueScale
    generated: bool

    @classmethod
    def of(cls, volume: Volume, kind: Kind, *, generated: bool = False) -> Source:
        """Wrap a volume of a modality."""
        return cls(volume, value_scale(volume.voxels, kind), generated)

    def axes(self) -> list[int]:
        """Axes across which slices have nearly square pixels and are large enough."""
        spacing, shape = self.volume.geometry.spacing_zyx_mm, self.volume.voxels.shape
        good = []
        for axis in range(3):
            plane = [spacing[a] for a in range(3) if a != axis]
            sides = [shape[a] for a in range(3) if a != axis]
            if max(plane) / min(plane) < 1.3 and min(sides) >= LEAST_SIDE:
                good.append(axis)
        return good

    def clean(self, axis: int, index: int) -> Tensor:
        """Slice ``(H, W)`` in the network's units, averaged over its neighbours if they are near.

        `index` counts from the first slice that has neighbours.
        """
        voxels = self.volume.voxels
        width = self.thickness(axis)
        slab = np.moveaxis(voxels, axis, 0)[index : index + width].astype(np.float32)
        return torch.from_numpy(self.scale.normalise(slab.mean(axis=0)))

    def thickness(self, axis: int) -> int:
        """Slices that are averaged: three where they lie near, else one."""
        near = self.volume.geometry.spacing_zyx_mm[axis] < THIN_MM
        return 3 if near and not self.generated else 1

    def count(self, axis: int) -> int:
        """Clean slices across an axis."""
        return int(self.volume.voxels.shape[axis]) - self.thickness(axis) + 1


class PairSampler:
    """Draws clean crops from volumes and makes them noisy.

    Parameters
    ----------
    sources
        Volumes; each plane with square pixels has the same chance.
    kind
        Modality.
    size
        Side of the crops, pixels.
    seed
        Batches follow from it and their number alone.
    """

    def __init__(self, sources: Sequence[Source], kind: Kind, size: int, seed: int) -> None:
        usable = [(source, source.axes()) for source in sources]
        self._planes = [(source, axis) for source, axes in usable for axis in axes]
        self.kind: Kind = kind
        self.size = size
        self.seed = seed

    def __len__(self) -> int:
        """Volume planes to draw from; 0 if no volume is large enough."""
        return len(self._planes)

    def batch(self, number: int, count: int) -> Pairs:
        """Make `count` pairs."""
        rng = torch.Generator().manual_seed(self.seed * 1_000_003 + number)
        pairs = [self._pair(rng) for _ in range(count)]
        noisy, clean, levels = zip(*pairs, strict=True)
        return Pairs(torch.stack(noisy)[:, None], torch.stack(clean)[:, None], torch.tensor(levels))

    def _pair(self, rng: torch.Generator) -> tuple[Tensor, Tensor, float]:
        clean = self._crop(rng)
        clean = _vary_ct(clean, rng) if self.kind == "ct" else _vary_mr(clean, rng)
        clean = _add_details(clean, self.kind, rng)
        level = random_level(self.kind, rng)
        noisy = add_noise(clean, level, self.kind, rng)
        told = level * float(torch.exp(LEVEL_ERROR * torch.randn((), generator=rng)))
        return noisy, clean, told

    def _crop(self, rng: torch.Generator) -> Tensor:
        """Cut a crop of a random slice: zoomed, turned, flipped, never blank."""
        for _ in range(8):
            source, axis = self._planes[_integer(len(self._planes), rng)]
            image = source.clean(axis, _integer(source.count(axis), rng))
            image = _shrink(image, source.generated, rng)
            image = _pad_to(image, self.size)
            top, left = (_integer(n - self.size + 1, rng) for n in image.shape)
            crop = image[top : top + self.size, left : left + self.size]
            if float(crop.std()) > 0.02:
                break
        turns, flip = _integer(4, rng), _integer(2, rng)
        return torch.rot90(crop.flip(1) if flip else crop, turns).contiguous()


def phantom_sources(kind: Kind, count: int, seed: int) -> list[Source]:
    """Generate volumes without noise, of varying resolution."""
    sources = []
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        pixel = float(rng.uniform(1.2, 2.4))
        phantom = make_phantom(
            "CT" if kind == "ct" else "MR",
            (24, 224, 224),
            (float(rng.uniform(6, 12)), pixel, pixel),
            seed=int(rng.integers(2**31)),
            sequence="T1" if number % 2 else "T2",
            noise=0.0,
        )
        sources.append(Source.of(phantom.volume, kind, generated=True))
    return sources


def _integer(below: int, rng: torch.Generator) -> int:
    return int(torch.randint(below, (), generator=rng))


def _uniform(low: float, high: float, rng: torch.Generator) -> float:
    return low + (high - low) * float(torch.rand((), generator=rng))


def _shrink(image: Tensor, generated: bool, rng: torch.Generator) -> Tensor:
    """Average pixels by a random factor up to 2; real slices nearly always."""
    most = min(2.0, min(image.shape) / LEAST_SIDE)
    factor = max(1.0, _uniform(0.9 if generated else 1.1, most, rng)) if most > 1.1 else 1.0
    size = [round(n / factor) for n in image.shape]
    if factor == 1.0:
        return image
    return F.interpolate(
        image[None, None], size, mode="bilinear", antialias=True, align_corners=False
    )[0, 0]


def _pad_to(image: Tensor, size: int) -> Tensor:
    """Continue slices that are smaller than the crop by reflection."""
    bottom, right = (max(0, size - n) for n in image.shape)
    if not bottom and not right:
        return image
    bottom, right = min(bottom, image.shape[0] - 1), min(right, image.shape[1] - 1)
    padded = F.pad(image[None, None], (0, right, 0, bottom), "reflect")[0, 0]
    return _pad_to(padded, size)


def _vary_ct(image: Tensor, rng: torch.Generator) -> Tensor:
    """Change contrast by a tenth and shift by up to 50 HU."""
    return image * _uniform(0.9, 1.1, rng) + _uniform(-0.1, 0.1, rng)


def _vary_mr(image: Tensor, rng: torch.Generator) -> Tensor:
    """Change brightness and gamma; the background stays black."""
    positive = image.clamp_min(0)
    return _uniform(0.7, 1.25, rng) * positive ** _uniform(0.75, 1.3, rng)


def _add_details(image: Tensor, kind: Kind, rng: torch.Generator) -> Tensor:
    """Draw a few small ellipses of faint to strong contrast, which must not be taken for noise."""
    height, width = image.shape
    rows, cols = torch.arange(height)[:, None], torch.arange(width)[None]
    image = image.clone()
    for _ in range(_integer(7, rng)):
        y, x = _uniform(0, height, rng), _uniform(0, width, rng)
        a, b = _uniform(0.8, 5, rng), _uniform(0.8, 5, rng)
        contrast = _uniform(0.04, 0.4, rng) * (1 if _integer(2, rng) else -1)
        distance = ((rows - y) / a) ** 2 + ((cols - x) / b) ** 2
        image += contrast * torch.sigmoid(3 * (1 - distance))
    return image if kind == "ct" else image.clamp_min(0)

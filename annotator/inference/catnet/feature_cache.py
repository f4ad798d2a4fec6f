"""Encoder features, computed once per slice, window and model, and kept within a memory budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
from cachetools import LRUCache

from annotator.nets.catnet.encoders import EncoderFeatures

if TYPE_CHECKING:
    from collections.abc import Hashable

    from torch import Tensor

LARGEST_BUDGET = 1 << 30
SMALLEST_BUDGET = 192 << 20

SHARE_OF_VOLUME = 0.75
"""Budget over the size of the volume at hand: holds one window of every slice of a large CT."""


class Packed(NamedTuple):
    """Features of slices as they are kept, on the CPU.

    Attributes
    ----------
    half, quarter
        uint8 (N, C, h, w); what only the detail head reads, 0 or more.
    half_step, quarter_step
        float32 (N, C, 1, 1): what one step of them means.
    deep, features
        float16 (N, C, h, w).
    """

    half: Tensor
    half_step: Tensor
    quarter: Tensor
    quarter_step: Tensor
    deep: Tensor
    features: Tensor

    @classmethod
    def of(cls, features: EncoderFeatures) -> Packed:
        """Round features to what is kept of them."""
        half, quarter, deep, last = (t.detach().float().cpu() for t in features)
        return cls(*_steps(half), *_steps(quarter), deep.half(), last.half())

    def select(self, number: int) -> Packed:
        """Copy one slice out of a batch."""
        return Packed(*(t[number : number + 1].clone() for t in self))

    def unpacked(self, device: torch.device) -> EncoderFeatures:
        """Return float32 features on a device."""
        half, half_step, quarter, quarter_step, deep, features = (t.to(device) for t in self)
        return EncoderFeatures(
            half * half_step, quarter * quarter_step, deep.float(), features.float()
        )

    @property
    def nbytes(self) -> int:
        """Memory held, bytes."""
        return sum(t.numel() * t.element_size() for t in self)


def _steps(maps: Tensor) -> tuple[Tensor, Tensor]:
    """Round maps from 0 on to 255 steps per slice and channel; the steps, and how large one is."""
    step = maps.amax((2, 3), keepdim=True).clamp(min=1e-12) / 255
    return (maps / step).round_().to(torch.uint8), step


class FeatureCache:
    """Least recently used features, rounded, on the CPU.

    Parameters
    ----------
    budget
        Largest memory held, bytes.
    """

    def __init__(self, budget: int = LARGEST_BUDGET) -> None:
        self._kept: LRUCache[Hashable, Packed] = LRUCache(budget, lambda packed: packed.nbytes)

    @property
    def held(self) -> int:
        """Memory held, bytes."""
        return int(self._kept.currsize)

    @property
    def budget(self) -> int:
        """Largest memory held, bytes."""
        return int(self._kept.maxsize)

    def fit(self, volume_bytes: int) -> None:
        """Set the budget to what befits a volume of this size; what goes beyond it is dropped."""
        wanted = round(SHARE_OF_VOLUME * volume_bytes)
        budget = min(LARGEST_BUDGET, max(SMALLEST_BUDGET, wanted))
        if budget != self.budget:
            before, self._kept = self._kept, LRUCache(budget, lambda packed: packed.nbytes)
            self._kept.update(before)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def get(self, key: Hashable) -> Packed | None:
        """Features of one slice (batch 1), or None."""
        return self._kept.get(key)

    def put(self, key: Hashable, features: Packed) -> None:
        """Keep features of one slice, dropping the least recently used ones over the budget."""
        if key not in self._kept:
            self._kept[key] = features

    def clear(self) -> None:
        """Forget everything, e.g. when another volume is opened."""
        self._kept.clear()

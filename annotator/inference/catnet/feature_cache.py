"""Encoder features, computed once per slice, window and model, and kept within a memory budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from cachetools import LRUCache

from annotator.nets.catnet.encoders import EncoderFeatures

if TYPE_CHECKING:
    from collections.abc import Hashable

DEFAULT_BUDGET = 1 << 30


class FeatureCache:
    """Least recently used features, float16 on the CPU.

    Parameters
    ----------
    budget
        Largest memory held, bytes.
    """

    def __init__(self, budget: int = DEFAULT_BUDGET) -> None:
        self._kept: LRUCache[Hashable, EncoderFeatures] = LRUCache(budget, _size)

    @property
    def held(self) -> int:
        """Memory held, bytes."""
        return int(self._kept.currsize)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def get(self, key: Hashable) -> EncoderFeatures | None:
        """Features of one slice (batch 1), or None."""
        return self._kept.get(key)

    def put(self, key: Hashable, features: EncoderFeatures) -> None:
        """Keep features of one slice, dropping the least recently used ones over the budget."""
        if key not in self._kept:
            self._kept[key] = EncoderFeatures(
                *(t.detach().to("cpu", torch.float16) for t in features)
            )

    def clear(self) -> None:
        """Forget everything, e.g. when another volume is opened."""
        self._kept.clear()


def _size(features: EncoderFeatures) -> int:
    return sum(t.numel() * t.element_size() for t in features)

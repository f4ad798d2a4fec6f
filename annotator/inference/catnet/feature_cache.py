"""Encoder features, computed once per slice, window and model, and kept within a memory budget."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import torch

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
        self.budget = budget
        self.held = 0
        self._kept: OrderedDict[Hashable, EncoderFeatures] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def get(self, key: Hashable) -> EncoderFeatures | None:
        """Features of one slice (batch 1), or None."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, features: EncoderFeatures) -> None:
        """Keep features of one slice, dropping the least recently used ones over the budget."""
        if key in self._kept:
            return
        small = EncoderFeatures(*(t.detach().to("cpu", torch.float16) for t in features))
        self._kept[key] = small
        self.held += _size(small)
        while self.held > self.budget and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self.held -= _size(dropped)

    def clear(self) -> None:
        """Forget everything, e.g. when another volume is opened."""
        self._kept.clear()
        self.held = 0


def _size(features: EncoderFeatures) -> int:
    return sum(t.numel() * t.element_size() for t in features)

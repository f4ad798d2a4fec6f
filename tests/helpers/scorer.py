"""A slice scorer that goes by rules, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.core.proposal import RunProgress
from annotator.core.slice_scores import (
    UNKNOWN,
    PresenceScores,
    SliceDescription,
    SliceDescriptions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.core.cancel import CancelToken
    from annotator.core.support import SupportSet
    from annotator.core.volume import Volume


class RuleScorer:
    """Abdomen below, chest above, unknown between; a structure goes one slice beyond its paint.

    The classifier knows the "spleen", on slices 2 to 5.
    """

    def __init__(self) -> None:
        self.described: list[int] = []
        self.scored: list[tuple[int, list[int], frozenset[int]]] = []
        self.error: Exception | None = None
        self.sure = True

    def describe(
        self, volume: Volume, axis: int, token: CancelToken, device: str = "auto"
    ) -> Iterator[RunProgress | SliceDescriptions]:
        count = volume.voxels.shape[axis]
        self.described.append(axis)
        slices, sure = [], 0.95 if self.sure else 0.8
        for index in range(count):
            region = "abdomen" if index < count / 2 else "chest"
            region = UNKNOWN if index == count // 2 else region
            spleen = sure if 2 <= index <= 5 else 0.1
            slices.append(SliceDescription(index, "CT", 0.99, region, 0.98, {"spleen": spleen}))
            yield RunProgress(index + 1, count, "Looking at the slices")
        if self.error is not None:
            raise self.error
        yield SliceDescriptions(axis, tuple(slices), "rules")

    def presence(
        self,
        volume: Volume,
        axis: int,
        supports: SupportSet,
        token: CancelToken,
        device: str = "auto",
    ) -> Iterator[RunProgress | PresenceScores]:
        count = volume.voxels.shape[axis]
        painted = [item.index for item in supports.slices]
        self.scored.append((supports.label, painted, supports.absent))
        chance = np.full(count, 0.08, dtype=np.float32)
        chance[max(painted[0] - 1, 0) : painted[-1] + 2] = 0.92
        chance[painted] = 1
        chance[list(supports.absent)] = 0
        likely = np.flatnonzero(chance > 0.5)
        first, last = int(likely[0]), int(likely[-1])
        change = np.ones(count, dtype=np.float32)
        yield PresenceScores(supports.label, axis, chance, first, last, 0.8, change)

    def model_names(self) -> list[str]:
        return ["rules"]

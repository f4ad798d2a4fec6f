"""A second look at slices that were filled one after the other, now from both of their sides.

A walk sees its last neighbour alone, so that errors grow along it; two or three painted slices
leave much of what lies between them to the network. There every slice is filled again: from what
was found a few slices before and behind it, in a window around all that was found, with its own
mask, smoothed along the axis, as location prior.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.inference.catnet.engine import OUTSIDE
from annotator.inference.region import location_prior, signed_distance_px

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.inference.catnet.engine import Engine
    from annotator.inference.catnet.structure import Structure

REACH = 3
"""Slices between one that is filled again and those that it is filled from."""

ITERATIONS = 2
"""CMAT iterations: most is known already."""

UNITS_AGAIN = 2
"""What filling a slice again takes, in iterations of a run."""

FARTHEST_PX = 16.0
"""Distances are cut there before they are averaged, so that an empty slice takes little away."""


class SecondPass:
    """Fills slices of a structure again.

    Parameters
    ----------
    engine
        Network.
    structure
        What was filled.
    masks
        Slice number -> bool ``(rows, cols)``: painted and found, one next to the other.
    led_by
        Slices that others are filled from; by default all that hold the structure.
    """

    def __init__(
        self,
        engine: Engine,
        structure: Structure,
        masks: Mapping[int, NDArray[np.bool_]],
        led_by: Sequence[int] = (),
    ) -> None:
        self._engine = engine
        self._filled: dict[int, Tensor] = {}
        self._held = [index for index, mask in sorted(masks.items()) if mask.any()]
        self.structure = structure.around({index: masks[index] for index in self._held})
        self._leading = sorted(led_by) or self._held
        order = sorted(masks)
        planes = torch.from_numpy(np.stack([masks[index] for index in order])).float()
        windows = self.structure.view.sample(planes, order, "zeros")
        self._masks = dict(zip(order, windows, strict=True))
        distances = signed_distance_px(windows).clamp(min=-FARTHEST_PX)
        self._distances = dict(zip(order, distances, strict=True))

    def __contains__(self, index: int) -> bool:
        """Whether a slice has been filled again."""
        return index in self._filled

    def fill(self, queries: Sequence[int]) -> None:
        """Fill some slices again."""
        shots = [self._shots(query) for query in queries]
        away = torch.tensor(
            [[abs(i - query) for i in pair] for query, pair in zip(queries, shots, strict=True)]
        )
        distances = away.float() * self.structure.stack.step_mm
        shapes = signed_distance_px((self._smoothed(queries) > 0).float())
        logits = self._engine.decode_masks(
            self.structure,
            queries,
            shots,
            torch.stack([torch.stack([self._masks[i] for i in pair]) for pair in shots]),
            distances,
            location_prior(shapes[:, None], torch.ones(len(queries), 1), distances),
            ITERATIONS,
            last_only=True,
        )[0].half()
        self._filled |= dict(zip(queries, logits, strict=True))

    def logits(self, queries: Sequence[int]) -> NDArray[np.float32]:
        """Foreground logits of filled slices, float32 (Q, rows, cols)."""
        windows = torch.stack([self._filled[query].float() for query in queries])
        logits: NDArray[np.float32] = self.structure.view.paste(windows, queries, OUTSIDE).numpy()
        return logits

    def _shots(self, query: int) -> list[int]:
        """Slices that hold the structure on both sides, as near to `REACH` away as can be."""
        pair = []
        for toward in (-1, 1):
            side = [i for i in self._leading if (i - query) * toward > 0]
            if side:
                pair.append(min(side, key=lambda i: abs(abs(i - query) - REACH)))
        return pair if len(pair) == 2 else pair * 2

    def _smoothed(self, queries: Sequence[int]) -> Tensor:
        """Distances averaged 1-2-1 with those of the slices next to it, (Q, S, S)."""
        fields = []
        for query in queries:
            own = self._distances[query]
            before, behind = (self._distances.get(query + step, own) for step in (-1, 1))
            fields.append((before + 2 * own + behind) / 4)
        return torch.stack(fields)

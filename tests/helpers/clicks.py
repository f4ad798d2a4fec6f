"""Things that answer clicks: one that takes all that is bright, and an untrained network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from scipy import ndimage

from annotator.core.clicks import as_said
from annotator.inference.manifests import ClickInput, ClickManifest
from annotator.inference.model_store import ModelStore, save_model
from annotator.nets.catnet.click_head import ClickAnswer, ClickConfig, ClickNet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.core.clicks import Click

TINY = ClickConfig(dim=16, widths=(4, 6, 8, 8))


class BrightNet:
    """Looks like a `ClickNet`; the brighter half of the window's grey levels is inside."""

    def __init__(self) -> None:
        self.windows: list[Tensor] = []
        self.hints: list[Tensor] = []

    def encode(self, image: Tensor) -> Tensor:
        self.windows.append(image)
        return image

    def answer(self, features: Tensor, image: Tensor, hints: Tensor) -> ClickAnswer:
        self.hints.append(hints)
        return ClickAnswer(10 * (image - (image.amax() + image.amin()) / 2), torch.zeros(1))


class BrightClicker:
    """Looks like a `SliceClicker`; connected bright pixels, without those around clicks outside."""

    name = "bright"

    def __init__(self) -> None:
        self.extents: list[float | None] = []
        self.asked: list[list[Click]] = []
        self.nothing = False  # whether it finds nothing but what is clicked

    def open_slice(
        self, image: NDArray[Any], spacing_mm: tuple[float, float], extent_mm: float | None = None
    ) -> BrightSlice:
        self.extents.append(extent_mm)
        image = np.zeros_like(image) if self.nothing else image
        return BrightSlice(image, self.asked)


class BrightSlice:
    def __init__(self, image: NDArray[Any], asked: list[list[Click]]) -> None:
        self._image, self._asked = image, asked

    def answer(self, clicks: Sequence[Click]) -> NDArray[np.bool_]:
        self._asked.append(list(clicks))
        mask = as_said(self._image > 0, clicks)
        for click in clicks:
            if not click.inside:
                spot = np.ones(mask.shape, bool)
                spot[tuple(round(p) for p in click.points[0])] = False
                mask &= ndimage.distance_transform_edt(spot) > 3
        return mask


def install_clicks(folder: Path, name: str = "tiny-clicks", seed: int = 5) -> ModelStore:
    """Save a seeded, untrained network for clicks and return the store that finds it."""
    torch.manual_seed(seed)
    described = ClickManifest(config=TINY, input=ClickInput(32))
    save_model(folder / name, ClickNet(TINY).state_dict(), described, "# card")
    return ModelStore([folder])

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
from annotator.nets.catnet.encoders import EncoderFeatures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.core.clicks import Click

TINY = ClickConfig(dim=16, widths=(4, 6, 8, 8))


class BrightNet:
    """Looks like a `ClickNet`; the brighter half of the window's grey levels is inside.

    It expects to be the better, the larger a share of the window is inside, up to a half.
    """

    def __init__(self) -> None:
        self.windows: list[Tensor] = []
        self.hints: list[Tensor] = []
        self.shares: list[float] = []

    def encode(self, image: Tensor) -> EncoderFeatures:
        self.windows += list(image)
        return EncoderFeatures(image, image, image, image)

    def answer(self, features: EncoderFeatures, image: Tensor, hints: Tensor) -> ClickAnswer:
        self.hints.append(hints)
        middle = (image.amax((1, 2, 3)) + image.amin((1, 2, 3))) / 2
        logits = 10 * (image - middle[:, None, None, None])
        share = (logits > 0).float().mean((1, 2, 3))
        self.shares = share.tolist()
        return ClickAnswer(logits, 8 * share.clamp(max=0.5))


class BrightClicker:
    """Looks like a `SliceClicker`; connected bright pixels, without those around clicks outside."""

    name = "bright"

    def __init__(self) -> None:
        self.extents: list[float | None] = []
        self.asked: list[list[Click]] = []
        self.expected: list[list[Click]] = []
        self.nothing = False  # whether it finds nothing but what is clicked
        self.others = False  # whether it offers a narrower and a wider answer, too

    def open_slice(
        self, image: NDArray[Any], spacing_mm: tuple[float, float], extent_mm: float | None = None
    ) -> BrightSlice:
        self.extents.append(extent_mm)
        image = np.zeros_like(image) if self.nothing else image
        return BrightSlice(image, self)


class BrightSlice:
    def __init__(self, image: NDArray[Any], clicker: BrightClicker) -> None:
        self._image, self._clicker = image, clicker
        self._clicks: list[Click] = []
        self.answers: list[NDArray[np.bool_]] = []
        self.shown = 0

    def expect(self, clicks: Sequence[Click]) -> None:
        self._clicker.expected.append(list(clicks))

    def answer(self, clicks: Sequence[Click]) -> NDArray[np.bool_]:
        if list(clicks) != self._clicks:
            self._clicks = list(clicks)
            self._clicker.asked.append(self._clicks)
            mask = self._bright(clicks)
            narrow, wide = (change(mask) for change in (_less, ndimage.binary_dilation))
            self.answers = [narrow, mask, wide] if self._clicker.others else [mask]
            self.shown = len(self.answers) // 2
        return self.answers[self.shown]

    def show(self, index: int) -> None:
        self.shown = index

    def _bright(self, clicks: Sequence[Click]) -> NDArray[np.bool_]:
        mask = as_said(self._image > 0, clicks)
        for click in clicks:
            if not click.inside:
                spot = np.ones(mask.shape, bool)
                spot[tuple(round(p) for p in click.points[0])] = False
                mask &= ndimage.distance_transform_edt(spot) > 3
        return mask


def _less(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    less: NDArray[np.bool_] = ndimage.binary_erosion(mask)
    return less


def install_clicks(folder: Path, name: str = "tiny-clicks", seed: int = 5) -> ModelStore:
    """Save a seeded, untrained network for clicks and return the store that finds it."""
    torch.manual_seed(seed)
    described = ClickManifest(config=TINY, input=ClickInput(32))
    save_model(folder / name, ClickNet(TINY).state_dict(), described, "# card")
    return ModelStore([folder])

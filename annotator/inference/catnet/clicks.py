"""The mask of one slice from clicks, by the click head on CAT-Net's encoder.

The window begins around the first click, grows where the mask reaches its border, and shrinks
around what is small in it, so that structures of a few millimetres are seen large enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from scipy import ndimage
from torch import Tensor

from annotator.core.clicks import Click, as_said, dense
from annotator.core.intensity import LEAST, MOST, USUAL_EXPONENT
from annotator.inference.region import Region2D, intensity_window, normalise, sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.core.brush import Point
    from annotator.nets.catnet.click_head import ClickNet
    from annotator.nets.catnet.encoders import EncoderFeatures

    Mask = NDArray[np.bool_]

DISC_PX = 2.6
"""Radius of a click in the window."""
NEAR_PX = 10.0
"""Distance from a click at which its nearness has fallen to 1/e."""
START_MM = 128.0
"""Side of the window around a first click of which nothing is known."""
FACTOR = 1.7
"""Side of a window that fits, over the longer side of the mask."""
LOOSE = 3.2
"""A window this many times as long as the mask is too wide."""
SMALLEST_VOXELS = 32
"""Smallest side of a window, voxels of the finer spacing."""
MOST_WINDOWS = 3
"""Windows looked into for one click."""
BORDER_PX = 2
"""A mask this near to the border of its window goes on beyond it."""
OUTSIDE = -8.0
"""Logit beyond the window."""


class ClickedSlice:
    """A slice on its way from clicks to a mask.

    Parameters
    ----------
    net
        Network, in eval mode.
    image
        Grey values ``(rows, cols)``.
    spacing_mm
        Of rows and columns, millimetres.
    size
        Side of the network's input in pixels.
    start_mm
        Side of the first window, if something is known of the structure's size.
    """

    def __init__(
        self,
        net: ClickNet,
        image: NDArray[Any],
        spacing_mm: tuple[float, float],
        size: int,
        start_mm: float = START_MM,
    ) -> None:
        self._net, self._spacing, self._size = net, spacing_mm, size
        grey = np.nan_to_num(np.asarray(image, np.float64))
        largest = float(np.abs(grey).max(initial=0.0))
        if largest and not LEAST <= largest <= MOST:
            grey *= 2.0**USUAL_EXPONENT / largest
        grey = grey.astype(np.float32)
        self._image = torch.from_numpy(np.ascontiguousarray(grey))[None, None]
        self._widest = 1.1 * max(n * s for n, s in zip(grey.shape, spacing_mm, strict=True))
        self._start_mm = start_mm
        self._seen: dict[Region2D, tuple[Tensor, EncoderFeatures]] = {}
        self._restart()

    def _restart(self) -> None:
        self._answered: list[Click] = []
        self._region: Region2D | None = None
        self._logits = torch.full_like(self._image, OUTSIDE)
        self.quality = 0.0

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._image.shape[-2], self._image.shape[-1]

    @torch.inference_mode()
    def answer(self, clicks: Sequence[Click]) -> Mask:
        """Mask ``(rows, cols)`` that follows from all clicks so far; empty without one inside.

        One click after the other refines the answer; those that were answered before are not
        answered again.
        """
        clicks = list(clicks)
        if clicks[: len(self._answered)] != self._answered:
            self._restart()
        for count in range(len(self._answered) + 1, len(clicks) + 1):
            if any(click.inside for click in clicks[:count]):
                self._answer(clicks[:count])
        self._answered = clicks
        if not any(click.inside for click in clicks):
            return np.zeros(self.shape, np.bool_)
        return self._mask(clicks)

    def _answer(self, clicks: list[Click]) -> None:
        before = self._logits
        region = self._region or self._first_region(clicks)
        region = self._holding(region, clicks)
        grown = False
        for _ in range(MOST_WINDOWS):
            logits, self.quality = self._look(region, clicks, before)
            self._logits = region.paste(logits, self.shape, OUTSIDE)
            self._region = region
            better = self._better_region(region, logits[0, 0].numpy() > 0, clicks, grown)
            if better is None:
                return
            grown = grown or better.side_mm > region.side_mm
            region = better

    def _look(self, region: Region2D, clicks: list[Click], before: Tensor) -> tuple[Tensor, float]:
        """Logits (1, 1, S, S) of a window, and the Dice that the head expects."""
        image, features = self._features(region)
        theta = region.theta(self.shape)
        so_far = sample(before.sigmoid(), theta, self._size, "zeros")
        inside_window = [
            Click(tuple(self._pixel(region, p) for p in c.points), c.inside) for c in clicks
        ]
        hints = torch.cat([hint_maps(inside_window, self._size)[None], so_far], 1)
        answer = self._net.answer(features, image, hints)
        return answer.logits, float(answer.quality.sigmoid())

    def _features(self, region: Region2D) -> tuple[Tensor, EncoderFeatures]:
        """Image window and encoder features, kept for the next click."""
        found = self._seen.get(region)
        if found is None:
            window = sample(self._image, region.theta(self.shape), self._size)
            window = normalise(window, intensity_window(window))
            found = self._seen[region] = window, self._net.encode(window)
        return found

    def _first_region(self, clicks: list[Click]) -> Region2D:
        point = next(click.points[0] for click in clicks if click.inside)
        center = point[0] * self._spacing[0], point[1] * self._spacing[1]
        return self._region_at(center, self._start_mm)

    def _region_at(self, center: tuple[float, float], side: float) -> Region2D:
        smallest = SMALLEST_VOXELS * min(self._spacing)
        side = min(max(side, smallest), self._widest)
        return Region2D(center, side, self._spacing, self._size)

    def _holding(self, region: Region2D, clicks: list[Click]) -> Region2D:
        """Return the window, wider if a click inside lies near or beyond its border."""
        points = [self._pixel(region, p) for c in clicks if c.inside for p in c.points]
        margin = 0.08 * self._size
        rows, cols = np.array(points).T
        low = min(rows.min(), cols.min())
        high = max(rows.max(), cols.max())
        if low >= margin and high <= self._size - 1 - margin:
            return region
        mask = np.argwhere((self._logits[0, 0] > 0).numpy())
        places = [p for c in clicks if c.inside for p in c.points] + [tuple(p) for p in mask]
        mm = np.array(places, np.float64) * self._spacing
        middle, extent = (mm.min(0) + mm.max(0)) / 2, float((mm.max(0) - mm.min(0)).max())
        center = float(middle[0]), float(middle[1])
        return self._region_at(center, max(FACTOR * extent, region.side_mm))

    def _better_region(
        self, region: Region2D, mask: Mask, clicks: list[Click], grown: bool
    ) -> Region2D | None:
        """Window that fits the mask (S, S) better, None where it is well as it is."""
        mask = _clicked_parts(
            mask, [self._pixel(region, p) for c in clicks if c.inside for p in c.points]
        )
        places = np.argwhere(mask)
        if not len(places):
            return None
        low, high = places.min(0), places.max(0)
        middle, extent = (low + high) / 2, float((high - low).max()) + 1
        center = (
            region.center_mm[0] + (float(middle[0]) + 0.5 - self._size / 2) * region.pixel_mm,
            region.center_mm[1] + (float(middle[1]) + 0.5 - self._size / 2) * region.pixel_mm,
        )
        cut = low.min() < BORDER_PX or high.max() >= self._size - BORDER_PX
        if cut and region.side_mm < self._widest:
            return self._changed(region, center, 1.8 * region.side_mm)
        if not cut and not grown and self._size > LOOSE * extent:
            return self._changed(region, center, FACTOR * extent * region.pixel_mm)
        return None

    def _changed(
        self, region: Region2D, center: tuple[float, float], side: float
    ) -> Region2D | None:
        """Window of another side, None if it would be about the same."""
        new = self._region_at(center, side)
        return None if 0.85 < new.side_mm / region.side_mm < 1.15 else new

    def _pixel(self, region: Region2D, point: Point) -> Point:
        """Place in the window, pixels, of a place in the slice, voxels."""
        row, col = (
            (p * step - middle) / region.pixel_mm + self._size / 2 - 0.5
            for p, step, middle in zip(point, self._spacing, region.center_mm, strict=True)
        )
        return row, col

    def _mask(self, clicks: list[Click]) -> Mask:
        """Parts of the answer that hold a click; what was clicked itself is as it was said."""
        mask = as_said((self._logits[0, 0] > 0).numpy(), clicks)
        return _clicked_parts(mask, [p for c in clicks if c.inside for p in c.points])


def _clicked_parts(mask: Mask, points: Sequence[Point]) -> Mask:
    """Parts of a mask that hold one of some points, or lie within two pixels of it."""
    parts, count = ndimage.label(mask, np.ones((3, 3), bool))
    if count < 2:
        return mask
    kept = np.zeros(count + 1, bool)
    for row, col in points:
        r, c = round(row), round(col)
        near = parts[max(r - 2, 0) : max(r + 3, 0), max(c - 2, 0) : max(c + 3, 0)]
        kept[np.unique(near)] = True
    kept[0] = False
    held: Mask = kept[parts]
    return held


def hint_maps(clicks: Sequence[Click], size: int) -> Tensor:
    """Draw maps (4, S, S) of clicks whose points are pixels of the window.

    Discs inside and outside, and the nearness to both: 1 at a click, falling with the distance.
    """
    maps = torch.zeros(4, size, size)
    for channel, inside in enumerate((True, False)):
        points = [p for click in clicks if click.inside is inside for p in dense(click.points)]
        free = np.ones((size, size), bool)
        if points:
            rows, cols = np.rint(np.array(points)).astype(int).T
            held = (rows >= 0) & (rows < size) & (cols >= 0) & (cols < size)
            free[rows[held], cols[held]] = False
        if free.all():
            continue
        away = torch.from_numpy(ndimage.distance_transform_edt(free)).float()
        maps[channel] = (away <= DISC_PX).float()
        maps[channel + 2] = (-away / NEAR_PX).exp()
    return maps

"""The square windows through which the click head looks at one slice, and what it finds in each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch
from scipy import ndimage
from torch import Tensor

from annotator.core.boxes import bounding_box
from annotator.core.clicks import Click, dense
from annotator.core.cores import cores
from annotator.core.intensity import LEAST, MOST, USUAL_EXPONENT
from annotator.inference.region import Region2D, intensity_window, normalise, sample
from annotator.nets.catnet.encoders import EncoderFeatures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.core.brush import Point
    from annotator.nets.catnet.click_head import ClickNet

    Mask = NDArray[np.bool_]
    Place = tuple[float, float]

DISC_PX = 2.6
"""Radius of a click in the window."""
NEAR_PX = 10.0
"""Distance from a click at which its nearness has fallen to 1/e."""
FACTOR = 1.7
"""Side of a window that fits, over the longer side of the mask."""
SMALLEST_VOXELS = 32
"""Smallest side of a window, voxels of the finer spacing."""
BORDER_PX = 2
"""A mask this near to the border of its window goes on beyond it."""
MARGIN = 0.04
"""Share of a window's side, along its border, in which no click inside may lie."""
OUTSIDE = -8.0
"""Logit beyond the window."""


class Look(NamedTuple):
    """What the head finds in one window.

    Attributes
    ----------
    region
        The window.
    quality
        Dice that the head expects.
    on_slice
        Logits (1, 1, rows, cols), `OUTSIDE` beyond the window.
    mask
        bool ``(rows, cols)``: where these are positive.
    low, high
        First and last row and column, pixels of the window, of the parts that hold a click; None
        if there are none.
    """

    region: Region2D
    quality: float
    on_slice: Tensor
    mask: Mask
    low: NDArray[np.intp] | None
    high: NDArray[np.intp] | None

    @property
    def room(self) -> int:
        """Pixels between the clicked parts and the border of the window."""
        size = self.region.size
        if self.low is None or self.high is None:
            return size
        return int(min(self.low.min(), size - 1 - self.high.max()))

    @property
    def is_cut(self) -> bool:
        """Whether the clicked parts reach the border of the window."""
        return self.room < BORDER_PX

    def fitted(self, wider: float) -> tuple[Place, float] | None:
        """Centre and side, mm, of a window that fits the mask; `wider` where the mask is cut."""
        if self.low is None or self.high is None:
            return None
        region, middle = self.region, (self.low + self.high) / 2
        row, col = (
            c + (float(m) + 0.5 - region.size / 2) * region.pixel_mm
            for c, m in zip(region.center_mm, middle, strict=True)
        )
        extent = float((self.high - self.low).max()) + 1
        side = wider * region.side_mm if self.is_cut else FACTOR * extent * region.pixel_mm
        return (row, col), side


class SliceWindows:
    """One slice, seen through windows; what is encoded once is kept.

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
    """

    def __init__(
        self, net: ClickNet, image: NDArray[Any], spacing_mm: tuple[float, float], size: int
    ) -> None:
        self._net, self._size = net, size
        self.spacing_mm = spacing_mm
        grey = np.nan_to_num(np.asarray(image, np.float64))
        largest = float(np.abs(grey).max(initial=0.0))
        if largest and not LEAST <= largest <= MOST:
            grey *= 2.0**USUAL_EXPONENT / largest
        self._image = torch.from_numpy(np.ascontiguousarray(grey.astype(np.float32)))[None, None]
        self.widest_mm = 1.1 * max(n * s for n, s in zip(grey.shape, spacing_mm, strict=True))
        self._seen: dict[Region2D, tuple[Tensor, EncoderFeatures]] = {}

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the slice."""
        return self._image.shape[-2], self._image.shape[-1]

    def around(self, center_mm: Place, side_mm: float) -> Region2D:
        """Window of a side that is within what makes sense."""
        smallest = SMALLEST_VOXELS * min(self.spacing_mm)
        side = min(max(side_mm, smallest), self.widest_mm)
        return Region2D(center_mm, side, self.spacing_mm, self._size)

    def pixel(self, region: Region2D, point: Point) -> Point:
        """Place in the window, pixels, of a place in the slice, voxels."""
        row, col = (
            (p * step - middle) / region.pixel_mm + self._size / 2 - 0.5
            for p, step, middle in zip(point, self.spacing_mm, region.center_mm, strict=True)
        )
        return row, col

    def holds(self, region: Region2D, clicks: Sequence[Click]) -> bool:
        """Whether all clicks inside lie in the window, and not at its border."""
        points = [self.pixel(region, p) for c in clicks if c.inside for p in c.points]
        margin = MARGIN * self._size
        return bool(margin <= np.min(points) and np.max(points) <= self._size - 1 - margin)

    def look(
        self, regions: Sequence[Region2D], clicks: Sequence[Click], before: Tensor
    ) -> list[Look]:
        """Answer clicks in some windows at once, on all cores that torch leaves free.

        Parameters
        ----------
        regions
            Windows, at least one.
        clicks
            All clicks so far, one inside among them.
        before
            Logits (1, 1, rows, cols) of the mask before the last click.
        """
        threads = min(max(1, cores() // torch.get_num_threads()), len(regions))
        ends = [len(regions) * n // threads for n in range(threads + 1)]
        first, *others = [regions[start:stop] for start, stop in pairwise(ends)]
        with ThreadPoolExecutor(threads) as pool:  # starts a thread for each part but the first
            waiting = [pool.submit(self._look, part, clicks, before) for part in others]
            return [*self._look(first, clicks, before), *chain(*(w.result() for w in waiting))]

    @torch.inference_mode()
    def _look(
        self, regions: Sequence[Region2D], clicks: Sequence[Click], before: Tensor
    ) -> list[Look]:
        self._encode(regions)
        images, features = zip(*(self._seen[region] for region in regions), strict=True)
        hints = torch.cat([self._hints(region, clicks, before) for region in regions])
        joined = EncoderFeatures.concatenate(list(features))
        answer = self._net.answer(joined, torch.cat(images), hints)
        qualities = answer.quality.sigmoid().tolist()
        return [
            self._found(region, answer.logits[i : i + 1], qualities[i], clicks)
            for i, region in enumerate(regions)
        ]

    def _encode(self, regions: Sequence[Region2D]) -> None:
        """Encode windows that were not looked into before, in one batch."""
        new = [region for region in regions if region not in self._seen]
        if not new:
            return
        windows = []
        for region in new:
            window = sample(self._image, region.theta(self.shape), self._size)
            windows.append(normalise(window, intensity_window(window)))
        features = self._net.encode(torch.cat(windows))
        for i, region in enumerate(new):
            self._seen[region] = windows[i], features.select(slice(i, i + 1))

    def _hints(self, region: Region2D, clicks: Sequence[Click], before: Tensor) -> Tensor:
        so_far = sample(before.sigmoid(), region.theta(self.shape), self._size, "zeros")
        placed = [Click(tuple(self.pixel(region, p) for p in c.points), c.inside) for c in clicks]
        return torch.cat([hint_maps(placed, self._size)[None], so_far], 1)

    def _found(
        self, region: Region2D, logits: Tensor, quality: float, clicks: Sequence[Click]
    ) -> Look:
        inside = [p for c in clicks if c.inside for p in c.points]
        parts = clicked_parts(logits[0, 0].numpy() > 0, [self.pixel(region, p) for p in inside])
        rows, cols = (np.flatnonzero(parts.any(axis=1 - axis)) for axis in range(2))
        low, high = (np.array([rows[i], cols[i]]) if len(rows) else None for i in (0, -1))
        on_slice = region.paste(logits, self.shape, OUTSIDE)
        return Look(region, quality, on_slice, on_slice[0, 0].numpy() > 0, low, high)


def clicked_parts(mask: Mask, points: Sequence[Point]) -> Mask:
    """Parts of a mask that hold one of some points, or lie within two pixels of it."""
    box = bounding_box(mask)
    if box is None:
        return mask
    parts, count = ndimage.label(mask[box], np.ones((3, 3), bool))
    if count < 2:
        return mask
    kept = np.zeros(count + 1, bool)
    for row, col in points:
        r, c = round(row) - box[0].start, round(col) - box[1].start
        near = parts[max(r - 2, 0) : max(r + 3, 0), max(c - 2, 0) : max(c + 3, 0)]
        kept[np.unique(near)] = True
    kept[0] = False
    held = np.zeros_like(mask)
    held[box] = kept[parts]
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

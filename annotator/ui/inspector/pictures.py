"""Slices with what a run made of them, as colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.inspection import Frame
    from annotator.core.window import Window

    Picture = NDArray[np.uint8]
    """uint8 ``(h, w, 3)``: red, green, blue."""

GAINED = (92, 214, 122)
LOST = (240, 108, 92)
_HEAT = np.array(
    [(0, 0, 4), (87, 16, 110), (188, 55, 84), (249, 142, 9), (252, 255, 164)], np.float32
)  # the field's "inferno", at five places


def grey(values: NDArray[Any], window: Window) -> Picture:
    """Return a slice ``(h, w)`` in grey levels."""
    center, width = window
    scaled = (np.asarray(values, np.float32) - (center - width / 2)) * (255 / max(width, 1e-9))
    levels = np.clip(np.nan_to_num(scaled), 0, 255).astype(np.uint8)
    return np.repeat(levels[:, :, None], 3, axis=2)


def heat(values: NDArray[np.float32], low: float = 0.0, high: float = 1.0) -> Picture:
    """Return values between `low` and `high` from black over red to yellow; nan is black."""
    share = np.clip((np.nan_to_num(values) - low) / max(high - low, 1e-12), 0, 1)
    places = share * (len(_HEAT) - 1)
    below = np.minimum(places.astype(int), len(_HEAT) - 2)
    rest = (places - below)[..., None]
    picture: Picture = ((1 - rest) * _HEAT[below] + rest * _HEAT[below + 1]).astype(np.uint8)
    return picture


def signed(values: NDArray[np.float32]) -> Picture:
    """Return values of −1..1 from blue over dark to orange; nan is black."""
    known = np.clip(np.nan_to_num(values), -1, 1)[..., None]
    blue, orange = np.array((70, 130, 220)), np.array((240, 150, 50))
    mixed = np.maximum(known, 0) * orange + np.maximum(-known, 0) * blue
    picture: Picture = mixed.astype(np.uint8)
    return picture


def blend(below: Picture, above: Picture, share: float | NDArray[np.float32]) -> Picture:
    """Lay one picture over another; `share` 0..1, also per pixel ``(h, w)``."""
    part = np.asarray(share, np.float32)
    part = part[..., None] if part.ndim else part
    return ((1 - part) * below + part * above).astype(np.uint8)


def outline(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pixels of a mask that have a neighbour outside it, or lie at the border."""
    padded = np.pad(mask, 1)
    inside = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    edge: NDArray[np.bool_] = mask & ~inside
    return edge


def with_mask(
    below: Picture,
    mask: NDArray[np.bool_],
    before: NDArray[np.bool_] | None,
    color: tuple[int, int, int],
) -> Picture:
    """Draw the contour of a mask, and what it gained (green) and lost (red) if told `before`."""
    picture = below.copy()
    if before is not None:
        for part, tint in ((mask & ~before, GAINED), (before & ~mask, LOST)):
            picture[part] = (0.35 * picture[part] + 0.65 * np.array(tint)).astype(np.uint8)
    picture[outline(mask)] = color
    return picture


def on_frame(
    cells: NDArray[np.float32], frame: Frame, shape: tuple[int, int]
) -> NDArray[np.float32]:
    """Spread a grid of cells (h, w) over the window where it lies on a slice, nan outside."""
    rows = np.floor((np.arange(shape[0]) - frame.top) / frame.height * cells.shape[0]).astype(int)
    cols = np.floor((np.arange(shape[1]) - frame.left) / frame.width * cells.shape[1]).astype(int)
    inside_rows = (rows >= 0) & (rows < cells.shape[0])
    inside_cols = (cols >= 0) & (cols < cells.shape[1])
    spread = np.full(shape, np.nan, np.float32)
    spread[np.ix_(inside_rows, inside_cols)] = cells[np.ix_(rows[inside_rows], cols[inside_cols])]
    return spread

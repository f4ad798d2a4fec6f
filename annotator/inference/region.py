"""The in-plane window a network looks at: a square around the supports, resampled to its input.

Training and inference sample through the same functions, so that the network sees the same pixels
in both. Everything here works on one slice axis: "rows" and "columns" are the two other axes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage
from torch import Tensor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

DISTANCE_SCALE_MM = 50.0
SHAPE_SCALE_PX = 8.0


@dataclass(frozen=True, slots=True)
class Region2D:
    """A square window on the slices of one axis.

    Attributes
    ----------
    center_mm
        Row and column of the centre, in millimetres from the centre of the first voxel.
    side_mm
        Length of a side in millimetres.
    spacing_mm
        In-plane voxel spacing (rows, columns) of the slices.
    size
        Side of the network's input in pixels.
    """

    center_mm: tuple[float, float]
    side_mm: float
    spacing_mm: tuple[float, float]
    size: int

    @property
    def pixel_mm(self) -> float:
        """Side of one network pixel in millimetres."""
        return self.side_mm / self.size

    def theta(self, shape: tuple[int, int], extra: NDArray[np.float64] | None = None) -> Tensor:
        """Affine (2, 3) for `torch.nn.functional.affine_grid` that samples this window.

        Parameters
        ----------
        shape
            Rows and columns of the slices.
        extra
            (2, 3) map of window coordinates (x, y in −1..1) applied first, for augmentation.
        """
        rows, cols = shape
        (cy, cx), (sy, sx) = self.center_mm, self.spacing_mm
        scale_x, scale_y = self.side_mm / (cols * sx), self.side_mm / (rows * sy)
        shift_x, shift_y = (2 * cx / sx + 1) / cols - 1, (2 * cy / sy + 1) / rows - 1
        window = np.array([[scale_x, 0.0, shift_x], [0.0, scale_y, shift_y], [0.0, 0.0, 1.0]])
        if extra is not None:
            window = window @ np.vstack([extra, [0.0, 0.0, 1.0]])
        return torch.from_numpy(window[:2]).float()

    def box(self, shape: tuple[int, int]) -> tuple[slice, slice]:
        """Rows and columns of the voxels whose centre lies in the window, cut at the slice."""
        spans = []
        for center, step, length in zip(self.center_mm, self.spacing_mm, shape, strict=True):
            low = int(np.ceil((center - self.side_mm / 2) / step))
            high = int(np.floor((center + self.side_mm / 2) / step))
            spans.append(slice(max(low, 0), min(high, length - 1) + 1))
        return spans[0], spans[1]

    def paste(self, maps: Tensor, shape: tuple[int, int], outside: float) -> Tensor:
        """Resample network maps (B, C, size, size) back to slices (B, C, rows, cols).

        Voxels outside the window get `outside`.
        """
        rows, cols = self.box(shape)
        grid = _grid(self, shape).to(maps.device).expand(len(maps), -1, -1, -1)
        out = maps.new_full((*maps.shape[:2], *shape), outside)
        out[:, :, rows, cols] = F.grid_sample(
            maps, grid, padding_mode="border", align_corners=False
        )
        return out


@lru_cache(maxsize=8)
def _grid(region: Region2D, shape: tuple[int, int]) -> Tensor:
    """Where in a window the voxels of its box lie, as `grid_sample` takes it: (1, h, w, 2)."""
    rows, cols = region.box(shape)
    (cy, cx), (sy, sx) = region.center_mm, region.spacing_mm
    y = (torch.arange(rows.start, rows.stop) * sy - cy) * (2 / region.side_mm)
    x = (torch.arange(cols.start, cols.stop) * sx - cx) * (2 / region.side_mm)
    return torch.stack(torch.meshgrid(y, x, indexing="ij"), -1).flip(-1).float()[None]


def region_around(
    masks: Sequence[NDArray[np.bool_]],
    spacing_mm: tuple[float, float],
    size: int,
    *,
    factor: float = 2.0,
    smallest_px: float = 32.0,
) -> Region2D:
    """Window around the union of masks: `factor` times its longer side.

    Parameters
    ----------
    masks
        bool ``(rows, cols)``, at least one voxel among them.
    spacing_mm
        In-plane spacing (rows, columns).
    size
        Side of the network's input in pixels.
    factor
        Side of the window over the longer side of the masks' bounding box.
    smallest_px
        The window is never smaller than this many voxels of the finer spacing.

    Raises
    ------
    ValueError
        If all masks are empty.
    """
    union = np.logical_or.reduce(masks)
    if not union.any():
        raise ValueError("no mask has a voxel")
    center, extent = [], []
    for axis, step in enumerate(spacing_mm):
        hit = np.flatnonzero(union.any(axis=1 - axis))
        center.append((hit[0] + hit[-1]) / 2 * step)
        extent.append((hit[-1] - hit[0] + 1) * step)
    side = max(max(extent) * factor, smallest_px * min(spacing_mm))
    widest = max(n * s for n, s in zip(union.shape, spacing_mm, strict=True))
    return Region2D((center[0], center[1]), min(side, 1.1 * widest), spacing_mm, size)


def sample(slices: Tensor, theta: Tensor, size: int, padding: str = "border") -> Tensor:
    """Sample windows from slices.

    Parameters
    ----------
    slices
        (B, C, rows, cols) float.
    theta
        (B, 2, 3) or (2, 3), from `Region2D.theta`.
    size
        Side of the output in pixels.
    padding
        "border" for images, "zeros" for masks.

    Returns
    -------
    Tensor
        (B, C, size, size). Where the window shrinks the slice more than 1.5 times, the slice is
        averaged first, so that nothing aliases.
    """
    if theta.ndim == 2:
        theta = theta.expand(slices.shape[0], -1, -1)
    rows, cols = slices.shape[-2:]
    step_y = float(theta[0, 1, :2].norm()) * rows / size
    step_x = float(theta[0, 0, :2].norm()) * cols / size
    pool = (max(1, round(step_y)), max(1, round(step_x)))
    if pool != (1, 1):
        pad = ((-cols) % pool[1], (-rows) % pool[0])
        slices = F.avg_pool2d(F.pad(slices, (0, pad[0], 0, pad[1]), mode="replicate"), pool)
        theta = theta.clone()
        for axis, (length, p) in enumerate(((cols, pad[0]), (rows, pad[1]))):
            theta[:, axis] *= length / (length + p)
            theta[:, axis, 2] -= p / (length + p)
    grid = F.affine_grid(theta.to(slices), [slices.shape[0], 1, size, size], align_corners=False)
    return F.grid_sample(slices, grid, padding_mode=padding, align_corners=False)


def intensity_window(images: Tensor) -> tuple[float, float, float, float]:
    """Clip limits (0.5 and 99.5 percent), mean and deviation of support windows, any shape."""
    values = images.flatten().float()
    if values.numel() > 1 << 16:
        values = values[:: values.numel() // (1 << 16)]
    low, high = (float(v) for v in torch.quantile(values, values.new_tensor([0.005, 0.995])))
    clipped = values.clamp(low, high)
    return low, high, float(clipped.mean()), float(clipped.std()) + 1e-6


def normalise(images: Tensor, window: tuple[float, float, float, float]) -> Tensor:
    """Clip to the window's limits, then zero mean and unit deviation."""
    low, high, mean, deviation = window
    return (images.float().clamp(low, high) - mean) / deviation


def signed_distance_px(masks: Tensor) -> Tensor:
    """Signed distance in pixels, positive inside: (B, S, S) soft masks to float32 (B, S, S).

    An empty mask is −S everywhere.
    """
    out = torch.empty_like(masks, dtype=torch.float32)
    for i, mask in enumerate(masks.cpu().numpy() > 0.5):
        if not mask.any():
            out[i] = -float(mask.shape[-1])
            continue
        inside = ndimage.distance_transform_edt(mask)
        outside = ndimage.distance_transform_edt(~mask)
        out[i] = torch.from_numpy(np.where(mask, inside - 0.5, 0.5 - outside)).to(out)
    return out


def shot_weights(distances_mm: Tensor) -> Tensor:
    """Weights (Q, K) of the shots by distance in millimetres (Q, K): inverse, summing to 1."""
    inverse = 1.0 / (distances_mm + 1.0)
    return inverse / inverse.sum(1, keepdim=True)


def location_prior(distance_px: Tensor, weights: Tensor, distances_mm: Tensor) -> Tensor:
    """Interpolated shape and slice distance for the network.

    Parameters
    ----------
    distance_px
        (Q, K, S, S) signed distances of each query's shots, positive inside.
    weights
        (Q, K) shot weights.
    distances_mm
        (Q, K) distance of each shot from the query slice.

    Returns
    -------
    Tensor
        (Q, 2, S, S): tanh of the blended distance over 8 pixels; nearest distance over 50 mm.
    """
    blended = (distance_px * weights[:, :, None, None]).sum(1)
    shape = torch.tanh(blended / SHAPE_SCALE_PX)
    nearest = (distances_mm.amin(1) / DISTANCE_SCALE_MM).clamp(max=2.0)
    return torch.stack([shape, nearest[:, None, None].expand_as(shape)], 1)

"""What a run did on one slice of one label: probabilities, priors and attention per iteration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the network's window lies on a slice, in voxels; a voxel's edges are at ± 0.5.

    Attributes
    ----------
    top, left
        Row and column of the upper left corner.
    height, width
        Extent.
    """

    top: float
    left: float
    height: float
    width: float

    def cell(self, row: float, col: float, grid: tuple[int, int]) -> tuple[int, int] | None:
        """Row and column of the cell of a grid over the window that holds a point; None outside."""
        y, x = (row - self.top) / self.height, (col - self.left) / self.width
        if not (0 <= y < 1 and 0 <= x < 1):
            return None
        return int(y * grid[0]), int(x * grid[1])


@dataclass(frozen=True, slots=True, eq=False)
class Attention:
    """Cross attention between a query slice and the supports that serve it.

    Attributes
    ----------
    supports
        Slice numbers of the K supports.
    frame, support_frames
        Where the windows lie, on the query slice and on the supports.
    grid
        Rows and columns h, w of the cells that attend and are attended to, n = h·w.
    on_support
        (I, heads, n, K, n), iterations 1..I: how the cells of the query attend to those of the
        supports; over K and cells they sum to 1. None if the network has no such attention.
    on_query
        (I, heads, K, n, n): how the cells of each support attend to those of the query.
    """

    supports: tuple[int, ...]
    frame: Frame
    support_frames: tuple[Frame, ...]
    grid: tuple[int, int]
    on_support: NDArray[np.float32] | None
    on_query: NDArray[np.float32] | None

    @property
    def heads(self) -> int:
        """Number of heads."""
        known = self.on_support if self.on_support is not None else self.on_query
        return 0 if known is None else known.shape[1]

    def of_query(
        self, cell: tuple[int, int], iteration: int, head: int | None = None
    ) -> NDArray[np.float32] | None:
        """Return what a query cell attends to, (K, h, w), summing to 1: by one head or on average.

        None for iteration 0, which attends to nothing.
        """
        if self.on_support is None or iteration < 1:
            return None
        weights = self._heads(self.on_support[iteration - 1], head)[
            cell[0] * self.grid[1] + cell[1]
        ]
        maps: NDArray[np.float32] = weights.reshape(-1, *self.grid)
        return maps

    def of_support(
        self, shot: int, cell: tuple[int, int], iteration: int, head: int | None = None
    ) -> NDArray[np.float32] | None:
        """Return what a cell of support `shot` attends to on the query: (h, w), summing to 1."""
        if self.on_query is None or iteration < 1:
            return None
        weights = self._heads(self.on_query[iteration - 1], head)[shot]
        one: NDArray[np.float32] = weights[cell[0] * self.grid[1] + cell[1]].reshape(self.grid)
        return one

    @staticmethod
    def _heads(weights: NDArray[np.float32], head: int | None) -> NDArray[np.float32]:
        chosen: NDArray[np.float32] = weights.mean(0) if head is None else weights[head]
        return chosen


@dataclass(frozen=True, slots=True, eq=False)
class Inspection:
    """One slice of one label, looked into; all maps are float32 ``(rows, cols)`` of the slice.

    Attributes
    ----------
    label, index
        Label value and slice number along the propagation axis.
    fused
        (I + 1, rows, cols) foreground probability after each iteration, as the run decides by it.
    network
        The same of the network alone; None where no network runs.
    interpolation
        Foreground probability of the interpolated shape; None where it has no part.
    shares
        (I + 1,) share of the network in `fused`.
    prior
        MIFE's prior mask 0..1, nan outside the window; None where no network runs.
    location
        Location prior −1..1, positive inside the interpolated shape; nan outside the window.
    frame
        Where the network's window lies.
    attention
        If asked for; None while a structure is followed from slice to slice.
    """

    label: int
    index: int
    fused: NDArray[np.float32]
    network: NDArray[np.float32] | None
    interpolation: NDArray[np.float32] | None
    shares: NDArray[np.float32]
    prior: NDArray[np.float32] | None
    location: NDArray[np.float32] | None
    frame: Frame
    attention: Attention | None = None

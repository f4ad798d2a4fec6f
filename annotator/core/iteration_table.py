"""What each iteration of a run changed: one row per slice, one column per iteration."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

import numpy as np

from annotator.core.agreement import agreement

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from annotator.core.proposal import Proposal, SliceProposal

QUARTILES = (25, 50, 75)


@dataclass(frozen=True, slots=True, eq=False)
class IterationTable:
    """Figures of one label; arrays are float64 (N slices, I + 1 iterations), nan where unknown.

    Attributes
    ----------
    label
        Label value.
    slices
        Slice numbers, ascending.
    voxels
        Foreground voxels.
    gained, lost
        Voxels that the iteration added to the mask before, and took away.
    dice_to_previous
        Dice to the mask before; 1 if both are empty.
    dice, distance_95_mm
        Agreement with the reference (`annotator.core.agreement`); nan without one.
    share
        Share of the network in the mask.
    """

    label: int
    slices: tuple[int, ...]
    voxels: NDArray[np.float64]
    gained: NDArray[np.float64]
    lost: NDArray[np.float64]
    dice_to_previous: NDArray[np.float64]
    dice: NDArray[np.float64]
    distance_95_mm: NDArray[np.float64]
    share: NDArray[np.float64]

    @property
    def changed(self) -> NDArray[np.float64]:
        """Voxels that differ from the mask before, (N, I + 1)."""
        return self.gained + self.lost

    def row(self, index: int) -> int | None:
        """Row of a slice; None if it has none."""
        return self.slices.index(index) if index in self.slices else None

    def write(self, stream: TextIO, number: Callable[[int], int] = int) -> None:
        """Write one line per slice and iteration as CSV; `number` says how slices are counted."""
        names = (
            "voxels",
            "gained",
            "lost",
            "dice_to_previous",
            "dice",
            "distance_95_mm",
            "share",
        )
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("label", "slice", "iteration", *names))
        for row, index in enumerate(self.slices):
            for iteration in range(self.voxels.shape[1]):
                values = [float(getattr(self, name)[row, iteration]) for name in names]
                if not np.isnan(values[0]):
                    texts = ["" if np.isnan(value) else f"{value:.6g}" for value in values]
                    writer.writerow((self.label, number(index), iteration, *texts))


def band(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lower quartile, median and upper quartile over the slices: (3, I + 1), nan for no value."""
    found = np.full((3, values.shape[1]), np.nan)
    for column in range(values.shape[1]):
        known = values[:, column][~np.isnan(values[:, column])]
        if known.size:
            found[:, column] = np.percentile(known, QUARTILES)
    return found


def iteration_table(
    proposal: Proposal,
    label: int,
    spacing_mm: tuple[float, float],
    reference: NDArray[np.uint8] | None = None,
) -> IterationTable:
    """Collect the figures of one label from all slices that a run has filled.

    Parameters
    ----------
    proposal
        The run; slices that the user has decided on count too.
    label
        Label value.
    spacing_mm
        Distance of voxels in rows and columns of a slice.
    reference
        uint8 ``(z, y, x)`` label map to compare with.
    """
    entries = proposal.all_slices()
    count = max((entry.iterations for entry in entries.values()), default=0)
    figures = np.full((7, len(entries), count), np.nan)
    planes = None if reference is None else np.moveaxis(reference == label, proposal.axis, 0)
    for row, (index, entry) in enumerate(entries.items()):
        truth = None if planes is None else planes[index]
        figures[:, row, : entry.iterations] = _of_slice(entry, label, truth, spacing_mm)
    return IterationTable(label, tuple(entries), *figures)


def _of_slice(
    entry: SliceProposal,
    label: int,
    truth: NDArray[np.bool_] | None,
    spacing_mm: tuple[float, float],
) -> NDArray[np.float64]:
    """Figures of a slice, (7, iterations), in the order of the fields of `IterationTable`."""
    figures = np.full((7, entry.iterations), np.nan)
    before: NDArray[np.bool_] | None = None
    for iteration in range(entry.iterations):
        mask = entry.labels(iteration) == label
        figures[0, iteration] = mask.sum()
        if before is not None:
            figures[1, iteration] = (mask & ~before).sum()
            figures[2, iteration] = (before & ~mask).sum()
            total = mask.sum() + before.sum()
            figures[3, iteration] = 2 * (mask & before).sum() / total if total else 1.0
        if truth is not None:
            found = agreement(mask, truth, spacing_mm)
            figures[4:6, iteration] = found.dice, found.distance_95_mm
        stats = entry.stats[iteration].get(label)
        if stats is not None:
            figures[6, iteration] = stats.share
        before = mask
    return figures

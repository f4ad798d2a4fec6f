"""The mask held against a reference: figures per label and slice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.agreement import Agreement, agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Compared:
    """Agreement of one label on a slice, or in the volume.

    Attributes
    ----------
    label
        Label value.
    index
        Slice number, None for the whole volume.
    found
        The figures.
    """

    label: int
    index: int | None
    found: Agreement


def compared(
    mask: NDArray[np.uint8],
    reference: NDArray[np.uint8],
    axis: int,
    spacing_zyx_mm: Sequence[float],
) -> Iterator[Compared]:
    """Hold a mask against a reference, uint8 ``(z, y, x)``, label by label.

    For each label that either has: the volume first, then every slice along `axis` that holds it,
    unless one of the two lacks the label altogether.
    """
    plane = [mm for other, mm in enumerate(spacing_zyx_mm) if other != axis]
    slices = np.moveaxis(mask, axis, 0), np.moveaxis(reference, axis, 0)
    for label in (int(value) for value in np.union1d(mask, reference) if value):
        whole = agreement(mask == label, reference == label, spacing_zyx_mm)
        yield Compared(label, None, whole)
        if not (whole.size and whole.reference_size):
            continue
        for index, (one, other) in enumerate(zip(*slices, strict=True)):
            drawn, wanted = one == label, other == label
            if drawn.any() or wanted.any():
                yield Compared(label, index, agreement(drawn, wanted, plane))


def worst_first(rows: Sequence[Compared]) -> list[Compared]:
    """Whole volumes first, then slices; the lowest Dice first in both."""
    return sorted(
        rows, key=lambda row: (row.index is not None, row.found.dice, row.label, row.index or 0)
    )

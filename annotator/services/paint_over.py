"""What tools may overwrite: anything, background alone, or chosen labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

    from annotator.core.labels import LabelClass


def writable_values(
    classes: Iterable[LabelClass], paint_over: Collection[int] | None = None
) -> NDArray[np.bool_]:
    """Which label values a tool may overwrite, bool ``(256,)``; background always.

    Parameters
    ----------
    classes
        Label classes; the values of locked ones are never overwritten.
    paint_over
        Label values that may be overwritten besides background; None for all.
    """
    writable = np.full(256, paint_over is None)
    writable[[0, *(paint_over or ())]] = True
    writable[[item.value for item in classes if item.locked]] = False
    return writable

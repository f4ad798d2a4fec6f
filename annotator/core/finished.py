"""Cases that somebody has finished: what the next patient is filled from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from annotator.core.volume import Volume


@dataclass(frozen=True, slots=True, eq=False)
class FinishedCase:
    """One patient's image with its complete mask.

    Attributes
    ----------
    name
        Of its folder or file.
    volume
        The image.
    labels
        uint8 ``(z, y, x)`` on its grid.
    names
        Label value -> name, as far as known.
    """

    name: str
    volume: Volume
    labels: NDArray[np.uint8]
    names: dict[int, str] = field(default_factory=dict)

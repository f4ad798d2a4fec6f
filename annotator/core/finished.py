"""Cases that somebody has finished, and the next one filled from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from annotator.core.labels import LabelClass
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
    classes
        Names and colours of its labels, as far as they are known.
    """

    name: str
    volume: Volume
    labels: NDArray[np.uint8]
    classes: tuple[LabelClass, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseSource:
    """A finished case that is not read yet.

    Attributes
    ----------
    name
        Of its folder or file.
    load
        Reads it; raises `annotator.core.errors.UserError` if it cannot be read.
    """

    name: str
    load: Callable[[], FinishedCase]


@dataclass(frozen=True, slots=True)
class PrefilledLabel:
    """What one label of a new case was filled from.

    Attributes
    ----------
    patients
        Finished cases that say where it lies, most alike first.
    supports
        Those of them whose slices supported the network.
    agreement
        Dice of what was filled and where the finished cases expect it: low where to look first.
    """

    patients: tuple[str, ...]
    supports: tuple[str, ...]
    agreement: float


@dataclass(frozen=True, slots=True, eq=False)
class Prefill:
    """A new case filled from finished ones, to be reviewed.

    Attributes
    ----------
    labels
        uint8 ``(z, y, x)``.
    axis
        Slice axis.
    filled
        By label value; labels that no finished case led to are missing.
    unlike
        Finished cases that were left out because others are more alike.
    classes
        Names and colours of the labels that were filled, from the finished cases that have them.
    doubtful
        Labels of the finished cases that were hardly found, or where another one was.
    """

    labels: NDArray[np.uint8]
    axis: int
    filled: dict[int, PrefilledLabel] = field(default_factory=dict)
    unlike: tuple[str, ...] = ()
    classes: tuple[LabelClass, ...] = ()
    doubtful: tuple[int, ...] = ()

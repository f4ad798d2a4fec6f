"""What a run suggests: masks per slice and iteration, kept apart from the label map."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class LabelStats:
    """Figures of one label on one slice after one iteration.

    Attributes
    ----------
    voxels
        Foreground voxels.
    dice_to_previous
        Dice to the mask of the iteration before, 1.0 if both are empty; nan for the first.
    probability
        Mean foreground probability inside the mask, nan if empty.
    seconds
        Time spent on this label, slice and iteration.
    """

    voxels: int
    dice_to_previous: float
    probability: float
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class IterationResult:
    """One slice after one iteration, all labels resolved.

    Attributes
    ----------
    slice_index
        Slice number along the propagation axis.
    iteration
        0 is MIFE's first mask (or the only one of `interpolation`).
    labels
        uint8 ``(h, w)``, read-only: label values, 0 = background; locked voxels already restored.
    stats
        Per label value.
    is_final
        Whether this is the slice's last iteration.
    """

    slice_index: int
    iteration: int
    labels: NDArray[np.uint8]
    stats: dict[int, LabelStats]
    is_final: bool


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run is; sent between results.

    Attributes
    ----------
    done, total
        Units of work (slice-label encodings and iterations alike).
    text
        What is going on, in words ("Encoding slices", "Out of GPU memory: continuing on the CPU").
    important
        Whether the text must be shown as a message, not only in the progress line.
    """

    done: int
    total: int
    text: str = ""
    important: bool = False


@dataclass(slots=True)
class SliceProposal:
    """All iterations of one slice, compressed."""

    shape: tuple[int, int]
    packed: list[bytes] = field(default_factory=list)
    stats: list[dict[int, LabelStats]] = field(default_factory=list)
    is_final: bool = False

    def labels(self, iteration: int = -1) -> NDArray[np.uint8]:
        """uint8 ``(h, w)`` after `iteration` (negative counts from the last)."""
        raw = zlib.decompress(self.packed[iteration])
        return np.frombuffer(raw, np.uint8).reshape(self.shape)

    @property
    def iterations(self) -> int:
        """Number of stored iterations."""
        return len(self.packed)


class Proposal:
    """The slices that a run has suggested and the user has neither accepted nor rejected yet.

    Attributes
    ----------
    axis
        Propagation axis of the run.
    run_labels
        Label values that the run filled.
    method
        The method that made it, for display and provenance.
    slices
        Per slice number its iterations.
    stale
        True when a support changed after the run.
    """

    def __init__(self, axis: int, run_labels: tuple[int, ...], method: str = "") -> None:
        self.axis = axis
        self.run_labels = run_labels
        self.method = method
        self.slices: dict[int, SliceProposal] = {}
        self.stale = False

    def add(self, result: IterationResult) -> None:
        """Store a result; an iteration that is already there is replaced, with all after it."""
        height, width = result.labels.shape
        entry = self.slices.setdefault(result.slice_index, SliceProposal((height, width)))
        del entry.packed[result.iteration :], entry.stats[result.iteration :]
        entry.packed.append(zlib.compress(result.labels.tobytes(), 1))
        entry.stats.append(result.stats)
        entry.is_final = result.is_final

    def drop(self, slice_index: int) -> None:
        """Forget a slice."""
        self.slices.pop(slice_index, None)

    def indices(self) -> list[int]:
        """Slices with a proposal, ascending."""
        return sorted(self.slices)

    def iterations(self) -> int:
        """Largest number of iterations stored for any slice."""
        return max((entry.iterations for entry in self.slices.values()), default=0)

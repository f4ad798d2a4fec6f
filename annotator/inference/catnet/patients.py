"""The next patient filled from finished ones: their slices support it, their shapes say where.

Every finished patient is laid onto the new one (`annotator.inference.registration`). Their masks,
averaged there, are the network's location prior; the slices that come to lie on a query slice are
its supports. So CAT-Net is asked as within a volume, with other patients' slices as shots.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from scipy import ndimage

from annotator.core.finished import FinishedCase
from annotator.inference.region import DISTANCE_SCALE_MM, Region2D, region_around
from annotator.inference.slice_stack import Crop, SliceStack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.core.volume import Volume
    from annotator.inference.catnet.found import Found
    from annotator.inference.registration import Registration

SHOTS = 2
"""Slices of other patients that support a query slice at a time."""

MARGIN_MM = 16.0
"""How far beyond the expected ends slices may be filled."""

ALONE_MM = 14.0
"""Deviation that smears the mask of one patient alone, and that of a first pass, which do not say
how sure the place is."""

AGAIN_MM = 6.0
"""Deviation that smears the mask of a second pass."""

PRESENT = 0.5
"""Presence from which on a slice beyond the expected ends is filled."""

AWAY_MM = 10.0
"""Slice distance that the network is told: another patient's slice is never the next one."""

VOICE = 20.0
"""How much more a patient counts whose image, once laid, correlates better: e-fold per 0.05."""

REFERENCE = 8
"""Slices of a structure that set the intensity normalisation."""


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A finished patient laid onto the new one.

    Attributes
    ----------
    case
        The patient.
    registration
        Leads from the new patient to this one.
    labels
        Their mask where it comes to lie, uint8 ``(z, y, x)``.
    """

    case: FinishedCase
    registration: Registration
    labels: NDArray[np.uint8]


class Helper:
    """One structure of a finished patient, ready to support: its window and its slices.

    Parameters
    ----------
    case
        The patient.
    value
        Label value.
    axis
        Slice axis.
    size, factor
        Input of the network in pixels; side of the window over that of the structure.
    """

    def __init__(self, case: FinishedCase, value: int, axis: int, size: int, factor: float) -> None:
        self.case = case
        self.stack = SliceStack(case.volume, axis)
        self._planes = np.moveaxis(case.labels, axis, 0)
        self._value = value
        held = (case.labels == value).any(axis=tuple(a for a in range(3) if a != axis))
        self.indices = [int(i) for i in np.flatnonzero(held)]
        masks = [self.mask(i) for i in self.indices]
        self.region = region_around(masks, self.stack.spacing_mm, size, factor=factor)
        self.view = Crop(self.stack, self.region, _spread(self.indices, REFERENCE))

    def mask(self, index: int) -> NDArray[np.bool_]:
        """Return the structure on one slice, bool (rows, cols)."""
        plane: NDArray[np.bool_] = self._planes[index] == self._value
        return plane

    def nearest(self, index: float) -> int:
        """Slice that holds the structure nearest to a place along the axis."""
        return min(self.indices, key=lambda known: abs(known - index))

    def beside(self, index: int) -> int:
        """Slice that holds the structure nearest to another slice; that one if it is alone."""
        others = [known for known in self.indices if known != index]
        return min(others or self.indices, key=lambda known: abs(known - index))

    def around(self, index: int) -> list[int]:
        """Slices that hold the structure on both sides of another one, or the nearest two."""
        below = [known for known in self.indices if known < index]
        above = [known for known in self.indices if known > index]
        if below and above:
            return [below[-1], above[0]]
        return (below[-2:] or above[:2]) * 2

    def windows(self, indices: Sequence[int]) -> Tensor:
        """Masks (N, S, S) of slices in the window."""
        planes = torch.from_numpy(np.stack([self.mask(i) for i in indices])).float()
        return self.view.sample(planes, indices, "zeros")


class Expected:
    """Where a structure is expected in the new patient, and what supports each of its slices.

    Parameters
    ----------
    volume
        The new patient.
    laid
        Finished patients that hold the structure, the most alike first.
    value
        Label value.
    axis
        Slice axis.
    size, factor
        As for `Helper`.
    own
        The new patient with slices that were painted already; they support all others.
    presence
        How likely each slice holds the structure; None if nothing is known of it.

    Raises
    ------
    ValueError
        If nothing comes to lie within the volume.
    """

    def __init__(
        self,
        volume: Volume,
        laid: Sequence[Laid],
        value: int,
        axis: int,
        size: int,
        factor: float,
        own: FinishedCase | None = None,
        presence: NDArray[np.float32] | None = None,
    ) -> None:
        self.stack = SliceStack(volume, axis)
        self.helpers = [Helper(item.case, value, axis, size, factor) for item in laid]
        self._laid, self._value, self._painted = list(laid), value, own
        self._size, self._factor = size, factor
        self.own = None if own is None else Helper(own, value, axis, size, factor)
        self.by_itself = False
        self.axis = axis
        self.chance, self.shape = expectation(laid, value)
        if len(laid) == 1:
            self.chance = _smeared(self.chance, volume, ALONE_MM)
        side = float(np.median([helper.region.side_mm for helper in self.helpers]))
        self.view = self._window(side)
        self.queries = self._between_ends(presence)

    def again(self, found: Found, *, by_itself: bool = False) -> Expected:
        """Return what is expected after an earlier pass: the structure where that has found it.

        Its trusted slices support all others as if they were painted; if it is taken by itself,
        they alone do, should there be two.
        """
        volume, other = self.stack.volume, copy.copy(self)
        trusted = _with_trusted(volume, self._painted, found, self._value, self.axis)
        other.own = Helper(trusted, self._value, self.axis, self._size, self._factor)
        other.by_itself = by_itself and len(other.own.indices) > 1
        other.shape = found.pasted(volume.geometry.shape_zyx, self.axis)
        smear_mm = AGAIN_MM if by_itself else ALONE_MM
        smeared = _smeared(other.shape.astype(np.float32), volume, smear_mm)
        other.chance = _bounded(smeared, int(other.shape.sum()))
        other.view = other._window(None)
        other.queries = other._between_ends(None)
        return other

    def _held(self) -> list[int]:
        planes = np.moveaxis(self.shape, self.axis, 0)
        return [int(i) for i in np.flatnonzero(planes.any(axis=(1, 2)))]

    def _window(self, side_mm: float | None) -> Crop:
        """Window around the shape; None for as wide as its size asks for."""
        planes, held = np.moveaxis(self.shape, self.axis, 0), self._held()
        masks, spacing = [planes[i] for i in held] or [planes[0]], self.stack.spacing_mm
        around = region_around(masks, spacing, self._size, factor=self._factor)
        side = side_mm or around.side_mm
        region = Region2D(around.center_mm, side, spacing, self._size)
        return Crop(self.stack, region, _spread(held, REFERENCE))

    def _between_ends(self, presence: NDArray[np.float32] | None) -> list[int]:
        """Slices to fill: up to the ends of the shape, and beyond as far as it may be present."""
        held = self._held()
        margin = max(1, round(MARGIN_MM / self.stack.step_mm))
        first, last = held[0], held[-1]
        for _ in range(margin):
            if first > 0 and (presence is None or presence[first - 1] >= PRESENT):
                first -= 1
            if last < self.stack.length - 1 and (presence is None or presence[last + 1] >= PRESENT):
                last += 1
        return list(range(first, last + 1))

    def shots(self, index: int, helpers: Sequence[int]) -> list[int]:
        """Slice of each of these helpers that lies at a query slice."""
        found = []
        y, x = (
            c / s for c, s in zip(self.view.region.center_mm, self.stack.spacing_mm, strict=True)
        )
        point = [y, x]
        point.insert(self.axis, index)
        for number in helpers:
            there = self._laid[number].registration.place(point)
            found.append(self.helpers[number].nearest(float(there[self.axis])))
        return found

    def location(self, indices: Sequence[int]) -> Tensor:
        """Location prior (Q, 2, S, S): how sure the finished patients are, and slice distance."""
        planes = np.moveaxis(self.chance, self.axis, 0)[list(indices)]
        windows = self.view.sample(torch.from_numpy(np.ascontiguousarray(planes)), indices)
        away = torch.full_like(windows, AWAY_MM / DISTANCE_SCALE_MM)
        return torch.stack([2 * windows - 1, away], 1)


def voices(laid: Sequence[Laid]) -> NDArray[np.float64]:
    """Weights of finished patients, summing to 1: who is more alike once laid counts for more."""
    likeness = np.array([item.registration.likeness for item in laid])
    weights: NDArray[np.float64] = np.exp(VOICE * (likeness - likeness.max()))
    weights /= weights.sum()
    return weights


def expectation(laid: Sequence[Laid], value: int) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Chance that a voxel of the new patient belongs to a structure, and the likeliest shape.

    Parameters
    ----------
    laid
        Finished patients.
    value
        Label value.

    Returns
    -------
    tuple
        float32 ``(z, y, x)``, scaled so that 0.5 bounds the shape; the shape, bool, as large as
        the structure is on average in the patients, laid onto this one.
    """
    chance = np.zeros(laid[0].labels.shape, np.float32)
    for item, weight in zip(laid, voices(laid), strict=True):
        chance += np.float32(weight) * (item.labels == value)
    voxels = round(float(chance.sum()))
    if not voxels:
        raise ValueError("no finished patient has it here")
    scaled = _bounded(chance, voxels)
    return scaled, scaled >= 0.5


def _smeared(
    chance: NDArray[np.float32], volume: Volume, deviation_mm: float
) -> NDArray[np.float32]:
    deviations = [deviation_mm / mm for mm in volume.geometry.spacing_zyx_mm]
    smeared: NDArray[np.float32] = ndimage.gaussian_filter(chance, deviations)
    return smeared


def _bounded(chance: NDArray[np.float32], voxels: int) -> NDArray[np.float32]:
    """Chances scaled so that 0.5 bounds so many voxels."""
    bound = float(np.partition(chance, -voxels, axis=None)[-voxels])
    bound = min(max(bound, 0.05), 0.95)
    scaled: NDArray[np.float32] = np.interp(chance, [0.0, bound, 1.0], [0.0, 0.5, 1.0]).astype(
        np.float32
    )
    return scaled


def _with_trusted(
    volume: Volume, painted: FinishedCase | None, found: Found, value: int, axis: int
) -> FinishedCase:
    """Painted slices of the new patient, and those of a first pass that are trusted."""
    labels = np.zeros(volume.geometry.shape_zyx, np.uint8)
    labels[found.pasted(labels.shape, axis, found.trusted())] = value
    if painted is not None:
        planes, drawn = (np.moveaxis(a, axis, 0) for a in (labels, painted.labels == value))
        slices = drawn.any((1, 2))
        planes[slices] = np.where(drawn[slices], value, 0)
    return FinishedCase("", volume, labels)


def main_part(found: NDArray[np.bool_], chance: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Keep the connected part ``(z, y, x)`` of a mask that the patients expect most of."""
    parts, count = ndimage.label(found)
    if count < 2:
        return found
    sums = np.bincount(parts.reshape(-1), chance.reshape(-1), count + 1)
    sizes = np.bincount(parts.reshape(-1), minlength=count + 1)
    weights = sums * (sums / sizes)
    weights[0] = 0
    kept: NDArray[np.bool_] = parts == int(weights.argmax())
    return kept


def _spread(indices: Sequence[int], most: int) -> list[int]:
    """At most so many of them, evenly spread."""
    chosen = np.unique(np.linspace(0, len(indices) - 1, min(most, len(indices))).round())
    return [indices[int(i)] for i in chosen]

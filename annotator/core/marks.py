"""What is known of slices besides voxels: absent, no support, where to look, made by what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotator.core.measurements import Measurement

SliceSets = dict[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Maker:
    """What made the mask of a label on a slice, where it was not the user's hand.

    Attributes
    ----------
    method
        Of the run.
    model, model_sha256
        Name and checksum of the network; empty where none had a part in it.
    iteration
        The iteration that was accepted.
    """

    method: str
    model: str = ""
    model_sha256: str = ""
    iteration: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks per label; slice numbers count along `axis`. Never changed, only replaced.

    Attributes
    ----------
    axis
        Propagation axis: 0 (z), 1 (y) or 2 (x).
    absent
        Slices that do not contain the label: hard ends of a propagation.
    excluded
        Painted slices that shall not serve as supports.
    ranges
        First and last slice to fill.
    made
        What made the slices that were accepted.
    others
        Marks along other axes, by axis, without `others` of their own.
    measurements
        Lengths and angles, in the order in which they were made; of no axis.
    """

    axis: int
    absent: Mapping[int, frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))
    excluded: Mapping[int, frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))
    ranges: Mapping[int, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    made: Mapping[int, Mapping[int, Maker]] = field(default_factory=lambda: MappingProxyType({}))
    others: Mapping[int, Marks] = field(default_factory=lambda: MappingProxyType({}))
    measurements: tuple[Measurement, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is marked along `axis`."""
        return not (self.absent or self.excluded or self.ranges or self.made)

    def along(self, axis: int) -> Marks:
        """Return the same marks with those along another axis in front."""
        if axis == self.axis:
            return self
        own = replace(self, others=MappingProxyType({}), measurements=())
        others = {key: marks for key, marks in self.others.items() if key != axis}
        if not own.empty:
            others[self.axis] = own
        front = self.others.get(axis, Marks(axis))
        return replace(front, others=others, measurements=self.measurements)

    def but_for_made(self) -> Marks:
        """Return the marks that users set: all but what made a slice."""
        others = {axis: marks.but_for_made() for axis, marks in self.others.items()}
        return replace(
            self,
            made=MappingProxyType({}),
            others={axis: marks for axis, marks in others.items() if not marks.empty},
        )

    def every_axis(self) -> tuple[Marks, ...]:
        """Return the marks along each axis, those along `axis` first."""
        return self, *self.others.values()

    def toggle_absent(self, label: int, index: int) -> Marks:
        """Return marks with slice `index` absent for `label`, or no longer so."""
        return replace(self, absent=_toggled(self.absent, label, index))

    def toggle_excluded(self, label: int, index: int) -> Marks:
        """Return marks with slice `index` excluded for `label`, or no longer so."""
        return replace(self, excluded=_toggled(self.excluded, label, index))

    def with_range(self, label: int, first_last: tuple[int, int] | None) -> Marks:
        """Return marks with the slices to fill for `label`; None removes the limits."""
        ranges = {key: value for key, value in self.ranges.items() if key != label}
        if first_last is not None:
            ranges[label] = first_last
        return replace(self, ranges=ranges)

    def with_made(self, found: Mapping[int, Mapping[int, Maker]], axis: int | None = None) -> Marks:
        """Return marks that also say what made some slices, by label and slice.

        Slices count along `axis`, if it is given.
        """
        if axis is not None and axis != self.axis:
            return self.along(axis).with_made(found).along(self.axis)
        made = {label: {**self.made.get(label, {}), **slices} for label, slices in found.items()}
        return replace(self, made={**self.made, **made})

    def without(self, label: int) -> Marks:
        """Return marks without those of `label`."""
        return replace(
            self,
            absent={key: value for key, value in self.absent.items() if key != label},
            excluded={key: value for key, value in self.excluded.items() if key != label},
            ranges={key: value for key, value in self.ranges.items() if key != label},
            made={key: value for key, value in self.made.items() if key != label},
            others={axis: marks.without(label) for axis, marks in self.others.items()},
        )


def _toggled(marks: Mapping[int, frozenset[int]], label: int, index: int) -> SliceSets:
    """Slice sets with `index` put into or taken out of that of `label`."""
    result = {**marks, label: marks.get(label, frozenset()) ^ {index}}
    return {key: value for key, value in result.items() if value}

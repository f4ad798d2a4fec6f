"""What the user has said about slices without painting: absent, not a support, where to look."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SliceSets = dict[int, frozenset[int]]


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
    """

    axis: int
    absent: Mapping[int, frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))
    excluded: Mapping[int, frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))
    ranges: Mapping[int, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))

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

    def without(self, label: int) -> Marks:
        """Return marks without those of `label`."""
        return replace(
            self,
            absent={key: value for key, value in self.absent.items() if key != label},
            excluded={key: value for key, value in self.excluded.items() if key != label},
            ranges={key: value for key, value in self.ranges.items() if key != label},
        )


def _toggled(marks: Mapping[int, frozenset[int]], label: int, index: int) -> SliceSets:
    """Slice sets with `index` put into or taken out of that of `label`."""
    result = {**marks, label: marks.get(label, frozenset()) ^ {index}}
    return {key: value for key, value in result.items() if value}

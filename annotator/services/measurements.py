"""The lengths and angles measured on the open image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psygnal import Signal

from annotator.core.texts import tr
from annotator.services.slices import PLANE_NAMES

if TYPE_CHECKING:
    from annotator.core.geometry import Geometry
    from annotator.core.measurements import Measurement


class Measurements:
    """Measurements in the order in which they were made. GUI thread only.

    Parameters
    ----------
    geometry
        Grid on which the places lie.
    """

    changed = Signal()

    def __init__(self, geometry: Geometry) -> None:
        self.geometry = geometry
        self._made: list[Measurement] = []

    def __len__(self) -> int:
        return len(self._made)

    def __getitem__(self, number: int) -> Measurement:
        return self._made[number]

    def add(self, measurement: Measurement) -> None:
        """Take another one."""
        self._made.append(measurement)
        self.changed.emit()

    def replace(self, old: Measurement, new: Measurement) -> None:
        """Move the points of one."""
        self._made[self._made.index(old)] = new
        self.changed.emit()

    def remove(self, number: int) -> None:
        """Drop one, by its place in the list; -1 is the last."""
        del self._made[number]
        self.changed.emit()

    def clear(self) -> None:
        """Drop all."""
        self._made.clear()
        self.changed.emit()

    def on_slice(self, axis: int, index: int) -> list[Measurement]:
        """Those on one slice."""
        return [item for item in self._made if (item.axis, item.index) == (axis, index)]

    def rows(self) -> list[tuple[str, str, str]]:
        """Kind, figure and slice of each."""
        return [
            (item.kind, item.text(self.geometry), f"{tr(PLANE_NAMES[item.axis])} {item.index + 1}")
            for item in self._made
        ]

    def text(self) -> str:
        """All of them, one a line, with tabs in between."""
        return "\n".join("\t".join(row) for row in self.rows())

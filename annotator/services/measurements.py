"""The lengths and angles measured on the open image; part of its marks, so that all is undoable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psygnal import Signal

from annotator.core.texts import tr
from annotator.services.slices import PLANE_NAMES

if TYPE_CHECKING:
    from annotator.core.geometry import Geometry
    from annotator.core.measurements import Measurement
    from annotator.services.document import Document


class Measurements:
    """Measurements of a document in the order in which they were made. GUI thread only.

    Parameters
    ----------
    document
        Keeps them.
    """

    changed = Signal()

    def __init__(self, document: Document) -> None:
        self._document = document
        document.marks_changed.connect(self._marks_changed)

    @property
    def geometry(self) -> Geometry:
        """Grid on which the places lie."""
        return self._document.volume.geometry

    @property
    def _made(self) -> tuple[Measurement, ...]:
        return self._document.marks.measurements

    def __len__(self) -> int:
        return len(self._made)

    def __getitem__(self, number: int) -> Measurement:
        return self._made[number]

    def add(self, measurement: Measurement) -> None:
        """Take another one."""
        text = tr(
            "Measure {kind} {figure}",
            kind=measurement.kind,
            figure=measurement.text(self.geometry),
        )
        self._document.set_measurements(text, (*self._made, measurement))

    def replace(self, old: Measurement, new: Measurement) -> None:
        """Move the points of one."""
        made = tuple(new if item == old else item for item in self._made)
        self._document.set_measurements(tr("Move a measurement"), made)

    def remove(self, number: int) -> None:
        """Drop one, by its place in the list; -1 is the last."""
        made = list(self._made)
        del made[number]
        self._document.set_measurements(tr("Remove a measurement"), tuple(made))

    def clear(self) -> None:
        """Drop all."""
        self._document.set_measurements(tr("Remove all measurements"), ())

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

    def _marks_changed(self) -> None:
        self.changed.emit()

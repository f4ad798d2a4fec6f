"""Plots of what each iteration changed, and of what each slice is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.core.iteration_table import band
from annotator.core.texts import tr
from annotator.ui.plots import PlotLayout, add_plot, scale_left
from annotator.ui.theme import COLORS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.iteration_table import IterationTable
    from annotator.ui.inspector.view import InspectorView

OTHER = "#8b93a0"
WIDEST = 16_777_215
"""Of a widget, as Qt knows it."""


class CurvesPage(QWidget):
    """Figures over the iterations, for this slice and as a band over all, and along the slices.

    Signals
    -------
    slice_chosen
        Slice number of a point that was clicked.
    """

    slice_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._layout = PlotLayout()
        self._layout.ci.setContentsMargins(0, 0, 4, 0)
        self.changed = add_plot(self._layout, self, tr("Voxels changed"), tr("Iteration"))
        self.overlap = add_plot(self._layout, self, "Dice", tr("Iteration"))
        self.distance = add_plot(self._layout, self, tr("95 % distance, mm"), tr("Iteration"))
        self.along = add_plot(self._layout, self, tr("Along the slices"), tr("Slice"))
        for column, factor in enumerate((2, 2, 2, 4)):
            self._layout.ci.layout.setColumnStretchFactor(column, factor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._layout)
        self.points: Any = None

    def show_view(self, view: InspectorView, iteration: int, _waits: bool) -> None:
        """Draw the figures that are known."""
        for plot in (self.changed, self.overlap, self.distance, self.along):
            plot.clear()
        table = view.table
        if table is None or not table.slices:
            return
        row, this, reference = table.row(view.index), COLORS["accent"], COLORS["warning"]
        self._over_iterations(self.changed, table.changed, row, this)
        self._over_iterations(self.overlap, table.dice_to_previous, row, this)
        self.overlap.setTitle(tr("Dice to before"), size="9pt", color=COLORS["dim"])
        measured = bool(np.isfinite(table.dice).any())
        self._layout.ci.layout.setColumnStretchFactor(2, 2 if measured else 0)
        self.distance.setVisible(measured)
        self.distance.setMaximumWidth(WIDEST if measured else 0)  # hidden, it would keep its room
        if measured:
            self._over_iterations(self.overlap, table.dice, row, reference)
            self.overlap.setTitle(
                f"{tr('Dice to before')}, {_colored(tr('to reference'), reference)}",
                size="9pt",
                color=COLORS["dim"],
            )
            self._over_iterations(self.distance, table.distance_95_mm, row, reference)
        for plot in (self.changed, self.overlap, self.distance):
            plot.addLine(x=iteration, pen=pg.mkPen(COLORS["dim"], style=Qt.PenStyle.DotLine))
            ticks = [(n, str(n)) for n in range(table.voxels.shape[1])]
            plot.getAxis("bottom").setTicks([ticks])
            plot.setXRange(0, max(1, table.voxels.shape[1] - 1), padding=0.05)
        scale_left(self.overlap, _range(table))
        scale_left(self.changed, [0.0, *_drawn(table.changed, row)])
        if measured:
            scale_left(self.distance, [0.0, *_drawn(table.distance_95_mm, row)])
        self._along_slices(table, view.index, measured)
        self._layout.ci.layout.activate()  # axes may need more room now, and others none

    def _over_iterations(
        self, plot: Any, values: NDArray[np.float64], row: int | None, color: str
    ) -> None:
        """Draw the quartiles over all slices, and one slice."""
        low, middle, high = band(values)
        known = np.isfinite(middle)
        x = np.arange(values.shape[1])[known]
        if not known.any():
            return
        edges = [pg.PlotCurveItem(x, edge[known], pen=None) for edge in (low, high)]
        for edge in edges:
            plot.addItem(edge)
        tint = pg.mkColor(color)
        tint.setAlpha(45)
        plot.addItem(pg.FillBetweenItem(*edges, brush=tint))
        plot.plot(x, middle[known], pen=pg.mkPen(OTHER, width=1, style=Qt.PenStyle.DashLine))
        if row is not None:
            own = np.isfinite(values[row])
            at = np.arange(values.shape[1])[own]
            pen = pg.mkPen(color, width=2)
            plot.plot(at, values[row][own], pen=pen, symbol="o", symbolSize=6, symbolBrush=color)

    def _along_slices(self, table: IterationTable, index: int, measured: bool) -> None:
        """Draw share, Dice to the mask before and to the reference of every slice's last mask."""
        last = np.maximum(np.isfinite(table.voxels).sum(1) - 1, 0)
        rows, x = np.arange(len(table.slices)), np.array(table.slices) + 1
        this, reference = COLORS["accent"], COLORS["warning"]
        title = _colored(tr("Network's share"), this)
        lines = [(table.share[rows, last], this)]
        if measured:
            title += f", {_colored('Dice', reference)}"
            lines.append((table.dice[rows, last], reference))
        else:
            title += f", {_colored(tr('Dice to before'), OTHER)}"
            lines.append((table.dice_to_previous[rows, last], OTHER))
        for values, color in lines:
            known = np.isfinite(values)
            points = pg.ScatterPlotItem(
                x[known],
                values[known],
                size=7,
                brush=color,
                pen=None,
                data=x[known],
            )
            points.sigClicked.connect(self._clicked)
            self.along.plot(x[known], values[known], pen=pg.mkPen(color, width=1))
            self.along.addItem(points)
            if color == this:
                self.points = points
        pen = pg.mkPen(COLORS["text"], style=Qt.PenStyle.DotLine)
        self.along.addLine(x=index + 1, pen=pen)
        self.along.setTitle(title, size="9pt", color=COLORS["dim"])
        scale_left(self.along, (0.0, 1.0))

    def _clicked(self, _item: object, points: Any, *_event: object) -> None:
        if len(points):
            self.slice_chosen.emit(int(points[0].data()) - 1)


def _colored(text: str, color: str) -> str:
    return f"<span style='color:{color}'>{text}</span>"


def _drawn(values: NDArray[np.float64], row: int | None) -> list[float]:
    """Figures that are drawn over the iterations: those of the band and of one slice."""
    shown = np.concatenate([*band(values), values[row] if row is not None else []])
    return [float(value) for value in shown[np.isfinite(shown)]]


def _range(table: IterationTable) -> tuple[float, float]:
    """Range of Dice that is worth drawing."""
    values = np.concatenate([table.dice_to_previous.ravel(), table.dice.ravel()])
    known = values[np.isfinite(values)]
    lowest = float(np.percentile(known, 5)) if known.size else 0.0
    return max(0.0, min(0.9, lowest - 0.05)), 1.0

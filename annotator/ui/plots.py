"""Plots in the window's look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent

from annotator.core.chart import axis_scale
from annotator.core.texts import number
from annotator.ui.theme import COLORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class PlotLayout(pg.GraphicsLayoutWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Plots on the ground of the panels, in every theme."""

    def __init__(self) -> None:
        super().__init__()
        self.setBackground(COLORS["panel"])

    def changeEvent(self, event: QEvent) -> None:
        """Qt: take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.setBackground(COLORS["panel"])


class _Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis with numbers as the language writes them."""

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """pyqtgraph: texts at the marks."""
        point = number(0.5, ".1f")[1]
        texts = super().tickStrings(values, scale, spacing)
        return [text.replace(".", point) for text in texts]


def scale_left(plot: Any, values: Sequence[float]) -> None:
    """Give the left axis of a plot round numbers that hold some values."""
    low, high, step = axis_scale(values)
    ticks = [low + number * step for number in range(round((high - low) / step) + 1)]
    plot.setYRange(low, high, padding=0.04)
    plot.getAxis("left").setTicks([[(value, number(value, ".6g")) for value in ticks]])


def add_plot(layout: Any, owner: QWidget, title: str, bottom: str = "", row: int = 0) -> Any:
    """Add a plot that cannot be dragged or zoomed to a pyqtgraph layout.

    Parameters
    ----------
    layout
        A `pyqtgraph.GraphicsLayoutWidget`.
    owner
        Whose end is the plot's end, too.
    title, bottom
        Texts above and below, "" for none.
    row
        Row of the layout, 0 for the next free place.

    Returns
    -------
    pyqtgraph.PlotItem
        The plot; pyqtgraph has no types.
    """
    axes = {side: _Axis(side) for side in ("left", "bottom")}
    place = {"row": row, "col": 0} if row else {}
    plot = layout.addPlot(**place, axisItems=axes, enableMenu=False)
    menu = plot.ctrlMenu
    menu.setParent(owner, menu.windowFlags())  # else it would outlive the window
    plot.setTitle(title, size="9pt", color=COLORS["dim"])
    if bottom:
        plot.setLabel("bottom", bottom)
    for side in ("left", "bottom"):
        plot.getAxis(side).enableAutoSIPrefix(False)
    plot.setMouseEnabled(False, False)
    plot.hideButtons()
    plot.showGrid(y=True, alpha=0.15)
    return plot

"""Plots in the window's look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.ui.theme import COLORS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


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
        Row of the layout; the next free place in it.

    Returns
    -------
    pyqtgraph.PlotItem
        The plot; pyqtgraph has no types.
    """
    plot = layout.addPlot(row=row, enableMenu=False) if row else layout.addPlot(enableMenu=False)
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

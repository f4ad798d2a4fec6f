"""A small window on what denoising takes out of the slice in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from annotator.core.residual import residual
from annotator.core.texts import tr, translatable
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.inspector.pictures import signed
from annotator.ui.inspector.slice_tile import SliceTile
from annotator.ui.panels.section import hint_label
from annotator.ui.plots import PlotLayout, add_plot
from annotator.ui.theme import COLORS

if TYPE_CHECKING:
    from annotator.core.residual import Residual
    from annotator.services.document import Document
    from annotator.ui.actions import Contribution
    from annotator.ui.denoise_flow import DenoiseFlow
    from annotator.ui.viewer.viewer_widget import ViewerWidget

DEVIATIONS = 4.0
"""Deviations of the residual that are fully coloured."""

LEAST_POWER = 1e-4

NOTHING = translatable(
    "Switch on Denoise and wait for this slice: then you see here what it takes out."
)


class ResidualWindow(QDialog):
    """Residual, its spectrum, and its correlation with the image."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What denoising takes out"))
        self.resize(720, 380)
        self.tile = SliceTile(tr("Original less denoised: orange was brighter, blue darker"))
        self._plots = PlotLayout()
        title = tr("Power, 1 for white noise")
        self.plot = add_plot(self._plots, self, title, tr("Cycles per mm"))
        self.plot.setLogMode(y=True)
        self.text = hint_label()
        row = QHBoxLayout()
        row.addWidget(self.tile, 1)
        row.addWidget(self._plots, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(row, 1)
        layout.addWidget(self.text)

    def show_residual(self, found: Residual | None, spacing: tuple[float, float]) -> None:
        """Show a residual; None while there is none."""
        self.plot.clear()
        if found is None:
            self.tile.show_note(tr(NOTHING))
            self.text.setText("")
            return
        scale = DEVIATIONS * found.deviation or 1.0
        self.tile.show_picture(signed(found.values / scale), spacing)
        pen = pg.mkPen(COLORS["accent"], width=2)
        self.plot.plot(found.frequency, np.maximum(found.power, LEAST_POWER), pen=pen)
        self.plot.addLine(y=0, pen=pg.mkPen(COLORS["dim"], style=Qt.PenStyle.DashLine))
        self.text.setText(
            tr(
                "Standard deviation {deviation:.3g}. Correlation with the image "
                "{with_image:+.3f}, of its magnitude with the edges {with_edges:+.3f}: near 0 "
                "where only noise is taken out, higher where anatomy goes with it. In MR, noise "
                "is not the same everywhere, so that some correlation is usual.",
                deviation=found.deviation,
                with_image=found.with_image,
                with_edges=found.with_edges,
            )
        )


class ResidualFlow(Flow):
    """Opens the window and keeps it up to date.

    Parameters
    ----------
    window
        Parent of the window.
    viewer
        Which slice is in view.
    denoise
        Has the denoised slices.
    """

    def __init__(self, window: QWidget, viewer: ViewerWidget, denoise: DenoiseFlow) -> None:
        super().__init__()
        self._parent, self._viewer, self._denoise = window, viewer, denoise
        self._document: Document | None = None
        self.shown: ResidualWindow | None = None
        viewer.index_changed.connect(self._refresh)
        viewer.active_axis_changed.connect(self._refresh)
        denoise.slices_changed.connect(self._refresh)

    def contributions(self) -> list[Contribution]:
        """Offer the window."""
        return [
            Action(
                id="residual",
                text=tr("What denoising takes out…"),
                menu="View",
                group=3,
                do=self.open,
                tip=tr("Residual of the slice in view, its spectrum, and its correlation with it"),
            )
        ]

    def set_document(self, document: Document | None) -> None:
        """Follow another document."""
        self._document = document
        if document is None and self.shown is not None:
            self.shown.hide()
        self._refresh()

    def open(self) -> None:
        """Show the window."""
        if self.shown is None:
            self.shown = ResidualWindow(self._parent)
        self.shown.show()
        self.shown.activateWindow()
        self._refresh()

    def _refresh(self, *_news: object) -> None:
        document = self._document
        if document is None or self.shown is None or not self.shown.isVisible():
            return
        axis = self._viewer.active_axis
        index = self._viewer.current_index(axis)
        sides = document.volume.geometry.spacing_zyx_mm
        rows, cols = (mm for a, mm in enumerate(sides) if a != axis)
        clean = self._denoise.denoised(axis, index)
        found = None
        if clean is not None:
            original = document.volume.voxels.take(index, axis=axis)
            found = residual(original, clean, (rows, cols))  # type: ignore[arg-type]
        self.shown.show_residual(found, (rows, cols))

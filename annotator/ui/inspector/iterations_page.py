"""Masks, probabilities and priors of the slice in view, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.core.texts import tr, translatable
from annotator.ui.inspector.pictures import blend, heat, signed, with_mask
from annotator.ui.inspector.slice_tile import SliceTile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from annotator.core.inspection import Inspection
    from annotator.ui.inspector.pictures import Picture
    from annotator.ui.inspector.view import InspectorView

WAITING = translatable("Computing…")
FROM_NEIGHBOUR = translatable(
    "Filled from the slices beside it, as only the tips are painted: there is nothing here that "
    "painted slices would show."
)
NOT_FILLED = translatable("The run did not fill this slice. Go to one that it filled.")


class IterationsPage(QWidget):
    """One tile each for the mask, what was decided by, and what led to it."""

    def __init__(self) -> None:
        super().__init__()
        self.contour = SliceTile(tr("Mask"))
        self.fused = SliceTile(tr("Probability"))
        self.network = SliceTile(tr("Network alone"))
        self.prior = SliceTile(tr("Prior mask"))
        self.location = SliceTile(tr("Location prior"))
        self.tiles = (self.contour, self.fused, self.network, self.prior, self.location)
        self.contour.setToolTip(
            tr("Contour after this iteration; green was gained in it, red was lost")
        )
        self.fused.setToolTip(tr("Foreground probability that the mask is cut from"))
        self.network.setToolTip(tr("What the network says before interpolation has a part in it"))
        self.prior.setToolTip(
            tr("Where the image resembles the painted structure, as MIFE sees it")
        )
        self.location.setToolTip(tr("Interpolated shape as the network is told: orange inside"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for tile in self.tiles:
            layout.addWidget(tile)

    def show_view(self, view: InspectorView, iteration: int, waits: bool) -> None:
        """Draw an iteration of the slice in view; `waits` while an inspection is computed."""
        found = view.inspection
        if view.entry is None:
            self.contour.show_note(tr(NOT_FILLED))
            for tile in self.tiles[1:]:
                tile.show_note("")
            return
        part = view.around()
        grey = view.slice_picture()
        before = view.mask(iteration - 1) if iteration else None
        picture = with_mask(grey, view.mask(iteration), before, view.color)
        self.contour.set_heading(tr("Mask, change coloured") if iteration else tr("First mask"))
        self.contour.show_picture(picture, view.spacing_mm, part)
        if found is None:
            for tile in self.tiles[1:]:
                tile.show_note(tr(WAITING) if waits else "")
            return
        self._show_maps(view, found, min(iteration, len(found.fused) - 1), grey)

    def _show_maps(
        self, view: InspectorView, found: Inspection, iteration: int, grey: Picture
    ) -> None:
        share = float(found.shares[iteration])
        self.fused.set_heading(tr("Probability, {share:.0%} network", share=share))
        maps: list[tuple[SliceTile, NDArray[np.float32] | None, str]] = [
            (self.fused, found.fused[iteration], ""),
            (
                self.network,
                None if found.network is None else found.network[iteration],
                tr("No network had a part in this run."),
            ),
            (self.prior, found.prior, tr(FROM_NEIGHBOUR)),
        ]
        for tile, values, note in maps:
            if values is None:
                tile.show_note(note)
            else:
                tile.show_picture(blend(grey, heat(values), 0.7), view.spacing_mm, view.around())
        if found.location is None:
            self.location.show_note(tr(FROM_NEIGHBOUR) if found.network is not None else "")
        else:
            mixed = blend(grey, signed(found.location), 0.6)
            self.location.show_picture(mixed, view.spacing_mm, view.around())

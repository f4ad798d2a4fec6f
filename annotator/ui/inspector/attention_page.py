"""Cross attention between the slice in view and the painted slices, by a click."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.core.texts import number, tr, translatable
from annotator.ui.inspector.iterations_page import FROM_NEIGHBOUR, NOT_FILLED
from annotator.ui.inspector.pictures import blend, heat, on_frame, with_mask
from annotator.ui.inspector.slice_tile import SliceTile
from annotator.ui.panels.section import hint_label

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.inspection import Attention, Frame
    from annotator.ui.inspector.view import InspectorView

MOST_SUPPORTS = 2
HINT = translatable("Click a slice to see what that place attends to on the others.")
QUERY = -1


class AttentionPage(QWidget):
    """The query slice beside the supports that serve it; any of them can be clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.query = SliceTile(tr("Slice in view"))
        self.supports = [SliceTile() for _ in range(MOST_SUPPORTS)]
        self.heads = QComboBox()
        self.heads.setToolTip(tr("Which of the network's attention heads is drawn"))
        self.hint = hint_label(tr(HINT))
        self._view: InspectorView | None = None
        self._iteration = 1
        self._spot: tuple[int, float, float] | None = None  # which tile, row, column
        side = QVBoxLayout()
        side.addWidget(QLabel(tr("Head")))
        side.addWidget(self.heads)
        side.addWidget(self.hint)
        side.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        box = QWidget()
        box.setLayout(side)
        box.setFixedWidth(170)
        layout.addWidget(box)
        for tile in (self.query, *self.supports):
            layout.addWidget(tile, 1)
        self.query.clicked.connect(partial(self._clicked, QUERY))
        for shot, tile in enumerate(self.supports):
            tile.clicked.connect(partial(self._clicked, shot))
        self.heads.currentIndexChanged.connect(self._draw)

    def show_view(self, view: InspectorView, iteration: int, waits: bool) -> None:
        """Draw the attention in an iteration."""
        if self._view is None or (view.index, view.label) != (self._view.index, self._view.label):
            self._spot = None
        self._view, self._iteration = view, iteration
        found = None if view.inspection is None else view.inspection.attention
        if found is None or view.entry is None:
            for tile in (self.query, *self.supports):
                tile.set_spot(None)
                tile.show_note("")
            self.query.show_note(tr("Computing…") if waits else self._why_none(view))
            self.hint.setText("" if waits else tr(HINT))
            return
        if self.heads.count() != found.heads + 1:
            self.heads.blockSignals(True)
            self.heads.clear()
            self.heads.addItems([tr("All, averaged"), *(f"{n + 1}" for n in range(found.heads))])
            self.heads.blockSignals(False)
        self._draw()

    def _why_none(self, view: InspectorView) -> str:
        """Say why there is no attention to be drawn."""
        found = view.inspection
        if view.entry is None:
            return tr(NOT_FILLED)
        if found is not None and found.network is None:
            return tr("No network had a part in this run.")
        return tr(FROM_NEIGHBOUR)

    def _clicked(self, tile: int, row: float, col: float) -> None:
        self._spot = (tile, row, col)
        self._draw()

    def _draw(self, *_news: object) -> None:
        view = self._view
        found = None if view is None or view.inspection is None else view.inspection.attention
        if view is None or found is None:
            return
        head = None if self.heads.currentIndex() <= 0 else self.heads.currentIndex() - 1
        on_query, on_support = self._weights(found, head)
        drawn = on_query if on_support is None else on_support
        strongest = 1.0 if drawn is None else float(drawn.max()) or 1.0
        mask = view.mask(min(self._iteration, view.last))
        self._show(self.query, view, view.index, mask, found.frame, _share(on_query, strongest))
        shown = dict.fromkeys(found.supports)
        for shot, tile in enumerate(self.supports):
            tile.setVisible(shot < len(shown))
            if shot < len(shown):
                index = found.supports[shot]
                tile.set_heading(tr("Painted: slice {index}", index=index + 1))
                weights = None if on_support is None else on_support[shot]
                frame = found.support_frames[shot]
                share = _share(weights, strongest)
                self._show(tile, view, index, view.painted(index), frame, share)
        self.query.set_heading(tr("In view: slice {index}", index=view.index + 1))
        self.hint.setText(self._words(on_support is not None or on_query is not None, on_support))

    def _weights(
        self, found: Attention, head: int | None
    ) -> tuple[NDArray[np.float32] | None, NDArray[np.float32] | None]:
        """Attention on the query (h, w), and on the supports (K, h, w), of the clicked place."""
        if self._spot is None:
            return None, None
        tile, row, col = self._spot
        frame = found.frame if tile == QUERY else found.support_frames[tile]
        cell = frame.cell(row, col, found.grid)
        if cell is None:
            return None, None
        if tile == QUERY:
            weights = found.of_query(cell, self._iteration, head)
            if weights is not None and len(set(found.supports)) == 1:
                weights = weights.sum(0, keepdims=True)  # one support serves twice
            return None, weights
        return found.of_support(tile, cell, self._iteration, head), None

    def _show(
        self,
        tile: SliceTile,
        view: InspectorView,
        index: int,
        mask: NDArray[np.bool_],
        frame: Frame,
        share: NDArray[np.float32] | None,
    ) -> None:
        picture = view.slice_picture(index)
        if share is not None:
            spread = on_frame(share, frame, picture.shape[:2])
            strength: NDArray[np.float32] = np.sqrt(np.nan_to_num(spread))
            picture = blend(picture, heat(strength), 0.85 * strength)
        tile.show_picture(with_mask(picture, mask, None, view.color), view.spacing_mm, frame)
        number = QUERY if tile is self.query else self.supports.index(tile)
        spot = self._spot
        tile.set_spot(spot[1:] if spot is not None and spot[0] == number else None)

    def _words(self, found: bool, on_support: NDArray[np.float32] | None) -> str:
        if self._spot is None:
            return tr(HINT)
        if self._iteration == 0:
            return tr("The first mask attends to nothing: choose a later iteration.")
        if not found:
            return tr("That place lies outside the network's window.")
        if on_support is None:
            return tr(
                "What the clicked place of the painted slice attends to on the slice in view."
            )
        parts = [number(float(part.sum()), ".0%") for part in on_support]
        return tr("Attention by painted slice: {shares}.", shares=", ".join(parts))


def _share(weights: NDArray[np.float32] | None, strongest: float) -> NDArray[np.float32] | None:
    """Weights as shares of the strongest one of all slices, so that these can be compared."""
    return None if weights is None else weights / np.float32(strongest)

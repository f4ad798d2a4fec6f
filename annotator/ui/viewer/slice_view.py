"""One plane of the document, to be scrolled and painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from PySide6.QtCore import Signal

from annotator.ui.viewer.pointer import PointerInput
from annotator.ui.viewer.slice_display import SliceDisplay

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.services.document import Document
    from annotator.ui.viewer.view_state import ViewChange


class SliceView(SliceDisplay):
    """Shows one slice and turns what the user does to it into strokes and signals."""

    window_dragged = Signal(float, float)  # change of centre and width
    label_picked = Signal(int)
    range_taken = Signal(object, bool)
    hovered = Signal(object)  # voxel (z, y, x) or None
    message = Signal(str)  # why something is refused, one sentence for the user
    told = Signal(str)  # what the user can do now
    activated = Signal()  # pressed or scrolled
    double_clicked = Signal()
    dab_unwanted = Signal()
    space_tapped = Signal()

    def __init__(self, axis: int, parent: QWidget | None = None) -> None:
        super().__init__(axis, parent)
        self.pointer = PointerInput(self)
        self.pointer.window_dragged.connect(self.window_dragged)
        self.pointer.range_taken.connect(self.range_taken)
        self.pointer.label_picked.connect(self.label_picked)
        self.pointer.hovered.connect(self.hovered)
        self.pointer.message.connect(self.message)
        self.pointer.told.connect(self.told)
        self.pointer.activated.connect(self.activated)
        self.pointer.double_clicked.connect(self.double_clicked)
        self.pointer.dab_unwanted.connect(self.dab_unwanted)
        self.pointer.space_tapped.connect(self.space_tapped)
        self.index_changed.connect(self.pointer.drop_unfinished)

    def set_document(self, document: Document | None) -> None:
        """Show another document from its middle, or nothing."""
        self.pointer.strokes.set_document(document)
        super().set_document(document)

    def change(self, **changes: Unpack[ViewChange]) -> None:
        """Show something else; with another tool an unfinished stroke or polygon is dropped."""
        if changes.get("tool", self.state.tool) is not self.state.tool:
            self.pointer.strokes.abort()
            self.pointer.drop_unfinished()
        super().change(**changes)

"""One crosshair in all planes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.ui.viewer.planes import Voxel
    from annotator.ui.viewer.slice_view import SliceView


class OrthoLink(QObject):
    """Moves the crosshair of every view when that of one moves.

    A view that is already there says nothing, so the round ends by itself.
    """

    def __init__(self, views: Sequence[SliceView], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views = tuple(views)
        for view in self._views:
            view.cursor_moved.connect(self._follow)

    def _follow(self, cursor: Voxel) -> None:
        for view in self._views:
            view.set_cursor(cursor)

"""How the views lie beside each other."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from annotator.core.texts import translatable

if TYPE_CHECKING:
    from collections.abc import Sequence


class Layout(Enum):
    """An arrangement of the views; the plane along which slices are propagated is the large one."""

    PLANES = translatable("Three planes")
    LARGE = translatable("One large, three small")
    SUPPORT = translatable("Beside a painted slice")
    GRID = translatable("Four equal, with 3D")

    @property
    def has_solid(self) -> bool:
        """Whether the surfaces are shown."""
        return self in {Layout.LARGE, Layout.GRID}


class Columns(QWidget):
    """Two columns of views that can be resized."""

    def __init__(self) -> None:
        super().__init__()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._left, self._right = (QSplitter(Qt.Orientation.Vertical) for _ in range(2))
        for column in (self._left, self._right):
            self._splitter.addWidget(column)
        self._unused = QWidget(self)
        self._unused.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)

    def arrange(
        self, layout: Layout, planes: Sequence[QWidget], support: QWidget, solid: QWidget
    ) -> None:
        """Show the views of a layout, and hide the others.

        Parameters
        ----------
        layout
            The arrangement.
        planes
            The three planes, the large one first.
        support, solid
            The view of a painted slice, and the one of the surfaces.
        """
        large, second, third = planes
        left, right, shares = {
            Layout.PLANES: ([large], [second, third], (3, 2)),
            Layout.LARGE: ([large], [second, third, solid], (3, 1)),
            Layout.SUPPORT: ([large], [support], (1, 1)),
            Layout.GRID: ([large, third], [second, solid], (1, 1)),
        }[layout]
        for view in (*planes, support, solid):  # a splitter may not be given what it has
            view.setParent(self._unused)
        for column, views in ((self._left, left), (self._right, right)):
            for view in views:
                column.addWidget(view)
                view.show()
            column.setSizes([1000] * len(views))  # shares of whatever there is
            column.show()
        self._splitter.setSizes([1000 * share for share in shares])

    def show_alone(self, view: QWidget) -> None:
        """Hide all views but one."""
        for shown in self._views():
            shown.setVisible(shown is view)
        for column in (self._left, self._right):
            column.setVisible(column.isAncestorOf(view))

    def show_all(self) -> None:
        """Show all views of the layout again."""
        for view in (*self._views(), self._left, self._right):
            view.show()

    @property
    def alone(self) -> bool:
        """Whether one view is shown alone."""
        return sum(not view.isHidden() for view in self._views()) == 1

    def _views(self) -> list[QWidget]:
        columns = (self._left, self._right)
        views = [column.widget(place) for column in columns for place in range(column.count())]
        return [view for view in views if view is not None]

"""Choosing what tools may overwrite."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from annotator.core.texts import tr, translatable

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.services.document import Document

ANYTHING, BACKGROUND = translatable("Anything"), translatable("Background only")


class PaintOver(QToolButton):
    """A menu: paint over anything, background alone, or some labels.

    Parameters
    ----------
    document
        Returns the open document.
    """

    changed = Signal(object)  # frozenset of label values, None for anything

    def __init__(self, document: Callable[[], Document | None]) -> None:
        super().__init__()
        self._open = document
        self._values: frozenset[int] | None = None
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._show()

    @property
    def values(self) -> frozenset[int] | None:
        """Labels that may be overwritten besides background, None for anything."""
        return self._values

    def choose(self, values: frozenset[int] | None) -> None:
        """Choose what may be overwritten."""
        if values != self._values:
            self._values = values
            self._show()
            self.changed.emit(values)

    def _fill(self) -> None:
        self._menu.clear()
        for text, values in ((tr(ANYTHING), None), (tr(BACKGROUND), frozenset[int]())):
            action = self._menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(self._values == values)
            action.triggered.connect(partial(self._chosen, values))
        self._menu.addSeparator()
        document = self._open()
        for label in document.classes if document else []:
            action = self._menu.addAction(label.name)
            action.setCheckable(True)
            action.setChecked(self._values is None or label.value in self._values)
            action.triggered.connect(partial(self._toggled, label.value))

    def _chosen(self, values: frozenset[int] | None, _checked: bool) -> None:
        self.choose(values)

    def _toggled(self, value: int, checked: bool) -> None:
        document = self._open()
        every = frozenset(label.value for label in document.classes) if document else frozenset()
        now = every if self._values is None else self._values
        values = now | {value} if checked else now - {value}
        self.choose(None if values == every else values)

    def _show(self) -> None:
        count = None if self._values is None else len(self._values)
        text = (
            tr("all")
            if count is None
            else tr("empty", meaning="background")
            if count == 0
            else tr("{n} label", "{n} labels", n=count)
        )
        self.setText(tr("Over:\n{labels}", labels=text))
        self.setToolTip(
            tr(
                "What brushes, fills and operations may overwrite: anything, background alone,\n"
                "or chosen labels. Locked labels are never overwritten; the eraser is not limited."
            )
        )

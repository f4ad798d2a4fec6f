"""Keys that need more than a shortcut: plain keys in text fields, keys that are held."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

HOLD_SECONDS = 0.35
_COMMAND_KEYS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def takes_text(widget: QWidget | None) -> bool:
    """Whether plain keys typed into `widget` are text."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(
        widget, QLineEdit | QAbstractSpinBox | QTextEdit | QPlainTextEdit | QKeySequenceEdit
    )


class KeyFilter(QObject):
    """Application event filter for keys.

    While a text field has the focus, plain keys stay text: without this, "2" in a number field
    would choose the brush, and Enter after renaming a label would accept a slice. And a key that
    is held rather than tapped switches `peek` back when it is released.

    Parameters
    ----------
    peek
        Checkable action whose shortcut is one plain key.
    clock
        Seconds, monotonic.
    """

    def __init__(
        self, peek: QAction, parent: QObject, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._peek = peek
        self._clock = clock
        self._pressed: float | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See keys before shortcuts and widgets do."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.modifiers() & _COMMAND_KEYS:
                return False
            if takes_text(QApplication.focusWidget()):
                event.accept()
                return True
            if self._is_peek(event) and self._pressed is None:
                self._pressed = self._clock()
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            self._released(event)
        return False

    def _is_peek(self, event: QKeyEvent) -> bool:
        return not event.isAutoRepeat() and QKeySequence(event.key()) in self._peek.shortcuts()

    def _released(self, event: QKeyEvent) -> None:
        if self._pressed is None or not self._is_peek(event):
            return
        held = self._clock() - self._pressed
        self._pressed = None
        if held >= HOLD_SECONDS:
            self._peek.toggle()

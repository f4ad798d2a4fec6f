"""Keys that need more than a shortcut: plain keys in text fields, keys that are held."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTextEdit,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

HOLD_SECONDS = 0.35
TYPED = "typed"
"""Property of a box in which letters choose an entry and are no shortcuts."""
_FIELDS = (QComboBox, QAbstractSpinBox)
_ENDING_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}
_WALKING_KEYS = {
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}
_COMMAND_KEYS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def _without_wheel(policy: Qt.FocusPolicy) -> Qt.FocusPolicy:
    wheel = Qt.FocusPolicy.WheelFocus
    return Qt.FocusPolicy.StrongFocus if policy == wheel else policy


def _ignores_wheel(watched: QObject) -> bool:
    """Whether the wheel would change a value unseen."""
    if isinstance(watched, _FIELDS):
        return not watched.hasFocus()
    return (
        isinstance(watched, QSlider)
        and watched.orientation() == Qt.Orientation.Horizontal
        and not watched.hasFocus()
    )


def _means_itself(event: QKeyEvent) -> bool:
    """Whether a key moves or switches the widget in focus, so that it is no shortcut there."""
    widget, key = QApplication.focusWidget(), event.key()
    if isinstance(widget, QAbstractItemView):
        return key in _WALKING_KEYS
    if isinstance(widget, QAbstractButton | QComboBox):
        return key in {*_WALKING_KEYS, Qt.Key.Key_Space}
    return False


def _types_point(watched: QObject, event: QKeyEvent) -> bool:
    """Take a point for a comma, or a comma for a point, whichever the language writes in numbers.

    Else the field would refuse the sign alone, and 1.5 become 15.
    """
    point = QLocale().decimalPoint()
    if not isinstance(watched, QDoubleSpinBox) or event.text() not in {".", ","} - {point}:
        return False
    watched.lineEdit().insert(point)
    return True


def takes_text(widget: QWidget | None) -> bool:
    """Whether plain keys typed into `widget` are text."""
    if isinstance(widget, QComboBox):
        return widget.isEditable() or bool(widget.property(TYPED))
    return isinstance(
        widget, QLineEdit | QAbstractSpinBox | QTextEdit | QPlainTextEdit | QKeySequenceEdit
    )


class KeyFilter(QObject):
    """Application event filter for keys, and for the wheel over fields.

    A box or number field answers the wheel only while it has the focus, which the wheel does not
    give it; else the wheel scrolls the panel. Enter or Escape in a number field ends its editing.

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

    field_left = Signal()  # editing of a number was ended by a key

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
        if kind == QEvent.Type.Polish and isinstance(watched, _FIELDS):
            watched.setFocusPolicy(_without_wheel(watched.focusPolicy()))
        elif kind == QEvent.Type.Wheel and _ignores_wheel(watched):
            event.ignore()  # goes on to the panel around it
            return True
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return _types_point(watched, event) or self._ends_editing(watched, event)
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.modifiers() & _COMMAND_KEYS:
                return False
            if takes_text(QApplication.focusWidget()) or _means_itself(event):
                event.accept()
                return True
            if self._is_peek(event) and self._pressed is None:
                self._pressed = self._clock()
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            self._released(event)
        return False

    def _ends_editing(self, watched: QObject, event: QKeyEvent) -> bool:
        """Take the number and leave its field; in a dialog the keys mean something else."""
        if not isinstance(watched, QAbstractSpinBox) or event.key() not in _ENDING_KEYS:
            return False
        if watched.window() is not self.parent():
            return False
        watched.interpretText()
        self.field_left.emit()
        return True

    def _is_peek(self, event: QKeyEvent) -> bool:
        return not event.isAutoRepeat() and QKeySequence(event.key()) in self._peek.shortcuts()

    def _released(self, event: QKeyEvent) -> None:
        if self._pressed is None or not self._is_peek(event):
            return
        held = self._clock() - self._pressed
        self._pressed = None
        if held >= HOLD_SECONDS:
            self._peek.toggle()

"""Keys that need more than a shortcut: plain keys in text fields, keys that are held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
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


class TextFieldGuard(QObject):
    """Application event filter: while a text field has the focus, plain keys stay text.

    Without it "2" in a number field would switch to the brush, and Enter after renaming a label
    would accept a slice.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim plain keys for the focused text field before a shortcut takes them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not event.modifiers() & _COMMAND_KEYS
            and takes_text(QApplication.focusWidget())
        ):
            event.accept()
            return True
        return False

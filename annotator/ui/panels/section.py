"""Small layout pieces that the panels share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

MARGIN = 12
SPACING = 6


def section_layout(widget: QWidget, title: str) -> QVBoxLayout:
    """Vertical layout of a panel with its heading."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(MARGIN, 6, MARGIN, 8)
    layout.setSpacing(SPACING)
    heading = QLabel(title)
    heading.setProperty("role", "section")
    layout.addWidget(heading)
    return layout


def hint_label(text: str = "", role: str = "hint", *, wrap: bool = True) -> QLabel:
    """Explanatory text."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    wide = QSizePolicy.Policy.Ignored if wrap else QSizePolicy.Policy.Preferred
    label.setSizePolicy(wide, QSizePolicy.Policy.Minimum)
    return label


def keep_space(widget: QWidget) -> None:
    """Leave room for a widget while it is hidden, so that nothing moves when it comes."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def rule() -> QFrame:
    """Thin line between two panels."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


def tool_button(action: QAction, size: int = 20) -> QToolButton:
    """Flat icon button of an action."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(size, size))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


class ActionButton(QPushButton):
    """Push button that follows an action's icon and enabled state.

    Parameters
    ----------
    action
        What a click triggers.
    text
        Short label, default the action's text.
    """

    def __init__(self, action: QAction, text: str = "") -> None:
        super().__init__()
        self._action, self._text = action, text
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setIcon(self._action.icon())
        self.setText(self._text or self._action.text())
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())

"""Windows of their own: history, shortcuts, about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QUndoView, QVBoxLayout

from annotator.ui.actions import Action
from annotator.ui.shortcut_sheet import ShortcutSheet

if TYPE_CHECKING:
    from PySide6.QtGui import QUndoStack
    from PySide6.QtWidgets import QWidget

    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.dialogs import Dialogs


class HelpFlow:
    """Opens what explains the program and what was done.

    Parameters
    ----------
    window
        Parent of what is opened.
    actions
        Listed with their keys.
    undo_stack
        Listed as history.
    dialogs
        Has the window about the program.
    """

    def __init__(
        self, window: QWidget, actions: Actions, undo_stack: QUndoStack, dialogs: Dialogs
    ) -> None:
        self._window, self._actions = window, actions
        self._undo_stack, self._dialogs = undo_stack, dialogs
        self._history: QDialog | None = None
        self._shortcuts: ShortcutSheet | None = None

    def contributions(self) -> list[Contribution]:
        """Offer history, shortcuts, about."""
        return [
            Action(
                id="history",
                text="History…",
                menu="Edit",
                group=1,
                do=self._show_history,
                keys=("Ctrl+H",),
                icon="history",
            ),
            Action(
                id="shortcuts",
                text="Shortcuts",
                menu="Help",
                do=self._show_shortcuts,
                keys=("F1", "?"),
                icon="keyboard",
                needs_image=False,
            ),
            Action(
                id="about",
                text="About",
                menu="Help",
                do=self._dialogs.show_about,
                icon="info",
                needs_image=False,
            ),
        ]

    def _show_history(self) -> None:
        if self._history is None:
            self._history = QDialog(self._window)
            self._history.setWindowTitle("History")
            view = QUndoView(self._undo_stack)
            view.setEmptyLabel("Image opened")
            QVBoxLayout(self._history).addWidget(view)
            self._history.resize(340, 420)
        self._history.show()
        self._history.raise_()

    def _show_shortcuts(self) -> None:
        if self._shortcuts is None:
            self._shortcuts = ShortcutSheet(self._actions, self._window)
        self._shortcuts.show()
        self._shortcuts.raise_()

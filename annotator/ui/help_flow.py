"""Windows of their own: history, shortcuts, about."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QUndoView, QVBoxLayout

from annotator.core.texts import tr
from annotator.ui.actions import Action
from annotator.ui.shortcut_sheet import ShortcutSheet

if TYPE_CHECKING:
    from PySide6.QtGui import QUndoStack
    from PySide6.QtWidgets import QWidget

    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.dialogs import Dialogs
    from annotator.ui.window_setup import WindowSetup


class HelpFlow:
    """Opens what explains the program and what was done.

    Parameters
    ----------
    setup
        Names the folders.
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
        self,
        setup: WindowSetup,
        window: QWidget,
        actions: Actions,
        undo_stack: QUndoStack,
        dialogs: Dialogs,
    ) -> None:
        self._setup, self._window, self._actions = setup, window, actions
        self._undo_stack, self._dialogs = undo_stack, dialogs
        self._history: QDialog | None = None
        self._shortcuts: ShortcutSheet | None = None

    def contributions(self) -> list[Contribution]:
        """Offer history, shortcuts, about."""
        return [
            Action(
                id="history",
                text=tr("History…"),
                menu="Edit",
                group=1,
                do=self._show_history,
                keys=("Ctrl+H",),
                icon="history",
            ),
            Action(
                id="shortcuts",
                text=tr("Shortcuts"),
                menu="Help",
                do=self._show_shortcuts,
                keys=("F1", "?"),
                icon="keyboard",
                needs_image=False,
            ),
            Action(
                id="about",
                text=tr("About CAT-Net Annotator"),
                menu="Help",
                do=self._show_about,
                tip=tr("Versions, licences of all parts, where data lies"),
                icon="info",
                needs_image=False,
            ),
        ]

    def _show_history(self) -> None:
        if self._history is None:
            self._history = QDialog(self._window)
            self._history.setWindowTitle(tr("History"))
            view = QUndoView(self._undo_stack)
            view.setEmptyLabel(tr("Image opened"))
            QVBoxLayout(self._history).addWidget(view)
            self._history.resize(340, 420)
        self._history.show()
        self._history.activateWindow()

    def _show_about(self) -> None:
        setup = self._setup
        places = {
            tr("Settings"): setup.settings.file,
            tr("Presets and label sets"): setup.config_folder,
            tr("Unsaved work, until it is saved"): setup.data_folder / "unsaved",
        }
        if setup.cache_folder is not None:
            places[tr("What can be made anew")] = setup.cache_folder
        for handler in logging.getLogger().handlers:
            if isinstance(handler, logging.FileHandler):
                places[tr("Log")] = Path(handler.baseFilename)
        self._dialogs.show_about(setup.resources.parent / "models", places)

    def _show_shortcuts(self) -> None:
        if self._shortcuts is None:
            self._shortcuts = ShortcutSheet(self._actions, self._window)
        self._shortcuts.show()
        self._shortcuts.activateWindow()

"""Undo and redo of edits, named, on Qt's stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from annotator.core.texts import tr
from annotator.services.follower import Follower
from annotator.ui.actions import Action

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from annotator.core.patch import Edit
    from annotator.services.document import Document
    from annotator.ui.actions import Actions, Contribution

LIMIT = 1000


class _EditCommand(QUndoCommand):
    """Takes an edit back and makes it again. The first redo, by `push`, finds it made already."""

    def __init__(self, stack: UndoStack, document: Document, edit: Edit) -> None:
        super().__init__(edit.text)
        self._stack = stack
        self._document = document
        self.edit = edit
        self._made = True

    def undo(self) -> None:
        """Take the edit back."""
        self._made = False
        self._document.apply(self.edit, undo=True)
        self._stack.walked.emit(self.edit)

    def redo(self) -> None:
        """Make the edit again, unless it is made."""
        if not self._made:
            self._made = True
            self._document.apply(self.edit)
            self._stack.walked.emit(self.edit)


class UndoStack(QUndoStack):
    """The edits of one document; those since it was saved tell whether it is dirty."""

    walked = Signal(object)  # Edit that was taken back or made again

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setUndoLimit(LIMIT)
        self._document: Document | None = None
        self._follower = Follower(lambda document: [(document.saved, self._saved)])
        self.cleanChanged.connect(self._set_dirty)
        self.indexChanged.connect(self._set_dirty)

    def contributions(self) -> list[Contribution]:
        """Offer undo and redo."""
        return [
            Action(
                id="undo",
                text=tr("Undo"),
                menu="Edit",
                do=self.undo,
                keys=("Ctrl+Z",),
                icon="undo",
                enabled=self.canUndo,
                repeat=True,
            ),
            Action(
                id="redo",
                text=tr("Redo"),
                menu="Edit",
                do=self.redo,
                keys=("Ctrl+Y", "Ctrl+Shift+Z"),
                icon="redo",
                enabled=self.canRedo,
                repeat=True,
            ),
        ]

    def name_steps(self, actions: Actions) -> None:
        """Say in the menu and on the buttons what undo and redo would change."""
        for name, step in (("undo", self.undoText()), ("redo", self.redoText())):
            words = actions.record(name).text
            if step:
                words = (
                    tr("Undo {step}", step=step) if name == "undo" else tr("Redo {step}", step=step)
                )
            actions[name].setText(words)
            actions[name].setToolTip(words)

    def set_document(self, document: Document | None) -> None:
        """Forget all edits and take those of another document."""
        if self._document is not None:
            self._document.sink = None
        self._document = None
        self.clear()
        self._follower.follow(document)
        self.setClean()  # `clear` leaves the clean state of an empty stack as it is
        if document is not None:
            self._document = document
            document.sink = self
            if document.dirty:
                self.resetClean()

    def push(self, edit: Edit) -> None:  # type: ignore[override]  # the port of the services
        """Keep an edit whose changes are already in the document."""
        if self._document is not None:
            super().push(_EditCommand(self, self._document, edit))

    def _saved(self) -> None:
        self.setClean()

    def _set_dirty(self, *_news: object) -> None:
        if self._document is not None:
            self._document.set_dirty(self._has_unsaved())

    def _has_unsaved(self) -> bool:
        """Whether an edit between what was saved and now changed anything worth saving."""
        clean = self.cleanIndex()
        if clean < 0:
            return True
        first, last = sorted((clean, self.index()))
        commands = (self.command(number) for number in range(first, last))
        return any(isinstance(c, _EditCommand) and not c.edit.only_turns for c in commands)

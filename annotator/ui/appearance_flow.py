"""Dark or light, and which part of the window has the keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.settings import Settings
    from annotator.ui.theme import Theme

_TEXTS = {"dark": "Dark", "light": "Light", "system": "As the desktop"}


class AppearanceFlow(Flow):
    """Commands on how the window looks, and that move the focus from part to part.

    Parameters
    ----------
    settings
        Remembers the colours.
    actions
        Of the window.
    parts
        Parts of the window that F6 walks through, the views of the image first.
    """

    def __init__(self, settings: Settings, actions: Actions, parts: Sequence[QWidget]) -> None:
        super().__init__()
        self._settings, self._actions, self._parts = settings, actions, parts

    def contributions(self) -> list[Contribution]:
        """Offer colours, and the next part of the window."""
        colors: list[Contribution] = [
            Action(
                id=f"theme_{theme}",
                text=_TEXTS[theme],
                menu="View/Colours of the window",
                group=5,
                do=partial(self._choose, theme),
                needs_image=False,
                choice="theme",
            )
            for theme in THEMES
        ]
        action = partial(Action, menu="View", group=5)
        return [
            *colors,
            action(
                id="next_part",
                text="Keys to the next panel",
                do=partial(self._move, 1),
                keys=("F6",),
                tip="Image, labels, propagation, review; Tab goes on inside a panel",
            ),
            action(
                id="previous_part",
                text="Keys to the panel before",
                do=partial(self._move, -1),
                keys=("Shift+F6",),
            ),
        ]

    def show(self) -> None:
        """Mark the colours that are chosen."""
        self._actions[f"theme_{self._settings.values.theme}"].setChecked(True)

    def _choose(self, theme: Theme) -> None:
        if theme != self._settings.values.theme:
            self._settings.change(theme=theme)
            self.said.emit("The window has its new colours from the next start on.", "")

    def _move(self, steps: int) -> None:
        """Give the keys to the next part that can take them."""
        focus = QApplication.focusWidget()
        places = [n for n, part in enumerate(self._parts) if focus and part.isAncestorOf(focus)]
        here = places[0] if places else 0
        for step in range(1, len(self._parts) + 1):
            target = _first_field(self._parts[(here + steps * step) % len(self._parts)])
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return


def _first_field(part: QWidget) -> QWidget | None:
    """Where the keys go in a part: its list, else its first field; the view that was used last."""
    proxy = part.focusProxy()
    if proxy is not None:
        return proxy
    fields = [
        field
        for field in part.findChildren(QWidget)
        if field.isVisible()
        and field.isEnabled()
        and field.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    ]
    lists = (field for field in fields if isinstance(field, QAbstractItemView))
    return next(lists, fields[0] if fields else None)

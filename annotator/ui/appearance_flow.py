"""Dark or light, the language, and which part of the window has the keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from annotator.core.texts import tr, translatable
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.language import LANGUAGES
from annotator.ui.theme import THEMES, apply_theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.language import LanguageName
    from annotator.ui.settings import Settings
    from annotator.ui.theme import Icons, Theme

_THEMES = {
    "dark": translatable("Dark"),
    "light": translatable("Light"),
    "system": translatable("As the desktop"),
}


class AppearanceFlow(Flow):
    """Commands on how the window looks, and that move the focus from part to part.

    Parameters
    ----------
    settings
        Remembers the colours and the language.
    actions
        Of the window.
    parts
        Parts of the window that F6 walks through, the views of the image first.
    icons
        Drawn in the colours of the theme.
    resources
        Folder with the styles.
    """

    def __init__(
        self,
        settings: Settings,
        actions: Actions,
        parts: Sequence[QWidget],
        icons: Icons,
        resources: Path,
    ) -> None:
        super().__init__()
        self._settings, self._actions, self._parts = settings, actions, parts
        self._icons, self._resources = icons, resources
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._desktop_changed)

    def contributions(self) -> list[Contribution]:
        """Offer colours, languages, and the next part of the window."""
        colors: list[Contribution] = [
            Action(
                id=f"theme_{theme}",
                text=tr(_THEMES[theme]),
                menu="View/Colours of the window",
                group=5,
                do=partial(self._choose, theme),
                needs_image=False,
                choice="theme",
            )
            for theme in THEMES
        ]
        languages: list[Contribution] = [
            Action(
                id=f"language_{name}",
                text=text,
                menu="View/Language",
                group=5,
                do=partial(self._speak, name),
                needs_image=False,
                choice="language",
            )
            for name, text in {"system": tr("As the desktop"), **LANGUAGES}.items()
        ]
        action = partial(Action, menu="View", group=5)
        return [
            *colors,
            *languages,
            action(
                id="next_part",
                text=tr("Keys to the next panel"),
                do=partial(self._move, 1),
                keys=("F6",),
                tip=tr("Image, labels, propagation, review; Tab goes on inside a panel"),
            ),
            action(
                id="previous_part",
                text=tr("Keys to the panel before"),
                do=partial(self._move, -1),
                keys=("Shift+F6",),
            ),
        ]

    def show(self) -> None:
        """Mark the colours and the language that are chosen."""
        self._actions[f"theme_{self._settings.values.theme}"].setChecked(True)
        self._actions[f"language_{self._settings.values.language}"].setChecked(True)

    def _choose(self, theme: Theme) -> None:
        if theme != self._settings.values.theme:
            self._settings.change(theme=theme)
            self._recolour()

    def _desktop_changed(self, *_scheme: object) -> None:
        if self._settings.values.theme == "system":
            self._recolour()

    def _recolour(self) -> None:
        """Give the whole window the colours of the chosen theme."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self._resources, self._settings.values.theme)
            self._icons.retint()

    def _speak(self, name: LanguageName) -> None:
        if name != self._settings.values.language:
            self._settings.change(language=name)
            self.said.emit(tr("The window has its new language from the next start on."), "")

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

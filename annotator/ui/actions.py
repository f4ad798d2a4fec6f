"""What the user can do: one record for each command, contributed by the part it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from annotator.core.texts import translatable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from annotator.ui.settings import Settings
    from annotator.ui.theme import Icons

MENUS = (
    translatable("File"),
    translatable("Edit"),
    translatable("View"),
    translatable("Tools"),
    translatable("Labels"),
    translatable("Propagate"),
    translatable("Review"),
    translatable("Help"),
)
"""Menus from left to right; the shortcut sheet has the same headings."""


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One command.

    Attributes
    ----------
    id
        Its name in `Actions`, in the settings and for buttons.
    text
        Shown in the menu and the shortcut sheet, translated (`tr`).
    menu
        One of `MENUS`, or a submenu of one: "View/Slices"; in English, the menu bar translates it.
    group
        Entries of a menu come in the order of their groups, with a line between two groups.
    do
        Called when the user triggers it; a switch gets its new state.
    keys
        Default shortcuts, in Qt's portable form.
    icon
        Name of an icon, "" for none.
    tip
        Explanation besides the text.
    needs_image
        Whether it is enabled only while an image is open.
    enabled
        Asked besides; `Actions.refresh` has to be called when the answer may have changed.
    switch
        Whether it is on or off.
    choice
        Name of the group of which one is chosen, "" for none.
    repeat
        Whether holding the key repeats it.
    """

    id: str
    text: str
    menu: str
    group: int = 0
    do: Callable[..., object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    needs_image: bool = True
    enabled: Callable[[], bool] = _always
    switch: bool = False
    choice: str = ""
    repeat: bool = False

    @property
    def words(self) -> str:
        """Text without the sign for a question that follows."""
        return self.text.rstrip(" …")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submenu:
    """A menu entry whose own entries are looked up each time it is opened.

    Attributes
    ----------
    text
        Marked by `translatable`; the menu bar translates it.
    menu, group, needs_image
        As of an `Action`.
    entries
        Returns texts and what choosing them does.
    """

    text: str
    menu: str
    group: int = 0
    entries: Callable[[], Sequence[tuple[str, Callable[[], object]]]]
    needs_image: bool = True


Contribution = Action | Submenu


class Actions(QObject):
    """The window's actions by id.

    A button may ask for an action before the part that it belongs to has contributed it; the
    action gets its words, keys and function then.

    Parameters
    ----------
    parent
        The window; the actions work while it is active.
    icons
        Where icons come from.
    settings
        Holds shortcuts that the user has changed.
    has_image
        Returns whether an image is open.
    """

    def __init__(
        self,
        parent: QObject,
        icons: Icons,
        settings: Settings,
        has_image: Callable[[], bool] = _always,
    ) -> None:
        super().__init__(parent)
        self._icons, self._settings, self._has_image = icons, settings, has_image
        self._actions: dict[str, QAction] = {}
        self._records: dict[str, Action] = {}
        self._choices: dict[str, QActionGroup] = {}
        self.contributions: list[Contribution] = []
        icons.retinted.connect(self._retint)

    def _retint(self) -> None:
        for record in self._records.values():
            if record.icon:
                self._actions[record.id].setIcon(self._icons.get(record.icon))

    def __getitem__(self, name: str) -> QAction:
        if name not in self._actions:
            action = QAction(self)
            action.setObjectName(name)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._actions[name] = action
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def add(self, contributions: Iterable[Contribution]) -> None:
        """Take what a part of the window contributes."""
        for item in contributions:
            self.contributions.append(item)
            if isinstance(item, Action):
                self._add(item)

    def _add(self, record: Action) -> None:
        if record.id in self._records:
            raise ValueError(f"two actions are called {record.id}")
        self._records[record.id] = record
        action = self[record.id]
        action.setText(record.text)
        action.setCheckable(record.switch or bool(record.choice))
        action.setAutoRepeat(record.repeat)
        if record.icon:
            action.setIcon(self._icons.get(record.icon))
        if record.choice:
            self.choice(record.choice).addAction(action)
        if record.switch:
            action.toggled.connect(record.do)
        else:
            action.triggered.connect(partial(_call, record.do))
        self._set_keys(record)

    @property
    def records(self) -> list[Action]:
        """All commands, menu by menu as in the menu bar."""
        return sorted(self._records.values(), key=place)

    def record(self, name: str) -> Action:
        """Record of an action."""
        return self._records[name]

    def choice(self, name: str) -> QActionGroup:
        """Group of actions of which one is chosen."""
        return self._choices.setdefault(name, QActionGroup(self))

    def keys(self, name: str) -> list[QKeySequence]:
        """Shortcuts of an action."""
        return self._actions[name].shortcuts()

    def set_keys(self, name: str, keys: str | None) -> None:
        """Give an action the user's own shortcut, or its default back with None."""
        self._settings.set_shortcut(name, keys)
        self._set_keys(self._records[name])

    def owner_of(self, keys: QKeySequence) -> str | None:
        """Id of the action that has this shortcut."""
        for name, action in self._actions.items():
            if keys in action.shortcuts():
                return name
        return None

    def refresh(self) -> None:
        """Ask every action anew whether it is enabled."""
        image = self._has_image()
        for record in self._records.values():
            able = (image or not record.needs_image) and record.enabled()
            self._actions[record.id].setEnabled(able)

    def _set_keys(self, record: Action) -> None:
        chosen = self._settings.shortcut(record.id)
        keys = record.keys if chosen is None else tuple(k for k in (chosen,) if k)
        action = self._actions[record.id]
        action.setShortcuts([QKeySequence(key) for key in keys])
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = record.words + (f"  ({shown})" if shown else "")
        action.setToolTip(f"{tip}\n{record.tip}" if record.tip else tip)


def place(item: Contribution) -> tuple[int, int]:
    """Where an entry belongs: its menu, and the group in it."""
    return MENUS.index(item.menu.split("/")[0]), item.group


def _call(work: Callable[[], object], _checked: bool = False) -> None:
    work()

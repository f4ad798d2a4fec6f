"""The menu bar and the tool bar at the top, filled from the actions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMenu, QMenuBar, QSizePolicy, QToolBar, QWidget

from annotator.core.texts import tr
from annotator.ui.actions import MENUS, Action, place
from annotator.ui.panels.window_fields import WindowFields

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.ui.actions import Actions, Submenu
    from annotator.ui.panels.intensity_limits import IntensityLimits

TOP_BAR = ("open", "save", "", "undo", "redo", "", "auto_contrast", "fit", "denoise")


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> dict[str, QMenu]:
    """Put all actions into a menu bar; returns its menus by their path ("View/Slices")."""
    menus = {title: bar.addMenu(_with_key(title)) for title in MENUS}
    group: dict[str, int] = {}
    for item in sorted(actions.contributions, key=place):
        title, _, nested = item.menu.partition("/")
        if group.setdefault(title, item.group) != item.group:
            menus[title].addSeparator()
            group[title] = item.group
        if nested and item.menu not in menus:
            menus[item.menu] = menus[title].addMenu(tr(nested))
        menu = menus[item.menu]
        if isinstance(item, Action):
            menu.addAction(actions[item.id])
        else:
            menus[f"{item.menu}/{item.text}"] = _add_submenu(menu, item)
    return menus


def _add_submenu(menu: QMenu, item: Submenu) -> QMenu:
    submenu = menu.addMenu(tr(item.text))
    submenu.aboutToShow.connect(partial(_fill, submenu, item))
    return submenu


def _fill(menu: QMenu, item: Submenu) -> None:
    menu.clear()
    for text, work in item.entries():
        menu.addAction(text).triggered.connect(partial(_call, work))
    if menu.isEmpty():
        menu.addAction(tr("None yet")).setEnabled(False)


def _with_key(title: str) -> str:
    """Say a menu's title with the letter that opens it."""
    text = tr(title)
    return f"&{text}" if text[0].isascii() else f"{text}(&{title[0]})"


def _call(work: Callable[[], object], _checked: bool = False) -> None:
    work()


class TopBar(QToolBar):
    """Open, save, undo, redo, display window."""

    def __init__(self, actions: Actions, limits: IntensityLimits) -> None:
        super().__init__(tr("Main"))
        self.setObjectName("main")
        self.setMovable(False)
        self.setIconSize(QSize(20, 20))
        for name in TOP_BAR:
            if name:
                self.addAction(actions[name])
            else:
                self.addSeparator()
        self.window_fields = WindowFields()
        self.addWidget(self.window_fields)
        self.addSeparator()
        self.addWidget(limits)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        for name in ("tool_ruler", "tool_angle", "shortcuts"):
            self.addAction(actions[name])

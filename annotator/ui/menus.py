"""The menu bar and the tool bar at the top, filled from the actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QMenuBar, QSizePolicy, QToolBar, QToolButton, QWidget

from annotator.ui.panels.intensity_limits import IntensityLimits

if TYPE_CHECKING:
    from annotator.ui.actions import Actions

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&File",
        ("open", "open_labels", "@recent", "", "save", "save_as", "", "close_image", "quit"),
    ),
    ("&Edit", ("undo", "redo", "", "history")),
    (
        "&View",
        (
            "@windows",
            "auto_contrast",
            "",
            "overlay",
            "opacity_less",
            "opacity_more",
            "",
            "smooth",
            "guidance",
            "",
            "denoise",
            "before_after",
            "",
            "fit",
            "@slices",
            "",
            "messages",
        ),
    ),
    (
        "&Labels",
        (
            "add_label",
            "remove_label",
            "label_previous",
            "label_next",
            "",
            "@label_sets",
            "import_labels",
            "export_labels",
            "",
            "support",
            "absent",
            "",
            "suggest_slices",
            "suggest",
            "reset_ends",
        ),
    ),
    (
        "&Propagate",
        (
            "propagate",
            "cancel",
            "forget",
            "",
            "accept",
            "reject",
            "accept_all",
            "reject_all",
            "",
            "review_previous",
            "review_next",
            "iteration_previous",
            "iteration_next",
        ),
    ),
    ("&Help", ("shortcuts", "about")),
)
"""Menu titles and their entries: an action, "" for a line, "@name" for a submenu."""

SUBMENUS = {
    "recent": "Recent images",
    "windows": "Window presets (CT)",
    "slices": "Slices",
    "label_sets": "Start from a label set",
}
SLICE_ACTIONS = (
    "slice_next",
    "slice_previous",
    "slice_forward",
    "slice_back",
    "slice_first",
    "slice_last",
)


@dataclass(frozen=True, slots=True)
class Menus:
    """Submenus that are filled while the program runs."""

    recent: QMenu
    windows: QMenu
    label_sets: QMenu


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> Menus:
    """Put all menus into a menu bar; returns those that change."""
    submenus: dict[str, QMenu] = {}
    for title, names in MENUS:
        menu = bar.addMenu(title)
        menu.setToolTipsVisible(False)
        for name in names:
            if not name:
                menu.addSeparator()
            elif name.startswith("@"):
                key = name[1:]
                submenus[key] = menu.addMenu(SUBMENUS[key])
            else:
                menu.addAction(actions[name])
    for name in SLICE_ACTIONS:
        submenus["slices"].addAction(actions[name])
    return Menus(submenus["recent"], submenus["windows"], submenus["label_sets"])


class TopBar(QToolBar):
    """Open, save, undo, redo, display window."""

    def __init__(self, actions: Actions, window_menu: QMenu) -> None:
        super().__init__("Main")
        self.setObjectName("main")
        self.setMovable(False)
        self.setIconSize(QSize(20, 20))
        for name in ("open", "save", "", "undo", "redo", "", "auto_contrast", "fit", "denoise"):
            if name:
                self.addAction(actions[name])
            else:
                self.addSeparator()
        self._window = QToolButton()
        self._window.setProperty("menu", "true")
        self._window.setMenu(window_menu)
        self._window.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._window.setToolTip("Display window  (Alt+1 to Alt+6, or hold W and drag)")
        self._window.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        widest = self._window.fontMetrics().horizontalAdvance("W 2000  L −1000")
        self._window.setMinimumWidth(widest + 34)  # so that nothing moves while dragging
        self._window_action = self.addWidget(self._window)
        self.addSeparator()
        self.limits = IntensityLimits(actions["limits"])
        self.addWidget(self.limits)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self.addAction(actions["shortcuts"])

    def show_window(self, text: str) -> None:
        """Show the name or numbers of the display window."""
        self._window.setText(text)

    def offer_presets(self, offered: bool) -> None:
        """Show or hide the list of presets; they are for CT."""
        self._window_action.setVisible(offered)

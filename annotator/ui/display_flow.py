"""Window and level of the views: presets, automatic contrast, dragging."""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QKeySequence

from annotator.core.errors import UserError
from annotator.core.window import auto_window
from annotator.ui.display_window import DisplayWindow, load_presets, slice_window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QMenu

    from annotator.services.document import Document
    from annotator.ui.viewer.viewer_widget import ViewerWidget

log = logging.getLogger(__name__)
PRESET_KEYS = 6
WHOLE_NUMBERS_FROM = 20.0


class DisplayFlow(QObject):
    """Keeps the display window of the views.

    Parameters
    ----------
    viewer
        Gets the window.
    packaged
        Preset file that comes with the program.
    own
        The user's preset file; used when it exists.
    """

    changed = Signal(str)  # what is set now, for the tool bar

    def __init__(self, viewer: ViewerWidget, packaged: Path, own: Path) -> None:
        super().__init__()
        self._viewer = viewer
        self._packaged, self._own = packaged, own
        self._document: Document | None = None
        self._window = DisplayWindow(0.0, 1.0)
        self._presets = self._load()
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self._actions = [self._preset_action(i) for i in range(len(self._presets))]
        self._edit = QAction("Edit presets…", self)
        self._edit.triggered.connect(self._edit_presets)
        self._group.triggered.connect(self._preset_chosen)
        viewer.window_dragged.connect(self._dragged)

    @property
    def window(self) -> DisplayWindow:
        """What the views show."""
        return self._window

    def actions(self) -> list[QAction]:
        """Preset actions; enabled for CT only."""
        return list(self._actions)

    def fill_menu(self, menu: QMenu) -> None:
        """Add the presets to a menu."""
        menu.addActions(self._actions)
        menu.addSeparator()
        menu.addAction(self._edit)

    def set_document(self, document: Document | None) -> None:
        """Start with the window that suits another volume."""
        self._document = document
        is_ct = document is not None and document.volume.modality == "CT"
        for action in self._actions:
            action.setVisible(is_ct)
            action.setEnabled(is_ct)
        if document is not None:
            self._set(DisplayWindow(*auto_window(document.volume)))

    def set_auto(self) -> None:
        """Choose the window from the slice in the active view."""
        if self._document is not None:
            axis = self._viewer.active_axis
            index = self._viewer.current_index(axis)
            values = np.moveaxis(self._document.volume.voxels, axis, 0)[index]
            self._set(slice_window(self._document.volume, values))

    def _load(self) -> tuple[DisplayWindow, ...]:
        if self._own.exists():
            try:
                return load_presets(self._own)
            except UserError as error:
                log.warning("%s The standard presets are used.", error)
        return load_presets(self._packaged)

    def _preset_action(self, number: int) -> QAction:
        preset = self._presets[number]
        text = f"{preset.name}   {preset.center:g} / {preset.width:g}"
        action = QAction(text, self, checkable=True)
        action.setToolTip(f"{preset.name}: centre {preset.center:g}, width {preset.width:g} HU")
        action.setData(number)
        action.setVisible(False)
        if number < PRESET_KEYS:
            action.setShortcut(QKeySequence(f"Alt+{number + 1}"))
        self._group.addAction(action)
        return action

    def _preset_chosen(self, action: QAction) -> None:
        self._set(self._presets[action.data()])

    def _dragged(self, d_center: float, d_width: float) -> None:
        self._set(self._window.moved(d_center, d_width))

    def _set(self, window: DisplayWindow) -> None:
        self._window = window
        self._viewer.set_window(window.center, window.width)
        name = ""
        for action, preset in zip(self._actions, self._presets, strict=True):
            same = (preset.center, preset.width) == (window.center, window.width)
            action.setChecked(same and action.isEnabled())
            name = preset.name if action.isChecked() else name
        digits = 0 if window.width >= WHOLE_NUMBERS_FROM else 2
        numbers = f"W {window.width:.{digits}f}  L {window.center:.{digits}f}"
        self.changed.emit(name or numbers)

    def _edit_presets(self) -> None:
        if not self._own.exists():
            self._own.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self._packaged, self._own)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._own)))

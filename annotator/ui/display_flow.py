"""Window and level of the views: presets, automatic contrast, dragging."""

from __future__ import annotations

import logging
import shutil
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QActionGroup, QDesktopServices

from annotator.core.errors import UserError
from annotator.core.window import auto_window
from annotator.ui.actions import Action
from annotator.ui.display_window import DisplayWindow, load_presets, slice_window

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.document import Document
    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.viewer.viewer_widget import ViewerWidget

log = logging.getLogger(__name__)
PRESET_KEYS = 6
PRESET_MENU = "View/Window presets (CT)"
WHOLE_NUMBERS_FROM = 20.0


class DisplayFlow(QObject):
    """Keeps the display window of the views.

    Parameters
    ----------
    viewer
        Gets the window.
    actions
        Has the presets.
    packaged
        Preset file that comes with the program.
    own
        The user's preset file; used when it exists.
    """

    changed = Signal(str)  # what is set now, for the tool bar

    def __init__(self, viewer: ViewerWidget, actions: Actions, packaged: Path, own: Path) -> None:
        super().__init__()
        self._viewer, self._actions = viewer, actions
        self._packaged, self._own = packaged, own
        self._document: Document | None = None
        self._window = DisplayWindow(0.0, 1.0)
        self._presets = self._load()
        actions.choice("window").setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        viewer.window_dragged.connect(self._dragged)

    @property
    def window(self) -> DisplayWindow:
        """What the views show."""
        return self._window

    def contributions(self) -> list[Contribution]:
        """Offer the automatic window and presets."""
        presets = [
            Action(
                id=f"window_{number}",
                text=f"{preset.name}   {preset.center:g} / {preset.width:g}",
                menu=PRESET_MENU,
                do=partial(self._set, preset),
                keys=(f"Alt+{number}",) if number <= PRESET_KEYS else (),
                tip=f"Centre {preset.center:g}, width {preset.width:g} HU",
                enabled=self._is_ct,
                choice="window",
            )
            for number, preset in enumerate(self._presets, 1)
        ]
        return [
            *presets,
            Action(
                id="edit_windows",
                text="Edit presets…",
                menu=PRESET_MENU,
                do=self._edit_presets,
                needs_image=False,
            ),
            Action(
                id="auto_contrast",
                text="Auto contrast",
                menu="View",
                do=self.set_auto,
                keys=("J",),
                icon="contrast",
            ),
        ]

    def _is_ct(self) -> bool:
        return self._document is not None and self._document.volume.modality == "CT"

    def set_document(self, document: Document | None) -> None:
        """Start with the window that suits another volume."""
        self._document = document
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

    def _dragged(self, d_center: float, d_width: float) -> None:
        self._set(self._window.moved(d_center, d_width))

    def _set(self, window: DisplayWindow) -> None:
        self._window = window
        self._viewer.change(window=(window.center, window.width))
        name = ""
        for number, preset in enumerate(self._presets, 1):
            same = (preset.center, preset.width) == (window.center, window.width)
            self._actions[f"window_{number}"].setChecked(same and self._is_ct())
            name = preset.name if same and self._is_ct() else name
        digits = 0 if window.width >= WHOLE_NUMBERS_FROM else 2
        numbers = f"W {window.width:.{digits}f}  L {window.center:.{digits}f}"
        self.changed.emit(name or numbers)

    def _edit_presets(self) -> None:
        if not self._own.exists():
            self._own.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self._packaged, self._own)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._own)))

"""Window and level of the views: presets, automatic contrast, dragging."""

from __future__ import annotations

import logging
import shutil
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QActionGroup, QDesktopServices

from annotator.core.errors import UserError
from annotator.core.texts import tr, translatable
from annotator.core.window import auto_window
from annotator.ui.actions import Action
from annotator.ui.display_window import DisplayWindow, load_presets, slice_window
from annotator.ui.flow import Flow
from annotator.ui.settings import ImageWindow

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.document import Document
    from annotator.ui.actions import Actions, Contribution
    from annotator.ui.settings import Settings
    from annotator.ui.viewer.viewer_widget import ViewerWidget

log = logging.getLogger(__name__)
PRESET_KEYS = 6
PRESET_MENU = f"View/{translatable('Grey levels')}"
BRIGHTER = 1.2


class DisplayFlow(Flow):
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
    settings
        Remembers what the user chose for an image.
    """

    changed = Signal(object, str)  # DisplayWindow, and the name of its preset or ""

    def __init__(
        self,
        viewer: ViewerWidget,
        actions: Actions,
        packaged: Path,
        own: Path,
        settings: Settings,
    ) -> None:
        super().__init__()
        self._viewer, self._actions = viewer, actions
        self._packaged, self._own, self._settings = packaged, own, settings
        self._chosen = False
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
                text=f"{tr(preset.name)}   {preset.center:g} / {preset.width:g}",
                menu=PRESET_MENU,
                do=partial(self.choose, preset),
                keys=(f"Alt+{number}",) if number <= PRESET_KEYS else (),
                tip=tr(
                    "Centre {center:g}, width {width:g} HU",
                    center=preset.center,
                    width=preset.width,
                ),
                enabled=self._is_ct,
                choice="window",
            )
            for number, preset in enumerate(self._presets, 1)
        ]
        return [
            *presets,
            Action(
                id="edit_windows",
                text=tr("Edit presets…"),
                menu=PRESET_MENU,
                do=self._edit_presets,
                needs_image=False,
            ),
            Action(
                id="window_auto",
                text=tr("Automatic for the whole image"),
                menu=PRESET_MENU,
                do=self.set_first,
                keys=("Alt+0",),
            ),
            Action(
                id="window_brighter",
                text=tr("Brighter"),
                menu=PRESET_MENU,
                do=lambda: self.choose(self._window.brightened(BRIGHTER)),
                keys=("Alt+Up",),
                repeat=True,
            ),
            Action(
                id="window_darker",
                text=tr("Darker"),
                menu=PRESET_MENU,
                do=lambda: self.choose(self._window.brightened(1 / BRIGHTER)),
                keys=("Alt+Down",),
                repeat=True,
            ),
            Action(
                id="window_invert",
                text=tr("Invert: the lowest values are white"),
                menu=PRESET_MENU,
                do=self._invert,
                keys=("Alt+I",),
                switch=True,
            ),
            Action(
                id="auto_contrast",
                text=tr("Automatic for the slice in view"),
                menu=PRESET_MENU,
                do=self.set_auto,
                keys=("J",),
                icon="contrast",
            ),
        ]

    def _is_ct(self) -> bool:
        return self._document is not None and self._document.volume.modality == "CT"

    def set_document(self, document: Document | None) -> None:
        """Start with what was chosen for another volume before, or the window that suits it."""
        self.remember()
        self._document = document
        for number in range(1, len(self._presets) + 1):
            self._actions[f"window_{number}"].setVisible(self._is_ct())
        if document is None:
            return
        known = self._settings.window(document.volume.content_id)
        self._actions["window_invert"].setChecked(known is not None and known.inverted)
        if known is not None:
            self._set(DisplayWindow(known.center, known.width))
        else:
            self._set(DisplayWindow(*auto_window(document.volume)))
        self._chosen = False

    def remember(self) -> None:
        """Keep what the user chose for the image, for the next time it is opened."""
        if self._document is not None and self._chosen:
            inverted = self._actions["window_invert"].isChecked()
            kept = ImageWindow(self._window.center, self._window.width, inverted)
            self._settings.set_window(self._document.volume.content_id, kept)
        self._chosen = False

    def choose(self, window: DisplayWindow) -> None:
        """Show what the user chose."""
        self._chosen = True
        self._set(window)

    def set_first(self) -> None:
        """Choose the window that suits the whole volume."""
        if self._document is not None:
            self.choose(DisplayWindow(*auto_window(self._document.volume)))

    def _invert(self, inverted: bool) -> None:
        self._chosen = True
        self._viewer.change(inverted=inverted)

    def set_auto(self) -> None:
        """Choose the window from the slice in the active view."""
        if self._document is not None:
            axis = self._viewer.active_axis
            index = self._viewer.current_index(axis)
            values = np.moveaxis(self._document.volume.voxels, axis, 0)[index]
            self.choose(slice_window(self._document.volume, values))

    def _load(self) -> tuple[DisplayWindow, ...]:
        try:
            if self._own.exists():
                return load_presets(self._own)
        except (UserError, OSError) as error:
            log.warning("%s The standard presets are used.", error)
        return load_presets(self._packaged)

    def _dragged(self, d_center: float, d_width: float) -> None:
        self.choose(self._window.moved(d_center, d_width))

    def _set(self, window: DisplayWindow) -> None:
        self._window = window
        self._viewer.change(window=(window.center, window.width))
        name = ""
        for number, preset in enumerate(self._presets, 1):
            same = (preset.center, preset.width) == (window.center, window.width)
            self._actions[f"window_{number}"].setChecked(same and self._is_ct())
            name = preset.name if same and self._is_ct() else name
        self.changed.emit(window, name)

    def _edit_presets(self) -> None:
        if not self._own.exists():
            self._own.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self._packaged, self._own)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._own)))

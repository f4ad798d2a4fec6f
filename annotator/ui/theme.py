"""The neutral look, dark or light: colours, style sheet, icons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

if TYPE_CHECKING:
    from pathlib import Path

Theme = Literal["dark", "light", "system"]
THEMES: tuple[Theme, ...] = get_args(Theme)

DARK = {
    "window": "#1d1f22",
    "panel": "#26282c",
    "raised": "#32353a",
    "hover": "#3b3f45",
    "field": "#191b1d",
    "border": "#3d4147",
    "text": "#dfe2e6",
    "dim": "#9ea4ac",
    "disabled": "#666c74",
    "accent": "#4aa3f0",
    "accent-hover": "#6bb5f5",
    "accent-dark": "#25557f",
    "on-accent": "#0c1116",
    "warning": "#f0b44a",
    "danger": "#e8736b",
    "ok": "#62c79c",
}
LIGHT = {
    "window": "#d5d9df",
    "panel": "#f2f4f6",
    "raised": "#ffffff",
    "hover": "#e1e7ee",
    "field": "#ffffff",
    "border": "#b9c0c9",
    "text": "#1b2026",
    "dim": "#555e69",
    "disabled": "#98a0aa",
    "accent": "#1a6fbe",
    "accent-hover": "#145a9c",
    "accent-dark": "#c4ddf6",
    "on-accent": "#ffffff",
    "warning": "#8f5500",
    "danger": "#b3362c",
    "ok": "#1b7550",
}
COLORS = dict(DARK)
"""Colours of the theme in use by name; `@name@` in the style sheet stands for them, `@styles@` for
the folder of its pictures.
"""

ICON_SIZES = (20, 24, 48)


def color(name: str) -> QColor:
    """Theme colour by name."""
    return QColor(COLORS[name])


def text_color(rgb: str) -> QColor:
    """Colour for a text on a field: as given on dark ones, dark enough to be read on light ones."""
    given = QColor(rgb)
    return given.darker(220) if color("field").lightness() > 128 else given


def apply_theme(app: QApplication, resources: Path, theme: Theme = "dark") -> None:
    """Give the application palette and style sheet, before it has a window or later.

    "system" is what the desktop asks for. Slices stay on black in every theme.
    """
    if theme == "system":
        wants_light = app.styleHints().colorScheme() == Qt.ColorScheme.Light
        theme = "light" if wants_light else "dark"
    COLORS.update(LIGHT if theme == "light" else DARK)
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette())
    folder = resources / "styles"
    words = {**COLORS, "styles": (folder / theme).as_posix()}
    sheet = (folder / "window.qss").read_text("utf-8")
    app.setStyleSheet(re.sub(r"@([a-z-]+)@", lambda match: words[match[1]], sheet))


def _palette() -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "panel",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "field",
        QPalette.ColorRole.AlternateBase: "panel",
        QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.PlaceholderText: "dim",
        QPalette.ColorRole.Button: "raised",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "danger",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.Highlight: "accent-dark",
        QPalette.ColorRole.HighlightedText: "text",
        QPalette.ColorRole.Accent: "accent",
    }
    for role, name in roles.items():
        palette.setColor(role, color(name))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, color("disabled"))
    return palette


class Icons(QObject):
    """Line icons by name, drawn in the theme's colours.

    `retinted` is emitted when the theme has changed: icons have to be asked for again.

    Parameters
    ----------
    folder
        Holds `<name>.svg` files that use `currentColor`.
    """

    retinted = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._cache: dict[str, QIcon] = {}

    def get(self, name: str) -> QIcon:
        """Icon `name`: text colour, grey when disabled, accent colour when checked."""
        if name not in self._cache:
            icon = QIcon()
            states = (
                (QIcon.Mode.Normal, QIcon.State.Off, "text"),
                (QIcon.Mode.Disabled, QIcon.State.Off, "disabled"),
                (QIcon.Mode.Normal, QIcon.State.On, "accent"),
            )
            for mode, state, role in states:
                renderer = self._renderer(name, role)
                for size in ICON_SIZES:
                    icon.addPixmap(_render(renderer, size), mode, state)
            self._cache[name] = icon
        return self._cache[name]

    def retint(self) -> None:
        """Draw all icons anew, in the colours of now."""
        self._cache.clear()
        self.retinted.emit()

    def pixmap(self, name: str, role: str, size: int) -> QPixmap:
        """Icon `name` in one theme colour, `size` pixels wide and high."""
        return _render(self._renderer(name, role), size)

    def _renderer(self, name: str, role: str) -> QSvgRenderer:
        svg = (self._folder / f"{name}.svg").read_text("utf-8")
        return QSvgRenderer(QByteArray(svg.replace("currentColor", COLORS[role]).encode()))


def _render(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap

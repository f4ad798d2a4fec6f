"""Where the parts of the window lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QScrollArea, QVBoxLayout, QWidget

from annotator.core.texts import tr
from annotator.ui.panels.section import rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMainWindow

PANEL_WIDTH = 330


def column(parts: Sequence[QWidget], tallest: QWidget) -> QWidget:
    """Parts above each other; `tallest` takes what height is left."""
    area = QWidget()
    layout = QVBoxLayout(area)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part, int(part is tallest))
    return area


def add_panel_dock(window: QMainWindow, panels: Sequence[QWidget]) -> QDockWidget:
    """Put panels at the right, with a rule between two of them; the first is the tallest."""
    parts: list[QWidget] = []
    for panel in panels:
        parts += [rule(), panel] if parts else [panel]
    scroll = QScrollArea()
    content = column(parts, panels[0])
    scroll.setWidget(content)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    bar = scroll.verticalScrollBar().sizeHint().width()
    scroll.setMinimumWidth(max(PANEL_WIDTH, content.minimumSizeHint().width() + bar))
    dock = QDockWidget("Panels", window)
    dock.setObjectName("panels")
    dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
    dock.setTitleBarWidget(QWidget())
    dock.setWidget(scroll)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    return dock


def add_log_dock(window: QMainWindow, log: QWidget) -> QDockWidget:
    """Put the messages at the bottom, hidden."""
    dock = QDockWidget(tr("Messages"), window)
    dock.setObjectName("messages")
    dock.setWidget(log)
    window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
    dock.hide()
    return dock

"""Every control says on hover what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

CONTROLS = (QAbstractButton, QComboBox, QAbstractSpinBox, QAbstractSlider, QLineEdit)
INSIDE = (QAbstractSpinBox, QComboBox, QLineEdit)


def test_every_control_of_the_panels_has_a_hover_text(opened: MainWindow) -> None:
    window = opened
    panels = (window.labels_panel, window.propagate_panel, window.review_panel)
    silent = [
        f"{type(panel).__name__}: {type(control).__name__} {getattr(control, 'text', str)()}"
        for panel in (*panels, window.tools, window.top_bar)
        for control in panel.findChildren(QWidget)
        if isinstance(control, CONTROLS)
        and not isinstance(control, QScrollBar)
        and not isinstance(control.parent(), INSIDE)
        and not control.objectName().startswith("qt_")
        and not control.toolTip()
    ]
    assert not silent

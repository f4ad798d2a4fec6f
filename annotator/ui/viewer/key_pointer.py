"""A pointer that keys move and click: every tool of the slice views without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.services.slices import plane_shape

if TYPE_CHECKING:
    from annotator.ui.viewer.slice_view import SliceView
    from annotator.ui.viewer.viewer_widget import ViewerWidget

FAR = 10
"""Voxels of a step with Shift."""

_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_OWN = _SHIFT | Qt.KeyboardModifier.KeypadModifier
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


class KeyPointer(QObject):
    """Arrows move the pointer of the view in use, Space clicks, Shift+Space holds the button down.

    What the keys do comes to the view as the events of a mouse, so that tools need to know nothing
    of it. Crossed lines show the place.

    Parameters
    ----------
    viewer
        Has the views.
    """

    def __init__(self, viewer: ViewerWidget) -> None:
        super().__init__(viewer)
        self._viewer = viewer
        self._on = self._down = False
        self._place = (0, 0)
        viewer.active_axis_changed.connect(self._begin)

    def set_on(self, on: bool) -> None:
        """Take the keys, or leave them alone."""
        self._release()
        self._on = on
        for view in self._viewer.views:
            view.canvas.removeEventFilter(self)
            if on:
                view.canvas.installEventFilter(self)  # sees keys before the view does
        self._begin()

    @property
    def place(self) -> tuple[int, int]:
        """Row and column of the slice in use."""
        return self._place

    @property
    def _view(self) -> SliceView:
        return self._viewer.views[self._viewer.active_axis]

    def _begin(self, *_axis: int) -> None:
        """Stand where the crosshair of the view in use stands."""
        for view in self._viewer.views:
            view.show_crosshair()
        if self._on:
            self._release()
            plane, cursor = self._view.plane, self._view.state.cursor
            self._place = cursor[plane.rows], cursor[plane.columns]
            self._send(QEvent.Type.MouseMove)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: take arrows and Space."""
        if not isinstance(event, QKeyEvent) or event.modifiers() & ~_OWN:
            return False
        if event.key() not in _STEPS and event.key() != Qt.Key.Key_Space:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._pressed(event)
        event.accept()  # a ShortcutOverride, too: the key comes here, not to a shortcut
        return True

    def _pressed(self, event: QKeyEvent) -> None:
        far = bool(event.modifiers() & _SHIFT)
        if event.key() in _STEPS:
            self._move(Qt.Key(event.key()), FAR if far else 1)
        elif event.isAutoRepeat():
            return
        elif self._down:
            self._release()
        else:
            self._down = True
            self._send(QEvent.Type.MouseButtonPress)
            if not far:
                self._release()

    def _move(self, key: Qt.Key, length: int) -> None:
        document = self._view.document
        if document is not None:
            shape = plane_shape(document.volume.geometry.shape_zyx, self._view.axis)
            row, column = (
                min(max(place + length * step, 0), count - 1)
                for place, step, count in zip(self._place, _STEPS[key], shape, strict=True)
            )
            self._place = row, column
            self._send(QEvent.Type.MouseMove)

    def _release(self) -> None:
        if self._down:
            self._down = False
            self._send(QEvent.Type.MouseButtonRelease)

    def _send(self, kind: QEvent.Type) -> None:
        """Give the view the event of a mouse at the place."""
        view = self._view
        if view.document is None:
            return
        at: QPointF = view.canvas.position_of((float(self._place[0]), float(self._place[1])))
        viewport = view.canvas.viewport()
        button = _NONE if kind == QEvent.Type.MouseMove else _LEFT
        held = _LEFT if self._down else _NONE
        keys = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, at, QPointF(viewport.mapToGlobal(at)), button, held, keys)
        QApplication.sendEvent(viewport, event)
        view.canvas.set_crosshair(self._place)

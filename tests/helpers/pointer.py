"""Mouse, wheel and keys for a slice view, sent as Qt sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from annotator.core.brush import Point
    from annotator.ui.viewer.slice_view import SliceView

LEFT, RIGHT, MIDDLE = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.MiddleButton,
)
NONE, NO_KEYS = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Pointer:
    """A mouse and a keyboard over one view. Points are ``(row, column)`` of the slice."""

    def __init__(self, view: SliceView) -> None:
        self.view = view
        self.keys = NO_KEYS
        self._down = NONE

    def place(self, point: Point) -> QPointF:
        """Where a point of the slice is on the canvas."""
        return self.view.canvas.position_of(point)

    def press(self, point: Point, button: Qt.MouseButton = LEFT) -> None:
        self._down = button
        self._send(QEvent.Type.MouseButtonPress, self.place(point), button)

    def move(self, *points: Point) -> None:
        for point in points:
            self._send(QEvent.Type.MouseMove, self.place(point), NONE)

    def release(self, point: Point) -> None:
        button, self._down = self._down, NONE
        self._send(QEvent.Type.MouseButtonRelease, self.place(point), button)

    def drag(self, *points: Point, button: Qt.MouseButton = LEFT) -> None:
        self.press(points[0], button)
        self.move(*points[1:])
        self.release(points[-1])

    def click(self, point: Point, button: Qt.MouseButton = LEFT) -> None:
        self.drag(point, button=button)

    def double_click(self, point: Point) -> None:
        """As Qt sends it: the second press comes as a double click."""
        self.click(point)
        self._down = LEFT
        self._send(QEvent.Type.MouseButtonDblClick, self.place(point), LEFT)
        self.release(point)

    def wheel(self, notches: float, point: Point = (5, 5)) -> None:
        at, viewport = self.place(point), self.view.canvas.viewport()
        event = QWheelEvent(
            at,
            QPointF(viewport.mapToGlobal(at)),
            QPoint(),
            QPoint(0, round(120 * notches)),
            self._down,
            self.keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,  # not inverted
        )
        QApplication.sendEvent(viewport, event)

    def key_down(self, key: Qt.Key) -> None:
        QApplication.sendEvent(self.view.canvas, QKeyEvent(QEvent.Type.KeyPress, key, self.keys))

    def key_up(self, key: Qt.Key) -> None:
        QApplication.sendEvent(self.view.canvas, QKeyEvent(QEvent.Type.KeyRelease, key, self.keys))

    def tap(self, key: Qt.Key) -> None:
        self.key_down(key)
        self.key_up(key)

    def _send(self, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton) -> None:
        viewport = self.view.canvas.viewport()
        down = NONE if kind == QEvent.Type.MouseButtonRelease else self._down
        event = QMouseEvent(kind, at, QPointF(viewport.mapToGlobal(at)), button, down, self.keys)
        QApplication.sendEvent(viewport, event)

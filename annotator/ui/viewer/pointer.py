"""From Qt's mouse, wheel and key events to what they mean in a slice view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.core.errors import UserError
from annotator.ui.viewer import drags
from annotator.ui.viewer.tools import Tool

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

    from annotator.ui.viewer.slice_view import SliceView

_NOTCH = 120  # Qt's unit for one step of a wheel
_ZOOM_PER_NOTCH = 1.2
_RADIUS_PER_NOTCH = 1.2

_Key = Qt.Key
_Button = Qt.MouseButton
_Shift = Qt.KeyboardModifier.ShiftModifier
_Control = Qt.KeyboardModifier.ControlModifier
_HELD = {_Key.Key_Space, _Key.Key_W}
_POLYGON_KEYS = {_Key.Key_Return, _Key.Key_Enter, _Key.Key_Backspace, _Key.Key_Escape}


class PointerInput:
    """Chooses a drag on press and feeds it until release; handles hover, wheel and held keys."""

    def __init__(self, view: SliceView) -> None:
        self._view = view
        self._drag: drags.Drag | None = None
        self._painting_drag = False
        self._button = _Button.NoButton
        self._held: int | None = None
        self._held_used = False
        self._wheel = 0.0
        self._last: QPointF | None = None

    # ---- buttons and moves

    def press(self, event: QMouseEvent) -> None:
        """Start the drag that button, modifiers, held key and tool ask for."""
        if self._drag is not None:
            return
        view, at = self._view, event.position()
        view.activated.emit()
        self._button, self._last = event.button(), at
        self._held_used = self._held is not None
        if self._clicks(event):
            return
        self._start(self._choose(event))

    def double_click(self, event: QMouseEvent) -> None:
        """Close a polygon, maximise the view; for a brush it is a press like any other."""
        view = self._view
        if event.button() == _Button.LeftButton and view.state.tool is Tool.POLYGON:
            self._guard(view.strokes.close_polygon, erase=self._erases(event))
        elif event.button() == _Button.LeftButton and not view.state.tool.paints:
            view.double_clicked.emit()
        else:
            self.press(event)

    def move(self, event: QMouseEvent) -> None:
        """Feed the drag, or hover."""
        view, at = self._view, event.position()
        self._last = at
        view.hover(at, erasing=self._erases(event) or self._button == _Button.RightButton)
        if self._drag is not None:
            self._drag.send(at)
        elif event.modifiers() & _Shift:
            view.point_at(at)

    def release(self, event: QMouseEvent) -> None:
        """End the drag."""
        if event.button() == self._button:
            self._end()

    def leave(self) -> None:
        """Nothing is under the pointer any more."""
        if self._drag is None:
            self._view.hover(None, erasing=False)

    def _clicks(self, event: QMouseEvent) -> bool:
        """Do what a click does at once; whether it was one."""
        view, at, tool = self._view, event.position(), self._view.state.tool
        if event.button() != _Button.LeftButton or self._held is not None:
            return False
        control = bool(event.modifiers() & _Control)
        if tool is Tool.PICK or (tool is Tool.NONE and control):
            view.pick_at(at)
        elif tool is Tool.FILL:
            self._guard(view.strokes.fill, at, erase=self._erases(event))
        else:
            return False
        return True

    def _choose(self, event: QMouseEvent) -> drags.Drag | None:
        view, at, tool = self._view, event.position(), self._view.state.tool
        match event.button():
            case _Button.MiddleButton:
                return drags.pan(view, at)
            case _Button.RightButton:
                if tool.has_radius:
                    return drags.paint(view, at, erase=True)
                return drags.zoom(view, at)
            case _Button.LeftButton:
                if self._held == _Key.Key_Space:
                    return drags.pan(view, at)
                if self._held == _Key.Key_W:
                    return drags.adjust_window(view, at)
                if tool.has_radius:
                    return drags.paint(view, at, erase=self._erases(event))
                if tool is Tool.POLYGON:
                    return drags.draw_polygon(view, at)
                return drags.move_crosshair(view, at)
        return None

    def _start(self, drag: drags.Drag | None) -> None:
        if drag is None:
            return
        try:
            next(drag)
        except StopIteration:
            return
        except UserError as error:
            self._view.message.emit(str(error))
            return
        self._drag = drag

    def _end(self) -> None:
        drag, self._drag, self._button = self._drag, None, _Button.NoButton
        if drag is not None:
            try:
                drag.send(None)
            except StopIteration:
                return

    def _erases(self, event: QMouseEvent) -> bool:
        tool, canvas = self._view.state.tool, self._view.canvas
        control = bool(event.modifiers() & _Control)
        return tool is Tool.ERASER or (tool.paints and (control or canvas.pen_erases))

    def _guard(self, action, *arguments, **options) -> None:  # type: ignore[no-untyped-def]
        try:
            action(*arguments, **options)
        except UserError as error:
            self._view.message.emit(str(error))

    # ---- wheel

    def wheel(self, event: QWheelEvent) -> None:
        """Wheel: slices; with Ctrl: zoom; with Shift: size of the brush."""
        turn = event.angleDelta().y() or event.angleDelta().x()  # Shift swaps them on some systems
        view = self._view
        view.activated.emit()
        if event.modifiers() & _Control:
            view.canvas.zoom(_ZOOM_PER_NOTCH ** (turn / _NOTCH), event.position())
        elif event.modifiers() & _Shift:
            view.scale_brush(_RADIUS_PER_NOTCH ** (turn / _NOTCH))
        else:
            self._wheel += turn / _NOTCH
            steps = int(self._wheel)  # touchpads send small parts of a step
            self._wheel -= steps
            if steps:
                self._scroll(steps)
        event.accept()

    def _scroll(self, steps: int) -> None:
        """Change the slice; a stroke goes on as a new one there."""
        view = self._view
        stroke = view.strokes.active and self._drag is not None
        button, erase = self._button, view.strokes.erases
        if stroke:
            self._end()
        view.set_index(view.state.index + steps)
        if stroke and self._last is not None:
            self._button = button
            self._start(drags.paint(view, self._last, erase=erase))

    # ---- keys

    def wants_key(self, event: QKeyEvent) -> bool:
        """Whether a key means something here and must not become a shortcut."""
        if event.modifiers() & ~_Shift:
            return False
        view, key = self._view, event.key()
        if key in _HELD:
            return True
        if view.strokes.polygon:
            return key in _POLYGON_KEYS
        return key == _Key.Key_Escape and self._drag is not None

    def key_press(self, event: QKeyEvent) -> bool:
        """Handle a key; whether it meant something."""
        if not self.wants_key(event):
            return False
        view, key = self._view, event.key()
        if key in _HELD:
            if not event.isAutoRepeat():
                self._held, self._held_used = key, False
                view.show_held_key(pan=key == _Key.Key_Space)
        elif key == _Key.Key_Escape:
            view.strokes.abort()
        elif key == _Key.Key_Backspace:
            view.strokes.remove_corner()
        else:
            self._guard(view.strokes.close_polygon, erase=False)
        return True

    def key_release(self, event: QKeyEvent) -> bool:
        """Handle the end of a held key; whether it was one."""
        if event.key() != self._held:
            return False
        if not event.isAutoRepeat():
            tapped = not self._held_used and self._held == _Key.Key_Space
            self.forget_keys()
            if tapped:
                self._view.space_tapped.emit()
        return True

    def forget_keys(self) -> None:
        """No key is held any more."""
        self._held = None
        self._view.show_held_key(pan=False)

"""From Qt's mouse, pen, wheel and key events to what they mean in a slice view."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

from annotator.core.errors import UserError
from annotator.ui.viewer import drags
from annotator.ui.viewer.measuring import MeasureTools
from annotator.ui.viewer.stroke_tools import StrokeTools
from annotator.ui.viewer.tools import Tool

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPointF

    from annotator.ui.viewer.slice_display import SliceDisplay

_NOTCH = 120  # Qt's unit for one step of a wheel
_ZOOM_PER_NOTCH = 1.2
_RADIUS_PER_NOTCH = 1.2
_SHAKE_PIXELS = 4
_LEAST_PRESSURE = 0.15  # share of the brush that a touch paints
_CORNERS = 3  # fewest of a polygon

_PointEvent = QMouseEvent | QTabletEvent
_Type = QEvent.Type
_Key = Qt.Key
_Button = Qt.MouseButton
_Shift = Qt.KeyboardModifier.ShiftModifier
_Control = Qt.KeyboardModifier.ControlModifier
_HELD = {_Key.Key_Space, _Key.Key_W}
_TYPING = (QLineEdit, QAbstractSpinBox, QTextEdit, QPlainTextEdit)
_FINISHING_KEYS = {_Key.Key_Return, _Key.Key_Enter, _Key.Key_Backspace, _Key.Key_Escape}
_OTHER_ANSWER = {_Key.Key_Tab, _Key.Key_Backtab}  # with Shift it is the one or the other


class PointerInput(QObject):
    """Chooses a drag on press and feeds it until release; handles hover, wheel and held keys.

    Filters the events of the canvas, so that they come as Qt sends them: pyqtgraph's own drags
    begin after five pixels and drop moves. A filter is also safe where an overridden handler is
    not: an exception below an overridden `event` ends the process.

    Attributes
    ----------
    uses_pressure
        Whether a pen paints with a smaller brush the less it is pressed.
    """

    window_dragged = Signal(float, float)
    label_picked = Signal(int)
    range_taken = Signal(object, bool)  # (low, high); whether it is the last
    hovered = Signal(object)
    message = Signal(str)  # why something is refused
    told = Signal(str)  # what can be done now
    activated = Signal()
    double_clicked = Signal()
    dab_unwanted = Signal()  # the last click painted, but was the first half of a double click
    space_tapped = Signal()

    def __init__(self, view: SliceDisplay) -> None:
        super().__init__(view)
        self._view = view
        self.strokes = StrokeTools(view)
        self.measuring = MeasureTools(view)
        self._drag: drags.Drag | None = None
        self._button = _Button.NoButton
        self._held: int | None = None
        self._held_used = False
        self._wheel = 0.0
        self._last: QPointF | None = None
        self._pen_erases = False
        self._tapped = 0  # when the pen was last put down, milliseconds
        self.uses_pressure = False
        self._over_split = False
        self._told: str | None = ""  # what was said last can be done; None after a refusal
        self._pressed: QPointF | None = None  # last press, None once it has moved
        self._revision: int | None = None  # of the label map, before that press
        view.canvas.installEventFilter(self)
        view.canvas.viewport().installEventFilter(self)

    def drop_unfinished(self) -> None:
        """Drop an unfinished polygon, measurement, or mask of clicks."""
        self.strokes.abort_unfinished()
        self.measuring.drop()
        if self._told:
            self._tell_choice()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: take what means something here; the rest goes on to the canvas."""
        kind = event.type()
        if isinstance(event, QMouseEvent):
            return self._mouse(kind, event)
        if isinstance(event, QTabletEvent):
            return self._pen(kind, event)
        if isinstance(event, QWheelEvent):
            self._turn(event)
            return True
        if isinstance(event, QKeyEvent):
            return self._key(kind, event)
        if kind == _Type.Enter:
            if not isinstance(QApplication.focusWidget(), _TYPING):
                self._view.canvas.setFocus()  # so that held keys work without a click
        elif kind == _Type.Leave and self._drag is None:
            self._hover(None, erasing=False)
        elif kind == _Type.FocusOut:
            self._forget_keys()
        return False

    # ---- buttons and moves

    def _pen(self, kind: QEvent.Type, event: QTabletEvent) -> bool:
        """Take every point that a pen sends; Qt makes fewer mouse events of them."""
        self._pen_erases = event.pointerType() is QPointingDevice.PointerType.Eraser
        pressure = max(event.pressure(), _LEAST_PRESSURE) if self.uses_pressure else 1.0
        self.strokes.pressure = pressure
        if kind == _Type.TabletMove:
            self._move(event)
        elif kind == _Type.TabletPress:
            wait, self._tapped = event.timestamp() - self._tapped, event.timestamp()
            twice = wait < QApplication.doubleClickInterval() and self._in_place(event.position())
            (self._double_click if twice else self._press)(event)
        elif kind == _Type.TabletRelease and event.button() == self._button:
            self._end()
        event.accept()
        return True

    def _mouse(self, kind: QEvent.Type, event: QMouseEvent) -> bool:
        self._pen_erases, self.strokes.pressure = False, 1.0
        if kind == _Type.MouseMove:
            self._move(event)
        elif kind == _Type.MouseButtonPress:
            self._press(event)
        elif kind == _Type.MouseButtonRelease:
            if event.button() == self._button:
                self._end()
        elif kind == _Type.MouseButtonDblClick:
            self._double_click(event)
        else:
            return False
        return True

    def _press(self, event: _PointEvent) -> None:
        """Start the drag that button, modifiers, held key and tool ask for."""
        if self._drag is not None:
            return
        self._view.canvas.setFocus()
        self.activated.emit()
        self._button, self._last = event.button(), event.position()
        self._pressed, self._revision = event.position(), self._view.revision
        self._held_used = self._held is not None
        with_tool = event.button() == _Button.LeftButton and self._held is None
        if with_tool and self._on_split(event.position()):
            self._start(drags.move_split(self._view, event.position()))
        elif not (with_tool and self._click(event)):
            self._start(self._choose(event))

    def _double_click(self, event: _PointEvent) -> None:
        """Close a polygon, else maximise the view; the dab of the first click is taken back."""
        left = event.button() == _Button.LeftButton and self._held is None
        if left and len(self.strokes.polygon) >= _CORNERS:
            self._attempt(lambda: self.strokes.close_polygon(erase=self._erases(event)))
        elif left and self._in_place(event.position()):
            if self.strokes.polygon:
                self.strokes.abort_unfinished()
            if self._revision not in (None, self._view.revision):
                self.dab_unwanted.emit()
            self.double_clicked.emit()
        else:
            self._press(event)

    def _in_place(self, at: QPointF) -> bool:
        """Whether the last press did not move, and was where the pointer is."""
        pressed = self._pressed
        return pressed is not None and (at - pressed).manhattanLength() <= _SHAKE_PIXELS

    def _move(self, event: _PointEvent) -> None:
        """Feed the drag, or hover."""
        at = self._last = event.position()
        if self._drag is not None and not self._in_place(at):
            self._pressed = None
        self._hover(at, erasing=self._erases(event) or self._button == _Button.RightButton)
        if self._drag is not None:
            self._feed(self._drag, at)
        elif self.measuring.unfinished:
            self.measuring.move(at)
        elif event.modifiers() & _Shift:
            self._view.point_at(at)

    def _on_split(self, at: QPointF) -> bool:
        """Whether the split line is under the pointer; with a paint tool only its knob counts."""
        paints = self._view.state.tool.paints
        return self._view.canvas.takes_split(at, knob_only=paints)

    def _click(self, event: _PointEvent) -> bool:
        """Do what the tool does with a click alone; whether there is such a thing."""
        at, tool = event.position(), self._view.state.tool
        if tool is Tool.PICK or (tool is Tool.NONE and event.modifiers() & _Control):
            label = self._view.label_at(at)
            if label:
                self.label_picked.emit(label)
        elif tool is Tool.FILL:
            self._attempt(lambda: self.strokes.fill(at, erase=self._erases(event)))
        else:
            return False
        return True

    def _choose(self, event: _PointEvent) -> drags.Drag | None:
        view, at, tool, button = self._view, event.position(), self._view.state.tool, event.button()
        if button == _Button.MiddleButton:
            return drags.pan(view.canvas, at)
        if button == _Button.RightButton:
            if tool is Tool.SCRIBBLE:
                return drags.scribble(self.strokes, view, at, inside=False)
            if tool.has_radius:
                return drags.paint(self.strokes, view, at, erase=True)
            return drags.zoom(view.canvas, at)
        if button != _Button.LeftButton:
            return None
        if self._held == _Key.Key_Space:
            return drags.pan(view.canvas, at)
        if self._held == _Key.Key_W:
            return drags.adjust_window(view, at, self.window_dragged.emit)
        if tool.has_radius:
            return drags.paint(self.strokes, view, at, erase=self._erases(event))
        if tool.measures:
            return drags.measure(self.measuring, at)
        if tool is Tool.RANGE:
            return drags.take_range(view, at, self.range_taken.emit)
        if tool is Tool.FLOOD:
            return drags.flood(self.strokes, view, at, erase=self._erases(event))
        if tool is Tool.SCRIBBLE:
            return drags.scribble(self.strokes, view, at, inside=not self._takes_away(event))
        if tool is Tool.POLYGON:
            erase = self._erases(event)
            return drags.draw_polygon(
                self.strokes,
                at,
                lambda: self._attempt(lambda: self.strokes.close_polygon(erase=erase)),
            )
        return drags.move_crosshair(view, at)

    def _start(self, drag: drags.Drag | None) -> None:
        if drag is not None and self._attempt(lambda: next(drag)):
            self._drag = drag
            self._view.change(painting=self.strokes.active)

    def _end(self) -> None:
        drag, self._drag, self._button = self._drag, None, _Button.NoButton
        if drag is not None:
            done = self._feed(drag, None)
            self._view.change(painting=False)
            if done:
                self._tell_choice()

    def _feed(self, drag: drags.Drag, at: QPointF | None) -> bool:
        """Go on with a drag; whether it was not refused."""
        try:
            drag.send(at)
        except StopIteration:
            self._drag = None
        except UserError as error:
            self._drag = None
            if self.strokes.active:
                self.strokes.abort()
            self._refuse(error)
            return False
        except Exception:
            self._drag = None
            self.strokes.abort()  # leave nothing half done
            raise
        return True

    def _refuse(self, error: UserError) -> None:
        self._told = None
        self.message.emit(str(error))

    def _tell_choice(self) -> None:
        """Say which answer to the clicks is shown, if that is news; else nothing is wrong now."""
        if self.strokes.choice != self._told:
            self._told = self.strokes.choice
            self.told.emit(self._told)

    def _takes_away(self, event: _PointEvent) -> bool:
        return bool(event.modifiers() & (_Control | Qt.KeyboardModifier.AltModifier))

    def _erases(self, event: _PointEvent) -> bool:
        tool = self._view.state.tool
        control = bool(event.modifiers() & _Control)
        return tool is Tool.ERASER or (tool.paints and (control or self._pen_erases))

    def _attempt(self, action: Callable[[], object]) -> bool:
        """Do something that may be refused with a sentence for the user; whether it was done."""
        try:
            action()
        except UserError as error:
            self._refuse(error)
            return False
        return True

    def _hover(self, at: QPointF | None, *, erasing: bool) -> None:
        """Say what is under the pointer; brush and polygon follow it."""
        view = self._view
        self.hovered.emit(None if at is None else view.voxel_at(at))
        self._show_split_cursor(at)
        view.show_brush(None if self._over_split else at, erasing=erasing)
        if at is not None:
            self.strokes.show_polygon(view.canvas.voxel_at(at))

    def _show_split_cursor(self, at: QPointF | None) -> None:
        over = at is not None and self._drag is None and self._on_split(at)
        if over == self._over_split:
            return
        self._over_split = over
        if over:
            self._view.canvas.setCursor(Qt.CursorShape.SplitHCursor)
        else:
            self._view.show_pointer()

    # ---- wheel

    def _turn(self, event: QWheelEvent) -> None:
        """Wheel: slices; with Ctrl: zoom; with Shift: size of the brush."""
        turn = event.angleDelta().y() or event.angleDelta().x()  # Shift swaps them on some systems
        notches, view = turn / _NOTCH, self._view
        self.activated.emit()
        if event.modifiers() & _Control:
            view.canvas.zoom(_ZOOM_PER_NOTCH**notches, event.position())
        elif event.modifiers() & _Shift:
            view.change(radius_mm=view.state.radius_mm * _RADIUS_PER_NOTCH**notches)
        else:
            self._wheel += notches
            steps = int(self._wheel)  # touchpads send small parts of a step
            self._wheel -= steps
            if steps:
                self._scroll(steps)
        event.accept()

    def _scroll(self, steps: int) -> None:
        """Change the slice; a stroke goes on as a new one there."""
        view, button = self._view, self._button
        stroke = view.state.tool.has_radius and self.strokes.active and self._drag is not None
        if stroke:
            self._end()
        view.set_index(view.state.index + steps)
        if stroke and self._last is not None:
            self._button = button
            self._start(drags.paint(self.strokes, view, self._last, erase=self.strokes.erases))

    # ---- keys

    def _key(self, kind: QEvent.Type, event: QKeyEvent) -> bool:
        if kind == _Type.KeyRelease and event.key() == self._held:
            self._key_released(event)
            return True
        if kind not in {_Type.KeyPress, _Type.ShortcutOverride} or not self._wants(event):
            return False
        if kind == _Type.KeyPress:
            self._key_pressed(event)
        event.accept()  # a ShortcutOverride, too: the key comes here, not to a shortcut
        return True

    def _wants(self, event: QKeyEvent) -> bool:
        """Whether a key means something here."""
        if event.modifiers() & ~(_Shift | Qt.KeyboardModifier.KeypadModifier):
            return False
        key = event.key()
        if key in _HELD:
            return True
        if self.strokes.unfinished:
            choosing = self.strokes.scribbles is not None and key in _OTHER_ANSWER
            return choosing or key in _FINISHING_KEYS
        return key == _Key.Key_Escape and (self._drag is not None or self.measuring.unfinished)

    def _key_pressed(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _HELD:
            if not event.isAutoRepeat():
                self._held, self._held_used = key, False
                if key == _Key.Key_Space:
                    self._view.canvas.setCursor(Qt.CursorShape.OpenHandCursor)
        elif self._attempt(partial(self._finish, event)):
            self._tell_choice()

    def _finish(self, event: QKeyEvent) -> None:
        """Do what a key means for what is not finished."""
        key = event.key()
        if key == _Key.Key_Escape:
            self.strokes.abort()
            self.measuring.drop()
        elif key == _Key.Key_Backspace:
            self.strokes.take_back()
        elif key in _OTHER_ANSWER:
            back = key == _Key.Key_Backtab or bool(event.modifiers() & _Shift)
            self.strokes.show_other(-1 if back else 1)
        else:
            self.strokes.finish()

    def _key_released(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        tapped = not self._held_used and self._held == _Key.Key_Space
        self._forget_keys()
        if tapped:
            self.space_tapped.emit()

    def _forget_keys(self) -> None:
        self._held = None
        self._view.show_pointer()

"""The tool bar at the left: tools and the size of the brush."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QSlider, QToolBar, QVBoxLayout, QWidget

from annotator.core.texts import number, tr, translatable
from annotator.ui.actions import Action
from annotator.ui.panels.paint_over import PaintOver
from annotator.ui.viewer.tools import Tool

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.services.document import Document
    from annotator.ui.actions import Actions, Contribution

SMALLEST_MM, LARGEST_MM = 0.5, 100.0
STEP = 1.2
_SLIDER_STEPS = 200

TOOLS: tuple[tuple[Tool, str, tuple[str, ...], str], ...] = (
    (Tool.NONE, translatable("Crosshair"), ("1", "C"), ""),
    (Tool.BRUSH, translatable("Brush"), ("2", "P"), ""),
    (
        Tool.SPHERE,
        translatable("Sphere brush"),
        ("8",),
        translatable("Paints a ball that reaches into the slices around"),
    ),
    (
        Tool.ADAPTIVE,
        translatable("Edge brush"),
        ("9",),
        translatable(
            "Paints only what looks like the tissue where you begin, and stops at its edge"
        ),
    ),
    (Tool.ERASER, translatable("Eraser"), ("3", "E"), ""),
    (
        Tool.POLYGON,
        translatable("Polygon and lasso"),
        ("4", "G", "5", "L"),
        translatable("Click corner by corner or drag freehand; Enter or double-click closes it"),
    ),
    (
        Tool.SCRIBBLE,
        translatable("Scribble"),
        ("S",),
        translatable(
            "Click or scribble inside the structure, with Alt or the right button outside of it;\n"
            "the mask follows at once. Tab shows wider and Shift+Tab narrower answers, Enter\n"
            "keeps the one shown, Backspace takes the last click back, Esc drops it"
        ),
    ),
    (Tool.FILL, translatable("Fill"), ("6", "F"), ""),
    (
        Tool.FLOOD,
        translatable("Flood fill"),
        ("0",),
        translatable(
            "Fills the connected area whose grey values are like the one under the pointer"
        ),
    ),
    (Tool.PICK, translatable("Pick label"), ("7", "I"), ""),
    (
        Tool.RANGE,
        translatable("Take intensities from the image"),
        ("H",),
        translatable(
            "Click on the tissue, or drag over more of it: only its grey values are painted then"
        ),
    ),
    (
        Tool.RULER,
        translatable("Ruler"),
        ("M",),
        translatable(
            "Drag from one point to another: their distance in the patient; drag its ends to "
            "correct"
        ),
    ),
    (
        Tool.ANGLE,
        translatable("Angle"),
        ("Shift+M",),
        translatable(
            "Drag from the end of one arm to the vertex, then click at the end of the other arm"
        ),
    ),
)
"""Tool, text, keys, explanation; from top to bottom."""

ELSEWHERE = {Tool.RANGE, Tool.RULER, Tool.ANGLE}
"""Tools with a button in the bar at the top."""


class BrushSize(QWidget):
    """Vertical slider for the brush's diameter, finer at small sizes, with the size in mm."""

    changed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._diameter_mm = 10.0
        self._slider = QSlider(Qt.Orientation.Vertical)
        self._slider.setRange(0, _SLIDER_STEPS)
        self._slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._slider.setFixedHeight(130)
        self._slider.setToolTip(tr("Brush diameter  ( [ smaller, ] larger, Shift + wheel )"))
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._label.setProperty("role", "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 4)
        layout.addWidget(self._slider, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._slider.valueChanged.connect(self._from_slider)
        self._show()

    @property
    def diameter_mm(self) -> float:
        """Diameter of the brush in millimetres."""
        return self._diameter_mm

    def set_diameter(self, diameter_mm: float) -> None:
        """Set the diameter in millimetres, limited to the slider's range; emits `changed`."""
        value = min(max(diameter_mm, SMALLEST_MM), LARGEST_MM)
        if value != self._diameter_mm:
            self._diameter_mm = value
            self._show()
            self.changed.emit(value)

    def step(self, steps: int) -> None:
        """Grow (positive) or shrink the brush by 20 % per step."""
        self.set_diameter(self._diameter_mm * STEP**steps)

    def _from_slider(self, position: int) -> None:
        share = position / _SLIDER_STEPS
        self.set_diameter(SMALLEST_MM * (LARGEST_MM / SMALLEST_MM) ** share)

    def _show(self) -> None:
        share = math.log(self._diameter_mm / SMALLEST_MM) / math.log(LARGEST_MM / SMALLEST_MM)
        self._slider.blockSignals(True)  # the slider only knows whole steps
        self._slider.setValue(round(share * _SLIDER_STEPS))
        self._slider.blockSignals(False)
        digits = 1 if self._diameter_mm < 10 else 0
        self._label.setText(number(self._diameter_mm, f".{digits}f") + " mm")


class ToolsPanel(QToolBar):
    """Exclusive tool buttons and the brush size."""

    tool_chosen = Signal(object)  # Tool

    def __init__(self, actions: Actions, document: Callable[[], Document | None]) -> None:
        super().__init__(tr("Tools"))
        self.setObjectName("tools")
        self.setOrientation(Qt.Orientation.Vertical)
        self.setMovable(False)
        self.setIconSize(QSize(24, 24))
        self._actions = {tool: actions[f"tool_{tool.value}"] for tool, *_ in TOOLS}
        for tool, action in self._actions.items():
            if tool not in ELSEWHERE:
                self.addAction(action)
        self.addSeparator()
        self.brush_size = BrushSize()
        self.addWidget(self.brush_size)
        self.addSeparator()
        self.paint_over = PaintOver(document)
        self.addWidget(self.paint_over)
        for child in self.findChildren(QWidget):
            if child.metaObject().className() == "QToolButton":
                child.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tool = Tool.NONE
        self._previous = Tool.BRUSH

    def contributions(self) -> list[Contribution]:
        """Offer tools and the size of the brush."""
        tools = [
            Action(
                id=f"tool_{tool.value}",
                text=tr(text),
                menu="Tools",
                do=partial(self.set_tool, tool),
                keys=keys,
                icon=tool.value,
                tip=tr(tip) if tip else "",
                choice="tool",
            )
            for tool, text, keys, tip in TOOLS
        ]
        return [
            *tools,
            Action(
                id="tool_swap",
                text=tr("Swap the last two tools"),
                menu="Tools",
                group=1,
                do=self.swap,
                keys=("Space",),
            ),
            Action(
                id="tool_invert",
                text=tr("Correction adds / removes"),
                menu="Tools",
                group=1,
                do=self.invert,
                keys=("T",),
            ),
            Action(
                id="brush_smaller",
                text=tr("Smaller brush"),
                menu="Tools",
                group=1,
                do=partial(self.brush_size.step, -1),
                keys=("[", "-"),
                repeat=True,
            ),
            Action(
                id="brush_larger",
                text=tr("Larger brush"),
                menu="Tools",
                group=1,
                do=partial(self.brush_size.step, 1),
                keys=("]", "+", "="),
                repeat=True,
            ),
        ]

    @property
    def tool(self) -> Tool:
        """The active tool."""
        return self._tool

    def set_tool(self, tool: Tool) -> None:
        """Choose a tool; emits `tool_chosen` when it changes."""
        if tool == self._tool:
            return
        self._previous, self._tool = self._tool, tool
        self._actions[tool].setChecked(True)
        self.tool_chosen.emit(tool)

    def swap(self) -> None:
        """Go back to the tool before."""
        self.set_tool(self._previous)

    def paint_again(self) -> None:
        """Go back to the tool before if it paints, else to the brush."""
        self.set_tool(self._previous if self._previous.has_radius else Tool.BRUSH)

    def invert(self) -> None:
        """Change from brush to eraser, and from anything else to the brush."""
        self.set_tool(Tool.ERASER if self._tool is Tool.BRUSH else Tool.BRUSH)

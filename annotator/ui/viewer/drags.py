"""What happens from a press to its release: each drag is a generator that reads top to bottom.

Code before the first ``yield`` is the press, every ``yield`` returns the next place of the pointer
on the canvas, and None is the release.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import TYPE_CHECKING

from annotator.ui.viewer.tools import Tool

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPointF

    from annotator.services.painting import PaintTool
    from annotator.ui.viewer.canvas import Canvas
    from annotator.ui.viewer.measuring import MeasureTools
    from annotator.ui.viewer.slice_display import SliceDisplay
    from annotator.ui.viewer.stroke_tools import StrokeTools

Drag = Generator[None, "QPointF | None", None]

_TIPS: dict[Tool, PaintTool] = {Tool.SPHERE: "sphere", Tool.ADAPTIVE: "adaptive"}
RANGE_MM = 3.0
"""Radius of the patch of tissue that a click takes grey values from."""

SCRIBBLE_PIXELS = 7.0
"""Width of a scribble on the screen."""

_ZOOM_PER_PIXEL = 0.008
_TOLERANCE_PER_PIXEL = 0.01
_LASSO_PIXELS = 30.0  # way from which on a drag is a lasso, not a click of a shaking hand
_WINDOW_PER_PIXEL = 1.0 / 300.0


def move_crosshair(view: SliceDisplay, at: QPointF) -> Drag:
    """Put the crosshair under the pointer."""
    where: QPointF | None = at
    while where is not None:
        view.point_at(where)
        where = yield


def paint(strokes: StrokeTools, view: SliceDisplay, at: QPointF, *, erase: bool) -> Drag:
    """Paint or erase with the brush, without gaps between two places."""
    tip = _TIPS.get(view.state.tool, "brush")
    if erase and tip == "adaptive":
        tip = "brush"  # what is wrong need not look like what is right
    painting, radius = strokes.begin(erase=erase, tool=tip), view.state.radius_mm
    last = view.canvas.voxel_at(at)
    painting.move(last, last, radius * strokes.pressure)
    while (where := (yield)) is not None:
        point = view.canvas.voxel_at(where)
        painting.move(last, point, radius * strokes.pressure)
        last = point
    painting.end()


def flood(strokes: StrokeTools, view: SliceDisplay, at: QPointF, *, erase: bool) -> Drag:
    """Fill what is alike and connected; a drag to the right takes more, to the left less."""
    painting, point = strokes.begin(erase=erase, tool="flood"), view.canvas.voxel_at(at)
    tolerance = painting.flood(point)
    while (where := (yield)) is not None:
        painting.flood(point, tolerance * math.exp((where.x() - at.x()) * _TOLERANCE_PER_PIXEL))
    painting.end()


def scribble(strokes: StrokeTools, view: SliceDisplay, at: QPointF, *, inside: bool) -> Drag:
    """Say what belongs to the structure, or what does not; the mask follows on release."""
    scribbles = strokes.scribble()
    radius = SCRIBBLE_PIXELS / 2 * view.canvas.mm_per_pixel
    last = view.canvas.voxel_at(at)
    scribbles.add(last, last, radius, inside=inside)
    strokes.show_clicks()
    scribbles.expect()
    while (where := (yield)) is not None:
        point = view.canvas.voxel_at(where)
        scribbles.add(last, point, radius, inside=inside)
        strokes.show_clicks()
        last = point
    strokes.show_scribbles()


def take_range(
    view: SliceDisplay, at: QPointF, tell: Callable[[tuple[float, float], bool], object]
) -> Drag:
    """Take the grey values around a point; a drag takes in more of the tissue around it.

    `tell` hears the range, and whether it is the last.
    """
    found = view.tissue_around(at, RANGE_MM)
    if found is not None:
        tell(found, False)
    while (where := (yield)) is not None:
        pixels = math.hypot(where.x() - at.x(), where.y() - at.y())
        radius = max(RANGE_MM, pixels * view.canvas.mm_per_pixel)
        found = view.tissue_around(at, radius)
        if found is not None:
            tell(found, False)
    if found is not None:
        tell(found, True)


def measure(measuring: MeasureTools, at: QPointF) -> Drag:
    """Set a point with a click, two with a drag, or move one that is there."""
    measuring.press(at)
    while (where := (yield)) is not None:
        measuring.move(where)
    measuring.release()


def move_split(view: SliceDisplay, at: QPointF) -> Drag:
    """Move the line between original and denoised; where it was taken stays under the pointer."""
    width = max(view.canvas.viewport().width(), 1)
    grip = at.x() - view.state.split * width
    while (where := (yield)) is not None:
        view.change(split=(where.x() - grip) / width)


def pan(canvas: Canvas, at: QPointF) -> Drag:
    """Move the slice with the pointer."""
    while (where := (yield)) is not None:
        canvas.pan(at, where)
        at = where


def zoom(canvas: Canvas, at: QPointF) -> Drag:
    """Enlarge upwards, reduce downwards, around where the drag began."""
    y = at.y()
    while (where := (yield)) is not None:
        canvas.zoom(math.exp((y - where.y()) * _ZOOM_PER_PIXEL), at)
        y = where.y()


def adjust_window(view: SliceDisplay, at: QPointF, change: Callable[[float, float], None]) -> Drag:
    """Widen the window to the right, raise its centre upwards."""
    while (where := (yield)) is not None:
        step = view.state.window[1] * _WINDOW_PER_PIXEL
        change((at.y() - where.y()) * step, (where.x() - at.x()) * step)
        at = where


def draw_polygon(strokes: StrokeTools, at: QPointF, close: Callable[[], object]) -> Drag:
    """Add a corner, and more along the way while the button is down: click by click or freehand.

    A lasso, drawn in one go, is closed by its release; a polygon of clicks is not.
    """
    begun, way = bool(strokes.polygon), 0.0
    strokes.add_corner(at)
    while (where := (yield)) is not None:
        strokes.add_corner(where)
        way += math.hypot(where.x() - at.x(), where.y() - at.y())
        at = where
    if not begun and way >= _LASSO_PIXELS:
        close()

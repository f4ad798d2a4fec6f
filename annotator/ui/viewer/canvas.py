"""The drawing surface of one plane: layers in millimetres, zoom and pan, what is written on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QFrame, QGraphicsItem

from annotator.ui.viewer.brush_cursor import BrushCursor, PolygonOutline
from annotator.ui.viewer.click_marks import ClickMarks
from annotator.ui.viewer.comparison import SplitLine
from annotator.ui.viewer.decorations import Decorations, margins
from annotator.ui.viewer.image_layer import ImageLayer
from annotator.ui.viewer.label_overlay import LabelOverlay
from annotator.ui.viewer.proposal_overlay import ProposalOverlay
from annotator.ui.viewer.range_layer import RangeLayer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import (
        QFocusEvent,
        QPainter,
        QPaintEvent,
        QResizeEvent,
    )
    from PySide6.QtWidgets import QWidget

    from annotator.core.boxes import Box
    from annotator.core.brush import Point
    from annotator.core.clicks import Click
    from annotator.core.labels import Color
    from annotator.ui.viewer.planes import Plane

BACKGROUND = "#101214"
_MIN_PIXELS_PER_MM, _MAX_PIXELS_PER_MM = 0.1, 200.0


class Canvas(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """Image, masks, proposals, brush and crosshair of one plane.

    Points are ``(row, column)`` in voxels, whole numbers at voxel centres.
    """

    focused = Signal()  # got or lost the keys

    _ready = False  # pyqtgraph calls resizeEvent before there is anything to fit

    def __init__(self, plane: Plane, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False, background=BACKGROUND)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing below it
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.before_paint: Callable[[], None] | None = None
        self.draw_over: Callable[[QPainter], None] | None = None
        self._spacing = 1.0, 1.0
        self._fitted = True
        self._crosshair: Point | None = None
        self.decorations = Decorations(sides=(plane.left, plane.right, plane.top, plane.bottom))
        self._box = pg.ViewBox(
            enableMenu=False, enableMouse=False, lockAspect=True, defaultPadding=0.0
        )
        self._box.invertY(not plane.rises)
        self.setCentralItem(self._box)
        self.image, self.denoised = ImageLayer(), ImageLayer()
        self.proposal, self.labels = ProposalOverlay(), LabelOverlay()
        self.reference = LabelOverlay()
        self.masks = (self.proposal, self.labels, self.reference)
        self.within = RangeLayer()
        self.denoised.setVisible(False)
        self.split = SplitLine()
        self.denoised.set_first_column(self.split.share)
        self.polygon, self.brush = PolygonOutline(), BrushCursor()
        self.polygon.setVisible(False)
        self.clicks = ClickMarks()
        items: tuple[QGraphicsItem, ...] = (
            self.image,
            self.denoised,
            self.within,
            self.proposal,
            self.labels,
            self.reference,
            self.polygon,
            self.clicks,
        )
        for order, item in enumerate(items):
            item.setZValue(order)
            self._box.addItem(item, ignoreBounds=True)
        self._box.sigRangeChanged.connect(self._range_changed)
        self._ready = True

    # ---- grid, zoom, pan

    def set_grid(self, shape: tuple[int, int], spacing_mm: tuple[float, float]) -> None:
        """Take the grid of a slice: rows and columns, and millimetres between them; fit it."""
        self._spacing = spacing_mm
        for layer in (self.image, self.denoised, self.within, *self.masks):
            layer.resize(shape, spacing_mm)
        self.fit()

    def fit(self) -> None:
        """Show the whole slice, with room around it for what is written."""
        self._fitted = True
        slice_mm = self.image.mapRectToParent(self.image.boundingRect())
        view, (beside, above) = self.viewport().rect(), margins(self.fontMetrics())
        if view.isEmpty():  # while views are laid out
            return
        room = QSizeF(
            max(view.width() - 2 * beside, view.width() / 2),
            max(view.height() - 2 * above, view.height() / 2),
        )
        scale = min(room.width() / slice_mm.width(), room.height() / slice_mm.height())
        area = QRectF(0.0, 0.0, view.width() / scale, view.height() / scale)
        area.moveCenter(slice_mm.center())
        self._box.setRange(area, padding=0.0)

    def zoom(self, factor: float, at: QPointF) -> None:
        """Enlarge by `factor` around a point of the viewport."""
        if _MIN_PIXELS_PER_MM <= factor * self.pixels_per_mm() <= _MAX_PIXELS_PER_MM:
            self._fitted = False
            self._box.scaleBy((1.0 / factor, 1.0 / factor), center=self._to_mm(at))

    def pan(self, old: QPointF, new: QPointF) -> None:
        """Move the slice with the pointer."""
        self._fitted = False
        shift = self._to_mm(old) - self._to_mm(new)
        self._box.translateBy(x=shift.x(), y=shift.y())

    def pixels_per_mm(self) -> float:
        """Zoom: screen pixels for one millimetre."""
        width_mm = self._box.viewRect().width()
        return float(self._box.width() / width_mm) if width_mm else 0.0

    def voxel_at(self, position: QPointF) -> Point:
        """Point of the slice under a point of the viewport; may lie outside the slice."""
        mm = self._to_mm(position)
        return mm.y() / self._spacing[0] - 0.5, mm.x() / self._spacing[1] - 0.5

    def position_of(self, point: Point) -> QPointF:
        """Point of the viewport that shows a point of the slice."""
        scene: QPointF = self._box.mapViewToScene(self._mm(point))
        position: QPointF = self.viewportTransform().map(scene)
        return position

    @property
    def spacing_mm(self) -> tuple[float, float]:
        """Millimetres between rows and between columns."""
        return self._spacing

    @property
    def mm_per_pixel(self) -> float:
        """Millimetres of the slice that a pixel of the screen covers."""
        return float(self._to_mm(QPointF(1.0, 0.0)).x() - self._to_mm(QPointF(0.0, 0.0)).x())

    def _mm(self, point: Point) -> QPointF:
        return QPointF((point[1] + 0.5) * self._spacing[1], (point[0] + 0.5) * self._spacing[0])

    def _to_mm(self, position: QPointF) -> QPointF:
        scene = self.viewportTransform().inverted()[0].map(position)
        return self._box.mapSceneToView(scene)  # type: ignore[no-any-return]

    def _range_changed(self) -> None:
        self.decorations.pixels_per_mm = self.pixels_per_mm()
        shown = self._box.mapViewToScene(
            self.image.mapRectToParent(self.image.boundingRect())
        ).boundingRect()
        self.decorations.room = round(shown.top())
        self._place_crosshair()
        self.brush.place(None, self.pixels_per_mm())
        self.viewport().update()

    # ---- split line

    def show_denoised(self, visible: bool) -> None:
        """Show the denoised image right of the split line, or not at all."""
        self.denoised.setVisible(visible)
        self.split.visible = visible

    def set_split(self, share: float) -> None:
        """Put the split line at a share of the width, 0..1."""
        self.split.share = share
        self.denoised.set_first_column(share)
        self.viewport().update()

    def takes_split(self, at: QPointF, *, knob_only: bool) -> bool:
        """Whether a press at a point of the viewport takes the split line."""
        return self.split.takes(at, self.viewport().rect(), knob_only=knob_only)

    # ---- brush, polygon, crosshair

    def move_brush(self, position: QPointF | None) -> None:
        """Draw the brush's circle around a point of the viewport; None for where it is."""
        old = self.brush.rect()
        self.brush.visible = True
        self.brush.place(position, self.pixels_per_mm())
        self.viewport().update(QRegion(old) + self.brush.rect())

    def hide_brush(self) -> None:
        """Draw no circle."""
        self.viewport().update(self.brush.rect())
        self.brush.visible = False

    def show_polygon(self, points: Sequence[Point], color: Color) -> None:
        """Draw the corners of a polygon in the making; none hides it."""
        self.polygon.setVisible(bool(points))
        margin = 3.0 / max(self.pixels_per_mm(), 1e-6)
        self.polygon.set_points([self._mm(point) for point in points], margin, color)

    def show_clicks(self, clicks: Sequence[Click]) -> None:
        """Draw where was clicked; nothing for none."""
        margin = 40.0 / max(self.pixels_per_mm(), 1e-6)
        lines = [([self._mm(point) for point in click.points], click.inside) for click in clicks]
        self.clicks.set_lines(lines, margin)

    def set_crosshair(self, point: Point | None) -> None:
        """Place the crosshair on a voxel; None hides it."""
        self._crosshair = point
        region = self.decorations.crosshair_region(self.viewport().rect())
        self._place_crosshair()
        region += self.decorations.crosshair_region(self.viewport().rect())
        self.viewport().update(region)

    def _place_crosshair(self) -> None:
        if self._crosshair is None:
            self.decorations.crosshair = None
            return
        position = self.position_of(self._crosshair)
        self.decorations.crosshair = QPoint(int(position.x()), int(position.y()))

    # ---- drawing

    def redraw(self, box: Box | None = None) -> None:
        """Have a box of voxels, or everything, drawn again with the next frame.

        Asks the viewport itself: items that are told to update come a frame later than the rest.
        """
        if box is None:
            self.viewport().update()
            return
        rows, columns = box
        corners = (rows.start - 0.5, columns.start - 0.5), (rows.stop - 0.5, columns.stop - 0.5)
        rect = QRectF(*(self.position_of(corner) for corner in corners)).normalized()
        self.viewport().update(rect.toAlignedRect().adjusted(-1, -1, 1, 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: let pixels be brought up to date, then draw."""
        if self.before_paint is not None:
            self.before_paint()
        super().paintEvent(event)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """Qt: write over the slice; scene and viewport pixels are the same."""
        painter.setFont(self.font())
        self.decorations.draw(painter, self.viewport().rect(), rect.toAlignedRect())
        if self.draw_over is not None:
            self.draw_over(painter)
        self.split.draw(painter, self.viewport().rect())
        self.brush.draw(painter)

    # ---- Qt events

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: tell it."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: tell it."""
        super().focusOutEvent(event)
        self.focused.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: keep the whole slice in view, or zoom and centre if the user has chosen them."""
        if not self._ready:
            super().resizeEvent(event)
            return
        zoom, center = self.pixels_per_mm(), self._box.viewRect().center()
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
        elif zoom:
            area = QRectF(0.0, 0.0, self._box.width() / zoom, self._box.height() / zoom)
            area.moveCenter(center)
            self._box.setRange(area, padding=0.0)

"""The cells of the support strip: one row per label, one cell per slice."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QSizePolicy,
    QToolTip,
    QWidget,
)

from annotator.core.texts import tr
from annotator.services.slice_status import status_strip
from annotator.ui.panels.slice_cell import STATUS_WORDS, draw_cell
from annotator.ui.theme import color

if TYPE_CHECKING:
    from annotator.core.labels import LabelClass
    from annotator.services.document import Document
    from annotator.services.slice_status import SliceStatus

ROW, GAP, GUTTER, RIGHT, TOP = 14, 3, 118, 10, 1
MARKER = 8


class StripCells(QWidget):
    """The cells themselves; a click or drag goes to the slice, a name chooses the label."""

    slice_requested = Signal(int)
    label_requested = Signal(int)
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._document: Document | None = None
        self._rows: list[tuple[LabelClass, list[SliceStatus]]] = []
        self._current = 0
        self._cells: QPixmap | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_document(self, document: Document | None) -> None:
        """Show every slice of `document` along its propagation axis as it is now."""
        self._document = document
        self._rows = []
        for label in document.classes if document else ():
            strip = status_strip(document, label.value) if document else []
            if any(status != "none" for status in strip) or self._is_active(label):
                self._rows.append((label, strip))
        self._cells = None
        self.setFixedHeight(self._height())
        self.updateGeometry()
        self.update()

    @property
    def row_count(self) -> int:
        """Number of rows, at least 1."""
        return max(1, len(self._rows))

    @property
    def current(self) -> int:
        """Marked slice."""
        return self._current

    def set_current(self, index: int) -> None:
        """Mark the slice that is shown."""
        if index != self._current:
            self._current = index
            self.update()

    def sizeHint(self) -> QSize:
        """Room for all rows."""
        return QSize(400, self._height())

    @property
    def active_row(self) -> int:
        """Row of the active label."""
        rows = [row for row, (label, _) in enumerate(self._rows) if self._is_active(label)]
        return rows[0] if rows else 0

    def row_rect(self, row: int) -> QRect:
        """Where the cells of a row lie, pixels."""
        width = max(1, self.width() - GUTTER - RIGHT)
        return QRect(GUTTER, TOP + row * (ROW + GAP), width, ROW)

    def cell_center(self, row: int, index: int) -> QPointF:
        """Middle of a cell, pixels."""
        rect = self.row_rect(row)
        return QPointF(self.cell_left(index + 0.5), rect.center().y())

    def cell_width(self) -> float:
        """Width of a cell, pixels."""
        return self.row_rect(0).width() / max(1, self._slice_count())

    def cell_left(self, index: float) -> float:
        """Left edge of a cell, pixels."""
        return GUTTER + index * self.cell_width()

    def slice_at(self, x: float) -> int:
        """Slice whose cells lie at a distance from the left edge, pixels."""
        index = int((x - GUTTER) / self.cell_width())
        return min(max(index, 0), self._slice_count() - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw cached cells, then the marker of the current slice."""
        painter = QPainter(self)
        if self._document is None:
            painter.end()
            return
        if self._cells is None:
            self._cells = self._draw_cells()
        painter.drawPixmap(0, 0, self._cells)
        self._draw_marker(painter)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: draw the cells in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._cells = None
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the cells anew for another width."""
        self._cells = None
        super().resizeEvent(event)
        self.resized.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to a slice, or choose the label whose name was clicked."""
        row = self._row_at(event.position().y())
        if event.position().x() < GUTTER and row is not None:
            self.label_requested.emit(self._rows[row][0].value)
        else:
            self._request(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub through the slices while the button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton and event.position().x() >= GUTTER:
            self._request(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Previous or next slice over the cells; over the names the rows scroll."""
        if event.position().x() < GUTTER:
            event.ignore()
            return
        if self._document is not None and event.angleDelta().y():
            step = 1 if event.angleDelta().y() > 0 else -1
            index = min(max(self._current + step, 0), self._slice_count() - 1)
            self.slice_requested.emit(index)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Say what a cell means."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self._tip(event)
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _height(self) -> int:
        return TOP + self.row_count * (ROW + GAP)

    def _is_active(self, label: LabelClass) -> bool:
        return self._document is not None and label.value == self._document.active_label

    def _slice_count(self) -> int:
        if self._document is None:
            return 1
        return self._document.volume.geometry.shape_zyx[self._document.axis]

    def _row_at(self, y: float) -> int | None:
        row = int((y - TOP) // (ROW + GAP))
        return row if 0 <= row < len(self._rows) else None

    def _request(self, event: QMouseEvent) -> None:
        if self._document is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.slice_requested.emit(self.slice_at(event.position().x()))

    def _tip(self, event: QHelpEvent) -> str:
        row = self._row_at(event.y())
        if self._document is None or row is None or event.x() < GUTTER:
            return ""
        (label, strip), index = self._rows[row], self.slice_at(event.x())
        words = tr(STATUS_WORDS[strip[index]])
        if index in self._document.excluded.get(label.value, frozenset()):
            words = tr("painted, but not used as support")
        return tr("{name}, slice {index}: {words}", name=label.name, index=index + 1, words=words)

    def _draw_cells(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(color("window"))
        painter = QPainter(pixmap)
        for row, (label, strip) in enumerate(self._rows):
            self._draw_name(painter, row, label)
            self._draw_row(painter, row, label, strip)
        painter.end()
        return pixmap

    def _draw_name(self, painter: QPainter, row: int, label: LabelClass) -> None:
        active = self._is_active(label)
        top = self.row_rect(row).top()
        painter.fillRect(QRect(10, top + 3, 8, 8), QColor(*label.color))
        painter.setPen(color("text" if active else "dim"))
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.88)
        font.setBold(active)
        painter.setFont(font)
        room = QRect(24, top - 2, GUTTER - 32, ROW + 4)
        name = painter.fontMetrics().elidedText(
            label.name, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)

    def _draw_row(
        self, painter: QPainter, row: int, label: LabelClass, strip: list[SliceStatus]
    ) -> None:
        assert self._document is not None
        excluded = self._document.excluded.get(label.value, frozenset())
        rect, width = self.row_rect(row), self.cell_width()
        painter.fillRect(rect, color("panel"))
        space = 1.0 if width >= 4 else 0.0
        start = 0
        for status, run in groupby(strip):
            stop = start + sum(1 for _ in run)
            if status != "none":
                step = 1 if space else stop - start
                for index in range(start, stop, step):
                    cell = QRectF(
                        rect.left() + index * width, rect.top(), step * width - space, ROW
                    )
                    draw_cell(painter, cell, status, label.color, hollow=index in excluded)
            start = stop

    def _draw_marker(self, painter: QPainter) -> None:
        width = self.cell_width()
        left = GUTTER + self._current * width
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("text"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        bottom = self._height() - 2
        painter.drawRect(QRectF(left - 0.5, TOP - 0.5, max(width, 3.0), bottom - TOP))


class SliceMarker(QWidget):
    """Points down at the slice that is shown; above the cells, which scroll."""

    def __init__(self, cells: StripCells) -> None:
        super().__init__()
        self._cells = cells
        self.setFixedHeight(MARKER)
        cells.resized.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the triangle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("window"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("text"))
        middle = self._cells.cell_left(self._cells.current + 0.5)
        tip = [QPointF(middle - 5, 1), QPointF(middle + 5, 1), QPointF(middle, 7)]
        painter.drawPolygon(QPolygonF(tip))
        painter.end()

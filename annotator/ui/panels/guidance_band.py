"""What the slice classifier says, along the slices: presence, ends, slices to paint, region."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from annotator.core.slice_scores import UNKNOWN
from annotator.core.texts import tr, translatable
from annotator.services.guidance import Ends
from annotator.services.slice_knowledge import slice_sentence
from annotator.ui.panels.strip_cells import GUTTER
from annotator.ui.theme import color

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from annotator.core.slice_scores import PresenceScores, SliceDescriptions
    from annotator.ui.panels.strip_cells import StripCells

MARKS, PRESENCE, REGION = QRect(0, 0, 0, 8), QRect(0, 9, 0, 12), QRect(0, 24, 0, 12)
HEIGHT = 38
TAB = 6
REACH_INSIDE, REACH_OUTSIDE = 3, TAB + 2

REGION_COLORS = {
    translatable("head"): "#5a6b96",
    translatable("neck"): "#76609a",
    translatable("chest"): "#3f7f8c",
    translatable("abdomen"): "#85763a",
    translatable("pelvis"): "#8a5a48",
    translatable("extremity"): "#55804f",
}
OTHER_REGION = "#6b6f75"

End = Literal["first", "last"]


@dataclass(frozen=True, slots=True)
class BandContent:
    """What the band shows.

    Attributes
    ----------
    name, ink
        Of the active label.
    presence, described
        What is known, None for nothing yet.
    ends
        First and last slice of the label, None for no handles.
    painted
        First and last painted slice, which the ends cannot cut off; None if none is painted.
    suggested, even
        Slices to mark as suggested, and as evenly spaced.
    note
        Why there is no presence, in place of it.
    """

    name: str = ""
    ink: tuple[int, int, int] = (255, 255, 255)
    presence: PresenceScores | None = None
    described: SliceDescriptions | None = None
    ends: Ends | None = None
    painted: tuple[int, int] | None = None
    suggested: tuple[int, ...] = ()
    even: tuple[int, ...] = ()
    note: str = ""


class GuidanceBand(QWidget):
    """Two thin rows below the cells of the strip, slice by slice in line with them.

    A click goes to the slice. The handles at the structure's ends can be dragged; a double click
    on one gives the suggested ends back.

    Parameters
    ----------
    cells
        The cells that the band lies below.
    """

    slice_requested = Signal(int)
    ends_chosen = Signal(int, int)
    ends_reset = Signal()
    menu_requested = Signal(QPoint, int)

    def __init__(self, cells: StripCells) -> None:
        super().__init__()
        self._cells = cells
        self._content = BandContent()
        self._current = 0
        self._dragged: End | None = None
        self._drag_ends: Ends | None = None
        self._rows: QPixmap | None = None
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        cells.resized.connect(self._redraw)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: draw in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._redraw()

    @property
    def content(self) -> BandContent:
        """What is shown."""
        return self._content

    @property
    def ends(self) -> Ends | None:
        """Ends as they are shown, while one is dragged too."""
        return self._drag_ends or self._content.ends

    def show_content(self, content: BandContent) -> None:
        """Show something else; an end being dragged stays with the mouse."""
        self._content = content
        self._redraw()

    def set_current(self, index: int) -> None:
        """Mark the slice that is shown."""
        self._current = index
        self.update()

    def handle_place(self, end: End) -> QPointF:
        """Middle of a handle's tab, pixels."""
        ends = self.ends
        assert ends is not None
        left = self._cells.cell_left(ends.first if end == "first" else ends.last + 1)
        shift = -TAB / 2 if end == "first" else TAB / 2
        return QPointF(left + shift, PRESENCE.center().y())

    def place_of(self, index: int) -> QPointF:
        """Middle of a slice's presence, pixels."""
        return QPointF(self._cells.cell_left(index + 0.5), PRESENCE.center().y())

    # ---- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an end, or go to the slice."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._dragged = self._handle_at(event.position())
        if self._dragged is None:
            self._go(event)
        else:
            self._drag_ends = self._content.ends

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the end along, or scrub through the slices."""
        if self._dragged is not None:
            self._drag(self._dragged, self._cells.slice_at(event.position().x()))
        elif event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)
        else:
            over = self._handle_at(event.position()) is not None
            shape = Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.PointingHandCursor
            self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the end where it was dragged."""
        ends = self._drag_ends
        moved = self._dragged is not None and ends is not None and ends != self._content.ends
        self._dragged = self._drag_ends = None
        if moved and ends is not None:
            self.ends_chosen.emit(ends.first, ends.last)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Give the suggested ends back."""
        if self._handle_at(event.position()) is not None:
            self.ends_reset.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a slice."""
        self.menu_requested.emit(event.globalPos(), self._cells.slice_at(event.x()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Previous or next slice."""
        if event.angleDelta().y():
            step = 1 if event.angleDelta().y() > 0 else -1
            place = self._cells.cell_left(self._current + step + 0.5)
            self.slice_requested.emit(self._cells.slice_at(place))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Say what is known of the slice under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip(event.pos()), self)
            return True
        return super().event(event)

    def tip(self, place: QPoint) -> str:
        """Return what the tool tip says at a place."""
        content = self._content
        end = self._handle_at(QPointF(place))
        ends = self.ends
        if end is not None and ends is not None:
            return _end_tip(end, ends, content)
        if place.x() < GUTTER:
            return content.note
        index = self._cells.slice_at(place.x())
        text = slice_sentence(index, content.name, content.presence, content.described)
        if index in content.suggested:
            text += "\n" + tr("suggested slice to paint")
        if index in content.even:
            text += "\n" + tr("evenly spaced slice to paint")
        return text

    def _handle_at(self, place: QPointF) -> End | None:
        """Handle under the mouse; the nearer one where both are."""
        ends = self.ends
        if ends is None or not PRESENCE.top() - 1 <= place.y() <= PRESENCE.bottom() + 2:
            return None
        left = place.x() - self._cells.cell_left(ends.first)
        right = place.x() - self._cells.cell_left(ends.last + 1)
        found: list[tuple[float, End]] = []
        if -REACH_OUTSIDE <= left <= REACH_INSIDE:
            found.append((abs(left), "first"))
        if -REACH_INSIDE <= right <= REACH_OUTSIDE:
            found.append((abs(right), "last"))
        return min(found)[1] if found else None

    def _drag(self, end: End, index: int) -> None:
        ends, painted = self._drag_ends, self._content.painted
        if ends is None:
            return
        if end == "first":
            index = min(index, ends.last if painted is None else painted[0])
            moved = Ends(index, ends.last, chosen=True)
        else:
            index = max(index, ends.first if painted is None else painted[1])
            moved = Ends(ends.first, index, chosen=True)
        if (moved.first, moved.last) != (ends.first, ends.last):
            self._drag_ends = moved
            self.slice_requested.emit(index)
            self.update()

    def _go(self, event: QMouseEvent) -> None:
        if event.position().x() >= GUTTER:
            self.slice_requested.emit(self._cells.slice_at(event.position().x()))

    # ---- drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the rows anew for another width."""
        super().resizeEvent(event)
        self._redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cached rows, then what moves: ends and the slice that is shown."""
        painter = QPainter(self)
        if self._rows is None:
            self._rows = self._draw_rows()
        painter.drawPixmap(0, 0, self._rows)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, width = self._cells.cell_left(self._current), self._cells.cell_width()
        painter.setPen(QPen(color("text"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        bottom = REGION.bottom() + 1.5
        painter.drawRect(QRectF(left - 0.5, -2, max(width, 3.0), bottom + 2))
        if self.ends is not None:
            self._draw_ends(painter, self.ends)
        painter.end()

    def _redraw(self) -> None:
        self._rows = None
        self.update()

    def _draw_rows(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(color("window"))
        painter = QPainter(pixmap)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.82)
        painter.setFont(font)
        track = self._cells.row_rect(0)
        for row, text in ((PRESENCE, tr("Presence")), (REGION, tr("Region"))):
            back = QRect(track.left(), row.top(), track.width(), row.height())
            painter.fillRect(back, color("panel"))
            painter.setPen(color("dim"))
            room = QRect(24, row.top() - 2, GUTTER - 32, row.height() + 4)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        self._draw_presence(painter)
        self._draw_regions(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_marks(painter, self._content.even, filled=False)
        self._draw_marks(painter, self._content.suggested, filled=True)
        painter.end()
        return pixmap

    def _draw_presence(self, painter: QPainter) -> None:
        content, cells = self._content, self._cells
        if content.presence is None:
            painter.setPen(color("dim"))
            room = QRect(GUTTER + 8, PRESENCE.top() - 2, self.width() - GUTTER - 20, 16)
            note = painter.fontMetrics().elidedText(
                content.note, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, note)
            return
        ink = QColor(*content.ink)
        for index, chance in enumerate(content.presence.probability):
            ink.setAlphaF(float(chance))
            left, right = cells.cell_left(index), cells.cell_left(index + 1)
            painter.fillRect(QRectF(left, PRESENCE.top(), right - left, PRESENCE.height()), ink)

    def _draw_regions(self, painter: QPainter) -> None:
        described, cells, start = self._content.described, self._cells, 0
        for region, run in groupby(described.slices if described else (), lambda s: s.region):
            stop = start + sum(1 for _ in run)
            left, right = cells.cell_left(start), cells.cell_left(stop)
            start = stop
            room = QRectF(left, REGION.top(), right - left, REGION.height())
            if region == UNKNOWN:
                continue
            painter.fillRect(room, QColor(REGION_COLORS.get(region, OTHER_REGION)))
            name = tr(region)
            if painter.fontMetrics().horizontalAdvance(name) + 8 < room.width():
                painter.setPen(color("text"))
                painter.drawText(room.adjusted(4, -2, 0, 2), Qt.AlignmentFlag.AlignVCenter, name)

    def _draw_marks(self, painter: QPainter, slices: tuple[int, ...], *, filled: bool) -> None:
        painter.setPen(QPen(color("accent" if filled else "dim"), 1))
        painter.setBrush(color("accent") if filled else Qt.BrushStyle.NoBrush)
        for index in slices:
            middle = self._cells.cell_left(index + 0.5)
            corners = [QPointF(middle - 4, 7), QPointF(middle + 4, 7), QPointF(middle, 1)]
            painter.drawPolygon(QPolygonF(corners))

    def _draw_ends(self, painter: QPainter, ends: Ends) -> None:
        """Shade what lies outside, and draw a line with a tab at each end."""
        track, veil = self._cells.row_rect(0), color("window")
        veil.setAlphaF(0.6)
        first, last = self._cells.cell_left(ends.first), self._cells.cell_left(ends.last + 1)
        top, height = PRESENCE.top(), PRESENCE.height()
        painter.fillRect(QRectF(track.left(), top, first - track.left(), height), veil)
        painter.fillRect(QRectF(last, top, track.left() + track.width() - last, height), veil)
        ink = color("accent" if ends.chosen else "text")
        painter.setPen(QPen(ink, 2))
        for x in (first, last):
            painter.drawLine(QPointF(x, top - 2), QPointF(x, top + height + 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        middle = top + height / 2
        for x, side in ((first, -TAB), (last, TAB)):
            corners = [QPointF(x, middle - 5), QPointF(x + side, middle), QPointF(x, middle + 5)]
            painter.drawPolygon(QPolygonF(corners))


def _end_tip(end: End, ends: Ends, content: BandContent) -> str:
    index = (ends.first if end == "first" else ends.last) + 1
    if end == "first":
        title = tr("First slice of {name}: {index}", name=content.name, index=index)
    else:
        title = tr("Last slice of {name}: {index}", name=content.name, index=index)
    if ends.chosen:
        rest = tr("Set by you. Drag to change it; double-click for the suggested one")
    elif content.presence is None:
        rest = tr("Suggested. Drag to change it")
    else:
        sure = content.presence.confidence
        rest = tr("Suggested, {sure:.0%} sure. Drag to change it", sure=sure)
    return f"{title}\n{rest}"

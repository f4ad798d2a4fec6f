"""Text that never changes a layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class ElidedLabel(QLabel):
    """A label with room for some lines; what does not fit is cut and shown in the tooltip.

    It never asks for more width than there is, and its height is the same whatever it says.

    Parameters
    ----------
    text
        Shown at first.
    role
        For the style sheet.
    lines
        Number of lines that are reserved.
    """

    def __init__(self, text: str = "", role: str = "", lines: int = 1) -> None:
        super().__init__(text)
        self._lines = lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred if lines == 1 else QSizePolicy.Policy.Ignored,
            QSizePolicy.Policy.Fixed,
        )

    def show_text(self, text: str, role: str) -> None:
        """Show a text in the style of a role."""
        self.setText(text)
        if role != self.property("role"):
            self.setProperty("role", role)
            self.style().polish(self)

    def sizeHint(self) -> QSize:
        """Room for the whole text in one line, or for the reserved lines."""
        metrics = self.fontMetrics()
        frame = max(self.width() - self.contentsRect().width(), 0)  # padding of the style sheet
        width = metrics.horizontalAdvance(self.text()) + frame + 2
        return QSize(width, self._lines * metrics.lineSpacing() + 2)

    def minimumSizeHint(self) -> QSize:
        """No width at all."""
        return QSize(0, self.sizeHint().height())

    def shown_lines(self) -> list[str]:
        """Return the lines as they fit, the last one cut with an ellipsis."""
        width, metrics, lines = self.contentsRect().width(), self.fontMetrics(), list[str]()
        for number, paragraph in enumerate(paragraphs := self.text().split("\n")):
            layout = QTextLayout(paragraph, self.font())
            layout.setTextOption(QTextOption())
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(width)
                start, length = line.textStart(), line.textLength()
                last = len(lines) == self._lines - 1
                if last:
                    rest = paragraph[start:] + ("…" if number < len(paragraphs) - 1 else "")
                    lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
                    layout.endLayout()
                    return lines
                lines.append(paragraph[start : start + length].rstrip())
            layout.endLayout()
        return lines

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines that fit."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        metrics, area = self.fontMetrics(), self.contentsRect()
        lines = self.shown_lines()
        free = area.height() - len(lines) * metrics.lineSpacing() if self._lines == 1 else 0
        y = area.top() + free / 2 + metrics.ascent()
        for line in lines:
            painter.drawText(QPointF(area.left(), y), line)
            y += metrics.lineSpacing()
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Show the whole text in the tooltip while some of it is cut."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.is_cut():
            QToolTip.showText(event.globalPos(), self.whole_text(), self)
            return True
        return super().event(event)

    def is_cut(self) -> bool:
        """Whether some of the text is not seen."""
        return "".join(self.shown_lines()).replace(" ", "") != self.text().replace(" ", "").replace(
            "\n", ""
        )

    def whole_text(self) -> str:
        """Return the text, and what the tooltip explains besides."""
        return "\n".join(filter(None, (self.text(), self.toolTip())))

"""The messages of this session, for the user and for bug reports."""

from __future__ import annotations

import logging
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QPlainTextEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

KEPT_LINES = 2000
REFRESH_MS = 300


class LogLines(logging.Handler):
    """Keeps the newest log lines; any thread may log, the panel reads them in the GUI thread."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("%(asctime)s  %(levelname)s  %(message)s", "%H:%M:%S"))
        self._lines: deque[str] = deque(maxlen=KEPT_LINES)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self._lines.append(self.format(record))
        self.count += 1

    def text(self) -> str:
        """All kept lines."""
        return "\n".join(tuple(self._lines))


class LogPanel(QPlainTextEdit):
    """Shows `LogLines` while it is visible."""

    def __init__(self, lines: LogLines) -> None:
        super().__init__()
        self.setReadOnly(True)
        self._lines = lines
        self._shown = -1
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

    def sizeHint(self) -> QSize:
        """Room for a few lines."""
        return QSize(400, 110)

    def refresh(self) -> None:
        """Read new lines."""
        if self._lines.count != self._shown:
            self._shown = self._lines.count
            self.setPlainText(self._lines.text())
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the log while visible."""
        self.refresh()
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop following."""
        self._timer.stop()
        super().hideEvent(event)

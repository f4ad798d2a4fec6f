"""The only thread crossing of the application: worker thread to window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable


class JobBridge(QObject):
    """Has calls made in the thread it was made in, the GUI thread.

    Pass `send` to a `JobRunner`, so that listeners hear of their jobs in the GUI thread.
    """

    _sent = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sent.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def send(self, call: Callable[[], None]) -> None:
        """Have something called in the GUI thread, after what was sent before; from any thread."""
        self._sent.emit(call)

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        call()

"""The only thread crossing of the application: worker thread to window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from annotator.services.jobs import JobEvent


class JobBridge(QObject):
    """Carries job events to the thread it was made in, the GUI thread.

    Pass `send` to a `JobRunner` as its sink and let `PropagationService.handle` be called from
    `arrived`, with a `JobEvent`.
    """

    arrived = Signal(object)
    _sent = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sent.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def send(self, event: JobEvent) -> None:
        """Send an event from any thread."""
        self._sent.emit(event)

    @Slot(object)
    def _deliver(self, event: JobEvent) -> None:
        self.arrived.emit(event)

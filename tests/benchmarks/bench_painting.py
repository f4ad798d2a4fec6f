"""How long painting, scrolling and undo take, with and without a network at work beside them.

Run it as a script; it needs no screen::

    python tests/benchmarks/bench_painting.py [--seconds 5] [--busy]

Each figure is the time from the mouse event, key or command until the pixels are drawn, in
milliseconds, on a 512 × 512 × 200 CT with three planes in a 1600 × 1000 window: first what the
user waits, then the processor time of the window's thread, which other programs do not disturb.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.core.geometry import Geometry
from annotator.core.patch import Change, Edit
from annotator.core.proposal import IterationResult, Proposal
from annotator.core.volume import Volume
from annotator.services.document import Document
from annotator.ui.undo import UndoStack
from annotator.ui.viewer.tools import Tool
from annotator.ui.viewer.viewer_widget import ViewerWidget

if TYPE_CHECKING:
    from collections.abc import Callable

SHAPE = (200, 512, 512)
BUDGET_MS = {
    "dab": 2.0,
    "dab on a proposed slice": 2.0,
    "scroll three planes": 16.0,
    "undo": 5.0,
}


Sample = tuple[float, float]
"""Wall-clock and processor seconds."""


def timed(action: Callable[[], object]) -> Sample:
    """Run an action and measure it."""
    wall, cpu = time.perf_counter(), time.thread_time()
    action()
    return time.perf_counter() - wall, time.thread_time() - cpu


class Bench:
    """One window with a document, and what a user does in it."""

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        voxels = rng.integers(-1000, 1000, SHAPE, dtype=np.int16)
        geometry = Geometry(SHAPE, np.diag([0.8, 0.8, 2.0, 1.0]))
        self.document = Document(Volume(voxels, geometry, "CT"))
        self.stack = UndoStack()
        self.stack.set_document(self.document)
        self.viewer = ViewerWidget()
        self.viewer.resize(1600, 1000)
        self.viewer.set_document(self.document)
        self.viewer.change(tool=Tool.BRUSH)
        self.viewer.change(radius_mm=8.0)
        self.viewer.show()
        QApplication.processEvents()
        self.view = self.viewer.views[0]
        self.rng = rng

    def mouse(self, kind: QEvent.Type, at: QPointF) -> None:
        """Send a mouse event as Qt would, and let the view draw."""
        viewport = self.view.canvas.viewport()
        left = Qt.MouseButton.LeftButton
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else left
        down = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
        event = QMouseEvent(
            kind, at, viewport.mapToGlobal(at), button, down, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(viewport, event)
        QApplication.processEvents()

    def stroke(self, moves: int) -> list[Sample]:
        """Draw a stroke; a sample per move."""
        center = QPointF(self.view.width() / 2.0, self.view.height() / 2.0)
        angle, radius = self.rng.uniform(0, 6), self.rng.uniform(50, 250)
        turns = angle + 12.0 / radius * np.arange(moves + 1)  # 12 pixels from event to event
        way = [center + radius * QPointF(np.cos(turn), np.sin(turn)) for turn in turns]
        self.mouse(QEvent.Type.MouseButtonPress, way[0])
        samples = [timed(lambda at=at: self.mouse(QEvent.Type.MouseMove, at)) for at in way[1:]]
        self.mouse(QEvent.Type.MouseButtonRelease, way[-1])
        return samples

    def dab(self) -> list[Sample]:
        """Paint on a slice without a proposal."""
        self.viewer.goto(0, int(self.rng.integers(SHAPE[0])))
        QApplication.processEvents()
        return self.stroke(30)

    def scroll(self) -> list[Sample]:
        """Move the crosshair along all axes at once."""

        def step() -> None:
            z, y, x = self.view.state.cursor
            self.view.set_cursor(((z + 1) % SHAPE[0], (y + 1) % SHAPE[1], (x + 1) % SHAPE[2]))
            QApplication.processEvents()

        return [timed(step) for _ in range(20)]

    def undo(self) -> list[Sample]:
        """Take a stroke back and make it again."""
        self.stroke(30)

        def step(command: Callable[[], None]) -> None:
            command()
            QApplication.processEvents()

        return [timed(lambda: step(self.stack.undo)), timed(lambda: step(self.stack.redo))]

    def propose(self) -> None:
        """Suggest a disc on every slice."""
        row, column = np.ogrid[:512, :512]
        made = Proposal(0, (1,), "fused")
        for index in range(SHAPE[0]):
            disc = (row - 256) ** 2 + (column - 256) ** 2 < (80 + index % 40) ** 2
            made.add(IterationResult(index, 0, disc.astype(np.uint8), {}, is_final=True))
        self.document.commit(
            Edit("Propagate", proposal=Change(self.document.review.proposal, made))
        )
        QApplication.processEvents()

    def dab_on_proposal(self) -> list[Sample]:
        """Paint in the coronal plane, across proposed slices."""
        self.view = self.viewer.views[1]
        try:
            return self.stroke(30)
        finally:
            self.view = self.viewer.views[0]

    def accept_all(self) -> list[Sample]:
        """Accept every slice as one step; then take it back."""
        sample = timed(lambda: self.document.accept(None))
        self.stack.undo()
        return [sample]


def keep_busy(started: threading.Event, stop: threading.Event) -> None:
    """Run convolutions as a propagation does."""
    import torch

    torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))
    net = torch.nn.Sequential(
        torch.nn.Conv2d(3, 64, 7, 2, 3), torch.nn.ReLU(), torch.nn.Conv2d(64, 128, 3, 1, 1)
    )
    image = torch.randn(2, 3, 256, 256)
    with torch.no_grad():
        while not stop.is_set():
            net(image)
            started.set()


def report(name: str, samples: list[Sample]) -> None:
    """Print the percentiles of samples in milliseconds."""
    wall, cpu = (np.array(times) * 1e3 for times in zip(*samples, strict=True))
    columns = "  ".join(
        f"{title} p50 {np.percentile(times, 50):6.2f} p95 {np.percentile(times, 95):6.2f} "
        f"p99 {np.percentile(times, 99):6.2f} max {times.max():6.2f}"
        for title, times in (("wait", wall), ("cpu", cpu))
    )
    budget = f"  budget {BUDGET_MS[name]:g}" if name in BUDGET_MS else ""
    print(f"  {name:24s} {columns}  n {len(samples)}{budget}")


def measure(bench: Bench, seconds: float) -> None:
    """Repeat each action for a while and report it."""
    actions = {
        "dab": bench.dab,
        "scroll three planes": bench.scroll,
        "undo": bench.undo,
    }
    with_proposal = {
        "dab on a proposed slice": bench.dab_on_proposal,
        "scroll, proposal shown": bench.scroll,
        "accept 200 slices": bench.accept_all,
    }
    for group in (actions, with_proposal):
        if group is with_proposal:
            bench.propose()
        for name, action in group.items():
            action()  # warm up
            samples: list[Sample] = []
            end = time.perf_counter() + seconds
            while time.perf_counter() < end:
                samples += action()
            report(name, samples)


def main() -> None:
    """Measure idle, then with a busy worker thread."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0, help="time per action")
    parser.add_argument("--busy", action="store_true", help="only with a busy worker thread")
    options = parser.parse_args()
    sys.setswitchinterval(0.001)  # as the application does
    QApplication.instance() or QApplication([])
    if not options.busy:
        print("idle")
        measure(Bench(), options.seconds)
    print("a torch worker thread at work")
    started, stop = threading.Event(), threading.Event()
    worker = threading.Thread(target=keep_busy, args=(started, stop))
    worker.start()
    started.wait()
    try:
        measure(Bench(), options.seconds)
    finally:
        stop.set()
        worker.join()


if __name__ == "__main__":
    main()

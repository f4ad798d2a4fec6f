"""A real window that a script works in: with real events, at a person's pace, every turn timed."""

from __future__ import annotations

import collections
import itertools
import os
import sys
import tempfile
import threading
import time
import traceback
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"

import numpy as np
import pyqtgraph as pg
import torch
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from skimage.measure import approximate_polygon, find_contours, label

from annotator.app.assets import resources
from annotator.app.main import SWITCH_INTERVAL_S, make_propagator, scorer_factory
from annotator.ui.dialogs import Dialogs
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings
from annotator.ui.theme import apply_theme
from annotator.ui.window_setup import WindowSetup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from annotator.services.document import Document
    from annotator.ui.decision_dialog import Decision

FRAME_S = 0.016
POINT_PX = 6.0
"""Pixels of the slice between two points of a freehand line."""

Turn = tuple[float, float]
"""Seconds until an event was handled and drawn, and processor seconds of the window's thread."""

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


class Answers(Dialogs):
    """Dialogs whose files are known already; each answer counts as an action."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.asked = 0

    def ask_open(self, title: str, folder: str, file_filter: str = "") -> Path | None:
        """Return the file."""
        self.asked += 1
        return self.path

    def ask_save(self, title: str, suggestion: str, file_filter: str = "") -> Path | None:
        """Return the file."""
        self.asked += 1
        return self.path

    def ask_decision(self, document: Document, iteration: int | None) -> Decision | None:
        """Press Accept in the real dialog."""
        from annotator.ui.decision_dialog import DecisionDialog

        self.asked += 1
        return DecisionDialog(document, iteration, self._parent).decision

    def show_problem(self, sentence: str, details: str = "") -> None:
        """Stop the script."""
        raise RuntimeError(sentence)


class DrivenWindow:
    """The window with the installed models, its settings in a folder of its own.

    Attributes
    ----------
    turns
        Per kind of event, how long each took until all was handled and drawn, seconds.
    actions
        Number of keys, clicks, strokes and answered dialogs.
    """

    def __init__(self, size: tuple[int, int] = (1600, 1000), *, why: bool = False) -> None:
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))
        pg.setConfigOption("imageAxisOrder", "row-major")
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        self.app = app
        apply_theme(app, resources(), "dark")
        self.folder = Path(tempfile.mkdtemp())
        scorer = scorer_factory()
        self.window = MainWindow(
            WindowSetup(
                settings=Settings(
                    QSettings(str(self.folder / "s.ini"), QSettings.Format.IniFormat)
                ),
                resources=resources(),
                config_folder=self.folder / "config",
                data_folder=self.folder / "data",
                propagator=cache(make_propagator),
                scorer=cache(scorer) if scorer else None,
                dialogs=Answers,
            )
        )
        self.turns: dict[str, list[Turn]] = collections.defaultdict(list)
        self.actions: collections.Counter[str] = collections.Counter()
        self._kind, self._begun = "idle", 0.0
        self._reasons: collections.Counter[str] = collections.Counter()
        if why:
            threading.Thread(target=self._watch, daemon=True).start()
        self.window.resize(*size)
        self.window.show()
        self.pump(0.2)

    @property
    def document(self) -> Document:
        """The open document."""
        assert self.window.document is not None
        return self.window.document

    @property
    def dialogs(self) -> Answers:
        """What answers questions."""
        assert isinstance(self.window.dialogs, Answers)
        return self.window.dialogs

    # ---- time

    @contextmanager
    def _turn(self, kind: str) -> Iterator[None]:
        self._kind, self._begun, cpu = kind, time.perf_counter(), time.thread_time()
        yield
        self.app.processEvents()
        self.turns[kind].append((time.perf_counter() - self._begun, time.thread_time() - cpu))
        self._begun = 0.0

    def pump(self, seconds: float) -> None:
        """Let the window do what it has to do for a while."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            with self._turn("in between"):
                pass
            time.sleep(0.001)

    def wait(self, done: Callable[[], bool], seconds: float = 600.0) -> float:
        """Let the window work until something is so; return the seconds that it took."""
        begun = time.perf_counter()
        while not done():
            if time.perf_counter() - begun > seconds:
                raise TimeoutError("the window did not come to an end")
            self.pump(0.005)
        return time.perf_counter() - begun

    def _watch(self) -> None:
        """Note what the window's thread does in turns that are longer than a frame."""
        main = threading.main_thread().ident
        while True:
            time.sleep(0.002)
            if self._begun and time.perf_counter() - self._begun > FRAME_S:
                stack = traceback.extract_stack(sys._current_frames()[main or 0])
                ours = [f for f in stack if "annotator/" in f.filename or "graph" in f.filename]
                calls = " < ".join(
                    f"{Path(frame.filename).stem}.{frame.name}:{frame.lineno}"
                    for frame in ours[:-6:-1]
                )
                self._reasons[f"[{self._kind}] {calls}"] += 1

    def reasons(self) -> list[tuple[str, int]]:
        """What took longer than a frame, in units of about 2 ms, most first."""
        return self._reasons.most_common(25)

    def forget(self) -> None:
        """Measure from now on."""
        self.turns.clear()
        self._reasons.clear()

    def is_quiet(self) -> bool:
        """Whether nothing is learned, filled or encoded, nor soon will be."""
        window = self.window
        return window._service._work is None and not window.learning._pause.isActive()

    # ---- hands

    def key(self, keys: str, kind: str = "key") -> None:
        """Press and release keys where the focus is."""
        self.actions["keys"] += 1
        combined = QKeySequence(keys)[0]
        target = QApplication.focusWidget() or self.window
        with self._turn(kind):
            for event_kind in (
                QEvent.Type.ShortcutOverride,
                QEvent.Type.KeyPress,
                QEvent.Type.KeyRelease,
            ):
                event = QKeyEvent(event_kind, combined.key(), combined.keyboardModifiers())
                if event_kind is QEvent.Type.KeyPress and self._shortcut(event):
                    continue
                QApplication.sendEvent(target, event)

    def _shortcut(self, event: QKeyEvent) -> bool:
        """Trigger the action that has these keys, as Qt does with events from the system."""
        pressed = QKeySequence(event.keyCombination())
        for action in self.window.actions():
            if action.isEnabled() and pressed in action.shortcuts():
                action.trigger()
                return True
        return False

    def wheel(self, notches: int, kind: str = "scroll") -> None:
        """Turn the wheel over the axial view."""
        canvas = self.window.viewer.views[0].canvas
        at = QPointF(canvas.width() / 2, canvas.height() / 2)
        event = QWheelEvent(
            at,
            QPointF(canvas.viewport().mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120 * notches),
            NONE,
            NO_KEYS,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        with self._turn(kind):
            QApplication.sendEvent(canvas.viewport(), event)

    def stroke(
        self, points: NDArray[np.float64], kind: str = "paint", pause_s: float = 0.008
    ) -> None:
        """Drag over points (n, 2) of the axial slice in view, (row, column)."""
        self.actions["strokes"] += 1
        canvas = self.window.viewer.views[0].canvas
        places = [canvas.position_of((float(row), float(column))) for row, column in points]
        self._mouse(QEvent.Type.MouseMove, places[0], NONE, kind)
        self._mouse(QEvent.Type.MouseButtonPress, places[0], LEFT, kind)
        for place in places[1:]:
            self._mouse(QEvent.Type.MouseMove, place, LEFT, kind)
            self.pump(pause_s)
        self._mouse(QEvent.Type.MouseButtonRelease, places[-1], LEFT, kind)

    def _mouse(self, kind: QEvent.Type, at: QPointF, held: Qt.MouseButton, name: str) -> None:
        viewport = self.window.viewer.views[0].canvas.viewport()
        button = NONE if kind == QEvent.Type.MouseMove else LEFT
        down = NONE if kind == QEvent.Type.MouseButtonRelease else held
        event = QMouseEvent(kind, at, QPointF(viewport.mapToGlobal(at)), button, down, NO_KEYS)
        with self._turn(name):
            QApplication.sendEvent(viewport, event)

    # ---- parts of a job

    def open(self, path: Path) -> float:
        """Open an image through the menu; return the seconds until it is shown."""
        self.dialogs.path = path
        self.key("Ctrl+O")
        return self.wait(lambda: self.window.document is not None)

    def goto(self, index: int) -> None:
        """Go to an axial slice by keys."""
        while (away := index - self.window.viewer.current_index(0)) != 0:
            far = abs(away) >= 5
            self.key(("Shift+" if far else "") + ("Right" if away > 0 else "Left"), "scroll")
            self.pump(0.01)

    def draw(self, mask: NDArray[np.bool_], erase_first: bool = False) -> None:
        """Draw a mask (rows, columns) on the slice in view with the lasso, part by part."""
        if erase_first:
            self.erase()
        self.key("L")
        for part in range(1, int(label(mask).max()) + 1):
            contours = find_contours(np.pad(label(mask) == part, 1).astype(float), 0.5)
            outer = max(contours, key=len) - 1
            line = approximate_polygon(outer, 0.4)
            self.stroke(_dense(line), "paint")
            self.pump(0.02)

    def erase(self) -> None:
        """Wipe the active label off the slice in view with a wide eraser."""
        document, index = self.document, self.window.viewer.current_index(0)
        now = document.labelmap.voxels[index] == document.active_label
        proposed = document.review.labels(0, index)
        if proposed is not None:
            now = now | (proposed == document.active_label)
        rows, columns = np.nonzero(now)
        if not len(rows):
            return
        self.key("E")
        radius = self.window.viewer.views[0].state.radius_mm / self.spacing[0]
        row, step, line = float(rows.min()), max(1.0, 1.4 * radius), []
        while row <= rows.max() + radius:
            line += [(row, float(columns.min()) - 2), (row, float(columns.max()) + 2)]
            row += step
        self.stroke(_dense(np.array(line), 12.0), "paint")

    @property
    def spacing(self) -> tuple[float, float]:
        """Millimetres between rows and columns of the axial plane."""
        _, y, x = self.document.volume.geometry.spacing_zyx_mm
        return y, x

    def save(self, path: Path) -> float:
        """Save the mask; return the seconds until it is verified."""
        self.dialogs.path = path
        self.key("Ctrl+S")
        return self.wait(lambda: not self.document.dirty)

    def close(self) -> None:
        """Close the window without questions."""
        self.window._left = False
        self.window.session.autosave  # noqa: B018  # it ends with the window
        self.window._leave()


def _dense(line: NDArray[np.float64], step: float = POINT_PX) -> NDArray[np.float64]:
    """Points along a line, about as far apart as those of a mouse."""
    points = [line[0]]
    for start, end in itertools.pairwise(line):
        count = max(1, round(float(np.linalg.norm(end - start)) / step))
        points += [start + (end - start) * n / count for n in range(1, count + 1)]
    return np.array(points)


def percentiles(turns: list[Turn]) -> str:
    """50th, 95th and 99th percentile and the longest, milliseconds: waited, and computed."""
    texts = []
    for name, ms in zip(("wait", "cpu"), np.array(turns).T * 1e3, strict=True):
        shares = "  ".join(f"p{share} {np.percentile(ms, share):5.1f}" for share in (50, 95, 99))
        texts.append(f"{name}  {shares}  max {ms.max():5.1f}")
    return f"{'   '.join(texts)} ms   n {len(turns)}"

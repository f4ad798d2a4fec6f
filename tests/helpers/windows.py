"""A window with fakes around it: no dialogs on the screen, nothing outside a temporary folder."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app.assets import resources
from annotator.core.geometry import Geometry
from annotator.core.volume import Volume
from annotator.io.write import write_volume
from annotator.services.jobs import InlineRunner
from annotator.services.lanes import inline_lanes
from annotator.ui.decision_dialog import Decision
from annotator.ui.dialogs import Dialogs
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings
from annotator.ui.window_setup import WindowSetup
from tests.helpers.documents import SquarePropagator

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from annotator.io.dicom.catalogue import Catalogue
    from annotator.io.label_map import MaskOptions, MaskQuestion
    from annotator.services.document import Document
    from annotator.ui.dialogs import Answer, Replace
    from annotator.ui.viewer.canvas import Canvas


class FakeDialogs:
    """Answers as told and notes what was asked and shown."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.unsaved: Answer = "discard"
        self.replace: Replace = "cancel"
        self.recover = True
        self.dropped: Literal["mask", "image", "cancel"] = "mask"
        self.time_point: int | None = 0
        self.series: str | None = None
        self.uneven = False
        self.agree = False
        self.own_mask = False
        self.name = ""
        self.overwrite = False
        self.cluster = ""
        self.sending = False
        self.excluded: frozenset[str] | None = frozenset()
        self.asked: list[str] = []
        self.problems: list[str] = []

    def ask_open(self, title: str, folder: str, file_filter: str = "") -> Path | None:
        self.asked.append(title)
        return self.path

    def ask_save(self, title: str, suggestion: str, file_filter: str = "") -> Path | None:
        self.asked.append(f"{title}: {suggestion}")
        return self.path

    def ask_unsaved(self, name: str, painted: bool, proposed: int) -> Answer:
        slices = f", {proposed} proposed" if proposed else ""
        self.asked.append(f"unsaved: {name}{slices}" if painted else f"unreviewed: {name}{slices}")
        return self.unsaved

    def ask_replace(self, path: Path) -> Replace:
        self.asked.append(f"replace: {path.name}")
        return self.replace

    def ask_helpers(self, names: Sequence[str], excluded: Collection[str]) -> frozenset[str] | None:
        self.asked.append(f"helpers: {', '.join(names)}; without {', '.join(sorted(excluded))}")
        return self.excluded

    def ask_dropped(self, path: Path) -> Literal["mask", "image", "cancel"]:
        self.asked.append(f"dropped: {path.name}")
        return self.dropped

    def ask_recover(self, when: str, summary: str) -> bool:
        self.asked.append(f"recover: {summary}")
        return self.recover

    def ask_decision(self, document: Document, iteration: int | None) -> Decision | None:
        proposal = document.review.proposal
        waiting = proposal.indices() if proposal else []
        self.asked.append(f"decide: {document.review.outcome(None, iteration)}")
        return Decision(True, tuple(waiting))

    def ask_folder(self, title: str, folder: str) -> Path | None:
        self.asked.append(title)
        return self.path

    def ask_series(self, catalogue: Catalogue) -> str | None:
        self.asked.append("series: " + ", ".join(item.title for item in catalogue.series))
        return self.series

    def ask_own_mask(self, path: Path) -> bool:
        self.asked.append(f"mask of the image: {path.name}")
        return self.own_mask

    def ask_mask(self, question: MaskQuestion) -> MaskOptions | None:
        self.asked.append(question.fact)
        return question.choices[0][1] if self.agree else None

    def ask_uneven(self, sentence: str) -> bool:
        self.asked.append(sentence)
        return self.uneven

    def ask_time_point(self, count: int) -> int | None:
        self.asked.append(f"time point of {count}")
        return self.time_point

    def ask_name(self, title: str, question: str) -> str:
        self.asked.append(title)
        return self.name

    def ask_cluster(self, suggestion: str) -> str:
        self.asked.append(f"cluster: {suggestion}")
        return self.cluster

    def ask_sending(self, address: str) -> bool:
        self.asked.append(f"send to {address}")
        return self.sending

    def ask_overwrite(self, name: str) -> bool:
        self.asked.append(f"overwrite: {name}")
        return self.overwrite

    def show_problem(self, sentence: str, details: str = "") -> None:
        self.problems.append(sentence)

    def show_about(self, model_folder: Path, places: Mapping[str, Path]) -> None:
        self.asked.append("about")


def garbage_in_this_thread() -> Iterator[None]:
    """Body of a module fixture: no worker thread frees the windows of tests that are over."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


def phantom(shape: tuple[int, int, int] = (9, 40, 48)) -> Volume:
    """CT-like volume: fat around an elliptic organ of 60 HU; 5 mm slices of 1 mm pixels."""
    z, y, x = np.meshgrid(*(np.linspace(-1, 1, n) for n in shape), indexing="ij")
    noise = np.random.default_rng(3).integers(-8, 8, shape)
    organ = z**2 + (y / 0.6) ** 2 + (x / 0.5) ** 2 < 1
    voxels = np.where(organ, 60, -80) + noise
    voxels[:, :2] = -1000
    return Volume(voxels.astype(np.int16), Geometry(shape, np.diag([1.0, 1.0, 5.0, 1.0])), "CT")


def phantom_file(folder: Path, name: str = "ct.nii.gz", brighter: int = 0) -> Path:
    """The phantom as a NIfTI file, by some HU brighter so that it is another image."""
    path = folder / name
    write_volume(path, phantom().voxels + np.int16(brighter), phantom())
    return path


def make_window(folder: Path, dialogs: FakeDialogs | None, **parts: Any) -> MainWindow:
    """Window whose files and settings lie in `folder`; `parts` replace those of `WindowSetup`.

    None for `dialogs` gives the real ones. A propagator, scorer or denoiser is given as it is.
    """
    gc.collect()
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    given: dict[str, Any] = {
        "resources": resources(),
        "config_folder": folder / "config",
        "data_folder": folder / "data",
        "propagator": SquarePropagator(),
        "settings": Settings(store),
        "lanes": inline_lanes,
        "inference_runner": InlineRunner,
        "dialogs": Dialogs if dialogs is None else lambda _window: dialogs,
        "autosave_timer": QTimer(),
    }
    given |= parts
    for name in ("propagator", "scorer", "denoiser", "clicker", "prefiller"):
        if name in given:
            given[name] = partial(_itself, given[name])
    window = MainWindow(WindowSetup(**given))
    window.resize(1280, 800)
    return window


@contextmanager
def document_shown(qtbot: QtBot, window: MainWindow, timeout: int = 5_000) -> Iterator[None]:
    """Wait until the window shows another document, or none."""
    shown: list[object] = []

    def note(document: object) -> None:
        shown.append(document)

    window.session.document_changed.connect(note)
    yield
    qtbot.waitUntil(lambda: bool(shown), timeout=timeout)
    window.session.document_changed.disconnect(note)


def _itself(made: object) -> object:
    return made


def canvas_of(window: MainWindow, axis: int = 0) -> Canvas:
    """Drawing surface of a plane."""
    return window.viewer.views[axis].canvas


def paint(window: MainWindow, points: list[tuple[float, float]], axis: int = 0) -> None:
    """Drag the left button over points ``(row, column)`` of the slice in view."""
    canvas = canvas_of(window, axis)
    places: list[QPoint] = [canvas.position_of(point).toPoint() for point in points]
    viewport: QWidget = canvas.viewport()
    QTest.mouseMove(viewport, places[0])
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(viewport, place)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=places[-1])


def drop_files(window: MainWindow, paths: Sequence[Path], at: QPoint | None = None) -> bool:
    """Drag files over the window and let them go, as the desktop tells it; whether it took them.

    `at` is a place in the window, its middle for None.
    """
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = window.rect().center() if at is None else at
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys, handle = Qt.KeyboardModifier.NoModifier, window.windowHandle()
    enter = QDragEnterEvent(place, copy, data, button, keys)
    QApplication.sendEvent(handle, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(handle, QDragMoveEvent(place, copy, data, button, keys))
    drop = QDropEvent(QPointF(place), copy, data, button, keys)
    QApplication.sendEvent(handle, drop)
    return drop.isAccepted()


def press(window: MainWindow, keys: str) -> None:
    """Type a key sequence where the focus is."""
    QTest.keySequence(window.focusWidget() or window, keys)

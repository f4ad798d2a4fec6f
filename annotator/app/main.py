"""Where the window's parts are put together; the only place that knows all of them."""

from __future__ import annotations

import gc
import logging
import logging.handlers
import os
import sys
import threading
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import platformdirs
import pyqtgraph as pg
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from annotator.app.assets import resources
from annotator.app.model_folders import APP, is_installed, open_model_store
from annotator.core.errors import UserError
from annotator.ui.garbage import GuiGarbage
from annotator.ui.language import speak
from annotator.ui.main_window import MainWindow
from annotator.ui.panels.log import LogLines
from annotator.ui.settings import Settings
from annotator.ui.theme import apply_theme
from annotator.ui.window_setup import WindowSetup

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from annotator.services.document import Document
    from annotator.services.opening import Choice
    from annotator.services.ports import (
        CaseLearning,
        Denoiser,
        Prefiller,
        Propagator,
        SliceClicker,
        SliceScorer,
    )

SWITCH_INTERVAL_S = 0.001  # lets the window answer while a worker runs Python code
LOG_BYTES, LOG_FILES = 1_000_000, 3

log = logging.getLogger(__name__)
Made = TypeVar("Made")


def make_propagator(models: Path | None = None) -> Propagator:
    """Build the CAT-Net propagator; imports torch, so call it in the inference thread.

    `models` is a folder of models that comes before the installed ones.
    """
    from annotator.app.cluster_run import ClusterPropagator
    from annotator.inference.catnet.propagator import CatNetPropagator

    return ClusterPropagator(CatNetPropagator(open_model_store(models)))


def make_denoiser(models: Path | None = None) -> Denoiser:
    """Build the GRL denoiser; as `make_propagator`."""
    from annotator.inference.grl.denoiser import GrlDenoiser

    return GrlDenoiser(open_model_store(models))


def make_scorer(models: Path | None = None) -> SliceScorer:
    """Build the slice classifier; as `make_propagator`."""
    from annotator.inference.cloformer.slice_scorer import CloFormerScorer

    return CloFormerScorer(open_model_store(models))


def make_prefiller(models: Path | None = None) -> Prefiller:
    """Build what fills cases from finished ones; as `make_propagator`."""
    from annotator.inference.catnet.prefiller import CatNetPrefiller

    return CatNetPrefiller(open_model_store(models))


def scorer_factory(models: Path | None = None) -> Callable[[], SliceScorer] | None:
    """`make_scorer` for `run_window`, or None if no slice classifier is installed."""
    return partial(make_scorer, models) if is_installed("cloformer-slices", models) else None


def make_clicker(models: Path | None = None) -> SliceClicker:
    """Build what answers clicks; as `make_propagator`."""
    from annotator.inference.catnet.clicker import CatNetClicker

    return CatNetClicker(open_model_store(models))


def clicker_factory(models: Path | None = None) -> Callable[[], SliceClicker] | None:
    """`make_clicker` for `run_window`, or None if no model for it is installed."""
    return partial(make_clicker, models) if is_installed("catnet-clicks", models) else None


def check_cluster(address: str) -> None:
    """Raise `UserError` for an address of a cluster that images must not go to."""
    from annotator.app.batch_workers import check_address

    check_address(address)


def make_demo() -> Document:
    """Make the demonstration's document."""
    from annotator.app.demo import demo_document

    return demo_document("ct", 0)


def run_window(
    image: Path | None = None,
    labels: Path | None = None,
    document: Document | None = None,
    propagator_factory: Callable[[], Propagator] = make_propagator,
    denoiser_factory: Callable[[], Denoiser] = make_denoiser,
    slice_scorer: Callable[[], SliceScorer] | None = None,
    choice: Choice | None = None,
    project: Path | None = None,
    clicker: Callable[[], SliceClicker] | None = None,
    prefiller: Callable[[], Prefiller] = make_prefiller,
    learning: CaseLearning | None = None,
) -> int:
    """Open the window and return the exit code once it is closed.

    Parameters
    ----------
    image, labels
        Opened at the start, as soon as the window is visible.
    choice
        Which series of `image`, where it is DICOM.
    document
        Shown instead of `image`.
    propagator_factory, denoiser_factory, slice_scorer
        Called in a worker thread when what they make is first needed; no `slice_scorer`, no
        guidance.
    clicker
        As these; None for clicks without a network.
    project
        Folder of cases, shown as a worklist.
    prefiller
        As the factories; fills cases from finished ones.
    learning
        How the network learns from finished cases; None if it cannot.
    """
    lines = start_log()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    pg.setConfigOption("imageAxisOrder", "row-major")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationDisplayName("CAT-Net Annotator")
    app.setDesktopFileName(APP)
    settings = Settings()
    apply_theme(app, resources(), settings.values.theme)
    speak(app, resources() / "translations", settings.values.language)
    window = MainWindow(
        WindowSetup(
            settings=settings,
            resources=resources(),
            config_folder=Path(platformdirs.user_config_dir(APP, appauthor=False)),
            data_folder=Path(platformdirs.user_data_dir(APP, appauthor=False)),
            propagator=cache(partial(_leave_a_core, propagator_factory)),
            scorer=cache(partial(_leave_a_core, slice_scorer)) if slice_scorer else None,
            denoiser=cache(partial(_leave_a_core, denoiser_factory)),
            clicker=cache(partial(_leave_a_core, clicker)) if clicker else None,
            prefiller=cache(partial(_leave_a_core, prefiller)),
            learning=learning,
            log_lines=lines,
            demo=make_demo,
            cache_folder=Path(platformdirs.user_cache_dir(APP, appauthor=False)),
            check_cluster=check_cluster if find_spec("distributed") else None,
        )
    )
    install_excepthook(window.show_error)
    GuiGarbage(window)
    window.show()
    if project is not None:
        window.worklist.open_project(project)
    if document is not None:
        window.tour.note_demo()
        window.session.show(document)
    elif image is not None:
        QTimer.singleShot(0, window, lambda: window.session.open(image, labels, choice))
    return app.exec()


def _leave_a_core(make: Callable[[], Made]) -> Made:
    """Make what computes, in a thread that leaves one core to the window."""
    import torch

    torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))
    made = make()
    gc.freeze()  # what was imported stays; collections need not look at it
    return made


def start_log() -> LogLines:
    """Log to the platform's log folder and to the messages panel."""
    lines = LogLines()
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(lines)
    folder = Path(platformdirs.user_log_dir(APP, appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = logging.handlers.RotatingFileHandler(
            folder / "annotator.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
        )
    except OSError as error:
        log.warning("no log file: %s", error)
    else:
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root.addHandler(file)
    return lines


def install_excepthook(show: Callable[[BaseException], None]) -> None:
    """Log exceptions that nobody caught, and show those of the GUI thread to the user."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if not isinstance(error, UserError):
            log.critical("uncaught exception", exc_info=(kind, error, trace))
        show(error)

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        log.critical("uncaught exception in thread %s", args.thread, exc_info=args.exc_value)

    sys.excepthook = hook
    threading.excepthook = thread_hook

"""Starting the program: what is imported first, logs, uncaught errors."""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
import threading
import weakref
from functools import cache
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from annotator.app import main
from annotator.app.model_folders import is_installed
from annotator.core.errors import UserError
from annotator.core.run_options import RunOptions
from annotator.services.jobs import JobRunner
from annotator.services.propagation import PropagationService
from annotator.ui.garbage import GuiGarbage
from tests.helpers.documents import SquarePropagator, make_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

SLOW_TO_IMPORT = ("torch", "SimpleITK", "nibabel", "pydicom", "scipy", "skimage")


def test_nothing_slow_is_imported_before_the_window() -> None:
    code = (
        f"import sys, annotator.app.main; print([m for m in {SLOW_TO_IMPORT} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_computes_is_made_once_in_the_thread_that_uses_it() -> None:
    threads: list[threading.Thread] = []

    @cache
    def make() -> SquarePropagator:
        threads.append(threading.current_thread())
        return SquarePropagator()

    prepared = threading.Semaphore(0)
    runner = JobRunner(lambda call: call())
    document = make_document()
    service = PropagationService(lambda: document, runner, make)
    service.prepared.connect(lambda: prepared.release())
    assert not threads
    for model in ("small", "large"):
        service.prepare(RunOptions(model=model))
        assert prepared.acquire(timeout=30)
    runner.close()
    assert len(threads) == 1
    assert threads[0] is not threading.current_thread()
    assert [options.model for options in make().prepared] == ["small", "large"]


def test_a_model_is_found_by_its_manifest(tmp_path: Path) -> None:
    assert not is_installed("cloformer-test", tmp_path)
    for name, text in (("broken", "architecture ="), ("good", 'architecture = "cloformer-test"')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.toml").write_text(text)
    assert is_installed("cloformer-test", tmp_path)
    assert not is_installed("cloformer-other", tmp_path)


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    """Root logger, put back as it was."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield root
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """`sys.excepthook` and `threading.excepthook` are put back."""
    monkeypatch.setattr("sys.excepthook", sys.excepthook)
    monkeypatch.setattr("threading.excepthook", main.threading.excepthook)
    return monkeypatch


def test_messages_go_to_the_file_and_the_panel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root_logger: logging.Logger
) -> None:
    monkeypatch.setattr(main.platformdirs, "user_log_dir", lambda *_a, **_k: str(tmp_path / "log"))
    lines = main.start_log()
    logging.getLogger("annotator.test").warning("the disk is slow")
    assert "the disk is slow" in lines.text()
    assert "the disk is slow" in (tmp_path / "log" / "annotator.log").read_text("utf-8")


def test_a_log_folder_that_cannot_be_made_is_no_reason_to_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root_logger: logging.Logger
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(main.platformdirs, "user_log_dir", lambda *_a, **_k: str(tmp_path / "file"))
    assert "no log file" in main.start_log().text()


@pytest.mark.parametrize(
    ("error", "logged"), [(UserError("Choose another file."), False), (ValueError("odd"), True)]
)
def test_uncaught_errors_reach_the_user_and_the_log(
    hooks: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, logged: bool
) -> None:
    shown: list[BaseException] = []
    main.install_excepthook(shown.append)
    sys.excepthook(type(error), error, None)
    assert shown == [error]
    assert ("uncaught" in caplog.text) == logged


class Ring:
    """Garbage that only the collector can free."""

    def __init__(self) -> None:
        self.me = self


def test_garbage_is_collected_by_the_timer_only(qtbot: QtBot) -> None:
    owner = QObject()
    try:
        garbage = GuiGarbage(owner)
        assert not gc.isenabled()
        ring = weakref.ref(Ring())
        kept = [[] for _ in range(3 * gc.get_threshold()[0])]
        assert ring() is not None, "allocating collects no more"
        garbage.collect()
        assert ring() is None
        assert kept
    finally:
        owner.deleteLater()

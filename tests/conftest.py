"""For all tests: Qt without a screen, no Qt in unit tests, and no thread left behind."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt
os.environ["QT_API"] = "pyside6"
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # as annotator.app does

import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import configuration, settings

from tests.helpers.imports import qt_imports

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile("suite", derandomize=True, database=None, deadline=None)
settings.load_profile("suite")
configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "hypothesis")

WITHOUT_QT = [Path(__file__).parent / name for name in ("unit", "nets")]
QT_FIXTURES = {"qtbot", "qapp", "qapp_cls"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Unit tests run without Qt: they may not import it, nor ask for its fixtures."""
    without_qt = [item for item in items if set(WITHOUT_QT) & set(item.path.parents)]
    for path in {item.path for item in without_qt}:
        found = qt_imports(path.read_text(encoding="utf-8"))
        if found:
            raise pytest.UsageError(f"{path} is a unit test and imports {sorted(found)}")
    for item in without_qt:
        if QT_FIXTURES & set(getattr(item, "fixturenames", ())):
            raise pytest.UsageError(f"{item.nodeid} is a unit test and uses a Qt fixture")


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [
        thread.name
        for thread in threading.enumerate()
        if thread not in before and not thread.daemon and thread.is_alive()
    ]
    assert not left, f"threads still run after the test: {left}"

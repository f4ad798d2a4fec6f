"""For tests with Qt: settings and folders of their own, and no window left behind."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
    report: pytest.TestReport = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test neither reads nor changes the settings of whoever runs it."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    folder = str(tmp_path / "settings")
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, folder)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, folder)


@pytest.fixture(autouse=True)
def no_window_is_left(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    before = set(QApplication.topLevelWidgets())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if request.node.stash.get(FAILED, False):  # a failed test may well leave something
        return
    if left_windows(before):
        gc.collect()
    left = left_windows(before)
    assert not left, f"windows are left after the test: {left}"


def left_windows(before: set[QWidget]) -> list[str]:
    windows = QApplication.topLevelWidgets()
    return [repr(widget) for widget in windows if widget not in before and not widget.parent()]

"""A window that has been shown, closed at the end of each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.windows import (
    FakeDialogs,
    document_shown,
    garbage_in_this_thread,
    make_window,
    phantom_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.main_window import MainWindow


@pytest.fixture(autouse=True, scope="module")
def garbage() -> Iterator[None]:
    yield from garbage_in_this_thread()


@pytest.fixture
def dialogs() -> FakeDialogs:
    return FakeDialogs()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs) -> Iterator[MainWindow]:
    made = make_window(tmp_path, dialogs)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    dialogs.unsaved = "discard"
    made.close()


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with the phantom open."""
    with document_shown(qtbot, window):
        window.session.open(phantom_file(tmp_path))
    return window

"""A cluster as device of runs: images go only where the user has agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.app.batch_workers import check_address
from annotator.core.run_options import CLUSTER
from tests.helpers.windows import make_window

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.main_window import MainWindow
    from tests.helpers.windows import FakeDialogs

HERE = "tcp://127.0.0.1:8786"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs) -> MainWindow:
    made = make_window(tmp_path, dialogs, check_cluster=check_address)
    qtbot.addWidget(made)
    made.runs.find_devices()
    return made


def choose(window: MainWindow, key: str) -> None:
    """Choose a device as the user does."""
    devices = window.propagate_panel._device
    row = devices.findData(key)
    devices.setCurrentIndex(row)
    devices.activated.emit(row)


def device(window: MainWindow) -> str:
    return window.propagate_panel.options.device


def test_only_after_a_yes_it_becomes_the_device(window: MainWindow, dialogs: FakeDialogs) -> None:
    dialogs.cluster = HERE
    choose(window, CLUSTER)
    assert dialogs.asked == [f"cluster: {HERE}", f"send to {HERE}"]
    assert device(window) == "auto"
    assert window.settings.values.cluster == ""
    dialogs.sending = True
    choose(window, CLUSTER)
    assert device(window) == f"{CLUSTER}{HERE}"
    assert window.settings.values.cluster == HERE
    choose(window, "cpu")
    assert device(window) == "cpu"
    dialogs.asked.clear()
    choose(window, f"{CLUSTER}{HERE}")
    assert dialogs.asked == []  # once is enough for an address
    assert device(window) == f"{CLUSTER}{HERE}"


def test_every_other_address_is_asked_for_and_open_ones_are_refused(
    window: MainWindow, dialogs: FakeDialogs
) -> None:
    dialogs.sending = True
    dialogs.cluster = "tcp://192.0.2.7:8786"
    choose(window, CLUSTER)
    assert "neither on this computer nor encrypted" in dialogs.problems[0]
    assert device(window) == "auto"
    dialogs.cluster = HERE
    choose(window, CLUSTER)
    dialogs.cluster, dialogs.sending = "tls://images.example:8786", False
    choose(window, CLUSTER)
    assert dialogs.asked[-1] == "send to tls://images.example:8786"
    assert window.settings.values.cluster == HERE


def test_without_dask_there_is_no_cluster(
    qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs
) -> None:
    made = make_window(tmp_path, dialogs)
    qtbot.addWidget(made)
    made.runs.find_devices()
    assert made.propagate_panel._device.findData(CLUSTER) < 0

"""Layouts of the views, surfaces in three dimensions and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from annotator.core.labelmap import VoxelOrigin
from annotator.core.patch import Change, Edit
from annotator.core.surfaces import label_surface
from annotator.ui.viewer.layouts import Layout
from annotator.ui.viewer.surface_view import SurfaceView, missing_for_3d
from tests.helpers.documents import overwrite, proposal
from tests.helpers.windows import (
    FakeDialogs,
    document_shown,
    make_window,
    paint,
    phantom_file,
    press,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.core.labels import Color
    from annotator.core.surfaces import Surface
    from annotator.ui.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs) -> Iterator[MainWindow]:
    window = make_window(tmp_path, dialogs)
    qtbot.addWidget(window)
    window.show()
    with document_shown(qtbot, window):
        window.session.open(phantom_file(tmp_path))
    yield window
    dialogs.unsaved = "discard"
    window.close()


def shown(window: MainWindow) -> list[int]:
    return [view.axis for view in window.viewer.views if view.isVisible()]


def test_a_layout_without_opengl_says_why_and_keeps_the_planes(window: MainWindow) -> None:
    sentence = missing_for_3d()
    press(window, "Ctrl+4")
    assert window.viewer.layout_shown is Layout.GRID
    assert shown(window) == [0, 1, 2]
    assert sentence, "this platform has no OpenGL"
    label = window.viewer.findChild(QLabel, "no_3d")
    assert label is not None
    assert label.isVisible()
    assert label.text() == sentence == window.status.message
    press(window, "Ctrl+1")
    assert not label.isVisible()
    assert shown(window) == [0, 1, 2]


def test_the_menu_says_how_to_install_what_3d_needs(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.ui.viewer.surface_view.find_spec", lambda _name: None)
    press(window, "Ctrl+4")
    assert "pip install 'catnet-annotator[3d]'" in window.status.message
    assert shown(window) == [0, 1, 2]


def test_the_plane_of_the_slices_is_the_large_one(window: MainWindow) -> None:
    press(window, "Ctrl+2")
    sizes = [view.width() * view.height() for view in window.viewer.views]
    assert sizes[0] > 2 * max(sizes[1:])
    window.document.set_axis(1)
    window.viewer.set_document(window.document)
    sizes = [view.width() * view.height() for view in window.viewer.views]
    assert max(sizes) == sizes[1]


def test_the_layout_is_remembered(
    window: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    press(window, "Ctrl+3")
    window.close()
    other = make_window(tmp_path, dialogs)
    qtbot.addWidget(other)
    other.show()
    with document_shown(qtbot, other):
        other.session.open(tmp_path / "ct.nii.gz")
    assert other.viewer.layout_shown is Layout.SUPPORT
    assert other.actions_by_name["layout_support"].isChecked()
    assert shown(other) == [0]
    other.close()


def test_a_painted_slice_lies_beside_the_one_at_work(window: MainWindow) -> None:
    press(window, "2")
    for index in (2, 7):
        window.viewer.goto(0, index)
        paint(window, [(20, 20), (20, 28)])
    press(window, "Ctrl+3")
    assert shown(window) == [0]
    support = window.viewer.support
    assert support.isVisible()
    assert support.view.state.index == 2, "slice 7 itself is at work"
    assert not support.view.state.crosshair
    for index, nearest in ((3, 2), (6, 7), (7, 2)):
        window.viewer.goto(0, index)
        assert support.view.state.index == nearest
    assert "Nearest painted slice of Label 1: 3" in support._title.text()
    paint(window, [(10, 10), (10, 14)])  # painting goes on beside it
    assert window.document.labelmap.voxels[7, 10, 12] == 1


def test_a_double_click_enlarges_in_every_layout(window: MainWindow) -> None:
    press(window, "Ctrl+4")
    window.viewer.set_maximised(2)
    assert shown(window) == [2]
    window.viewer.set_maximised(None)
    assert shown(window) == [0, 1, 2]


class NotedSurfaces:
    """Stands for the 3D view where there is no OpenGL."""

    def __init__(self) -> None:
        self.shown: dict[tuple[int, bool], np.ndarray | None] = {}
        self.values: list[int] = []

    def set_surface(
        self, value: int, surface: Surface | None, _color: Color, *, proposed: bool = False
    ) -> None:
        self.shown[value, proposed] = None if surface is None else np.ptp(surface.points, axis=0)

    def clear(self) -> None:
        self.shown.clear()

    def frame_once(self) -> None:
        pass


def test_what_is_proposed_is_a_veil_around_what_is_accepted(
    window: MainWindow, qtbot: QtBot
) -> None:
    press(window, "Ctrl+4")
    view = window.surfaces.view = NotedSurfaces()
    block = np.zeros((2, 1, 10, 12), np.uint8)
    block[0], block[1] = 1, VoxelOrigin.HAND
    overwrite(window.document, (3, 10, 10), block)
    labels = np.zeros((40, 48), np.uint8)
    labels[10:20, 10:22] = 1
    made = proposal({4: [labels], 5: [labels]})
    window.document.commit(Edit("Propagate", proposal=Change(None, made)))
    qtbot.waitUntil(lambda: view.shown.get((1, True)) is not None)
    assert view.shown[1, True][2] > 2 * view.shown[1, False][2], "three slices, one accepted"
    window.document.accept(None)
    qtbot.waitUntil(lambda: view.shown.get((1, True)) is None)
    assert view.shown[1, False][2] > 10.0


@pytest.mark.parametrize("suffix", [".stl", ".ply", ".glb"])
def test_surfaces_are_written_for_other_programs(
    window: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot, suffix: str
) -> None:
    trimesh = pytest.importorskip("trimesh")
    block = np.zeros((2, 3, 10, 12), np.uint8)
    block[0], block[1] = 1, VoxelOrigin.HAND
    overwrite(window.document, (3, 10, 10), block)
    dialogs.path = tmp_path / f"liver{suffix}"
    window.actions_by_name["export_surfaces"].trigger()
    qtbot.waitUntil(lambda: window.status.message == f"Saved liver{suffix}.")
    mesh = trimesh.load(dialogs.path, force="mesh")
    assert mesh.is_watertight or suffix == ".stl"
    size = np.sort(mesh.extents) * (1000 if suffix == ".glb" else 1)
    assert size == pytest.approx([10, 12, 15], abs=2.0)  # 5 mm slices of 1 mm pixels


def test_nothing_to_export_is_said(
    window: MainWindow, dialogs: FakeDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    dialogs.path = tmp_path / "empty.stl"
    window.actions_by_name["export_surfaces"].trigger()
    qtbot.waitUntil(lambda: "paint one first" in window.status.message)
    assert not dialogs.path.exists()


def test_a_click_on_a_surface_finds_its_place(qtbot: QtBot) -> None:
    if missing_for_3d():
        pytest.skip("no OpenGL here")
    view = SurfaceView()
    qtbot.addWidget(view)
    view.resize(300, 300)
    labels = np.zeros((12, 12, 12), np.uint8)
    labels[3:9, 3:9, 3:9] = 1
    view.set_surface(1, label_surface(labels, 1, np.eye(4)), (255, 0, 0))
    view.frame_once()
    with qtbot.waitExposed(view):
        view.show()
    point = view.point_at(QPoint(150, 150))
    assert point is not None
    assert point[1] == pytest.approx(2.5, abs=1.0), "the front of the patient is nearest"
    assert view.point_at(QPoint(2, 2)) is None

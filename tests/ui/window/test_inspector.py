"""The inspector: opened by a key, drawn from what the run did, clicked, saved."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.core.run_options import RunOptions
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.io.write import write_labels
from tests.helpers.models import install_model
from tests.helpers.windows import document_shown, make_window, paint, phantom, phantom_file, press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.inspector.panel import InspectorPanel
    from annotator.ui.main_window import MainWindow
    from tests.helpers.windows import FakeDialogs

OPTIONS = RunOptions(iterations=2, adaptation="off", range="between", gate="off")


@pytest.fixture
def ran(qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs) -> Iterator[MainWindow]:
    """A window with a real run on the phantom, slices 3 and 7 painted, slice 5 in view."""
    store = install_model(tmp_path / "models")
    window = make_window(tmp_path, dialogs, propagator=CatNetPropagator(store))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    with document_shown(qtbot, window):
        window.session.open(phantom_file(tmp_path))
    window.actions_by_name["tool_brush"].trigger()
    for index in (2, 6):
        window.viewer.goto(0, index)
        paint(window, [(18.0, 20.0), (20.0, 26.0)])
    window._service.start(OPTIONS)
    window.viewer.goto(0, 4)
    press(window, "F8")
    qtbot.waitUntil(lambda: panel(window).iterations.fused.picture is not None)
    yield window
    dialogs.unsaved = "discard"
    window.close()


def panel(window: MainWindow) -> InspectorPanel:
    return window.inspector.panel


def test_is_off_until_its_key_is_pressed_and_says_what_to_do_first(
    qtbot: QtBot, opened: MainWindow
) -> None:
    assert not opened.inspector.dock.isVisible()
    press(opened, "F8")
    qtbot.waitUntil(lambda: "Propagate first" in panel(opened).note.text())
    press(opened, "F8")
    assert not opened.inspector.dock.isVisible()


def test_shows_every_iteration_and_follows_the_slice(qtbot: QtBot, ran: MainWindow) -> None:
    shown = panel(ran)
    assert shown.iteration == 2
    last = shown.iterations.fused.picture.copy()
    assert shown.iterations.prior.picture is not None
    assert shown.iterations.location.picture is not None
    shown.step(1)
    assert shown.iteration == 0
    assert not np.array_equal(shown.iterations.fused.picture, last)
    ran.viewer.goto(0, 0)
    qtbot.waitUntil(lambda: "did not fill" in shown.iterations.contour.note)
    ran.viewer.goto(0, 3)
    qtbot.waitUntil(lambda: shown.iterations.fused.picture is not None)


def test_an_earlier_iteration_is_taken_as_result(qtbot: QtBot, ran: MainWindow) -> None:
    document = ran.document
    wanted = document.review.proposal.slices[4].labels(0) == 1
    panel(ran).slider.setValue(0)
    qtbot.mouseClick(panel(ran)._here, Qt.MouseButton.LeftButton)
    assert np.array_equal(document.labelmap.voxels[4] == 1, wanted)
    assert 4 in document.review.proposal.decided
    qtbot.waitUntil(lambda: not panel(ran)._here.isEnabled())
    assert panel(ran).slider.isEnabled()  # what was decided can still be looked into
    qtbot.mouseClick(panel(ran)._all, Qt.MouseButton.LeftButton)
    assert not document.review.proposal.slices


def test_attention_is_drawn_where_a_slice_is_clicked(qtbot: QtBot, ran: MainWindow) -> None:
    shown = panel(ran)
    shown.tabs.setCurrentWidget(shown.attention)
    page = shown.attention
    qtbot.waitUntil(lambda: page.supports[1].picture is not None)
    before = [tile.picture.copy() for tile in (page.query, *page.supports)]
    QTest.mouseClick(
        page.query, Qt.MouseButton.LeftButton, pos=page.query.place_of(19, 23).toPoint()
    )
    assert any(
        not np.array_equal(tile.picture, old)
        for tile, old in zip(page.supports, before[1:], strict=True)
    )
    assert np.array_equal(page.query.picture, before[0])
    assert "%" in page.hint.text()
    averaged = [tile.picture.copy() for tile in page.supports]
    page.heads.setCurrentIndex(1)
    assert any(
        not np.array_equal(tile.picture, old)
        for tile, old in zip(page.supports, averaged, strict=True)
    )
    QTest.mouseClick(
        page.supports[0],
        Qt.MouseButton.LeftButton,
        pos=page.supports[0].place_of(19, 23).toPoint(),
    )
    assert not np.array_equal(page.query.picture, before[0])


def test_between_two_tips_it_is_said_why_there_is_no_attention(
    qtbot: QtBot, ran: MainWindow
) -> None:
    shown = panel(ran)
    flow = ran.inspector
    flow._inspection = replace(flow._inspection, prior=None, location=None, attention=None)
    shown.tabs.setCurrentWidget(shown.iterations)
    flow.refresh()
    for tile in (shown.iterations.prior, shown.iterations.location):
        assert "only the tips are painted" in tile.note
    flow._asked = replace(flow._asked, attention=True)  # it was asked for, and there is none
    shown.tabs.setCurrentWidget(shown.attention)
    flow.refresh()
    assert "only the tips are painted" in shown.attention.query.note
    assert shown.attention.supports[0].picture is None


def test_curves_lead_to_slices_and_measure_against_a_reference(
    qtbot: QtBot, ran: MainWindow, tmp_path: Path, dialogs: FakeDialogs
) -> None:
    shown = panel(ran)
    shown.tabs.setCurrentWidget(shown.curves)
    qtbot.waitUntil(lambda: shown.curves.points is not None)
    assert not shown.curves.distance.isVisible()
    points = shown.curves.points
    points.sigClicked.emit(points, points.points()[:1], None)
    assert ran.viewer.current_index(0) == 3
    dialogs.path = tmp_path / "reference.nii.gz"
    write_labels(dialogs.path, np.ones(phantom().voxels.shape, np.uint8), phantom())
    shown.wanted.emit("reference")
    qtbot.waitUntil(shown.curves.distance.isVisible)


def test_saves_pictures_figures_and_probabilities(
    qtbot: QtBot, ran: MainWindow, tmp_path: Path, dialogs: FakeDialogs
) -> None:
    shown = panel(ran)
    for name, start in (("page.png", b"\x89PNG"), ("page.svg", b"<?xml")):
        dialogs.path = tmp_path / name
        shown.wanted.emit("picture")
        assert dialogs.path.read_bytes().startswith(start)
    dialogs.path = tmp_path / "figures.csv"
    shown.wanted.emit("csv")
    lines = dialogs.path.read_text("utf-8").splitlines()
    assert len(lines) == 1 + 3 * 3
    dialogs.path = tmp_path
    shown.wanted.emit("probabilities")
    saved = nib.load(tmp_path / "ct_label-Label1_desc-iterations_probseg.nii.gz")
    assert saved.shape == (48, 40, 9, 3)
    middle = np.asarray(saved.dataobj[:, :, 4, 1]).T  # file order of the phantom is (x, y, z)
    mask = ran.document.review.proposal.slices[4].labels(1) == 1  # the last one is smoothed
    assert abs(int((middle > 0.5).sum()) - int(mask.sum())) <= 2


def test_plays_the_iterations(qtbot: QtBot, ran: MainWindow) -> None:
    shown = panel(ran)
    shown._play.setInterval(1)
    qtbot.mouseClick(shown._play_button, Qt.MouseButton.LeftButton)
    seen: set[int] = set()
    shown.slider.valueChanged.connect(seen.add)
    qtbot.waitUntil(lambda: seen == {0, 1, 2})
    qtbot.mouseClick(shown._play_button, Qt.MouseButton.LeftButton)
    assert not shown.playing


def test_a_saved_mask_records_the_run(
    qtbot: QtBot, ran: MainWindow, tmp_path: Path, dialogs: FakeDialogs
) -> None:
    dialogs.path = tmp_path / "saved.nii.gz"
    ran.session.save_as()
    qtbot.waitUntil((tmp_path / "saved.json").exists)
    session = json.loads((tmp_path / "saved.json").read_text("utf-8"))["session"]
    assert session["runs"][0]["model"] == "tiny"
    assert session["runs"][0]["options"]["iterations"] == 2
    assert sum(step.get("is_stroke", False) for step in session["steps"]) == 2

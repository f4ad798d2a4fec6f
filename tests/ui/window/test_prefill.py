"""Prefilling in the window: finished cases lead to a proposal that is reviewed like any other."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.core.finished import Prefill, PrefilledLabel
from annotator.core.labels import default_label
from annotator.core.proposal import RunProgress
from annotator.io.case_state import change_state, read_state
from annotator.io.read import read_volume
from annotator.io.write import write_labels
from tests.helpers.windows import (
    FakeDialogs,
    document_shown,
    make_window,
    paint,
    phantom_file,
    press,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from pytestqt.qtbot import QtBot

    from annotator.core.cancel import CancelToken
    from annotator.core.finished import CaseSource
    from annotator.core.run_options import RunOptions
    from annotator.core.volume import Volume
    from annotator.ui.main_window import MainWindow


class SquarePrefiller:
    """Fills a square with label 1 on slices 2 to 5, from everybody."""

    def __init__(self) -> None:
        self.helped: list[str] = []
        self.painted: NDArray[np.uint8] | None = None
        self.model: str | None = None
        self.problem = ""
        self.doubtful: tuple[int, ...] = ()

    def prefill(
        self,
        volume: Volume,
        sources: Sequence[CaseSource],
        options: RunOptions,
        token: CancelToken,
        painted: NDArray[np.uint8] | None = None,
    ) -> Iterator[RunProgress | Prefill]:
        if self.problem:
            raise UserError(self.problem)
        self.helped = [source.name for source in sources]
        self.painted, self.model = painted, options.model
        yield RunProgress(1, 2, "laying")
        labels = np.zeros(volume.voxels.shape, np.uint8)
        labels[2:6, 10:20, 10:20] = 1
        labels[4, 25:30, 10:20] = 7
        filled = {v: PrefilledLabel(tuple(self.helped), (), 0.9) for v in (1, 7)}
        yield Prefill(labels, 0, filled, (), (default_label(7, "Spleen"),), self.doubtful)


class FakeLearning:
    """Learns with a program that says a word and ends as told."""

    def __init__(self, code: int = 0) -> None:
        self.code = code
        self.asked: list[tuple[str, list[str]]] = []

    def command(self, folder: Path, exclude: Sequence[str]) -> list[str]:
        self.asked.append((folder.name, list(exclude)))
        return [sys.executable, "-c", f"print('step 1'); raise SystemExit({self.code})"]

    def model(self, folder: Path) -> str | None:
        return f"learned-{folder.name}" if self.asked else None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three cases, two of them finished."""
    path = tmp_path / "patients"
    path.mkdir()
    for number, name in enumerate(("a", "b", "c")):
        image = phantom_file(path, f"{name}.nii.gz", number)
        if name != "c":
            mask_of(image)
    return path


def mask_of(image: Path) -> Path:
    volume = read_volume(image)
    voxels = np.zeros(volume.geometry.shape_zyx, np.uint8)
    voxels[4, 10:20, 10:20] = 1
    mask = image.with_name(image.name.replace(".nii", "_labels.nii"))
    write_labels(mask, voxels, volume)
    return mask


@pytest.fixture
def prefiller() -> SquarePrefiller:
    return SquarePrefiller()


@pytest.fixture
def learning() -> FakeLearning:
    return FakeLearning()


@pytest.fixture
def window(
    tmp_path: Path,
    qtbot: QtBot,
    dialogs: FakeDialogs,
    folder: Path,
    prefiller: SquarePrefiller,
    learning: FakeLearning,
) -> Iterator[MainWindow]:
    made = make_window(tmp_path, dialogs, prefiller=prefiller, learning=learning)
    made.show()
    qtbot.addWidget(made)
    made.worklist.open_project(folder)
    yield made
    made.close()


def opened(window: MainWindow, qtbot: QtBot, key: str) -> None:
    with document_shown(qtbot, window):
        window.worklist.open_case(key)


def fill(window: MainWindow, qtbot: QtBot) -> None:
    do(window, "prefill")
    qtbot.waitUntil(lambda: window.prefills._job is None)


def do(window: MainWindow, action: str) -> None:
    assert window.actions_by_name[action].isEnabled()
    window.actions_by_name[action].trigger()


def test_finished_cases_fill_the_open_one_as_a_proposal(
    window: MainWindow, qtbot: QtBot, dialogs: FakeDialogs, prefiller: SquarePrefiller
) -> None:
    opened(window, qtbot, "c.nii.gz")
    fill(window, qtbot)
    assert prefiller.helped == ["a", "b"]
    proposal = window.document.review.proposal
    assert sorted(proposal.slices) == [2, 3, 4, 5]
    assert not window.document.labelmap.voxels.any()
    assert window.document.label_name(7) == "Spleen"
    assert window.status.message == "Prefilled from 2 patients: a, b. Look at every slice."
    qtbot.waitUntil(lambda: "from 2 patients" in window.review_panel._where.text())
    press(window, "Ctrl+Z")
    assert window.document.review.waiting == 0


def test_who_is_excluded_does_not_help_and_a_case_never_helps_itself(
    window: MainWindow, qtbot: QtBot, dialogs: FakeDialogs, prefiller: SquarePrefiller
) -> None:
    opened(window, qtbot, "c.nii.gz")
    dialogs.excluded = frozenset({"a"})
    fill(window, qtbot)
    assert prefiller.helped == ["b"]
    opened(window, qtbot, "b.nii.gz")
    dialogs.excluded = None
    before = window.document.review.proposal
    fill(window, qtbot)
    assert dialogs.asked[-1] == "helpers: a; without a"
    assert window.document.review.proposal is before


def test_a_copy_of_the_open_image_does_not_help(
    window: MainWindow,
    qtbot: QtBot,
    dialogs: FakeDialogs,
    folder: Path,
    prefiller: SquarePrefiller,
) -> None:
    copy = folder / "a2.nii.gz"
    copy.write_bytes((folder / "a.nii.gz").read_bytes())
    mask_of(copy)
    window.worklist.look()
    opened(window, qtbot, "a.nii.gz")
    fill(window, qtbot)
    assert dialogs.asked[-1] == "helpers: b; without "
    assert prefiller.helped == ["b"]


def test_painted_slices_are_handed_over_and_stay(
    window: MainWindow, qtbot: QtBot, prefiller: SquarePrefiller
) -> None:
    opened(window, qtbot, "c.nii.gz")
    window.viewer.goto(0, 3)
    press(window, "2")
    paint(window, [(18, 18), (18, 30), (24, 30)])
    drawn = window.document.labelmap.voxels.copy()
    fill(window, qtbot)
    assert np.array_equal(prefiller.painted, drawn)
    window.document.accept(None, None, None)
    assert np.array_equal(window.document.labelmap.voxels[drawn > 0], drawn[drawn > 0])


def test_new_cases_are_filled_when_they_are_opened_if_that_is_wanted(
    window: MainWindow, qtbot: QtBot, prefiller: SquarePrefiller
) -> None:
    opened(window, qtbot, "c.nii.gz")
    assert window.document.review.waiting == 0
    do(window, "prefill_new")
    opened(window, qtbot, "a.nii.gz")
    assert window.document.review.waiting == 0, "somebody has worked on it"
    opened(window, qtbot, "c.nii.gz")
    qtbot.waitUntil(lambda: window.document.review.waiting == 4)
    assert window.settings.values.prefill_new


def test_a_prefilled_case_opens_as_a_proposal_and_closes_without_a_question(
    window: MainWindow, qtbot: QtBot, dialogs: FakeDialogs, folder: Path
) -> None:
    mask = mask_of(folder / "c.nii.gz")
    before = mask.read_bytes()
    change_state(mask, status="prefilled", note="from 2 patients: a, b")
    opened(window, qtbot, "c.nii.gz")
    document = window.document
    assert document.review.waiting == 1
    assert not document.labelmap.voxels.any()
    assert not document.dirty
    qtbot.waitUntil(lambda: "from 2 patients" in window.review_panel._where.text())
    opened(window, qtbot, "a.nii.gz")
    assert not dialogs.asked
    assert mask.read_bytes() == before


def test_a_prefilled_mask_opens_as_a_proposal_outside_of_its_folder_too(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    image = phantom_file(tmp_path, "alone.nii.gz")
    mask = mask_of(image)
    change_state(mask, status="prefilled", note="from 2 patients: a, b")
    with document_shown(qtbot, window):
        window.session.open(image, mask)
    assert window.document.review.waiting == 1
    assert not window.document.labelmap.voxels.any()
    qtbot.waitUntil(lambda: "from 2 patients" in window.review_panel._where.text())
    with document_shown(qtbot, window):
        window.session.open(image)
    with document_shown(qtbot, window):
        window.session.open_labels(mask)
    assert window.document.review.waiting == 1
    window.document.accept(None, None, None)
    window.session.allow_replacing(mask)
    window.session.save()
    qtbot.waitUntil(lambda: read_state(mask).status == "in progress")
    with document_shown(qtbot, window):
        window.session.open(image, mask)
    assert window.document.labelmap.voxels[4].any()


def test_what_was_accepted_of_a_prefilled_case_is_drawn_when_it_opens_again(
    window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    mask = mask_of(folder / "c.nii.gz")
    change_state(mask, status="prefilled")
    opened(window, qtbot, "c.nii.gz")
    window.document.accept(None, None, None)
    window.session.save()
    qtbot.waitUntil(lambda: read_state(mask).status == "in progress")
    opened(window, qtbot, "a.nii.gz")
    opened(window, qtbot, "c.nii.gz")
    assert window.document.review.waiting == 0
    assert window.document.labelmap.voxels[4].any()


def test_labels_that_were_hardly_found_are_named(
    window: MainWindow, qtbot: QtBot, prefiller: SquarePrefiller
) -> None:
    prefiller.doubtful = (7,)
    opened(window, qtbot, "c.nii.gz")
    fill(window, qtbot)
    assert window.status.message == (
        "Prefilled from 2 patients: a, b. Spleen was hardly found, or found in the place of "
        "another label: look there first."
    )


def test_nothing_is_lost_when_filling_fails(
    window: MainWindow, qtbot: QtBot, prefiller: SquarePrefiller
) -> None:
    prefiller.problem = "There is no catnet model."
    opened(window, qtbot, "c.nii.gz")
    fill(window, qtbot)
    assert window.status.message == "There is no catnet model."
    assert window.actions_by_name["prefill"].isEnabled()


def test_what_was_learned_in_the_background_fills_from_then_on(
    window: MainWindow, qtbot: QtBot, learning: FakeLearning, prefiller: SquarePrefiller
) -> None:
    opened(window, qtbot, "c.nii.gz")
    do(window, "learn_cases")
    assert window.actions_by_name["learn_stop"].isEnabled()
    qtbot.waitUntil(lambda: "prefills use it" in window.status.message, timeout=20_000)
    assert learning.asked == [("patients", [])]
    fill(window, qtbot)
    assert prefiller.model == "learned-patients"


def test_learning_that_fails_says_why(
    window: MainWindow, qtbot: QtBot, learning: FakeLearning
) -> None:
    learning.code = 2
    do(window, "learn_cases")
    qtbot.waitUntil(lambda: window.status.message == "Learning stopped: step 1", timeout=20_000)
    assert window.actions_by_name["learn_cases"].isEnabled()

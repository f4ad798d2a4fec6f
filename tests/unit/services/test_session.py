"""The life of a document without a window: no stroke is ever lost, and none comes back unasked."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.io.file_names import names_path
from annotator.io.label_map import read_labels
from annotator.services import lanes
from annotator.services.autosave import EDITS
from annotator.services.recovery import RecoveryStore
from annotator.services.session import Session
from tests.helpers.sessions import Answers, Bench

if TYPE_CHECKING:
    from pathlib import Path

PAINTED = "unsaved a.nii.gz, painted: True, proposed: 0"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


# ---- opening


def test_strokes_painted_while_another_image_loads_are_asked_about(bench: Bench) -> None:
    bench.open("a")
    bench.session.open(bench.image("b"))
    bench.paint()
    bench.session.autosave.due()
    bench.write()
    bench.answers.unsaved = ["cancel"]
    bench.read()
    assert bench.answers.asked == [PAINTED]
    assert bench.name() == "a"
    assert bench.document.labelmap.voxels[5].any()
    assert bench.snapshots


def test_work_given_up_before_the_load_is_not_asked_about_again(bench: Bench) -> None:
    bench.open("a")
    bench.paint()
    bench.answers.unsaved = ["discard"]
    bench.session.open(bench.image("b"))
    bench.read()
    assert bench.name() == "b"
    assert bench.answers.asked == [PAINTED]


def test_more_work_after_giving_up_is_asked_about_again(bench: Bench) -> None:
    bench.open("a")
    bench.paint()
    bench.answers.unsaved = ["discard", "cancel"]
    bench.session.open(bench.image("b"))
    bench.paint(6)
    bench.read()
    assert bench.name() == "a"
    assert bench.answers.asked == [PAINTED, PAINTED]


def test_work_given_up_for_an_image_that_cannot_be_read_counts_as_unsaved_again(
    bench: Bench, tmp_path: Path
) -> None:
    bench.open("a")
    bench.paint()
    bench.answers.unsaved = ["discard", "cancel"]
    broken = tmp_path / "broken.nii.gz"
    broken.write_bytes(b"torn")
    bench.session.open(broken)
    bench.read()
    assert bench.answers.problems
    bench.session.close_image()
    assert bench.name() == "a"
    assert bench.answers.asked == [PAINTED, PAINTED]


def test_saving_when_the_load_arrives_goes_on_to_the_new_image(
    bench: Bench, tmp_path: Path
) -> None:
    bench.open("a")
    bench.session.open(bench.image("b"))
    bench.paint()
    bench.answers.unsaved, bench.answers.paths = ["save"], [tmp_path / "mask.nii.gz"]
    bench.read()
    assert bench.name() == "a"
    bench.write()
    assert bench.name() == "b"
    assert (tmp_path / "mask.nii.gz").exists()


def test_labels_that_arrive_late_are_dropped(bench: Bench) -> None:
    bench.open("a")
    bench.session.open_labels(bench.mask("late"))
    labels = bench.reads.popleft()
    bench.open("b")
    labels()
    bench.read()
    assert bench.name() == "b"
    assert not bench.document.labelmap.voxels.any()


def test_of_two_images_asked_for_the_last_one_counts(bench: Bench) -> None:
    bench.session.open(bench.image("a"))
    first = bench.reads.popleft()
    bench.session.open(bench.image("b"))
    bench.read()
    first()
    bench.read()
    assert bench.name() == "b"


def test_opening_can_be_cancelled(bench: Bench) -> None:
    bench.open("a")
    bench.session.open(bench.image("b"))
    assert bench.session.opening
    bench.session.cancel_opening()
    bench.read()
    assert not bench.session.opening
    assert bench.name() == "a"


def test_an_answer_that_comes_while_the_user_is_asked_waits(bench: Bench) -> None:
    bench.open("a")
    bench.session.open(bench.image("b"))
    bench.paint()
    ask, order = bench.answers.ask_unsaved, []

    def ask_slowly(name: str, painted: bool, proposed: int) -> str:
        bench.read()  # the image arrives while the question is on the screen
        order.append(bench.name())
        return ask(name, painted, proposed)

    bench.answers.ask_unsaved = ask_slowly  # type: ignore[assignment, method-assign]
    bench.answers.unsaved = ["cancel", "discard"]
    bench.session.close_image()
    bench.read()
    assert order == ["a", "a"], "asked about closing, then about the image that had waited"
    assert bench.name() == "b"


# ---- unsaved work on disk


def test_discarded_work_is_not_written_afterwards(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[object] = []
    monkeypatch.setattr(RecoveryStore, "write", lambda _store, snapshot: written.append(snapshot))
    bench.open("a")
    bench.paint()
    bench.session.autosave.due()
    bench.answers.unsaved = ["discard"]
    bench.session.close_image()
    bench.write()
    assert written == []


def test_a_snapshot_that_is_being_written_goes_when_its_work_is_given_up(bench: Bench) -> None:
    bench.open("a")
    bench.paint()
    bench.session.autosave.due()
    while bench.writes:
        bench.writes.popleft()()  # written, and nobody has heard of it
    bench.answers.unsaved = ["discard"]
    bench.session.close_image()
    assert bench.snapshots
    bench.write()
    assert bench.snapshots == []


def test_work_given_up_by_leaving_is_not_written_afterwards(bench: Bench) -> None:
    bench.open("a")
    bench.paint()
    bench.session.autosave.due()
    bench.answers.unsaved = ["discard"]
    bench.session.may_leave(bench.session.leave)
    assert bench.snapshots == []


def test_work_given_up_for_other_labels_does_not_come_back(bench: Bench) -> None:
    bench.open("a")
    bench.paint()
    bench.session.autosave.due()
    bench.write()
    bench.answers.unsaved = ["discard"]
    bench.session.open_labels(bench.mask("other"))
    bench.read()
    bench.write()
    assert bench.snapshots == []


def test_work_given_up_is_not_offered_when_the_image_is_opened_again(bench: Bench) -> None:
    bench.open("a")
    bench.paint()
    bench.session.autosave.due()
    bench.write()
    bench.answers.unsaved = ["discard"]
    bench.open("a")
    assert bench.answers.asked == [PAINTED]
    assert not bench.document.labelmap.voxels.any()


def test_a_failed_autosave_is_tried_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    states: list[str] = []
    bench.session.autosave.state_changed.connect(states.append)
    bench.open("a")
    bench.paint()

    def full(_store: RecoveryStore, _snapshot: object) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as context:
        context.setattr(RecoveryStore, "write", full)
        bench.session.autosave.due()
        bench.write()
    assert states[-1] == "Autosave failed"
    assert not bench.snapshots
    bench.session.autosave.due()
    bench.write()
    assert len(bench.snapshots) == 1
    assert states[-1].startswith("Autosaved")
    bench.session.autosave.due()
    assert not bench.writes, "nothing new"


def test_many_edits_do_not_wait_for_the_clock(bench: Bench) -> None:
    bench.open("a")
    bench.paint()
    for _ in range(EDITS):
        bench.session.autosave.note_edit()
    bench.write()
    assert len(bench.snapshots) == 1


def test_saving_removes_the_snapshot(bench: Bench, tmp_path: Path) -> None:
    bench.open("a")
    bench.paint()
    bench.session.autosave.due()
    bench.write()
    bench.answers.paths = [tmp_path / "mask.nii.gz"]
    bench.session.save()
    bench.write()
    assert bench.snapshots == []


# ---- proposals


def test_proposals_are_asked_about_on_closing(bench: Bench) -> None:
    bench.open("a")
    bench.propose()
    bench.answers.unsaved = ["cancel"]
    bench.session.close_image()
    assert bench.answers.asked == ["unsaved a.nii.gz, painted: False, proposed: 2"]
    assert bench.document.review.waiting == 2


def test_proposals_are_asked_about_when_another_image_has_loaded(bench: Bench) -> None:
    bench.open("a")
    bench.session.open(bench.image("b"))
    bench.propose()
    bench.answers.unsaved = ["cancel"]
    bench.read()
    assert bench.name() == "a"


def test_proposals_alone_are_kept_on_disk(bench: Bench) -> None:
    bench.open("a")
    bench.propose()
    bench.session.autosave.due()
    bench.write()
    assert len(bench.snapshots) == 1


def test_saving_the_mask_keeps_proposals_on_disk(bench: Bench, tmp_path: Path) -> None:
    bench.open("a")
    bench.paint()
    bench.propose()
    bench.answers.paths = [tmp_path / "mask.nii.gz"]
    bench.session.save()
    bench.write()
    assert not bench.document.dirty
    assert len(bench.snapshots) == 1


def test_whoever_saves_and_leaves_is_not_asked_twice_about_proposals(
    bench: Bench, tmp_path: Path
) -> None:
    bench.open("a")
    bench.paint()
    bench.propose()
    bench.answers.unsaved, bench.answers.paths = ["save"], [tmp_path / "mask.nii.gz"]
    bench.session.close_image()
    bench.write()
    assert bench.name() == ""
    assert bench.answers.asked[0] == "unsaved a.nii.gz, painted: True, proposed: 2"
    assert len(bench.answers.asked) == 2, "the second asks where to save"


# ---- saving


def test_the_first_save_over_an_opened_mask_asks(bench: Bench) -> None:
    path = bench.mask("opened")
    before = path.read_bytes()
    bench.session.open(bench.image("a"), path)
    bench.read()
    bench.paint()
    bench.answers.replace = ["cancel", "replace"]
    bench.session.save()
    bench.write()
    assert path.read_bytes() == before
    assert bench.document.dirty
    bench.session.save()
    bench.write()
    bench.paint(6)
    bench.session.save()
    bench.write()
    assert bench.answers.asked == ["replace opened.nii.gz"] * 2, "asked no more once agreed"
    assert not bench.document.dirty
    saved = read_labels(path, bench.document.volume)
    assert np.array_equal(saved, bench.document.labelmap.voxels)


def test_an_opened_mask_can_be_saved_beside_itself(bench: Bench, tmp_path: Path) -> None:
    path = bench.mask("a_labels")
    before = path.read_bytes()
    bench.session.open(bench.image("a"), path)
    bench.read()
    bench.paint()
    bench.answers.replace, bench.answers.paths = ["elsewhere"], [tmp_path / "new.nii.gz"]
    bench.session.save()
    bench.write()
    assert bench.answers.asked == ["replace a_labels.nii.gz", "where: a_labels_2.nii.gz"]
    assert path.read_bytes() == before
    assert (tmp_path / "new.nii.gz").exists()


def test_a_file_that_only_the_added_suffix_names_is_not_replaced_unasked(
    bench: Bench, tmp_path: Path
) -> None:
    before = bench.mask("mask").read_bytes()
    bench.open("a")
    bench.paint()
    bench.answers.paths, bench.answers.replace = [tmp_path / "mask"], ["cancel"]
    bench.session.save()
    bench.write()
    assert bench.answers.asked[-1] == "replace mask.nii.gz"
    assert (tmp_path / "mask.nii.gz").read_bytes() == before


def test_an_image_opened_before_is_no_target(bench: Bench) -> None:
    bench.open("a")
    bench.open("b")
    bench.paint()
    before = bench.image("a").read_bytes()
    bench.answers.paths = [bench.image("a")]
    bench.session.save()
    bench.write()
    assert "choose another name" in bench.answers.problems[0]
    assert bench.image("a").read_bytes() == before
    assert bench.document.dirty


def test_names_of_another_mask_are_not_replaced_unasked(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "mask.nii.gz"
    names_path(path).write_text('1 1 2 3 1 1 1 "Theirs"\n')
    bench.open("a")
    bench.paint()
    bench.answers.paths, bench.answers.replace = [path], ["cancel"]
    bench.session.save()
    bench.write()
    assert bench.answers.asked[-1] == "replace mask.label.txt"
    assert "Theirs" in names_path(path).read_text()
    assert bench.document.dirty
    bench.answers.paths, bench.answers.replace = [path], ["replace"]
    bench.session.save()
    bench.write()
    assert "Theirs" not in names_path(path).read_text()
    assert not bench.document.dirty


def test_what_changes_while_a_mask_is_written_stays_unsaved(bench: Bench, tmp_path: Path) -> None:
    bench.open("a")
    bench.paint()
    bench.answers.paths = [tmp_path / "mask.nii.gz"]
    bench.session.save()
    bench.document.add_label("Spleen")
    bench.write()
    assert bench.document.dirty
    assert bench.document.labels_path == tmp_path / "mask.nii.gz"


# ---- threads, scripts


def test_a_reader_that_never_ends_holds_up_neither_saving_nor_leaving(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "GRACE_S", 0.01)
    bench.open("a")
    answers, written, endless = Answers(), threading.Event(), threading.Event()
    answers.paths = [tmp_path / "mask.nii.gz"]
    session = Session(
        lanes.threaded_lanes(lambda call: call()), answers, RecoveryStore(tmp_path / "other")
    )
    session.show(bench.document)
    session.make(endless.wait)  # type: ignore[arg-type]
    bench.paint()
    session.save(written.set)
    assert written.wait(60)
    assert session.opening
    session.leave()  # would hang, were the reader waited for
    endless.set()
    assert (tmp_path / "mask.nii.gz").exists()


def test_a_script_opens_and_saves_with_the_same_session(bench: Bench, tmp_path: Path) -> None:
    answers = Answers()
    answers.paths = [tmp_path / "mask.nii.gz"]
    session = Session(lanes.inline_lanes(), answers)
    session.open(bench.image("a"), bench.mask("labels"))
    assert session.document is not None
    session.document.add_label("Spleen")
    session.save_as()
    assert not session.document.dirty
    assert "Spleen" in names_path(tmp_path / "mask.nii.gz").read_text()
    session.close_image()
    assert session.document is None

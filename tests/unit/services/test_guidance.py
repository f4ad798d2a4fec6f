"""What is known of slices, when it is found out again, and what follows for a run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.core.labels import LabelClass
from annotator.core.run_options import RunOptions
from annotator.services.guidance import (
    MOST_COMPARED,
    NO_CLASSIFIER,
    Ends,
    GuidanceService,
)
from annotator.services.jobs import InlineRunner
from annotator.services.painting import PaintingService
from annotator.services.propagation import PropagationService
from annotator.services.recovery import RecoveryStore
from annotator.services.run_supports import run_supports
from annotator.services.slice_knowledge import slice_sentence
from annotator.services.snapshot import Snapshot
from tests.helpers.documents import SHAPE, EditList, SquarePropagator, make_document, square
from tests.helpers.owners import gone_owner, hand_over
from tests.helpers.runners import HeldRunner
from tests.helpers.scorer import RuleScorer

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.document import Document


class Guided:
    """A document with its guidance; jobs run at once."""

    def __init__(self, *painted: int, scorer: RuleScorer | None = None, held: bool = False) -> None:
        labels = np.zeros(SHAPE, dtype=np.uint8)
        for index in painted:
            labels[index] = square(1)
        self.document = make_document(labels)
        self.edits = EditList(self.document)
        self.scorer = scorer or RuleScorer()
        self.runner = HeldRunner() if held else InlineRunner()
        self.service = GuidanceService(self.runner, lambda: self.scorer)
        self.failures: list[str] = []
        self.service.failed.connect(self._note)
        self.service.set_document(self.document)
        self.service.resume()

    def _note(self, sentence: str) -> None:
        self.failures.append(sentence)

    def paint(self, index: int, label: int = 1) -> None:
        painting = PaintingService(self.document)
        painting.begin("brush", 0, index, label)
        painting.move((9, 9), (9, 9), 2.0)
        painting.end()
        self.service.update()


def test_slices_are_described_and_painted_labels_scored() -> None:
    guided = Guided(2, 4)
    described = guided.service.descriptions
    assert described is not None
    assert [item.region for item in described.slices].count("abdomen") == 4
    presence = guided.service.presence(1)
    assert presence is not None
    assert (presence.first, presence.last) == (1, 5)
    assert guided.service.ends(1) == Ends(1, 5)
    assert guided.scorer.scored == [(1, [2, 4], frozenset())]


def test_a_label_is_scored_again_when_its_paint_or_marks_change_and_only_then() -> None:
    guided = Guided(2, 4)
    scored = guided.scorer.scored
    guided.service.update()
    assert len(scored) == 1
    guided.paint(6)
    assert scored[-1] == (1, [2, 4, 6], frozenset())
    guided.document.toggle_absent(1, 7)
    guided.service.update()
    assert scored[-1] == (1, [2, 4, 6], frozenset({7}))
    assert guided.service.ends(1) == Ends(1, 6)
    guided.document.toggle_excluded(1, 6)
    guided.service.update()
    assert scored[-1][1] == [2, 4]
    assert guided.service.ends(1) == Ends(1, 6), "a painted slice lies within, used or not"
    guided.edits.undo()
    guided.service.update()
    assert scored[-1][1] == [2, 4, 6]
    assert len(scored) == 5


def test_other_labels_do_not_cost_anything() -> None:
    guided = Guided(2)
    guided.paint(4, label=2)
    assert [label for label, _, _ in guided.scorer.scored] == [1, 2]
    assert guided.scorer.described == [0]


def test_a_known_name_tells_of_a_label_before_it_is_painted() -> None:
    guided = Guided()
    assert guided.service.presence(1) is None, "no Liver is known to the classifier"
    guided.document.set_active_label(2)
    guided.service.update()
    assert guided.service.ends(2) == Ends(2, 5)
    assert guided.service.suggested(2)
    assert guided.scorer.scored == []
    guided.paint(3, label=2)
    assert guided.scorer.scored == [(2, [3], frozenset())]
    guided.document.update_label(LabelClass(2, "Cyst", (0, 255, 0)))
    guided.edits.undo()
    guided.edits.undo()
    guided.document.update_label(LabelClass(2, "Cyst", (0, 255, 0)))
    guided.service.update()
    assert guided.service.presence(2) is None, "what is no longer painted or named is forgotten"


def test_a_name_tells_nothing_where_the_classifier_is_not_sure() -> None:
    scorer = RuleScorer()
    scorer.sure = False
    guided = Guided(scorer=scorer)
    guided.document.set_active_label(2)
    guided.service.update()
    assert guided.service.presence(2) is None


@pytest.mark.parametrize(("name", "known"), [("SPLEEN", True), ("Left spleen", False), ("", False)])
def test_names_are_compared_by_words(name: str, known: bool) -> None:
    guided = Guided()
    guided.document.update_label(replace(guided.document.classes[1], name=name))
    guided.document.set_active_label(2)
    guided.service.update()
    assert (guided.service.presence(2) is not None) == known


def test_suggested_and_painted_slices_together_make_the_wanted_number() -> None:
    guided = Guided(3)
    assert len(guided.service.suggested(1)) == 2
    assert set(guided.service.suggested(1)) <= {2, 4}
    guided.service.count = 2
    assert len(guided.service.suggested(1)) == 1
    guided.paint(2)
    assert guided.service.suggested(1) == ()


def test_evenly_spaced_slices_lie_inside() -> None:
    guided = Guided(2, 4)
    guided.document.set_range(1, 0, 7)
    guided.service.count = 2
    assert guided.service.evenly_spaced(1) == (2, 6)
    guided.service.count = 1
    assert guided.service.evenly_spaced(1) == (4,)
    assert guided.service.evenly_spaced(2) == ()


def test_suggestions_follow_the_ends_that_the_user_has_set() -> None:
    guided = Guided(3)
    guided.service.count = 2
    assert guided.service.suggested(1)[0] in range(1, 6)
    guided.document.set_range(1, 3, 7)
    guided.service.update()
    assert guided.service.suggested(1) == (6,)
    assert guided.service.ends(1) == Ends(3, 7, chosen=True)


def test_ends_of_the_user_win_and_hold_what_is_painted() -> None:
    guided = Guided(2, 4)
    guided.document.set_range(1, 3, 7)
    assert guided.service.ends(1) == Ends(2, 7, chosen=True)
    assert guided.service.suggested_ends() == {}
    (support,) = run_supports(guided.document)
    assert (support.first, support.last) == (2, 7)
    guided.edits.undo()
    assert guided.service.ends(1) == Ends(1, 5)
    assert guided.service.suggested_ends()[1][:2] == (1, 5)


def test_ends_of_the_user_survive_a_crash(tmp_path: Path) -> None:
    guided = Guided(2, 4)
    guided.document.set_range(1, 0, 6)
    region = guided.document.labelmap.touched
    assert region is not None
    path = RecoveryStore(tmp_path).write(Snapshot.of(guided.document, region))
    hand_over(path, gone_owner())
    found = RecoveryStore(tmp_path).find(guided.document.volume).snapshot
    assert found is not None
    assert found.restore(guided.document.volume).fill_range(1) == (0, 6)


def test_nothing_happens_while_paused() -> None:
    guided = Guided(2)
    guided.service.pause()
    guided.paint(4)
    assert len(guided.scorer.scored) == 1
    guided.service.resume()
    assert guided.scorer.scored[-1] == (1, [2, 4], frozenset())


def test_a_change_while_a_label_is_scored_starts_anew() -> None:
    guided = Guided(2, held=True)
    runner = guided.runner
    assert isinstance(runner, HeldRunner)
    runner.finish()  # the descriptions
    guided.paint(4)
    runner.finish()
    assert guided.scorer.scored == [(1, [2, 4], frozenset())]
    assert runner.job.ended
    assert guided.service.ends(1) == Ends(1, 5)


def test_the_answers_of_another_image_are_not_taken() -> None:
    guided = Guided(2, held=True)
    runner = guided.runner
    assert isinstance(runner, HeldRunner)
    runner.finish()
    other: Document = make_document()
    guided.service.set_document(other)
    runner.finish()
    assert guided.service.presence(1) is None
    assert guided.service.descriptions is None


def test_another_axis_is_judged_on_its_own() -> None:
    guided = Guided(2)
    guided.document.set_axis(1)
    assert guided.service.presence(1) is None
    guided.service.update()
    assert guided.scorer.described == [0, 1]
    described = guided.service.descriptions
    assert described is not None
    assert len(described.slices) == SHAPE[1]


def test_many_painted_slices_are_thinned_out() -> None:
    guided = Guided(*range(SHAPE[0]))
    guided.document.set_axis(1)
    guided.service.update()
    assert len(guided.document.painted_slices(1)) <= MOST_COMPARED
    guided.document.set_axis(2)
    for column in range(SHAPE[2]):
        guided.document.write((0, 0, column), *column_change(guided.document, column))
    guided.service.update()
    assert len(guided.scorer.scored[-1][1]) == MOST_COMPARED
    assert guided.scorer.scored[-1][1][-1] == SHAPE[2] - 1


def column_change(document: Document, column: int) -> tuple[np.ndarray, np.ndarray]:
    before = np.stack([document.labelmap.voxels, document.labelmap.origins])[..., [column]]
    return before, np.ones_like(before)


def test_without_a_classifier_it_says_so() -> None:
    service = GuidanceService(InlineRunner(), None)
    service.set_document(make_document())
    service.resume()
    assert service.problem == NO_CLASSIFIER
    assert service.ends(1) is None


def test_a_scorer_that_fails_is_named_once_and_not_asked_again() -> None:
    scorer = RuleScorer()
    scorer.error = UserError("The classifier is damaged: install it again.")
    guided = Guided(2, scorer=scorer)
    assert guided.failures == ["The classifier is damaged: install it again."]
    assert guided.service.problem == guided.failures[0]
    guided.paint(4)
    guided.service.resume()
    assert len(guided.failures) == 1
    assert scorer.scored == []


def test_what_is_known_of_a_slice_in_a_sentence() -> None:
    guided = Guided(2, 4)
    presence, described = guided.service.presence(1), guided.service.descriptions
    assert slice_sentence(3, "Liver", presence, described) == (
        "slice 4: Liver is there (92% sure); abdomen (98% sure)"
    )
    assert slice_sentence(4, "Liver", presence, described).endswith("sure)"), "no region is said"
    assert "Liver is not there (92% sure)" in slice_sentence(7, "Liver", presence, None)
    assert slice_sentence(0, "Liver", None, None) == "slice 1: nothing known yet"


def run(
    guided: Guided, ends: dict[int, tuple[int, int]] | None = None, **options: Any
) -> list[int]:
    """Slices that a run would fill for the first label."""
    propagator = SquarePropagator()
    service = PropagationService(lambda: guided.document, InlineRunner(), lambda: propagator)
    service.start(RunOptions(**options), ends=ends)
    return propagator.requests[0].supports[0].query_indices()


def test_a_run_stops_at_the_suggested_ends_only_if_told() -> None:
    guided = Guided(2, 4)
    assert run(guided) == [0, 1, 3, 5, 6, 7]
    assert run(guided, ends=guided.service.suggested_ends()) == [1, 3, 5]
    assert run(guided, ends={1: (3, 3)}) == [3], "painted slices lie within"
    assert run(guided, ends={1: (3, 3)}, gate="off") == [0, 1, 3, 5, 6, 7]
    assert run(guided, ends=guided.service.suggested_ends(), range=(2, 7)) == [3, 5]


def test_a_run_goes_to_the_ends_of_the_user_whatever_is_suggested() -> None:
    guided = Guided(2, 4)
    guided.document.set_range(1, 3, 6)
    assert run(guided, ends={1: (1, 5)}) == [3, 5, 6]
    assert run(guided, ends={1: (1, 5)}, range="between") == [3, 5, 6]
    assert run(guided, range=(0, 5)) == [3, 5]
    guided.document.set_range(1, None, None)
    assert run(guided, ends={1: (1, 5)}, range="between") == [3]

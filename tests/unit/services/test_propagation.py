from dataclasses import replace

import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.core.run_options import RunOptions
from annotator.core.support import FREE
from annotator.services.jobs import InlineRunner
from annotator.services.painting import PaintingService
from annotator.services.propagation import NOTHING_PAINTED, NOTHING_TO_FILL, PropagationService
from tests.helpers.documents import (
    SHAPE,
    EditList,
    SquarePropagator,
    make_document,
    make_volume,
    square,
)
from tests.helpers.runners import HeldRunner


class Session:
    """A document with one painted slice and a service that runs on it."""

    def __init__(self, runner):
        labels = np.zeros(SHAPE, dtype=np.uint8)
        labels[2] = square(1)
        self.document = make_document(labels)
        self.edits = EditList(self.document)
        self.propagator = SquarePropagator()
        self.time = 0.0
        self.runner = runner
        self.service = PropagationService(
            lambda: self.document,
            self.runner,
            lambda: self.propagator,
            clock=lambda: self.time,
        )
        self.heard = []
        run = ("started", "progress", "message", "finished", "failed")
        for name in (*run, "prepared", "learning", "learned", "forgotten"):
            signal = getattr(self.service, name)
            signal.connect(lambda *args, name=name: self.heard.append((name, *args)))

    def last(self, name):
        return next(item[1:] for item in reversed(self.heard) if item[0] == name)


@pytest.fixture
def inline():
    return Session(InlineRunner())


@pytest.fixture
def stepwise():
    return Session(HeldRunner())


def test_run_proposes_all_other_slices_and_touches_no_voxel(inline):
    before = inline.document.labelmap.voxels.copy()
    inline.service.start(RunOptions(iterations=3))
    document = inline.document
    assert document.review.proposal.indices() == [0, 1, 3, 4, 5, 6, 7]
    assert np.array_equal(document.review.labels(0, 4), square(1, 6))
    assert np.array_equal(document.review.labels(0, 4, 0), square(1, 4))
    assert np.array_equal(document.labelmap.voxels, before)
    # 7 slices of 6 by 6 voxels of 10 mm³
    assert inline.last("finished") == ("7 slices, +2.5 ml, 0.0 s",)


def test_run_is_one_named_step_that_undo_takes_back(inline):
    inline.service.start()
    first = inline.document.review.proposal
    inline.service.start(RunOptions(method="interpolation"))
    assert inline.edits.texts == ["Propagate Liver (fused)", "Propagate Liver (interpolation)"]
    inline.edits.undo()
    assert inline.document.review.proposal is first
    inline.edits.undo()
    assert inline.document.review.proposal is None


def test_request_holds_what_the_document_knows(inline):
    document = inline.document
    document.toggle_absent(1, 6)
    options = RunOptions(method="catnet", device="cpu", model="small", seed=3, range=(1, 7))
    inline.service.start(options)
    (request,) = inline.propagator.requests
    assert request.options is options
    assert request.volume is document.volume
    assert request.axis == 0
    assert request.supports[0].query_indices() == [1, 3, 4, 5]
    assert np.array_equal(request.locked == FREE, document.labelmap.voxels == 0)


def test_run_works_on_snapshots(stepwise):
    stepwise.service.start()
    request_mask = None
    stepwise.runner.step()
    request_mask = stepwise.propagator.requests[0].supports[0].slices[0].mask.copy()
    PaintingService(stepwise.document).begin("eraser", 0, 2, 0)
    stepwise.document.stroke.move((4, 4), (9, 9), 9.0)
    stepwise.document.finish_stroke()
    mask = stepwise.propagator.requests[0].supports[0].slices[0].mask
    assert np.array_equal(mask, request_mask)
    assert stepwise.document.review.proposal.stale


def test_other_volume_and_chosen_labels(inline):
    document = inline.document
    painting = PaintingService(document)
    painting.begin("brush", 0, 5, 2)
    painting.move((9, 9), (9, 9), 2.0)
    painting.end()
    denoised = replace(make_volume(), provenance="denoised")
    inline.service.start(RunOptions(labels=(2,)), denoised)
    (request,) = inline.propagator.requests
    assert request.volume is denoised
    assert [item.label for item in request.supports] == [2]


def test_between_leaves_out_what_lies_beyond_the_painted_slices(inline):
    painting = PaintingService(inline.document)
    painting.begin("brush", 0, 5, 1)
    painting.move((9, 9), (9, 9), 2.0)
    painting.end()
    painting.begin("brush", 0, 4, 2)  # a label with one painted slice is not limited
    painting.move((15, 15), (15, 15), 2.0)
    painting.end()
    inline.service.start(RunOptions(range="between"))
    liver, spleen = inline.propagator.requests[0].supports
    assert liver.query_indices() == [3, 4]
    assert spleen.query_indices() == [0, 1, 2, 3, 5, 6, 7]


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (lambda document: document.remove_label(1), NOTHING_PAINTED),
        (lambda document: document.set_range(1, 2, 2), NOTHING_TO_FILL),
    ],
)
def test_run_without_work_says_what_to_do(inline, prepare, sentence):
    prepare(inline.document)
    inline.service.start()
    assert inline.last("failed") == (sentence,)
    assert inline.propagator.requests == []
    assert not inline.service.running


def test_failure_keeps_finished_slices_and_the_label_map(inline):
    before = inline.document.labelmap.voxels.copy()
    inline.propagator.fail_after = 2
    inline.service.start()
    assert inline.last("failed") == (
        "The run stopped: RuntimeError: out of memory. Nothing was changed.",
    )
    assert inline.document.review.proposal.indices() == [0, 1]
    assert np.array_equal(inline.document.labelmap.voxels, before)
    assert not inline.service.running


def test_user_errors_carry_their_own_sentence(inline):
    inline.propagator.fail_after = 0
    inline.propagator.error = UserError("There is no CUDA device: choose CPU.")
    inline.service.start()
    assert inline.last("failed") == ("There is no CUDA device: choose CPU.",)
    assert inline.document.review.proposal is None
    assert inline.edits.done == []


def test_cancel_keeps_finished_slices(stepwise):
    stepwise.service.start(RunOptions(iterations=1))
    stepwise.runner.step(4)  # two slices with their progress
    stepwise.service.cancel()
    assert stepwise.runner.job.token.cancelled
    stepwise.runner.end("cancelled")
    assert stepwise.document.review.proposal.indices() == [0, 1]
    assert stepwise.last("finished")[0].startswith("Cancelled: 2 slices")


def test_time_left_is_estimated_from_work_done(stepwise):
    stepwise.service.start(RunOptions(iterations=1))
    assert stepwise.service.remaining_seconds is None
    stepwise.time = 3.0
    stepwise.runner.step(2)
    assert stepwise.service.remaining_seconds == pytest.approx(18.0)  # 1 of 7 slices took 3 s


def test_slice_painted_over_during_the_run_stays_the_users(stepwise):
    stepwise.service.start(RunOptions(iterations=3))
    stepwise.runner.step(1)
    painting = PaintingService(stepwise.document)
    painting.begin("brush", 0, 0, 1)
    painting.move((15, 20), (15, 20), 1.0)
    painting.end()
    stepwise.runner.step(2)  # late iterations of the same slice
    assert 0 not in stepwise.document.review.proposal.slices
    stepwise.edits.undo()  # the stroke; the slice is open again, with all its iterations
    assert stepwise.document.review.proposal.slices[0].iterations == 3


def test_undoing_a_run_stops_it(stepwise):
    stepwise.service.start(RunOptions(iterations=1))
    stepwise.runner.step(2)
    stepwise.edits.undo()
    stepwise.runner.step(1)
    assert stepwise.runner.job.token.cancelled
    assert stepwise.document.review.proposal is None


def test_events_of_superseded_jobs_are_ignored(stepwise):
    stepwise.service.start(RunOptions(iterations=1))
    stepwise.service.start(RunOptions(iterations=1))
    stepwise.runner.step(job=0)
    assert [job.ended for job in stepwise.runner.jobs] == [True, False]
    assert stepwise.document.review.proposal is None
    assert stepwise.service.running


def test_results_for_a_document_that_was_closed_are_dropped(stepwise):
    stepwise.service.start(RunOptions(iterations=1))
    closed, stepwise.document = stepwise.document, make_document()
    stepwise.runner.step(2)
    stepwise.runner.end()
    assert closed.review.proposal is None
    assert stepwise.document.review.proposal is None


def test_preparation_reports_progress_and_gives_way_to_a_run(stepwise):
    stepwise.service.prepare()
    assert not stepwise.service.running
    stepwise.runner.step(2)
    assert stepwise.last("progress")[0].done == 2
    stepwise.service.start(RunOptions(iterations=1))
    assert stepwise.service.running
    stepwise.service.prepare()  # not while a run is at work
    stepwise.runner.step(1)
    assert stepwise.document.review.proposal is not None


def test_learning_tells_labels_by_name_and_what_it_gained(inline):
    options = RunOptions(method="catnet", iterations=3, model="small")
    assert inline.service.learn([1], options)
    (request,) = inline.propagator.learned
    assert [item.label for item in request.supports] == [1]
    assert request.options is options
    assert inline.propagator.prepared == [options], "encoded for the model that is chosen"
    told = [item[1] for item in inline.heard if item[0] == "learning"]
    assert told[0].text == "Liver: learning from painted slices"
    assert inline.last("learned")[0].after == 0.88
    assert inline.last("prepared") == ()
    assert not inline.edits.done, "nothing to undo"
    assert inline.document.review.proposal is None


def test_labels_are_learned_in_the_order_that_is_asked_for(inline):
    painting = PaintingService(inline.document)
    painting.begin("brush", 0, 4, 2)
    painting.move((15, 20), (15, 20), 2.0)
    painting.end()
    inline.service.learn([2, 7, 1])  # 7 is not painted
    (request,) = inline.propagator.learned
    assert [item.label for item in request.supports] == [2, 1]


def test_slices_are_encoded_after_learning_and_only_once(stepwise):
    stepwise.service.prepare()
    stepwise.runner.step(2)
    stepwise.service.learn([1])  # takes the place of the preparation
    stepwise.runner.finish()
    assert (len(stepwise.propagator.learned), len(stepwise.propagator.prepared)) == (1, 1)
    stepwise.service.learn([1])
    stepwise.runner.finish()
    assert (len(stepwise.propagator.learned), len(stepwise.propagator.prepared)) == (2, 1)


def test_another_model_has_its_slices_encoded(inline):
    for model in (None, None, "large", "large"):
        inline.service.prepare(RunOptions(model=model))
    assert [options.model for options in inline.propagator.prepared] == [None, "large"]


def test_a_run_takes_the_place_of_learning(stepwise):
    stepwise.service.learn([1])
    stepwise.runner.step(1)
    assert not stepwise.service.running
    stepwise.service.start(RunOptions(iterations=1))
    assert stepwise.service.running
    assert not stepwise.service.learn([1])
    stepwise.service.forget()
    stepwise.runner.step(1)
    assert stepwise.document.review.proposal is not None
    assert stepwise.propagator.forgotten == 0


@pytest.mark.parametrize(
    ("labels", "options"),
    [
        ([1], RunOptions(method="interpolation")),
        ([1], RunOptions(adaptation="off")),
        ([1], RunOptions(adaptation=0)),
        ([2], RunOptions()),
        ([], RunOptions()),
    ],
)
def test_nothing_is_learned_that_no_run_would_use(inline, labels, options):
    assert not inline.service.learn(labels, options)
    assert inline.propagator.learned == []


def test_nothing_is_learned_in_the_middle_of_a_stroke(inline):
    painting = PaintingService(inline.document)
    painting.begin("brush", 0, 4, 1)
    assert not inline.service.learn([1])
    painting.end()
    assert inline.service.learn([1])


def test_a_structure_that_is_painted_everywhere_is_not_learned(inline):
    labels = np.zeros(SHAPE, dtype=np.uint8)
    labels[:] = square(1)
    inline.document = make_document(labels)
    assert not inline.service.learn([1])


def test_forgetting_drops_what_was_learned(inline):
    inline.service.forget()
    assert inline.propagator.forgotten == 1
    assert inline.last("forgotten") == ()


def test_a_run_says_how_methods_were_weighed(inline):
    propagate = inline.propagator.propagate

    def learning_first(request, token):
        yield from inline.propagator.learn(request, token)
        yield from propagate(request, token)

    inline.propagator.propagate = learning_first
    inline.service.start()
    assert inline.last("finished")[0].endswith("network 30%, interpolation 70%")


def test_no_document_no_run(inline):
    inline.document = None
    inline.service.start()
    assert inline.last("failed") == ("Open an image first.",)

"""Strokes and a run at work in its thread do not disturb each other."""

import threading

import numpy as np
import pytest

from annotator.core.proposal import IterationResult
from annotator.core.run_options import RunOptions
from annotator.services.jobs import JobRunner
from annotator.services.painting import PaintingService
from annotator.services.propagation import PropagationService
from annotator.ui.job_bridge import JobBridge
from annotator.ui.undo import UndoStack
from tests.helpers.documents import SquarePropagator, make_document, overwrite, square


class PacedPropagator(SquarePropagator):
    """Waits before every slice until the test lets it go on."""

    def __init__(self):
        super().__init__()
        self.turn = threading.Semaphore(0)

    def propagate(self, request, token):
        for item in super().propagate(request, token):
            if isinstance(item, IterationResult) and item.iteration == 0:
                self.turn.acquire()
            yield item


@pytest.fixture
def document():
    document = make_document()
    overwrite(document, (2, 0, 0), np.stack([square(1), square(1)])[:, None])
    return document


@pytest.fixture
def session(qtbot, document):
    bridge, stack, propagator = JobBridge(), UndoStack(), PacedPropagator()
    stack.set_document(document)
    runner = JobRunner(bridge.send)
    service = PropagationService(lambda: document, runner, lambda: propagator)
    yield service, stack, propagator
    service.cancel()
    propagator.turn.release(100)
    runner.close()


def stroke(document, index):
    painting = PaintingService(document)
    painting.begin("brush", 0, index, 1)
    painting.move((15, 4), (15, 20), 1.0)
    return painting.end()


def test_every_stroke_between_results_is_kept(qtbot, document, session):
    service, stack, propagator = session
    service.start(RunOptions(iterations=2))
    for count, index in enumerate((0, 1, 3, 4)):
        propagator.turn.release()
        qtbot.waitUntil(
            lambda index=index: (
                index in document.review.proposal.slices if document.review.proposal else False
            )
        )
        assert stroke(document, index) is not None
        assert stack.count() == count + 2  # the run itself is a step, too
    propagator.turn.release(3)
    qtbot.waitUntil(lambda: not service.running)
    for index in (0, 1, 3, 4):
        assert (document.labelmap.voxels[index, 15, 4:21] == 1).all()
        assert document.labelmap.voxels[index, 3, 4] == 1  # what was proposed there was taken over
    assert document.review.proposal.indices() == [5, 6, 7]
    while stack.canUndo():
        stack.undo()
    assert document.review.proposal is None
    assert np.array_equal(np.flatnonzero(document.labelmap.voxels.any(axis=(1, 2))), [2])


def test_undoing_the_run_while_it_works_ends_it(qtbot, document, session):
    service, stack, propagator = session
    service.start(RunOptions(iterations=1))
    propagator.turn.release()
    qtbot.waitUntil(lambda: document.review.proposal is not None)
    stack.undo()
    propagator.turn.release(10)
    qtbot.waitUntil(lambda: not service.running)
    assert document.review.proposal is None
    assert not stack.canUndo()

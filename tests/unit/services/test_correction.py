"""First masks at once; after a correction only the slices around it run again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.core.labelmap import VoxelOrigin
from annotator.core.run_options import RunOptions
from annotator.services.jobs import InlineRunner
from annotator.services.propagation import PropagationService
from tests.helpers.documents import (
    EditList,
    SquarePropagator,
    make_document,
    overwrite,
    result,
    square,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.core.cancel import CancelToken
    from annotator.core.proposal import IterationResult, RunProgress
    from annotator.core.support import PropagationRequest
    from annotator.services.document import Document

EVERYWHERE = RunOptions(range="all")


class PreviewPropagator(SquarePropagator):
    """Small squares at once, then those of the iterations; stops early if told."""

    def propagate(
        self, request: PropagationRequest, token: CancelToken
    ) -> Iterator[IterationResult | RunProgress]:
        if request.previews:
            for index in request.supports[0].query_indices():
                yield replace(result(index, square(1, 2)), stage="preview")
        yield from super().propagate(request, token)


@pytest.fixture
def document() -> Document:
    made = make_document()
    paint(made, 1)
    paint(made, 4)
    return made


def paint(document: Document, index: int, size: int = 6) -> None:
    values = np.stack([square(1, size), np.full((20, 24), VoxelOrigin.HAND, np.uint8)])
    overwrite(document, (index, 0, 0), values[:, None])


def start(document: Document, options: RunOptions = EVERYWHERE) -> PreviewPropagator:
    propagator = PreviewPropagator()
    PropagationService(lambda: document, InlineRunner(), lambda: propagator).start(options)
    return propagator


def correct(document: Document, index: int) -> None:
    """Paint over a proposed slice, as a stroke does."""
    edits = EditList(document)
    paint(document, index, 5)
    document.review.proposal.decide(index)
    document.review.proposal.changed_supports.add(index)
    assert edits.done == []


def queries(propagator: PreviewPropagator) -> list[int]:
    (request,) = propagator.requests
    return sorted({i for item in request.supports for i in item.query_indices()})


def test_interpolated_masks_come_first_and_are_replaced(document: Document) -> None:
    seen: list[tuple[str, int]] = []
    document.review.changed.connect(
        lambda index: (
            seen.append(
                (
                    document.review.proposal.slices[index].stage,
                    int(document.review.labels(0, index).sum()),
                )
            )
            if index == 3
            else None
        )
    )
    start(document)
    assert seen[0] == ("preview", 4)
    assert [stage for stage, _ in seen[1:]] == ["refined"] * (len(seen) - 1)
    assert seen[-1][1] > 16


def test_what_a_stopped_run_did_not_reach_stays_interpolated(document: Document) -> None:
    propagator = PreviewPropagator()
    propagator.fail_after = 2
    PropagationService(lambda: document, InlineRunner(), lambda: propagator).start(EVERYWHERE)
    stages = {i: entry.stage for i, entry in document.review.proposal.slices.items()}
    assert sorted(stages) == [0, 2, 3, 5, 6, 7]
    assert [i for i, stage in stages.items() if stage == "preview"] == [3, 5, 6, 7]
    assert queries(start(document)) == [0, 2, 3, 5, 6, 7], "nothing counts as done"


def test_after_a_correction_only_the_slices_around_it_run_again(document: Document) -> None:
    start(document)
    before = document.review.proposal
    correct(document, 6)
    again = start(document)
    assert queries(again) == [5, 7]
    proposal = document.review.proposal
    assert proposal is not before
    assert proposal.indices() == [0, 2, 3, 5, 7]
    assert np.array_equal(proposal.slices[2].labels(), before.slices[2].labels())
    assert [item.index for item in proposal.supports[0].slices] == [1, 4, 6]
    assert queries(start(document)) == [0, 2, 3, 5, 7], "asked again, all is filled"


def test_another_way_to_run_fills_everything(document: Document) -> None:
    start(document)
    correct(document, 6)
    assert queries(start(document, replace(EVERYWHERE, iterations=2))) == [0, 2, 3, 5, 7]


def test_what_was_rejected_is_filled_again(document: Document) -> None:
    start(document)
    EditList(document)
    document.reject([2])
    correct(document, 6)
    assert queries(start(document)) == [0, 2, 3, 5, 7]


def test_what_was_accepted_does_not_run_again(document: Document) -> None:
    start(document)
    EditList(document)
    document.accept([2, 3])
    correct(document, 6)
    assert queries(start(document)) == [5, 7]
    assert document.review.proposal.indices() == [0, 5, 7]

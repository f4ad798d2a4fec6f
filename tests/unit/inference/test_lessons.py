"""A run that went on from earlier learning, made again from its record."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest

from annotator.core.cancel import CancelToken
from annotator.core.proposal import IterationResult
from annotator.inference.catnet import adaptation
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.io.session_record import RunRecord, lessons_of, request_of
from annotator.services.across import recorded
from tests.helpers.models import blobs, install_model, request

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.support import PropagationRequest
    from annotator.inference.model_store import ModelStore


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelStore:
    """A model that learns fast, and takes what it tried last for the best."""
    monkeypatch.setattr(adaptation, "ROUND_STEPS", 1)
    monkeypatch.setattr(adaptation, "FINAL_STEPS", 1)
    better = itertools.count()
    monkeypatch.setattr(adaptation, "dice", lambda *_: float(next(better)))
    return install_model(tmp_path)


def run(propagator: CatNetPropagator, wanted: PropagationRequest) -> RunRecord:
    *_, record = recorded(propagator, wanted, CancelToken(), 0.0, lambda: 0.0)
    assert isinstance(record, RunRecord)
    return msgspec.json.decode(msgspec.json.encode(record), type=RunRecord)


def probabilities(propagator: CatNetPropagator, wanted: PropagationRequest) -> NDArray[np.float32]:
    *_, found = propagator.inspect(wanted, 1, 5, CancelToken())
    return found.fused


def test_masks_that_are_replaced_later_are_not_in_the_record(store: ModelStore) -> None:
    volume, truth = blobs()
    wanted = request(volume, truth, [3, 7, 11], adaptation=6, iterations=1)
    plain = run(CatNetPropagator(store), wanted).result
    shown = replace(wanted, previews=True)
    stages = {
        item.stage
        for item in CatNetPropagator(store).propagate(shown, CancelToken())
        if isinstance(item, IterationResult)
    }
    assert stages == {"preview", "early", "refined"}
    assert run(CatNetPropagator(store), shown).result == plain


def test_earlier_learning_is_in_the_record_and_repeats_the_run(store: ModelStore) -> None:
    volume, truth = blobs()
    truth[truth == 2] = 0
    options = {"adaptation": "auto", "method": "catnet", "iterations": 1}
    first = request(volume, truth, [2, 4, 9, 11], **options)
    first = replace(first, options=replace(first.options, adaptation=2))
    wanted = request(volume, truth, [2, 4, 6, 9, 11], **options)
    propagator = CatNetPropagator(store)
    for _ in propagator.learn(first, CancelToken()):
        pass
    record = run(propagator, wanted)
    assert [(item.label, len(item.indices)) for item in record.taught] == [(1, 4)]
    assert not any(item.others for item in record.taught)  # the run was told of these slices, too
    again, repeated = CatNetPropagator(store), request_of(record, volume)
    for lesson in lessons_of(record, repeated):
        for _ in again.learn(lesson, CancelToken()):
            pass
    assert run(again, repeated).result == record.result
    expected = probabilities(propagator, wanted)
    assert np.array_equal(probabilities(again, repeated), expected)
    fresh = CatNetPropagator(store)
    run(fresh, repeated)
    assert not np.array_equal(probabilities(fresh, repeated), expected)


def test_a_run_that_learned_on_its_own_has_no_earlier_learning(store: ModelStore) -> None:
    volume, truth = blobs()
    truth[truth == 2] = 0
    wanted = request(volume, truth, [2, 4, 6, 9, 11], adaptation=1, method="catnet", iterations=1)
    assert run(CatNetPropagator(store), wanted).taught == ()


def test_slices_that_were_painted_otherwise_are_kept(store: ModelStore) -> None:
    volume, truth = blobs()
    truth[truth == 2] = 0
    options = {"adaptation": "auto", "method": "catnet", "iterations": 1}
    other = truth.copy()
    other[4, :, :15] = 0
    propagator = CatNetPropagator(store)
    for _ in propagator.learn(request(volume, other, [2, 4, 9, 11], **options), CancelToken()):
        pass
    wanted = request(volume, truth, [2, 4, 6, 9, 11], **options)
    record = run(propagator, wanted)
    assert [item.index for item in record.taught[0].others] == [4]
    lesson = lessons_of(record, wanted)[0]
    masks = {item.index: item.mask for item in lesson.supports[0].slices}
    assert np.array_equal(masks[4], other[4] == 1)
    assert np.array_equal(masks[2], truth[2] == 1)

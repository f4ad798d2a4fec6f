"""One patient filled from others, with a small untrained network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from annotator.core.cancel import Cancelled, CancelToken
from annotator.core.errors import UserError
from annotator.core.finished import Prefill
from annotator.core.proposal import IterationResult
from annotator.core.run_options import RunOptions
from annotator.inference import registration
from annotator.inference.catnet import prefiller as module
from annotator.inference.catnet.laying import Laying
from annotator.inference.catnet.patient_filling import grouped
from annotator.inference.catnet.patients import (
    Expected,
    Helper,
    Laid,
    expectation,
    main_part,
    voices,
)
from annotator.inference.catnet.prefiller import CatNetPrefiller
from annotator.inference.catnet.structure import dice
from annotator.inference.registration import Registration
from tests.helpers.models import install_model
from tests.helpers.patients import patient, source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from annotator.core.finished import CaseSource, FinishedCase
    from annotator.core.support import PropagationRequest

OPTIONS = RunOptions(device="cpu")


@pytest.fixture(autouse=True)
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patients this small are laid onto each other in a moment."""
    monkeypatch.setattr(registration, "VOXELS_ALONG", 20)


def laid(new: FinishedCase, *cases: FinishedCase) -> list[Laid]:
    laying = Laying(cases, 0, None, CancelToken())
    return [laying.lay(case, new.volume) for case in cases]


def filled(store_folder: Path, new: FinishedCase, sources: Sequence[CaseSource]) -> Prefill:
    prefiller = CatNetPrefiller(install_model(store_folder))
    *_, last = prefiller.prefill(new.volume, sources, OPTIONS, CancelToken())
    assert isinstance(last, Prefill)
    return last


def test_a_patient_is_laid_onto_one_who_lies_elsewhere() -> None:
    new, other = patient(0), patient(1, (1, 4, -3))
    before = dice(other.labels == 1, new.labels == 1)
    carried = Registration(new.volume, other.volume).carry(other.labels)
    assert carried.shape == new.labels.shape
    assert dice(carried == 1, new.labels == 1) > max(0.75, before + 0.1)


def test_places_and_masks_are_carried_alike() -> None:
    new, other = patient(0), patient(1, (1, 4, -3))
    registration = Registration(new.volume, other.volume)
    there = registration.place(np.argwhere(new.labels == 2).mean(0))
    assert np.abs(there - np.argwhere(other.labels == 2).mean(0)).max() < 2


def test_the_same_patients_are_laid_alike_each_time() -> None:
    new, other = patient(0), patient(1, (1, 2, 0))
    first = Registration(new.volume, other.volume).carry(other.labels)
    assert np.array_equal(first, Registration(new.volume, other.volume).carry(other.labels))


def test_the_expected_shape_is_as_large_as_the_structure_is_on_average() -> None:
    new = patient(0)
    cases = laid(new, patient(1, (0, 2, 0)), patient(2, (1, 0, 2)))
    chance, shape = expectation(cases, 1)
    carried = [int((item.labels == 1).sum()) for item in cases]
    assert shape.sum() == pytest.approx(np.average(carried, weights=voices(cases)), rel=0.1)
    assert np.array_equal(chance >= 0.5, shape)


def test_who_is_more_alike_counts_for_more() -> None:
    new = patient(0)
    near, noise = laid(new, patient(1), patient(2))
    noise.registration.likeness = near.registration.likeness - 0.1
    weights = voices([near, noise])
    assert weights.sum() == pytest.approx(1)
    assert weights[0] > 5 * weights[1]


def test_what_nobody_has_cannot_be_expected() -> None:
    new, other = patient(0), patient(1)
    with pytest.raises(ValueError, match="no finished patient"):
        expectation(laid(new, other), 7)


def test_supports_are_slices_that_hold_the_structure_at_the_same_place() -> None:
    new, other = patient(0), patient(1, (2, 0, 0))
    expected = Expected(new.volume, laid(new, other), 1, 0, 32, 2.0)
    middle = round(float(np.argwhere(new.labels == 1)[:, 0].mean()))
    held = np.flatnonzero((other.labels == 1).any((1, 2)))
    assert expected.shots(middle, [0])[0] == pytest.approx(held.mean(), abs=1.5)
    assert expected.shots(0, [0]) == [held[0]]
    assert expected.shots(13, [0]) == [held[-1]]


def test_slices_beyond_the_expected_ends_are_filled_where_it_is_present() -> None:
    new, other = patient(0), patient(1)
    cases = laid(new, other)
    without = Expected(new.volume, cases, 1, 0, 32, 2.0)
    held = np.flatnonzero(without.shape.any((1, 2)))
    presence = np.zeros(14, np.float32)
    assert Expected(new.volume, cases, 1, 0, 32, 2.0, presence=presence).queries == list(held)
    presence[held[-1] + 1] = 0.9
    wider = Expected(new.volume, cases, 1, 0, 32, 2.0, presence=presence)
    assert wider.queries == [*held, held[-1] + 1]
    assert without.queries[0] < held[0]


def test_one_patient_alone_leaves_it_open_where_the_structure_ends() -> None:
    new, one, two = patient(0), patient(1), patient(2)
    alone = Expected(new.volume, laid(new, one), 1, 0, 32, 2.0)
    assert float(alone.chance.max()) < 1
    assert float(alone.chance[~alone.shape].max()) > 0.2
    both = Expected(new.volume, laid(new, one, two), 1, 0, 32, 2.0)
    assert float(both.chance.max()) == 1


def test_a_window_holds_the_structure() -> None:
    helper = Helper(patient(1), 2, 0, 32, 2.0)
    windows = helper.windows(helper.indices)
    assert windows.shape == (len(helper.indices), 32, 32)
    border = torch.cat([windows[:, 0], windows[:, -1], windows[:, :, 0], windows[:, :, -1]], 1)
    assert float(border.max()) == 0
    assert float(windows.amax((1, 2)).min()) > 0.5


@pytest.mark.parametrize(
    ("count", "groups"),
    [(1, [[0, 0]]), (2, [[0, 1]]), (3, [[0, 1], [2, 0]]), (9, [[0, 1], [2, 3]])],
)
def test_helpers_serve_in_pairs(count: int, groups: list[list[int]]) -> None:
    assert grouped(count) == groups


def test_the_part_that_is_expected_is_kept_not_the_largest() -> None:
    found = np.zeros((1, 4, 9), bool)
    found[0, :, :5] = True
    found[0, 1:3, 7:] = True
    chance = np.zeros(found.shape, np.float32)
    chance[0, 1:3, 7:] = 0.9
    chance[0, :, :5] = 0.2  # more in sum, yet unlikely everywhere
    kept = main_part(found, chance)
    assert np.array_equal(np.argwhere(kept), np.argwhere(chance > 0.5))


def test_a_case_is_filled_and_says_from_whom(tmp_path: Path) -> None:
    found = filled(tmp_path, patient(0), [source(patient(1)), source(patient(2, (0, 2, 0)))])
    assert found.labels.shape == patient(0).labels.shape
    assert set(np.unique(found.labels)) <= {0, 1, 2}
    assert set(found.filled) == {1, 2}
    for label in found.filled.values():
        assert sorted(label.patients) == sorted(label.supports) == ["p1", "p2"]
        assert 0 <= label.agreement <= 1


def test_a_case_never_supports_itself(tmp_path: Path) -> None:
    copied = source(patient(0))
    found = filled(tmp_path, patient(0), [copied, source(patient(1))])
    assert found.filled[1].patients == ("p1",)
    with pytest.raises(UserError, match="No other finished case"):
        filled(tmp_path, patient(0), [copied])


def test_painted_slices_are_kept_and_support_the_others(tmp_path: Path) -> None:
    new = patient(0)
    painted = np.zeros_like(new.labels)
    painted[6] = np.where(new.labels[6] == 1, 1, 0)
    prefiller = CatNetPrefiller(install_model(tmp_path))
    runs = [
        list(prefiller.prefill(new.volume, [source(patient(1))], OPTIONS, CancelToken(), given))[-1]
        for given in (None, painted)
    ]
    without, having = (run.labels for run in runs if isinstance(run, Prefill))
    assert np.array_equal(having[6] == 1, painted[6] == 1)
    other = np.arange(len(having)) != 6
    assert not np.array_equal(having[other] == 1, without[other] == 1)


def test_a_label_painted_on_two_slices_is_filled_as_in_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = patient(0)
    painted = np.zeros_like(new.labels)
    held = np.flatnonzero((new.labels == 1).any((1, 2)))
    for index in (held[0], held[-1]):
        painted[index] = np.where(new.labels[index] == 1, 1, 0)
    prefiller = CatNetPrefiller(install_model(tmp_path))
    asked: list[PropagationRequest] = []

    def propagate(request: PropagationRequest, token: CancelToken) -> Iterator[IterationResult]:
        asked.append(request)
        for index in request.supports[0].query_indices():
            labels = np.zeros(new.labels.shape[1:], np.uint8)
            labels[3:5, 3:5] = 1
            yield IterationResult(index, 4, labels, {}, is_final=True)

    monkeypatch.setattr(prefiller._propagator, "propagate", propagate)
    sources = [source(patient(1)), source(patient(2))]
    *_, found = prefiller.prefill(new.volume, sources, OPTIONS, CancelToken(), painted)
    assert isinstance(found, Prefill)
    (request,) = asked
    assert [s.index for s in request.supports[0].slices] == [held[0], held[-1]]
    assert request.supports[0].ends is not None
    assert np.array_equal(found.labels[held[0]] == 1, painted[held[0]] == 1)
    between = found.labels[held[0] + 1 : held[-1]] == 1
    assert between[:, 3:5, 3:5].all()
    assert between.sum() == 4 * len(between)
    assert (found.labels == 2).any()


def test_labels_that_are_not_asked_for_stay_empty(tmp_path: Path) -> None:
    prefiller = CatNetPrefiller(install_model(tmp_path))
    options = RunOptions(device="cpu", labels=(2,))
    *_, found = prefiller.prefill(patient(0).volume, [source(patient(1))], options, CancelToken())
    assert isinstance(found, Prefill)
    assert set(found.filled) == {2}
    with pytest.raises(UserError, match="hold none of these labels"):
        list(
            prefiller.prefill(
                patient(0).volume,
                [source(patient(1))],
                RunOptions(device="cpu", labels=(9,)),
                CancelToken(),
            )
        )


def test_a_structure_that_is_hardly_found_is_doubtful(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(_engine: object, expected: Expected, _iterations: int) -> np.ndarray:
        whole = np.where(expected.shape, 5.0, -5.0).astype(np.float32)
        if expected.helpers[0]._value == 2:
            held = np.flatnonzero(expected.shape.any((1, 2)))
            whole[held[1:]] = -5.0
        return whole

    monkeypatch.setattr(module, "fill", found)
    made = filled(tmp_path, patient(0), [source(patient(1)), source(patient(2))])
    assert made.doubtful == (2,)


def test_a_prefill_can_be_stopped(tmp_path: Path) -> None:
    token = CancelToken()
    work = CatNetPrefiller(install_model(tmp_path)).prefill(
        patient(0).volume, [source(patient(1))], OPTIONS, token
    )
    next(work)
    token.cancel()
    with pytest.raises(Cancelled):
        list(work)


def test_of_many_cases_those_most_alike_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_PATIENTS", 1)
    monkeypatch.setattr(module, "load_encoder", lambda _model, _device: None)
    faces = {f"p{n}": torch.tensor(face) for n, face in enumerate([[1.0, 0], [0.0, 1], [0.9, 0.1]])}
    cases = [patient(n) for n in range(3)]
    by_voxels = {case.volume.content_id: faces[case.name] for case in cases}
    prefiller = CatNetPrefiller(install_model(tmp_path))
    monkeypatch.setattr(prefiller._store, "get", _any_model(prefiller))
    monkeypatch.setattr(prefiller, "_description", lambda _e, v, _a, _t: by_voxels[v.content_id])
    *_, found = prefiller.prefill(
        cases[0].volume, [source(case) for case in cases[1:]], OPTIONS, CancelToken()
    )
    assert isinstance(found, Prefill)
    assert found.filled[1].patients == ("p2",)
    assert found.unlike == ("p1",)


def _any_model(prefiller: CatNetPrefiller):
    only = prefiller._store.models("catnet")[0]
    return lambda _name, _architecture: only

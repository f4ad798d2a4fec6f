"""A label painted in another plane is filled along its own axis and reviewed with the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.app.case import Case
from annotator.core.labelmap import LabelMap
from annotator.core.proposal import IterationResult
from annotator.core.run_options import RunOptions
from annotator.io.mask_file import read_mask
from annotator.services.across import requests_across
from annotator.services.document import Document
from annotator.services.guidance import GuidanceService
from annotator.services.jobs import InlineRunner
from annotator.services.propagation import PropagationService
from annotator.services.run_supports import run_supports, supports_across
from annotator.services.slice_status import status_strip
from tests.helpers.documents import SquarePropagator, make_volume
from tests.helpers.scorer import RuleScorer

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = (20, 20, 20)


@pytest.fixture
def case() -> Case:
    """Label 1 painted on axial slices 3, 8, 13; label 2 on sagittal slices 4, 9, 14."""
    voxels = np.zeros(SHAPE, np.uint8)
    for index in (3, 8, 13):
        voxels[index, 2:8, 2:14] = 1
    for index in (4, 9, 14):
        voxels[5:15, 11:18, index] = 2
    volume = make_volume(SHAPE, (2.0, 1.0, 1.0))
    case = Case(Document(volume, LabelMap(volume.geometry, voxels)))
    case.document.set_axis(0)
    return case


def run(case: Case, **options: object) -> list[IterationResult]:
    steps = list(case.propagate(method="interpolation", gate="off", range="between", **options))
    return [step for step in steps if isinstance(step, IterationResult)]


def test_crossing_lines_are_no_painted_slices(case: Case) -> None:
    document = case.document
    assert (document.label_axis(1), document.label_axis(2)) == (0, 2)
    assert [item.label for item in run_supports(document)] == [1]
    (sagittal,) = supports_across(document)[2]
    assert [item.index for item in sagittal.slices] == [4, 9, 14]
    states = status_strip(document, 2)
    assert {states[index] for index in range(5, 15)} == {"crossed"}
    assert [i for i, state in enumerate(status_strip(document, 1)) if state == "painted"] == [
        3,
        8,
        13,
    ]


def test_each_label_is_filled_along_its_own_axis_into_one_proposal(case: Case) -> None:
    painted = case.mask
    run(case)
    assert case.proposal is not None
    assert case.proposal.run_labels == (1, 2)
    assert status_strip(case.document, 2)[10] == "proposed"
    case.accept()
    assert case.document.marks.along(2).made[2][10].method == "interpolation"
    mask = case.mask
    assert (mask[painted > 0] == painted[painted > 0]).all()
    np.testing.assert_array_equal(mask[5:15, 11:18, 4:15] == 2, True)
    np.testing.assert_array_equal(mask[3:14, 2:8, 2:14] == 1, True)
    assert not (mask[..., 15:] == 2).any()


def test_only_a_label_of_another_plane(case: Case) -> None:
    results = run(case, labels=(2,))
    assert sorted(item.slice_index for item in results) == list(range(5, 15))
    assert all(item.is_final for item in results)
    assert not any((item.labels == 1).sum() for item in results if item.slice_index not in (8, 13))


def test_an_accepted_label_of_another_plane_keeps_its_axis(case: Case) -> None:
    run(case)
    case.accept([6, 7])
    assert case.document.label_axis(2) == 2


def test_ends_and_marks_hold_along_the_second_axis(case: Case) -> None:
    document = case.document
    document.set_axis(2)
    document.toggle_excluded(2, 9)
    document.toggle_absent(2, 2)
    document.set_range(2, 0, 16)
    document.set_axis(0)
    (sagittal,) = supports_across(document)[2]
    assert [item.index for item in sagittal.slices] == [4, 14]
    assert (sagittal.ends, sagittal.absent) == ((0, 16), {2})
    run(case)  # ends that were set win over "between"
    assert case.proposal is not None
    filled = np.zeros(SHAPE, bool)
    for index in case.proposal.slices:
        filled[index] = case.document.review.labels(0, index) == 2
    assert set(np.flatnonzero(filled.any(axis=(0, 1)))) <= {3, *range(5, 14), 15, 16}
    assert filled[..., 15].any()


def test_a_saved_mask_brings_the_axis_and_its_marks_back(case: Case, tmp_path: Path) -> None:
    case.document.set_axis(2)
    case.document.set_range(2, 3, 15)
    case.document.set_axis(0)
    run(case)
    case.accept()
    case.save(tmp_path / "mask.nii.gz")
    found = read_mask(tmp_path / "mask.nii.gz", case.volume)
    assert found.marks == case.document.marks
    assert found.axes == {2: 2}
    assert found.origins is not None
    np.testing.assert_array_equal(found.origins, case.document.labelmap.origins)


def test_a_label_of_another_plane_is_learned_along_its_own_axis(case: Case) -> None:
    propagator = SquarePropagator()
    service = PropagationService(lambda: case.document, InlineRunner(), lambda: propagator)
    assert service.learn([2, 1])
    learned = [(request.axis, request.supports[0].label) for request in propagator.learned]
    assert learned == [(2, 2), (0, 1)]


def test_a_label_of_another_plane_is_judged_along_its_own_axis(case: Case) -> None:
    scorer = RuleScorer()
    guidance = GuidanceService(InlineRunner(), lambda: scorer)
    guidance.set_document(case.document)
    guidance.resume()
    assert (2, [4, 9, 14], frozenset()) in scorer.scored
    assert guidance.presence(2) is None  # nothing to show along the axis in view
    assert guidance.suggested_ends()[2][:2] == (3, 15)
    requests = requests_across(case.document, RunOptions(), ends=guidance.suggested_ends())
    assert requests[0].supports[0].ends == (3, 15)

"""Where structures of finished patients lie in another, from features of slices."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from annotator.core.cancel import Cancelled, CancelToken
from annotator.core.finished import FinishedCase
from annotator.core.geometry import Geometry
from annotator.core.volume import Volume
from annotator.inference import registration
from annotator.inference.catnet.laying import Laying
from annotator.inference.cloformer import locator as module
from annotator.inference.cloformer.locator import Places, bring_together, learn_to_locate
from annotator.inference.cloformer.slice_frames import SliceFrames
from annotator.inference.slice_stack import SliceStack
from tests.helpers.patients import patient

SIDE = 12


def places(volume: Volume, axis: int = 0) -> Places:
    """Grey values as the only features."""
    frames = SliceFrames(SliceStack(volume, axis), 48, 1)
    count = frames.stack.length
    grey = F.adaptive_avg_pool2d(frames.single(range(count)), (SIDE, SIDE))
    line = torch.linspace(-1, 1, SIDE)
    place = torch.stack(torch.meshgrid(line, line, indexing="ij")).expand(count, -1, -1, -1)
    return Places(torch.cat([grey, place, grey], 1).movedim(1, 0), frames)


def turned(case: FinishedCase, axis: int) -> FinishedCase:
    """Patient sliced along another axis."""
    voxels, labels = (
        np.ascontiguousarray(np.moveaxis(a, 0, axis)) for a in (case.volume.voxels[:], case.labels)
    )
    spacing = np.insert(np.array(case.volume.geometry.spacing_zyx_mm)[1:], axis, 6.0)
    geometry = Geometry(voxels.shape, np.diag([*spacing[::-1], 1.0]))
    return FinishedCase(case.name, Volume(voxels, geometry), labels)


@pytest.mark.parametrize("axis", [0, 1])
def test_a_patient_is_brought_to_where_structures_are_likely(axis: int) -> None:
    new, other = (turned(patient(seed, (3 * seed, 2 * seed, 0)), axis) for seed in range(2))
    here, there = places(new.volume, axis), places(other.volume, axis)
    chances, masks = here.masks(new.labels, [1, 2]), there.masks(other.labels, [1, 2])
    affine = bring_together(here, chances, there, masks)
    spacing = np.array(new.volume.geometry.spacing_zyx_mm)
    for value in (1, 2):
        middles = [np.argwhere(case.labels == value).mean(0) * spacing for case in (new, other)]
        carried = affine @ [*middles[0], 1.0]
        assert np.abs(carried[:3] - middles[1]).max() < 6


def test_structures_are_located_in_another_patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STEPS", 60)
    known, new = patient(0), patient(1, (2, 2, 0))
    locator = learn_to_locate([(places(known.volume), known.labels)], [1, 2], CancelToken())
    here = places(new.volume)
    chances, truth = locator.chances(here), here.masks(new.labels, [1, 2])
    assert chances.shape == truth.shape
    for chance, share in zip(chances, truth, strict=True):
        assert float(chance[share > 0.5].mean()) > float(chance[share == 0].mean()) + 0.3


def test_learning_to_locate_is_the_same_each_time_and_can_be_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "STEPS", 3)
    known = [(places(patient(0).volume), patient(0).labels)]
    here = places(patient(1).volume)
    first, second = (learn_to_locate(known, [1], CancelToken()).chances(here) for _ in range(2))
    assert torch.equal(first, second)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        learn_to_locate(known, [1], token)


def test_who_is_located_is_laid_better(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scans that cover other parts of the body, far from where the images alone would lead."""
    monkeypatch.setattr(registration, "VOXELS_ALONG", 20)
    monkeypatch.setattr(registration, "SHIFTS", (0.0,))
    monkeypatch.setattr(module, "STEPS", 60)
    monkeypatch.setattr(
        "annotator.inference.catnet.laying.look_at",
        lambda _e, volume, axis, _t: places(volume, axis),
    )
    new, other = patient(0, (-4, 0, 0)), patient(1, (4, 0, 0))
    without = Laying([other], 0, None, CancelToken()).lay(other, new.volume)
    located = Laying([other], 0, object(), CancelToken())  # type: ignore[arg-type]
    laid = located.lay(other, new.volume)
    assert laid.registration.likeness >= without.registration.likeness
    assert {v: len(p) for v, p in located.presence(new.volume).items()} == {1: 14, 2: 14}


def test_the_order_of_finished_patients_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STEPS", 3)
    monkeypatch.setattr(
        "annotator.inference.catnet.laying.look_at",
        lambda _e, volume, axis, _t: places(volume, axis),
    )
    cases, new = [patient(0), patient(1, (2, 0, 0))], patient(2).volume
    encoder: object = object()
    first, second = (
        Laying(order, 0, encoder, CancelToken()).presence(new)  # type: ignore[arg-type]
        for order in (cases, cases[::-1])
    )
    assert all(np.array_equal(first[value], second[value]) for value in (1, 2))


def test_of_new_patients_only_the_last_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of thousands must not fill the memory."""
    monkeypatch.setattr(module, "STEPS", 1)
    looked: list[str] = []

    def look(_encoder: object, volume: Volume, axis: int, _token: CancelToken) -> Places:
        looked.append(volume.content_id)
        return places(volume, axis)

    monkeypatch.setattr("annotator.inference.catnet.laying.look_at", look)
    known, new, other = (patient(seed) for seed in range(3))
    laying = Laying([known], 0, object(), CancelToken())  # type: ignore[arg-type]
    for case in (new, new, other, known, new):
        laying.presence(case.volume)
    expected = [case.volume.content_id for case in (known, new, other, new)]
    assert looked == expected

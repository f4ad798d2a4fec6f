"""Denoised slices and volumes of one original after the other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.core.denoising import DenoiseOptions
from annotator.core.errors import UserError
from annotator.services.denoising import KEPT_SLICES, DenoiseService
from annotator.services.jobs import InlineRunner
from tests.helpers.denoiser import NOISE, AddingDenoiser
from tests.helpers.documents import make_volume
from tests.helpers.runners import HeldRunner

if TYPE_CHECKING:
    from annotator.core.volume import Volume

NOW = datetime(2026, 11, 22, 18, 40, tzinfo=UTC)


@pytest.fixture
def denoiser() -> AddingDenoiser:
    return AddingDenoiser()


@pytest.fixture
def volume() -> Volume:
    return make_volume()


@pytest.fixture
def service(denoiser: AddingDenoiser, volume: Volume) -> DenoiseService:
    made = DenoiseService(InlineRunner(), lambda: denoiser, lambda: NOW)
    made.set_volume(volume)
    return made


def test_a_slice_is_denoised_once(
    service: DenoiseService, denoiser: AddingDenoiser, volume: Volume
) -> None:
    levels, ready = [], []
    service.noise_found.connect(levels.append)
    service.slice_ready.connect(lambda axis, index: ready.append((axis, index)))
    assert service.values(1, 3) is None
    service.request_slice(1, 3)
    service.request_slice(1, 3)
    values = service.values(1, 3)
    assert values is not None
    assert np.array_equal(values, volume.voxels[:, 3] + np.float32(100))
    assert (ready, levels, len(denoiser.slices)) == ([(1, 3)], [NOISE], 1)
    assert service.values(1, 4) is None
    assert not service.working


def test_each_strength_has_its_own_slice(service: DenoiseService, volume: Volume) -> None:
    service.request_slice(0, 2)
    service.options = DenoiseOptions(strength=0.5)
    assert service.values(0, 2) is None
    service.request_slice(0, 2)
    values = service.values(0, 2)
    assert values is not None
    assert np.array_equal(values, volume.voxels[2] + np.float32(50))


def test_only_the_last_slices_are_kept(service: DenoiseService) -> None:
    for index in range(KEPT_SLICES + 1):
        service.request_slice(2, index % 24)
        service.options = DenoiseOptions(strength=0.01 * index)
    assert len(service._slices) <= KEPT_SLICES


def test_the_volume_serves_all_planes_and_says_how_it_was_made(
    service: DenoiseService, volume: Volume, denoiser: AddingDenoiser
) -> None:
    before = volume.voxels.copy()
    service.start_volume()
    assert service.result is not None
    assert service.result.provenance == "adder, strength 1, 2026-11-22 18:40"
    assert service.result.volume.voxels.dtype == np.int16
    for axis in range(3):
        values = service.values(axis, 1)
        assert values is not None
        assert np.array_equal(values, volume.voxels.take(1, axis) + 100)
        service.request_slice(axis, 1)
    assert denoiser.slices == [], "nothing more to do"
    assert np.array_equal(volume.voxels, before)
    service.drop_result()
    assert service.values(0, 1) is None


def test_another_strength_is_previewed_although_there_is_a_volume(
    service: DenoiseService, denoiser: AddingDenoiser
) -> None:
    service.start_volume()
    service.options = DenoiseOptions(strength=2.0)
    assert service.values(0, 1) is None
    service.request_slice(0, 1)
    assert denoiser.slices == [(0, 1, 2.0)]
    assert service.result is not None


def test_another_image_drops_everything(service: DenoiseService) -> None:
    service.start_volume()
    service.request_slice(0, 1)
    service.set_volume(make_volume((4, 8, 8)))
    assert (service.result, service.noise) == (None, None)
    assert service.values(0, 1) is None
    service.set_volume(None)
    service.request_slice(0, 1)
    service.start_volume()
    assert service.result is None


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (UserError("Install a model."), "Install a model."),
        (RuntimeError("bad"), "Denoising stopped: RuntimeError: bad. The image is unchanged."),
    ],
    ids=["user", "other"],
)
def test_failures_are_sentences(
    service: DenoiseService, denoiser: AddingDenoiser, error: Exception, sentence: str
) -> None:
    said: list[str] = []
    service.failed.connect(said.append)
    denoiser.error = error
    service.request_slice(0, 1)
    service.start_volume()
    assert said == [sentence, sentence]
    assert not service.running


def test_slices_wait_while_a_volume_is_at_work(denoiser: AddingDenoiser, volume: Volume) -> None:
    runner = HeldRunner()
    made = DenoiseService(runner, lambda: denoiser, lambda: NOW)
    made.set_volume(volume)
    ended: list[str] = []
    made.ended.connect(ended.append)
    made.start_volume()
    made.request_slice(0, 1)
    made.start_volume()
    assert (len(runner.jobs), made.running) == (1, True), "the volume is not interrupted"
    runner.finish()
    assert ended == [""]
    assert made.result is not None


def test_what_belongs_to_the_image_before_is_dropped(
    denoiser: AddingDenoiser, volume: Volume
) -> None:
    runner = HeldRunner()
    made = DenoiseService(runner, lambda: denoiser, lambda: NOW)
    made.set_volume(volume)
    made.start_volume()
    ended: list[str] = []
    made.ended.connect(ended.append)
    made.set_volume(make_volume((4, 8, 8)))
    runner.finish()
    assert (made.result, made.noise, ended) == (None, None, [])

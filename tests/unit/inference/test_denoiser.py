"""Denoising slices and volumes with tiny networks whose behaviour is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch

from annotator.core.cancel import Cancelled, CancelToken
from annotator.core.denoising import DenoiseOptions, estimate_noise, slice_axis, value_scale
from annotator.core.errors import UserError
from annotator.core.geometry import Geometry
from annotator.core.proposal import RunProgress
from annotator.core.volume import Volume
from annotator.inference.grl import denoiser as module
from annotator.inference.grl.denoiser import GrlDenoiser
from annotator.inference.manifests import GrlInput, GrlManifest
from annotator.inference.model_store import ModelStore, save_model
from annotator.nets.grl.network import GRL
from annotator.nets.grl.slice_denoiser import COMPACT, SliceDenoiser

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.core.volume import Modality
    from annotator.nets.grl.config import GRLConfig

TINY = replace(COMPACT, embed_dim=24, depths=(1,), heads_window=(1,), heads_stripe=(1,))


def install(folder: Path, name: str, config: GRLConfig = TINY, **given: Any) -> None:
    """Install an untrained network; a small one changes the image visibly."""
    torch.manual_seed(1)
    manifest = GrlManifest(config=config, input=GrlInput(**given))
    save_model(folder / name, GRL(config).state_dict(), manifest, "test", half=False)


def volume(
    shape: tuple[int, int, int] = (5, 40, 48),
    modality: Modality = "CT",
    noise: float = 20.0,
    spacing: tuple[float, float, float] = (1.0, 1.0, 5.0),
    dtype: type = np.int16,
) -> Volume:
    """Make a homogeneous body with white noise; `spacing` is x, y, z."""
    rng = np.random.default_rng(0)
    voxels = (50 + noise * rng.standard_normal(shape)).astype(dtype)
    return Volume(voxels, Geometry(shape, np.diag([*spacing, 1.0])), modality)


@pytest.fixture
def denoiser(tmp_path: Path) -> GrlDenoiser:
    install(tmp_path, "test-ct", modality="ct", highest_level=0.2)
    install(tmp_path, "test-mr", modality="mr", highest_level=0.2)
    return GrlDenoiser(ModelStore([tmp_path]))


def finished(steps: list[RunProgress | Volume]) -> Volume:
    result = steps[-1]
    assert isinstance(result, Volume)
    return result


@pytest.mark.parametrize("dtype", [np.int16, np.float32])
def test_result_has_the_grid_and_type_of_the_source_which_stays(
    denoiser: GrlDenoiser, dtype: type
) -> None:
    source = volume(dtype=dtype)
    before = source.voxels.copy()
    steps = list(denoiser.denoise_volume(source, DenoiseOptions(), CancelToken()))
    result = finished(steps)
    assert result.geometry is source.geometry
    assert result.voxels.dtype == dtype
    assert result.modality == "CT"
    assert result.content_id != source.content_id
    assert "test-ct" in result.provenance
    assert "automatic" in result.provenance
    assert np.array_equal(source.voxels, before)
    assert result.voxels.min() >= before.min()
    assert result.voxels.max() <= before.max()
    progress = [step for step in steps if isinstance(step, RunProgress)]
    assert (progress[-1].done, progress[-1].total) == (5, 5)


def test_slice_is_that_of_the_volume(denoiser: GrlDenoiser) -> None:
    source = volume(dtype=np.float32)
    result = finished(list(denoiser.denoise_volume(source, DenoiseOptions(), CancelToken())))
    one = denoiser.denoise_slice(source, 0, 3, DenoiseOptions())
    assert one.dtype == np.float32
    limits = source.voxels.min(), source.voxels.max()
    np.testing.assert_allclose(np.clip(one, *limits), result.voxels[3], atol=0.01)


def test_slices_lie_across_the_coarsest_axis(denoiser: GrlDenoiser) -> None:
    source = volume((40, 6, 48), spacing=(1.0, 5.0, 1.0), dtype=np.float32)
    assert slice_axis(source) == 1
    result = finished(list(denoiser.denoise_volume(source, DenoiseOptions(), CancelToken())))
    one = denoiser.denoise_slice(source, 1, 2, DenoiseOptions())
    limits = source.voxels.min(), source.voxels.max()
    np.testing.assert_allclose(np.clip(one, *limits), result.voxels[:, 2], atol=0.01)


def test_strength_zero_keeps_every_value(denoiser: GrlDenoiser) -> None:
    source = volume()
    options = DenoiseOptions(strength=0.0)
    result = finished(list(denoiser.denoise_volume(source, options, CancelToken())))
    assert np.array_equal(result.voxels, source.voxels)


def test_strength_reaches_the_network_as_the_noise_level(
    denoiser: GrlDenoiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    forward = SliceDenoiser.forward

    def note(self: SliceDenoiser, image: torch.Tensor, level: torch.Tensor) -> torch.Tensor:
        told.append(float(level[0]))
        return forward(self, image, level)

    monkeypatch.setattr(SliceDenoiser, "forward", note)
    source = volume(noise=20.0)
    for strength in (None, 0.5, 2.0):
        denoiser.denoise_slice(source, 0, 0, DenoiseOptions(strength=strength))
    estimated = denoiser.noise_level(source, DenoiseOptions()) / 500
    assert told == pytest.approx([estimated, 0.5 * estimated, 2 * estimated])
    denoiser.denoise_slice(volume(noise=90.0), 0, 0, DenoiseOptions(strength=2.0))
    assert told[-1] == pytest.approx(0.2)  # no more than it was trained for


def test_each_modality_has_its_model(denoiser: GrlDenoiser) -> None:
    for modality, name in (("CT", "test-ct"), ("MR", "test-mr"), ("unknown", "test-mr")):
        source = volume(modality=modality)
        steps = list(denoiser.denoise_volume(source, DenoiseOptions(), CancelToken()))
        assert name in finished(steps).provenance
    forced = list(denoiser.denoise_volume(volume(), DenoiseOptions("mr"), CancelToken()))
    assert "test-mr" in finished(forced).provenance


def test_cancels_between_batches(denoiser: GrlDenoiser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH_PIXELS", 1)
    token = CancelToken()
    steps = denoiser.denoise_volume(volume(), DenoiseOptions(), token)
    done = [
        step.done for step, _ in zip(steps, range(3), strict=False) if isinstance(step, RunProgress)
    ]
    assert done == [0, 1, 2]
    token.cancel()
    with pytest.raises(Cancelled):
        next(steps)


def test_batch_shrinks_when_memory_runs_out(
    denoiser: GrlDenoiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = volume()
    expected = finished(list(denoiser.denoise_volume(source, DenoiseOptions(), CancelToken())))
    forward = SliceDenoiser.forward

    def small_memory(self: SliceDenoiser, image: torch.Tensor, level: torch.Tensor) -> torch.Tensor:
        if len(image) > 2:
            raise MemoryError
        return forward(self, image, level)

    monkeypatch.setattr(SliceDenoiser, "forward", small_memory)
    result = finished(list(denoiser.denoise_volume(source, DenoiseOptions(), CancelToken())))
    assert np.abs(result.voxels.astype(int) - expected.voxels).max() <= 1


def test_says_so_when_one_slice_is_too_much(
    denoiser: GrlDenoiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_memory(self: SliceDenoiser, image: torch.Tensor, level: torch.Tensor) -> torch.Tensor:
        raise MemoryError

    monkeypatch.setattr(SliceDenoiser, "forward", no_memory)
    with pytest.raises(UserError, match="too little free memory"):
        list(denoiser.denoise_volume(volume(), DenoiseOptions(), CancelToken()))
    with pytest.raises(UserError, match="too little free memory"):
        denoiser.denoise_slice(volume(), 0, 0, DenoiseOptions())


def test_large_slices_go_in_tiles(denoiser: GrlDenoiser, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    forward = SliceDenoiser.forward

    def note(self: SliceDenoiser, image: torch.Tensor, level: torch.Tensor) -> torch.Tensor:
        sizes.append(tuple(image.shape[-2:]))
        return forward(self, image, level)

    monkeypatch.setattr(SliceDenoiser, "forward", note)
    monkeypatch.setattr(module, "TILE", 96)
    result = denoiser.denoise_slice(volume((2, 150, 64)), 0, 0, DenoiseOptions())
    assert result.shape == (150, 64)
    assert set(sizes) == {(96, 64)}
    assert len(sizes) == 3


def test_network_without_level_is_blended_by_strength(tmp_path: Path) -> None:
    plain = replace(TINY, in_channels=1, upsampler="", upscale=1)
    install(tmp_path, "paper", plain)
    denoiser = GrlDenoiser(ModelStore([tmp_path]))
    source = volume(dtype=np.float32)
    full, half = (
        denoiser.denoise_slice(source, 0, 0, DenoiseOptions(strength=s, model="paper"))
        for s in (1.0, 0.5)
    )
    assert np.abs(full - source.voxels[0]).max() > 1
    np.testing.assert_allclose(half, (full + source.voxels[0]) / 2, atol=0.01)


def test_missing_and_unfit_models_are_named(tmp_path: Path) -> None:
    install(
        tmp_path, "colour", replace(TINY, in_channels=3, out_channels=3, upsampler="", upscale=1)
    )
    denoiser = GrlDenoiser(ModelStore([tmp_path]))
    assert denoiser.model_names() == []
    with pytest.raises(UserError, match="No denoiser for CT"):
        denoiser.denoise_slice(volume(), 0, 0, DenoiseOptions())
    with pytest.raises(UserError, match="not for gray-level"):
        denoiser.denoise_slice(volume(), 0, 0, DenoiseOptions(model="colour"))
    with pytest.raises(UserError, match="no grl model 'other'"):
        denoiser.denoise_slice(volume(), 0, 0, DenoiseOptions(model="other"))


def test_air_of_mr_is_black_and_signal_is_kept(
    denoiser: GrlDenoiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SliceDenoiser, "forward", lambda _, image, level: image)
    voxels = (500 + 20 * np.random.default_rng(0).standard_normal((4, 64, 64))).astype(np.float32)
    voxels[:, :, :16] = 0  # air
    voxels[:, :, 14:16] = 1  # hardly any signal
    source = Volume(voxels, Geometry((4, 64, 64), np.diag([1.0, 1.0, 5.0, 1.0])), "MR")
    assert denoiser.noise_level(source, DenoiseOptions()) > 15
    clean = denoiser.denoise_slice(source, 0, 0, DenoiseOptions())
    assert np.abs(clean[:, :16]).max() < 1e-3
    np.testing.assert_allclose(clean[:, 16:], voxels[0, :, 16:], rtol=1e-3)
    as_ct = denoiser.denoise_slice(source, 0, 0, DenoiseOptions("ct"))
    np.testing.assert_allclose(as_ct, voxels[0], rtol=1e-5)


@pytest.mark.parametrize("noise", [10.0, 40.0])
def test_estimates_white_noise(noise: float) -> None:
    source = volume((8, 96, 96), noise=noise)
    assert estimate_noise(source.voxels, "ct") == pytest.approx(noise, rel=0.15)


def test_edges_do_not_count_as_noise() -> None:
    source = volume((8, 96, 96), noise=10.0)
    voxels = source.voxels.copy()
    voxels[:, 20:50, 30:70] += 200
    assert estimate_noise(voxels, "ct") == pytest.approx(10, rel=0.2)
    assert estimate_noise(np.full((4, 32, 32), -1000, np.int16), "ct") == 0


def test_scale_of_mr_is_the_signal_range() -> None:
    voxels = np.linspace(-3, 5, 10_000, dtype=np.float32).reshape(10, 100, 10)
    scale = value_scale(voxels, "mr")
    assert scale.offset == pytest.approx(-3, abs=0.05)
    assert scale.unit == pytest.approx(8, abs=0.1)
    np.testing.assert_allclose(scale.restore(scale.normalise(voxels)), voxels, atol=1e-5)


@pytest.mark.parametrize("strength", [-0.1, 2.1])
def test_strength_must_be_in_range(strength: float) -> None:
    with pytest.raises(UserError, match="0 to 2"):
        DenoiseOptions(strength=strength)

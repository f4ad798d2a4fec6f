"""Noise, clean slices, and a training of a denoiser from folders to a model that works."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
import pytest
import torch

from annotator.core.denoising import DenoiseOptions
from annotator.core.errors import UserError
from annotator.core.geometry import Geometry
from annotator.core.volume import Volume
from annotator.inference.grl.denoiser import GrlDenoiser
from annotator.inference.model_store import ModelStore
from annotator.nets.grl.slice_denoiser import COMPACT, SliceDenoiser
from annotator.phantom.torso import make_phantom
from annotator.training.grl.noise import add_ct_noise, add_mr_noise, random_level
from annotator.training.grl.pairs import PairSampler, Source, phantom_sources
from annotator.training.grl.recipe import DenoiserRecipe, train_denoiser
from annotator.training.grl.trainer import (
    DenoiserConfig,
    DenoiserTrainer,
    charbonnier,
    mean_psnr,
)

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.core.denoising import Kind
    from annotator.training.grl.pairs import Pairs

TINY = replace(
    COMPACT,
    embed_dim=18,
    depths=(1,),
    heads_window=(1,),
    heads_stripe=(1,),
    window_size=4,
    stripe_size=(8, 16),
)


@pytest.fixture(scope="module")
def phantom() -> Source:
    return phantom_sources("ct", 1, seed=0)[0]


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def noise_of(image: torch.Tensor, **options: float) -> torch.Tensor:
    return add_ct_noise(image, 0.1, generator(), **options) - image


@pytest.mark.parametrize(("ramp", "cut_off"), [(0.0, 0.2), (1.0, 0.6)])
def test_ct_noise_has_the_level_asked_for(ramp: float, cut_off: float) -> None:
    noise = noise_of(torch.zeros(128, 128), ramp=ramp, cut_off=cut_off)
    assert float(noise.square().mean().sqrt()) == pytest.approx(0.1, rel=0.03)


def test_ct_noise_is_correlated_as_its_kernel_says() -> None:
    def neighbours(noise: torch.Tensor) -> float:
        return float((noise[:, 1:] * noise[:, :-1]).mean() / noise.square().mean())

    blurred = noise_of(torch.zeros(128, 128), ramp=0.0, cut_off=0.2)
    sharp = noise_of(torch.zeros(128, 128), ramp=1.0, cut_off=0.6)
    assert neighbours(blurred) > 0.5
    assert neighbours(sharp) < 0.2


def test_ct_noise_is_stronger_in_the_body() -> None:
    image = torch.full((128, 128), -2.0)
    image[32:96, 32:96] = 0.1
    noise = noise_of(image, unevenness=1.0)
    assert float(noise[48:80, 48:80].std()) > 1.5 * float(noise[:16].std())


def test_mr_noise_is_rician() -> None:
    dark = add_mr_noise(torch.zeros(256, 256), 0.1, generator())
    assert float(dark.min()) >= 0
    assert float(dark.mean()) == pytest.approx(0.1 * np.sqrt(np.pi / 2), rel=0.02)
    bright = add_mr_noise(torch.ones(256, 256), 0.05, generator())
    assert float(bright.std()) == pytest.approx(0.05, rel=0.03)


def test_zero_filled_mr_noise_keeps_its_level_and_is_smooth() -> None:
    bright = add_mr_noise(torch.ones(256, 256), 0.05, generator(), filled=0.5) - 1
    assert float(bright.std()) == pytest.approx(0.05, rel=0.05)
    assert float((bright[1:] * bright[:-1]).mean() / bright.square().mean()) > 0.5


@pytest.mark.parametrize("kind", ["ct", "mr"])
def test_no_noise_changes_nothing(kind: Kind) -> None:
    image = torch.rand(64, 64)
    add = add_ct_noise if kind == "ct" else add_mr_noise
    assert torch.allclose(add(image, 0.0, generator()), image)


def test_levels_reach_from_hardly_any_to_strong() -> None:
    rng = generator()
    levels = torch.tensor([random_level("mr", rng) for _ in range(500)])
    assert 0.08 < float((levels < 0.01).float().mean()) < 0.25
    assert float(levels.max()) > 0.15


def test_phantoms_have_no_noise(phantom: Source) -> None:
    image = phantom.clean(0, 12)
    inside = image[image > -0.3]
    assert inside.numel() > 2000
    assert float((image[:, 1:] - image[:, :-1]).abs().median()) < 0.005


def test_targets_are_cleaner_than_their_source() -> None:
    rng = np.random.default_rng(0)
    voxels = rng.normal(0, 50, (12, 80, 80)).astype(np.float32)
    volume = Volume(voxels, Geometry(voxels.shape, np.diag([1.0, 1.0, 2.0, 1.0])), "CT")
    source = Source.of(volume, "ct")
    assert source.axes() == [0]
    assert source.count(0) == 10
    assert float(source.clean(0, 0).std()) == pytest.approx(0.1 / np.sqrt(3), rel=0.05)
    batch = PairSampler([source], "ct", 64, seed=1).batch(0, 6)
    assert batch.clean.shape == (6, 1, 64, 64)


def test_batches_follow_from_seed_and_number(phantom: Source) -> None:
    sampler = PairSampler([phantom], "ct", 64, seed=5)
    first, again, other = sampler.batch(3, 2), sampler.batch(3, 2), sampler.batch(4, 2)
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    assert not torch.equal(first.noisy, other.noisy)


def test_untrained_network_hardly_changes_the_image() -> None:
    torch.manual_seed(0)
    net = SliceDenoiser.untrained(TINY).eval()
    image = torch.rand(2, 1, 37, 50)
    with torch.no_grad():
        change = (net(image, torch.tensor([0.1, 0.01])) - image).abs().amax(dim=(1, 2, 3))
    assert change[0] < 0.1
    assert change[1] < 0.02


def loss_of(trainer: DenoiserTrainer, pairs: Pairs) -> float:
    with torch.no_grad():
        restored = trainer.averaged_net()(pairs.noisy, pairs.level)
    return float(charbonnier(restored, pairs.clean, pairs.level))


def test_training_removes_noise_and_goes_on_identically(tmp_path: Path, phantom: Source) -> None:
    sampler = PairSampler([phantom], "ct", 32, seed=5)
    checks = [sampler.batch(1000, 8)]
    validate = partial(mean_psnr, batches=checks, kind="ct")
    config = DenoiserConfig(
        net=TINY,
        steps=16,
        batch=2,
        learning_rate=4e-3,
        ema=0.8,
        mixed_precision=False,
        validate_every=8,
    )
    straight = DenoiserTrainer(config, sampler, tmp_path / "straight")
    before = loss_of(straight, checks[0])
    net = straight.run(validate)
    assert loss_of(straight, checks[0]) < 0.97 * before
    assert straight.best == pytest.approx(mean_psnr(net, checks, "ct"))

    broken = DenoiserTrainer(config, sampler, tmp_path / "broken")
    for _ in range(8):
        broken.train_step()
    broken.save()
    resumed = DenoiserTrainer(config, sampler, tmp_path / "broken")
    resumed.run(validate)
    assert resumed.step == 16
    for key, value in straight.net.state_dict().items():
        assert torch.equal(value, resumed.net.state_dict()[key]), key
    other = DenoiserTrainer(replace(config, batch=3), sampler, tmp_path / "broken")
    with pytest.raises(UserError, match="batch"):
        other.resume()


@pytest.fixture
def recipe(tmp_path: Path) -> DenoiserRecipe:
    """Three steps on two CT volumes, beside an MR that is passed over."""
    for seed, name in enumerate(("ann", "ben", "mri")):
        kind = "MR" if name == "mri" else "CT"
        phantom = make_phantom(kind, (8, 64, 64), (6.0, 5.0, 5.0), seed=seed)
        folder = tmp_path / "data" / name
        folder.mkdir(parents=True)
        affine = np.diag([-5.0, -5.0, 6.0, 1.0])
        nib.save(nib.Nifti1Image(phantom.volume.voxels.T, affine), folder / "image.nii.gz")
    return DenoiserRecipe(
        (tmp_path / "data",),
        tmp_path / "models" / "mine",
        kind="ct",
        steps=3,
        batch=1,
        validate=("ben",),
        phantoms=0,
        size=32,
        net=TINY,
    )


def test_recipe_leaves_a_model_that_denoises(recipe: DenoiserRecipe, tmp_path: Path) -> None:
    recipe = replace(recipe, command="annotator train denoiser data")
    lines: list[str] = []
    train_denoiser(recipe, lines.append)
    assert "Training on 1 volumes" in " ".join(lines)
    card = (recipe.output / "card.md").read_text("utf-8")
    assert "1 volumes and 0 generated" in card
    assert recipe.command in card
    denoiser = GrlDenoiser(ModelStore([recipe.output.parent]))
    volume = make_phantom("CT", (4, 64, 64), (6.0, 5.0, 5.0), seed=7).volume
    assert denoiser.denoise_slice(volume, 0, 1, DenoiseOptions()).shape == (64, 64)
    with pytest.raises(UserError, match="add --resume"):
        train_denoiser(recipe, lines.append)
    more = replace(recipe, output=tmp_path / "models" / "more", start=recipe.output)
    train_denoiser(more, lines.append)
    assert "Started from the weights of mine (" in (more.output / "card.md").read_text("utf-8")


def test_recipe_explains_what_is_missing(recipe: DenoiserRecipe) -> None:
    with pytest.raises(UserError, match="No case is called 'eve'"):
        train_denoiser(replace(recipe, exclude=("eve",)), print)
    with pytest.raises(UserError, match="No MR volume"):
        train_denoiser(replace(recipe, kind="mr", exclude=("mri",)), print)
    with pytest.raises(UserError, match="not the folder of a denoiser"):
        train_denoiser(replace(recipe, start=recipe.output), print)

"""Overlapping tiles reproduce the whole image and leave no seams."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from annotator.inference.tiling import run_tiled

SIZES = [(40, 40), (64, 64), (65, 64), (150, 97), (97, 33), (300, 20), (1, 70)]


def noise(*shape: int) -> torch.Tensor:
    return torch.rand(shape, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("size", SIZES)
def test_identity_is_reproduced_at_any_size(size: tuple[int, int]) -> None:
    images = noise(2, 3, *size)
    result = run_tiled(lambda part: part, images, tile=64, overlap=24, margin=6)
    assert result.shape == images.shape
    torch.testing.assert_close(result, images, rtol=0, atol=1e-6)


@pytest.mark.parametrize("size", SIZES)
def test_convolution_within_the_margin_gives_the_result_of_the_whole_image(
    size: tuple[int, int],
) -> None:
    images, kernel = noise(1, 2, *size), noise(4, 2, 9, 9) - 0.5

    def network(part: torch.Tensor) -> torch.Tensor:
        return F.conv2d(part, kernel, padding=4)

    result = run_tiled(network, images, tile=64, overlap=24, margin=4)
    torch.testing.assert_close(result, network(images), rtol=0, atol=1e-5)


def test_disagreeing_tiles_blend_without_a_seam() -> None:
    calls = iter(range(100))
    result = run_tiled(
        lambda part: torch.full_like(part, float(next(calls) % 2)),
        noise(1, 1, 40, 400),
        tile=64,
        overlap=32,
        margin=4,
    )[0, 0, 20]
    assert result.min() == 0  # each tile decides alone in its middle
    assert result.max() == 1
    ramp = 32 - 2 * 4
    assert result.diff().abs().max() <= torch.pi / 2 / ramp  # steepest slope of the cosine


def test_pixels_in_the_margin_of_a_neighbour_are_not_used() -> None:
    def network(part: torch.Tensor) -> torch.Tensor:
        spoilt = part.clone()
        if part.shape[-1] == 64:
            spoilt[..., :5] = spoilt[..., -5:] = torch.inf
        return torch.nan_to_num(spoilt, posinf=1e6)

    images = noise(1, 1, 30, 200)
    result = run_tiled(network, images, tile=64, overlap=24, margin=5)
    torch.testing.assert_close(result[..., 5:-5], images[..., 5:-5], rtol=0, atol=1e-6)


def test_only_whole_tiles_are_passed_on() -> None:
    seen = []

    def network(part: torch.Tensor) -> torch.Tensor:
        seen.append(tuple(part.shape))
        return part

    run_tiled(network, noise(1, 1, 600, 200), tile=256, overlap=64, margin=16)
    assert set(seen) == {(1, 1, 256, 200)}
    assert len(seen) == 3


def test_number_of_channels_may_change() -> None:
    images = noise(2, 2, 100, 100)
    result = run_tiled(lambda part: part[:, :1], images, tile=64, overlap=32, margin=8)
    torch.testing.assert_close(result, images[:, :1], rtol=0, atol=1e-6)


@pytest.mark.parametrize(
    ("tile", "overlap", "margin"), [(64, 64, 0), (64, 16, 8), (64, 0, 0), (64, 32, -1)]
)
def test_impossible_overlap_is_refused(tile: int, overlap: int, margin: int) -> None:
    with pytest.raises(ValueError, match="cannot overlap"):
        run_tiled(lambda part: part, noise(1, 1, 9, 9), tile=tile, overlap=overlap, margin=margin)


def test_network_that_changes_the_size_is_refused() -> None:
    with pytest.raises(ValueError, match="keep the image size"):
        run_tiled(lambda part: part[..., ::2], noise(1, 1, 9, 9))

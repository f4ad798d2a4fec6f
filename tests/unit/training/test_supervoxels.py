"""Supervoxels: compact pieces of the body that follow its edges, kept on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.training import supervoxels as module
from annotator.training.supervoxels import cached_supervoxels, supervoxels

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SPACING = (6.0, 1.5, 1.5)


def body() -> NDArray[np.int16]:
    """Air around a box of two halves, one at 0 and one at 200."""
    image = np.full((10, 60, 60), -1000, np.int16)
    image[:, 10:50, 10:30] = 0
    image[:, 10:50, 30:50] = 200
    image[4:6, 28:32, 18:22] = -1000  # a bubble
    return image + np.random.default_rng(0).integers(-20, 20, image.shape).astype(np.int16)


def test_pieces_fill_the_body_and_keep_to_its_edges() -> None:
    image = body()
    pieces = supervoxels(image, SPACING, 25)
    assert pieces.shape == image.shape
    assert pieces.dtype == np.uint16
    solid = np.zeros(image.shape, bool)
    solid[:, 10:50, 10:50] = True
    agree = ((pieces > 0) == solid).mean()  # holes within a slice belong to the body
    assert agree > 0.97
    values = np.unique(pieces[pieces > 0])
    assert 6 <= len(values) <= 60
    left = [np.mean(np.nonzero(pieces == value)[2] < 30) for value in values]
    pure = np.maximum(left, 1 - np.array(left))
    assert np.mean(pure) > 0.9


def test_pieces_lie_where_they_were_found() -> None:
    """Neither edge of a large volume is shifted by the coarser working grid."""
    image = np.full((4, 600, 600), -1000, np.int16)
    image[:, 10:590, 10:590] = 100
    filled = supervoxels(image, (5.0, 1.0, 1.0), 150) > 0
    for axis in ((0, 2), (0, 1)):
        hit = np.flatnonzero(filled.any(axis))
        assert abs(hit[0] - 10) <= 1
        assert abs(hit[-1] - 589) <= 1


def test_larger_pieces_are_fewer() -> None:
    few, many = (supervoxels(body(), SPACING, diameter).max() for diameter in (40, 20))
    assert few < many


@pytest.mark.parametrize("dtype", [np.int16, np.float32])
def test_an_empty_volume_has_no_pieces(dtype: type) -> None:
    assert not supervoxels(np.zeros((4, 20, 20), dtype), SPACING, 30).any()


def test_pieces_are_made_once_per_volume_and_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "deep" / "cache"
    first = cached_supervoxels(cache, "abc", body(), SPACING, 30)
    monkeypatch.setattr(module, "supervoxels", lambda *_: pytest.fail("made again"))
    np.testing.assert_array_equal(cached_supervoxels(cache, "abc", body(), SPACING, 30), first)
    with pytest.raises(pytest.fail.Exception):
        cached_supervoxels(cache, "abc", body(), SPACING, 31)
    with pytest.raises(pytest.fail.Exception):
        cached_supervoxels(cache, "other", body(), SPACING, 30)
    assert [file.name for file in cache.iterdir()] == ["abc-slic30.npz"]

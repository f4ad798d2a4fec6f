"""A third voice: what a random walker makes of the edges between painted slices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import ndimage

from annotator.core.geometry import Geometry
from annotator.core.support import SupportSet, SupportSlice
from annotator.core.volume import Volume
from annotator.inference.catnet.edges import EdgeVoice, has_edges
from annotator.inference.catnet.structure import Structure, dice
from annotator.inference.slice_stack import SliceStack

if TYPE_CHECKING:
    from numpy.typing import NDArray

LENGTH, SIDE = 9, 48


def discs(radii: list[float], *, across: int = 0) -> NDArray[np.bool_]:
    """One disc a slice, moved by `across` pixels from each slice to the next."""
    y, x = np.mgrid[:SIDE, :SIDE]
    return np.stack(
        [np.hypot(y - 24, x - 14 - across * number) < radius for number, radius in enumerate(radii)]
    )


def structure(
    truth: NDArray[np.bool_],
    *painted: int,
    absent: frozenset[int] = frozenset(),
    contrast: float = 80.0,
) -> Structure:
    noise = np.random.default_rng(0).normal(0, contrast / 10, truth.shape)
    voxels = (100 + contrast * truth + noise).astype(np.int16)
    geometry = Geometry(voxels.shape, np.diag([1.0, 1.0, 3.0, 1.0]))
    volume = Volume(voxels, geometry, "MR")
    slices = tuple(SupportSlice(i, truth[i]) for i in painted)
    return Structure(SliceStack(volume, 0), SupportSet(1, slices, absent, last=LENGTH - 1), 64, 1.6)


BULGING = [4.0, 6.0, 9.0, 6.0, 4.0, 6.0, 9.0, 6.0, 4.0]


def test_edges_find_a_shape_that_interpolation_misses() -> None:
    truth = discs(BULGING)
    found = structure(truth, 0, 4, 8)
    voice = EdgeVoice(found)
    for index in (2, 6):
        assert dice(voice.logits(index) > 0, truth[index]) > 0.9
        assert dice(found.interpolated(index) > 0, truth[index]) < 0.7


def test_it_counts_less_the_more_alike_painted_slices_are() -> None:
    truth = discs([2.5, 5.0, 9.0, 8.0, 7.0, 8.0, 9.0, 5.0, 2.5])
    few, many = (EdgeVoice(structure(truth, *painted)) for painted in ((0, 4, 8), (0, 1, 2, 6, 7)))
    assert few.weight > many.weight
    assert float(np.abs(few.logits(3)).max()) == pytest.approx(4.0 * few.weight)


def test_it_says_nothing_beyond_the_painted_slices_or_of_them() -> None:
    voice = EdgeVoice(structure(discs(BULGING), 2, 4, 6))
    for index in (0, 1, 2, 4, 6, 7):
        assert not voice.logits(index).any()


def test_a_slice_said_to_be_empty_keeps_it_out() -> None:
    truth = discs([6.0] * LENGTH)
    truth[3] = False
    voice = EdgeVoice(structure(truth, 0, 6, 8, absent=frozenset({3})))
    assert not (voice.logits(3) > 0).any()


def test_there_must_be_slices_to_walk_on() -> None:
    truth = discs([6.0] * LENGTH)
    assert has_edges(structure(truth, 2, 6))
    assert has_edges(structure(truth, 4))
    assert not has_edges(structure(truth, 2, 3))


def test_tips_are_left_to_the_network() -> None:
    assert not has_edges(structure(discs([6.0] * LENGTH, across=3), 0, 8))


def test_thin_sheets_are_left_to_the_others() -> None:
    y, x = np.mgrid[:SIDE, :SIDE]
    rings = np.hypot(y - 24, x - 24).astype(int) % 5 == 4
    rings[np.hypot(y - 24, x - 24) > 22] = False
    assert not has_edges(structure(np.stack([rings] * LENGTH), 0, 4, 8))


def test_it_counts_less_for_what_is_rather_thin() -> None:
    whole = discs([14.0] * LENGTH)
    rim = whole & ~discs([10.0] * LENGTH)
    full, less = (EdgeVoice(structure(truth, 0, 8)).weight for truth in (whole, rim))
    assert 0 < less < full


def test_one_slice_waits_for_what_is_found() -> None:
    truth = discs(BULGING, across=2)
    voice = EdgeVoice(structure(truth, 4))
    assert voice.waits
    assert not voice.logits(2).any()
    y, x = np.mgrid[:SIDE, :SIDE]
    unsure = {
        i: (np.where(np.hypot(y - 24, x - 14 - 2 * i) < 2, 9.0, 0.5) - 9.5 * ~near(truth[i]))
        for i in range(LENGTH)
        if i != 4
    }
    voice.listen({i: plane.astype(np.float32) for i, plane in unsure.items()})
    for index in (2, 6):
        assert dice(unsure[index] > 0, truth[index]) < 0.8
        assert dice(voice.logits(index) > 0, truth[index]) > 0.9


def near(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    grown: NDArray[np.bool_] = ndimage.binary_dilation(mask, iterations=4)
    return grown


def test_between_slices_that_are_alike_nothing_is_waited_for() -> None:
    truth = discs([6.0] * LENGTH)
    assert not EdgeVoice(structure(truth, 2, 6)).waits
    assert not EdgeVoice(structure(truth, 2, 4, 6)).waits


def test_an_image_without_any_edge_says_nothing() -> None:
    truth = discs([6.0] * LENGTH)
    flat = structure(truth, 0, 8, contrast=0.0)
    assert not EdgeVoice(flat).logits(4).any()

"""Overlap and surface distances against small cases by hand and SimpleITK's filters."""

import math

import numpy as np
import pytest
import SimpleITK as sitk

from annotator.core.agreement import agreement, agreements, surface_distances

SPACING = (3.0, 0.5, 2.0)


def box(shape, *ranges):
    mask = np.zeros(shape, dtype=bool)
    mask[tuple(slice(*one) for one in ranges)] = True
    return mask


def blob(seed):
    rng = np.random.default_rng(seed)
    z, y, x = np.mgrid[:12, :20, :18]
    middle = rng.uniform((5, 8, 7), (7, 12, 11))
    return ((z - middle[0]) / 4) ** 2 + ((y - middle[1]) / 6) ** 2 + ((x - middle[2]) / 5) ** 2 < 1


def image(mask):
    made = sitk.GetImageFromArray(mask.astype(np.uint8))
    made.SetSpacing(SPACING[::-1])
    return made


def test_two_voxels_side_by_side():
    one, other = box((3, 3, 3), (1, 2), (1, 2), (0, 1)), box((3, 3, 3), (1, 2), (1, 2), (2, 3))
    found = agreement(one, other, SPACING)
    assert (found.dice, found.distance_95_mm, found.mean_distance_mm) == (0.0, 4.0, 4.0)
    assert (found.size, found.difference) == (3.0, 0.0)


def test_a_slice_that_is_one_row_too_long():
    one, other = box((8, 8), (1, 6), (1, 2)), box((8, 8), (1, 5), (1, 2))
    found = agreement(one, other, (2.0, 1.0))
    assert found.dice == pytest.approx(8 / 9)
    assert found.mean_distance_mm == pytest.approx(2 / 9)
    assert found.distance_95_mm == pytest.approx(np.percentile([0, 0, 0, 0, 2], 95))
    assert found.difference == 2.0


@pytest.mark.parametrize(("first", "second"), [(0, 1), (2, 3), (4, 4)])
def test_figures_are_those_of_simpleitk(first, second):
    one, other = blob(first), blob(second)
    overlap = sitk.LabelOverlapMeasuresImageFilter()
    overlap.Execute(image(one), image(other))
    found = agreement(one, other, SPACING)
    assert found.dice == pytest.approx(overlap.GetDiceCoefficient(1))
    far = []
    for distances, mine, theirs in zip(
        surface_distances(one, other, SPACING), (one, other), (other, one), strict=True
    ):
        contour = sitk.LabelContour(image(theirs), fullyConnected=False)
        field = sitk.SignedMaurerDistanceMap(
            contour, insideIsPositive=False, squaredDistance=False, useImageSpacing=True
        )
        surface = sitk.GetArrayFromImage(sitk.LabelContour(image(mine), fullyConnected=False)) > 0
        expected = np.abs(sitk.GetArrayFromImage(field))[surface]
        assert np.allclose(np.sort(distances), np.sort(expected), atol=1e-4)
        far.append(np.percentile(expected, 95))
    assert found.distance_95_mm == pytest.approx(max(far), abs=1e-4)


def test_the_largest_distance_is_the_hausdorff_distance_of_masks_apart():
    one, other = (
        box((12, 20, 18), (1, 4), (2, 6), (1, 5)),
        box((12, 20, 18), (6, 9), (9, 15), (8, 9)),
    )
    measure = sitk.HausdorffDistanceImageFilter()
    measure.Execute(image(one), image(other))
    both = np.concatenate(surface_distances(one, other, SPACING))
    assert both.max() == pytest.approx(measure.GetHausdorffDistance())


def test_an_empty_mask_has_no_distance():
    empty, full = np.zeros((3, 3, 3), bool), np.ones((3, 3, 3), bool)
    found = agreement(empty, full, SPACING)
    assert found.dice == 0.0
    assert math.isnan(found.distance_95_mm)
    assert math.isnan(agreement(empty, empty, SPACING).dice)


def test_a_part_counts_its_own_voxels_and_measures_to_the_whole_surface():
    one, other = box((4, 1, 8), (0, 4), (0, 1), (0, 4)), box((4, 1, 8), (0, 4), (0, 1), (0, 4))
    other[2, 0, 4:7] = True  # three voxels more, on a slice that does not count
    other[3, 0, 3] = False
    parts = [np.reshape([True, True, False, True], (4, 1, 1)), np.ones((4, 1, 1), bool)]
    some, everything = agreements(one, other, SPACING, parts)
    assert some.dice == pytest.approx(2 * 11 / 23)
    assert some.difference == 3.0
    assert some.mean_distance_mm == pytest.approx((2.0 + 0) / 23)
    assert everything == agreement(one, other, SPACING)


def test_a_part_that_one_mask_does_not_reach_is_as_far_away_as_the_other_says():
    one, other = box((3, 1, 3), (0, 1), (0, 1), (0, 3)), box((3, 1, 3), (0, 2), (0, 1), (0, 3))
    (found,) = agreements(one, other, SPACING, [np.reshape([False, True, True], (3, 1, 1))])
    assert found.dice == 0.0
    assert found.distance_95_mm == found.mean_distance_mm == 3.0

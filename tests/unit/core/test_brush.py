import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from annotator.core.brush import capsule, polygon

SHAPE = (12, 15)
POINT = st.tuples(st.floats(-3, 15), st.floats(-3, 18))


def painted(shape_and_mask, shape=SHAPE):
    full = np.zeros(shape, dtype=bool)
    if shape_and_mask is not None:
        box, mask = shape_and_mask
        full[box] = mask
    return full


def distance_to_way(row, column, p0, p1, unit):
    """Distance of a voxel centre to the segment, lengths along rows and columns in `unit`."""
    v = np.array([row, column]) / unit
    a, b = np.array(p0) / unit, np.array(p1) / unit
    length2 = ((b - a) ** 2).sum()
    t = 0.0 if length2 == 0 else np.clip(((v - a) @ (b - a)) / length2, 0, 1)
    return np.linalg.norm(v - (a + t * (b - a)))


@settings(max_examples=60)
@given(
    p0=POINT,
    p1=POINT,
    radius=st.floats(0.1, 8),
    spacing=st.tuples(st.floats(0.4, 6), st.floats(0.4, 6)),
)
def test_capsule_equals_brute_force(p0, p1, radius, spacing):
    unit = np.maximum(radius / np.array(spacing), 0.5)  # semi-axes of the brush, voxels
    mask = painted(capsule(p0, p1, radius, spacing, SHAPE))
    ends = {tuple(np.floor(np.array(p) + 0.5).astype(int)) for p in (p0, p1)}
    for row in range(SHAPE[0]):
        for column in range(SHAPE[1]):
            distance = distance_to_way(row, column, p0, p1, unit)
            if abs(distance - 1.0) > 1e-9:
                assert mask[row, column] == (distance < 1.0 or (row, column) in ends)


def test_brush_is_round_in_millimetres():
    shape = (30, 40)
    mask = painted(capsule((15, 20), (15, 20), 6.0, (1.0, 3.0), shape), shape)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    assert (rows[0], rows[-1]) == (9, 21)  # 6 mm are 6 rows
    assert (columns[0], columns[-1]) == (18, 22)  # and 2 columns


INSIDE = st.tuples(st.floats(0, 11), st.floats(0, 14))


@given(p0=INSIDE, p1=INSIDE)
def test_thinnest_brush_leaves_no_gaps(p0, p1):
    mask = painted(capsule(p0, p1, 0.01, (1.0, 5.0), SHAPE))
    _, parts = ndimage.label(mask, structure=np.ones((3, 3)))
    assert parts == 1


@pytest.mark.parametrize("point", [(-20.0, 5.0), (5.0, 90.0)])
def test_brush_outside_the_slice_is_nothing(point):
    assert capsule(point, point, 3.0, (1.0, 1.0), SHAPE) is None


def test_polygon_covers_the_voxel_centres_inside():
    corners = [(4.5, 6.5), (4.5, 12.5), (9.5, 12.5), (9.5, 6.5)]
    expected = np.zeros(SHAPE, dtype=bool)
    expected[5:10, 7:13] = True
    assert np.array_equal(painted(polygon(corners, SHAPE)), expected)


@settings(max_examples=60)
@given(corners=st.lists(POINT, min_size=3, max_size=8))
def test_polygon_equals_even_odd_rule(corners):
    mask = painted(polygon(corners, SHAPE))
    edges = list(zip(corners, corners[1:] + corners[:1], strict=True))
    for row in range(SHAPE[0]):
        crossings = sorted(
            c0 + (row - r0) * (c1 - c0) / (r1 - r0)
            for (r0, c0), (r1, c1) in edges
            if min(r0, r1) <= row < max(r0, r1)
        )
        for column in range(SHAPE[1]):
            if all(abs(column - c) > 1e-9 for c in crossings):
                inside = sum(c < column for c in crossings) % 2 == 1
                assert mask[row, column] == inside


def test_two_corners_are_no_polygon():
    assert polygon([(1, 1), (9, 9)], SHAPE) is None

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from annotator.core.geometry import Region
from annotator.core.patch import Edit, MaskPatch

STATES = hnp.arrays(np.uint8, (2, 2, 3, 4), elements=st.integers(0, 3))


def test_no_change_makes_no_patch():
    state = np.ones((2, 2, 3, 4), np.uint8)
    assert MaskPatch.between((0, 0, 0), state, state.copy()) is None


def test_patch_is_cut_to_what_changed():
    before = np.zeros((2, 4, 5, 6), np.uint8)
    after = before.copy()
    after[0, 1, 2, 3] = 7  # a value
    after[1, 2, 2, 5] = 1  # an origin only
    patch = MaskPatch.between((10, 20, 30), before, after)
    assert patch.region == Region((11, 22, 33), (13, 23, 36))
    assert patch.shape == (2, 1, 3)
    np.testing.assert_array_equal(patch.unpack(patch.after), after[:, 1:3, 2:3, 3:6])
    np.testing.assert_array_equal(patch.unpack(patch.before), before[:, 1:3, 2:3, 3:6])


@settings(deadline=None, derandomize=True)
@given(before=STATES, after=STATES)
def test_patch_leads_from_before_to_after_and_back(before, after):
    patch = MaskPatch.between((0, 0, 0), before, after)
    if patch is None:
        np.testing.assert_array_equal(before, after)
        return
    state = before.copy()
    box = (slice(None), *patch.region.slices)
    for packed, expected in ((patch.after, after), (patch.before, before)):
        state[box] = patch.unpack(packed)
        np.testing.assert_array_equal(state, expected)


@settings(deadline=None, derandomize=True)
@given(before=STATES, after=STATES)
def test_patch_is_the_smallest_box(before, after):
    changed = (before != after).any(axis=0)
    assume(changed.any())
    patch = MaskPatch.between((0, 0, 0), before, after)
    assert patch is not None
    for axis in range(3):
        planes = np.flatnonzero(changed.any(axis=tuple(a for a in range(3) if a != axis)))
        assert (planes[0], planes[-1] + 1) == (patch.region.start[axis], patch.region.stop[axis])


def test_a_stroke_takes_little_memory():
    before = np.zeros((2, 1, 177, 127), np.uint8)
    after = before.copy()
    y, x = np.mgrid[:177, :127]
    after[:, 0][:, np.abs(y - x) < 20] = 1
    edit = Edit("Brush", (MaskPatch.between((0, 0, 0), before, after),))
    assert edit.nbytes < before.nbytes / 20
    assert edit.nbytes == edit.patches[0].nbytes


@pytest.mark.parametrize("text", ["Brush", "Accept 220 slices"])
def test_edit_carries_its_name(text):
    assert Edit(text, ()).text == text
    assert Edit(text, ()).nbytes == 0

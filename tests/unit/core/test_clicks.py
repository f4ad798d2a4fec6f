"""What clicks say of the voxels under them."""

from __future__ import annotations

import numpy as np

from annotator.core.clicks import Click, as_said, is_found

INSIDE = Click(((2.0, 1.0), (2.0, 5.0)), True)
OUTSIDE = Click(((4.0, 4.0),), False)


def test_voxels_under_clicks_are_as_they_were_said() -> None:
    mask = np.zeros((6, 8), bool)
    mask[4] = True
    said = as_said(mask, [INSIDE, OUTSIDE, Click(((9.0, 9.0),), True)])
    assert said[2, 1:6].all()
    assert not said[4, 4]
    assert said.sum() == 5 + 7
    assert mask[4].all()


def test_what_was_clicked_itself_is_not_found() -> None:
    mask = as_said(np.zeros((6, 8), bool), [INSIDE])
    assert not is_found(mask, [INSIDE])
    mask[3, 3] = True
    assert is_found(mask, [INSIDE, OUTSIDE])

from __future__ import annotations

import numpy as np
import pytest

from annotator.core.geometry import Geometry
from annotator.core.volume import Volume

GRID = Geometry((2, 3, 4), np.eye(4))


def test_voxels_cannot_be_changed():
    volume = Volume(np.zeros((2, 3, 4), np.int16), GRID)
    with pytest.raises(ValueError, match="read-only"):
        volume.voxels[0, 0, 0] = 1


def test_voxels_become_contiguous():
    volume = Volume(np.zeros((4, 3, 2), np.int16).transpose(), GRID)
    assert volume.voxels.flags.c_contiguous


def test_voxels_must_fit_the_grid():
    with pytest.raises(ValueError, match="do not fit"):
        Volume(np.zeros((2, 3, 5), np.int16), GRID)


def test_content_id_depends_on_values_shape_and_type():
    zeros = np.zeros((2, 3, 4), np.int16)
    one = zeros.copy()
    one[1, 2, 3] = 1
    ids = {
        Volume(zeros, GRID).content_id,
        Volume(one, GRID).content_id,
        Volume(zeros.astype(np.float32), GRID).content_id,
        Volume(zeros.reshape(4, 3, 2), Geometry((4, 3, 2), np.eye(4))).content_id,
    }
    assert len(ids) == 4
    assert Volume(np.zeros((2, 3, 4), np.int16), GRID).content_id == Volume(zeros, GRID).content_id

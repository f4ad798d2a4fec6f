"""Who made each voxel: codes in a file of the mask's size."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np

from annotator.core.marks import Marks
from annotator.core.run_options import RunOptions
from annotator.io.provenance import CATNET, HAND, UNKNOWN, provenance_map, write_provenance
from tests.helpers.documents import make_document, proposal, square

if TYPE_CHECKING:
    from pathlib import Path


def accepted():
    """Slice 2 painted by hand, slices 4 and 5 accepted after iterations 1 and 0, 5 edited."""
    labels = np.zeros((8, 20, 24), np.uint8)
    labels[2] = square(1)
    document = make_document(labels)
    made = proposal({i: [square(1, 4), square(1, 6)] for i in (4, 5)})
    made.method, made.options = "catnet", RunOptions(method="catnet")
    document.review.show(made)
    document.accept([4])
    document.accept([5], 0)
    return document


def test_codes_tell_hand_network_and_iteration() -> None:
    document = accepted()
    map_ = document.labelmap
    codes = provenance_map(map_.voxels, map_.origins, document.marks)
    assert set(np.unique(codes[2])) == {0, HAND}
    assert set(np.unique(codes[4])) == {0, CATNET + 1}
    assert set(np.unique(codes[5])) == {0, CATNET}
    assert np.array_equal(codes > 0, map_.voxels > 0)
    assert set(np.unique(provenance_map(map_.voxels, map_.origins, Marks(0))[4])) == {
        0,
        UNKNOWN,
    }


def test_file_lies_on_the_grid_and_says_what_its_codes_mean(tmp_path: Path) -> None:
    document = accepted()
    map_ = document.labelmap
    path = tmp_path / "who.nii.gz"
    write_provenance(path, map_.voxels, map_.origins, document.marks, document.volume)
    codes = np.asarray(nib.load(path).dataobj)
    assert sorted(np.unique(codes)) == [0, HAND, CATNET, CATNET + 1]
    words = json.loads((tmp_path / "who.json").read_text("utf-8"))["codes"]
    assert words[str(CATNET + 1)] == "catnet, iteration 1"
    assert words[str(HAND)] == "hand"

from __future__ import annotations

import json
import tracemalloc

import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.io import read
from annotator.io.info import describe, format_lines
from tests.helpers.image_files import (
    affine_from,
    distinct_voxels,
    save_nifti,
    save_scaled_nifti,
)

LPS = affine_from(np.diag([-1, -1, 1]))


def test_image(tmp_path):
    voxels = distinct_voxels((20, 30, 40)) - 100
    info = describe(save_nifti(tmp_path / "image.nii.gz", voxels, LPS, sform_code=2))
    assert info["format"] == "NIfTI-1"
    assert info["shape"] == [20, 30, 40]
    assert info["spacing_mm"] == pytest.approx([0.8, 1.5, 3.0])
    assert info["axes"] == "LPS"
    np.testing.assert_allclose(info["affine_ras"], LPS, atol=1e-6)
    assert (info["sform_code"], info["qform_code"]) == (2, 1)
    assert info["sform_qform_mm"] == pytest.approx(0, abs=1e-4)
    assert info["perpendicular"]
    assert info["dtype"] == "int16"
    assert info["range"] == [-100, 23899]
    assert info["percentiles"]["50"] == pytest.approx(11899.5, abs=50)
    assert info["modality"] == "MR"
    assert info["time_points"] == 1
    assert info["memory_mb"] == pytest.approx(24000 * 4 / 1e6, abs=0.1)
    assert info["labels"] is None
    assert info["warnings"] == info["notes"] == []


def test_label_map_gives_voxels_and_millilitres(tmp_path):
    labels = np.zeros((10, 10, 10), np.float32)
    labels[2:6, 2:6, 2:6] = 1
    labels[7:9, 2:8, 2:8] = 4
    info = describe(save_nifti(tmp_path / "labels.nii.gz", labels, np.diag([2.0, 2, 5, 1])))
    assert info["labels"] == {
        1: {"voxels": 64, "ml": pytest.approx(64 * 0.020)},
        4: {"voxels": 72, "ml": pytest.approx(72 * 0.020)},
    }
    text = "\n".join(format_lines(info))
    assert "label 4" in text
    assert "72 voxels, 1.44 ml" in text


def test_empty_label_map(tmp_path):
    info = describe(save_nifti(tmp_path / "empty.nii", np.zeros((4, 4, 4), np.uint8)))
    assert info["labels"] == {}


@pytest.mark.parametrize(
    "voxels",
    [
        np.random.default_rng(0).integers(0, 100, (10, 10, 10)).astype(np.uint8),
        np.arange(200).repeat(5).reshape(10, 10, 10).astype(np.uint8),
        np.ones((10, 10, 10), np.int16) * 255,
        np.ones((10, 10, 10), np.float32) * 1.5,
    ],
    ids=["noisy", "too many values", "too large", "fractions"],
)
def test_images_are_not_taken_for_label_maps(tmp_path, voxels):
    assert describe(save_nifti(tmp_path / "image.nii", voxels))["labels"] is None


def test_plain_values_only(tmp_path):
    voxels = distinct_voxels().astype(np.float32)
    voxels[0, 0, 0] = np.nan
    series = np.stack([voxels, voxels], axis=-1)
    info = describe(save_nifti(tmp_path / "series.nii", series, sform_code=0, qform_code=0))
    assert json.loads(json.dumps(info)) == info
    assert info["time_points"] == 2
    assert len(info["warnings"]) == 2
    assert len(info["notes"]) == 1
    assert info["sform_qform_mm"] is None


def test_lines_name_everything(tmp_path):
    path = save_scaled_nifti(tmp_path / "ct.nii", distinct_voxels(), 2.0, -1024.0, LPS)
    text = "\n".join(format_lines(describe(path)))
    for part in (
        str(path),
        "5 × 6 × 7",
        "0.8 × 1.5 × 3 mm",
        "LPS",
        "codes 1, 1; 0 mm apart",
        "int16, value = 2 · stored + -1024",
        "-1024 to -606",
        "CT (judged by the values)",
    ):
        assert part in text


def test_sheared_header_is_named(tmp_path):
    sheared = affine_from(np.array([[-1, 0.2, 0], [0, -0.98, 0.1], [0, 0, 0.99]]))
    info = describe(save_nifti(tmp_path / "image.nii", distinct_voxels(), sheared, qform_code=0))
    text = "\n".join(format_lines(info))
    assert "not perpendicular" in text
    assert "only one present" in text


def test_missing_file(tmp_path):
    with pytest.raises(UserError, match="There is no file"):
        describe(tmp_path / "nothing.nii")


def test_labels_are_counted_without_eight_bytes_per_voxel(tmp_path):
    voxels = np.zeros((128, 128, 64), np.uint8)
    voxels[20:60, 20:60, 10:40] = 3
    path = save_nifti(tmp_path / "labels.nii", voxels, LPS)
    describe(path)  # what is imported once does not count
    tracemalloc.start()
    try:
        assert describe(path)["labels"][3]["voxels"] == 40 * 40 * 30
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 7 * voxels.size


def test_too_little_free_memory_costs_a_sentence(tmp_path, monkeypatch):
    path = save_nifti(tmp_path / "image.nii", distinct_voxels((20, 30, 40)), LPS)
    monkeypatch.setattr(read, "ALWAYS_BYTES", 0)
    describe(path)
    monkeypatch.setattr(read, "LEAST_BYTES", 1 << 40)
    with pytest.raises(UserError, match=r"needs .* GB of memory, and .* GB are free"):
        describe(path)

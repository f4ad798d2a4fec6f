from __future__ import annotations

import gzip
import re
from itertools import permutations

import nibabel as nib
import numpy as np
import pytest
import SimpleITK as sitk

from annotator.core.errors import UserError
from annotator.io.read import count_time_points, read_volume
from tests.helpers.image_files import (
    affine_from,
    all_indices,
    axes_name,
    distinct_voxels,
    orientation_affines,
    rotation,
    save_nifti,
    save_scaled_nifti,
    values_by_world,
)

OBLIQUE = affine_from(rotation(12, -25, 31) @ np.diag([-1, -1, 1]))
SHEARED = affine_from(np.array([[-1, 0.2, 0], [0, -0.98, 0.1], [0, 0, 0.99]]))
COMPLETE_SENTENCE = r"[^\n]+\."


def assert_every_voxel_in_place(volume, voxels_ijk, affine_ras):
    indices = all_indices(voxels_ijk.shape)
    found = values_by_world(volume.voxels, volume.geometry.affine, indices, affine_ras)
    np.testing.assert_array_equal(found, voxels_ijk.reshape(-1))


@pytest.mark.parametrize("affine", orientation_affines(), ids=axes_name)
def test_all_orientations_become_lps(tmp_path, affine):
    voxels = distinct_voxels()
    path = save_nifti(tmp_path / "image.nii.gz", voxels, affine)
    volume = read_volume(path)
    assert volume.voxels.flags.c_contiguous
    assert not volume.voxels.flags.writeable
    assert (np.diag(volume.geometry.affine)[:3] > 0.5).all()
    assert_every_voxel_in_place(volume, voxels, affine)
    oriented = sitk.DICOMOrient(sitk.ReadImage(str(path)), "LPS")
    np.testing.assert_array_equal(volume.voxels, sitk.GetArrayFromImage(oriented))
    np.testing.assert_allclose(volume.geometry.origin_mm, oriented.GetOrigin(), atol=1e-4)
    assert volume.geometry.spacing_zyx_mm == pytest.approx(oriented.GetSpacing()[::-1])


@pytest.mark.parametrize("affine", [OBLIQUE, SHEARED], ids=["oblique", "sheared"])
def test_every_voxel_keeps_its_place(tmp_path, affine):
    voxels = distinct_voxels()
    volume = read_volume(save_nifti(tmp_path / "image.nii", voxels, affine))
    assert_every_voxel_in_place(volume, voxels, affine)
    np.testing.assert_allclose(volume.source.affine_ras, affine, atol=1e-5)
    spacing = np.linalg.norm(affine[:3, :3], axis=0)
    assert sorted(volume.geometry.spacing_zyx_mm) == pytest.approx(sorted(spacing), rel=1e-5)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_strongly_oblique_axes_do_not_depend_on_the_file_order(tmp_path, order):
    """Angles at which assigning one axis after the other gives results that depend on the order."""
    directions = rotation(6, 141, 144)
    voxels = distinct_voxels()
    plain = read_volume(save_nifti(tmp_path / "a.nii", voxels, affine_from(directions)))
    affine = affine_from(directions[:, order], tuple(np.array((0.8, 1.5, 3.0))[list(order)]))
    turned = read_volume(save_nifti(tmp_path / "b.nii", voxels.transpose(order), affine))
    np.testing.assert_array_equal(plain.voxels, turned.voxels)
    assert plain.geometry.same_grid(turned.geometry)


@pytest.mark.parametrize(
    "dtype", ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
)
def test_whole_numbers_that_fit_become_int16(tmp_path, dtype):
    voxels = distinct_voxels(dtype=np.int64) % 120
    volume = read_volume(save_nifti(tmp_path / "image.nii.gz", voxels.astype(dtype)))
    assert volume.voxels.dtype == np.int16
    assert volume.source.extra["dtype"] == dtype
    np.testing.assert_array_equal(np.sort(volume.voxels, axis=None), np.sort(voxels, axis=None))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_floats_become_float32(tmp_path, dtype):
    voxels = (distinct_voxels() / 7).astype(dtype)
    volume = read_volume(save_nifti(tmp_path / "image.nii", voxels))
    assert volume.voxels.dtype == np.float32
    expected = voxels.astype(np.float32)
    np.testing.assert_array_equal(np.sort(volume.voxels, axis=None), np.sort(expected, axis=None))


@pytest.mark.parametrize(("dtype", "large"), [("uint16", 60000), ("int32", -40000)])
def test_whole_numbers_beyond_int16_become_exact_float32(tmp_path, dtype, large):
    voxels = distinct_voxels(dtype=dtype)
    voxels[-1, -1, -1] = large  # in the last slab, when the others have already been placed
    volume = read_volume(save_nifti(tmp_path / "image.nii", voxels))
    assert volume.voxels.dtype == np.float32
    assert_every_voxel_in_place(volume, voxels, np.diag([0.8, 1.5, 3.0, 1.0]))
    assert volume.source.extra["warnings"] == []


def test_slabs_are_joined_when_a_late_one_needs_float32(tmp_path, monkeypatch):
    monkeypatch.setattr("annotator.io.image_file.SLAB_BYTES", 100)
    voxels = distinct_voxels(dtype=np.uint16)
    voxels[0, 0, -1] = 60000
    volume = read_volume(save_nifti(tmp_path / "image.nii.gz", voxels))
    assert_every_voxel_in_place(volume, voxels, np.diag([0.8, 1.5, 3.0, 1.0]))


def test_rounding_of_huge_whole_numbers_is_reported(tmp_path):
    voxels = distinct_voxels(dtype=np.int32)
    voxels[0, 0, 0] = (1 << 24) + 1
    warnings = read_volume(save_nifti(tmp_path / "image.nii", voxels)).source.extra["warnings"]
    assert len(warnings) == 1
    assert "rounded" in warnings[0]


def test_whole_scaling_keeps_whole_hounsfield_units(tmp_path):
    stored = distinct_voxels(dtype=np.uint16)
    volume = read_volume(save_scaled_nifti(tmp_path / "ct.nii", stored, 1.0, -1024.0))
    assert volume.voxels.dtype == np.int16
    assert_every_voxel_in_place(volume, stored.astype(int) - 1024, np.diag([0.8, 1.5, 3.0, 1.0]))


def test_fractional_scaling_gives_float32(tmp_path):
    path = save_scaled_nifti(tmp_path / "mr.nii", distinct_voxels(), 0.37, 5.5)
    volume = read_volume(path)
    assert volume.voxels.dtype == np.float32
    expected = np.asarray(nib.load(path).dataobj).astype(np.float32)
    assert_every_voxel_in_place(volume, expected, np.diag([0.8, 1.5, 3.0, 1.0]))


def test_non_finite_voxels_become_finite(tmp_path):
    voxels = distinct_voxels(dtype=np.float32)
    voxels[0, 0, 0], voxels[1, 1, 1], voxels[2, 2, 2] = np.nan, np.inf, -np.inf
    low, high = voxels[np.isfinite(voxels)].min(), voxels[np.isfinite(voxels)].max()
    volume = read_volume(save_nifti(tmp_path / "image.nii", voxels))
    voxels[0, 0, 0], voxels[1, 1, 1], voxels[2, 2, 2] = low, high, low
    assert_every_voxel_in_place(volume, voxels, np.diag([0.8, 1.5, 3.0, 1.0]))
    assert volume.source.extra["warnings"][0].startswith("3 voxels")


def test_doubles_beyond_float32_become_finite(tmp_path):
    voxels = distinct_voxels(dtype=np.float64)
    voxels[0, 0, 0] = 1e300
    volume = read_volume(save_nifti(tmp_path / "image.nii", voxels))
    assert np.isfinite(volume.voxels).all()
    assert volume.source.extra["warnings"]


def test_time_points_of_4d_nifti(tmp_path):
    series = distinct_voxels((5, 6, 7, 3))
    path = save_nifti(tmp_path / "series.nii.gz", series, OBLIQUE)
    assert count_time_points(path) == 3
    for time_point in range(3):
        volume = read_volume(path, time_point)
        assert_every_voxel_in_place(volume, series[..., time_point], OBLIQUE)
        assert volume.source.extra["time_point"] == time_point
        assert volume.source.extra["notes"] == []
    first = read_volume(path)
    assert_every_voxel_in_place(first, series[..., 0], OBLIQUE)
    assert "3 time points" in first.source.extra["notes"][0]
    with pytest.raises(UserError, match="no time point 3; choose one from 0 to 2"):
        read_volume(path, 3)


def test_trailing_axes_of_length_one_are_no_time_points(tmp_path):
    path = save_nifti(tmp_path / "image.nii", distinct_voxels()[..., None, None])
    assert count_time_points(path) == 1
    assert read_volume(path).source.shape_ijk == (5, 6, 7)


def test_time_points_of_4d_nrrd(tmp_path):
    series = distinct_voxels((3, 7, 6, 5))
    path = tmp_path / "series.nrrd"
    sitk.WriteImage(sitk.JoinSeries([sitk.GetImageFromArray(v) for v in series]), str(path))
    assert count_time_points(path) == 3
    np.testing.assert_array_equal(read_volume(path, 2).voxels, series[2])


SFORM, QFORM = np.diag([2.0, 3, 4, 1]), np.diag([-2.0, -3, 4, 1])


@pytest.mark.parametrize(
    ("codes", "expected", "warns"),
    [
        ((1, 0), SFORM, False),
        ((0, 1), QFORM, False),
        ((4, 1), SFORM, True),
        ((1, 4), SFORM, True),
    ],
)
def test_sform_is_preferred_and_disagreement_reported(tmp_path, codes, expected, warns):
    path = save_nifti(
        tmp_path / "image.nii",
        distinct_voxels(),
        SFORM,
        qform=QFORM,
        sform_code=codes[0],
        qform_code=codes[1],
    )
    source = read_volume(path).source
    np.testing.assert_allclose(source.affine_ras, expected)
    assert (source.sform_code, source.qform_code) == codes
    assert bool(source.extra["warnings"]) == warns
    if warns:
        assert "34 mm apart" in source.extra["warnings"][0]  # corner 2·8, 2·15, 0 mm away


def test_without_forms_the_spacing_is_used_with_a_warning(tmp_path):
    path = save_nifti(tmp_path / "image.nii", distinct_voxels(), sform_code=0, qform_code=0)
    source = read_volume(path).source
    np.testing.assert_allclose(source.affine_ras, nib.load(path).affine)
    assert "no sform, no qform" in source.extra["warnings"][0]


@pytest.mark.parametrize("bad", [np.nan, 0.0])
def test_invalid_sform_is_ignored_with_a_warning(tmp_path, bad):
    path = save_nifti(tmp_path / "image.nii", distinct_voxels(), SFORM)
    raw = bytearray(path.read_bytes())
    raw[280:328] = np.full(12, bad, "<f4").tobytes()
    path.write_bytes(raw)
    source = read_volume(path).source
    np.testing.assert_allclose(source.affine_ras, SFORM)  # from the qform
    assert "sform in the header is not a valid placement" in source.extra["warnings"][0]


def test_lengths_in_micron_become_millimetres(tmp_path):
    image = nib.Nifti1Image(distinct_voxels(), np.diag([800.0, 1500, 3000, 1]))
    image.header.set_xyzt_units("micron")
    nib.save(image, tmp_path / "image.nii")
    volume = read_volume(tmp_path / "image.nii")
    assert volume.geometry.spacing_zyx_mm == pytest.approx((3.0, 1.5, 0.8))
    assert sitk.ReadImage(str(tmp_path / "image.nii")).GetSpacing() == pytest.approx(
        volume.geometry.spacing_zyx_mm[::-1]
    )


@pytest.mark.parametrize("suffix", [".nrrd", ".nhdr", ".mha", ".mhd"])
def test_itk_formats_agree_with_nifti(tmp_path, suffix):
    voxels = distinct_voxels()
    nifti = save_nifti(tmp_path / "image.nii", voxels, OBLIQUE)
    path = tmp_path / f"image{suffix}"
    sitk.WriteImage(sitk.ReadImage(str(nifti)), str(path))
    volume, expected = read_volume(path), read_volume(nifti)
    np.testing.assert_array_equal(volume.voxels, expected.voxels)
    assert volume.geometry.same_grid(expected.geometry)
    assert volume.content_id == expected.content_id
    assert (volume.source.sform_code, volume.source.qform_code) == (1, 1)


@pytest.mark.parametrize(
    ("saved_as", "opened_as"), [("image.nii.gz", "image.nii"), ("image.nii", "IMAGE.NII.GZ")]
)
def test_compression_is_recognised_whatever_the_name(tmp_path, saved_as, opened_as):
    voxels = distinct_voxels()
    path = save_nifti(tmp_path / saved_as, voxels).rename(tmp_path / opened_as)
    assert_every_voxel_in_place(read_volume(path), voxels, np.diag([0.8, 1.5, 3.0, 1.0]))


def test_big_endian_and_nifti2(tmp_path):
    voxels = distinct_voxels()
    header = nib.Nifti1Header(endianness=">")
    header.set_data_dtype(np.int16)
    nib.save(nib.Nifti1Image(voxels, OBLIQUE, header), tmp_path / "big.nii")
    save_nifti(tmp_path / "two.nii", voxels, OBLIQUE, kind=nib.Nifti2Image)
    for name, file_format in (("big.nii", "NIfTI-1"), ("two.nii", "NIfTI-2")):
        volume = read_volume(tmp_path / name)
        assert_every_voxel_in_place(volume, voxels, OBLIQUE)
        assert volume.source.extra["format"] == file_format


def test_single_slice_is_a_volume(tmp_path):
    path = save_nifti(tmp_path / "slice.nii", distinct_voxels((5, 6, 1)))
    assert read_volume(path).geometry.shape_zyx == (1, 6, 5)


def test_damaged_headers_never_crash(tmp_path):
    """Random bytes in the header either leave a readable image or give a message for the user."""
    good = save_nifti(tmp_path / "good.nii", distinct_voxels(), OBLIQUE).read_bytes()
    rng = np.random.default_rng(1)
    path = tmp_path / "damaged.nii"
    refused = 0
    for _ in range(200):
        raw = np.frombuffer(good, np.uint8).copy()
        raw[rng.integers(0, 352, 3)] = rng.integers(0, 256, 3)
        path.write_bytes(raw.tobytes())
        try:
            volume = read_volume(path)
        except UserError:
            refused += 1
        else:
            assert np.isfinite(volume.geometry.affine).all()
            assert volume.voxels.dtype in (np.int16, np.float32)
    assert 5 < refused < 100


def make_truncated_gzip(path):
    save_nifti(path, distinct_voxels((40, 40, 40)))
    path.write_bytes(path.read_bytes()[:-5000])


def make_corrupt_gzip(path):
    save_nifti(path, np.zeros((40, 40, 40), np.int16))
    raw = bytearray(path.read_bytes())
    raw[-8] ^= 255  # checksum in the trailer
    path.write_bytes(raw)


def make_truncated(path):
    save_nifti(path, distinct_voxels())
    path.write_bytes(path.read_bytes()[:-20])


def make_rgb(path):
    rgb = np.zeros((4, 4, 4), np.dtype([("R", "u1"), ("G", "u1"), ("B", "u1")]))
    nib.save(nib.Nifti1Image(rgb, np.eye(4)), path)


def make_vectors(path):
    sitk.WriteImage(sitk.Image([4, 4, 4], sitk.sitkVectorFloat32, 3), str(path))


def make_without_data(path):
    sitk.WriteImage(sitk.Image([4, 4, 4], sitk.sitkInt16), str(path))
    path.with_suffix(".raw").unlink()


BROKEN = {
    "missing.nii": (lambda path: None, "There is no file"),
    "folder.nii": (lambda path: path.mkdir(), "is a folder"),
    "empty.nii.gz": (lambda path: path.touch(), "is empty"),
    "text.nii": (lambda path: path.write_text("hello " * 100), "is not a NIfTI image"),
    "text.nii.gz": (lambda path: path.write_bytes(gzip.compress(b"hi")), "is not a NIfTI image"),
    "text.nrrd": (lambda path: path.write_text("hello"), "not a readable NRRD"),
    "text.mha": (lambda path: path.write_text("hello"), "not a readable MetaImage"),
    "photo.png": (lambda path: path.write_bytes(b"\x89PNG"), "not a format that can be opened"),
    "short.nii.gz": (make_truncated_gzip, "is damaged"),
    "checksum.nii.gz": (make_corrupt_gzip, "is damaged"),
    "short.nii": (make_truncated, "cut short .it has"),
    "headless.nii": (lambda path: path.write_bytes(b"\x5c\x01\0\0"), "is not a NIfTI image"),
    "flat.nii": (lambda path: save_nifti(path, np.zeros((4, 4), np.int16)), "2D image"),
    "deep.nii": (lambda path: save_nifti(path, np.zeros((4,) * 5, "i2")), "5 dimensions"),
    "flat.mha": (lambda path: sitk.WriteImage(sitk.Image(4, 4, 1), str(path)), "2D image"),
    "rgb.nii": (make_rgb, "colour image"),
    "complex.nii": (lambda path: save_nifti(path, np.zeros((4, 4, 4), "c8")), "complex64"),
    "vectors.nrrd": (make_vectors, "3 values per voxel"),
    "nodata.mhd": (make_without_data, "voxel data file is missing"),
    "nan.nii": (lambda path: save_nifti(path, np.full((4, 4, 4), np.nan, "f4")), "no finite"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_unusable_files_give_one_clear_sentence(tmp_path, name):
    make, message = BROKEN[name]
    make(tmp_path / name)
    with pytest.raises(UserError, match=message) as caught:
        read_volume(tmp_path / name)
    assert name in str(caught.value)
    assert re.fullmatch(COMPLETE_SENTENCE, str(caught.value))

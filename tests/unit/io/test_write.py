from __future__ import annotations

import nibabel as nib
import numpy as np
import pytest
import SimpleITK as sitk

from annotator.core.geometry import Geometry
from annotator.core.volume import Volume
from annotator.io.label_map import read_labels
from annotator.io.read import read_volume
from annotator.io.write import write_labels, write_volume
from tests.helpers.image_files import (
    SHAPE,
    affine_from,
    all_indices,
    axes_name,
    distinct_voxels,
    orientation_affines,
    random_labels,
    rotation,
    save_nifti,
    values_by_world,
)

OBLIQUE = affine_from(rotation(12, -25, 31) @ np.diag([-1, -1, 1]))
SHEARED = affine_from(np.array([[-1, 0.2, 0], [0, -0.98, 0.1], [0, 0, 0.99]]))
SLIGHTLY_TURNED = affine_from(rotation(0.004, 0.003, 0.02) @ np.diag([-1, -1, 1]))


@pytest.fixture
def image_path(tmp_path):
    return save_nifti(tmp_path / "image.nii.gz", distinct_voxels(), OBLIQUE)


@pytest.fixture
def volume(image_path):
    return read_volume(image_path)


def labels_on(volume):
    return random_labels(volume.geometry.shape_zyx)


def assert_label_places(path, labels_zyx, volume):
    """Every voxel of the file has the value that the label map has at that place in space."""
    saved = nib.load(path)
    indices = all_indices(saved.shape)
    expected = values_by_world(labels_zyx, volume.geometry.affine, indices, saved.affine)
    np.testing.assert_array_equal(np.asarray(saved.dataobj).reshape(-1), expected)


def assert_header_kept(source, saved):
    """Everything that says where voxels lie is as stored, and readers place both alike."""
    theirs, mine = nib.load(source), nib.load(saved)
    for name in ("sform_code", "qform_code", "pixdim", "xyzt_units", "srow_x", "srow_y", "srow_z"):
        np.testing.assert_array_equal(mine.header[name], theirs.header[name], name)
    for name in ("quatern_b", "quatern_c", "quatern_d", "qoffset_x", "qoffset_y", "qoffset_z"):
        np.testing.assert_array_equal(mine.header[name], theirs.header[name], name)
    np.testing.assert_array_equal(mine.affine, theirs.affine)
    try:
        seen = sitk.ReadImage(str(source))
    except RuntimeError:
        return
    found = sitk.ReadImage(str(saved))
    for place in ("GetOrigin", "GetSpacing", "GetDirection"):
        assert getattr(found, place)() == getattr(seen, place)()


@pytest.mark.parametrize("affine", orientation_affines(), ids=axes_name)
def test_all_orientations_come_back_bit_exactly(tmp_path, affine):
    stored = distinct_voxels()
    source = save_nifti(tmp_path / "image.nii.gz", stored, affine)
    volume = read_volume(source)
    report = write_volume(tmp_path / "copy.nii.gz", volume.voxels, volume)
    copy, original = nib.load(report.path), nib.load(source)
    np.testing.assert_array_equal(np.asarray(copy.dataobj), stored)
    assert copy.get_data_dtype() == original.get_data_dtype()
    np.testing.assert_array_equal(copy.affine, original.affine)
    seen, meant = sitk.ReadImage(str(report.path)), sitk.ReadImage(str(source))
    np.testing.assert_array_equal(sitk.GetArrayFromImage(seen), stored.transpose())
    assert seen.GetDirection() == pytest.approx(meant.GetDirection(), abs=1e-6)
    assert seen.GetOrigin() == pytest.approx(meant.GetOrigin(), abs=1e-4)
    assert seen.GetSpacing() == pytest.approx(meant.GetSpacing(), abs=1e-6)
    assert len(report.readers) == 2


@pytest.mark.parametrize("affine", [*orientation_affines()[::7], OBLIQUE, SHEARED], ids=axes_name)
def test_labels_lie_where_they_were_painted(tmp_path, affine):
    volume = read_volume(save_nifti(tmp_path / "image.nii.gz", distinct_voxels(), affine))
    labels = labels_on(volume)
    report = write_labels(tmp_path / "labels.nii.gz", labels, volume)
    assert_label_places(report.path, labels, volume)
    np.testing.assert_array_equal(read_labels(report.path, volume), labels)
    saved = nib.load(report.path)
    assert saved.shape == SHAPE == report.shape_ijk
    np.testing.assert_allclose(saved.affine, affine, atol=1e-4)


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".nrrd", ".mha", ".NII.GZ"])
def test_formats(tmp_path, volume, suffix):
    labels = labels_on(volume)
    report = write_labels(tmp_path / f"labels{suffix}", labels, volume)
    np.testing.assert_array_equal(read_labels(report.path, volume), labels)
    seen = sitk.ReadImage(str(report.path))
    assert seen.GetSize() == SHAPE
    reference = sitk.ReadImage(volume.source.path)
    assert seen.GetDirection() == pytest.approx(reference.GetDirection(), abs=1e-6)
    assert any(reader.startswith("SimpleITK") for reader in report.readers)


@pytest.mark.parametrize("source_suffix", [".nrrd", ".mha"])
def test_volume_from_another_format_becomes_nifti(tmp_path, volume, source_suffix):
    source = write_volume(tmp_path / f"image{source_suffix}", volume.voxels, volume).path
    again = read_volume(source)
    labels = labels_on(again)
    report = write_labels(tmp_path / "labels.nii.gz", labels, again)
    assert_label_places(report.path, labels, volume)


@pytest.mark.parametrize("codes", [(1, 1), (4, 1), (2, 3), (0, 1), (3, 0), (0, 0)])
def test_codes_are_those_of_the_source(tmp_path, codes):
    path = save_nifti(
        tmp_path / "image.nii", distinct_voxels(), sform_code=codes[0], qform_code=codes[1]
    )
    volume = read_volume(path)
    report = write_labels(tmp_path / "l.nii", labels_on(volume), volume)
    assert_header_kept(path, report.path)
    assert len(report.readers) == 2


@pytest.mark.parametrize(
    ("qform_code", "readers"), [(0, ["nibabel"]), (1, ["nibabel", "SimpleITK"])]
)
def test_sheared_affine_keeps_both_forms(tmp_path, qform_code, readers):
    path = save_nifti(
        tmp_path / "image.nii", distinct_voxels(), SHEARED, sform_code=2, qform_code=qform_code
    )
    volume = read_volume(path)
    report = write_labels(tmp_path / "labels.nii.gz", labels_on(volume), volume)
    assert_header_kept(path, report.path)
    assert any("not perpendicular" in note for note in report.notes)
    assert [reader.split()[0] for reader in report.readers] == readers


def test_sheared_affine_in_itk_formats(tmp_path):
    """The mask lies where programs built on ITK show the sheared source: by its qform."""
    volume = read_volume(save_nifti(tmp_path / "image.nii", distinct_voxels(), SHEARED))
    labels = labels_on(volume)
    shown = sitk.ReadImage(volume.source.path)
    for suffix in (".nrrd", ".mha"):
        report = write_labels(tmp_path / f"labels{suffix}", labels, volume)
        np.testing.assert_array_equal(read_labels(report.path, volume), labels)
        assert sitk.ReadImage(str(report.path)).GetDirection() == pytest.approx(
            shown.GetDirection(), abs=1e-5
        )


@pytest.mark.parametrize(("sform_code", "qform_code"), [(1, 1), (2, 0), (2, 1)])
def test_rotation_too_small_for_a_quaternion(tmp_path, sform_code, qform_code):
    """Near a half turn the qform loses such rotations; mask and image lose the same."""
    path = save_nifti(
        tmp_path / "image.nii",
        distinct_voxels(),
        SLIGHTLY_TURNED,
        sform_code=sform_code,
        qform_code=qform_code,
    )
    qform = nib.load(path).get_qform()
    assert np.abs(qform - SLIGHTLY_TURNED).max() > 1e-4
    volume = read_volume(path)
    report = write_labels(tmp_path / "labels.nii", labels_on(volume), volume)
    assert len(report.readers) == 2
    assert_header_kept(path, report.path)


def test_rotation_sweep_is_always_accepted(tmp_path):
    """Writing never fails on a legal affine, however awkward for 32-bit headers."""
    rng = np.random.default_rng(5)
    labels = random_labels(SHAPE[::-1])
    for scale in (180.0, 1.0, 0.05, 0.003, 1e-4):
        for signs in ((1, 1, 1), (-1, -1, 1), (1, 1, -1)):
            affine = affine_from(rotation(*rng.normal(0, scale, 3)) @ np.diag(signs))
            affine[:3, 3] = rng.uniform(-2000, 2000, 3)
            for codes in ((1, 1), (2, 1)):
                path = tmp_path / "image.nii"
                save_nifti(
                    path, distinct_voxels(), affine, sform_code=codes[0], qform_code=codes[1]
                )
                volume = read_volume(path)
                labels = labels_on(volume)
                report = write_labels(tmp_path / "labels.nii", labels, volume)
                assert len(report.readers) == 2
                assert_label_places(report.path, labels, volume)


@pytest.mark.parametrize(
    ("highest", "expected"), [(0, "uint8"), (255, "uint8"), (256, "uint16"), (70000, "uint32")]
)
def test_smallest_unsigned_type(tmp_path, volume, highest, expected):
    labels = np.zeros(volume.geometry.shape_zyx, np.int64)
    labels[1, 2, 3] = highest
    report = write_labels(tmp_path / "labels.nii.gz", labels, volume)
    assert report.dtype == expected == nib.load(report.path).get_data_dtype().name
    assert np.asarray(nib.load(report.path).dataobj).max() == highest


def test_bool_mask(tmp_path, volume):
    mask = labels_on(volume) > 1
    report = write_labels(tmp_path / "mask.nii.gz", mask, volume)
    assert report.dtype == "uint8"
    np.testing.assert_array_equal(read_labels(report.path, volume), mask)


def test_chosen_time_point_of_a_series_gets_3d_labels(tmp_path):
    path = save_nifti(tmp_path / "series.nii", distinct_voxels((*SHAPE, 3)), OBLIQUE)
    volume = read_volume(path, 1)
    report = write_labels(tmp_path / "labels.nii", labels_on(volume), volume)
    assert nib.load(report.path).shape == SHAPE


def test_generated_volume_without_a_file(tmp_path):
    geometry = Geometry((4, 5, 6), np.diag([0.7, 0.7, 2.5, 1.0]))
    volume = Volume(np.zeros((4, 5, 6), np.int16), geometry)
    voxels = distinct_voxels((4, 5, 6))
    report = write_volume(tmp_path / "generated.nii.gz", voxels, volume)
    again = read_volume(report.path)
    np.testing.assert_array_equal(again.voxels, voxels)
    assert again.geometry.same_grid(geometry)


@pytest.mark.parametrize(
    "dtype", ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "float32", "float64"]
)
@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
def test_image_types(tmp_path, volume, dtype, suffix):
    voxels = (distinct_voxels(volume.geometry.shape_zyx, np.int64) % 100).astype(dtype)
    report = write_volume(tmp_path / f"other{suffix}", voxels, volume)
    assert report.dtype == dtype
    np.testing.assert_array_equal(read_volume(report.path).voxels, voxels)


def test_image_is_rounded_to_an_integer_type_on_request(tmp_path, volume):
    voxels = np.full(volume.geometry.shape_zyx, 41.7, np.float32)
    report = write_volume(tmp_path / "rounded.nii", voxels, volume, np.int16)
    assert (read_volume(report.path).voxels == 42).all()
    with pytest.raises(ValueError, match="do not fit uint8"):
        write_volume(tmp_path / "rounded.nii", voxels * 10, volume, np.uint8)


@pytest.mark.parametrize(
    "labels", [np.zeros((7, 6, 4), np.uint8), np.zeros((7, 6, 5)), np.full((7, 6, 5), -1)]
)
def test_wrong_arrays_are_programming_errors(tmp_path, volume, labels):
    with pytest.raises(ValueError, match=r"fit|integers"):
        write_labels(tmp_path / "labels.nii", labels, volume)
    assert not (tmp_path / "labels.nii").exists()


def test_report(tmp_path, volume):
    labels = labels_on(volume)
    plain = write_labels(tmp_path / "labels.nii", labels, volume)
    packed = write_labels(tmp_path / "packed.nii.gz", np.asfortranarray(labels), volume)
    other = write_labels(tmp_path / "other.nii", labels[::-1], volume)
    assert plain.checksum == packed.checksum != other.checksum
    assert plain.notes == ()
    assert "5 × 6 × 7, uint8" in plain.summary()
    assert "nibabel" in plain.summary()

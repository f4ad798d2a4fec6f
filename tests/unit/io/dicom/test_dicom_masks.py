"""Masks out as DICOM-SEG and RTSTRUCT and in again, on the voxels of the series."""

from __future__ import annotations

import contextlib
import shutil
import subprocess

import highdicom
import numpy as np
import pydicom
import pytest
import SimpleITK as sitk
from scipy import ndimage
from skimage.draw import polygon

from annotator.core.errors import UserError
from annotator.core.labelmap import VoxelOrigin
from annotator.core.labels import LabelClass
from annotator.io.codes import Coded, coded
from annotator.io.dicom.contours import contours_of
from annotator.io.dicom.segmentation import algorithms
from annotator.io.label_map import MaskOptions, MaskQuestion
from annotator.io.mask_file import read_mask, save_mask
from annotator.io.read import read_volume
from annotator.io.segments import coded_meaning, meaning_tags
from tests.helpers.dicom_files import (
    lps_affine,
    phantom_stack,
    write_enhanced,
    write_series,
)
from tests.helpers.image_files import rotation, save_nifti

TURNED = rotation(8, -12, 20)[:, :2].T
TILTED = np.array([[1.0, 0, 0], [0, np.cos(0.2), np.sin(0.2)]])
CLASSES = (LabelClass(2, "Left kidney", (200, 30, 40)), LabelClass(9, "Strange thing", (0, 255, 0)))


def drawn(volume):
    labels = np.zeros(volume.voxels.shape, np.uint8)
    labels[1:4, 2:9, 3:12] = 2
    labels[2, 4:6, 5:8] = 0  # a hole
    labels[3:5, 10:14, 1:14] = 9
    labels[0, 0, 0] = 9
    return labels


@pytest.fixture(params=["classic", "turned", "tilted", "enhanced", "time point"])
def volume(request, tmp_path):
    stack = phantom_stack(6, 16, 18)
    if request.param == "classic":
        write_series(tmp_path / "scan", stack)
    elif request.param == "turned":
        write_series(tmp_path / "scan", stack, directions=TURNED)
    elif request.param == "tilted":
        write_series(tmp_path / "scan", stack, directions=TILTED, step=[0, 0, 3.0])
    else:
        (tmp_path / "scan").mkdir()
        times = 2 if request.param == "time point" else 1
        stack = phantom_stack(6 * times, 16, 18)
        uid = write_enhanced(tmp_path / "scan" / "e", stack, directions=TURNED, times=times)
        if times == 2:
            return read_volume(tmp_path / "scan", series=f"{uid}:2")
    return read_volume(tmp_path / "scan")


@pytest.mark.parametrize("name", ["mask.dcm", "mask.rtstruct.dcm"])
def test_mask_comes_back_with_names_and_colours(volume, tmp_path, name):
    labels = drawn(volume)
    report = save_mask(tmp_path / name, labels, volume, CLASSES)
    assert report.readers
    found = read_mask(tmp_path / name, volume)
    np.testing.assert_array_equal(found.voxels, labels)
    assert [item.name for item in found.classes] == ["Left kidney", "Strange thing"]
    for item, wanted in zip(found.classes, CLASSES, strict=True):
        assert np.abs(np.subtract(item.color, wanted.color)).max() <= 1


def test_segmentation_names_its_source_and_codes(tmp_path):
    uid = write_series(tmp_path / "scan", phantom_stack(6, 16, 18))
    volume = read_volume(tmp_path / "scan")
    labels = drawn(volume)
    origins = np.full(labels.shape, VoxelOrigin.HAND, np.uint8)
    origins[labels == 9] = VoxelOrigin.ACCEPTED
    save_mask(tmp_path / "a.dcm", labels, volume, CLASSES, origins_zyx=origins)
    read = highdicom.seg.segread(tmp_path / "a.dcm")
    first, second = read.SegmentSequence
    assert (
        read.FrameOfReferenceUID == pydicom.dcmread(tmp_path / "scan" / "000").FrameOfReferenceUID
    )
    assert read.ReferencedSeriesSequence[0].SeriesInstanceUID == uid
    assert first.SegmentedPropertyTypeCodeSequence[0].CodeValue == "18639004"
    assert second.SegmentedPropertyTypeCodeSequence[0].CodeMeaning == "Strange thing"
    assert (first.SegmentAlgorithmType, second.SegmentAlgorithmType) == ("MANUAL", "AUTOMATIC")
    found = read.get_volume(combine_segments=True)
    places = np.argwhere(labels == 9)
    for z, y, x in places:
        world = volume.geometry.to_world((z, y, x))
        index = np.rint(found.map_reference_to_indices(world[None])[0]).astype(int)
        assert found.array[tuple(index)] == 2


@pytest.mark.parametrize("name", ["mask.dcm", "mask.rtstruct.dcm"])
@pytest.mark.parametrize("slices", [slice(2, 3), slice(1, 4)])
def test_one_label(tmp_path, name, slices):
    write_series(tmp_path / "scan", phantom_stack(6, 16, 18))
    volume = read_volume(tmp_path / "scan")
    labels = np.zeros(volume.voxels.shape, np.uint8)
    labels[slices, 3:9, 4:8] = 1
    save_mask(tmp_path / name, labels, volume, ())
    np.testing.assert_array_equal(read_mask(tmp_path / name, volume).voxels, labels)


@pytest.mark.parametrize(("rows", "columns", "cut"), [(7, 7, 3), (9, 10, 6), (8, 9, 0)])
def test_a_last_byte_that_is_not_full_keeps_no_mask_from_being_saved(tmp_path, rows, columns, cut):
    write_series(tmp_path / "scan", phantom_stack(6, rows, columns))
    volume = read_volume(tmp_path / "scan")
    labels = np.zeros(volume.voxels.shape, np.uint8)
    labels[2:5, 1:4, 2:6] = 1
    labels[4, -1, -1] = 1
    report = save_mask(tmp_path / "a.dcm", labels, volume, ())
    assert [f"last {cut} pixels" in note for note in report.notes if "pixels" in note] == (
        [True] if cut else []
    )
    np.testing.assert_array_equal(read_mask(tmp_path / "a.dcm", volume).voxels, labels)


def test_nothing_of_the_patient_is_written_to_the_terminal(tmp_path, capfd):
    def change(dataset, _index):
        dataset.PatientName = "Surname"  # of which highdicom warns, with the name

    write_series(tmp_path / "scan", phantom_stack(6, 16, 18), change=change)
    volume = read_volume(tmp_path / "scan")
    save_mask(tmp_path / "a.dcm", drawn(volume), volume, CLASSES)
    assert "Surname" not in "".join(capfd.readouterr())


def test_how_labels_were_made():
    voxels = np.array([[[1, 1, 2, 2, 3, 3]]], np.uint8)
    origins = np.array([[[1, 1, 1, 2, 2, 2]]], np.uint8)
    made = algorithms(voxels, origins)
    assert (made[1], made[2], made[3]) == ("MANUAL", "SEMIAUTOMATIC", "AUTOMATIC")


def test_codes():
    assert coded("kidney_right").kind[0] == "9846003"
    assert coded("Kidneys").kind[0] == "64033007"
    assert coded("Tumor").category[0] == "49755003"
    assert coded("Zebra").kind[2] == "Zebra"


def test_coded_meanings_travel_from_file_to_file(tmp_path):
    write_series(tmp_path / "scan", phantom_stack(6, 16, 18))
    volume = read_volume(tmp_path / "scan")
    kept = Coded(
        ("49755003", "SCT", "Morphologically Altered Structure"),
        ("4147007", "SCT", "Mass"),
        ("24028007", "SCT", "Right"),
        ("64033007", "SCT", "Kidney"),
        ("7771000", "SCT", "Left"),
    )
    classes = (
        LabelClass(2, "Left kidney", (9, 9, 9), meaning=meaning_tags(kept)),
        LabelClass(9, "Strange thing", (0, 255, 0), meaning="TerminologyEntry:damaged|"),
    )
    save_mask(tmp_path / "a.dcm", drawn(volume), volume, classes)
    first, second = highdicom.seg.segread(tmp_path / "a.dcm").SegmentSequence
    kind = first.SegmentedPropertyTypeCodeSequence[0]
    assert (kind.CodeValue, kind.CodeMeaning) == ("4147007", "Mass")
    assert kind.SegmentedPropertyTypeModifierCodeSequence[0].CodeValue == "24028007"
    region = first.AnatomicRegionSequence[0]
    assert (region.CodeValue, region.AnatomicRegionModifierSequence[0].CodeValue) == (
        "64033007",
        "7771000",
    )
    assert second.SegmentedPropertyTypeCodeSequence[0].CodeMeaning == "Strange thing"
    found = read_mask(tmp_path / "a.dcm", volume)
    assert [item.meaning for item in found.classes] == [classes[0].meaning, ""]
    save_mask(tmp_path / "a.seg.nrrd", found.voxels, volume, found.classes)
    again = read_mask(tmp_path / "a.seg.nrrd", volume).classes
    assert coded_meaning(again[0].meaning) == kept


def test_missing_package_is_named(tmp_path, monkeypatch):
    import importlib

    write_series(tmp_path / "scan", phantom_stack(6, 16, 18))
    volume = read_volume(tmp_path / "scan")

    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(UserError, match=r"catnet-annotator\[dicom\]"):
        save_mask(tmp_path / "a.dcm", drawn(volume), volume, CLASSES)
    assert not (tmp_path / "a.dcm").exists()


def test_files_of_the_series_are_never_overwritten(tmp_path):
    write_series(tmp_path / "scan", phantom_stack(6, 16, 18))
    (tmp_path / "scan" / "000").rename(tmp_path / "scan" / "0.dcm")
    volume = read_volume(tmp_path / "scan")
    before = (tmp_path / "scan" / "0.dcm").read_bytes()
    with pytest.raises(UserError, match="never overwritten"):
        save_mask(tmp_path / "scan" / "0.dcm", drawn(volume), volume, CLASSES)
    assert (tmp_path / "scan" / "0.dcm").read_bytes() == before


def test_empty_masks_and_other_images_are_refused(tmp_path):
    write_series(tmp_path / "scan", phantom_stack(6, 16, 18))
    volume = read_volume(tmp_path / "scan")
    with pytest.raises(UserError, match="empty"):
        save_mask(tmp_path / "a.dcm", np.zeros_like(drawn(volume)), volume, CLASSES)
    other = read_volume(save_nifti(tmp_path / "a.nii", phantom_stack(6, 16, 18)))
    labels = np.ones(other.voxels.shape, np.uint8)
    with pytest.raises(UserError, match="opened from DICOM"):
        save_mask(tmp_path / "a.dcm", labels, other, CLASSES)


def overlapping(tmp_path, volume):
    """RTSTRUCT whose second region covers a part of the first."""
    labels = np.zeros(volume.voxels.shape, np.uint8)
    labels[1:4, 2:9, 3:12] = 1
    labels[0, 0:4, 0:4] = 2
    path = tmp_path / "o.rtstruct.dcm"
    save_mask(path, labels, volume, ())
    dataset = pydicom.dcmread(path)
    first, second = dataset.ROIContourSequence
    second.ContourSequence.append(first.ContourSequence[0])
    dataset.save_as(path)
    return path


def test_overlapping_labels_need_an_order(tmp_path):
    write_series(tmp_path / "scan", phantom_stack(6, 16, 18))
    volume = read_volume(tmp_path / "scan")
    path = overlapping(tmp_path, volume)
    with pytest.raises(MaskQuestion, match="overlap in 63 voxels") as caught:
        read_mask(path, volume)
    assert [words for words, _ in caught.value.choices] == ["Label 2 on top", "Label 1 on top"]
    assert (
        np.count_nonzero(read_mask(path, volume, MaskOptions(order=(1, 2))).voxels == 2) == 63 + 16
    )
    assert np.count_nonzero(read_mask(path, volume, MaskOptions(order=(2, 1))).voxels == 2) == 16
    with pytest.raises(UserError, match="each label"):
        read_mask(path, volume, MaskOptions(order=(1,)))


@pytest.mark.parametrize("name", ["mask.dcm", "mask.rtstruct.dcm"])
def test_mask_of_another_image_or_damaged(tmp_path, name):
    write_series(tmp_path / "scan", phantom_stack(6, 16, 18))
    write_series(tmp_path / "other", phantom_stack(6, 16, 18), directions=TURNED)
    volume, other = read_volume(tmp_path / "scan"), read_volume(tmp_path / "other")
    save_mask(tmp_path / name, drawn(volume), volume, CLASSES)
    with pytest.raises(UserError):
        read_mask(tmp_path / name, other)
    whole = (tmp_path / name).read_bytes()
    for size in (200, len(whole) // 2, len(whole) - 200):
        (tmp_path / name).write_bytes(whole[:size])
        with contextlib.suppress(UserError):
            assert "lacks its last part" in " ".join(read_mask(tmp_path / name, volume).notes)


def test_lps_affine_is_that_of_the_series(tmp_path):
    write_series(tmp_path / "scan", phantom_stack(6, 16, 18))
    np.testing.assert_allclose(read_volume(tmp_path / "scan").geometry.affine, lps_affine())


def test_contours_need_no_rule_for_holes():
    rng = np.random.default_rng(0)
    for _ in range(40):
        mask = ndimage.gaussian_filter(rng.normal(size=(30, 35)), rng.uniform(0.3, 2)) > 0
        mask[10:20, 10:20] = True
        mask[13:17, 12:18] = False
        mask[15, 14] = True  # an island in the hole
        filled = np.zeros_like(mask)
        for points in contours_of(mask):
            filled[polygon(points[:, 1], points[:, 0], shape=mask.shape)] = True
        np.testing.assert_array_equal(filled, mask)


@pytest.mark.skipif(shutil.which("plastimatch") is None, reason="plastimatch is not installed")
def test_contours_are_read_alike_by_plastimatch(tmp_path):
    write_series(tmp_path / "scan", phantom_stack(6, 16, 18), directions=TURNED)
    volume = read_volume(tmp_path / "scan")
    labels = drawn(volume)
    save_mask(tmp_path / "mask.rtstruct.dcm", labels, volume, CLASSES)
    save_mask(tmp_path / "mask.nii.gz", labels, volume, CLASSES)
    files = {"input": "mask.rtstruct.dcm", "fixed": "mask.nii.gz", "output-prefix": "read"}
    words = [word for name, file in files.items() for word in (f"--{name}", str(tmp_path / file))]
    command = ["plastimatch", "convert", *words, "--prefix-format", "nii.gz"]
    subprocess.run(command, check=True, capture_output=True)
    for label in CLASSES:
        found = sitk.ReadImage(str(tmp_path / "read" / f"{label.name}.nii.gz"))
        np.testing.assert_array_equal(sitk.GetArrayFromImage(found) > 0, labels == label.value)

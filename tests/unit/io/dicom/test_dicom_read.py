"""DICOM series become volumes with every voxel in its place."""

from __future__ import annotations

import numpy as np
import pytest
import SimpleITK as sitk

from annotator.core.errors import UserError
from annotator.io.dicom.catalogue import SeveralSeries, read_catalogue
from annotator.io.dicom.image import UnevenSpacing, thumbnail
from annotator.io.read import open_image, read_volume
from tests.helpers.dicom_files import (
    NATIVE,
    ORIGIN,
    SPACING,
    lps_affine,
    phantom_stack,
    put_pixels,
    write_enhanced,
    write_series,
)
from tests.helpers.image_files import all_indices, rotation, values_by_world

TURNED = rotation(8, -12, 20)[:, :2].T
SAGITTAL = np.array([[0, 1.0, 0], [0, 0, -1.0]])
PER_FRAME = ("rle", "jpeg-ls", "jpeg-2000", "jpeg-lossless")


def check_places(volume, expected_kji, affine_lps):
    """Every value of the stack lies where its slice, row and column put it."""
    indices = all_indices(expected_kji.shape[::-1])
    ras = np.diag([-1.0, -1, 1, 1]) @ affine_lps
    found = values_by_world(volume.voxels, volume.geometry.affine, indices, ras)
    np.testing.assert_array_equal(found, expected_kji.transpose(2, 1, 0).reshape(-1))


@pytest.mark.parametrize("directions", [np.eye(3)[:2], TURNED, SAGITTAL])
def test_slices_are_sorted_by_position_whatever_names_and_numbers_say(tmp_path, directions):
    stack = phantom_stack()
    write_series(tmp_path, stack, directions=directions)
    volume = read_volume(tmp_path)
    assert volume.voxels.dtype == np.int16
    assert volume.modality == "CT"
    check_places(volume, stack - 1000, lps_affine(directions))


def test_same_as_the_series_reader_of_itk(tmp_path):
    write_series(tmp_path, phantom_stack(), directions=TURNED)
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(tmp_path)))
    image = reader.Execute()
    opened = open_image(tmp_path)
    voxels = np.concatenate([values for _, values in opened.values(0)], axis=2)
    np.testing.assert_array_equal(voxels, sitk.GetArrayFromImage(image).transpose())
    for corner in ((0, 0, 0), (6, 0, 0), (0, 5, 0), (6, 5, 4)):
        ours = np.diag([-1, -1, 1, 1]) @ opened.affine_ras @ [*corner, 1]
        np.testing.assert_allclose(ours[:3], image.TransformIndexToPhysicalPoint(corner), atol=1e-3)


@pytest.mark.parametrize("syntax", [*NATIVE, *PER_FRAME])
def test_every_compression_gives_the_same_values(tmp_path, syntax):
    stack = phantom_stack(3, 32, 40)
    kind = np.uint16 if syntax == "jpeg-2000" else np.int16  # what the test's encoder can write
    write_series(tmp_path, stack.astype(kind), syntax=syntax)
    check_places(read_volume(tmp_path), stack - 1000, lps_affine())


@pytest.mark.parametrize("syntax", ["jpeg-baseline", "jpeg-2000-lossy"])
def test_lossy_compression_is_close(tmp_path, syntax):
    ramp = np.add.outer(np.arange(32), np.arange(40)).astype(np.uint8)
    write_series(tmp_path, np.stack([ramp] * 3), syntax=syntax, intercept=0)
    assert np.abs(read_volume(tmp_path).voxels - ramp.astype(int)).max() <= 2


def test_missing_decoder_is_named(tmp_path):
    write_series(tmp_path, phantom_stack(), syntax="htj2k")
    with pytest.raises(UserError, match="High-Throughput JPEG 2000"):
        read_volume(tmp_path)


def test_rescale_per_slice(tmp_path):
    stack = phantom_stack()
    slopes = np.array([1.0, 2.0, 0.5, 0.25, 3.0])

    def change(dataset, index):
        dataset.RescaleSlope = slopes[index]

    write_series(tmp_path, stack, intercept=7, modality="MR", change=change)
    volume = read_volume(tmp_path)
    assert volume.voxels.dtype == np.float32
    check_places(volume, stack * slopes[:, None, None] + 7, lps_affine())


def test_overlay_bits_above_those_stored_are_left_out(tmp_path):
    stack = phantom_stack().astype(np.uint16)

    def change(dataset, index):
        put_pixels(dataset, stack[index] | np.uint16(0x8000))
        dataset.BitsStored, dataset.HighBit = 12, 11

    write_series(tmp_path, stack, change=change)
    check_places(read_volume(tmp_path), stack.astype(np.int32) - 1000, lps_affine())


@pytest.mark.parametrize("modality", ["CT", "MR"])
@pytest.mark.parametrize("syntax", ["implicit", "deflated", "rle"])
def test_enhanced_multi_frame(tmp_path, modality, syntax):
    stack = phantom_stack()
    slopes = np.arange(1, 6)
    path = tmp_path / "enhanced"
    write_enhanced(path, stack, modality=modality, directions=TURNED, slopes=slopes, syntax=syntax)
    check_places(read_volume(path), stack * slopes[:, None, None], lps_affine(TURNED))


def test_enhanced_time_points_are_offered(tmp_path):
    stack = phantom_stack(10)
    series = write_enhanced(tmp_path / "a.dcm", stack, times=2)
    with pytest.raises(SeveralSeries, match="time point 2"):
        read_volume(tmp_path)
    check_places(read_volume(tmp_path, series=f"{series}:2"), stack[5:], lps_affine())


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("EchoTime", (4.6, 9.2), "echo time 9.2 ms"),
        ("TemporalPositionIdentifier", (1, 2), "time point 2"),
        ("DiffusionBValue", (0.0, 1000.0), "b = 1000"),
        ("AcquisitionNumber", (1, 2), "acquisition 2"),
        ("TriggerTime", (0.0, 40.0), "trigger time 40 ms"),
        ("ImageType", (["ORIGINAL", "PRIMARY", "M"], ["ORIGINAL", "PRIMARY", "P"]), "PRIMARY\\P"),
        ("InstanceNumber", (1, 100), "repeat 2"),
    ],
)
def test_volumes_at_the_same_places_are_told_apart(tmp_path, name, values, said):
    stack = phantom_stack(10)
    series = "1.2.3.4"
    for number, value in enumerate(values):

        def change(dataset, index, value=value):
            setattr(dataset, name, value + index if name == "InstanceNumber" else value)

        part = stack[number * 5 : number * 5 + 5]
        write_series(tmp_path, part, series=series, change=change, prefix=f"{number}")
    catalogue = read_catalogue(tmp_path)
    assert [item.key for item in catalogue.series] == ["1.2.3.4:1", "1.2.3.4:2"]
    assert said in catalogue.series[1].title
    check_places(read_volume(tmp_path, series="1.2.3.4:2"), stack[5:] - 1000, lps_affine())


def test_interleaved_echoes_are_not_one_fine_volume(tmp_path):
    def change(dataset, index):
        dataset.EchoTime = 5.0 + index % 2

    write_series(tmp_path, phantom_stack(8), change=change)
    assert [len(s.stack.frames) for s in read_catalogue(tmp_path).series] == [4, 4]


def test_two_acquisitions_one_after_the_other_are_one_volume(tmp_path):
    stack = phantom_stack(8)

    def change(dataset, index):
        dataset.AcquisitionNumber = 1 + index // 4
        dataset.EchoTime = 5.0 + index // 4

    write_series(tmp_path, stack, change=change)
    check_places(read_volume(tmp_path), stack - 1000, lps_affine())


def test_missing_slice_is_said_and_opened_on_a_yes(tmp_path):
    positions = ORIGIN + np.outer([0, 1, 2, 4, 5], [0, 0, 3.0])
    write_series(tmp_path, phantom_stack(), positions=positions)
    with pytest.raises(UnevenSpacing, match=r"1 slice is missing: 6 mm between slices 3 and 4"):
        read_volume(tmp_path)
    volume = read_volume(tmp_path, allow_uneven=True)
    assert volume.geometry.spacing_zyx_mm[0] == pytest.approx(15 / 4)
    assert any("1 slice is missing" in text for text in volume.source.extra["warnings"])


@pytest.mark.parametrize("offsets", [[0, 3, 6, 9.6, 12.6], [0, 3, 6.2, 9.6, 13.2]])
def test_uneven_spacing_is_said_with_numbers(tmp_path, offsets):
    positions = ORIGIN + np.outer(offsets, [0, 0, 1.0])
    write_series(tmp_path, phantom_stack(), positions=positions)
    with pytest.raises(UnevenSpacing, match=r"unevenly spaced, 3 to 3\.6 mm"):
        read_volume(tmp_path)


def test_positions_rounded_to_a_tenth_are_even(tmp_path):
    positions = ORIGIN + np.outer(np.round(np.arange(20) * 0.625, 1), [0, 0, 1.0])
    write_series(tmp_path, phantom_stack(20), positions=positions)
    read_volume(tmp_path)


def test_gantry_tilt_is_kept_and_said(tmp_path):
    stack = phantom_stack()
    tilted = np.array([[1.0, 0, 0], [0, np.cos(0.2), np.sin(0.2)]])
    step = np.array([0, 0, SPACING[2]])
    write_series(tmp_path, stack, directions=tilted, step=step)
    volume = read_volume(tmp_path)
    check_places(volume, stack - 1000, lps_affine(tilted, step))
    assert any("tilted by 11.5°" in text for text in volume.source.extra["warnings"])


def test_what_is_no_image_to_annotate_is_set_aside_with_a_sentence(tmp_path):
    def localizer(dataset, _index):
        dataset.ImageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"]

    def capture(dataset, _index):
        dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"

    def colour(dataset, index):
        put_pixels(dataset, np.zeros((6, 21), np.uint8))
        dataset.Columns, dataset.SamplesPerPixel = 7, 3
        dataset.PhotometricInterpretation, dataset.PlanarConfiguration = "RGB", 0

    def placeless(dataset, _index):
        del dataset.ImagePositionPatient

    stack = phantom_stack()
    write_series(tmp_path, stack)
    for name, change in {"a": localizer, "b": capture, "c": colour, "d": placeless}.items():
        write_series(tmp_path, stack[:2], change=change, prefix=name)
    notes = " ".join(read_volume(tmp_path).source.extra["notes"])
    for kind in ("localizers", "secondary captures", "colour images", "without a place"):
        assert f"{kind}" in notes


def test_several_series_are_listed_without_the_patient(tmp_path):
    first = write_series(tmp_path / "a", phantom_stack())
    second = write_series(tmp_path / "b", phantom_stack(), modality="MR")
    with pytest.raises(SeveralSeries) as caught:
        read_volume(tmp_path)
    text = str(caught.value)
    assert first in text
    assert second in text
    assert "Secret" not in text + repr(caught.value.catalogue.series)
    assert "Hidden-Id" not in text + repr(caught.value.catalogue.series)
    assert read_volume(tmp_path, series=second).modality == "MR"
    with pytest.raises(UserError, match=r"has no series 9\.9"):
        read_volume(tmp_path, series="9.9")


def test_thumbnail_is_small_and_not_flat(tmp_path):
    write_series(tmp_path, phantom_stack(3, 200, 300))
    picture = thumbnail(read_catalogue(tmp_path).series[0])
    assert max(picture.shape) <= 96
    assert picture.min() == 0
    assert picture.max() == 255


def test_volumes_that_only_their_frame_of_reference_tells_apart_are_numbered(tmp_path):
    def change(dataset, index):
        dataset.FrameOfReferenceUID = f"1.2.{index // 3}"

    write_series(tmp_path, phantom_stack(6), change=change)
    parts = [series.stack.part for series in read_catalogue(tmp_path).series]
    assert parts == ["axial, 7 × 6, 1 of 2", "axial, 7 × 6, 2 of 2"]


def test_slices_beside_a_straight_line_are_said(tmp_path):
    positions = ORIGIN + [[0.5 * (i % 2), 0, 3 * i] for i in range(6)]
    write_series(tmp_path, phantom_stack(6), positions=positions)
    with pytest.raises(UnevenSpacing, match=r"3 mm apart, but lie up to 0\.4 mm beside"):
        open_image(tmp_path)


def test_a_ct_slice_without_its_intercept_is_said(tmp_path):
    def change(dataset, index):
        if index == 3:
            del dataset.RescaleSlope, dataset.RescaleIntercept

    write_series(tmp_path, phantom_stack(6), change=change)
    (said,) = open_image(tmp_path).warnings
    assert "different rescale intercepts (-1000 to 0)" in said

from __future__ import annotations

import logging

import nibabel as nib
import numpy as np
import pytest
import SimpleITK as sitk

from annotator.core.errors import UserError
from annotator.core.labels import LabelClass
from annotator.io.file_names import names_path
from annotator.io.label_map import MaskQuestion, read_label_map, read_labels
from annotator.io.mask_file import read_mask, save_mask
from annotator.io.read import read_volume
from annotator.io.write import write_labels
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

AFFINE = affine_from(rotation(8, 4, -11) @ np.diag([-1, -1, 1]))


@pytest.fixture
def volume(tmp_path):
    return read_volume(save_nifti(tmp_path / "image.nii.gz", distinct_voxels(), AFFINE))


def reoriented(voxels, affine, order, flips):
    """The same voxels in space, stored in another axis order and direction."""
    voxels = voxels.transpose(order)
    turned = affine.copy()
    turned[:3, :3] = affine[:3, order]
    for axis in np.flatnonzero(flips):
        voxels = np.flip(voxels, axis)
        turned[:3, 3] += turned[:3, axis] * (voxels.shape[axis] - 1)
        turned[:3, axis] *= -1
    return voxels, turned


@pytest.mark.parametrize("target", orientation_affines(), ids=axes_name)
def test_mask_in_any_axis_order_is_laid_onto_the_image(tmp_path, volume, target):
    labels = random_labels()
    order = [int(np.argmax(np.abs(column))) for column in target[:3, :3].T]
    flips = [bool(target[world, axis] < 0) for axis, world in enumerate(order)]
    voxels, affine = reoriented(labels, AFFINE, order, flips)
    found = read_labels(save_nifti(tmp_path / "mask.nii.gz", voxels, affine), volume)
    assert found.dtype == np.uint8
    assert found.flags.c_contiguous
    assert found.flags.writeable
    at_image = values_by_world(found, volume.geometry.affine, all_indices(SHAPE), AFFINE)
    np.testing.assert_array_equal(at_image, labels.reshape(-1))


@pytest.mark.parametrize("degrees", [44.999, 45.0, 45.001])
def test_mask_at_a_tie_between_axes_is_laid_onto_the_image(tmp_path, degrees):
    directions = rotation(0, 0, degrees)
    shape, spacing = (6, 6, 4), (1.0, 1.0, 2.0)
    affine = affine_from(directions, spacing)
    image = read_volume(save_nifti(tmp_path / "image.nii", distinct_voxels(shape), affine))
    labels = random_labels(shape)
    voxels, turned = reoriented(labels, affine, [1, 0, 2], [True, False, True])
    found = read_labels(save_nifti(tmp_path / "mask.nii", voxels, turned), image)
    at_image = values_by_world(found, image.geometry.affine, all_indices(shape), affine)
    np.testing.assert_array_equal(at_image, labels.reshape(-1))


def test_rounded_header_still_counts_as_the_same_grid(tmp_path, volume):
    path = save_nifti(tmp_path / "mask.nii", random_labels(), AFFINE.round(3))
    assert read_labels(path, volume).shape == volume.geometry.shape_zyx


@pytest.mark.parametrize("suffix", [".nrrd", ".mha"])
def test_mask_of_another_format(tmp_path, volume, suffix):
    labels = random_labels()
    nifti = save_nifti(tmp_path / "mask.nii", labels, AFFINE)
    path = tmp_path / f"mask{suffix}"
    sitk.WriteImage(sitk.ReadImage(str(nifti)), str(path))
    np.testing.assert_array_equal(read_labels(path, volume), read_labels(nifti, volume))


@pytest.mark.parametrize("dtype", ["int16", "uint16", "int64", "float32", "float64"])
def test_numeric_type_of_the_mask_does_not_matter(tmp_path, volume, dtype):
    labels = random_labels(highest=254)
    path = save_nifti(tmp_path / "mask.nii", labels.astype(dtype), AFFINE)
    np.testing.assert_array_equal(
        read_labels(path, volume),
        read_labels(save_nifti(tmp_path / "plain.nii", labels, AFFINE), volume),
    )


def shifted():
    affine = AFFINE.copy()
    affine[0, 3] += 1.5
    return affine


OTHER_GRIDS = {
    "shape": ((*SHAPE[:2], 9), AFFINE, "its shape is 5 × 6 × 9 and should be 5 × 6 × 7"),
    "spacing": (
        SHAPE,
        AFFINE @ np.diag([1, 1, 1.5, 1]),
        "its spacing is 0.8 × 1.5 × 4.5 mm and should be 0.8 × 1.5 × 3 mm",
    ),
    "shift": (
        SHAPE,
        shifted(),
        r"first voxel at \(30.00, -12.25, 100.00\) mm and not at \(31.50, -12.25, 100.00\) mm",
    ),
    "rotation": (
        SHAPE,
        affine_from(rotation(0, 0, 5) @ AFFINE[:3, :3] / (0.8, 1.5, 3.0)),
        "its affine turns the axes by 5°",
    ),
}


@pytest.mark.parametrize("name", OTHER_GRIDS)
def test_mask_on_another_grid_is_refused_with_the_numbers(tmp_path, volume, name):
    shape, affine, message = OTHER_GRIDS[name]
    path = save_nifti(tmp_path / "mask.nii", random_labels(shape), affine)
    with pytest.raises(UserError, match=message):
        read_labels(path, volume)


def test_mirrored_mask_without_matching_header_is_refused(tmp_path, volume):
    """A flip in the header alone moves the grid; it must not be taken for a flip of the axes."""
    path = save_nifti(tmp_path / "mask.nii", random_labels(), AFFINE @ np.diag([-1, 1, 1, 1]))
    with pytest.raises(UserError, match="first voxel"):
        read_labels(path, volume)


@pytest.mark.parametrize(
    ("voxels", "message"),
    [
        (random_labels() + 0.5, "holds fractions"),
        (random_labels() - np.int16(1), "values from -1 to 2"),
        (random_labels() * np.int16(300), "uses the values 300, 600, 900"),
        (np.full(SHAPE, np.inf, np.float32), "holds infinite values"),
        (np.where(random_labels() > 1, 255, 1).astype(np.uint8), "uses the values 255"),
        (np.stack([random_labels()] * 2, axis=-1), "2 time points"),
    ],
    ids=["fractions", "negative", "large", "infinite", "255", "4D"],
)
def test_what_is_no_label_map_is_refused(tmp_path, volume, voxels, message):
    path = save_nifti(tmp_path / "mask.nii", voxels, AFFINE)
    with pytest.raises(UserError, match=message):
        read_labels(path, volume)


def test_mask_of_0_and_255_is_label_1(tmp_path, volume, caplog):
    mask = random_labels(highest=1)
    plain = read_labels(save_nifti(tmp_path / "plain.nii", mask, AFFINE), volume)
    with caplog.at_level(logging.WARNING):
        found = read_labels(save_nifti(tmp_path / "mask.nii", mask * 255, AFFINE), volume)
    np.testing.assert_array_equal(found, plain)
    assert "255 was read as label 1" in caplog.text


def test_empty_mask_is_a_label_map(tmp_path, volume):
    path = save_nifti(tmp_path / "mask.nii", np.zeros(SHAPE, np.uint8), AFFINE)
    assert not read_labels(path, volume).any()


def written(tmp_path, values, dtype, name="scaled.nii.gz"):
    """A float array of labels that nibabel stores in an integer type, with a slope."""
    image = nib.Nifti1Image(values.astype(np.float64), AFFINE)
    image.set_data_dtype(dtype)
    nib.save(image, tmp_path / name)
    return tmp_path / name


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16])
@pytest.mark.parametrize("value", [1, 3, 5, 200])
def test_scaled_integers_are_the_labels_they_mean(tmp_path, volume, dtype, value):
    mask = random_labels(highest=1) * value
    path = written(tmp_path, mask, dtype)
    plain = read_labels(save_nifti(tmp_path / "plain.nii", mask.astype(np.uint8), AFFINE), volume)
    np.testing.assert_array_equal(read_labels(path, volume), plain)


@pytest.mark.parametrize("factor", [0.9999, 1.00000006, 3.0000457])
def test_almost_whole_numbers_are_whole_and_said(tmp_path, volume, factor):
    mask = random_labels(highest=1)
    path = save_nifti(tmp_path / "almost.nii", (mask * factor).astype(np.float32), AFFINE)
    found = read_label_map(path, volume)
    assert set(np.unique(found.voxels)) == {0, round(factor)}
    assert (np.float32(factor) == round(factor)) or "almost whole" in found.notes[0]


def test_nan_is_background_and_said(tmp_path, volume):
    mask = random_labels(highest=1)
    values = np.where(mask > 0, 1, np.nan).astype(np.float32)
    found = read_label_map(save_nifti(tmp_path / "nan.nii", values, AFFINE), volume)
    plain = read_labels(save_nifti(tmp_path / "plain.nii", mask, AFFINE), volume)
    np.testing.assert_array_equal(found.voxels, plain)
    assert f"{np.isnan(values).sum()} voxels that are no number" in found.notes[0]


def test_box_of_the_grid_is_placed(tmp_path, volume):
    mask = random_labels()
    whole = read_labels(save_nifti(tmp_path / "whole.nii", mask, AFFINE), volume)
    moved = AFFINE.copy()
    moved[:3, 3] = (AFFINE @ (1, 2, 3, 1))[:3]
    part = mask[1:4, 2:5, 3:6]
    found = read_label_map(save_nifti(tmp_path / "part.nii", part, moved), volume)
    inside = np.zeros(SHAPE, bool)
    inside[1:4, 2:5, 3:6] = True
    expected = np.where(volume.source.axes.to_canonical(inside), whole, 0)
    np.testing.assert_array_equal(found.voxels, expected)
    assert "covers a part" in found.notes[0]


def test_other_grid_is_resampled_on_a_yes(tmp_path, volume):
    mask = np.zeros(SHAPE, np.uint8)
    mask[1:4, 1:5, 2:5] = 7
    fine = np.repeat(mask, 2, axis=2)  # two slices for one
    affine = AFFINE @ np.diag([1, 1, 0.5, 1])
    affine[:3, 3] -= AFFINE[:3, 2] / 4
    path = save_nifti(tmp_path / "fine.nii", fine, affine)
    with pytest.raises(MaskQuestion, match=r"its spacing is .*--resample-labels") as asked:
        read_labels(path, volume)
    found = read_label_map(path, volume, asked.value.choices[0][1])
    plain = read_labels(save_nifti(tmp_path / "plain.nii", mask, AFFINE), volume)
    np.testing.assert_array_equal(found.voxels, plain)
    assert "resampled" in found.notes[0]


def test_labels_above_254_are_renumbered_on_a_yes(tmp_path, volume):
    mask = random_labels().astype(np.uint16)
    path = save_nifti(tmp_path / "high.nii", np.where(mask == 3, 4711, mask), AFFINE)
    with pytest.raises(MaskQuestion, match=r"4711.*4711 → 3.*--renumber-labels") as asked:
        read_labels(path, volume)
    found = read_label_map(path, volume, asked.value.choices[0][1])
    plain = read_labels(save_nifti(tmp_path / "plain.nii", mask, AFFINE), volume)
    np.testing.assert_array_equal(found.voxels, plain)


def test_slicer_segments_come_back(tmp_path, volume):
    labels = read_labels(save_nifti(tmp_path / "plain.nii", random_labels(), AFFINE), volume)
    classes = [LabelClass(1, "Left kidney", (200, 10, 30)), LabelClass(3, "Cyst", (0, 0, 255))]
    path = tmp_path / "mask.seg.nrrd"
    write_labels(path, labels, volume, classes=classes)
    found = read_label_map(path, volume)
    np.testing.assert_array_equal(found.voxels, labels)
    assert list(found.classes) == classes
    seen = sitk.ReadImage(str(path))
    assert seen.GetMetaData("Segment0_Name") == "Left kidney"
    assert seen.GetMetaData("Segment1_LabelValue") == "3"
    tags = [seen.GetMetaData(f"Segment{number}_Tags") for number in (0, 1)]
    assert "~SCT^123037004^Anatomical Structure~SCT^64033007^Kidney~SCT^7771000^Left~" in tags[0]
    assert "~SCT^85756007^Tissue~SCT^85756007^Tissue~^^~" in tags[1]


@pytest.mark.parametrize("color", ["9 9 9", "nan 0 0", "1 0", "red"])
def test_an_impossible_colour_costs_no_name(tmp_path, volume, color):
    labels = read_labels(save_nifti(tmp_path / "plain.nii", random_labels(), AFFINE), volume)
    path = tmp_path / "mask.seg.nrrd"
    write_labels(path, labels, volume, classes=[LabelClass(1, "Cyst", (0, 0, 255))])
    data = path.read_bytes()
    path.write_bytes(
        data.replace(b"Segment0_Color:=0 0 1\n", f"Segment0_Color:={color}\n".encode())
    )
    assert path.read_bytes() != data
    assert [item.name for item in read_label_map(path, volume).classes] == ["Cyst"]


def test_coded_meanings_of_other_programs_are_kept_word_for_word(tmp_path, volume):
    labels = read_labels(save_nifti(tmp_path / "plain.nii", random_labels(), AFFINE), volume)
    meaning = "Segmentation.Status:inprogress|TerminologyEntry:A list~SCT^1^X~SCT^2^Y~^^~~^^~^^|"
    classes = [
        LabelClass(1, "Leber", (200, 10, 30), meaning=meaning),
        LabelClass(3, "B", (0, 0, 9)),
    ]
    path = tmp_path / "mask.seg.nrrd"
    save_mask(path, labels, volume, classes)
    names_path(path).write_text('# not ours\n1 200 10 30 1 1 1 "Leber"\n')
    found = read_mask(path, volume)
    assert found.classes[0].meaning == meaning
    again = tmp_path / "again.seg.nrrd"
    save_mask(again, found.voxels, volume, found.classes)
    assert sitk.ReadImage(str(again)).GetMetaData("Segment0_Tags") == meaning


def vector(values):
    return "(" + ",".join(f"{value:.17g}" for value in values) + ")"


def layered(tmp_path):
    """Two overlapping segments as Slicer stores them: a list axis first."""
    first, second = random_labels(highest=1), random_labels(SHAPE[::-1], 1).T
    lines = [
        "NRRD0004", "type: unsigned char", "dimension: 4", "space: right-anterior-superior",
        "sizes: 2 " + " ".join(map(str, SHAPE)),
        "space directions: none " + " ".join(vector(AFFINE[:3, a]) for a in range(3)),
        "kinds: list domain domain domain", "endian: little", "encoding: raw",
        "space origin: " + vector(AFFINE[:3, 3]),
        "Segment0_ID:=S0", "Segment0_Name:=Liver", "Segment0_Layer:=0", "Segment0_LabelValue:=1",
        "Segment0_Color:=1 0 0", "Segment1_ID:=S1", "Segment1_Name:=Tumour", "Segment1_Layer:=1",
        "Segment1_LabelValue:=1", "Segment1_Color:=0 1 0", "", "",
    ]  # fmt: skip
    path = tmp_path / "two.seg.nrrd"
    data = np.stack([first, second])
    path.write_bytes("\n".join(lines).encode() + data.tobytes(order="F"))
    return path, first, second


def test_layers_are_chosen_never_flattened(tmp_path, volume):
    path, *layers = layered(tmp_path)
    with pytest.raises(MaskQuestion, match="overlapping segments") as asked:
        read_labels(path, volume)
    assert [words for words, _ in asked.value.choices] == ["Layer 0: Liver", "Layer 1: Tumour"]
    for (_, options), stored, name in zip(
        asked.value.choices, layers, ("Liver", "Tumour"), strict=True
    ):
        found = read_label_map(path, volume, options)
        expected = volume.source.axes.to_canonical(stored)
        np.testing.assert_array_equal(found.voxels, expected)
        assert [label.name for label in found.classes] == [name]

"""Cases: found in three layouts, read with names, cut along sensible axes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.core.labels import LabelClass
from annotator.io.mask_file import save_mask
from annotator.io.read import read_volume
from annotator.training.cases import Case, CaseFiles, add_field, find_cases, load_case
from annotator.training.slice_sets import find_episode_cases
from tests.helpers.dicom_files import write_series

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

NAMES = {1: "liver", 2: "spleen"}


def save(path: Path, values: NDArray[np.generic]) -> None:
    """Write ``(z, y, x)`` as NIfTI of spacing (4, 2, 1) mm in LPS."""
    path.parent.mkdir(parents=True, exist_ok=True)
    affine = np.diag([-1.0, -2.0, 4.0, 1.0])
    nib.save(nib.Nifti1Image(np.ascontiguousarray(values.T), affine), path)


def image() -> NDArray[np.int16]:
    return np.random.default_rng(0).integers(-900, 900, (9, 10, 12)).astype(np.int16)


def labels() -> NDArray[np.uint8]:
    mask = np.zeros((9, 10, 12), np.uint8)
    mask[2:7, 1:6, 3:9] = 1
    mask[0:2, 8, 0:3] = 2  # six voxels
    return mask


def test_one_folder_per_case(tmp_path: Path) -> None:
    save(tmp_path / "b" / "image.nii.gz", image())
    save(tmp_path / "b" / "label.nii.gz", labels())
    meta = {"labels": {"1": "liver", "2": "spleen"}, "licence": "CC0-1.0"}
    (tmp_path / "b" / "meta.json").write_text(json.dumps(meta), "utf-8")
    save(tmp_path / "a" / "image.nii", image())
    (tmp_path / "notes").mkdir()
    first, second = find_cases(tmp_path)
    assert first == CaseFiles("a", tmp_path / "a" / "image.nii", None)
    b = tmp_path / "b"
    assert second == CaseFiles("b", b / "image.nii.gz", b / "label.nii.gz", NAMES, "CC0-1.0")


@pytest.mark.parametrize(
    "listed",
    [
        {"0": "background", "1": "liver", "2": "spleen"},
        {"background": 0, "liver": 1, "spleen": 2, "both": [1, 2]},
    ],
    ids=["nnU-Net 1", "nnU-Net 2"],
)
def test_nnunet_folders(tmp_path: Path, listed: dict[str, object]) -> None:
    for name in ("liver_02", "liver_01"):
        save(tmp_path / "imagesTr" / f"{name}_0000.nii.gz", image())
        save(tmp_path / "imagesTr" / f"{name}_0001.nii.gz", image())  # a second channel
    save(tmp_path / "labelsTr" / "liver_02.nii.gz", labels())
    meta = {"labels": listed, "licence": "CC BY 4.0"}
    (tmp_path / "dataset.json").write_text(json.dumps(meta), "utf-8")
    first, second = find_cases(tmp_path)
    assert (first.name, first.label) == ("liver_01", None)
    assert second.image == tmp_path / "imagesTr" / "liver_02_0000.nii.gz"
    assert second.label == tmp_path / "labelsTr" / "liver_02.nii.gz"
    assert second.licence == "CC BY 4.0"
    assert {value: name for value, name in second.names.items() if value} == NAMES


def test_folders_of_dicom_series(tmp_path: Path) -> None:
    stack = image()
    write_series(tmp_path / "p1", stack, series="1.2.1")
    write_series(tmp_path / "p2" / "image", stack)
    write_series(tmp_path / "p3", stack, series="1.2.3")
    write_series(tmp_path / "p3", stack[:5], series="1.2.4", prefix="other")
    first = read_volume(tmp_path / "p1")
    classes = [LabelClass(1, "liver", (1, 2, 3))]
    save_mask(tmp_path / "p1_labels.nii.gz", labels(), first, classes)
    save_mask(tmp_path / "p2" / "label.nii.gz", labels(), first, classes)
    found = find_cases(tmp_path)
    assert [case.name for case in found[:2]] == ["p1", "p2"]
    assert find_episode_cases(tmp_path)[0] == found[0]  # its mask is no label map without an image
    assert found[0].label == tmp_path / "p1_labels.nii.gz"
    assert found[1].label == tmp_path / "p2" / "label.nii.gz"
    assert found[0].names == {1: "liver"}
    assert {case.series for case in found[2:]} == {"1.2.3", "1.2.4"}
    assert sorted(case.read().voxels.shape[0] for case in found[2:]) == [5, 9]
    case = load_case(found[0])
    np.testing.assert_array_equal(case.fields["labels"], labels())
    assert case.modality == "CT"


def test_numbered_files(tmp_path: Path) -> None:
    save(tmp_path / "image_1.nii.gz", image())
    save(tmp_path / "label_1.nii.gz", labels())
    save(tmp_path / "image_2.nii.gz", image())
    first, second = find_cases(tmp_path)
    assert first == CaseFiles("image_1", tmp_path / "image_1.nii.gz", tmp_path / "label_1.nii.gz")
    assert (second.name, second.label) == ("image_2", None)


def test_folders_without_cases_say_what_is_expected(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no cases in .*image_N\.nii\.gz"):
        find_cases(tmp_path)
    (tmp_path / "imagesTr").mkdir()
    with pytest.raises(UserError, match="no cases in"):
        find_cases(tmp_path)
    with pytest.raises(UserError, match="no cases in"):
        find_cases(tmp_path / "nowhere")


def test_damaged_metadata_are_named(tmp_path: Path) -> None:
    save(tmp_path / "a" / "image.nii.gz", image())
    (tmp_path / "a" / "meta.json").write_text("{labels", "utf-8")
    with pytest.raises(UserError, match=r"meta\.json is not valid JSON"):
        find_cases(tmp_path)


def test_loading_a_case(tmp_path: Path) -> None:
    save(tmp_path / "image.nii.gz", image())
    save(tmp_path / "label.nii.gz", labels())
    files = CaseFiles("a", tmp_path / "image.nii.gz", tmp_path / "label.nii.gz", NAMES)
    case = load_case(files)
    assert case.modality == "CT"
    np.testing.assert_array_equal(case.voxels, image())
    np.testing.assert_array_equal(case.fields["labels"], labels())
    assert case.spacing == (4.0, 2.0, 1.0)
    (liver,) = case.structures  # the spleen has too few voxels
    assert (liver.source, liver.value, liver.name) == ("labels", 1, "liver")
    assert (liver.start, liver.stop) == ((2, 1, 3), (7, 6, 9))
    assert [s.name for s in load_case(files, smallest_voxels=5).structures] == ["liver", "spleen"]
    assert case.content_id == load_case(files).content_id != ""


def test_case_without_labels_has_no_structures(tmp_path: Path) -> None:
    save(tmp_path / "image.nii.gz", image())
    case = load_case(CaseFiles("a", tmp_path / "image.nii.gz", None))
    assert (case.fields, case.structures) == ({}, [])


def test_slices_and_masks_along_each_axis() -> None:
    case = Case("a", image(), (4.0, 2.0, 1.0), {}, [])
    add_field(case, "labels", labels(), NAMES)
    liver = case.structures[0]
    for axis, spacing in enumerate([(2.0, 1.0), (4.0, 1.0), (4.0, 2.0)]):
        assert case.plane_spacing(axis) == spacing
        np.testing.assert_array_equal(case.image(axis, 4)[0].numpy(), image().take(4, axis))
        np.testing.assert_array_equal(case.mask(liver, axis, 4), labels().take(4, axis) == 1)


@pytest.mark.parametrize(
    ("spacing", "shape", "axes"),
    [
        ((1.0, 1.0, 1.0), (20, 20, 20), [0, 1, 2]),
        ((2.0, 1.0, 1.0), (20, 20, 20), [0, 1, 2]),
        ((5.0, 1.0, 1.0), (20, 20, 20), [0]),
        ((1.0, 1.0, 1.0), (20, 5, 20), [0, 2]),
        ((5.0, 1.0, 1.0), (3, 20, 20), [0]),  # nothing better
    ],
)
def test_axes_with_usable_slices(
    spacing: tuple[float, float, float], shape: tuple[int, int, int], axes: list[int]
) -> None:
    assert Case("a", np.zeros(shape, np.int16), spacing, {}, []).axes() == axes

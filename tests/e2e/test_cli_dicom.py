"""DICOM on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

import annotator
from annotator.io.label_map import read_labels
from annotator.io.mask_file import save_mask
from annotator.io.read import read_volume
from annotator.io.write import write_labels
from tests.helpers.dicom_files import ORIGIN, phantom_stack, write_series

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_series(tmp_path / "scan" / "a", phantom_stack(), series="1.2.1")
    write_series(tmp_path / "scan" / "b", phantom_stack(6), series="1.2.2", modality="MR")
    return tmp_path / "scan"


def test_info_lists_the_series_without_the_patient(annotate, folder) -> None:
    code, printed, _ = annotate("info", str(folder))
    assert code == 0
    assert "1.2.1  CT, 2024-02-29, Phantom series: 7 × 6 × 5, 0.8 × 1.5 × 3 mm" in printed
    assert "Secret" not in printed
    code, printed, _ = annotate("info", str(folder), "--json")
    assert [series["uid"] for series in json.loads(printed)["series"]] == ["1.2.1", "1.2.2"]


def test_info_on_one_series(annotate, folder) -> None:
    code, printed, _ = annotate("info", str(folder), "--series", "1.2.2")
    assert code == 0
    assert "DICOM" in printed
    assert "7 × 6 × 6" in printed
    assert "sform" not in printed


def test_several_series_are_listed_where_one_is_needed(annotate, folder, tmp_path) -> None:
    code, _, err = annotate("convert", str(folder), str(tmp_path / "a.nii.gz"))
    assert code == 2
    assert "1.2.1" in err
    assert "1.2.2" in err
    assert "--series" in err
    assert not (tmp_path / "a.nii.gz").exists()


@pytest.mark.parametrize("name", ["a.nii.gz", "a.nii", "a.nrrd", "a.mha"])
def test_convert_an_image(annotate, folder, tmp_path, name) -> None:
    code, printed, _ = annotate("convert", str(folder / "a"), str(tmp_path / name))
    assert code == 0
    assert "checked with" in printed
    expected, found = read_volume(folder / "a"), read_volume(tmp_path / name)
    np.testing.assert_array_equal(found.voxels, expected.voxels)
    assert found.geometry.same_grid(expected.geometry)


def test_uneven_needs_a_yes(annotate, tmp_path) -> None:
    positions = ORIGIN + [[0, 0, z] for z in (0, 3, 6, 12, 15)]
    write_series(tmp_path / "gap", phantom_stack(), positions=positions)
    words = ("convert", str(tmp_path / "gap"), str(tmp_path / "a.nii.gz"))
    code, _, err = annotate(*words)
    assert code == 2
    assert "1 slice is missing" in err
    assert "--allow-uneven" in err
    code, _, err = annotate(*words, "--allow-uneven")
    assert code == 0
    assert "1 slice is missing" in err


def test_propagate_on_a_series(annotate, folder, tmp_path) -> None:
    volume = read_volume(folder / "a")
    painted = np.zeros(volume.voxels.shape, np.uint8)
    painted[[0, 4], 1:4, 2:6] = 1
    write_labels(tmp_path / "few.nii.gz", painted, volume)
    words = [str(folder), str(tmp_path / "few.nii.gz"), str(tmp_path / "mask.nii.gz")]
    options = ["--method", "interpolation", "--gate", "off", "--series", "1.2.1"]
    code, _, err = annotate("propagate", *words, *options)
    assert code == 0, err
    assert (read_labels(tmp_path / "mask.nii.gz", volume)[:, 1:4, 2:6] == 1).all()


def test_mask_of_a_scan_is_converted_with_its_names(annotate, folder, tmp_path) -> None:
    volume = read_volume(folder / "a")
    painted = np.zeros(volume.voxels.shape, np.uint8)
    painted[1:3, 1:4, 2:6] = 7
    write_labels(tmp_path / "few.nii.gz", painted, volume)
    (tmp_path / "few.label.txt").write_text('7 10 20 30 1 1 1 "Spleen"\n')
    words = ("convert", str(tmp_path / "few.nii.gz"), str(tmp_path / "few.mha"))
    code, _, err = annotate(*words, "--of", str(folder / "a"))
    assert code == 0, err
    np.testing.assert_array_equal(read_labels(tmp_path / "few.mha", volume), painted)
    assert "Spleen" in (tmp_path / "few.label.txt").read_text()


def test_script_opens_one_of_several_series(folder) -> None:
    with pytest.raises(annotator.UserError, match=r"1\.2\.1"):
        annotator.open(folder)
    assert annotator.open(folder, series="1.2.2").volume.voxels.shape[0] == 6


def test_dicom_masks_are_compared_on_their_image(annotate, folder, tmp_path) -> None:
    volume = read_volume(folder / "b")
    painted = np.zeros(volume.voxels.shape, np.uint8)
    painted[1:3, 1:4, 2:6] = 1
    save_mask(tmp_path / "one.dcm", painted, volume, ())
    save_mask(tmp_path / "other.dcm", painted, volume, ())
    words = ["compare", str(tmp_path / "one.dcm"), str(tmp_path / "other.dcm")]
    code, printed, err = annotate(*words, "--image", str(folder), "--series", "1.2.2")
    assert code == 0, err
    assert "1.000" in printed


def test_a_run_on_a_series_is_replayed(annotate, folder, tmp_path) -> None:
    case = annotator.open(folder, series="1.2.1")
    painted = np.zeros(case.volume.voxels.shape[1:], bool)
    painted[1:4, 2:6] = True
    case.paint(0, painted)
    case.paint(4, painted)
    list(case.propagate(method="interpolation", gate="off", range="between"))
    case.accept()
    case.save(tmp_path / "mask.nii.gz")
    words = ["replay", str(tmp_path / "mask.json"), "--image", str(folder), "--series", "1.2.1"]
    code, printed, err = annotate(*words)
    assert code == 0, err
    assert "Identical" in printed


def test_no_report_replaces_a_slice(annotate, folder, tmp_path) -> None:
    volume = read_volume(folder / "a")
    painted = np.zeros(volume.voxels.shape, np.uint8)
    painted[[0, 4], 1:4, 2:6] = 1
    write_labels(tmp_path / "few.nii.gz", painted, volume)
    slice_ = next((folder / "a").iterdir())
    before = slice_.read_bytes()
    (tmp_path / "link.json").symlink_to(slice_)
    for report in (slice_, tmp_path / "link.json"):
        words = [str(folder / "a"), str(tmp_path / "few.nii.gz"), str(tmp_path / "mask.nii.gz")]
        code, _, err = annotate("propagate", *words, "--report", str(report))
        assert code == 2
        assert "DICOM image, which is never overwritten" in err
    assert slice_.read_bytes() == before

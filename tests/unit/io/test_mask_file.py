"""A mask and the names of its labels are one thing in two files."""

from pathlib import Path

import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.core.labels import LabelClass
from annotator.io import write
from annotator.io.file_names import names_path
from annotator.io.label_files import read_label_file, write_itksnap_labels
from annotator.io.mask_file import NamesTaken, read_mask, save_mask
from annotator.io.read import read_volume
from tests.helpers.image_files import distinct_voxels, random_labels, save_nifti

CLASSES = [LabelClass(1, "Liver", (255, 0, 0)), LabelClass(2, "Spleen", (0, 255, 0))]
OTHERS = [LabelClass(1, "Aorta", (1, 2, 3))]


@pytest.fixture
def volume(tmp_path):
    return read_volume(save_nifti(tmp_path / "image.nii.gz", distinct_voxels(), np.eye(4)))


@pytest.fixture
def labels(volume):
    return random_labels(volume.geometry.shape_zyx).astype(np.uint8)


def test_names_come_back_with_the_mask(tmp_path, volume, labels):
    path = tmp_path / "mask.nii.gz"
    save_mask(path, labels, volume, CLASSES)
    mask = read_mask(path, volume)
    np.testing.assert_array_equal(mask.voxels, labels)
    assert (mask.classes, mask.notes) == (tuple(CLASSES), ())
    names_path(path).unlink()
    assert read_mask(path, volume).classes == ()


@pytest.mark.parametrize("keep", [-5, -60, 3])
@pytest.mark.parametrize("damage", [b"", b"\xff\xfe\x00"])
def test_damaged_names_cost_the_names_not_the_mask(tmp_path, volume, labels, keep, damage):
    path = tmp_path / "mask.nii.gz"
    save_mask(path, labels, volume, CLASSES)
    names = names_path(path)
    names.write_bytes(names.read_bytes()[:keep] + damage + b"\n1 2 ")
    mask = read_mask(path, volume)
    np.testing.assert_array_equal(mask.voxels, labels)
    assert mask.classes == ()
    assert "mask.label.txt" in mask.notes[0]


def test_a_names_file_that_is_a_folder_does_not_stop_the_mask(tmp_path, volume, labels):
    path = tmp_path / "mask.nii.gz"
    write.write_labels(path, labels, volume)
    names_path(path).mkdir()
    assert len(read_mask(path, volume).notes) == 1
    with pytest.raises(UserError, match="is a folder"):
        save_mask(path, labels, volume, CLASSES, "replace")


def test_names_and_mask_are_replaced_together_or_not_at_all(tmp_path, volume, labels, monkeypatch):
    path = tmp_path / "mask.nii.gz"
    save_mask(path, labels, volume, CLASSES)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    replace = Path.replace

    def refuse_the_mask(self, target):
        if target == path:
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_the_mask)
    with pytest.raises(UserError, match="cannot be written"):
        save_mask(path, labels[::-1], volume, OTHERS)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before

    def refuse_the_names(self, target):
        if target == names_path(path):
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_the_names)
    with pytest.raises(UserError, match="cannot be written"):
        save_mask(path, labels[::-1], volume, OTHERS)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_names_of_another_mask_are_not_overwritten_unasked(tmp_path, volume, labels):
    path = tmp_path / "mask.nii.gz"
    names = names_path(path)
    write_itksnap_labels(names, OTHERS)
    theirs = names.read_bytes()
    with pytest.raises(NamesTaken, match=r"mask\.label\.txt"):
        save_mask(path, labels, volume, CLASSES)
    assert not path.exists()
    save_mask(path, labels, volume, CLASSES, "leave")
    assert (path.exists(), names.read_bytes()) == (True, theirs)
    save_mask(path, labels, volume, CLASSES, "replace")
    assert read_label_file(names) == CLASSES
    save_mask(path, labels, volume, OTHERS)  # our own by now
    assert read_label_file(names) == OTHERS


def test_another_format_of_the_same_name_does_not_take_the_names(tmp_path, volume, labels):
    save_mask(tmp_path / "mask.nii.gz", labels, volume, CLASSES)
    with pytest.raises(NamesTaken):
        save_mask(tmp_path / "mask.nrrd", labels, volume, OTHERS)
    save_mask(tmp_path / "other.nrrd", labels, volume, OTHERS)
    assert read_label_file(tmp_path / "mask.label.txt") == CLASSES


def test_names_that_say_the_same_may_be_replaced(tmp_path, volume, labels):
    write_itksnap_labels(tmp_path / "mask.label.txt", CLASSES)
    save_mask(tmp_path / "mask.nii.gz", labels, volume, CLASSES)
    assert read_mask(tmp_path / "mask.nii.gz", volume).classes == tuple(CLASSES)

"""What never happens: source overwritten, wrong file counted as saved, remains left behind."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.io import write
from annotator.io.encode import encode
from annotator.io.itk_process import ITK
from annotator.io.label_map import read_labels
from annotator.io.read import read_volume
from annotator.io.write import write_labels
from tests.helpers.image_files import (
    affine_from,
    distinct_voxels,
    random_labels,
    rotation,
    save_nifti,
)

OBLIQUE = affine_from(rotation(12, -25, 31) @ np.diag([-1, -1, 1]))


@pytest.fixture
def image_path(tmp_path):
    return save_nifti(tmp_path / "image.nii.gz", distinct_voxels(), OBLIQUE)


@pytest.fixture
def volume(image_path):
    return read_volume(image_path)


def labels_on(volume):
    return random_labels(volume.geometry.shape_zyx)


# The source image is never overwritten


def same_path(source):
    return source


def relative_spelling(source):
    return source.parent / ".." / source.parent.name / source.name


def symbolic_link(source):
    link = source.with_name("link.nii.gz")
    link.symlink_to(source)
    return link


def linked_folder(source):
    link = source.parent / "folder"
    link.symlink_to(source.parent, target_is_directory=True)
    return link / source.name


def hard_link(source):
    link = source.with_name("hard.nii.gz")
    os.link(source, link)
    return link


def other_case(source):
    return source.with_name(source.name.upper())


@pytest.mark.parametrize(
    "spelling",
    [same_path, relative_spelling, symbolic_link, linked_folder, hard_link, other_case],
)
def test_source_is_never_overwritten(image_path, volume, spelling):
    before = image_path.read_bytes()
    target = spelling(image_path)
    with pytest.raises(UserError, match="never overwritten"):
        write_labels(target, labels_on(volume), volume)
    assert image_path.read_bytes() == before


def test_source_opened_through_a_link_is_never_overwritten(image_path):
    volume = read_volume(symbolic_link(image_path))
    with pytest.raises(UserError, match="never overwritten"):
        write_labels(image_path, labels_on(volume), volume)


def test_source_given_relative_to_the_working_folder(image_path, monkeypatch):
    monkeypatch.chdir(image_path.parent)
    volume = read_volume(image_path.name)
    with pytest.raises(UserError, match="never overwritten"):
        write_labels(image_path, labels_on(volume), volume)


# Targets that cannot be written


def folder_entries(folder):
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("labels.txt", "must end in .nii.gz, .nii, .nrrd or .mha"),
        ("labels", "must end in"),
        (".nii.gz", "must end in"),
        ("missing/labels.nii.gz", "There is no folder"),
        ("image.nii.gz/labels.nii.gz", "There is no folder"),
        ("folder.nii.gz", "is a folder"),
    ],
)
def test_unusable_targets(tmp_path, volume, target, message):
    (tmp_path / "folder.nii.gz").mkdir()
    before = folder_entries(tmp_path)
    with pytest.raises(UserError, match=message):
        write_labels(tmp_path / target, labels_on(volume), volume)
    assert folder_entries(tmp_path) == before


def fail_disk_full(path, image):
    encode(path, image)
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def flip_voxels(path, image):
    encode(path, write.FileImage(np.flip(image.voxels, 0), image.affine_ras))


def lose_one_voxel(path, image):
    voxels = image.voxels.copy()
    voxels[2, 3, 4] += 1
    encode(path, write.FileImage(voxels, image.affine_ras))


def shift_affine(path, image):
    affine = image.affine_ras.copy()
    affine[0, 3] += 0.002
    encode(path, write.FileImage(image.voxels, affine))


def mirror_affine(path, image):
    encode(path, write.FileImage(image.voxels, image.affine_ras @ np.diag([-1, 1, 1, 1])))


def drop_slice(path, image):
    encode(path, write.FileImage(image.voxels[:, :, :-1], image.affine_ras))


def widen_type(path, image):
    encode(path, write.FileImage(image.voxels.astype(np.int16), image.affine_ras))


def break_qform(path, image):
    encode(path, image)
    raw = bytearray(path.read_bytes())
    raw[256:268] = np.array([0, 0, 0], "<f4").tobytes()
    path.write_bytes(raw)


def cut_file(path, image):
    encode(path, image)
    path.write_bytes(path.read_bytes()[:-30])


FAULTS = {
    fail_disk_full: "No space left",
    flip_voxels: "finds (1[0-9]+ )?voxels with other values",
    lose_one_voxel: "finds (1 )?voxels with other values",
    shift_affine: "affine that differs by 0.00",
    mirror_affine: "affine that differs",
    drop_slice: r"shape \(5, 6, 6\) instead of \(5, 6, 7\)",
    widen_type: "int16 voxels instead of uint8",
    cut_file: "cannot read it",
}


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".mha"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_faulty_write_is_caught_and_leaves_nothing(tmp_path, volume, monkeypatch, fault, suffix):
    target = tmp_path / f"labels{suffix}"
    target.write_text("what was there before")
    before = folder_entries(tmp_path)
    monkeypatch.setattr(write, "encode", fault)
    with pytest.raises(UserError, match=FAULTS[fault]):
        write_labels(target, labels_on(volume), volume)
    assert folder_entries(tmp_path) == before
    assert target.read_text() == "what was there before"


def test_wrong_qform_is_caught(tmp_path, volume, monkeypatch):
    monkeypatch.setattr(write, "encode", break_qform)
    with pytest.raises(UserError, match="another qform"):
        write_labels(tmp_path / "labels.nii", labels_on(volume), volume)
    assert folder_entries(tmp_path) == ["image.nii.gz"]


def test_a_reader_that_disagrees_is_named(tmp_path, volume, monkeypatch):
    """nibabel finds the file in order, ITK sees it mirrored."""
    ask = ITK.ask

    def mirrored(path, *, voxels):
        found = ask(path, voxels=voxels)
        if voxels:
            found["affine"][0][0] *= -1
        return found

    monkeypatch.setattr(ITK, "ask", mirrored)
    with pytest.raises(UserError, match="SimpleITK finds an affine"):
        write_labels(tmp_path / "labels.nii", labels_on(volume), volume)
    assert folder_entries(tmp_path) == ["image.nii.gz"]


def test_interrupted_write_leaves_nothing(tmp_path, volume, monkeypatch):
    def interrupt(path, image):
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(write, "encode", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_labels(tmp_path / "labels.nii", labels_on(volume), volume)
    assert folder_entries(tmp_path) == ["image.nii.gz"]


def test_refused_rename_leaves_nothing(tmp_path, volume, monkeypatch):
    def refuse(self, target):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserError, match="cannot be written: Permission denied"):
        write_labels(tmp_path / "labels.nii", labels_on(volume), volume)
    assert folder_entries(tmp_path) == ["image.nii.gz"]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_read_only_folder(tmp_path, volume):
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(UserError, match="Permission denied"):
        write_labels(folder / "labels.nii", labels_on(volume), volume)
    assert folder_entries(folder) == []


def test_existing_target_is_replaced(tmp_path, volume):
    target = tmp_path / "labels.nii.gz"
    write_labels(target, labels_on(volume), volume)
    later = labels_on(volume)[::-1]
    write_labels(target, later, volume)
    np.testing.assert_array_equal(read_labels(target, volume), later)
    assert folder_entries(tmp_path) == ["image.nii.gz", "labels.nii.gz"]


def test_link_to_another_file_is_written_through(tmp_path, volume):
    real = tmp_path / "real.nii.gz"
    link = tmp_path / "link.nii.gz"
    link.symlink_to(real)
    labels = labels_on(volume)
    write_labels(link, labels, volume)
    assert link.is_symlink()
    np.testing.assert_array_equal(read_labels(real, volume), labels)


def test_new_file_has_the_usual_permissions(tmp_path, volume):
    usual = tmp_path / "usual"
    usual.touch()
    report = write_labels(tmp_path / "labels.nii.gz", labels_on(volume), volume)
    assert report.path.stat().st_mode == usual.stat().st_mode


def test_files_of_one_name_that_itk_takes_for_each_other(tmp_path, volume, image_path):
    labels = labels_on(volume)
    write_labels(tmp_path / "mask.nii.gz", labels, volume)
    report = write_labels(tmp_path / "mask.nii", labels, volume)
    assert any("mask.nii.gz lies in the same folder" in note for note in report.notes)
    with pytest.raises(UserError, match=r"open that instead of mask\.nii\.gz"):
        write_labels(tmp_path / "mask.nii.gz", labels, volume)
    with pytest.raises(UserError, match=r"instead of the image image\.nii\.gz"):
        write_labels(tmp_path / "image.nii", labels, volume)
    assert not (tmp_path / "image.nii").exists()

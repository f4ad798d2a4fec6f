"""DICOM files are found by content; what is damaged or hostile ends in a sentence."""

from __future__ import annotations

import os
import tracemalloc
import zipfile
from contextlib import suppress

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, MediaStorageDirectoryStorage, generate_uid

from annotator.core.cancel import Cancelled
from annotator.core.errors import UserError
from annotator.io.dicom import files
from annotator.io.read import open_image, read_volume
from tests.helpers.dicom_files import phantom_stack, save, write_enhanced, write_series


@pytest.fixture
def folder(tmp_path):
    write_series(tmp_path / "scan" / "deep", phantom_stack())
    return tmp_path / "scan"


def check_whole(path):
    assert sorted(read_volume(path).voxels.reshape(-1)) == list(range(-1000, -790))


def test_folder_with_other_files(folder):
    for n in range(50):
        (folder / f"note{n}.dcm").write_bytes(os.urandom(300))
    (folder / "empty.dcm").touch()
    check_whole(folder)


def test_file_stands_for_its_series(folder):
    write_series(folder / "deep", phantom_stack(), prefix="other")
    check_whole(folder / "deep" / "003")


def test_file_without_a_preamble(folder):
    for path in (folder / "deep").iterdir():
        path.write_bytes(path.read_bytes()[132:])
    check_whole(folder)


def test_zip_archive(folder, tmp_path):
    path = tmp_path / "scan.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "hello")
        for file in (folder / "deep").iterdir():
            archive.write(file, f"DICOM/{file.name}")
    check_whole(path)
    assert not list(tmp_path.glob("scan/0*"))


def test_zip_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "BOMB_BYTES", 2 << 20)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(3):
            archive.writestr(f"{n}", bytes(1 << 20))
    with pytest.raises(UserError, match="would unpack to"):
        open_image(path)


@pytest.mark.parametrize("block", [b"PK\x03\x04", b"PK\x03\x04" + bytes(500)])
def test_damaged_zip(tmp_path, block):
    path = tmp_path / "scan.zip"
    path.write_bytes(block)
    with pytest.raises(UserError, match="damaged zip archive"):
        open_image(path)


def write_dicomdir(path, names):
    directory = Dataset()
    directory.SOPClassUID = MediaStorageDirectoryStorage
    directory.SOPInstanceUID = generate_uid()
    directory.FileSetID = "TEST"
    records = []
    for name in names:
        record = Dataset()
        record.DirectoryRecordType = "IMAGE"
        record.ReferencedFileID = name
        records.append(record)
    directory.DirectoryRecordSequence = records
    directory.file_meta = FileMetaDataset()
    directory.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    save(directory, path)


def test_dicomdir_names_the_files(folder):
    write_series(folder / "elsewhere", phantom_stack())
    write_dicomdir(folder / "DICOMDIR", [["DEEP", f"00{n}"] for n in range(5)])
    check_whole(folder / "DICOMDIR")


def test_dicomdir_does_not_lead_out_of_its_folder(folder, tmp_path):
    write_series(tmp_path / "private", phantom_stack())
    write_dicomdir(folder / "DICOMDIR", [["..", "private", f"00{n}"] for n in range(5)])
    with pytest.raises(UserError, match="holds no DICOM files"):
        open_image(folder / "DICOMDIR")


def test_folder_without_dicom(tmp_path):
    (tmp_path / "a.txt").write_text("hello")
    with pytest.raises(UserError, match="holds no DICOM files"):
        open_image(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_pipes_and_loops_in_the_folder(folder):
    os.mkfifo(folder / "pipe.dcm")
    (folder / "loop").symlink_to(folder)
    (folder / "nowhere").symlink_to(folder / "missing")
    check_whole(folder)


def test_too_many_files(folder, monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 3)
    with pytest.raises(UserError, match="more than 3 files"):
        open_image(folder)


def test_progress_and_cancel(folder):
    seen = []
    read_volume(folder, tick=lambda done, total: seen.append((done, total)))
    assert (4, 5) in seen

    def stop(done, total):
        if total and done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_volume(folder, tick=stop)


@pytest.mark.parametrize("syntax", ["explicit", "rle", "jpeg-ls"])
def test_file_cut_short(tmp_path, syntax):
    write_series(tmp_path, phantom_stack(3, 32, 40), syntax=syntax)
    victim = tmp_path / "001"
    victim.write_bytes(victim.read_bytes()[:-400])
    with pytest.raises(UserError):
        read_volume(tmp_path)


def test_unreadable_header_is_said(tmp_path):
    write_series(tmp_path, phantom_stack(4), syntax="deflated")
    victim = tmp_path / "002"
    victim.write_bytes(victim.read_bytes()[:-300])
    assert (
        "Set aside: damaged files (1)."
        in read_volume(tmp_path, allow_uneven=True).source.extra["notes"]
    )


def test_garbage_instead_of_a_compressed_frame(tmp_path):
    write_series(tmp_path, phantom_stack(3, 32, 40), syntax="jpeg-ls")
    for path in tmp_path.iterdir():
        block = bytearray(path.read_bytes())
        block[-900:-20] = np.random.default_rng(0).bytes(880)
        path.write_bytes(block)
    with pytest.raises(UserError, match="cannot be decoded"):
        read_volume(tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Rows", 65535),
        ("BitsAllocated", 12),
        ("BitsStored", 40),
        ("PixelSpacing", [0.0, 0.0]),
        ("ImageOrientationPatient", [0.0] * 6),
        ("ImageOrientationPatient", [1, 0, 0, 1, 0, 0]),
        ("NumberOfFrames", 2000000000),
        ("RescaleSlope", 0.0),
    ],
)
def test_absurd_headers_end_in_a_sentence(folder, name, value):
    for path in (folder / "deep").iterdir():
        dataset = pydicom.dcmread(path)
        setattr(dataset, name, value)
        dataset.save_as(path)
    if name == "RescaleSlope":
        assert read_volume(folder).voxels.min() == -1000
        return
    with pytest.raises(UserError):
        read_volume(folder)


@pytest.mark.filterwarnings("ignore")
def test_every_truncation_and_many_flipped_bytes_end_in_a_sentence(tmp_path):
    path = tmp_path / "enhanced.dcm"
    write_enhanced(path, phantom_stack(3, 4, 4))
    whole = path.read_bytes()
    rng = np.random.default_rng(0)
    for trial in range(100):
        block = bytearray(whole)
        if trial % 2:
            for place in rng.integers(132, len(block), 6):
                block[place] = rng.integers(256)
        else:
            block = block[: rng.integers(len(block))]
        path.write_bytes(block)
        with suppress(UserError):
            read_volume(path)


def test_claimed_lengths_set_no_memory_aside(tmp_path):
    write_series(tmp_path, phantom_stack(1))
    path = next(tmp_path.iterdir())
    whole = path.read_bytes()
    place = whole.index(b"DICM") + 200
    place = whole.index(b"LO", place)  # a text that now claims to be 1 GB long
    path.write_bytes(whole[:place] + b"UT\0\0" + (1 << 30).to_bytes(4, "little") + whole[place:])
    tracemalloc.start()
    try:
        with pytest.raises(UserError):
            read_volume(tmp_path)
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


def test_more_pixels_than_the_file_holds(tmp_path):
    def change(dataset, _index):
        dataset.Rows = dataset.Columns = 60000

    write_series(tmp_path, phantom_stack(2), change=change)
    with pytest.raises(UserError, match="claims 60000 × 60000 × 1 pixels"):
        read_volume(tmp_path)

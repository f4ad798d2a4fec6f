"""Masks lie on their images in every reader, whatever the header of the image says."""

from __future__ import annotations

import struct
import tracemalloc

import nibabel as nib
import numpy as np
import pytest
import SimpleITK as sitk

from annotator.core.errors import UserError
from annotator.io.itk_reader import reason
from annotator.io.read import open_image, read_volume
from annotator.io.write import write_labels
from tests.helpers.image_files import SHAPE, distinct_voxels, random_labels, save_nifti

LPS = np.array([[-2.0, 0, 0, 10], [0, -2, 0, 20], [0, 0, 4, -30], [0, 0, 0, 1]])
PIXDIM, UNITS, QFORM, SFORM, SROW = 76, 123, 252, 254, 280


def nifti(path, *fields, order="<", kind=nib.Nifti1Image):
    """NIfTI-1 with fields ``(offset, format, values...)`` put over those of a plain header."""
    header = kind.header_class(endianness=order)
    header.set_data_dtype(np.int16)
    image = kind(distinct_voxels(), LPS, header)
    image.set_sform(LPS, 1)
    image.set_qform(LPS, 1)
    image.header.set_xyzt_units("mm")
    raw = bytearray(image.to_bytes())
    for offset, kinds, *values in fields:
        struct.pack_into(order + kinds, raw, offset, *values)
    path.write_bytes(raw)
    return path


def place(path):
    """Origin, spacing and direction that SimpleITK finds, or None if it refuses the file."""
    try:
        image = sitk.ReadImage(str(path))
    except RuntimeError:
        return None
    return np.array([*image.GetOrigin(), *image.GetSpacing(), *image.GetDirection()])


NIFTI = {
    "plain": (),
    "qform only": ((SFORM, "h", 0),),
    "sform only": ((QFORM, "h", 0),),
    "sform only, aligned": ((QFORM, "h", 0), (SFORM, "h", 2)),
    "none": ((QFORM, "h", 0), (SFORM, "h", 0)),
    "none, negative spacing": ((QFORM, "h", 0), (SFORM, "h", 0), (PIXDIM + 4, "f", -2.0)),
    "MNI and scanner": ((SFORM, "h", 4),),
    "other qform": ((SFORM, "h", 2), (268, "3f", 14.0, 30.0, -20.0)),
    "micron": ((UNITS, "B", 3),),
    "metre": ((UNITS, "B", 1),),
    "unknown unit": ((UNITS, "B", 0),),
    "odd unit": ((UNITS, "B", 7),),
    "micron, none": ((UNITS, "B", 3), (QFORM, "h", 0), (SFORM, "h", 0)),
    "negative spacing": ((PIXDIM + 4, "f", -2.0),),
    "negative spacing, qform": ((PIXDIM + 4, "f", -2.0), (SFORM, "h", 0)),
    "zero spacing": ((PIXDIM + 12, "f", 0.0),),
    "zero spacing, qform": ((PIXDIM + 12, "f", 0.0), (SFORM, "h", 0)),
    "nan spacing, qform": ((PIXDIM + 12, "f", float("nan")), (SFORM, "h", 0)),
    "other spacing": ((PIXDIM + 12, "f", 5.0),),
    "qfac 0": ((PIXDIM, "f", 0.0), (SFORM, "h", 0)),
    "qfac -1": ((PIXDIM, "f", -1.0), (SFORM, "h", 0)),
    "qfac odd": ((PIXDIM, "f", 2.5), (SFORM, "h", 0)),
    "left-handed": ((SROW, "f", 2.0), (QFORM, "h", 0)),
    "sheared": ((SROW + 4, "f", 0.5),),
    "sheared, no qform": ((SROW + 4, "f", 0.5), (QFORM, "h", 0)),
    "negative codes": ((QFORM, "h", -1), (SFORM, "h", -1)),
    "intent and range": ((68, "h", 5), (124, "2f", 400.0, -100.0)),
}


@pytest.mark.parametrize("order", ["<", ">"], ids=["little", "big"])
@pytest.mark.parametrize("name", NIFTI)
def test_nifti_mask_lies_on_its_image(tmp_path, capfd, name, order):
    source = nifti(tmp_path / "scan.nii", *NIFTI[name], order=order)
    volume = read_volume(source)
    report = write_labels(
        tmp_path / "mask.nii.gz", random_labels(volume.geometry.shape_zyx), volume
    )
    assert capfd.readouterr() == ("", "")  # readers keep their remarks to themselves
    theirs, mine = nib.load(source), nib.load(report.path)
    for field in ("sform_code", "qform_code", "pixdim", "xyzt_units", "srow_x", "quatern_b"):
        np.testing.assert_array_equal(mine.header[field], theirs.header[field], field)
    np.testing.assert_array_equal(mine.affine, theirs.affine)
    seen = place(source)
    if seen is None:
        assert any("SimpleITK cannot open the source" in note for note in report.notes)
    else:
        np.testing.assert_allclose(place(report.path), seen, atol=1e-4)
    assert mine.header["intent_code"] == 0


def test_nifti2_and_extensions_are_kept(tmp_path):
    image = nib.Nifti2Image(distinct_voxels(), LPS)
    image.header.extensions.append(nib.nifti1.Nifti1Extension(6, b"a remark of the scanner"))
    image.header.extensions.append(nib.nifti1.Nifti1Extension(32, b"<CIFTI/>"))
    nib.save(image, tmp_path / "scan.nii")
    volume = read_volume(tmp_path / "scan.nii")
    labels = random_labels(volume.geometry.shape_zyx)
    saved = nib.load(write_labels(tmp_path / "mask.nii.gz", labels, volume).path)
    assert isinstance(saved, nib.Nifti2Image)
    assert [item.get_code() for item in saved.header.extensions] == [6]
    assert b"a remark of the scanner" in bytes(saved.header.extensions[0].get_content())


def test_pair_of_header_and_voxels(tmp_path):
    voxels = distinct_voxels()
    nib.save(nib.Nifti1Pair(voxels, LPS), tmp_path / "scan.hdr")
    for half in ("scan.hdr", "scan.img"):
        volume = read_volume(tmp_path / half)
        np.testing.assert_array_equal(volume.source.axes.to_file(volume.voxels), voxels)
    report = write_labels(tmp_path / "mask.nii", random_labels(volume.geometry.shape_zyx), volume)
    np.testing.assert_array_equal(nib.load(report.path).affine, LPS)


def nrrd(path, lines, data=None, encoding="raw"):
    data = distinct_voxels() if data is None else data
    head = [
        "NRRD0005", "type: short", f"dimension: {data.ndim}",
        "sizes: " + " ".join(map(str, data.shape)), f"encoding: {encoding}", "endian: little",
        *lines, "", "",
    ]  # fmt: skip
    path.write_bytes("\n".join(head).encode() + data.tobytes(order="F"))
    return path


DIRECTIONS = "space directions: (2,0,0) (0,2,0) (0,0,4)"
ORIGIN = "space origin: (10,20,30)"
PLACED = {
    "lps": ("space: left-posterior-superior", np.diag([-2.0, -2, 4]), (-10, -20, 30)),
    "ras": ("space: RAS", np.diag([2.0, 2, 4]), (10, 20, 30)),
    "las": ("space: left-anterior-superior", np.diag([-2.0, 2, 4]), (-10, 20, 30)),
}


@pytest.mark.parametrize("name", PLACED)
@pytest.mark.parametrize("units", ["", "mm", "um", "cm"])
def test_nrrd_spaces_and_units(tmp_path, name, units):
    space, matrix, origin = PLACED[name]
    factor = {"": 1, "mm": 1, "um": 1e-3, "cm": 10}[units]
    lines = [space, DIRECTIONS, ORIGIN]
    lines += [f'space units: "{units}" "{units}" "{units}"'] if units else []
    source = nrrd(tmp_path / "scan.nrrd", lines)
    volume = read_volume(source)
    np.testing.assert_allclose(volume.source.affine_ras[:3, :3], matrix * factor)
    np.testing.assert_allclose(volume.source.affine_ras[:3, 3], np.array(origin) * factor)
    assert bool(volume.source.extra["warnings"]) == (factor != 1)
    labels = random_labels(volume.geometry.shape_zyx)
    report = write_labels(tmp_path / "mask.nrrd", labels, volume)
    np.testing.assert_allclose(place(report.path), place(source))
    again = read_volume(report.path)
    np.testing.assert_allclose(again.source.affine_ras, volume.source.affine_ras)
    nifti_mask = nib.load(write_labels(tmp_path / "mask.nii.gz", labels, volume).path)
    np.testing.assert_allclose(nifti_mask.affine, volume.source.affine_ras, rtol=1e-6)


UNPLACED = {
    "nothing": [],
    "spacings": ["spacings: 1 1 0.625"],
    "some spacings": ["spacings: 1 nan 0.625"],
    "scanner": ["space: scanner-xyz", DIRECTIONS],
    "dimension": ["space dimension: 3", DIRECTIONS],
    "right-handed": ["space: 3D-right-handed", DIRECTIONS],
}


@pytest.mark.parametrize("name", UNPLACED)
def test_nrrd_without_orientation_is_said(tmp_path, name):
    volume = read_volume(nrrd(tmp_path / "scan.nrrd", UNPLACED[name]))
    assert "does not say how the patient lies" in " ".join(volume.source.extra["warnings"])
    labels = random_labels(volume.geometry.shape_zyx)
    report = write_labels(tmp_path / "mask.nrrd", labels, volume)
    np.testing.assert_allclose(place(report.path), place(tmp_path / "scan.nrrd"))


def test_nrrd_of_space_and_time(tmp_path):
    data = distinct_voxels((*SHAPE, 2))
    lines = [
        "space: left-posterior-superior-time",
        "space directions: (2,0,0,0) (0,2,0,0) (0,0,4,0) (0,0,0,1)",
        "space origin: (1,2,3,0)", "kinds: domain domain domain time",
    ]  # fmt: skip
    volume = read_volume(nrrd(tmp_path / "scan.nrrd", lines, data), 1)
    found = volume.source.axes.to_file(volume.voxels)
    np.testing.assert_array_equal(found, data[..., 1])
    assert any("space and time" in note for note in volume.source.extra["warnings"])


def meta(path, lines):
    head = [
        "ObjectType = Image", "NDims = 3", "BinaryData = True",
        "DimSize = " + " ".join(map(str, SHAPE)), "ElementType = MET_SHORT", *lines,
        "ElementDataFile = LOCAL", "",
    ]  # fmt: skip
    path.write_bytes("\n".join(head).encode() + distinct_voxels().tobytes(order="F"))
    return path


MATRIX = "TransformMatrix = 0 1 0 -1 0 0 0 0 1"
META = {
    "plain": ([MATRIX, "Offset = 1 2 3", "ElementSpacing = 2 3 4"], ""),
    "position": (
        ["Orientation = 0 1 0 -1 0 0 0 0 1", "Position = 1 2 3", "ElementSpacing = 2 3 4"], "",
    ),
    "no matrix": (["ElementSpacing = 2 3 4"], "how the patient lies"),
    "no spacing": ([MATRIX], "no voxel spacing; 1 mm"),
    "zero spacing": ([MATRIX, "ElementSpacing = 2 0 4"], "no voxel spacing along j"),
    "two spacings": ([MATRIX, "ElementSpacing = 2 3 4", "ElementSize = 2 3 5"], "differ"),
    "microns": ([MATRIX, "ElementSpacing = 2 3 4", "DistanceUnits = um"], "turned into mm"),
    "contradiction": (
        [MATRIX, "ElementSpacing = 2 3 4", "AnatomicalOrientation = RAI"], "contradicts",
    ),
    "intensity": (
        [MATRIX, "ElementSpacing = 2 3 4", "ElementToIntensityFunctionSlope = 2"], "intensity",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", META)
def test_metaimage_headers(tmp_path, name):
    lines, said = META[name]
    source = meta(tmp_path / "scan.mha", lines)
    volume = read_volume(source)
    warnings = " ".join(volume.source.extra["warnings"])
    assert said in warnings
    assert bool(warnings) == bool(said)
    labels = random_labels(volume.geometry.shape_zyx)
    report = write_labels(tmp_path / "mask.mha", labels, volume)
    if place(source) is None:
        assert any("cannot open the source" in note for note in report.notes)
        assert place(report.path) is not None  # a plain header that can be read
    else:
        np.testing.assert_allclose(place(report.path), place(source))
    if name in ("plain", "position", "no matrix", "no spacing"):
        lps = np.diag([-1.0, -1, 1, 1]) @ volume.source.affine_ras
        image = sitk.ReadImage(str(source))
        for index in ((0, 0, 0), (1, 2, 3)):
            np.testing.assert_allclose(
                (lps @ (*index, 1))[:3], image.TransformIndexToPhysicalPoint(index)
            )


def test_numbers_written_as_text_need_no_more_memory_than_the_file(tmp_path):
    lines = [MATRIX, "ElementSpacing = 2 3 4"]
    source = meta(tmp_path / "scan.mha", lines)
    head = source.read_bytes().split(b"LOCAL\n")[0].replace(b"BinaryData = True\n", b"")
    values = distinct_voxels()
    text = " ".join(map(str, values.reshape(-1, order="F").tolist()))
    source.write_bytes(head + b"LOCAL\n" + text.encode())
    tracemalloc.start()
    try:
        volume = read_volume(source)
        needed = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    np.testing.assert_array_equal(volume.source.axes.to_file(volume.voxels), values)
    assert needed < 32 << 20


@pytest.mark.parametrize(
    "lines",
    [
        ["Offset = 1 2 3", "Offset = 1 2 4"],
        ["Offset = 1 2 3", "Position = 3 2 1"],
        [MATRIX, "Orientation = 1 0 0 0 1 0 0 0 1"],
    ],
)
def test_a_metaimage_that_says_two_things_is_refused(tmp_path, lines):
    with pytest.raises(UserError, match="two values of its field"):
        open_image(meta(tmp_path / "a.mha", lines))
    again = [lines[0], lines[0]]
    assert open_image(meta(tmp_path / "b.mha", again)).shape_ijk == SHAPE


def test_a_nrrd_header_that_says_two_things_is_refused(tmp_path):
    lines = ["space: LPS", DIRECTIONS, ORIGIN, "space origin: (1,2,3)"]
    with pytest.raises(UserError, match="two values of its field 'space origin'"):
        open_image(nrrd(tmp_path / "a.nrrd", lines))


@pytest.mark.parametrize("value", ["nan", "0", "inf", "1_0"])
def test_an_impossible_intensity_function_is_said(tmp_path, value):
    lines = [MATRIX, f"ElementToIntensityFunctionSlope = {value}"]
    path = meta(tmp_path / "a.mha", lines)
    if "_" in value:  # a number for Python alone
        with pytest.raises(UserError, match="no numbers"):
            open_image(path)
        return
    assert "not valid" in " ".join(open_image(path).warnings)
    np.testing.assert_array_equal(np.unique(read_volume(path).voxels), np.unique(distinct_voxels()))


def test_bits_and_long_numbers_are_no_colours(tmp_path):
    path = save_nifti(tmp_path / "a.nii", distinct_voxels())
    data = bytearray(path.read_bytes())
    data[70:74] = (1).to_bytes(2, "little") * 2  # DT_BINARY
    path.write_bytes(data)
    with pytest.raises(UserError, match="single bits"):
        open_image(path)


def test_what_native_code_says_is_told_without_its_names():
    said = "x\nITK ERROR: NrrdImageIO(0x5639e70ecb30): [nrrd] _nrrdRead: already set field sizes"
    assert reason(RuntimeError(said)) == "already set field sizes"
    assert reason(MemoryError()) == "MemoryError"

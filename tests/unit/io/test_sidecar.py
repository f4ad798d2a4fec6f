"""What is known of a mask beside its voxels goes into a file beside it and comes back."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from annotator.core.labelmap import VoxelOrigin
from annotator.core.labels import LabelClass
from annotator.core.marks import Maker, Marks
from annotator.core.measurements import Measurement
from annotator.io.mask_file import read_mask, save_mask
from annotator.io.read import read_volume
from annotator.io.write import write_labels
from tests.helpers.image_files import affine_from, distinct_voxels, save_nifti

CLASSES = (
    LabelClass(1, "Left kidney", (200, 10, 30), visible=False, locked=True),
    LabelClass(4, "Ärm", (0, 0, 255)),
)


@pytest.fixture(params=[(1, 1, 1), (-1, -1, 1), (1, -1, -1)])
def volume(tmp_path, request):
    affine = affine_from(np.diag(request.param)[:, [1, 2, 0]])
    return read_volume(save_nifti(tmp_path / "john_doe_scan.nii.gz", distinct_voxels(), affine))


def drawn(volume, axis):
    """Slice 1 painted, 2 accepted, 3 accepted and painted on, 0 absent, 4 empty."""
    voxels = np.zeros(volume.geometry.shape_zyx, np.uint8)
    origins = np.zeros_like(voxels)
    planes, made = np.moveaxis(voxels, axis, 0), np.moveaxis(origins, axis, 0)
    for index, origin in ((1, VoxelOrigin.HAND), (2, VoxelOrigin.ACCEPTED), (3, 2)):
        planes[index, 1:4, 1:4] = 1
        made[index, 1:4, 1:4] = origin
    planes[2, 4, 4], made[2, 4, 4] = 4, VoxelOrigin.ACCEPTED
    made[3, 1, 1] = VoxelOrigin.HAND
    measured = (
        Measurement(0, 1, ((1.0, 0.5, 1.0), (1.0, 3.0, 2.25))),
        Measurement(2, 3, ((0.0, 1.0, 3.0), (1.5, 1.0, 3.0), (1.5, 2.0, 3.0))),
    )
    marks = Marks(axis, {1: frozenset({0})}, {1: frozenset({1})}, {1: (1, 3)})
    marks = replace(marks, measurements=measured)
    return voxels, origins, marks


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_everything_comes_back(tmp_path, volume, axis):
    voxels, origins, marks = drawn(volume, axis)
    path = tmp_path / "mask.nii.gz"
    save_mask(path, voxels, volume, CLASSES, "ask", origins, marks)
    found = read_mask(path, volume)
    assert found.classes == CLASSES
    assert found.marks == marks
    made, planes = np.moveaxis(found.origins, axis, 0), np.moveaxis(voxels, axis, 0)
    assert (made[1][planes[1] > 0] == VoxelOrigin.HAND).all()
    assert (made[2][planes[2] > 0] == VoxelOrigin.ACCEPTED).all()
    assert (made[3][planes[3] > 0] == VoxelOrigin.HAND).all()  # painted on: kept by any run
    assert found.notes == ()


def test_what_made_accepted_slices_comes_back_also_after_painting_on_them(tmp_path, volume):
    voxels, origins, marks = drawn(volume, 0)
    fused, alone = Maker("fused", "catnet-small", "ab" * 32, 3), Maker("interpolation")
    marks = marks.with_made({1: {2: fused, 3: fused}, 4: {2: alone}})
    path = tmp_path / "mask.nii.gz"
    save_mask(path, voxels, volume, CLASSES, "ask", origins, marks)
    found = read_mask(path, volume)
    assert found.marks == marks
    kidney = json.loads((tmp_path / "mask.json").read_text("utf-8"))["labels"][0]["slices"]
    by = {"method": "fused", "model": "catnet-small", "model_sha256": "ab" * 32, "iteration": 3}
    made = [(item["state"], item.get("by")) for item in kidney if item["state"] != "painted"]
    assert sorted(made, key=str) == [
        ("absent", None),
        ("accepted", by),
        ("edited", by),
    ]
    save_mask(path, found.voxels, volume, found.classes, "ask", found.origins, found.marks)
    assert read_mask(path, volume).marks == marks  # an edited slice stays one


@pytest.mark.parametrize(("axis", "other"), [(0, 2), (2, 1)])
def test_a_label_keeps_its_own_axis_with_ends_and_marks(tmp_path, volume, axis, other):
    voxels = np.zeros(volume.geometry.shape_zyx, np.uint8)
    origins = np.zeros_like(voxels)
    for turned, value in ((axis, 1), (other, 4)):
        planes, made = np.moveaxis(voxels, turned, 0), np.moveaxis(origins, turned, 0)
        for index, origin in ((1, VoxelOrigin.HAND), (2, VoxelOrigin.ACCEPTED)):
            planes[index, value % 4, 1:4], made[index, value % 4, 1:4] = value, origin
    alone = Maker("interpolation")
    across = Marks(other, {4: frozenset({0})}, {4: frozenset({1})}, {4: (1, 2)}, {4: {2: alone}})
    marks = Marks(axis, {4: frozenset({3})}, ranges={1: (0, 2)}, others={other: across})
    path = tmp_path / "mask.nii.gz"
    save_mask(path, voxels, volume, CLASSES, "ask", origins, marks, axes={4: other})
    found = read_mask(path, volume)
    assert found.marks == marks
    assert found.axes == {4: other}
    np.testing.assert_array_equal(found.origins, origins)


def test_file_says_slices_as_the_file_counts_and_nothing_of_the_patient(tmp_path, volume):
    voxels, origins, marks = drawn(volume, 0)
    save_mask(tmp_path / "mask.nii.gz", voxels, volume, CLASSES, "ask", origins, marks)
    text = (tmp_path / "mask.json").read_text("utf-8")
    assert "john" not in text
    content = json.loads(text)
    axes = volume.source.axes
    assert content["axis"] == axes.file_axis[0]
    states = {item["index"]: item["state"] for item in content["labels"][0]["slices"]}
    length = voxels.shape[0]
    named = ((0, "absent"), (1, "painted"), (2, "accepted"), (3, "edited"))
    assert states == {axes.canonical_index(0, i, length): state for i, state in named}


def test_sidecar_of_another_state_is_left_out_and_said(tmp_path, volume):
    voxels, origins, marks = drawn(volume, 0)
    path = tmp_path / "mask.nii.gz"
    save_mask(path, voxels, volume, CLASSES, "ask", origins, marks)
    write_labels(path, np.roll(voxels, 1, axis=1), volume)  # by another program
    found = read_mask(path, volume)
    assert found.marks is None
    assert "written for another state" in found.notes[0]
    assert [label.name for label in found.classes] == [label.name for label in CLASSES]


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b'{"axis": 9}'])
def test_damaged_sidecar_costs_no_voxel(tmp_path, volume, damage):
    voxels, origins, marks = drawn(volume, 0)
    path = tmp_path / "mask.nii.gz"
    save_mask(path, voxels, volume, CLASSES, "ask", origins, marks)
    sidecar = tmp_path / "mask.json"
    sidecar.write_bytes(sidecar.read_bytes()[:120] + damage)
    found = read_mask(path, volume)
    np.testing.assert_array_equal(found.voxels, voxels)
    assert "damaged" in found.notes[0]


def test_json_of_somebody_else_is_never_replaced(tmp_path, volume):
    voxels, origins, marks = drawn(volume, 0)
    other = tmp_path / "mask.json"
    other.write_text('{"SeriesDescription": "BIDS"}')
    save_mask(tmp_path / "mask.nii.gz", voxels, volume, CLASSES, "ask", origins, marks)
    assert other.read_text() == '{"SeriesDescription": "BIDS"}'
    assert read_mask(tmp_path / "mask.nii.gz", volume).marks is None

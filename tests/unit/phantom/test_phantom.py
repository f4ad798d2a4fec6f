"""Generated torsos: same seed, same patient; anatomy on its side; plausible grey values."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from annotator.phantom.torso import LABEL_NAMES, demo_volume, make_phantom

SHAPE, SPACING = (44, 80, 80), (7.0, 4.6, 4.6)
VALUES = {name: value for value, name in LABEL_NAMES.items()}


@pytest.fixture(scope="module")
def ct():
    return make_phantom("CT", SHAPE, SPACING, seed=1)


@pytest.fixture(scope="module")
def mr():
    return make_phantom("MR", SHAPE, SPACING, seed=1)


def middle(phantom, name: str) -> np.ndarray:
    """Centre of a structure in LPS mm."""
    z, y, x = ndimage.center_of_mass(phantom.labels == VALUES[name])
    return phantom.volume.geometry.to_world((z, y, x))


def grey(phantom, name: str) -> float:
    """Median grey value well inside a structure."""
    inside = ndimage.binary_erosion(phantom.labels == VALUES[name])
    return float(np.median(phantom.volume.voxels[inside]))


def test_a_seed_gives_the_same_volume_again(ct):
    again = make_phantom("CT", SHAPE, SPACING, seed=1)
    np.testing.assert_array_equal(again.volume.voxels, ct.volume.voxels)
    np.testing.assert_array_equal(again.labels, ct.labels)
    assert again.volume.content_id == ct.volume.content_id


def test_another_seed_gives_another_patient(ct):
    other = make_phantom("CT", SHAPE, SPACING, seed=2)
    liver, others = ct.labels == VALUES["liver"], other.labels == VALUES["liver"]
    assert 0.3 < 2 * (liver & others).sum() / (liver.sum() + others.sum()) < 0.97


def test_a_seed_is_the_same_patient_in_both_modalities(ct, mr):
    np.testing.assert_array_equal(ct.labels, mr.labels)


def test_a_seed_is_the_same_patient_on_another_grid(ct):
    fine = make_phantom("CT", (22, 40, 40), (14.0, 9.2, 9.2), seed=1)
    for value in LABEL_NAMES:
        ml = (ct.labels == value).sum() * ct.volume.geometry.voxel_volume_ml
        again = (fine.labels == value).sum() * fine.volume.geometry.voxel_volume_ml
        assert again == pytest.approx(ml, rel=0.25), LABEL_NAMES[value]


def test_types_and_shapes_fit_the_core(ct, mr):
    assert ct.volume.voxels.dtype == np.int16
    assert mr.volume.voxels.dtype == np.float32
    assert (ct.volume.modality, mr.volume.modality) == ("CT", "MR")
    assert ct.labels.dtype == np.uint8
    assert ct.labels.shape == ct.volume.voxels.shape == SHAPE
    np.testing.assert_allclose(ct.volume.geometry.spacing_zyx_mm, SPACING)


@pytest.mark.parametrize("seed", range(4))
def test_every_structure_has_a_plausible_volume(seed):
    phantom = make_phantom("CT", SHAPE, SPACING, seed=seed)
    assert set(np.unique(phantom.labels)) == {0, *LABEL_NAMES}
    ml = {
        name: (phantom.labels == value).sum() * phantom.volume.geometry.voxel_volume_ml
        for value, name in LABEL_NAMES.items()
    }
    assert 700 < ml["liver"] < 2200
    assert 50 < ml["spleen"] < 350
    assert all(50 < ml[kidney] < 260 for kidney in ("kidney_right", "kidney_left"))
    assert 150 < ml["stomach"] < 700


@pytest.mark.parametrize("name", ["liver", "spleen", "kidney_right", "kidney_left", "aorta"])
def test_solid_organs_are_one_piece(ct, name):
    pieces, _ = ndimage.label(ct.labels == VALUES[name], np.ones((3, 3, 3)))
    sizes = np.bincount(pieces.ravel())[1:]
    assert sizes.max() > 0.97 * sizes.sum()


def test_organs_lie_on_their_side_of_the_patient(ct):
    left = {name: middle(ct, name)[0] for name in VALUES}
    assert left["liver"] < -25
    assert left["kidney_right"] < -40
    assert min(left["spleen"], left["kidney_left"]) > 40
    assert left["stomach"] > 10
    assert abs(left["spine"]) < 5
    assert abs(left["ribs"]) < 8


def test_organs_lie_before_and_above_each_other(ct):
    assert middle(ct, "spine")[1] > middle(ct, "aorta")[1] > middle(ct, "liver")[1]
    assert middle(ct, "kidney_left")[1] > middle(ct, "stomach")[1]
    assert middle(ct, "liver")[2] > middle(ct, "kidney_right")[2]
    assert middle(ct, "ribs")[2] > middle(ct, "kidney_left")[2]


def test_the_liver_is_on_the_left_of_an_axial_picture(ct):
    columns = ndimage.center_of_mass(ct.labels == VALUES["liver"])[2]
    assert columns < SHAPE[2] / 2
    assert ct.volume.geometry.affine[0, 0] > 0


def test_ct_values_are_those_of_the_tissues(ct):
    assert 75 < grey(ct, "liver") < 130
    assert 80 < grey(ct, "spleen") < 140
    assert 90 < grey(ct, "kidney_left") < 210
    assert 100 < grey(ct, "aorta") < 170
    assert 120 < grey(ct, "spine") < 500
    voxels = ct.volume.voxels
    assert voxels.min() < -1000
    assert voxels.max() < 1200
    air, fat, lung = (np.abs(voxels - hu) < 30 for hu in (-1000, -104, -850))
    assert air.mean() > 0.3
    assert fat.mean() > 0.05
    assert lung.mean() > 0.02


def test_t2_shows_fluid_bright_and_fat_dark(ct, mr):
    fat = ndimage.binary_erosion(np.abs(ct.volume.voxels - -104) < 40)
    assert grey(mr, "spleen") > grey(mr, "liver") > np.median(mr.volume.voxels[fat])
    assert np.percentile(mr.volume.voxels, 99.9) > 2 * grey(mr, "liver")
    assert (mr.volume.voxels >= 0).all()


def test_t1_shows_fat_bright_and_the_liver_above_the_spleen(ct):
    t1 = make_phantom("MR", SHAPE, SPACING, seed=1, sequence="T1")
    fat = ndimage.binary_erosion(np.abs(ct.volume.voxels - -104) < 40)
    assert np.median(t1.volume.voxels[fat]) > grey(t1, "liver") > grey(t1, "spleen")


def test_noise_and_texture_are_there(ct):
    inside = ndimage.binary_erosion(ct.labels == VALUES["spleen"])
    assert 5 < ct.volume.voxels[inside].std() < 40


@pytest.mark.parametrize("name", ["liver", "spleen", "kidney_left", "stomach"])
def test_shapes_change_along_z(ct, name):
    areas = (ct.labels == VALUES[name]).sum(axis=(1, 2))
    areas = areas[areas > 0]
    assert areas.max() > 2 * areas[[0, -1]].max()
    assert len(set(areas.tolist())) > len(areas) / 2


def test_the_affine_centres_the_volume_in_the_abdomen(ct):
    centre = ct.volume.geometry.to_world(tuple((n - 1) / 2 for n in SHAPE))
    np.testing.assert_allclose(centre, (0, 0, 25), atol=1e-9)
    np.testing.assert_allclose(ct.affine[:3, :3], np.diag(SPACING[::-1]))


def test_a_tilted_grid_shows_the_same_patient_obliquely(ct):
    oblique = make_phantom("CT", SHAPE, SPACING, seed=1, tilt_deg=20.0)
    directions = oblique.affine[:3, :3] / SPACING[::-1]
    np.testing.assert_allclose(directions @ directions.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(directions) == pytest.approx(1)
    assert np.degrees(np.arccos((np.trace(directions) - 1) / 2)) == pytest.approx(20)
    for name in ("liver", "kidney_left", "stomach"):
        np.testing.assert_allclose(middle(oblique, name), middle(ct, name), atol=4)


@pytest.mark.parametrize("orientation", ["LPS", "RAS", "LIP", "PIR", "SRA", "ASL"])
def test_the_source_claims_the_orientation_that_was_asked_for(orientation):
    phantom = make_phantom("CT", (8, 10, 12), (9.0, 8.0, 7.0), orientation=orientation, tilt_deg=9)
    source = phantom.volume.source
    assert source is not None
    in_file = source.axes.to_file(phantom.volume.voxels)
    assert in_file.shape == source.shape_ijk
    towards = {"R": (0, 1), "L": (0, -1), "A": (1, 1), "P": (1, -1), "S": (2, 1), "I": (2, -1)}
    for axis, letter in enumerate(orientation):
        row, sign = towards[letter]
        direction = source.affine_ras[:3, axis]
        assert np.argmax(np.abs(direction)) == row
        assert np.sign(direction[row]) == sign
    np.testing.assert_array_equal(source.axes.to_canonical(in_file), phantom.volume.voxels)
    ijk = np.array([1, 2, 3])
    ras = (source.affine_ras @ [*ijk, 1])[:3]
    marked = np.zeros(source.shape_ijk, bool)
    marked[tuple(ijk)] = True
    zyx = np.argwhere(source.axes.to_canonical(marked))[0]
    np.testing.assert_allclose(phantom.volume.geometry.to_world(tuple(zyx)), ras * (-1, -1, 1))


def test_any_grid_works():
    assert make_phantom("CT", (1, 30, 30), (5.0, 12.0, 12.0)).labels.any()
    assert make_phantom("MR", (3, 2, 5), (50.0, 90.0, 80.0)).volume.voxels.shape == (3, 2, 5)


@pytest.mark.parametrize("orientation", ["", "LPX", "LLS", "LPSA", "lps"])
def test_an_unknown_orientation_is_refused(orientation):
    with pytest.raises(ValueError, match="three letters"):
        make_phantom("CT", (4, 4, 4), (50.0, 50.0, 50.0), orientation=orientation)


def test_an_unknown_modality_is_refused():
    with pytest.raises(ValueError, match="CT"):
        make_phantom("PET")  # type: ignore[arg-type]


def test_the_demo_shows_a_whole_abdomen_in_ct():
    volume = demo_volume()
    assert volume.modality == "CT"
    depth, height, width = np.array(volume.voxels.shape) * volume.geometry.spacing_zyx_mm
    assert min(depth, height, width) > 300

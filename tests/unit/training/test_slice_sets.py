"""Single labelled slices and label maps without images, found and read as cases."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import nibabel
import numpy as np
import pytest
import SimpleITK

from annotator.core.errors import UserError
from annotator.training.cases import CaseFiles
from annotator.training.catnet.episodes import EpisodeSampler
from annotator.training.catnet.options import EpisodeConfig
from annotator.training.slice_sets import find_episode_cases, load_episode_case

if TYPE_CHECKING:
    from pathlib import Path

ENSEMBLES = EpisodeConfig(
    size=32, queries=2, labels=0, supervoxels=0, cross_patient=0, shapes=0, ensembles=1
)


def write_png(file: Path, plane: np.ndarray) -> None:
    SimpleITK.WriteImage(SimpleITK.GetImageFromArray(plane.astype(np.uint8)), str(file))


@pytest.fixture
def slices(tmp_path: Path) -> Path:
    """Two patients of a set "heart"; the second has one slice only."""
    folder = tmp_path / "heart"
    folder.mkdir()
    (folder / "meta.json").write_text(json.dumps({"licence": "CC0"}))
    for patient, number in (("p_1", 10), ("p_1", 2), ("p_1", 3), ("p_2", 5)):
        label = np.zeros((40, 50))
        label[10:30, 10 : 20 + number] = 1
        label[32:38, 5:45] = 2
        write_png(folder / f"{patient}_{number}_image.png", 100 + 50 * label + number)
        write_png(folder / f"{patient}_{number}_label.png", label)
    return tmp_path


def test_slices_of_a_patient_are_one_case_in_the_order_of_their_numbers(slices: Path) -> None:
    (found,) = find_episode_cases(slices)
    assert (found.name, found.licence, found.layout) == ("heart-p_1", "CC0", "slices")
    case = load_episode_case(found)
    assert case.voxels.shape == (3, 40, 50)
    assert [int(plane[0, 0]) for plane in case.voxels] == [102, 103, 110]
    assert [s.name for s in case.structures] == ["heart 1", "heart 2"]
    assert case.axes() == [0]
    assert not case.is_stack


def test_slices_in_no_known_distance_have_no_shape_in_between(slices: Path) -> None:
    case = load_episode_case(find_episode_cases(slices)[0])
    config = EpisodeConfig(
        size=32, labels=1, supervoxels=0, cross_patient=0, shapes=0, keep_location=1
    )
    batch = EpisodeSampler([case], config).batch(0, structures=2)
    assert float(batch.query_mask.max()) > 0.5
    assert not batch.location.any()


def test_slices_of_different_size_are_refused_by_name(slices: Path) -> None:
    write_png(slices / "heart" / "p_1_2_image.png", np.zeros((8, 8)))
    with pytest.raises(UserError, match="heart-p_1 differ in size"):
        load_episode_case(find_episode_cases(slices)[0])


def test_label_maps_without_images_give_episodes_with_images_made_up(tmp_path: Path) -> None:
    labels = np.zeros((30, 30, 12), np.int16)
    labels[5:25, 5:15], labels[5:25, 15:25] = 1, 7
    nibabel.save(nibabel.Nifti1Image(labels, np.diag([2, 2, 3, 1])), tmp_path / "zones_07.nii.gz")
    (found,) = find_episode_cases(tmp_path)
    assert (found.name, found.layout) == ("zones_07", "labels")
    case = load_episode_case(found)
    assert not case.has_image
    assert [(s.name, s.value) for s in case.structures] == [("zones 1", 1), ("zones 7", 7)]
    batch = EpisodeSampler([case], ENSEMBLES).batch(0, structures=2)
    assert float(batch.query_mask.max()) == 1
    assert float(batch.query.std()) > 0.2
    with pytest.raises(UserError, match="nothing to learn from"):
        EpisodeSampler([case], EpisodeConfig(size=32))  # it has no image of its own


def test_a_folder_of_volumes_is_read_as_before(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    nibabel.save(nibabel.Nifti1Image(np.zeros((4, 4, 4)), np.eye(4)), tmp_path / "a/image.nii.gz")
    found = find_episode_cases(tmp_path)
    assert found == [CaseFiles("a", tmp_path / "a" / "image.nii.gz", None)]

from __future__ import annotations

import numpy as np
import pytest
import torch

from annotator.training.cloformer.batches import QUERIES, SUPPORTS, SliceSampler
from annotator.training.cloformer.data import (
    REGIONS,
    UNSURE,
    LabelledVolume,
    canonical_name,
    common_structures,
    phantom_volumes,
    regions_of,
    slice_set,
    slice_targets,
    structure_groups,
)
from tests.helpers.models import blobs


@pytest.fixture
def liver() -> LabelledVolume:
    volume, labels = blobs()
    names = {1: "liver", 2: "tumour"}
    return LabelledVolume("one", volume, {"labels": labels}, names, "MR", ("abdomen",))


@pytest.fixture
def brain() -> LabelledVolume:
    volume, labels = blobs()
    return LabelledVolume("two", volume, {"labels": labels}, {1: "thalamus"}, "MR", ("head",))


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Kidney right", "kidney_right"),
        ("phantom kidney_left", "kidney_left"),
        ("vertebrae_L3", "vertebrae"),
        ("spine", "vertebrae"),
        ("rib_left_7", "ribs"),
        ("lung_upper_lobe_left", "lung"),
    ],
)
def test_names_have_one_spelling(name: str, same: str) -> None:
    assert canonical_name(name) == same


def test_regions_are_read_from_descriptions() -> None:
    assert regions_of("abdomen+pelvis") == ("abdomen", "pelvis")
    assert regions_of("Brain (glioma)") == ("head",)
    assert regions_of("thorax (aorta crop)") == ("chest",)
    assert regions_of("?") == ()


def test_what_a_label_map_does_not_name_is_not_known(
    liver: LabelledVolume, brain: LabelledVolume
) -> None:
    names = ("liver", "spleen", "thalamus", "tumour")
    groups = {**structure_groups([liver, brain]), "spleen": {2}}
    modality, region, shown = slice_targets(liver, 0, names, groups)
    truth = torch.from_numpy((liver.fields["labels"] == 1).any((1, 2)))
    assert set(modality.tolist()) == {1}
    assert set(region.tolist()) == {REGIONS.index("abdomen")}
    torch.testing.assert_close(shown[:, 0] == 1, truth)
    assert set(shown[:, 1].tolist()) == {UNSURE}  # it may be there
    assert set(shown[:, 2].tolist()) == {0}  # no brain in the abdomen
    _, _, shown = slice_targets(brain, 0, names, groups)
    assert set(shown[:, 0].tolist()) == {0}  # no liver in the head
    assert set(shown[:, 3].tolist()) == {UNSURE}  # tumours are anywhere


def test_regions_of_a_long_volume_follow_its_organs() -> None:
    volume, labels = blobs()
    labels = np.zeros_like(labels)
    labels[:4, 5, 5], labels[3:9, 9, 9] = 1, 2
    names = {1: "sacrum", 2: "liver"}
    item = LabelledVolume("x", volume, {"labels": labels}, names, "CT", ("abdomen", "pelvis"))
    _, region, _ = slice_targets(item, 0, (), {})
    abdomen, pelvis = REGIONS.index("abdomen"), REGIONS.index("pelvis")
    assert region.tolist()[:10] == [pelvis] * 3 + [UNSURE] + [abdomen] * 5 + [UNSURE]
    assert set(slice_targets(item, 1, (), {})[1].tolist()) == {UNSURE}


def test_structures_that_occur_once_are_left_out(
    liver: LabelledVolume, brain: LabelledVolume
) -> None:
    assert common_structures([liver, liver, brain]) == ("liver", "tumour")


def test_phantoms_differ_and_repeat() -> None:
    one, two = phantom_volumes(2, 3)
    assert (one.modality, two.modality) == ("CT", "MR")
    assert "liver" in one.names.values()
    again = phantom_volumes(1, 3)[0]
    assert again.volume.content_id == one.volume.content_id


def test_batches_repeat_and_hold_painted_slices(liver: LabelledVolume) -> None:
    names = ("liver",)
    sets = [slice_set(liver, axis, 36, names, structure_groups([liver])) for axis in range(3)]
    sampler = SliceSampler(sets, 32, 5)
    batch = sampler.batch(7, 3)
    per_episode = SUPPORTS + QUERIES
    assert batch.images.shape == (3 * per_episode, 3, 32, 32)
    assert batch.masks.shape == (3, per_episode, 32, 32)
    assert (batch.masks[:, :SUPPORTS].sum((2, 3)) > 0).all()
    for one, other in zip(batch, SliceSampler(sets, 32, 5).batch(7, 3), strict=True):
        torch.testing.assert_close(one, other)
    assert not torch.equal(batch.images, sampler.batch(8, 3).images)

"""Masks suggested without a network: copied, grown from seeds, scribbled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.core.geometry import Geometry
from annotator.core.labels import LabelClass
from annotator.core.volume import Volume
from annotator.services import drafts
from annotator.services.document import Document
from annotator.services.scribbles import Scribbles
from tests.helpers.clicks import BrightClicker
from tests.helpers.documents import EditList

SHAPE = (7, 40, 44)


def dice(a: np.ndarray, b: np.ndarray) -> float:
    return 2 * (a & b).sum() / (a.sum() + b.sum())


@pytest.fixture
def organ() -> np.ndarray:
    z, y, x = np.indices(SHAPE)
    return ((z - 3) / 3.4) ** 2 + ((y - 20) / 12) ** 2 + ((x - 20) / 10) ** 2 <= 1


@pytest.fixture
def document(organ: np.ndarray) -> Document:
    noise = np.random.default_rng(0).normal(0, 6, SHAPE)
    voxels = (np.where(organ, 100, 0) + noise).astype(np.int16)
    volume = Volume(voxels, Geometry(SHAPE, np.diag([1.0, 1.0, 4.0, 1.0])), "CT")
    return Document(volume, None, [LabelClass(1, "Liver", (255, 0, 0))])


def paint(document: Document, index: int, mask: np.ndarray, value: int = 1) -> None:
    rows, columns = np.nonzero(mask)
    for row, column in zip(rows, columns, strict=True):
        start = (index, int(row), int(column))
        before = np.stack([document.labelmap.voxels, document.labelmap.origins])[
            :, index : index + 1, row : row + 1, column : column + 1
        ]
        after = np.full_like(before, 1)
        after[0] = value
        document.write(start, before, after)


def test_copied_shape_is_a_draft_until_it_is_accepted(document, organ):
    edits = EditList(document)
    paint(document, 3, organ[3])
    assert drafts.copy_shape(document, 1, 3, 1) == 4
    assert not document.labelmap.voxels[4].any()
    proposed = document.review.labels(0, 4)
    np.testing.assert_array_equal(proposed == 1, organ[3])
    drafts.copy_shape(document, 1, 3, -1)
    assert document.review.proposal.indices() == [2, 4]
    assert edits.texts == ["Copy Liver to slice 5", "Copy Liver to slice 3"]
    edits.undo()
    assert document.review.proposal.indices() == [4]
    document.accept([4])
    np.testing.assert_array_equal(document.labelmap.voxels[4] == 1, organ[3])


def test_nothing_to_copy_and_nowhere_to_copy_to_is_said(document, organ):
    with pytest.raises(UserError, match="not painted"):
        drafts.copy_shape(document, 1, 3, 1)
    paint(document, 0, organ[3])
    with pytest.raises(UserError, match="no further slice"):
        drafts.copy_shape(document, 1, 0, -1)


def test_labels_grow_from_seeds_to_the_edges(document, organ):
    edits = EditList(document)
    seed = np.zeros(SHAPE[1:], bool)
    seed[18:23, 18:23] = True
    for index in (1, 3, 5):
        paint(document, index, seed)
    plan = drafts.plan_seeds(document)
    drafts.take_grown(document, plan, plan.run())
    assert edits.texts == ["Grow from seeds"]
    for index in (2, 3, 4):
        proposed = document.review.labels(0, index) == 1
        assert dice(proposed | (document.labelmap.voxels[index] == 1), organ[index]) > 0.9


def test_large_boxes_are_thinned(document, organ, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_VOXELS", 1500)
    seed = np.zeros(SHAPE[1:], bool)
    seed[14:27, 14:27] = True
    for index in (1, 5):
        paint(document, index, seed)
    plan = drafts.plan_seeds(document)
    grown = plan.run()
    assert all(part.shape == plan.seeds.shape[1:] for part in grown.values())
    drafts.take_grown(document, plan, grown)
    assert dice(document.review.labels(0, 3) == 1, organ[3]) > 0.8


def test_nothing_to_grow_from_is_said(document):
    with pytest.raises(UserError, match="Paint something"):
        drafts.plan_seeds(document)


def test_one_click_finds_the_organ_and_keeping_it_is_one_edit(document, organ):
    edits = EditList(document)
    scribbles = Scribbles(document, 0, 3, 1)
    assert scribbles.patch() is None
    scribbles.add((20, 20), (20, 20), 3.0, inside=True)
    assert not document.labelmap.voxels.any()
    scribbles.keep()
    assert dice(document.labelmap.voxels[3] == 1, organ[3]) > 0.93
    assert edits.texts == ["Scribble Liver, axial 4"]
    edits.undo()
    assert not document.labelmap.voxels.any()


def test_a_scribble_outside_takes_away(document, organ):
    scribbles = Scribbles(document, 0, 3, 1)
    scribbles.add((20, 20), (20, 20), 3.0, inside=True)
    box, mask = scribbles.mask()
    first = mask.sum()
    scribbles.add((12, 16), (12, 24), 2.0, inside=False)
    box, mask = scribbles.mask()
    assert mask.sum() < first
    whole = np.zeros(SHAPE[1:], bool)
    whole[box] = mask
    assert not whole[12, 16:25].any()


def test_scribbles_leave_locked_labels_alone(document, organ):
    document.add_label("Vessel")
    vessel = np.zeros(SHAPE[1:], bool)
    vessel[18:22, 18:22] = True
    paint(document, 3, vessel, 2)
    document.update_label(replace(document.label_class(2), locked=True))
    scribbles = Scribbles(document, 0, 3, 1)
    scribbles.add((26, 20), (26, 20), 2.0, inside=True)
    scribbles.keep()
    assert (document.labelmap.voxels[3][vessel] == 2).all()


def test_a_mask_follows_for_images_of_any_scale_and_with_nan(document, organ):
    voxels = document.volume.voxels.astype(np.float32) * 1e-9
    voxels[3, 2, 2] = np.nan
    scaled = Document(replace(document.volume, voxels=voxels), None, document.classes)
    scribbles = Scribbles(scaled, 0, 3, 1)
    scribbles.add((20, 20), (20, 20), 3.0, inside=True)
    scribbles.keep()
    assert dice(scaled.labelmap.voxels[3] == 1, organ[3]) > 0.93


def test_a_network_answers_clicks_where_there_is_one(document, organ):
    clicker = BrightClicker()
    scribbles = Scribbles(document, 0, 3, 1, clicker)
    assert scribbles.mask() is None
    scribbles.add((20, 20), (20, 20), 3.0, inside=True)
    box, mask = scribbles.mask()
    whole = np.zeros(SHAPE[1:], bool)
    whole[box] = mask
    np.testing.assert_array_equal(whole, document.volume.voxels[3] > 0)
    scribbles.add((20, 26), (20, 26), 3.0, inside=False)
    assert scribbles.keep() is not None
    assert not document.labelmap.voxels[3, 20, 26]
    assert document.labelmap.voxels[3, 20, 20] == 1
    assert len(clicker.asked[-1]) == 2


def test_a_drag_is_one_click_and_can_be_taken_back(document):
    clicker = BrightClicker()
    scribbles = Scribbles(document, 0, 3, 1, clicker)
    scribbles.add((20, 20), (20, 20), 3.0, inside=True)
    scribbles.add((20, 20), (20, 24), 3.0, inside=True)
    scribbles.add((20, 24), (22, 26), 3.0, inside=True)
    scribbles.add((30, 30), (30, 30), 3.0, inside=False)
    scribbles.mask()
    assert clicker.asked[-1][0].points == ((20, 20), (20, 24), (22, 26))
    assert not clicker.asked[-1][1].inside
    assert scribbles.take_back()
    scribbles.mask()
    assert len(clicker.asked[-1]) == 1
    assert not scribbles.take_back()
    assert scribbles.mask() is None


def test_clicks_beside_the_image_are_left_out(document):
    clicker = BrightClicker()
    scribbles = Scribbles(document, 0, 3, 1, clicker)
    for beside in ((-1.0, 20.0), (20.0, -0.6), (39.6, 20.0), (20.0, 60.0)):
        scribbles.add(beside, beside, 2.0, inside=True)
    assert scribbles.patch() is None
    assert clicker.asked == []
    scribbles.add((20.0, -5.0), (20.0, 20.0), 2.0, inside=True)
    scribbles.add((20.0, 20.0), (20.0, 44.0), 2.0, inside=True)
    assert [click.points for click in scribbles.clicks] == [((20.0, 20.0),)]


def test_the_size_of_a_structure_is_known_from_slices_nearby(document, organ):
    clicker = BrightClicker()
    Scribbles(document, 0, 3, 1, clicker)
    paint(document, 5, organ[5])
    Scribbles(document, 0, 3, 1, clicker)
    rows = np.flatnonzero(organ[5].any(axis=1))
    assert clicker.extents == [None, rows[-1] - rows[0] + 1]


def test_it_is_said_when_nothing_is_found_and_when_nothing_may_be_painted(document, organ):
    clicker = BrightClicker()
    scribbles = Scribbles(document, 0, 3, 1, clicker)
    assert scribbles.problem(scribbles.patch()) == ""
    clicker.nothing = True
    scribbles = Scribbles(document, 0, 3, 1, clicker)
    scribbles.add((20, 20), (20, 20), 3.0, inside=True)
    assert "click once more inside Liver" in scribbles.problem(scribbles.patch())
    clicker.nothing = False
    scribbles = Scribbles(document, 0, 3, 1, clicker)
    scribbles.add((20, 20), (20, 20), 3.0, inside=True)
    assert scribbles.problem(scribbles.patch()) == ""
    scribbles.keep()
    assert "is Liver already" in scribbles.problem(scribbles.patch())

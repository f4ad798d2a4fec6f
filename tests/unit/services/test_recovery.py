"""Unsaved work on disk: all of it comes back, and only for its own image."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.core.geometry import Region
from annotator.core.labelmap import LabelMap, VoxelOrigin
from annotator.services.painting import PaintingService
from annotator.services.recovery import RecoveryStore, Snapshot, content_box
from tests.helpers.documents import EditList, make_document, make_volume, proposal, square

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.document import Document


@pytest.fixture
def store(tmp_path: Path) -> RecoveryStore:
    return RecoveryStore(tmp_path / "unsaved")


def worked_on() -> Document:
    """Document with painted, erased and accepted voxels, marks, and another active label."""
    document = make_document()
    EditList(document)
    document.review.show(proposal({3: [square(2)]}))
    document.accept([3])
    painting = PaintingService(document)
    painting.begin("brush", 0, 5, 1)
    painting.move((10.0, 10.0), (10.0, 14.0), 3.0)
    painting.end()
    document.toggle_absent(1, 0)
    document.toggle_excluded(1, 5)
    document.set_range(2, 1, 6)
    document.set_active_label(2)
    return document


def box_of(document: Document) -> Region:
    box = content_box(document.labelmap)
    assert box is not None
    return box


def test_everything_comes_back(store: RecoveryStore) -> None:
    document = worked_on()
    store.write(Snapshot.of(document, box_of(document)))
    found = store.read(document.volume.content_id)
    assert found is not None
    recovered = found.restore(make_volume())
    assert np.array_equal(recovered.labelmap.voxels, document.labelmap.voxels)
    assert np.array_equal(recovered.labelmap.origins, document.labelmap.origins)
    assert VoxelOrigin.ACCEPTED in recovered.labelmap.origins
    assert recovered.classes == document.classes
    assert recovered.marks == document.marks
    assert recovered.active_label == 2
    assert recovered.dirty


def test_content_box_is_tight() -> None:
    labelmap = LabelMap(make_volume().geometry)
    assert content_box(labelmap) is None
    labelmap.origins[2, 3, 4] = VoxelOrigin.HAND  # an erased voxel counts as well
    labelmap.voxels[5, 6, 7] = 1
    assert content_box(labelmap) == Region((2, 3, 4), (6, 7, 8))


def test_nothing_is_found_for_another_image_or_after_discarding(store: RecoveryStore) -> None:
    document = worked_on()
    store.write(Snapshot.of(document, box_of(document)))
    assert store.read("0123") is None
    store.discard(document.volume.content_id)
    store.discard(document.volume.content_id)
    assert store.read(document.volume.content_id) is None


def test_work_is_not_laid_over_another_image(store: RecoveryStore) -> None:
    document = worked_on()
    store.write(Snapshot.of(document, box_of(document)))
    found = store.read(document.volume.content_id)
    assert found is not None
    with pytest.raises(UserError, match="another image"):
        found.restore(make_volume((9, 20, 24)))


@pytest.mark.parametrize("keep", [0, 10, 400])
def test_a_damaged_file_is_named(store: RecoveryStore, keep: int) -> None:
    document = worked_on()
    path = store.write(Snapshot.of(document, box_of(document)))
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(UserError, match="damaged"):
        store.read(document.volume.content_id)


def test_a_failed_write_keeps_the_older_file(
    store: RecoveryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = worked_on()
    path = store.write(Snapshot.of(document, box_of(document)))
    before = path.read_bytes()

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(np, "savez_compressed", fail)
    with pytest.raises(OSError, match="disk full"):
        store.write(Snapshot.of(document, box_of(document)))
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_summary_names_what_is_painted() -> None:
    document = worked_on()
    assert Snapshot.of(document, box_of(document)).summary() == "It holds Liver, Spleen."
    empty = Snapshot.of(make_document(), Region((0, 0, 0), (1, 1, 1)))
    assert empty.summary() == "It holds no painted voxels."

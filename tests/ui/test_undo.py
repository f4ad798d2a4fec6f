import numpy as np
import pytest

from annotator.core.patch import Edit
from annotator.services.painting import PaintingService
from annotator.ui.undo import LIMIT, UndoStack
from tests.helpers.documents import make_document, proposal, square


@pytest.fixture
def document():
    return make_document()


@pytest.fixture
def stack(qapp, document):
    stack = UndoStack()
    stack.set_document(document)
    yield stack
    stack.set_document(None)


def dab(document, column):
    painting = PaintingService(document)
    painting.begin("brush", 0, 3, 1)
    painting.move((8, column), (8, column), 1.0)
    painting.end()


def test_steps_are_named_and_go_both_ways(document, stack):
    dab(document, 5)
    document.review.show(proposal({4: [square(1)]}))
    document.accept(None)
    after = document.labelmap.voxels.copy()
    assert stack.undoText() == "Accept slice 5 (fused)"
    stack.undo()
    assert stack.undoText() == "Brush Liver, axial 4"
    stack.undo()
    assert not document.labelmap.voxels.any()
    stack.redo()
    stack.redo()
    assert np.array_equal(document.labelmap.voxels, after)


def test_push_does_not_make_the_edit_again(document, stack):
    seen = []
    document.changed.connect(seen.append)
    dab(document, 5)
    assert len(seen) == 1


def test_clean_state_is_the_dirty_flag(document, stack, tmp_path):
    dab(document, 5)
    assert document.dirty
    stack.undo()
    assert not document.dirty
    dab(document, 5)
    document.mark_saved(tmp_path / "labels.nii.gz")
    assert stack.isClean()
    stack.undo()
    assert document.dirty  # not what is in the file any more
    stack.redo()
    assert not document.dirty


def test_recovered_document_stays_dirty_until_it_is_saved(qapp, tmp_path):
    document, stack = make_document(), UndoStack()
    document.set_dirty(True)
    stack.set_document(document)
    dab(document, 5)
    stack.undo()
    assert document.dirty
    document.mark_saved(tmp_path / "labels.nii.gz")
    assert not document.dirty


def test_the_document_after_a_recovered_one_becomes_dirty(qapp):
    recovered, stack = make_document(), UndoStack()
    recovered.set_dirty(True)
    stack.set_document(recovered)
    other = make_document()
    stack.set_document(other)
    dab(other, 5)
    assert other.dirty
    stack.undo()
    assert not other.dirty
    stack.set_document(None)


def test_other_document_starts_without_steps(document, stack):
    dab(document, 5)
    other = make_document()
    stack.set_document(other)
    assert not stack.canUndo()
    dab(document, 9)  # the old one is no longer listened to
    assert not stack.canUndo()
    assert not other.dirty


def test_depth_is_bounded_but_deep(document, stack):
    for number in range(LIMIT + 20):
        document.commit(Edit(f"step {number}"))
    assert stack.count() == LIMIT
    assert stack.undoText() == f"step {LIMIT + 19}"

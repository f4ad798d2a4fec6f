"""Any sequence of edits, undo and redo leads to states that were there before."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from annotator.core.errors import UserError
from annotator.core.patch import Change, Edit
from annotator.core.slice_counts import SliceCounts
from annotator.services.painting import PaintingService
from tests.helpers.documents import EditList, make_document, proposal, square

POINT = st.tuples(st.integers(-2, 21), st.integers(-2, 25))


class UndoMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.document = make_document()
        self.edits = EditList(self.document)
        self.painting = PaintingService(self.document)
        self.states = [self.state()]  # after 0, 1, 2 ... edits
        self.position = 0

    def state(self):
        document = self.document
        made = document.review.proposal
        return (
            document.labelmap.voxels.tobytes(),
            document.labelmap.origins.tobytes(),
            document.marks,
            tuple((item.value, item.name) for item in document.classes),
            None if made is None else (id(made), tuple(made.indices())),
        )

    def note(self):
        """Keep the state after an edit; one that changed nothing is none."""
        if len(self.edits.done) > self.position:
            assert len(self.edits.done) == self.position + 1
            self.position += 1
            del self.states[self.position :]
            self.states.append(self.state())

    @rule(
        tool=st.sampled_from(["brush", "eraser"]),
        axis=st.integers(0, 2),
        index=st.integers(0, 7),
        points=st.lists(POINT, min_size=1, max_size=4),
        radius=st.floats(0.5, 9),
        abort=st.booleans(),
    )
    def stroke(self, tool, axis, index, points, radius, abort):
        document = self.document
        if not document.active_label:
            return
        self.painting.begin(tool, axis, index, document.active_label)
        for p0, p1 in zip(points, points[1:] or points, strict=False):
            self.painting.move(p0, p1, radius)
        if abort:
            self.painting.abort()
        else:
            self.painting.end()
        self.note()

    @rule(indices=st.sets(st.integers(0, 7), min_size=1), size=st.integers(1, 12))
    def run(self, indices, size):
        made = proposal({index: [square(1, size), square(2, size + 2)] for index in indices})
        change = Change(self.document.review.proposal, made)
        self.document.commit(Edit("Propagate", proposal=change))
        self.note()

    @rule(indices=st.none() | st.sets(st.integers(0, 7)), iteration=st.none() | st.integers(0, 2))
    def accept(self, indices, iteration):
        self.document.accept(indices and sorted(indices), iteration)
        self.note()

    @rule(indices=st.none() | st.sets(st.integers(0, 7)))
    def reject(self, indices):
        self.document.reject(indices and sorted(indices))
        self.note()

    @rule(label=st.integers(1, 3), index=st.integers(0, 7))
    def mark_absent(self, label, index):
        try:
            self.document.toggle_absent(label, index)
        except UserError:
            return
        self.note()

    @rule()
    def add_label(self):
        self.document.add_label()
        self.note()

    @rule(value=st.integers(1, 3))
    def remove_label(self, value):
        self.document.remove_label(value)
        self.note()

    @rule(axis=st.integers(0, 2))
    def set_axis(self, axis):
        self.document.set_axis(axis)
        self.note()

    @precondition(lambda self: self.position > 0)
    @rule()
    def undo(self):
        self.edits.undo()
        self.position -= 1

    @precondition(lambda self: self.edits.undone)
    @rule()
    def redo(self):
        self.edits.redo()
        self.position += 1

    @precondition(lambda self: self.edits.done)
    @rule()
    def apply_again(self):
        """Edits can be applied twice: a stack may redo what it has just been given."""
        self.document.apply(self.edits.done[-1])

    @invariant()
    def state_is_the_one_of_that_time(self):
        assert self.state() == self.states[self.position]

    @invariant()
    def counts_are_those_of_the_label_map(self):
        labelmap, axis = self.document.labelmap, self.document.axis
        fresh = SliceCounts(axis, labelmap.voxels, labelmap.origins)
        for value in range(1, 5):
            assert self.document.painted_slices(value) == fresh.slices_with(value)
            assert self.document.label_voxels(value) == int(np.sum(labelmap.voxels == value))


TestUndo = UndoMachine.TestCase
TestUndo.settings = settings(max_examples=60, stateful_step_count=20)

"""Seconds, strokes and slices of a session, counted by hand."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.core.errors import UserError
from annotator.core.patch import Edit, MaskPatch
from annotator.io.session_record import Step
from annotator.services.effort import Effort, append_efforts, efforts, time_and_strokes
from tests.helpers.documents import EditList, make_document, proposal, square

if TYPE_CHECKING:
    from pathlib import Path


def stroke(document, index: int, origin: int = 1) -> None:
    before = np.zeros((2, 1, 20, 24), np.uint8)
    before[0, 0] = document.labelmap.voxels[index]
    before[1, 0] = document.labelmap.origins[index]
    after = before.copy()
    after[0, 0, 5:9, 5:9], after[1, 0, 5:9, 5:9] = document.active_label, origin
    patch = MaskPatch.between((index, 0, 0), before, after)
    document.commit(Edit("Brush", (patch,)))


def test_pauses_count_a_minute_at_most_and_only_strokes_are_strokes() -> None:
    steps = [
        Step(10.0, "Brush", 1, True),
        Step(15.0, "Brush", 2, True),
        Step(18.0, "Undo: Brush", 2),
        Step(300.0, "Brush", 1, True),
        Step(301.0, "Add a label"),
    ]
    assert time_and_strokes(steps, 1) == (10.0 + 60.0, 2)
    assert time_and_strokes(steps, 2) == (5.0 + 3.0, 1)
    assert time_and_strokes(steps, 3) == (0.0, 0)


def test_slices_are_told_apart_by_what_became_of_them() -> None:
    document = make_document()
    sink = EditList(document)
    stroke(document, 2)
    stroke(document, 3)
    sink.undo()
    document.review.show(proposal({4: [square(1)], 5: [square(1)]}))
    document.accept([4, 5])
    stroke(document, 5)
    (row,) = efforts(document)
    assert (row.label, row.name, row.strokes) == (1, "Liver", 3)
    assert (row.painted, row.accepted_unchanged, row.accepted_edited) == (1, 1, 1)
    assert document.volume.content_id.startswith(row.case)


def test_ledger_is_appended_to(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "effort.csv"
    row = Effort("abc", 1, "Liver", 12.5, 3, 1, 8, 2)
    append_efforts(path, [row])
    append_efforts(path, [row])
    append_efforts(path, [])
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert len(rows) == 2
    assert rows[0]["seconds"] == "12.5"
    assert rows[1]["accepted_unchanged"] == "8"
    with pytest.raises(UserError, match="cannot be written"):
        append_efforts(tmp_path, [row])

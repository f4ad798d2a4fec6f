"""Figures of iterations, counted by hand on small slices."""

from __future__ import annotations

import io

import numpy as np
import pytest
import SimpleITK as sitk

from annotator.core.iteration_table import band, iteration_table
from annotator.core.proposal import IterationResult, LabelStats, Proposal

SPACING = (2.0, 1.0)


def labels(*rows: str) -> np.ndarray:
    return np.array([[int(c) for c in row] for row in rows], np.uint8)


FIRST = labels("0110", "0110", "0000")
SECOND = labels("0110", "0111", "0002")
THIRD = labels("0000", "0111", "0002")


def made() -> Proposal:
    proposal = Proposal(0, (1, 2), "fused")
    for index, masks in ((2, [FIRST, SECOND, THIRD]), (4, [FIRST, FIRST])):
        for iteration, mask in enumerate(masks):
            stats = {1: LabelStats(int((mask == 1).sum()), 0.0, 0.9, 0.1, 0.25 * iteration)}
            proposal.add(IterationResult(index, iteration, mask, stats, is_final=False))
    proposal.decide(4)
    return proposal


def test_gained_lost_and_dice_between_iterations():
    table = iteration_table(made(), 1, SPACING)
    assert table.slices == (2, 4)
    assert table.voxels[0].tolist() == [4, 5, 3]
    assert table.gained[0, 1:].tolist() == [1, 0]
    assert table.lost[0, 1:].tolist() == [0, 2]
    assert table.changed[0, 1:].tolist() == [1, 2]
    assert table.dice_to_previous[0, 1:].tolist() == [2 * 4 / 9, 2 * 3 / 8]
    assert np.isnan(table.gained[:, 0]).all()
    assert table.dice_to_previous[1, 1] == 1
    assert np.isnan(table.voxels[1, 2])
    assert table.share[0].tolist() == [0, 0.25, 0.5]
    assert np.isnan(table.dice).all()


def test_agreement_with_a_reference_is_that_of_simpleitk():
    reference = np.zeros((6, 3, 4), np.uint8)
    reference[2] = labels("0000", "0110", "0110")
    table = iteration_table(made(), 1, SPACING, reference)
    for iteration, mask in enumerate((FIRST, SECOND, THIRD)):
        overlap = sitk.LabelOverlapMeasuresImageFilter()
        one = sitk.GetImageFromArray((mask == 1).astype(np.uint8))
        other = sitk.GetImageFromArray(reference[2])
        overlap.Execute(one, other)
        assert table.dice[0, iteration] == pytest.approx(overlap.GetDiceCoefficient())
    assert table.distance_95_mm[0, 2] == pytest.approx(2.0)  # one row apart at the bottom
    assert np.isnan(table.distance_95_mm[1]).all()
    assert table.dice[1].tolist()[:2] == [0, 0]


def test_band_leaves_unknown_values_out():
    values = np.array([[np.nan, 1.0], [np.nan, 3.0], [np.nan, np.nan], [np.nan, 5.0]])
    found = band(values)
    assert np.isnan(found[:, 0]).all()
    assert found[:, 1].tolist() == [2, 3, 4]


def test_table_as_csv():
    stream = io.StringIO()
    iteration_table(made(), 1, SPACING).write(stream, lambda index: index + 1)
    lines = stream.getvalue().splitlines()
    assert lines[0].startswith("label,slice,iteration,voxels,gained,lost,dice_to_previous")
    assert lines[1] == "1,3,0,4,,,,,,0"
    assert lines[2].startswith("1,3,1,5,1,0,0.888889")
    assert len(lines) == 1 + 3 + 2
